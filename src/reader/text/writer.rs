//! Paragraphs and tables to the canonical text.

use super::crumbs::{self, BREAK};
use super::flow::Flow;
use super::lines::Line;
use super::paragraphs::{Paragraph, Piece};
use super::tables::Grid;
use crate::document::{Block, BlockKind, Cell, Document, DocumentBuilder, Flow as Place, Page, Span, Style, Table};

/// Writes everything: the text, then the running matter.
pub fn write(mut builder: DocumentBuilder, pieces: &[Piece], running: &[Line], pages: u32) -> Document {
    for number in 1..=pages {
        builder.push_page(Page { number, width: 0.0, height: 0.0 });
    }
    for piece in pieces {
        part_from_before(&mut builder);
        let block = match piece {
            Piece::Text(paragraph) => text_block(&mut builder, paragraph),
            Piece::Table(grid) => table_block(&mut builder, grid),
        };
        builder.push_block(block);
    }
    for line in running {
        for flow in Flow::from_line(&line.text, line.page, line.number).split(BREAK) {
            part_from_before(&mut builder);
            let span = push(&mut builder, &flow);
            builder.push_block(Block { kind: BlockKind::Paragraph, flow: Place::Running, span, marker: None, style: Style::default() });
        }
    }
    builder.finish()
}

fn part_from_before(builder: &mut DocumentBuilder) {
    if builder.end() > 0 {
        builder.push_text("\n\n");
    }
}

fn push(builder: &mut DocumentBuilder, flow: &Flow) -> Span {
    let start = builder.end();
    for (text, part) in flow.stretches() {
        builder.push_fragment(text, part.page, None, Vec::new(), part.line);
    }
    Span::new(start, builder.end())
}

fn text_block(builder: &mut DocumentBuilder, paragraph: &Paragraph) -> Block {
    let marker = paragraph.marker.as_ref().map(|marker| {
        let span = push(builder, marker);
        builder.push_text(" ");
        span
    });
    let kind = if marker.is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
    let (span, style) = words(builder, &paragraph.flow);
    Block { kind, flow: Place::Body, span, marker, style: Style { heading_level: paragraph.heading_level, ..style } }
}

/// Writes a paragraph's words, without their Markdown, and says how they looked.
fn words(builder: &mut DocumentBuilder, flow: &Flow) -> (Span, Style) {
    let mut flow = flow.clone();
    drop_soft_hyphens(&mut flow);
    let emphasis = crumbs::strip_markdown(&mut flow);
    let all = |range: &std::ops::Range<usize>| range.start == 0 && range.end >= flow.text.len();
    let bold = emphasis.bold.iter().any(all);
    let style = Style {
        bold,
        bold_lead: if bold { 0 } else { emphasis.bold.iter().find(|r| r.start == 0).map_or(0, |r| r.end) },
        italic: emphasis.italic.iter().any(all),
        ..Style::default()
    };
    (push(builder, &flow), style)
}

fn drop_soft_hyphens(flow: &mut Flow) {
    let soft: Vec<_> = flow.text.match_indices('\u{AD}').map(|(at, c)| at..at + c.len()).collect();
    if !soft.is_empty() {
        flow.remove_all(&soft);
    }
}

fn table_block(builder: &mut DocumentBuilder, grid: &Grid) -> Block {
    let start = builder.end();
    let mut table = Table { rows: grid.rows.len(), cols: grid.cols(), header_rows: grid.header_rows, cells: Vec::new() };
    for (row, cells) in grid.rows.iter().enumerate() {
        if row > 0 {
            builder.push_text("\n");
        }
        for (col, flow) in cells.iter().enumerate() {
            if col > 0 {
                builder.push_text("\t");
            }
            table.cells.push(cell(builder, row, col, flow));
        }
    }
    let span = Span::new(start, builder.end());
    Block { kind: BlockKind::Table(table), flow: Place::Body, span, marker: None, style: Style::default() }
}

fn cell(builder: &mut DocumentBuilder, row: usize, col: usize, flow: &Flow) -> Cell {
    let start = builder.end();
    let mut blocks = Vec::new();
    for part in flow.clone().split(BREAK) {
        if !blocks.is_empty() {
            builder.push_text("\n");
        }
        let (span, style) = words(builder, &part);
        blocks.push(Block { kind: BlockKind::Paragraph, flow: Place::Body, span, marker: None, style });
    }
    Cell { row, col, row_span: 1, col_span: 1, span: Span::new(start, builder.end()), blocks }
}
