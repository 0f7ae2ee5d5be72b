//! What can be pressed on the form.

use std::{cell::OnceCell, collections::HashSet};

use super::{plain_words, says};
use crate::{
    context::Context,
    finding::quoted,
    gate::{Meaning, meaning},
};

pub(crate) const BUTTON_KEY: &str = "extra_gated_button_content";

/// What the button says where the card does not: for automatic and for manual approval.
const DEFAULTS: [&str; 2] = [
    "Agree and access repository",
    "Agree and send request to access repo",
];
/// Other things on the page that can be pressed.
const ON_THE_PAGE: &[&str] = &[
    "community",
    "expand to review and access",
    "files",
    "files and versions",
    "follow",
    "here",
    "like",
    "log in",
    "log in or sign up",
    "login",
    "settings",
    "sign in",
    "sign up",
    "this",
    "use this dataset",
    "use this model",
];

/// The button of the form, and what else can be pressed.
pub(crate) struct OnForm<'x, 'c, 'a> {
    cx: &'x Context<'c, 'a>,
    /// The author's own text of the button.
    pub(crate) own: Option<&'c str>,
    /// What the button can say, as plain words.
    buttons: Vec<String>,
    labels: OnceCell<HashSet<String>>,
}

impl<'x, 'c, 'a> OnForm<'x, 'c, 'a> {
    /// `None` where what the button says is not known.
    pub(crate) fn new(cx: &'x Context<'c, 'a>) -> Option<Self> {
        let own = cx.gate()?.button_content.as_deref().map(str::trim);
        let unread = cx.gate_source().button_content.is_some() || has_misspelt_key(cx);
        if own.is_none() && unread {
            return None;
        }
        let own = own.filter(|text| !text.is_empty());
        let buttons = own.map_or(DEFAULTS.to_vec(), |text| vec![text]);
        Some(Self {
            cx,
            own,
            buttons: buttons.into_iter().map(comparable).collect(),
            labels: OnceCell::new(),
        })
    }

    /// Whether a visitor who looks for `name` finds it: the whole text or words of it, in every
    /// text that the button can have.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = comparable(name);
        let is_part =
            |button: &String| says(button, &name) || (!name.is_ascii() && button.contains(&name));
        self.buttons.contains(&name)
            || self.buttons.iter().all(is_part)
            || self.begins_default(&name)
            || ON_THE_PAGE.contains(&&*name)
            || self.labels().contains(&name)
    }

    /// Whether a default text begins with `name`, which has two words or more.
    fn begins_default(&self, name: &str) -> bool {
        let begins = |button: &String| {
            let rest = button.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(' '))
        };
        self.own.is_none() && name.contains(' ') && self.buttons.iter().any(begins)
    }

    fn labels(&self) -> &HashSet<String> {
        let fields = || self.cx.fields().map(|(field, _)| comparable(&field.label));
        self.labels.get_or_init(|| fields().collect())
    }

    /// What the button says, for a message.
    pub(crate) fn words(&self) -> String {
        let [automatic, manual] = DEFAULTS;
        self.own.map_or_else(
            || format!("`{automatic}`, or `{manual}` with manual approval"),
            |text| quoted(text).to_string(),
        )
    }
}

/// Whether a misspelt key is meant to hold the text of the button.
fn has_misspelt_key(cx: &Context<'_, '_>) -> bool {
    let mut keys = cx
        .tree()
        .top()
        .iter()
        .filter_map(|entry| cx.text(entry.key));
    keys.any(|key| match meaning(key) {
        Some(Meaning::Evident(known) | Meaning::Likely(known)) => known == BUTTON_KEY,
        Some(Meaning::Unknown) | None => false,
    })
}

/// A text as plain words, with `&` for "and".
fn comparable(text: &str) -> String {
    plain_words(&text.replace('&', " and "))
}
