//! "This model" in the card of a dataset, and the other way round.

use crate::{
    card::RepoType,
    context::Context,
    finding::{Finding, YamlPath},
    rule::rule,
    yaml::NodeId,
};

rule! {
    /// ## What it does
    /// Finds texts and labels that say "this model" in the card of a dataset without naming any
    /// data, and ones that say "this dataset" in the card of a model without naming a model.
    ///
    /// ## Why it matters
    /// The text was copied from another card. Visitors agree to terms about something that the
    /// repository does not hold.
    ///
    /// ## Example
    /// ```yaml
    /// pretty_name: Amber
    /// extra_gated_fields:
    ///   I will use this model for research only: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// pretty_name: Amber
    /// extra_gated_fields:
    ///   I will use this dataset for research only: checkbox
    /// ```
    ///
    /// ## Evidence
    /// Seen in real cards. The kind of repository is taken from the other keys of the card where
    /// it is not given.
    WRONG_KIND {
        name: "wrong-kind",
        group: Texts,
        severity: Info,
        pedantic: true,
        fix: Unsafe,
        check: check,
    }
}

/// The words to look for and to write.
struct Words {
    said: [&'static str; 2],
    meant: [&'static str; 2],
    /// Words that show that the text is about the right kind after all.
    allowed: &'static [&'static str],
}

const IN_DATASET: Words = Words {
    said: ["this model", "This model"],
    meant: ["this dataset", "This dataset"],
    allowed: &["data", "corpus"],
};
const IN_MODEL: Words = Words {
    said: ["this dataset", "This dataset"],
    meant: ["this model", "This model"],
    allowed: &["model", "weights", "checkpoint"],
};

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let words = match cx.repo_type() {
        Some(RepoType::Dataset) => IN_DATASET,
        Some(RepoType::Model) => IN_MODEL,
        _ => return,
    };
    for (key, entry) in cx.gate_source().texts() {
        findings.extend(finding(cx, &words, entry.value, || YamlPath::top(key)));
    }
    for (field, source) in cx.fields() {
        let path = || YamlPath::top("extra_gated_fields").key(&field.label);
        findings.extend(finding(cx, &words, source.entry.key, path));
    }
}

fn finding(
    cx: &Context<'_, '_>,
    words: &Words,
    id: NodeId,
    path: impl Fn() -> YamlPath,
) -> Option<Finding> {
    let text = cx.text(id)?;
    let at = (0..words.said.len()).find(|at| says(text, words.said[*at]))?;
    let rest = text.to_lowercase().replace(words.said[0], "");
    if words.allowed.iter().any(|word| rest.contains(word)) {
        return None;
    }
    let (said, meant) = (words.said[at], words.meant[at]);
    let kind = meant.rsplit(' ').next().unwrap_or(meant);
    let message =
        format!("the card seems to be that of a {kind}: expected `{meant}`, found `{said}`");
    Some(
        Finding::new(&WRONG_KIND, cx.span_of_part(id, said), message)
            .path(path())
            .help(format!("write `{meant}`"))
            .unsafe_fix(
                format!("Write `{meant}`"),
                cx.rewrite_parts(id, said, meant),
            ),
    )
}

/// Whether a text has these words, and never as the beginning of longer ones.
fn says(text: &str, words: &str) -> bool {
    let goes_on = |next: char| next.is_alphanumeric() || next == '-';
    let mut pieces = text.split(words).skip(1).peekable();
    pieces.peek().is_some() && pieces.all(|rest| !rest.starts_with(goes_on))
}
