//! Lays blocks out as canonical text: white space folded, separators between blocks, rows and cells, a fragment for every
//! stretch of a paragraph on one page.

use super::content::{Block, Cell, Paragraph, Piece, Table};
use crate::document::{self, BlockKind, DocumentBuilder, Flow, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Writes blocks one after the other.
pub struct Layout {
    builder: DocumentBuilder,
    /// Whether page numbers mean anything in this file.
    paged: bool,
    /// Half-points.
    body_size: u16,
    line: u32,
}

impl Layout {
    pub fn new(builder: DocumentBuilder, paged: bool, body_size: u16) -> Self {
        Self { builder, paged, body_size: body_size.max(1), line: 0 }
    }

    pub fn finish(self) -> DocumentBuilder {
        self.builder
    }

    /// Writes top-level blocks.
    pub fn write(&mut self, blocks: Vec<Block>, flow: Flow) {
        for block in blocks {
            if self.builder.end() > 0 {
                self.builder.push_text("\n\n");
            }
            let block = self.block(block, flow);
            self.builder.push_block(block);
        }
    }

    fn block(&mut self, block: Block, flow: Flow) -> document::Block {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, flow),
            Block::Table(table) => self.table(table, flow),
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph, flow: Flow) -> document::Block {
        let mut pieces = fold(paragraph.pieces);
        let typed = if paragraph.marker.is_none() { take_typed_bullet(&mut pieces) } else { None };
        let in_list = paragraph.in_list || typed.is_some();
        let marker = paragraph.marker.or(typed).map(|text| {
            let span = self.push(&text, pieces.first().map_or(1, |p| p.page));
            self.builder.push_text(" ");
            span
        });
        let start = self.builder.end();
        for on_one_page in pieces.chunk_by(|a, b| a.page == b.page) {
            let text: Cow<'_, str> = match on_one_page {
                [only] => Cow::Borrowed(&only.text),
                several => Cow::Owned(several.iter().map(|p| p.text.as_str()).collect()),
            };
            self.push(&text, on_one_page[0].page);
        }
        let span = Span::new(start, self.builder.end());
        self.line += 1;
        let kind = if in_list && paragraph.heading.is_none() { BlockKind::ListItem } else { BlockKind::Paragraph };
        document::Block { kind, flow, span, marker, style: self.style(paragraph.heading, &pieces) }
    }

    fn push(&mut self, text: &str, page: u32) -> Span {
        let page = if self.paged { page } else { 0 };
        self.builder.push_fragment(text, page, None, Vec::new(), self.line)
    }

    fn style(&self, heading_level: Option<u8>, pieces: &[Piece]) -> document::Style {
        let with_letters = || pieces.iter().filter(|p| p.text.chars().any(char::is_alphanumeric));
        let all = |test: fn(&Piece) -> bool| with_letters().next().is_some() && with_letters().all(test);
        let bold = all(|p| p.look.bold);
        let plain = pieces.iter().position(|p| !p.look.bold && !p.text.trim().is_empty()).unwrap_or(0);
        let lead: String = pieces.iter().take(plain).map(|p| p.text.as_str()).collect();
        document::Style {
            size: f32::from(usual_size(pieces.iter()).unwrap_or(self.body_size)) / f32::from(self.body_size),
            bold,
            bold_lead: if bold { 0 } else { lead.trim_end().len() },
            italic: all(|p| p.look.italic),
            heading_level,
        }
    }

    fn table(&mut self, table: Table, flow: Flow) -> document::Block {
        let start = self.builder.end();
        let mut cells = Vec::with_capacity(table.cells.len());
        let mut last_row = None;
        for cell in table.cells {
            match last_row {
                Some(row) if row == cell.row => drop(self.builder.push_text("\t")),
                Some(_) => drop(self.builder.push_text("\n")),
                None => {}
            }
            last_row = Some(cell.row);
            cells.push(self.cell(cell, flow));
        }
        let grid = document::Table { rows: table.rows, cols: table.cols, header_rows: table.header_rows, cells };
        let span = Span::new(start, self.builder.end());
        document::Block { kind: BlockKind::Table(grid), flow, span, marker: None, style: document::Style::default() }
    }

    fn cell(&mut self, cell: Cell, flow: Flow) -> document::Cell {
        let start = self.builder.end();
        let mut blocks = Vec::with_capacity(cell.blocks.len());
        for block in cell.blocks {
            if !blocks.is_empty() {
                self.builder.push_text("\n");
            }
            blocks.push(self.block(block, flow));
        }
        let span = Span::new(start, self.builder.end());
        document::Cell { row: cell.row, col: cell.col, row_span: cell.row_span, col_span: cell.col_span, span, blocks }
    }
}

/// Single spaces, none at the ends, everything NFC. A mark that changes the letter before it stays with it, so that the
/// pieces joined are NFC too, and lengths counted here hold in the canonical text.
fn fold(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pending = false;
    for piece in pieces {
        let mut text = String::with_capacity(piece.text.len());
        for c in piece.text.chars().filter(|c| !is_invisible(*c)) {
            if folds(c) {
                pending = true;
                continue;
            }
            match out.last_mut() {
                // A space between pieces ends the earlier one: no piece and no page begins with one.
                Some(last) if pending && text.is_empty() => last.text.push(' '),
                Some(last) if text.is_empty() && changes_letter_before(c) => {
                    last.text.push(c);
                    continue;
                }
                _ if pending && !text.is_empty() => text.push(' '),
                _ => {}
            }
            pending = false;
            text.push(c);
        }
        if !text.is_empty() {
            out.push(Piece { text, ..piece });
        }
    }
    for piece in &mut out {
        if is_nfc_quick(piece.text.chars()) != IsNormalized::Yes {
            piece.text = piece.text.nfc().collect();
        }
    }
    out
}

/// Combining marks, and the vowels and finals of Korean letters.
fn changes_letter_before(c: char) -> bool {
    is_combining_mark(c) || ('\u{1160}'..='\u{11FF}').contains(&c)
}

/// Takes a bullet the author typed off the front: a dot or a square, or a dash and a space before a word (before a digit
/// it could be a minus).
fn take_typed_bullet(pieces: &mut [Piece]) -> Option<String> {
    let mut chars = pieces.iter().flat_map(|p| p.text.chars());
    let bullet = chars.next()?;
    // Fixed spaces may make a gap.
    let text: String = chars.take(20).collect();
    let next = text.trim_start().chars().next()?;
    let space = &text[..text.len() - text.trim_start().len()];
    let is_bullet = match bullet {
        '•' | '●' | '◦' | '○' | '▪' | '■' | '‣' | '➢' => true,
        '-' | '–' | '*' | '·' => next.is_alphabetic() || matches!(next, '"' | '“' | '«' | '('),
        _ => false,
    };
    if !is_bullet || space.is_empty() {
        return None;
    }
    let mut rest = bullet.len_utf8() + space.len();
    for piece in pieces {
        let cut = piece.text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= rest).last().unwrap_or(0);
        piece.text.drain(..cut);
        rest -= cut;
        if rest == 0 {
            break;
        }
    }
    Some(bullet.into())
}

/// White space that only parts words. No-break and thin spaces hold numbers together and are kept.
fn folds(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{200A}' | '\u{202F}')
}

/// Characters that print nothing: soft hyphens, marks of width zero or direction, control characters.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

/// The size most letters have.
fn usual_size<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Option<u16> {
    let mut letters: HashMap<u16, usize> = HashMap::new();
    for piece in pieces {
        *letters.entry(piece.look.size).or_default() += piece.text.len();
    }
    letters.into_iter().max_by_key(|(size, n)| (*n, *size)).map(|(size, _)| size)
}

/// The size of running text: headings do not count.
pub fn body_size(blocks: &[Block]) -> u16 {
    let mut pieces = Vec::new();
    collect(blocks, &mut pieces);
    usual_size(pieces.into_iter()).unwrap_or(1)
}

fn collect<'a>(blocks: &'a [Block], out: &mut Vec<&'a Piece>) {
    for block in blocks {
        match block {
            Block::Paragraph(p) if p.heading.is_none() && !p.contents => out.extend(&p.pieces),
            Block::Paragraph(_) => {}
            Block::Table(t) => t.cells.iter().for_each(|c| collect(&c.blocks, out)),
        }
    }
}
