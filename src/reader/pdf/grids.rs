//! Ruled tables: the grids that drawn lines make.

use super::source::Rule;
use std::collections::BTreeMap;

/// Points by which lines may miss each other and still meet.
pub const SNAP: f32 = 3.0;
/// Shorter lines are dashes, ticks and underlined letters.
const SHORTEST: f32 = 6.0;

/// A table's frame: cells with their places in the grid.
#[derive(Debug, Clone)]
pub struct Grid {
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    pub cells: Vec<GridCell>,
    /// The cell of each place in the grid, row by row.
    slots: Vec<usize>,
    /// Tables inside cells, by the cell's index.
    pub nested: Vec<(usize, Grid)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
}

impl Grid {
    pub fn x0(&self) -> f32 {
        self.xs.first().copied().unwrap_or(0.0)
    }

    pub fn x1(&self) -> f32 {
        self.xs.last().copied().unwrap_or(0.0)
    }

    pub fn y0(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    pub fn y1(&self) -> f32 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    pub fn cols(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub fn contains(&self, x: f32, y: f32) -> bool {
        (self.x0()..=self.x1()).contains(&x) && (self.y0()..=self.y1()).contains(&y)
    }

    /// The grid with these edges, none of whose cells are nested.
    pub fn of(xs: Vec<f32>, ys: Vec<f32>, cells: Vec<GridCell>) -> Self {
        let cols = xs.len().saturating_sub(1);
        let mut slots = vec![0; cols * ys.len().saturating_sub(1)];
        for (i, cell) in cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                for slot in slots.iter_mut().skip(row * cols + cell.col).take(cell.col_span) {
                    *slot = i;
                }
            }
        }
        Self { xs, ys, cells, slots, nested: Vec::new() }
    }

    /// The cell a point lies in.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let col = slot(&self.xs, x)?;
        let row = slot(&self.ys, y)?;
        self.slots.get(row * self.cols() + col).copied()
    }
}

fn slot(edges: &[f32], at: f32) -> Option<usize> {
    let i = edges.partition_point(|e| *e <= at);
    (i > 0 && i < edges.len()).then(|| i - 1)
}

/// A straight line: `at` across its direction, from `from` to `to` along it.
#[derive(Debug, Clone, Copy)]
struct Stroke {
    at: f32,
    from: f32,
    to: f32,
}

/// All grids of two cells or more, and frames of one cell.
pub fn grids(rules: &[Rule]) -> Vec<Grid> {
    let horizontal = strokes(rules.iter().filter(|r| r.y1 - r.y0 <= r.x1 - r.x0).map(|r| Stroke {
        at: f32::midpoint(r.y0, r.y1),
        from: r.x0,
        to: r.x1,
    }));
    let vertical =
        strokes(rules.iter().filter(|r| r.y1 - r.y0 > r.x1 - r.x0).map(|r| Stroke { at: f32::midpoint(r.x0, r.x1), from: r.y0, to: r.y1 }));
    if horizontal.len() < 2 || vertical.len() < 2 || horizontal.len() * vertical.len() > 4_000_000 {
        return Vec::new();
    }
    components(&horizontal, &vertical).into_iter().filter_map(|(h, v)| with_nested(h, v)).collect()
}

/// Joins pieces of the same line and drops what is too short.
fn strokes(lines: impl Iterator<Item = Stroke>) -> Vec<Stroke> {
    let mut all: Vec<Stroke> = lines.collect();
    all.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Stroke> = Vec::new();
    let mut start = 0;
    while start < all.len() {
        // Lines within a hair of each other are one: borders are often drawn twice, or as the two edges of a box.
        let end = start + all[start..].iter().take_while(|s| s.at - all[start].at <= SNAP).count();
        let group = &mut all[start..end];
        let at = group.iter().map(|s| s.at).sum::<f32>() / group.len() as f32;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open = false;
        for stroke in group.iter() {
            match out.last_mut() {
                Some(last) if open && stroke.from <= last.to + SNAP => last.to = last.to.max(stroke.to),
                _ => out.push(Stroke { at, ..*stroke }),
            }
            open = true;
        }
        start = end;
    }
    out.retain(|s| s.to - s.from >= SHORTEST);
    out
}

/// Lines that meet, directly or through others.
fn components(horizontal: &[Stroke], vertical: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let n = horizontal.len();
    let mut parent: Vec<usize> = (0..n + vertical.len()).collect();
    for (i, h) in horizontal.iter().enumerate() {
        for (j, v) in vertical.iter().enumerate() {
            let meet = h.from - SNAP <= v.at && v.at <= h.to + SNAP && v.from - SNAP <= h.at && h.at <= v.to + SNAP;
            if meet {
                let (a, b) = (root(&mut parent, i), root(&mut parent, n + j));
                parent[a] = b;
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<Stroke>, Vec<Stroke>)> = BTreeMap::new();
    for (i, h) in horizontal.iter().enumerate() {
        groups.entry(root(&mut parent, i)).or_default().0.push(*h);
    }
    for (j, v) in vertical.iter().enumerate() {
        groups.entry(root(&mut parent, n + j)).or_default().1.push(*v);
    }
    groups.into_values().filter(|(h, v)| h.len() >= 2 && v.len() >= 2).collect()
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// A grid whose partial lines that stay inside one cell of the whole lines make a table of their own there.
fn with_nested(horizontal: Vec<Stroke>, vertical: Vec<Stroke>) -> Option<Grid> {
    let (whole_h, part_h) = by_length(horizontal);
    let (whole_v, part_v) = by_length(vertical);
    let (xs, ys) = (edges(&whole_v, &whole_h), edges(&whole_h, &whole_v));
    let (mut outer_h, mut outer_v) = (whole_h, whole_v);
    let mut inner: BTreeMap<(usize, usize), (Vec<Stroke>, Vec<Stroke>)> = BTreeMap::new();
    for stroke in part_h {
        match inside(&xs, stroke.from, stroke.to).zip(slot(&ys, stroke.at)) {
            Some((col, row)) => inner.entry((row, col)).or_default().0.push(stroke),
            None => outer_h.push(stroke),
        }
    }
    for stroke in part_v {
        match slot(&xs, stroke.at).zip(inside(&ys, stroke.from, stroke.to)) {
            Some((col, row)) => inner.entry((row, col)).or_default().1.push(stroke),
            None => outer_v.push(stroke),
        }
    }
    let mut tables = Vec::new();
    for ((row, col), (h, v)) in inner {
        match framed(h, v, (xs[col], xs[col + 1]), (ys[row], ys[row + 1])) {
            Ok(table) => tables.extend(table),
            Err((h, v)) => {
                outer_h.extend(h);
                outer_v.extend(v);
            }
        }
    }
    let mut outer = grid(&outer_h, &outer_v)?;
    for table in tables {
        if let Some(cell) = outer.cell_at(f32::midpoint(table.x0(), table.x1()), f32::midpoint(table.y0(), table.y1())) {
            outer.nested.push((cell, table));
        }
    }
    Some(outer)
}

/// Lines that reach over (nearly) all of the table, and the others.
fn by_length(strokes: Vec<Stroke>) -> (Vec<Stroke>, Vec<Stroke>) {
    let from = strokes.iter().map(|s| s.from).fold(f32::MAX, f32::min);
    let to = strokes.iter().map(|s| s.to).fold(f32::MIN, f32::max);
    strokes.into_iter().partition(|s| s.to - s.from >= 0.97 * (to - from))
}

/// The slot between two edges that a stretch stays in.
fn inside(edges: &[f32], from: f32, to: f32) -> Option<usize> {
    edges.windows(2).position(|w| w[0] - SNAP <= from && to <= w[1] + SNAP)
}

type Strokes = (Vec<Stroke>, Vec<Stroke>);

/// A table inside a cell, which leaves room above or below for the cell's text; else its lines divide the cell.
fn framed(mut h: Vec<Stroke>, mut v: Vec<Stroke>, x: (f32, f32), y: (f32, f32)) -> Result<Option<Grid>, Strokes> {
    const ROOM: f32 = 6.0;
    let top = v.iter().map(|s| s.from).fold(f32::MAX, f32::min);
    let bottom = v.iter().map(|s| s.to).fold(f32::MIN, f32::max);
    if h.is_empty() || v.is_empty() || (top - y.0).max(y.1 - bottom) < ROOM {
        return Err((h, v));
    }
    let missing = |strokes: &[Stroke], at: f32| !strokes.iter().any(|s| (s.at - at).abs() <= 2.0 * SNAP);
    for at in [top, bottom] {
        if missing(&h, at) {
            h.push(Stroke { at, from: x.0, to: x.1 });
        }
    }
    for at in [x.0, x.1] {
        if missing(&v, at) {
            v.push(Stroke { at, from: top, to: bottom });
        }
    }
    Ok(grid(&h, &v))
}

/// The cells between the lines; missing lines make cells that span.
fn grid(horizontal: &[Stroke], vertical: &[Stroke]) -> Option<Grid> {
    const MOST_CELLS: usize = 20_000;
    const FREE: usize = usize::MAX;
    let xs = edges(vertical, horizontal);
    let ys = edges(horizontal, vertical);
    if xs.len() < 2 || ys.len() < 2 || (xs.len() - 1) * (ys.len() - 1) > MOST_CELLS {
        return None;
    }
    let (cols, rows) = (xs.len() - 1, ys.len() - 1);
    let covers = |strokes: &[Stroke], at: f32, from: f32, to: f32| {
        let middle = f32::midpoint(from, to);
        strokes.iter().any(|s| (s.at - at).abs() <= SNAP && s.from <= middle && middle <= s.to)
    };
    let right_open = |row: usize, col: usize| !covers(vertical, xs[col + 1], ys[row], ys[row + 1]);
    let bottom_open = |row: usize, col: usize| !covers(horizontal, ys[row + 1], xs[col], xs[col + 1]);
    let mut slots = vec![FREE; rows * cols];
    let mut cells = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if slots[row * cols + col] != FREE {
                continue;
            }
            let mut col_span = 1;
            while col + col_span < cols && right_open(row, col + col_span - 1) && slots[row * cols + col + col_span] == FREE {
                col_span += 1;
            }
            let mut row_span = 1;
            while row + row_span < rows && (col..col + col_span).all(|c| bottom_open(row + row_span - 1, c)) {
                row_span += 1;
            }
            for r in row..row + row_span {
                for c in col..col + col_span {
                    slots[r * cols + c] = cells.len();
                }
            }
            cells.push(GridCell { row, col, row_span, col_span });
        }
    }
    Some(Grid { xs, ys, cells, slots, nested: Vec::new() })
}

/// Where the lines of one direction stand; the ends of the lines across count too where a frame is left open.
fn edges(strokes: &[Stroke], across: &[Stroke]) -> Vec<f32> {
    const BEYOND: f32 = 6.0;
    let mut at: Vec<f32> = strokes.iter().map(|s| s.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|b, a| *b - *a <= SNAP);
    let (Some(first), Some(last)) = (at.first().copied(), at.last().copied()) else { return at };
    if across.iter().filter(|s| s.to > last + BEYOND).count() >= 2 {
        at.push(across.iter().map(|s| s.to).fold(last, f32::max));
    }
    if across.iter().filter(|s| s.from < first - BEYOND).count() >= 2 {
        at.insert(0, across.iter().map(|s| s.from).fold(first, f32::min));
    }
    at
}
