//! For tests: documents from lines of text, with the looks authors give them.

use crate::document::{Block, BlockKind, Cell, Document, DocumentBuilder, Flow, Pagination, Span, Style, Table};

/// How headings are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Word's heading styles.
    Styled,
    /// Bold paragraphs.
    Bold,
    /// As plain text.
    Plain,
    /// A table with a row a section: heading | text.
    Form,
    /// A table for every two sections: their headings in one row, their texts in the next.
    Columns,
    /// Each heading in a table of one cell.
    Boxed,
    /// In the paragraph of the text, in bold.
    RunInBold,
    /// In the paragraph of the text.
    RunIn,
}

/// A section as printed: level 1 or 2, the lines of its heading, its paragraphs ("- " opens an item).
#[derive(Debug, Clone)]
pub struct Entry {
    pub level: u8,
    pub heading: Vec<String>,
    pub text: Vec<String>,
}

pub fn build(entries: &[Entry], layout: Layout) -> Document {
    let mut writer = Writer { builder: DocumentBuilder::new(Pagination::None) };
    let mut rows = Vec::new();
    if layout == Layout::Columns {
        for pair in entries.chunks(2) {
            let head = pair.iter().map(|e| writer.cell(&e.heading, bold())).collect();
            let text = pair.iter().map(|e| writer.cell(&e.text, Style::default())).collect();
            writer.table(vec![head, text]);
        }
        return writer.builder.finish();
    }
    for entry in entries {
        match layout {
            Layout::Form => rows.push([writer.cell(&entry.heading, bold()), writer.cell(&entry.text, Style::default())]),
            Layout::Boxed if entry.level == 1 => {
                let cell = writer.cell(&entry.heading, bold());
                writer.table(vec![vec![cell]]);
                writer.paragraphs(&entry.text);
            }
            Layout::RunInBold | Layout::RunIn if entry.level == 1 => {
                let heading = entry.heading.join(" ");
                let lead = if layout == Layout::RunInBold { heading.len() } else { 0 };
                let mut text = entry.text.clone();
                match text.first_mut() {
                    Some(first) => *first = format!("{heading} {first}"),
                    None => text.push(heading),
                }
                let style = |i: usize| if i == 0 { Style { bold_lead: lead, ..Style::default() } } else { Style::default() };
                for (i, line) in text.iter().enumerate() {
                    let block = writer.block(line, style(i));
                    writer.push(block);
                }
            }
            _ => {
                for line in &entry.heading {
                    let block = writer.block(line, style(layout, entry.level));
                    writer.push(block);
                }
                writer.paragraphs(&entry.text);
            }
        }
    }
    if !rows.is_empty() {
        writer.table(rows.into_iter().map(Vec::from).collect());
    }
    writer.builder.finish()
}

fn bold() -> Style {
    Style { bold: true, ..Style::default() }
}

fn style(layout: Layout, level: u8) -> Style {
    match layout {
        Layout::Styled => Style { heading_level: Some(level), size: 1.4, bold: true, ..Style::default() },
        Layout::Plain => Style::default(),
        _ => bold(),
    }
}

struct Writer {
    builder: DocumentBuilder,
}

impl Writer {
    fn block(&mut self, line: &str, style: Style) -> Block {
        let (kind, marker, text) = match line.strip_prefix("- ") {
            Some(text) => (BlockKind::ListItem, Some(self.builder.push_text("-")), text),
            None => (BlockKind::Paragraph, None, line),
        };
        if marker.is_some() {
            self.builder.push_text(" ");
        }
        let span = self.builder.push_text(text);
        Block { kind, flow: Flow::Body, span, marker, style }
    }

    fn push(&mut self, block: Block) {
        self.builder.push_text("\n\n");
        self.builder.push_block(block);
    }

    fn paragraphs(&mut self, lines: &[String]) {
        for line in lines {
            let block = self.block(line, Style::default());
            self.push(block);
        }
    }

    fn cell(&mut self, lines: &[String], style: Style) -> (Span, Vec<Block>) {
        let start = self.builder.end();
        let blocks: Vec<Block> = lines
            .iter()
            .map(|line| {
                let block = self.block(line, style);
                self.builder.push_text("\n");
                block
            })
            .collect();
        let end = blocks.last().map_or(start, |b| b.span.end);
        (Span::new(start, end), blocks)
    }

    fn table(&mut self, rows: Vec<Vec<(Span, Vec<Block>)>>) {
        let cols = rows.first().map_or(0, Vec::len);
        let mut table = Table { rows: rows.len(), cols, header_rows: 0, cells: Vec::new() };
        for (row, cells) in rows.into_iter().enumerate() {
            for (col, (span, blocks)) in cells.into_iter().enumerate() {
                table.cells.push(Cell { row, col, row_span: 1, col_span: 1, span, blocks });
            }
        }
        let span = table.cells.iter().map(|c| c.span).reduce(Span::cover).unwrap_or(Span::new(0, 0));
        self.push(Block { kind: BlockKind::Table(table), flow: Flow::Body, span, marker: None, style: Style::default() });
    }
}
