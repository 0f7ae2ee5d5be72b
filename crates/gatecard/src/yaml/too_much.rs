//! Blocks that stand for more than is read: a few lines of aliases can stand for more than fits in
//! memory.

use std::collections::{HashMap, HashSet};

use super::{Node, NodeId, NodeKind, Tree};
use crate::span::Span;

/// How much the aliases of a block may stand for in any case, in bytes. A list of all countries
/// weighs some 7,000, so more than a hundred fields can share one.
const MAX_ALIASED: usize = 1 << 20;
/// How many times its own length the aliases of a long block may stand for.
const MAX_TIMES: usize = 8;
/// What a node weighs besides its text, in bytes: a short text takes more room than it has letters.
const NODE: usize = 16;
/// What a letter of a `!!binary` weighs: JavaScript has a key for each byte.
const BINARY: usize = 16;
/// What a digit weighs for so many digits of its number: to know a whole number takes as many steps
/// as its digits squared.
const DIGITS: usize = 64;
/// How many times aliases within what they stand for are followed, as far as rules go: to the
/// fields, a field, its options, an option, a text. Printing ends where a value is within itself.
const LEVELS: usize = 5;

/// Why a block is not read, and where it becomes too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// This alias and those before it stand for too much.
    Aliases(Span),
    /// This alias stands for what it is part of.
    Endless(Span),
    /// `<<` has taken over too much when it comes to this mapping.
    Merging(Span),
}

impl TooMuch {
    /// How much of anything is read for a block of that length.
    pub(crate) fn limit(length: usize) -> usize {
        length.saturating_mul(MAX_TIMES).max(MAX_ALIASED)
    }

    /// The place.
    pub(crate) fn span(self) -> Span {
        match self {
            Self::Aliases(span) | Self::Endless(span) | Self::Merging(span) => span,
        }
    }

    /// The reason, in words.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Aliases(_) => "this alias and those before it stand for more than gatecard reads",
            Self::Endless(_) => {
                "this alias stands for what it is part of, which makes more than gatecard reads"
            }
            Self::Merging(_) => "`<<` copies more entries than gatecard reads",
        }
    }
}

impl Tree<'_> {
    /// Whether the aliases of a block of that length stand for too much.
    ///
    /// To weigh a node takes no more steps than it weighs, so that the limit is one on this, too.
    pub(crate) fn too_much(&self, length: usize) -> Option<TooMuch> {
        let mut weights = HashMap::new();
        // Aliases within what they stand for.
        let mut within: Vec<(NodeId, Span)> = Vec::new();
        for level in 0..=LEVELS {
            let mut left = TooMuch::limit(length);
            let mut weighed = HashSet::new();
            for (id, node) in self.iter() {
                let NodeKind::Alias { target, .. } = node.kind else {
                    continue;
                };
                if level == 0 && self.span(target).contains(self.span(id)) {
                    within.push((target, node.span));
                    continue;
                }
                // The aliases in a target come before the first one of it, unless that is within.
                if weighed.insert(target) {
                    weights.insert(target, self.weight(target, &weights));
                }
                let weight = weights.get(&target).copied().unwrap_or_default();
                match left.checked_sub(weight) {
                    Some(rest) => left = rest,
                    None if level > 0 => return self.endless(target, &within),
                    None => return Some(TooMuch::Aliases(node.span)),
                }
            }
            if within.is_empty() {
                break;
            }
        }
        None
    }

    /// The alias that makes a node stand for too much: one of itself, or else one within it.
    fn endless(&self, id: NodeId, within: &[(NodeId, Span)]) -> Option<TooMuch> {
        let own = within.iter().find(|(target, _)| *target == id);
        let inner = || {
            within
                .iter()
                .find(|(_, alias)| self.span(id).contains(*alias))
        };
        let alias = own.or_else(inner).or(within.first());
        alias.map(|(_, span)| TooMuch::Endless(*span))
    }

    /// What a node stands for, given what the aliases in it do.
    fn weight(&self, id: NodeId, weights: &HashMap<NodeId, usize>) -> usize {
        let mut sum: usize = 0;
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            let node = self.node(id);
            let weight = match &node.kind {
                NodeKind::Empty => 0,
                NodeKind::Scalar { text, .. } => text.len().saturating_mul(letter(node, text)),
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
            sum = sum.saturating_add(weight).saturating_add(NODE);
        }
        sum
    }
}

/// What a letter of a scalar weighs.
fn letter(node: &Node<'_>, text: &str) -> usize {
    let is_digit = |byte: u8| byte.is_ascii_hexdigit() || b"+-._:xo".contains(&byte);
    let is_number = || {
        text.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first))
            && text.bytes().all(is_digit)
    };
    if node.tag().is_some_and(|tag| tag.ends_with(":binary")) {
        BINARY
    } else if is_number() {
        (text.len() / DIGITS).max(1)
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_ALIASED, MAX_TIMES, NODE, TooMuch};
    use crate::{
        card::{Card, State},
        check::CheckOptions,
        yaml::Reader,
    };

    /// What is too much in a block with a gate.
    fn too_much(yaml: &str) -> Option<TooMuch> {
        let text = format!("---\n{yaml}extra_gated_heading: x\n---\n");
        let card = Card::new(&text);
        let [hub, python] = [Reader::Hub, Reader::Python].map(|reader| {
            let reading = card.reading(reader);
            let too_much = reading.too_much();
            let state = too_much.map_or(State::Found, |_| State::Unread);
            assert_eq!(reading.state(), state, "{:?}", reading.error());
            assert_eq!(reading.gate().is_some(), too_much.is_none());
            assert_eq!(
                reading.values().is_ok_and(|values| values.len() == 1),
                too_much.is_none()
            );
            too_much
        });
        assert_eq!(hub, python);
        hub
    }

    fn is_endless(yaml: &str) -> bool {
        matches!(too_much(yaml), Some(TooMuch::Endless(_)))
    }

    fn are_too_many(yaml: &str) -> bool {
        matches!(too_much(yaml), Some(TooMuch::Aliases(_)))
    }

    /// A list of that many aliases of a text.
    fn shared(text: &str, count: usize) -> String {
        let aliases = vec!["*a"; count].join(", ");
        format!("a: &a {text}\nb: [{aliases}]\n")
    }

    /// A mapping of aliases.
    fn entries(alias: &str, count: usize) -> String {
        (0..count).fold(String::new(), |all, at| format!("{all}  k{at}: {alias}\n"))
    }

    #[test]
    fn what_is_shared_is_counted_each_time() {
        let text = "x".repeat(1024 - NODE);
        let most = MAX_ALIASED / 1024;
        assert_eq!(too_much(&shared(&text, most)), None);
        let card = shared(&text, most + 9);
        let last = 4 + card.len() - "*a]\n".len() - 8 * "*a, ".len();
        let span = too_much(&card).map(TooMuch::span);
        assert_eq!(span.map(crate::span::Span::range), Some(last..last + 2));
    }

    #[test]
    fn a_long_block_may_share_more() {
        let weight = MAX_TIMES * "*a, ".len();
        let text = |weight| "x".repeat(weight - NODE);
        assert_eq!(too_much(&shared(&text(weight), MAX_ALIASED / 8)), None);
        assert!(are_too_many(&shared(&text(weight + 2), MAX_ALIASED / 8)));
    }

    #[test]
    fn bytes_count_as_the_values_that_they_become() {
        let bytes = |length| format!("!!binary {}", "AAAA".repeat(length / 4));
        assert_eq!(too_much(&shared(&bytes(MAX_ALIASED / 400), 20)), None);
        assert!(are_too_many(&shared(&bytes(MAX_ALIASED / 400), 40)));
    }

    #[test]
    fn long_numbers_count_as_the_steps_that_they_take() {
        let number = "9".repeat(4_000);
        assert_eq!(too_much(&shared(&number, 3)), None);
        assert!(are_too_many(&shared(&number, 6)));
        assert!(are_too_many(&shared(&format!("0x{number}"), 6)));
        assert_eq!(too_much(&shared(&format!("v{number}"), 6)), None);
    }

    #[test]
    fn what_is_shared_within_what_is_shared_counts_too() {
        let doubled = |times: usize| {
            let lines =
                (0..times).map(|at| format!("a{}: &a{} [*a{at}, *a{at}]\n", at + 1, at + 1));
            format!("a0: &a0 x\n{}", lines.collect::<String>())
        };
        assert_eq!(too_much(&doubled(12)), None);
        assert!(are_too_many(&doubled(30)));
        assert!(are_too_many(&doubled(90)));
        let merging = ('b'..='z').zip('a'..).map(|(name, last)| {
            let sources = format!("*{last}, ").repeat(10);
            format!("{name}: &{name} {{<<: [{sources}]}}\n")
        });
        let merging = merging.collect::<String>();
        assert!(are_too_many(&format!("a: &a {{x: y}}\n{merging}")));
    }

    #[test]
    fn what_is_within_itself_is_followed_as_far_as_a_gate_goes() {
        assert_eq!(too_much("a: &a [*a, *a]\n"), None);
        assert_eq!(too_much("a: &a {b: *a, c: {<<: *a}}\n"), None);
        let wide = |count| format!("a: &a\n{}", entries("*a", count));
        assert_eq!(too_much(&wide(4)), None);
        assert_eq!(too_much(&wide(5)), None);
        assert!(is_endless(&wide(6)));
        assert!(is_endless(&wide(100)));
        assert!(is_endless(&wide(1000)));
        let through_another = |count| format!("a: &a\n  b: &b {{c: *a}}\n{}", entries("*b", count));
        assert_eq!(too_much(&through_another(2)), None);
        assert!(is_endless(&through_another(1000)));
        let place = |yaml: &str| too_much(yaml).map(|it| it.span().range().start);
        let behind_a_small_one = format!("x: &x [*x]\n{}", wide(100));
        assert_eq!(
            place(&behind_a_small_one),
            Some("---\nx: &x [*x]\na: &a\n  k0: ".len())
        );
        let text = "x".repeat(1024);
        let beside = format!("c: &c [*c]\n{}", shared(&text, 2000));
        assert!(are_too_many(&beside));
    }

    #[test]
    fn a_small_mapping_may_be_merged_often() {
        let aliases = vec!["*a"; 2000].join(", ");
        let yaml = format!("a: &a {{b: x, c: y}}\nd:\n  <<: [{aliases}]\n");
        let text = format!("---\n{yaml}---\n");
        let state = Card::new(&text).reading(Reader::Python).state();
        assert_eq!(state, State::Found);
    }

    /// Sees to it that nothing is left of a block in which `<<` takes over too much.
    fn merges_too_much(yaml: &str, reader: Reader) {
        let text = format!("---\n{yaml}extra_gated_heading: x\n---\n");
        let card = Card::new(&text);
        let reading = card.reading(reader);
        assert_eq!(reading.state(), State::Unread);
        assert!(matches!(reading.too_much(), Some(TooMuch::Merging(_))));
        assert!(reading.tree().is_empty());
        assert_eq!(reading.errors(), []);
    }

    #[test]
    fn merging_has_an_end_without_aliases() {
        let keys = (0..4000).fold(String::new(), |all, at| format!("{all}k{at}: x, "));
        let levels = 400;
        let yaml = format!(
            "a: {}{{{keys}}}{}\n",
            "{<<: ".repeat(levels),
            "}".repeat(levels)
        );
        merges_too_much(&yaml, Reader::Python);
    }

    #[test]
    fn keys_that_are_lists_are_not_made_into_texts_without_end() {
        let levels = 90;
        let key = "1,".repeat(10_000);
        let yaml = format!(
            "a: {}{{? [{key}] : x}}{}\n",
            "{<<: ".repeat(levels),
            "}".repeat(levels)
        );
        merges_too_much(&yaml, Reader::Hub);
    }

    #[test]
    fn what_lies_hidden_behind_a_mistake_is_not_unread() {
        let long = shared(&"x".repeat(1024), 2000);
        let long = long.replace("a:", "  a:").replace("b:", "  b:");
        let text = format!("---\nc:\n{long}  d: @x\nextra_gated_eu_disallowed: 'true'\n---\n");
        let findings = Card::new(&text).check(&CheckOptions::default());
        let names: Vec<&str> = findings.iter().map(|it| it.rule.name).collect();
        assert_eq!(names, ["invalid-yaml", "eu-not-boolean"]);
    }

    #[test]
    fn what_else_is_wrong_is_found_as_far_as_it_can_be() {
        let long = shared(&"x".repeat(1024), 2000);
        let names = |text: &str| {
            let findings = Card::new(text).check(&CheckOptions::default());
            let names = findings.iter().map(|it| it.rule.name);
            names.collect::<Vec<_>>()
        };
        let gate = "extra_gated_heading: x";
        for (text, expected) in [
            (
                format!("---\n{long}{gate}\nc: d: e\n---\n"),
                &["large-aliases", "invalid-yaml"][..],
            ),
            (
                format!("---\n{long}{gate}: y\n---\n"),
                &["large-aliases", "invalid-yaml"],
            ),
            (format!("---\n{long}---\n\n{gate}\n"), &["gate-in-body"]),
            (
                format!("---\n{long}c: {{extra_gated_heading: x}}\n---\n"),
                &["large-aliases"],
            ),
            (
                format!("---\n{long}? extra_gated_heading\n: x\n---\n"),
                &["large-aliases"],
            ),
            (
                format!("---\n{long}{gate} # gatecard: ignore[unknwon-key]\n---\n"),
                &["large-aliases", "unknown-ignore"],
            ),
            (format!("---\n{long}---\nA gate.\n"), &[]),
        ] {
            let end = text.len() - 60;
            assert_eq!(names(&text), expected, "{}", &text[end..]);
        }
    }
}
