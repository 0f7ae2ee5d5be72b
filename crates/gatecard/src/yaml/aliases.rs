//! How much aliases stand for: a small card can stand for more than fits in memory.

use std::collections::{HashMap, HashSet};

use super::{NodeId, NodeKind, Tree};

/// How much all aliases together may stand for, in bytes of text and in nodes, unless the block
/// itself is longer. A list of all countries weighs some 4,000, so more than two hundred fields
/// can share one.
const MAX_ALIASED: usize = 1 << 20;
/// How many times aliases within what they stand for are followed. A gate has no more levels: its
/// fields, a field, its options, an option, a text.
const LEVELS: usize = 5;

impl Tree<'_> {
    /// The alias with which the aliases stand for more than is read; `length` is that of the
    /// block.
    pub(crate) fn one_alias_too_many(&self, length: usize) -> Option<NodeId> {
        let aliases = || {
            self.iter().filter_map(|(id, node)| match node.kind {
                NodeKind::Alias { target, .. } => Some((id, target)),
                _ => None,
            })
        };
        let mut weights = HashMap::new();
        let mut level = 0;
        // What has no alias within itself is known at once: its own aliases come first.
        while level == 0 || (level < LEVELS && aliases().any(|it| self.is_within(it))) {
            let mut weighed = HashSet::new();
            for (_, target) in aliases().filter(|(_, target)| weighed.insert(*target)) {
                weights.insert(target, self.weight(target, &weights));
            }
            level += 1;
        }
        let mut left = length.max(MAX_ALIASED);
        aliases().find_map(|(id, target)| {
            let weight = weights.get(&target).copied().unwrap_or_default();
            let rest = left.checked_sub(weight);
            left = rest.unwrap_or_default();
            rest.is_none().then_some(id)
        })
    }

    /// Whether an alias stands within its own target.
    fn is_within(&self, (alias, target): (NodeId, NodeId)) -> bool {
        self.span(target).contains(self.span(alias))
    }

    /// What a node stands for, given what the aliases in it do.
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
}

#[cfg(test)]
mod tests {
    use super::MAX_ALIASED;
    use crate::{
        card::{Card, State},
        span::Span,
        yaml::Reader,
    };

    /// Where the alias is with which there are too many.
    fn too_many(yaml: &str) -> Option<usize> {
        let text = format!("---\n{yaml}---\n");
        let card = Card::new(&text);
        let [hub, python] = [Reader::Hub, Reader::Python].map(|reader| {
            let reading = card.reading(reader);
            let alias = reading.alias_too_many();
            let state = alias.map_or(State::Found, |_| State::Unread);
            assert_eq!(reading.state(), state, "{:?}", reading.error());
            assert!(reading.gate().is_none());
            alias.map(|alias| alias.range().start - 4)
        });
        assert_eq!(hub, python);
        hub
    }

    /// A list of that many aliases of a text.
    fn shared(text: &str, count: usize) -> String {
        let aliases = vec!["*a"; count].join(", ");
        format!("a: &a {text}\nb: [{aliases}]\n")
    }

    #[test]
    fn what_is_shared_is_counted_each_time() {
        let text = "x".repeat(1023);
        let most = MAX_ALIASED / 1024;
        assert_eq!(too_many(&shared(&text, most)), None);
        let card = shared(&text, most + 9);
        let last = card.len() - "*a]\n".len() - 8 * "*a, ".len();
        assert_eq!(too_many(&card), Some(last));
    }

    #[test]
    fn a_long_card_may_share_as_much_as_it_is_long() {
        let word = |count| shared("abc", count);
        assert_eq!(too_many(&word(MAX_ALIASED / 2)), None);
        assert!(too_many(&shared("abcde", MAX_ALIASED / 2)).is_some());
    }

    #[test]
    fn what_is_shared_within_what_is_shared_counts_too() {
        let doubled = |times: usize| {
            let lines =
                (0..times).map(|at| format!("a{}: &a{} [*a{at}, *a{at}]\n", at + 1, at + 1));
            format!("a0: &a0 x\n{}", lines.collect::<String>())
        };
        assert_eq!(too_many(&doubled(15)), None);
        assert!(too_many(&doubled(30)).is_some());
        assert!(too_many(&doubled(90)).is_some());
        let merging = ('b'..='z').zip('a'..).map(|(name, last)| {
            let sources = format!("*{last}, ").repeat(10);
            format!("{name}: &{name} {{<<: [{sources}]}}\n")
        });
        let merging = merging.collect::<String>();
        assert!(too_many(&format!("a: &a {{x: y}}\n{merging}")).is_some());
    }

    #[test]
    fn what_is_within_itself_is_followed_as_far_as_a_gate_goes() {
        assert_eq!(too_many("a: &a [*a, *a]\n"), None);
        assert_eq!(too_many("a: &a {b: *a, c: {<<: *a}}\n"), None);
        let entries = |alias: &str, count: usize| {
            let entries = (0..count).map(|at| format!("  k{at}: {alias}\n"));
            entries.collect::<String>()
        };
        let wide = |count: usize| format!("a: &a\n{}", entries("*a", count));
        assert_eq!(too_many(&wide(5)), None);
        assert!(too_many(&wide(100)).is_some());
        let through_another =
            |count: usize| format!("a: &a\n  b: &b {{c: *a}}\n{}", entries("*b", count));
        assert_eq!(too_many(&through_another(5)), None);
        assert!(too_many(&through_another(1000)).is_some());
    }

    #[test]
    fn what_is_refused_is_refused_whatever_the_aliases() {
        let long = "x".repeat(1023);
        let text = format!("---\n{}c: 'x\n---\n", shared(&long, 2000));
        let reading = Card::new(&text);
        let reading = reading.reading(Reader::Hub);
        assert_eq!(reading.state(), State::Invalid);
        let end = reading.error().expect("a quote is open").offset as usize;
        assert!(end > text.len() - 8);
        assert_eq!(reading.alias_too_many().map(Span::len), Some(2));
    }
}
