//! What gatecard says of a card.

use std::{
    error::Error,
    fmt::{self, Write as _},
};

use crate::{
    fix::{Edit, Fix, Safety},
    rule::Rule,
    span::Span,
    text::Quoted,
};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A better way exists.
    Info,
    /// The form works, but not as its author means.
    Warning,
    /// The Hub refuses the card, or part of the form is lost or cannot be filled in.
    Error,
}

impl Severity {
    /// The name on the command line and in every format: `info`, `warning` or `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A place that a finding points to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The bytes.
    pub span: Span,
    /// What is there, in a few words; empty where the message says it.
    pub text: String,
}

/// The way from the top of the YAML block to a value: `extra_gated_fields.Company.options[2]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct YamlPath(String);

impl YamlPath {
    /// The path of a top-level key.
    #[must_use]
    pub fn top(key: &str) -> Self {
        Self::default().key(key)
    }

    /// The path of a key below this one. Keys that hold a dot, a bracket, a quote or a control
    /// character are written as JSON texts in brackets.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        let special = |c: char| matches!(c, '.' | '[' | ']' | '"' | '\\') || c.is_control();
        if key.is_empty() || key.contains(special) {
            let json = crate::yaml::Value::Text(key.to_owned()).to_json();
            let _ = write!(self.0, "[{json}]");
        } else {
            if !self.0.is_empty() {
                self.0.push('.');
            }
            self.0.push_str(key);
        }
        self
    }

    /// The path of an item below this one, counted from 0.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        let _ = write!(self.0, "[{index}]");
        self
    }

    /// The path as a text; empty for the whole card.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for YamlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One message about a card.
///
/// Its texts quote the card, so they have to be escaped on their way to a terminal, a log or a
/// page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that gives it.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, and what is lost by it: one sentence.
    pub message: String,
    /// The place itself.
    pub span: Span,
    /// What is at the place itself, in a few words; empty where the message says it.
    pub label: String,
    /// Further places, such as the first of two equal keys.
    pub related: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// The value that the finding is about.
    pub path: YamlPath,
    /// An exact change that mends it, where one can be right.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding of `rule` at `span`, with the severity of the rule.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            help: None,
            path: YamlPath::default(),
            fix: None,
        }
    }

    /// Says in a few words what is at the place itself.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Points to a further place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Names the value that the finding is about.
    #[must_use]
    pub fn path(mut self, path: YamlPath) -> Self {
        self.path = path;
        self
    }

    /// Adds a change that mends the mistake and cannot change what the card means otherwise.
    #[must_use]
    pub fn safe_fix(self, title: impl Into<String>, edits: Option<Vec<Edit>>) -> Self {
        self.with_fix(Safety::Safe, title, edits)
    }

    /// Adds a change that may not be what the author means.
    #[must_use]
    pub fn unsafe_fix(self, title: impl Into<String>, edits: Option<Vec<Edit>>) -> Self {
        self.with_fix(Safety::Unsafe, title, edits)
    }

    fn with_fix(
        mut self,
        safety: Safety,
        title: impl Into<String>,
        edits: Option<Vec<Edit>>,
    ) -> Self {
        self.fix = edits.map(|edits| Fix {
            title: title.into(),
            safety,
            edits,
        });
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Finding {}

/// A piece of a card for use in a message: in backticks, shortened where it is long.
///
/// ```
/// assert_eq!(gatecard::quoted("Company").to_string(), "`Company`");
/// ```
#[must_use]
pub fn quoted(text: &str) -> Quoted<'_> {
    Quoted(text)
}
