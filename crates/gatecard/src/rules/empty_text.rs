//! Heading, description, prompt and button without a word.

use crate::{
    card::{RepoType, ValueType},
    context::Context,
    finding::{Finding, YamlPath},
    gate::{Meaning, meaning},
    rule::rule,
    yaml::{Entry, NodeKind, ScalarStyle},
};

rule! {
    /// ## What it does
    /// Finds a heading, description, prompt or button that is empty or blank.
    ///
    /// ## Why it matters
    /// Visitors do not see what the author had in mind, but most likely the Hub's default text, or
    /// no terms at all. A text that starts with `#` is lost in this way as well: without quotes it is a
    /// comment.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: ""
    /// extra_gated_heading: #1 dataset of the coast
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// extra_gated_heading: "#1 dataset of the coast"
    /// ```
    ///
    /// ## Evidence
    /// Empty texts are seen in real cards. The default texts were recorded from the live Hub; that
    /// it shows them for an empty text is inferred.
    EMPTY_TEXT {
        name: "empty-text",
        group: Keys,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let texts = cx.gate_source().texts();
    let texts = texts.filter(|(_, entry)| !cx.has_refused_tag(entry.value));
    let blank: Vec<_> = texts.filter(|(_, entry)| is_blank(cx, *entry)).collect();
    // Without any other key, removing them all would leave an empty block.
    let root = cx
        .tree()
        .root()
        .filter(|_| cx.tree().top().len() > blank.len());
    for (key, entry) in blank {
        let finding = finding(cx, key, entry);
        findings.push(if let Some(next) = text_as_key(cx, entry) {
            finding
                .related(cx.span(next.key), "this is read as a key")
                .help("indent each line of the text by two spaces, so that it stands under its key")
        } else if is_comment(cx, entry) {
            finding.help("YAML takes what follows the `#` for a comment: put it in quotes if it is meant as text")
        } else {
            let root = root.filter(|_| cx.tree().top().contains(&entry) && !has_rival(cx, key));
            let edits = root.and_then(|root| cx.remove_entry(root, entry));
            finding
                .help("write a text, or remove the key")
                .unsafe_fix("Remove the key", edits)
        });
    }
}

/// Whether another key is meant for the same one: without the empty one it would stand for it, right
/// or wrong.
fn has_rival(cx: &Context<'_, '_>, key: &str) -> bool {
    let mut keys = cx.tree().top().iter().filter_map(|it| cx.text(it.key));
    keys.any(|other| matches!(meaning(other), Some(Meaning::Evident(known)) if known == key))
}

fn is_blank(cx: &Context<'_, '_>, entry: Entry) -> bool {
    match cx.text(entry.value) {
        Some(text) => text.trim().is_empty(),
        None => cx.value_type(entry.value) == ValueType::Null,
    }
}

fn finding(cx: &Context<'_, '_>, key: &str, entry: Entry) -> Finding {
    let span = cx.span(entry.key).to(cx.span(entry.value));
    let message = format!("`{key}` is empty: {}", instead(key, cx.repo_type()));
    Finding::new(&EMPTY_TEXT, span, message).path(YamlPath::top(key))
}

/// What the form shows for an empty text.
fn instead(key: &str, repo_type: Option<RepoType>) -> String {
    match key {
        "extra_gated_heading" => {
            let kind = match repo_type {
                Some(RepoType::Dataset) => "dataset",
                _ => "model",
            };
            format!(
                "visitors most likely see the default heading, `You need to agree to share your contact information to access this {kind}`"
            )
        }
        "extra_gated_description" => "visitors most likely see the Hub's default line".to_owned(),
        "extra_gated_prompt" => "the form has no terms".to_owned(),
        _ => "visitors most likely see the default button, `Agree and access repository` or, with manual approval, `Agree and send request to access repo`".to_owned(),
    }
}

/// The entry right behind an empty block, where its key is a sentence: the lines of the text were not
/// indented.
fn text_as_key<'c>(cx: &Context<'c, '_>, entry: Entry) -> Option<&'c Entry> {
    let (_, style) = cx.tree().node(entry.value).scalar()?;
    let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let top = cx.tree().top();
    let at = top
        .iter()
        .position(|other| *other == entry)
        .filter(|_| is_block)?;
    let next = top.get(at + 1)?;
    cx.text(next.key)
        .is_some_and(|key| key.contains(' '))
        .then_some(next)
}

/// Whether a comment stands where the text should be.
fn is_comment(cx: &Context<'_, '_>, entry: Entry) -> bool {
    let empty = matches!(cx.tree().node(entry.value).kind, NodeKind::Empty);
    let line = cx.line(cx.span(entry.key).range().end);
    let mut comments = cx.tree().comments.iter();
    empty && comments.any(|comment| line.contains(comment.span))
}
