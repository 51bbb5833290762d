//! Lines to paragraphs, list items and tables.

use super::crumbs::BREAK;
use super::flow::Flow;
use super::hyphens::{Glue, Hyphens, ends_in_hyphen};
use super::lines::Line;
use super::tables::{self, Grid};
use super::wrap::{Wrap, ends_sentence, goes_on};

/// A piece of the text in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(Paragraph),
    Table(Grid),
}

/// A paragraph, heading or list item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub flow: Flow,
    /// The bullet of a list item.
    pub marker: Option<Flow>,
    pub heading_level: Option<u8>,
}

/// Puts the lines together.
#[must_use]
pub fn assemble(lines: &[Line]) -> Vec<Piece> {
    let wrap = Wrap::of(lines);
    let mut assembly = Assembly { hyphens: Hyphens::of(lines, &wrap), wrap, pieces: Vec::new(), open: None, number: 0 };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += assembly.take(line, &lines[at..]);
    }
    assembly.close();
    assembly.pieces
}

/// A paragraph that may still go on.
struct Open {
    paragraph: Paragraph,
    last: Line,
    lines: usize,
    /// Column where the first line's words begin.
    first_indent: usize,
    /// Empty lines stood above it.
    set_off: bool,
    /// All its letters are capitals.
    capitals: bool,
    /// It begins with a number as headings and items do.
    numbered: bool,
}

struct Assembly {
    wrap: Wrap,
    hyphens: Hyphens,
    pieces: Vec<Piece>,
    open: Option<Open>,
    /// The number of the last numbered heading or item.
    number: u32,
}

impl Assembly {
    /// Takes in what begins with the first of `rest`; says how many lines that was.
    fn take(&mut self, line: &Line, rest: &[Line]) -> usize {
        let bullet = bullet(&line.text);
        if bullet == 0
            && let Some((grid, taken)) = tables::at(rest, &self.wrap)
        {
            self.table(line, grid);
            return taken;
        }
        if self.goes_on_in(line, rest.get(1), bullet) {
            self.append(line);
        } else {
            self.begin(line, bullet);
            self.number = leading_number(&line.text).unwrap_or(self.number);
        }
        1
    }

    fn table(&mut self, line: &Line, grid: Grid) {
        self.close();
        match self.pieces.last_mut() {
            Some(Piece::Table(above)) if line.broken && above.fits(&grid) => above.join(grid),
            _ => self.pieces.push(Piece::Table(grid)),
        }
    }

    fn begin(&mut self, line: &Line, bullet: usize) {
        self.close();
        let (text, heading_level) = match markdown_heading(&line.text) {
            Some((level, text)) => (text, Some(level)),
            None => (&line.text[bullet..], line.underlined),
        };
        let marker = (bullet > 0).then(|| Flow::from_line(&line.text[..bullet], line.page, line.number));
        let paragraph = Paragraph { flow: Flow::from_line(text, line.page, line.number), marker, heading_level };
        let first_indent = line.indent + line.text[..bullet].chars().count();
        self.open = Some(Open {
            paragraph,
            last: line.clone(),
            lines: 1,
            first_indent,
            set_off: line.blanks > 0,
            capitals: is_capitals(text),
            numbered: is_numbered(text),
        });
    }

    fn append(&mut self, line: &Line) {
        let Some(open) = &mut self.open else { return };
        let flow = &mut open.paragraph.flow;
        let next = Flow::from_line(&line.text, line.page, line.number);
        match self.hyphens.glue(&flow.text, &next.text) {
            Glue::Space => flow.append(" ", &next),
            Glue::Nothing => flow.append("", &next),
            Glue::DropHyphen => {
                flow.pop();
                flow.append("", &next);
            }
        }
        open.capitals &= is_capitals(&line.text);
        open.last = line.clone();
        open.lines += 1;
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Paragraph { flow, marker, heading_level } = open.paragraph;
        let mut parts = flow.split(BREAK).into_iter();
        let first = parts.next().unwrap_or_default();
        if first.text.is_empty() && marker.is_none() {
            return;
        }
        self.pieces.push(Piece::Text(Paragraph { flow: first, marker, heading_level }));
        self.pieces.extend(parts.map(|flow| Piece::Text(Paragraph { flow, ..Paragraph::default() })));
    }

    /// Whether the open paragraph goes on in this line.
    fn goes_on_in(&self, line: &Line, next: Option<&Line>, bullet: usize) -> bool {
        let Some(open) = &self.open else { return false };
        let (last, text) = (&open.last, open.paragraph.flow.text.as_str());
        if text.is_empty() {
            // A bullet alone: its words come below it.
            return bullet == 0 && line.blanks <= 2;
        }
        let ended = ends_sentence(text) || open.paragraph.heading_level.is_some();
        let full = self.wrap.is_full(last, line);
        if markdown_heading(&line.text).is_some()
            || line.underlined.is_some()
            || open.paragraph.heading_level.is_some()
            || text.ends_with(BREAK)
        {
            return false;
        }
        // A dash may be a bullet or the sentence's own.
        let dash = bullet > 0
            && full
            && !ended
            && open.paragraph.marker.is_none()
            && goes_on(&line.text[bullet..])
            && line.text.starts_with(['-', '–', '—']);
        if (bullet > 0 && !dash) || (is_numbered(&line.text) && (!full || ended || self.is_next(&line.text))) {
            return false;
        }
        let continues = !ended && (goes_on(&line.text) || ends_in_hyphen(text) || is_open(&last.text, &line.text));
        if line.broken && line.page == last.page || line.blanks > 0 {
            // Only a page's end parts a sentence so.
            return line.broken && (continues || (full && !ended && !(open.capitals || open.numbered)));
        }
        self.goes_on_without_gap(open, line, next, full, continues)
    }

    /// The line's number is the one that comes next, and a capital follows it.
    fn is_next(&self, text: &str) -> bool {
        let capital = text.split_once(' ').is_some_and(|(_, words)| words.starts_with(char::is_uppercase));
        capital && leading_number(text) == Some(self.number + 1)
    }

    fn goes_on_without_gap(&self, open: &Open, line: &Line, next: Option<&Line>, full: bool, continues: bool) -> bool {
        let (last, text) = (&open.last, open.paragraph.flow.text.as_str());
        let hanging = open.paragraph.marker.is_some() || open.numbered;
        if hanging && line.indent > last.indent && open.lines == 1 && line.indent <= open.first_indent + 2 {
            return true;
        }
        let indented = line.indent > last.indent + 1 && !hanging;
        let outdented = last.indent > line.indent + 1 && !(open.lines == 1 && full);
        let capitals = open.capitals;
        if indented
            || outdented
            || (!capitals && is_capital_heading(&line.text))
            || (capitals && !is_capitals(&line.text))
            || self.is_heading_between(text, line, next)
        {
            return false;
        }
        let share = self.wrap.share(last);
        match &self.wrap {
            Wrap::None => continues && last.width() >= 40,
            Wrap::Columns(_) => full || (continues && share > 0.6),
            Wrap::Drawn(_) => {
                full || (continues && has_words(&last.text))
                    || (capitals && share > 0.72)
                    || (open.set_off && (is_narrow_cell(last, line, next) || is_unit_below(last, line, next)))
            }
        }
    }

    /// A short line under a sentence's end that is no sentence's end itself, or one that leads to what is below it; and what
    /// follows begins anew.
    fn is_heading_between(&self, text: &str, line: &Line, next: Option<&Line>) -> bool {
        let anew = next.is_some_and(|n| n.blanks == 0 && !goes_on(&n.text));
        let heading = (ends_sentence(text) && !ends_sentence(&line.text)) || line.text.ends_with(':');
        anew && heading && self.wrap.share(line) < 0.7 && line.text.starts_with(char::is_uppercase)
    }
}

/// The number of "3. Words" or "3) Words".
fn leading_number(text: &str) -> Option<u32> {
    let (number, _) = text.split_once([' ', '\t'])?;
    number.strip_suffix(['.', ')'])?.parse().ok().filter(|n| *n < 100)
}

/// At least two words, so no cell with a number.
fn has_words(text: &str) -> bool {
    text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 2).nth(1).is_some()
}

/// The text ends inside a bracket that the next line closes, or with a comma.
fn is_open(text: &str, next: &str) -> bool {
    let opened = text.matches('(').count() > text.matches(')').count();
    let closes = next.matches(')').count() > next.matches('(').count();
    text.ends_with(',') && has_words(text) || (opened && closes)
}

/// The two lines of a table's cell, copied from a page: narrower than the text's lines, and what begins with a number or sign
/// goes on.
fn is_narrow_cell(last: &Line, line: &Line, next: Option<&Line>) -> bool {
    let word = line.text.split(' ').next().unwrap_or_default();
    let sign = !word.starts_with(char::is_alphabetic) || word.contains(|c: char| c.is_ascii_digit());
    let alone = next.is_none_or(|n| n.blanks > 0);
    let narrow = last.width() >= 28 && line.width() * 4 <= last.width() * 5 && last.text.split_whitespace().count() >= 4;
    alone && narrow && sign && !ends_sentence(&last.text) && !is_numbered(&line.text)
}

/// A unit in brackets under the label it belongs to, in a cell copied from a page: nothing else stands in its block.
fn is_unit_below(last: &Line, line: &Line, next: Option<&Line>) -> bool {
    let alone = next.is_none_or(|n| n.blanks > 0);
    alone && line.text.starts_with('(') && line.text.ends_with(')') && !ends_sentence(&last.text) && !is_numbered(&line.text)
}

/// Bytes of the bullet at the start of a line, with the white space behind it; 0 without one.
fn bullet(text: &str) -> usize {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let rest = chars.as_str();
    let sign = matches!(
        first,
        '•' | '·'
            | '▪'
            | '▫'
            | '◦'
            | '‣'
            | '●'
            | '○'
            | '■'
            | '□'
            | '➢'
            | '➤'
            | '►'
            | '▶'
            | '✓'
            | '✔'
            | '☐'
            | '☑'
            | '☒'
            | '⁃'
            | '\u{F0B7}'
            | '\u{F0A7}'
    );
    let ascii = matches!(first, '-' | '*' | '+' | '–' | '—' | '−');
    let letter = first == 'o' && (rest.starts_with('\t') || rest.starts_with("  "));
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t', '\u{A0}']);
    let tight = sign && rest.chars().next().is_some_and(char::is_alphabetic);
    if !((sign || ascii) && spaced || letter || tight) {
        return 0;
    }
    text.len() - rest.trim_start_matches([' ', '\t', '\u{A0}']).len()
}

/// The line begins with a list's or heading's number: "1.", "2)", "(a)", "iv.", "3.2".
fn is_numbered(text: &str) -> bool {
    let Some((first, rest)) = text.split_once([' ', '\t', '\u{A0}']) else { return false };
    let bare = first.trim_start_matches('(');
    let Some(body) = bare.strip_suffix(['.', ')']).or_else(|| bare.contains('.').then_some(bare)) else { return false };
    let short = |p: &str| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    let letter = body.len() == 1 && body.bytes().all(|b| b.is_ascii_alphabetic()) && bare.ends_with(')');
    let roman = (1..=4).contains(&body.len()) && body.bytes().all(|b| b"ivxIVX".contains(&b)) && bare != body;
    !rest.trim().is_empty() && (body.split('.').all(short) && (bare != body || rest.starts_with(char::is_uppercase)) || letter || roman)
}

/// At least two letters, all of them capitals.
fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.chars().any(char::is_lowercase)
}

/// Capitals, and more of them than a postcode or an abbreviation has.
fn is_capital_heading(text: &str) -> bool {
    is_capitals(text) && text.contains(' ') && text.chars().filter(|c| c.is_alphabetic()).count() >= 8
}

/// Level and words of a heading in Markdown: "## Words ##".
fn markdown_heading(text: &str) -> Option<(u8, &str)> {
    let words = text.trim_start_matches('#');
    let level = text.len() - words.len();
    let words = words.strip_prefix([' ', '\t'])?.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level as u8, words))
}
