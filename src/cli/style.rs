//! Colour, where a person looks at a terminal and has not asked for none.

use clap::builder::styling::{AnsiColor, Style, Styles};
use std::io::{self, IsTerminal};

pub(super) const HELP: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Paints words, or leaves them as they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    on: bool,
}

pub(super) fn stdout() -> Paint {
    Paint { on: wanted(io::stdout().is_terminal()) }
}

pub(super) fn stderr() -> Paint {
    Paint { on: wanted(io::stderr().is_terminal()) }
}

fn wanted(terminal: bool) -> bool {
    terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

impl Paint {
    fn with(self, style: Style, words: &str) -> String {
        if self.on { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    pub(super) fn strong(self, words: &str) -> String {
        self.with(Style::new().bold(), words)
    }

    pub(super) fn faint(self, words: &str) -> String {
        self.with(Style::new().dimmed(), words)
    }

    pub(super) fn good(self, words: &str) -> String {
        self.with(AnsiColor::Green.on_default(), words)
    }

    pub(super) fn doubt(self, words: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), words)
    }

    pub(super) fn bad(self, words: &str) -> String {
        self.with(AnsiColor::Red.on_default().bold(), words)
    }
}

/// Text from a file as a terminal may show it: a submission must not move the cursor or ring the bell.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect::<String>()).collect::<Vec<_>>().join(" ")
}
