//! `casebook inspect --layout`: what the reader saw on a page, as text or drawn over it.

use super::error::CliError;
use crate::document::{BBox, Block, BlockKind, Document, Fragment, Span, Table};
use crate::reader::Drawing;
use std::io::{self, Write};

const WORD: [u8; 3] = [120, 160, 220];
const BLOCK: [u8; 3] = [30, 140, 60];
const ASIDE: [u8; 3] = [150, 150, 150];
const TABLE: [u8; 3] = [200, 40, 40];

/// Words, blocks and tables with their boxes in points from the top left; of one page or of all.
pub(super) fn print(out: &mut dyn Write, document: &Document, page: Option<u32>) -> io::Result<()> {
    if document.pages.is_empty() {
        return document.blocks.iter().try_for_each(|b| print_block(out, document, b, 0, 1));
    }
    for sheet in document.pages.iter().filter(|p| page.is_none_or(|n| n == p.number)) {
        writeln!(out, "page {}  {:.1} × {:.1} points", sheet.number, sheet.width, sheet.height)?;
        document.blocks.iter().try_for_each(|b| print_block(out, document, b, sheet.number, 1))?;
    }
    Ok(())
}

fn print_block(out: &mut dyn Write, document: &Document, block: &Block, page: u32, depth: usize) -> io::Result<()> {
    let whole = block.marker.map_or(block.span, |m| m.cover(block.span));
    if page > 0 && on_page(document, whole, page).next().is_none() {
        return Ok(());
    }
    let indent = "  ".repeat(depth);
    let flow = format!("{:?}", block.flow).to_lowercase();
    let place = place(document, whole, page);
    match &block.kind {
        BlockKind::Table(table) => {
            writeln!(out, "{indent}table of {} × {}, {flow}  {place}", table.rows, table.cols)?;
            print_cells(out, document, table, page, depth + 1)
        }
        kind => {
            let kind = if matches!(kind, BlockKind::ListItem) { "list item" } else { "paragraph" };
            writeln!(out, "{indent}{kind}, {flow}  {place}")?;
            for word in on_page(document, whole, page) {
                writeln!(out, "{indent}  {}  {}", boxed(word.bbox), document.slice(word.span))?;
            }
            if page == 0 {
                writeln!(out, "{indent}  {}", document.slice(whole))?;
            }
            Ok(())
        }
    }
}

fn print_cells(out: &mut dyn Write, document: &Document, table: &Table, page: u32, depth: usize) -> io::Result<()> {
    for cell in &table.cells {
        let indent = "  ".repeat(depth);
        writeln!(out, "{indent}cell {}, {}  {}", cell.row + 1, cell.col + 1, place(document, cell.span, page))?;
        cell.blocks.iter().try_for_each(|b| print_block(out, document, b, page, depth + 1))?;
    }
    Ok(())
}

/// The page with boxes over it: words, then blocks, then tables and their cells.
pub(super) fn draw(mut page: Drawing, document: &Document, number: u32) -> Result<Vec<u8>, CliError> {
    let mut outline = |bbox: Option<BBox>, color, thick| {
        if let Some(bbox) = bbox {
            page.outline(bbox, color, thick);
        }
    };
    for word in document.fragments.iter().filter(|f| f.page == number) {
        outline(word.bbox, WORD, 1);
    }
    for leaf in document.leaves() {
        let color = if leaf.block.flow == crate::document::Flow::Body { BLOCK } else { ASIDE };
        outline(cover(document, leaf.block.span, number), color, 1);
    }
    for block in document.tables() {
        let BlockKind::Table(table) = &block.kind else { continue };
        for cell in &table.cells {
            outline(cover(document, cell.span, number), TABLE, 1);
        }
        outline(cover(document, block.span, number), TABLE, 3);
    }
    page.png().ok_or_else(CliError::not_drawn)
}

fn on_page(document: &Document, span: Span, page: u32) -> impl Iterator<Item = &Fragment> {
    let first = document.fragments.partition_point(|f| f.span.end <= span.start);
    document.fragments[first..].iter().take_while(move |f| f.span.start < span.end).filter(move |f| f.page == page && f.bbox.is_some())
}

fn cover(document: &Document, span: Span, page: u32) -> Option<BBox> {
    on_page(document, span, page).filter_map(|f| f.bbox).reduce(BBox::cover)
}

fn place(document: &Document, span: Span, page: u32) -> String {
    boxed(cover(document, span, page))
}

fn boxed(bbox: Option<BBox>) -> String {
    bbox.map(|b| format!("[{:.1} {:.1} {:.1} {:.1}]", b.x0, b.y0, b.x1, b.y1)).unwrap_or_default()
}
