//! Tables: from ruled grids, and from the way short texts line up where nothing is ruled.

use super::grids::Grid;
use super::lines::{Line, Piece, Sheet};
use super::order::Element;
use super::words::{Row, Word};

/// A table before its cells' lines are made paragraphs.
#[derive(Debug, Clone)]
pub struct Draft {
    pub x0: f32,
    pub x1: f32,
    pub y0: f32,
    pub y1: f32,
    pub rows: usize,
    pub cols: usize,
    pub cells: Vec<DraftCell>,
    pub sheet: Sheet,
    /// Left edges of the columns, to tell whether a table on the next page goes on.
    pub edges: Vec<f32>,
}

#[derive(Debug, Clone)]
pub struct DraftCell {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    /// Its lines, and tables inside it.
    pub elements: Vec<Element>,
}

impl DraftCell {
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.elements.iter().filter_map(|e| if let Element::Line(line) = e { Some(line) } else { None })
    }

    fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.elements.iter_mut().filter_map(|e| if let Element::Line(line) = e { Some(line) } else { None })
    }
}

impl Draft {
    pub fn row_cells(&self, row: usize) -> impl Iterator<Item = &DraftCell> {
        self.cells.iter().filter(move |c| c.row == row)
    }

    /// A row's words, to compare header rows.
    pub fn row_text(&self, row: usize) -> Vec<String> {
        self.row_cells(row).map(|c| c.lines().map(Line::text).collect::<Vec<_>>().join(" ")).collect()
    }
}

impl Draft {
    /// Whether only the head or the columns are ruled: one cell holds a whole column of numbers.
    pub fn is_half_ruled(&self) -> bool {
        const LINES: usize = 4;
        let column = |c: &&DraftCell| {
            let all = c.lines().count();
            let numbers = c.lines().filter(|l| is_numeric(&l.words)).count();
            all >= LINES && numbers * 10 >= all * 8
        };
        let beside = |c: &DraftCell| {
            let lines: Vec<f32> = c.lines().map(|l| l.base).collect();
            let others = self.row_cells(c.row).filter(|o| o.col != c.col).flat_map(DraftCell::lines);
            let level = others.filter(|l| lines.iter().any(|b| (b - l.base).abs() < 1.0)).count();
            level >= LINES.min(lines.len())
        };
        self.cells.iter().filter(column).any(beside)
    }

    /// Its words as rows of the page.
    pub fn into_rows(self) -> Vec<Row> {
        let lines = self.cells.into_iter().flat_map(|c| c.elements).filter_map(|e| if let Element::Line(l) = e { Some(l) } else { None });
        let mut words: Vec<Word> = lines.flat_map(|l| l.words).collect();
        words.sort_by(|a, b| a.base.total_cmp(&b.base));
        let mut rows: Vec<Row> = Vec::new();
        for word in words {
            match rows.last_mut() {
                Some(row) if word.base - row.base <= 0.2 * word.size => row.words.push(word),
                _ => rows.push(Row { base: word.base, words: vec![word] }),
            }
        }
        for row in &mut rows {
            row.words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        }
        rows
    }

    /// Takes off a first row that is one cell over all columns: a heading in the table's frame.
    pub fn take_title(&mut self) -> Vec<Element> {
        let first = self.cells.iter().position(|c| c.row == 0 && c.row_span == 1 && c.col_span == self.cols && !c.elements.is_empty());
        let Some(title) = first.filter(|_| self.rows > 1 && self.cols > 1) else { return Vec::new() };
        let title = self.cells.remove(title).elements;
        for cell in &mut self.cells {
            cell.row -= 1;
        }
        self.rows -= 1;
        title
    }
}

/// A few words without letters, but for units.
pub fn is_numeric(words: &[Word]) -> bool {
    words.len() <= 3 && words.iter().all(|w| !w.text.chars().any(char::is_alphabetic) || w.text.len() <= 3)
}

/// A cell's line in one strip of a band.
#[derive(Debug, Clone, Copy)]
pub struct CellLine {
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
    pub words: usize,
    pub numeric: bool,
}

/// One strip of a band, column by column.
#[derive(Debug, Clone)]
pub struct StripCells {
    pub cells: Vec<Option<CellLine>>,
    /// A table stands in it: then this is no table itself.
    pub table: bool,
}

/// Whether columns side by side are read one after the other or row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Columns,
    /// The strips `first..=last` are a table.
    Table {
        first: usize,
        last: usize,
    },
}

pub fn shape(strips: &[StripCells], edges: &[(f32, f32)]) -> Shape {
    let filled = |s: &StripCells| s.cells.iter().flatten().count();
    let (Some(first), Some(last)) = (strips.iter().position(|s| filled(s) >= 2), strips.iter().rposition(|s| filled(s) >= 2)) else {
        return Shape::Columns;
    };
    let body = &strips[first..=last];
    if body.iter().any(|s| s.table) || !lines_up(body) {
        return Shape::Columns;
    }
    let prose = edges.iter().enumerate().filter(|(c, e)| is_prose(body, *c, **e)).count();
    let starts = starts_line_up(body, edges.len());
    if prose >= 2 && !starts || (prose == 1 && edges.len() == 2 && !starts && !short_column(body, edges)) {
        return Shape::Columns;
    }
    Shape::Table { first, last: last + continuation(&strips[last + 1..], body) }
}

/// Strips after the last full row that still belong to its cells: lines at the same distance.
fn continuation(rest: &[StripCells], body: &[StripCells]) -> usize {
    let base = |s: &StripCells| s.cells.iter().flatten().map(|c| c.base).fold(f32::MIN, f32::max);
    let Some(mut at) = body.last().map(base) else { return 0 };
    let mut count = 0;
    for strip in rest {
        let size = strip.cells.iter().flatten().map(|c| c.size).fold(0.0, f32::max);
        let here = base(strip);
        let in_first = strip.cells.first().is_some_and(Option::is_some);
        if here - at > if in_first { 0.9 } else { 1.35 } * size {
            break;
        }
        at = here;
        count += 1;
    }
    count
}

/// Most lines of the sparser columns stand beside a line of another column.
fn lines_up(body: &[StripCells]) -> bool {
    let both = body.iter().filter(|s| s.cells.iter().flatten().count() >= 2).count();
    let columns = body.first().map_or(0, |s| s.cells.len());
    let fewest = (0..columns).map(|c| body.iter().filter(|s| s.cells[c].is_some()).count()).filter(|n| *n > 0).min().unwrap_or(0);
    both >= 2 && both * 10 >= fewest * 8
}

/// A column of running text: its lines fill it and have several words.
fn is_prose(body: &[StripCells], column: usize, edge: (f32, f32)) -> bool {
    let lines: Vec<&CellLine> = body.iter().filter_map(|s| s.cells[column].as_ref()).collect();
    let width = lines.iter().map(|l| l.x1).fold(f32::MIN, f32::max) - edge.0.max(lines.iter().map(|l| l.x0).fold(f32::MAX, f32::min));
    let full = lines.iter().filter(|l| l.x1 - l.x0 > 0.75 * width && l.words >= 3).count();
    lines.len() >= 3 && full * 10 >= lines.len() * 6
}

/// A first column of short labels beside a column of text: a form.
fn short_column(body: &[StripCells], edges: &[(f32, f32)]) -> bool {
    let Some(labels) = edges.first() else { return false };
    let lines: Vec<&CellLine> = body.iter().filter_map(|s| s.cells[0].as_ref()).collect();
    let width = labels.1 - labels.0;
    lines.iter().filter(|l| l.words <= 4).count() * 10 >= lines.len() * 8 && width < 0.6 * edges.last().map_or(0.0, |e| e.1 - e.0)
}

/// Whether blocks of lines begin side by side in all columns: rows of cells with several lines.
fn starts_line_up(body: &[StripCells], columns: usize) -> bool {
    let starts: Vec<Vec<usize>> = (0..columns).map(|c| block_starts(body, c)).collect();
    let fewest = starts.iter().map(Vec::len).min().unwrap_or(0);
    let most = starts.iter().map(Vec::len).max().unwrap_or(0);
    if fewest < 2 || most > fewest + 1 + fewest / 2 {
        return false;
    }
    let common = starts[0].iter().filter(|s| starts[1..].iter().all(|other| other.contains(s))).count();
    common >= 2 && common * 10 >= fewest * 8
}

/// Strips where a column's text begins anew after a gap.
fn block_starts(body: &[StripCells], column: usize) -> Vec<usize> {
    let lines: Vec<(usize, CellLine)> = body.iter().enumerate().filter_map(|(i, s)| s.cells[column].map(|c| (i, c))).collect();
    let pitch = lines.windows(2).map(|w| w[1].1.base - w[0].1.base).filter(|g| *g > 0.0).fold(f32::MAX, f32::min);
    let mut out: Vec<usize> = lines.first().map(|l| l.0).into_iter().collect();
    out.extend(lines.windows(2).filter(|w| w[1].1.base - w[0].1.base > 1.2 * pitch).map(|w| w[1].0));
    out
}

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
    /// The first column's text begins with a small letter.
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
            tracks.lower[*strip] |= *col == 0 && piece.words.first().is_some_and(|w| w.text.starts_with(char::is_lowercase));
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

/// A ruled table from its grid and the words in its cells.
pub fn ruled(grid: &Grid, words: Vec<Word>, sheet: Sheet, column: &mut u32) -> Draft {
    let mut by_cell: Vec<Vec<Piece>> = grid.cells.iter().map(|_| Vec::new()).collect();
    let mut nested: Vec<Vec<Word>> = grid.nested.iter().map(|_| Vec::new()).collect();
    for word in words {
        let (x, y) = word.middle();
        if let Some(inner) = grid.nested.iter().position(|(_, g)| g.contains(x, y)) {
            nested[inner].push(word);
        } else if let Some(cell) = grid.cell_at(x, y) {
            by_cell[cell].push(Piece::from(word));
        }
    }
    let mut cells = Vec::new();
    for (cell, pieces) in grid.cells.iter().zip(by_cell) {
        *column += 1;
        let (left, right) = (grid.xs[cell.col], grid.xs[cell.col + cell.col_span]);
        let elements = cell_lines(pieces, left, right, *column, sheet).into_iter().map(Element::Line).collect();
        cells.push(DraftCell { row: cell.row, col: cell.col, row_span: cell.row_span, col_span: cell.col_span, elements });
    }
    for ((cell, inner), words) in grid.nested.iter().zip(nested).filter(|(_, words)| !words.is_empty()) {
        let elements = &mut cells[*cell].elements;
        let at = elements.iter().position(|e| matches!(e, Element::Line(l) if l.base > inner.y0())).unwrap_or(elements.len());
        elements.insert(at, Element::Table(ruled(inner, words, sheet, column)));
    }
    *column += 1;
    let mut draft = Draft {
        x0: grid.x0(),
        x1: grid.x1(),
        y0: grid.y0(),
        y1: grid.y1(),
        rows: grid.rows(),
        cols: grid.cols(),
        cells,
        sheet,
        edges: grid.xs.clone(),
    };
    inset(&mut draft);
    drop_empty_tracks(&mut draft);
    draft
}

/// A ruled cell's text keeps as far from its right border as from its left one.
fn inset(draft: &mut Draft) {
    const MOST: f32 = 12.0;
    let gap = |c: &DraftCell| c.lines().map(|l| l.x0 - l.left).filter(|g| *g >= 0.0).fold(MOST, f32::min);
    let padding = draft.cells.iter().filter(|c| !c.elements.is_empty()).map(gap).fold(MOST, f32::min);
    for line in draft.cells.iter_mut().flat_map(DraftCell::lines_mut) {
        line.right = (line.right - padding).max(line.x1);
        line.left = (line.left + padding).min(line.x0);
    }
}

/// Lines of a cell from top to bottom.
pub fn cell_lines(mut pieces: Vec<Piece>, left: f32, right: f32, column: u32, sheet: Sheet) -> Vec<Line> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(group) if piece.base - group[0].base <= 0.3 * piece.size.min(group[0].size) => group.push(piece),
            _ => groups.push(vec![piece]),
        }
    }
    groups.into_iter().filter_map(|g| Line::new(g, left, right, column, sheet)).collect()
}

/// Rows and columns without a word come from doubled borders and spacers.
fn drop_empty_tracks(draft: &mut Draft) {
    let mut row = 0;
    while row < draft.rows {
        let empty = draft.cells.iter().filter(|c| c.row == row).all(|c| c.elements.is_empty() && c.row_span == 1)
            && !draft.cells.iter().any(|c| c.row < row && c.row + c.row_span > row && c.row_span == 1);
        if empty {
            draft.cells.retain(|c| c.row != row);
            for cell in &mut draft.cells {
                if cell.row > row {
                    cell.row -= 1;
                } else if cell.row + cell.row_span > row {
                    cell.row_span -= 1;
                }
            }
            draft.rows -= 1;
        } else {
            row += 1;
        }
    }
}
