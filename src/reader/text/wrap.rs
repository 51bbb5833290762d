//! Was the text broken into lines at a width, and does a line go on in the next?

use super::lines::Line;

/// How the file's lines were broken.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrap {
    /// A paragraph is a line.
    None,
    /// Broken by counting columns: a line is as long as its next word allows.
    Columns(usize),
    /// Broken by measuring letters (copied from a page), here at this width, there at that.
    Drawn(Widths),
}

/// The width that lines have in each place of the file, as [`drawn_width`] measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Widths {
    /// By the line's number.
    at: Vec<f32>,
}

impl Widths {
    fn of(&self, line: &Line) -> f32 {
        self.at.get(line.number as usize).copied().unwrap_or(f32::MAX)
    }
}

/// Narrower "columns" are lists of short lines, not broken paragraphs.
const NARROWEST: usize = 28;
/// A line this long is a whole paragraph, not one of its lines.
const WIDEST: usize = 220;
/// So many broken lines around a place tell its width.
const TELLING: usize = 12;

impl Wrap {
    /// Told by the lines that surely go on: those whose next begins in the middle of a sentence.
    #[must_use]
    pub fn of(lines: &[Line]) -> Self {
        let prose = |l: &Line| !l.text.contains('\t') && !l.text.contains(" | ") && !l.text.contains("   ");
        let is_broken = |p: &&[Line]| {
            p[1].blanks == 0 && p.iter().all(prose) && goes_on(&p[1].text) && !ends_sentence(&p[0].text) && p[0].width() <= WIDEST
        };
        let broken: Vec<&[Line]> = lines.windows(2).filter(is_broken).collect();
        let widest = broken.iter().map(|p| p[0].width()).max().unwrap_or(0);
        if widest < NARROWEST {
            return Self::None;
        }
        let columns = Self::Columns(widest);
        let all = lines.iter().filter(|l| prose(l)).count();
        let wider = lines.iter().filter(|l| prose(l) && l.width() > widest).count();
        let fitting = broken.iter().filter(|p| columns.is_full(&p[0], &p[1])).count();
        if fitting * 100 >= broken.len() * 95 && wider * 100 <= all * 3 {
            return columns;
        }
        let telling: Vec<(u32, f32)> = broken.iter().map(|p| (p[0].number, drawn_width(&p[0].text))).collect();
        let last = lines.last().map_or(0, |l| l.number);
        let one = Self::Drawn(widths_around(&telling, last, telling.len()));
        let fitting = broken.iter().filter(|p| one.is_full(&p[0], &p[1])).count();
        // Columns, notes, cells of their own width: then only the lines nearby tell.
        if fitting * 100 >= broken.len() * 95 { one } else { Self::Drawn(widths_around(&telling, last, TELLING)) }
    }

    /// Whether `a` was so full that `b`'s first word found no room in it.
    #[must_use]
    pub fn is_full(&self, a: &Line, b: &Line) -> bool {
        let word = first_word(&b.text);
        match self {
            Self::None => false,
            Self::Columns(width) => a.width() + 1 + word.chars().count() > *width,
            Self::Drawn(widths) => {
                let (own, width) = (drawn_width(&a.text), widths.of(a));
                // Where a paragraph may end, being nearly full proves nothing.
                let enough = if ends_sentence(&a.text) || a.text.ends_with(')') { 0.995 } else { 0.88 };
                own + drawn_width(word) + drawn_width(" ") > enough * width && own < 2.0 * width
            }
        }
    }

    /// How much of the width a line takes; 0 in files that weren't broken.
    #[must_use]
    pub fn share(&self, line: &Line) -> f32 {
        match self {
            Self::None => 0.0,
            Self::Columns(width) => line.width() as f32 / *width as f32,
            Self::Drawn(widths) => drawn_width(&line.text) / widths.of(line),
        }
    }
}

/// For every line's number the width of the lines around it, told by those that surely go on (number and width, ascending).
fn widths_around(telling: &[(u32, f32)], last: u32, near: usize) -> Widths {
    if telling.len() == near {
        return Widths { at: vec![width_of(telling); last as usize + 1] };
    }
    let mut at = Vec::with_capacity(last as usize + 1);
    let mut from = 0;
    for number in 0..=last {
        // The window slides as long as the line it would take in is nearer than the one it would lose.
        while from + near < telling.len() && telling[from + near].0.abs_diff(number) < telling[from].0.abs_diff(number) {
            from += 1;
        }
        at.push(width_of(&telling[from..telling.len().min(from + near)]));
    }
    Widths { at }
}

/// The width that lines of these widths were broken at.
fn width_of(telling: &[(u32, f32)]) -> f32 {
    let mut widths: Vec<f32> = telling.iter().map(|t| t.1).collect();
    widths.sort_unstable_by(f32::total_cmp);
    let middle = widths.get(widths.len() / 2).copied().unwrap_or_default();
    // Far wider ones are lines that the copying program put together; a few stand in smaller letters.
    widths.retain(|w| *w <= 1.15 * middle);
    widths.get(widths.len() * 97 / 100).copied().unwrap_or(middle)
}

/// The next word up to where a line may be broken: at a space, or behind a hyphen between letters.
fn first_word(text: &str) -> &str {
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    let breaks = |(at, _): &(usize, &str)| {
        let (before, after) = (word[..*at].chars().next_back(), word[at + 1..].chars().next());
        before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
    };
    word.match_indices('-').find(breaks).map_or(word, |(at, _)| &word[..=at])
}

/// The text's width in letters of middling width, as proportional fonts draw it.
#[must_use]
pub fn drawn_width(text: &str) -> f32 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'ì' | 'í' | 'î' | 'ï' | '\'' | '’' | '‘' | '|' => 0.43,
            ' ' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '(' | ')' | '[' | ']' | '-' | '·' | '\u{A0}' => 0.57,
            'm' | 'w' | 'M' | 'W' | '%' | '@' | 'œ' | 'æ' | '—' | '…' | '₩' => 1.6,
            'J' | 's' | 'c' | 'z' | 'k' | 'x' | 'v' | 'y' => 0.93,
            _ if c.is_uppercase() => 1.26,
            _ => 1.04,
        })
        .sum()
}

/// The text begins in the middle of a sentence.
#[must_use]
pub fn goes_on(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        // "a) the first", "e.g." aside: a letter and a bracket is a list's number.
        Some(c) if c.is_lowercase() => !matches!(chars.next(), Some(')' | '.')),
        Some(c) => matches!(c, ',' | ';' | ')' | '%' | '…' | '»' | '”' | '/' | '&'),
        None => false,
    }
}

/// The text ends where a sentence, a question or the lead to a list ends.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '»' | ')' | ']' | '*' | '_' | '\''));
    bare.ends_with(['.', '!', '?', ':', ';', '…'])
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::{Wrap, ends_sentence, goes_on};

    #[test]
    fn kinds_of_files() {
        let paragraphs = "One paragraph stands on one line here, however long that line may become in the end.\nAnother one.\nA third that says a little more than the second.";
        let wrapped = "The co-operative was founded by nine\nneighbours who wanted a shop of their\nown, and it has grown since then to\nmore than forty members.";
        assert_eq!(Wrap::of(&split(paragraphs).0), Wrap::None);
        assert_eq!(Wrap::of(&split(wrapped).0), Wrap::Columns(37));
        assert_eq!(Wrap::of(&split("apples\npears\nplums").0), Wrap::None);
    }

    #[test]
    fn sentence_borders() {
        let cases =
            [("and so", true), ("Then", false), ("a) first", false), ("12 more", false), (", which", true), ("% of", true), ("", false)];
        for (text, expected) in cases {
            assert_eq!(goes_on(text), expected, "{text}");
        }
        let cases =
            [("It is.", true), ("(so it is.)", true), ("as follows:", true), ("and then", false), ("5 %", false), ("he said “no.”", true)];
        for (text, expected) in cases {
            assert_eq!(ends_sentence(text), expected, "{text}");
        }
    }
}
