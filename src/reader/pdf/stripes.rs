//! Tables with every other row painted: the painted rows are frames with the same columns, the rows between them have none.

use super::grids::{Grid, GridCell, SNAP};
use super::words::{Row, Word};

/// More text lines between two painted rows are no row of a table.
const MOST_LINES: usize = 6;

/// Joins frames of the same columns, one below the other, with the rows of words between them.
pub fn joined(mut grids: Vec<Grid>, rows: &[Row]) -> Vec<Grid> {
    grids.sort_by(|a, b| a.y0().total_cmp(&b.y0()));
    let mut out: Vec<Grid> = Vec::new();
    let mut parts: Vec<Stripes> = Vec::new();
    for grid in grids {
        match parts.iter_mut().rev().find_map(|p| p.between(&grid, rows).map(|between| (p, between))) {
            Some((part, between)) => part.join(grid, between),
            None if grid.nested.is_empty() => parts.push(Stripes { grids: vec![grid], between: Vec::new() }),
            None => out.push(grid),
        }
    }
    out.extend(parts.into_iter().flat_map(Stripes::finish));
    out
}

/// Frames of one table from top to bottom, and for the row between each and the next the columns its words run over.
struct Stripes {
    grids: Vec<Grid>,
    between: Vec<Vec<(usize, usize)>>,
}

impl Stripes {
    /// The columns of the row between the last frame and the next; none if it is no row of this table.
    fn between(&self, next: &Grid, rows: &[Row]) -> Option<Vec<(usize, usize)>> {
        let last = self.grids.last()?;
        let widest = self.grids.iter().max_by_key(|g| g.cols())?;
        let near = |a: f32, b: f32| (a - b).abs() <= SNAP;
        let same = next.cols() == widest.cols() && next.xs.iter().zip(&widest.xs).all(|(a, b)| near(*a, *b));
        if !same || next.cols() < 2 || !next.nested.is_empty() || next.y0() < last.y1() + SNAP {
            return None;
        }
        let (x0, x1, y0, y1) = (next.x0(), next.x1(), last.y1(), next.y0());
        let inside = |w: &&Word| (x0..=x1).contains(&w.middle().0) && (y0..=y1).contains(&w.middle().1);
        let lines: Vec<Vec<&Word>> =
            rows.iter().map(|r| r.words.iter().filter(inside).collect()).filter(|l: &Vec<_>| !l.is_empty()).collect();
        if lines.is_empty() || lines.len() > MOST_LINES {
            return None;
        }
        let inner = &next.xs[1..next.xs.len() - 1];
        let open: Vec<bool> = inner.iter().map(|x| lines.iter().any(|l| crosses(l, *x))).collect();
        let mut columns = vec![(0, 1)];
        for (col, open) in (1..).zip(&open) {
            match columns.last_mut() {
                Some(last) if *open => last.1 += 1,
                _ => columns.push((col, 1)),
            }
        }
        let filled = |c: &(usize, usize)| {
            let (from, to) = (next.xs[c.0], next.xs[c.0 + c.1]);
            lines.iter().flatten().any(|w| (from..to).contains(&w.middle().0))
        };
        (columns.iter().filter(|c| filled(c)).count() >= 2).then_some(columns)
    }

    fn join(&mut self, grid: Grid, between: Vec<(usize, usize)>) {
        self.grids.push(grid);
        self.between.push(between);
    }

    fn finish(self) -> Vec<Grid> {
        if self.between.is_empty() {
            return self.grids;
        }
        let mut ys: Vec<f32> = Vec::new();
        let mut cells: Vec<GridCell> = Vec::new();
        let mut xs: Vec<f32> = Vec::new();
        let mut between = self.between.into_iter();
        for grid in self.grids {
            if !ys.is_empty() {
                let row = ys.len() - 1;
                let columns = between.next().unwrap_or_default();
                cells.extend(columns.into_iter().map(|(col, col_span)| GridCell { row, col, row_span: 1, col_span }));
            }
            let above = ys.len();
            cells.extend(grid.cells.iter().map(|c| GridCell { row: c.row + above, ..*c }));
            ys.extend(&grid.ys);
            xs = grid.xs;
        }
        vec![Grid::of(xs, ys, cells)]
    }
}

/// Whether a line of words runs over an edge without the gap that parts cells.
fn crosses(line: &[&Word], x: f32) -> bool {
    let inside = line.iter().any(|w| w.x0 < x - 1.0 && w.x1 > x + 1.0);
    inside || line.windows(2).any(|w| w[0].x1 <= x + 1.0 && w[1].x0 >= x - 1.0 && w[1].x0 - w[0].x1 < 0.4 * w[0].size)
}
