//! Test reports: a suite for each card, in which each finding is a test that failed.
//!
//! The reports keep to the schemas of Ant and of Jenkins at once: what the one demands, even where
//! it is empty, and nothing that the other does not have.

use std::{collections::HashMap, fmt::Write as _, io, path::Path, time::SystemTime};

use gatecard::{Finding, LineIndex};

use super::{Checked, Render, Run};
use crate::escape::{self, in_xml};

/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// A test report.
#[derive(Debug)]
pub(super) struct Junit;

impl Render for Junit {
    fn needs_paths(&self) -> bool {
        true
    }

    /// What stands behind the number and the time of a suite, which are known at the end.
    fn card(&self, card: &Checked<'_>) -> String {
        let mut lines = LineIndex::new(card.text);
        let mut suite = Suite::new(card.name);
        for finding in card.findings {
            let place = lines.position(finding.span.range().start);
            let place = format!("{}:{}", place.line, place.column);
            if card.fail_on.includes(finding.severity) {
                suite.failure(finding, &place);
            } else {
                suite.remark(finding, &place);
            }
        }
        suite.xml()
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        let now = now.trim_end_matches('Z');
        let told: HashMap<&Path, &str> = run.texts.iter().copied().collect();
        let mut cards: Vec<&Path> = run.cards.iter().map(AsRef::as_ref).collect();
        cards.sort_unstable();
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n")?;
        for (number, card) in cards.iter().enumerate() {
            write!(out, "  <testsuite id=\"{number}\" timestamp=\"{now}\" ")?;
            match told.get(card) {
                Some(suite) => out.write_all(suite.as_bytes())?,
                None => out.write_all(Suite::new(&escape::path(card)).xml().as_bytes())?,
            }
        }
        if !run.failures.is_empty() {
            let number = cards.len();
            let suite = Suite::of_failures(&run.failures);
            write!(
                out,
                "  <testsuite id=\"{number}\" timestamp=\"{now}\" {suite}"
            )?;
        }
        out.write_all(b"</testsuites>\n")
    }
}

/// The tests of one card.
struct Suite {
    /// Its name, escaped for XML.
    name: String,
    tests: String,
    failures: usize,
    errors: usize,
    /// What is said besides.
    remarks: String,
}

impl Suite {
    fn new(name: &str) -> Self {
        // A name of blanks alone would be none.
        let name = match name.trim() {
            "" => format!("./{name}"),
            _ => name.to_owned(),
        };
        Self {
            name: in_xml(&name),
            tests: String::new(),
            failures: 0,
            errors: 0,
            remarks: String::new(),
        }
    }

    /// The tests that stand for what went wrong besides.
    fn of_failures(failures: &[&str]) -> String {
        let mut suite = Self::new("gatecard");
        for (number, failure) in failures.iter().enumerate() {
            suite.errors += 1;
            suite.test(
                &format!("failure {}", number + 1),
                "error",
                "failure",
                failure,
                failure,
            );
        }
        suite.xml()
    }

    fn failure(&mut self, finding: &Finding, place: &str) {
        let rule = finding.rule.name;
        let kind = if rule == INTERNAL_ERROR {
            self.errors += 1;
            "error"
        } else {
            self.failures += 1;
            "failure"
        };
        let help = finding.help.as_ref();
        let help = help.map_or(String::new(), |help| format!(" (help: {help})"));
        let text = format!("{}{help}", finding.message);
        let severity = finding.severity.name();
        self.test(
            &format!("{rule} at {place}"),
            kind,
            severity,
            &finding.message,
            &text,
        );
    }

    fn test(&mut self, name: &str, kind: &str, severity: &str, message: &str, text: &str) {
        let suite = &self.name;
        let [message, text] = [message, text].map(in_xml);
        let _ = writeln!(
            self.tests,
            "    <testcase name=\"{name}\" classname=\"{suite}\" time=\"0\">\n      <{kind} type=\"{severity}\" message=\"{message}\">{text}</{kind}>\n    </testcase>"
        );
    }

    /// A finding that does not fail the run is no test that failed.
    fn remark(&mut self, finding: &Finding, place: &str) {
        let (severity, rule) = (finding.severity, finding.rule.name);
        let message = in_xml(&finding.message);
        let _ = writeln!(self.remarks, "{place}: {severity}[{rule}] {message}");
    }

    fn xml(self) -> String {
        let Self {
            name,
            failures,
            errors,
            remarks,
            ..
        } = self;
        let tests = (failures + errors).max(1);
        let cases = if failures + errors > 0 {
            self.tests
        } else {
            format!("    <testcase name=\"gate\" classname=\"{name}\" time=\"0\"/>\n")
        };
        let version = env!("CARGO_PKG_VERSION");
        [
            &format!("name=\"{name}\" package=\"gatecard\" hostname=\"localhost\" "),
            &format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"0\">\n"),
            &format!(
                "    <properties><property name=\"gatecard\" value=\"{version}\"/></properties>\n"
            ),
            &cases,
            &format!("    <system-out>{remarks}</system-out>\n"),
            "    <system-err/>\n  </testsuite>\n",
        ]
        .concat()
    }
}
