//! YAML that the Hub cannot read.

mod anchors;
mod behind;
mod body;
mod colon;
mod entry;
mod foreign;
mod layout;
mod mend;
mod quotes;
mod start;

use entry::{Broken, Cause};

use crate::{context::Context, finding::Finding, rule::rule, span::Span, yaml::ReadError};

rule! {
    /// ## What it does
    /// Finds YAML that the Hub cannot read. The message names the likely cause: a colon within a
    /// text without quotes, a tab, a quote that is never closed, a label that begins with a special
    /// character, wrong indentation, a missing colon, and others.
    ///
    /// ## Why it matters
    /// One such mistake anywhere in the front matter makes the Hub refuse the whole card.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Note: I agree to cite the paper: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   "Note: I agree to cite the paper": checkbox
    /// ```
    ///
    /// ## Evidence
    /// That the Hub refuses such cards, with the message of js-yaml, was recorded from the live Hub
    /// and is reported in public issues. Where js-yaml gives up, and its message, are measured.
    INVALID_YAML {
        name: "invalid-yaml",
        group: Reading,
        severity: Error,
        fix: Unsafe,
        hides_others: Unsafe,
        check: check,
    }
}

/// How many mistakes are explained. Each costs a look at the lines around it, and a card with more
/// of them is better mended from the top.
const MAX_EXPLAINED: usize = 32;

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let errors = cx.hub().errors();
    if errors.is_empty() || !cx.block_has_gate_key() {
        return;
    }
    let unclosed = body::unclosed(cx);
    let text = unclosed.as_ref().map_or(u32::MAX, |(_, text)| text.start);
    let mut places: Vec<(&ReadError, Span)> = errors
        .iter()
        .filter(|error| error.offset < text)
        .map(|error| (error, entry_of(cx, error)))
        .take(MAX_EXPLAINED)
        .filter(|(error, _)| !anchors::is_left_behind(cx, error))
        .collect();
    places.dedup_by_key(|(_, entry)| *entry);
    let block = cx.front_matter().map(|it| it.yaml.slice(cx.source()));
    let block = block.unwrap_or_default();
    let mut broken: Vec<Broken<'_>> = places
        .into_iter()
        .map(|(error, entry)| Broken::new(cx.source(), block, error, entry))
        .collect();
    // A quote that is never closed swallows the entries behind it, which are right.
    if broken.iter().any(|one| !one.reads_alone()) {
        broken.retain(|one| !one.reads_alone() || foreign::is_about_type(one));
    }
    foreign::without_ends(&mut broken);
    let mut found: Vec<Finding> = broken.iter().flat_map(behind::findings).collect();
    found.dedup_by_key(|finding| finding.span);
    findings.append(&mut found);
    findings.extend(unclosed.map(|(finding, _)| finding));
}

/// The lines of the entry that an error lies in.
fn entry_of(cx: &Context<'_, '_>, error: &ReadError) -> Span {
    let began = error.began as usize;
    let mut entries = cx.hub().set_aside().iter();
    let around = entries.find(|entry| entry.range().contains(&began));
    around
        .copied()
        .unwrap_or_else(|| cx.line(error.offset as usize))
}

/// Why the Hub cannot read an entry.
fn cause(broken: &Broken<'_>) -> Cause {
    foreign::merging(broken)
        .or_else(|| quotes::control_character(broken))
        .or_else(|| layout::tab(broken))
        .or_else(|| quotes::unclosed(broken))
        .or_else(|| quotes::escape(broken))
        .or_else(|| quotes::swallowed(broken))
        .or_else(|| foreign::no_yaml(broken))
        .or_else(|| start::cause(broken))
        .or_else(|| foreign::properties(broken))
        .or_else(|| layout::brackets(broken))
        .or_else(|| layout::first_key(broken))
        .or_else(|| colon::over_lines(broken))
        .or_else(|| colon::missing(broken))
        .or_else(|| colon::in_text(broken))
        .or_else(|| layout::list_item(broken))
        .or_else(|| layout::indentation(broken))
        .unwrap_or_else(|| foreign::other(broken))
}
