//! White vertical strips of a page: where they are, and the columns between them.

use super::order::Item;

/// A horizontal stripe of the region: one row of text, or a table.
#[derive(Debug)]
pub struct Strip {
    pub items: Vec<Item>,
    /// Stretches that are not white, by ascending left edge, tables beside the row included.
    pub taken: Vec<(f32, f32)>,
    pub top: f32,
    pub bottom: f32,
}

/// A white strip between columns, over the strips `first..=last`.
#[derive(Debug, Clone, Copy)]
pub struct Gutter {
    pub x0: f32,
    pub x1: f32,
    pub first: usize,
    pub last: usize,
    pub left_rows: usize,
    pub right_rows: usize,
}

impl Gutter {
    pub fn support(&self) -> usize {
        self.left_rows.min(self.right_rows)
    }
}
/// Rows with text on both sides that make a gutter.
const ROWS: usize = 3;

pub fn items(strips: Vec<Strip>) -> Vec<Item> {
    strips.into_iter().flat_map(|s| s.items).collect()
}

/// Items to stripes from top to bottom.
pub fn strips(mut items: Vec<Item>) -> Vec<Strip> {
    let line = |i: &Item| match i {
        Item::Piece(p) => p.base,
        Item::Table(t) => t.y0,
    };
    items.sort_by(|a, b| line(a).total_cmp(&line(b)).then(a.x0().total_cmp(&b.x0())));
    let tables: Vec<(f32, f32, f32, f32)> =
        items.iter().filter(|i| matches!(i, Item::Table(_))).map(|t| (t.x0(), t.x1(), t.top(), t.bottom())).collect();
    let mut out: Vec<Strip> = Vec::new();
    for item in items {
        let fits = match (&item, out.last().and_then(|s| s.items.first())) {
            (Item::Piece(p), Some(Item::Piece(first))) => p.base - first.base <= 0.3 * p.size.min(first.size),
            _ => false,
        };
        let (top, bottom, span) = (item.top(), item.bottom(), (item.x0(), item.x1()));
        match out.last_mut() {
            Some(strip) if fits => {
                strip.top = strip.top.min(top);
                strip.bottom = strip.bottom.max(bottom);
                strip.taken.push(span);
                strip.items.push(item);
            }
            _ => out.push(Strip { top, bottom, taken: vec![span], items: vec![item] }),
        }
    }
    for strip in &mut out {
        let middle = f32::midpoint(strip.top, strip.bottom);
        strip.taken.extend(tables.iter().filter(|t| t.2 <= middle && middle <= t.3).map(|t| (t.0, t.1)));
        strip.taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    out
}

pub fn body_size(strips: &[Strip]) -> f32 {
    let mut sizes: Vec<f32> = strips
        .iter()
        .flat_map(|s| &s.items)
        .filter_map(|i| match i {
            Item::Piece(p) => Some(p.size),
            Item::Table(_) => None,
        })
        .collect();
    if sizes.is_empty() {
        return 10.0;
    }
    let middle = sizes.len() / 2;
    *sizes.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// White stretches of a strip between the region's edges.
fn white(strip: &Strip, left: f32, right: f32) -> Vec<(f32, f32)> {
    let mut out = Vec::new();
    let mut at = left;
    for (x0, x1) in &strip.taken {
        if *x0 > at {
            out.push((at, *x0));
        }
        at = at.max(*x1);
    }
    if right > at {
        out.push((at, right));
    }
    out
}

/// The gutter with most rows on both of its sides.
pub fn best_gutter(strips: &[Strip], left: f32, right: f32, narrowest: f32) -> Option<Gutter> {
    let whites: Vec<Vec<(f32, f32)>> = strips.iter().map(|s| white(s, left, right)).collect();
    let mut best: Option<Gutter> = None;
    for first in 0..strips.len() {
        for start in whites[first].iter().filter(|w| w.1 - w.0 >= narrowest) {
            if let Some(gutter) = grow(strips, &whites, first, *start, narrowest)
                && best.is_none_or(|b| better(&gutter, &b))
            {
                best = Some(gutter);
            }
        }
    }
    best
}

fn better(a: &Gutter, b: &Gutter) -> bool {
    let rows = |g: &Gutter| g.support() as f32 + 0.2 * (g.left_rows + g.right_rows) as f32;
    let worth = |g: &Gutter| rows(g) * (1.0 + ((g.x1 - g.x0) / 40.0).min(1.0) * 0.05);
    worth(a) > worth(b)
}

fn grow(strips: &[Strip], whites: &[Vec<(f32, f32)>], first: usize, start: (f32, f32), narrowest: f32) -> Option<Gutter> {
    let (mut x0, mut x1) = start;
    let mut last = first;
    for (j, white) in whites.iter().enumerate().skip(first + 1) {
        let overlap = |w: &(f32, f32)| w.1.min(x1) - w.0.max(x0);
        let Some(widest) = white.iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b))).filter(|w| overlap(w) >= narrowest) else { break };
        (x0, x1) = (x0.max(widest.0), x1.min(widest.1));
        last = j;
    }
    let range = &strips[first..=last];
    let left_rows = range.iter().filter(|s| s.taken.iter().any(|t| t.1 <= x0 + 0.1)).count();
    let right_rows = range.iter().filter(|s| s.taken.iter().any(|t| t.0 >= x1 - 0.1)).count();
    let gutter = Gutter { x0, x1, first, last, left_rows, right_rows };
    (gutter.support() >= ROWS && !only_markers(range, x0) && overlapping(range, x0, x1)).then_some(gutter)
}

/// Whether text stands on both sides over some common height, not the one below the other.
fn overlapping(range: &[Strip], x0: f32, x1: f32) -> bool {
    let extent = |side: &dyn Fn(&Item) -> bool| {
        range.iter().flat_map(|s| &s.items).filter(|i| side(i)).fold((f32::MAX, f32::MIN), |e, i| (e.0.min(i.top()), e.1.max(i.bottom())))
    };
    let left = extent(&|i: &Item| i.x1() <= x0 + 0.1);
    let right = extent(&|i: &Item| i.x0() >= x1 - 0.1);
    let common = left.1.min(right.1) - left.0.max(right.0);
    common > 0.25 * (left.1 - left.0).min(right.1 - right.0)
}

/// Bullets and numbers of a list are no column of their own.
fn only_markers(range: &[Strip], x0: f32) -> bool {
    range.iter().flat_map(|s| &s.items).filter(|i| i.x1() <= x0 + 0.1).all(|i| match i {
        Item::Piece(p) => p.words.len() == 1 && p.words[0].ends.len() <= 4 && is_marker(&p.words[0].text),
        Item::Table(_) => false,
    })
}

fn is_marker(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().unwrap_or(' ');
    let ends_as_number = word.ends_with(['.', ')', ':']) || !first.is_alphanumeric();
    // "2.1" before a heading.
    let of_heading = first.is_ascii_digit() && word.contains('.') && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (word.chars().count() == 1 && !first.is_ascii_digit()) || ends_as_number || of_heading
}

/// The columns of a band: what stands between the white strips that run through all of it.
pub fn column_edges<'a>(band: impl IntoIterator<Item = &'a Strip>, left: f32, right: f32, narrowest: f32) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = band.into_iter().flat_map(|s| s.taken.iter().copied()).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (x0, x1) in spans {
        match merged.last_mut() {
            Some(last) if x0 - last.1 < narrowest - 0.2 => last.1 = last.1.max(x1),
            _ => merged.push((x0, x1)),
        }
    }
    let count = merged.len();
    for (i, column) in merged.iter_mut().enumerate() {
        if i == 0 {
            column.0 = column.0.min(left);
        }
        if i + 1 == count {
            column.1 = column.1.max(right.min(column.1 + 200.0)).max(column.1);
        }
    }
    merged
}

/// The column a stretch overlaps most, or stands nearest to.
pub fn column_of(edges: &[(f32, f32)], x0: f32, x1: f32) -> usize {
    let overlap = |e: &(f32, f32)| x1.min(e.1) - x0.max(e.0);
    edges.iter().enumerate().max_by(|a, b| overlap(a.1).total_cmp(&overlap(b.1))).map_or(0, |(i, _)| i)
}
