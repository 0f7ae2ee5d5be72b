//! docs/editors.md: each of its settings does in the real program what the page says, as far as
//! that program is here.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]
#![cfg(unix)]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/needed.rs"]
mod needed;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/repo.rs"]
mod repo;
#[path = "editors/schemas.rs"]
mod schemas;
#[path = "schemas/tools.rs"]
mod tools;

use std::{env, fs, path::Path, process::Command};

use folder::folder;
use pages::{pages, root};
use repo::{GATECARD, output, said};
use serde_json::Value;
use tempfile::TempDir;

/// A card with a finding of each severity, two of them behind letters of several bytes.
const CARD: &str = "---
gated: auto
extra_gated_heading: ''
extra_gated_fields:
  \"Société: où?\": {type: string}
---
";

/// What is found in it: the line, the column in characters and in bytes, the severity, the rule.
const FOUND: [(i64, i64, i64, &str, &str); 3] = [
    (2, 1, 1, "info", "gated-key"),
    (3, 1, 1, "warning", "empty-text"),
    (5, 26, 29, "error", "unknown-type"),
];

/// A block of the page.
fn block(language: &str, contains: &str) -> String {
    let page = pages()
        .into_iter()
        .find(|page| page.name == "docs/editors.md");
    let blocks = page.expect("there is a page").blocks();
    let mut blocks = blocks
        .into_iter()
        .filter(|block| block.language == language);
    let block = blocks.find(|block| block.text.contains(contains));
    block.expect("there is such a block").text
}

/// A folder with the card in it.
fn card() -> TempDir {
    folder(&[("README.md", CARD.as_bytes())])
}

/// A program that finds gatecard, where it is here.
fn program(name: &str, folder: &Path) -> Option<Command> {
    if Command::new(name).arg("--version").output().is_err() {
        println!("SKIPPED: {name} is missing");
        return None;
    }
    let own = Path::new(GATECARD).parent().expect("it lies in a folder");
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(own.to_owned()).chain(env::split_paths(&path));
    let mut command = Command::new(name);
    command
        .current_dir(folder)
        .env("PATH", env::join_paths(folders).expect("plain names"))
        .env("HOME", folder)
        .env("LC_ALL", "C.UTF-8");
    for variable in [
        "GITHUB_ACTIONS",
        "COLUMNS",
        "NO_GRAPHICS",
        "XDG_CONFIG_HOME",
    ] {
        command.env_remove(variable);
    }
    Some(command)
}

/// The JSON that a program has written to a file.
fn written(folder: &Path, command: &mut Command) -> Value {
    let done = output(command);
    let text = fs::read_to_string(folder.join("out.json"));
    assert!(text.is_ok(), "nothing is written: {}", said(&done));
    serde_json::from_str(&text.unwrap_or_default()).expect("it is JSON")
}

/// VS Code itself is no part of the tests. The pattern is tried as there: in JavaScript, line by
/// line.
#[test]
fn vs_code_understands_each_line() {
    let tasks: Value = serde_json::from_str(&block("json", "problemMatcher")).expect("it is JSON");
    let task = &tasks["tasks"][0];
    let folder = card();
    let Some(mut node) = program("node", folder.path()) else {
        return;
    };
    let arguments = task["args"].as_array().expect("it has some").iter();
    let mut run = Command::new(task["command"].as_str().map_or(GATECARD, |name| {
        assert_eq!(name, "gatecard");
        GATECARD
    }));
    run.args(arguments.filter_map(Value::as_str))
        .env_remove("GITHUB_ACTIONS");
    let done = output(run.current_dir(folder.path()));
    let script = "const [pattern, text] = process.argv.slice(1);
        const { regexp, ...groups } = JSON.parse(pattern);
        const matches = text.trimEnd().split('\\n').map((line) => new RegExp(regexp).exec(line));
        const found = matches.map((match) => Object.fromEntries(
            Object.entries(groups).map(([name, group]) => [name, match[group]])));
        require('fs').writeFileSync('out.json', JSON.stringify(found));";
    node.args(["-e", script])
        .arg(task["problemMatcher"]["pattern"].to_string())
        .arg(String::from_utf8_lossy(&done.stdout).as_ref());
    let found = written(folder.path(), &mut node);
    assert_eq!(found.as_array().map(Vec::len), Some(FOUND.len()));
    for (number, (line, column, _, severity, rule)) in FOUND.into_iter().enumerate() {
        let problem = &found[number];
        assert_eq!(problem["file"], "README.md");
        assert_eq!(problem["line"], line.to_string());
        assert_eq!(problem["column"], column.to_string());
        assert_eq!(problem["severity"], severity);
        assert_eq!(problem["code"], rule);
        assert!(
            problem["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
    }
}

#[test]
fn vim_and_neovim_jump_to_findings() {
    for (name, arguments) in [("vim", ["-e", "-s"]), ("nvim", ["--headless", "-n"])] {
        let folder = card();
        let Some(mut vim) = program(name, folder.path()) else {
            continue;
        };
        fs::write(folder.path().join("own.vim"), block("vim", "makeprg")).expect("there is room");
        vim.args(arguments)
            .args(["-u", "NONE", "--cmd", "set nocompatible encoding=utf-8"]);
        for line in [
            "source own.vim",
            "edit README.md",
            "silent make",
            "let places = []",
            "for n in range(1, len(getqflist())) | execute 'cc' n | call add(places, [line('.'), col('.'), getqflist()[n - 1].type, getqflist()[n - 1].text]) | endfor",
            "call writefile([json_encode(places)], 'out.json')",
            "qall!",
        ] {
            vim.args(["-c", line]);
        }
        let found = written(folder.path(), &mut vim);
        assert_eq!(
            found.as_array().map(Vec::len),
            Some(FOUND.len()),
            "{name}: {found}"
        );
        for (number, (line, _, byte, severity, rule)) in FOUND.into_iter().enumerate() {
            let place = &found[number];
            assert_eq!(place[0], line, "{name}");
            assert_eq!(place[1], byte, "{name}");
            assert_eq!(place[2], severity[..1], "{name}");
            let text = place[3].as_str().unwrap_or_default();
            assert!(text.starts_with(&format!("[{rule}] ")), "{name}: {text}");
        }
    }
}

#[test]
fn neovim_marks_findings_in_the_text() {
    let folder = card();
    let Some(mut vim) = program("nvim", folder.path()) else {
        return;
    };
    fs::write(
        folder.path().join("own.lua"),
        block("lua", "vim.diagnostic"),
    )
    .expect("there is room");
    vim.args(["--headless", "-n", "-u", "NONE"]);
    for line in [
        "luafile own.lua",
        "edit README.md",
        "let before = luaeval('vim.diagnostic.get(0)')",
        // What is not saved counts.
        "2,3delete",
        "doautocmd TextChanged",
        "call writefile([json_encode([before, luaeval('vim.diagnostic.get(0)')])], 'out.json')",
        "qall!",
    ] {
        vim.args(["-c", line]);
    }
    let found = written(folder.path(), &mut vim);
    let [before, after] = [&found[0], &found[1]];
    assert_eq!(
        before.as_array().map(Vec::len),
        Some(FOUND.len()),
        "{before}"
    );
    for (number, (line, _, byte, severity, rule)) in FOUND.into_iter().enumerate() {
        let mark = &before[number];
        assert_eq!(mark["lnum"], line - 1);
        assert_eq!(mark["col"], byte - 1);
        let severities = ["", "error", "warning", "info"];
        let expected = severities.iter().position(|name| *name == severity);
        assert_eq!(mark["severity"], Value::from(expected));
        assert_eq!(mark["code"], rule);
    }
    assert_eq!(after.as_array().map(Vec::len), Some(1), "{after}");
    assert_eq!(after[0]["lnum"], 2);
}

/// Emacs reads the lines without being told how.
#[test]
fn emacs_jumps_to_findings() {
    let folder = card();
    let Some(mut emacs) = program("emacs", folder.path()) else {
        return;
    };
    let command = block("sh", "concise");
    let script = format!(
        "(progn (require 'compile) (require 'json) (find-file \"README.md\")
          (let ((buffer (compile {:?})) (places nil))
            (while (get-buffer-process buffer) (accept-process-output nil 0.1))
            (with-current-buffer buffer
              (compilation--ensure-parse (point-max))
              (goto-char (point-min))
              (ignore-errors
                (while t
                  (compilation-next-error 1)
                  (let* ((message (get-text-property (point) 'compilation-message))
                         (place (compilation--message->loc message)))
                    (push (vector (compilation--loc->line place) (compilation--loc->col place)
                                (compilation--message->type message)) places)))))
            (with-temp-file \"out.json\" (insert (json-encode (vconcat (reverse places)))))))",
        command.trim()
    );
    emacs.args(["--batch", "-Q", "--eval", &script]);
    let found = written(folder.path(), &mut emacs);
    // Emacs passes over what is only an info.
    let expected = FOUND.iter().filter(|finding| finding.3 != "info");
    let expected = expected.map(|(line, column, _, severity, _)| {
        let kinds = ["info", "warning", "error"];
        let kind = kinds.iter().position(|name| name == severity);
        serde_json::json!([line, column, kind])
    });
    assert_eq!(found, expected.collect::<Value>());
}
