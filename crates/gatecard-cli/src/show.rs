//! `gatecard show`: the gate as one reader has it.

pub(crate) mod json;
mod lost;
mod text;

use std::{io, io::Write as _, path::Path};

use gatecard::{
    Card, CheckOptions, Damage, Decoded, Gate, Group, LineIndex, Reading, Severity, State, decode,
    yaml::{Reader, Value},
};

use crate::{
    args::{LookArgs, ShowArgs, TextOrJson},
    check::is_stdin,
    escape,
    exit::Exit,
    look::Look,
    output::{cannot_read, stream},
    read::CardReader,
};

/// Prints the gate of a card. What the reader makes of it is the answer, whatever it is, so only a
/// card that cannot be read is a failure.
pub(crate) fn run(args: &ShowArgs, look: LookArgs) -> io::Result<Exit> {
    let from_stdin = is_stdin(&args.card);
    let path = if from_stdin {
        &args.stdin_filename
    } else {
        &args.card
    };
    let mut reader = CardReader::new();
    let bytes = if from_stdin {
        reader.stdin()
    } else {
        reader.file(path)
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            stream::complain(&match error.kind() {
                io::ErrorKind::IsADirectory => {
                    format!("{} is a folder; show takes one card", escape::path(path))
                }
                _ => cannot_read(path, error),
            });
            return Ok(Exit::Failure);
        }
    };
    let decoded = decode(&bytes);
    let card = decoded.card();
    let view = View::new(path, &decoded, &card, args.reader.into());
    let out = match args.format {
        TextOrJson::Text => text::page(&view, Look::new(look)),
        TextOrJson::Json => json::object(&view),
    };
    stream::print(|stdout| stdout.write_all(out.as_bytes()))?;
    Ok(Exit::Clean)
}

/// What a reader has of a card, for printing.
struct View<'v> {
    path: &'v Path,
    card: &'v Card<'v>,
    reading: &'v Reading<'v>,
    state: State,
    error: Option<Trouble>,
    values: Vec<(String, Value)>,
    gate: Option<&'v Gate<'v>>,
}

/// Why there is nothing to show.
struct Trouble {
    message: String,
    line: usize,
    column: usize,
}

impl Trouble {
    fn new(text: &str, message: String, offset: usize) -> Self {
        let place = LineIndex::new(text).position(offset);
        Self {
            message,
            line: place.line,
            column: place.column,
        }
    }
}

impl<'v> View<'v> {
    fn new(path: &'v Path, decoded: &Decoded<'_>, card: &'v Card<'v>, reader: Reader) -> Self {
        let reading = card.reading(reader);
        let mut view = Self {
            path,
            card,
            reading,
            state: reading.state(),
            error: None,
            values: Vec::new(),
            gate: None,
        };
        let trouble = |message, offset| Some(Trouble::new(card.text(), message, offset));
        // Python decodes strictly: with such a byte, it does not get as far as the YAML.
        if let (Reader::Python, Some(damage)) = (reader, decoded.damage) {
            let offset = match damage {
                Damage::InvalidUtf8 { offset } => offset,
                Damage::Utf16 => 0,
            };
            view.state = State::Invalid;
            view.error = trouble("the file is not UTF-8".to_owned(), offset);
            return view;
        }
        if view.state == State::Found {
            view.gate = reading.gate();
        }
        match reading.values() {
            Ok(values) => {
                view.values = values;
                let error = reading.error();
                view.error = error.and_then(|error| trouble(error.message, error.offset as usize));
            }
            Err(error) => view.error = trouble(error.message, error.offset as usize),
        }
        view
    }

    /// Why the Hub finds no YAML block, where the card was meant to have one.
    fn why_missing(&self) -> Option<Trouble> {
        if self.reading.reader() != Reader::Hub {
            return None;
        }
        let findings = self.card.check(&CheckOptions::default());
        let mut findings = findings.into_iter();
        let finding = findings.find(|finding| {
            finding.rule.group == Group::Reading && finding.severity == Severity::Error
        })?;
        let start = finding.span.range().start;
        Some(Trouble::new(self.card.text(), finding.message, start))
    }
}
