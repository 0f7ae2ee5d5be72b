//! The gate for people.

use gatecard::{Field, FieldType, Gate, State, yaml::Reader};

use super::{Trouble, View, lost::lost};
use crate::{
    escape::{self, escaped},
    look::Look,
    wrap::wrapped,
};

/// The width of the names on the left.
const NAMES: usize = 12;
/// How many options of a menu are listed; a menu of all languages would fill the screen.
const MAX_OPTIONS: usize = 12;
/// What visitors see of a card without a gate that the Hub can read.
const DEFAULT_FORM: &str =
    "Visitors of a gated repository see the default form, with nothing from this card.";
/// Where a text of the form comes from when the card has none.
const DEFAULT: &str = "(the form's own)";
/// For a part that the form then does without.
const NONE: &str = "(none)";

/// The gate, part by part, in the order of the form.
pub(super) fn page(view: &View<'_>, look: Look) -> String {
    let mut page = Page {
        out: String::new(),
        look,
    };
    let reads = match view.reading.reader() {
        Reader::Hub => "the Hub reads",
        Reader::Python => "the Python clients read",
    };
    let title = format!("{}, as {reads} it", escape::path(view.path));
    page.sentence(&title);
    page.out.push('\n');
    if view.state == State::Missing {
        page.missing(view);
    } else if let Some(error) = &view.error {
        page.refused(view, error);
    }
    if view.state == State::Found {
        match view.gate {
            Some(gate) => page.parts(gate),
            None => page
                .sentence("The card has no gate: it has none of the extra_gated_* keys of a form."),
        }
        page.not_shown(view);
    }
    let is_known = view.state != State::Unread;
    if view.gate.is_none() && view.reading.reader() == Reader::Hub && is_known {
        page.sentence(DEFAULT_FORM);
    }
    page.out
}

struct Page {
    out: String,
    look: Look,
}

impl Page {
    fn sentence(&mut self, sentence: &str) {
        self.out += &wrapped(sentence, self.look.width, "", "");
    }

    fn missing(&mut self, view: &View<'_>) {
        let why = match view.why_missing() {
            Some(why) => format!("line {}: {}", why.line, escaped(&why.message)),
            None => "the card does not begin with a block of YAML between two `---` lines".into(),
        };
        self.sentence(&format!("Front matter missing: {why}."));
    }

    fn refused(&mut self, view: &View<'_>, error: &Trouble) {
        let what = match (view.state, view.reading.reader()) {
            (State::Unread, _) => "Front matter not read",
            (State::Found, _) => "Some values cannot be written as JSON",
            (_, Reader::Hub) => "Front matter invalid: the Hub refuses it",
            (_, Reader::Python) => "Front matter invalid: the Python clients refuse it",
        };
        let (line, column) = (error.line, error.column);
        let message = escaped(&error.message);
        self.sentence(&format!(
            "{what} at line {line}, column {column}: {message}."
        ));
        if view.state == State::Found {
            self.out.push('\n');
        }
    }

    fn parts(&mut self, gate: &Gate<'_>) {
        self.text("Heading", gate.heading.as_deref(), DEFAULT);
        self.text("Description", gate.description.as_deref(), DEFAULT);
        self.text("Prompt", gate.prompt.as_deref(), NONE);
        let mut name = "Fields";
        for field in gate.fields.iter().filter(|field| field.can_be_shown()) {
            let kind = field.field_type.map_or("", FieldType::name);
            self.row(name, &format!("{} ({kind})", escaped(&field.label)));
            self.options(field);
            name = "";
        }
        if !name.is_empty() {
            self.row(name, NONE);
        }
        self.text("Button", gate.button_content.as_deref(), DEFAULT);
        let refused = gate.eu_disallowed == Some(true);
        self.row("EU visitors", if refused { "refused" } else { "allowed" });
    }

    fn row(&mut self, name: &str, value: &str) {
        let head = format!("{name:NAMES$} ");
        let lines = wrapped(value, self.look.width, &head, &" ".repeat(head.len()));
        // Escape sequences have no width, so they come in when the lines are made.
        let (name, rest) = lines.split_at(name.len());
        if !name.is_empty() {
            self.out += &self.look.bold(name);
        }
        self.out += rest;
    }

    /// A text with its own lines, or what the form has instead.
    fn text(&mut self, name: &str, text: Option<&str>, instead: &str) {
        let text = match text {
            None => instead,
            Some(text) if text.trim().is_empty() => "(empty)",
            Some(text) => text.trim_end(),
        };
        for (number, line) in text.lines().enumerate() {
            let name = if number == 0 { name } else { "" };
            self.row(name, &escaped(line).to_string());
        }
    }

    fn options(&mut self, field: &Field<'_>) {
        for option in field.options.iter().take(MAX_OPTIONS) {
            let label = escaped(&option.label);
            if option.label == option.value {
                self.row("", &format!("  - {label}"));
            } else {
                let value = escaped(&option.value);
                self.row("", &format!("  - {label} (answer: {value})"));
            }
        }
        if let Some(more @ 1..) = field.options.len().checked_sub(MAX_OPTIONS) {
            self.row("", &format!("  and {more} more"));
        }
    }

    /// What stands in the card but not on the form.
    fn not_shown(&mut self, view: &View<'_>) {
        let gate = view.reading.gate();
        let lost = lost(view, gate.unwrap_or(&Gate::default()));
        if !lost.is_empty() {
            self.out.push('\n');
            self.sentence("In the card, but not on the form (gatecard check says more):");
        }
        for lost in lost {
            let line = format!("line {}: {}", lost.line, lost.what);
            self.out += &wrapped(&line, self.look.width, "  ", "    ");
        }
        if view.gate.is_none() {
            self.out.push('\n');
        }
    }
}
