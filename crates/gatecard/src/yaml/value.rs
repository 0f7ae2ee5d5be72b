//! Values without places, for printing.

use std::fmt::Write as _;

/// A part of a card as a reader's own language holds it after loading: aliases followed, merge keys
/// merged, the order of keys as the language has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null` or `None`.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as the language writes it in JSON.
    Number(String),
    /// A text, or what the language writes as a text in JSON, such as a date.
    Text(String),
    /// A list.
    Sequence(Vec<Value>),
    /// A mapping.
    Mapping(Vec<(String, Value)>),
}

impl Value {
    /// The value as compact JSON.
    ///
    /// ```
    /// use gatecard::yaml::Value;
    ///
    /// let value = Value::Sequence(vec![Value::Null, Value::Text("a\n\"b\"".into())]);
    /// assert_eq!(value.to_json(), r#"[null,"a\n\"b\""]"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => write_text(text, out),
            Self::Sequence(items) => {
                write_list(items, ['[', ']'], out, Self::write_json);
            }
            Self::Mapping(entries) => write_list(entries, ['{', '}'], out, |(key, value), out| {
                write_text(key, out);
                out.push(':');
                value.write_json(out);
            }),
        }
    }
}

fn write_list<T>(
    items: &[T],
    [open, close]: [char; 2],
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
