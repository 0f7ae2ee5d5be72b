//! The names of all settings, once: for suggestions, and for the JSON Schema.

use clap::ValueEnum;

/// A setting of `gatecard.toml`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is for: sentences in plain text.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the JSON Schema is made in a test")
    )]
    pub(crate) about: &'static str,
}

pub(crate) const EXCLUDE: &str = "exclude";
pub(crate) const FAIL_ON: &str = "fail-on";
pub(crate) const OVERRIDES: &str = "overrides";
pub(crate) const PATHS: &str = "paths";
pub(crate) const PEDANTIC: &str = "pedantic";
pub(crate) const REPO_TYPE: &str = "repo-type";
pub(crate) const RULES: &str = "rules";

/// The settings at the top of the file.
pub(crate) const TOP: &[Key] = &[
    Key {
        name: PEDANTIC,
        about: "Whether the rules run that are off by default.",
    },
    Key {
        name: FAIL_ON,
        about: "From which severity on a run fails.",
    },
    Key {
        name: REPO_TYPE,
        about: "The kind of repository; guessed from the metadata of each card where it is not given.",
    },
    Key {
        name: EXCLUDE,
        about: "What is left out of folders: patterns as in a .gitignore, from the folder of this file. A card that is named on the command line is checked even so, unless --force-exclude is given.",
    },
    Key {
        name: RULES,
        about: "The severities of rules by their names.",
    },
    Key {
        name: OVERRIDES,
        about: "Settings for some of the cards. Where several fit a card, the later ones win.",
    },
];

/// The settings of one entry of `overrides`.
pub(crate) const OVERRIDE: &[Key] = &[
    Key {
        name: PATHS,
        about: "The cards that it is for: patterns as in a .gitignore, from the folder of this file.",
    },
    Key {
        name: PEDANTIC,
        about: "Whether the rules run that are off by default.",
    },
    Key {
        name: REPO_TYPE,
        about: "The kind of repository that these cards belong to.",
    },
    Key {
        name: RULES,
        about: "The severities of rules by their names.",
    },
];

/// What a rule can be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// It does not run.
    Off,
    /// A better way exists.
    Info,
    /// The form works, but not as its author means.
    Warning,
    /// Part of the form is lost, or the Hub refuses the card.
    Error,
}

impl Level {
    /// The severity; `None` for a rule that is off.
    pub(crate) fn severity(self) -> Option<gatecard::Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(gatecard::Severity::Info),
            Self::Warning => Some(gatecard::Severity::Warning),
            Self::Error => Some(gatecard::Severity::Error),
        }
    }
}

/// The name of a value.
pub(crate) fn name<T: ValueEnum>(value: &T) -> String {
    let value = value.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The names of all values of a setting.
pub(crate) fn names<T: ValueEnum>() -> Vec<String> {
    T::value_variants().iter().map(name).collect()
}
