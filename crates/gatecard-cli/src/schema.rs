//! `gatecard schema`.
//!
//! The schemas are files, so that nothing has to make them when they are asked for. Those of the
//! configuration and of the output are made from the code in a test, that of the gate is written
//! by hand.

#[cfg(test)]
mod generate;

use std::io::{self, Write as _};

use crate::{
    args::{Schema, SchemaArgs},
    exit::Exit,
    output::stream,
};

/// The schema of `gatecard.toml`.
const CONFIG: &str = include_str!("../schemas/config.json");
/// The schema of what is printed as JSON.
const OUTPUT: &str = include_str!("../schemas/output.json");
/// The schema of the front matter of a card, as far as the gate goes.
const GATE: &str = include_str!("../schemas/gate.json");

/// Prints a schema.
pub(crate) fn run(args: &SchemaArgs) -> io::Result<Exit> {
    let schema = match args.schema {
        Schema::Config => CONFIG,
        Schema::Output => OUTPUT,
        Schema::Gate => GATE,
    };
    stream::print(|out| out.write_all(schema.as_bytes()))?;
    Ok(Exit::Clean)
}
