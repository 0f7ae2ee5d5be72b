//! Line breaks in texts that have one line.

use crate::{
    context::Context,
    finding::{Finding, quoted},
    fix::Edit,
    prose::{Hint, Passage, passages},
    rule::rule,
    span::Span,
    yaml::ScalarStyle,
};

rule! {
    /// ## What it does
    /// Finds line breaks within the heading, the button and the labels of fields. Breaks that
    /// YAML folds to spaces, and those at the end of a text, are left alone.
    ///
    /// ## Why it matters
    /// These are plain text, in which HTML shows a line break as a space, so lists and paragraphs
    /// run together. A label is the key of the stored answers as well, which then has the line
    /// break in it.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_heading: |
    ///   Access Amber.
    ///   Please read the terms first.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: Access Amber
    /// extra_gated_description: Please read the terms first.
    /// ```
    ///
    /// ## Evidence
    /// That labels, heading and button are plain text was recorded from the live Hub; that the
    /// label is the key of the answers was read in the official client. How the Hub shows a line
    /// break in them is inferred from HTML.
    LINE_BREAK {
        name: "line-break",
        group: Texts,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for passage in passages(cx, Hint::LineBreak).filter(Passage::is_plain_text) {
        let text = passage.text.trim();
        if !text.contains('\n') {
            continue;
        }
        let (part, lines) = (passage.noun(), text.lines().count());
        let message = format!(
            "expected a {part} of one line, found {lines} lines from {} on: the form most likely runs them together",
            quoted(text.lines().next().unwrap_or_default())
        );
        findings.push(
            Finding::new(&LINE_BREAK, cx.span(passage.node), message)
                .path(passage.path())
                .help(if passage.is_label() {
                    "write a short label, and put the rest into `extra_gated_prompt`"
                } else {
                    "write one line, and put the rest into `extra_gated_description`"
                })
                .unsafe_fix("Write it on one line", on_one_line(cx, &passage)),
        );
    }
}

/// The lines joined by spaces: by folding in a block, else as one line.
fn on_one_line(cx: &Context<'_, '_>, passage: &Passage<'_>) -> Option<Vec<Edit>> {
    let node = cx.tree().node(passage.node);
    let (text, style) = node.scalar()?;
    match style {
        ScalarStyle::Literal => {
            let start = node.span.range().start;
            let folds =
                !text.trim().contains("\n\n") && !text.contains(['\t']) && !text.contains("\n ");
            folds.then(|| vec![Edit::replace(Span::new(start, start + 1), ">")])
        }
        ScalarStyle::DoubleQuoted => {
            let written = node.span.slice(cx.source());
            let line = without_breaks(written).filter(|_| node.tag().is_none())?;
            Some(vec![Edit::replace(node.span, line)])
        }
        _ => {
            let words: Vec<&str> = text.split_whitespace().collect();
            cx.rewrite(passage.node, &words.join(" "))
        }
    }
}

/// A text in double quotes with a space for each run of line breaks and blanks. All other escapes
/// stay: what they stand for may be nothing that a person can see.
fn without_breaks(written: &str) -> Option<String> {
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    let mut words = vec![String::new()];
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        let escape = if letter == '\\' { letters.next() } else { None };
        match (letter, escape) {
            // Whether these are line breaks takes more than a look.
            (_, Some('x' | 'u' | 'U' | 'N' | 'L' | 'P')) if !inner.contains("\\n") => return None,
            (_, Some('\r' | '\n')) => return None,
            (_, Some('n' | 'r')) | (' ' | '\t' | '\r' | '\n', None) => words.push(String::new()),
            _ => words
                .last_mut()?
                .extend([Some(letter), escape].into_iter().flatten()),
        }
    }
    words.retain(|word| !word.is_empty());
    let line = format!("\"{}\"", words.join(" "));
    (line != written).then_some(line)
}
