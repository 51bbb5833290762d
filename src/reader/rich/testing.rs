//! For tests: archives from strings, and what was read in a form that is easy to compare.

use crate::document::{Block, BlockKind, Document, Flow};
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

pub fn zip(files: &[(String, String)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        out.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A line a block: `H1 (2.) text`, `- (•) text`, `note: text`, `running: text`, `[a|b / c|d]` for a table.
pub fn describe(document: &Document) -> String {
    document.blocks.iter().map(|b| describe_block(document, b)).collect::<Vec<_>>().join("\n")
}

fn describe_block(document: &Document, block: &Block) -> String {
    let flow = match block.flow {
        Flow::Body => "",
        Flow::Note => "note: ",
        Flow::Running => "running: ",
    };
    let BlockKind::Table(table) = &block.kind else {
        let heading = block.style.heading_level.map(|l| format!("H{l} ")).unwrap_or_default();
        let list = if matches!(block.kind, BlockKind::ListItem) { "- " } else { "" };
        let marker = block.marker.map(|m| format!("({}) ", document.slice(m))).unwrap_or_default();
        return format!("{flow}{heading}{list}{marker}{}", document.slice(block.span));
    };
    let mut out = String::from("[");
    let mut row = 0;
    for (nth, cell) in table.cells.iter().enumerate() {
        if nth > 0 {
            out += if cell.row == row { "|" } else { " / " };
        }
        row = cell.row;
        if (cell.row_span, cell.col_span) != (1, 1) {
            let _ = write!(out, "{}x{}:", cell.row_span, cell.col_span);
        }
        out += &cell.blocks.iter().map(|b| describe_block(document, b)).collect::<Vec<_>>().join("; ");
    }
    format!("{flow}{out}]")
}
