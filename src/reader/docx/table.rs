//! Tables: rows and cells on a grid, with merged cells as one.

use super::ReadError;
use super::content::{Block, Cell, Table};
use super::story::{Context, read_blocks};
use super::xml::{Token, Xml};
use std::collections::HashMap;

/// Word's own limit is 63 columns.
const MAX_COLUMNS: usize = 1000;

#[derive(Default)]
struct RowProperties {
    /// Grid columns left empty before the first cell.
    before: usize,
    header: bool,
    deleted: bool,
}

#[derive(Debug, Default)]
pub struct CellProperties {
    /// Grid columns; 0 and 1 are the same.
    span: usize,
    /// Goes on with the cell above.
    continues_above: bool,
    /// Goes on with the cell to its left (a form older files use).
    continues_left: bool,
    deleted: bool,
}

/// A table being read: where the next cell goes.
#[derive(Default)]
struct Grid {
    table: Table,
    /// Index of the last cell that began at a column.
    above: HashMap<usize, usize>,
    col: usize,
    in_header: bool,
}

/// Reads the `w:tbl` opened last.
pub fn read(context: &mut Context, xml: &mut Xml<'_>) -> Result<Table, ReadError> {
    let mut grid = Grid { in_header: true, ..Grid::default() };
    let depth = xml.depth();
    loop {
        match xml.next()? {
            Token::Open(element) if element.name() == "tr" => read_row(context, xml, &mut grid)?,
            Token::Open(element) => drop(context.handle_wrapper(&element, xml)?),
            Token::Close if xml.depth() < depth => break,
            Token::End => break,
            Token::Close | Token::Text(_) => {}
        }
    }
    Ok(grid.table)
}

fn read_row(context: &mut Context, xml: &mut Xml<'_>, grid: &mut Grid) -> Result<(), ReadError> {
    grid.col = 0;
    let mut properties = RowProperties::default();
    let first_cell = grid.table.cells.len();
    let depth = xml.depth();
    loop {
        let element = match xml.next()? {
            Token::Open(element) => element,
            Token::Close if xml.depth() < depth => break,
            Token::End => break,
            Token::Close | Token::Text(_) => continue,
        };
        match element.name() {
            "trPr" if grid.table.cells.len() == first_cell => {
                properties = read_row_properties(context, xml)?;
                grid.col = properties.before;
            }
            "tc" if properties.deleted => xml.skip()?,
            "tc" => read_cell(context, xml, grid)?,
            _ => drop(context.handle_wrapper(&element, xml)?),
        }
    }
    if !properties.deleted {
        grid.table.rows += 1;
        grid.in_header &= properties.header && grid.table.cells.len() > first_cell;
        grid.table.header_rows += usize::from(grid.in_header);
    }
    Ok(())
}

fn read_row_properties(context: &mut Context, xml: &mut Xml<'_>) -> Result<RowProperties, ReadError> {
    let mut out = RowProperties::default();
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "gridBefore" => out.before = element.number::<usize>().unwrap_or(0).min(MAX_COLUMNS),
            "tblHeader" => out.header = element.is_on(),
            "hidden" if element.is_on() => {
                context.noticed.hidden += 1;
                out.deleted = true;
            }
            "del" => {
                context.noticed.deletions += 1;
                out.deleted = true;
            }
            "ins" => context.noticed.insertions += 1,
            "trPrChange" => xml.skip()?,
            _ => {}
        }
    }
    Ok(out)
}

fn read_cell(context: &mut Context, xml: &mut Xml<'_>, grid: &mut Grid) -> Result<(), ReadError> {
    context.count_block()?;
    context.cells.push(CellProperties::default());
    let blocks = read_blocks(context, xml)?;
    let properties = context.cells.pop().unwrap_or_default();
    place(grid, &properties, if properties.deleted { Vec::new() } else { blocks });
    Ok(())
}

/// Puts a cell on the grid, or its blocks into the cell it goes on with.
fn place(grid: &mut Grid, properties: &CellProperties, blocks: Vec<Block>) {
    let span = properties.span.clamp(1, MAX_COLUMNS);
    let col = grid.col.min(MAX_COLUMNS);
    let row = grid.table.rows;
    grid.col = col + span;
    grid.table.cols = grid.table.cols.max(grid.col);
    let left = grid.table.cells.len().checked_sub(1).filter(|_| properties.continues_left);
    let above = grid.above.get(&col).copied().filter(|_| properties.continues_above);
    if let Some(cell) = left.or(above).and_then(|index| grid.table.cells.get_mut(index)) {
        cell.row_span = cell.row_span.max(row + 1 - cell.row);
        cell.col_span = cell.col_span.max(grid.col - cell.col);
        cell.blocks.extend(blocks);
    } else {
        grid.above.insert(col, grid.table.cells.len());
        grid.table.cells.push(Cell { row, col, row_span: 1, col_span: span, blocks });
    }
}

impl CellProperties {
    /// Reads the `w:tcPr` opened last.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut out = Self { span: 1, ..Self::default() };
        let depth = xml.depth();
        while let Some(element) = xml.next_inside(depth)? {
            let continues = || element.val().is_none_or(|v| v != "restart");
            match element.name() {
                "gridSpan" => out.span = element.number().unwrap_or(1),
                "vMerge" => out.continues_above = continues(),
                "hMerge" => out.continues_left = continues(),
                "cellDel" => out.deleted = true,
                "tcPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(out)
    }
}
