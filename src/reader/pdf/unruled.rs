//! Tables without rules: rows told by white space and by what stands in them.

use super::lines::{Line, Piece, Sheet};
use super::order::Element;
use super::tables::{Draft, DraftCell, is_numeric};

/// A table of pieces by strip and column. Rows begin where the white between strips is wide, or else where the first
/// column or most columns have text.
pub fn unruled(pieces: Vec<(usize, usize, Piece)>, edges: &[(f32, f32)], sheet: Sheet, column: u32) -> Draft {
    let strips = pieces.iter().map(|p| p.0 + 1).max().unwrap_or(0);
    let row_of = unruled_rows(&pieces, strips, edges.len());
    let rows = row_of.last().map_or(0, |r| r + 1);
    let (mut y0, mut y1) = (f32::MAX, f32::MIN);
    let mut lines: Vec<Vec<Vec<Piece>>> = (0..strips).map(|_| (0..edges.len()).map(|_| Vec::new()).collect()).collect();
    for (strip, col, piece) in pieces {
        y0 = y0.min(piece.top());
        y1 = y1.max(piece.bottom());
        lines[strip][col].push(piece);
    }
    let mut cells: Vec<DraftCell> = (0..rows * edges.len())
        .map(|i| DraftCell { row: i / edges.len(), col: i % edges.len(), row_span: 1, col_span: 1, elements: Vec::new() })
        .collect();
    for (strip, columns) in lines.into_iter().enumerate() {
        for (col, pieces) in columns.into_iter().enumerate() {
            cells[row_of[strip] * edges.len() + col]
                .elements
                .extend(Line::new(pieces, edges[col].0, edges[col].1, column, sheet).map(Element::Line));
        }
    }
    set_right_edges(&mut cells, edges.len());
    let (x0, x1) = (edges.first().map_or(0.0, |e| e.0), edges.last().map_or(0.0, |e| e.1));
    Draft { x0, x1, y0, y1, rows, cols: edges.len(), cells, sheet, edges: edges.iter().map(|e| e.0).collect() }
}

/// What tells where an unruled table's rows begin, strip by strip.
struct Tracks {
    base: Vec<f32>,
    filled: Vec<Vec<bool>>,
    /// A column of numbers has one here.
    number: Vec<bool>,
    /// The first column's text begins with a small letter or a parenthesis.
    lower: Vec<bool>,
}

impl Tracks {
    fn new(pieces: &[(usize, usize, Piece)], strips: usize, columns: usize) -> Self {
        let mut numeric = vec![(0, 0); columns];
        for (_, col, piece) in pieces {
            numeric[*col].0 += usize::from(is_numeric(&piece.words));
            numeric[*col].1 += 1;
        }
        let numeric: Vec<bool> = numeric.into_iter().map(|(numbers, all)| numbers >= 3 && numbers * 10 >= all * 7).collect();
        let mut tracks = Self {
            base: vec![f32::MIN; strips],
            filled: vec![vec![false; columns]; strips],
            number: vec![false; strips],
            lower: vec![false; strips],
        };
        for (strip, col, piece) in pieces {
            tracks.base[*strip] = tracks.base[*strip].max(piece.base);
            tracks.filled[*strip][*col] = true;
            tracks.number[*strip] |= numeric[*col] && is_numeric(&piece.words);
            tracks.lower[*strip] |=
                *col == 0 && piece.words.first().is_some_and(|w| w.text.starts_with(|c: char| c.is_lowercase() || c == '('));
        }
        tracks
    }

    /// Whether the white before a strip is wide, where white comes in two kinds and every row holds one number at most a column.
    fn gaps(&self) -> Option<Vec<bool>> {
        let gaps: Vec<f32> = self.base.windows(2).map(|w| w[1] - w[0]).collect();
        let tightest = gaps.iter().copied().filter(|g| *g > 0.0).fold(f32::MAX, f32::min);
        let wide: Vec<bool> = gaps.iter().map(|g| *g > 1.25 * tightest).collect();
        let count = wide.iter().filter(|w| **w).count();
        let mut numbers = usize::from(self.number.first() == Some(&true));
        for (number, wide) in self.number.iter().skip(1).zip(&wide) {
            numbers = usize::from(*number) + if *wide { 0 } else { numbers };
            if numbers > 1 {
                return None;
            }
        }
        (count > 0 && count < wide.len() && count * 4 >= wide.len()).then_some(wide)
    }

    fn begins(&self, strip: usize) -> bool {
        let count = |s: usize| self.filled[s].iter().filter(|f| **f).count();
        let goes_on = self.lower[strip] && count(strip - 1) == 1 && self.filled[strip - 1][0];
        !goes_on && (self.filled[strip][0] || count(strip) * 2 > self.filled[strip].len())
    }
}

/// The row each strip belongs to.
fn unruled_rows(pieces: &[(usize, usize, Piece)], strips: usize, columns: usize) -> Vec<usize> {
    let tracks = Tracks::new(pieces, strips, columns);
    let gaps = tracks.gaps();
    let mut row = 0;
    let mut out = vec![0; strips];
    for (i, of) in out.iter_mut().enumerate().skip(1) {
        row += usize::from(gaps.as_ref().map_or_else(|| tracks.begins(i), |wide| wide[i - 1]));
        *of = row;
    }
    out
}

/// A cell's text breaks where its column's longest line ends.
pub fn set_right_edges(cells: &mut [DraftCell], columns: usize) {
    for col in 0..columns {
        let mine = |c: &&mut DraftCell| c.col == col && c.col_span == 1;
        let widest = cells.iter_mut().filter(mine).flat_map(|c| c.lines()).map(|l| l.x1).fold(f32::MIN, f32::max);
        let leftmost = cells.iter_mut().filter(mine).flat_map(|c| c.lines()).map(|l| l.x0).fold(f32::MAX, f32::min);
        for line in cells.iter_mut().filter(mine).flat_map(DraftCell::lines_mut) {
            line.right = widest;
            line.left = leftmost;
        }
    }
}
