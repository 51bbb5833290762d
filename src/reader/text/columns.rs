//! Tables whose cells stand under each other, parted by spaces.

use super::flow::Flow;
use super::lines::Line;
use super::tables::{Grid, cells_of};
use super::wrap::{ends_sentence, goes_on};
use std::ops::Range;

/// Longer tables are read in parts.
const MOST_LINES: usize = 200;
/// Longer lines are paragraphs.
const MOST_COLUMNS: usize = 400;

/// The table that begins with the first of these lines, and the number of lines it takes.
#[must_use]
pub fn at(lines: &[Line]) -> Option<(Grid, usize)> {
    let drawn = drawn(lines);
    let gaps = gaps(&drawn);
    let wide = gaps.iter().filter(|g| g.len() >= 2).count();
    if gaps.is_empty() || (drawn.len() < 3 && wide < 2) || drawn.len() < 2 {
        return None;
    }
    let lines = &lines[..drawn.len()];
    let rows: Vec<Vec<Flow>> = lines.iter().zip(&drawn).map(|(line, chars)| cells_of(line, cut(chars, &gaps).into_iter())).collect();
    let joined = joined(&rows);
    Some((Grid::new(if joined.len() < 2 { rows } else { joined }), lines.len()))
}

/// The lines, as drawn from the left margin, that share at least one gap.
fn drawn(lines: &[Line]) -> Vec<Vec<char>> {
    let mut drawn: Vec<Vec<char>> = Vec::new();
    let mut ink: Vec<bool> = Vec::new();
    for line in lines.iter().take(MOST_LINES) {
        let chars: Vec<char> = std::iter::repeat_n(' ', line.indent).chain(line.text.chars()).take(MOST_COLUMNS + 1).collect();
        let apart = !drawn.is_empty() && (line.blanks > 0 || line.broken);
        let fits = has_gap(&chars) || (!drawn.is_empty() && (goes_on(&line.text) || line.indent >= 8));
        if apart || !fits || chars.len() > MOST_COLUMNS {
            break;
        }
        let before = ink.clone();
        ink.resize(ink.len().max(chars.len()), false);
        ink.iter_mut().zip(&chars).for_each(|(ink, c)| *ink |= *c != ' ');
        if blank_ranges(&ink).is_empty() {
            ink = before;
            break;
        }
        drawn.push(chars);
    }
    // What goes on in a table's last lines without a gap may as well be the text below it.
    while drawn.last().is_some_and(|c| !has_gap(c)) && !starts_inside(drawn.last(), &ink) {
        drawn.pop();
    }
    drawn
}

/// The line begins where a column of the table ends up, not at the margin.
fn starts_inside(line: Option<&Vec<char>>, ink: &[bool]) -> bool {
    let first_gap = blank_ranges(ink).first().map_or(0, |g| g.start);
    line.is_some_and(|l| l.len() <= first_gap || l.iter().take_while(|c| **c == ' ').count() > first_gap)
}

fn has_gap(chars: &[char]) -> bool {
    let start = chars.iter().take_while(|c| **c == ' ').count();
    chars[start..].windows(2).any(|w| w[0] == ' ' && w[1] == ' ')
}

/// Stretches without ink between such with ink.
fn blank_ranges(ink: &[bool]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = ink.iter().position(|i| *i).unwrap_or(ink.len());
    while at < ink.len() {
        let start = (at..ink.len()).find(|c| !ink[*c]).unwrap_or(ink.len());
        let end = (start..ink.len()).find(|c| ink[*c]).unwrap_or(ink.len());
        if start < end && end < ink.len() {
            out.push(start..end);
        }
        at = end;
    }
    out
}

/// The gaps between columns: no line has ink there, and it is wide, or it has numbers to its right that a head nearly touches.
fn gaps(lines: &[Vec<char>]) -> Vec<Range<usize>> {
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let blank = |l: &Vec<char>, at: usize| l.get(at).is_none_or(|c| *c == ' ');
    let ink: Vec<bool> = (0..width).map(|at| lines.iter().any(|l| !blank(l, at))).collect();
    let mut gaps = blank_ranges(&ink);
    let mut at = 0;
    while at < gaps.len() {
        let right = gaps[at].end..gaps.get(at + 1).map_or(width, |g| g.start);
        let numbers = lines.iter().skip(1).filter(|l| is_number(l.get(right.start..right.end.min(l.len())).unwrap_or_default())).count();
        if gaps[at].len() < 2 && (lines.len() < 3 || numbers * 2 < lines.len()) {
            gaps.remove(at);
        } else {
            at += 1;
        }
    }
    gaps
}

fn is_number(cell: &[char]) -> bool {
    cell.iter().any(char::is_ascii_digit) && cell.iter().filter(|c| c.is_alphabetic()).count() <= 3
}

fn cut(line: &[char], gaps: &[Range<usize>]) -> Vec<String> {
    let starts = std::iter::once(0).chain(gaps.iter().map(|g| g.end));
    let ends = gaps.iter().map(|g| g.start).chain(std::iter::once(line.len()));
    starts.zip(ends).map(|(s, e)| line.get(s..e.min(line.len())).unwrap_or_default().iter().collect()).collect()
}

/// Puts a row that only goes on in the cells above it into the row above.
fn joined(rows: &[Vec<Flow>]) -> Vec<Vec<Flow>> {
    let mut out: Vec<Vec<Flow>> = Vec::new();
    for row in rows {
        match out.last_mut().filter(|above| goes_on_in(above, row)) {
            Some(above) => above.iter_mut().zip(row).filter(|(_, b)| !b.text.is_empty()).for_each(|(a, b)| a.append(" ", b)),
            None => out.push(row.clone()),
        }
    }
    out
}

fn goes_on_in(above: &[Flow], row: &[Flow]) -> bool {
    let mut pairs = above.iter().zip(row).filter(|(_, b)| !b.text.is_empty()).peekable();
    let continues = |(a, b): (&Flow, &Flow)| goes_on(&b.text) && !ends_sentence(&a.text);
    pairs.clone().all(|(a, _)| !a.text.is_empty()) && pairs.any(continues)
}
