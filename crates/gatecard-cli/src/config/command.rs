//! `gatecard config`.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use gatecard::{LineIndex, RULES, RepoType, Severity};
use serde::Serialize;

use super::{
    Broken, Configs, Origin, Scope, Settings, Source, Why,
    keys::{EXCLUDE, FAIL_ON, PEDANTIC, REPO_TYPE, name},
};
use crate::{
    args::{LookArgs, ShowConfigArgs, TextOrJson},
    escape::{self, escaped},
    exit::Exit,
    look::Look,
    output::{
        json::{SCHEMA_VERSION, to_json},
        problems, stream,
    },
    walk::CARD,
};

/// Prints the settings in force for a card.
pub(crate) fn run(args: &ShowConfigArgs, look: LookArgs) -> io::Result<Exit> {
    let report = match Report::new(args) {
        Ok(report) => report,
        Err(broken) => {
            stream::complain(&problems(&broken, look));
            return Ok(Exit::Failure);
        }
    };
    let text = match args.format {
        TextOrJson::Text => report.text(Look::new(look)),
        TextOrJson::Json => to_json(&report) + "\n",
    };
    stream::print(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

/// The settings in force for a card.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Report {
    /// The version of the shape.
    #[cfg_attr(test, schemars(extend("const" = SCHEMA_VERSION)))]
    schema_version: u32,
    /// The card.
    card: String,
    /// The configuration that is used for it, or null.
    configuration: Option<String>,
    /// Whether it is left out of folders.
    excluded: bool,
    /// The settings.
    settings: Vec<Setting>,
    /// The rules.
    rules: Vec<RuleSetting>,
}

/// A setting.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Setting {
    /// Its name in gatecard.toml.
    name: &'static str,
    /// Its value; null for a kind of repository that is guessed.
    value: Value,
    /// Where it comes from.
    from: From,
}

/// The value of a setting.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
enum Value {
    Truth(bool),
    Text(String),
    List(Vec<String>),
    Nothing,
}

/// A rule.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RuleSetting {
    /// Its name.
    name: &'static str,
    /// The severity of its findings.
    #[cfg_attr(test, schemars(extend("enum" = ["off", "info", "warning", "error"])))]
    severity: &'static str,
    /// Where it comes from.
    from: From,
}

/// Where a setting comes from.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct From {
    /// What set it, if anything.
    #[cfg_attr(test, schemars(extend("enum" = ["default", "file", "command-line"])))]
    kind: &'static str,
    /// The file, or the argument of the command line; null for a default.
    name: Option<String>,
    /// The line of the file, counted from 1; null elsewhere.
    line: Option<usize>,
}

impl Report {
    fn new(args: &ShowConfigArgs) -> Result<Self, Arc<Broken>> {
        let card = card(&args.path)?;
        let configs = Configs::new(&args.config, args.flags)?;
        let whole = configs.absolute(&card);
        let scope = configs.nearest(&whole)?;
        let settings = configs.settings(&scope, &card);
        Ok(Self {
            schema_version: SCHEMA_VERSION,
            card: escape::name(&card).into_owned(),
            configuration: scope.file().map(|name| escape::name(name).into_owned()),
            excluded: configs.exclude(&whole, false),
            settings: general(&scope, &settings),
            rules: rules(&scope, &settings),
        })
    }

    fn text(&self, look: Look) -> String {
        let of = match &self.configuration {
            Some(name) => format!("from {}", escape::path(Path::new(name))),
            None => "without a configuration".to_owned(),
        };
        let card = escape::path(Path::new(&self.card));
        let mut out = format!("{}\n\n", look.bold(&format!("Settings for {card}, {of}")));
        if self.excluded {
            out.push_str("The card is excluded: it is checked only if it is named.\n\n");
        }
        let settings = self.settings.iter();
        let settings = settings.map(|set| (set.name, set.value.text(), &set.from));
        out.push_str(&table(settings.collect()));
        let _ = writeln!(out, "\n{}\n", look.bold("Rules"));
        let rules = self.rules.iter();
        let rules = rules.map(|set| (set.name, set.severity.to_owned(), &set.from));
        out.push_str(&table(rules.collect()));
        out
    }
}

/// The card that a path means.
fn card(path: &Path) -> Result<PathBuf, Arc<Broken>> {
    let unreadable = |error| Broken {
        name: path.to_owned(),
        why: Why::Unreadable(error),
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_dir() {
        return Ok(path.to_owned());
    }
    let card = path.join(CARD);
    Ok(card.strip_prefix(".").unwrap_or(&card).to_owned())
}

fn general(scope: &Scope, settings: &Settings) -> Vec<Setting> {
    let (exclude, exclude_from) = match scope.exclude() {
        Some((patterns, origin)) => (patterns.texts.clone(), origin),
        None => (Vec::new(), Origin::Default),
    };
    let repo_type = settings.options.repo_type.map(RepoType::name);
    let repo_type = repo_type.map_or(Value::Nothing, |name| Value::Text(name.to_owned()));
    let set = |name, value, origin| Setting {
        name,
        value,
        from: From::new(scope, origin),
    };
    vec![
        set(
            PEDANTIC,
            Value::Truth(settings.options.pedantic),
            settings.pedantic_from(),
        ),
        set(
            FAIL_ON,
            Value::Text(name(&settings.fail_on)),
            settings.fail_on_from(),
        ),
        set(REPO_TYPE, repo_type, settings.repo_type_from()),
        set(EXCLUDE, Value::List(exclude), exclude_from),
    ]
}

fn rules(scope: &Scope, settings: &Settings) -> Vec<RuleSetting> {
    let rules = RULES.iter().map(|rule| {
        let (severity, origin) = settings.rule(rule);
        RuleSetting {
            name: rule.name,
            severity: severity.map_or("off", Severity::name),
            from: From::new(scope, origin),
        }
    });
    rules.collect()
}

impl From {
    fn new(scope: &Scope, origin: Origin) -> Self {
        let layer = match origin {
            Origin::Default => None,
            Origin::Set { layer, at } => scope.layer(layer).map(|layer| (layer, at)),
        };
        match layer.map(|(layer, at)| (&layer.source, &layer.text, at)) {
            None => Self {
                kind: "default",
                name: None,
                line: None,
            },
            Some((Source::Argument(argument), ..)) => Self {
                kind: "command-line",
                name: Some((*argument).to_owned()),
                line: None,
            },
            Some((Source::File(name), text, at)) => Self {
                kind: "file",
                name: Some(escape::name(name).into_owned()),
                line: Some(LineIndex::new(text).position(at).line),
            },
        }
    }

    fn text(&self) -> String {
        match (&self.name, self.line) {
            (Some(name), Some(line)) => format!("{}:{line}", escape::path(Path::new(name))),
            (Some(name), None) => escaped(name).to_string(),
            (None, _) => self.kind.to_owned(),
        }
    }
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::Truth(truth) => truth.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(patterns) if patterns.is_empty() => "nothing".to_owned(),
            Self::List(patterns) => escaped(&patterns.join(", ")).to_string(),
            Self::Nothing => "guessed".to_owned(),
        }
    }
}

/// Lines of three columns: a name, its value, and where that comes from.
fn table(rows: Vec<(&str, String, &From)>) -> String {
    let names = rows.iter().map(|(name, ..)| name.len());
    let names = names.max().unwrap_or_default();
    let values = rows.iter().map(|(_, value, _)| value.chars().count());
    let values = values.max().unwrap_or_default();
    let mut out = String::new();
    for (name, value, from) in rows {
        let _ = writeln!(out, "  {name:names$}  {value:values$}  {}", from.text());
    }
    out
}
