//! What a terminal, or a CI system that reads a log, would obey.

/// A workflow command, as the runner of GitHub Actions reads it (`ActionCommand.TryParseV2`).
pub(crate) struct Annotation {
    pub(crate) level: String,
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) message: String,
}

impl Annotation {
    /// The command on a line, where there is one.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let rest = line.trim_start().strip_prefix("::")?;
        let (command, data) = rest.split_once("::")?;
        let (level, properties) = command.split_once(' ').unwrap_or((command, ""));
        let properties = properties.trim().split(',').filter_map(|property| {
            let (name, value) = property.split_once('=')?;
            let value = value.replace("%3A", ":").replace("%2C", ",");
            Some((name.to_owned(), unescaped(&value)))
        });
        Some(Self {
            level: level.to_owned(),
            properties: properties.collect(),
            message: unescaped(data),
        })
    }

    /// The value of a property; empty where it is missing.
    pub(crate) fn property(&self, name: &str) -> &str {
        let property = self.properties.iter().find(|(known, _)| known == name);
        property.map_or("", |(_, value)| value)
    }
}

fn unescaped(text: &str) -> String {
    let lines = text.replace("%0D", "\r").replace("%0A", "\n");
    lines.replace("%25", "%")
}

/// Whether a runner of GitHub Actions or an agent of Azure Pipelines would obey a line.
pub(crate) fn is_obeyed(line: &str) -> bool {
    let legacy = |at: usize| {
        let rest = line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        rest.starts_with('[')
    };
    Annotation::parse(line).is_some() || line.match_indices("##").any(|(at, _)| legacy(at))
}

/// Whether a character acts on a terminal or on its neighbours.
pub(crate) fn acts(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(
            character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}
