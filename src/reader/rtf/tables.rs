//! Tables of rich text: rows are paragraphs with cell ends in them, and each row says anew where its cells end.

use crate::reader::rich::content::{Block, Cell, Table};

/// Cell ends closer than this, in twentieths of a point, are the same column's.
const TOLERANCE: i32 = 30;
const MAX_COLUMNS: usize = 200;

/// What a row says of one of its cells.
#[derive(Debug, Clone, Copy, Default)]
pub struct CellEnd {
    /// Right edge, in twentieths of a point.
    pub right: i32,
    /// Goes on with the cell above.
    pub below: bool,
    /// Goes on with the cell to its left.
    pub beside: bool,
}

/// How the present row is laid out; the next one is like it unless it says otherwise.
#[derive(Debug, Clone, Default)]
pub struct RowLayout {
    pub ends: Vec<CellEnd>,
    /// Of the cell whose end comes next.
    pub next: CellEnd,
    pub is_header: bool,
}

/// A table being read.
#[derive(Debug, Default)]
pub struct OpenTable {
    rows: Vec<Row>,
    cells: Vec<Vec<Block>>,
    /// The present cell.
    pub blocks: Vec<Block>,
}

#[derive(Debug)]
struct Row {
    cells: Vec<Vec<Block>>,
    layout: RowLayout,
}

impl OpenTable {
    pub fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.blocks));
    }

    pub fn end_row(&mut self, layout: &RowLayout) {
        if !self.blocks.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.rows.push(Row { cells, layout: layout.clone() });
        }
    }

    /// The table; none if there are no words in it.
    pub fn finish(mut self, layout: &RowLayout) -> Option<Block> {
        self.end_row(layout);
        let edges = self.edges();
        let mut table = Table { rows: self.rows.len(), cols: 1, ..Table::default() };
        table.header_rows = self.rows.iter().take_while(|r| r.layout.is_header).count();
        for (row, Row { cells, layout }) in self.rows.into_iter().enumerate() {
            place_row(&mut table, row, cells, &layout, &edges);
        }
        let has_words = table.cells.iter().any(|c| !c.blocks.is_empty());
        has_words.then_some(Block::Table(table))
    }

    /// Right edges of all columns.
    fn edges(&self) -> Vec<i32> {
        let mut all: Vec<i32> = self.rows.iter().flat_map(|r| r.layout.ends.iter().take(r.cells.len())).map(|e| e.right).collect();
        all.sort_unstable();
        all.dedup_by(|b, a| *b - *a < TOLERANCE);
        all.truncate(MAX_COLUMNS);
        all
    }
}

fn place_row(table: &mut Table, row: usize, cells: Vec<Vec<Block>>, layout: &RowLayout, edges: &[i32]) {
    let mut col = 0;
    for (nth, blocks) in cells.into_iter().enumerate() {
        let end = layout.ends.get(nth).copied().unwrap_or_default();
        let edge = layout.ends.get(nth).and_then(|end| edges.iter().position(|e| end.right - e < TOLERANCE));
        let next = edge.map_or(col + 1, |e| e + 1).max(col + 1);
        let above = || table.cells.iter().rposition(|c| c.col == col && c.row < row);
        let joined = if end.beside {
            table.cells.iter().rposition(|c| c.row == row)
        } else if end.below {
            above()
        } else {
            None
        };
        if let Some(cell) = joined.and_then(|at| table.cells.get_mut(at)) {
            cell.row_span = cell.row_span.max(row + 1 - cell.row);
            cell.col_span = cell.col_span.max(next - cell.col);
            cell.blocks.extend(blocks);
        } else {
            table.cells.push(Cell { row, col, row_span: 1, col_span: next - col, blocks });
        }
        col = next;
    }
    table.cols = table.cols.max(col);
}
