//! Putting the hook into repositories, beside other hooks, and taking it out.

use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};

use insta::{assert_snapshot, with_settings};

use super::{
    checked, guarded, hook, passes,
    repo::{GATECARD, Home, RIGHT, Repo, WRONG, output, path_without_gatecard, said},
    stopped,
};

/// The hook that Git LFS 3 writes.
const LFS: &str = "#!/bin/sh\ncommand -v git-lfs >/dev/null 2>&1 || { echo >&2 \"git-lfs was not found\"; exit 2; }\ngit lfs pre-push \"$@\"\n";

/// Somebody else's hook.
const OTHER: &str = "#!/bin/sh\nmake test\n";

fn write_hook(repo: &Repo<'_>, text: &str) {
    let path = hook(repo);
    fs::create_dir_all(path.parent().expect("files lie in folders")).expect("there is room");
    fs::write(&path, text).expect("there is room");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

fn read_hook(repo: &Repo<'_>) -> String {
    fs::read_to_string(hook(repo)).expect("there is a hook")
}

#[test]
fn installing_and_uninstalling() {
    let home = Home::new();
    let repo = home.repo("cards");
    let mut texts = vec![
        repo.says(1, &["hook", "status"]),
        repo.says(0, &["hook", "uninstall"]),
        repo.says(0, &["hook", "install"]),
        repo.says(0, &["hook", "install"]),
        repo.says(0, &["hook", "status"]),
    ];
    let ours = read_hook(&repo);
    fs::write(hook(&repo), ours.replace(GATECARD, "/old/gatecard")).expect("it is ours");
    texts.extend([
        repo.says(1, &["hook", "status"]),
        repo.says(0, &["hook", "install"]),
    ]);
    assert_eq!(read_hook(&repo), ours);
    let mode = |mode| fs::set_permissions(hook(&repo), fs::Permissions::from_mode(mode));
    mode(0o644).expect("it is ours");
    texts.extend([
        repo.says(1, &["hook", "status"]),
        repo.says(0, &["hook", "install"]),
    ]);
    texts.extend([
        repo.says(0, &["hook", "uninstall"]),
        repo.says(1, &["hook", "status"]),
    ]);
    assert!(!hook(&repo).exists());
    let said = texts.concat().replace(GATECARD, "[GATECARD]");
    assert_snapshot!(said);
    with_settings!({ description => "the lines of the hook" }, {
        assert_snapshot!("lines", ours.replace(GATECARD, "[GATECARD]"));
    });
}

#[test]
fn the_hook_of_git_lfs_stays() {
    let home = Home::new();
    let repo = home.repo("cards");
    write_hook(&repo, LFS);
    let texts = [
        repo.says(1, &["hook", "status"]),
        repo.says(0, &["hook", "install"]),
        repo.says(0, &["hook", "status"]),
        repo.says(0, &["hook", "uninstall"]),
    ];
    assert_snapshot!(texts.concat().replace(GATECARD, "[GATECARD]"));
    assert_eq!(read_hook(&repo), LFS);
    let mode = fs::metadata(hook(&repo))
        .expect("it is there")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o755);
}

/// Git LFS gets all that git says, in every shell and however much it is.
#[test]
fn what_git_says_is_handed_on() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.commit("README.md", RIGHT);
    write_hook(&repo, LFS);
    repo.says(0, &["hook", "install"]);
    let tools = home.path().join("tools");
    fs::create_dir(&tools).expect("there is room");
    let fake = tools.join("git-lfs");
    let heard = home.path().join("heard");
    let script = format!(
        "#!/bin/sh\necho \"$@\" > '{0}'\ncat >> '{0}'\nexit 7\n",
        heard.display()
    );
    fs::write(&fake, script).expect("there is room");
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).expect("it is ours");
    let path = format!(
        "{}:{}",
        tools.display(),
        std::env::var("PATH").expect("there is a PATH")
    );

    let commit = repo.git(&["rev-parse", "HEAD"]);
    let zero = "0".repeat(40);
    let many: Vec<String> = (0..200)
        .map(|number| format!("refs/heads/it's$`{number} {commit} refs/heads/{number} {zero}\n"))
        .collect();
    for (shell, first) in [
        ("sh", None),
        ("dash", None),
        ("bash", None),
        ("busybox", Some("sh")),
    ] {
        for input in [String::new(), many[..1].concat(), many.concat()] {
            let pipe = home.path().join("input");
            fs::write(&pipe, &input).expect("there is room");
            let mut run = repo.command(shell);
            run.args(first).arg(hook(&repo)).args(["origin", "a b"]);
            run.env("PATH", &path);
            run.stdin(fs::File::open(&pipe).expect("it is there"));
            let Ok(done) = run.output() else {
                println!("SKIPPED: there is no {shell} here");
                break;
            };
            assert_eq!(done.status.code(), Some(7), "{shell}: {}", said(&done));
            let heard = fs::read_to_string(&heard).expect("Git LFS was run");
            assert_eq!(heard, format!("pre-push origin a b\n{input}"), "{shell}");
        }
    }
}

#[test]
fn the_real_git_lfs() {
    if !Command::new("git-lfs")
        .arg("version")
        .output()
        .is_ok_and(|it| it.status.success())
    {
        println!("SKIPPED: Git LFS is not installed");
        return;
    }
    let home = Home::new();
    let repo = home.repo_with_remote("cards");
    repo.git(&["lfs", "install", "--local"]);
    let before = read_hook(&repo);
    repo.says(0, &["hook", "install"]);
    repo.git(&["lfs", "track", "*.bin"]);
    repo.write("weights.bin", "weights");
    repo.commit("README.md", WRONG);
    stopped(&repo, &["origin", "main"]);
    let objects = home.path().join("cards.git/lfs/objects");
    assert!(!objects.exists(), "nothing is sent before the check");
    repo.commit("README.md", RIGHT);
    let text = passes(&repo, &["origin", "main"]);
    assert!(checked(&text, 1), "{text}");
    assert!(objects.is_dir(), "Git LFS has sent the weights: {text}");
    // Git LFS leaves ours where it is.
    let _ = repo.try_git(&["lfs", "install", "--local"]);
    repo.says(0, &["hook", "status"]);
    repo.says(0, &["hook", "uninstall"]);
    assert_eq!(read_hook(&repo), before);
}

#[test]
fn the_hook_of_others_is_not_touched() {
    let home = Home::new();
    let repo = home.repo("cards");
    write_hook(&repo, OTHER);
    let advice = repo.says(2, &["hook", "install"]);
    let texts = [
        repo.says(1, &["hook", "status"]),
        repo.says(0, &["hook", "uninstall"]),
    ];
    assert_eq!(read_hook(&repo), OTHER);
    assert_snapshot!((advice.clone() + &texts.concat()).replace(GATECARD, "[GATECARD]"));

    // Doing as it says works.
    let lines = advice
        .find("# >>> gatecard >>>")
        .expect("the lines are there");
    let chained = OTHER.replacen('\n', &format!("\n{}\n", advice[lines..].trim_end()), 1);
    write_hook(&repo, &chained);
    assert!(
        repo.says(0, &["hook", "status"])
            .contains("beside the lines of somebody else")
    );
    repo.says(0, &["hook", "install"]);
    repo.says(0, &["hook", "uninstall"]);
    assert_eq!(read_hook(&repo), OTHER);

    write_hook(&repo, "#!/bin/sh\n# >>> gatecard >>>\nmake test\n");
    for action in ["install", "uninstall", "status"] {
        let said = repo.says(2, &["hook", action]);
        assert!(said.contains("take them out by hand"), "{said}");
    }
    fs::remove_file(hook(&repo)).expect("it is ours");
    std::os::unix::fs::symlink("/nowhere/hook", hook(&repo)).expect("a link");
    repo.says(2, &["hook", "install"]);
    assert!(hook(&repo).is_symlink());
}

#[test]
fn hooks_lie_where_git_looks_for_them() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    repo.commit("docs/notes.md", "Notes\n");
    repo.git(&["worktree", "add", "--quiet", "-b", "side", "../linked"]);
    let linked = home.at(&home.path().join("linked"));
    assert!(linked.says(0, &["hook", "status"]).contains("installed"));
    linked.commit("README.md", WRONG);
    stopped(&linked, &["origin", "side"]);

    repo.git(&["config", "core.hooksPath", ".githooks"]);
    let inner = home.at(&repo.path.join("docs"));
    inner.says(1, &["hook", "status"]);
    inner.says(0, &["hook", "install"]);
    assert!(repo.path.join(".githooks/pre-push").is_file());
    repo.commit("README.md", WRONG);
    stopped(&repo, &[]);
    inner.says(0, &["hook", "uninstall"]);
    assert!(!repo.path.join(".githooks/pre-push").exists());

    repo.git(&["config", "core.hooksPath", "/dev/null"]);
    assert_snapshot!(repo.says(2, &["hook", "install"]), @"gatecard: core.hooksPath is /dev/null, which is no folder, so git runs no hooks in this repository");
    repo.git(&["config", "--unset", "core.hooksPath"]);
    let shared = home.path().join("all-hooks");
    let shared = shared.to_str().expect("a plain name");
    repo.git(&["config", "--global", "core.hooksPath", shared]);
    for action in ["install", "status"] {
        let said = repo.says(0, &["hook", action]);
        assert!(
            said.contains("is set for all of your repositories"),
            "{said}"
        );
    }
    stopped(&repo, &[]);
}

#[test]
fn submodules_have_hooks_of_their_own() {
    let home = Home::new();
    let inner = home.repo_with_remote("inner");
    inner.commit("README.md", RIGHT);
    inner.git(&["push", "--quiet", "origin", "main"]);
    let outer = home.repo("outer");
    let url = inner.git(&["remote", "get-url", "origin"]);
    outer.git(&["submodule", "--quiet", "add", &url, "model"]);
    let model = home.at(&outer.path.join("model"));
    model.says(0, &["hook", "install"]);
    outer.says(1, &["hook", "status"]);
    model.commit("README.md", WRONG);
    stopped(&model, &["origin", "HEAD:main"]);
}

#[test]
fn there_has_to_be_a_repository() {
    let home = Home::new();
    let nowhere = home.at(home.path());
    let repo = home.repo("cards");
    let bare = home.path().join("bare.git");
    repo.git(&[
        "init",
        "--quiet",
        "--bare",
        bare.to_str().expect("a plain name"),
    ]);
    let bare = home.at(&bare);
    let mut texts = Vec::new();
    for action in ["install", "uninstall", "status"] {
        texts.push(nowhere.says(2, &["hook", action]));
        texts.push(bare.says(2, &["hook", action]));
    }
    let mut without_git = repo.command(GATECARD);
    without_git
        .args(["hook", "install"])
        .env("PATH", home.path());
    texts.push(said(&output(&mut without_git)));
    assert_snapshot!(texts.concat());
}

/// A hook without its program warns and lets the push pass: whoever has no gatecard can work on.
#[test]
fn a_missing_program_stops_nobody() {
    let home = Home::new();
    let repo = guarded(&home, "cards");
    let lines = read_hook(&repo).replace(GATECARD, "/nowhere/it is gone");
    fs::write(hook(&repo), lines).expect("it is ours");
    repo.commit("README.md", WRONG);
    let tools = home.path().join("tools");
    fs::create_dir(&tools).expect("there is room");
    std::os::unix::fs::symlink(GATECARD, tools.join("gatecard")).expect("a link");
    let path = path_without_gatecard();
    let mut with_tools = std::ffi::OsString::from(&tools);
    with_tools.push(":");
    with_tools.push(&path);
    let push = |path| {
        let mut push = repo.command("git");
        push.args(["push"]).env("PATH", path);
        output(&mut push)
    };
    let found = push(with_tools);
    assert!(!found.status.success(), "{}", said(&found));
    let missing = push(path);
    assert!(missing.status.success(), "{}", said(&missing));
    let text = said(&missing);
    assert!(text.contains("the program is not found"), "{text}");
}

#[test]
fn hooks_are_scripts_for_every_shell() {
    let home = Home::new();
    let repo = home.repo("cards");
    repo.says(0, &["hook", "install"]);
    let text = read_hook(&repo);
    assert!(!text.contains('\r') && text.is_ascii());
    let Ok(done) = Command::new("shellcheck")
        .arg("--shell=sh")
        .arg(hook(&repo))
        .output()
    else {
        println!("SKIPPED: there is no shellcheck here");
        return;
    };
    assert!(done.status.success(), "{}", said(&done));
}

/// What git does not run is not called installed.
#[test]
fn hooks_that_do_not_run() {
    let home = Home::new();
    let repo = home.repo("cards");
    let mode = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(hook(&repo), mode).expect("it is ours");
    };
    // Of ours alone and of nobody's, gatecard makes a hook that runs.
    for text in ["", "#!/bin/sh\n"] {
        write_hook(&repo, text);
        mode(0o640);
        repo.says(0, &["hook", "install"]);
        repo.says(0, &["hook", "status"]);
        mode(0o640);
        assert!(repo.says(1, &["hook", "status"]).contains("chmod +x"));
        repo.says(0, &["hook", "install"]);
        repo.says(0, &["hook", "status"]);
    }
    // That of others is as they want it.
    write_hook(&repo, "#!/bin/sh\ngit lfs pre-push \"$@\"\n");
    mode(0o640);
    assert!(repo.says(2, &["hook", "install"]).contains("chmod +x"));
    repo.says(1, &["hook", "status"]);
    mode(0o750);
    repo.says(0, &["hook", "install"]);

    // Only a shell can run our lines.
    for first in ["#!/usr/bin/env python3\n", "#!/bin/sh\r\n"] {
        write_hook(&repo, first);
        assert!(
            repo.says(2, &["hook", "install"])
                .contains("somebody else's hook")
        );
        assert_eq!(read_hook(&repo), first);
        write_hook(&repo, "#!/bin/sh\n");
        repo.says(0, &["hook", "install"]);
        write_hook(&repo, &read_hook(&repo).replace("#!/bin/sh\n", first));
        let text = repo.says(1, &["hook", "status"]);
        assert!(text.contains("names no shell"), "{text}");
        repo.says(0, &["hook", "uninstall"]);
        assert_eq!(read_hook(&repo), first);
    }

    // A program that nobody can run is as good as gone.
    let program = home.path().join("gatecard-copy");
    fs::copy(GATECARD, &program).expect("there is room");
    fs::remove_file(hook(&repo)).expect("it is ours");
    let name = program.to_str().expect("a plain name");
    let done = home.run(&repo.path, name, &["hook", "install"]);
    assert!(done.status.success(), "{}", said(&done));
    repo.says(0, &["hook", "status"]);
    fs::set_permissions(&program, fs::Permissions::from_mode(0o644)).expect("it is ours");
    assert!(repo.says(1, &["hook", "status"]).contains("cannot be run"));

    // With an empty path, git looks for hooks at the root of the disk.
    repo.git(&["config", "core.hooksPath", ""]);
    for command in ["install", "status"] {
        let text = repo.says(2, &["hook", command]);
        assert!(text.contains("core.hooksPath is empty"), "{text}");
    }
    assert!(!repo.path.join("pre-push").exists());
}
