//! Cards that are made to be slow: the time grows with their length, not faster. `tests/linear.rs`
//! counts the work; here is what cards of such a size take.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it measures"
)]

use std::{
    fmt::Write as _,
    fs,
    process::Command,
    time::{Duration, Instant},
};

use gatecard::{Card, CheckOptions};

/// Far more than a debug build takes on a slow machine, and far less than it took where the time
/// grew with the square of the length.
const LIMIT: Duration = Duration::from_secs(30);

fn repeated(head: &str, part: &str, tail: &str) -> String {
    const TIMES: usize = 24_000;
    format!("---\n{head}{}{tail}\n---\n", part.repeat(TIMES))
}

#[test]
fn time_grows_with_the_length() {
    let prompt = "extra_gated_prompt: |\n  ";
    let fields = "extra_gated_fields:\n";
    for card in [
        repeated(prompt, "click 'a' ", ""),
        repeated(prompt, "By clicking **", ""),
        repeated(prompt, "By clicking **a** ", ""),
        repeated("extra_gated_heading: ", "[a](", ""),
        repeated("extra_gated_heading: ", "![a](b.c) ", ""),
        repeated(prompt, "<script>", ""),
        repeated(prompt, "<!-- <style> ", ""),
        repeated(fields, "- Company: txt\n", ""),
        repeated(fields, "  Company:text\n", ""),
        repeated(fields, "  A: b: text\n", ""),
        repeated("", "extra_gated_promt: a: b\n", ""),
        repeated("", "a:\n  extra_gated_prompt: b\n", ""),
        repeated(fields, "  \"A: text\n", ""),
        repeated("extra_gated_prompt: a\n", "---\n  b\n", ""),
    ] {
        let start = Instant::now();
        let _ = Card::new(&card).check(&CheckOptions {
            pedantic: true,
            ..CheckOptions::default()
        });
        let taken = start.elapsed();
        let name: String = card.chars().take(60).collect();
        assert!(taken < LIMIT, "{taken:?}: {name:?}");
    }
}

/// Parts with numbers.
fn numbered(head: &str, count: usize, part: &str) -> String {
    let mut card = format!("---\n{head}");
    for number in 0..count {
        let _ = writeln!(card, "{}", part.replace("NUMBER", &number.to_string()));
    }
    card + "---\n"
}

#[test]
fn a_hundred_thousand_fields_and_a_million_options_are_no_matter() {
    let menu = "extra_gated_fields:\n  Use:\n    type: select\n    options:\n";
    let fields = "extra_gated_fields:\n";
    for (name, card, end) in [
        (
            "fields",
            numbered(fields, 100_000, "  Question NUMBER: text"),
            0,
        ),
        (
            "options",
            numbered(menu, 1_000_000, "      - Option NUMBER"),
            0,
        ),
        (
            "findings",
            numbered(fields, 100_000, "  Question NUMBER: string"),
            1,
        ),
    ] {
        let folder = tempfile::tempdir().expect("there is room");
        fs::write(folder.path().join("README.md"), card).expect("there is room");
        for (arguments, end) in [
            (&["check"][..], end),
            (&["check", "--diff"], end),
            (&["show", "README.md"], 0),
            (&["preview", "README.md", "--output", "page.html"], 0),
        ] {
            let start = Instant::now();
            let mut command = Command::new(env!("CARGO_BIN_EXE_gatecard"));
            let output = command.args(arguments).current_dir(&folder).output();
            let output = output.expect("the command runs");
            let taken = start.elapsed();
            assert_eq!(output.status.code(), Some(end), "{name}: {arguments:?}");
            assert!(taken < LIMIT, "{name}: {arguments:?} took {taken:?}");
            println!("{name}: {arguments:?} took {taken:?}");
        }
    }
}
