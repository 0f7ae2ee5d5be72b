//! How much aliases stand for: a small card can stand for more than fits in memory.

use std::collections::HashMap;

use super::{NodeId, NodeKind, Tree};

/// How much aliases may stand for, in bytes of text and in nodes. Real cards share a list of
/// countries.
const MAX_ALIASED: usize = 1 << 20;

impl Tree<'_> {
    /// Weighs what all aliases stand for. Where that is too much, they are left out of what would
    /// copy it: [`Self::is_left_out`].
    pub(crate) fn weigh_aliases(&mut self) {
        let mut weights: HashMap<NodeId, usize> = HashMap::new();
        let mut sum: usize = 0;
        for (_, node) in self.iter() {
            let NodeKind::Alias { target, .. } = node.kind else {
                continue;
            };
            let weight = match weights.get(&target) {
                Some(weight) => *weight,
                None => self.weight(target, &weights),
            };
            weights.insert(target, weight);
            sum = sum.saturating_add(weight);
        }
        self.leaves_aliases_out = sum > MAX_ALIASED;
    }

    /// What a node stands for, given what the aliases in it do. One that stands for the node around
    /// it counts for nothing.
    fn weight(&self, id: NodeId, weights: &HashMap<NodeId, usize>) -> usize {
        let mut sum: usize = 0;
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            let weight = match &self.node(id).kind {
                NodeKind::Empty => 0,
                NodeKind::Scalar { text, .. } => text.len(),
                NodeKind::Alias { target, .. } => weights.get(target).copied().unwrap_or_default(),
                NodeKind::Sequence { items, .. } => {
                    left.extend(items);
                    0
                }
                NodeKind::Mapping { entries, .. } => {
                    left.extend(entries.iter().flat_map(|entry| [entry.key, entry.value]));
                    0
                }
            };
            sum = sum.saturating_add(weight).saturating_add(1);
        }
        sum
    }

    /// Whether a node is an alias that is left out, since aliases stand for too much.
    pub(crate) fn is_left_out(&self, id: NodeId) -> bool {
        self.leaves_aliases_out && matches!(self.node(id).kind, NodeKind::Alias { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::MAX_ALIASED;
    use crate::{card::Card, yaml::Reader};

    fn leaves_out(yaml: &str) -> [bool; 2] {
        let text = format!("---\n{yaml}---\n");
        let card = Card::new(&text);
        [Reader::Hub, Reader::Python].map(|reader| card.reading(reader).tree().leaves_aliases_out)
    }

    #[test]
    fn what_is_shared_is_counted_each_time() {
        let text = "x".repeat(1023);
        let shared =
            |count: usize| format!("a: &a {text}\nb: [{}]\n", vec!["*a"; count].join(", "));
        let most = MAX_ALIASED / 1024;
        assert_eq!(leaves_out(&shared(most)), [false; 2]);
        assert_eq!(leaves_out(&shared(most + 1)), [true; 2]);
    }

    #[test]
    fn what_is_shared_within_what_is_shared_counts_too() {
        let doubled = |times: usize| {
            let lines =
                (0..times).map(|at| format!("a{}: &a{} [*a{at}, *a{at}]\n", at + 1, at + 1));
            format!("a0: &a0 x\n{}", lines.collect::<String>())
        };
        assert_eq!(leaves_out(&doubled(15)), [false; 2]);
        assert_eq!(leaves_out(&doubled(30)), [true; 2]);
        assert_eq!(leaves_out(&doubled(90)), [true; 2]);
    }

    /// A card in which aliases stand for too much, with these fields.
    fn card(fields: &str) -> String {
        let long = "x ".repeat(MAX_ALIASED / 200);
        let many = vec!["*a"; 100].join(", ");
        format!(
            "---\na: &a |\n  {long}\nb: [{many}]\nextra_gated_heading: x\nextra_gated_fields:\n{fields}---\n"
        )
    }

    #[test]
    fn what_is_too_much_is_left_out() {
        let text = card(
            "  A: &f text\n  B: *f\n  ? *a\n  : text\n  C: {type: select, options: [D, *a]}\n",
        );
        let card = Card::new(&text);
        for reader in [Reader::Hub, Reader::Python] {
            let reading = card.reading(reader);
            let gate = reading.gate().expect("there is a gate");
            let labels: Vec<&str> = gate.fields.iter().map(|field| &*field.label).collect();
            assert_eq!(labels, ["A", "C"]);
            assert_eq!(gate.fields[1].options.len(), 1);
            let error = reading.values().expect_err("there is too much");
            assert_eq!(
                error.message,
                "aliases make this stand for too much to print"
            );
        }
    }

    #[test]
    fn what_is_left_out_is_refused_where_it_stands_twice() {
        let text = card("  ? *a\n  : text\n  ? *a\n  : text\n");
        let duplicates = Card::new(&text).reading(Reader::Hub).duplicates().len();
        assert_eq!(duplicates, 1);
    }

    #[test]
    fn what_is_within_itself_has_an_end() {
        assert_eq!(leaves_out("a: &a [*a, *a]\n"), [false; 2]);
    }
}
