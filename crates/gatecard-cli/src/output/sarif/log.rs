//! What stands before and behind the results of all cards.

use gatecard::{RULES, Rule, Severity};

use super::{
    TOP, level,
    model::{
        Configuration, Help, Invocation, Notification, ReportingDescriptor, RuleProperties, Text,
    },
};
use crate::{
    exit::Exit,
    output::{Run, json::to_json},
};

/// The schema that the output follows.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// All up to the first result.
pub(super) fn start() -> String {
    let rules: Vec<String> = RULES
        .iter()
        .map(|rule| to_json(&descriptor(rule)))
        .collect();
    let (version, address) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
    [
        &format!("{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\n"),
        &format!(
            "\"tool\":{{\"driver\":{{\"name\":\"gatecard\",\"semanticVersion\":\"{version}\","
        ),
        &format!("\"informationUri\":\"{address}\",\"rules\":[\n"),
        &rules.join(",\n"),
        "\n]}},\n\"columnKind\":\"unicodeCodePoints\",",
        // As in the library: a lone carriage return ends a line, too.
        r#""newlineSequences":["\r\n","\n","\r"],"#,
        // Without an address, which would tell the name of a user and differ on each machine.
        &format!("\"originalUriBaseIds\":{{\"{TOP}\":{{\"description\":"),
        r#"{"text":"The top of the repository, or the folder where gatecard ran."}}},"#,
        "\n\"results\":[\n",
    ]
    .concat()
}

/// All behind the last result.
pub(super) fn end(run: &Run<'_>) -> String {
    let (exit_code, exit_code_description) = match run.exit {
        Exit::Clean => (0, "no finding at or above --fail-on"),
        Exit::Findings => (1, "findings at or above --fail-on, or something to change"),
        Exit::Failure | Exit::Stopped => (
            2,
            "a path that cannot be read, or a failure of gatecard itself",
        ),
    };
    let notifications = run.failures.iter().map(|failure| Notification {
        level: "error",
        message: Text::quoting(failure),
    });
    let invocation = Invocation {
        execution_successful: run.exit != Exit::Failure,
        exit_code,
        exit_code_description,
        tool_execution_notifications: notifications.collect(),
    };
    format!("\n],\n\"invocations\":[{}]}}]}}\n", to_json(&invocation))
}

fn descriptor(rule: &Rule) -> ReportingDescriptor<'_> {
    let what = rule.section("What it does").unwrap_or_default();
    let words: Vec<&str> = what.split_whitespace().collect();
    ReportingDescriptor {
        id: rule.name,
        name: in_pascal_case(rule.name),
        short_description: Text::new(rule.summary()),
        full_description: Text::new(words.join(" ")),
        help: Help {
            text: rule.doc(),
            markdown: rule.doc(),
        },
        help_uri: rule.url(),
        default_configuration: Configuration {
            enabled: !rule.pedantic,
            level: level(rule.severity),
        },
        properties: RuleProperties {
            tags: [rule.group.name()],
            problem_severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// `UnknownKey` for `unknown-key`: the form that the standard wants for names.
fn in_pascal_case(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}
