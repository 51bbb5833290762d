//! The PDF reader: what a page draws, to the text a careful reader would see and where it stands.
//!
//! ```text
//! source   bytes → characters, rules and pictures of every page     (rescue: a second try for broken files)
//! words    characters → words in rows, by geometry
//! running  headers, footers and page numbers out of the flow
//! grids    rules → frames of tables
//! order    pieces of rows → lines in reading order; tables: what lines up
//! join     tables and notes over pages
//! blocks   lines → paragraphs and list items, over columns and pages
//! compose  blocks → the document
//! ```

mod blocks;
mod compose;
mod grids;
mod hyphens;
mod lines;
mod order;
mod running;
mod source;
mod tables;
mod words;

use super::{ReadError, ReadOptions};
use crate::document::{Document, DocumentBuilder, Flow, Page, Pagination};
use crate::flag::{Flag, FlagCode};
use blocks::Leading;
use compose::Composer;
use hyphens::Hyphens;
use lines::{Line, Sheet};
use order::{Arranger, Element, Item};
use running::PageRows;
use source::{Direction, PageContent, Source};

/// Reads a PDF.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Document, ReadError> {
    let source = source::collect(bytes.to_vec(), options.password.as_deref())?;
    Ok(document(source))
}

fn document(source: Source) -> Document {
    let mut builder = DocumentBuilder::new(Pagination::Exact);
    *builder.metadata() = source.metadata.clone();
    for (i, page) in source.pages.iter().enumerate() {
        builder.push_page(Page { number: i as u32 + 1, width: page.width, height: page.height });
    }
    flags(&source, &mut builder);
    let (elements, running) = layout(&source);
    let lines: Vec<&Line> = elements.iter().flat_map(element_lines).collect();
    let leading = Leading::measure(lines.iter().copied());
    let hyphens = Hyphens::learn(lines.iter().copied());
    let body_size = body_size(&lines);
    let raw = blocks::build(elements, &leading);
    let mut composer = Composer::new(&mut builder, &hyphens, &leading, body_size);
    for block in raw {
        composer.block(block, Flow::Body);
    }
    for text in blocks::build_lines(running, &leading) {
        composer.block(blocks::Raw::Text(text), Flow::Running);
    }
    builder.finish()
}

fn element_lines(element: &Element) -> Box<dyn Iterator<Item = &Line> + '_> {
    match element {
        Element::Line(line) => Box::new(std::iter::once(line)),
        Element::Table(draft) => Box::new(draft.cells.iter().flat_map(|c| &c.lines)),
    }
}

/// The font size most of the text has.
fn body_size(lines: &[&Line]) -> f32 {
    let mut counts: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for line in lines {
        *counts.entry((line.size * 4.0).round() as i32).or_default() += line.words.iter().map(|w| w.ends.len()).sum::<usize>();
    }
    counts.into_iter().max_by_key(|(_, n)| *n).map_or(10.0, |(size, _)| size as f32 / 4.0)
}

fn flags(source: &Source, builder: &mut DocumentBuilder) {
    let without_text: Vec<usize> = source
        .pages
        .iter()
        .enumerate()
        .filter(|(_, p)| p.glyphs.iter().filter(|g| !g.c.is_whitespace()).count() < 8 && p.pictures > 0.2)
        .map(|(i, _)| i + 1)
        .collect();
    if !without_text.is_empty() {
        builder.flag(Flag::new(FlagCode::NoTextLayer).because(format!("pages {}", ranges(&without_text))));
    }
}

/// "1-3, 7" for 1, 2, 3, 7.
fn ranges(numbers: &[usize]) -> String {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for n in numbers {
        match out.last_mut() {
            Some(last) if last.1 + 1 == *n => last.1 = *n,
            _ => out.push((*n, *n)),
        }
    }
    out.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") }).collect::<Vec<_>>().join(", ")
}

/// The flow of the whole file and the running lines taken out of it.
fn layout(source: &Source) -> (Vec<Element>, Vec<Line>) {
    let mut grids = Vec::new();
    let mut pages = Vec::new();
    for page in &source.pages {
        let (rows, page_grids) = page_rows(page);
        pages.push(rows);
        grids.push(page_grids);
    }
    let taken = running::take(&mut pages);
    let right = text_edges(&pages);
    let mut columns = 0;
    let mut elements = Vec::new();
    let mut running_lines = Vec::new();
    for (i, ((page, grids), taken)) in pages.into_iter().zip(grids).zip(taken).enumerate() {
        let sheet = Sheet { page: i as u32 + 1, direction: Direction::Right };
        for row in taken {
            columns += 1;
            let (x0, x1) = right;
            running_lines.extend(Line::new(row.words.into_iter().map(Into::into).collect(), x0, x1, columns, sheet));
        }
        let items = page_items(page, &grids, sheet, &mut columns);
        let mut arranger = Arranger { sheet, columns, out: Vec::new() };
        arranger.arrange(items, right.0, right.1, 0);
        columns = arranger.columns + 1;
        elements.extend(arranger.out);
    }
    (elements, running_lines)
}

fn page_rows(page: &PageContent) -> (PageRows, Vec<grids::Grid>) {
    let glyphs: Vec<_> = page.glyphs.iter().filter(|g| g.direction == Direction::Right).copied().collect();
    let rows = words::rows(&glyphs);
    let grids: Vec<_> = grids::grids(&page.rules).into_iter().filter(|g| g.rows() * g.cols() > 1 || g.y1() - g.y0() < 0.5 * page.height).collect();
    let tables = rows
        .iter()
        .map(|r| {
            let (x, y) = r.words.first()?.middle();
            grids.iter().position(|g| g.rows() * g.cols() > 1 && g.contains(x, y))
        })
        .collect();
    (PageRows { rows, top: 0.0, bottom: page.height, tables }, grids)
}

/// The text area's edges: the outermost words of the file.
fn text_edges(pages: &[PageRows]) -> (f32, f32) {
    let mut edges = (f32::MAX, f32::MIN);
    for word in pages.iter().flat_map(|p| &p.rows).flat_map(|r| &r.words) {
        edges = (edges.0.min(word.x0), edges.1.max(word.x1));
    }
    edges
}

fn page_items(page: PageRows, grids: &[grids::Grid], sheet: Sheet, columns: &mut u32) -> Vec<Item> {
    let mut in_grid: Vec<Vec<words::Word>> = grids.iter().map(|_| Vec::new()).collect();
    let mut rest = Vec::new();
    for mut row in page.rows {
        let mut outside = Vec::new();
        for word in row.words {
            let (x, y) = word.middle();
            match grids.iter().position(|g| g.cells.len() > 1 && g.contains(x, y)) {
                Some(grid) => in_grid[grid].push(word),
                None => outside.push(word),
            }
        }
        row.words = outside;
        rest.push(row);
    }
    let mut items: Vec<Item> = lines::pieces(rest).into_iter().map(Item::Piece).collect();
    for (grid, words) in grids.iter().zip(in_grid) {
        if !words.is_empty() {
            items.push(Item::Table(tables::ruled(grid, words, sheet, columns)));
        }
    }
    items
}
