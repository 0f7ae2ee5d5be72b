//! The hooks for <https://pre-commit.com>, run by the real pre-commit from a clone of this
//! repository.
//!
//! pre-commit builds gatecard from the clone, as a Python wheel. Here it builds a debug version,
//! and takes what other crates need from what `cargo test` has built.

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

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Output,
};

use needed::is_installed;
use repo::{GATECARD, Home, MENDED, RIGHT, Repo, WRONG, blocks, output, said};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The real pre-commit, where it is installed.
fn pre_commit() -> Option<PathBuf> {
    let program = root().join("tests/.venv/bin/pre-commit");
    is_installed(&program).then_some(program)
}

/// This repository as it lies here, committed to a new one.
fn clone(home: &Home) -> Repo<'_> {
    let root = root();
    let list = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let files = home.run(&root, "git", &list);
    assert!(files.status.success(), "{}", said(&files));
    let clone = home.repo("gatecard");
    for name in files
        .stdout
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
        let name = std::str::from_utf8(name).expect("our names are UTF-8");
        let (from, to) = (root.join(name), clone.path.join(name));
        // One that was removed is listed until that is committed.
        if from.exists() {
            fs::create_dir_all(to.parent().expect("files lie in folders")).expect("there is room");
            fs::copy(from, to).expect("there is room");
        }
    }
    clone.git(&["add", "--all"]);
    clone.git(&["commit", "--quiet", "--message", "as it lies here"]);
    clone
}

/// Links what cargo has built of other crates into a folder, where a build finds it.
fn link_built(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("there is room");
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().contains("gatecard") || name == "incremental" {
            continue;
        }
        let (from, to) = (entry.path(), to.join(&name));
        if from.is_dir() {
            link_built(&from, &to);
        } else if fs::hard_link(&from, &to).is_err() {
            // Another disk: cargo builds it again.
            return;
        }
    }
}

/// A repository of cards with the hooks, and the folder of pre-commit.
struct Cards<'h> {
    repo: Repo<'h>,
    pre_commit: PathBuf,
    folder: PathBuf,
}

impl Cards<'_> {
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = self.repo.command(program);
        command
            .args(arguments)
            .env("PRE_COMMIT_HOME", self.folder.join("pre-commit"))
            .env("PRE_COMMIT_COLOR", "never")
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
            .env("MATURIN_PEP517_ARGS", "--profile dev")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_BUILD_BUILD_DIR", self.folder.join("build"));
        output(&mut command)
    }

    fn pre_commit(&self, arguments: &[&str]) -> Output {
        let program = self.pre_commit.to_str().expect("a plain name");
        self.run(program, arguments)
    }

    /// Commits what is staged: whether that works, and what is said.
    fn commit(&self) -> (bool, String) {
        let done = self.run("git", &["commit", "--message", "cards"]);
        (done.status.success(), said(&done))
    }

    /// Stages one text of a card and leaves another in the folder.
    fn stage(&self, staged: &str, unstaged: &str) {
        self.repo.write("README.md", staged);
        self.repo.git(&["add", "README.md"]);
        self.repo.write("README.md", unstaged);
    }

    /// Configures pre-commit as an example of the page says, but with the clone.
    fn configure(&self, example: usize) {
        let clone = self.repo.path.with_file_name("gatecard");
        let released = concat!("rev: v", env!("CARGO_PKG_VERSION"));
        let config = blocks("pre-commit.md", "yaml")[example].clone();
        assert!(config.contains(released), "an old version: {config}");
        let config = config.replace(env!("CARGO_PKG_REPOSITORY"), &clone.display().to_string());
        let config = config.replace(released, "rev: v0");
        self.repo.write(".pre-commit-config.yaml", &config);
        self.repo.git(&["add", ".pre-commit-config.yaml"]);
    }
}

#[test]
fn the_real_pre_commit_runs_the_hooks() {
    let Some(pre_commit) = pre_commit() else {
        return;
    };
    let home = Home::new();
    clone(&home).git(&["tag", "v0"]);
    let temporary = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("there is room");
    let folder = temporary.path().to_owned();
    let built = Path::new(GATECARD).parent().expect("it lies in a folder");
    link_built(built, &folder.join("build/debug"));
    let repo = home.repo("cards");
    let cards = Cards {
        repo,
        pre_commit,
        folder,
    };
    cards.configure(0);
    let installed = cards.pre_commit(&["install", "--install-hooks"]);
    assert!(installed.status.success(), "{}", said(&installed));

    finds_mistakes(&cards);
    obeys_no_file_name(&cards, &home);
    checks_what_is_staged(&cards);
    cards.configure(1);
    mends(&cards);
    mends_what_is_staged(&cards);
    keeps_our_hook(&cards, &home);
}

fn finds_mistakes(cards: &Cards<'_>) {
    let repo = &cards.repo;
    for (name, text) in [
        ("README.md", RIGHT),
        ("a/README.md", RIGHT),
        ("notes.md", WRONG),
    ] {
        repo.write(name, text);
    }
    repo.git(&["add", "--all"]);
    let (works, text) = cards.commit();
    assert!(works && text.contains("Passed"), "{text}");

    repo.write("b/README.md", WRONG);
    repo.write("a b/README.md", WRONG);
    repo.git(&["add", "--all"]);
    let (works, text) = cards.commit();
    assert!(!works, "{text}");
    assert!(
        text.contains("- hook id: gatecard\n- exit code: 1"),
        "{text}"
    );
    assert!(
        text.contains("[b/README.md:3:1]") && text.contains("[a b/README.md:3:1]"),
        "{text}"
    );
    assert!(text.contains("2 cards checked: 2 errors"), "{text}");
    assert_eq!(repo.read("b/README.md"), WRONG);
    repo.git(&["reset", "--quiet", "--hard"]);

    // Without cards there is nothing to do.
    repo.write("notes.md", "Notes\n");
    repo.git(&["add", "--all"]);
    let (works, text) = cards.commit();
    assert!(works && text.contains("Skipped"), "{text}");
}

/// The names of folders are no options: not one of these cards goes unseen, or does anything.
fn obeys_no_file_name(cards: &Cards<'_>, home: &Home) {
    let repo = &cards.repo;
    let victim = home.path().join("victim/README.md");
    fs::create_dir_all(victim.parent().expect("it lies in a folder")).expect("there is room");
    fs::write(&victim, RIGHT).expect("there is room");
    let names = [
        format!("--format=json={}", victim.display()),
        "--config=fail-on=\"never\" #/README.md".to_owned(),
        "--add-ignores=x/README.md".to_owned(),
        "--stdin-filename=x/README.md".to_owned(),
        "-x/README.md".to_owned(),
        "--/README.md".to_owned(),
    ];
    for name in &names {
        repo.write(name, WRONG);
    }
    repo.git(&["add", "--all"]);
    let (works, text) = cards.commit();
    assert!(
        !works && text.contains("6 cards checked: 6 errors"),
        "{text}"
    );
    for name in &names {
        assert!(text.contains(&format!("[./{name}:3:1]")), "{name}: {text}");
        assert_eq!(repo.read(name), WRONG);
    }
    assert_eq!(fs::read_to_string(&victim).expect("still there"), RIGHT);
    repo.git(&["reset", "--quiet", "--hard"]);
}

fn checks_what_is_staged(cards: &Cards<'_>) {
    cards.stage(WRONG, RIGHT);
    let (works, text) = cards.commit();
    assert!(!works && text.contains("[README.md:3:1]"), "{text}");
    assert_eq!(
        cards.repo.read("README.md"),
        RIGHT,
        "what is not staged comes back"
    );

    let right = RIGHT.replace("Amber", "Opal");
    cards.stage(&right, WRONG);
    let (works, text) = cards.commit();
    assert!(works && text.contains("Passed"), "{text}");
    assert_eq!(
        cards.repo.read("README.md"),
        WRONG,
        "what is not staged comes back"
    );
    assert_eq!(
        cards.repo.git(&["show", "HEAD:README.md"]),
        right.trim_end()
    );
}

fn mends(cards: &Cards<'_>) {
    cards.stage(WRONG, WRONG);
    let (works, text) = cards.commit();
    assert!(
        !works && text.contains("files were modified by this hook"),
        "{text}"
    );
    assert_eq!(cards.repo.read("README.md"), MENDED);
    cards.repo.git(&["add", "README.md"]);
    let (works, text) = cards.commit();
    assert!(works && text.contains("Passed"), "{text}");

    // What cannot be mended is found.
    let unknown = "---\nextra_gated_fields:\n  Company: textt_or_not\n---\n";
    cards.stage(unknown, unknown);
    let (works, text) = cards.commit();
    assert!(!works && text.contains("- exit code: 1"), "{text}");
    assert!(text.contains("[README.md:3:"), "{text}");
    assert_eq!(cards.repo.read("README.md"), unknown);
}

/// A mistake is mended in what is staged, and a change that is not staged comes back beside it.
fn mends_what_is_staged(cards: &Cards<'_>) {
    let body = "Text\n".repeat(20);
    let (wrong, mended) = (WRONG.to_owned() + &body, MENDED.to_owned() + &body);
    cards.stage(&wrong, &(wrong.clone() + "More\n"));
    let (works, text) = cards.commit();
    assert!(
        !works && text.contains("files were modified by this hook"),
        "{text}"
    );
    assert_eq!(cards.repo.read("README.md"), mended.clone() + "More\n");

    // Where both change the same lines, pre-commit takes the mending back.
    let other = wrong.replace("Hello", "Welcome");
    cards.stage(&wrong, &other);
    let (works, text) = cards.commit();
    assert!(!works && text.contains("Rolling back fixes"), "{text}");
    assert_eq!(cards.repo.read("README.md"), other);
}

/// The hook that gatecard has installed is run by that of pre-commit.
fn keeps_our_hook(cards: &Cards<'_>, home: &Home) {
    let repo = &cards.repo;
    repo.git(&["reset", "--quiet", "--hard"]);
    repo.says(0, &["hook", "install"]);
    let installed = cards.pre_commit(&["install", "--hook-type", "pre-push"]);
    assert!(installed.status.success(), "{}", said(&installed));
    // It is found where pre-commit has put it.
    for command in ["status", "install"] {
        let text = repo.says(0, &["hook", command]);
        assert!(text.contains("pre-push.legacy"), "{command}: {text}");
    }
    let remote = home.path().join("remote.git");
    let remote = remote.to_str().expect("a plain name");
    repo.git(&["init", "--quiet", "--bare", remote]);
    repo.commit("README.md", WRONG);
    let done = cards.run("git", &["push", remote, "HEAD:main"]);
    assert!(
        said(&done).contains("gatecard stopped the push"),
        "{}",
        said(&done)
    );
    repo.commit("README.md", RIGHT);
    let done = cards.run("git", &["push", remote, "HEAD:main"]);
    assert!(done.status.success(), "{}", said(&done));
    let text = repo.says(0, &["hook", "uninstall"]);
    assert!(text.contains("pre-push.legacy is removed"), "{text}");
    repo.says(1, &["hook", "status"]);
    assert!(
        repo.says(2, &["hook", "install"])
            .contains("docs/pre-commit.md")
    );
}
