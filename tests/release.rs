//! What is published, and what runs it elsewhere: the archive of a release, action.yml, the
//! template for GitLab, and the workflows.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]
#![cfg(unix)]

#[path = "support/needed.rs"]
mod needed;
#[path = "support/repo.rs"]
mod repo;
#[path = "release/workflows.rs"]
mod workflows;

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use insta::assert_snapshot;
use needed::is_installed;
use repo::{GATECARD, Home, RIGHT, Repo, WRONG, output, said};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A program that is installed below tests, where it is.
fn tool(name: &str) -> Option<Command> {
    let program = root().join("tests/.venv/bin").join(name);
    is_installed(&program).then(|| {
        let mut command = Command::new(program);
        command.current_dir(root());
        command
    })
}

fn succeeds(done: &Output) -> String {
    assert!(done.status.success(), "{}", said(done));
    said(done)
}

/// Packs the built command for a system, as a release does.
fn pack(target: &str, folder: &Path) -> PathBuf {
    let mut pack = Command::new(root().join("scripts/package"));
    pack.arg(target).arg(GATECARD).arg(folder);
    succeeds(&output(&mut pack));
    folder.join(format!("gatecard-{target}.tar.gz"))
}

/// The system that the action takes this one for.
fn target() -> &'static str {
    match (env::consts::OS, env::consts::ARCH) {
        ("linux", "aarch64") => "aarch64-unknown-linux-musl",
        ("macos", "x86_64") => "x86_64-apple-darwin",
        ("macos", _) => "aarch64-apple-darwin",
        _ => "x86_64-unknown-linux-musl",
    }
}

/// The loader of Linux lists the libraries of a program instead of running it, if that has any.
#[cfg(all(target_os = "linux", target_env = "gnu", feature = "static"))]
#[test]
fn the_command_loads_no_library() {
    for library in ["c", "gcc_eh", "gcc", "util", "rt", "pthread", "m", "dl"] {
        let mut compiler = Command::new("cc");
        compiler.arg(format!("-print-file-name=lib{library}.a"));
        let archive = succeeds(&output(&mut compiler));
        if !Path::new(archive.trim()).is_absolute() {
            println!("SKIPPED: {library} is there as no archive, so the command loads it");
            return;
        }
    }
    let mut command = Command::new(GATECARD);
    command.arg("--version").env("LD_TRACE_LOADED_OBJECTS", "1");
    assert_eq!(
        succeeds(&output(&mut command)),
        format!("gatecard {VERSION}\n"),
    );
}

#[test]
fn an_archive_has_what_a_user_needs() {
    let home = Home::new();
    let [one, two] = ["one", "two"].map(|name| home.path().join(name));
    let archive = pack("some-system", &one);
    let again = pack("some-system", &two);
    assert!(
        fs::read(&archive).ok() == fs::read(again).ok(),
        "not the same bytes"
    );
    let list = home.run(&one, "tar", &["-tzf", "gatecard-some-system.tar.gz"]);
    assert_snapshot!(succeeds(&list));
    succeeds(&home.run(&one, "tar", &["-xzf", "gatecard-some-system.tar.gz"]));
    let unpacked = one.join("gatecard-some-system");
    let version = home.run(&unpacked, "./gatecard", &["--version"]);
    assert_eq!(succeeds(&version), format!("gatecard {VERSION}\n"));
}

/// The places that cargo-binstall looks into are those that a release has.
#[test]
fn binstall_finds_the_archive() {
    let manifest = fs::read_to_string(root().join("crates/gatecard-cli/Cargo.toml"));
    let manifest = manifest.expect("it is there");
    let filled = |key: &str| {
        let line = manifest
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{key} = ")));
        let line = line.expect("it is there").trim_matches('"');
        let line = line.replace("{ repo }", env!("CARGO_PKG_REPOSITORY"));
        let line = line
            .replace("{ version }", VERSION)
            .replace("{ target }", target());
        line.replace("{ bin }", "gatecard")
            .replace("{ binary-ext }", "")
    };
    let archive = format!("gatecard-{}.tar.gz", target());
    let url = filled("pkg-url");
    assert_eq!(
        url,
        format!(
            "{}/releases/download/v{VERSION}/{archive}",
            env!("CARGO_PKG_REPOSITORY")
        )
    );
    let home = Home::new();
    pack(target(), home.path());
    let list = home.run(home.path(), "tar", &["-tzf", &archive]);
    let program = filled("bin-dir");
    assert!(
        succeeds(&list).lines().any(|name| name == program),
        "{program}"
    );
}

/// A runner of GitHub, as far as the action uses it.
struct Runner<'h> {
    home: &'h Home,
    cards: Repo<'h>,
}

impl<'h> Runner<'h> {
    fn new(home: &'h Home) -> Self {
        let cards = home.repo("cards");
        cards.write("right/README.md", RIGHT);
        cards.write("wrong/README.md", WRONG);
        cards.write("a b/README.md", WRONG);
        fs::create_dir(home.path().join("temp")).expect("there is room");
        let releases = home.path().join("releases").join(format!("v{VERSION}"));
        pack(target(), &releases);
        Self { home, cards }
    }

    /// Runs the step of the action that gets the command.
    fn install(&self, version: &str) -> Output {
        output(&mut self.install_step(version))
    }

    fn install_step(&self, version: &str) -> Command {
        let mut run = self.cards.command("bash");
        run.arg(root().join("scripts/action/install"));
        run.env("VERSION", version)
            .env("RUNNER_TEMP", self.home.path().join("temp"))
            .env("GITHUB_PATH", self.home.path().join("path"))
            .env(
                "RELEASES",
                format!("file://{}/releases", self.home.path().display()),
            );
        run
    }

    /// Runs the step that checks.
    fn check(&self, arguments: &str, sarif_file: &str) -> (Option<i32>, String) {
        let folders = fs::read_to_string(self.home.path().join("path")).expect("it is installed");
        let path = env::var("PATH").expect("there is a PATH");
        let mut run = self.cards.command("bash");
        run.arg(root().join("scripts/action/check"));
        run.env("ARGUMENTS", arguments)
            .env("SARIF_FILE", sarif_file)
            .env("PATH", format!("{}:{path}", folders.trim()));
        let done = output(&mut run);
        (done.status.code(), said(&done))
    }
}

#[test]
fn the_action_gets_a_release_and_checks_it() {
    let home = Home::new();
    let runner = Runner::new(&home);
    let checksum = format!("releases/v{VERSION}/gatecard-{}.tar.gz.sha256", target());
    let checksum = home.path().join(checksum);
    let right = fs::read_to_string(&checksum).expect("it is there");
    fs::write(&checksum, right.replacen(&right[..4], "0000", 1)).expect("there is room");
    let done = runner.install("");
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    assert!(
        said(&done).contains("the checksum of gatecard-"),
        "{}",
        said(&done)
    );
    assert!(!home.path().join("path").exists());
    fs::write(&checksum, right).expect("there is room");

    for version in [
        "0.1",
        "latest",
        "../0.1.0",
        "1.0.0; touch x",
        "$(touch x)",
        "0.1.0\nx",
    ] {
        let done = runner.install(version);
        assert_eq!(done.status.code(), Some(2), "{}", said(&done));
        assert!(
            said(&done).contains("expected a version such as"),
            "{}",
            said(&done)
        );
    }
    let done = runner.install("99.0.0");
    assert!(
        said(&done).contains("cannot get file://"),
        "{}",
        said(&done)
    );
    for version in ["", VERSION, &format!("v{VERSION}")] {
        let done = runner.install(version);
        assert!(succeeds(&done).contains(&format!("gatecard {VERSION}")));
    }
}

/// The real cargo builds it, but as a debug version, which takes what is built already.
#[test]
fn the_action_can_build_what_it_runs() {
    let home = Home::new();
    let runner = Runner::new(&home);
    let tools = home.path().join("tools");
    fs::create_dir(&tools).expect("there is room");
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let script = format!("#!/bin/sh\nexec '{cargo}' \"$@\" --debug\n");
    fs::write(tools.join("cargo"), script).expect("there is room");
    fs::set_permissions(tools.join("cargo"), fs::Permissions::from_mode(0o755)).expect("ours");
    let path = env::var("PATH").expect("there is a PATH");
    let mut run = runner.install_step("source");
    // What is built in between is shared, and what comes out is not.
    let built = Path::new(GATECARD).parent().and_then(Path::parent);
    run.env("PATH", format!("{}:{path}", tools.display()))
        .env("CARGO_TARGET_DIR", home.path().join("target"))
        .env(
            "CARGO_BUILD_BUILD_DIR",
            built.expect("it lies in target/debug"),
        );
    let said = succeeds(&output(&mut run));
    assert!(said.contains(&format!("gatecard {VERSION}")), "{said}");
    assert_eq!(runner.check("right", "").0, Some(0));
}

#[test]
fn the_action_checks_cards() {
    let home = Home::new();
    let runner = Runner::new(&home);
    succeeds(&runner.install(""));
    for (arguments, expected) in [
        ("", 1),
        ("right", 0),
        ("right --pedantic", 0),
        ("--fail-on never\n", 0),
        ("--fail-on never\r\n", 0),
        ("--fail-on\nnever\n", 0),
        ("  --fail-on\n\tnever  \n", 0),
        ("a b", 2),
        ("a b\n", 2),
        ("--quiet\na b\n", 1),
        ("a b\r\nright\r\n", 1),
        ("*", 2),
        ("$(touch made)", 2),
        ("`touch made`; touch made", 2),
        ("--nonsense", 2),
    ] {
        let (code, text) = runner.check(arguments, "");
        assert_eq!(code, Some(expected), "{arguments}: {text}");
    }
    assert!(!runner.cards.path.join("made").exists());

    let (code, text) = runner.check("wrong", "gate card.sarif");
    assert_eq!(code, Some(1));
    assert!(text.contains("[wrong/README.md:3:1]"), "{text}");
    let report = runner.cards.read("gate card.sarif");
    assert!(
        report.contains("wrong/README.md") && report.contains("2.1.0"),
        "{report}"
    );
    for arguments in ["-- right", "--\nright\n"] {
        let (code, text) = runner.check(arguments, "right.sarif");
        assert_eq!(code, Some(0), "{arguments}: {text}");
        assert!(runner.cards.read("right.sarif").contains("2.1.0"));
    }
}

/// The script of the job for GitLab, with its variables.
#[test]
fn the_gitlab_job_checks_cards() {
    let home = Home::new();
    let cards = home.repo("cards");
    cards.write("README.md", WRONG);
    let template = fs::read_to_string(root().join("templates/gatecard.yml"));
    let template = template.expect("it is there");
    let package = format!("gatecard=={VERSION}");
    assert!(
        template.contains(&format!("default: {package}\n")),
        "an old version"
    );
    let (_, job) = template
        .split_once("\n---\n")
        .expect("inputs, then the job");
    let mut filled = job.to_owned();
    for (input, value) in [
        ("job-name", "gatecard"),
        ("stage", "test"),
        ("image", "python"),
        ("package", &package),
        ("arguments", "--pedantic ."),
    ] {
        filled = filled.replace(&format!("$[[ inputs.{input} ]]"), value);
    }
    assert!(!filled.contains("$[["), "{filled}");

    let script = filled
        .lines()
        .filter_map(|line| line.strip_prefix("    - "));
    let script: Vec<&str> = script.collect();
    let [install, check] = script[..] else {
        panic!("expected two lines, found {script:?}");
    };
    assert!(
        !job.lines()
            .any(|line| line.starts_with("    - ") && line.contains("[["))
    );
    let tools = home.path().join("tools");
    fs::create_dir(&tools).expect("there is room");
    std::os::unix::fs::symlink(GATECARD, tools.join("gatecard")).expect("a link");
    let mut run = cards.command("sh");
    let path = env::var("PATH").expect("there is a PATH");
    let steps = format!("pip() {{ echo \"pip $*\"; }}\n{install}\n{check}\n");
    run.args(["-e", "-c", &steps])
        .env("PATH", format!("{}:{path}", tools.display()))
        .env("GATECARD_PACKAGE", &package)
        .env("GATECARD_ARGUMENTS", "--pedantic .");
    let done = output(&mut run);
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    let text = said(&done);
    assert!(text.contains(&package), "{text}");
    assert!(text.contains("[README.md:3:1]"), "{text}");
    let report = cards.read("gl-code-quality-report.json");
    assert!(report.contains("\"unknown-key\""), "{report}");

    let Some(mut schema) = tool("check-jsonschema") else {
        return;
    };
    let path = home.path().join("job.yml");
    fs::write(&path, filled).expect("there is room");
    schema
        .args(["--builtin-schema", "vendor.gitlab-ci"])
        .arg(path);
    succeeds(&output(&mut schema));
}
