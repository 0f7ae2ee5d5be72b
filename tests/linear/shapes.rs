//! Cards of any size, each large in another way.

use std::fmt::Write as _;

/// A kind of card.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// The card with that many parts.
    pub(crate) card: fn(usize) -> String,
}

/// A card with parts that are numbered.
fn parts(head: &str, count: usize, part: impl Fn(usize) -> String, tail: &str) -> String {
    let mut card = format!("---\n{head}");
    (0..count).for_each(|number| card.push_str(&part(number)));
    card + tail + "---\n# Amber\n"
}

fn repeated(head: &str, part: &str, count: usize, tail: &str) -> String {
    parts(head, count, |_| part.to_owned(), tail)
}

/// A text that aliases stand for.
fn long_text() -> String {
    format!("a: &a |\n  {}\n", "word ".repeat(70))
}

/// A comment beside each alias of something long: a block is read that stands for eight times its
/// length.
const BESIDE: &str = "# One alias for each of these comments is not too much.\n";

const FIELDS: &str = "extra_gated_fields:\n";
const GATE: &str = "extra_gated_fields:\n  Company: text\n";

/// Cards with much of everything that a card can have.
#[rustfmt::skip]
pub(crate) const CARDS: &[Shape] = &[
    // The text behind the gate, and before it.
    Shape { name: "body", card: |n| format!("---\n{GATE}---\n{}", "Some words, `code` and [a link](https://example.org).\n".repeat(n)) },
    Shape { name: "body with gates in it", card: |n| format!("---\n{GATE}---\n{}", "extra_gated_prompt: a\n\n".repeat(n)) },
    Shape { name: "body with fences", card: |n| format!("---\n{GATE}---\n{}", "```yaml\n---\nextra_gated_prompt: a\n---\n".repeat(n)) },
    Shape { name: "no front matter", card: |n| format!("# Amber\n{}---\nextra_gated_heading: Hello\n---\n", "Some words.\n".repeat(n)) },
    Shape { name: "an open block", card: |n| format!("---\n{GATE}{}", "  Some words: text\n".repeat(n)) },
    Shape { name: "other metadata", card: |n| parts("", n, |i| format!("key{i}: [a, b, 'c']\n"), GATE) },
    // Texts.
    Shape { name: "prompt", card: |n| repeated("extra_gated_prompt: |\n", "  By clicking **Agree** you accept the [terms](https://example.org/a) <b>here</b>.\n\n", n, "") },
    Shape { name: "prompt on one line", card: |n| repeated("extra_gated_prompt: ", "some words, a@b.org and https://example.org/c ", n, "\n") },
    Shape { name: "quoted prompt", card: |n| repeated("extra_gated_prompt: \"", "a \\u00e9 \\\n  b 'c'\n\n  ", n, "\"\n") },
    Shape { name: "buttons in a prompt", card: |n| repeated("extra_gated_prompt: |\n  ", "click 'a' or \"Agree\" ", n, "\n") },
    Shape { name: "open marks in a prompt", card: |n| repeated("extra_gated_prompt: |\n  ", "By clicking **[a](<!-- ", n, "\n") },
    Shape { name: "heading", card: |n| repeated("extra_gated_heading: ", "[a](b.c) *d* ", n, "\n") },
    // Fields and options.
    Shape { name: "fields", card: |n| parts(FIELDS, n, |i| format!("  Question {i} of the form: {}\n", ["text", "checkbox", "country", "date_picker"][i % 4]), "") },
    Shape { name: "fields in braces", card: |n| parts("extra_gated_fields: {", n, |i| format!("Question {i}: {{type: text}}, "), "}\n") },
    Shape { name: "quoted fields", card: |n| parts(FIELDS, n, |i| format!("  \"Question {i}\":\n    type: 'text'\n"), "") },
    Shape { name: "numbers as fields", card: |n| parts(FIELDS, n, |i| format!("  {i}: text\n"), "") },
    Shape { name: "options", card: |n| parts(&format!("{FIELDS}  Use:\n    type: select\n    options:\n"), n, |i| format!("      - Option {i}\n"), "") },
    Shape { name: "options with values", card: |n| parts(&format!("{FIELDS}  Use:\n    type: select\n    options:\n"), n, |i| format!("      - label: Option {i}\n        value: v{i}\n"), "") },
    Shape { name: "options in brackets", card: |n| parts(&format!("{FIELDS}  Use: {{type: select, options: ["), n, |i| format!("'a {i}', "), "]}\n") },
    // Nesting, as deep as the readers go, and deeper.
    Shape { name: "nesting", card: |n| repeated(FIELDS, &format!("  - {}{}\n", "[".repeat(40), "]".repeat(40)), n, "") },
    Shape { name: "endless nesting", card: |n| format!("---\nextra_gated_fields: {}\n---\n", "[".repeat(4 * n)) },
    Shape { name: "endless braces", card: |n| format!("---\nextra_gated_fields: {}\n---\n", "{a: ".repeat(4 * n)) },
    Shape { name: "endless dashes", card: |n| format!("---\nextra_gated_fields:\n  {}a\n---\n", "- ".repeat(4 * n)) },
    // Aliases.
    Shape { name: "aliases", card: |n| parts(&format!("a: &a {{type: text}}\n{FIELDS}"), n, |i| format!("  Question {i}: *a\n"), "") },
    Shape { name: "anchors", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: &a{i} text\n  Answer {i}: *a{i}\n"), "") },
    Shape { name: "merged fields", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: {{<<: {{type: text}}}}\n"), "") },
    Shape { name: "a chain of merges", card: |n| parts("a0: &a0 {type: text}\n", n, |i| format!("a{}: &a{} {}\n", i + 1, i + 1, if i % 8 == 0 { "{type: text}".to_owned() } else { format!("{{<<: *a{i}}}") }), GATE) },
    Shape { name: "merging many", card: |n| parts("a: &a {type: text}\nb: {<<: [\n", n, |_| format!("    *a, {BESIDE}"), &format!("    ]}}\n{GATE}")) },
    Shape { name: "a long text as options", card: |n| parts(&format!("{}{FIELDS}  Use: {{type: select, options: [\n", long_text()), n, |_| format!("    *a, {BESIDE}"), "    ]}\n") },
    Shape { name: "a long text as fields", card: |n| parts(&format!("{}{FIELDS}", long_text()), n, |_| format!("  ? *a {BESIDE}  : text\n"), "") },
    Shape { name: "a long text as attributes", card: |n| parts(&format!("{}{FIELDS}", long_text()), n, |i| format!("  Question {i}: {{type: text, *a : b}} {BESIDE}"), "") },
    Shape { name: "a long text as keys", card: |n| parts(&format!("{}b:\n", long_text()), n, |_| format!("- {{*a : b, c: d}} {BESIDE}"), GATE) },
    Shape { name: "a long list as options", card: |n| parts(&format!("a: &a [{}]\n{FIELDS}", "Option, ".repeat(14)), n, |i| format!("  Question {i}: {{type: select, options: *a}}\n"), "") },
    Shape { name: "lists within themselves", card: |n| parts("", n, |i| format!("a{i}: &a{i} [*a{i}] {BESIDE}"), GATE) },
    Shape { name: "aliases of many lengths", card: |n| parts(&format!("{}{FIELDS}", (0..n).fold(String::new(), |mut out, i| { let _ = writeln!(out, "a{i}: &a{i} {}", "x".repeat(i % 50)); out })), n, |i| format!("  ? *a{i}\n  : {{type: *a{i}, options: [*a{i}]}}\n"), "") },
    // Those that stand for too much, and are not read.
    Shape { name: "too long a text as options", card: |n| parts(&format!("a: &a {}\n{FIELDS}  Use: {{type: select, options: [", "word ".repeat(20_000 + n)), n, |_| "*a, ".to_owned(), "]}\n") },
    Shape { name: "fields within themselves", card: |n| parts("extra_gated_fields: &a\n", n, |i| format!("  Question {i}: *a\n"), "") },
    Shape { name: "options within their fields", card: |n| parts(&format!("extra_gated_fields: &a\n  type: select\n  options: [{}]\n", "Option, ".repeat(n)), n, |i| format!("  Question {i}: {{<<: *a}}\n"), "") },
    Shape { name: "doubling aliases", card: |n| parts("a0: &a0 [text]\n", n, |i| format!("a{}: &a{} [*a{i}, *a{i}]\n", i + 1, i + 1), "extra_gated_fields: *a3\n") },
];

/// Cards with many mistakes. The first ones have findings of every form: with fixes and without,
/// with further places and without.
#[rustfmt::skip]
pub(crate) const MISTAKES: &[Shape] = &[
    Shape { name: "unknown types", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: string\n"), "") },
    Shape { name: "unknown keys", card: |n| parts("", n, |i| format!("extra_gated_{i:06}: a\n"), GATE) },
    Shape { name: "misspelt keys", card: |n| repeated("", "extra_gated_promt: a\n", n, GATE) },
    Shape { name: "duplicate fields", card: |n| repeated(FIELDS, "  Company: text\n", n, "") },
    Shape { name: "duplicate options", card: |n| repeated(&format!("{FIELDS}  Use:\n    type: select\n    options:\n"), "      - Other\n", n, "") },
    Shape { name: "options that are no texts", card: |n| parts(&format!("{FIELDS}  Use:\n    type: select\n    options:\n"), n, |i| format!("      - {i}\n"), "") },
    Shape { name: "selects without options", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: select\n"), "") },
    Shape { name: "optional fields", card: |n| parts(FIELDS, n, |i| format!("  Question {i} (optional):\n    type: text\n    required: false\n"), "") },
    Shape { name: "questions as checkboxes", card: |n| parts(FIELDS, n, |i| format!("  May we contact you {i}?: checkbox\n"), "") },
    Shape { name: "similar labels", card: |n| parts(FIELDS, n, |i| format!("  Company {}: text\n", "x".repeat(i % 7)), "") },
    Shape { name: "a list of fields", card: |n| parts(FIELDS, n, |i| format!("- Question {i}: text\n"), "") },
    Shape { name: "fields without types", card: |n| parts(FIELDS, n, |i| format!("  Question {i}:\n"), "") },
    Shape { name: "swallowed fields", card: |n| parts(&format!("{FIELDS}  Job:\n    type: select\n    options: [A, B]\n"), n, |i| format!("    Question {i}: text\n"), "") },
    Shape { name: "fields that run together", card: |n| parts(FIELDS, n, |i| format!("  Question {i}:text\n"), "") },
    Shape { name: "two colons", card: |n| parts(FIELDS, n, |i| format!("  Note {i}: I agree: checkbox\n"), "") },
    Shape { name: "open quotes", card: |n| parts(FIELDS, n, |i| format!("  \"Question {i}: text\n"), "") },
    Shape { name: "cut texts", card: |n| parts(FIELDS, n, |i| format!("  Tel {i} # home: text\n"), "") },
    Shape { name: "yes and no", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: {{type: text, default: yes}}\n  {i}_000: no\n"), "") },
    Shape { name: "nested keys", card: |n| parts("", n, |i| format!("a{i}:\n  extra_gated_prompt: b\n"), GATE) },
    Shape { name: "silenced findings", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: string # gatecard: ignore[unknown-type] so\n"), "") },
    Shape { name: "idle comments", card: |n| parts(FIELDS, n, |i| format!("  # gatecard: ignore[unknown-type]\n  Question {i}: text\n"), "") },
    Shape { name: "idle comments below texts", card: |n| parts("", n, |i| format!("a{i}: |+\n  b\n# gatecard: ignore[unknown-type]\n\n\n"), GATE) },
    Shape { name: "comments at broken entries", card: |n| parts(FIELDS, n, |i| format!("  Note {i}: I agree: checkbox # gatecard: ignore[invalid-yaml] so\n"), "") },
    Shape { name: "comments without rules", card: |n| parts(FIELDS, n, |i| format!("  Question {i}: text # gatecard: ignore[unknwn-type, a, b] # gatecard: x\n"), "") },
    Shape { name: "astray", card: |n| format!("Text\n---\n{FIELDS}{}---\n", (0..n).fold(String::new(), |mut out, i| { let _ = writeln!(out, "  Question {i}: string"); out })) },
];
