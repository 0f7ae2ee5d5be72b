//! From TOML to settings.

use std::{ops::Range, path::Path};

use clap::ValueEnum;
use gatecard::{RuleError, Severities, nearest_rule, quoted, rule};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{
    keys::{
        EXCLUDE, FAIL_ON, Key, Level, OVERRIDE, OVERRIDES, PATHS, PEDANTIC, REPO_TYPE, RULES, TOP,
        names,
    },
    layer::{Chosen, Content, Override, Placed},
    patterns::{Patterns, PatternsBuilder},
    problem::Problem,
};
use crate::{args::RepoType, suggest::nearest};

/// What the parser says of a key that stands there twice.
const DUPLICATE: &str = "duplicate key";
/// How what the parser says of a text without quotes begins.
const UNQUOTED: &str = "string values must be quoted";

/// The settings in a text, or everything that is wrong with them. Patterns are for what lies below
/// `root`, an absolute path. In an argument of the command line, texts may stand without quotes: a
/// shell takes them away.
pub(super) fn parse(text: &str, root: &Path, is_argument: bool) -> Result<Content, Vec<Problem>> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.retain(|error| !(is_argument && error.message().starts_with(UNQUOTED)));
    let mut parser = Parser {
        root,
        problems: Vec::new(),
    };
    // These two leave nothing out that could be misunderstood, so that the rest can be read, too.
    let is_whole = errors.iter().all(|error| {
        let message = error.message();
        message == DUPLICATE || message.starts_with(UNQUOTED)
    });
    let mut content = Content::default();
    if is_whole {
        content = parser.content(table.get_ref());
    }
    let mut problems = parser.problems;
    let in_toml = errors.iter().map(|error| syntax(text, error));
    problems.extend(in_toml);
    problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
    // A text without quotes may be no value either: one of both is enough.
    problems.dedup_by(|later, first| later.range == first.range);
    if problems.is_empty() {
        Ok(content)
    } else {
        Err(problems)
    }
}

/// A mistake in the TOML itself.
fn syntax(text: &str, error: &toml::de::Error) -> Problem {
    let range = error.span().unwrap_or(0..0);
    let piece = text.get(range.clone()).unwrap_or_default();
    match error.message() {
        DUPLICATE => {
            Problem::new(range, format!("{} is set twice", quoted(piece))).help("keep one of them")
        }
        message if message.starts_with(UNQUOTED) && piece.is_empty() => {
            Problem::new(range, "expected a value, found nothing")
        }
        message if message.starts_with(UNQUOTED) => {
            let message = format!("the text {} stands without quotes", quoted(piece));
            Problem::new(range, message).help(format!("write `\"{piece}\"`"))
        }
        message => Problem::new(range, format!("this is no TOML: {message}")),
    }
}

/// Where the settings for all cards have to stand in TOML.
const ABOVE_TABLES: &str =
    "this is a setting for all cards: write it above the first line with brackets";

/// Reads values, and notes what is wrong with them.
struct Parser<'p> {
    root: &'p Path,
    problems: Vec<Problem>,
}

type SpannedKey<'t> = Spanned<DeString<'t>>;
type SpannedValue<'t> = Spanned<DeValue<'t>>;

impl Parser<'_> {
    fn content(&mut self, table: &DeTable<'_>) -> Content {
        let mut content = Content::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                FAIL_ON => content.fail_on = self.choice(key, value),
                EXCLUDE => content.exclude = self.patterns(key, value),
                OVERRIDES => content.overrides = self.overrides(value),
                _ => self.chosen(key, value, &mut content.general, TOP),
            }
        }
        content
    }

    /// Reads a setting that can be for some of the cards.
    fn chosen(
        &mut self,
        key: &SpannedKey<'_>,
        value: &SpannedValue<'_>,
        chosen: &mut Chosen,
        known: &[Key],
    ) {
        match key.get_ref().as_ref() {
            PEDANTIC => chosen.pedantic = self.boolean(key, value),
            REPO_TYPE => {
                let choice: Option<Placed<RepoType>> = self.choice(key, value);
                chosen.repo_type = choice.map(|choice| Placed {
                    value: choice.value.into(),
                    at: choice.at,
                });
            }
            RULES => chosen.rules = self.rules(value),
            name => self.problems.push(unknown(name, key.span(), known)),
        }
    }

    fn overrides(&mut self, value: &SpannedValue<'_>) -> Vec<Override> {
        let expected = "a list of tables";
        let help = "begin each table with `[[overrides]]`";
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(OVERRIDES, value, expected, Some(help.to_owned()));
            return Vec::new();
        };
        let mut overrides = Vec::new();
        for entry in list {
            match entry.get_ref().as_table() {
                Some(table) => overrides.extend(self.one_override(table, entry.span())),
                None => self.wrong(OVERRIDES, entry, expected, Some(help.to_owned())),
            }
        }
        overrides
    }

    fn one_override(&mut self, table: &DeTable<'_>, at: Range<usize>) -> Option<Override> {
        let mut chosen = Chosen::default();
        let mut paths = None;
        for (key, value) in table {
            if key.get_ref() == PATHS {
                paths = Some(self.patterns(key, value));
            } else {
                self.chosen(key, value, &mut chosen, OVERRIDE);
            }
        }
        let is_for_none = match &paths {
            None => true,
            Some(paths) => paths
                .as_ref()
                .is_some_and(|paths| paths.value.texts.is_empty()),
        };
        if is_for_none {
            let message = "there are no `paths`, so this is for no card";
            let help = "add `paths = [\"…\"]`, with patterns as in a .gitignore";
            self.problems.push(Problem::new(at, message).help(help));
        }
        let paths = paths??.value;
        Some(Override { paths, chosen })
    }

    fn rules(
        &mut self,
        value: &SpannedValue<'_>,
    ) -> Vec<(&'static gatecard::Rule, Placed<Option<gatecard::Severity>>)> {
        let Some(table) = value.get_ref().as_table() else {
            let help = "begin it with `[rules]`, and write each rule on a line of its own";
            self.wrong(RULES, value, "a table", Some(help.to_owned()));
            return Vec::new();
        };
        let mut rules = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let level: Option<Placed<Level>> = self.choice(key, value);
            if let Err(error) = Severities::default().set(name, None) {
                self.problems.push(no_rule(&error, key.span()));
            } else if let (Some(rule), Some(level)) = (rule(name), level) {
                let severity = level.value.severity();
                rules.push((
                    rule,
                    Placed {
                        value: severity,
                        at: level.at,
                    },
                ));
            }
        }
        rules
    }

    fn boolean(&mut self, key: &SpannedKey<'_>, value: &SpannedValue<'_>) -> Option<Placed<bool>> {
        let Some(truth) = value.get_ref().as_bool() else {
            self.wrong(key.get_ref(), value, "`true` or `false`", None);
            return None;
        };
        Some(Placed {
            value: truth,
            at: key.span().start,
        })
    }

    /// Reads one of the values that a setting can have.
    fn choice<T: ValueEnum>(
        &mut self,
        key: &SpannedKey<'_>,
        value: &SpannedValue<'_>,
    ) -> Option<Placed<T>> {
        let known = names::<T>();
        let text = value.get_ref().as_str();
        let Some(value) = text.and_then(|text| T::from_str(text, false).ok()) else {
            let nearest = text.and_then(|text| nearest(text, known.iter().map(String::as_str)));
            let help = nearest.map(|nearest| format!("did you mean `\"{nearest}\"`?"));
            self.wrong(key.get_ref(), value, &alternatives(&known), help);
            return None;
        };
        Some(Placed {
            value,
            at: key.span().start,
        })
    }

    fn patterns(
        &mut self,
        key: &SpannedKey<'_>,
        value: &SpannedValue<'_>,
    ) -> Option<Placed<Patterns>> {
        let expected = "a list of patterns";
        let Some(list) = value.get_ref().as_array() else {
            let alone = value.get_ref().as_str();
            let help = alone.map(|alone| format!("write {}", quoted(&format!("[\"{alone}\"]"))));
            self.wrong(key.get_ref(), value, expected, help);
            return None;
        };
        let mut patterns = PatternsBuilder::new();
        for entry in list {
            let Some(pattern) = entry.get_ref().as_str() else {
                self.wrong(key.get_ref(), entry, "texts", None);
                continue;
            };
            if let Err(message) = patterns.add(pattern) {
                self.problems.push(Problem::new(entry.span(), message));
            }
        }
        let built = patterns.build(self.root);
        let built =
            built.map_err(|message| self.problems.push(Problem::new(value.span(), message)));
        Some(Placed {
            value: built.ok()?,
            at: key.span().start,
        })
    }

    /// Notes that a value is not what its setting takes.
    fn wrong(&mut self, key: &str, value: &SpannedValue<'_>, expected: &str, help: Option<String>) {
        let found = found(value.get_ref());
        let message = format!("expected {expected} for {}, found {found}", quoted(key));
        let problem = Problem::new(value.span(), message);
        self.problems.push(Problem { help, ..problem });
    }
}

/// A value in words.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => return format!("{}", quoted(&format!("\"{text}\""))),
        DeValue::Boolean(truth) => return format!("`{truth}`"),
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
    .to_owned()
}

/// Names as a choice: `"model"`, `"dataset"` or `"space"`.
fn alternatives(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`\"{name}\"`")).collect();
    match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => quoted.concat(),
    }
}

fn unknown(name: &str, at: Range<usize>, known: &[Key]) -> Problem {
    let of_override = known.len() == OVERRIDE.len();
    if of_override && TOP.iter().any(|key| key.name == name) {
        let message = format!("`{name}` cannot be set for some of the cards");
        return Problem::new(at, message).help(ABOVE_TABLES);
    }
    let names = known.iter().map(|key| key.name);
    let help = match nearest(name, names.clone()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if rule(name).is_some() => {
            format!("rules stand below `[rules]`, as in `rules.{name} = \"off\"`")
        }
        None => format!(
            "there are {}",
            names
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    Problem::new(at, format!("there is no setting {}", quoted(name))).help(help)
}

fn no_rule(error: &RuleError, at: Range<usize>) -> Problem {
    let problem = Problem::new(at, error.to_string());
    let RuleError::Unknown(name) = error else {
        return problem;
    };
    if TOP.iter().any(|key| key.name == name) {
        return problem.help(ABOVE_TABLES);
    }
    match nearest_rule(name) {
        Some(near) => problem.help(format!("did you mean `{}`?", near.name)),
        None => problem.help("`gatecard rules` lists them"),
    }
}
