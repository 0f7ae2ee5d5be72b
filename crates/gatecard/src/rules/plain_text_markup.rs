//! Markup in texts that are shown as they are written.

use std::ops::Range;

use crate::{
    context::Context,
    finding::{Finding, quoted},
    fix::Edit,
    prose::{Hint, Mark, Passage, markup, passages},
    rule::rule,
    span::Span,
};

rule! {
    /// ## What it does
    /// Finds Markdown and HTML in the heading, in the button and in the labels of fields:
    /// `**bold**`, `` `code` ``, `[text](address)`, `## Heading`, `<br>`, `&amp;` and the like.
    /// Single stars, underscores within words and names, addresses and angle brackets of other kinds
    /// are left alone.
    ///
    /// ## Why it matters
    /// Only the prompt and the description are Markdown. Everywhere else visitors see the stars
    /// and brackets, and a link cannot be followed, so that they agree to what they cannot read.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   I agree to the [terms of Amber](https://example.org/terms): checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: Please read the [terms of Amber](https://example.org/terms).
    /// extra_gated_fields:
    ///   I agree to the terms of Amber: checkbox
    /// ```
    ///
    /// ## Evidence
    /// That labels, heading and button are plain text was recorded from the live Hub. The fix
    /// counts as unsafe since the label is the key of the stored answers.
    PLAIN_TEXT_MARKUP {
        name: "plain-text-markup",
        group: Texts,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for passage in passages(cx, Hint::Markup).filter(Passage::is_plain_text) {
        let marks = markup(passage.text, passage.is_label());
        let [mark, ..] = &*marks else {
            continue;
        };
        let written = &passage.text[mark.range.clone()];
        let span = cx.spans_of_parts(passage.node, std::slice::from_ref(&mark.range));
        let span = span.first().copied().unwrap_or(cx.span(passage.node));
        let message = format!(
            "visitors see {1} as it is written: expected plain text in the {0}, found {2}",
            passage.noun(),
            quoted(written),
            mark.noun
        );
        findings.push(
            Finding::new(&PLAIN_TEXT_MARKUP, span, message)
                .path(passage.path())
                .help(help(mark))
                .unsafe_fix("Leave out the marks", without_marks(cx, &passage, &marks)),
        );
    }
}

fn help(mark: &Mark) -> &'static str {
    match (mark.ends, mark.noun) {
        (Some(_), _) => "leave out the marks",
        (None, "HTML") => "write it without HTML",
        (None, "a Markdown image") => "write words, and put the picture into `extra_gated_prompt`",
        (None, _) => "write the words alone, and put the link into `extra_gated_prompt`",
    }
}

/// The text without the marks, where they are only there for looks and stand there literally.
fn without_marks(cx: &Context<'_, '_>, passage: &Passage<'_>, marks: &[Mark]) -> Option<Vec<Edit>> {
    let mut ends: Vec<Range<usize>> = Vec::new();
    for Mark {
        range, ends: len, ..
    } in marks
    {
        let (start, end) = (*len)?;
        ends.push(range.start..range.start + start);
        if end > 0 {
            ends.push(range.end - end..range.end);
        }
    }
    let whole = cx.span(passage.node);
    let spans = cx.spans_of_parts(passage.node, &ends);
    let literal = spans.iter().all(|span: &Span| *span != whole);
    literal.then(|| {
        spans
            .into_iter()
            .map(|span| Edit::replace(span, ""))
            .collect()
    })
}
