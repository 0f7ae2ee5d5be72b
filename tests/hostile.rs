//! Cards that are made to be slow: the time grows with their length, not faster.

use std::time::{Duration, Instant};

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
