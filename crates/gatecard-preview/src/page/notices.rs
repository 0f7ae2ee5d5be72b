//! What is to be said of the card as a whole.

use gatecard::{Gate, RepoType, State};
use maud::{Markup, html};

use super::{findings, note};
use crate::{placed::INVALID_YAML, places::Places, preview::Preview};

/// The notices and the findings that belong to no part of the form.
pub(super) fn notices(preview: &Preview<'_>, gate: &Gate<'_>, places: &Places<'_>) -> Markup {
    let notices = texts(preview);
    let is_read = matches!(preview.front_matter, State::Found | State::Missing);
    let stands_out = preview.stale || !is_read;
    let refuses_eu = gate.eu_disallowed == Some(true);
    let eu_findings = !places.eu_disallowed.is_empty();
    let trouble = preview.trouble.as_deref();
    let is_empty = trouble.is_none()
        && notices.is_empty()
        && places.card.is_empty()
        && !refuses_eu
        && !eu_findings;
    html! {
        @if !is_empty {
            section.notices aria-label="About the whole card" data-key="notices" {
                @if let Some(why) = trouble { (findings::trouble(why)) }
                @for notice in notices { p.notice.refused[stands_out] { (notice) } }
                @if refuses_eu {
                    p.notice {
                        "Visitors located in the EU are refused, by their Internet address: "
                        code { "extra_gated_eu_disallowed" } " is true."
                    }
                }
                @for finding in &places.eu_disallowed { (note(finding)) }
                @for finding in &places.card { (note(finding)) }
            }
        }
        @if preview.findings.len() > places.card.len() {
            p.elsewhere data-state="pending rejected granted" {
                "The findings about parts of the form stand beside them: switch to the form."
            }
        }
    }
}

fn texts(preview: &Preview<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    let default_form = "visitors of a gated repository see the default form";
    match (preview.front_matter, preview.gate) {
        _ if preview.trouble.is_some() => {
            texts.push("This is the form as it was before.".to_owned());
        }
        (State::Unread, _) if preview.stale => texts.push(
            "gatecard does not read the card as it is now. This is the form as it was before."
                .to_owned(),
        ),
        (State::Unread, _) => {
            let mut findings = preview.findings.iter();
            let why = if findings.any(|finding| finding.rule == INVALID_YAML) {
                "The Hub refuses this card, and gatecard does not read it."
            } else {
                "gatecard does not read this card, so what visitors see is not known."
            };
            texts.push(format!("{why} Here is the default form."));
        }
        _ if preview.stale => {
            let place = preview
                .refusal()
                .map_or(String::new(), |refusal| format!(" in line {}", refusal.line));
            texts.push(format!(
                "The Hub cannot read the card as it is now. This is the form as it was before the mistake{place}."
            ));
        }
        (State::Missing, _) => texts.push(format!(
            "The Hub finds no metadata in this card, so {default_form}."
        )),
        (State::Invalid, Some(_)) => texts.push(
            "The Hub refuses this card. Here is what could be read of its gate.".to_owned(),
        ),
        (State::Invalid, None) => texts.push(
            "The Hub refuses this card, and nothing of a gate could be read in it. Here is the default form."
                .to_owned(),
        ),
        (State::Found, None) => texts.push(format!(
            "This card has no gate: it has none of the keys that make a form. So {default_form}."
        )),
        (State::Found, Some(_)) => {}
    }
    if preview.options.repo_type == Some(RepoType::Space) {
        texts.push(
            "This looks like the card of a Space. Gating is documented for models and datasets only; here is the form that a model would have."
                .to_owned(),
        );
    }
    texts
}
