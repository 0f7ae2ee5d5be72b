//! Texts in lines that fit a width.

use textwrap::{Options, WordSeparator, WordSplitter};

/// A text in lines of at most `width` columns, each with its line break.
///
/// `first` stands before the first line and `others` before the others. Words are split only where
/// they are longer than a line: labels, keys and addresses are copied.
pub(crate) fn wrapped(text: &str, width: usize, first: &str, others: &str) -> String {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(others)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::fill(text, options);
    lines.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_fit() {
        assert_eq!(
            wrapped("aa well-known bb", 12, "> ", ". "),
            "> aa\n. well-known\n. bb\n"
        );
        assert_eq!(wrapped("漢字漢字", 6, "", ""), "漢字漢\n字\n");
        assert_eq!(wrapped("", 6, "Name ", ""), "Name\n");
    }
}
