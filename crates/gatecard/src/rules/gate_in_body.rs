//! Gate keys behind the front matter, where the Hub takes them for ordinary text.

mod cut_text;

use crate::{
    card::{Card, State},
    context::Context,
    finding::{Finding, YamlPath, quoted},
    fix::{Edit, apply_edits},
    lines::{Line, lines},
    rule::{Rule, rule},
    span::Span,
    yaml::Reader,
};

rule! {
    /// ## What it does
    /// Finds a `---` in the midst of the front matter, with keys of the gate or the rest of a text
    /// behind it and the `---` that was meant to close it further down.
    ///
    /// ## Why it matters
    /// The Hub ends the front matter at the first `---` at the start of a line. What stands behind
    /// it becomes part of the card's text, so that its part of the form is missing.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ---
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Evidence
    /// The expression with which the Hub's server finds the block is stated in the code of the
    /// official client. Seen in real cards.
    FRONT_MATTER_CUT_SHORT {
        name: "front-matter-cut-short",
        group: Reading,
        severity: Error,
        fix: Unsafe,
        hides_others: Unsafe,
        check: check_cut_short,
    }
}

rule! {
    /// ## What it does
    /// Finds keys of the gate in the text of a card, such as in a second block between `---`
    /// lines. Examples in blocks of code are left alone, and so is what stands in a comment.
    ///
    /// ## Why it matters
    /// The Hub reads only the block at the top of a card. Everything else is ordinary text: the
    /// form does not have these parts, and readers of the card see raw YAML.
    ///
    /// ## Example
    /// ```markdown
    /// ---
    /// license: other
    /// ---
    /// # Amber
    ///
    /// ---
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```markdown
    /// ---
    /// license: other
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ---
    /// # Amber
    /// ```
    ///
    /// ## Evidence
    /// The expression with which the Hub's server finds the block is stated in the code of the
    /// official client. Seen in real cards.
    GATE_IN_BODY {
        name: "gate-in-body",
        group: Reading,
        severity: Warning,
        check: check_body,
    }
}

/// The gate keys in the text of a card.
struct Stray<'a> {
    lines: Vec<Line<'a>>,
    /// The lines that begin with a gate key.
    keys: Vec<usize>,
}

impl<'a> Stray<'a> {
    fn find(cx: &Context<'_, 'a>) -> Option<Self> {
        if !cx.body_has_gate_key() {
            return None;
        }
        let lines = lines(cx.source(), cx.body());
        let keys: Vec<usize> = (0..lines.len())
            .filter(|&index| lines[index].is_stray_key())
            .collect();
        (!keys.is_empty()).then_some(Self { lines, keys })
    }

    /// Whether the keys follow the front matter as if it went on.
    fn goes_on(&self) -> bool {
        let (Some(&first), Some(&last)) = (self.keys.first(), self.keys.last()) else {
            return false;
        };
        let between = self.lines[..first].iter();
        let mut behind = self.lines[last..].iter();
        between
            .clone()
            .all(|line| line.may_be_yaml() && !line.is_fence())
            && behind.any(Line::is_fence)
    }

    fn finding(&self, rule: &'static Rule, span: Span, message: &str) -> Finding {
        let line = self.keys.first().map(|&index| self.lines[index]);
        let key = line.as_ref().and_then(Line::gate_key).unwrap_or_default();
        let message = message.replace("KEY", &quoted(key).to_string());
        Finding::new(rule, span, message).path(YamlPath::top(key))
    }

    fn span(&self, index: usize) -> Span {
        self.lines[index].span
    }
}

fn check_cut_short(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some((whole, line)) = closing_fence(cx) else {
        return;
    };
    let Some(stray) = Stray::find(cx).filter(Stray::goes_on) else {
        findings.extend(cut_text::finding(cx, line));
        return;
    };
    let edits = vec![Edit::replace(whole, "")];
    let mended = is_mended_by(cx, &edits);
    let message = "this `---` ends the front matter, so the Hub takes KEY below it for ordinary text and the form lacks it";
    let finding = stray
        .finding(&FRONT_MATTER_CUT_SHORT, line, message)
        .related(stray.span(stray.keys[0]), "this key is lost")
        .help("remove the `---`, or indent it if it is part of a text")
        .unsafe_fix("Remove the `---`", mended.then_some(edits));
    findings.push(finding);
}

/// The `---` that closes the front matter: with the line break behind it, and alone.
fn closing_fence(cx: &Context<'_, '_>) -> Option<(Span, Span)> {
    let closing = cx.front_matter()?.closing;
    // The line break before it stays.
    let fence = closing.slice(cx.source()).trim_start_matches(['\r', '\n']);
    let whole = Span::new(closing.range().end - fence.len(), closing.range().end);
    (!whole.is_empty()).then(|| (whole, whole.part(0..3)))
}

/// Whether the Hub reads the front matter after some changes.
fn is_mended_by(cx: &Context<'_, '_>, edits: &[Edit]) -> bool {
    let text = apply_edits(cx.source(), edits.iter());
    Card::new(&text).reading(Reader::Hub).state() == State::Found
}

fn check_body(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(stray) = Stray::find(cx).filter(|stray| !stray.goes_on()) else {
        return;
    };
    let message = "KEY is below the front matter, where the Hub does not look for it: the form lacks it, and visitors see it as text";
    let first = stray.span(stray.keys[0]);
    let mut finding = stray.finding(&GATE_IN_BODY, first, message).help(
        "move the keys of the gate into the block between the `---` lines at the top of the card",
    );
    for &index in stray.keys.iter().skip(1).take(KEYS_SHOWN) {
        finding = finding.related(stray.span(index), "this one too");
    }
    findings.push(finding);
}

/// How many further keys are pointed to. A gate has six.
const KEYS_SHOWN: usize = 5;
