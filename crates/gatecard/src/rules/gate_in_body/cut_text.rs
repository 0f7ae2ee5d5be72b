//! A `---` within the last text of a gate.

use super::{FRONT_MATTER_CUT_SHORT, is_mended_by};
use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    lines::{Line, lines},
    span::Span,
    yaml::{NodeId, ScalarStyle},
};

/// The finding where the text behind the front matter goes on as the last text in it does, up to
/// another `---`.
pub(super) fn finding(cx: &Context<'_, '_>, fence: Span) -> Option<Finding> {
    let last = cx.tree().top().last()?;
    let mut texts = cx.gate_source().texts();
    let (key, _) = texts.find(|(_, entry)| entry == last)?;
    let indentation = indentation(cx, last.value)?;
    let rest = rest(cx, indentation)?;
    let edits = vec![Edit::replace(Span::at(fence.range().start), indentation)];
    let mended = is_mended_by(cx, &edits);
    let message = format!(
        "this `---` ends the front matter, so the Hub takes the rest of {} below it for ordinary text and the form lacks it",
        quoted(key)
    );
    let finding = Finding::new(&FRONT_MATTER_CUT_SHORT, fence, message)
        .path(YamlPath::top(key))
        .related(rest, "this is lost")
        .help("indent the `---` like the text around it");
    Some(finding.unsafe_fix("Indent the `---`", mended.then_some(edits)))
}

/// The blanks before the lines of a text that stands on lines of its own.
fn indentation<'a>(cx: &Context<'_, 'a>, text: NodeId) -> Option<&'a str> {
    let node = cx.tree().node(text);
    let (_, style) = node.scalar()?;
    if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
        return None;
    }
    let mut behind = cx.lines(node.span).skip(1);
    let (_, line) = behind.find(|(_, line)| !line.trim().is_empty())?;
    let length = line.len() - line.trim_start_matches(' ').len();
    line.get(..length).filter(|blanks| !blanks.is_empty())
}

/// The first line behind the front matter, where it has that indentation and nothing but such lines
/// comes before another `---`.
fn rest(cx: &Context<'_, '_>, indentation: &str) -> Option<Span> {
    let body = cx
        .body()
        .slice(cx.source())
        .trim_start_matches(['\r', '\n']);
    if !body.starts_with(indentation) {
        return None;
    }
    let lines = lines(cx.source(), cx.body());
    let fence = lines.iter().position(Line::is_fence)?;
    let goes_on = |line: &Line<'_>| line.is_blank() || line.text.starts_with(indentation);
    let first = lines[..fence].iter().find(|line| !line.is_blank())?;
    lines[..fence].iter().all(goes_on).then_some(first.span)
}
