//! What the comparison with the real `PyYAML` cannot see: spans, borrowing, comments, limits.

use std::borrow::Cow;

use super::{load, read, value};
use crate::{
    span::Span,
    yaml::{NodeKind, ReadError, Tree},
};

/// Reads a text within a card, so that offsets are not those of the text itself.
fn within_card<T>(yaml: &str, test: impl FnOnce(&str, Result<Tree<'_>, ReadError>) -> T) -> T {
    let card = format!("é---\n{yaml}\n---\n");
    let start = "é---\n".len();
    let tree = read(&card, Span::new(start, start + yaml.len()));
    test(&card, tree)
}

/// The bytes of every node, in the order of the tree.
fn spans(yaml: &str) -> Vec<String> {
    within_card(yaml, |text, tree| {
        let tree = tree.unwrap_or_default();
        let nodes = tree.iter();
        nodes
            .map(|(_, node)| node.span.slice(text).to_owned())
            .collect()
    })
}

/// The error of a text, from reading or loading.
fn error(yaml: &str) -> Option<String> {
    within_card(yaml, |_, tree| match tree {
        Ok(mut tree) => load(&mut tree, yaml.len()).error.map(|error| error.message),
        Err(error) => Some(error.message),
    })
}

#[test]
fn spans_are_exact() {
    for (yaml, expected) in [
        ("a: b", &["a: b", "a", "b"][..]),
        ("a:", &["a:", "a", ""]),
        ("a: # c\nb: c", &["a: # c\nb: c", "a", "", "b", "c"]),
        ("a: 'b  ' # c", &["a: 'b  '", "a", "'b  '"]),
        (
            "a: |\n  b\n  c\n\nd: e\n",
            &["a: |\n  b\n  c\n\nd: e", "a", "|\n  b\n  c", "d", "e"],
        ),
        ("a: >-\n  b", &["a: >-\n  b", "a", ">-\n  b"]),
        ("a: |\nb: c", &["a: |\nb: c", "a", "|", "b", "c"]),
        ("- a\n-\n- b  # c\n", &["- a\n-\n- b", "a", "", "b"]),
        (
            "a:\n- b\n- c\nd: e",
            &["a:\n- b\n- c\nd: e", "a", "- b\n- c", "b", "c", "d", "e"],
        ),
        ("&x !!map {a: &y !t b}", &["{a: &y !t b}", "a", "b"]),
        (
            "[a: b, {c, d: }]",
            &[
                "[a: b, {c, d: }]",
                "a: b",
                "a",
                "b",
                "{c, d: }",
                "c",
                "",
                "d",
                "",
            ],
        ),
        ("? a\n: b\n? c\n", &["? a\n: b\n? c", "a", "b", "c", ""]),
        ("a: &x b\nc: *x", &["a: &x b\nc: *x", "a", "b", "c", "*x"]),
        (
            "a: b\n  c\n\n  d\n\n# e\n",
            &["a: b\n  c\n\n  d", "a", "b\n  c\n\n  d"],
        ),
    ] {
        assert_eq!(spans(yaml), expected, "{yaml:?}");
    }
}

#[test]
fn what_stands_in_the_card_is_not_copied() {
    let yaml = "a b: 'c d'\ne: \"f\"\ng: |-\n  h\ni: >\n  j\nk: |\n  l";
    within_card(yaml, |_, tree| {
        for (_, node) in tree.unwrap_or_default().iter() {
            if let NodeKind::Scalar { text, .. } = &node.kind {
                assert!(matches!(text, Cow::Borrowed(_)), "{text:?}");
            }
        }
    });
}

#[test]
fn comments_are_kept() {
    let yaml = "# a\nb: c # d\ne: | # f\n  # g\n# h\ni: \"i\"#j\nk: [k, # l\n]";
    within_card(yaml, |text, tree| {
        let comments = tree.unwrap_or_default().comments;
        let comments: Vec<&str> = comments.iter().map(|c| c.span.slice(text)).collect();
        assert_eq!(comments, ["# a", "# d", "# f", "# h", "#j", "# l"]);
    });
}

#[test]
fn keys_with_a_sign_of_their_own_are_told_apart() {
    for (yaml, expected) in [
        ("a: b", vec![false]),
        ("? a\n: b\nc: d", vec![true, false]),
        ("{a: b, ? c : d, e}", vec![false, true, false]),
        ("? {a: b}\n: c", vec![true]),
    ] {
        within_card(yaml, |_, tree| {
            let tree = tree.unwrap_or_default();
            let explicit: Vec<bool> = tree.top().iter().map(|entry| entry.explicit).collect();
            assert_eq!(explicit, expected, "{yaml:?}");
        });
    }
}

#[test]
fn nesting_ends_where_pythons_stack_does() {
    let recursion = "RecursionError: maximum recursion depth exceeded";
    let nested = |depth: usize| "{a: ".repeat(depth) + &"}".repeat(depth);
    assert_eq!(error(&nested(491)), None);
    assert_eq!(error(&nested(492)).as_deref(), Some(recursion));
    assert_eq!(error(&"[".repeat(1_000_000)).as_deref(), Some(recursion));
    assert_eq!(error(&"- ".repeat(1_000_000)).as_deref(), Some(recursion));
}

#[test]
fn keys_end_after_1024_characters() {
    let no_colon = "mapping values are not allowed here";
    assert_eq!(error(&("é".repeat(1024) + ": a")), None);
    assert_eq!(
        error(&("é".repeat(1025) + ": a")).as_deref(),
        Some(no_colon)
    );
    assert_eq!(
        error(&("\u{feff}".repeat(1026) + ": a")).as_deref(),
        Some(no_colon)
    );
}

#[test]
fn what_contains_itself_is_refused() {
    within_card("a: &a [*a]", |_, tree| {
        let tree = tree.unwrap_or_default();
        let first = tree.top().first().map(|entry| value(&tree, entry.value));
        assert!(matches!(first, Some(Err(error)) if error.message.contains("Circular")));
    });
}

#[test]
fn what_is_merged_within_itself_is_refused() {
    let yaml = "a: &a {b: c, d: {<<: *a}}";
    within_card(yaml, |_, tree| {
        let mut tree = tree.unwrap_or_default();
        assert!(load(&mut tree, yaml.len()).error.is_none());
        let first = tree.top().first().map(|entry| value(&tree, entry.value));
        assert!(matches!(first, Some(Err(error)) if error.message.contains("Circular")));
    });
}

#[test]
fn whole_numbers_end_where_python_ends_them() {
    let limit = "Exceeds the limit (4300 digits)";
    assert_eq!(error(&"1".repeat(4300)), None);
    assert!(error(&"1".repeat(4301)).is_some_and(|error| error.contains(limit)));
    let hex = format!("a: 0x{}", "f".repeat(5000));
    assert_eq!(error(&hex), None);
    within_card(&hex, |_, tree| {
        let tree = tree.unwrap_or_default();
        let first = tree.top().first().map(|entry| value(&tree, entry.value));
        assert!(matches!(first, Some(Err(error)) if error.message.contains(limit)));
    });
}
