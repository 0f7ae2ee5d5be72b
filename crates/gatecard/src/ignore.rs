//! Comments that silence rules: `# gatecard: ignore[rule] reason`.
//!
//! They stand in the YAML block, at the end of a line or alone above it; `ignore-file` stands
//! anywhere in the block and counts for the whole card. Text that only looks like one, within a
//! quoted text or a block text, is none.

mod add;
mod directive;
mod reach;

use std::collections::{BTreeMap, HashSet};

pub use add::{AddedIgnores, add_ignores};
pub(crate) use directive::{Directive, Name, Scope, directives, mentions_gatecard};

use self::reach::Reach;
use crate::{
    card::Card,
    check::CheckOptions,
    context::Context,
    finding::Finding,
    rules::{UNUSED_IGNORE, meant_block, rule, unused_ignore},
    span::Span,
};

/// A finding that a comment in the card silences.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ignored {
    /// The finding.
    pub finding: Finding,
    /// The comment, from its `#` on.
    pub comment: Span,
    /// Why, in the author's words; often empty.
    pub reason: String,
}

/// What came out of a check: what the author is told, and what comments in the card silence.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The findings, in the order of the card.
    pub findings: Vec<Finding>,
    /// The findings that comments silence, in the order of the card.
    pub ignored: Vec<Ignored>,
}

/// Parts findings by the comments of the card, and adds those about comments that silence nothing.
pub(crate) fn silence(card: &Card<'_>, options: CheckOptions, findings: Vec<Finding>) -> Checked {
    let checked = Checked {
        findings,
        ignored: Vec::new(),
    };
    if !card.mentions_gatecard() {
        return checked;
    }
    let cx = Context::new(card, options.repo_type);
    let Some((block, _)) = meant_block(&cx) else {
        return silence_in(&cx, options, checked);
    };
    let meant = Card::new(card.text()).with_block(block);
    silence_in(&Context::new(&meant, options.repo_type), options, checked)
}

fn silence_in(cx: &Context<'_, '_>, options: CheckOptions, mut checked: Checked) -> Checked {
    if cx.directives().is_empty() {
        return checked;
    }
    let mut silencer = Silencer::new(cx);
    silencer.part(&mut checked);
    // A broken entry hides what its comments are for.
    let is_whole = cx.hub().errors().is_empty() && cx.hub().too_much().is_none();
    if options.runs(&UNUSED_IGNORE) && is_whole {
        let own = |name: &Name<'_>| name.text == UNUSED_IGNORE.name;
        let idle = silencer.idle(options);
        let (own, others): (Vec<_>, Vec<_>) = idle.into_iter().partition(|(_, name)| own(name));
        let said = others
            .into_iter()
            .map(|(at, name)| unused_ignore(cx, at, name));
        checked.findings.extend(said);
        silencer.part(&mut checked);
        let own = own
            .into_iter()
            .filter(|(_, name)| !silencer.used.contains(&name.span));
        checked
            .findings
            .extend(own.map(|(at, name)| unused_ignore(cx, at, name)));
    }
    checked
}

/// A name in a comment: the comment's index, and the name itself.
type Place<'a> = (usize, Name<'a>);

/// The comments of a card, and which of them were needed.
struct Silencer<'c, 'd, 'a> {
    cx: &'c Context<'d, 'a>,
    reach: Reach,
    /// By the name of the rule and the start of the line that the comment counts for.
    of_lines: BTreeMap<(&'static str, usize), Place<'a>>,
    /// By the name of the rule, where the comment counts for the whole card.
    of_card: BTreeMap<&'static str, Place<'a>>,
    used: HashSet<Span>,
}

impl<'c, 'd, 'a> Silencer<'c, 'd, 'a> {
    fn new(cx: &'c Context<'d, 'a>) -> Self {
        let mut silencer = Self {
            cx,
            reach: Reach::of(cx),
            of_lines: BTreeMap::new(),
            of_card: BTreeMap::new(),
            used: HashSet::new(),
        };
        for (index, directive) in cx.directives().iter().enumerate() {
            let line = silencer.reach.target(directive.span);
            for name in &directive.names {
                let Some(rule) = rule(name.text) else {
                    continue;
                };
                let place = (index, *name);
                match directive.scope {
                    Scope::Line => silencer.of_lines.entry((rule.name, line)).or_insert(place),
                    Scope::File => silencer.of_card.entry(rule.name).or_insert(place),
                };
            }
        }
        silencer
    }

    /// Moves the findings that are silenced to the others.
    fn part(&mut self, checked: &mut Checked) {
        let mut left = Vec::new();
        for finding in checked.findings.drain(..) {
            let Some((index, name)) = self.silenced_by(&finding) else {
                left.push(finding);
                continue;
            };
            self.used.insert(name.span);
            let directive = self.cx.directives().get(index);
            checked.ignored.push(Ignored {
                comment: directive.map_or(name.span, |it| it.span),
                reason: directive.map_or(String::new(), |it| it.reason.to_owned()),
                finding,
            });
        }
        checked.findings = left;
    }

    /// The name that silences a finding: one for its lines before one for the card.
    fn silenced_by(&self, finding: &Finding) -> Option<Place<'a>> {
        let lines = self.reach.lines(finding.span);
        let name = finding.rule.name;
        let mut of_lines = self
            .of_lines
            .range((name, *lines.start())..=(name, *lines.end()));
        let of_line = of_lines.next().map(|(_, place)| *place);
        of_line.or_else(|| self.of_card.get(name).copied())
    }

    /// The names that silenced nothing, of rules that ran.
    fn idle(&self, options: CheckOptions) -> Vec<(&'c Directive<'a>, Name<'a>)> {
        let directives = self.cx.directives().iter();
        let names = directives.flat_map(|it| it.names.iter().map(move |name| (it, *name)));
        names
            .filter(|(_, name)| !self.used.contains(&name.span))
            .filter(|(_, name)| rule(name.text).is_some_and(|rule| options.runs(rule)))
            .collect()
    }
}

/// Whether nothing but blanks stands before a comment on its line.
pub(crate) fn is_alone(cx: &Context<'_, '_>, comment: Span) -> bool {
    let line = cx.line(comment.range().start);
    let before = line.before(comment).slice(cx.source());
    before.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}
