//! Fields for what the Hub shares without being asked.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::{Field, FieldType},
    rule::rule,
    text::words,
};

rule! {
    /// ## What it does
    /// Finds text fields that ask for the visitor's e-mail address or Hugging Face username and
    /// nothing else. A work, institutional or contact address is another question.
    ///
    /// ## Why it matters
    /// Every request comes with the visitor's e-mail address and username, and the form says so.
    /// The field is one more thing to fill in, and its answer may differ from the account's.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Email: text
    ///   Company: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Evidence
    /// The line about sharing the e-mail address and username was recorded from the live Hub's
    /// form. Such fields are seen in real cards.
    SHARED_ANYWAY {
        name: "shared-anyway",
        group: Fields,
        severity: Info,
        pedantic: true,
        fix: Unsafe,
        check: check,
    }
}

const EMAIL: &[&str] = &[
    "e mail",
    "e mail address",
    "email",
    "email address",
    "mail address",
];
const USERNAME: &[&str] = &[
    "hf account",
    "hf handle",
    "hf id",
    "hf user name",
    "hf username",
    "hugging face account",
    "hugging face id",
    "hugging face user name",
    "hugging face username",
    "huggingface account",
    "huggingface id",
    "huggingface user name",
    "huggingface username",
];

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(fields) = cx.gate_source().fields else {
        return;
    };
    // Without any other field, removing them all would leave a key without a value.
    let others = cx.fields().any(|(field, _)| shared(field).is_none());
    for (field, source) in cx.fields() {
        let Some(shared) = shared(field) else {
            continue;
        };
        let message = format!(
            "{} asks for what the Hub shares with you anyway: the visitor's {shared}",
            quoted(&field.label)
        );
        let edits = others.then(|| cx.remove_entry(fields.value, source.entry));
        findings.push(
            Finding::new(&SHARED_ANYWAY, cx.span(source.entry.key), message)
                .path(YamlPath::top("extra_gated_fields").key(&field.label))
                .help("remove the field, or say in the label which other one you want")
                .unsafe_fix("Remove the field", edits.flatten()),
        );
    }
}

/// What a field asks for that the Hub shares anyway.
fn shared(field: &Field<'_>) -> Option<&'static str> {
    let words = words(&field.label)?;
    let asked = words.strip_prefix("your ").unwrap_or(&words);
    if field.field_type != Some(FieldType::Text) {
        None
    } else if EMAIL.contains(&asked) {
        Some("e-mail address")
    } else {
        USERNAME.contains(&asked).then_some("username")
    }
}
