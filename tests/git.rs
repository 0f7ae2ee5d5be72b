//! `gatecard check --staged` and `--rev`: cards from real git repositories.

#![allow(
    clippy::expect_used,
    reason = "a test stops where it cannot go on, and says what it compares"
)]

#[path = "support/repo.rs"]
mod repo;

use std::{fs, path::Path};

use insta::assert_snapshot;
use repo::{Home, RIGHT, Repo, WRONG, output, said};

/// The names of the cards with findings, as they are printed.
fn flagged(repo: &Repo<'_>, arguments: &[&str]) -> Vec<String> {
    let arguments = [&["check", "--format", "concise"], arguments].concat();
    let done = repo.gatecard(&arguments);
    let lines = String::from_utf8(done.stdout.clone()).expect("the output is UTF-8");
    let names: Vec<String> = lines
        .lines()
        .filter_map(|line| Some(line.split_once(":3:1: error")?.0.to_owned()))
        .collect();
    let expected = i32::from(!names.is_empty());
    assert_eq!(done.status.code(), Some(expected), "{}", said(&done));
    names
}

#[test]
fn the_index_is_read_and_not_the_folder() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.write("README.md", WRONG);
    repo.write("right/README.md", RIGHT);
    repo.write("new/README.md", WRONG);
    repo.git(&["add", "README.md", "right/README.md"]);
    repo.write("README.md", RIGHT);
    repo.write("right/README.md", WRONG);
    assert_eq!(flagged(&repo, &["--staged"]), ["README.md"]);
    fs::remove_file(repo.path.join("README.md")).expect("it is there");
    assert_eq!(flagged(&repo, &["--staged"]), ["README.md"]);
    assert_eq!(flagged(&repo, &[]), ["new/README.md", "right/README.md"]);
}

#[test]
fn commits_are_read_by_any_name() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", WRONG);
    repo.git(&["tag", "--annotate", "--message", "wrong", "v1"]);
    let wrong = repo.git(&["rev-parse", "HEAD"]);
    repo.commit("README.md", RIGHT);
    for revision in [
        "v1",
        "HEAD~",
        &wrong,
        &wrong[..8],
        "main~1",
        "refs/tags/v1",
        ":/README",
    ] {
        let expected = if revision.starts_with(':') {
            &[][..]
        } else {
            &["README.md"]
        };
        assert_eq!(flagged(&repo, &["--rev", revision]), expected, "{revision}");
    }
    assert_eq!(flagged(&repo, &["--rev=HEAD"]), <[&str; 0]>::default());
}

#[test]
fn paths_are_taken_as_they_are() {
    let home = Home::new();
    let repo = home.repo("cards");
    for name in [
        "README.md",
        "a/README.md",
        "a/b/README.md",
        "ab/README.md",
        "a/b/card.md",
        ".hidden/README.md",
        "[a]*/README.md",
        "-x/README.md",
        ":(top)/README.md",
    ] {
        repo.write(name, WRONG);
    }
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "cards"]);
    let folder = repo.path.join("a");
    let folder = folder.to_str().expect("a plain name");
    for place in ["--staged", "--rev=HEAD"] {
        for (paths, expected) in [
            (&["a"][..], &["a/README.md", "a/b/README.md"][..]),
            (
                &["./a/", "a/b/../README.md"],
                &["a/README.md", "a/b/README.md"],
            ),
            (&["a/b/card.md"], &["a/b/card.md"]),
            (&["[a]*"], &["[a]*/README.md"]),
            (&[":(top)"], &[":(top)/README.md"]),
            (&[".hidden"], &[".hidden/README.md"]),
            (&["--", "-x"], &["-x/README.md"]),
        ] {
            let arguments = [&[place], paths].concat();
            assert_eq!(flagged(&repo, &arguments), expected, "{arguments:?}");
        }
        let absolute = flagged(&repo, &[place, folder]);
        assert_eq!(absolute.len(), 2, "{absolute:?}");
        assert_eq!(flagged(&repo, &[place]).len(), 7);

        let inner = home.at(&repo.path.join("a"));
        assert_eq!(flagged(&inner, &[place]), ["README.md", "b/README.md"]);
        assert_eq!(flagged(&inner, &[place, "../ab"]), ["../ab/README.md"]);
        assert_eq!(flagged(&inner, &[place, ".."]).len(), 7);
        for missing in ["README.md.txt", "../../cards", "/nowhere", "B"] {
            let said = inner.says(2, &["check", place, missing]);
            assert!(
                said.contains(&format!("cannot read {missing}: it is not in")),
                "{said}"
            );
        }
    }
}

/// Every fixture comes out of git as it comes out of a folder, fingerprints included.
#[test]
fn a_card_is_the_same_in_git_and_in_a_folder() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.write(".gitattributes", "* -text\n");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut folders = vec![fixtures];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("fixtures are there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md") {
                count += 1;
                let folder = repo.path.join(count.to_string());
                fs::create_dir(&folder).expect("there is room");
                fs::copy(&path, folder.join("README.md")).expect("there is room");
            }
        }
    }
    assert!(count > 100, "{count} fixtures");
    repo.write(
        "long/README.md",
        &(WRONG.to_owned() + &"Text. ".repeat(1_000_000)),
    );
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "cards"]);
    let json = |place: &[&str]| {
        let done = repo.gatecard(&[&["check", "--pedantic", "--format", "json"], place].concat());
        assert_eq!(done.status.code(), Some(1), "{}", said(&done));
        String::from_utf8(done.stdout).expect("JSON is UTF-8")
    };
    let files = json(&[]);
    assert!(files.contains("long/README.md"));
    assert!(
        json(&["--staged"]) == files,
        "the index differs from the folder"
    );
    assert!(
        json(&["--rev", "HEAD"]) == files,
        "the commit differs from the folder"
    );
}

#[cfg(unix)]
#[test]
fn names_can_be_hostile() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let home = Home::new();
    let repo = home.repo("cards");
    for folder in [
        &b"line\nbreak"[..],
        b"tab\t",
        b"\xff\xfe",
        b"\x1b[31m",
        b"\"quoted\\",
    ] {
        let folder = repo.path.join(OsStr::from_bytes(folder));
        fs::create_dir(&folder).expect("there is room");
        fs::write(folder.join("README.md"), WRONG).expect("there is room");
    }
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "cards"]);
    let expected = flagged(&repo, &[]);
    assert_eq!(expected.len(), 5);
    assert_eq!(flagged(&repo, &["--staged"]), expected);
    assert_eq!(flagged(&repo, &["--rev", "HEAD"]), expected);
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_repository() {
    use std::os::unix::fs::symlink;

    let home = Home::new();
    let repo = home.repo("cards");
    fs::write(home.path().join("outside.md"), WRONG).expect("there is room");
    repo.write("docs/card.md", WRONG);
    for name in ["one", "two", "three", "loop"] {
        fs::create_dir(repo.path.join(name)).expect("there is room");
    }
    let link = |target: &str, name: &str| symlink(target, repo.path.join(name)).expect("a link");
    link("../docs/card.md", "one/README.md");
    link("../one/README.md", "two/README.md");
    link("../../outside.md", "three/README.md");
    link("README.md", "loop/README.md");
    repo.git(&["add", "--all"]);
    repo.write("docs/card.md", RIGHT);
    let said = repo.says(1, &["check", "--staged", "--format", "concise"]);
    assert_snapshot!(said, @r"
    one/README.md:3:1: error[unknown-key] `extra_gated_promt` is not a key of the gate, so the Hub ignores it, and its part of the form is missing
    two/README.md:3:1: error[unknown-key] `extra_gated_promt` is not a key of the gate, so the Hub ignores it, and its part of the form is missing
    gatecard: loop/README.md is left out: it is a link to what is no file in git
    gatecard: three/README.md is left out: it is a link to what is no file in git
    2 cards checked: 2 errors in 2 of them; --fix mends 2
    ");
}

#[test]
fn what_is_no_card_is_told() {
    let home = Home::new();
    let other = home.repo("other");
    other.commit("README.md", WRONG);
    let repo = home.repo("cards");
    repo.git(&["submodule", "--quiet", "add", "../other", "README.md"]);
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    repo.commit("lfs/README.md", pointer);
    for place in ["--staged", "--rev=HEAD"] {
        let said = repo.says(0, &["check", place]);
        let (said, end) = said
            .rsplit_once("\ngatecard: no")
            .expect("nothing is checked");
        assert_snapshot!("what_is_no_card", said);
        assert_eq!(end, " other card was found, so nothing was checked\n");
    }
    // Its own files are read from within.
    let inner = home.at(&repo.path.join("README.md"));
    assert_eq!(flagged(&inner, &["--rev", "HEAD"]), ["README.md"]);
}

/// A configuration counts for cards in git as for those in folders; it is that of the folder.
#[test]
fn configurations_count() {
    let home = Home::new();
    let repo = home.repo("cards");
    for name in [
        "README.md",
        "drafts/README.md",
        "models/a/README.md",
        "models/b/README.md",
    ] {
        repo.write(name, WRONG);
    }
    repo.write("models/gatecard.toml", "rules.unknown-key = \"off\"\n");
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "cards"]);
    let off = "[[overrides]]\npaths = [\"a/\"]\nrules.unknown-key = \"off\"\n";
    repo.write("models/gatecard.toml", off);
    repo.write("gatecard.toml", "exclude = [\"drafts/\"]\n");
    for place in [&[][..], &["--staged"], &["--rev", "HEAD"]] {
        assert_eq!(
            flagged(&repo, place),
            ["README.md", "models/b/README.md"],
            "{place:?}"
        );
        let named = [place, &["drafts/README.md"]].concat();
        assert_eq!(flagged(&repo, &named), ["drafts/README.md"]);
        let excluded = [&["check"], place, &["drafts/README.md", "--force-exclude"]].concat();
        assert!(
            repo.says(0, &excluded)
                .contains("the configuration excludes every card")
        );
    }
    repo.write("gatecard.toml", "nonsense = 1\n");
    let said = repo.says(2, &["check", "--staged"]);
    assert!(
        said.contains("not checked, since the configuration cannot be used"),
        "{said}"
    );
}

#[test]
fn a_conflict_cannot_be_checked() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", RIGHT);
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.commit("README.md", "one\n");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.commit("README.md", "two\n");
    assert!(!repo.try_git(&["merge", "side"]).status.success());
    assert_snapshot!(repo.says(2, &["check", "--staged"]), @"gatecard: cannot read README.md: its conflicts are not resolved");
}

#[test]
fn failures_are_clear() {
    let home = Home::new();
    let nowhere = home.at(home.path());
    let repo = home.repo("cards");
    repo.write("README.md", RIGHT);
    let bare = home.path().join("bare.git");
    repo.git(&[
        "init",
        "--quiet",
        "--bare",
        bare.to_str().expect("a plain name"),
    ]);
    let bare = home.at(&bare);

    let mut texts = vec![
        nowhere.says(2, &["check", "--staged"]),
        nowhere.says(2, &["check", "--rev", "HEAD"]),
        repo.says(2, &["check", "--rev", "HEAD"]),
        repo.says(2, &["check", "--rev=--all"]),
        repo.says(2, &["check", "--staged", "-"]),
        bare.says(2, &["check", "--staged"]),
        repo.says(0, &["check", "--staged"]),
    ];
    repo.commit("README.md", RIGHT);
    for revision in ["main..main", "HEAD:README.md", "nothing\u{1b}[31m", ""] {
        texts.push(repo.says(2, &["check", "--rev", revision]));
    }
    let mut without_git = repo.command(repo::GATECARD);
    without_git
        .args(["check", "--staged"])
        .env("PATH", home.path());
    texts.push(said(&output(&mut without_git)));
    assert_snapshot!(texts.join("\n"));

    let mut plain = repo.command(repo::GATECARD);
    plain.arg("check").env("PATH", home.path());
    assert!(
        output(&mut plain).status.success(),
        "git is not needed for files"
    );
}

#[test]
fn nothing_is_changed_in_git() {
    let home = Home::new();
    let repo = home.repo("cards");
    for place in ["--staged", "--rev=HEAD"] {
        for change in ["--fix", "--diff", "--add-ignores", "--add-ignores=known"] {
            let said = repo.says(2, &["check", place, change]);
            assert!(said.contains("cannot be used with"), "{said}");
        }
    }
    repo.says(2, &["check", "--staged", "--rev", "HEAD"]);
}

#[test]
fn repositories_can_be_of_any_kind() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("a/README.md", WRONG);

    // A linked worktree has an index of its own.
    repo.git(&["worktree", "add", "--quiet", "-b", "side", "../linked"]);
    let linked = home.at(&home.path().join("linked"));
    linked.write("README.md", WRONG);
    linked.git(&["add", "README.md"]);
    assert_eq!(
        flagged(&linked, &["--staged"]),
        ["README.md", "a/README.md"]
    );
    assert_eq!(flagged(&repo, &["--staged"]), ["a/README.md"]);

    let bare = home.path().join("bare.git");
    repo.git(&[
        "clone",
        "--quiet",
        "--bare",
        ".",
        bare.to_str().expect("a plain name"),
    ]);
    assert_eq!(
        flagged(&home.at(&bare), &["--rev", "main"]),
        ["a/README.md"]
    );

    // From elsewhere, as git lets one say where the repository is.
    let mut elsewhere = home.command(home.path(), repo::GATECARD);
    elsewhere
        .args(["check", "--rev=HEAD"])
        .env("GIT_DIR", &bare);
    assert_eq!(output(&mut elsewhere).status.code(), Some(1));

    let long = home.path().join("long");
    fs::create_dir(&long).expect("there is room");
    let long = home.at(&long);
    if long
        .try_git(&["init", "--quiet", "--object-format=sha256"])
        .status
        .success()
    {
        long.commit("README.md", WRONG);
        assert_eq!(flagged(&long, &["--staged"]), ["README.md"]);
        assert_eq!(flagged(&long, &["--rev=HEAD"]), ["README.md"]);
    }
}

/// `git commit README.md` makes an index for this commit alone, and tells its hooks.
#[cfg(unix)]
#[test]
fn a_hook_sees_the_index_of_its_commit() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", RIGHT);
    let hook = repo.path.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("files lie in folders")).expect("there is room");
    fs::write(
        &hook,
        format!("#!/bin/sh\nexec '{}' check --staged\n", repo::GATECARD),
    )
    .expect("there is room");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it is ours");
    repo.write("a/README.md", WRONG);
    repo.git(&["add", "a"]);
    repo.write("README.md", &RIGHT.replace("Amber", "Opal"));
    repo.git(&["commit", "--quiet", "--message", "this only", "README.md"]);
    let done = repo.try_git(&["commit", "--message", "all"]);
    assert!(!done.status.success());
    assert!(said(&done).contains("a/README.md:3:1"), "{}", said(&done));
}

/// Nothing is fetched: a clone without files says so.
#[test]
fn a_partial_clone_is_not_filled() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", WRONG);
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", repo.path.display());
    let clone = home.path().join("clone");
    let path = clone.to_str().expect("a plain name");
    repo.git(&[
        "clone",
        "--quiet",
        "--no-checkout",
        "--filter=blob:none",
        &url,
        path,
    ]);
    let said = home.at(&clone).says(2, &["check", "--rev", "HEAD"]);
    assert!(
        said.contains("cannot read README.md: the repository does not hold"),
        "{said}"
    );
}
