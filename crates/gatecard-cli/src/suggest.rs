//! What somebody may have meant.

/// The longest name that suggestions are looked for, in bytes: comparing costs the product of both
/// lengths, and no name that is meant to be a known one is longer.
const MAX_COMPARED: usize = 64;
/// How alike two names have to be for one to be suggested for the other, from 0 to 1.
const ALIKE: f64 = 0.6;
/// The least number of letters from which the beginning of a name is taken for it.
const MIN_BEGINNING: usize = 3;

/// The known name that is most like `name`, where one is like it at all.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > MAX_COMPARED {
        return None;
    }
    let name = name.to_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|known| (likeness(&name, known), known))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, known)| known)
}

fn likeness(name: &str, known: &str) -> f64 {
    let likeness = strsim::normalized_damerau_levenshtein(name, known);
    if name.len() >= MIN_BEGINNING && known.starts_with(name) {
        likeness.max(ALIKE)
    } else {
        likeness
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_what_is_near_is_suggested() {
        let known = ["unknown-key", "unknown-type", "pedantic"];
        for (name, expected) in [
            ("unknown-kye", Some("unknown-key")),
            ("UNKNOWN_TYPE", Some("unknown-type")),
            ("pedant", Some("pedantic")),
            ("ped", Some("pedantic")),
            ("pe", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
        assert_eq!(nearest(&"unknown-key".repeat(100_000), known), None);
    }
}
