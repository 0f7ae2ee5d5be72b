//! The menu of countries.

use std::sync::LazyLock;

use isocountry::CountryCode;

/// The names that have changed since isocountry's list was made.
const NEW_NAMES: [(CountryCode, &str); 3] = [
    (CountryCode::MKD, "North Macedonia"),
    (CountryCode::SWZ, "Eswatini"),
    (CountryCode::TUR, "Türkiye"),
];

/// A country: its ISO 3166-1 alpha-2 code and its English name.
pub(crate) type Country = (&'static str, &'static str);

/// All 249 countries of ISO 3166-1, in the order of their names; Åland stands among A.
pub(crate) fn countries() -> &'static [Country] {
    static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
        let mut countries: Vec<Country> = CountryCode::iter()
            .map(|code| (code.alpha2(), name(*code)))
            .collect();
        countries.sort_by_cached_key(|(_, name)| without_accents(name));
        countries
    });
    &COUNTRIES
}

fn name(code: CountryCode) -> &'static str {
    let mut new_names = NEW_NAMES.into_iter();
    let new_name = new_names.find(|(renamed, _)| *renamed == code);
    new_name.map_or(code.name(), |(_, name)| name)
}

/// A name as it is sorted: in lower case, and without accents as far as the names have any.
fn without_accents(name: &str) -> String {
    let plain = |letter: char| match letter {
        'Å' => 'a',
        'ç' => 'c',
        'é' => 'e',
        'ô' => 'o',
        'ü' => 'u',
        _ => letter.to_ascii_lowercase(),
    };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{countries, without_accents};

    #[test]
    fn all_countries_are_there_in_the_order_that_people_expect() {
        let all = countries();
        assert_eq!(all.len(), 249);
        for (_, name) in all {
            assert!(without_accents(name).is_ascii(), "{name}");
        }
        let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
        assert_eq!(names[..3], ["Afghanistan", "Åland Islands", "Albania"]);
        assert_eq!(names.last(), Some(&"Zimbabwe"));
        let after = |name| names[names.iter().position(|other| *other == name).unwrap_or(0) + 1];
        assert_eq!(after("Costa Rica"), "Côte d'Ivoire");
        assert_eq!(after("Qatar"), "Réunion");
        assert_eq!(after("Tunisia"), "Türkiye");
    }

    #[test]
    fn names_are_current() {
        let name = |code| countries().iter().find(|country| country.0 == code);
        for (code, expected) in [
            ("MK", "North Macedonia"),
            ("SZ", "Eswatini"),
            ("TR", "Türkiye"),
            ("CZ", "Czechia"),
            ("FR", "France"),
        ] {
            assert_eq!(name(code), Some(&(code, expected)));
        }
    }
}
