//! The workflows and scripts of this repository. Those in the documentation: tests/examples.rs.

use std::{fs, path::PathBuf, process::Command};

use super::{
    repo::{Home, output, said},
    root, succeeds, tool,
};

#[test]
fn workflows_fit_their_schemas() {
    let root = root();
    let mut workflows: Vec<PathBuf> = fs::read_dir(root.join(".github/workflows"))
        .expect("they are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    workflows.sort();
    for (schema, files) in [
        ("vendor.github-workflows", workflows),
        ("vendor.github-actions", vec![root.join("action.yml")]),
        (
            "vendor.dependabot",
            vec![root.join(".github/dependabot.yml")],
        ),
    ] {
        let Some(mut check) = tool("check-jsonschema") else {
            return;
        };
        check.args(["--builtin-schema", schema]).args(files);
        succeeds(&output(&mut check));
    }
}

/// zizmor, the auditor of workflows, has nothing to say, whatever its mood; and it does read them.
#[test]
fn workflows_pass_zizmor() {
    let home = Home::new();
    let bad = home.path().join("bad.yml");
    let text = "on: push\njobs:\n  bad:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.head_commit.message }}\n";
    fs::write(&bad, text).expect("there is room");
    for (path, passes) in [(root(), true), (bad, false)] {
        let Some(mut zizmor) = tool("zizmor") else {
            return;
        };
        zizmor
            .args(["--offline", "--no-progress", "--persona", "auditor"])
            .arg(path);
        let done = output(&mut zizmor);
        assert_eq!(done.status.success(), passes, "{}", said(&done));
    }
}

#[test]
fn scripts_pass_shellcheck() {
    let mut check = Command::new("shellcheck");
    for name in [
        "action/check",
        "action/install",
        "fuzz",
        "fuzz-seed",
        "package",
        "sbom",
        "test-wheel",
    ] {
        check.arg(root().join("scripts").join(name));
    }
    match check.output() {
        Ok(done) => drop(succeeds(&done)),
        Err(error) => println!("SKIPPED: shellcheck: {error}"),
    }
}
