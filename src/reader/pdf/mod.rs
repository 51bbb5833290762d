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
mod join;
mod layout;
mod lines;
mod order;
mod running;
mod source;
mod tables;
mod words;

use super::{ReadError, ReadOptions};
use crate::document::{Document, DocumentBuilder, Flow, Page, Pagination};
use crate::flag::{Flag, FlagCode};
use blocks::{Leading, Raw, Text};
use compose::Composer;
use hyphens::Hyphens;
use lines::Line;
use order::Element;
use source::Source;
use std::collections::BTreeMap;

/// Reads a PDF.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Document, ReadError> {
    let source = source::collect(bytes.to_vec(), options.password.as_deref())?;
    Ok(document(&source))
}

fn document(source: &Source) -> Document {
    let mut builder = DocumentBuilder::new(Pagination::Exact);
    *builder.metadata() = source.metadata.clone();
    for (i, page) in source.pages.iter().enumerate() {
        builder.push_page(Page { number: i as u32 + 1, width: page.width, height: page.height });
    }
    flags(source, &mut builder);
    let flow = layout::flow(source);
    let size = body_size(&flow.body);
    let (body, notes) = join::take_notes(flow.body, size);
    let body = join::tables(body);
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
    builder.finish()
}

fn element_lines(element: &Element) -> Box<dyn Iterator<Item = &Line> + '_> {
    match element {
        Element::Line(line) => Box::new(std::iter::once(line)),
        Element::Table(draft) => Box::new(draft.cells.iter().flat_map(|c| &c.lines)),
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

