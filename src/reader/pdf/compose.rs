//! Blocks to the document: text, hyphenation undone, with the place of every word.

use super::blocks::{Leading, Raw, Text, build};
use super::hyphens::Hyphens;
use super::lines::{Line, Sheet};
use super::source::Direction;
use super::tables::Draft;
use super::words::Word;
use crate::document::{BBox, Block, BlockKind, Cell, DocumentBuilder, Flow, Span, Style, Table};

pub struct Composer<'a> {
    pub builder: &'a mut DocumentBuilder,
    pub hyphens: &'a Hyphens,
    pub leading: &'a Leading,
    pub body_size: f32,
    line: u32,
    first: bool,
}

impl<'a> Composer<'a> {
    pub fn new(builder: &'a mut DocumentBuilder, hyphens: &'a Hyphens, leading: &'a Leading, body_size: f32) -> Self {
        Self { builder, hyphens, leading, body_size, line: 0, first: true }
    }

    /// Appends a top-level block.
    pub fn block(&mut self, raw: Raw, flow: Flow) {
        if !std::mem::take(&mut self.first) {
            self.builder.push_text("\n\n");
        }
        let block = self.raw(raw, flow);
        self.builder.push_block(block);
    }

    fn raw(&mut self, raw: Raw, flow: Flow) -> Block {
        match raw {
            Raw::Text(text) => self.text(&text, flow),
            Raw::Table(draft) => self.table(draft, flow),
        }
    }

    fn text(&mut self, text: &Text, flow: Flow) -> Block {
        let marker = text.marker.as_ref().map(|(word, line)| {
            let span = self.word(word, &word.text, line.sheet);
            self.builder.push_text(" ");
            span
        });
        let start = self.builder.end();
        let mut bold_lead = None;
        for (i, line) in text.lines.iter().enumerate() {
            let joined = i > 0 && self.separate(&text.lines[i - 1], line);
            if !joined {
                self.line += 1;
            }
            self.line += u32::from(joined);
            let last_line = text.lines.get(i + 1);
            for (k, word) in line.words.iter().enumerate() {
                if k > 0 {
                    self.builder.push_text(" ");
                }
                if !word.bold && bold_lead.is_none() && word.text.chars().any(char::is_alphanumeric) {
                    bold_lead = Some(self.builder.end() - start);
                }
                let printed = match last_line {
                    Some(next) if k + 1 == line.words.len() => self.hyphens.without(line, next),
                    _ => None,
                };
                let printed = printed.unwrap_or(&word.text).replace('\u{AD}', "");
                self.word(word, &printed, line.sheet);
            }
        }
        let span = Span::new(start, self.builder.end());
        let kind = if marker.is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
        Block { kind, flow, span, marker, style: self.style(text, bold_lead) }
    }

    /// Writes what stands between two lines of a paragraph; whether they are one word.
    fn separate(&mut self, last: &Line, next: &Line) -> bool {
        let joined = self.hyphens.joins(last, next);
        if !joined {
            self.builder.push_text(" ");
        }
        joined
    }

    fn style(&self, text: &Text, bold_lead: Option<usize>) -> Style {
        let size = text.lines.iter().map(|l| (l.size, l.words.len())).max_by_key(|(_, n)| *n).map_or(self.body_size, |(s, _)| s);
        Style {
            size: if self.body_size > 0.0 { size / self.body_size } else { 1.0 },
            bold: text.lines.iter().all(Line::all_bold),
            bold_lead: bold_lead.map_or(0, |b| b.saturating_sub(1)),
            italic: text.lines.iter().all(Line::all_italic),
            heading_level: None,
        }
    }

    fn word(&mut self, word: &Word, printed: &str, sheet: Sheet) -> Span {
        let count = printed.chars().count();
        let ends: Vec<f32> = if count <= word.ends.len() { word.ends[..count].to_vec() } else { Vec::new() };
        let x1 = if count < word.ends.len() { ends.last().copied().unwrap_or(word.x1) } else { word.x1 };
        let (top, bottom) = (word.base - 0.8 * word.size, word.base + 0.22 * word.size);
        let (bbox, ends) = displayed(sheet.direction, (word.x0, top, x1, bottom), ends);
        let span = self.builder.push_fragment(printed, sheet.page, Some(bbox), ends, self.line);
        self.builder.doubt(word.doubt);
        span
    }

    fn table(&mut self, mut draft: Draft, flow: Flow) -> Block {
        let start = self.builder.end();
        draft.cells.sort_by_key(|c| (c.row, c.col));
        let mut cells = Vec::with_capacity(draft.cells.len());
        let mut last_row = None;
        for cell in draft.cells {
            match last_row {
                None => {}
                Some(row) if row == cell.row => {
                    self.builder.push_text("\t");
                }
                Some(_) => {
                    self.builder.push_text("\n");
                }
            }
            last_row = Some(cell.row);
            let cell_start = self.builder.end();
            let mut blocks = Vec::new();
            for raw in build(cell.elements, self.leading) {
                if !blocks.is_empty() {
                    self.builder.push_text("\n");
                }
                blocks.push(self.raw(raw, flow));
            }
            let span = Span::new(cell_start, self.builder.end());
            cells.push(Cell { row: cell.row, col: cell.col, row_span: cell.row_span, col_span: cell.col_span, span, blocks });
        }
        let span = Span::new(start, self.builder.end());
        let table = Table { rows: draft.rows, cols: draft.cols, header_rows: 0, cells };
        Block { kind: BlockKind::Table(table), flow, span, marker: None, style: Style::default() }
    }
}

/// A box and right edges along the text's direction, as they are on the displayed page.
fn displayed(direction: Direction, (u0, v0, u1, v1): (f32, f32, f32, f32), ends: Vec<f32>) -> (BBox, Vec<f32>) {
    match direction {
        Direction::Right | Direction::Slanted => (BBox { x0: u0, y0: v0, x1: u1, y1: v1 }, ends),
        // Along other directions the right edge of a character says nothing: only the whole box is told.
        Direction::Left => (BBox { x0: -u1, y0: -v1, x1: -u0, y1: -v0 }, Vec::new()),
        Direction::Down => (BBox { x0: -v1, y0: u0, x1: -v0, y1: u1 }, Vec::new()),
        Direction::Up => (BBox { x0: v0, y0: -u1, x1: v1, y1: -u0 }, Vec::new()),
    }
}
