//! `--format FORMAT[=FILE]`.

use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
};

use clap::{
    Arg, Command, Error, ValueEnum,
    builder::{EnumValueParser, PossibleValue, TypedValueParser},
    error::ErrorKind,
};

/// How findings are written. docs/formats.md describes each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A report for each, with the lines of the card.
    #[default]
    Full,
    /// A line for each: path:line:column: severity[rule] message.
    Concise,
    /// For programs; docs/json.md describes it.
    Json,
    /// For programs: a finding on each line, as JSON.
    JsonLines,
    /// For code scanning on GitHub and for viewers: SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// Code quality reports of GitLab.
    Gitlab,
    /// Test reports.
    Junit,
    /// For reviewdog.
    Rdjson,
    /// For everything else that reads reports of linters.
    Checkstyle,
}

/// A format, and the file that a report of it is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatArg {
    pub(crate) format: Format,
    /// Standard output where there is none.
    pub(crate) file: Option<PathBuf>,
}

/// Reads `FORMAT` and `FORMAT=FILE`.
#[derive(Clone, Debug)]
pub(crate) struct FormatArgParser;

impl TypedValueParser for FormatArgParser {
    type Value = FormatArg;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<FormatArg, Error> {
        let (format, file) = match split(value) {
            Some((format, file)) => (format, Some(file)),
            None => (value.to_owned(), None),
        };
        let formats = EnumValueParser::<Format>::new();
        let format = formats.parse_ref(command, argument, &format)?;
        if file.as_ref().is_some_and(|file| file.is_empty()) {
            let what = "expected the name of a file behind `=`, found nothing\n";
            return Err(Error::raw(ErrorKind::ValueValidation, what).with_cmd(command));
        }
        // As elsewhere, a dash is a stream.
        let file = file.filter(|file| file != "-").map(PathBuf::from);
        Ok(FormatArg { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let formats = Format::value_variants().iter();
        Some(Box::new(formats.filter_map(ValueEnum::to_possible_value)))
    }
}

/// What stands before and behind the first `=`. File names need not be UTF-8.
#[cfg(unix)]
fn split(value: &OsStr) -> Option<(OsString, OsString)> {
    use std::os::unix::ffi::OsStrExt as _;

    let bytes = value.as_bytes();
    let at = bytes.iter().position(|byte| *byte == b'=')?;
    let (format, file) = (bytes.get(..at)?, bytes.get(at + 1..)?);
    Some((
        OsStr::from_bytes(format).to_owned(),
        OsStr::from_bytes(file).to_owned(),
    ))
}

/// What stands before and behind the first `=`.
#[cfg(not(unix))]
fn split(value: &OsStr) -> Option<(OsString, OsString)> {
    let (format, file) = value.to_str()?.split_once('=')?;
    Some((format.into(), file.into()))
}
