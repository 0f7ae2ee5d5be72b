//! A finding on each line, as JSON: the objects of `findings` in docs/json.md.

use super::{Checked, Needs, Render, json::findings};

/// Lines of JSON.
#[derive(Debug)]
pub(super) struct JsonLines;

impl Render for JsonLines {
    fn needs(&self) -> Needs {
        Needs {
            fingerprints: true,
            ..Needs::default()
        }
    }

    fn card(&self, card: &Checked<'_>) -> String {
        match card.findings {
            [] => String::new(),
            _ => findings(card, "\n") + "\n",
        }
    }
}
