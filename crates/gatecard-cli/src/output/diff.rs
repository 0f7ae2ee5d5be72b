//! What fixes would change, as a unified diff.

use std::{fmt::Write as _, time::Duration};

use similar::{ChangeTag, TextDiff, udiff::UnifiedHunkHeader};

use crate::escape::escaped;

/// How many lines are shown around a change.
const CONTEXT: usize = 3;
/// After how long the shortest difference is given up for any: only a card made to annoy takes so
/// long.
const PATIENCE: Duration = Duration::from_secs(2);

/// The difference between two texts of a card, which `patch` and `git apply` understand.
pub(crate) fn unified(name: &str, before: &str, after: &str, color: bool) -> String {
    let paint = |code: &str, text: &str| {
        if color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let diff = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(before, after);
    let head = format!("--- {name}\n+++ {name}");
    let mut out = String::new();
    for line in head.lines() {
        let _ = writeln!(out, "{}", paint("1", line));
    }
    for hunk in diff.grouped_ops(CONTEXT) {
        let _ = writeln!(
            out,
            "{}",
            paint("36", &UnifiedHunkHeader::new(&hunk).to_string())
        );
        for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            let text = change.value();
            let bare = text.trim_end_matches(['\r', '\n']);
            let line = format!("{}{}", change.tag(), visible(bare));
            out.push_str(&match change.tag() {
                ChangeTag::Delete => paint("31", &line),
                ChangeTag::Insert => paint("32", &line),
                ChangeTag::Equal => line,
            });
            out.push_str(match &text[bare.len()..] {
                "\r\n" => "\r\n",
                "" => "\n\\ No newline at end of file\n",
                _ => "\n",
            });
        }
    }
    out
}

/// A line with every hostile character visible. Tabs stay: a patch would not fit without them.
fn visible(line: &str) -> String {
    let parts: Vec<String> = line
        .split('\t')
        .map(|part| escaped(part).to_string())
        .collect();
    parts.join("\t")
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn changes_are_shown_with_the_lines_around_them() {
        let before = "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n---\nText";
        let after = "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 6\n---\nText";
        let expected = "--- README.md\n+++ README.md\n@@ -3,6 +3,6 @@\n b: 2\n c: 3\n d: 4\n-e: 5\n+e: 6\n ---\n Text\n\\ No newline at end of file\n";
        assert_eq!(unified("README.md", before, after, false), expected);
    }

    #[test]
    fn line_ends_stay_and_what_is_hostile_is_seen() {
        let diff = unified("x", "a\r\nb\u{1b}[31m\t\u{202e}\r\n", "a\r\nc\r\n", false);
        assert!(
            diff.contains(" a\r\n-b\\u{1b}[31m\t\\u{202e}\r\n+c\r\n"),
            "{diff:?}"
        );
        let old = unified("x", "a\rb\rc\r", "a\rd\rc\r", false);
        assert!(old.contains(" a\n-b\n+d\n c\n"), "{old:?}");
    }

    #[test]
    fn colour_is_on_request() {
        let diff = unified("x", "a\n", "b\n", true);
        assert!(
            diff.contains("\u{1b}[31m-a\u{1b}[0m\n\u{1b}[32m+b\u{1b}[0m\n"),
            "{diff:?}"
        );
    }
}
