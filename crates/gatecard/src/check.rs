//! Running the rules over a card.

mod hidden;

use std::{
    panic::{self, AssertUnwindSafe},
    sync::LazyLock,
};

use memchr::{memchr2, memmem::Finder};

use crate::{
    card::{Card, RepoType},
    context::Context,
    decode::Damage,
    finding::{Finding, Severity},
    ignore::{self, Checked},
    rule::Rule,
    rules::{INTERNAL_ERROR, meant_block},
    severities::{Choice, Severities},
    span::Span,
    yaml::Reader,
};

/// How to check a card.
///
/// Options are added in any version, so write `..CheckOptions::default()` behind those you set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// Whether rules run that are off by default.
    pub pedantic: bool,
    /// The kind of repository, where it is known; otherwise it is guessed from the metadata.
    pub repo_type: Option<RepoType>,
    /// The rules that are off, or have another severity than their own.
    pub severities: Severities,
}

impl CheckOptions {
    /// The severity that the findings of a rule have; `None` where the rule does not run. Where
    /// none was set, single findings may have another one than their rule.
    #[must_use]
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.chosen(rule, self.severities.choice(rule))
    }

    /// Whether a rule runs.
    #[must_use]
    pub fn runs(&self, rule: &Rule) -> bool {
        self.severity(rule).is_some()
    }

    fn chosen(&self, rule: &Rule, choice: Choice) -> Option<Severity> {
        match choice {
            Choice::Own if rule.pedantic && !self.pedantic => None,
            Choice::Own => Some(rule.severity),
            Choice::Off => None,
            Choice::On(severity) => Some(severity),
        }
    }
}

/// How much of the text behind the YAML block is searched for a gate that went astray. The blocks
/// that real cards have lost stand within the first screens; searching all of a body of several
/// megabytes would take longer than everything else.
pub const BODY_SEARCHED: usize = 64 * 1024;

impl Card<'_> {
    /// Everything that is wrong with the gate of the card, in the order of the card, without what
    /// comments in it silence.
    ///
    /// ```
    /// use gatecard::{Card, CheckOptions};
    ///
    /// let card = Card::new("---\nextra_gated_fields:\n  Company: string\n---\n");
    /// let findings = card.check(&CheckOptions::default());
    /// assert_eq!(findings.len(), 1);
    /// assert_eq!(findings[0].rule.name, "unknown-type");
    /// ```
    #[must_use]
    pub fn check(&self, options: &CheckOptions) -> Vec<Finding> {
        self.check_all(options).findings
    }

    /// The same, with the findings that comments in the card silence beside the others.
    ///
    /// ```
    /// use gatecard::{Card, CheckOptions};
    ///
    /// let card = "---\nextra_gated_heading: '' # gatecard: ignore[empty-text] meant so\n---\n";
    /// let checked = Card::new(card).check_all(&CheckOptions::default());
    /// assert_eq!(checked.findings, []);
    /// assert_eq!(checked.ignored[0].finding.rule.name, "empty-text");
    /// assert_eq!(checked.ignored[0].reason, "meant so");
    /// ```
    #[must_use]
    pub fn check_all(&self, options: &CheckOptions) -> Checked {
        self.check_rounds(options, hidden::MAX_ROUNDS)
    }

    /// What is wrong with the card as it stands, without what lies hidden behind that.
    pub(crate) fn check_as_it_stands(&self, options: &CheckOptions) -> Vec<Finding> {
        self.check_rounds(options, 0).findings
    }

    /// What comes to light in that many rounds of mending.
    fn check_rounds(&self, options: &CheckOptions, rounds: usize) -> Checked {
        if !self.may_have_gate() {
            return Checked::default();
        }
        let findings = hidden::findings(self, *options, rounds);
        let mut checked = ignore::silence(self, *options, findings);
        let ignored = checked.ignored.iter_mut().map(|it| &mut it.finding);
        let all = checked.findings.iter_mut().chain(ignored);
        options.severities.give_to(all);
        checked.findings.sort_by_key(|finding| finding.span);
        checked.ignored.sort_by_key(|ignored| ignored.finding.span);
        checked
    }

    /// Whether the card mentions a gate at all, so that parsing it is worth the while. A card
    /// for which this is false has no findings.
    #[must_use]
    pub fn may_have_gate(&self) -> bool {
        self.damage() == Some(Damage::Utf16)
            || mentions_gate(&self.text().as_bytes()[..self.body().range().start])
            || self.body_has_gate_key()
    }
}

/// What the rules find in a card as it stands, and in the block that was meant to be its front
/// matter.
fn look(card: &Card<'_>, options: CheckOptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    let context = Context::new(card, options.repo_type);
    run(&context, options, &mut findings);
    if let Some((block, is_closed)) = meant_block(&context) {
        let card = Card::new(card.text()).with_block(block);
        if is_closed || card.reading(Reader::Hub).errors().is_empty() {
            let context = Context::new(&card, options.repo_type);
            run(&context, options, &mut findings);
        }
    }
    findings
}

/// Runs the rules over a card.
fn run(context: &Context<'_, '_>, options: CheckOptions, findings: &mut Vec<Finding>) {
    for (rule, choice) in options.severities.choices() {
        if options.chosen(rule, choice).is_some() {
            run_one(rule, context, findings);
        }
    }
}

/// Runs a rule over a card. A panic in it is a finding, so that the others go on.
fn run_one(rule: &Rule, context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let before = findings.len();
    let checked = panic::catch_unwind(AssertUnwindSafe(|| (rule.check)(context, findings)));
    if checked.is_err() {
        findings.truncate(before);
        let message = format!(
            "gatecard could not finish the rule `{}` on this card: a mistake in gatecard, not in the card",
            rule.name
        );
        findings.push(Finding::new(&INTERNAL_ERROR, Span::default(), message));
    }
}

/// Pieces of which every key has one that could be meant for a gate. They are made ready once for
/// all cards.
static PIECES: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["gate", "xtra"].map(Finder::new));

/// The same in capitals.
static CAPITALS: LazyLock<[Finder<'static>; 3]> =
    LazyLock::new(|| ["Gate", "GATE", "XTRA"].map(Finder::new));

/// Whether a text holds anything that a gate key could be meant by, misspelt ones included.
fn mentions_gate(text: &[u8]) -> bool {
    let has = |piece: &Finder<'_>| piece.find(text).is_some();
    PIECES.iter().any(has) || (memchr2(b'G', b'X', text).is_some() && CAPITALS.iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::{Card, Context, Finding, INTERNAL_ERROR, Span, run_one};
    use crate::rule::{Rule, rule};

    rule! {
        /// Finds one thing, then fails.
        FAILS {
            name: "fails",
            group: Texts,
            severity: Error,
            check: fail,
        }
    }

    rule! {
        /// Finds one thing.
        GOES_ON {
            name: "goes-on",
            group: Texts,
            severity: Error,
            check: find,
        }
    }

    fn find(_: &Context<'_, '_>, findings: &mut Vec<Finding>) {
        findings.push(Finding::new(&GOES_ON, Span::default(), "found"));
    }

    fn fail(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
        find(cx, findings);
        panic!("this is to be seen");
    }

    #[test]
    fn a_rule_that_panics_is_a_finding_and_the_others_go_on() {
        let card = Card::new("---\nextra_gated_prompt: You agree.\n---\n");
        let context = Context::new(&card, None);
        let mut findings = Vec::new();
        for rule in [&GOES_ON, &FAILS, &GOES_ON] {
            run_one(rule, &context, &mut findings);
        }
        let rules: Vec<&Rule> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [&GOES_ON, &INTERNAL_ERROR, &GOES_ON]);
        assert!(
            findings[1].message.contains("the rule `fails`"),
            "{}",
            findings[1].message
        );
    }
}
