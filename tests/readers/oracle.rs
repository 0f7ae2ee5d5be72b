//! The real readers, asked through files.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use gatecard::yaml::{Reader, Value};
use serde::{Deserialize, Serialize};

use super::needed::is_installed;

/// A card.
#[derive(Serialize)]
pub(crate) struct Case {
    /// What it is called in messages.
    pub(crate) id: String,
    /// Its text.
    pub(crate) text: String,
}

/// What a reader says of a card.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    /// `found`, `missing` or `invalid`.
    pub(crate) front_matter: String,
    /// What an exception says.
    pub(crate) error: Option<String>,
    /// The byte at which the reader gives up.
    pub(crate) offset: Option<u32>,
    /// The values of the gate, as compact JSON; nothing where the reader has none.
    pub(crate) values: Option<String>,
    /// The whole block, as compact JSON; nothing where the reader refuses it or it has none.
    pub(crate) data: Option<String>,
}

/// A real reader.
pub(crate) struct Oracle {
    program: PathBuf,
    script: PathBuf,
    name: &'static str,
}

impl Oracle {
    /// The program that a reader stands for, where it is installed.
    ///
    /// Panics where it is not, and is required.
    pub(crate) fn find(root: &Path, reader: Reader) -> Option<Self> {
        let tests = root.join("tests");
        let venv = tests.join(".venv");
        let (program, needed, script) = match reader {
            Reader::Hub => {
                let needed = tests.join("node_modules/js-yaml/package.json");
                (PathBuf::from("node"), needed, "oracle.mjs")
            }
            Reader::Python => {
                let bin = if cfg!(windows) {
                    "Scripts/python.exe"
                } else {
                    "bin/python"
                };
                (venv.join(bin), venv.join("pyvenv.cfg"), "oracle.py")
            }
        };
        if !is_installed(&needed) {
            return None;
        }
        let script = tests.join("readers").join(script);
        let name = reader.name();
        #[rustfmt::skip]
        let oracle = Self { program, script, name };
        Some(oracle)
    }

    /// Asks about cards.
    pub(crate) fn ask(&self, cases: &[Case]) -> Vec<Answer> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let source = folder.join(format!("{}-{}-cards.jsonl", self.name, cases.len()));
        let target = source.with_extension("answers");
        let lines = cases
            .iter()
            .map(|case| serde_json::to_string(case).expect("a card is text"));
        fs::write(&source, lines.collect::<Vec<_>>().join("\n") + "\n").expect("cards are written");
        let mut command = Command::new(&self.program);
        let status = command.arg(&self.script).arg(&source).arg(&target).status();
        assert!(status.expect("the real reader starts").success());
        let answers = fs::read_to_string(&target).expect("there are answers");
        let answers = answers.split('\n').filter(|line| !line.is_empty());
        let answers: Vec<Answer> = answers
            .map(|line| serde_json::from_str(line).expect("an answer is JSON"))
            .collect();
        assert_eq!(answers.len(), cases.len(), "an answer for each card");
        answers
    }
}

/// A value as the oracles print it.
pub(crate) fn whole(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

/// Values as the oracles print them.
pub(crate) fn json(values: &[(String, Value)]) -> String {
    let mut out = String::new();
    write_entries(values, &mut out);
    out
}

fn write_entries(entries: &[(String, Value)], out: &mut String) {
    out.push('{');
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(key, out);
        out.push(':');
        write_value(value, out);
    }
    out.push('}');
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(&value.to_string()),
        Value::Number(digits) => out.push_str(digits),
        Value::Text(text) => write_text(text, out),
        Value::Mapping(entries) => write_entries(entries, out),
        Value::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
    }
}

/// A text in JSON, with the escapes that both languages write.
fn write_text(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).expect("a text has JSON"));
}
