//! Bytes that are no UTF-8.

use crate::{context::Context, decode::Damage, finding::Finding, rule::rule, span::Span};

rule! {
    /// ## What it does
    /// Finds cards whose gate is not written in UTF-8: bytes in the YAML block that are no UTF-8,
    /// and whole files in UTF-16. Such bytes in the text below the block are left alone.
    ///
    /// ## Why it matters
    /// The Python clients refuse to open the card. A reader that goes on shows visitors a
    /// replacement character in the place of each such byte, and finds no gate at all in UTF-16.
    ///
    /// ## Example
    /// A card that PowerShell wrote as UTF-16, or that an editor saved as Latin-1 or Windows-1252,
    /// as this one:
    ///
    /// ```latin-1
    /// ---
    /// extra_gated_fields:
    ///   Société: text
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// The same text saved as UTF-8:
    ///
    /// ```sh
    /// iconv -f WINDOWS-1252 -t UTF-8 README.md > README.utf8.md
    /// ```
    ///
    /// ## Evidence
    /// The official Python client opens cards as UTF-8 and fails on anything else. What the Hub
    /// does is inferred: its answer was never recorded.
    NOT_UTF_8 {
        name: "not-utf-8",
        group: Reading,
        severity: Error,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    match cx.card().damage() {
        Some(Damage::Utf16) => findings.push(
            Finding::new(
                &NOT_UTF_8,
                Span::default(),
                "the file is UTF-16, so the Hub is believed to find no gate in it",
            )
            .help("save the file as UTF-8"),
        ),
        Some(Damage::InvalidUtf8 { offset }) => {
            let Some(block) = cx.front_matter() else {
                return;
            };
            let yaml = block.yaml.slice(cx.source());
            let gate = ["extra_gate", "extra-gate"]
                .iter()
                .any(|key| yaml.contains(key));
            if gate && offset < block.closing.range().start {
                findings.push(bad_byte(offset));
            }
        }
        None => {}
    }
}

fn bad_byte(offset: usize) -> Finding {
    Finding::new(
        &NOT_UTF_8,
        Span::new(offset, offset + 1),
        "the front matter is not UTF-8: the Python clients refuse the card, and visitors may see a replacement character here",
    )
    .label("this byte is not UTF-8")
    .help("save the file as UTF-8; most such files are Latin-1 or Windows-1252")
}
