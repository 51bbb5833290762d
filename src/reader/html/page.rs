//! Tags and text to blocks. Nothing is required to be closed, and nothing recurses.

use super::tags::{Tag, Tags, Token};
use crate::document::Metadata;
use crate::reader::ReadError;
use crate::reader::rich::content::{Block, Look, Paragraph, Piece};
use crate::reader::rich::grid::Grid;
use crate::reader::text::decode_entities;

/// Paragraphs and cells of one page.
const MAX_BLOCKS: usize = 200_000;
/// Tables in cells, lists in lists, bold in bold: deeper ones are taken for their neighbours.
const MAX_OPEN: usize = 100;
/// In half-points.
const USUAL_SIZE: u16 = 24;

/// What a page holds.
#[derive(Default)]
pub struct Page {
    pub body: Vec<Block>,
    /// Links that lead around the site.
    pub running: Vec<Block>,
    pub metadata: Metadata,
    pub insertions: usize,
    pub deletions: usize,
    pub hidden: usize,
}

pub fn read(page: &str) -> Result<Page, ReadError> {
    let mut reader = Reader::default();
    for token in Tags::new(page) {
        match token {
            Token::Text(text) => reader.text(text),
            Token::Open(tag) => reader.open(&tag)?,
            Token::Close(name) => reader.close(&name),
        }
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader {
    page: Page,
    line: Vec<Piece>,
    heading: Option<u8>,
    /// The item whose first paragraph is still to come.
    item: Option<String>,
    lists: Vec<List>,
    tables: Vec<OpenTable>,
    /// Elements that say how words look, outermost first.
    looks: Vec<(String, Look)>,
    /// Inside an element that is not shown: its name, and how many of that name are open.
    hidden: Option<(String, usize)>,
    /// Text of the page's title so far.
    title: Option<String>,
    in_head: bool,
    preformatted: bool,
    /// Where the body stood when a `nav` began.
    nav_from: Option<usize>,
    blocks: usize,
}

/// An `ol` with its next number, or a `ul`.
struct List {
    next: Option<i64>,
    reversed: bool,
}

#[derive(Default)]
struct OpenTable {
    grid: Grid,
    cell: Option<OpenCell>,
    /// All cells of the row so far are `th`, or it stands in `thead`.
    header_row: bool,
    in_head: bool,
    /// Lists open outside do not number what stands in the table.
    lists: usize,
}

struct OpenCell {
    rows: usize,
    cols: usize,
    blocks: Vec<Block>,
}

/// Tags inside a line.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "o:p",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "input",
    "button",
    "select",
    "ruby",
    "rb",
    "st1:place",
    "meta",
    "link",
];
/// Elements without an end.
const VOID: &[&str] = &["br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track", "param"];

impl Reader {
    fn text(&mut self, text: &str) {
        if self.in_head {
            if let Some(title) = &mut self.title {
                title.push_str(text);
            }
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        let text = decode_entities(text);
        if self.preformatted {
            for (nth, line) in text.split('\n').enumerate() {
                if nth > 0 {
                    self.flush();
                }
                self.push(line);
            }
        } else {
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        let look = self.look();
        match self.line.last_mut() {
            Some(last) if last.look == look => last.text.push_str(text),
            _ => self.line.push(Piece { text: text.to_owned(), look, page: 0 }),
        }
    }

    fn look(&self) -> Look {
        self.looks.last().map_or(Look { bold: false, italic: false, size: USUAL_SIZE }, |(_, look)| *look)
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.line);
        let mut paragraph = Paragraph { pieces, heading: self.heading, ..Paragraph::default() };
        if paragraph.is_blank() {
            return;
        }
        let outside = self.tables.last().map_or(0, |t| t.lists);
        paragraph.in_list = self.lists.len() > outside;
        paragraph.marker = self.item.take();
        self.emit(Block::Paragraph(paragraph));
    }

    fn emit(&mut self, block: Block) {
        self.blocks += 1;
        // What stands in a table outside its cells (its caption) comes before it.
        let cell = self.tables.iter_mut().rev().find_map(|t| t.cell.as_mut());
        cell.map_or(&mut self.page.body, |c| &mut c.blocks).push(block);
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        if self.blocks > MAX_BLOCKS {
            return Err(ReadError::TooLarge(format!("it has more than {MAX_BLOCKS} paragraphs and table cells")));
        }
        if let Some((name, open)) = &mut self.hidden {
            *open += usize::from(*name == tag.name);
            return Ok(());
        }
        if self.hides(tag) {
            return Ok(());
        }
        if !INLINE.contains(&tag.name.as_str()) && tag.name != "br" {
            self.flush();
        }
        self.open_structure(tag);
        self.open_look(tag);
        Ok(())
    }

    /// Whether the element is not shown; then so is all inside it.
    fn hides(&mut self, tag: &Tag<'_>) -> bool {
        let style = || tag.attribute("style").map(|s| s.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
        let deleted = tag.name == "del";
        let hidden = tag.attribute("hidden").is_some() || style().contains("display:none") || style().contains("mso-hide:all");
        let other = ["rt", "rp", "datalist", "select", "canvas", "audio", "video"].contains(&tag.name.as_str());
        if VOID.contains(&tag.name.as_str()) || !(deleted || hidden || other) {
            return false;
        }
        self.page.deletions += usize::from(deleted);
        self.page.hidden += usize::from(hidden && !deleted);
        self.hidden = Some((tag.name.clone(), 1));
        true
    }

    fn open_structure(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "html" => self.page.metadata.language = tag.attribute("lang").map(String::from).filter(|l| !l.is_empty() && l.len() < 20),
            "head" => self.in_head = true,
            "title" if self.in_head => self.title = Some(String::new()),
            "meta" if tag.attribute("name").is_some_and(|n| n.eq_ignore_ascii_case("author")) => {
                self.page.metadata.author = tag.attribute("content").map(String::from).filter(|a| !a.trim().is_empty());
            }
            "body" => self.in_head = false,
            "nav" if self.tables.is_empty() => self.nav_from = Some(self.page.body.len()),
            "pre" => self.preformatted = true,
            // An address, or paragraphs by someone who knows no other way.
            "br" if self.heading.is_none() => self.flush(),
            "br" => self.push(" "),
            "ins" => self.page.insertions += 1,
            "input" => self.field(tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = tag.name[1..].parse().ok(),
            "ul" | "ol" if self.lists.len() < MAX_OPEN => {
                let numbered = tag.name == "ol";
                let start = tag.attribute("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
                self.lists.push(List { next: numbered.then_some(start), reversed: tag.attribute("reversed").is_some() });
            }
            "li" => self.open_item(tag),
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.open_in_table(tag),
            _ => {}
        }
    }

    fn field(&mut self, tag: &Tag<'_>) {
        let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "checkbox" | "radio" => self.push(if tag.attribute("checked").is_some() { "☒ " } else { "☐ " }),
            "" | "text" | "number" | "date" | "email" | "url" | "tel" => {
                if let Some(value) = tag.attribute("value") {
                    let value = format!(" {value} ");
                    self.push(&value);
                }
            }
            _ => {}
        }
    }

    fn open_item(&mut self, tag: &Tag<'_>) {
        let Some(list) = self.lists.last_mut() else {
            self.item = Some("•".to_owned());
            return;
        };
        let marker = match &mut list.next {
            None => "•".to_owned(),
            Some(next) => {
                let number = tag.attribute("value").and_then(|v| v.trim().parse().ok()).unwrap_or(*next);
                *next = number.saturating_add(if list.reversed { -1 } else { 1 });
                format!("{number}.")
            }
        };
        self.item = Some(marker);
    }

    fn open_in_table(&mut self, tag: &Tag<'_>) {
        if tag.name == "table" {
            if self.tables.len() < MAX_OPEN {
                self.tables.push(OpenTable { lists: self.lists.len(), ..OpenTable::default() });
            }
            return;
        }
        self.end_cell();
        let Some(table) = self.tables.last_mut() else { return };
        match tag.name.as_str() {
            "td" | "th" => {
                let is_header = tag.name == "th" || table.in_head;
                table.header_row = if table.grid.is_in_row() { table.header_row && is_header } else { is_header };
                let span = |name| tag.number(name).unwrap_or(1);
                let rows = if tag.number("rowspan") == Some(0) { usize::MAX } else { span("rowspan") };
                table.cell = Some(OpenCell { rows, cols: span("colspan"), blocks: Vec::new() });
            }
            _ => {
                end_row(table);
                table.in_head = match tag.name.as_str() {
                    "thead" => true,
                    "tr" => table.in_head,
                    _ => false,
                };
            }
        }
    }

    /// What the innermost table's open cell holds goes onto its grid.
    fn end_cell(&mut self) {
        self.flush();
        self.item = None;
        let Some(table) = self.tables.last_mut() else { return };
        if let Some(cell) = table.cell.take() {
            table.grid.push(cell.rows, cell.cols, cell.blocks);
            self.blocks += 1;
            self.lists.truncate(table.lists);
        }
    }

    fn open_look(&mut self, tag: &Tag<'_>) {
        if VOID.contains(&tag.name.as_str()) || self.looks.len() >= MAX_OPEN {
            return;
        }
        let mut look = self.look();
        match tag.name.as_str() {
            "b" | "strong" | "th" => look.bold = true,
            "i" | "em" | "cite" => look.italic = true,
            _ => {}
        }
        let style = tag.attribute("style").unwrap_or_default();
        for (key, value) in style.split(';').filter_map(|d| d.split_once(':')) {
            let value = value.trim().to_ascii_lowercase();
            match key.trim().to_ascii_lowercase().as_str() {
                "font-weight" => look.bold = value.starts_with("bold") || value.parse().is_ok_and(|w: u32| w >= 600),
                "font-style" => look.italic = value == "italic" || value == "oblique",
                "font-size" => look.size = size(&value).unwrap_or(look.size),
                _ => {}
            }
        }
        if look != self.look() {
            self.looks.push((tag.name.clone(), look));
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, open)) = &mut self.hidden {
            *open -= usize::from(hidden == name);
            // Some need not be closed.
            let ends_with_parent = name == "ruby" || name == "body";
            if *open == 0 || ends_with_parent {
                self.hidden = None;
            }
            return;
        }
        if !INLINE.contains(&name) && !self.in_head {
            self.flush();
        }
        match name {
            "title" if self.in_head => {
                let title = self.title.take().map(|t| decode_entities(&t).split_whitespace().collect::<Vec<_>>().join(" "));
                self.page.metadata.title = title.filter(|t| !t.is_empty());
            }
            "head" => self.in_head = false,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            "pre" => self.preformatted = false,
            "li" => self.item = None,
            "ul" | "ol" => {
                let outside = self.tables.last().map_or(0, |t| t.lists);
                if self.lists.len() > outside {
                    self.lists.pop();
                }
            }
            "nav" => {
                if let Some(from) = self.nav_from.take().filter(|from| *from <= self.page.body.len()) {
                    self.page.running.extend(self.page.body.drain(from..));
                }
            }
            "td" | "th" | "caption" => self.end_cell(),
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.end_cell();
                self.tables.last_mut().into_iter().for_each(end_row);
            }
            "table" => self.end_table(),
            _ => {}
        }
        if let Some(at) = self.looks.iter().rposition(|(open, _)| open == name) {
            self.looks.truncate(at);
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        if let Some(mut table) = self.tables.pop() {
            end_row(&mut table);
            if let Some(block) = table.grid.finish() {
                self.emit(block);
            }
        }
    }

    fn finish(mut self) -> Page {
        // A head that was never closed held everything.
        self.in_head = false;
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.flush();
        self.page
    }
}

fn end_row(table: &mut OpenTable) {
    if table.grid.is_in_row() {
        table.grid.end_row(table.header_row);
    }
}

/// A size in half-points; relative ones are left alone.
fn size(value: &str) -> Option<u16> {
    let points = match (value.strip_suffix("pt"), value.strip_suffix("px")) {
        (Some(points), _) => points.trim().parse::<f32>().ok()?,
        (_, Some(pixels)) => pixels.trim().parse::<f32>().ok()? * 0.75,
        _ => return None,
    };
    (1.0..1000.0).contains(&points).then_some((points * 2.0) as u16)
}
