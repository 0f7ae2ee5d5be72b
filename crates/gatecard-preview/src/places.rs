//! Which finding stands beside which part of the form.

use std::collections::HashMap;

use gatecard::{Field, Severity, YamlPath};

use crate::placed::PlacedFinding;

/// The key of the fields.
const FIELDS: &str = "extra_gated_fields";

/// The findings by the parts of the page that they stand beside.
#[derive(Debug, Default)]
pub(crate) struct Places<'p> {
    pub(crate) heading: Vec<&'p PlacedFinding>,
    pub(crate) description: Vec<&'p PlacedFinding>,
    pub(crate) prompt: Vec<&'p PlacedFinding>,
    pub(crate) button: Vec<&'p PlacedFinding>,
    pub(crate) eu_disallowed: Vec<&'p PlacedFinding>,
    /// About the fields as a whole, or about one that is not on the form.
    pub(crate) fields: Vec<&'p PlacedFinding>,
    /// About each field, in the order of the form.
    pub(crate) each_field: Vec<Vec<&'p PlacedFinding>>,
    /// About no part of the form.
    pub(crate) card: Vec<&'p PlacedFinding>,
}

impl<'p> Places<'p> {
    /// Finds the place of each finding.
    pub(crate) fn new(fields: &[Field<'_>], findings: &'p [PlacedFinding]) -> Self {
        let paths = fields
            .iter()
            .enumerate()
            .map(|(index, field)| (field_path(field).as_str().to_owned(), index));
        let paths: HashMap<String, usize> = paths.collect();
        let mut places = Self {
            each_field: vec![Vec::new(); fields.len()],
            ..Self::default()
        };
        for finding in findings {
            let index = field_of(&finding.path).and_then(|path| paths.get(path));
            let beside = index.and_then(|index| places.each_field.get_mut(*index));
            let place = match (beside, top_of(&finding.path)) {
                (Some(field), _) => field,
                (None, FIELDS) => &mut places.fields,
                (None, "extra_gated_heading") => &mut places.heading,
                (None, "extra_gated_description") => &mut places.description,
                (None, "extra_gated_prompt") => &mut places.prompt,
                (None, "extra_gated_button_content") => &mut places.button,
                (None, "extra_gated_eu_disallowed") => &mut places.eu_disallowed,
                (None, _) => &mut places.card,
            };
            place.push(finding);
        }
        places
    }
}

/// The path of a field.
pub(crate) fn field_path(field: &Field<'_>) -> YamlPath {
    YamlPath::top(FIELDS).key(&field.label)
}

/// Whether some of the findings are errors.
pub(crate) fn has_error(findings: &[&PlacedFinding]) -> bool {
    let mut findings = findings.iter();
    findings.any(|finding| finding.severity == Severity::Error)
}

/// The first key of a path.
fn top_of(path: &str) -> &str {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    path.get(..end).unwrap_or_default()
}

/// The path down to the field, of a path that leads to one or into one.
fn field_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(FIELDS)?;
    let end = if let Some(key) = rest.strip_prefix('.') {
        1 + key.find(['.', '[']).unwrap_or(key.len())
    } else {
        2 + end_of_json_text(rest.strip_prefix('[')?)? + 1
    };
    path.get(..FIELDS.len() + end)
}

/// Where the JSON text ends that begins with its quote at the start: the offset of the last quote.
fn end_of_json_text(json: &str) -> Option<usize> {
    let mut bytes = json.bytes().enumerate().skip(1);
    json.starts_with('"').then_some(())?;
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{field_of, top_of};
    use gatecard::YamlPath;

    #[test]
    fn paths_lead_to_their_fields() {
        for label in ["Company", "a.b", "a[0]", "\"", "\\", "", "a\"].b", "é漢 b"] {
            let field = YamlPath::top("extra_gated_fields").key(label);
            for path in [
                field.clone(),
                field.clone().key("options").item(2),
                field.clone().key("a.b"),
            ] {
                assert_eq!(field_of(path.as_str()), Some(field.as_str()));
                assert_eq!(top_of(path.as_str()), "extra_gated_fields");
            }
        }
        for path in [
            "",
            "extra_gated_prompt",
            "extra_gated_fields",
            "extra_gated_fields[0]",
        ] {
            assert_eq!(field_of(path), None, "{path}");
        }
    }
}
