//! Aliases that stand for more than is read.

use crate::{context::Context, finding::Finding, rule::rule, yaml::TooMuch};

rule! {
    /// ## What it does
    /// Finds aliases that stand for more than gatecard reads: together for more than 1 MiB, and for
    /// more than eight times the length of the YAML block. Each value counts for the bytes of its
    /// text and 16 more, so a list of all countries, as plain texts, may have more than a hundred
    /// aliases. Bytes and long numbers count for more, and an alias within what it stands for several
    /// times. What `<<` takes over counts as well.
    ///
    /// ## Why it matters
    /// An alias stands for all that its anchor names. A few lines of aliases of aliases can stand
    /// for more than fits into the memory of whoever writes them out. gatecard does not read such
    /// a block, so mistakes in its gate go unnoticed.
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
    /// The bound is gatecard's own. js-yaml and `PyYAML` read blocks with many aliases, as measured,
    /// because an alias costs them nothing until it is written out; what the Hub does then is not
    /// known. Of what `<<` takes over, js-yaml refuses more than 10,000 entries in a block, and
    /// `PyYAML` copies all of it, as measured.
    LARGE_ALIASES {
        name: "large-aliases",
        group: Reading,
        severity: Error,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(too_much) = cx.hub().too_much().filter(|_| cx.block_has_gate_key()) else {
        return;
    };
    let message = format!("{}, so nothing in this gate is checked", too_much.reason());
    let help = match too_much {
        TooMuch::Endless(_) => "name something else, or write out what is meant",
        TooMuch::Aliases(_) | TooMuch::Merging(_) => {
            "use fewer aliases, or name less with each: the page of the rule says how much is read"
        }
    };
    findings.push(Finding::new(&LARGE_ALIASES, too_much.span(), message).help(help));
}
