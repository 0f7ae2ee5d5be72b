//! Fields that call themselves optional.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds labels that say that a field may be left out: `(optional)`, `if applicable`,
    /// `if any`, `leave blank` and the like. A label that names a way out, such as `N/A if none`,
    /// is left alone.
    ///
    /// ## Why it matters
    /// Every field of the form is required, and nothing makes one optional. Visitors who believe
    /// the label cannot send the form and do not know why, or make something up.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Website (optional): text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Website (N/A if none): text
    /// ```
    ///
    /// ## Evidence
    /// That every input carries `required`, checkboxes included, was recorded from the live Hub.
    /// That nothing makes a field optional is inferred: there is no such setting in the
    /// documentation or in the official client. The fix counts as unsafe since the label is
    /// the key of the stored answers.
    OPTIONAL_FIELD {
        name: "optional-field",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

/// What says that a field may be left out, where it is a remark of its own.
const REMARKS: &[&str] = &[
    "optional",
    "opt.",
    "if any",
    "if applicable",
    "if available",
    "if relevant",
    "if you have any",
    "if you have one",
    "if you wish",
    "not mandatory",
    "not required",
    "non-mandatory",
    "not obligatory",
    "where applicable",
    "when applicable",
    "facultatif",
    "opcional",
    "optionnel",
    "opzionale",
    "facoltativo",
];
/// What says so wherever it stands.
const ANYWHERE: &[&str] = &[
    "leave blank",
    "leave empty",
    "leave it blank",
    "leave it empty",
    "leave this blank",
    "leave this empty",
    "may be left blank",
    "may be left empty",
    "can be left blank",
    "can be left empty",
    "可选",
    "可選",
    "选填",
    "選填",
    "任意項目",
    "(任意)",
    "（任意）",
    "선택 사항",
    "선택사항",
    "(선택)",
    "необязательно",
];
/// What names a way out.
const WAYS_OUT: &[&str] = &["n/a", "none", "not applicable", "\"-\"", "“-”"];

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.fields() {
        if field.field_type == Some(FieldType::IpLocation) {
            continue;
        }
        let Some(remark) = remark(field) else {
            continue;
        };
        let key = source.entry.key;
        let message = format!(
            "the field {} calls itself optional, but every field of the form is required: visitors who leave it out cannot send the form",
            quoted(&field.label)
        );
        findings.push(
            Finding::new(&OPTIONAL_FIELD, cx.span_of_part(key, remark), message)
                .path(YamlPath::top("extra_gated_fields").key(&field.label))
                .help(help(field))
                .unsafe_fix(
                    "Write `N/A if none`",
                    name_way_out(cx, field, source, remark),
                ),
        );
    }
}

fn help(field: &Field) -> &'static str {
    match field.field_type {
        Some(FieldType::Select) => "add an option such as `None`",
        Some(FieldType::Checkbox) => {
            "use a `select` with the options `Yes` and `No`, or leave the field out"
        }
        Some(FieldType::DatePicker | FieldType::Country) => {
            "leave the field out, or use `text` with a label such as `N/A if none`"
        }
        _ => "name a way out in the label, such as `N/A if none`, or leave the field out",
    }
}

/// The words with which a label calls its field optional.
fn remark(field: &Field) -> Option<&str> {
    let label = &*field.label;
    let lower = label.to_lowercase();
    // Where the lower case has other lengths, places in it are none in the label.
    let place = |at: usize, len: usize| label.get(at..at + len).unwrap_or(label);
    let options = field
        .options
        .iter()
        .map(|option| option.label.to_lowercase());
    let has_way_out = |text: &str| WAYS_OUT.iter().any(|way| text.contains(way));
    if has_way_out(&lower) || options.into_iter().any(|option| has_way_out(&option)) {
        return None;
    }
    let said = ANYWHERE
        .iter()
        .find_map(|words| Some((lower.find(words)?, words.len())));
    let consent = field.field_type == Some(FieldType::Checkbox);
    let mut remarks = REMARKS
        .iter()
        .filter(|words| !consent || !words.starts_with("if "));
    let (at, len) = said.or_else(|| {
        remarks.find_map(|words| {
            let mut places = lower.match_indices(words).map(|(at, _)| at);
            let at = places.find(|at| is_remark(&lower, *at, at + words.len()))?;
            Some((at, words.len()))
        })
    })?;
    Some(place(at, len))
}

/// Whether the words from `start` to `end` are a remark: in brackets, set off, or at the end,
/// and not denied.
fn is_remark(label: &str, start: usize, end: usize) -> bool {
    let before = label[..start].trim_end();
    let after = label[end..].trim_start();
    let set_off = |c: char| "([{（【,;:-–—/|*".contains(c);
    let closes = |c: char| ")]}）】,;:-–—/|*.?!(".contains(c);
    let whole_word = !label[..start].ends_with(char::is_alphanumeric)
        && !label[end..].starts_with(char::is_alphanumeric);
    let denied = ["not", "non", "non-", "never", "or", "and"]
        .iter()
        .any(|word| before.ends_with(word));
    let opens = before.ends_with(set_off) && !before.ends_with("non-");
    let ends = after.is_empty() || after.starts_with(closes);
    let any = label[start..end].ends_with("any");
    whole_word && !denied && (ends || (opens && !any))
}

/// `N/A if none` in the place of `optional` in brackets.
fn name_way_out(
    cx: &Context<'_, '_>,
    field: &Field,
    source: &FieldSource,
    remark: &str,
) -> Option<Vec<Edit>> {
    let span = cx.span_of_part(source.entry.key, remark);
    let in_brackets = field.label.contains(&format!("({remark})"));
    let fits = field.field_type == Some(FieldType::Text)
        && in_brackets
        && span.slice(cx.source()) == remark;
    fits.then(|| vec![Edit::replace(span, "N/A if none")])
}
