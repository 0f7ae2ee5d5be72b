//! Checkboxes that leave visitors no choice.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    prose::{plain_words, says, says_any},
    rule::{Rule, rule},
    yaml::{NodeKind, ScalarStyle},
};

rule! {
    /// ## What it does
    /// Finds checkboxes whose label asks a question, such as `May we contact you?`. Questions
    /// that ask for consent, such as `Do you agree to the terms?`, are left alone.
    ///
    /// ## Why it matters
    /// The form cannot be sent before every checkbox is ticked, so the only answer is "yes":
    /// visitors who mean "no" have to lie or to go, and the answers tell nothing.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   May we contact you about your research?: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   May we contact you about your research?:
    ///     type: select
    ///     options: ["Yes", "No"]
    /// ```
    ///
    /// ## Evidence
    /// That checkboxes are required was recorded from the live Hub. Optional questions as
    /// checkboxes are seen in real cards.
    CHECKBOX_QUESTION {
        name: "checkbox-question",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: questions,
    }
}

rule! {
    /// ## What it does
    /// Finds checkboxes with which visitors would ask for news or for being contacted, such as
    /// `I would like to receive updates`.
    ///
    /// ## Why it matters
    /// The form cannot be sent before every checkbox is ticked, so nobody gets access without
    /// asking for news, and the answers do not tell who wants them.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   I would like to receive the newsletter: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   I would like to receive the newsletter:
    ///     type: select
    ///     options: ["Yes", "No"]
    /// ```
    ///
    /// ## Evidence
    /// That checkboxes are required was recorded from the live Hub. Real cards ask so, even with
    /// `optional: true`, which is believed to be ignored.
    CHECKBOX_OPT_IN {
        name: "checkbox-opt-in",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: opt_ins,
    }
}

/// How questions begin that are answered with yes or no.
const QUESTIONS: &[&str] = &[
    "are you",
    "can we",
    "could we",
    "did you",
    "do you",
    "does your",
    "have you",
    "is your",
    "may we",
    "shall we",
    "should we",
    "will you",
    "would you",
];
/// What a question for consent speaks of.
const CONSENT: &[&str] = &[
    "accept",
    "acknowledge",
    "agree",
    "certify",
    "comply",
    "confirm",
    "consent",
    "promise",
    "understand",
    "understood",
    "abide",
    "terms",
    "license",
    "licence",
    "conditions",
];
/// What is asked for by a wish.
const WISHES: &[&str] = &[
    "like to receive",
    "like to get",
    "like to hear",
    "like to subscribe",
    "like to join",
    "want to receive",
    "want to get",
    "want to hear",
    "want to subscribe",
    "want to join",
    "wish to receive",
    "wish to subscribe",
    "wish to join",
    "interested in receiving",
    "interested in getting",
    "interested in hearing",
    "happy to receive",
    "opt in to",
    "opt into",
    "subscribe me",
    "sign me up",
    "add me",
    "send me",
    "yes send",
    "please send",
    "keep me",
];
/// How a label begins that is such a wish as a whole.
const COMMANDS: &[&str] = &["subscribe", "receive", "sign up", "join", "get", "opt in"];
/// What can be wished for.
const NEWS: &[&str] = &[
    "announcements",
    "advertising",
    "emails",
    "e mails",
    "events",
    "informed",
    "mailing list",
    "marketing",
    "news",
    "newsletter",
    "newsletters",
    "notifications",
    "offers",
    "posted",
    "product information",
    "promotional",
    "promotions",
    "updated",
    "updates",
    "webinars",
    "hear from",
    "hear about",
    "hearing from",
    "hearing about",
];
/// What nobody needs to agree to for access.
const MARKETING: &[&str] = &[
    "advertising",
    "marketing",
    "newsletter",
    "newsletters",
    "promotional",
    "promotions",
];
/// Wishes that need nothing else.
const CONTACT: &[&str] = &[
    "like to be contacted",
    "like to be notified",
    "like to be informed",
    "want to be contacted",
    "want to be notified",
    "want to be informed",
    "wish to be contacted",
    "wish to be notified",
    "interested in being contacted",
    "happy to be contacted",
    "you may contact me",
    "you can contact me",
    "feel free to contact me",
];

fn questions(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let message = "asks a question, but the form cannot be sent before it is ticked, so that the only answer is \"yes\"";
    flag(cx, &CHECKBOX_QUESTION, message, findings, |label, plain| {
        !is_opt_in(plain) && is_question(label, plain)
    });
}

fn opt_ins(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let message = "is about what visitors may wish for, but the form cannot be sent before it is ticked, so that nobody can say no";
    flag(cx, &CHECKBOX_OPT_IN, message, findings, |_, plain| {
        is_opt_in(plain)
    });
}

fn flag(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    message: &str,
    findings: &mut Vec<Finding>,
    applies: impl Fn(&str, &str) -> bool,
) {
    let checkboxes = cx
        .fields()
        .filter(|(field, _)| field.field_type == Some(FieldType::Checkbox));
    for (Field { label, .. }, source) in checkboxes {
        if !applies(label, &plain_words(label)) {
            continue;
        }
        let message = format!("the checkbox {} {message}", quoted(label));
        findings.push(
            Finding::new(rule, cx.span(source.entry.key), message)
                .path(YamlPath::top("extra_gated_fields").key(label))
                .help("use a `select` with the options `Yes` and `No`, or state what every visitor has to agree to")
                .unsafe_fix("Offer `Yes` and `No`", offer_choice(cx, source)),
        );
    }
}

fn is_question(label: &str, plain: &str) -> bool {
    let end = label
        .trim_end()
        .trim_end_matches(['*', ')', '"', '”', '\'', '.']);
    let remark = label
        .rfind(['(', '（'])
        .map_or("", |at| label[..at].trim_end());
    let asks = [end, remark].iter().any(|part| part.ends_with(['?', '？']));
    let starts = QUESTIONS
        .iter()
        .any(|question| starts_with(plain, question));
    (asks || starts) && !says_any(plain, CONSENT)
}

fn is_opt_in(plain: &str) -> bool {
    let wish = says_any(plain, WISHES) || COMMANDS.iter().any(|word| starts_with(plain, word));
    let agreed =
        says(plain, "to receive") || says(plain, "to receiving") || says(plain, "subscribe");
    let asked = (wish && says_any(plain, NEWS)) || (agreed && says_any(plain, MARKETING));
    (asked || says_any(plain, CONTACT)) && !says(plain, "not")
}

fn starts_with(plain: &str, words: &str) -> bool {
    plain
        .strip_prefix(words)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The checkbox as a menu of two.
fn offer_choice(cx: &Context<'_, '_>, source: &FieldSource) -> Option<Vec<Edit>> {
    const OPTIONS: &str = "options: [\"Yes\", \"No\"]";
    let type_name = source.type_name?;
    let node = cx.tree().node(type_name);
    let plain = matches!(node.scalar()?, (_, ScalarStyle::Plain)) && node.properties.is_none();
    if !plain || source.options.is_some() {
        return None;
    }
    let span = node.span;
    if source.is_short() {
        return Some(vec![Edit::replace(
            span,
            format!("{{type: select, {OPTIONS}}}"),
        )]);
    }
    if matches!(
        cx.tree().target(source.entry.value).kind,
        NodeKind::Mapping { flow: true, .. }
    ) {
        return Some(vec![Edit::replace(span, format!("select, {OPTIONS}"))]);
    }
    let (_, entry) = source.attributes.iter().find(|(key, _)| key == "type")?;
    let mut edits = cx.add_entry(*entry, OPTIONS)?;
    edits.push(Edit::replace(span, "select"));
    Some(edits)
}
