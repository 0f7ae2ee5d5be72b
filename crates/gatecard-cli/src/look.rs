//! What the output may look like: colour, characters, width.

use std::{
    env,
    io::{self, IsTerminal},
};

use anstream::{AutoStream, ColorChoice, stream::RawStream};

use terminal_size::{Height, Width};

use crate::args::{Color, LookArgs};

/// The width where nothing tells it, in columns.
const DEFAULT_WIDTH: usize = 80;
/// The least width that reports are laid out for; below it they would be a column of letters.
const MIN_WIDTH: usize = 40;
/// The greatest width: longer lines are hard to read on, however wide the screen.
const MAX_WIDTH: usize = 120;

/// What the output may look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent abilities")]
pub(crate) struct Look {
    /// Whether to draw at all, or to write plain sentences for screen readers.
    pub(crate) graphics: bool,
    /// Whether to use colour.
    pub(crate) color: bool,
    /// Whether to use characters beyond ASCII for drawing.
    pub(crate) unicode: bool,
    /// Whether the terminal can be sent hyperlinks.
    pub(crate) links: bool,
    /// The width, in columns.
    pub(crate) width: usize,
}

impl Look {
    /// What the user, the environment and the terminal allow on standard output.
    pub(crate) fn new(args: LookArgs) -> Self {
        let color = has_color(args.color, &io::stdout());
        Self {
            graphics: !args.no_graphics && !is_set("NO_GRAPHICS"),
            color,
            unicode: has_unicode(),
            links: color && has_links(),
            width: width(terminal_size::terminal_size_of(io::stdout())),
        }
    }

    /// What they allow on standard error, which may be a terminal where standard output is none.
    pub(crate) fn of_errors(args: LookArgs) -> Self {
        Self {
            color: has_color(args.color, &io::stderr()),
            links: false,
            width: width(terminal_size::terminal_size_of(io::stderr())),
            ..Self::new(args)
        }
    }

    /// A text that stands out, where that can be shown.
    pub(crate) fn bold(self, text: &str) -> String {
        if self.color {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

fn has_color(color: Color, stream: &impl RawStream) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

/// Whether standard output is a terminal that is known to show hyperlinks; elsewhere the address
/// would be lost.
fn has_links() -> bool {
    io::stdout().is_terminal() && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
}

/// Whether a variable is set to anything but nothing or `0`.
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0")
}

/// Whether the locale is UTF-8. On Windows it says nothing, and consoles can do it.
fn has_unicode() -> bool {
    if cfg!(windows) {
        return true;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty());
    locale.is_some_and(|locale| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn width(terminal: Option<(Width, Height)>) -> usize {
    let said = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    said.or_else(|| terminal.map(|(width, _)| width.0.into()))
        .unwrap_or(DEFAULT_WIDTH)
        .clamp(MIN_WIDTH, MAX_WIDTH)
}
