//! The PDF reader: what a page draws, to the text a careful reader would see and where it stands.
//!
//! ```text
//! source   bytes → characters, rules and pictures of every page      (rescue: a second try for broken files)
//! scans    pages that are pictures, read by an OCR engine
//! words    characters → words in rows, by geometry
//! layout   pages → the flow of the file:
//!   running  headers, footers and page numbers out of it
//!   grids    rules → frames of tables                               (stripes: tables with every other row painted)
//!   order    pieces of rows → lines in reading order                 (gutters, bands, shape: columns or a table; margins)
//!   tables   what stands in frames, unruled: what lines up without
//! join     tables and notes over pages
//! blocks   lines → paragraphs and list items, over columns and pages
//! compose  blocks → the document                                     (hyphens: words broken at a line's end)
//! doubts   what a reader of the text should know
//! ```

mod bands;
mod blocks;
mod compose;
mod doubts;
mod grids;
mod gutters;
mod hyphens;
mod join;
mod layout;
mod lines;
mod margins;
mod order;
mod rescue;
mod running;
mod scans;
mod shape;
mod source;
mod stripes;
mod tables;
mod unruled;
mod words;

use super::{ReadError, ReadOptions};
use crate::document::{Document, DocumentBuilder, Flow, OcrEngine, Page, Pagination};
use blocks::{Leading, Raw, Text};
use compose::Composer;
use hyphens::Hyphens;
use lines::Line;
use order::Element;
pub use source::Drawing;
use source::{Drawer, Source};
use std::collections::BTreeMap;

/// Reads a PDF.
pub fn read(bytes: &[u8], options: &ReadOptions<'_>) -> Result<Document, ReadError> {
    let password = options.password.as_deref();
    let (mut source, damage, repaired) = collect(bytes, password)?;
    if let Some(ocr) = options.ocr {
        match &repaired {
            Some(bytes) => scans::read(&mut source, bytes, None, ocr),
            None => scans::read(&mut source, bytes, password, ocr),
        }
    }
    Ok(document(&source, damage))
}

/// One page (from 1) as a picture; none if there is no such page or it can't be drawn.
pub fn draw(bytes: &[u8], password: Option<&str>, page: u32, resolution: f32) -> Result<Option<Drawing>, ReadError> {
    let (_, _, repaired) = collect(bytes, password)?;
    let drawer = match repaired {
        Some(bytes) => Drawer::open(bytes, None)?,
        None => Drawer::open(bytes.to_vec(), password)?,
    };
    Ok(drawer.draw(page, resolution))
}

/// What the file draws, why it was not read as it was meant, and the bytes it had to be written anew in.
type Collected = (Source, Option<&'static str>, Option<Vec<u8>>);

fn collect(bytes: &[u8], password: Option<&str>) -> Result<Collected, ReadError> {
    let cut_off = rescue::is_cut_off(bytes).then_some("its end is missing or wrong");
    let mut damage = cut_off;
    let mut anew = None;
    let mut result = source::collect(bytes.to_vec(), password);
    let readable = match &result {
        Ok(source) => damage.is_none() || source.shows_something(),
        Err(ReadError::Damaged(_) | ReadError::Unsupported(_)) => false,
        Err(_) => true,
    };
    if !readable && let Some(rewritten) = rescue::rewritten(bytes, password) {
        let repaired = source::collect(rewritten.clone(), None);
        if repaired.as_ref().is_ok_and(Source::shows_something) {
            damage = damage.or(Some("it had to be put together again"));
            result = repaired;
            anew = Some(rewritten);
        }
    }
    let source = result?;
    match damage {
        Some(reason) if !source.shows_something() => return Err(ReadError::Damaged(format!("{reason}, and no page is left in it"))),
        None if !source.shows_something() => return Err(ReadError::NoText),
        _ => {}
    }
    Ok((source, damage, anew))
}

fn document(source: &Source, damage: Option<&str>) -> Document {
    let mut builder = DocumentBuilder::new(Pagination::Exact);
    *builder.metadata() = source.metadata.clone();
    for (page, number) in source.pages.iter().zip(1..) {
        builder.push_page(Page { number, width: page.width, height: page.height });
    }
    let flow = layout::flow(source);
    for flag in doubts::flags(source, &flow.struck, damage) {
        builder.flag(flag);
    }
    let size = body_size(&flow.body);
    let (body, notes) = join::take_notes(flow.body, size);
    let body = join::titles(join::tables(body));
    let all: Vec<&Line> = body.iter().flat_map(element_lines).chain(&notes).collect();
    let leading = Leading::measure(&all);
    let hyphens = Hyphens::learn(&all);
    drop(all);
    let mut composer = Composer::new(&mut builder, &hyphens, &leading, size);
    for block in blocks::build(body, &leading) {
        composer.block(block, Flow::Body);
    }
    for text in blocks::build_lines(notes, &leading).into_iter().chain(blocks::build_lines(flow.aside, &leading)) {
        composer.block(Raw::Text(text), Flow::Note);
    }
    for line in flow.running {
        composer.block(Raw::Text(Text { marker: None, lines: vec![line] }), Flow::Running);
    }
    let mut document = builder.finish();
    document.ocr = source.scans.engine.clone().map(|(engine, version)| OcrEngine { engine, version });
    put_back(&mut document, source);
    document
}

/// Words of skewed pages, read as if they were straight, go back to where they stand.
fn put_back(document: &mut Document, source: &Source) {
    for fragment in &mut document.fragments {
        let page = fragment.page.checked_sub(1).and_then(|i| source.pages.get(i as usize));
        let (Some(page), Some(bbox)) = (page, &mut fragment.bbox) else { continue };
        let fall = page.skew * (f32::midpoint(bbox.x0, bbox.x1) - page.width / 2.0);
        bbox.y0 += fall;
        bbox.y1 += fall;
    }
}

fn element_lines(element: &Element) -> Box<dyn Iterator<Item = &Line> + '_> {
    match element {
        Element::Line(line) => Box::new(std::iter::once(line)),
        Element::Table(draft) => Box::new(draft.cells.iter().flat_map(|c| &c.elements).flat_map(element_lines)),
    }
}

/// The font size most of the text has.
fn body_size(elements: &[Element]) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for line in elements.iter().flat_map(element_lines) {
        *counts.entry((line.size * 4.0).round() as i32).or_default() += line.words.iter().map(|w| w.ends.len()).sum::<usize>();
    }
    counts.into_iter().max_by_key(|(_, n)| *n).map_or(10.0, |(size, _)| size as f32 / 4.0)
}

#[cfg(test)]
mod tests;
