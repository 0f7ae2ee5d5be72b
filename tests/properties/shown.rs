//! What a visitor sees of a page.

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The parts that a page shows in a state, in their order: the key of each, and the letters and
/// digits of its text.
pub(crate) fn shown(html: &str, state: &str, approval: &str) -> Vec<(String, String)> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let page = Page { state, approval };
    let mut parts = Vec::new();
    page.parts(&dom.document, false, &mut parts);
    parts
}

/// The letters and digits of a text.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

struct Page<'p> {
    state: &'p str,
    approval: &'p str,
}

impl Page<'_> {
    fn parts(&self, node: &Handle, is_shown: bool, parts: &mut Vec<(String, String)>) {
        if self.is_left_out(node) {
            return;
        }
        let is_shown = is_shown || attribute(node, "data-state").is_some();
        if let (true, Some(key)) = (is_shown, attribute(node, "data-key")) {
            let mut text = String::new();
            self.text(node, &mut text);
            parts.push((key, letters(&text)));
            return;
        }
        for child in &*node.children.borrow() {
            self.parts(child, is_shown, parts);
        }
    }

    fn text(&self, node: &Handle, text: &mut String) {
        if self.is_left_out(node) {
            return;
        }
        if let NodeData::Text { contents } = &node.data {
            text.push_str(&contents.borrow());
        }
        for child in &*node.children.borrow() {
            self.text(child, text);
        }
    }

    /// Whether an element is for another state, kind or way to let visitors in.
    fn is_left_out(&self, node: &Handle) -> bool {
        let chosen = [
            ("data-state", self.state),
            ("data-kind", "model"),
            ("data-approval", self.approval),
        ];
        chosen.iter().any(|(name, chosen)| {
            let words = attribute(node, name);
            words.is_some_and(|words| words.split(' ').all(|word| word != *chosen))
        })
    }
}

fn attribute(node: &Handle, name: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else {
        return None;
    };
    let attributes = attrs.borrow();
    let mut attributes = attributes.iter();
    let found = attributes.find(|it| *it.name.local == *name);
    found.map(|it| it.value.to_string())
}
