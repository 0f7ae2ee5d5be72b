//! The form in all its states. Each state and each variant is on the page; the style sheet shows
//! those that the switches say.

use gatecard::{Gate, RepoType};
use maud::{Markup, html};

use super::{
    field, lock_mark,
    part::{gap, part},
    shortfall::{has_lost_fields, shortfall},
};
use crate::{
    hub_texts::{self, KINDS},
    markdown::{Rendered, render},
    options::Approval,
    placed::PlacedFinding,
    places::{Places, has_error},
    preview::Preview,
};

/// The frame with the form, as the visitor meets it in each state.
pub(super) fn form(preview: &Preview<'_>, gate: &Gate<'_>, places: &Places<'_>) -> Markup {
    let shortfall = shortfall(preview, gate, places);
    html! {
        div.frame {
            p.stamp { "Preview: nothing is sent" }
            p.sent hidden {
                strong { "Nothing was sent." }
                " "
                (shortfall.as_deref().unwrap_or("On the Hub, the author would now have the answers of the panel."))
                " "
                button #back type="button" { "Back to the form" }
            }
            div.texts data-state="signed-out form" {
                (part("heading", &places.heading, &heading(gate, &places.heading)))
                (part("description", &places.description, &description(gate, &places.description)))
                (prompt(gate, &places.prompt))
            }
            div data-state="signed-out" {
                (part("log-in", &[], &log_in()))
            }
            form #gate method="dialog" autocomplete="off" data-state="form" {
                (part("consent", &[], &html! { p.consent { (hub_texts::CONSENT) } }))
                (fields(gate, places, &preview.lost_options))
                (part("button", &places.button, &button(gate, &places.button)))
            }
            (outcomes())
        }
    }
}

/// A text of the gate that is shown as it is, what the form has instead, or a gap: blank, or not a
/// text at all. `by_default` is what the form most likely has instead of a blank one.
fn text_or_gap(
    text: Option<&str>,
    (part, by_default): (&str, &str),
    findings: &[&PlacedFinding],
    shown: impl FnOnce(&str) -> Markup,
    default: impl FnOnce() -> Markup,
) -> Markup {
    match text {
        Some(text) if text.trim().is_empty() => gap(&format!(
            "The {part} of the card is empty. What the Hub shows then is not known; most likely {by_default}."
        )),
        Some(text) => shown(text),
        None if has_error(findings) => gap(&format!(
            "The {part} is in the card, but the Hub cannot use it as it stands."
        )),
        None => default(),
    }
}

fn heading(gate: &Gate<'_>, findings: &[&PlacedFinding]) -> Markup {
    let title = text_or_gap(
        gate.heading.as_deref(),
        ("heading", "its default"),
        findings,
        |text| html! { h2 dir="auto" { (text) } },
        || {
            html! {
                @for kind in KINDS { h2 data-kind=(kind) { (hub_texts::heading(kind)) } }
            }
        },
    );
    html! { div.title { (lock_mark()) (title) } }
}

fn description(gate: &Gate<'_>, findings: &[&PlacedFinding]) -> Markup {
    text_or_gap(
        gate.description.as_deref(),
        ("description", "its default"),
        findings,
        |text| markdown("Description", &render(text)),
        || {
            html! {
                p { (hub_texts::DESCRIPTION) strong { (hub_texts::DESCRIPTION_BOLD) } }
            }
        },
    )
}

/// The prompt with its findings; nothing where the card has none.
fn prompt(gate: &Gate<'_>, findings: &[&PlacedFinding]) -> Markup {
    if gate.prompt.is_none() && findings.is_empty() {
        return Markup::default();
    }
    let shown = text_or_gap(
        gate.prompt.as_deref(),
        ("prompt", "nothing"),
        findings,
        |text| markdown("Prompt", &render(text)),
        Markup::default,
    );
    part("prompt", findings, &shown)
}

/// A text in Markdown, with what has to be said of how it is shown.
fn markdown(name: &str, text: &Rendered) -> Markup {
    let (role, index) = if text.has_table() {
        (Some("region"), Some("0"))
    } else {
        (None, None)
    };
    html! {
        div.markdown dir="auto" role=[role] tabindex=[index] aria-label=[role.map(|_| name)] {
            (text.html)
        }
        @if text.has_image() {
            p.aside { "Images are shown by their alternative texts here: this page loads nothing." }
        }
        @if text.is_cut {
            (gap("The text is longer than one million bytes; this is its beginning."))
        }
        @if text.has_too_much_html {
            p.aside { "This text has so much HTML that it is shown as it is written." }
        }
    }
}

fn log_in() -> Markup {
    html! {
        @for kind in KINDS {
            p.log-in data-kind=(kind) {
                span.link { "Log in" } " or " span.link { "Sign Up" }
                (hub_texts::log_in(kind))
            }
        }
    }
}

fn fields(gate: &Gate<'_>, places: &Places<'_>, lost_options: &[usize]) -> Markup {
    let lost = has_lost_fields(gate, places);
    html! {
        @if lost || !places.fields.is_empty() {
            (part("fields", &places.fields, &html! {
                @if lost { (gap("The card has fields, but not as the Hub can use them.")) }
            }))
        }
        @let mut countries = 0;
        @for (index, field) in gate.fields.iter().enumerate() {
            @let findings = places.each_field.get(index).map_or(&[][..], Vec::as_slice);
            @let key = format!("field:{}", field.label);
            (part(&key, findings, &html! {
                (field::field(index, field, &mut countries))
                @if field.can_be_shown() {
                    (some_lost(lost_options.get(index).copied().unwrap_or_default()))
                }
            }))
        }
    }
}

/// The options of a menu that are missing from it.
fn some_lost(options: usize) -> Markup {
    match options {
        0 => Markup::default(),
        1 => gap("One of its options cannot be used as it stands."),
        more => gap(&format!(
            "{more} of its options cannot be used as they stand."
        )),
    }
}

fn button(gate: &Gate<'_>, findings: &[&PlacedFinding]) -> Markup {
    let by_default = || {
        html! {
            button.submit type="submit" {
                @for approval in Approval::ALL {
                    span data-approval=(approval) { (hub_texts::button(*approval)) }
                }
            }
        }
    };
    let shown = |text: &str| html! { button.submit type="submit" dir="auto" { (text) } };
    let text = gate.button_content.as_deref();
    let has_text = text.is_some_and(|text| !text.trim().is_empty());
    let is_lost = text.is_some() && !has_text || text.is_none() && has_error(findings);
    html! {
        (text_or_gap(text, ("button's text", "its default"), findings, shown, by_default))
        @if is_lost { (by_default()) }
    }
}

/// What visitors see after the form.
fn outcomes() -> Markup {
    html! {
        div.outcome data-state="pending" {
            (part("pending", &[], &html! {
                p { (hub_texts::PENDING) }
                p.aside data-approval="automatic" {
                    "With automatic approval nobody waits: access is given at once."
                }
            }))
        }
        div.outcome data-state="rejected" {
            (part("rejected", &[], &html! { p { (hub_texts::REJECTED) } }))
        }
        div.outcome data-state="granted" {
            (part("granted", &[], &html! {
                @for kind in KINDS {
                    div data-kind=(kind) { (granted(kind)) }
                }
            }))
        }
    }
}

fn granted(kind: RepoType) -> Markup {
    html! {
        div.title { (lock_mark()) h2 { (hub_texts::granted_heading(kind)) } }
        p { (hub_texts::granted(kind)) }
    }
}
