//! The switches of the page. They are plain radio buttons, and the style sheet follows them, so
//! that they work where no script runs.

use gatecard::RepoType;
use maud::{Markup, html};

use crate::{
    hub_texts::KINDS,
    options::{Approval, FormState, Options, Theme, Width},
};

/// All switches, set as the options have it.
pub(super) fn controls(options: Options) -> Markup {
    let kind = kind(options.repo_type);
    html! {
        section.controls aria-label="What to show" {
            (switch("state", "State", FormState::ALL.iter().map(|state| {
                (state.name(), state_label(*state), *state == options.state)
            })))
            (switch("approval", "Approval", Approval::ALL.iter().map(|approval| {
                let label = match approval {
                    Approval::Automatic => "Automatic",
                    Approval::Manual => "Manual",
                };
                (approval.name(), label, *approval == options.approval)
            })))
            (switch("kind", "Repository", KINDS.iter().map(|known| {
                let label = if *known == RepoType::Dataset { "Dataset" } else { "Model" };
                (known.name(), label, *known == kind)
            })))
            (switch("theme", "Colours", Theme::ALL.iter().map(|theme| {
                let label = match theme {
                    Theme::System => "System",
                    Theme::Light => "Light",
                    Theme::Dark => "Dark",
                };
                (theme.name(), label, *theme == options.theme)
            })))
            (switch("width", "Width", Width::ALL.iter().map(|width| {
                let label = match width {
                    Width::Wide => "Wide",
                    Width::Phone => "Phone",
                };
                (width.name(), label, *width == options.width)
            })))
        }
    }
}

/// The kind of repository that the page shows at first.
fn kind(repo_type: Option<RepoType>) -> RepoType {
    match repo_type {
        Some(RepoType::Dataset) => RepoType::Dataset,
        _ => RepoType::Model,
    }
}

fn state_label(state: FormState) -> &'static str {
    match state {
        FormState::SignedOut => "Signed out",
        FormState::Form => "Form",
        FormState::Pending => "Waiting",
        FormState::Rejected => "Rejected",
        FormState::Granted => "Granted",
    }
}

/// One switch: its name, its label, and of each position the word, the label and whether it is on.
fn switch<'o>(
    name: &str,
    label: &str,
    positions: impl Iterator<Item = (&'o str, &'o str, bool)>,
) -> Markup {
    html! {
        fieldset.switch.(name) {
            legend { (label) }
            div.positions {
                @for (word, label, is_on) in positions {
                    label {
                        input type="radio" name=(name) value=(word) autocomplete="off" checked[is_on];
                        span { (label) }
                    }
                }
            }
        }
    }
}
