//! The page of one card.

mod about;
mod answers;
mod controls;
mod field;
mod findings;
mod form;
mod notices;
mod part;
mod shortfall;

use gatecard::Gate;
use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(crate) use findings::{counts, note};

use crate::{
    places::Places,
    policy::{SCRIPT, STYLE, policy},
    preview::Preview,
};

/// The picture of the page in the tab of a browser: our own, so that no browser asks for one.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%23334155'/%3E%3Cpath d='M4 12V6.5a4 4 0 0 1 8 0V12M8 3v9M3 12h10M4 8.5h8' fill='none' stroke='%23fff' stroke-width='1.3'/%3E%3C/svg%3E";

/// The page: the form in all its states, the findings beside the parts they are about, and what
/// the author will receive.
///
/// The page is one file. It loads nothing, sends nothing, and runs no script but its own; it works
/// without that script, too, but for the panel of answers, the fragment of the address and what
/// follows the button.
#[must_use]
pub fn page(preview: &Preview<'_>) -> String {
    let default_gate = Gate::default();
    let gate = preview.gate.unwrap_or(&default_gate);
    let places = Places::new(&gate.fields, &preview.findings);
    let title = format!("{} - gate preview", preview.name);
    let body = html! {
        a.skip href="#preview" { "Skip to the form" }
        header.top {
            div.top-name {
                p.brand { (gate_mark()) "gatecard preview" }
                h1 dir="auto" { (path(preview.name)) }
            }
            div.top-facts {
                p.counts {
                    @if preview.trouble.is_none() { (counts(&preview.findings)) }
                }
                @if preview.options.live {
                    p #live .live data-keep="" data-key="live" { "Live: connecting" }
                }
            }
        }
        div.layout {
            (controls::controls(preview.options))
            main #preview tabindex="-1" {
                (notices::notices(preview, gate, &places))
                (form::form(preview, gate, &places))
            }
            (answers::answers(preview, gate, &places))
        }
        (about::about(preview.options.live))
        p #status .unseen role="status" data-keep="" {}
    };
    document(&Document {
        title: &title,
        has_script: true,
        is_live: preview.options.live,
        has_notes: preview.findings.len() > places.card.len(),
        body,
    })
}

/// What a whole page is made from.
pub(crate) struct Document<'d> {
    pub(crate) title: &'d str,
    /// Whether it has the script.
    pub(crate) has_script: bool,
    /// Whether it follows a server.
    pub(crate) is_live: bool,
    /// Whether findings stand in its margin.
    pub(crate) has_notes: bool,
    pub(crate) body: Markup,
}

/// A whole page.
pub(crate) fn document(page: &Document<'_>) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(page.is_live));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (page.title) }
                link rel="icon" href=(ICON);
                style { (PreEscaped(STYLE)) }
            }
            body class=[page.has_notes.then_some("with-notes")] data-live[page.is_live] {
                (page.body)
                @if page.has_script {
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    };
    markup.into_string()
}

/// A path, which may be broken after each of its parts.
pub(crate) fn path(path: &str) -> Markup {
    html! {
        @for part in path.split_inclusive('/') {
            (part)
            @if part.ends_with('/') { wbr; }
        }
    }
}

/// gatecard's own sign: a gate.
pub(crate) fn gate_mark() -> Markup {
    mark("M3.5 13V7a4.5 4.5 0 0 1 9 0v6M8 2.5V13M2 13.5h12M3.5 8.5h9")
}

/// The sign of the form: something locked.
pub(crate) fn lock_mark() -> Markup {
    mark("M3 7.25h10v6.5H3zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2M8 9.5v2")
}

fn mark(path: &str) -> Markup {
    html! {
        svg.mark viewBox="0 0 16 16" aria-hidden="true" focusable="false" {
            path d=(path) {}
        }
    }
}
