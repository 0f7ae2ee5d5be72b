//! However a card is written, its page holds no script but ours, no handler, and nothing that
//! loads or sends anything. The pages are read back with html5ever, as a browser reads them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]

mod support;

use std::{env, path::PathBuf};

use gatecard::{Card, CheckOptions, Field, FieldOption, FieldType, Gate, State};
use gatecard_preview::{IndexEntry, Options, PlacedFinding, Preview, index, page};
use proptest::{collection::vec, prelude::*, sample::select};
use support::{card_files, faults, fixtures, page_of};

fn html(name: &str, text: &str) -> String {
    let card = Card::new(text);
    let findings = card.check(&CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    });
    page(&Preview::new(name, &card, &findings, Options::default()))
}

#[test]
fn the_fixtures_are_harmless() {
    let mut count = 0;
    for (name, text) in card_files(&fixtures()) {
        assert_eq!(faults(&html(&name, &text)), [""; 0], "{name}");
        count += 1;
    }
    assert!(count > 100, "only {count} fixtures");
}

#[test]
fn the_checks_see_what_they_are_for() {
    for (wrong, fault) in [
        ("<script>alert(1)</script>", "a script"),
        ("<p onclick=x>", "a handler"),
        (
            "<a href='javascript:x' target=_blank rel='nofollow noopener'>",
            "an address",
        ),
        ("<a href='https://example.org'>", "an address"),
        ("<img src=x>", "an image"),
        ("<form method=post>", "a form"),
        ("<form method=dialog action=x>", "an address"),
        ("<button formaction=x>", "an address"),
        ("<iframe>", "an element"),
        (
            "<div class=markdown><div><input type=text></div></div>",
            "an input in a text",
        ),
        ("<div class=markdown><p id=gate>", "an attribute in a text"),
        ("<div class=markdown><a href=./page>", "an address"),
        ("<div class=markdown><a href=#preview>", "an address"),
        ("<p style=x>", "a style"),
        ("<style>x</style>", "a style sheet"),
        ("<meta http-equiv=refresh>", "a meta"),
        ("<p id=a><p id=a>", "the id a stands twice"),
    ] {
        let faults = faults(wrong);
        assert!(
            faults.iter().any(|found| found.starts_with(fault)),
            "{wrong}: {faults:?}"
        );
    }
}

#[test]
fn every_real_card_has_a_page() {
    let folder = env::var_os("GATECARD_CARDS")
        .map_or_else(|| fixtures().join("../../shared/cards"), PathBuf::from);
    let cards = card_files(&folder);
    if cards.is_empty() {
        println!("SKIPPED: real cards, none in {}", folder.display());
    }
    for (name, text) in cards {
        assert_eq!(faults(&html(&name, &text)), [""; 0], "{name}");
    }
}

/// Attacks, one a line, as JSON texts.
const ATTACKS: &str = include_str!("attacks.jsonl");

/// A gate whose one part is an attack, and whose others are not.
fn attacked<'a>(part: &str, attack: &'a str) -> Gate<'a> {
    let text = |own: &str| Some(if own == part { attack } else { "Text" }.into());
    let word = |own: &str| if own == part { attack } else { "Word" }.into();
    let fields = FieldType::ALL.into_iter().map(Some).chain([None]);
    let option = FieldOption {
        label: word("option"),
        value: word("value"),
    };
    Gate {
        heading: text("heading"),
        description: text("description"),
        prompt: text("prompt"),
        button_content: text("button"),
        eu_disallowed: None,
        fields: fields
            .map(|field_type| Field {
                label: word("label"),
                field_type,
                options: vec![option.clone()],
            })
            .collect(),
    }
}

#[test]
fn every_attack_is_harmless_in_every_part() {
    let mut count = 0;
    for line in ATTACKS.lines() {
        let attack: String = serde_json::from_str(line).expect("a JSON text");
        for part in [
            "heading",
            "description",
            "prompt",
            "button",
            "label",
            "option",
            "value",
        ] {
            let gate = attacked(part, &attack);
            let html = page_of(&gate);
            assert_eq!(faults(&html), [""; 0], "{attack} in {part}");
            // Texts without Markdown show the attack to the letter.
            if !["description", "prompt"].contains(&part) {
                assert!(html.contains(&escaped(&attack)), "{attack} in {part}");
            }
        }
        count += 1;
    }
    assert!(count >= 60, "only {count} attacks");
}

/// A text as maud writes it.
fn escaped(text: &str) -> String {
    maud::html! { (text) }.into_string()
}

/// Pieces that attacks are made of.
const PIECES: &[&str] = &[
    "<script>",
    "</script>",
    "<script src=//x>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<mglyph>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "</main>",
    "</body>",
    "</html>",
    "<form action=//x>",
    "</form>",
    "<input name=a>",
    "<button formaction=//x>",
    "<select>",
    "</select>",
    "<option>",
    "</option>",
    "<textarea>",
    "</textarea>",
    "<title>",
    "</title>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<xmp>",
    "<plaintext>",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>",
    "</a>",
    "<iframe srcdoc=x>",
    "<base href=//x>",
    "<details open ontoggle=alert(1)>",
    "<p style=x id=gate class=note data-state=form>",
    "<foreignObject>",
    "<annotation-xml encoding=text/html>",
    "[a](javascript:alert(1))",
    "[a](data:text/html,x)",
    "![a](https://x/y)",
    "[a](https://x/\"onclick=alert(1))",
    "[a]: javascript:alert(1)",
    "https://x/?\"onclick=",
    "javascript:alert(1)",
    "www.x.org",
    "a@x.org",
    "<https://x>",
    "<javascript:x>",
    "\"",
    "'",
    "`",
    "```\n",
    ">",
    "<",
    "&",
    "&lt;",
    "&#x6a;",
    "\\",
    "=",
    " ",
    "\t",
    "\n",
    "\n\n",
    "# ",
    "- [ ] ",
    "- [x] ",
    "| a | b |\n|:-|-:|\n",
    "> ",
    "*",
    "_",
    "~~",
    "1. ",
    "---\n",
    "onerror=alert(1)",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "漢",
    "ع",
];

fn attack() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn any_field() -> impl Strategy<Value = Field<'static>> {
    let field_type = prop_oneof![Just(None), select(&FieldType::ALL[..]).prop_map(Some),];
    let option = (attack(), attack()).prop_map(|(label, value)| FieldOption {
        label: label.into(),
        value: value.into(),
    });
    (attack(), field_type, vec(option, 0..3)).prop_map(|(label, field_type, options)| Field {
        label: label.into(),
        field_type,
        options,
    })
}

fn any_gate() -> impl Strategy<Value = Gate<'static>> {
    let text = || proptest::option::of(attack().prop_map_into());
    (text(), text(), text(), text(), vec(any_field(), 0..5)).prop_map(
        |(heading, description, prompt, button_content, fields)| Gate {
            heading,
            description,
            prompt,
            button_content,
            eu_disallowed: Some(true),
            fields,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_gate_is_harmless(
        name in attack(),
        gate in any_gate(),
        messages in vec((attack(), proptest::option::of(attack()), attack()), 0..4),
    ) {
        let finding = |(message, help, path)| PlacedFinding {
            severity: gatecard::Severity::Error,
            rule: "unknown-key",
            message,
            help,
            line: 1,
            path,
        };
        let preview = Preview {
            name: &name,
            gate: Some(&gate),
            lost_options: Vec::new(),
            front_matter: State::Found,
            findings: messages.into_iter().map(finding).collect(),
            stale: false,
            trouble: None,
            options: Options::default(),
        };
        let found = faults(&page(&preview));
        prop_assert!(found.is_empty(), "{found:?}");
        let entries = [IndexEntry::new(&preview, &name), IndexEntry::unreadable(&*name, &*name)];
        let found = faults(&index(&entries));
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn any_card_is_harmless(text in attack(), body in vec(select(PIECES), 0..20)) {
        let card = format!("---\nextra_gated_prompt: |\n  {}\nextra_gated_heading: {text}\n---\n", body.concat());
        let found = faults(&html("README.md", &card));
        prop_assert!(found.is_empty(), "{found:?}");
    }
}
