//! Whether a YAML block is meant to hold a gate, however broken it is.

use super::Context;
use crate::{
    gate::{KEYS, meaning},
    span::Span,
};

impl Context<'_, '_> {
    /// Whether the YAML block has a key that is meant for a gate: one that was read, or one at the
    /// start of a line of what could not be read. Rules about the block as a whole ask this, since
    /// a card without a gate is none of gatecard's business.
    pub(crate) fn block_has_gate_key(&self) -> bool {
        if self.hub().too_much().is_some() {
            return self.unread().any(names_gate_key);
        }
        let tree = self.tree();
        let top = tree.top().iter().filter_map(|entry| self.text(entry.key));
        let own = tree.iter().filter(|(id, _)| tree.target_id(*id) == *id);
        let all = own.flat_map(|(id, _)| tree.entries(id));
        let mut keys = all.filter_map(|entry| tree.node(entry.key).scalar());
        top.into_iter().any(is_meant_for_gate)
            || keys.any(|(key, _)| KEYS.contains(&&**key))
            || self.unread().any(begins_with_gate_key)
    }

    /// The lines that could not be read as keys and values.
    fn unread(&self) -> impl Iterator<Item = &str> {
        let whole = self.front_matter().map(|block| block.yaml);
        let parts: &[Span] = match (self.tree().top(), &whole) {
            ([], Some(whole)) => std::slice::from_ref(whole),
            _ => self.hub().set_aside(),
        };
        let parts: Vec<&str> = parts.iter().map(|part| part.slice(self.source())).collect();
        parts.into_iter().flat_map(|part| part.split(['\n', '\r']))
    }
}

/// Whether a line of which nothing else is known begins with what is meant for a gate key, or has
/// one anywhere.
fn names_gate_key(line: &str) -> bool {
    let is_comment = line.trim_start().starts_with('#');
    !is_comment && (begins_with_gate_key(line) || KEYS.iter().any(|key| line.contains(key)))
}

fn is_meant_for_gate(key: &str) -> bool {
    KEYS.contains(&key) || meaning(key).is_some()
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
