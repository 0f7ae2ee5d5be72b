//! Comments that silence rules, or would if they were right.

use crate::{
    context::Context,
    finding::{Finding, quoted},
    fix::Edit,
    ignore::{Directive, Name, is_alone},
    rule::rule,
    rules::{self, nearest_rule},
    span::Span,
};

rule! {
    /// ## What it does
    /// Finds comments for gatecard that name no rule, or say something else than `ignore` or
    /// `ignore-file`.
    ///
    /// ## Why it matters
    /// gatecard cannot follow them, so nothing is silenced. There is no comment that silences all
    /// rules: it would hide mistakes that come later.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: You agree. # gatecard: ignore
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: '' # gatecard: ignore[empty-text] the Hub's own heading is meant
    /// ```
    ///
    /// ## Evidence
    /// None is needed: this is about gatecard, not about the Hub.
    MALFORMED_IGNORE {
        name: "malformed-ignore",
        group: Ignores,
        severity: Warning,
        check: malformed,
    }
}

rule! {
    /// ## What it does
    /// Finds comments that silence a rule which does not exist.
    ///
    /// ## Why it matters
    /// The name is misspelt, or the rule is gone, so nothing is silenced.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_heading: '' # gatecard: ignore[empty-texts]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: '' # gatecard: ignore[empty-text]
    /// ```
    ///
    /// ## Evidence
    /// None is needed: this is about gatecard, not about the Hub.
    UNKNOWN_IGNORE {
        name: "unknown-ignore",
        group: Ignores,
        severity: Warning,
        fix: Safe,
        check: unknown,
    }
}

rule! {
    /// ## What it does
    /// Finds comments that silence a rule which has nothing to say there.
    ///
    /// Rules that are off, as the pedantic ones are without `--pedantic`, do not count, and
    /// neither does a card whose YAML cannot be read.
    ///
    /// ## Why it matters
    /// What the comment was for is mended or has moved. Left alone, it would hide the next mistake
    /// there, and readers would take it for a sign that something is wrong.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_heading: Welcome # gatecard: ignore[empty-text]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: Welcome
    /// ```
    ///
    /// ## Evidence
    /// None is needed: this is about gatecard, not about the Hub.
    UNUSED_IGNORE {
        name: "unused-ignore",
        group: Ignores,
        severity: Warning,
        fix: Safe,
        check: rules::no_check,
    }
}

fn malformed(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let nameless = cx.directives().iter().filter(|it| it.names.is_empty());
    findings.extend(nameless.map(|directive| {
        let word = directive.word.slice(cx.source());
        let message = if directive.scope.word() == word {
            format!("{} names no rule in brackets, so nothing is silenced", quoted(word))
        } else {
            format!("gatecard does not know {}, so nothing is silenced", quoted(word))
        };
        let span = directive.span;
        Finding::new(&MALFORMED_IGNORE, span, message).help(
            "write `# gatecard: ignore[rule] reason` for a line, or `# gatecard: ignore-file[rule] reason` for the card",
        )
    }));
}

fn unknown(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for directive in cx.directives() {
        let unknown = directive
            .names
            .iter()
            .filter(|name| rules::rule(name.text).is_none());
        findings.extend(unknown.map(|name| {
            let message = format!(
                "there is no rule {}, so nothing is silenced",
                quoted(name.text)
            );
            let finding = Finding::new(&UNKNOWN_IGNORE, name.span, message);
            match nearest_rule(name.text) {
                Some(near) => finding
                    .help(format!("did you mean `{}`?", near.name))
                    .safe_fix(
                        format!("Write `{}`", near.name),
                        Some(vec![Edit::replace(name.span, near.name)]),
                    ),
                None => finding
                    .help("`gatecard rules` lists the rules")
                    .safe_fix("Remove it", Some(vec![without(cx, directive, *name)])),
            }
        }));
    }
}

/// The finding about a name that silenced nothing.
pub(crate) fn unused_ignore(
    cx: &Context<'_, '_>,
    directive: &Directive<'_>,
    name: Name<'_>,
) -> Finding {
    let message = format!("there is nothing of {} to silence here", quoted(name.text));
    let title = match directive.names.len() {
        1 => "Remove the comment".to_owned(),
        _ => format!("Remove {}", quoted(name.text)),
    };
    Finding::new(&UNUSED_IGNORE, name.span, message)
        .help("remove it")
        .safe_fix(title, Some(vec![without(cx, directive, name)]))
}

/// A comment without one of its names; nothing is left of it where that was the only one.
fn without(cx: &Context<'_, '_>, directive: &Directive<'_>, name: Name<'_>) -> Edit {
    let names = &directive.names;
    let index = names
        .binary_search_by_key(&name.span, |other| other.span)
        .ok();
    let before = index.and_then(|index| names.get(index.checked_sub(1)?));
    let behind = index.and_then(|index| names.get(index + 1));
    let span = match (before, behind) {
        (Some(before), _) => Span::new(before.span.range().end, name.span.range().end),
        (None, Some(behind)) => Span::new(name.span.range().start, behind.span.range().start),
        (None, None) => return without_comment(cx, directive.span),
    };
    Edit::replace(span, "")
}

/// Nothing in the place of a comment, or its `#` alone where what follows would become text.
fn without_comment(cx: &Context<'_, '_>, comment: Span) -> Edit {
    let span = whole(cx, comment);
    if span.range().end > comment.range().end && ends_text(cx, span) {
        return Edit::replace(comment, "#");
    }
    Edit::replace(span, "")
}

/// Whether the lines behind a comment could be part of the text above it, were it not there.
fn ends_text(cx: &Context<'_, '_>, lines: Span) -> bool {
    let is_refused = !cx.hub().errors().is_empty() || cx.python().error().is_some();
    is_refused || cx.ends_block_text(lines)
}

/// A comment with the blanks around it that belong to it, and with its line where that is all.
fn whole(cx: &Context<'_, '_>, comment: Span) -> Span {
    let line = cx.line(comment.range().start);
    let (start, end) = (comment.range().start, comment.range().end);
    let behind = Span::new(end, line.range().end).slice(cx.source());
    let before = line.before(comment).slice(cx.source());
    let blank = behind.trim_matches([' ', '\t']).is_empty();
    match (is_alone(cx, comment), blank) {
        (true, true) => cx.with_line_break(line),
        (true, false) => Span::new(start, end + behind.len() - behind.trim_start().len()),
        (false, _) => Span::new(start - (before.len() - before.trim_end().len()), end),
    }
}
