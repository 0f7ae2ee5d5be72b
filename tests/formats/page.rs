//! docs/formats.md: each example in it is what the command prints.
//!
//! Where one is out of date, `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes it anew.

use std::fs;

use super::{
    folder, json, run, stdout,
    support::{generated, root},
    without_time,
};

/// Stands before each example, with the arguments of `gatecard check`.
const MARK: &str = "<!-- gatecard check ";

/// The page with its examples made anew.
fn made(page: &str) -> String {
    let card = block(page, "```yaml\n");
    let cards = folder(&[("README.md", &card)]);
    let mut parts = page.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (arguments, rest) = part.split_once(" -->\n").expect("the mark ends");
        let (language, rest) = rest.split_once('\n').expect("a block follows");
        let rest = format!("\n{rest}");
        assert!(language.starts_with("```"), "a block follows {arguments}");
        let (_, rest) = rest.split_once("\n```\n").expect("the block ends");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let output = run(cards.path(), &[&["check"], &*arguments].concat());
        let text = readable(language, &stdout(&output));
        let mark = format!("{MARK}{} -->\n", arguments.join(" "));
        out += &[&mark, language, "\n", text.trim_end(), "\n```\n", rest].concat();
    }
    out
}

fn block(page: &str, opening: &str) -> String {
    let (_, block) = page.split_once(opening).expect("there is a card");
    let (block, _) = block.split_once("```").expect("the card ends");
    block.to_owned()
}

/// An output as it can be read: JSON over several lines, with one rule of all.
fn readable(language: &str, output: &str) -> String {
    if language != "```json" {
        return without_time(output);
    }
    let is_other_rule =
        |line: &&str| line.starts_with("{\"id\"") && !line.contains("\"unknown-key\"");
    let lines = output.lines().filter(|line| !is_other_rule(line));
    let text: String = lines.collect();
    let text = text
        .replace("},]}},", "}]}},")
        .replace(&format!("\"ruleIndex\":{}", index()), "\"ruleIndex\":0");
    let text = match (
        text.split_once("\"help\":{\"text\""),
        text.split_once(",\"helpUri\""),
    ) {
        (Some((before, _)), Some((_, after))) => {
            format!("{before}\"help\":{{\"text\":\"...\",\"markdown\":\"...\"}},\"helpUri\"{after}")
        }
        _ => text,
    };
    json(&text);
    pretty(&text, 0)
}

/// The number of the rule that the examples are about.
fn index() -> usize {
    let mut rules = gatecard::RULES.iter();
    let index = rules.position(|rule| rule.name == "unknown-key");
    index.expect("there is such a rule")
}

/// JSON with each entry on a line of its own, unless all of them fit on one.
fn pretty(json: &str, indent: usize) -> String {
    let inner = json.get(1..json.len() - 1).unwrap_or_default();
    if json.len() + indent <= 96 || !json.starts_with(['{', '[']) {
        return json.to_owned();
    }
    let entries = split(inner, ',').into_iter().map(|entry| {
        let (key, value) = match split(entry, ':')[..] {
            [key, _, ..] if json.starts_with('{') => (format!("{key}: "), &entry[key.len() + 1..]),
            _ => (String::new(), entry),
        };
        let value = pretty(value, indent + 2);
        format!("\n{}{key}{value}", " ".repeat(indent + 2))
    });
    let entries: Vec<String> = entries.collect();
    let (open, close) = (&json[..1], &json[json.len() - 1..]);
    format!("{open}{}\n{}{close}", entries.join(","), " ".repeat(indent))
}

/// The parts of JSON between characters outside of texts and of what is within them.
fn split(json: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    let (mut in_text, mut is_escaped) = (false, false);
    for (offset, character) in json.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            character if character == at && depth == 0 => {
                parts.push(&json[start..offset]);
                start = offset + 1;
            }
            _ => {}
        }
    }
    parts.push(&json[start..]);
    parts
}

#[test]
fn examples_are_what_the_command_prints() {
    let page = fs::read_to_string(root().join("docs/formats.md")).expect("there is a page");
    generated("docs/formats.md", &made(&page));
    for format in super::FORMATS.iter().chain(&["full", "concise"]) {
        assert!(
            page.contains(&format!("--format {format}")),
            "{format} has an example"
        );
    }
}
