//! Tables of an OpenDocument text.

use super::story::{Context, read_blocks};
use crate::reader::ReadError;
use crate::reader::rich::content::Block;
use crate::reader::rich::grid::Grid;
use crate::reader::rich::xml::{Element, Xml};

/// Cells written once and meant several times: a text table has no more.
const MAX_REPEATED: usize = 64;

/// Reads the `table:table` opened last; none if it holds no words.
pub fn read(context: &mut Context, xml: &mut Xml<'_>) -> Result<Option<Block>, ReadError> {
    let mut grid = Grid::default();
    let depth = xml.depth();
    let mut header_at = None;
    while let Some(element) = xml.next_inside(depth)? {
        if header_at.is_some_and(|at| xml.depth() <= at) {
            header_at = None;
        }
        match element.name() {
            "table-header-rows" => header_at = Some(xml.depth()),
            "table-row" => read_row(context, xml, &mut grid, header_at.is_some())?,
            "table-source" | "title" | "desc" | "forms" | "shapes" => xml.skip()?,
            // Columns, groups of rows.
            _ => {}
        }
    }
    Ok(grid.finish())
}

fn read_row(context: &mut Context, xml: &mut Xml<'_>, grid: &mut Grid, is_header: bool) -> Result<(), ReadError> {
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "table-cell" => read_cell(context, xml, grid, &element)?,
            // What a merged cell lies over is not shown; the merged cell says how far it goes.
            _ => xml.skip()?,
        }
    }
    grid.end_row(is_header);
    Ok(())
}

fn read_cell(context: &mut Context, xml: &mut Xml<'_>, grid: &mut Grid, element: &Element<'_>) -> Result<(), ReadError> {
    let number = |name| element.attribute(name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
    let (rows, cols, repeated) = (number("number-rows-spanned"), number("number-columns-spanned"), number("number-columns-repeated"));
    context.count_block()?;
    // A list around the table does not number what stands in it.
    let lists = std::mem::take(&mut context.lists);
    let blocks = read_blocks(context, xml)?;
    context.lists = lists;
    for _ in 1..repeated.min(MAX_REPEATED) {
        context.count_block()?;
        grid.push(rows, cols, blocks.clone());
    }
    grid.push(rows, cols, blocks);
    Ok(())
}
