//! How far the page can be trusted.

use maud::{Markup, html};

/// What is known of the Hub's form, and how well.
pub(super) fn about(is_live: bool) -> Markup {
    let promise = if is_live {
        "This page asks nobody but the server that it came from, and sends nothing."
    } else {
        "This page loads nothing and sends nothing."
    };
    html! {
        footer.about {
            details {
                summary { "How faithful is this preview?" }
                ul {
                    li { "The parts, their order and their texts were recorded from gated models on the Hub in October 2026, the words after a rejection come from its documentation. No form of a dataset was recorded." }
                    li { "The Hub uses the keys of a gate only where gating is switched on in the settings of the repository." }
                    li { "A long form may be folded at first, behind “Expand to review and access”. When it is, is not known." }
                    li { "Which heading stands above a request that waits or was rejected is not known, so none is shown." }
                    li { "Which Markdown and HTML the Hub lets through is not published. Images are not loaded here, and links within the repository lead nowhere." }
                    li { "Texts that run from right to left are set so here. Whether the Hub does the same is not known." }
                    li { "The menu of countries has the codes of ISO 3166-1, as documented; some of the names may differ." }
                    li { "This page resembles the Hub's form. It is not made by Hugging Face." }
                }
            }
            p { "Made by gatecard. " (promise) }
        }
    }
}
