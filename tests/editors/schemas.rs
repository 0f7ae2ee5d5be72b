//! Schemas in editors: yaml-language-server and Taplo.

use std::{fs, process::Command};

use serde_json::Value;

use super::{
    block, folder,
    needed::is_installed,
    repo::{GATECARD, output, said},
    root,
    tools::{Document, language_server_with},
};

/// Where the page says that the schema of the gate lies.
const ADDRESS: &str = concat!(
    "https://raw.githubusercontent.com/gatecard/gatecard/main/",
    "crates/gatecard-cli/schemas/gate.json"
);

/// A text of the page with the schema as it lies here, since tests fetch nothing.
fn from_here(text: &str) -> String {
    let schema = fs::canonicalize(root().join("crates/gatecard-cli/schemas/gate.json"));
    let schema = schema.expect("the schema lies there");
    assert!(text.contains(ADDRESS), "{text}");
    text.replace(ADDRESS, &format!("file://{}", schema.display()))
}

fn document(path: &str, text: &str) -> Document {
    Document {
        name: path.to_owned(),
        text: text.to_owned(),
        hover: None,
        path: Some(path.to_owned()),
    }
}

#[test]
fn settings_and_comments_give_a_schema_to_yaml() {
    let settings = from_here(&block("json", "yaml.schemas"));
    let settings: Value = serde_json::from_str(&settings).expect("it is JSON");
    let right = from_here(&block("yaml", "yaml-language-server"));
    let wrong = right.replace("Company: text", "Company: string");
    let without = |text: &str| {
        text.split_once('\n')
            .map_or("", |(_, rest)| rest)
            .to_owned()
    };
    let documents = [
        document("gates/right.yaml", &without(&right)),
        document("gates/wrong.yaml", &without(&wrong)),
        document("elsewhere/wrong.yaml", &without(&wrong)),
        document("elsewhere/right-with-comment.yaml", &right),
        document("elsewhere/wrong-with-comment.yaml", &wrong),
    ];
    let Some(answers) = language_server_with(&root(), &settings, &documents) else {
        return;
    };
    let lines: Vec<_> = answers.iter().map(super::tools::Answer::lines).collect();
    assert_eq!(lines, [vec![], vec![3], vec![], vec![], vec![4]]);
}

/// Why the page advises against it.
#[test]
fn a_server_for_yaml_takes_the_text_of_a_card_for_yaml() {
    let settings = from_here(&block("json", "yaml.schemas"));
    let settings = settings.replace("gates/*.yaml", "README.md");
    let settings: Value = serde_json::from_str(&settings).expect("it is JSON");
    let card = "---\nextra_gated_heading: Welcome\n---\n# Amber\n\nA model.\n";
    let Some(answers) = language_server_with(&root(), &settings, &[document("README.md", card)])
    else {
        return;
    };
    let lines = answers[0].lines();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| *line > 3),
        "{lines:?}"
    );
}

#[test]
fn taplo_reads_the_line_about_the_schema() {
    let taplo = root().join("tests/.venv/bin/taplo");
    if !is_installed(&taplo) {
        return;
    }
    let taplo = fs::canonicalize(taplo).expect("it is there");
    let right = block("toml", "#:schema");
    let wrong = right.replace("\"off\"", "\"of\"");
    assert_ne!(right, wrong);
    for (text, is_right) in [(right, true), (wrong, false)] {
        let folder = folder(&[("gatecard.toml", text.as_bytes())]);
        let schema = output(Command::new(GATECARD).args(["schema", "config"])).stdout;
        fs::write(folder.path().join("gatecard.schema.json"), schema).expect("there is room");
        let mut lint = Command::new(&taplo);
        let done = output(
            lint.args(["lint", "gatecard.toml"])
                .current_dir(folder.path()),
        );
        assert_eq!(done.status.success(), is_right, "{}", said(&done));
    }
}
