//! From YAML to a tree: every node knows its bytes, whichever reader it is.

use gatecard::{
    Card, Span,
    yaml::{Comment, Node, NodeId, NodeKind, ReadError, Reader, ScalarStyle, Tree},
};

/// What both readers take for a line end, and what only Python does.
const LINE_ENDS: [char; 2] = ['\n', '\r'];
const MORE_LINE_ENDS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// See [`super::Check`].
pub(crate) fn check(bytes: &[u8]) {
    let text = super::with_block(bytes);
    let card = Card::new(&text);
    for reader in [Reader::Hub, Reader::Python] {
        let reading = card.reading(reader);
        let Some(block) = reading.front_matter() else {
            continue;
        };
        let proof = Proof {
            reader,
            text: &text,
            block: block.yaml,
            tree: reading.tree(),
            set_aside: reading.set_aside(),
        };
        proof.nodes();
        proof.comments(&reading.tree().comments);
        for error in reading.errors().iter().chain(&reading.error()) {
            proof.error(error);
        }
        for span in reading.set_aside() {
            proof.place(*span);
        }
        for (first, second) in reading.duplicates() {
            assert!(proof.tree.span(*first) < proof.tree.span(*second));
        }
        // What is made of the nodes is made without a panic.
        let _ = (reading.gate(), reading.values());
        let _ = proof.tree.root().map(|root| reading.value(root));
    }
}

struct Proof<'p, 'a> {
    reader: Reader,
    text: &'p str,
    block: Span,
    tree: &'p Tree<'a>,
    set_aside: &'p [Span],
}

impl Proof<'_, '_> {
    /// A place lies in the block, between characters.
    fn place(&self, span: Span) {
        assert!(
            self.block.contains(span) && self.text.get(span.range()).is_some(),
            "{span:?} is no place in {:?} of {:?}",
            self.block,
            self.text
        );
    }

    fn error(&self, error: &ReadError) {
        assert!(!error.message.is_empty());
        self.place(Span::at(error.offset as usize));
        self.place(Span::at(error.began as usize));
    }

    fn comments(&self, comments: &[Comment]) {
        for comment in comments {
            self.place(comment.span);
            let text = comment.span.slice(self.text);
            assert!(
                text.starts_with('#') && !text.contains(LINE_ENDS),
                "{text:?}"
            );
        }
        assert!(comments.is_sorted_by(|a, b| a.span.end <= b.span.start));
    }

    fn nodes(&self) {
        for (_, node) in self.tree.iter() {
            self.place(node.span);
            self.properties(node);
            self.children(node);
            let written = node.span.slice(self.text);
            match &node.kind {
                NodeKind::Empty => assert_eq!(written, "", "{:?}", self.text),
                NodeKind::Alias { name, .. } => {
                    assert_eq!(written.strip_prefix('*'), Some(*name), "{:?}", self.text);
                }
                // A text can go on behind lines that were set aside.
                NodeKind::Scalar { .. } if self.has_gap(node.span) => {}
                NodeKind::Scalar { text, style } => self.scalar(written, text, *style),
                NodeKind::Sequence { flow: true, .. } => {
                    assert!(written.starts_with('[') && written.ends_with(']'));
                }
                NodeKind::Sequence { .. } => assert!(written.starts_with('-')),
                NodeKind::Mapping { .. } => {}
            }
        }
    }

    fn has_gap(&self, span: Span) -> bool {
        let mut gaps = self.set_aside.iter();
        gaps.any(|gap| gap.start < span.end && span.start < gap.end)
    }

    fn properties(&self, node: &Node<'_>) {
        let Some(properties) = &node.properties else {
            return;
        };
        if let Some((name, span)) = &properties.anchor {
            self.place(*span);
            let written = span.slice(self.text);
            assert_eq!(written.strip_prefix('&'), Some(*name), "{:?}", self.text);
        }
        if let Some((_, span)) = &properties.tag {
            self.place(*span);
            assert!(
                span.slice(self.text).starts_with('!'),
                "{span:?} {:?}",
                self.text
            );
        }
    }

    /// The parts of a collection stand in it, one behind the other.
    fn children(&self, node: &Node<'_>) {
        let ids: Vec<NodeId> = match &node.kind {
            NodeKind::Sequence { items, .. } => items.clone(),
            NodeKind::Mapping { entries, .. } => entries
                .iter()
                .flat_map(|entry| [entry.key, entry.value])
                .collect(),
            _ => Vec::new(),
        };
        let mut end = node.span.start;
        for id in ids {
            let span = self.tree.span(id);
            assert!(
                end <= span.start && span.end <= node.span.end,
                "{}: {span:?} does not stand in {:?} behind {end}: {:?}",
                self.reader,
                node.span,
                self.text
            );
            end = span.end;
        }
    }

    /// A text is what is written for it, where no escape stands between the two.
    fn scalar(&self, written: &str, text: &str, style: ScalarStyle) {
        let same = match style {
            ScalarStyle::Plain => written.contains(MORE_LINE_ENDS) || folded(written) == text,
            ScalarStyle::SingleQuoted => {
                let within = quoted(written, '\'');
                within.contains(LINE_ENDS)
                    || within.contains(MORE_LINE_ENDS)
                    || within.replace("''", "'") == text
            }
            ScalarStyle::DoubleQuoted => {
                let within = quoted(written, '"');
                within.contains(LINE_ENDS)
                    || within.contains(MORE_LINE_ENDS)
                    || within.contains('\\')
                    || within == text
            }
            ScalarStyle::Literal => written.starts_with('|'),
            ScalarStyle::Folded => written.starts_with('>'),
        };
        assert!(same, "{written:?} is read as {text:?} in {:?}", self.text);
    }
}

fn quoted(written: &str, quote: char) -> &str {
    let within = written.strip_prefix(quote);
    let within = within.and_then(|it| it.strip_suffix(quote));
    within.expect("a quoted text has its quotes")
}

/// A plain text as YAML folds its lines.
fn folded(written: &str) -> String {
    let lines = written.replace("\r\n", "\n");
    let mut out = String::new();
    let mut breaks = 0;
    for (number, line) in lines.split(LINE_ENDS).enumerate() {
        let line = line.trim_matches([' ', '\t']);
        if number > 0 {
            breaks += 1;
        }
        if line.is_empty() {
            continue;
        }
        match breaks {
            0 => {}
            1 => out.push(' '),
            _ => out.extend(std::iter::repeat_n('\n', breaks - 1)),
        }
        out.push_str(line);
        breaks = 0;
    }
    out
}
