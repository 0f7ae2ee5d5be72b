//! Severities that differ from those of the rules.

use std::{error::Error, fmt};

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
    rules::{INTERNAL_ERROR, RULES},
};

/// Which rules run, and how much their findings matter, where that is not as the rules have it.
///
/// It is a byte for each rule, so it can be copied freely.
///
/// ```
/// use gatecard::{Card, CheckOptions, Severity};
///
/// let mut options = CheckOptions::default();
/// options.severities.set("empty-text", None)?;
/// options.severities.set("unknown-key", Some(Severity::Warning))?;
///
/// let card = Card::new("---\nextra_gated_heading: ''\nextra_gated_promt: Hello\n---\n");
/// let findings = card.check(&options);
/// assert_eq!(findings.len(), 1);
/// assert_eq!(findings[0].severity, Severity::Warning);
/// # Ok::<(), gatecard::RuleError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Severities([Choice; RULES.len()]);

/// What was chosen for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Nothing: all is as the rule has it.
    Own,
    /// It does not run.
    Off,
    /// It runs, and all its findings have this severity.
    On(Severity),
}

impl Severities {
    /// Sets the severity of all findings of a rule; `None` turns the rule off. A rule that is off
    /// by default runs once it has a severity.
    ///
    /// # Errors
    ///
    /// Where there is no such rule, and for `internal-error`, which is about gatecard itself.
    pub fn set(&mut self, rule: &str, severity: Option<Severity>) -> Result<(), RuleError> {
        let known = crate::rules::rule(rule);
        let known = known.ok_or_else(|| RuleError::Unknown(rule.to_owned()))?;
        if *known == INTERNAL_ERROR {
            return Err(RuleError::Fixed(known));
        }
        if let Some(choice) = position(known).and_then(|at| self.0.get_mut(at)) {
            *choice = severity.map_or(Choice::Off, Choice::On);
        }
        Ok(())
    }

    /// What was chosen for a rule.
    pub(crate) fn choice(&self, rule: &Rule) -> Choice {
        let choice = position(rule).and_then(|at| self.0.get(at));
        choice.copied().unwrap_or(Choice::Own)
    }

    /// Gives findings the severity that was chosen for their rule.
    pub(crate) fn give_to<'f>(&self, findings: impl Iterator<Item = &'f mut Finding>) {
        if *self == Self::default() {
            return;
        }
        for finding in findings {
            if let Choice::On(severity) = self.choice(finding.rule) {
                finding.severity = severity;
            }
        }
    }

    /// All rules with what was chosen for them.
    pub(crate) fn choices(&self) -> impl Iterator<Item = (&'static Rule, Choice)> {
        RULES.iter().copied().zip(self.0)
    }
}

impl Default for Severities {
    fn default() -> Self {
        Self([Choice::Own; RULES.len()])
    }
}

impl fmt::Debug for Severities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chosen = self.choices().filter(|(_, choice)| *choice != Choice::Own);
        f.debug_map()
            .entries(chosen.map(|(rule, choice)| (rule.name, choice)))
            .finish()
    }
}

/// Why a severity cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleError {
    /// There is no rule of that name.
    Unknown(String),
    /// The rule is about gatecard itself.
    Fixed(&'static Rule),
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "there is no rule {}", crate::quoted(name)),
            Self::Fixed(rule) => write!(
                f,
                "`{}` is about gatecard itself, so its severity cannot be set",
                rule.name
            ),
        }
    }
}

impl Error for RuleError {}

fn position(rule: &Rule) -> Option<usize> {
    RULES.iter().position(|known| *known == rule)
}

#[cfg(test)]
mod tests {
    use super::{RuleError, Severities};
    use crate::{Card, CheckOptions, RULES, Severity};

    /// A card with a warning, and with advice that is off by default.
    const CARD: &str = "---\nextra_gated_heading: ''\nextra_gated_fields:\n  Country: text\n---\n";

    fn names(options: &CheckOptions) -> Vec<(&'static str, Severity)> {
        let findings = Card::new(CARD).check(options);
        let names = findings
            .iter()
            .map(|finding| (finding.rule.name, finding.severity));
        names.collect()
    }

    #[test]
    fn rules_are_off_or_on_with_a_severity() {
        let mut options = CheckOptions::default();
        assert_eq!(names(&options), [("empty-text", Severity::Warning)]);
        let severities = &mut options.severities;
        severities.set("empty-text", None).expect("a rule");
        let pedantic = severities.set("better-type", Some(Severity::Error));
        pedantic.expect("a rule");
        assert_eq!(names(&options), [("better-type", Severity::Error)]);
        assert_eq!(
            format!("{:?}", options.severities),
            r#"{"empty-text": Off, "better-type": On(Error)}"#
        );
    }

    #[test]
    fn every_rule_but_one_can_be_set() {
        for rule in RULES {
            let mut options = CheckOptions::default();
            let set = options.severities.set(rule.name, Some(Severity::Info));
            if rule.name == "internal-error" {
                assert_eq!(set, Err(RuleError::Fixed(rule)));
                assert_eq!(options.severity(rule), Some(Severity::Error));
                continue;
            }
            assert_eq!(set, Ok(()));
            assert_eq!(options.severity(rule), Some(Severity::Info));
            let off = options.severities.set(rule.name, None);
            assert_eq!((off, options.severity(rule)), (Ok(()), None));
        }
        let unknown = Severities::default().set("unknown-kye", None);
        let unknown = unknown.expect_err("no rule");
        assert_eq!(unknown.to_string(), "there is no rule `unknown-kye`");
    }
}
