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
#![cfg(unix)]

#[path = "linear/counter.rs"]
mod counter;
#[path = "support/needed.rs"]
mod needed;
#[path = "support/repo.rs"]
mod repo;
#[path = "linear/runs.rs"]
mod runs;
#[path = "linear/shapes.rs"]
mod shapes;
#[path = "linear/stages.rs"]
mod stages;

use std::{
    env,
    fmt::Write as _,
    fs,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use gatecard::{Card, State, yaml::Reader};

use counter::{Counter, FACTOR, factor};
use repo::{GATECARD, Home, output, said};
use runs::{RUNS, Run};
use shapes::{CARDS, MISTAKES, Shape};
use stages::{Cards, STAGES, Stage};

/// How many parts the smallest of three cards has.
const PARTS: usize = 32;
/// The sizes of the cards. What is made ready once for all is made with the first, which does not
/// count.
const SIZES: [usize; 4] = [1, 1, 2, 4];
/// How many of them one process counts: starting one costs as much as some of them.
const BATCH: usize = 60;
/// How often the smallest card is doubled until it is the largest that the stages read which read
/// most, where there is a doubt.
const MOST_DOUBLED: u32 = 10;
/// How many kinds of cards with mistakes are written in each format: one finding is written as the
/// other.
const SOME: usize = 5;
/// Where the process that works notes what it has done.
const NOTES: &str = "GATECARD_LINEAR_NOTES";
/// A part of the names of what is counted.
const ONLY: &str = "GATECARD_LINEAR_ONLY";
/// Which of them the process counts.
const BATCHES: &str = "GATECARD_LINEAR_BATCH";

/// What two runs over the same cards may differ by: addresses and the order in tables are never the
/// same twice.
const CHANCE: u64 = 20_000;

/// What was counted: the work with a card, with one twice as large, and with one four times.
struct Count {
    name: String,
    work: [u64; 3],
    /// How much of it may be by chance.
    chance: u64,
}

impl Count {
    /// How many times as much work the second growth takes as the first, which adds half as much.
    /// What is done whatever the size counts in neither.
    fn growth(&self) -> f64 {
        let [one, two, four] = self.work;
        let share = |work: u64| u32::try_from(work >> 8).map_or(f64::MAX, f64::from);
        share(four.saturating_sub(two)) / share(two.saturating_sub(one)).max(1.0)
    }

    /// Sorting takes a little more than twice the work. Work of `c` for each pair of `n` parts adds
    /// `6cn²` to the second growth.
    fn is_linear(&self) -> bool {
        let [one, two, four] = self.work;
        let [first, second] = [two.saturating_sub(one), four.saturating_sub(two)];
        second <= first * 21 / 10 + one / 100 + self.chance
    }
}

fn name((stage, card): (&Stage, &Shape)) -> String {
    format!("{}: {}", stage.name, card.name)
}

/// Each kind of card with the stages that it goes through, of those with some part in their names.
fn pairs(only: &str) -> Vec<(&'static Stage, &'static Shape)> {
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
    pairs.filter(|pair| name(*pair).contains(only)).collect()
}

/// Which of them are asked for.
fn only() -> String {
    env::var(ONLY).unwrap_or_default()
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
    for (stage, shape) in pairs(&only()).chunks(BATCH).nth(batch).unwrap_or_default() {
        for size in SIZES {
            let card = (shape.card)(PARTS * factor() * stage.scale * size);
            (stage.run)(&card);
            let _ = writeln!(done, "{}", name((stage, shape)));
        }
    }
    fs::write(notes, done).expect("there is room");
}

/// Has the work of one batch counted, with cards that are so many times as large.
fn count(counter: &Counter, only: &str, factor: usize, batch: usize) -> Vec<Count> {
    let folder = tempfile::tempdir().expect("there is room");
    let notes = folder.path().join("notes");
    let mut command = counter.calls("linear::stages::counted_work", folder.path());
    let program = env::current_exe().expect("this is a program");
    command.arg(program);
    command.args(["--ignored", "--exact", "work", "--test-threads=1"]);
    command.env(NOTES, &notes).env(BATCHES, batch.to_string());
    command.env(FACTOR, factor.to_string()).env(ONLY, only);
    let done = command.output().expect("valgrind runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let notes = fs::read_to_string(&notes).expect("the work is done");
    let names: Vec<&str> = notes.lines().collect();
    let works = Counter::totals(folder.path(), names.len());
    let pairs = pairs(only);
    let stages = pairs[batch * BATCH..].iter().map(|(stage, _)| stage);
    let counts = names.chunks(SIZES.len()).zip(works.chunks(SIZES.len()));
    let counts = counts.zip(stages).map(|((names, works), stage)| Count {
        name: names[0].to_owned(),
        work: works[1..].try_into().expect("three sizes"),
        chance: stage.chance.max(CHANCE),
    });
    counts.collect()
}

/// All counts, by as many threads as there are cores.
fn in_turn(all: usize, count: impl Fn(usize) -> Vec<Count> + Sync) -> Vec<Count> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mine = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let numbers = numbers.take_while(|number| *number < all);
        numbers.flat_map(&count).collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let handles: Vec<_> = (0..cores).map(|_| scope.spawn(mine)).collect();
        let counts = handles.into_iter();
        let counts = counts.flat_map(|it| it.join().expect("it can be counted"));
        counts.collect()
    })
}

/// Counts, for people.
fn table(counts: &[&Count]) -> String {
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

/// The work of the whole command in a repository of that size. That of git, which has its own
/// process, does not count.
fn work_of_run(counter: &Counter, run: &Run, size: usize) -> u64 {
    let home = Home::new();
    let repo = home.repo("cards");
    (run.ready)(&repo, size);
    if !run.before.is_empty() {
        repo.says(0, run.before);
    }
    let mut command = counter.command_of(home.path(), |valgrind| repo.command(valgrind));
    command.arg(GATECARD).args(run.arguments(size));
    let done = output(&mut command);
    let code = done.status.code();
    assert_eq!(code, Some(run.code), "{}: {}", run.name, said(&done));
    Counter::total(home.path())
}

/// Says which work grows faster than what causes it.
fn is_linear(counts: &[Count]) {
    let mut counts: Vec<&Count> = counts.iter().collect();
    counts.sort_by(|a, b| b.growth().total_cmp(&a.growth()));
    let (linear, others): (Vec<&Count>, Vec<&Count>) =
        counts.into_iter().partition(|it| it.is_linear());
    println!("{} grow with their length", linear.len());
    println!("{}", table(&linear[..linear.len().min(20)]));
    assert!(
        others.is_empty(),
        "more than twice the work:\n{}",
        table(&others)
    );
}

#[test]
fn a_run_takes_at_most_twice_the_work_for_twice_the_findings_or_cards() {
    let Some(counter) = Counter::find() else {
        return;
    };
    let only = only();
    let runs: Vec<&Run> = RUNS.iter().filter(|run| run.name.contains(&only)).collect();
    let counts = in_turn(runs.len(), |number| {
        let run = runs[number];
        let sizes = [1, 2, 4].map(|size| run.least * factor() * size);
        let work = sizes.map(|size| work_of_run(&counter, run, size));
        vec![Count {
            name: run.name.to_owned(),
            work,
            chance: CHANCE,
        }]
    });
    is_linear(&counts);
}

/// Work that ends where a card is not read any more would grow with nothing.
#[test]
fn cards_of_a_kind_are_read_at_all_sizes_or_at_none() {
    for shape in CARDS.iter().chain(MISTAKES) {
        let is_unread = |parts: usize| {
            let text = (shape.card)(parts);
            let card = Card::new(&text);
            [Reader::Hub, Reader::Python].map(|it| card.reading(it).state() == State::Unread)
        };
        let least = is_unread(PARTS);
        for doubled in 1..=MOST_DOUBLED {
            assert_eq!(is_unread(PARTS << doubled), least, "{}", shape.name);
        }
    }
}

/// Fifty instructions for each pair of parts are seen from 32 parts on.
#[test]
fn work_for_each_pair_is_seen() {
    let count = |of_pair: u64| Count {
        name: String::new(),
        work: [32, 64, 128].map(|parts| 1_000_000 + 10_000 * parts + of_pair * parts * parts),
        chance: CHANCE,
    };
    assert!(count(0).is_linear());
    assert!(!count(50).is_linear());
}

/// How many times as large the cards are with which a doubt is settled, and one that is left.
const LARGER: [usize; 2] = [4, 16];

/// A count once more with larger cards, where it is in doubt. Tables and texts that grow are copied
/// in leaps, which can make a tenth at some sizes, and make none at others, and what is sorted
/// takes a share that shrinks; what grows with the square makes four times the share, and sixteen
/// times.
fn surely(counter: &Counter, mut doubtful: Count) -> Count {
    for larger in LARGER {
        if doubtful.is_linear() {
            break;
        }
        println!("once more, larger:\n{}", table(&[&doubtful]));
        let again = count(counter, &doubtful.name, larger * factor(), 0);
        let mut again = again.into_iter();
        let same = again.find(|it| it.name == doubtful.name);
        doubtful = same.expect("it is counted");
    }
    doubtful
}

#[test]
fn twice_the_card_takes_at_most_twice_the_work() {
    let Some(counter) = Counter::find() else {
        return;
    };
    let only = only();
    let pairs = pairs(&only).len();
    let counts = in_turn(pairs.div_ceil(BATCH), |batch| {
        let counts = count(&counter, &only, factor(), batch).into_iter();
        counts.map(|it| surely(&counter, it)).collect()
    });
    assert_eq!(counts.len(), pairs, "all were counted");
    is_linear(&counts);
}
