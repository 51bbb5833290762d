//! Tables as plain text draws them: cells parted by tabs, by bars, or standing in columns.

use super::columns;
use super::flow::Flow;
use super::lines::Line;
use super::wrap::{Wrap, ends_sentence, goes_on};

/// Rows of cells; every row has the same number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    pub rows: Vec<Vec<Flow>>,
    /// Rows that a Markdown rule marks as the head.
    pub header_rows: usize,
}

/// More cells a row than this are no table anyone reads.
const MOST_CELLS: usize = 40;

impl Grid {
    #[must_use]
    pub fn cols(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    pub fn new(mut rows: Vec<Vec<Flow>>) -> Self {
        let cols = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(cols, Flow::default());
        }
        Self { rows, header_rows: 0 }
    }

    /// Whether `next` stands right under this table, so that a page's end may have parted them.
    #[must_use]
    pub fn fits(&self, next: &Grid) -> bool {
        self.cols() == next.cols()
    }

    /// Adds the rows that stood behind a page's end; the first goes on in this table's last if a cell was cut there.
    pub fn join(&mut self, next: Grid) {
        let mut rows = next.rows.into_iter();
        if let (Some(last), Some(first)) = (self.rows.last(), rows.next()) {
            let cut = last.iter().zip(&first).any(|(a, b)| !a.text.is_empty() && !ends_sentence(&a.text) && goes_on(&b.text));
            match self.rows.last_mut().filter(|_| cut) {
                Some(last) => last.iter_mut().zip(&first).filter(|(_, b)| !b.text.is_empty()).for_each(|(a, b)| a.append(" ", b)),
                None => self.rows.push(first),
            }
        }
        self.rows.extend(rows);
    }
}

/// The table that begins with the first of these lines, and the number of lines it takes.
#[must_use]
pub fn at(lines: &[Line], wrap: &Wrap) -> Option<(Grid, usize)> {
    tabs(lines).or_else(|| bars(lines, wrap)).or_else(|| columns::at(lines))
}

/// Longer tables are read in parts.
const MOST_LINES: usize = 500;

/// How many of the lines stand together without an empty line or a page's end between them.
fn together(lines: &[Line]) -> usize {
    lines.iter().take(MOST_LINES).skip(1).take_while(|l| l.blanks == 0 && !l.broken).count() + lines.len().min(1)
}

pub fn cells_of(line: &Line, parts: impl Iterator<Item = impl AsRef<str>>) -> Vec<Flow> {
    parts.take(MOST_CELLS).map(|p| Flow::from_line(p.as_ref().trim_matches(super::crumbs::BREAK), line.page, line.number)).collect()
}

fn tabs(lines: &[Line]) -> Option<(Grid, usize)> {
    let is_row = |l: &Line| l.text.contains('\t');
    let split = |l: &Line| cells_of(l, l.text.split('\t'));
    let mut rows: Vec<Vec<Flow>> = Vec::new();
    for line in lines.iter().take_while(|l| is_row(l)) {
        let row = split(line);
        let apart = line.broken || line.blanks > 1 || (line.blanks == 1 && rows.first().is_some_and(|r| r.len() != row.len()));
        if !rows.is_empty() && apart {
            break;
        }
        rows.push(row);
    }
    let filled = rows.first()?.iter().filter(|c| !c.text.is_empty()).count();
    // A number before a heading is often parted from it by a tab.
    let numbered = rows.len() == 1 && filled == 2 && rows[0].first().is_some_and(|c| is_number_or_mark(&c.text));
    if (rows.len() == 1 && filled < 2) || numbered {
        return None;
    }
    let taken = rows.len();
    Some((Grid::new(rows), taken))
}

fn is_number_or_mark(text: &str) -> bool {
    text.chars().count() <= 5 && text.ends_with(['.', ')', '•', '-', '–', '·', '*', 'o'])
}

/// The line without the bars at its ends.
fn inner(line: &Line) -> &str {
    let text = line.text.trim();
    match text.strip_prefix('|') {
        Some(rest) => rest.strip_suffix('|').unwrap_or(rest),
        None => text,
    }
}

fn bars_in(line: &Line) -> usize {
    let text = inner(line);
    if line.text.starts_with('|') { text.matches('|').count() } else { text.matches(" | ").count() + usize::from(text.ends_with(" |")) }
}

fn is_rule(line: &Line) -> bool {
    line.text.contains('-') && line.text.contains('|') && line.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

/// Rows with bars; a row that was too long for the file's width goes on in the next lines.
fn bars(lines: &[Line], wrap: &Wrap) -> Option<(Grid, usize)> {
    let all = &lines[..together(lines)];
    if bars_in(all.first()?) == 0 && !(all.len() > 1 && wrap.is_full(&all[0], &all[1]) && bars_in(&all[1]) > 0 && all[0].blanks > 0) {
        return None;
    }
    let head = all.get(1).is_some_and(is_rule);
    let kept: Vec<&Line> = all.iter().filter(|l| !is_rule(l)).collect();
    let best = (2..=MOST_CELLS).map(|cells| rows_of(&kept, cells, wrap)).max_by_key(|rows| {
        let covered = rows.last().map_or(0, |r| r.end);
        let chance = rows.iter().filter(|r| r.end < kept.len() && wrap.is_full(kept[r.end - 1], kept[r.end])).count();
        (covered, std::cmp::Reverse(chance), rows.len())
    })?;
    if best.len() < 2 && !head {
        return None;
    }
    let taken_kept = best.last()?.end;
    let last = kept.get(taken_kept.checked_sub(1)?)?.number;
    let taken = all.iter().take_while(|l| l.number <= last || is_rule(l)).count();
    let rows = best.into_iter().map(|r| row_of(&kept[r])).collect();
    Some((Grid { header_rows: usize::from(head), ..Grid::new(rows) }, taken))
}

/// The rows of just so many cells each, from the first line on, as ranges of lines.
fn rows_of(lines: &[&Line], cells: usize, wrap: &Wrap) -> Vec<std::ops::Range<usize>> {
    let full = |at: usize| at + 1 < lines.len() && wrap.is_full(lines[at], lines[at + 1]);
    let mut rows = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let (mut end, mut bars) = (start, bars_in(lines[start]));
        while bars + 1 < cells && full(end) {
            end += 1;
            bars += bars_in(lines[end]);
        }
        if bars + 1 != cells {
            break;
        }
        // The last cell goes on; but the line may also be a next row's first cell that was too long.
        while full(end) && bars_in(lines[end + 1]) == 0 {
            let next_row = full(end + 1) && bars_in(lines[end + 2]) > 0;
            if next_row && ends_sentence(&lines[end].text) && !goes_on(&lines[end + 1].text) {
                break;
            }
            end += 1;
        }
        rows.push(start..end + 1);
        start = end + 1;
    }
    rows
}

fn cells_between_bars(line: &Line) -> Vec<Flow> {
    let text = inner(line);
    if line.text.starts_with('|') { cells_of(line, text.split('|')) } else { cells_of(line, format!(" {text} ").split(" | ")) }
}

/// A row's cells from its lines.
fn row_of(lines: &[&Line]) -> Vec<Flow> {
    let mut row: Vec<Flow> = Vec::new();
    for line in lines {
        let mut cells = cells_between_bars(line).into_iter();
        if let Some(open) = row.last_mut() {
            open.append(" ", &cells.next().unwrap_or_default());
        }
        row.extend(cells);
    }
    row
}
