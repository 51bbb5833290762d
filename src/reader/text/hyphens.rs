//! What stands between a line and the next it goes on in: a space, nothing, or nothing in place of a hyphen.

use super::lines::Line;
use super::wrap::Wrap;
use std::collections::HashSet;

/// What the file itself shows of its hyphens.
#[derive(Debug, Default)]
pub struct Hyphens {
    /// All words, small letters, hyphenated ones whole.
    words: HashSet<String>,
    /// Words are broken at syllables here: a hyphen at a line's end is the break's, unless the file shows otherwise.
    syllables: bool,
}

/// What to do where a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glue {
    Space,
    Nothing,
    /// Nothing, and the last character of the line goes.
    DropHyphen,
}

/// Words that follow a hyphen which stands for a word left out ("Sozial- und Gesundheitswesen").
const SUSPENDING: &[&str] = &["und", "oder", "bzw", "and", "or", "to", "et", "ou", "y", "o", "e", "ed", "od"];

/// Of lines broken at spaces and written hyphens only, so many in a hundred end with one at most.
const WRITTEN_HYPHENS: usize = 4;

/// Longer words are none.
const LONGEST_WORD: usize = 60;

impl Hyphens {
    #[must_use]
    pub fn of(lines: &[Line], wrap: &Wrap) -> Self {
        let mut words = HashSet::new();
        let (mut hyphens, mut full) = (0, 0);
        let mut after_hyphen = false;
        for (at, line) in lines.iter().enumerate() {
            let ends_broken = ends_in_hyphen(&line.text);
            full += usize::from(lines.get(at + 1).is_some_and(|next| wrap.is_full(line, next)));
            hyphens += usize::from(ends_broken);
            let mut all: Vec<&str> = words_in(&line.text).collect();
            if ends_broken {
                all.pop();
            }
            words.extend(all.into_iter().skip(usize::from(after_hyphen)).map(str::to_lowercase));
            after_hyphen = ends_broken;
        }
        // One hyphen in many lines proves nothing.
        Self { words, syllables: hyphens * 100 > full * WRITTEN_HYPHENS && (hyphens > 1 || full < 10) }
    }

    /// How `text` goes on in `next`.
    #[must_use]
    pub fn glue(&self, text: &str, next: &str) -> Glue {
        let mut back = text.chars().rev();
        let (last, before) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
        let first = next.chars().next().unwrap_or(' ');
        match last {
            '\u{AD}' => Glue::DropHyphen,
            '-' | '\u{2010}' if before.is_alphanumeric() => self.hyphen(text, next, first),
            '/' | '—' if before.is_alphanumeric() && first.is_alphanumeric() => Glue::Nothing,
            '–' if before.is_ascii_digit() && first.is_ascii_digit() => Glue::Nothing,
            _ => Glue::Space,
        }
    }

    fn hyphen(&self, text: &str, next: &str, first: char) -> Glue {
        let right = words_in(next).next().unwrap_or_default().to_lowercase();
        if SUSPENDING.contains(&right.as_str()) {
            return Glue::Space;
        }
        if !first.is_lowercase() {
            return Glue::Nothing;
        }
        let backwards: Vec<char> = text.chars().rev().skip(1).take(LONGEST_WORD).take_while(|c| is_of_word(*c)).collect();
        let left = backwards.iter().rev().collect::<String>().to_lowercase();
        let known = |word: String| self.words.contains(&word);
        match (known(format!("{left}{right}")), known(format!("{left}-{right}"))) {
            (true, false) => Glue::DropHyphen,
            (false, true) => Glue::Nothing,
            _ if left.chars().any(|c| c.is_ascii_digit()) || !self.syllables => Glue::Nothing,
            _ => Glue::DropHyphen,
        }
    }
}

fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c)).filter(|w| !w.is_empty())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\u{2010}')
}

/// The line ends in a word that a hyphen may have broken.
#[must_use]
pub fn ends_in_hyphen(text: &str) -> bool {
    let mut back = text.chars().rev();
    matches!(back.next(), Some('-' | '\u{2010}' | '\u{AD}')) && back.next().is_some_and(char::is_alphabetic)
}
