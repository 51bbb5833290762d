//! Strips with columns side by side: headings between them, and tables in them.

use super::gutters::{Strip, column_edges, column_of, items};
use super::lines::{self, Piece};
use super::order::Item;
use super::shape::{CellLine, StripCells};
use super::words::{Row, Word};

/// A heading over the whole width between two pairs of columns, although it does not reach over the gutter:
/// all other columns leave room beside it. Gives its strips.
pub fn heading_between(band: &[Strip], edges: &[(f32, f32)], size: f32) -> Option<(usize, usize)> {
    if edges.len() < 2 {
        return None;
    }
    let first_only = |s: &Strip| {
        s.items
            .iter()
            .all(|i| matches!(i, Item::Piece(p) if column_of(edges, p.x0, p.x1) == 0 && (p.size > 1.08 * size || p.words.iter().all(|w| w.bold))))
    };
    let mut i = 1;
    while i < band.len() {
        let end = i + band[i..].iter().take_while(|s| first_only(s)).count();
        if end == i {
            i += 1;
            continue;
        }
        let (top, bottom) = (band[i].top, band[end - 1].bottom);
        let leaves_room = |column: usize| {
            let mine = || band.iter().flat_map(|s| &s.items).filter(|item| column_of(edges, item.x0(), item.x1()) == column);
            let above = mine().map(Item::bottom).filter(|b| *b <= top + 0.3 * size).fold(f32::MIN, f32::max);
            let below = mine().map(Item::top).filter(|t| *t >= bottom - 0.3 * size).fold(f32::MAX, f32::min);
            let beside = mine().any(|item| item.top() < bottom - 0.3 * size && item.bottom() > top + 0.3 * size);
            !beside && below < f32::MAX && below - above > bottom - top + 0.8 * size
        };
        if end < band.len() && (1..edges.len()).all(leaves_room) {
            return Some((i, end - 1));
        }
        i = end;
    }
    None
}

/// How many of the strips above a table are its header: their words stand over the columns, apart from each other.
pub fn header_strips(above: &[Strip], first_row: &Strip, edges: &[(f32, f32)]) -> usize {
    const MOST: usize = 4;
    let mut top = first_row.top;
    let mut seen = vec![false; edges.len()];
    let mut count = 0;
    for (strip, k) in above.iter().rev().take(MOST).zip(1..) {
        let Some(columns) = over_columns(strip, top, edges) else { break };
        top = strip.top;
        for column in &columns {
            seen[*column] = true;
        }
        // A line of one column alone may be the end of its label, but begins no header.
        if columns.len() >= 2 && seen.iter().filter(|s| **s).count() + 1 >= edges.len() {
            count = k;
        }
    }
    count
}

/// The columns a strip's words stand over; none if it is not close above, or is running text.
fn over_columns(head: &Strip, below: f32, edges: &[(f32, f32)]) -> Option<Vec<usize>> {
    let words: Vec<&Word> = head.items.iter().flat_map(|i| if let Item::Piece(p) = i { p.words.as_slice() } else { &[] }).collect();
    let size = words.first()?.size;
    let column = |w: &Word| column_of(edges, w.x0, w.x1);
    let apart = words.windows(2).all(|w| column(w[0]) == column(w[1]) || w[1].x0 - w[0].x1 > 0.4 * size);
    let fits = below - head.bottom <= 1.2 * size && words.len() <= 3 * edges.len() && apart;
    let mut columns: Vec<usize> = words.iter().map(|w| column(w)).collect();
    columns.dedup();
    fits.then_some(columns)
}

/// A header's pieces, which may run over several columns, word by word.
pub fn by_words(strip: Strip) -> Strip {
    let words = |item: Item| match item {
        Item::Piece(p) => p.words.into_iter().map(|w| Item::Piece(w.into())).collect(),
        table @ Item::Table(_) => vec![table],
    };
    Strip { items: strip.items.into_iter().flat_map(words).collect(), ..strip }
}

/// Numbers side by side are cells of their own in a table, however near they stand.
pub fn by_numbers(strip: Strip) -> Strip {
    let number = |w: &Word| !w.text.chars().any(char::is_alphabetic);
    let apart = |item: Item| match item {
        Item::Piece(p) if p.words.len() > 1 && p.words.iter().all(number) => {
            let row = Row { base: p.base, words: p.words };
            lines::pieces(vec![row], lines::CELL_GAP).into_iter().map(Item::Piece).collect()
        }
        item => vec![item],
    };
    let items: Vec<Item> = strip.items.into_iter().flat_map(apart).collect();
    let mut taken: Vec<(f32, f32)> = items.iter().map(|i| (i.x0(), i.x1())).collect();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    Strip { items, taken, ..strip }
}

/// A table's columns, which may be closer than columns of text, and the strips of its head that run across them.
pub fn table_edges(body: &[Strip], coarse: Vec<(f32, f32)>, left: f32, right: f32, size: f32) -> (usize, Vec<(f32, f32)>) {
    const MOST_HEADS: usize = 4;
    let mut best = (0, coarse);
    for heads in 0..=MOST_HEADS.min(body.len().saturating_sub(4)) {
        let rows = &body[heads..];
        // Lines of a label that goes on alone are no rows, nor is a group's title, which may run over all columns.
        let full: Vec<&Strip> = rows.iter().filter(|s| s.items.len() >= 2).collect();
        let edges = column_edges(full.iter().copied(), left, right, 0.4 * size);
        let filled = |c: usize| full.iter().filter(|s| s.items.iter().any(|i| column_of(&edges, i.x0(), i.x1()) == c)).count();
        let all_used = (0..edges.len()).all(|c| filled(c) * 2 >= full.len());
        if edges.len() > best.1.len() && all_used {
            best = (heads, edges);
        }
    }
    best
}

/// For each strip and column what a table detector needs to know.
pub fn band_lines(band: &[Strip], edges: &[(f32, f32)]) -> Vec<StripCells> {
    band.iter()
        .map(|strip| {
            let mut cells = vec![None; edges.len()];
            let mut table = false;
            for item in &strip.items {
                let Item::Piece(p) = item else {
                    table = true;
                    continue;
                };
                let cell: &mut Option<CellLine> = &mut cells[column_of(edges, p.x0, p.x1)];
                let line = cell.get_or_insert(CellLine { x0: p.x0, x1: p.x1, base: p.base, size: p.size, words: 0, numeric: true });
                line.x0 = line.x0.min(p.x0);
                line.x1 = line.x1.max(p.x1);
                line.words += p.words.len();
                line.numeric &= p.words.iter().any(|w| w.text.chars().any(|c| c.is_ascii_digit()));
            }
            StripCells { cells, table }
        })
        .collect()
}

pub fn band_pieces(band: Vec<Strip>, edges: &[(f32, f32)]) -> Vec<(usize, usize, Piece)> {
    let mut out = Vec::new();
    for (row, strip) in band.into_iter().enumerate() {
        for item in strip.items {
            if let Item::Piece(p) = item {
                out.push((row, column_of(edges, p.x0, p.x1), p));
            }
        }
    }
    out
}

pub fn band_pieces_by_column(band: Vec<Strip>, edges: &[(f32, f32)]) -> Vec<Vec<Item>> {
    let mut out: Vec<Vec<Item>> = edges.iter().map(|_| Vec::new()).collect();
    for item in items(band) {
        let column = column_of(edges, item.x0(), item.x1());
        out[column].push(item);
    }
    out
}
