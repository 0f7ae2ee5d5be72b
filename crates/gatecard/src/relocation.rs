//! Where the bytes of a mended text stood before it was mended.

use crate::{
    finding::{Finding, Label},
    fix::{Edit, Fix},
    span::Span,
};

/// A part of a text with edits made, and the way back from its places to those of the text before.
#[derive(Debug)]
pub(crate) struct Relocation {
    /// The part with the edits made.
    pub(crate) text: String,
    /// Where the part began.
    start: u32,
    /// What was put where, in order.
    changes: Vec<Change>,
}

/// One piece of new text, with the bytes whose place it took.
#[derive(Clone, Copy, Debug)]
struct Change {
    new: Span,
    old: Span,
}

impl Relocation {
    /// Makes edits, none of which overlaps another; `None` where one of them is not within the
    /// part.
    pub(crate) fn new(text: &str, part: Span, edits: &[Edit]) -> Option<Self> {
        if !edits.iter().all(|edit| part.contains(edit.span)) {
            return None;
        }
        let mut sorted: Vec<Edit> = edits
            .iter()
            .flat_map(|edit| around_what_stays(text, edit))
            .collect();
        sorted.sort_by_key(|edit| edit.span);
        let (mut mended, mut kept) = (String::with_capacity(part.len()), part.range().start);
        let mut changes = Vec::with_capacity(sorted.len());
        for edit in &sorted {
            mended.push_str(Span::new(kept, edit.span.range().start).slice(text));
            let start = mended.len();
            mended.push_str(&edit.text);
            kept = edit.span.range().end;
            changes.push(Change {
                new: Span::new(start, mended.len()),
                old: edit.span,
            });
        }
        mended.push_str(Span::new(kept, part.range().end).slice(text));
        Some(Self {
            text: mended,
            start: part.start,
            changes,
        })
    }

    /// Whether a span of the mended text has all of a change in it.
    pub(crate) fn holds_change(&self, span: Span) -> bool {
        let first = self
            .changes
            .partition_point(|change| change.new.start < span.start);
        let first = self.changes.get(first);
        first.is_some_and(|change| span.contains(change.new))
    }

    /// A finding about the mended text as one about the text before; `None` where it is about
    /// nothing but what was put in. Its fix is kept where it is right without the edits.
    pub(crate) fn finding(&self, mut finding: Finding) -> Option<Finding> {
        finding.span = self.span(finding.span)?;
        let related = finding.related.into_iter();
        finding.related = related.filter_map(|label| self.label(label)).collect();
        finding.fix = finding.fix.and_then(|fix| self.fix(fix));
        Some(finding)
    }

    fn label(&self, label: Label) -> Option<Label> {
        let span = self.span(label.span)?;
        Some(Label { span, ..label })
    }

    /// A fix that touches no edit, and whose new text is on one line: lines stand elsewhere in the
    /// mended text than in the one before.
    fn fix(&self, mut fix: Fix) -> Option<Fix> {
        for edit in &mut fix.edits {
            let next = self.next(edit.span.start);
            let change = self.changes.get(next);
            let touches = change.is_some_and(|change| change.new.start <= edit.span.end);
            if touches || edit.text.contains(['\n', '\r']) {
                return None;
            }
            edit.span = self.span(edit.span)?;
        }
        Some(fix)
    }

    /// The bytes that a span of the mended text stood in before; `None` where it was all put in.
    pub(crate) fn span(&self, span: Span) -> Option<Span> {
        let start = match self.around(span.start) {
            Some(change) => change.old.start,
            // What was removed right before a span does not belong to it.
            None => self.moved(span.start, |change| change.new.is_empty()),
        };
        let end = match self.around(span.end) {
            Some(change) => change.old.end,
            None => self.moved(span.end, |_| false),
        };
        let end = end.max(start);
        let old = Span { start, end };
        (span.is_empty() || !old.is_empty()).then_some(old)
    }

    /// The change that an offset lies within.
    fn around(&self, offset: u32) -> Option<&Change> {
        let change = self.changes.get(self.next(offset))?;
        (change.new.start < offset && offset < change.new.end).then_some(change)
    }

    /// Where an offset between changes stood before. It is behind those that end at it, and behind
    /// empty ones at it where they are to be passed.
    fn moved(&self, offset: u32, passed: fn(&Change) -> bool) -> u32 {
        let behind = self.changes.partition_point(|change| {
            change.new.end <= offset && (change.new.start < offset || passed(change))
        });
        match behind
            .checked_sub(1)
            .and_then(|last| self.changes.get(last))
        {
            Some(change) => change.old.end + (offset - change.new.end),
            None => offset + self.start,
        }
    }

    /// The first change that does not end before an offset.
    fn next(&self, offset: u32) -> usize {
        self.changes
            .partition_point(|change| change.new.end < offset)
    }
}

/// An edit as insertions before and behind what it leaves as it is, such as the quotes around a
/// text; the edit itself where it leaves nothing.
fn around_what_stays(text: &str, edit: &Edit) -> Vec<Edit> {
    let old = edit.span.slice(text);
    match edit.text.find(old) {
        Some(at) => {
            let (before, behind) = (&edit.text[..at], &edit.text[at + old.len()..]);
            let range = edit.span.range();
            let around = [(range.start, before), (range.end, behind)];
            let around = around.into_iter().filter(|(_, text)| !text.is_empty());
            around
                .map(|(at, text)| Edit::replace(Span::at(at), text))
                .collect()
        }
        None => vec![edit.clone()],
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test that cannot go on fails")]
mod tests {
    use super::Relocation;
    use crate::{finding::Finding, fix::Edit, rules::INTERNAL_ERROR, span::Span};

    fn mended(text: &str, edits: &[Edit]) -> Relocation {
        Relocation::new(text, Span::new(0, text.len()), edits).expect("all edits are in the text")
    }

    /// What a part of the mended text was before.
    fn before<'t>(text: &'t str, edits: &[Edit], part: &str) -> Option<&'t str> {
        let relocation = mended(text, edits);
        let start = relocation.text.find(part)?;
        let span = relocation.span(Span::new(start, start + part.len()))?;
        Some(span.slice(text))
    }

    #[test]
    fn places_are_found_again() {
        let text = "- Note: x: text\n- Company";
        let edits = [
            Edit::replace(Span::new(0, 1), " "),
            Edit::replace(Span::new(2, 9), "\"Note: x\""),
            Edit::replace(Span::new(16, 17), " "),
            Edit::replace(Span::at(25), ": text"),
        ];
        let relocation = mended(text, &edits);
        let expected = "  \"Note: x\": text\n  Company: text";
        assert_eq!(relocation.text, expected);
        for (part, expected) in [
            ("\"Note: x\"", Some("Note: x")),
            ("Note: x", Some("Note: x")),
            ("x\": text", Some("x: text")),
            ("  \"Note", Some("- Note")),
            ("text\n  Comp", Some("text\n- Comp")),
            ("Company: text", Some("Company")),
            (": text\n", Some(": text\n")),
        ] {
            assert_eq!(before(text, &edits, part), expected, "{part}");
        }
        let end = relocation.text.len();
        assert_eq!(relocation.span(Span::new(end - 4, end)), None);
        assert_eq!(relocation.span(Span::at(end)), Some(Span::at(25)));
    }

    #[test]
    fn removed_bytes_are_jumped_over() {
        let text = "abcdef";
        let edits = [Edit::replace(Span::new(2, 4), "")];
        assert_eq!(before(text, &edits, "ab"), Some("ab"));
        assert_eq!(before(text, &edits, "ef"), Some("ef"));
        assert_eq!(before(text, &edits, "be"), Some("bcde"));
    }

    #[test]
    fn what_was_replaced_ends_where_the_next_begins() {
        let text = "abcdef";
        let edits = [Edit::replace(Span::new(1, 3), "xyz")];
        assert_eq!(before(text, &edits, "de"), Some("de"));
        assert_eq!(before(text, &edits, "yzd"), Some("bcd"));
        assert_eq!(before(text, &edits, "axy"), Some("abc"));
        let relocation = mended(text, &edits);
        for (start, end, expected) in [(0, 7, true), (1, 4, true), (0, 3, false), (2, 7, false)] {
            let span = Span::new(start, end);
            assert_eq!(relocation.holds_change(span), expected, "{span:?}");
        }
    }

    #[test]
    fn a_fix_is_kept_where_it_touches_no_edit() {
        let text = "abcdef";
        let relocation = mended(text, &[Edit::replace(Span::new(2, 4), "xyz")]);
        let kept = |start, end, text: &str| {
            let edits = Some(vec![Edit::replace(Span::new(start, end), text)]);
            let found = Finding::new(&INTERNAL_ERROR, Span::at(0), "").safe_fix("", edits);
            let fix = relocation.finding(found).and_then(|found| found.fix)?;
            fix.edits.first().map(|edit| edit.span)
        };
        assert_eq!(kept(0, 1, "!"), Some(Span::new(0, 1)));
        assert_eq!(kept(6, 7, "!"), Some(Span::new(5, 6)));
        assert_eq!(kept(1, 2, "!"), None);
        assert_eq!(kept(5, 6, "!"), None);
        assert_eq!(kept(6, 7, "!\n"), None);
    }

    #[test]
    fn labels_are_found_again_and_those_of_new_text_are_left_out() {
        let text = "abcdef";
        let relocation = mended(text, &[Edit::replace(Span::at(2), "xyz")]);
        let found = Finding::new(&INTERNAL_ERROR, Span::new(8, 9), "")
            .related(Span::new(6, 7), "first")
            .related(Span::new(3, 4), "new");
        let found = relocation.finding(found).expect("it was there before");
        assert_eq!(found.span, Span::new(5, 6));
        let labels = found.related.iter().map(|it| (it.span, it.text.as_str()));
        assert_eq!(labels.collect::<Vec<_>>(), [(Span::new(3, 4), "first")]);
    }

    #[test]
    fn places_in_a_part_are_those_of_the_whole() {
        let text = "one two three";
        let edits = [Edit::replace(Span::at(7), "!")];
        let part = Span::new(4, text.len());
        let relocation = Relocation::new(text, part, &edits).expect("it is in the part");
        assert_eq!(relocation.text, "two! three");
        assert_eq!(relocation.span(Span::new(0, 3)), Some(Span::new(4, 7)));
        assert_eq!(relocation.span(Span::new(5, 10)), Some(Span::new(8, 13)));
        assert!(Relocation::new(text, Span::new(8, 13), &edits).is_none());
    }
}
