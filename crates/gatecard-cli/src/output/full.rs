//! Reports for people, drawn or told by miette.

use std::{collections::BTreeMap, error::Error, fmt, fmt::Write as _, io, sync::OnceLock};

use gatecard::{Finding, LineIndex, Safety, Severity, Span};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NarratableReportHandler,
    SourceCode, ThemeCharacters, ThemeStyles,
};
use textwrap::{WordSeparator, WordSplitter};

use super::{Checked, Render, Run, counted};
use crate::{
    args::LookArgs,
    config::Problem,
    escape::escaped,
    excerpt::{Cut, Excerpt},
    look::Look,
    wrap::wrapped,
};

/// How many reports a card gets. Nobody reads more of them, and a card made to annoy could have a
/// hundred thousand.
const MAX_REPORTS: usize = 100;
/// What stands in the place of a rule for mistakes in a configuration.
const CONFIGURATION: &str = "configuration";
/// The columns of a line of a card that a narrated report reads out.
const NARRATED_WIDTH: usize = 1000;

/// Reports.
#[derive(Debug)]
pub(super) struct Reports {
    look: LookArgs,
    /// What they look like is asked for when there is one: most cards are right.
    full: OnceLock<Full>,
}

impl Reports {
    /// Reports that look as the user wants.
    pub(super) fn new(look: LookArgs) -> Self {
        let full = OnceLock::new();
        Self { look, full }
    }
}

impl Render for Reports {
    fn card(&self, card: &Checked<'_>) -> String {
        let full = self.full.get_or_init(|| Full::new(Look::new(self.look)));
        full.card(card)
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        run.join(["", "\n", ""], out)
    }
}

/// Writes reports.
#[derive(Debug)]
pub(super) struct Full {
    look: Look,
    drawn: GraphicalReportHandler,
    told: NarratableReportHandler,
}

impl Full {
    /// A writer of reports of that look.
    pub(super) fn new(look: Look) -> Self {
        let theme = GraphicalTheme {
            characters: if look.unicode {
                ThemeCharacters::unicode()
            } else {
                ThemeCharacters::ascii()
            },
            styles: if look.color {
                ThemeStyles::ansi()
            } else {
                ThemeStyles::none()
            },
        };
        let drawn = GraphicalReportHandler::new_themed(theme)
            .with_width(look.width)
            .with_urls(look.links)
            .with_link_display_text("(more)")
            // Keys and labels in messages are copied: a break at their dashes would split them.
            .with_word_separator(WordSeparator::AsciiSpace)
            .with_word_splitter(WordSplitter::NoHyphenation)
            .without_syntax_highlighting();
        Self {
            look,
            drawn,
            told: NarratableReportHandler::new(),
        }
    }

    /// The reports of a card.
    fn card(&self, card: &Checked<'_>) -> String {
        let mut lines = LineIndex::new(card.text);
        let mut out = String::new();
        let (shown, left) = card.findings.split_at(card.findings.len().min(MAX_REPORTS));
        for (number, finding) in shown.iter().enumerate() {
            if number > 0 {
                out.push('\n');
            }
            let excerpt = Excerpt::new(card.name, &mut lines, finding, self.cut());
            let report = Report {
                code: finding.rule.name,
                severity: finding.severity,
                message: &finding.message,
                help: finding.help.as_deref(),
                url: Some(finding.rule.url()),
                excerpt,
                is_legible: card.is_legible,
                drawn: self.look.graphics,
            };
            self.report(&mut out, &report);
            let indent = if self.look.graphics { "  " } else { "" };
            out.push_str(&self.fix(finding, indent));
            if self.look.graphics && !self.look.links {
                // An address would be longer than most lines, and this works offline.
                let _ = writeln!(out, "  more: gatecard rule {}", finding.rule.name);
            }
        }
        out + &more(card.name, left)
    }

    /// The report of a mistake in a configuration.
    pub(super) fn problem(
        &self,
        name: &str,
        lines: &mut LineIndex<'_>,
        problem: &Problem,
    ) -> String {
        let span = Span::new(problem.range.start, problem.range.end);
        let place = std::iter::once((span, ""));
        let mut out = String::new();
        self.report(
            &mut out,
            &Report {
                code: CONFIGURATION,
                severity: Severity::Error,
                message: &problem.message,
                help: problem.help.as_deref(),
                url: None,
                excerpt: Excerpt::around(name, lines, place, self.cut()),
                is_legible: true,
                drawn: self.look.graphics,
            },
        );
        out
    }

    fn report(&self, out: &mut String, report: &Report<'_>) {
        // Writing to a string cannot fail, and a label that does not fit is left out.
        let _ = if self.look.graphics {
            self.drawn.render_report(out, report)
        } else {
            self.told.render_report(out, report)
        };
    }

    /// What a fix would do, and how to have it done.
    fn fix(&self, finding: &Finding, indent: &str) -> String {
        let Some(fix) = &finding.fix else {
            return String::new();
        };
        let flags = match fix.safety {
            Safety::Safe => "--fix",
            Safety::Unsafe => "--fix --unsafe-fixes",
        };
        let text = format!("{} ({flags})", escaped(&fix.title));
        let first = format!("{indent}fix: ");
        wrapped(&text, self.cut().width, &first, &" ".repeat(first.len()))
    }

    fn cut(&self) -> Cut {
        Cut {
            width: if self.look.graphics {
                self.look.width
            } else {
                NARRATED_WIDTH
            },
            framed: self.look.graphics,
            mark: if self.look.unicode { "…" } else { "..." },
        }
    }
}

/// What was left out, by rule.
fn more(name: &str, left: &[Finding]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in left {
        *rules.entry(finding.rule.name).or_default() += 1;
    }
    let rules: Vec<String> = rules
        .iter()
        .map(|(rule, count)| format!("{rule} {count}"))
        .collect();
    format!(
        "\n{} more in {name} ({}); --format concise prints all\n",
        counted(left.len(), "finding"),
        rules.join(", ")
    )
}

/// A finding or a mistake as miette wants it, with every text escaped.
#[derive(Debug)]
struct Report<'f> {
    /// The name of the rule.
    code: &'f str,
    severity: Severity,
    message: &'f str,
    help: Option<&'f str>,
    url: Option<String>,
    excerpt: Excerpt,
    is_legible: bool,
    drawn: bool,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = escaped(self.message);
        match self.excerpt.place() {
            // Where no line is drawn, the words have to say which card it is.
            Some(place) if !self.drawn || !self.is_legible => write!(f, "{place}: {message}"),
            _ => write!(f, "{message}"),
        }
    }
}

impl Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(if self.drawn {
            Box::new(format!("{}[{}]", self.severity, self.code))
        } else {
            Box::new(self.code)
        })
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Info => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(escaped(self.help?)))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.url.as_deref()?))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.is_legible.then_some(&self.excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if !self.is_legible {
            return None;
        }
        let marks = self.excerpt.marks.iter().enumerate();
        Some(Box::new(marks.map(|(number, mark)| {
            let text = escaped(&mark.text).to_string();
            let text = (!text.is_empty()).then_some(text);
            if number == 0 {
                LabeledSpan::new_primary_with_span(text, mark.range.clone())
            } else {
                LabeledSpan::new_with_span(text, mark.range.clone())
            }
        })))
    }
}
