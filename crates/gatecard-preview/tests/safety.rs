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
use markup5ever_rcdom::{Handle, NodeData};
use proptest::{collection::vec, prelude::*, sample::select};
use support::{card_files, elements, fixtures, parse};

/// The script of the page.
const SCRIPT: &str = include_str!("../src/assets/page.js");
/// The style sheet of the page.
const STYLE: &str = include_str!("../src/assets/page.css");
/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "srcdoc",
    "srcset",
    "usemap",
    "xlink:href",
];
/// Elements that a page of ours has none of.
const FORBIDDEN: &[&str] = &[
    "applet", "area", "audio", "base", "embed", "frame", "frameset", "iframe", "math", "object",
    "picture", "source", "textarea", "video",
];

/// Everything that is wrong with a page.
fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let dom = parse(html);
    let mut ids = std::collections::HashSet::new();
    for (node, in_card) in elements(&dom) {
        let element = Element::of(&node);
        for fault in element.faults(in_card) {
            faults.push(format!(
                "{fault}: <{} {:?}>",
                element.name, element.attributes
            ));
        }
        if let Some(id) = element.attribute("id")
            && !ids.insert(id.to_owned())
        {
            faults.push(format!("the id {id} stands twice"));
        }
    }
    faults
}

struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn of(node: &Handle) -> Self {
        let NodeData::Element { name, attrs, .. } = &node.data else {
            unreachable!("only elements are looked at");
        };
        let attributes = attrs.borrow();
        let attributes = attributes.iter().map(|attribute| {
            let name = attribute.name.local.to_lowercase();
            (name, attribute.value.to_string())
        });
        let children = node.children.borrow();
        let text = children.iter().map(|child| match &child.data {
            NodeData::Text { contents } => contents.borrow().to_string(),
            _ => String::new(),
        });
        Self {
            name: name.local.to_lowercase(),
            attributes: attributes.collect(),
            text: text.collect(),
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let (_, value) = attributes.find(|(other, _)| other == name)?;
        Some(value)
    }

    /// What is wrong with it; `in_card` where it is within a text of the card.
    fn faults(&self, in_card: bool) -> Vec<&'static str> {
        let name = self.name.as_str();
        let has = |attribute| self.attribute(attribute).is_some();
        let is_task = self.attribute("type") == Some("checkbox") && has("disabled");
        [
            (name == "script" && self.text != SCRIPT, "a script"),
            (name == "style" && self.text != STYLE, "a style sheet"),
            (FORBIDDEN.contains(&name), "an element"),
            (name == "img" && (has("src") || has("srcset")), "an image"),
            (
                name == "meta"
                    && self
                        .attribute("http-equiv")
                        .is_some_and(|it| it != "Content-Security-Policy"),
                "a meta",
            ),
            (
                name == "link" && self.attribute("rel") != Some("icon"),
                "a link element",
            ),
            (
                name == "form" && self.attribute("method") != Some("dialog"),
                "a form",
            ),
            (
                self.attributes
                    .iter()
                    .any(|(name, _)| name.starts_with("on")),
                "a handler",
            ),
            (has("style"), "a style"),
            (
                self.attributes
                    .iter()
                    .any(|(name, value)| self.is_wrong_address(name, value)),
                "an address",
            ),
            (
                in_card
                    && [
                        "script", "style", "form", "button", "select", "svg", "label",
                    ]
                    .contains(&name),
                "an element in a text",
            ),
            (in_card && name == "input" && !is_task, "an input in a text"),
            (
                in_card && self.attributes.iter().any(|(name, _)| is_ours(name)),
                "an attribute in a text",
            ),
        ]
        .into_iter()
        .filter_map(|(is_wrong, fault)| is_wrong.then_some(fault))
        .collect()
    }

    fn is_wrong_address(&self, name: &str, value: &str) -> bool {
        if !ADDRESSES.contains(&name) {
            return false;
        }
        let is_outside = self.attribute("target") == Some("_blank")
            && self.attribute("rel") == Some("nofollow noopener")
            && ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| value.to_lowercase().starts_with(scheme));
        let is_icon = self.name == "link" && value.starts_with("data:image/svg+xml,");
        let is_ours = self.name == "a" && (value == "#preview" || value.starts_with("./"));
        !(name == "href" && (self.name == "a" && is_outside || is_icon || is_ours))
    }
}

/// Attributes that the style sheet and the script go by.
fn is_ours(name: &str) -> bool {
    ["id", "class", "name", "hidden"].contains(&name) || name.starts_with("data-")
}

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

fn any_field() -> impl Strategy<Value = Field> {
    let field_type = prop_oneof![Just(None), select(&FieldType::ALL[..]).prop_map(Some),];
    let option = (attack(), attack()).prop_map(|(label, value)| FieldOption { label, value });
    (attack(), field_type, vec(option, 0..3)).prop_map(|(label, field_type, options)| Field {
        label,
        field_type,
        options,
    })
}

fn any_gate() -> impl Strategy<Value = Gate> {
    let text = || proptest::option::of(attack());
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
