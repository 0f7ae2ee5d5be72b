//! Prints what gatecard says of some cards, a line each: how to use the library in a program.
//!
//! ```sh
//! cargo run --example findings -- [--pedantic] README.md...
//! ```

#![allow(clippy::print_stdout, reason = "an example may print")]

use std::{env, error::Error, fs};

use gatecard::{Card, CheckOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, paths): (Vec<String>, Vec<String>) = env::args()
        .skip(1)
        .partition(|argument| argument == "--pedantic");
    let options = CheckOptions {
        pedantic: !flags.is_empty(),
        ..CheckOptions::default()
    };
    for path in paths {
        let bytes = fs::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        for finding in Card::new(&text).check(&options) {
            let line = text[..finding.span.range().start].lines().count().max(1);
            let rule = finding.rule.name;
            println!(
                "{path}:{line}: {}[{rule}] {}",
                finding.severity, finding.message
            );
            println!("    at {:?}", finding.span.slice(&text));
            for place in &finding.related {
                println!("    and {:?}: {}", place.span.slice(&text), place.text);
            }
            if let Some(help) = &finding.help {
                println!("    help: {help}");
            }
            if let Some(fix) = &finding.fix {
                println!(
                    "    {} fix: {}: {:?}",
                    fix.safety.name(),
                    fix.title,
                    fix.edits
                );
            }
        }
    }
    Ok(())
}
