//! The JSON Schemas: what they say is what gatecard says, by the word of the real tools.
//!
//! The schema of the gate is tried with yaml-language-server and check-jsonschema on the cards of
//! all rules, and on real cards where there are any at hand: both have to refuse what gatecard
//! calls an error, and nothing else.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it compares"
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/needed.rs"]
mod needed;
#[path = "schemas/tools.rs"]
mod tools;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;
use cases::cases;
use gatecard::{
    Card, CheckOptions, FieldType, Finding, Group, KEYS, Rule, Severity, State, decode,
    yaml::Reader,
};
use insta::assert_snapshot;
use jsonschema::Validator;
use serde_json::Value;
use tools::{Document, Tool, language_server};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    let output = command.current_dir(folder).args(arguments).output();
    output.expect("the command runs")
}

/// What the command prints.
fn printed(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, arguments).stdout;
    serde_json::from_slice(&output).expect("the output is JSON")
}

fn schema(name: &str) -> Value {
    let schema = printed(&root(), &["schema", name]);
    assert!(jsonschema::draft7::meta::is_valid(&schema), "{name}");
    schema
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::new(schema).expect("the schema can be used")
}

/// What a value does wrong, with the place.
fn mistakes(validator: &Validator, value: &Value) -> Vec<String> {
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn what_is_printed_has_the_shape_of_the_schema() {
    let validator = validator(&schema("output"));
    let fixtures = root().join("fixtures");
    let card = "cards/harbor-speech/README.md";
    let mut printed_values = vec![
        printed(&fixtures, &["rules", "--format", "json"]),
        printed(&fixtures, &["config", "--format", "json"]),
        printed(
            &fixtures,
            &["config", card, "--pedantic", "--format", "json"],
        ),
        printed(&fixtures, &["check", "cards", "--format", "json"]),
        printed(&fixtures, &["check", "missing", "--format", "json"]),
        printed(
            &fixtures,
            &[
                "check",
                "cards",
                "--write-baseline",
                "/dev/null",
                "--format",
                "json",
            ],
        ),
    ];
    for (path, _) in fixture_cards() {
        let path = path.to_str().expect("plain names");
        printed_values.push(printed(
            &fixtures,
            &["check", path, "--pedantic", "--format", "json"],
        ));
        for reader in ["hub", "python"] {
            let arguments = ["show", path, "--reader", reader, "--format", "json"];
            printed_values.push(printed(&fixtures, &arguments));
        }
    }
    for value in &printed_values {
        assert_eq!(mistakes(&validator, value), [""; 0], "{value}");
    }
    assert!(printed_values.len() > 500, "the fixtures are found");
}

#[test]
fn other_shapes_are_refused() {
    let validator = validator(&schema("output"));
    let right = printed(
        &root().join("fixtures"),
        &["check", "cards", "--format", "json"],
    );
    let changes: [fn(&mut Value); 6] = [
        |value| value["schema_version"] = Value::from(2),
        |value| value["findings"][0]["severity"] = Value::from("fatal"),
        |value| value["findings"][0]["range"]["start"] = Value::Null,
        |value| value["findings"][0]["fixes"] = Value::from("none"),
        |value| value["summary"] = Value::Null,
        |value| *value = Value::Array(Vec::new()),
    ];
    for change in changes {
        let mut wrong = right.clone();
        change(&mut wrong);
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
    let mut more = right;
    more["findings"][0]["new"] = Value::from("fields may be added");
    assert!(validator.is_valid(&more));
}

/// Configurations in TOML that the command refuses and the schema cannot.
const NOT_IN_SCHEMA: &[&str] = &["[z-a]"];

#[test]
fn configurations_are_right_for_both_or_for_none() {
    let validator = validator(&schema("config"));
    let cases = cases();
    let files = cases.iter().flat_map(cases::Case::files);
    let configurations = files.filter(|(name, _)| name.ends_with("toml"));
    let mut texts: Vec<String> = configurations.map(|(_, text)| text.to_owned()).collect();
    // Each line of a wrong one by itself, too: one mistake must not hide another.
    let lines: Vec<String> = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| line.contains('='))
        .flat_map(|line| {
            let of_rules = format!("[rules]\n{line}\n");
            let of_override = format!("[[overrides]]\npaths = [\"x\"]\n{line}\n");
            [format!("{line}\n"), of_rules, of_override]
        })
        .collect();
    texts.extend(lines);
    let mut counts = [0, 0];
    for text in texts {
        let folder = tempfile::tempdir().expect("there is room");
        fs::write(folder.path().join("gatecard.toml"), &text).expect("there is room");
        let is_right = run(folder.path(), &["config"]).status.success();
        counts[usize::from(is_right)] += 1;
        // What is no TOML has no value to look at.
        let Ok(value) = toml::from_str::<Value>(&text) else {
            assert!(!is_right, "{text}");
            continue;
        };
        if NOT_IN_SCHEMA.iter().any(|part| text.contains(part)) {
            assert!(!is_right, "{text}");
            continue;
        }
        let mistakes = mistakes(&validator, &value);
        assert_eq!(is_right, mistakes.is_empty(), "{mistakes:?}:\n{text}");
    }
    println!(
        "{} configurations refused, {} accepted",
        counts[0], counts[1]
    );
    assert!(counts.iter().all(|count| *count > 20));
}

#[test]
fn gate_has_the_keys_and_types_of_the_library() {
    let schema = schema("gate");
    let keys = schema["properties"].as_object().expect("properties");
    let mut known = KEYS.to_vec();
    known.sort_unstable();
    assert_eq!(keys.keys().collect::<Vec<_>>(), known);
    let types = |form: &Value| -> Vec<String> {
        assert_eq!(
            form["enum"].as_array().map(Vec::len),
            form["enumDescriptions"].as_array().map(Vec::len)
        );
        let types = form["enum"].as_array().expect("a list");
        types
            .iter()
            .map(|name| name.as_str().expect("a text").to_owned())
            .collect()
    };
    let long = types(&schema["definitions"]["longForm"]["properties"]["type"]);
    let short = types(&schema["definitions"]["shortForm"]);
    let all: Vec<&str> = FieldType::ALL.iter().map(|known| known.name()).collect();
    assert_eq!(long, all);
    let without_options = all.iter().filter(|name| **name != "select");
    assert_eq!(short, without_options.copied().collect::<Vec<_>>());
}

/// The cards of all rules, and whole cards.
fn fixture_cards() -> Vec<(PathBuf, String)> {
    cards_below(&root().join("fixtures"))
}

/// Real cards, where there are any.
fn real_cards() -> Vec<(PathBuf, String)> {
    let folder = env::var_os("GATECARD_CARDS");
    let folder = folder.map_or_else(|| root().join("../shared/cards"), PathBuf::from);
    if folder.is_dir() {
        return cards_below(&folder);
    }
    println!("SKIPPED: no real cards in {}", folder.display());
    Vec::new()
}

/// Cards with their names.
fn cards_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut cards = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let bytes = fs::read(&path).expect("the card can be read");
                cards.push((path, decode(&bytes).text.into_owned()));
            }
        }
    }
    cards.sort();
    cards
}

/// Rules about errors that no schema of the values can see, and why.
const UNSEEN: &[(&str, &str)] = &[
    (
        "fields-not-indented",
        "fields at the top are other metadata, and may be anything",
    ),
    (
        "nested-key",
        "the key stands in other metadata, or within a field",
    ),
    ("swallowed-field", "a field may have attributes of any name"),
    ("label-not-text", "tools make a text of every key"),
    ("text-cut-by-comment", "values have no comments"),
];

/// Both tools.
const BOTH: &[Tool] = &[Tool::LanguageServer, Tool::CheckJsonschema];

/// Fixtures on which tools are meant to differ from gatecard, and why.
const EXCEPTIONS: &[(&[Tool], &str, &str)] = &[
    (
        BOTH,
        "empty-label/flag/nothing.md",
        "an empty key becomes a text",
    ),
    (
        BOTH,
        "empty-label/flag/null.md",
        "an empty key becomes a text",
    ),
    (
        BOTH,
        "readers-disagree/leave/same-for-both.md",
        "an empty key becomes a text",
    ),
    (
        BOTH,
        "modelscope-gate/leave/nested-hub-keys.md",
        "what is below `extra-gated` tells whether it is meant for another hub",
    ),
    (
        BOTH,
        "modelscope-gate/leave/no-mapping.md",
        "what is below `extra-gated` tells whether it is meant for another hub",
    ),
    (
        BOTH,
        "edges/text-below-its-anchor.md",
        "the anchor of a block text on a line of its own stays with an empty mapping in js-yaml alone",
    ),
    (
        &[Tool::LanguageServer],
        "edges/line-separator-in-a-label-run-together.md",
        "it finds no fault with a label and no type there",
    ),
    (
        &[Tool::CheckJsonschema],
        "edges/line-separator-behind-a-label.md",
        "it reads as PyYAML does, to which the line separator ends a line and the type is indented",
    ),
    (
        &[Tool::CheckJsonschema],
        "edges/line-separator-before-a-button.md",
        "it reads as PyYAML does, to which the line separator ends a line and a key begins",
    ),
    (
        BOTH,
        "nested-key/flag/fields-with-mistakes.md",
        "what stands below other metadata may be anything",
    ),
    (
        &[Tool::LanguageServer],
        "missing-type/flag/set.md",
        "the server knows of no values in a set",
    ),
    (
        &[Tool::LanguageServer],
        "fields-run-together/flag/in-braces.md",
        "the server does not look at a key without a value in braces",
    ),
    (
        &[Tool::CheckJsonschema],
        "not-a-text/leave/more-texts.md",
        "to check-jsonschema, `1_000` is a number",
    ),
    (
        &[Tool::CheckJsonschema],
        "readers-disagree/flag/texts.md",
        "to check-jsonschema, `1_000` is a number",
    ),
    (
        &[Tool::LanguageServer],
        "edges/label-alone-behind-a-question-mark.md",
        "the server does not look at a key without a value behind a question mark",
    ),
    (
        &[Tool::LanguageServer],
        "found/comment-that-ends-a-text-between-odd-line-ends.md",
        "the server does not take a return alone for the end of a line",
    ),
];

fn is_exception(tool: Tool, document: &Document) -> bool {
    let mut exceptions = EXCEPTIONS.iter();
    exceptions.any(|(tools, name, _)| tools.contains(&tool) && document.name.ends_with(name))
}

/// Whether the server cannot read a text over several lines: it follows YAML 1.2, which wants the
/// later lines indented. The Hub's reader does not.
fn is_unread(tool: Tool, answer: &[String]) -> bool {
    let is_about_quotes = |message: &String| message.ends_with(": Missing closing \"quote");
    tool == Tool::LanguageServer && answer.first().is_some_and(is_about_quotes)
}

fn is_unseen(rule: &Rule) -> bool {
    UNSEEN.iter().any(|(name, _)| *name == rule.name)
}

/// Whether a schema has to refuse the gate of a card; nothing where it cannot be asked, or cannot
/// see what is wrong.
fn has_errors(text: &str) -> Option<bool> {
    let card = Card::new(text);
    let is_read = [Reader::Hub, Reader::Python]
        .map(|reader| card.reading(reader).state() == State::Found)
        .iter()
        .all(|found| *found);
    // Tools know nothing of comments that silence gatecard.
    let checked = card.check_all(&CheckOptions::default());
    let ignored = checked.ignored.iter().map(|ignored| &ignored.finding);
    let findings: Vec<&Finding> = checked.findings.iter().chain(ignored).collect();
    let errors = findings.iter().filter(|it| it.severity == Severity::Error);
    let mut errors = errors.peekable();
    let has_errors = errors.peek().is_some();
    if !is_read || errors.clone().any(|it| it.rule.group == Group::Reading) {
        return None;
    }
    if has_errors && errors.all(|it| is_unseen(it.rule)) {
        return None;
    }
    Some(has_errors)
}

#[test]
fn tools_refuse_what_gatecard_calls_an_error() {
    let schema = root().join("crates/gatecard-cli/schemas/gate.json");
    let schema = fs::canonicalize(schema).expect("the schema lies there");
    let cards = fixture_cards().into_iter().chain(real_cards());
    let mut documents = Vec::new();
    let mut expected = Vec::new();
    for (path, text) in cards {
        let Some(has_errors) = has_errors(&text) else {
            continue;
        };
        let card = Card::new(&text);
        let block = card
            .reading(Reader::Hub)
            .front_matter()
            .expect("it was read");
        documents.push(Document::new(&path, block.yaml.slice(&text)));
        expected.push(has_errors);
    }
    println!(
        "{} cards, {} with errors",
        documents.len(),
        expected.iter().filter(|it| **it).count()
    );
    assert!(documents.len() > 300, "the fixtures are found");
    let mut wrong = Vec::new();
    for tool in [Tool::LanguageServer, Tool::CheckJsonschema] {
        let Some(answers) = tool.ask(&root(), &schema, &documents) else {
            continue;
        };
        for ((document, has_errors), answer) in documents.iter().zip(&expected).zip(answers) {
            let agrees = *has_errors != answer.is_empty();
            if agrees == is_exception(tool, document) && !is_unread(tool, &answer) {
                wrong.push(format!(
                    "{tool:?}, {}: {answer:?}\n{}",
                    document.name, document.text
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

/// Front matter with mistakes in the lines 2, 3, 5 and 7.
const WRONG: &str = "\
extra_gated_heading: Welcome
extra_gated_promt: You agree.
extra_gated_eu_disallowed: yes
extra_gated_fields:
  Company: string
  Country: {type: country}
  Use: {type: select, options: [1]}
";

#[test]
fn the_server_points_to_mistakes_in_front_matter_and_explains_keys() {
    let schema = root().join("crates/gatecard-cli/schemas/gate.json");
    let schema = fs::canonicalize(schema).expect("the schema lies there");
    let documents = [
        (format!("---\n{WRONG}---\n"), Some("extra_gated_heading")),
        (WRONG.to_owned(), Some("type: country")),
        (
            "extra_gated_prompt: You agree.\n".to_owned(),
            Some("extra_gated_prompt"),
        ),
    ];
    let documents = documents.map(|(text, hover)| Document {
        name: String::new(),
        text,
        hover: hover.map(str::to_owned),
        path: None,
    });
    let Some(answers) = language_server(&root(), &schema, &documents) else {
        return;
    };
    let answers = answers.into_iter().map(|answer| {
        let said = answer.said();
        let mut messages = answer.messages();
        messages.sort();
        messages.insert(0, said);
        messages.join("\n* ") + "\n"
    });
    assert_snapshot!(answers.collect::<Vec<_>>().join("\n"), @r#"
    #### Heading

    The heading of the form, as plain text: no Markdown. It takes the place of "You need to agree to share your contact information to access this model" (or "dataset").
    * line 3: This is no key of the gate, so the Hub ignores it. The keys are extra_gated_heading, extra_gated_description, extra_gated_prompt, extra_gated_fields, extra_gated_button_content and extra_gated_eu_disallowed.
    * line 4: Incorrect type. Expected "boolean".
    * line 6: Value is not accepted. Valid values: "text", "checkbox", "date_picker", "country", "ip_location".
    * line 8: Incorrect type. Expected "string".

    #### Type

    The kind of input.

    Allowed Values:

    * `country`: A menu of the countries of ISO 3166-1. The answer is the code of two letters.
    * `text`: A line of text.
    * `checkbox`: A box that has to be ticked.
    * `date_picker`: A date. The answer has the form YYYY-MM-DD.
    * `select`: A menu of the options.
    * `ip_location`: No input: the visitor's country and region, guessed from the Internet address, are shared. The official clients know this type; the documentation does not mention it.
    * line 2: This is no key of the gate, so the Hub ignores it. The keys are extra_gated_heading, extra_gated_description, extra_gated_prompt, extra_gated_fields, extra_gated_button_content and extra_gated_eu_disallowed.
    * line 3: Incorrect type. Expected "boolean".
    * line 5: Value is not accepted. Valid values: "text", "checkbox", "date_picker", "country", "ip_location".
    * line 7: Incorrect type. Expected "string".

    #### Prompt

    The terms that visitors agree to, in Markdown. They stand above the fields; in YAML, a bar (|) behind the key keeps their line breaks.
    "#);
}

#[cfg(unix)]
#[test]
fn the_documented_way_to_check_front_matter_works() {
    let Some(tool) = Tool::CheckJsonschema.installed(&root()) else {
        return;
    };
    let page = fs::read_to_string(root().join("docs/configuration.md")).expect("there is a page");
    let blocks = page
        .split("```sh\n")
        .filter_map(|block| Some(block.split_once("```")?.0));
    let mut blocks = blocks.filter(|block| block.contains("check-jsonschema"));
    let script = blocks.next().expect("the page says how");
    let gatecard = assert_cmd::cargo::cargo_bin("gatecard");
    let folders = [&gatecard, &tool].map(|program| program.parent().expect("a folder"));
    let path = env::var_os("PATH").unwrap_or_default();
    let path = folders
        .map(Path::to_owned)
        .into_iter()
        .chain(env::split_paths(&path));
    let path = env::join_paths(path).expect("plain names");
    for (card, is_right) in [("extra_gated_heading: Welcome\n", true), (WRONG, false)] {
        let folder = tempfile::tempdir().expect("there is room");
        let card = format!("---\n{card}---\n# Amber: a model\n");
        fs::write(folder.path().join("README.md"), card).expect("there is room");
        let mut shell = Command::new("sh");
        let shell = shell.args(["-ec", script]).env("PATH", &path);
        let output = shell.current_dir(folder.path()).output().expect("it runs");
        assert_eq!(output.status.success(), is_right, "{output:?}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(said.contains("extra_gated_promt"), !is_right, "{said}");
    }
}
