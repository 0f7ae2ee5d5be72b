//! What fixes would change, as a unified diff.

use std::{
    collections::HashSet,
    env,
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use similar::{
    Algorithm, ChangeTag, DiffOp, DiffTag, capture_diff_slices_deadline, group_diff_ops,
    udiff::UnifiedHunkHeader,
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

/// Whether hostile characters of a card are made visible, where its diff goes to standard output.
pub(crate) fn is_for_reading(card: &[u8]) -> bool {
    io::stdout().is_terminal() || (is_in_runner() && can_command(card))
}

/// The difference between two states of a card, which `patch` and `git apply` understand. As for
/// them, a line ends with a line feed only.
pub(crate) fn unified(name: &str, before: &[u8], after: &[u8], style: Style) -> Vec<u8> {
    let [old, new] = [before, after].map(|bytes| {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        lines.collect::<Vec<&[u8]>>()
    });
    let ops = differences(&old, &new);
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

/// What differs between lines. Finding the shortest difference takes time with the square of what
/// differs, so it is looked for among those lines only that both have: the others differ anyway.
fn differences<'l>(old: &[&'l [u8]], new: &[&'l [u8]]) -> Vec<DiffOp> {
    let (olds, news) = (common(old, new), common(new, old));
    let lines = |of: &[(usize, &'l [u8])]| of.iter().map(|(_, line)| *line).collect::<Vec<_>>();
    let deadline = Instant::now().checked_add(PATIENCE);
    let (kept, made) = (lines(&olds), lines(&news));
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &kept, &made, deadline);
    let same = ops.iter().filter(|op| op.tag() == DiffTag::Equal);
    let same = same.flat_map(|op| op.old_range().zip(op.new_range()));
    let place = |of: &[(usize, &'l [u8])], at: usize| of.get(at).map(|(place, _)| *place);
    let same = same.filter_map(|(a, b)| Some((place(&olds, a)?, place(&news, b)?)));
    joined(same, old.len(), new.len())
}

/// The lines that others hold, too, with their numbers.
fn common<'l>(lines: &[&'l [u8]], others: &[&[u8]]) -> Vec<(usize, &'l [u8])> {
    let others: HashSet<&[u8]> = others.iter().copied().collect();
    let lines = lines.iter().copied().enumerate();
    lines.filter(|(_, line)| others.contains(line)).collect()
}

/// What is the same and what lies between, from the pairs of equal lines.
fn joined(same: impl Iterator<Item = (usize, usize)>, old: usize, new: usize) -> Vec<DiffOp> {
    let mut ops = Vec::new();
    let mut from = (0, 0);
    let mut equal = 0;
    for (a, b) in same.chain([(old, new)]) {
        if (a, b) != (from.0 + equal, from.1 + equal) || (a, b) == (old, new) {
            push(&mut ops, DiffTag::Equal, from, (equal, equal));
            from = (from.0 + equal, from.1 + equal);
            push(&mut ops, DiffTag::Replace, from, (a - from.0, b - from.1));
            (from, equal) = ((a, b), 0);
        }
        equal += 1;
    }
    ops
}

/// Adds an operation on so many lines of both, unless there are none.
fn push(
    ops: &mut Vec<DiffOp>,
    tag: DiffTag,
    (old_index, new_index): (usize, usize),
    (old_len, new_len): (usize, usize),
) {
    ops.push(match (tag, old_len, new_len) {
        (_, 0, 0) => return,
        #[rustfmt::skip]
        (DiffTag::Equal, len, _) => DiffOp::Equal { old_index, new_index, len },
        #[rustfmt::skip]
        (_, old_len, 0) => DiffOp::Delete { old_index, old_len, new_index },
        #[rustfmt::skip]
        (_, 0, new_len) => DiffOp::Insert { old_index, new_index, new_len },
        #[rustfmt::skip]
        _ => DiffOp::Replace { old_index, old_len, new_index, new_len },
    });
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

/// Whether this runs in GitHub Actions or Azure Pipelines, where a line of the log can be a
/// command.
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
    fn as_little_as_can_be_differs() {
        for (before, after, expected) in [
            ("a\nb\nc\n", "a\nx\nb\nc\n", " a\n+x\n b\n c\n"),
            ("a\nb\nc\n", "a\nc\n", " a\n-b\n c\n"),
            ("a\nb\na\n", "b\na\nx\n", "-a\n b\n a\n+x\n"),
            ("a\nx\nb\n", "y\na\nb\nz\n", "+y\n a\n-x\n b\n+z\n"),
            ("a\n", "b\n", "-a\n+b\n"),
            ("", "b\n", "+b\n"),
            ("a\n", "", "-a\n"),
        ] {
            let diff = unified("x", before, after, false, false);
            let (_, hunk) = diff.rsplit_once("@@\n").expect("one hunk");
            assert_eq!(hunk, expected);
        }
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
