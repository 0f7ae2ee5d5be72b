//! Disks that are full, and limits of the size of files.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{FIXED, WRONG, folder::folder, names_in, needed::is_required, program, run};

/// A card that needs several pages on a disk.
fn large(head: &str) -> String {
    format!("{head}{}", "Text. ".repeat(10_000))
}

/// A shell script that is given the command as `$1`.
fn script(folder: &Path, lines: &str) -> Command {
    let mut command = program("sh", folder);
    let command_line = env!("CARGO_BIN_EXE_gatecard");
    command.args(["-c", lines, "sh", command_line]);
    command
}

/// Ways to a place where a disk can be mounted that nobody else sees: as the administrator, as one
/// of users that are our own, and as an administrator who needs no password, which is the way where
/// the second is closed.
const PLACES: [&[&str]; 3] = [
    &["unshare", "--mount"],
    &["unshare", "--user", "--map-root-user", "--mount"],
    &["sudo", "-n", "unshare", "--mount"],
];

/// A shell script with a small disk in the folder `disk`, which only the script sees; nothing where
/// that is not allowed.
///
/// Panics on Linux where it is not allowed, and is required.
fn with_disk(folder: &Path, lines: &str) -> Option<Command> {
    fs::create_dir_all(folder.join("disk")).expect("there is room");
    let mount = "mount -t tmpfs -o size=256k,nr_inodes=64 gatecard disk";
    let in_place = |place: &[&str]| {
        let mut command = program(place[0], folder);
        command.args(&place[1..]);
        command
    };
    let place = PLACES.into_iter().find(|place| {
        let mut command = in_place(place);
        command.args(["sh", "-c", mount]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    });
    let Some(place) = place else {
        let is_required = cfg!(target_os = "linux") && is_required();
        assert!(!is_required, "no disk can be mounted");
        println!("SKIPPED: no disk can be mounted here");
        return None;
    };
    let mut command = in_place(place);
    let lines = format!("{mount} && cd disk && {{ {lines}\n}}");
    let command_line = env!("CARGO_BIN_EXE_gatecard");
    command.args(["sh", "-c", &lines, "sh", command_line]);
    Some(command)
}

#[test]
fn nothing_is_lost_where_the_disk_is_full() {
    let cards = folder(&[
        ("large.md", large(WRONG).as_bytes()),
        ("small.md", WRONG.as_bytes()),
    ]);
    // What is left of the disk holds the small card once more and the large one not.
    let Some(mut command) = with_disk(
        cards.path(),
        r#"mkdir large small; cp ../large.md large/README.md; cp ../small.md small/README.md
        cat /dev/zero > filler 2> /dev/null; truncate --size=-20k filler
        "$1" check --fix; echo "exit $?"
        cmp ../large.md large/README.md && echo same
        ls -A large small; cat small/README.md"#,
    ) else {
        return;
    };
    let ran = run(&mut command);
    let said =
        "gatecard: cannot change large/README.md, which is as it was: No space left on device";
    assert!(ran.err.starts_with(said), "{}\n{}", ran.err, ran.out);
    assert!(!ran.err.contains(".gatecard-"), "{}", ran.err);
    assert!(ran.out.contains("\nexit 2\nsame\n"), "{}", ran.out);
    let names = "large:\nREADME.md\n\nsmall:\nREADME.md\n";
    assert!(ran.out.ends_with(&format!("{names}{FIXED}")), "{}", ran.out);
}

#[test]
fn reports_and_baselines_stay_where_the_disk_is_full() {
    let other = "---\nextra_gated_headin: Hello\n---\n";
    let cards = folder(&[
        ("README.md", WRONG.as_bytes()),
        ("other/README.md", other.as_bytes()),
    ]);
    let Some(mut command) = with_disk(
        cards.path(),
        r#"echo old > report.sarif; echo old > page.html
        "$1" check ../README.md --write-baseline known.json > /dev/null 2>&1; cp known.json ../known.json
        cat /dev/zero > filler 2> /dev/null
        "$1" check ../README.md --format sarif=report.sarif > /dev/null; echo "exit $?"
        "$1" preview ../README.md --output page.html; echo "exit $?"
        "$1" check ../other/README.md --write-baseline known.json; echo "exit $?"
        cmp ../known.json known.json && cat report.sarif page.html; ls -A"#,
    ) else {
        return;
    };
    let ran = run(&mut command);
    assert_eq!(
        ran.err.matches("No space left on device").count(),
        3,
        "{}",
        ran.err
    );
    let end = "exit 2\nexit 2\nexit 2\nold\nold\nfiller\nknown.json\npage.html\nreport.sarif\n";
    assert_eq!(ran.out, end, "{}", ran.err);
    assert!(!ran.err.contains(".gatecard-"), "{}", ran.err);
}

#[test]
fn nothing_is_lost_at_the_limit_of_the_size_of_files() {
    let text = large(WRONG);
    for (trap, code) in [
        // The system says that the file is too large.
        ("trap '' XFSZ;", Some(2)),
        // The system ends the run.
        ("", None),
    ] {
        let cards = folder(&[("README.md", text.as_bytes())]);
        let lines = format!("{trap} ulimit -c 0; ulimit -f 8; exec \"$1\" check --fix");
        let ran = run(&mut script(cards.path(), &lines));
        assert_eq!(ran.code(), code, "{}", ran.err);
        let now = fs::read_to_string(cards.path().join("README.md")).expect("it is there");
        assert!(now == text, "the card is as it was");
        if code.is_some() {
            let said = "cannot change README.md, which is as it was: File too large";
            assert!(ran.err.contains(said), "{}", ran.err);
            assert_eq!(names_in(cards.path()), ["README.md"]);
        }
    }
}
