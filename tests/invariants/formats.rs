//! Every format of any card under any name: whole, with all findings, and with nothing in it that a
//! terminal or a CI system would obey.

#[path = "../formats/log.rs"]
mod log;

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use clap::ValueEnum as _;
use gatecard::{BODY_SEARCHED, CheckOptions, Finding, Safety, Severity, decode};
use gatecard_cli::{Color, Format, LookArgs, Reports};
use log::{Annotation, acts, is_obeyed};
use regex::Regex;
use roxmltree::{Document, Node};
use serde_json::Value;

/// What a card is called where the bytes name none.
const NAME: &str =
    " ::error::x\u{1b}]0;\u{202e}##[group]/%0A,:\"<&'>]]>\n::warning::\u{feff}/README.md";
/// Colours, and links.
static STYLES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\x1b\[[0-9;]*m|\x1b\]8;;[ -~]*\x1b\\").expect("it is an expression")
});

/// What is printed: the format, whether it has colours, whether there are no drawings.
type Kind = (Format, bool, bool);

/// The findings by their rules.
static STATISTICS: LazyLock<Reports> = LazyLock::new(|| reports(&["--statistics"], PLAIN));
/// What the fixes would change.
static DIFFS: LazyLock<Reports> = LazyLock::new(|| reports(&["--diff", "--unsafe-fixes"], PLAIN));

const PLAIN: LookArgs = LookArgs {
    color: Color::Never,
    no_graphics: false,
};

/// All of it that is looked at.
static KINDS: LazyLock<Vec<(Kind, Reports)>> = LazyLock::new(|| {
    let plain = Format::value_variants().iter();
    let plain = plain.map(|format| (*format, false, false));
    let others = [
        (Format::Full, true, false),
        (Format::Full, false, true),
        (Format::Concise, true, false),
    ];
    plain
        .chain(others)
        .map(|kind| (kind, in_format(kind)))
        .collect()
});

fn reports(arguments: &[&str], look: LookArgs) -> Reports {
    Reports::new(arguments, look).expect("there are such arguments")
}

fn in_format((format, has_color, no_graphics): Kind) -> Reports {
    let color = if has_color {
        Color::Always
    } else {
        Color::Never
    };
    let look = LookArgs { color, no_graphics };
    let value = format.to_possible_value().expect("each has a name");
    reports(&["--format", value.get_name()], look)
}

/// See [`super::Check`]. A name can stand before the card, with a zero byte behind it.
pub(crate) fn check(bytes: &[u8]) {
    let (path, bytes) = match bytes.iter().position(|byte| *byte == 0) {
        Some(end) if end > 0 => (path(&bytes[..end]), &bytes[end + 1..]),
        _ => (PathBuf::from(NAME), bytes),
    };
    let decoded = decode(bytes);
    let findings = decoded.card().check(&CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    });
    let proof = Proof {
        path: &path,
        bytes,
        findings: &findings,
    };
    proof.for_people();
    proof.for_programs();
    proof.statistics();
    proof.diff();
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

struct Proof<'p> {
    path: &'p Path,
    bytes: &'p [u8],
    findings: &'p [Finding],
}

impl Proof<'_> {
    fn report(&self, kind: Kind) -> String {
        let mut kinds = KINDS.iter();
        let (_, reports) = kinds.find(|(it, _)| *it == kind).expect("it is known");
        let report = reports.of(self.path, self.bytes);
        let report = String::from_utf8(report.expect("it can be written"));
        report.expect("a report is UTF-8")
    }

    /// A report without colours that holds nothing hostile.
    fn plain(&self, format: Format) -> String {
        let report = self.report((format, false, false));
        self.is_harmless(&report, format);
        report
    }

    fn is_harmless(&self, report: &str, format: Format) {
        let name = self.path.to_string_lossy();
        // The lines of a card keep their tabs.
        let is_shown = |it: char| it == '\t' && format == Format::Full;
        let acting = report.chars().find(|it| acts(*it) && !is_shown(*it));
        assert_eq!(acting, None, "{format:?} of {name:?}: {report:?}");
        if format != Format::Github {
            let obeyed = report.lines().find(|line| is_obeyed(line));
            assert_eq!(obeyed, None, "{format:?} of {name:?}");
        }
    }

    fn for_people(&self) {
        self.plain(Format::Full);
        let concise = self.plain(Format::Concise);
        assert_eq!(concise.lines().count(), self.findings.len(), "{concise:?}");
        for kind in KINDS.iter().map(|(kind, _)| *kind) {
            let (format, has_color, no_graphics) = kind;
            if has_color || no_graphics {
                let report = self.report(kind);
                self.is_harmless(&STYLES.replace_all(&report, ""), format);
            }
        }
    }

    /// The first number of each line is the findings of a rule; below them stands their sum.
    fn statistics(&self) {
        let report = STATISTICS.of(self.path, self.bytes);
        let report = String::from_utf8(report.expect("it can be written"));
        let report = report.expect("a report is UTF-8");
        self.is_harmless(&report, Format::Concise);
        let numbers = report
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        let sum: usize = numbers.filter_map(|it| it.parse::<usize>().ok()).sum();
        assert_eq!(sum, self.findings.len(), "{report}");
    }

    /// A patch, below two lines with the name, that makes of the card what the fixes make of it.
    fn diff(&self) {
        let diff = DIFFS.of(self.path, self.bytes).expect("it can be written");
        if diff.is_empty() {
            return;
        }
        let mut lines = diff.split_inclusive(|byte| *byte == b'\n');
        let names: Vec<&[u8]> = lines.by_ref().take(2).collect();
        for name in &names {
            let name = std::str::from_utf8(name).expect("a name is UTF-8");
            self.is_harmless(name.trim_end_matches('\n'), Format::Concise);
        }
        let hunks = [&b"--- a\n+++ a\n"[..], &lines.collect::<Vec<_>>().concat()].concat();
        let patch = diffy::Patch::from_bytes(&hunks).expect("it is a patch");
        let mended = diffy::apply_bytes(self.bytes, &patch).expect("it fits");
        assert!(mended != self.bytes, "a patch changes something");
        let text = std::str::from_utf8(self.bytes).ok();
        if let Some(text) = text.filter(|text| text.len() < BODY_SEARCHED) {
            let options = CheckOptions {
                pedantic: true,
                ..CheckOptions::default()
            };
            let fixed = gatecard::fix(text, &options, Safety::Unsafe);
            assert_eq!(String::from_utf8_lossy(&mended), fixed.text);
        }
    }

    fn for_programs(&self) {
        self.json();
        self.github();
        let lists = [
            (Format::Sarif, "/runs/0/results", "/message/text"),
            (Format::Gitlab, "", "/description"),
            (Format::Rdjson, "/diagnostics", "/message"),
        ];
        for (format, list, text) in lists {
            let report = json(&self.plain(format));
            let list = report.pointer(list).and_then(Value::as_array);
            let list = list.expect("there is a list").iter();
            let told = list.filter(|it| it.get("suppressions").is_none());
            let texts = told.map(|it| it.pointer(text).and_then(Value::as_str));
            self.messages(texts.map(|it| it.expect("there is a text")), format);
        }
        self.xml(Format::Checkstyle, "error", |_| true);
        self.xml(Format::Junit, "failure", |it| {
            it.severity >= Severity::Warning
        });
    }

    /// Each text begins with the message of its finding. SARIF writes a sign before brackets.
    fn messages<'t>(&self, texts: impl Iterator<Item = &'t str>, format: Format) {
        let texts: Vec<String> = texts.map(|text| text.replace('\\', "")).collect();
        let findings = self.findings.iter();
        let messages = findings.map(|finding| finding.message.replace('\\', ""));
        let same = texts.len() == self.findings.len()
            && (messages.zip(&texts)).all(|(message, text)| text.starts_with(&message));
        assert!(same, "{format:?}: {texts:?} {:?}", self.findings);
    }

    fn json(&self) {
        let report = json(&self.plain(Format::Json));
        let listed = report["findings"].as_array().expect("there is a list");
        let lines = self.plain(Format::JsonLines);
        let lines: Vec<Value> = lines.lines().map(json).collect();
        assert_eq!(*listed, lines);
        assert_eq!(listed.len(), self.findings.len());
        for (finding, listed) in self.findings.iter().zip(listed) {
            assert_eq!(listed["file"], told(self.path));
            assert_eq!(listed["message"], finding.message);
            assert_eq!(listed["path"], finding.path.as_str());
            assert_eq!(listed["range"]["start"]["byte"], finding.span.start);
            assert_eq!(listed["range"]["end"]["byte"], finding.span.end);
            let texts = finding.fix.iter().flat_map(|fix| &fix.edits);
            let texts: Vec<&str> = texts.map(|edit| &*edit.text).collect();
            let edits = listed["fixes"][0]["edits"].as_array();
            let listed = edits.into_iter().flatten().map(|edit| &edit["text"]);
            assert_eq!(listed.collect::<Vec<_>>(), texts);
        }
    }

    /// Each line is the annotation of one finding, the worst first.
    fn github(&self) {
        const LEVELS: [(Severity, &str); 3] = [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Info, "notice"),
        ];
        let report = self.plain(Format::Github);
        let expected = LEVELS.iter().flat_map(|(severity, level)| {
            let findings = self.findings.iter();
            let of_level = findings.filter(move |it| it.severity == *severity);
            of_level.map(move |it| (*level, it.rule.name))
        });
        let expected: Vec<_> = expected
            .map(|(level, rule)| (level.to_owned(), format!("gatecard ({rule})")))
            .collect();
        let annotations: Vec<Annotation> = report
            .lines()
            .map(|line| Annotation::parse(line).expect("it is a command"))
            .collect();
        let said = annotations.iter();
        let said = said.map(|it| (it.level.clone(), it.property("title").to_owned()));
        assert_eq!(said.collect::<Vec<_>>(), expected);
        for annotation in &annotations {
            for (name, _) in &annotation.properties {
                let known = ["title", "file", "line", "endLine", "col", "endColumn"];
                assert!(known.contains(&&**name), "{name}");
            }
        }
    }

    /// XML that is well formed, with an element of that name for each finding.
    fn xml(&self, format: Format, name: &str, is_told: fn(&Finding) -> bool) {
        let report = self.plain(format);
        let document = Document::parse(&report);
        let document = document.unwrap_or_else(|error| panic!("{format:?}: {error}: {report}"));
        let is_element = |node: &Node<'_, '_>| node.has_tag_name(name);
        let elements = document.descendants().filter(is_element).count();
        let told = self.findings.iter().filter(|it| is_told(it)).count();
        assert_eq!(elements, told, "{format:?}: {report}");
    }
}

/// A name in which each byte that is no text is told by its number.
fn told(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(name, "\\x{byte:02x}");
        }
    }
    name
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
