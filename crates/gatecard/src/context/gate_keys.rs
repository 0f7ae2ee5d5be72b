//! Whether a YAML block is meant to hold a gate, however broken it is.

use super::Context;
use crate::{gate::is_meant_for_gate, span::Span};

impl Context<'_, '_> {
    /// Whether the YAML block has a key that is meant for a gate: one that was read, or one at the
    /// start of a line of what could not be read. Rules about the block as a whole ask this, since
    /// a card without a gate is none of gatecard's business.
    pub(crate) fn block_has_gate_key(&self) -> bool {
        self.hub().has_gate_key() || self.unread().any(begins_with_gate_key)
    }

    /// The lines that could not be read as keys and values.
    fn unread(&self) -> impl Iterator<Item = &str> {
        let whole = self.front_matter().map(|block| block.yaml);
        let is_broken = self.tree().top().is_empty() && self.hub().too_much().is_none();
        let parts: &[Span] = match &whole {
            Some(whole) if is_broken => std::slice::from_ref(whole),
            _ => self.hub().set_aside(),
        };
        let parts: Vec<&str> = parts.iter().map(|part| part.slice(self.source())).collect();
        parts.into_iter().flat_map(|part| part.split(['\n', '\r']))
    }
}

/// Whether a line begins with a gate key, or with what is meant for one. Within a text, whose lines
/// are indented, a mere mention is none.
pub(crate) fn begins_with_gate_key(line: &str) -> bool {
    let sign = |c: char| c.is_whitespace() || "-?{[\"'\u{feff}".contains(c);
    let bare = line.trim_start_matches(sign);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let length = bare.find(|c| !is_part(c)).unwrap_or(bare.len());
    let rest = bare[length..].trim_start_matches(['"', '\'', ' ', '\t']);
    let word = bare.split(|c: char| c.is_whitespace() || c == ':').next();
    let has_colon = rest.starts_with([':', '：']);
    let at_start = line.len() == bare.len();
    (has_colon && is_meant_for_gate(bare[..length].trim_end()))
        || (at_start && word.is_some_and(is_meant_for_gate))
}

#[cfg(test)]
mod tests {
    use super::begins_with_gate_key;

    #[test]
    fn keys_at_the_start_of_lines_count() {
        for line in [
            "extra_gated_prompt: x",
            "extra_gated_prompt:x",
            "extra_gated_prompt：x",
            "extra_gated_prompt Hello: there",
            "extra_gated_prompt",
            "\"extra_gated_prompt: x",
            "  - {'extra_gated_fields' : x",
            "\textra_gated_promt: x",
            "extra gated prompt: x",
        ] {
            assert!(begins_with_gate_key(line), "{line}");
        }
        for line in [
            "# extra_gated_prompt: soon",
            "description: extra_gated_fields: how to",
            "template: \"extra_gated_heading: x\"",
            "  extra_gated_prompt is a key",
            "- extra_gated_fields",
            "title: a: b",
            "",
        ] {
            assert!(!begins_with_gate_key(line), "{line}");
        }
    }
}
