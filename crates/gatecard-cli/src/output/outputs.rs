//! What a run writes: one format on standard output, and report files.

use std::{
    env, fs, io,
    path::{self, Path, PathBuf},
};

use super::{
    Checked, Needs, Render, Run, Writer, cannot_write, github::Github, json::Json,
    statistics::Table,
};
use crate::{
    args::{CheckArgs, Format, FormatArg, LookArgs},
    escape,
    spared::Spared,
    write,
};

/// One of them.
#[derive(Debug)]
struct Output {
    render: Box<dyn Render>,
    /// Standard output where there is none.
    file: Option<PathBuf>,
}

/// A report file that can be written.
#[derive(Debug)]
pub(crate) struct Ready {
    /// The number of the output.
    output: usize,
    file: write::Ready,
}

/// Everything that a run writes.
#[derive(Debug)]
pub(crate) struct Outputs {
    all: Vec<Output>,
    /// What is printed.
    printed: Format,
    needs: Needs,
}

impl Outputs {
    /// What the command line asks for; `full` is printed where nothing else is.
    ///
    /// # Errors
    /// A sentence, where two formats go to one place, or do not go together with something else.
    pub(crate) fn new(args: &CheckArgs, look: LookArgs) -> Result<Self, String> {
        let printed = printed(&args.formats)?;
        let files = args
            .formats
            .iter()
            .filter_map(|it| Some((it.format, it.file.as_ref()?)));
        let files: Vec<(Format, &PathBuf)> = files.collect();
        let baseline = args.changes.write_baseline.iter();
        let baseline = baseline.chain(&args.changes.baseline);
        are_distinct(files.iter().map(|(_, file)| *file).chain(baseline))?;
        let mut all = vec![Output {
            render: on_stdout(printed, args.statistics, look)?,
            file: None,
        }];
        let is_for_people = matches!(printed, Format::Full | Format::Concise);
        let is_told = !args.changes.diff && !args.statistics;
        if is_for_people && is_told && is_github_action() {
            let render = Box::new(Github::below_report());
            all.push(Output { render, file: None });
        }
        for (format, file) in files {
            let file = Some(file.clone());
            let render = Writer::new(format, look).0;
            all.push(Output { render, file });
        }
        let needs = all.iter().map(|output| output.render.needs());
        let needs = needs.fold(Needs::default(), Needs::plus);
        Ok(Self {
            all,
            printed,
            needs,
        })
    }

    /// What the formats need, all together.
    pub(crate) fn needs(&self) -> Needs {
        self.needs
    }

    /// Whether the paths of all cards are needed: for a format, or so that no report takes the place
    /// of a card.
    pub(crate) fn need_paths(&self) -> bool {
        let mut all = self.all.iter();
        all.any(|output| output.file.is_some() || output.render.needs_paths())
    }

    /// Whether reports for people are printed.
    pub(crate) fn prints_reports(&self) -> bool {
        self.printed == Format::Full
    }

    /// Whether something is printed even without findings.
    pub(crate) fn has_frame(&self) -> bool {
        use Format::{Concise, Full, Github, JsonLines};
        !matches!(self.printed, Full | Concise | Github | JsonLines)
    }

    /// The findings of one card, in each format.
    pub(crate) fn card(&self, card: &Checked<'_>) -> Vec<String> {
        let all = self.all.iter();
        all.map(|output| output.render.card(card)).collect()
    }

    /// Makes ready to write the report files, so that each of them can say which of the others
    /// cannot be written.
    ///
    /// # Errors
    /// A sentence for each file that cannot be written, beside those that can.
    pub(crate) fn ready(&self, spared: &Spared<'_>) -> (Vec<Ready>, Vec<String>) {
        let (mut all, mut failures) = (Vec::new(), Vec::new());
        for (output, it) in self.all.iter().enumerate() {
            let Some(file) = &it.file else { continue };
            match ready(file, spared) {
                Ok(file) => all.push(Ready { output, file }),
                Err(error) => failures.push(cannot_write(file, &error)),
            }
        }
        (all, failures)
    }

    /// Writes the report files. `run` gives what came out for the output of that number.
    ///
    /// # Errors
    /// A sentence for each file that cannot be written.
    pub(crate) fn write<'r>(
        &self,
        files: Vec<Ready>,
        run: impl Fn(usize) -> Run<'r>,
    ) -> Vec<String> {
        let mut failures = Vec::new();
        for file in files {
            let number = file.output;
            if let Some(Output {
                render,
                file: Some(path),
            }) = self.all.get(number)
                && let Err(error) = write_file(file, &**render, &run(number))
            {
                failures.push(cannot_write(path, &error));
            }
        }
        failures
    }

    /// Prints what goes to standard output.
    ///
    /// # Errors
    /// Where that cannot be written.
    pub(crate) fn print<'r>(
        &self,
        run: impl Fn(usize) -> Run<'r>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let printed = self.all.iter().enumerate();
        for (number, output) in printed.filter(|(_, output)| output.file.is_none()) {
            output.render.report(&run(number), out)?;
        }
        Ok(())
    }
}

impl Needs {
    /// What either needs.
    fn plus(self, other: Self) -> Self {
        Self {
            fingerprints: self.fingerprints || other.fingerprints,
            silenced: self.silenced || other.silenced,
            statistics: self.statistics || other.statistics,
        }
    }
}

/// The format that goes to standard output.
fn printed(formats: &[FormatArg]) -> Result<Format, String> {
    let mut printed = formats.iter().filter(|it| it.file.is_none());
    let first = printed.next().map_or(Format::default(), |it| it.format);
    match printed.next() {
        None => Ok(first),
        Some(_) => Err(
            "only one format can be printed; write the others to files with --format FORMAT=FILE"
                .to_owned(),
        ),
    }
}

fn on_stdout(format: Format, statistics: bool, look: LookArgs) -> Result<Box<dyn Render>, String> {
    match format {
        _ if !statistics => Ok(Writer::new(format, look).0),
        Format::Full | Format::Concise => Ok(Box::new(Table)),
        Format::Json => Ok(Box::new(Json { statistics })),
        _ => Err("--statistics goes with the formats full, concise and json".to_owned()),
    }
}

/// Whether this runs in GitHub Actions, which makes annotations of what is printed.
fn is_github_action() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// Whether each of the files is another one.
fn are_distinct<'f>(files: impl Iterator<Item = &'f PathBuf>) -> Result<(), String> {
    let mut seen = Vec::new();
    for file in files {
        let whole = whole(file);
        if seen.contains(&whole) {
            let name = escape::path(file);
            return Err(format!(
                "{name} is named for two files to write or read; give each its own"
            ));
        }
        seen.push(whole);
    }
    Ok(())
}

/// The path of a file that may not be there yet, without links in it.
fn whole(file: &Path) -> PathBuf {
    let file = write::behind_links(file).unwrap_or_else(|_| file.to_owned());
    let in_folder = || {
        let folder = file.parent().filter(|folder| *folder != Path::new(""));
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(file.file_name()?))
    };
    let absolute = || path::absolute(&file).unwrap_or_else(|_| file.clone());
    in_folder().unwrap_or_else(absolute)
}

/// Makes ready to write a report file, unless that would destroy a card.
fn ready(file: &Path, spared: &Spared<'_>) -> io::Result<write::Ready> {
    spared.may_overwrite(file)?;
    write::ready(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::other("there is no such folder"),
        _ => error,
    })
}

/// Writes a report file.
fn write_file(file: Ready, render: &dyn Render, run: &Run<'_>) -> io::Result<()> {
    let mut bytes = Vec::new();
    render.report(run, &mut bytes)?;
    file.file.write(&bytes)
}
