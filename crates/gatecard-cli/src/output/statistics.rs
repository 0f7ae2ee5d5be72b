//! How many findings of each rule there are.

use std::{cmp::Reverse, collections::BTreeMap, io};

use gatecard::{Finding, Rule, Severity};

use super::{Checked, Needs, Render, Run};

/// The findings of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RuleCount {
    pub(crate) rule: &'static Rule,
    /// The greatest severity among them.
    pub(crate) severity: Severity,
    pub(crate) findings: usize,
    /// In how many cards.
    pub(crate) cards: usize,
    /// How many of them have a fix.
    pub(crate) fixable: usize,
}

/// Counts by the name of the rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleCounts(BTreeMap<&'static str, RuleCount>);

impl RuleCounts {
    /// The counts of the findings of one card.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            counts.add(RuleCount {
                rule: finding.rule,
                severity: finding.severity,
                findings: 1,
                cards: 0,
                fixable: usize::from(finding.fix.is_some()),
            });
        }
        for count in counts.0.values_mut() {
            count.cards = 1;
        }
        counts
    }

    /// Adds those of another card.
    pub(crate) fn merge(&mut self, other: &Self) {
        other.0.values().for_each(|count| self.add(*count));
    }

    /// Those with the most findings first.
    pub(crate) fn sorted(self) -> Vec<RuleCount> {
        let mut counts: Vec<RuleCount> = self.0.into_values().collect();
        counts.sort_by_key(|count| Reverse(count.findings));
        counts
    }

    fn add(&mut self, more: RuleCount) {
        let count = self.0.entry(more.rule.name).or_insert(RuleCount {
            findings: 0,
            cards: 0,
            fixable: 0,
            ..more
        });
        count.severity = count.severity.max(more.severity);
        count.findings += more.findings;
        count.cards += more.cards;
        count.fixable += more.fixable;
    }
}

/// A table in the place of findings.
#[derive(Debug)]
pub(super) struct Table;

impl Render for Table {
    fn needs(&self) -> Needs {
        Needs {
            statistics: true,
            ..Needs::default()
        }
    }

    fn card(&self, _: &Checked<'_>) -> String {
        String::new()
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(table(&run.statistics).as_bytes())
    }
}

/// A line for each rule: how many findings, its severity and name, in how many cards, how many
/// have a fix.
fn table(counts: &[RuleCount]) -> String {
    let rows: Vec<[String; 5]> = counts.iter().map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max();
    let widths = [0, 1, 2, 3].map(|column| width(column).unwrap_or_default());
    let line = |[findings, severity, rule, cards, fixable]: &[String; 5]| {
        let [a, b, c, d] = widths;
        let line = format!("{findings:>a$}  {severity:<b$}  {rule:<c$}  {cards:<d$}  {fixable}");
        line.trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn row(count: &RuleCount) -> [String; 5] {
    let fixable = match count.fixable {
        0 => String::new(),
        fixable => format!("{fixable} with a fix"),
    };
    [
        count.findings.to_string(),
        count.severity.to_string(),
        count.rule.name.to_owned(),
        format!("in {}", super::counted(count.cards, "card")),
        fixable,
    ]
}
