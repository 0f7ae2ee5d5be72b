//! The work of each stage, counted in instructions: twice the card takes at most twice the work.
//!
//! Valgrind counts. It runs this test itself once more, which then does the work of the stages with
//! cards of three sizes. Set `GATECARD_LINEAR` to a number to take cards that are so many times as
//! large, and `GATECARD_LINEAR_ONLY` to a part of the names of what is to be counted.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it counts"
)]

#[path = "linear/counter.rs"]
mod counter;
#[path = "support/needed.rs"]
mod needed;
#[path = "linear/shapes.rs"]
mod shapes;
#[path = "linear/stages.rs"]
mod stages;

use std::{env, fmt::Write as _, fs, ops::Range, thread};

use counter::{Counter, factor};
use shapes::{CARDS, MISTAKES, Shape};
use stages::{Cards, STAGES, Stage};

/// How many parts the smallest of three cards has.
const PARTS: usize = 32;
/// The sizes of the cards. What is made ready once for all is made with the first, which does not
/// count.
const SIZES: [usize; 4] = [1, 1, 2, 4];
/// How many of them one process counts: starting one costs as much as some of them.
const BATCH: usize = 60;
/// How many kinds of cards with mistakes are written in each format: one finding is written as the
/// other.
const SOME: usize = 5;
/// Where the process that works notes what it has done.
const NOTES: &str = "GATECARD_LINEAR_NOTES";
/// Which of them it counts.
const BATCHES: &str = "GATECARD_LINEAR_BATCH";

/// What was counted: the work with a card, with one twice as large, and with one four times.
struct Count {
    name: String,
    work: [u64; 3],
}

impl Count {
    /// How many times as much work the second growth takes as the first, which adds half as much.
    /// What is done whatever the size counts in neither.
    fn growth(&self) -> f64 {
        let [one, two, four] = self.work;
        let share = |work: u64| u32::try_from(work >> 8).map_or(f64::MAX, f64::from);
        share(four.saturating_sub(two)) / share(two.saturating_sub(one)).max(1.0)
    }

    /// Sorting takes a little more than twice the work. Tables and texts that grow are copied in
    /// leaps, which can be a tenth of the work, and a work that hardly grows is left alone. What
    /// takes time with the square of the card is seen where it is a twelfth of the work with the
    /// smallest card.
    fn is_linear(&self) -> bool {
        const LEAST: u64 = 200_000;
        let [one, two, four] = self.work;
        let [first, second] = [two.saturating_sub(one), four.saturating_sub(two)];
        second <= first * 22 / 10 + two / 10 + LEAST
    }
}

fn name((stage, card): (&Stage, &Shape)) -> String {
    format!("{}: {}", stage.name, card.name)
}

/// Each kind of card with the stages that it goes through.
fn pairs() -> Vec<(&'static Stage, &'static Shape)> {
    let goes_through = |stage: &Stage, number: usize| match stage.cards {
        Cards::All => true,
        Cards::Mistaken => number >= CARDS.len(),
        Cards::Some => (CARDS.len()..CARDS.len() + SOME).contains(&number),
    };
    let cards = CARDS.iter().chain(MISTAKES).enumerate();
    let pairs = cards.flat_map(|(number, card)| {
        let stages = STAGES.iter().filter(move |it| goes_through(it, number));
        stages.map(move |stage| (stage, card))
    });
    let only = env::var("GATECARD_LINEAR_ONLY").unwrap_or_default();
    pairs.filter(|pair| name(*pair).contains(&only)).collect()
}

/// Does the work of all stages with some kinds of cards, and notes what it does.
#[test]
#[ignore = "valgrind runs it and counts"]
fn work() {
    let (Some(notes), Ok(batch)) = (env::var_os(NOTES), env::var(BATCHES)) else {
        return;
    };
    let batch: usize = batch.parse().expect("a number");
    let mut done = String::new();
    for (stage, shape) in pairs().chunks(BATCH).nth(batch).unwrap_or_default() {
        for size in SIZES {
            let card = (shape.card)(PARTS * factor() * stage.scale * size);
            (stage.run)(&card);
            let _ = writeln!(done, "{}", name((stage, shape)));
        }
    }
    fs::write(notes, done).expect("there is room");
}

/// Has some work counted.
fn count(counter: &Counter, batch: usize) -> Vec<Count> {
    let folder = tempfile::tempdir().expect("there is room");
    let notes = folder.path().join("notes");
    let mut command = counter.calls("linear::stages::counted_work", folder.path());
    let program = env::current_exe().expect("this is a program");
    command.arg(program);
    command.args(["--ignored", "--exact", "work", "--test-threads=1"]);
    command.env(NOTES, &notes).env(BATCHES, batch.to_string());
    let done = command.output().expect("valgrind runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let notes = fs::read_to_string(&notes).expect("the work is done");
    let names: Vec<&str> = notes.lines().collect();
    let works = Counter::totals(folder.path(), names.len());
    let counts = names.chunks(SIZES.len()).zip(works.chunks(SIZES.len()));
    let counts = counts.map(|(names, works)| Count {
        name: names[0].to_owned(),
        work: works[1..].try_into().expect("three sizes"),
    });
    counts.collect()
}

/// The counts of those batches, by as many processes as there are cores.
fn count_all(counter: &Counter, batches: Range<usize>) -> Vec<Count> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let batches: Vec<usize> = batches.collect();
    thread::scope(|scope| {
        let handles: Vec<_> = (0..cores)
            .map(|core| {
                let mine = batches.iter().skip(core).step_by(cores);
                scope.spawn(move || mine.flat_map(|batch| count(counter, *batch)).collect())
            })
            .collect();
        let counts = handles.into_iter();
        let counts = counts.flat_map(|it| -> Vec<Count> { it.join().expect("it can be counted") });
        counts.collect()
    })
}

/// Counts, for people.
fn table(counts: &[Count]) -> String {
    let lines = counts.iter().map(|count| {
        let [one, two, four] = count.work;
        let growth = count.growth();
        format!(
            "{growth:6.2} {one:>12} {two:>12} {four:>12} {}\n",
            count.name
        )
    });
    lines.collect()
}

/// What a run of the command is asked for: all formats at once, and each way to change cards.
const RUNS: &[&[&str]] = &[
    &[
        "--format",
        "concise",
        "--format",
        "full=a",
        "--format",
        "json=b",
        "--format",
        "sarif=c",
        "--format",
        "github=d",
        "--format",
        "gitlab=e",
        "--format",
        "junit=f",
        "--format",
        "rdjson=g",
        "--format",
        "checkstyle=h",
        "--statistics",
    ],
    &["--diff"],
    &["--fix"],
    &["--add-ignores"],
];

/// The work of the whole command with a card of that size.
fn work_of_run(counter: &Counter, arguments: &[&str], size: usize) -> u64 {
    let folder = tempfile::tempdir().expect("there is room");
    let card = (0..size).fold("---\n".to_owned(), |card, number| {
        card + &format!("Extra_gated_{number:05}: a\nextra_gated_prompt : b{number}\n")
    });
    let card = card + "---\n";
    fs::write(folder.path().join("README.md"), card).expect("there is room");
    let mut command = counter.command(folder.path());
    command
        .current_dir(&folder)
        .arg(env!("CARGO_BIN_EXE_gatecard"));
    command.args(["check", "README.md"]).args(arguments);
    let done = command.output().expect("valgrind runs");
    assert!(
        done.status.code().is_some_and(|code| code < 2),
        "{arguments:?}"
    );
    Counter::total(folder.path())
}

#[test]
fn a_run_takes_at_most_twice_the_work_for_twice_the_findings() {
    let Some(counter) = Counter::find() else {
        return;
    };
    for arguments in RUNS {
        let sizes = [1, 2, 4].map(|size| 100 * factor() * size);
        let count = Count {
            name: arguments.join(" "),
            work: sizes.map(|size| work_of_run(&counter, arguments, size)),
        };
        println!("{}", table(std::slice::from_ref(&count)));
        assert!(count.is_linear(), "more than twice the work");
    }
}

#[test]
fn twice_the_card_takes_at_most_twice_the_work() {
    let Some(counter) = Counter::find() else {
        return;
    };
    let pairs = pairs().len();
    let mut counts = count_all(&counter, 0..pairs.div_ceil(BATCH));
    assert_eq!(counts.len(), pairs, "all were counted");
    counts.sort_by(|a, b| b.growth().total_cmp(&a.growth()));
    let (linear, others): (Vec<Count>, Vec<Count>) = counts.into_iter().partition(Count::is_linear);
    println!(
        "{} stages with cards of some kind grow with their length",
        linear.len()
    );
    println!("{}", table(&linear[..linear.len().min(20)]));
    assert!(
        others.is_empty(),
        "more than twice the work:\n{}",
        table(&others)
    );
}
