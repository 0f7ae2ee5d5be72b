//! `gatecard preview`: the form as a page.

mod folder;
mod name;
mod page;

use std::{
    fs, io,
    io::{IsTerminal as _, Write as _},
    path::Path,
    sync::Arc,
};

use gatecard::CheckOptions;
use gatecard_preview::Options;

pub(crate) use page::{text_of, trouble};

use page::Page;

use crate::{
    args::{ChangeArgs, LookArgs, PageArgs, PreviewArgs},
    check::is_stdin,
    config::{Broken, Configs},
    escape,
    exit::Exit,
    open,
    output::{Totals, cannot_write, problem_line, problems, sentence, stream},
    read::CardReader,
    spared::Spared,
    write,
};

/// The output that means standard output.
const STDOUT: &str = "-";

/// Makes the pages that the command line asks for.
pub(crate) fn run(args: &PreviewArgs, look: LookArgs) -> io::Result<Exit> {
    stream::escape_panics();
    let configs = match Configs::new(&args.config, args.page.flags()) {
        Ok(configs) => configs,
        Err(broken) => return Ok(failed(&problems(&broken, look))),
    };
    let job = Job {
        args,
        configs,
        look,
    };
    let card = match args.cards.as_slice() {
        [card] if is_stdin(card) || !card.is_dir() => card,
        _ => return Ok(folder::run(&job)),
    };
    match &args.output {
        Some(output) if output != Path::new(STDOUT) && is_folder(output) => Ok(folder::run(&job)),
        output => one(card, output.as_deref(), &job),
    }
}

/// What is asked for.
struct Job<'a> {
    args: &'a PreviewArgs,
    configs: Configs,
    look: LookArgs,
}

/// The options of the page of a card.
pub(crate) fn options(args: PageArgs, check: &CheckOptions) -> Options {
    Options {
        repo_type: check.repo_type,
        approval: args.approval.into(),
        state: args.state.into(),
        theme: args.theme.into(),
        ..Options::default()
    }
}

/// Whether a path means a folder: it is one, or ends as only those of folders do.
fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || path
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// Makes the page of one card.
fn one(card: &Path, output: Option<&Path>, job: &Job<'_>) -> io::Result<Exit> {
    let args = job.args;
    if let Some(output) = output
        && output != Path::new(STDOUT)
        && let Err(error) = Spared::new(&args.cards, &job.configs).may_overwrite(output)
    {
        return Ok(failed(&cannot_write(output, &error)));
    }
    let page = match make(card, job, "", &mut CardReader::new()) {
        Ok(page) => page,
        Err(trouble) => return Ok(failed(&trouble.text(job.look))),
    };
    let html = page.html.as_bytes();
    match output {
        Some(file) if file != Path::new(STDOUT) => return Ok(save(&page, file, args.open)),
        None if args.open => return Ok(show(&page)),
        None if io::stdout().is_terminal() => {
            return Ok(failed(
                "the page is HTML, which is not for a terminal: --open shows it in the browser, \
                 -o FILE saves it, and -o - prints it here",
            ));
        }
        _ => stream::print(|out| out.write_all(html))?,
    }
    page.tell();
    if args.open {
        stream::complain("--open has nothing to open: the page went to standard output");
    }
    Ok(page.exit)
}

/// Writes the page into a file.
fn save(page: &Page, file: &Path, is_opened: bool) -> Exit {
    if let Err(error) = write::file(file, page.html.as_bytes()) {
        return failed(&cannot_write(file, &error));
    }
    page.tell();
    stream::note(&format!(
        "{} written: {}",
        escape::path(file),
        summary(page)
    ));
    if is_opened {
        browse(file);
    }
    page.exit
}

/// Writes the page into a file that nobody else can read, and opens it.
fn show(page: &Page) -> Exit {
    match write::private_file(".html", page.html.as_bytes()) {
        Ok(file) => {
            page.tell();
            stream::note(&format!(
                "{} written: {}",
                escape::path(&file),
                summary(page)
            ));
            browse(&file);
            page.exit
        }
        Err(error) => failed(&format!("cannot write a temporary file: {error}")),
    }
}

/// Opens a page in the browser. A page that is there but not seen is no failure.
fn browse(page: &Path) {
    let page = fs::canonicalize(page).unwrap_or_else(|_| page.to_owned());
    if let Err(why) = open::in_browser(&page) {
        stream::complain(&why);
    }
}

/// Why there is no page for a card.
enum Trouble {
    /// It cannot be read.
    Card(String),
    /// Its configuration cannot be used.
    Config(Arc<Broken>),
}

impl Trouble {
    /// For standard error.
    fn text(&self, look: LookArgs) -> String {
        match self {
            Self::Card(message) => message.clone(),
            Self::Config(broken) => problems(broken, look),
        }
    }

    /// In one line.
    fn line(&self) -> String {
        match self {
            Self::Card(message) => message.clone(),
            Self::Config(broken) => problem_line(broken),
        }
    }
}

/// The page of a card with the name of its file, or why there is none.
fn make(card: &Path, job: &Job<'_>, href: &str, reader: &mut CardReader) -> Result<Page, Trouble> {
    let (args, configs) = (job.args, &job.configs);
    let unreadable = |name: &Path, error: &io::Error| Trouble::Card(trouble(name, error));
    let (name, bytes) = if is_stdin(card) {
        (args.stdin_filename.as_path(), reader.stdin())
    } else {
        (card, reader.file(card))
    };
    let bytes = bytes.map_err(|error| unreadable(name, &error))?;
    let text = text_of(&bytes).map_err(|error| unreadable(name, &error))?;
    let scope = configs.nearest(&configs.absolute(name));
    let scope = scope.map_err(Trouble::Config)?;
    let settings = configs.settings(&scope, name);
    Ok(Page::new(name, &text, args.page, &settings.options, href))
}

/// What came out, in a few words.
fn summary(page: &Page) -> String {
    let totals = Totals {
        cards: 1,
        with_findings: usize::from(page.counts.all() > 0),
        counts: page.counts,
        ..Totals::default()
    };
    sentence(&totals, &ChangeArgs::default())
}

fn failed(message: &str) -> Exit {
    stream::complain(message);
    Exit::Failure
}
