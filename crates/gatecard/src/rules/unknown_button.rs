//! Buttons that a text tells visitors to press and that the form does not have.

use std::cell::OnceCell;

use crate::{
    context::{Behind, Context, is_plain, plain_or_quoted},
    finding::{Finding, quoted},
    fix::Edit,
    prose::{BUTTON_KEY, Hint, OnForm, Passage, passages, pressed},
    rule::rule,
    span::Span,
    yaml::ScalarStyle,
};

rule! {
    /// ## What it does
    /// Finds texts of the form that tell visitors to press a button, named in quotes or in bold,
    /// that the form does not have. The button says what `extra_gated_button_content` says, or
    /// else `Agree and access repository`, or `Agree and send request to access repo` where the
    /// author approves each request.
    ///
    /// A short name is fine where the button has these words: `Agree` is in both of the default
    /// texts. Names without quotes are left alone, and so are links, menus and other sites.
    ///
    /// ## Why it matters
    /// Visitors look for a button that is not there, and what they are told to accept by pressing
    /// it is tied to nothing.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: By clicking on "Access repository" below, you agree to cite us.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: By clicking on "Access repository" below, you agree to cite us.
    /// extra_gated_button_content: Access repository
    /// ```
    ///
    /// ## Evidence
    /// The key is documented. The default texts, and that the key replaces them in both approval
    /// modes, were recorded from the live Hub. Many real cards quote `Access repository`, a
    /// button of earlier years; the official template for dataset cards still does.
    UNKNOWN_BUTTON {
        name: "unknown-button",
        group: Texts,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let (form, behind) = (OnceCell::new(), OnceCell::new());
    for passage in passages(cx, Hint::Button).filter(|passage| passage.noun() != "button") {
        let mut names = pressed(passage.text);
        if names.is_empty() {
            continue;
        }
        let Some(form) = form.get_or_init(|| OnForm::new(cx)) else {
            return;
        };
        names.retain(|name| !form.has(&passage.text[name.clone()]));
        if passage.is_label() {
            names.truncate(1);
        }
        let spans = cx.spans_of_parts(passage.node, &names);
        for (name, span) in names.into_iter().zip(spans) {
            let name = passage.text[name].split_whitespace().collect::<Vec<_>>();
            let name = name.join(" ");
            let message = format!(
                "the {1} tells visitors to press {0}, but the button says {2}",
                quoted(&name),
                passage.noun(),
                form.words()
            );
            let finding = Finding::new(&UNKNOWN_BUTTON, span, message).path(passage.path());
            let behind = || behind.get_or_init(|| behind_gate(cx)).as_ref();
            findings.push(match form.own {
                Some(button) => name_real_button(cx, finding, &passage, button),
                None => suggest_button(finding, &name, behind()),
            });
        }
    }
}

fn suggest_button(finding: Finding, name: &str, behind: Option<&Behind<'_>>) -> Finding {
    let line = format!("{BUTTON_KEY}: {}", plain_or_quoted(name));
    finding
        .help(format!(
            "name the button with `{line}`, or write `Agree`, the first word of both"
        ))
        .unsafe_fix(
            format!("Name the button {}", quoted(name)),
            behind.map(|behind| behind.add(&line)),
        )
}

/// Where the missing line belongs: the same place for all findings, so that it is added once. A text
/// can be one long line, so it is looked for once. `None` where the Python clients have such a line,
/// which is part of a text for the Hub.
fn behind_gate<'a>(cx: &Context<'_, 'a>) -> Option<Behind<'a>> {
    let python = cx.python();
    let entries = python.tree().root().map(|root| python.entries(root));
    let mut keys = entries.iter().flatten().map(|(key, _)| key);
    if keys.any(|key| key == BUTTON_KEY) {
        return None;
    }
    let source = cx.gate_source();
    let texts = source.prompt.or(source.fields).or(source.description);
    cx.behind(texts.or(source.heading)?)
}

fn name_real_button(
    cx: &Context<'_, '_>,
    finding: Finding,
    passage: &Passage<'_>,
    button: &str,
) -> Finding {
    let edits = put(cx, passage, finding.span, button);
    let title = format!("write {}", quoted(button));
    let finding = finding
        .unsafe_fix(title.replacen('w', "W", 1), edits)
        .help(title);
    match cx.gate_source().button_content {
        Some(entry) => finding.related(cx.span(entry.value), "the button"),
        None => finding,
    }
}

/// The real name in the place of the wrong one, where it needs no other quotes there.
fn put(cx: &Context<'_, '_>, passage: &Passage<'_>, span: Span, button: &str) -> Option<Vec<Edit>> {
    let node = cx.tree().node(passage.node);
    let (_, style) = node.scalar()?;
    let fits = match style {
        ScalarStyle::Plain => is_plain(button),
        ScalarStyle::SingleQuoted => !button.contains('\''),
        ScalarStyle::DoubleQuoted => !button.contains(['"', '\\']),
        ScalarStyle::Literal | ScalarStyle::Folded => true,
    };
    let stands_there = span != node.span && !button.contains(char::is_control);
    (fits && stands_there).then(|| vec![Edit::replace(span, button)])
}
