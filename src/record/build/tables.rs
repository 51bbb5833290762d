//! Data tables as header and rows, and cell by cell.

use super::super::{Cell, Table};
use super::{Border, section_key};
use crate::document::{self, BlockKind};
use crate::template::{DataTable, Structure};

/// A grid wider than this is hostile or broken; its cells are listed all the same, only `rows` stops here.
const MOST_COLUMNS: usize = 1000;

pub(super) fn tables(border: &Border<'_>, structure: &Structure) -> Vec<Table> {
    let grids = border.document.tables();
    let grid = |index: usize| grids.get(index).and_then(|b| if let BlockKind::Table(t) = &b.kind { Some(t) } else { None });
    let known = structure.tables.iter().enumerate().filter_map(|(i, data)| Some((i, data, grid(data.table)?)));
    known.map(|(i, data, grid)| table(border, i, data, grid)).collect()
}

fn table(border: &Border<'_>, index: usize, data: &DataTable, grid: &document::Table) -> Table {
    let text = |c: &document::Cell| border.document.slice(c.span).to_owned();
    // Counted from the cells: what the format says of the grid's size may be wrong.
    let rows = grid.cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    let cols = grid.cells.iter().map(|c| c.col + 1).max().unwrap_or(0).min(MOST_COLUMNS);
    let head = data.header_rows.min(rows);
    let mut header = vec![Vec::new(); if head > 0 { cols } else { 0 }];
    let mut body = vec![vec![String::new(); cols]; rows - head];
    for cell in grid.cells.iter().filter(|c| c.col < cols) {
        if cell.row < head {
            let over = header.iter_mut().skip(cell.col).take(cell.col_span.max(1));
            over.filter(|_| !cell.span.is_empty()).for_each(|h| h.push(text(cell)));
        } else {
            body[cell.row - head][cell.col] = text(cell);
        }
    }
    Table {
        key: table_key(index),
        section: data.section.map(section_key),
        header: header.into_iter().map(|h| h.join(" ")).collect(),
        rows: body,
        cells: grid.cells.iter().map(|c| record_cell(border, c, c.row < head)).collect(),
    }
}

fn record_cell(border: &Border<'_>, cell: &document::Cell, header: bool) -> Cell {
    Cell {
        row: cell.row,
        col: cell.col,
        row_span: cell.row_span,
        col_span: cell.col_span,
        header,
        text: border.document.slice(cell.span).to_owned(),
        span: border.span(cell.span),
        places: border.places(cell.span),
    }
}

/// The key of data table number `index`.
pub(super) fn table_key(index: usize) -> String {
    format!("t{}", index + 1)
}
