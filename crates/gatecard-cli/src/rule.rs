//! `gatecard rule` and `gatecard rules`.

mod example;
mod page;

use std::{fmt::Write as _, io, io::Write as _};

use gatecard::{Group, RULES, Rule, Severity, nearest_rule};
use serde::Serialize;

use crate::{
    args::{LookArgs, RuleArgs, RulesArgs, TextOrJson},
    escape::escaped,
    exit::Exit,
    look::Look,
    output::{
        json::{SCHEMA_VERSION, to_json},
        stream,
    },
    wrap::wrapped,
};

/// What stands between the columns of the list.
const GAP: &str = "  ";
/// The columns that it takes to read what a rule finds beside its name.
const MIN_SUMMARY: usize = 36;

/// Explains one rule or all.
pub(crate) fn explain(args: &RuleArgs, look: LookArgs) -> io::Result<Exit> {
    let name = args.name.as_deref().unwrap_or_default();
    let rules: Vec<&Rule> = match gatecard::rule(name) {
        _ if args.all => RULES.to_vec(),
        Some(rule) => vec![rule],
        None => {
            stream::complain(&unknown(name));
            return Ok(Exit::Failure);
        }
    };
    let pages: Vec<String> = rules.iter().map(|rule| page::page(rule, look)).collect();
    stream::print(|out| out.write_all(pages.join("\n\n").as_bytes()))?;
    Ok(Exit::Clean)
}

/// Lists all rules.
pub(crate) fn list(args: &RulesArgs, look: LookArgs) -> io::Result<Exit> {
    let list = match args.format {
        TextOrJson::Text => table(Look::new(look)),
        TextOrJson::Json => json(),
    };
    stream::print(|out| out.write_all(list.as_bytes()))?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> String {
    let hint = match nearest_rule(name) {
        Some(near) => format!("did you mean `{}`?", near.name),
        None => "`gatecard rules` lists them".to_owned(),
    };
    format!("there is no rule `{}`; {hint}", escaped(name))
}

/// The rules by group, with what each of them finds.
fn table(look: Look) -> String {
    let names = RULES.iter().map(|rule| rule.name.len());
    let name = names.max().unwrap_or_default();
    let severity = Severity::Warning.name().len();
    // Beside the names where that leaves room to read, and below them elsewhere.
    let column = name + severity + 2 * GAP.len();
    let beside = look.graphics && look.width >= column + MIN_SUMMARY;
    let indent = " ".repeat(if beside { column } else { 2 * GAP.len() });
    let mut out = String::new();
    for group in Group::ALL {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}\n", look.bold(group.title()));
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let severity = format!("{:severity$}", rule.severity.name());
            let head = format!("{:name$}{GAP}{severity}{GAP}", rule.name);
            let finds = finds(rule);
            if beside {
                out.push_str(&wrapped(&finds, look.width, &head, &indent));
            } else {
                let _ = writeln!(out, "{}", head.trim_end());
                out.push_str(&wrapped(&finds, look.width, &indent, &indent));
            }
        }
    }
    out
}

/// What a rule finds, for a list, with what else there is to know.
fn finds(rule: &Rule) -> String {
    let summary = rule.summary();
    let text = summary.strip_prefix("Finds ").unwrap_or(&summary);
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let text: String = first.chain(letters).collect();
    match (rule.pedantic, rule.fix.is_some()) {
        (true, true) => format!("{text} (pedantic, fix)"),
        (true, false) => format!("{text} (pedantic)"),
        (false, true) => format!("{text} (fix)"),
        (false, false) => text,
    }
}

/// What is printed as JSON.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct JsonRules {
    /// The version of the shape.
    #[cfg_attr(test, schemars(extend("const" = SCHEMA_VERSION)))]
    schema_version: u32,
    /// All rules, in the order of the documentation.
    rules: Vec<JsonRule>,
}

/// A rule.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonRule {
    /// Its name, for `gatecard rule NAME`.
    name: &'static str,
    /// What it is about.
    group: &'static str,
    /// How much its findings matter.
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "info"])))]
    severity: &'static str,
    /// Whether it is off unless `--pedantic` is given.
    pedantic: bool,
    /// The least safe fix that it can have.
    #[cfg_attr(test, schemars(extend("enum" = ["safe", "unsafe", null])))]
    fix: Option<&'static str>,
    /// What it finds, in one sentence.
    summary: String,
    /// Its page.
    url: String,
    /// Its documentation, in Markdown.
    doc: String,
}

fn json() -> String {
    let rules = RULES.iter().map(|rule| JsonRule {
        name: rule.name,
        group: rule.group.name(),
        severity: rule.severity.name(),
        pedantic: rule.pedantic,
        fix: rule.fix.map(gatecard::Safety::name),
        summary: rule.summary(),
        url: rule.url(),
        doc: rule.doc(),
    });
    let rules = JsonRules {
        schema_version: SCHEMA_VERSION,
        rules: rules.collect(),
    };
    to_json(&rules) + "\n"
}
