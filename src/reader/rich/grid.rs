//! Cells put on a table's grid, where merged cells above leave room for them.

use super::content::{Block, Cell, Table};

/// Word's own limit is 63 columns; spreadsheets pasted into a page have more.
const MAX_COLUMNS: usize = 1000;

/// A table being put together, a row after the other.
#[derive(Debug, Default)]
pub struct Grid {
    table: Table,
    col: usize,
    /// For each column, the rows that a cell above still takes (the present one included).
    taken: Vec<usize>,
    /// Every row so far was a header.
    past_header: bool,
}

impl Grid {
    /// A cell goes to the next free columns of the present row.
    pub fn push(&mut self, row_span: usize, col_span: usize, blocks: Vec<Block>) {
        while self.taken.get(self.col).is_some_and(|rows| *rows > 0) {
            self.col += 1;
        }
        let col = self.col.min(MAX_COLUMNS);
        let (row_span, col_span) = (row_span.clamp(1, 65_534), col_span.clamp(1, MAX_COLUMNS));
        self.col = col + col_span;
        if self.taken.len() < self.col {
            self.taken.resize(self.col, 0);
        }
        self.taken[col..self.col].fill(row_span);
        self.table.cols = self.table.cols.max(self.col);
        self.table.cells.push(Cell { row: self.table.rows, col, row_span, col_span, blocks });
    }

    /// The present row has all its cells.
    pub fn end_row(&mut self, is_header: bool) {
        self.past_header |= !is_header;
        self.table.header_rows += usize::from(!self.past_header);
        self.table.rows += 1;
        self.col = 0;
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// Whether the present row has cells already.
    pub fn is_in_row(&self) -> bool {
        self.col > 0
    }

    /// The table, unless there are no words in it. Cells end with the table's last row at the latest.
    pub fn finish(mut self) -> Option<Block> {
        if self.is_in_row() {
            self.end_row(false);
        }
        let rows = self.table.rows;
        self.table.cells.iter_mut().for_each(|c| c.row_span = c.row_span.min(rows - c.row));
        let has_words = self.table.cells.iter().any(|c| !c.blocks.is_empty());
        has_words.then_some(Block::Table(self.table))
    }
}
