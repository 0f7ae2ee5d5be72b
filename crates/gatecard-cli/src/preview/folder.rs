//! A folder with a page for each card, and an index of them.

use std::{
    collections::HashSet,
    env, fs,
    path::{self, Path, PathBuf},
};

use gatecard_preview::IndexEntry;

use super::{Job, STDOUT, browse, failed, make, name::Names};
use crate::{
    args::{ChangeArgs, PreviewArgs},
    check::is_stdin,
    config::Configs,
    escape,
    exit::Exit,
    output::{Totals, cannot_read, cannot_write, sentence, stream},
    read::CardReader,
    spared::Spared,
    walk, write,
};

/// The name of the index.
const INDEX: &str = "index.html";

/// Makes the pages of several cards.
pub(super) fn run(job: &Job<'_>) -> Exit {
    let args = job.args;
    let folder = match folder(args) {
        Ok(folder) => folder,
        Err(message) => return failed(&message),
    };
    let mut found = find(job);
    let cards = std::mem::take(&mut found.cards);
    let mut site = Site {
        folder: &folder,
        spared: Spared::new(&cards, &job.configs),
        here: env::current_dir().unwrap_or_default(),
        names: Names::default(),
        entries: Vec::new(),
        totals: Totals::default(),
        exit: Exit::Clean,
        reader: CardReader::new(),
    };
    for card in &cards {
        if let Err(message) = site.add(card, job) {
            found.failures.push(message);
        }
    }
    let index = folder.join(INDEX);
    let html = gatecard_preview::index(&site.entries);
    let written = site.write(&index, &html);
    let is_written = written.is_ok();
    found.failures.extend(written.err());
    site.totals.failures = found.failures.len();
    let exit = found.tell().max(site.exit);
    if !is_written {
        return exit;
    }
    let name = escape::path(&index);
    stream::note(&format!(
        "{name} written: {}",
        sentence(&site.totals, &ChangeArgs::default())
    ));
    if args.open {
        browse(&index);
    }
    exit
}

/// The folder for the pages, made where it is missing.
fn folder(args: &PreviewArgs) -> Result<PathBuf, String> {
    match &args.output {
        Some(output) if output != Path::new(STDOUT) => {
            let made = fs::create_dir_all(output);
            made.map_err(|error| cannot_write(output, &error))?;
            Ok(output.clone())
        }
        None if args.open => {
            let made = write::private_folder();
            made.map_err(|error| format!("cannot make a temporary folder: {error}"))
        }
        _ => Err("several cards make several pages, which need a folder: -o FOLDER".to_owned()),
    }
}

/// The pages so far.
struct Site<'s> {
    folder: &'s Path,
    /// The cards that all pages are of, among what no page is written over.
    spared: Spared<'s>,
    /// The current folder, which no name of a page begins with.
    here: PathBuf,
    names: Names,
    entries: Vec<IndexEntry>,
    totals: Totals,
    exit: Exit,
    reader: CardReader,
}

impl Site<'_> {
    /// Makes the page of a card. A card without one stands in the index, too.
    fn add(&mut self, card: &Path, job: &Job<'_>) -> Result<(), String> {
        let name = if is_stdin(card) {
            &job.args.stdin_filename
        } else {
            card
        };
        let file = self
            .names
            .next(name.strip_prefix(&self.here).unwrap_or(name));
        let page = make(card, job, &file, &mut self.reader).map_err(|why| {
            let entry = IndexEntry::unreadable(escape::path(name), why.line());
            self.entries.push(entry);
            why.text(job.look)
        })?;
        let path = self.folder.join(file);
        self.write(&path, &page.html)?;
        // The index says the rest.
        if page.exit > Exit::Clean {
            page.tell();
        }
        self.totals.cards += 1;
        self.totals.with_findings += usize::from(page.counts.all() > 0);
        self.totals.counts = self.totals.counts.plus(page.counts);
        self.exit = self.exit.max(page.exit);
        self.entries.push(page.entry);
        Ok(())
    }

    /// Writes a page, but over none of the cards.
    fn write(&self, path: &Path, html: &str) -> Result<(), String> {
        self.spared
            .may_overwrite(path)
            .and_then(|()| write::replace(path, html.as_bytes()))
            .map_err(|error| cannot_write(path, &error))
    }
}

/// What the paths of the command line lead to.
struct Found<'c> {
    configs: &'c Configs,
    cards: Vec<PathBuf>,
    failures: Vec<String>,
}

impl<'c> Found<'c> {
    /// Nothing yet.
    fn new(configs: &'c Configs) -> Self {
        Self {
            configs,
            cards: Vec::new(),
            failures: Vec::new(),
        }
    }

    /// Says what went wrong, and whether anything did.
    fn tell(&mut self) -> Exit {
        self.failures.sort_unstable();
        self.failures.dedup();
        for failure in &self.failures {
            stream::complain(failure);
        }
        if self.failures.is_empty() {
            Exit::Clean
        } else {
            Exit::Failure
        }
    }
}

impl walk::Visitor for Found<'_> {
    fn named(&mut self, path: PathBuf) {
        self.cards.push(path);
    }

    fn card(&mut self, path: PathBuf) {
        if self.configs.walked(&path, false).is_some() {
            self.cards.push(path);
        }
    }

    fn config(&mut self, path: &Path) {
        self.configs.meet(path);
    }

    fn enter(&mut self, folder: &Path) -> bool {
        self.configs.enter(folder)
    }

    fn not_a_file(&mut self, path: &Path) {
        stream::complain(&format!("{} is no file: left out", escape::path(path)));
    }

    fn failure(&mut self, folder: &Path, why: &str) {
        self.failures.push(cannot_read(folder, why));
    }
}

/// The cards that the command line names, each once, in the order of their paths.
fn find<'c>(job: &'c Job<'_>) -> Found<'c> {
    let (paths, configs) = (&job.args.cards, &job.configs);
    let is_folder = |path: &PathBuf| !is_stdin(path) && path.is_dir();
    let (folders, mut cards): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(is_folder);
    let mut found = Found::new(configs);
    for folder in &folders {
        configs.start(folder);
    }
    let new = || Found::new(configs);
    for below in walk::folders(&folders, new) {
        found.failures.extend(below.failures);
        cards.extend(below.cards);
    }
    if cards.is_empty() && found.failures.is_empty() {
        let names: Vec<_> = paths.iter().map(|path| escape::path(path)).collect();
        let names = names.join(", ");
        stream::complain(&format!("no README.md in {names}, so there is no page"));
    }
    cards.sort();
    let mut seen = HashSet::new();
    cards.retain(|path| seen.insert(path::absolute(path).unwrap_or_else(|_| path.clone())));
    found.cards = cards;
    found
}
