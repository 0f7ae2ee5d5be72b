//! What no page may hold. The fuzz target and the tests of pages share it.

use html5ever::{
    ParseOpts, parse_document, tendril::TendrilSink as _, tree_builder::TreeBuilderOpts,
};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The script of the page.
const SCRIPT: &str = include_str!("../../src/assets/page.js");
/// The style sheet of the page.
const STYLE: &str = include_str!("../../src/assets/page.css");
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
pub(crate) fn faults(html: &str) -> Vec<String> {
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
                    .any(|(name, value)| self.is_wrong_address(name, value, in_card)),
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

    fn is_wrong_address(&self, name: &str, value: &str, in_card: bool) -> bool {
        if !ADDRESSES.contains(&name) {
            return false;
        }
        let is_outside = self.attribute("target") == Some("_blank")
            && self.attribute("rel") == Some("nofollow noopener")
            && ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| value.to_lowercase().starts_with(scheme));
        let is_icon = self.name == "link" && value.starts_with("data:image/svg+xml,");
        let is_ours =
            !in_card && self.name == "a" && (value == "#preview" || value.starts_with("./"));
        !(name == "href" && (self.name == "a" && is_outside || is_icon || is_ours))
    }
}

/// Attributes that the style sheet and the script go by.
fn is_ours(name: &str) -> bool {
    ["id", "class", "name", "hidden"].contains(&name) || name.starts_with("data-")
}

/// A page as html5ever reads it.
pub(crate) fn parse(html: &str) -> RcDom {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: true,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    parse_document(RcDom::default(), options).one(html)
}

/// All elements of a page, and of each whether it is within a text of the card.
pub(crate) fn elements(dom: &RcDom) -> Vec<(Handle, bool)> {
    let mut found = Vec::new();
    let mut open = vec![(dom.document.clone(), false)];
    while let Some((node, in_card)) = open.pop() {
        let mut inside = in_card;
        if let NodeData::Element {
            attrs,
            template_contents,
            ..
        } = &node.data
        {
            found.push((node.clone(), in_card));
            let attributes = attrs.borrow();
            inside |= attributes.iter().any(|attribute| {
                &*attribute.name.local == "class" && &*attribute.value == "markdown"
            });
            open.extend(
                template_contents
                    .borrow()
                    .iter()
                    .map(|contents| (contents.clone(), inside)),
            );
        }
        open.extend(
            node.children
                .borrow()
                .iter()
                .map(|child| (child.clone(), inside)),
        );
    }
    found
}
