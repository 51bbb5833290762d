//! Pages to the flow of the whole file: lines and tables in reading order, with what stands beside it.

use super::grids::{self, Grid};
use super::lines::{self, Line, Sheet};
use super::margins;
use super::order::{Arranger, Element, Item};
use super::running::{self, PageRows};
use super::source::{Direction, Glyph, PageContent, Rule, Source};
use super::stripes;
use super::tables;
use super::words::{self, Row, Word};
use std::collections::HashMap;

/// The file's lines and tables by what they are.
#[derive(Debug, Default)]
pub struct Flow {
    pub body: Vec<Element>,
    /// Text that runs in another direction than its page.
    pub aside: Vec<Line>,
    pub running: Vec<Line>,
    /// Pages with words that are struck out.
    pub struck: Vec<u32>,
}

/// One page in the direction most of its text runs.
struct Prepared {
    sheet: Sheet,
    rows: PageRows,
    grids: Vec<Grid>,
    /// Rows in other directions.
    aside: Vec<(Direction, Vec<Row>)>,
    /// Words with a line through them, left out.
    struck: usize,
}

pub fn flow(source: &Source) -> Flow {
    let mut prepared: Vec<Prepared> = source.pages.iter().enumerate().map(|(i, page)| prepare(i as u32 + 1, page)).collect();
    let mut rows: Vec<PageRows> = prepared.iter_mut().map(|p| std::mem::take(&mut p.rows)).collect();
    let taken = running::take(&mut rows);
    let edges = text_edges(&prepared, &rows);
    let mut flow = Flow::default();
    let mut gutters = Vec::new();
    let mut columns = 0;
    for ((page, rows), taken) in prepared.into_iter().zip(rows).zip(taken) {
        let (left, right) = edges.get(&key(page.sheet, &rows)).copied().unwrap_or_default();
        for row in taken {
            flow.running.extend(whole_line(row, left, right, &mut columns, page.sheet));
        }
        flow.struck.extend((page.struck > 0).then_some(page.sheet.page));
        for (direction, rows) in page.aside {
            let sheet = Sheet { direction, ..page.sheet };
            let place = if direction == Direction::Slanted { &mut flow.running } else { &mut flow.aside };
            place.extend(rows.into_iter().filter_map(|row| whole_line(row, 0.0, 0.0, &mut columns, sheet)));
        }
        let items = items(rows, &page.grids, page.sheet, &mut columns);
        let mut arranger = Arranger { sheet: page.sheet, columns, out: Vec::new(), gutters: Vec::new() };
        arranger.arrange(items, left, right, 0);
        columns = arranger.columns + 1;
        flow.body.extend(arranger.out);
        gutters.extend(arranger.gutters);
    }
    gutters.sort_by(|a, b| a.0.total_cmp(&b.0));
    gutters.dedup_by(|b, a| (b.0 - a.0).abs() < 1.0);
    margins::set_right_edges(&mut flow.body, &gutters);
    flow
}

fn whole_line(row: Row, left: f32, right: f32, columns: &mut u32, sheet: Sheet) -> Option<Line> {
    *columns += 1;
    Line::new(row.words.into_iter().map(Into::into).collect(), left, right, *columns, sheet)
}

fn prepare(number: u32, page: &PageContent) -> Prepared {
    let mut groups: Vec<(Direction, Vec<Glyph>)> = Vec::new();
    for glyph in visible(page) {
        match groups.iter_mut().find(|g| g.0 == glyph.direction) {
            Some(group) => group.1.push(*glyph),
            None => groups.push((glyph.direction, vec![*glyph])),
        }
    }
    let main = groups.iter().filter(|g| g.0 != Direction::Slanted).max_by_key(|g| g.1.len()).map_or(Direction::Right, |g| g.0);
    let mut rows = PageRows::default();
    (rows.top, rows.bottom) = match main {
        Direction::Right | Direction::Slanted => (0.0, page.height),
        Direction::Left => (-page.height, 0.0),
        Direction::Down => (-page.width, 0.0),
        Direction::Up => (0.0, page.width),
    };
    let mut aside = Vec::new();
    let rules: Vec<Rule> = page.rules.iter().map(|r| turned(*r, main)).collect();
    let mut struck = 0;
    for (direction, glyphs) in groups {
        let mut found = words::rows(&glyphs);
        found.iter_mut().for_each(drop_leaders);
        if direction == main {
            struck = drop_struck(&mut found, &rules);
        }
        if direction == main { rows.rows = found } else { aside.push((direction, found)) }
    }
    let grids: Vec<Grid> = stripes::joined(grids::grids(&rules), &rows.rows).into_iter().filter(|g| g.cells.len() > 1).collect();
    let table = |row: &Row| {
        let (x, y) = row.words.first()?.middle();
        grids.iter().position(|g| g.contains(x, y))
    };
    rows.tables = rows.rows.iter().map(table).collect();
    Prepared { sheet: Sheet { page: number, direction: main }, rows, grids, aside, struck }
}

/// Drops the dots that lead the eye from a label to its number.
fn drop_leaders(row: &mut Row) {
    const FEWEST: usize = 4;
    let dots = |w: &Word| if w.text.chars().all(|c| matches!(c, '.' | '·' | '…' | '_')) { w.ends.len() } else { 0 };
    let mut start = 0;
    while start < row.words.len() {
        let end = start + row.words[start..].iter().take_while(|w| dots(w) > 0).count();
        if row.words[start..end].iter().map(dots).sum::<usize>() >= FEWEST && (start > 0 || end < row.words.len()) {
            row.words.drain(start..end);
            if let Some(label) = start.checked_sub(1).and_then(|i| row.words.get_mut(i)) {
                label.drop_last_dot();
            }
        } else {
            start = end;
        }
        start += 1;
    }
}

/// Drops words with a line drawn through them; says how many.
fn drop_struck(rows: &mut Vec<Row>, rules: &[Rule]) -> usize {
    let mut lines: Vec<&Rule> = rules.iter().filter(|r| r.y1 - r.y0 < 1.0 && r.x1 - r.x0 > 2.0).collect();
    lines.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let through = |w: &Word, row: &Row| {
        let (top, bottom) = (w.base - 0.42 * w.size, w.base - 0.15 * w.size);
        let first = lines.partition_point(|r| r.y0 < top);
        let inner = (w.x0 + 0.1 * w.size, w.x1 - 0.1 * w.size);
        let at_height = lines[first..].iter().take_while(|r| r.y0 <= bottom);
        at_height.filter(|r| r.x0 <= inner.0 && r.x1 >= inner.1).take(4).any(|r| ends_with_words(r, row, w.size))
    };
    let mut dropped = 0;
    for row in rows.iter_mut() {
        let strikes: Vec<bool> = row.words.iter().map(|w| through(w, row)).collect();
        let mut strikes = strikes.into_iter();
        let before = row.words.len();
        row.words.retain(|_| strikes.next() != Some(true));
        dropped += before - row.words.len();
    }
    rows.retain(|r| !r.words.is_empty());
    dropped
}

/// A line that strikes words out begins and ends with words; one of a form's frame runs on beside them.
fn ends_with_words(rule: &Rule, row: &Row, size: f32) -> bool {
    // No line of text has so many; a page made to keep us busy may.
    const MOST: usize = 500;
    if row.words.len() > MOST {
        return false;
    }
    let on = row.words.iter().filter(|w| w.x1 > rule.x0 && w.x0 < rule.x1);
    let (x0, x1) = on.fold((f32::MAX, f32::MIN), |(x0, x1), w| (x0.min(w.x0), x1.max(w.x1)));
    rule.x0 > x0 - size && rule.x1 < x1 + size
}

/// Characters that can be seen on the page; invisible ones count only where nothing else gives the text (a scan's hidden layer).
fn visible(page: &PageContent) -> impl Iterator<Item = &Glyph> {
    let shown = page.glyphs.iter().filter(|g| !g.invisible && !g.c.is_whitespace()).count();
    let hidden = page.glyphs.iter().filter(|g| g.invisible && !g.c.is_whitespace()).count();
    let with_hidden = hidden > shown || page.pictures > 0.5;
    page.glyphs.iter().filter(move |g| (with_hidden || !g.invisible) && on_page(g, page))
}

fn on_page(glyph: &Glyph, page: &PageContent) -> bool {
    let (x, y) = match glyph.direction {
        Direction::Right | Direction::Slanted => (glyph.x0, glyph.base),
        Direction::Left => (-glyph.x0, -glyph.base),
        Direction::Down => (-glyph.base, glyph.x0),
        Direction::Up => (glyph.base, -glyph.x0),
    };
    x > -1.0 && y > -1.0 && x < page.width + 1.0 && y < page.height + 0.8 * glyph.size
}

/// A rule in the coordinates of a direction of text.
fn turned(rule: Rule, direction: Direction) -> Rule {
    let Rule { x0, y0, x1, y1 } = rule;
    match direction {
        Direction::Right | Direction::Slanted => rule,
        Direction::Left => Rule { x0: -x1, y0: -y1, x1: -x0, y1: -y0 },
        Direction::Down => Rule { x0: y0, y0: -x1, x1: y1, y1: -x0 },
        Direction::Up => Rule { x0: -y1, y0: x0, x1: -y0, y1: x1 },
    }
}

type Key = (Direction, i32);

/// Pages whose text areas can be compared.
fn key(sheet: Sheet, rows: &PageRows) -> Key {
    (sheet.direction, (rows.bottom - rows.top).round() as i32)
}

/// The text area's edges, by kind of page: the outermost words.
fn text_edges(prepared: &[Prepared], pages: &[PageRows]) -> HashMap<Key, (f32, f32)> {
    let mut edges = HashMap::new();
    for (page, rows) in prepared.iter().zip(pages) {
        let edge = edges.entry(key(page.sheet, rows)).or_insert((f32::MAX, f32::MIN));
        for word in rows.rows.iter().flat_map(|r| &r.words) {
            *edge = (edge.0.min(word.x0), edge.1.max(word.x1));
        }
    }
    edges
}

/// A page's pieces of rows, and its ruled tables with the words in them.
fn items(page: PageRows, grids: &[Grid], sheet: Sheet, columns: &mut u32) -> Vec<Item> {
    let mut in_grid: Vec<Vec<Word>> = grids.iter().map(|_| Vec::new()).collect();
    let mut rest = Vec::new();
    for mut row in page.rows {
        let mut outside = Vec::new();
        for word in row.words {
            let (x, y) = word.middle();
            match grids.iter().position(|g| g.contains(x, y)) {
                Some(grid) => in_grid[grid].push(word),
                None => outside.push(word),
            }
        }
        row.words = outside;
        rest.push(row);
    }
    let mut items = Vec::new();
    for (grid, words) in grids.iter().zip(in_grid).filter(|(_, words)| !words.is_empty()) {
        let draft = tables::ruled(grid, words, sheet, columns);
        if draft.is_half_ruled() {
            items.extend(lines::pieces(draft.into_rows(), lines::CELL_GAP).into_iter().map(Item::Piece));
        } else {
            items.push(Item::Table(draft));
        }
    }
    items.extend(lines::pieces(rest, lines::PIECE_GAP).into_iter().map(Item::Piece));
    items
}
