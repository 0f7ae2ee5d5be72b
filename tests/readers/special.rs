//! YAML blocks that random changes would hardly come upon.

/// The blocks. Values are compared where they belong to a key of the gate.
#[rustfmt::skip]
pub(crate) const BLOCKS: &[&str] = &[
    // Keys that Python holds for one.
    "extra_gated_fields: {1: a, true: b, 1.0: c, '1': d, 0x1: e, 0b1: f}",
    "extra_gated_fields: {0: a, false: b, -0.0: c, 00: d, 0: e, off: f, 2: g, 2.0: h, +2: i, 0x2: j}",
    "extra_gated_fields: {.nan: a, .NaN: b, !!float nan: c, !!float nan: d, .inf: e, -.inf: f, .Inf: g}",
    "extra_gated_fields: {null: a, ~: b, '': c, ? : d, Null: e}",
    "extra_gated_fields: {2024-01-01: a, 2024-01-01 00:00:00: b, 2024-01-01 00:00:00Z: c, 2024-01-01 01:00:00 +1: d}",
    "extra_gated_fields: {1: a, b: c, 1: d, e: f, 1: g}",
    "extra_gated_fields: {a: 1, a: 2, b: 3, b: 4, c: 5, c: 6, a: 7, d: 8, e: 9, d: 10}",
    // Merging.
    "extra_gated_a: &a {x: 1, y: 2}\nextra_gated_b: {y: 3, <<: *a, z: 4}\nextra_gated_c: {<<: *a, <<: {w: 5, x: 6}}",
    "extra_gated_a: &a {x: 1}\nextra_gated_b: &b {x: 2, y: 2}\nextra_gated_c: {<<: [*a, *b], z: 1}\nextra_gated_d: {<<: [*b, *a]}",
    "extra_gated_a: &a {<<: *a, x: 1}",
    "extra_gated_a: &a {x: 1, <<: *a, y: 2}",
    "extra_gated_a: &a {<<: &b {<<: *a, y: 1}, x: 2, y: 3}\nextra_gated_b: *b",
    "extra_gated_a: {<<: {<<: {<<: {a: 1}, b: 2}, c: 3}, d: 4}",
    "extra_gated_a: {! <<: {a: 1}, '<<': 2}", "extra_gated_a: {! '<<': {a: 1}}", "extra_gated_a: {!!merge x: {a: 1}}",
    "<<: {extra_gated_a: 1}\nextra_gated_b: 2", "<<: [{extra_gated_a: 1}, {extra_gated_a: 2, extra_gated_b: 3}]",
    "<<: [a]", "<<: a", "<<: [[]]", "<<: ", "<<: []", "a: <<", "a: [<<]", "? <<\n: {a: b}", "&x <<: {a: b}\nc: {*x : {d: e}}",
    // The key `=`.
    "extra_gated_a: {=: 1}", "=: a\nextra_gated_b: c", "a: =", "extra_gated_a: !!str {=: b}", "extra_gated_a: !!int {a: b, =: '12'}",
    "a: !!str &a {=: *a}", "a: !!timestamp {=: a}", "a: [&x =]\nb: {*x : c}", "extra_gated_a: {&x =: c, d: *x}", "a: !!value b",
    // Tags.
    "extra_gated_a: [!!int '1_2', !!int ' 12 ', !!int '+-5', !!int 0o7, !!int '1:30', !!int '0x0x1', !!int -0b11]",
    "a: !!int abc", "a: !!int ''", "a: !!int", "a: !!int '-'", "a: !!int '_'", "a: !!int '08'", "a: !!int '0x'", "a: !!int '1:a'",
    "a: 0b_", "a: 0x_", "extra_gated_a: [0_, 0_7, -0_, +0, 1__2, 0x_1_, 0b_1, 1_, -1_:3_0, 1:2_0]",
    "extra_gated_a: [!!float 1, !!float '1e5', !!float ' 1.5 ', !!float inf, !!float '-nan', !!float '1:30', !!float '1_0']",
    "a: !!float abc", "a: !!float ''", "a: !!float '-'", "a: !!float '1:x'", "a: !!float '_'",
    "extra_gated_a: [1.0, 1., .5, 0.1, 100000.0, 1.0e+15, 1.0e+16, 1.5e+16, 1.0e+22, 1.0e+100, 1.5e-4, 1.0e-5, 1.0e+999, -0.0, 1_0.0_1, 5.0e-324]",
    "extra_gated_a: [1:30.5, -1:59:59.25, 1:1:1:1:1:1:1:1:1:1:1:1:1:1:1.5, 1_0:5., .inf, -.INF, .NaN]",
    "extra_gated_a: [1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1, 190:20:30, -1:0, 0:30, 1:60, 01:30, 685230.15, 12e03]",
    "extra_gated_a: [0xffffffffffffffffffffffff, 0777777777777777777777777777, 123456789012345678901234567890, -0b1]",
    "extra_gated_a: [!!bool Yes, !!bool 'OFF', !!null x, !!null '', !!str, !!str 12, !!str ~]", "a: !!bool x", "a: !!bool",
    "extra_gated_a: [!!binary aGVsbG8=, !!binary 'aGVs bG8', !!binary '=aGk=', !!binary 'aG=k=', !!binary \"Jwo=\", !!binary '']",
    "extra_gated_a: !!binary\n  aGk=", "--- !!binary\naGk=", "extra_gated_a: !!binary\n  12", "extra_gated_a: !!binary\n  \"aGk=\"", "extra_gated_a: !!binary\n  aGk", "extra_gated_a:\n  !!binary\n  aGk=",
    "a: !!binary a", "a: !!binary ab", "a: !!binary é", "a: !!binary ééa", "a: !!binary \"\\U0001F600\"", "a: !!binary abcde",
    "extra_gated_a: [2024-01-01, 2024-1-1, 2024-1-1 1:02:03, 2024-01-01t01:02:03.1, 2024-01-01 \t 01:02:03.123456789 \t+1:30]",
    "extra_gated_a: [2024-01-01 01:02:03., 2024-01-01T01:02:03Z, 2024-01-01 01:02:03 -12, 2024-01-01 01:02:03 z, !!timestamp 2024-1-1]",
    "a: 2024-13-01", "a: 2024-02-30", "extra_gated_a: 2024-02-29", "a: 2023-02-29", "a: 1900-02-29", "a: 0000-01-01", "a: 2024-01-00",
    "a: 2024-01-01 24:00:00", "a: 2024-01-01 00:60:00", "a: 2024-01-01 00:00:60", "a: 2024-01-01 00:00:00+24", "a: 2024-01-01 00:00:00-99:59",
    "extra_gated_a: 2024-01-01 00:00:00+00:99", "extra_gated_a: 0001-01-01 00:00:00-23:59", "a: !!timestamp x", "a: !!timestamp '2024-01-01 '",
    "extra_gated_a: !!set {b, a, 1, true, ~, \"it's\", 1.5, 2024-01-01, 'NO'}", "extra_gated_a: !!set {}", "a: !!set [a]", "a: !!set x",
    "extra_gated_a: !!omap [a: 1, a: 2, {b: [c]}]", "a: !!omap {}", "a: !!omap [a]", "a: !!omap [{}]", "a: !!omap [{a: 1, b: 2}]",
    "extra_gated_a: !!pairs [{[a]: b}, {{c: d}: e}]", "a: !!pairs a", "a: !!pairs [[]]", "extra_gated_a: !!map {a: b}", "a: !!map [a]",
    "a: !!seq a", "a: !!seq {}", "a: !!str [a]", "a: !!str {b: c}", "a: !!null [a]", "a: !foo b", "a: !<x> b", "a: !foo {b: c}", "a: !!foo",
    "extra_gated_a: [! 12, ! '12', ! \"yes\", ! ~, ! [a], ! {b: c}, !]", "extra_gated_a: ! |\n  123", "extra_gated_a: ! |\n  123\n\nb: c",
    "extra_gated_a: ! |\n  0x1f\n\nb: c", "extra_gated_a: ! |\n  1.5\n\nb: c", "a: ! |\n  .inf\n\nb: c", "a: ! |\n  yes\n\nb: c", "a: ! '&'",
    "!!map\nextra_gated_a: b", "!!set\na: b", "!!str\na: b", "!!omap\n- a: b", "! \nextra_gated_a: b", "&a\nextra_gated_a: b", "!!seq []", "!!str {=: a}",
    // Tags with handles, and directives.
    "%TAG !e! tag:yaml.org,2002:\n--- \nextra_gated_a: !e!str 12", "%TAG ! tag:yaml.org,2002:\n--- \nextra_gated_a: !str 12",
    "%TAG !! !\n--- \na: !!str 12", "%TAG !e! a\n%TAG !e! b\n--- \na: b", "%YAML 1.1\n%YAML 1.1\n--- \na: b", "%YAML 2.0\n--- \na: b",
    "%YAML 01.2\n--- \nextra_gated_a: b", "%YAML a\n--- \na: b", "%YAML 1\n--- \na: b", "%YAML 1.a\n--- \na: b", "%YAML 1.1a\n--- \na: b",
    "%TAG\n--- \na: b", "%TAG !e\n--- \na: b", "%TAG !e!\n--- \na: b", "%TAG !e! \n--- \na: b", "%TAG !e! a b\n--- \na: b", "% a", "%", "%a#b\n--- \na: b",
    "%YAML 1.1 # c\n--- \nextra_gated_a: b", "%YAML 1.1 c\n--- \na: b", "%FOO bar baz # c\n--- \nextra_gated_a: b", "%FOO bar\na: b",
    "a: !<%74ag:yaml.org,2002:str> 12\nextra_gated_a: !<tag:yaml.org,2002:%73tr> 12", "a: !<%ff> b", "a: !<%e2%82> b", "a: !<%e2%82a> b", "a: !<%e2%41> b",
    "a: !<%zz> b", "a: !<%4> b", "a: !<> b", "a: !<a b", "a: !a!b", "a: !a!b!c d", "a: !e!a b", "a: !\"x\" b", "a: !!str, b", "a: !!\tb", "a: !\tb",
    // Anchors and aliases.
    "a: &x b\nc: &x d", "a: *x", "a: &x *x", "a: &a\nextra_gated_b: *a", "extra_gated_a: &x [*x]", "extra_gated_a: &x {a: *x}", "&x a: *x",
    "a: &é b", "a: &x! b", "a: &x, b", "extra_gated_a: [&x a, *x , *x]", "extra_gated_a: {&x a: *x, *x : b}", "a: [*x]", "a: [&x]\nextra_gated_b: *x",
    "&x extra_gated_a: &y b\nextra_gated_c: [*x , *y]", "&x Name: text", "a: &x &y b", "a: !!str !!str b", "extra_gated_a: !!str &x 12\nextra_gated_b: *x",
    // Keys.
    "[a]: b", "{a: b}: c", "? [a]\n: b", "? {a: b}", "? a\nextra_gated_b: c", "? |\n  extra_gated_a\n: b", "? >-\n  extra_gated_a\n: b", "? extra_gated_a: b",
    "? - a\n: b", "? a\n: - b\n  - c", "extra_gated_a:\n  ? b\n  ? c\n  : d", ": a", "- a: b\n c: d", "a:\n- b\nextra_gated_c: d", "a:\n- b\n c: d", "? a\n? b\n",
    "'a': b\n\"extra_gated_c\": d", "'a' b: c", "\"a\"b: c", "'a\n  b': c", "a\nb: c", "a b\n: c", "extra_gated_a:\n  'b': c\n  d", "extra_gated_a : b", "extra_gated_a:b",
    "extra_gated_a:\tb", "extra_gated_a: \tb", "extra_gated_a: b\t", "extra_gated_a: b\t# c", "\textra_gated_a: b", "extra_gated_a:\n\tb: c", "a:\n  b: c\n\td: e",
    // Flow.
    "extra_gated_a: [b: c, d, ? e : f, ? g, \"h\":i, 'j': k, ? : l]", "extra_gated_a: {b: c, d, ? e : f, ? g, \"h\":i, 'j': k, ? , l:}", "extra_gated_a: {b:c, d: }",
    "extra_gated_a: [b:c, d:, e: , -f, ?g]", "a: [- b]", "a: [, b]", "a: {, b}", "a: [b c: d]", "extra_gated_a: [b\n c: d]", "extra_gated_a: [b,\nc,\n\nd]", "a: [b}", "a: {b]", "a: ]", "a: b]",
    "a: }", "]", "a: [b]]", "a: [b] c", "a: {b: c} d", "a: [b", "a: {b", "a: {b: ", "extra_gated_a: [b # c\n, d]", "extra_gated_a: [b, # c\n d]", "extra_gated_a: [|, >]", "a: [\n---\n]", "a: {\n... \n}", "a: [%b]",
    "extra_gated_a: {b: {c: {d: [e, {f: [g]}]}}}", "extra_gated_a: [[[[]]]]", "extra_gated_a: {\"b\" :c}", "extra_gated_a: {b\n: c}", "extra_gated_a: {b:\n c}", "extra_gated_a: {? b\n: c}", "extra_gated_a: [::b, b::c, b: :c]",
    // Quoted texts.
    "extra_gated_a: 'b  \n  \n  c'", "extra_gated_a: \"b  \n\n\n  c \\\n   d\\\n\n  e\\  \n f\"", "extra_gated_a: \"\\ \\0\\a\\b\\t\\\t\\n\\v\\f\\r\\e\\\"\\/\\\\\\N\\_\\L\\P\"",
    "extra_gated_a: \"\\x41\\u00e9\\U0001F600\\ud83d\\ude00\\ud800\"", "a: \"\\U00110000\"", "a: \"\\UFFFFFFFF\"", "a: \"\\x4\"", "a: \"\\x4é\"", "a: \"\\q\"", "a: \"\\'\"", "a: \"\\é\"", "a: \"b\\", "a: 'b", "a: \"b  ",
    "extra_gated_a: 'it''s'", "extra_gated_a: ''''", "extra_gated_a: '''b'", "extra_gated_a: \"'\"", "extra_gated_a: '\"\\'", "extra_gated_a: 'b\nc'", "a: 'b\n--- c'", "a: \"b\n...\n\"", "a: 'b\n\n... \n'", "a: \"b\\\n---\n\"",
    "extra_gated_a: 'b\u{85}c\u{2028}d\u{2029}\u{2029}e\r\nf\rg'", "extra_gated_a: '\tb\t\n\tc\t'", "extra_gated_a: 'b' # c", "extra_gated_a: 'b'#c", "a: 'b' c", "extra_gated_a: \"\"", "extra_gated_a: '\n'", "extra_gated_a: ' \n\n '",
    // Plain texts.
    "extra_gated_a: b\n c\n\n  d # e\nextra_gated_f: g", "extra_gated_a: b\n # c\n d", "extra_gated_a: b#c", "extra_gated_a: b:c", "extra_gated_a: b :c", "a: b: c", "a: b :", "extra_gated_a: -b", "extra_gated_a: ?b", "extra_gated_a: :b", "a: - b", "a: ? b",
    "extra_gated_a: b\u{85} c\u{2028} d\u{2029} e\r\n f\r g", "extra_gated_a: b\u{feff}c", "a\u{feff}: b\n c: d", "extra_gated_a: b\u{a0}c", "extra_gated_a: b\n\u{a0}c", "extra_gated_a: @b", "extra_gated_a: `b", "a: %b", "extra_gated_a: b%c", "extra_gated_a: b\n%c", "extra_gated_a:\n %c",
    "extra_gated_a: b\n--- c", "extra_gated_a: b\n ---", "extra_gated_a: b\n ...", "extra_gated_a: b\n...", "a: b\n...\nc: d", "extra_gated_a: b\n...\n# c", "a: b\n--- \nc: d", "--- a: b", "--- \nextra_gated_a: b", "--- # c\nextra_gated_a: b", "--- {extra_gated_a: b}", "---\ta: b", "---",
    "... \nextra_gated_a: b", "--- |\n a", "--- >\n a", "--- 'a'", "...", "", " ", "\n", "# c", "a", "- a", "12", "~", "\u{feff}extra_gated_a: b", "\u{feff}", "\n\u{feff}extra_gated_a: b", " extra_gated_a: b", " extra_gated_a: b\nc: d", "  a: b\n c: d",
    // Block texts.
    "extra_gated_a: |\n  b\n   c\n\n  d\n\nextra_gated_e: f", "extra_gated_a: >\n  b\n  c\n\n  d\n   e\n  f\n\n\n  g\nextra_gated_e: f", "extra_gated_a: |+\n  b\n\n\nextra_gated_c: d", "extra_gated_a: |-\n  b\n\n\nextra_gated_c: d", "extra_gated_a: |+\n\n\nextra_gated_c: d",
    "extra_gated_a: >+\n\n  b\n\nextra_gated_c: d", "extra_gated_a: |2\n    b\n  c\nextra_gated_d: e", "extra_gated_a: |2-\n    b", "extra_gated_a: |-2\n    b", "extra_gated_a: |1\n b\n  c", "a: |0\n b", "a: |-0\n b", "a: |12\n b", "a: |a\n b", "a: |-+\n b", "extra_gated_a: | # b\n  c", "a: |# b\n  c",
    "a: |\tb\n c", "a: | b\n c", "extra_gated_a: |", "extra_gated_a: >-", "extra_gated_a: |\nextra_gated_b: c", "extra_gated_a: |\n\n\n", "extra_gated_a: |\n    \n  b", "a: |\n     \n  b\n  c: d", "extra_gated_a: |\n\tb", "extra_gated_a: |\n  \tb\n\n  c", "extra_gated_a: >\n  b\n  \tc\n  d", "extra_gated_a: >\n  b \n  c",
    "extra_gated_a: |\n  b\u{85}  c\u{2028}  d\u{2029}  e\r\n  f\r  g", "extra_gated_a: >\n  b\u{85}  c\u{2028}  d\u{2029}  e\r\n  f\r  g", "extra_gated_a: |\n  \u{feff}b\n  c", "extra_gated_a: |\n  # b\n # c\nextra_gated_d: e", "- |\n a\n- >\n b", "extra_gated_a:\n  - |\n   b\n  - c", "extra_gated_a: |\n  b\n c: d", "extra_gated_a: >\n\n\n  b\n\n\n  c",
    "extra_gated_a: |+\n  b", "extra_gated_a: |+\n  b\n\n", "extra_gated_a: |\n  ---\n  b", "extra_gated_a: |\n  ...\nextra_gated_b: |\n b: c\n  d", "extra_gated_a: !!str |\n  b", "extra_gated_a: &x |\n  b\nextra_gated_c: *x", "extra_gated_a: |\n b\n\n\n   \n c\n", "extra_gated_a: >2\n   b\n  c\n   d",
];

/// Tags, each of which stands before each.
const TAGS: [&str; 12] = [
    "!!str", "!!null", "!", "!!map", "!!seq", "!!set", "!!omap", "!!merge", "!!int", "!!binary",
    "!!pairs", "!!bool",
];

/// Blocks with two tags for one node, or for none: the first is on the line `A`, the second on `B`.
const TWO_TAGS: [&str; 6] = [
    "A\nB",
    "extra_gated_a:\n  A\n  B\nextra_gated_b: c",
    "extra_gated_a:\n- A\n  B",
    "extra_gated_a:\n  A\n  B\n  x",
    "extra_gated_a:\n  A\n  B\n  aGk=",
    "extra_gated_a:\n  A\n  B\n  [x]",
];

/// Each tag before each.
pub(crate) fn two_tags() -> impl Iterator<Item = String> {
    let pairs = TAGS.iter().flat_map(|a| TAGS.iter().map(move |b| (a, b)));
    pairs.flat_map(|(a, b)| TWO_TAGS.map(|block| block.replace('A', a).replace('B', b)))
}
