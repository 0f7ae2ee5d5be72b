//! Putting the hook into a repository, taking it out, looking at it.

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{
    place::Place,
    script::{Owner, SHEBANG, Script, lines},
};
use crate::{
    escape,
    exit::Exit,
    git,
    output::{cannot_read, cannot_write, stream},
    write,
};

/// Puts the hook into the repository.
///
/// # Errors
/// A sentence, where that cannot be done, or where somebody else's hook is there.
pub(super) fn install() -> Result<Exit, String> {
    let place = place()?;
    let name = place.name();
    let lines = lines(&this_program()?);
    let said = match found(&place)? {
        None => {
            let bytes = Script::new(SHEBANG.to_vec())?.with(&lines);
            new(&place.path, &bytes).map_err(|error| cannot_write(&place.path, error))?;
            format!("{name} is installed: it checks the cards that a push changes")
        }
        Some(script) => {
            let said = add(&place, &script, &lines)?;
            if script.owner() == Owner::Nobody {
                write::let_run(&place.path)
                    .map_err(|error| format!("cannot change {name}: {error}"))?;
            }
            said
        }
    };
    stream::note(&said);
    if place.is_shared {
        stream::note(&shared());
    }
    if is_run(&place.path) {
        return Ok(Exit::Clean);
    }
    stream::note(&not_run(&name));
    Ok(Exit::Failure)
}

/// Takes the hook out of the repository.
///
/// # Errors
/// A sentence, where that cannot be done.
pub(super) fn uninstall() -> Result<Exit, String> {
    let place = place()?;
    let name = place.name();
    let script = found(&place)?.filter(|script| script.ours().is_some());
    let Some(script) = script else {
        stream::note(&format!("nothing of gatecard is in {name}"));
        return Ok(Exit::Clean);
    };
    let rest = script.without();
    let is_ours_alone = rest == SHEBANG;
    let done = if is_ours_alone {
        fs::remove_file(&place.path)
    } else {
        write::file(&place.path, &rest)
    };
    done.map_err(|error| format!("cannot change {name}: {error}"))?;
    stream::note(&if is_ours_alone {
        format!("{name} is removed")
    } else {
        format!("the lines of gatecard are taken out of {name}; the others are as they were")
    });
    Ok(Exit::Clean)
}

/// Says whether the hook is there and works.
pub(super) fn status() -> io::Result<Exit> {
    let told = place().and_then(|place| Ok((found(&place)?, place)));
    let (script, place) = match told {
        Ok(told) => told,
        Err(failure) => {
            stream::complain(&failure);
            return Ok(Exit::Failure);
        }
    };
    let (said, works) = state(&place, script.as_ref());
    stream::print(|out| writeln!(out, "{}", said.join("\n")))?;
    Ok(if works { Exit::Clean } else { Exit::Findings })
}

/// What there is to say of a hook, and whether it works.
fn state(place: &Place, script: Option<&Script>) -> (Vec<String>, bool) {
    let name = place.name();
    let Some(script) = script else {
        let said = format!("not installed: there is no {name}");
        return (vec![said], false);
    };
    let owner = script.owner();
    if script.ours().is_none() {
        let said = match owner {
            Owner::GitLfs => "is the hook of Git LFS, and `gatecard hook install` can add to it",
            Owner::PreCommit => "is the hook of pre-commit, which docs/pre-commit.md is about",
            Owner::Nobody | Owner::SomebodyElse => "is somebody else's hook",
        };
        return (vec![format!("not installed: {name} {said}")], false);
    }
    let beside = match owner {
        Owner::Nobody => "",
        Owner::GitLfs => ", beside the lines of Git LFS",
        Owner::PreCommit | Owner::SomebodyElse => ", beside the lines of somebody else",
    };
    let mut said = vec![format!("installed: {name}{beside}")];
    let (program, is_there) = program(script);
    said.push(program);
    if place.is_shared {
        said.push(shared());
    }
    if !is_run(&place.path) {
        said.push(not_run(&name));
    }
    if !script.is_for_shell() {
        said.push(format!(
            "its first line names no shell that can run the lines of gatecard in {name}: take them out with `gatecard hook uninstall`"
        ));
    }
    let works = is_there && is_run(&place.path) && script.is_for_shell();
    (said, works)
}

/// What the hook runs, and whether it is there.
fn program(script: &Script) -> (String, bool) {
    let program = git::path(&script.program().unwrap_or_default());
    let name = escape::path(&program);
    if is_run(&program) {
        return (format!("it runs {name}"), true);
    }
    if let Some(other) = on_path() {
        let other = escape::path(&other);
        return (
            format!("it runs {other}, since {name} is gone or cannot be run"),
            true,
        );
    }
    let said = format!(
        "{name} is gone or cannot be run, and no gatecard is on the PATH, so it checks nothing: run `gatecard hook install` again"
    );
    (said, false)
}

/// Where the hook is, or would be put: pre-commit may have put ours aside to run it first.
fn place() -> Result<Place, String> {
    let place = Place::find()?;
    let legacy = place.legacy();
    let is_pre_commit = found(&place)?
        .is_some_and(|script| script.owner() == Owner::PreCommit && script.ours().is_none());
    if is_pre_commit && found(&legacy)?.is_some_and(|script| script.ours().is_some()) {
        return Ok(legacy);
    }
    Ok(place)
}

/// The hook that is there.
fn found(place: &Place) -> Result<Option<Script>, String> {
    let name = place.name();
    match fs::read(&place.path) {
        Ok(bytes) => Script::new(bytes)
            .map(Some)
            .map_err(|why| format!("{name}: {why}")),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !place.path.is_symlink() => {
            Ok(None)
        }
        Err(error) => Err(cannot_read(&place.path, error)),
    }
}

/// Puts our lines into a hook that is there, where that is safe.
fn add(place: &Place, script: &Script, lines: &[u8]) -> Result<String, String> {
    let name = place.name();
    let owner = script.owner();
    let is_ours = script.ours().is_some();
    if script.ours() == Some(lines) {
        return Ok(format!("{name} is installed already"));
    }
    // A hook behind a link is that of others, too.
    let is_known = matches!(owner, Owner::Nobody | Owner::GitLfs) && !place.path.is_symlink();
    if !is_ours && !is_known {
        return Err(by_hand(&name, owner, lines));
    }
    write::file(&place.path, &script.with(lines))
        .map_err(|error| format!("cannot change {name}: {error}"))?;
    Ok(if is_ours {
        format!("{name} is brought up to date")
    } else if owner == Owner::GitLfs {
        format!("{name} is installed, above the lines of Git LFS, which are as they were")
    } else {
        format!("{name} is installed: it checks the cards that a push changes")
    })
}

/// How to add our lines to somebody else's hook.
fn by_hand(name: &str, owner: Owner, lines: &[u8]) -> String {
    let whose = if owner == Owner::PreCommit {
        "is the hook of pre-commit, and is left as it is. docs/pre-commit.md says how pre-commit runs gatecard. Or"
    } else {
        "is somebody else's hook, and is left as it is. To add the check by hand,"
    };
    let lines = String::from_utf8_lossy(lines);
    let lines = lines.lines().map(|line| escape::escaped(line).to_string());
    let lines: Vec<String> = lines.collect();
    format!(
        "{name} {whose} put these lines below its first line, if it is a shell script (any other can give its arguments and its standard input to `gatecard hook pre-push --`):\n\n{}\n",
        lines.join("\n")
    )
}

/// Writes a new hook, which git can run.
fn new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    write::program(path, bytes)
}

/// Where this program is.
fn this_program() -> Result<PathBuf, String> {
    env::current_exe().map_err(|error| format!("cannot tell where gatecard is: {error}"))
}

/// The gatecard that a shell would run.
fn on_path() -> Option<PathBuf> {
    let name = format!("gatecard{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|program| is_run(program))
}

fn shared() -> String {
    "core.hooksPath is set for all of your repositories, so the hook runs in each of them"
        .to_owned()
}

fn not_run(name: &str) -> String {
    format!("git does not run {name}, since it is not executable: chmod +x {name}")
}

/// Whether a hook or another program can be run.
#[cfg(unix)]
fn is_run(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    let file = fs::metadata(program);
    file.is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

/// Whether a hook or another program can be run.
#[cfg(not(unix))]
fn is_run(program: &Path) -> bool {
    program.is_file()
}
