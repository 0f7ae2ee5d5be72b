//! `gatecard rule` and `gatecard rules`.

use std::{fmt::Write as _, io, io::Write as _};

use gatecard::{RULES, Rule};
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
};

/// How alike a name has to be to a rule's to be suggested for it, from 0 to 1.
const ALIKE: f64 = 0.5;

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
    let look = Look::new(look);
    let pages: Vec<String> = rules.iter().map(|rule| page(rule, look)).collect();
    stream::print(|out| out.write_all(pages.join("\n\n").as_bytes()))?;
    Ok(Exit::Clean)
}

/// Lists all rules.
pub(crate) fn list(args: &RulesArgs) -> io::Result<Exit> {
    let list = match args.format {
        TextOrJson::Text => table(),
        TextOrJson::Json => json(),
    };
    stream::print(|out| out.write_all(list.as_bytes()))?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> String {
    let likeness = |rule: &Rule| strsim::jaro_winkler(name, rule.name);
    let nearest = RULES
        .iter()
        .map(|rule| (likeness(rule), rule.name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    let hint = match nearest {
        Some((_, nearest)) => format!("did you mean `{nearest}`?"),
        None => "`gatecard rules` lists them".to_owned(),
    };
    format!("there is no rule `{}`; {hint}", escaped(name))
}

/// The facts about a rule on one line.
fn facts(rule: &Rule) -> String {
    let fix = rule
        .fix
        .map_or(String::new(), |safety| format!(", {} fix", safety.name()));
    let pedantic = if rule.pedantic {
        ", only with --pedantic"
    } else {
        ""
    };
    format!("{}, {}{fix}{pedantic}", rule.severity, rule.group.name())
}

/// The documentation of a rule for a terminal.
fn page(rule: &Rule, look: Look) -> String {
    let bold = |text: &str| {
        if look.color {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let mut out = format!("{} ({})\n", bold(rule.name), facts(rule));
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in rule.doc().lines() {
        let heading = line.strip_prefix("## ").filter(|_| !in_code);
        let fence = line.starts_with("```");
        let prose = !in_code && !fence && heading.is_none() && !line.is_empty();
        let joins = prose && !line.starts_with("* ") && !line.starts_with("- ");
        if !joins {
            wrap(&mut out, &std::mem::take(&mut paragraph), look.width);
        }
        if fence {
            in_code = !in_code;
        } else if in_code {
            let _ = writeln!(out, "      {line}");
        } else if let Some(heading) = heading {
            let _ = writeln!(out, "\n{}", bold(heading));
        } else if prose {
            paragraph.push_str(line);
            paragraph.push(' ');
        }
    }
    wrap(&mut out, &paragraph, look.width);
    let _ = writeln!(out, "\n{}", rule.url());
    out
}

/// Adds a paragraph in lines of at most `width` columns.
fn wrap(out: &mut String, paragraph: &str, width: usize) {
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let len = word.chars().count();
        if column > 0 && column + 1 + len > width {
            out.push('\n');
            column = 0;
        }
        out.push_str(if column == 0 { "  " } else { " " });
        column += len + if column == 0 { 2 } else { 1 };
        out.push_str(word);
    }
    if column > 0 {
        out.push('\n');
    }
}

/// The first sentence of a rule's documentation.
fn summary(rule: &Rule) -> String {
    let section = rule.section("What it does").unwrap_or_default();
    let words: Vec<&str> = section.split_whitespace().collect();
    let text = words.join(" ");
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].to_owned()
}

fn table() -> String {
    let width = |of: fn(&Rule) -> usize| RULES.iter().map(|rule| of(rule)).max().unwrap_or(0);
    let name = width(|rule| rule.name.len());
    let mut out = String::new();
    for rule in RULES {
        let marks = match (rule.pedantic, rule.fix.is_some()) {
            (true, true) => "pedantic, fix",
            (true, false) => "pedantic",
            (false, true) => "fix",
            (false, false) => "",
        };
        let _ = writeln!(
            out,
            "{:name$}  {:7}  {:8}  {marks:13}  {}",
            rule.name,
            rule.severity.name(),
            rule.group.name(),
            summary(rule)
        );
    }
    out
}

#[derive(Serialize)]
struct JsonRules {
    schema_version: u32,
    rules: Vec<JsonRule>,
}

#[derive(Serialize)]
struct JsonRule {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    pedantic: bool,
    fix: Option<&'static str>,
    summary: String,
    url: String,
    doc: String,
}

fn json() -> String {
    let rules = RULES.iter().map(|rule| JsonRule {
        name: rule.name,
        group: rule.group.name(),
        severity: rule.severity.name(),
        pedantic: rule.pedantic,
        fix: rule.fix.map(gatecard::Safety::name),
        summary: summary(rule),
        url: rule.url(),
        doc: rule.doc(),
    });
    let rules = JsonRules {
        schema_version: SCHEMA_VERSION,
        rules: rules.collect(),
    };
    to_json(&rules) + "\n"
}
