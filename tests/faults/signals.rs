//! Ctrl-C and other ends of a run while cards are changed.

use std::{
    io::Read as _,
    os::unix::process::ExitStatusExt as _,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{FIXED, WRONG, gatecard, leftovers, many, run, texts, times};

/// How many cards are mended.
const CARDS: usize = 500;

/// Starts mending.
fn start(cards: &std::path::Path) -> Child {
    let mut command = gatecard(cards, &["check", "--fix", "--format", "concise"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().expect("the command starts")
}

/// Sends a signal to a run.
pub(super) fn send(signal: &str, child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([signal, &id]).status();
    sent.expect("kill runs");
}

/// What a run has said, and the signal that ended it.
fn end(mut child: Child) -> (String, Option<i32>) {
    let mut said = String::new();
    let mut err = child.stderr.take().expect("it is piped");
    err.read_to_string(&mut said).expect("it is UTF-8");
    let status = child.wait().expect("it ends");
    (said, status.signal())
}

/// How many cards are mended; the others are as they were.
fn mended(cards: &std::path::Path) -> usize {
    let texts = texts(cards, CARDS);
    let mended = texts.iter().filter(|text| *text == FIXED).count();
    let old = texts.iter().filter(|text| *text == WRONG).count();
    assert_eq!(mended + old, CARDS, "each card is old or new");
    mended
}

/// Waits until the first card is mended, and some time longer.
fn wait_for_first(cards: &std::path::Path, longer: Duration) {
    let begin = Instant::now();
    let is_mended = || texts(cards, 1).concat() == FIXED;
    while !is_mended() && begin.elapsed() < super::PATIENCE {
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(longer);
}

#[test]
fn ctrl_c_leaves_each_card_old_or_new_and_nothing_else() {
    let mut stopped = 0;
    for round in 0..times(4) {
        let (signal, number) = [("-INT", 2), ("-TERM", 15)][round % 2];
        let cards = many(CARDS, WRONG);
        let child = start(cards.path());
        wait_for_first(cards.path(), Duration::from_millis(7 * round as u64));
        send(signal, &child);
        let (said, ended_by) = end(child);
        let mended = mended(cards.path());
        assert_eq!(leftovers(cards.path()), [""; 0], "{said}");
        if mended < CARDS {
            stopped += 1;
            assert_eq!(ended_by, Some(number), "{said}");
            let left = CARDS - mended;
            let done = format!("gatecard: stopped: {mended} finding");
            assert!(said.starts_with(&done), "{mended} {said}");
            assert!(said.contains(&format!("; {left} card")), "{left} {said}");
        }
        let again = run(&mut gatecard(cards.path(), &["check", "--fix"]));
        assert_eq!(again.code(), Some(0), "{}", again.err);
        assert_eq!(self::mended(cards.path()), CARDS);
    }
    println!("{stopped} runs were stopped");
    assert!(stopped > 0, "the proof is about runs that are stopped");
}

/// Waits until a run has said what is to happen at Ctrl-C.
#[cfg(target_os = "linux")]
fn wait_for_handler(child: &Child) {
    let status = format!("/proc/{}/status", child.id());
    let caught = || {
        let status = std::fs::read_to_string(&status).expect("it runs");
        let caught = status.lines().find_map(|it| it.strip_prefix("SigCgt:"));
        let caught = u64::from_str_radix(caught.expect("Linux says so").trim(), 16);
        caught.expect("a number") & (1 << 1) != 0
    };
    let begin = Instant::now();
    while !caught() && begin.elapsed() < super::PATIENCE {
        thread::sleep(Duration::from_millis(1));
    }
}

/// The last card is finished, and the shell learns of Ctrl-C all the same.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_in_the_last_card_is_not_lost() {
    let start = "---\nextra_gated_promt: Hello\nextra_gated_fields:\n".to_owned();
    let fields = (0..20_000).map(|number| format!("  Field {number}: text\n"));
    let card = fields.fold(start, |card, field| card + &field) + "---\n";
    let cards = super::folder::folder(&[("README.md", card.as_bytes())]);
    let mut command = gatecard(cards.path(), &["check", "--fix", "--format=json=rep.json"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().expect("the command starts");
    wait_for_handler(&child);
    send("-INT", &child);
    let (said, ended_by) = end(child);
    assert_eq!(ended_by, Some(2), "{said}");
    assert!(
        said.contains("1 card checked: 1 fixed, none left"),
        "{said}"
    );
    let text = std::fs::read_to_string(cards.path().join("README.md")).expect("it is there");
    assert!(text.starts_with("---\nextra_gated_prompt: Hello\n"));
    assert!(cards.path().join("rep.json").exists(), "{said}");
}

/// What was done until Ctrl-C is told, and what could not be done.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_loses_no_report() {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    let cards = many(CARDS, WRONG);
    let shut = cards.path().join("0001/README.md");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o444)).expect("it is ours");
    let mut command = gatecard(cards.path(), &["check", "--fix", "--format=json=rep.json"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().expect("the command starts");
    wait_for_first(cards.path(), Duration::from_millis(20));
    send("-INT", &child);
    let (said, ended_by) = end(child);
    assert_eq!(ended_by, Some(2), "{said}");
    assert!(
        said.contains("cannot change 0001/README.md, which is as it was: it is read-only"),
        "{said}"
    );
    let mended = mended(cards.path());
    let left = CARDS - mended;
    assert!(said.contains(&format!("; {} card", left - 1)), "{said}");
    let report = fs::read(cards.path().join("rep.json")).expect("it is written");
    let report: serde_json::Value = serde_json::from_slice(&report).expect("it is JSON");
    assert_eq!(report["summary"]["fixed"], mended, "{said}");
    assert_eq!(report["summary"]["errors"], left, "{said}");
}

/// Who starts a run can have it ignore Ctrl-C, as scripts do that may not be stopped halfway.
#[cfg(target_os = "linux")]
#[test]
fn ignored_signals_stay_ignored() {
    for (trap, signal) in [("INT", "-INT"), ("TERM", "-TERM")] {
        let cards = many(CARDS, WRONG);
        let script = format!("trap '' {trap}; exec \"$0\" check --fix");
        let mut command = super::program("sh", cards.path());
        command.args(["-c", &script, env!("CARGO_BIN_EXE_gatecard")]);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().expect("there is a shell");
        wait_for_first(cards.path(), Duration::from_millis(5));
        send(signal, &child);
        let (said, ended_by) = end(child);
        assert_eq!(ended_by, None, "{said}");
        assert_eq!(mended(cards.path()), CARDS, "{said}");
    }
}

#[test]
fn the_end_of_the_program_leaves_each_card_old_or_new() {
    for round in 0..times(4) {
        let cards = many(CARDS, WRONG);
        let child = start(cards.path());
        wait_for_first(cards.path(), Duration::from_millis(5 * round as u64));
        send("-KILL", &child);
        end(child);
        mended(cards.path());
        // Nobody can tidy up any more, but no walk takes what is left for a card.
        let left = leftovers(cards.path());
        assert!(left.len() <= 1, "{left:?}");
        assert!(
            left.iter().all(|name| name.starts_with(".gatecard-")),
            "{left:?}"
        );
        let again = run(&mut gatecard(cards.path(), &["check", "--fix"]));
        assert!(
            again.err.starts_with(&format!("{CARDS} cards checked: ")),
            "{}",
            again.err
        );
        assert_eq!(mended(cards.path()), CARDS);
    }
}

#[test]
fn a_reader_that_goes_away_stops_no_fix() {
    for format in ["full", "concise", "json", "sarif"] {
        let card = "---\nextra_gated_promt: Hello\nextra_gated_heading: ''\n---\n";
        let cards = many(300, card);
        let mut command = gatecard(cards.path(), &["check", "--fix", "--format", format]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*err), (Some(0), ""), "{format}");
        let left = texts(cards.path(), 300);
        assert!(
            left.iter().all(|text| text.contains("extra_gated_prompt")),
            "{format}"
        );
    }
}
