//! What stands in front of a node or in its stead: tags, anchors, aliases, and the directives that
//! tags depend on.

use std::borrow::Cow;

use super::{
    cursor::{is_blank_or_eol, is_flow_indicator},
    loader::Loader,
};
use crate::yaml::{NodeId, NodeKind, Properties, ReadError};

impl<'a> Loader<'a> {
    pub(super) fn directive(&mut self, name: &str, arguments: &[&'a str]) -> Result<(), ReadError> {
        match name {
            "YAML" => self.yaml_directive(arguments),
            "TAG" => self.tag_directive(arguments),
            _ => Ok(()),
        }
    }

    fn yaml_directive(&mut self, arguments: &[&'a str]) -> Result<(), ReadError> {
        if self.version_declared {
            return Err(self.error("duplication of %YAML directive"));
        }
        let [version] = arguments else {
            return Err(self.error("YAML directive accepts exactly one argument"));
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match version.split_once('.') {
            Some((major, minor)) if digits(major) && digits(minor) => {
                if major.trim_start_matches('0') != "1" {
                    return Err(self.error("unacceptable YAML version of the document"));
                }
            }
            _ => return Err(self.error("ill-formed argument of the YAML directive")),
        }
        self.version_declared = true;
        Ok(())
    }

    fn tag_directive(&mut self, arguments: &[&'a str]) -> Result<(), ReadError> {
        let [handle, prefix] = arguments else {
            return Err(self.error("TAG directive accepts exactly two arguments"));
        };
        if !is_tag_handle(handle) {
            return Err(self.error("ill-formed tag handle (first argument) of the TAG directive"));
        }
        if self.tag_handles.contains_key(handle) {
            return Err(self.error(format!(
                "there is a previously declared suffix for \"{handle}\" tag handle"
            )));
        }
        if !is_tag_uri(prefix) {
            return Err(self.error("ill-formed tag prefix (second argument) of the TAG directive"));
        }
        let Some(decoded) = percent_decode(prefix) else {
            return Err(self.error(format!("tag prefix is malformed: {prefix}")));
        };
        self.tag_handles.insert(handle, decoded);
        Ok(())
    }

    /// Reads `!tag` at the cursor.
    pub(super) fn tag_property(
        &mut self,
        properties: &mut Properties<'a>,
    ) -> Result<(), ReadError> {
        if properties.tag.is_some() {
            return Err(self.error("duplication of a tag property"));
        }
        let start = self.cursor.position;
        let verbatim = self.cursor.ahead(1) == b'<';
        let (handle, name) = if verbatim {
            ("", self.verbatim_tag()?)
        } else {
            self.shorthand_tag()?
        };
        if !name.is_empty() && !is_tag_uri(name) {
            return Err(self.error(format!("tag name cannot contain such characters: {name}")));
        }
        let Some(name) = percent_decode(name) else {
            return Err(self.error(format!("tag name is malformed: {name}")));
        };
        let tag = if verbatim {
            name
        } else if let Some(prefix) = self.tag_handles.get(handle) {
            Cow::Owned(format!("{prefix}{name}"))
        } else if handle == "!" {
            Cow::Owned(format!("!{name}"))
        } else if handle == "!!" {
            Cow::Owned(format!("tag:yaml.org,2002:{name}"))
        } else {
            return Err(self.error(format!("undeclared tag handle \"{handle}\"")));
        };
        let span = self.cursor.span(start, self.cursor.position);
        properties.tag = Some((tag, span));
        Ok(())
    }

    fn verbatim_tag(&mut self) -> Result<&'a str, ReadError> {
        let start = self.cursor.position + 2;
        self.cursor.position = start;
        loop {
            match self.cursor.step() {
                0 => {
                    return Err(self.error("unexpected end of the stream within a verbatim tag"));
                }
                b'>' => break,
                _ => {}
            }
        }
        let name = self.cursor.slice(start, self.cursor.position);
        self.cursor.position += 1;
        Ok(name)
    }

    fn shorthand_tag(&mut self) -> Result<(&'a str, &'a str), ReadError> {
        let start = self.cursor.position;
        self.cursor.position += 1;
        let mut handle = "!";
        let mut named = false;
        if self.cursor.byte() == b'!' {
            self.cursor.position += 1;
            handle = "!!";
            named = true;
        }
        let mut name_start = self.cursor.position;
        while self.cursor.byte() != 0 && !is_blank_or_eol(self.cursor.byte()) {
            if self.cursor.byte() == b'!' {
                if named {
                    return Err(self.error("tag suffix cannot contain exclamation marks"));
                }
                handle = self.cursor.slice(start, self.cursor.position + 1);
                if !is_tag_handle(handle) {
                    return Err(self.error("named tag handle cannot contain such characters"));
                }
                named = true;
                name_start = self.cursor.position + 1;
            }
            self.cursor.position += 1;
        }
        let name = self.cursor.slice(name_start, self.cursor.position);
        if name.bytes().any(is_flow_indicator) {
            return Err(self.error("tag suffix cannot contain flow indicator characters"));
        }
        Ok((handle, name))
    }

    /// Reads `&name` at the cursor.
    pub(super) fn anchor_property(
        &mut self,
        properties: &mut Properties<'a>,
    ) -> Result<(), ReadError> {
        if properties.anchor.is_some() {
            return Err(self.error("duplication of an anchor property"));
        }
        let start = self.cursor.position;
        let name = self.reference("name of an anchor node must contain at least one character")?;
        properties.anchor = Some((name, self.cursor.span(start, self.cursor.position)));
        Ok(())
    }

    /// Reads `*name` at the cursor.
    pub(super) fn alias(&mut self, properties: &Properties<'a>) -> Result<NodeId, ReadError> {
        let start = self.cursor.position;
        let name = self.reference("name of an alias node must contain at least one character")?;
        let Some(target) = self.anchors.get(name) else {
            return Err(self.error_since(format!("unidentified alias \"{name}\""), start));
        };
        let end = self.cursor.position;
        self.skip_separation(true);
        if *properties != Properties::default() {
            return Err(self.error("alias node should not have any properties"));
        }
        Ok(self.push(NodeKind::Alias { name, target }, start, end))
    }

    fn reference(&mut self, message: &str) -> Result<&'a str, ReadError> {
        self.cursor.position += 1;
        let start = self.cursor.position;
        loop {
            let byte = self.cursor.byte();
            if byte == 0 || is_blank_or_eol(byte) || is_flow_indicator(byte) {
                break;
            }
            self.cursor.position += 1;
        }
        if self.cursor.position == start {
            return Err(self.error(message));
        }
        Ok(self.cursor.slice(start, self.cursor.position))
    }
}

fn is_tag_handle(handle: &str) -> bool {
    let Some(rest) = handle.strip_prefix('!') else {
        return false;
    };
    match rest.strip_suffix('!') {
        None => rest.is_empty(),
        Some(name) => name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
    }
}

/// js-yaml's check of a tag: one character that is no flow indicator, then those of a URI, with
/// percent escapes whole.
fn is_tag_uri(uri: &str) -> bool {
    let Some(first) = uri.chars().next() else {
        return false;
    };
    if matches!(first, ',' | '[' | ']' | '{' | '}') {
        return false;
    }
    let rest = &uri.as_bytes()[first.len_utf8()..];
    let mut index = 0;
    while index < rest.len() {
        let byte = rest[index];
        if byte == b'%' {
            let hex = rest.get(index + 1..index + 3);
            if !hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
                return false;
            }
            index += 3;
        } else if byte.is_ascii_alphanumeric() || b"-#;/?:@&=+$,_.!~*'()[]".contains(&byte) {
            index += 1;
        } else {
            return false;
        }
    }
    true
}

/// JavaScript's `decodeURIComponent`, or nothing where it throws.
fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        if byte == b'%' {
            let hex = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}
