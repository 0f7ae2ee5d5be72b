//! `gatecard hook`: real pushes from real git repositories.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]
#![cfg(unix)]

#[path = "hooks/install.rs"]
mod install;
#[path = "support/repo.rs"]
mod repo;

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use insta::assert_snapshot;
use repo::{GATECARD, Home, RIGHT, Repo, WRONG, blocks, output, said};

/// A repository with a hook, and a card that was pushed.
fn guarded<'h>(home: &'h Home, name: &str) -> Repo<'h> {
    let repo = home.repo_with_remote(name);
    repo.commit("README.md", RIGHT);
    repo.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
    repo.says(0, &["hook", "install"]);
    repo
}

fn hook(repo: &Repo<'_>) -> PathBuf {
    let path = repo.git(&["rev-parse", "--git-path", "hooks/pre-push"]);
    repo.path.join(path)
}

/// Pushes, and gives what is said; the push has to go through.
fn passes(repo: &Repo<'_>, arguments: &[&str]) -> String {
    let done = repo.try_git(&[&["push"], arguments].concat());
    assert!(done.status.success(), "{arguments:?}: {}", said(&done));
    said(&done)
}

/// Pushes, and gives the lines of the hook; the push has to be stopped.
fn stopped(repo: &Repo<'_>, arguments: &[&str]) -> String {
    let done = repo.try_git(&[&["push"], arguments].concat());
    let text = said(&done);
    assert!(!done.status.success(), "{arguments:?}: {text}");
    assert!(text.contains("gatecard stopped the push"), "{text}");
    text
}

/// Whether the hook has said that it checked so many cards.
fn checked(text: &str, cards: usize) -> bool {
    let plural = if cards == 1 { "" } else { "s" };
    text.contains(&format!("{cards} card{plural} checked"))
}

#[test]
fn the_commit_counts_and_not_the_folder() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.commit("README.md", WRONG);
    repo.write("README.md", RIGHT);
    let text = stopped(&repo, &["origin", "main"]);
    let ours = text.split("error: failed to push").next();
    assert_snapshot!(ours.expect("git says so").trim_end());
    assert!(!passes(&repo, &["--no-verify"]).contains("gatecard"));

    repo.commit("README.md", RIGHT);
    repo.write("README.md", WRONG);
    assert!(checked(&passes(&repo, &[]), 1));
    repo.git(&["checkout", "--quiet", "README.md"]);
}

/// What is left after the push counts, for the files that the push changes.
#[test]
fn the_last_commit_counts() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.commit("README.md", WRONG);
    repo.commit("README.md", RIGHT);
    passes(&repo, &[]);
    repo.commit("models/README.md", WRONG);
    assert!(stopped(&repo, &[]).contains("models/README.md:3:1"));
    passes(&repo, &["--no-verify"]);
    // The mistake is there already.
    repo.commit("notes.md", "Notes\n");
    assert!(!passes(&repo, &[]).contains("checked"));
    repo.commit(".hidden/README.md", WRONG);
    repo.commit("docs/readme.md", WRONG);
    assert!(!passes(&repo, &[]).contains("checked"));
    repo.git(&["rm", "--quiet", "models/README.md"]);
    repo.git(&["commit", "--quiet", "--message", "gone"]);
    assert!(!passes(&repo, &[]).contains("checked"));
}

#[test]
fn new_branches_and_tags() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.commit("old/README.md", WRONG);
    passes(&repo, &["--no-verify"]);

    repo.git(&["checkout", "--quiet", "-b", "draft"]);
    repo.commit("notes.md", "Notes\n");
    assert!(!passes(&repo, &["origin", "draft"]).contains("checked"));
    repo.git(&["checkout", "--quiet", "-b", "worse", "main"]);
    repo.commit("README.md", WRONG);
    let text = stopped(&repo, &["origin", "worse"]);
    assert!(
        checked(&text, 1) && text.contains("README.md:3:1"),
        "{text}"
    );
    stopped(&repo, &["origin", "HEAD:refs/heads/other"]);
    stopped(&repo, &["origin", "HEAD^{/README}:refs/heads/other"]);
    repo.git(&["tag", "light"]);
    repo.git(&["tag", "--annotate", "--message", "heavy", "heavy"]);
    stopped(&repo, &["origin", "light"]);
    stopped(&repo, &["origin", "heavy"]);
    stopped(&repo, &["origin", "--tags"]);
    // Tags of what is not a commit, and of what is there already.
    repo.git(&["tag", "file", "HEAD:README.md"]);
    repo.git(&["tag", "known", "main"]);
    passes(&repo, &["origin", "known", "file"]);
}

#[test]
fn the_first_push_checks_everything() {
    let home = Home::new();
    let repo = home.repo_with_remote("cards");
    repo.says(0, &["hook", "install"]);
    repo.commit("a/README.md", WRONG);
    repo.commit("b/README.md", RIGHT);
    assert!(checked(&stopped(&repo, &["origin", "main"]), 2));
    let url = repo.git(&["remote", "get-url", "origin"]);
    assert!(checked(&stopped(&repo, &[&url, "main"]), 2));
    repo.commit("a/README.md", RIGHT);
    assert!(checked(&passes(&repo, &["origin", "main"]), 2));
}

/// A merge brings what the other repository has, and what was written to end a conflict.
#[test]
fn merges() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.commit("old/README.md", WRONG);
    passes(&repo, &["--no-verify", "origin", "side"]);
    repo.git(&["checkout", "--quiet", "-b", "merged", "main"]);
    repo.commit("notes.md", "Notes\n");
    repo.git(&["merge", "--quiet", "--message", "side", "side"]);
    assert!(!passes(&repo, &["origin", "merged"]).contains("checked"));
    repo.git(&["checkout", "--quiet", "-b", "evil", "main"]);
    repo.commit("notes.md", "Other notes\n");
    repo.git(&["merge", "--quiet", "--no-commit", "side"]);
    repo.write("README.md", WRONG);
    repo.git(&["commit", "--quiet", "--all", "--message", "side and more"]);
    let text = stopped(&repo, &["origin", "evil"]);
    assert!(
        checked(&text, 1) && text.contains("[README.md:3:1]"),
        "{text}"
    );
    // On main, the branch that was pushed unchecked is new.
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--ff-only", "side"]);
    assert!(stopped(&repo, &["origin", "main"]).contains("[old/README.md:3:1]"));

    // Once main has it, to merge main into a branch that was pushed before makes no mistake.
    passes(&repo, &["--no-verify", "origin", "main"]);
    repo.git(&["checkout", "--quiet", "-b", "late", "main~"]);
    repo.commit("notes.md", "Late notes\n");
    passes(&repo, &["origin", "late"]);
    repo.git(&["merge", "--quiet", "--message", "main", "main"]);
    assert!(!passes(&repo, &["origin", "late"]).contains("checked"));
    repo.commit("old/README.md", &WRONG.replace("Hello", "Welcome"));
    assert!(checked(&stopped(&repo, &["origin", "late"]), 1));
}

/// A card can be a link: it changes where the link does, or what it leads to.
#[test]
fn links_count_where_their_way_changes() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.write("texts/card.md", WRONG);
    repo.write("notes.md", "Notes\n");
    fs::create_dir_all(repo.path.join("m")).expect("there is room");
    let link = |to: &str, name: &str| {
        let name = repo.path.join(name);
        let _ = fs::remove_file(&name);
        std::os::unix::fs::symlink(to, name).expect("there is room");
    };
    link("../between.md", "m/README.md");
    link("texts/card.md", "between.md");
    repo.commit("other.txt", "Other\n");
    stopped(&repo, &[]);
    passes(&repo, &["--no-verify"]);
    repo.commit("notes.md", "Other notes\n");
    assert!(!passes(&repo, &[]).contains("checked"));

    repo.commit("texts/card.md", &WRONG.replace("Hello", "Welcome"));
    assert!(checked(&stopped(&repo, &[]), 1));
    passes(&repo, &["--no-verify"]);
    link("notes.md", "between.md");
    repo.commit("other.txt", "Something else\n");
    assert!(checked(&passes(&repo, &[]), 1));
    link("texts/card.md", "between.md");
    repo.commit("other.txt", "And more\n");
    let text = stopped(&repo, &[]);
    assert!(text.contains("[m/README.md:3:1]"), "{text}");
}

/// What another branch has, pushed unchecked, does not get to the main branch unseen.
#[test]
fn the_main_branch_is_compared_with_itself() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.git(&["checkout", "--quiet", "-b", "draft"]);
    repo.commit("README.md", WRONG);
    passes(&repo, &["--no-verify", "origin", "draft"]);
    let head = |branch: &str| {
        let branch = format!("refs/remotes/origin/{branch}");
        repo.git(&["symbolic-ref", "refs/remotes/origin/HEAD", &branch]);
    };
    head("draft");
    stopped(&repo, &["origin", "draft:main"]);
    head("main");
    stopped(&repo, &["origin", "draft:main"]);
    // The branch that HEAD names.
    repo.git(&["branch", "trunk", "main"]);
    passes(&repo, &["origin", "trunk"]);
    head("trunk");
    stopped(&repo, &["origin", "draft:trunk"]);
    // To any other, what HEAD has is known.
    head("draft");
    passes(&repo, &["origin", "draft:trunk"]);
}

/// A main branch that is new brings all of its cards to visitors.
#[test]
fn a_new_main_branch_is_checked_as_a_whole() {
    let home = Home::new();
    let repo = home.repo_with_remote("cards");
    repo.commit("README.md", WRONG);
    passes(&repo, &["origin", "main:draft"]);
    repo.says(0, &["hook", "install"]);
    assert!(checked(&stopped(&repo, &["origin", "main"]), 1));
    assert!(!passes(&repo, &["origin", "main:other"]).contains("checked"));
}

#[test]
fn several_refs_deletions_and_force() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.git(&["checkout", "--quiet", "-b", "draft"]);
    repo.commit("README.md", WRONG);
    repo.git(&["branch", "same"]);
    repo.git(&["checkout", "--quiet", "-b", "other", "main"]);
    repo.commit("README.md", &RIGHT.replace("Company", "Firm"));
    let text = stopped(&repo, &["origin", "draft", "same", "other"]);
    assert!(
        checked(&text, 2) && text.contains("[draft:README.md:3:1]"),
        "{text}"
    );
    // One version under two names is one card.
    assert!(checked(&stopped(&repo, &["origin", "draft", "same"]), 1));

    passes(&repo, &["--no-verify", "origin", "draft"]);
    assert!(!passes(&repo, &["origin", ":draft"]).contains("checked"));
    stopped(&repo, &["origin", ":refs/tags/none", "same"]);
    stopped(&repo, &["--force", "origin", "draft:main"]);

    // Somebody else has pushed what is not known here.
    let colleague = home.path().join("colleague");
    let url = repo.git(&["remote", "get-url", "origin"]);
    repo.git(&[
        "clone",
        "--quiet",
        &url,
        colleague.to_str().expect("a plain name"),
    ]);
    let colleague = home.at(&colleague);
    colleague.commit("notes.md", "Notes\n");
    colleague.git(&["push", "--quiet"]);
    stopped(&repo, &["--force", "origin", "draft:main"]);
    // Back to what was there before.
    colleague.commit("README.md", WRONG);
    colleague.commit("README.md", RIGHT);
    colleague.git(&["push", "--quiet"]);
    colleague.says(0, &["hook", "install"]);
    stopped(&colleague, &["--force", "origin", "HEAD~:main"]);
}

/// A configuration counts, also for a card that goes by the name of its branch.
#[test]
fn configurations_count() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    let off = "[[overrides]]\npaths = [\"a/\"]\nrules.unknown-key = \"off\"\n";
    repo.write("gatecard.toml", &format!("exclude = [\"drafts/\"]\n{off}"));
    repo.commit("drafts/README.md", WRONG);
    assert!(!passes(&repo, &[]).contains("error"));
    repo.git(&["branch", "other"]);
    repo.commit("a/README.md", WRONG);
    repo.git(&["checkout", "--quiet", "other"]);
    repo.commit("a/README.md", &WRONG.replace("Hello", "Welcome"));
    let text = passes(&repo, &["origin", "main", "other"]);
    assert!(checked(&text, 2), "{text}");
}

/// What cannot be checked is not pushed unseen.
#[test]
fn failures_stop_a_push() {
    let home = Home::new();
    let repo = home.repo("cards");
    let heard = home.path().join("heard");
    fs::write(&heard, "what is this\n").expect("there is room");
    let mut run = repo.command(GATECARD);
    run.args(["hook", "pre-push", "origin"]);
    run.stdin(fs::File::open(&heard).expect("it is there"));
    let done = output(&mut run);
    assert_eq!(done.status.code(), Some(2));
    assert_snapshot!(said(&done));
}

/// An object that is not there, as in a repository that is damaged.
#[test]
fn what_git_does_not_know_stops_a_push() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", RIGHT);
    let missing = "1".repeat(40);
    let heard = home.path().join("heard");
    let pushed = |object: &str| {
        let none = "0".repeat(40);
        let line = format!("refs/tags/a {object} refs/tags/a {none}\n");
        fs::write(&heard, line).expect("there is room");
        let mut run = repo.command(GATECARD);
        run.args(["hook", "pre-push", "origin"]);
        run.stdin(fs::File::open(&heard).expect("it is there"));
        output(&mut run)
    };
    let done = pushed(&missing);
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    let expected = format!("gatecard: git knows no object {missing}, which is to be pushed\n");
    assert!(said(&done).starts_with(&expected), "{}", said(&done));
    for known in ["HEAD", "HEAD:README.md", "HEAD^{tree}"] {
        let done = pushed(&repo.git(&["rev-parse", known]));
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    }
}

/// git gives the name of the other repository as it is.
#[test]
fn a_remote_can_have_the_name_of_an_option() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    let url = repo.git(&["remote", "get-url", "origin"]);
    repo.git(&["remote", "add", "--", "-x", &url]);
    repo.git(&["fetch", "--quiet", "--", "-x"]);
    repo.commit("README.md", WRONG);
    assert!(checked(&stopped(&repo, &["--", "-x", "main"]), 1));
    repo.commit("README.md", &RIGHT.replace("Amber", "Opal"));
    assert!(checked(&passes(&repo, &["--", "-x", "main"]), 1));
}

/// A card in Git LFS is told, and stops nobody.
#[test]
fn pointers_of_git_lfs_are_told() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.commit(
        "README.md",
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
    );
    let text = passes(&repo, &[]);
    assert!(
        text.contains("README.md is left out: git holds only a pointer"),
        "{text}"
    );
    assert!(
        text.contains("no other card was found, so nothing was checked"),
        "{text}"
    );
}

/// The script on the page works.
#[test]
fn the_script_for_commits_stops_a_mistake() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", RIGHT);
    let blocks = blocks("hooks.md", "sh");
    let script = blocks.iter().find(|block| block.starts_with("#!"));
    let script = script.expect("there is a script");
    let path = repo.path.join(".git/hooks/pre-commit");
    fs::create_dir_all(path.parent().expect("files lie in folders")).expect("there is room");
    let script = script.replace("exec gatecard", &format!("exec '{GATECARD}'"));
    fs::write(&path, script).expect("there is room");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    repo.write("README.md", WRONG);
    repo.git(&["add", "--all"]);
    assert!(
        !repo
            .try_git(&["commit", "--message", "wrong"])
            .status
            .success()
    );
    repo.write("README.md", &RIGHT.replace("Amber", "Opal"));
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "right"]);
}
