//! What a rule is.

use crate::{
    context::Context,
    finding::{Finding, Severity},
    fix::Safety,
};

/// The parts of a card that rules are about, in the order of the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Group {
    /// Whether the card can be read at all.
    Reading,
    /// The keys of the gate and the types of their values.
    Keys,
    /// The fields of the form.
    Fields,
    /// What the texts say.
    Texts,
    /// The comments that silence rules.
    Ignores,
}

impl Group {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 5] = [
        Self::Reading,
        Self::Keys,
        Self::Fields,
        Self::Texts,
        Self::Ignores,
    ];

    /// The name in formats: one word in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Keys => "keys",
            Self::Fields => "fields",
            Self::Texts => "texts",
            Self::Ignores => "ignores",
        }
    }

    /// The heading above its rules in lists.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Reading => "Reading the card",
            Self::Keys => "Keys",
            Self::Fields => "Fields",
            Self::Texts => "Texts",
            Self::Ignores => "Comments that silence rules",
        }
    }
}

/// One thing that gatecard looks for.
///
/// All that is known of it stands together here; help, documentation and every list of rules are
/// made from it.
pub struct Rule {
    /// The name: words in lower case with dashes. Names are never used again for something else.
    pub name: &'static str,
    /// The part of a card that it is about.
    pub group: Group,
    /// How much its findings matter.
    pub severity: Severity,
    /// Whether it is off unless the user asks for pedantry.
    pub pedantic: bool,
    /// The least safe fix that its findings can have; `None` where they never have one.
    pub fix: Option<Safety>,
    /// Where its mistakes keep other rules from seeing what stands in the same place: the least
    /// safe fix that shows what they would see.
    pub(crate) hides_others: Option<Safety>,
    /// Its documentation as the doc comment has it.
    pub(crate) doc_comment: &'static str,
    pub(crate) check: fn(&Context<'_, '_>, &mut Vec<Finding>),
}

impl Rule {
    /// The address of the page about the rule.
    #[must_use]
    pub fn url(&self) -> String {
        let repository = env!("CARGO_PKG_REPOSITORY");
        format!("{repository}/blob/main/docs/rules/{}.md", self.name)
    }

    /// Its documentation in Markdown, under fixed headings.
    #[must_use]
    pub fn doc(&self) -> String {
        let lines = self.doc_comment.lines();
        lines.fold(String::new(), |doc, line| {
            doc + line.strip_prefix(' ').unwrap_or(line) + "\n"
        })
    }

    /// What it finds: the first sentence of its documentation.
    #[must_use]
    pub fn summary(&self) -> String {
        let section = self.section("What it does").unwrap_or_default();
        let words: Vec<&str> = section.split_whitespace().collect();
        let text = words.join(" ");
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        text[..end].to_owned()
    }

    /// What stands under one of the headings of its documentation: `What it does`,
    /// `Why it matters`, `Example`, `Use instead` or `Evidence`.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<String> {
        let doc = self.doc();
        let (_, rest) = doc.split_once(&format!("## {heading}\n"))?;
        let (section, _) = rest.split_once("\n## ").unwrap_or((rest, ""));
        Some(section.trim().to_owned())
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rule").field(&self.name).finish()
    }
}

/// Makes a [`Rule`] whose documentation is its doc comment.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $rule:ident {
            name: $name:literal,
            group: $group:ident,
            severity: $severity:ident,
            $(pedantic: $pedantic:literal,)?
            $(fix: $fix:ident,)?
            $(hides_others: $hides_others:ident,)?
            check: $check:path $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        pub(crate) static $rule: $crate::rule::Rule = $crate::rule::Rule {
            name: $name,
            group: $crate::rule::Group::$group,
            severity: $crate::finding::Severity::$severity,
            pedantic: false $(|| $pedantic)?,
            fix: $crate::rule::rule!(@fix $($fix)?),
            hides_others: $crate::rule::rule!(@fix $($hides_others)?),
            doc_comment: concat!($($doc, "\n"),+),
            check: $check,
        };
    };
    (@fix) => { None };
    (@fix $fix:ident) => { Some($crate::fix::Safety::$fix) };
}
pub(crate) use rule;
