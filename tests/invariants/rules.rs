//! What the rules say of any card: places that exist, once each, in the order of the card.

use gatecard::{
    Card, CheckOptions, Decoded, Finding, LineIndex, RULES, RepoType, Severity, State, decode,
    yaml::Reader,
};

/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// See [`super::Check`].
pub(crate) fn check(bytes: &[u8]) {
    let decoded = decode(bytes);
    for options in all_options() {
        findings(&decoded, &options);
    }
    line_ends(&decoded);
    refusal(&decoded);
}

/// Pedantic for each kind of repository, and with a severity set for every rule.
fn all_options() -> Vec<CheckOptions> {
    let pedantic = CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    };
    let repo_types = [
        None,
        Some(RepoType::Model),
        Some(RepoType::Dataset),
        Some(RepoType::Space),
    ];
    let mut all: Vec<CheckOptions> = repo_types
        .map(|repo_type| CheckOptions {
            repo_type,
            ..pedantic
        })
        .into();
    let mut chosen = CheckOptions::default();
    for rule in RULES.iter().filter(|rule| rule.name != INTERNAL_ERROR) {
        let set = chosen.severities.set(rule.name, Some(Severity::Info));
        set.expect("there is such a rule");
    }
    all.push(chosen);
    all
}

fn findings(decoded: &Decoded<'_>, options: &CheckOptions) {
    let text: &str = &decoded.text;
    let card = decoded.card();
    let checked = card.check_all(options);
    assert_eq!(card.check(options), checked.findings, "{text:?}");
    assert_eq!(decoded.card().check_all(options), checked, "{text:?}");
    assert!(
        card.may_have_gate() || checked.findings.is_empty(),
        "{text:?}"
    );
    let ignored = checked.ignored.iter().map(|ignored| &ignored.finding);
    for finding in checked.findings.iter().chain(ignored) {
        assert_ne!(finding.rule.name, INTERNAL_ERROR, "{finding:?} {text:?}");
        assert!(
            options.runs(finding.rule) && RULES.contains(&finding.rule),
            "{finding:?}"
        );
        self::finding(text, finding);
    }
    assert!(checked.findings.is_sorted_by_key(|it| it.span), "{text:?}");
    assert!(
        checked.ignored.is_sorted_by_key(|it| it.finding.span),
        "{text:?}"
    );
    for ignored in &checked.ignored {
        let comment = ignored.comment.slice(text);
        assert!(
            comment.starts_with('#') && comment.contains("gatecard"),
            "{comment:?} {text:?}"
        );
        assert!(comment.contains(&ignored.reason), "{ignored:?}");
    }
    positions(text, &checked.findings);
}

/// The places of a finding and of its fix are in the text, and its words are there.
fn finding(text: &str, finding: &Finding) {
    let related = finding.related.iter().map(|label| label.span);
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    let edits = edits.map(|edit| edit.span);
    for span in related.chain([finding.span]).chain(edits) {
        assert!(
            text.get(span.range()).is_some(),
            "{span:?} of {finding:?} {text:?}"
        );
    }
    assert!(
        !finding.message.is_empty() && !finding.message.ends_with('.'),
        "{finding:?}"
    );
    let Some(fix) = &finding.fix else { return };
    let mut spans: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
    spans.sort();
    assert!(
        !spans.is_empty() && spans.is_sorted_by(|a, b| a.end <= b.start),
        "{fix:?} {text:?}"
    );
    assert!(
        finding
            .rule
            .fix
            .is_some_and(|declared| fix.safety <= declared),
        "{finding:?}"
    );
}

/// Lines and columns, counted the plain way.
fn positions(text: &str, findings: &[Finding]) {
    let mut lines = LineIndex::new(text);
    for offset in findings
        .iter()
        .flat_map(|it| [it.span.range().start, it.span.range().end])
    {
        let place = lines.position(offset);
        // A line feed behind a return belongs to the end of the line before.
        let within_end = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
        let before = &text[..offset - usize::from(within_end)];
        let before = before.replace("\r\n", "\n").replace('\r', "\n");
        let line = before.matches('\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        let column = last.chars().count() + 1 + usize::from(within_end);
        assert_eq!(
            (place.line, place.column),
            (line, column),
            "{offset} {text:?}"
        );
    }
}

/// The same is found with Windows line ends. Only of those can the Hub's expression take a half
/// between two fences, as two lines are once what cannot be seen before the dashes is mended.
fn line_ends(decoded: &Decoded<'_>) {
    let text: &str = &decoded.text;
    let is_seen = |line: &str| line.find(|c: char| c.is_ascii_graphic());
    let fences = text
        .lines()
        .map(|line| is_seen(line).is_some_and(|at| line[at..].starts_with("---")));
    let fences: Vec<bool> = fences.collect();
    let has_two_fences = fences.windows(2).any(|pair| pair == [true, true]);
    if decoded.damage.is_some() || text.contains('\r') || has_two_fences {
        return;
    }
    let windows = text.replace('\n', "\r\n");
    let options = CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    };
    let rules = |text: &str| -> Vec<&str> {
        let findings = Card::new(text).check(&options);
        let mut rules: Vec<&str> = findings.iter().map(|it| it.rule.name).collect();
        rules.sort_unstable();
        rules
    };
    assert_eq!(rules(&windows), rules(text), "with CRLF {text:?}");
}

/// A card with a gate that the Hub reads and the Python clients refuse is not passed over.
fn refusal(decoded: &Decoded<'_>) {
    let card = decoded.card();
    let state = |reader| card.reading(reader).state();
    let refused = state(Reader::Hub) == State::Found && state(Reader::Python) == State::Invalid;
    if refused && card.reading(Reader::Hub).gate().is_some() {
        let checked = card.check_all(&CheckOptions::default());
        let told = !checked.findings.is_empty() || !checked.ignored.is_empty();
        let error = card.reading(Reader::Python).error();
        assert!(told, "{error:?} {:?}", decoded.text);
    }
}
