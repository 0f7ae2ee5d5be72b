//! The XML of Checkstyle, which most programs read that show reports of linters.

use std::{fmt::Write as _, io};

use gatecard::LineIndex;

use super::{Checked, Render, Run};
use crate::escape::in_xml;

/// The version of the format that other linters name, too.
const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";

/// XML of Checkstyle.
#[derive(Debug)]
pub(super) struct Checkstyle;

impl Render for Checkstyle {
    fn card(&self, card: &Checked<'_>) -> String {
        let mut lines = LineIndex::new(card.text);
        let mut out = format!("  <file name=\"{}\">\n", in_xml(card.file));
        for finding in card.findings {
            let place = lines.position(finding.span.range().start);
            let _ = writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"gatecard.{}\"/>",
                place.line,
                place.column,
                finding.severity,
                in_xml(&finding.message),
                finding.rule.name
            );
        }
        out + "  </file>\n"
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        run.join([START, "", "</checkstyle>\n"], out)
    }
}
