//! The documentation of a rule for a terminal.

use std::{fmt::Write as _, mem};

use gatecard::Rule;

use super::example;
use crate::{args::LookArgs, look::Look, wrap::wrapped};

/// The heading behind that of the example.
const BEHIND_FINDING: &str = "Use instead";

/// The documentation of a rule for a terminal, with what is found in its example behind that.
pub(super) fn page(rule: &Rule, args: LookArgs) -> String {
    let look = Look::new(args);
    let mut page = Page {
        text: format!("{} ({})\n", look.bold(rule.name), facts(rule)),
        width: look.width,
        paragraph: String::new(),
        is_behind_gap: false,
    };
    let mut in_code = false;
    for line in rule.doc().lines() {
        if line.starts_with("```") {
            page.end_paragraph();
            in_code = !in_code;
        } else if in_code {
            page.line(&format!("      {line}"));
        } else if let Some(heading) = line.strip_prefix("## ") {
            if heading == BEHIND_FINDING {
                page.end_paragraph();
                page.text.push_str(&finding(rule, args, look));
            }
            page.heading(&look.bold(heading));
        } else {
            page.prose(line);
        }
    }
    page.end_paragraph();
    page.text + &format!("\n{}\n", rule.url())
}

/// The facts about a rule on one line.
fn facts(rule: &Rule) -> String {
    let fix = rule
        .fix
        .map_or(String::new(), |safety| format!(", {} fix", safety.name()));
    let pedantic = if rule.pedantic {
        ", only with --pedantic"
    } else {
        ""
    };
    format!("{}, {}{fix}{pedantic}", rule.severity, rule.group.name())
}

/// What is found in the example of a rule, below a heading.
fn finding(rule: &Rule, args: LookArgs, look: Look) -> String {
    let reports = example::reports(rule, args);
    if reports.is_empty() {
        return String::new();
    }
    format!("\n{}\n\n{}\n", look.bold("Finding"), reports.trim_end())
}

/// A page that is being written.
struct Page {
    text: String,
    /// In columns.
    width: usize,
    /// The words of the paragraph, or of the item of a list, that has not ended.
    paragraph: String,
    /// Whether a blank line comes first, if more comes below this heading.
    is_behind_gap: bool,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        self.end_paragraph();
        self.is_behind_gap = false;
        let _ = writeln!(self.text, "\n{heading}");
    }

    /// A line of a paragraph, of a list, or between them.
    fn prose(&mut self, line: &str) {
        let is_item = line.starts_with("* ") || line.starts_with("- ");
        if is_item || line.is_empty() {
            self.end_paragraph();
        }
        self.is_behind_gap |= line.is_empty();
        if !line.is_empty() {
            self.paragraph.push_str(line);
            self.paragraph.push(' ');
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let is_item = paragraph.starts_with("* ") || paragraph.starts_with("- ");
        let others = if is_item { "    " } else { "  " };
        let lines = wrapped(&paragraph, self.width, "  ", others);
        self.line(lines.trim_end());
    }

    fn line(&mut self, line: &str) {
        if mem::take(&mut self.is_behind_gap) {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{line}");
    }
}
