//! What the rules about options share.

use std::collections::HashSet;

use crate::{
    context::{Context, MAX_RELATED, field_path, is_shared},
    finding::Finding,
    fix::{Edit, Safety},
    gate::Field,
    rule::Rule,
    yaml::NodeId,
};

/// The options of one menu.
#[derive(Clone, Copy)]
pub(super) struct Menu<'c> {
    pub(super) field: &'c Field<'c>,
    pub(super) list: NodeId,
    pub(super) items: &'c [NodeId],
}

/// An option with a mistake.
pub(super) struct Wrong {
    /// Its place in the menu, from 0.
    pub(super) index: usize,
    pub(super) item: NodeId,
    /// The change that mends it.
    pub(super) fix: Option<(Safety, Vec<Edit>)>,
}

impl Menu<'_> {
    /// The options with their places, of those that share one value by an alias only the first.
    pub(super) fn own_items(self, cx: &Context<'_, '_>) -> impl Iterator<Item = (usize, NodeId)> {
        let mut seen = HashSet::new();
        let items = self.items.iter().copied().enumerate();
        items.filter(move |(_, item)| {
            let shared = is_shared(cx.tree().node(*item));
            !shared || seen.insert(cx.tree().target_id(*item))
        })
    }
}

/// Each menu of the card, a shared list of options once.
pub(super) fn menus<'c>(cx: &Context<'c, '_>) -> impl Iterator<Item = Menu<'c>> {
    let tree = cx.tree();
    cx.menus().map(move |(field, list)| Menu {
        field,
        list,
        items: tree.items(list),
    })
}

/// One finding for all options of a menu whose fixes are equally safe: a menu can have a million
/// options with the same mistake.
pub(super) fn report(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    menu: Menu<'_>,
    wrong: Vec<Wrong>,
    words: impl Fn(NodeId) -> (String, String),
    title: &str,
) -> Vec<Finding> {
    let (mut safe, mut unsafe_, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for option in wrong {
        match option.fix {
            Some((Safety::Safe, _)) => safe.push(option),
            Some((Safety::Unsafe, _)) => unsafe_.push(option),
            None => without.push(option),
        }
    }
    let groups = [safe, unsafe_, without].into_iter();
    groups
        .filter_map(|group| grouped(cx, rule, menu, group, &words, title))
        .collect()
}

fn grouped(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    menu: Menu<'_>,
    group: Vec<Wrong>,
    words: impl Fn(NodeId) -> (String, String),
    title: &str,
) -> Option<Finding> {
    let first = group.first()?;
    let (message, help) = words(first.item);
    let path = field_path(&menu.field.label)
        .key("options")
        .item(first.index);
    let mut finding = Finding::new(rule, cx.place(first.item), message)
        .path(path)
        .help(help);
    for other in group.iter().skip(1).take(MAX_RELATED) {
        finding = finding.related(cx.place(other.item), "this one too");
    }
    if group.len() > MAX_RELATED + 1 {
        finding = finding.label(format!("and {} more", group.len() - 1));
    }
    let fixes: Vec<_> = group.into_iter().filter_map(|option| option.fix).collect();
    let safety = fixes.first().map(|(safety, _)| *safety);
    let edits = Some(fixes.into_iter().flat_map(|(_, edits)| edits).collect());
    Some(match safety {
        Some(Safety::Safe) => finding.safe_fix(title, edits),
        Some(Safety::Unsafe) => finding.unsafe_fix(title, edits),
        None => finding,
    })
}
