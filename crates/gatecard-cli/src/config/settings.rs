//! The settings in force for a card, and where each comes from.

use std::collections::BTreeMap;

use gatecard::{CheckOptions, Rule, Severity};

use super::layer::{Chosen, Placed};
use crate::args::FailOn;

/// The settings in force for a card.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// How to check it.
    pub(crate) options: CheckOptions,
    /// From which severity on a run fails.
    pub(crate) fail_on: FailOn,
    pedantic: Origin,
    repo_type: Origin,
    fail_on_from: Origin,
    rules: BTreeMap<&'static str, Origin>,
}

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nobody has set it.
    #[default]
    Default,
    /// Somebody has.
    Set {
        /// The layer, counted from 0.
        layer: usize,
        /// The byte of its text.
        at: usize,
    },
}

impl Settings {
    /// Puts what one layer has chosen over what was chosen before.
    pub(super) fn choose(&mut self, layer: usize, chosen: &Chosen) {
        if let Some(Placed { value, at }) = chosen.pedantic {
            self.options.pedantic = value;
            self.pedantic = Origin::Set { layer, at };
        }
        if let Some(Placed { value, at }) = chosen.repo_type {
            self.options.repo_type = Some(value);
            self.repo_type = Origin::Set { layer, at };
        }
        for (rule, Placed { value, at }) in &chosen.rules {
            // Rules that cannot be set were refused where they were read.
            if self.options.severities.set(rule.name, *value).is_ok() {
                let origin = Origin::Set { layer, at: *at };
                self.rules.insert(rule.name, origin);
            }
        }
    }

    /// Sets from which severity on a run fails.
    pub(super) fn set_fail_on(&mut self, fail_on: FailOn, origin: Origin) {
        self.fail_on = fail_on;
        self.fail_on_from = origin;
    }

    /// Where it comes from that rules run which are off by default, or do not.
    pub(crate) fn pedantic_from(&self) -> Origin {
        self.pedantic
    }

    /// Where the kind of repository comes from.
    pub(crate) fn repo_type_from(&self) -> Origin {
        self.repo_type
    }

    /// Where it comes from that a run fails from that severity on.
    pub(crate) fn fail_on_from(&self) -> Origin {
        self.fail_on_from
    }

    /// The severity of a rule, or `None` where it does not run, and where that comes from.
    pub(crate) fn rule(&self, rule: &Rule) -> (Option<Severity>, Origin) {
        let by_pedantry = || {
            if rule.pedantic {
                self.pedantic
            } else {
                Origin::Default
            }
        };
        let origin = self.rules.get(rule.name).copied();
        (
            self.options.severity(rule),
            origin.unwrap_or_else(by_pedantry),
        )
    }
}
