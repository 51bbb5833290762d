//! Lays blocks out as canonical text: white space folded, separators between blocks, rows and cells, a fragment for every
//! stretch of a paragraph on one page.

use super::content::{Block, Cell, Paragraph, Piece, Table};
use crate::document::{self, BlockKind, DocumentBuilder, Flow, Span};
use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;

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
    pub fn write(&mut self, blocks: &[Block], flow: Flow) {
        for block in blocks {
            if self.builder.end() > 0 {
                self.builder.push_text("\n\n");
            }
            let block = self.block(block, flow);
            self.builder.push_block(block);
        }
    }

    fn block(&mut self, block: &Block, flow: Flow) -> document::Block {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, flow),
            Block::Table(table) => self.table(table, flow),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, flow: Flow) -> document::Block {
        let mut pieces = fold(&paragraph.pieces);
        self.line += 1;
        let typed = if paragraph.marker.is_none() { take_typed_bullet(&mut pieces) } else { None };
        let in_list = paragraph.in_list || typed.is_some();
        let marker = paragraph.marker.as_ref().or(typed.as_ref()).map(|text| {
            let page = pieces.first().map_or(1, |p| p.page);
            let span = self.push(text, page);
            self.builder.push_text(" ");
            span
        });
        let start = self.builder.end();
        let mut spans = Vec::with_capacity(pieces.len());
        for (nth, piece) in pieces.iter().enumerate() {
            // One fragment a page: pieces of one page differ only in their look, but stay apart for simplicity.
            if nth > 0 && piece.page != pieces[nth - 1].page {
                self.line += 1;
            }
            spans.push(self.push(&piece.text, piece.page));
        }
        let span = Span::new(start, self.builder.end());
        let kind = if in_list && paragraph.heading.is_none() { BlockKind::ListItem } else { BlockKind::Paragraph };
        document::Block { kind, flow, span, marker, style: self.style(paragraph, &pieces, &spans) }
    }

    fn push(&mut self, text: &str, page: u32) -> Span {
        let page = if self.paged { page } else { 0 };
        self.builder.push_fragment(text, page, None, Vec::new(), self.line)
    }

    fn style(&self, paragraph: &Paragraph, pieces: &[Piece], spans: &[Span]) -> document::Style {
        let has_letters = |piece: &&Piece| piece.text.chars().any(char::is_alphanumeric);
        let all = |test: fn(&Piece) -> bool| pieces.iter().filter(has_letters).all(test) && pieces.iter().any(|p| has_letters(&p));
        let bold = all(|p| p.look.bold);
        let lead = pieces.iter().position(|p| !p.look.bold && !p.text.trim().is_empty()).unwrap_or(0);
        let lead_text: usize = pieces.iter().zip(spans).take(lead).map(|(_, s)| s.end - s.start).sum();
        let blank_end = pieces.iter().take(lead).rev().map(|p| p.text.len() - p.text.trim_end().len()).next().unwrap_or(0);
        document::Style {
            size: f32::from(usual_size(pieces.iter()).unwrap_or(self.body_size)) / f32::from(self.body_size),
            bold,
            bold_lead: if bold { 0 } else { lead_text.saturating_sub(blank_end) },
            italic: all(|p| p.look.italic),
            heading_level: paragraph.heading,
        }
    }

    fn table(&mut self, table: &Table, flow: Flow) -> document::Block {
        let start = self.builder.end();
        let mut cells = Vec::with_capacity(table.cells.len());
        let mut last_row = None;
        for cell in in_reading_order(&table.cells) {
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

    fn cell(&mut self, cell: &Cell, flow: Flow) -> document::Cell {
        let start = self.builder.end();
        let mut blocks = Vec::with_capacity(cell.blocks.len());
        for block in &cell.blocks {
            if !blocks.is_empty() {
                self.builder.push_text("\n");
            }
            blocks.push(self.block(block, flow));
        }
        let span = Span::new(start, self.builder.end());
        document::Cell { row: cell.row, col: cell.col, row_span: cell.row_span, col_span: cell.col_span, span, blocks }
    }
}

fn in_reading_order(cells: &[Cell]) -> Vec<&Cell> {
    let mut out: Vec<&Cell> = cells.iter().collect();
    out.sort_by_key(|c| (c.row, c.col));
    out
}

/// Single spaces, none at the ends; marks that change the letter before them stay with it, so that each piece can be
/// normalised alone.
fn fold(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pending = false;
    for piece in pieces {
        let mut text = String::with_capacity(piece.text.len());
        for c in piece.text.chars().filter(|c| !is_invisible(*c)) {
            if folds(c) {
                pending = true;
                continue;
            }
            let started = !text.is_empty() || !out.is_empty();
            match out.last_mut() {
                // The space belongs to the piece it was written in or before: never to the start of a later page.
                Some(last) if pending && text.is_empty() => last.text.push(' '),
                _ if pending && started => text.push(' '),
                Some(last) if text.is_empty() && is_combining_mark(c) => {
                    last.text.push(c);
                    continue;
                }
                _ => {}
            }
            pending = false;
            text.push(c);
        }
        if !text.is_empty() {
            out.push(Piece { text, look: piece.look, page: piece.page });
        }
    }
    out
}

/// Takes a bullet the author typed off the front: a dot or a square, or a dash and a space before a word (before a digit
/// it could be a minus).
fn take_typed_bullet(pieces: &mut [Piece]) -> Option<String> {
    let text: String = pieces.iter().flat_map(|p| p.text.chars()).take(3).collect();
    let mut chars = text.chars();
    let (bullet, space, next) = (chars.next()?, chars.next()?, chars.next()?);
    let is_bullet = match bullet {
        '•' | '●' | '◦' | '○' | '▪' | '■' | '‣' | '➢' => true,
        '-' | '–' | '*' | '·' => next.is_alphabetic() || matches!(next, '"' | '“' | '«' | '('),
        _ => false,
    };
    if !is_bullet || !space.is_whitespace() {
        return None;
    }
    let mut rest = bullet.len_utf8() + space.len_utf8();
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
