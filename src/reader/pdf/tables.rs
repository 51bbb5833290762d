//! Tables before they are written, and those in ruled frames.

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

    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
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
