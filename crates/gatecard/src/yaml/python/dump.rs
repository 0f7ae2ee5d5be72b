//! Values as `json.dumps(value, default=str)` prints them.

use super::{
    error::{self, Result},
    merge::{entries, key},
    object::{Object, Shown, scalar_text},
    repr,
    resolve::{Type, type_of},
    start,
};
use crate::{
    card::ValueType,
    yaml::{NodeId, ReadError, Tree, Value},
};

/// How deep printed values may nest. A card itself nests less deep; aliases can add to that, up to
/// the limit of Python's JSON at about twice as much.
const MAX_VALUE_DEPTH: usize = 500;

/// The value of a node.
///
/// Two things have no fixed form in Python's JSON. The members of a set, which Python prints in an
/// order that changes from run to run, are sorted here. Keys that JSON refuses, such as dates, are
/// printed by Python's `str`, like values.
///
/// # Errors
/// Where Python's JSON refuses the value, or where aliases make it nest deeper than gatecard prints.
pub(crate) fn value(tree: &Tree<'_>, id: NodeId) -> Result<Value> {
    let open = Vec::new();
    Printing { tree, open }.value(id)
}

/// What a node is taken for.
pub(crate) fn value_type(tree: &Tree<'_>, id: NodeId) -> ValueType {
    let id = tree.target_id(id);
    let kind = type_of(tree, id);
    match kind {
        Type::Null => ValueType::Null,
        Type::Int | Type::Float => ValueType::Number,
        Type::Timestamp => ValueType::Date,
        Type::Sequence | Type::Set | Type::Pairs { .. } => ValueType::List,
        Type::Mapping => ValueType::Mapping,
        Type::Bool => {
            let text = scalar_text(tree, id).unwrap_or_default();
            let object = Object::new(kind, text);
            ValueType::Bool(matches!(object, Ok(Object::Bool(true))))
        }
        Type::Binary | Type::Text | Type::Merge | Type::Value | Type::Other => ValueType::Text,
    }
}

/// A value as it is printed.
struct Printing<'t, 'a> {
    tree: &'t Tree<'a>,
    /// The collections around the node, to notice one that contains itself.
    open: Vec<NodeId>,
}

impl Printing<'_, '_> {
    /// The error for a node that cannot be printed.
    fn refuse(&self, problem: impl Into<String>, id: NodeId) -> ReadError {
        error::at(problem, start(self.tree, id))
    }

    /// Prints a node.
    fn value(&mut self, id: NodeId) -> Result<Value> {
        let target = self.tree.target_id(id);
        let kind = type_of(self.tree, target);
        match kind {
            Type::Sequence | Type::Pairs { .. } | Type::Mapping => {
                self.enter(id, target)?;
                let value = match kind {
                    Type::Mapping => self.mapping(target),
                    Type::Sequence => self.sequence(target),
                    _ => self.pairs(target),
                };
                self.open.pop();
                value
            }
            Type::Set => Ok(Value::Text(self.set(target))),
            _ => self.scalar(target, kind),
        }
    }

    /// Goes into a list or mapping.
    fn enter(&mut self, id: NodeId, target: NodeId) -> Result<()> {
        // What is merged within itself comes back without an alias.
        if self.open.contains(&target) {
            return Err(self.refuse("ValueError: Circular reference detected", id));
        }
        if self.open.len() >= MAX_VALUE_DEPTH {
            let problem = format!("nested more than {MAX_VALUE_DEPTH} levels deep");
            return Err(self.refuse(problem, id));
        }
        self.open.push(target);
        Ok(())
    }

    /// Prints a list.
    fn sequence(&mut self, id: NodeId) -> Result<Value> {
        let items = self.tree.items(id).iter();
        let items: Result<_> = items.map(|item| self.value(*item)).collect();
        items.map(Value::Sequence)
    }

    /// Prints a mapping.
    fn mapping(&mut self, id: NodeId) -> Result<Value> {
        let entries = entries(self.tree, id).into_iter();
        let entries = entries.map(|(key, entry)| Ok((key, self.value(entry.value)?)));
        let entries: Result<_> = entries.collect();
        entries.map(Value::Mapping)
    }

    /// Prints a list of pairs.
    fn pairs(&mut self, id: NodeId) -> Result<Value> {
        let mut pairs = Vec::new();
        for item in self.tree.items(id) {
            for entry in self.tree.entries(*item) {
                let pair = vec![self.value(entry.key)?, self.value(entry.value)?];
                pairs.push(Value::Sequence(pair));
            }
        }
        Ok(Value::Sequence(pairs))
    }

    /// Prints a set.
    fn set(&self, id: NodeId) -> String {
        let entries = entries(self.tree, id);
        let mut members: Vec<String> = entries
            .into_iter()
            .map(|(text, entry)| match key(self.tree, entry.key) {
                Some(key) if key.is_text() => repr::text(&text),
                _ => text,
            })
            .collect();
        members.sort_unstable();
        match members.len() {
            0 => "set()".to_owned(),
            _ => format!("{{{}}}", members.join(", ")),
        }
    }

    /// Prints a scalar.
    fn scalar(&self, id: NodeId, kind: Type) -> Result<Value> {
        let text = scalar_text(self.tree, id).map_err(|(problem, id)| self.refuse(problem, id))?;
        let shown = Object::new(kind, text).and_then(|object| {
            Ok(match object {
                Object::Null => Value::Null,
                Object::Bool(value) => Value::Bool(value),
                object => match object.show(text)? {
                    Shown::Bare(number) => Value::Number(number),
                    Shown::Text(text) => Value::Text(text.into_owned()),
                },
            })
        });
        shown.map_err(|problem| self.refuse(problem, id))
    }
}
