//! Buttons that a text tells visitors to press and that the form does not have.

use std::{cell::OnceCell, collections::HashSet};

use crate::{
    context::{Context, is_plain, plain_or_quoted},
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    prose::{Passage, passages, plain_words, pressed, says},
    rule::rule,
    span::Span,
    yaml::ScalarStyle,
};

/// What the button says where the card does not: for automatic and for manual approval.
const DEFAULTS: [&str; 2] = [
    "Agree and access repository",
    "Agree and send request to access repo",
];
const BUTTON_KEY: &str = "extra_gated_button_content";
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
    let Some(form) = Form::of(cx) else {
        return;
    };
    for passage in passages(cx) {
        if passage.path() == YamlPath::top(BUTTON_KEY) {
            continue;
        }
        let mut names = pressed(passage.text);
        names.retain(|name| !form.has(&passage.text[name.clone()]));
        let spans = cx.spans_of_parts(passage.node, &names);
        for (name, span) in names.into_iter().zip(spans) {
            findings.push(form.finding(&passage, &passage.text[name], span));
        }
    }
}

/// What can be pressed on the form.
struct Form<'x, 'c, 'a> {
    cx: &'x Context<'c, 'a>,
    /// The author's own text of the button.
    button: Option<&'c str>,
    /// What the button can say, as plain words.
    buttons: Vec<String>,
    labels: OnceCell<HashSet<String>>,
}

impl<'x, 'c, 'a> Form<'x, 'c, 'a> {
    /// `None` where what the button says is not known.
    fn of(cx: &'x Context<'c, 'a>) -> Option<Self> {
        let button = cx.gate()?.button_content.as_deref().map(str::trim);
        if button.is_none() && cx.gate_source().button_content.is_some() {
            return None;
        }
        let button = button.filter(|button| !button.is_empty());
        let buttons = button.map_or(DEFAULTS.to_vec(), |button| vec![button]);
        Some(Self {
            cx,
            button,
            buttons: buttons.into_iter().map(comparable).collect(),
            labels: OnceCell::new(),
        })
    }

    /// Whether a visitor who looks for `name` finds it.
    fn has(&self, name: &str) -> bool {
        let name = comparable(name);
        let is_part =
            |button: &String| says(button, &name) || (!name.is_ascii() && button.contains(&name));
        self.buttons.contains(&name)
            || self.buttons.iter().all(is_part)
            || ON_THE_PAGE.contains(&&*name)
            || self.labels().contains(&name)
    }

    fn labels(&self) -> &HashSet<String> {
        let fields = || self.cx.fields().map(|(field, _)| comparable(&field.label));
        self.labels.get_or_init(|| fields().collect())
    }

    fn finding(&self, passage: &Passage<'_>, name: &str, span: Span) -> Finding {
        let actual = match self.button {
            Some(button) => quoted(button).to_string(),
            None => format!(
                "`{}`, or `{}` with manual approval",
                DEFAULTS[0], DEFAULTS[1]
            ),
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let finding = Finding::new(
            &UNKNOWN_BUTTON,
            span,
            format!(
                "the {} names a button {} that the form does not have, so visitors look for it in vain: the button says {actual}",
                passage.noun(),
                quoted(&name),
            ),
        )
        .path(passage.path());
        match self.button {
            Some(button) => self.name_real_button(finding, passage, button),
            None => finding
                .help(format!(
                    "name the button so with `{BUTTON_KEY}: {}`, or write `Agree`, with which it begins in both cases",
                    plain_or_quoted(&name)
                ))
                .unsafe_fix(format!("Name the button {}", quoted(&name)), self.add_button(&name)),
        }
    }

    fn name_real_button(&self, finding: Finding, passage: &Passage<'_>, button: &str) -> Finding {
        let finding = match self.cx.gate_source().button_content {
            Some(entry) => finding.related(self.cx.span(entry.value), "the button"),
            None => finding,
        };
        let edits = self.put(passage, finding.span, button);
        finding
            .help(format!("write {}", quoted(button)))
            .unsafe_fix(format!("Write {}", quoted(button)), edits)
    }

    /// The real name in the place of the wrong one, where it needs no other quotes there.
    fn put(&self, passage: &Passage<'_>, span: Span, button: &str) -> Option<Vec<Edit>> {
        let node = self.cx.tree().node(passage.node);
        let (_, style) = node.scalar()?;
        let fits = match style {
            ScalarStyle::Plain => is_plain(button),
            ScalarStyle::SingleQuoted => !button.contains('\''),
            ScalarStyle::DoubleQuoted => !button.contains(['"', '\\']),
            ScalarStyle::Literal | ScalarStyle::Folded => true,
        };
        let stands_there = span != node.span && !button.contains(['\n', '\r']);
        (fits && stands_there).then(|| vec![Edit::replace(span, button)])
    }

    /// The missing entry, behind one of those that are there.
    fn add_button(&self, name: &str) -> Option<Vec<Edit>> {
        let source = self.cx.gate_source();
        let misspelt = |key: &str| key.to_lowercase().contains("button");
        let mut keys = self
            .cx
            .tree()
            .top()
            .iter()
            .filter_map(|entry| self.cx.text(entry.key));
        let entry = source
            .prompt
            .or(source.fields)
            .or(source.description)
            .or(source.heading)?;
        if keys.any(misspelt) {
            return None;
        }
        self.cx
            .add_entry(entry, &format!("{BUTTON_KEY}: {}", plain_or_quoted(name)))
    }
}

/// A text as plain words, with `&` for "and".
fn comparable(text: &str) -> String {
    plain_words(&text.replace('&', " and "))
}
