//! Workflows and pipelines, by the schemas of check-jsonschema.

use std::{fs, process::Command};

use super::{Kind, blocks, needed::is_installed, pages, repo::output, repo::said, support::root};

/// The version that examples name.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The real check-jsonschema, where it is installed.
fn check_jsonschema() -> Option<Command> {
    let program = root().join("tests/.venv/bin/check-jsonschema");
    is_installed(&program).then(|| Command::new(program))
}

/// The blocks of a kind, each put into a frame, fit a schema.
fn fit(kind: Kind, schema: &str, frame: fn(&str) -> String) {
    let pages = pages();
    let folder = tempfile::tempdir().expect("there is room");
    let mut paths = Vec::new();
    for (page, block) in blocks(&pages, kind) {
        for line in block.text.lines().filter(|line| line.contains("gatecard@")) {
            assert!(
                line.ends_with(&format!("@v{VERSION}")),
                "{}: {line}",
                page.name
            );
        }
        let name = format!("{}-{}.yml", page.name.replace('/', "-"), block.line);
        let path = folder.path().join(name);
        fs::write(&path, frame(&block.text)).expect("there is room");
        paths.push(path);
    }
    let Some(mut check) = check_jsonschema() else {
        return;
    };
    let done = output(check.args(["--builtin-schema", schema]).args(paths));
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn workflows_fit_their_schema() {
    fit(Kind::Workflow, "vendor.github-workflows", str::to_owned);
}

#[test]
fn steps_fit_the_schema_of_workflows() {
    fit(Kind::Steps, "vendor.github-workflows", |steps| {
        let steps = steps.lines().map(|line| format!("      {line}\n"));
        let steps: String = steps.collect();
        format!("on: push\njobs:\n  gatecard:\n    runs-on: ubuntu-latest\n    steps:\n{steps}")
    });
}

#[test]
fn pipelines_fit_their_schema() {
    fit(Kind::Pipeline, "vendor.gitlab-ci", str::to_owned);
}
