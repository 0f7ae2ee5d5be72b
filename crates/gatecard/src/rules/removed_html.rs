//! HTML in the Markdown texts that never reaches visitors.

use crate::{
    context::Context,
    finding::{Finding, quoted},
    prose::{Hint, Lost, lost, passages},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds HTML in the prompt and the description that cannot work on the form: elements such
    /// as `<script>`, `<iframe>`, `<object>` and `<embed>`, handlers such as `onclick`, links to
    /// `javascript:`, style sheets in `<style>`, and inputs such as `<input>`. HTML within code and
    /// within comments is left alone.
    ///
    /// ## Why it matters
    /// The Hub shows both texts as Markdown and sanitises the HTML in it. Visitors never see what
    /// is removed. An input asks for something that the author does not receive, since
    /// only `extra_gated_fields` makes fields.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: |
    ///   Please read the terms of Amber.
    ///   <iframe src="https://example.org/terms"></iframe>
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: |
    ///   Please read the [terms of Amber](https://example.org/terms).
    /// ```
    ///
    /// ## Evidence
    /// That both texts are rendered as Markdown and sanitised was recorded from the live Hub.
    /// Which HTML its sanitiser lets through is unknown. So this rule names only what all of
    /// `DOMPurify`, sanitize-html, rehype-sanitize and ammonia remove as they come, and inputs, of
    /// which it is inferred that they have no effect. `<style>` is let through by
    /// `DOMPurify` and removed by the others.
    REMOVED_HTML {
        name: "removed-html",
        group: Texts,
        severity: Warning,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for passage in passages(cx, Hint::Markup).filter(|passage| !passage.is_plain_text()) {
        let (places, losses): (Vec<_>, Vec<_>) = lost(passage.text).into_iter().unzip();
        let spans = cx.spans_of_parts(passage.node, &places);
        for ((place, loss), span) in places.into_iter().zip(losses).zip(spans) {
            let (message, help) = words_for(loss, &passage.text[place], passage.noun());
            let finding = Finding::new(&REMOVED_HTML, span, message);
            findings.push(finding.path(passage.path()).help(help));
        }
    }
}

/// The message and the help.
fn words_for(loss: Lost, written: &str, part: &str) -> (String, &'static str) {
    match loss {
        Lost::Element(name) => (
            format!(
                "visitors most likely never see `<{name}>` in the {part}, since the Hub removes unsafe HTML"
            ),
            "say it in Markdown, or link to it",
        ),
        Lost::Style => (
            format!(
                "`<style>` in the {part} most likely does nothing, since most sanitisers remove it: its rules may even show as text"
            ),
            "remove it, and write the text in Markdown",
        ),
        Lost::Input(name) => (
            format!(
                "`<{name}>` in the {part} is not a field: what visitors enter there does not reach you"
            ),
            "ask for it in `extra_gated_fields`",
        ),
        Lost::Handler => (
            format!(
                "{} in the {part} most likely does nothing, since the Hub removes unsafe HTML",
                quoted(written)
            ),
            "remove the attribute",
        ),
        Lost::ScriptLink => (
            format!(
                "a link in the {part} runs a script: visitors most likely cannot follow it, since the Hub removes unsafe addresses"
            ),
            "link to a page, such as `https://…`",
        ),
    }
}
