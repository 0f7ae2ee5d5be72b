//! Aliases that stand for more than is read.

use crate::{card::State, context::Context, finding::Finding, rule::rule};

rule! {
    /// ## What it does
    /// Finds aliases that together stand for more than 1 MiB, and for more than the YAML block
    /// itself. gatecard does not read such a block.
    ///
    /// ## Why it matters
    /// An alias stands for all that its anchor names. A few lines of aliases of aliases can stand
    /// for more than fits into the memory of whoever writes them out. No mistake in the gate is
    /// found before that is mended.
    ///
    /// ## Example
    /// ```yaml
    /// a: &a [one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one]
    /// b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    /// c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    /// d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
    /// e: [*d, *d, *d]
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// a: [one]
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Evidence
    /// The bound is gatecard's own. js-yaml and `PyYAML` read such blocks, as measured, because an
    /// alias costs them nothing until it is written out; what the Hub does then is not known.
    LARGE_ALIASES {
        name: "large-aliases",
        group: Reading,
        severity: Error,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.hub().state() != State::Unread || !cx.block_has_gate_key() {
        return;
    }
    let Some(alias) = cx.hub().alias_too_many() else {
        return;
    };
    let message = "together with the aliases before it, this one stands for more text than gatecard reads, so nothing in this gate is checked";
    let finding = Finding::new(&LARGE_ALIASES, alias, message);
    let help = "use fewer aliases, or write out what they stand for: together they may stand for 1 MiB of text, or for as much as the block itself has";
    findings.push(finding.help(help));
}
