//! The pages of the documentation, and the blocks of code in them.

#![allow(dead_code, reason = "each test needs a part")]

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

/// A page in Markdown.
pub(crate) struct Page {
    /// Its path from the top of the repository, with `/` between its parts.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A block between two fences.
pub(crate) struct Block {
    /// The comment on the line before it.
    pub(crate) mark: Option<String>,
    /// What stands behind the first fence.
    pub(crate) language: String,
    /// Its lines, without the indentation of the fence.
    pub(crate) text: String,
    /// Its lines within the page.
    pub(crate) range: Range<usize>,
    /// The line of the first fence.
    pub(crate) line: usize,
}

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All pages: those at the top of the repository, and those below docs. The table of contents of
/// the book is not one of them.
pub(crate) fn pages() -> Vec<Page> {
    let mut names = [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ]
    .map(str::to_owned)
    .to_vec();
    find("docs", &mut names);
    names.sort();
    let pages = names.into_iter().map(|name| {
        let text = fs::read_to_string(root().join(&name)).expect("pages are UTF-8");
        Page { name, text }
    });
    pages.collect()
}

/// Adds the pages in a folder and those below it.
fn find(folder: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let name = entry.file_name().into_string().expect("names are plain");
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            find(&path, names);
        } else if Path::new(&name).extension().is_some_and(|end| end == "md")
            && name != "SUMMARY.md"
        {
            names.push(path);
        }
    }
}

impl Page {
    /// Its blocks of code, from the top.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        let mut mark = None;
        let mut offset = 0;
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let start = offset;
            offset += line.len();
            let fence = line.trim().strip_prefix("```");
            match (&mut open, fence) {
                (None, Some(language)) => {
                    open = Some(Block {
                        mark: mark.take(),
                        language: language.to_owned(),
                        text: String::new(),
                        range: offset..offset,
                        line: number + 1,
                    });
                }
                (Some(block), Some("")) => {
                    block.range.end = start;
                    blocks.extend(open.take());
                }
                (Some(block), _) => block.text.push_str(line),
                (None, None) => {
                    let comment = line.trim_end().strip_prefix("<!-- ");
                    let comment = comment.and_then(|text| text.strip_suffix(" -->"));
                    mark = comment.map(str::to_owned);
                }
            }
        }
        assert!(open.is_none(), "{}: a block does not end", self.name);
        for block in &mut blocks {
            block.text = without_indent(&block.text);
        }
        blocks
    }
}

/// Lines without the spaces that all of them begin with.
fn without_indent(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_empty());
    let indents = lines.map(|line| line.len() - line.trim_start_matches(' ').len());
    let indent = indents.min().unwrap_or_default();
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| line.get(indent..).unwrap_or(line))
        .collect()
}
