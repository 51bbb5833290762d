//! Running headers, footers and page numbers: what repeats in the same place at the edges of pages.

use super::words::{Row, Word};
use std::collections::HashMap;

/// A page's rows with the extent of the page along them.
#[derive(Debug, Default)]
pub struct PageRows {
    pub rows: Vec<Row>,
    pub top: f32,
    pub bottom: f32,
    /// For each row whether it stands in a table, by the table's number on the page.
    pub tables: Vec<Option<usize>>,
}

/// Rows looked at from each edge.
const DEPTH: usize = 6;
/// Points a repeated row may move by.
const PLAY: f32 = 4.0;
/// Running matter stands in this share of the page at each edge.
const MARGIN: f32 = 0.2;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Bottom,
}

/// Takes the running rows out of the pages; gives them back page by page.
pub fn take(pages: &mut [PageRows]) -> Vec<Vec<Row>> {
    let seen = repeated(pages);
    pages.iter_mut().map(|page| take_page(page, &seen)).collect()
}

type Seen = HashMap<(Edge, String), Vec<f32>>;

/// Every edge row's wording, digits masked, with the places it was seen at.
fn repeated(pages: &[PageRows]) -> Seen {
    let mut seen = Seen::new();
    for page in pages {
        for edge in [Edge::Top, Edge::Bottom] {
            for i in edge_rows(page, edge) {
                seen.entry((edge, wording(&page.rows[i].words))).or_default().push(distance(page, edge, i));
            }
        }
    }
    seen
}

fn edge_rows(page: &PageRows, edge: Edge) -> Vec<usize> {
    let n = page.rows.len();
    let order: Vec<usize> = match edge {
        Edge::Top => (0..n.min(DEPTH)).collect(),
        Edge::Bottom => (n.saturating_sub(DEPTH)..n).rev().collect(),
    };
    order.into_iter().filter(|i| distance(page, edge, *i) < MARGIN * (page.bottom - page.top)).collect()
}

fn distance(page: &PageRows, edge: Edge, row: usize) -> f32 {
    match edge {
        Edge::Top => page.rows[row].base - page.top,
        Edge::Bottom => page.bottom - page.rows[row].base,
    }
}

fn take_page(page: &mut PageRows, seen: &Seen) -> Vec<Row> {
    let mut running = vec![false; page.rows.len()];
    for edge in [Edge::Top, Edge::Bottom] {
        for i in edge_rows(page, edge) {
            let row = &page.rows[i];
            let here = distance(page, edge, i);
            let times =
                seen.get(&(edge, wording(&row.words))).map_or(0, |places| places.iter().filter(|d| (**d - here).abs() < PLAY).count());
            running[i] = times >= 2 || row.words.iter().all(|w| w.artifact);
            if !running[i] {
                break;
            }
        }
        keep_body(page, edge, &mut running);
    }
    // A table's repeated header is not running matter: the table goes on below it.
    for i in 0..running.len() {
        if let Some(table) = page.tables[i]
            && page.tables.iter().zip(&running).any(|(t, r)| *t == Some(table) && !r)
        {
            running[i] = false;
        }
    }
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    for (row, out) in std::mem::take(&mut page.rows).into_iter().zip(running) {
        if out { taken.push(row) } else { kept.push(row) }
    }
    page.rows = kept;
    taken
}

/// Running matter stands apart from the body: repeated rows that go straight on into it belong to it (forms that begin alike).
fn keep_body(page: &PageRows, edge: Edge, running: &mut [bool]) {
    let rows = edge_rows(page, edge);
    let count = rows.iter().take_while(|i| running[**i]).count();
    let inward = |i: usize| match edge {
        Edge::Top => page.rows.get(i + 1),
        Edge::Bottom => i.checked_sub(1).and_then(|i| page.rows.get(i)),
    };
    for i in rows[..count].iter().rev() {
        let (row, size) = (&page.rows[*i], row_size(&page.rows[*i]));
        let apart = inward(*i).is_none_or(|next| {
            let other = row_size(next);
            (next.base - row.base).abs() > 1.6 * size.max(other) || !(0.9..=1.1).contains(&(size / other))
        });
        if apart || row.words.iter().all(|w| w.artifact) {
            break;
        }
        running[*i] = false;
    }
}

fn row_size(row: &Row) -> f32 {
    row.words.iter().map(|w| w.size).fold(1.0, f32::max)
}

/// A row's words with every number masked, so that page numbers and dates don't hide repetition.
fn wording(words: &[Word]) -> String {
    let mut out = String::new();
    let mut in_number = false;
    for word in words {
        if is_roman(&word.text) {
            out.push('#');
            continue;
        }
        for c in word.text.chars() {
            if c.is_numeric() {
                if !in_number {
                    out.push('#');
                }
                in_number = true;
            } else {
                in_number = false;
                out.extend(c.to_lowercase());
            }
        }
        in_number = false;
    }
    out
}

/// A page number in Roman numerals.
fn is_roman(word: &str) -> bool {
    (1..=6).contains(&word.len()) && word.chars().all(|c| "ivxlIVXL".contains(c))
}
