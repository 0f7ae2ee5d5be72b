//! What a finding is known by when lines move. docs/fingerprint.md describes it.

use std::{collections::HashMap, fmt::Write as _};

use gatecard::{Finding, Ignored};
use sha2::{Digest, Sha256};

/// The fingerprints of a card's findings, in their order, and then of those that comments silence:
/// SHA-256, in hexadecimal.
///
/// `path` is the card's path within its repository. All are counted together, so that the
/// fingerprints of the others stay when one of them is silenced.
pub(crate) fn fingerprints(
    path: &str,
    text: &str,
    findings: &[Finding],
    ignored: &[Ignored],
) -> Vec<String> {
    let silenced = ignored.iter().map(|ignored| &ignored.finding);
    let all = findings.iter().chain(silenced).enumerate();
    let mut all: Vec<(usize, &Finding)> = all.collect();
    all.sort_by_key(|(_, finding)| finding.span);
    let mut equal: HashMap<String, usize> = HashMap::new();
    let mut fingerprints = vec![String::new(); all.len()];
    for (index, finding) in all {
        let identity = identity(path, text, finding);
        let occurrence = equal.get(&identity).copied().unwrap_or_default();
        if let Some(place) = fingerprints.get_mut(index) {
            *place = digest(&identity, occurrence);
        }
        equal.insert(identity, occurrence + 1);
    }
    fingerprints
}

/// What a finding is known by in a report on several repositories at once, where two cards can have
/// the same path within their own: `path` is the one in the report.
pub(crate) fn within_report(path: &str, fingerprint: &str) -> String {
    hexadecimal(&format!("{path}\0{fingerprint}"))
}

/// What of a finding does not change when lines move: rule, path, YAML path and value.
fn identity(path: &str, text: &str, finding: &Finding) -> String {
    let value = finding.span.slice(text).split_ascii_whitespace();
    let value: Vec<&str> = value.collect();
    let parts = [
        finding.rule.name,
        path,
        finding.path.as_str(),
        &value.join(" "),
    ];
    parts.join("\0")
}

fn digest(identity: &str, occurrence: usize) -> String {
    hexadecimal(&format!("{identity}\0{occurrence}"))
}

/// The SHA-256 of a text.
fn hexadecimal(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use gatecard::{Card, CheckOptions};

    use super::fingerprints;

    fn of(path: &str, card: &str) -> Vec<String> {
        let checked = Card::new(card).check_all(&CheckOptions::default());
        let mut marks = fingerprints(path, card, &checked.findings, &checked.ignored);
        marks.truncate(checked.findings.len());
        marks
    }

    /// Pinned: a change here makes every baseline stale.
    #[test]
    fn fingerprints_stay_the_same_for_ever() {
        let card = "---\nextra_gated_promt: Hello\nextra_gated_heading: ''\n---\n";
        assert_eq!(
            of("docs/README.md", card),
            [
                // printf 'unknown-key\0docs/README.md\0extra_gated_promt\0extra_gated_promt\0%d' 0 | sha256sum
                "a1481c79a5fd90735c826eff5ca7b0c750b7ed079d36d5b6f8cabd2f77c760cc",
                // printf 'empty-text\0docs/README.md\0extra_gated_heading\0extra_gated_heading: '"''"'\0%d' 0 | sha256sum
                "1f3032f3241d76dc309b403e6060196a6eb4fcc0e7627420ec05f019e05f3189",
            ]
        );
    }

    #[test]
    fn lines_indentation_and_line_ends_do_not_matter() {
        let card = "---\nextra_gated_fields:\n  Company: strange\n---\n";
        let moved =
            "---\nlicense: mit\n# note\nextra_gated_fields:\n\n    Company:   strange\n---\n";
        assert_eq!(of("README.md", card), of("README.md", moved));
        assert_eq!(
            of("README.md", card),
            of("README.md", &moved.replace('\n', "\r\n"))
        );
        assert_ne!(of("README.md", card), of("a/README.md", card));
        assert_ne!(
            of("README.md", card),
            of("README.md", &card.replace("strange", "odd"))
        );
    }

    #[test]
    fn equal_findings_are_told_apart_and_comments_change_none_of_them() {
        let card = "---\nextra_gated_prompt: |\n  <script>a</script>\n  <script>a</script>\nextra_gated_description: '<script>a</script>'\n---\n";
        let all = of("README.md", card);
        let distinct: std::collections::HashSet<&String> = all.iter().collect();
        assert!(all.len() > 2 && distinct.len() == all.len(), "{all:?}");
        let ignore = "extra_gated_description: # gatecard: ignore[removed-html]\n ";
        let left = of(
            "README.md",
            &card.replace("extra_gated_description:", ignore),
        );
        assert!(left.len() < all.len() && left.iter().all(|one| all.contains(one)));
    }
}
