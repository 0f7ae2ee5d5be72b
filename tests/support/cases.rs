//! Cases of tests/config.

#![allow(dead_code, reason = "each test needs a part")]

use std::{fs, path::Path};

/// Files and commands.
pub(crate) struct Case {
    /// The name of the file, without its ending.
    pub(crate) name: String,
    /// The lines before the first file.
    pub(crate) about: String,
    files: Vec<(String, String)>,
}

/// A command.
pub(crate) struct Step {
    /// As it is written.
    pub(crate) line: String,
    /// The folder to run it in.
    pub(crate) folder: String,
    /// Its arguments.
    pub(crate) arguments: Vec<String>,
    /// The file that it gets as standard input.
    pub(crate) input: Option<String>,
    /// How many lines of standard output are of interest.
    pub(crate) lines: usize,
}

/// All cases, by name.
pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/config");
    let files = fs::read_dir(folder).expect("there are cases");
    let paths = files.map(|file| file.expect("the folder can be read").path());
    let mut cases: Vec<Case> = paths.map(|path| Case::read(&path)).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("the case can be read");
        let name = path.file_stem().expect("files have names");
        let mut case = Self {
            name: name.to_string_lossy().into_owned(),
            about: String::new(),
            files: Vec::new(),
        };
        for line in text.split_inclusive('\n') {
            let name = line.trim_end().strip_prefix("-- ");
            if let Some(name) = name.and_then(|name| name.strip_suffix(" --")) {
                case.files.push((name.to_owned(), String::new()));
            } else if let Some((_, text)) = case.files.last_mut() {
                text.push_str(line);
            } else {
                case.about.push_str(line.trim_end());
                case.about.push(' ');
            }
        }
        case.about.truncate(case.about.trim_end().len());
        case
    }

    /// A file of the case.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter().filter(|(name, _)| name != "commands");
        files.map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Writes its files into a folder.
    pub(crate) fn write(&self, folder: &Path) {
        for (name, text) in self.files() {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
            fs::write(path, text).expect("there is room");
        }
    }

    /// Its commands.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let commands = self.files.iter().find(|(name, _)| name == "commands");
        let (_, commands) = commands.expect("a case has commands");
        let lines = commands.lines().filter(|line| !line.trim().is_empty());
        lines.map(Step::new).collect()
    }
}

impl Step {
    fn new(line: &str) -> Self {
        let (folder, command) = line.split_once("$ gatecard ").expect("a command");
        let (command, lines) = match command.split_once(" | head -n ") {
            Some((command, lines)) => (command, lines.parse().expect("a number")),
            None => (command, usize::MAX),
        };
        let (command, input) = match command.split_once(" < ") {
            Some((command, input)) => (command, Some(input.to_owned())),
            None => (command, None),
        };
        Self {
            line: line.to_owned(),
            folder: folder.to_owned(),
            arguments: words(command),
            input,
            lines,
        }
    }
}

/// The words of a command, as a shell has them.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
