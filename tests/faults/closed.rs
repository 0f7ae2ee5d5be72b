//! Folders and files that may not be read or written. The super-user may all, so it becomes another
//! user for this.

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::Command,
};

use super::{FIXED, WRONG, folder::folder, gatecard, names_in, program, run};

/// Somebody who owns nothing.
const NOBODY: u32 = 65_534;

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the file is ours");
}

/// A folder in which a user without rights of the super-user runs the command: the user of the
/// test, or nobody.
struct Place {
    cards: tempfile::TempDir,
    /// The command where nobody can reach it; nothing where the user of the test runs it.
    command: Option<(tempfile::TempDir, PathBuf)>,
}

impl Place {
    /// With these files; nothing where there is no other user to become.
    fn new(files: &[(&str, &[u8])]) -> Option<Self> {
        let cards = folder(files);
        set_mode(cards.path(), 0o755);
        let closed = cards.path().join("closed-to-us");
        fs::create_dir(&closed).expect("there is room");
        set_mode(&closed, 0);
        let is_super_user = fs::read_dir(&closed).is_ok();
        fs::remove_dir(&closed).expect("it is ours");
        if !is_super_user {
            return Some(Self {
                cards,
                command: None,
            });
        }
        let place = folder(&[]);
        set_mode(place.path(), 0o755);
        let copy = place.path().join("gatecard");
        fs::copy(env!("CARGO_BIN_EXE_gatecard"), &copy).expect("there is room");
        set_mode(&copy, 0o755);
        let command = Some((place, copy));
        let place = Self { cards, command };
        if run(&mut place.gatecard(&["--version"])).code() != Some(0) {
            println!("SKIPPED: setpriv cannot run the command as another user");
            return None;
        }
        place.give_away(place.cards.path());
        Some(place)
    }

    fn path(&self) -> &Path {
        self.cards.path()
    }

    /// Gives all that is in a folder to the user who runs the command.
    fn give_away(&self, path: &Path) {
        if self.command.is_none() {
            return;
        }
        chown(path, Some(NOBODY), Some(NOBODY)).expect("the super-user may");
        if path.is_dir() {
            for name in names_in(path) {
                self.give_away(&path.join(name));
            }
        }
    }

    fn gatecard(&self, arguments: &[&str]) -> Command {
        let Some((_, copy)) = &self.command else {
            return gatecard(self.path(), arguments);
        };
        let mut command = program("setpriv", self.path());
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]);
        command.arg(copy).args(arguments);
        command
    }
}

/// Opens what was closed, so that it can be deleted.
struct Closed(PathBuf);

impl Closed {
    fn new(path: PathBuf, mode: u32) -> Self {
        set_mode(&path, mode);
        Self(path)
    }
}

impl Drop for Closed {
    fn drop(&mut self) {
        set_mode(&self.0, 0o755);
    }
}

#[test]
fn what_may_not_be_read_is_named_and_the_rest_is_checked() {
    let Some(place) = Place::new(&[
        ("a/README.md", WRONG.as_bytes()),
        ("closed/README.md", WRONG.as_bytes()),
        ("file/README.md", WRONG.as_bytes()),
        ("listed/README.md", WRONG.as_bytes()),
    ]) else {
        return;
    };
    let at = |name: &str| place.path().join(name);
    let _closed = [
        Closed::new(at("closed"), 0),
        Closed::new(at("file/README.md"), 0),
        // Its names can be read, and nothing behind them.
        Closed::new(at("listed"), 0o444),
    ];
    for arguments in [&["check", "--format", "concise"][..], &["check", "--fix"]] {
        let ran = run(&mut place.gatecard(arguments));
        assert_eq!(ran.code(), Some(2), "{}", ran.err);
        for name in ["closed", "file/README.md", "listed/README.md"] {
            let said = format!("gatecard: cannot read {name}: Permission denied");
            assert_eq!(ran.err.matches(&said).count(), 1, "{name}: {}", ran.err);
        }
        assert!(
            ran.err.contains("; 3 paths could not be read"),
            "{}",
            ran.err
        );
        let findings = usize::from(arguments.len() > 2);
        assert_eq!(ran.out.lines().count(), findings, "{}", ran.out);
    }
    let fixed = fs::read_to_string(at("a/README.md")).expect("it is there");
    assert_eq!(fixed, FIXED);
    for command in ["show", "preview"] {
        let ran = run(&mut place.gatecard(&[command, "file/README.md"]));
        assert_eq!(ran.code(), Some(2));
        let said = "cannot read file/README.md: Permission denied";
        assert!(ran.err.contains(said), "{command}: {}", ran.err);
    }
}

#[test]
fn a_card_in_a_folder_that_may_not_be_written_stays() {
    let Some(place) = Place::new(&[
        ("a/README.md", WRONG.as_bytes()),
        ("b/README.md", WRONG.as_bytes()),
    ]) else {
        return;
    };
    let closed = place.path().join("a");
    let _closed = Closed::new(closed.clone(), 0o555);
    let ran = run(&mut place.gatecard(&["check", "--fix"]));
    assert_eq!(ran.code(), Some(2), "{}", ran.err);
    let said = "gatecard: cannot change a/README.md, which is as it was: Permission denied";
    assert!(ran.err.starts_with(said), "{}", ran.err);
    let read = |name: &str| fs::read_to_string(place.path().join(name)).expect("it is there");
    assert_eq!(read("a/README.md"), WRONG);
    assert_eq!(read("b/README.md"), FIXED);
    assert_eq!(names_in(&closed), ["README.md"]);
}

#[test]
fn a_card_of_somebody_else_keeps_its_owner_or_stays() {
    let Some(place) = Place::new(&[("README.md", WRONG.as_bytes())]) else {
        return;
    };
    if place.command.is_none() {
        println!("SKIPPED: only the super-user can make files of others");
        return;
    }
    let card = place.path().join("README.md");
    chown(&card, Some(0), Some(0)).expect("the super-user may");
    set_mode(&card, 0o666);
    let ran = run(&mut place.gatecard(&["check", "--fix"]));
    assert_eq!(ran.code(), Some(2));
    let said = "which is as it was: it could not keep its owner and group";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert_eq!(fs::read_to_string(&card).expect("it is there"), WRONG);
    assert_eq!(names_in(place.path()), ["README.md"]);
}
