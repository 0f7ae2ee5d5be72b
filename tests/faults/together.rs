//! Runs at once, files that come, change and go meanwhile, and one broken card among many.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Child, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Instant,
};

use super::{
    FIXED, PATIENCE, RIGHT, Run, WRONG, folder::folder, gatecard, leftovers, many, names_in,
    program, run, signals::send, texts, times,
};

#[test]
fn runs_at_once_mend_every_card_once() {
    const CARDS: usize = 200;
    for _ in 0..times(2) {
        let cards = many(CARDS, WRONG);
        let runs: Vec<_> = thread::scope(|scope| {
            let start = || scope.spawn(|| run(&mut gatecard(cards.path(), &["check", "--fix"])));
            let runs: Vec<_> = (0..3).map(|_| start()).collect();
            runs.into_iter()
                .map(|run| run.join().expect("it ends"))
                .collect()
        });
        for run in runs {
            assert_eq!(run.code(), Some(0), "{}{}", run.out, run.err);
        }
        assert!(texts(cards.path(), CARDS).iter().all(|text| text == FIXED));
        assert_eq!(leftovers(cards.path()), [""; 0]);
    }
}

/// Replaces a file in one step, as editors and git do.
fn replace(path: &Path, text: &str) {
    let new = path.with_extension("new");
    fs::write(&new, text).expect("there is room");
    fs::rename(&new, path).expect("both are in one folder");
}

/// Does something over and over while something else is done.
fn meanwhile<T>(over: impl Fn(usize) + Sync, what: impl FnOnce() -> T) -> T {
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let running = scope.spawn(|| {
            let mut round = 0;
            while !is_done.load(Ordering::Relaxed) {
                over(round);
                round += 1;
            }
        });
        let result = what();
        is_done.store(true, Ordering::Relaxed);
        running.join().expect("it goes on");
        result
    })
}

/// What is said of a card that is gone.
fn is_gone(line: &str) -> bool {
    line.starts_with("gatecard: cannot read ") && line.contains("No such file")
}

/// The run reads a pipe before the card, so the card goes while the run is on.
#[test]
fn a_card_that_goes_before_its_turn_is_told() {
    let cards = many(2, WRONG);
    let pipe = cards.path().join("pipe.md");
    let made = run(program("mkfifo", cards.path()).arg("pipe.md"));
    assert_eq!(made.code(), Some(0), "{}", made.err);
    let named = ["pipe.md", "0000/README.md", "0001/README.md"];
    let check = ["check", "--format", "concise"];
    let ran = thread::scope(|scope| {
        let run = scope.spawn(|| run(gatecard(cards.path(), &check).args(named)));
        // It opens once the run reads it.
        let mut written = fs::File::create(&pipe).expect("a pipe can be written");
        fs::remove_file(cards.path().join("0000/README.md")).expect("it is there");
        written.write_all(WRONG.as_bytes()).expect("it is read");
        drop(written);
        run.join().expect("it ends")
    });
    assert_eq!(ran.code(), Some(2), "{}", ran.err);
    let failures: Vec<&str> = ran.err.lines().filter(|line| is_gone(line)).collect();
    assert_eq!(failures.len(), 1, "{}", ran.err);
    assert!(failures[0].contains("0000/README.md"), "{}", ran.err);
    let files: Vec<&str> = ran
        .out
        .lines()
        .filter_map(|it| it.split(':').next())
        .collect();
    assert_eq!(files, ["0001/README.md", "pipe.md"], "{}", ran.out);
}

#[test]
fn cards_may_come_change_and_go_while_they_are_read() {
    let cards = many(60, WRONG);
    let at = |number: usize| cards.path().join(format!("{:04}/README.md", number % 60));
    let long = format!("{RIGHT}{}", "Text. ".repeat(100_000));
    let change = |round: usize| match round % 5 {
        0 => drop(fs::remove_file(at(round))),
        1 => replace(&at(round), &long),
        2 => fs::write(at(round), WRONG).expect("there is room"),
        // A file that shrinks while it is read.
        3 => drop(fs::File::create(at(round))),
        _ => {
            let folder = at(round).with_file_name("");
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("there is room");
            fs::write(at(round), WRONG).expect("there is room");
        }
    };
    let runs = meanwhile(change, || {
        let run = || {
            run(&mut gatecard(
                cards.path(),
                &["check", "--format", "concise"],
            ))
        };
        let has_met = |runs: &[Run]| {
            let mut lines = runs.iter().flat_map(|run| run.err.lines());
            lines.any(is_gone)
        };
        let mut runs = Vec::new();
        while runs.len() < times(20) || (!has_met(&runs) && runs.len() < times(400)) {
            runs.push(run());
        }
        assert!(has_met(&runs), "no card went in {} runs", runs.len());
        println!("a card went in one of {} runs", runs.len());
        runs
    });
    for run in runs {
        assert!(run.code().is_some_and(|code| code < 3), "{}", run.err);
        for line in run.out.lines() {
            assert!(line.contains("README.md:2:1: error[unknown-key]"), "{line}");
        }
        let failures = run
            .err
            .lines()
            .filter(|line| line.starts_with("gatecard: "));
        for failure in failures {
            let odd = failure.ends_with(
                "so nothing was checked (hidden folders and files that git ignores are left out)",
            );
            assert!(is_gone(failure) || odd, "{failure}");
        }
    }
}

#[test]
fn a_card_that_others_write_is_never_mixed_with_ours() {
    let cards = folder(&[("README.md", b"")]);
    let card = cards.path().join("README.md");
    let version = |key: &str, round: usize| {
        let body = format!("{round} ").repeat(5_000);
        format!("---\nextra_gated_{key}: Hello {round}\n---\n{body}")
    };
    replace(&card, &version("promt", 0));
    let runs = meanwhile(
        |round| replace(&card, &version("promt", round)),
        || {
            let ran = |_| {
                let ran = run(&mut gatecard(cards.path(), &["check", "--fix"]));
                let now = fs::read_to_string(&card).expect("it is there");
                (ran, now)
            };
            (0..times(30)).map(ran).collect::<Vec<_>>()
        },
    );
    let mut refused = 0;
    for (ran, now) in runs {
        let round = now
            .split_once("Hello ")
            .and_then(|(_, rest)| rest.split_once('\n'));
        let round = round
            .and_then(|(round, _)| round.parse().ok())
            .expect("a version");
        let is_whole = ["promt", "prompt"]
            .iter()
            .any(|key| now == version(key, round));
        assert!(is_whole, "{now:.100}");
        let changed = "which is as it was: it was changed by another program meanwhile";
        refused += usize::from(ran.err.contains(changed));
        let is_known = ran.code() == Some(0) || ran.err.contains(changed);
        assert!(is_known, "{:?} {}", ran.code(), ran.err);
    }
    println!("{refused} runs left the card to the other program");
    assert!(refused > 0, "no run met the other program");
    assert_eq!(names_in(cards.path()), ["README.md"]);
}

/// The new file that a run writes beside a card, and how much of it is there.
fn beginning(cards: &Path) -> Option<u64> {
    let mut names = names_in(cards).into_iter();
    let name = names.find(|name| name.starts_with(".gatecard-"))?;
    let file = fs::metadata(cards.join(name)).ok()?;
    Some(file.len())
}

/// Stops a run in the midst of what it writes, if it can be caught there.
fn stop_while_it_writes(run: &Child, cards: &Path, size: u64) -> bool {
    let began = Instant::now();
    while beginning(cards).is_none() && began.elapsed() < PATIENCE {
        thread::yield_now();
    }
    send("-STOP", run);
    beginning(cards).is_some_and(|written| written < size)
}

#[test]
fn a_card_that_changes_while_it_is_mended_is_left_to_the_other_program() {
    let body = "Text. ".repeat(6_000_000);
    let other = format!("---\nextra_gated_headin: Hello\n---\n{body}");
    let met = (0..20).any(|_| {
        let cards = folder(&[("README.md", format!("{WRONG}{body}").as_bytes())]);
        let card = cards.path().join("README.md");
        let mut command = gatecard(cards.path(), &["check", "--fix"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let run = command.spawn().expect("the command starts");
        let size = WRONG.len() + body.len();
        let is_stopped = stop_while_it_writes(&run, cards.path(), size as u64);
        replace(&card, &other);
        send("-CONT", &run);
        let ended = run.wait_with_output().expect("it ends");
        if is_stopped {
            let said = String::from_utf8_lossy(&ended.stderr);
            let changed = "cannot change README.md, which is as it was: it was changed by another program meanwhile";
            assert!(said.contains(changed), "{said}");
            assert_eq!(ended.status.code(), Some(2), "{said}");
            assert_eq!(names_in(cards.path()), ["README.md"]);
        }
        let now = fs::read_to_string(&card).expect("it is there");
        assert!(now == other, "the other program was last");
        is_stopped
    });
    assert!(met, "no run was caught while it wrote");
}

#[test]
fn one_broken_card_among_a_thousand_is_told_and_the_others_are_checked() {
    let cards = many(1_000, RIGHT);
    let card = cards.path().join("0500/README.md");
    let wide = format!("\u{feff}{WRONG}");
    let wide = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let nested = format!("---\nextra_gated_fields: {}\n---\n", "[".repeat(50_000));
    let odd =
        ["---\r\nextra_gated_prompt: a\rextra_gated_prompt: b\u{85}\u{feff}\r\n---\r\n"].concat();
    for (what, bytes, code) in [
        ("UTF-16", wide, 1),
        ("no text", (0..=255).collect::<Vec<u8>>().repeat(300), 0),
        (
            "no end",
            format!("---\nextra_gated_prompt: |\n{}", "  a\n".repeat(100_000)).into_bytes(),
            1,
        ),
        ("nesting", nested.into_bytes(), 1),
        ("odd line ends", odd.into_bytes(), 1),
        (
            "broken YAML",
            b"---\nextra_gated_fields:\n  A: b: c\n---\n".to_vec(),
            1,
        ),
    ] {
        fs::write(&card, &bytes).expect("there is room");
        let ran = run(&mut gatecard(
            cards.path(),
            &["check", "--format", "concise"],
        ));
        assert_eq!(ran.code(), Some(code), "{what}: {}{}", ran.out, ran.err);
        assert!(
            ran.err.contains("1000 cards checked: "),
            "{what}: {}",
            ran.err
        );
        let about = ran
            .out
            .lines()
            .filter(|line| line.starts_with("0500/README.md:"));
        assert_eq!(
            about.count(),
            ran.out.lines().count(),
            "{what}: {}",
            ran.out
        );
        assert_eq!(ran.out.is_empty(), code == 0, "{what}");
    }
    let cards = many(1_000, WRONG);
    let card = cards.path().join("0500/README.md");
    fs::remove_file(&card).expect("it is there");
    std::os::unix::fs::symlink("gone", &card).expect("there is room");
    let named: Vec<String> = (0..1_000).map(|it| format!("{it:04}/README.md")).collect();
    let mut command = gatecard(cards.path(), &["check", "--fix", "--quiet"]);
    let ran = run(command.args(&named));
    assert_eq!(ran.code(), Some(2));
    assert!(
        ran.err
            .starts_with("gatecard: cannot read 0500/README.md: No such file"),
        "{}",
        ran.err
    );
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    fs::remove_file(&card).expect("it is there");
    fs::write(&card, FIXED).expect("there is room");
    assert!(texts(cards.path(), 1_000).iter().all(|text| text == FIXED));
}
