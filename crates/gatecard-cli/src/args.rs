//! The command line.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are the help, where backticks would be seen"
)]
#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "`severity[rule]` is no link, and backslashes would be seen in the help"
)]

mod file_names;
mod format;

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use file_names::told_apart;
pub use format::Format;
pub(crate) use format::{FormatArg, FormatArgParser};

/// The examples of `gatecard --help`.
const EXAMPLES: &str = "\
Examples:
  gatecard check                     every README.md in this folder and those below
  gatecard check README.md           one card, whatever its name
  gatecard check - < README.md       standard input
  gatecard show README.md            the gate as the Hub reads it
  gatecard preview --open            the form of README.md, in the browser
  gatecard rule unknown-key          what a rule finds, and why it matters";

/// The examples of `gatecard check --help`.
const CHECK_EXAMPLES: &str = "\
Examples:
  gatecard check                              every README.md in this folder and those below
  gatecard check README.md docs/              a card and a folder
  gatecard check --fail-on error models/      fail for errors only
  gatecard check --format json . > gate.json  for programs
  gatecard check --format sarif=gate.sarif    a report file beside what is printed
  gatecard check --diff                       what --fix would change
  gatecard check --fix                        change it
  gatecard check --staged                     what would be committed
  gatecard check --rev origin/main            what a commit holds
  git show HEAD:README.md | gatecard check - --stdin-filename README.md";

/// How `gatecard check` ends.
const CHECK_EXITS: &str = "\
Exit codes:
  0  no finding at or above --fail-on; also when there was no card to check
  1  findings at or above it; with --diff, something to change
  2  wrong usage, a configuration or a path that cannot be read, or a failure of gatecard itself";

/// The examples of `gatecard show --help`.
const SHOW_EXAMPLES: &str = "\
Examples:
  gatecard show README.md                     the gate as the Hub reads it
  gatecard show README.md --reader python     as huggingface_hub and datasets read it
  gatecard show README.md --format json       for programs";

/// The examples of `gatecard preview --help`.
const PREVIEW_EXAMPLES: &str = "\
Examples:
  gatecard preview --open                     the form of README.md in the browser
  gatecard preview README.md -o preview.html  as a file, which needs no other
  gatecard preview models/ -o site            a page for each card, and an index of them
  gatecard preview README.md --state granted --theme dark > granted.html";

/// How `gatecard preview` ends.
const PREVIEW_EXITS: &str = "\
Exit codes:
  0  every card has its page, whatever the check says of it
  1  the Hub cannot read the YAML of a card; its page shows where, and what could be read
  2  wrong usage, a path that cannot be read or written, or a failure of gatecard itself";

/// The examples of `gatecard serve --help`.
#[cfg(feature = "serve")]
const SERVE_EXAMPLES: &str = "\
Examples:
  gatecard serve README.md --open             the form in the browser, live
  gatecard serve README.md --port 8080        at an address of your choice";

/// How `gatecard serve` ends.
#[cfg(feature = "serve")]
const SERVE_EXITS: &str = "\
Exit codes:
  0  ended with Ctrl-C
  2  wrong usage, a card that cannot be read, a port that is taken, or a failure of gatecard itself";

/// The examples of `gatecard rule --help`.
const RULE_EXAMPLES: &str = "\
Examples:
  gatecard rule unknown-key                   one rule
  gatecard rule --all | less                  all of them";

/// The examples of `gatecard rules --help`.
const RULES_EXAMPLES: &str = "\
Examples:
  gatecard rules                              by group, with what each of them finds
  gatecard rules --format json                for programs, with the whole documentation";

/// The examples of `gatecard config --help`.
const CONFIG_EXAMPLES: &str = "\
Examples:
  gatecard config                             for a README.md in this folder
  gatecard config models/amber/README.md      for a card
  gatecard config --format json               for programs";

/// The examples of `gatecard schema --help`.
const SCHEMA_EXAMPLES: &str = "\
Examples:
  gatecard schema gate > gate.schema.json     for the front matter of cards
  gatecard schema config                      for gatecard.toml
  gatecard schema output                      for what is printed with --format json";

/// The examples of `gatecard hook --help`.
const HOOK_EXAMPLES: &str = "\
Examples:
  gatecard hook install                       check every push from this repository
  gatecard hook status                        is it there, and does it work?
  gatecard hook uninstall                     take it out again
  git push --no-verify                        push without the check";

/// The examples of `gatecard completions --help`.
const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  gatecard completions bash > ~/.local/share/bash-completion/completions/gatecard
  gatecard completions fish > ~/.config/fish/completions/gatecard.fish";

const TEMPLATE: &str = "{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// Checks the gate of Hugging Face cards: the extra_gated_* keys in README.md.
///
/// gatecard reads cards as the Hub does, offline, and says where the form that visitors fill in
/// will not be what its author meant.
#[derive(Debug, Parser)]
#[command(
    name = "gatecard",
    version,
    before_help = EXAMPLES,
    help_template = TEMPLATE,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// What the output looks like.
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

/// What to do.
///
/// A command is built once it is chosen, and then the words about its arguments are its help. Those
/// here are for the list of commands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Check cards
    #[command(before_help = CHECK_EXAMPLES, after_help = CHECK_EXITS, help_template = TEMPLATE)]
    Check(CheckArgs),
    /// Print the gate of a card as a program reads it
    #[command(before_help = SHOW_EXAMPLES, help_template = TEMPLATE)]
    Show(ShowArgs),
    /// Make a page with the form as visitors will see it
    #[command(before_help = PREVIEW_EXAMPLES, after_help = PREVIEW_EXITS, help_template = TEMPLATE)]
    Preview(PreviewArgs),
    /// Show the form in the browser while you write
    #[cfg(feature = "serve")]
    #[command(before_help = SERVE_EXAMPLES, after_help = SERVE_EXITS, help_template = TEMPLATE)]
    Serve(ServeArgs),
    /// Explain a rule
    #[command(before_help = RULE_EXAMPLES, help_template = TEMPLATE)]
    Rule(RuleArgs),
    /// List all rules
    #[command(before_help = RULES_EXAMPLES, help_template = TEMPLATE)]
    Rules(RulesArgs),
    /// Print the settings that are in force for a card
    #[command(before_help = CONFIG_EXAMPLES, help_template = TEMPLATE)]
    Config(ShowConfigArgs),
    /// Print a JSON Schema
    #[command(before_help = SCHEMA_EXAMPLES, help_template = TEMPLATE)]
    Schema(SchemaArgs),
    /// Check cards whenever they are pushed
    #[command(before_help = HOOK_EXAMPLES, help_template = TEMPLATE)]
    Hook(HookArgs),
    /// Print a script that completes the command in a shell
    #[command(before_help = COMPLETIONS_EXAMPLES, help_template = TEMPLATE)]
    Completions(CompletionsArgs),
}

/// What the output looks like.
#[derive(Clone, Copy, Debug, Args)]
pub struct LookArgs {
    /// When to use colour; `auto` heeds NO_COLOR and the terminal
    #[arg(
        long,
        value_enum,
        default_value_t,
        global = true,
        value_name = "WHEN",
        help_heading = "Look"
    )]
    pub color: Color,
    /// Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1
    #[arg(long, global = true, help_heading = "Look")]
    pub no_graphics: bool,
}

/// Check cards
///
/// Tells every mistake in a gate at once: where it is, what visitors would lose by it, and
/// what to write instead. Findings go to standard output, everything else to standard error.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Cards, folders, or - for standard input
    ///
    /// A folder means every README.md in it and below, without hidden folders and what a
    /// .gitignore leaves out. A file is checked whatever its name.
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print findings; with =FILE, a report to write beside what is printed
    ///
    /// Can be given several times, once without a file. Where no format is printed, `full` is.
    #[arg(long = "format", value_parser = FormatArgParser, value_name = "FORMAT[=FILE]")]
    pub(crate) formats: Vec<FormatArg>,
    /// Print how many findings there are of each rule in the place of the findings
    #[arg(long)]
    pub(crate) statistics: bool,
    /// What is set for this run
    #[command(flatten)]
    pub(crate) flags: Flags,
    /// The name of standard input in findings; its folder decides which configuration is used
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_filename: PathBuf,
    /// Print findings and failures only, without summary and notices
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// What is changed, and what is known.
    #[command(flatten)]
    pub(crate) changes: ChangeArgs,
    /// Where settings come from
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// Leave out what the configuration excludes, even if it is named here
    ///
    /// For programs that name files. What begins with - and ends in .md is then a file, too, and
    /// no option.
    #[arg(long, help_heading = "Configuration")]
    pub(crate) force_exclude: bool,
    /// Where in git cards are read from.
    #[command(flatten)]
    pub(crate) git: GitArgs,
}

/// Where in git `gatecard check` reads cards from, if not from files.
#[derive(Debug, Args)]
pub(crate) struct GitArgs {
    /// Read cards from the index of git: what would be committed, not what lies in the folder
    #[arg(
        long,
        conflicts_with_all = ["rev", "fix", "diff", "add_ignores"],
        help_heading = "Git"
    )]
    pub(crate) staged: bool,
    /// Read cards from a commit: a branch, a tag, or another name that git knows
    #[arg(
        long,
        value_name = "REV",
        conflicts_with_all = ["fix", "diff", "add_ignores"],
        help_heading = "Git"
    )]
    pub(crate) rev: Option<String>,
}

/// What `gatecard check` changes in cards, and what it knows.
#[derive(Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "four independent flags")]
pub(crate) struct ChangeArgs {
    /// Mend what can be mended without changing a meaning
    ///
    /// No other byte of a card is touched. Standard input is written to standard output, and the
    /// findings that are left go to standard error.
    #[arg(long, help_heading = "Fixes")]
    pub(crate) fix: bool,
    /// With --fix or --diff, make the changes too that the author may not mean
    #[arg(long, help_heading = "Fixes")]
    pub(crate) unsafe_fixes: bool,
    /// Print what would change in the place of findings, and write nothing
    ///
    /// Exits with 1 if there is anything to change.
    #[arg(long, help_heading = "Fixes")]
    pub(crate) diff: bool,
    /// Exit with 1 if anything was mended, even if nothing is left
    #[arg(long, help_heading = "Fixes")]
    pub(crate) exit_non_zero_on_fix: bool,
    /// Write a comment into each card that silences what was found in it
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with = "fix",
        help_heading = "Known findings"
    )]
    pub(crate) add_ignores: Option<String>,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE", help_heading = "Known findings")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what was found to this file, and print nothing of it
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["fix", "diff", "add_ignores", "baseline"],
        help_heading = "Known findings"
    )]
    pub(crate) write_baseline: Option<PathBuf>,
}

/// The settings that have an argument of their own.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Flags {
    /// Exit with 1 from this severity on [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Run the rules that are off by default, too
    #[arg(long)]
    pub(crate) pedantic: bool,
    /// The kind of repository; guessed from the metadata where it is not given
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) repo_type: Option<RepoType>,
}

/// Where settings come from.
#[derive(Clone, Debug, Args)]
pub(crate) struct ConfigArgs {
    /// A setting for this run, in TOML, or a file in the place of every gatecard.toml
    ///
    /// As in --config 'rules.unknown-button="off"'. It can be given several times; what stands
    /// here beats what stands in files.
    #[arg(long, value_name = "KEY=VALUE|FILE", help_heading = "Configuration")]
    pub(crate) config: Vec<OsString>,
    /// Use no gatecard.toml
    #[arg(long, help_heading = "Configuration")]
    pub(crate) isolated: bool,
}

/// Print a JSON Schema
///
/// For editors, and for programs that check files: the configuration, what is printed as JSON,
/// and the gate itself.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// What it describes
    #[arg(value_enum)]
    pub(crate) schema: Schema,
}

/// What has a JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Schema {
    /// The file gatecard.toml.
    Config,
    /// What is printed with --format json.
    Output,
    /// The gate in the front matter of a card.
    Gate,
}

/// Print the settings that are in force for a card
///
/// Says for each setting and each rule what is in force, and where that comes from: the line
/// of a gatecard.toml, the command line, or nowhere.
#[derive(Debug, Args)]
pub(crate) struct ShowConfigArgs {
    /// A card, or a folder: then it is about a README.md in it
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// How to print the settings
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: TextOrJson,
    /// What is set for this run
    #[command(flatten)]
    pub(crate) flags: Flags,
    /// Where settings come from
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// Print the gate of a card as a program reads it
///
/// Shows the parts of the form in their order, and what stands in the card but not on the
/// form. Nothing in a card is a failure here: `gatecard check` finds mistakes.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// A card, or - for standard input
    pub(crate) card: PathBuf,
    /// Who reads: the Hub (js-yaml) or the Python clients (PyYAML)
    #[arg(long, value_enum, default_value_t, value_name = "READER")]
    pub(crate) reader: Reader,
    /// How to print the gate
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: TextOrJson,
    /// The name of standard input in the output
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_filename: PathBuf,
}

/// Make a page with the form as visitors will see it
///
/// The page shows the form in every state, with what the check finds beside the part it is
/// about. It is one file that asks for no other, runs no script but its own, and sends nothing.
#[derive(Debug, Args)]
pub(crate) struct PreviewArgs {
    /// Cards, folders, or - for standard input
    ///
    /// A folder means every README.md in it and below, without hidden folders and what a
    /// .gitignore leaves out.
    #[arg(default_value = "README.md", value_name = "CARD")]
    pub(crate) cards: Vec<PathBuf>,
    /// Where the page goes: a file, or - for standard output, which is the default
    ///
    /// For several cards, or a folder of them, it is a folder: it gets a page for each and an
    /// index.html with their findings.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,
    /// Open the page in the browser; without -o, it is a temporary file
    #[arg(long)]
    pub(crate) open: bool,
    /// The name of standard input on the page
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_filename: PathBuf,
    /// What the page shows.
    #[command(flatten)]
    pub(crate) page: PageArgs,
    /// Where settings come from
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// Show the form in the browser while you write
///
/// The page of `gatecard preview`, which follows the card as you save it. It is served on this
/// machine only. Ctrl-C ends it.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// A card
    #[arg(default_value = "README.md")]
    pub(crate) card: PathBuf,
    /// The port to listen on [default: 4280, or a free one where that is taken]
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Open the page in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// What the page shows.
    #[command(flatten)]
    pub(crate) page: PageArgs,
    /// Where settings come from
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// What a page shows at first. All but the findings can be switched on the page.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct PageArgs {
    /// The kind of repository; guessed from the metadata where it is not given
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) repo_type: Option<GatedType>,
    /// Whether requests are granted at once or by the authors
    #[arg(long, value_enum, default_value_t, value_name = "MODE")]
    pub(crate) approval: Approval,
    /// The colours
    #[arg(long, value_enum, default_value_t, value_name = "THEME")]
    pub(crate) theme: Theme,
    /// What the visitor has done so far
    #[arg(long, value_enum, default_value_t, value_name = "STATE")]
    pub(crate) state: PageState,
    /// Run the rules that are off by default, too
    #[arg(long)]
    pub(crate) pedantic: bool,
}

/// Explain a rule
///
/// Says what it finds, why that matters, what to write instead, and how well it is known what
/// the Hub does.
#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    /// The name of a rule, such as unknown-key
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) name: Option<String>,
    /// Explain all rules
    #[arg(long)]
    pub(crate) all: bool,
}

/// List all rules
///
/// `pedantic` marks the rules that run with --pedantic only, `fix` those that can say exactly
/// what to write instead.
#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// How to print the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: TextOrJson,
}

/// Check cards whenever they are pushed
///
/// Puts a pre-push hook into this git repository. It checks each README.md that a push would
/// change, as it is in the commit, and stops the push if there is a finding.
#[derive(Debug, Args)]
pub(crate) struct HookArgs {
    /// What to do with the hook.
    #[command(subcommand)]
    pub(crate) action: HookAction,
}

/// What to do with the hook.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum HookAction {
    /// Put the hook into this repository
    ///
    /// A hook of Git LFS stays, and gets some lines; any other hook is left as it is.
    #[command(help_template = TEMPLATE)]
    Install,
    /// Take the hook out of this repository, and nothing else
    #[command(help_template = TEMPLATE)]
    Uninstall,
    /// Say whether the hook is there and works
    ///
    /// Exits with 1 if pushes are not checked.
    #[command(help_template = TEMPLATE)]
    Status,
    /// Check what is pushed; the hook runs this
    #[command(help_template = TEMPLATE)]
    PrePush(PrePushArgs),
}

/// Check what is pushed; the hook runs this
///
/// Reads from standard input what git tells a pre-push hook.
#[derive(Debug, Args)]
pub(crate) struct PrePushArgs {
    /// The name of the remote repository, or its address
    pub(crate) remote: Option<String>,
    /// The address of the remote repository
    pub(crate) url: Option<String>,
}

/// Print a script that completes the command in a shell
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal can show it.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// From which severity on a run fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Part of the form is lost, or the Hub refuses the card.
    Error,
    /// The form works, but not as its author means.
    #[default]
    Warning,
    /// A better way exists.
    Info,
    /// Findings never fail the run.
    Never,
}

impl FailOn {
    /// Whether a run fails for a finding of that severity.
    pub(crate) fn includes(self, severity: gatecard::Severity) -> bool {
        match self {
            Self::Error => severity >= gatecard::Severity::Error,
            Self::Warning => severity >= gatecard::Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// The kinds of repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RepoType {
    /// A model.
    Model,
    /// A dataset.
    Dataset,
    /// A Space, which cannot be gated.
    Space,
}

impl From<RepoType> for gatecard::RepoType {
    fn from(repo_type: RepoType) -> Self {
        match repo_type {
            RepoType::Model => Self::Model,
            RepoType::Dataset => Self::Dataset,
            RepoType::Space => Self::Space,
        }
    }
}

/// The kinds of repository that can be gated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GatedType {
    /// A model.
    Model,
    /// A dataset.
    Dataset,
}

impl From<GatedType> for RepoType {
    fn from(repo_type: GatedType) -> Self {
        match repo_type {
            GatedType::Model => Self::Model,
            GatedType::Dataset => Self::Dataset,
        }
    }
}

impl PageArgs {
    /// The settings among them.
    pub(crate) fn flags(self) -> Flags {
        Flags {
            fail_on: None,
            pedantic: self.pedantic,
            repo_type: self.repo_type.map(Into::into),
        }
    }
}

/// How requests for access are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Approval {
    /// At once.
    #[default]
    Automatic,
    /// By the authors, one by one.
    Manual,
}

impl From<Approval> for gatecard_preview::Approval {
    fn from(approval: Approval) -> Self {
        match approval {
            Approval::Automatic => Self::Automatic,
            Approval::Manual => Self::Manual,
        }
    }
}

/// The colours of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Theme {
    /// Those of the visitor's system.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl From<Theme> for gatecard_preview::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::System => Self::System,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

/// What the visitor has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageState {
    /// Not logged in: there is no form.
    SignedOut,
    /// Logged in, and asked to fill in the form.
    #[default]
    Form,
    /// Sent a request, which waits for the authors.
    Pending,
    /// Was refused.
    Rejected,
    /// Was let in.
    Granted,
}

impl From<PageState> for gatecard_preview::FormState {
    fn from(state: PageState) -> Self {
        match state {
            PageState::SignedOut => Self::SignedOut,
            PageState::Form => Self::Form,
            PageState::Pending => Self::Pending,
            PageState::Rejected => Self::Rejected,
            PageState::Granted => Self::Granted,
        }
    }
}

/// The programs that read cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// The Hub, with js-yaml.
    #[default]
    Hub,
    /// The Python clients, with PyYAML.
    Python,
}

impl From<Reader> for gatecard::yaml::Reader {
    fn from(reader: Reader) -> Self {
        match reader {
            Reader::Hub => Self::Hub,
            Reader::Python => Self::Python,
        }
    }
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}
