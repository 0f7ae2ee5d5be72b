//! `gatecard show`: the gate as one reader has it.

mod json;
mod text;

use std::{io, io::Write as _, path::Path};

use gatecard::{
    Damage, Decoded, Gate, LineIndex, Reading, State, decode,
    yaml::{Reader, Value},
};

use crate::{
    args::{ShowArgs, TextOrJson},
    check::STDIN,
    escape,
    exit::Exit,
    output::stream,
    read::CardReader,
};

/// Prints the gate of a card. What the reader makes of it is the answer, whatever it is, so only a
/// card that cannot be read is a failure.
pub(crate) fn run(args: &ShowArgs) -> io::Result<Exit> {
    let from_stdin = args.card == Path::new(STDIN);
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
            stream::complain(&format!("cannot read {}: {error}", escape::path(path)));
            return Ok(Exit::Failure);
        }
    };
    let decoded = decode(&bytes);
    let card = decoded.card();
    let view = View::new(path, &decoded, card.reading(args.reader.into()));
    let out = match args.format {
        TextOrJson::Text => text::page(&view),
        TextOrJson::Json => json::object(&view),
    };
    stream::print(|stdout| stdout.write_all(out.as_bytes()))?;
    Ok(Exit::Clean)
}

/// What a reader has of a card, for printing.
struct View<'v> {
    path: &'v Path,
    reading: &'v Reading<'v>,
    state: State,
    error: Option<Trouble>,
    values: Vec<(String, Value)>,
    gate: Option<&'v Gate>,
}

/// Why there is nothing to show.
struct Trouble {
    message: String,
    line: usize,
    column: usize,
}

impl<'v> View<'v> {
    fn new(path: &'v Path, decoded: &Decoded<'_>, reading: &'v Reading<'v>) -> Self {
        let mut view = Self {
            path,
            reading,
            state: reading.state(),
            error: None,
            values: Vec::new(),
            gate: None,
        };
        let mut lines = LineIndex::new(&decoded.text);
        let mut trouble = |message: String, offset: usize| {
            let place = lines.position(offset);
            Some(Trouble {
                message,
                line: place.line,
                column: place.column,
            })
        };
        // Python decodes strictly: with such a byte, it does not get as far as the YAML.
        if let (Reader::Python, Some(damage)) = (reading.reader(), decoded.damage) {
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
}
