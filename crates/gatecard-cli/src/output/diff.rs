//! What fixes would change, as a unified diff.

use std::{
    env,
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use similar::{
    Algorithm, ChangeTag, capture_diff_slices_deadline, group_diff_ops, udiff::UnifiedHunkHeader,
};

use crate::escape::escaped;

/// How many lines are shown around a change.
const CONTEXT: usize = 3;
/// After how long the shortest difference is given up for any: only a card made to annoy takes so
/// long.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a diff looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    pub(crate) color: bool,
    /// Whether hostile characters are made visible, for reading. Such a patch may not fit.
    pub(crate) escapes: bool,
}

impl Style {
    /// What suits standard output and a card.
    pub(crate) fn for_card(color: bool, card: &[u8]) -> Self {
        Self {
            color,
            escapes: io::stdout().is_terminal() || (is_in_runner() && can_command(card)),
        }
    }
}

/// The difference between two states of a card, which `patch` and `git apply` understand. As for
/// them, a line ends with a line feed only.
pub(crate) fn unified(name: &str, before: &[u8], after: &[u8], style: Style) -> Vec<u8> {
    let [old, new] = [before, after].map(|bytes| {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        lines.collect::<Vec<&[u8]>>()
    });
    let deadline = Instant::now().checked_add(PATIENCE);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    let mut out = Vec::new();
    for line in [format!("--- {name}"), format!("+++ {name}")] {
        paint(&mut out, style, "1", line.as_bytes());
        out.push(b'\n');
    }
    for hunk in group_diff_ops(ops, CONTEXT) {
        let header = UnifiedHunkHeader::new(&hunk).to_string();
        paint(&mut out, style, "36", header.as_bytes());
        out.push(b'\n');
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            push_line(&mut out, style, change.tag(), change.value());
        }
    }
    out
}

fn push_line(out: &mut Vec<u8>, style: Style, tag: ChangeTag, line: &[u8]) {
    let bare = line.strip_suffix(b"\n").unwrap_or(line);
    let bare = bare
        .strip_suffix(b"\r")
        .filter(|_| bare != line)
        .unwrap_or(bare);
    let mut shown = tag.to_string().into_bytes();
    if style.escapes {
        shown.extend(visible(&String::from_utf8_lossy(bare)).into_bytes());
    } else {
        shown.extend(bare);
    }
    let code = match tag {
        ChangeTag::Delete => "31",
        ChangeTag::Insert => "32",
        ChangeTag::Equal => "",
    };
    paint(out, style, code, &shown);
    match line.get(bare.len()..) {
        Some(b"") | None => out.extend(b"\n\\ No newline at end of file\n"),
        Some(end) => out.extend(end),
    }
}

fn paint(out: &mut Vec<u8>, style: Style, code: &str, text: &[u8]) {
    if style.color && !code.is_empty() {
        out.extend([b"\x1b[", code.as_bytes(), b"m", text, b"\x1b[0m"].concat());
    } else {
        out.extend(text);
    }
}

/// A line with every hostile character visible. Tabs stay.
fn visible(line: &str) -> String {
    let parts: Vec<String> = line
        .split('\t')
        .map(|part| escaped(part).to_string())
        .collect();
    parts.join("\t")
}

/// Whether this runs in GitHub Actions or Azure Pipelines, where a line of the log can be a command.
fn is_in_runner() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some() || env::var_os("TF_BUILD").is_some()
}

/// Whether a card could command them: behind a carriage return, with which they begin a line, or
/// with `##[`.
fn can_command(card: &[u8]) -> bool {
    let mut behind = card.split(|byte| *byte == b'\r').skip(1);
    let has = |command: &[u8]| card.windows(command.len()).any(|it| it == command);
    behind.any(|part| part.first() != Some(&b'\n')) || has(b"##[") || has(b"##vso[")
}

#[cfg(test)]
mod tests {
    use super::{Style, unified as of_bytes};

    fn unified(name: &str, before: &str, after: &str, color: bool, escapes: bool) -> String {
        let style = Style { color, escapes };
        let diff = of_bytes(name, before.as_bytes(), after.as_bytes(), style);
        String::from_utf8_lossy(&diff).into_owned()
    }

    #[test]
    fn changes_are_shown_with_the_lines_around_them() {
        let before = "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n---\nText";
        let after = "---\na: 1\nb: 2\nc: 3\nd: 4\ne: 6\n---\nText";
        let expected = "--- README.md\n+++ README.md\n@@ -3,6 +3,6 @@\n b: 2\n c: 3\n d: 4\n-e: 5\n+e: 6\n ---\n Text\n\\ No newline at end of file\n";
        assert_eq!(unified("README.md", before, after, false, false), expected);
    }

    #[test]
    fn line_ends_stay_and_what_is_hostile_is_seen() {
        let diff = unified(
            "x",
            "a\r\nb\u{1b}[31m\t\u{202e}\r\n",
            "a\r\nc\r\n",
            false,
            true,
        );
        assert!(
            diff.contains(" a\r\n-b\\u{1b}[31m\t\\u{202e}\r\n+c\r\n"),
            "{diff:?}"
        );
        let raw = unified("x", "a\rb\n", "a\r\u{1b}\n", false, false);
        assert!(raw.ends_with("@@ -1 +1 @@\n-a\rb\n+a\r\u{1b}\n"), "{raw:?}");
    }

    #[test]
    fn colour_is_on_request() {
        let diff = unified("x", "a\n", "b\n", true, false);
        assert!(
            diff.contains("\u{1b}[31m-a\u{1b}[0m\n\u{1b}[32m+b\u{1b}[0m\n"),
            "{diff:?}"
        );
    }
}
