//! Cards with something wrong: made from real ones, the same for the same seed.

/// A source of numbers, the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    /// A source with that seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `limit`, or 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("it is small");
        usize::try_from(self.next() % limit).expect("it is below the limit")
    }

    /// One of `choices`.
    pub(crate) fn pick<'c, T: ?Sized>(&mut self, choices: &[&'c T]) -> &'c T {
        choices[self.below(choices.len())]
    }
}

/// What is put in at any place.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "'", "\"", "''", ":", ": ", " :", " : ", "#", " #", " # ", "-", "- ", "? ", "|", ">", "|-",
    ">-", "|+", ">2", "|\n", "{", "}", "[", "]", ",", ", ", "&a ", "*a", "*a ", "&b", "!", "! ",
    "!!str ", "!!int ", "!!map ", "!!set ", "!x ", "!<tag:yaml.org,2002:str> ", "%", "@", "`", "~",
    "=", "<<", "\\", "\\n", "\\x41", "\\u00e9", "\\", "\t", "\u{a0}", "\u{3000}", "\u{200b}",
    "\u{feff}", "\u{85}", "\u{2028}", "\u{2029}", "\u{ff1a}", "\u{201c}", "\u{1f600}", "\u{7f}",
    "\u{0}", "\u{1b}", " ", "  ", "\n", "\n\n", "\r", "\r\n", "---", "...", "\n---\n", "\n...\n",
    "\n--- ", "é", "0", "_",
];

/// What becomes of a value.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "", "~", "null", "Null", "yes", "NO", "on", "Off", "true", "False", "y", "n", "0", "-0", "00",
    "0123", "0o17", "089", "0b101", "0b_", "0x1F", "-0x1f", "1_000", "+12", "12:30", "1:30:59",
    "12:60", "1.5", ".5", "-.5", "5.", "1e3", "1.0e+3", "1.0e3", "1_0.5", "1:30.5", ".inf",
    "-.INF", ".nan", "2024-01-01", "2024-1-1", "2024-13-01", "2024-02-30", "2024-01-01 12:00:00",
    "2024-01-01T1:02:03.45Z", "2024-01-01 12:00:00 +01:30", "2024-01-01 12:00:00 -99", "=", "<<",
    "'it''s'", "'a\n  b'", "\"a\\\n  b\"", "\"a\\tb \\u00e9\"", "\"\\q\"", "\"a\n\n  b\"",
    "|\n  a\n  b", "|-\n  a\n\n", "|+\n  a\n\n\n", ">\n  a\n  b\n\n  c\n   d\n", ">-\n  a\n\n  b",
    "|2\n    a\n   b", "|\n\n   a\n  b", "> # c\n  a", "[]", "{}", "[a, b]", "[a: b, c]",
    "{a: b, c}", "{a, ? b : c}", "[a, [b, {c: d}]]", "{\"a\":b}", "[? a : b]", "{a: [}", "[a",
    "a: b", "a #b", "a#b", "- a", "\n  a: b", "\n  - a\n  - b", "\n- a\n- b", "\n  ? a\n  : b",
    "\n  a\n  b", "&a b", "&a", "*a", "!!str 12", "!!int '12'", "!!float 1", "!!bool yes",
    "!!null ''", "!!binary aGk=", "!!timestamp 2024-1-1", "!!set {a, b}", "!!omap [a: b]",
    "!!pairs [a: b, a: c]", "!!seq []", "!!map {}", "!!str", "! 12", "! '12'", "!!int x", "!foo a",
    "!e!x a", "@a", "`a", "%a", "a\tb", "a \t b", "\ta", "a\n  # c\n  b", "a\n # c", "**a**",
    "!a!b c", "a,b", "[a,b]", "? a", "https://a.b",
];

/// Lines that are put in.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "base: &base {a: 1, b: 2}", "<<: *base", "<<: [*base, *base]", "<<: {x: 1}", "<<: 1",
    "\"<<\": x", "extra_gated_prompt: again", "extra_gated_fields: &base\n  a: text", "  a: text",
    "    a: text", "  Yes: text", "  NO: text", "  1: text", "  '1': text", "  1.0: text",
    "  true: text", "  null: text", "  ~: text", "  2024-01-01: text", "  0x10: text", "  =: text",
    "  ? a", "  : b", "  ? - a", "  [a]: b", "  {a: b}: c", "  *base : c", "  &x : y", "  &x y: z",
    "  - a", "- a", " a", "a", "a: b: c", ": a", "? a", "?", "-", "# comment", "  # comment",
    "\t# comment", "\t", " ", "", "...", "--- a", "--- |", "%YAML 1.1", "%YAML 2.0",
    "%TAG !e! tag:e,2000:", "%FOO bar", "}", "]", "'a': b", "\"a\" : b", "'a' b: c",
    "? |\n  a\n: b", "a:", "a: |", "a: >-", "\u{feff}a: b", "  \u{a0}a: b", "\u{a0}a: b",
    "a\u{ff1a}b", "<<: *nothing", "extra_gated_eu_disallowed: yes",
];

/// Whole changes of line ends.
const LINE_ENDS: &[&str] = &[
    "\r\n", "\r", "\n\n", "\u{85}", "\u{2028}", "\n\r", " \n", "\t\n",
];

/// The longest YAML block that is kept whole, in characters. The real readers are slow.
const MAX_BLOCK: usize = 1_500;

/// A card with a few changes.
pub(crate) fn mutate(card: &str, random: &mut Random) -> String {
    let card = shorten(card, random);
    let mut text: Vec<char> = card.chars().collect();
    for _ in 0..=random.below(3) {
        text = change(&text, random);
    }
    text.into_iter().collect()
}

/// A card put together from signs, values and lines alone.
pub(crate) fn invent(random: &mut Random) -> String {
    let mut text = "---\n".to_owned();
    for _ in 0..=random.below(3) {
        text += random.pick(&[
            "",
            "extra_gated_prompt: ",
            "extra_gated_fields:\n  a: ",
            "a: ",
            "- ",
        ]);
        for _ in 0..=random.below(6) {
            let parts = random.pick(&[SIGNS, VALUES, LINES, SIGNS]);
            text += random.pick(parts);
            text += random.pick(&["", "", " ", "\n", "\n  ", "a", "a: ", "b"]);
        }
        text += "\n";
    }
    text + "---\n"
}

/// The card with lines of a long YAML block left out, and with little of the rest.
fn shorten(card: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = card.split_inclusive('\n').collect();
    let fence = |line: &&str| line.trim_end() == "---";
    let close = lines
        .iter()
        .skip(1)
        .position(fence)
        .map_or(lines.len(), |at| at + 1);
    lines.truncate(close + 3);
    while lines
        .iter()
        .take(close)
        .map(|line| line.len())
        .sum::<usize>()
        > MAX_BLOCK
    {
        if lines.len() < 4 {
            break;
        }
        let from = 1 + random.below(lines.len() - 2);
        let to = (from + 1 + random.below(8)).min(lines.len() - 1);
        lines.drain(from..to);
    }
    lines.concat()
}

/// One change.
fn change(text: &[char], random: &mut Random) -> Vec<char> {
    let at = random.below(text.len());
    match random.below(20) {
        0..=2 => splice(text, at, at, random.pick(SIGNS)),
        3 => splice(text, at, at + 1, random.pick(SIGNS)),
        4 => splice(text, at, at + random.below(6), ""),
        5 | 6 => change_lines(text, random, |lines, at, random| {
            lines.insert(at, format!("{}\n", random.pick(LINES)));
        }),
        7 | 8 => change_lines(text, random, |lines, at, random| {
            let copy = lines[at].clone();
            let to = if random.below(2) == 0 {
                at
            } else {
                random.below(lines.len())
            };
            lines.insert(to, copy);
        }),
        9 | 10 => change_lines(text, random, |lines, at, random| {
            let to = random.below(lines.len());
            lines.swap(at, to);
        }),
        11 | 12 => change_lines(text, random, |lines, at, random| {
            indent(lines, at, random);
        }),
        13 => change_line_ends(text, random),
        14 => truncate(text, at),
        15 => change_around(text, random),
        _ => change_value(text, random),
    }
}

/// Puts something in the place of a part.
fn splice(text: &[char], from: usize, to: usize, with: &str) -> Vec<char> {
    let rest = text.get(to..).unwrap_or_default();
    let start = text[..from.min(text.len())].iter().copied();
    start
        .chain(with.chars())
        .chain(rest.iter().copied())
        .collect()
}

/// Gives one `key: value` another value.
fn change_value(text: &[char], random: &mut Random) -> Vec<char> {
    let pairs = text.windows(2).enumerate();
    let colons: Vec<usize> = pairs
        .filter(|(_, pair)| pair[0] == ':' && pair[1].is_whitespace())
        .map(|(at, _)| at + 1)
        .collect();
    let Some(&from) = colons.get(random.below(colons.len())) else {
        return splice(text, 0, 0, random.pick(VALUES));
    };
    let line = text[from..].iter();
    let to = from + line.take_while(|character| **character != '\n').count();
    splice(text, from, to, &format!(" {}", random.pick(VALUES)))
}

/// Changes the card line by line.
fn change_lines(
    text: &[char],
    random: &mut Random,
    change: impl Fn(&mut Vec<String>, usize, &mut Random),
) -> Vec<char> {
    let text: String = text.iter().collect();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        lines.push("\n".to_owned());
    }
    let at = random.below(lines.len());
    change(&mut lines, at, random);
    lines.concat().chars().collect()
}

/// Changes the start of a line.
fn indent(lines: &mut [String], at: usize, random: &mut Random) {
    let line = &lines[at];
    lines[at] = match random.below(7) {
        0 => format!(" {line}"),
        1 => format!("  {line}"),
        2 => format!("- {line}"),
        3 => format!(
            "{}{line}",
            random.pick(&["\t", "? ", "\u{a0}", "\u{3000}", ": ", "#"])
        ),
        4 => line.replacen("- ", "", 1),
        5 => line.strip_prefix(' ').unwrap_or(line).to_owned(),
        _ => line.trim_start_matches(' ').to_owned(),
    };
}

/// Changes one line end, or all.
fn change_line_ends(text: &[char], random: &mut Random) -> Vec<char> {
    let end = random.pick(LINE_ENDS);
    let text: String = text.iter().collect();
    let changed = if random.below(2) == 0 {
        text.replace('\n', end)
    } else {
        let breaks = text.matches('\n').count();
        let at = random.below(breaks);
        let mut parts = text.splitn(at + 2, '\n');
        let head: Vec<&str> = parts.by_ref().take(at + 1).collect();
        match parts.next() {
            Some(rest) => [&head.join("\n"), end, rest].concat(),
            None => head.join("\n"),
        }
    };
    changed.chars().collect()
}

/// Ends the YAML block at a place.
fn truncate(text: &[char], at: usize) -> Vec<char> {
    text[..at]
        .iter()
        .copied()
        .chain("\n---\n".chars())
        .collect()
}

/// Changes what stands around the YAML block.
fn change_around(text: &[char], random: &mut Random) -> Vec<char> {
    let text: String = text.iter().collect();
    let changed = match random.below(6) {
        0 => {
            random
                .pick(&[
                    "\u{feff}", " ", "\n", "\u{85}", "\u{a0}\n", "x\n", "\u{200b}",
                ])
                .to_owned()
                + &text
        }
        1 => text.replacen("---", random.pick(&["--- ", "----", " ---", "", "..."]), 1),
        2 => text.replacen(
            "\n---",
            random.pick(&["\n--- ", "\n---\t", "\n---x", "\n ---", "\n..."]),
            1,
        ),
        3 => text.replacen(
            "---\n",
            random.pick(&["---\r", "---\r\n", "---\n\n", "---\n \n"]),
            1,
        ),
        4 => text.replacen(
            "\n---\n",
            random.pick(&["\n---", "\r\n---\r\n", "\r---\n", "\n---\r"]),
            1,
        ),
        _ => text.replacen("---\n", &format!("---\n{}\n", random.pick(LINES)), 1),
    };
    changed.chars().collect()
}
