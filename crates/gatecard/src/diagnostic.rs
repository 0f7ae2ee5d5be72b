//! Findings for programs that report with miette.

use std::fmt;

use miette::{Diagnostic, LabeledSpan};

use crate::finding::{Finding, Severity};

/// A finding with its places, for a report over the text of the card.
///
/// Its texts are not escaped, and miette prints them and the card as they are: for cards from
/// strangers, do as the command does and escape both.
///
/// ```
/// use gatecard::{Card, CheckOptions};
/// use miette::Diagnostic;
///
/// let card = Card::new("---\nextra_gated_promt: Hello\n---\n");
/// let finding = card.check(&CheckOptions::default()).remove(0);
/// assert_eq!(finding.code().map(|code| code.to_string()).as_deref(), Some("unknown-key"));
/// ```
impl Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.rule.name))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Info => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.rule.url()))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let primary = LabeledSpan::new_primary_with_span(text(&self.label), self.span.range());
        let related = self.related.iter();
        let related = related
            .map(move |place| LabeledSpan::new_with_span(text(&place.text), place.span.range()));
        Some(Box::new(std::iter::once(primary).chain(related)))
    }
}
