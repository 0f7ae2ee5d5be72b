//! The real tools, asked through files.

#![allow(dead_code, reason = "each test needs a part")]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::needed::is_installed;

/// A YAML document.
#[derive(Clone, Serialize)]
pub(crate) struct Document {
    /// What it is called in messages.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// A text that is pointed to.
    pub(crate) hover: Option<String>,
    /// Where it lies, where that matters.
    pub(crate) path: Option<String>,
}

impl Document {
    /// The front matter of a card.
    pub(crate) fn new(card: &Path, yaml: &str) -> Self {
        Self {
            name: card.display().to_string(),
            text: format!("{yaml}\n"),
            hover: None,
            path: None,
        }
    }
}

/// A program that knows JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// yaml-language-server, which gets the schema by a comment in the document.
    LanguageServer,
    /// check-jsonschema, which gets it by an argument.
    CheckJsonschema,
}

/// What yaml-language-server says of a document.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    diagnostics: Vec<Diagnostic>,
    hover: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Diagnostic {
    line: usize,
    message: String,
}

impl Tool {
    /// The file that is there where it is installed.
    ///
    /// Panics where it is not, and is required.
    pub(crate) fn installed(self, root: &Path) -> Option<PathBuf> {
        let file = match self {
            Self::LanguageServer => "tests/node_modules/yaml-language-server/package.json",
            Self::CheckJsonschema if cfg!(windows) => "tests/.venv/Scripts/check-jsonschema.exe",
            Self::CheckJsonschema => "tests/.venv/bin/check-jsonschema",
        };
        let file = root.join(file);
        is_installed(&file).then_some(file)
    }

    /// What it has against each document: nothing where it is right.
    pub(crate) fn ask(
        self,
        root: &Path,
        schema: &Path,
        documents: &[Document],
    ) -> Option<Vec<Vec<String>>> {
        let program = self.installed(root)?;
        match self {
            Self::LanguageServer => {
                let answers = language_server(root, schema, documents)?;
                Some(answers.into_iter().map(Answer::messages).collect())
            }
            Self::CheckJsonschema => Some(check_jsonschema(&program, schema, documents)),
        }
    }
}

impl Answer {
    /// What it says of the text that is pointed to, up to the place of the schema.
    pub(crate) fn said(&self) -> String {
        let said = self
            .hover
            .as_ref()
            .and_then(|hover| hover["value"].as_str());
        let said = said.and_then(|said| said.split("\n\nSource: ").next());
        said.unwrap_or_default().to_owned()
    }

    /// The lines that it marks.
    pub(crate) fn lines(&self) -> Vec<usize> {
        self.diagnostics.iter().map(|it| it.line).collect()
    }

    /// What it has against the document, a line each.
    pub(crate) fn messages(self) -> Vec<String> {
        let messages = self.diagnostics.into_iter();
        messages
            // The comment is not of the document.
            .map(|it| format!("line {}: {}", it.line - 1, it.message))
            .collect()
    }
}

/// What yaml-language-server says of documents that name a schema, where it is installed.
pub(crate) fn language_server(
    root: &Path,
    schema: &Path,
    documents: &[Document],
) -> Option<Vec<Answer>> {
    let comment = format!(
        "# yaml-language-server: $schema=file://{}",
        schema.display()
    );
    let documents: Vec<Document> = documents
        .iter()
        .map(|document| Document {
            text: with_first_line(&document.text, &comment),
            ..document.clone()
        })
        .collect();
    language_server_with(root, &Value::Object(Map::new()), &documents)
}

/// What yaml-language-server says in an editor with those settings, where it is installed.
pub(crate) fn language_server_with(
    root: &Path,
    settings: &Value,
    documents: &[Document],
) -> Option<Vec<Answer>> {
    Tool::LanguageServer.installed(root)?;
    let mut command = Command::new("node");
    command
        .arg(root.join("tests/schemas/language-server.mjs"))
        .arg(settings.to_string());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let input = serde_json::to_vec(documents).expect("texts are JSON");
    let mut stdin = child.stdin.take().expect("it has an input");
    stdin.write_all(&input).expect("it listens");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let answers = serde_json::from_slice(&output.stdout).expect("it answers in JSON");
    Some(answers)
}

/// Front matter with one more line at its start.
fn with_first_line(text: &str, line: &str) -> String {
    match text.strip_prefix("---\n") {
        Some(text) => format!("---\n{line}\n{text}"),
        None => format!("{line}\n{text}"),
    }
}

fn check_jsonschema(program: &Path, schema: &Path, documents: &[Document]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("there is room");
    let paths: Vec<PathBuf> = (0..documents.len())
        .map(|number| folder.path().join(format!("{number}.yaml")))
        .collect();
    for (path, document) in paths.iter().zip(documents) {
        fs::write(path, &document.text).expect("there is room");
    }
    let mut command = Command::new(program);
    command.args(["--output-format", "json", "--schemafile"]);
    let output = command.arg(schema).args(&paths).output();
    let output = output.expect("it starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("it answers in JSON");
    let mut answers = vec![Vec::new(); documents.len()];
    for kind in ["errors", "parse_errors"] {
        for error in report[kind].as_array().into_iter().flatten() {
            let name = Path::new(error["filename"].as_str().expect("a name"));
            let at = paths.iter().position(|path| path == name);
            let message = format!("{}: {}", error["path"], error["message"]);
            answers[at.expect("a document")].push(message);
        }
    }
    answers
}
