//! The blocks of an OpenDocument text: paragraphs, headings, lists, and what stands beside them.

use super::lists::{Listed, Lists};
use super::styles::{Style, Styles, Words};
use super::table;
use crate::reader::ReadError;
use crate::reader::rich::content::{Block, Paragraph, Piece};
use crate::reader::rich::xml::{Element, Token, Xml};
use std::collections::HashMap;

/// Paragraphs and cells of one file; a thousand-page report has a tenth of it.
const MAX_BLOCKS: usize = 200_000;

/// What the stories of a file share, and what is noticed while reading them.
#[derive(Debug, Default)]
pub struct Context {
    pub styles: Styles,
    pub lists: Lists,
    /// From 1.
    pub page: u32,
    /// Whether the file holds any page break at all.
    pub paged: bool,
    /// Bytes of text on the present page.
    on_page: usize,
    pub insertions: usize,
    pub deletions: usize,
    pub comments: usize,
    pub hidden: usize,
    pub embedded: usize,
    pub notes: Vec<Block>,
    /// A generated table of contents: it repeats the headings, so it stands beside the text.
    pub contents: Vec<Block>,
    /// What was filled into form fields, by their id.
    pub controls: HashMap<String, String>,
    blocks: usize,
}

impl Context {
    pub fn count_block(&mut self) -> Result<(), ReadError> {
        self.blocks += 1;
        if self.blocks > MAX_BLOCKS {
            return Err(ReadError::TooLarge(format!("it has more than {MAX_BLOCKS} paragraphs and table cells")));
        }
        Ok(())
    }

    /// Headers and footers were read; the body begins on an empty first page.
    pub fn begin_body(&mut self) {
        self.on_page = 0;
    }

    fn break_page(&mut self) {
        self.paged = true;
        if self.on_page > 0 {
            self.page += 1;
            self.on_page = 0;
        }
    }
}

/// Reads the blocks inside the element opened last.
pub fn read_blocks(context: &mut Context, xml: &mut Xml<'_>) -> Result<Vec<Block>, ReadError> {
    let depth = xml.depth();
    let mut out = Vec::new();
    while let Some(element) = xml.next_inside(depth)? {
        read_block(context, xml, &element, &mut out)?;
    }
    Ok(out)
}

fn read_block(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>, out: &mut Vec<Block>) -> Result<(), ReadError> {
    match element.name() {
        "p" | "h" => read_paragraph(context, xml, element, out)?,
        "list" => read_list(context, xml, element, out)?,
        "table" => out.extend(table::read(context, xml)?),
        "tracked-changes" => read_changes(context, xml)?,
        "section" if element.attribute("display").is_some_and(|d| d == "none") => {
            context.hidden += 1;
            xml.skip()?;
        }
        "table-of-content" => {
            let blocks = read_blocks(context, xml)?;
            context.contents.extend(blocks);
        }
        "forms" => read_forms(context, xml)?,
        "soft-page-break" => context.break_page(),
        "annotation" => {
            context.comments += 1;
            xml.skip()?;
        }
        "object" | "object-ole" => read_object(context, xml, element)?,
        // Templates of generated parts, pictures and what is said of them.
        name if name.ends_with("-source") => xml.skip()?,
        "image" | "sequence-decls" | "variable-decls" | "user-field-decls" | "event-listeners" | "script" | "glue-point" => xml.skip()?,
        "title" | "desc" if element.prefix() == Some("svg") => xml.skip()?,
        // Sections, frames, shapes, groups, index bodies: as if they were not there.
        _ => {}
    }
    Ok(())
}

/// Changes that were tracked: what was deleted stands here, what was inserted in its place.
fn read_changes(context: &mut Context, xml: &mut Xml<'_>) -> Result<(), ReadError> {
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "insertion" => context.insertions += 1,
            "deletion" => {
                context.deletions += 1;
                xml.skip()?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What was filled into a form's fields; they are shown where a `draw:control` names them.
fn read_forms(context: &mut Context, xml: &mut Xml<'_>) -> Result<(), ReadError> {
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        let Some(id) = element.attribute("id").map(String::from) else { continue };
        let value = match element.name() {
            "checkbox" | "radio" => {
                let state = element.attribute("current-state").or_else(|| element.attribute("state"));
                let on = state.is_some_and(|s| s == "checked") || element.attribute("current-selected").is_some_and(|s| s == "true");
                let label = element.attribute("label").unwrap_or_default();
                Some(format!("{} {label}", if on { "☒" } else { "☐" }))
            }
            "text" | "textarea" | "formatted-text" | "combobox" | "date" | "number" => {
                element.attribute("current-value").or_else(|| element.attribute("value")).map(String::from)
            }
            _ => None,
        };
        context.controls.extend(value.map(|v| (id, v)));
    }
    Ok(())
}

/// An embedded object: its picture stands for it, unless another text document was embedded.
fn read_object(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
    context.embedded += usize::from(element.attribute("href").is_some_and(|h| h.ends_with(".odt")));
    xml.skip()
}

/// Reads the `text:list` opened last. Its items are numbered by the style the outermost list names, or the paragraphs' own.
fn read_list(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>, out: &mut Vec<Block>) -> Result<(), ReadError> {
    let goes_on = element.attribute("continue-numbering").is_some_and(|c| c == "true") || element.attribute("continue-list").is_some();
    context.lists.open(element.attribute("style-name").as_deref(), goes_on);
    let depth = xml.depth();
    while let Some(item) = xml.next_inside(depth)? {
        match item.name() {
            "list-item" => {
                context.lists.item(item.attribute("start-value").and_then(|v| v.parse().ok()));
                out.extend(read_blocks(context, xml)?);
            }
            "list-header" => {
                context.lists.header();
                out.extend(read_blocks(context, xml)?);
            }
            _ => {}
        }
    }
    context.lists.close();
    Ok(())
}

/// A paragraph being read.
struct Line {
    style: Style,
    /// Styles of the spans around the present word, on top of the paragraph's.
    spans: Vec<(usize, Words)>,
    pieces: Vec<Piece>,
    /// The number the file itself gives, for readers that do not count.
    number: Option<String>,
    /// Text boxes and shapes, which follow the paragraph they are anchored in.
    boxes: Vec<Block>,
    hidden: bool,
}

/// Reads the `text:p` or `text:h` opened last.
pub fn read_paragraph(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>, out: &mut Vec<Block>) -> Result<(), ReadError> {
    context.count_block()?;
    let style = context.styles.paragraph(element.attribute("style-name").as_deref());
    let level = element.attribute("outline-level").and_then(|l| l.parse::<u8>().ok()).map(|l| l.clamp(1, 10));
    let heading = if element.name() == "h" { Some(level.or(style.heading).unwrap_or(1)) } else { style.heading };
    let unnumbered = element.attribute("is-list-header").is_some_and(|v| v == "true");
    if style.page_before == Some(true) {
        context.break_page();
    }
    let mut line = Line { style, spans: Vec::new(), pieces: Vec::new(), number: None, boxes: Vec::new(), hidden: false };
    let depth = xml.depth();
    loop {
        match xml.next()? {
            Token::Open(element) => read_inline(context, xml, &element, &mut line)?,
            Token::Text(text) => push(context, &mut line, &text),
            Token::Close if xml.depth() < depth => break,
            Token::Close => line.spans.retain(|(at, _)| *at <= xml.depth()),
            Token::End => break,
        }
    }
    let mut paragraph = Paragraph { pieces: line.pieces, heading, ..Paragraph::default() };
    if paragraph.is_blank() || line.hidden {
        context.hidden += usize::from(!paragraph.is_blank());
        out.extend(line.boxes);
        return Ok(());
    }
    let style_list = line.style.list.as_deref().filter(|l| !l.is_empty());
    let listed = context.lists.paragraph(&context.styles, style_list, heading.filter(|_| !unnumbered));
    paragraph.in_list = listed.is_some();
    paragraph.marker = line.number.or(match listed {
        Some(Listed::Marked(marker)) => Some(marker),
        _ => None,
    });
    out.push(Block::Paragraph(paragraph));
    out.extend(line.boxes);
    Ok(())
}

fn read_inline(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>, line: &mut Line) -> Result<(), ReadError> {
    match element.name() {
        "span" => line.spans.push((xml.depth(), context.styles.text(element.attribute("style-name").as_deref()))),
        "s" | "tab" | "line-break" => push(context, line, " "),
        "number" => line.number = Some(xml.text()?.trim().to_owned()).filter(|n| !n.is_empty() && n.len() < 40),
        "note" => read_note(context, xml)?,
        "hidden-text" => {
            context.hidden += 1;
            xml.skip()?;
        }
        "hidden-paragraph" => {
            line.hidden |= element.attribute("is-hidden").is_some_and(|h| h == "true");
            xml.skip()?;
        }
        "control" => {
            if let Some(value) = element.attribute("control").and_then(|id| context.controls.get(&*id).cloned()) {
                push(context, line, &value);
            }
            xml.skip()?;
        }
        // An unfilled field shows what should be filled in.
        "placeholder" | "ruby-text" => xml.skip()?,
        _ => read_block(context, xml, element, &mut line.boxes)?,
    }
    Ok(())
}

/// A footnote or endnote: its mark is kept out of the sentence, its text follows the body.
fn read_note(context: &mut Context, xml: &mut Xml<'_>) -> Result<(), ReadError> {
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        if element.name() == "note-body" {
            let lists = std::mem::take(&mut context.lists);
            let blocks = read_blocks(context, xml)?;
            context.lists = lists;
            context.notes.extend(blocks);
        } else {
            xml.skip()?;
        }
    }
    Ok(())
}

fn push(context: &mut Context, line: &mut Line, text: &str) {
    let mut words = Words::default();
    line.spans.iter().rev().for_each(|(_, span)| words.inherit(span));
    words.inherit(&line.style.words);
    let is_blank = text.trim().is_empty();
    if words.is_hidden() {
        context.hidden += usize::from(!is_blank);
        return;
    }
    let (look, page) = (words.look(), context.page);
    match line.pieces.last_mut() {
        Some(last) if last.look == look && last.page == page => last.text.push_str(text),
        _ => line.pieces.push(Piece { text: text.to_owned(), look, page }),
    }
    context.on_page += if is_blank { 0 } else { text.len() };
}
