//! How much aliases stand for: a small card can stand for more than fits in memory.

use std::collections::HashMap;

use super::{NodeId, NodeKind, Tree};

/// How much all aliases together may stand for, in bytes of text and in nodes. A list of all
/// countries weighs some 4,000, so more than two hundred fields can share one.
const MAX_ALIASED: usize = 1 << 20;
/// What an alias may stand for in any case. Each takes two bytes itself, so what those stand for
/// grows with the card; and all keys, types and words that have a meaning are shorter.
const MAX_LIGHT: usize = 256;

impl Tree<'_> {
    /// Weighs what all aliases stand for. Where that is too much, those that stand for much are left
    /// out of all that would copy it or look at it again and again: [`Self::is_left_out`].
    pub(crate) fn weigh_aliases(&mut self) {
        let mut weights: HashMap<NodeId, usize> = HashMap::new();
        let mut sum: usize = 0;
        for (id, node) in self.iter() {
            let NodeKind::Alias { target, .. } = node.kind else {
                continue;
            };
            // What is around the alias itself is not finished yet.
            if self.span(target).contains(self.span(id)) {
                continue;
            }
            let weight = weights.get(&target).copied();
            let weight = weight.unwrap_or_else(|| self.weight(target, &weights));
            weights.insert(target, weight);
            sum = sum.saturating_add(weight);
        }
        if sum > MAX_ALIASED {
            let heavy = weights.iter().filter(|(_, weight)| **weight > MAX_LIGHT);
            self.left_out = heavy.map(|(target, _)| *target).collect();
        }
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
        !self.left_out.is_empty()
            && match self.node(id).kind {
                NodeKind::Alias { target, .. } => self.left_out.contains(&target),
                _ => false,
            }
    }

    /// Whether a key is one, or a list that holds one: the texts of its items make the key.
    pub(crate) fn is_key_left_out(&self, key: NodeId) -> bool {
        let items = || self.items(key).iter();
        !self.left_out.is_empty()
            && (self.is_left_out(key) || items().any(|item| self.is_left_out(*item)))
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_ALIASED, MAX_LIGHT};
    use crate::{
        card::Card,
        check::CheckOptions,
        yaml::{Reader, Value},
    };

    fn leaves_out(yaml: &str) -> [bool; 2] {
        let text = format!("---\n{yaml}---\n");
        let card = Card::new(&text);
        [Reader::Hub, Reader::Python].map(|reader| !card.reading(reader).tree().left_out.is_empty())
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
    fn what_is_short_is_never_left_out() {
        let shared = |length: usize| {
            let text = "x".repeat(length);
            let aliases = vec!["*a"; MAX_ALIASED / length].join(", ");
            format!("a: &a {text}\nb: [{aliases}]\n")
        };
        assert_eq!(leaves_out(&shared(MAX_LIGHT - 1)), [false; 2]);
        assert_eq!(leaves_out(&shared(MAX_LIGHT)), [true; 2]);
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

    #[test]
    fn what_is_within_itself_has_an_end() {
        assert_eq!(leaves_out("a: &a [*a, *a]\n"), [false; 2]);
        let long = "x".repeat(MAX_ALIASED / 64);
        let within = format!("b: &b {long}\na: &a [*a, *b, *b]\nc: [");
        assert_eq!(
            leaves_out(&format!("{within}{}]\n", "*a, ".repeat(20))),
            [false; 2]
        );
        assert_eq!(
            leaves_out(&format!("{within}{}]\n", "*a, ".repeat(40))),
            [true; 2]
        );
    }

    /// A card in which aliases stand for too much, with these lines.
    fn card(lines: &str) -> String {
        let long = "x ".repeat(MAX_ALIASED / 200);
        let many = vec!["*a"; 100].join(", ");
        format!("---\na: &a |\n  {long}\nb: [{many}]\nextra_gated_heading: x\n{lines}---\n")
    }

    #[test]
    fn what_is_too_much_is_left_out() {
        let text = card(
            "extra_gated_fields:\n  A: &f text\n  B: *f\n  ? *a\n  : text\n  ? [*a, x]\n  : text\n  C: {type: select, options: [D, *a]}\n",
        );
        let card = Card::new(&text);
        let reading = card.reading(Reader::Hub);
        let gate = reading.gate().expect("there is a gate");
        let labels: Vec<&str> = gate.fields.iter().map(|field| &*field.label).collect();
        assert_eq!(labels, ["A", "B", "C"]);
        assert_eq!(gate.fields[2].options.len(), 1);
        let error = reading.values().expect_err("there is too much");
        assert_eq!(
            error.message,
            "aliases make this stand for too much to print"
        );
    }

    #[test]
    fn what_is_merged_is_left_out() {
        let text = card("m: &m {k: *a, l: b}\nextra_gated_fields:\n  A: {<<: *m}\n");
        let card = Card::new(&text);
        for reader in [Reader::Hub, Reader::Python] {
            let values = card.reading(reader).values().expect("they can be printed");
            assert_eq!(
                values[1].1,
                Value::Mapping(vec![("A".to_owned(), Value::Mapping(Vec::new()))])
            );
        }
        assert!(
            card.reading(Reader::Hub)
                .gate()
                .expect("there is one")
                .fields
                .is_empty()
        );
    }

    #[test]
    fn what_is_left_out_is_refused_where_it_stands_twice() {
        for key in ["*a", "[*a, x]"] {
            let text = card(&format!(
                "extra_gated_fields:\n  ? {key}\n  : text\n  ? *a\n  : text\n  ? *a\n  : text\n"
            ));
            let duplicates = Card::new(&text).reading(Reader::Hub).duplicates().len();
            assert_eq!(duplicates, if key == "*a" { 2 } else { 1 });
        }
    }

    /// What stands for little has its meaning whatever else there is.
    #[test]
    fn the_findings_stay_the_same() {
        for lines in [
            "k: &h extra_gated_button_content\n*h : H\nextra_gated_buttons_content: y\n",
            "k: &o options\nextra_gated_fields:\n  A: {type: select, *o : [a, b], optoins: [c, d]}\n",
            "k: &t type\nextra_gated_fields:\n  A: {*t : text}\n  B: {*t : strin}\n",
            "k: &l label\nv: &v value\nextra_gated_fields:\n  A: {type: select, options: [{*l : A, *v : a}, {*l : B}]}\n",
            "k: &c checkbox\nextra_gated_prompt: You agree to the terms.\nextra_gated_fields:\n  I agree to the terms: *c\n",
            "k: &f Name\nextra_gated_fields:\n  Name: text\n  *f : text\n",
        ] {
            let names = |text: &str| {
                let findings = Card::new(text).check(&CheckOptions::default());
                let names = findings.iter().map(|it| (it.rule.name, it.message.clone()));
                names.collect::<Vec<_>>()
            };
            let small = format!("---\nextra_gated_heading: x\n{lines}---\n");
            assert_eq!(names(&card(lines)), names(&small), "{lines}");
        }
    }
}
