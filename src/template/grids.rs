//! Which tables are data, and where their header ends.

use super::look::Line;
use super::{DataTable, Piece, Role};
use crate::document::{Block, BlockKind, Document, Table};
use std::collections::{HashMap, HashSet};

/// The tables that are content. One that holds a section's heading is the form's layout.
pub fn data_tables(document: &Document, pieces: &[Piece], lines: &[Line], columns: &[Vec<String>]) -> Vec<DataTable> {
    let layout: HashSet<usize> = pieces.iter().filter(|p| p.role == Role::Heading).filter_map(|p| p.cell.map(|c| c.table)).collect();
    let mut section: HashMap<usize, Option<usize>> = HashMap::new();
    for piece in pieces.iter().filter(|p| p.role == Role::Content) {
        if let Some(cell) = piece.cell {
            section.entry(cell.table).or_insert(piece.section);
        }
    }
    let in_body: HashSet<usize> = lines.iter().filter(|l| l.body()).filter_map(|l| l.leaf.cell.map(|c| c.table)).collect();
    let tables = document.tables();
    let data = tables.iter().enumerate().filter(|(i, _)| !layout.contains(i) && in_body.contains(i));
    data.filter_map(|(i, block)| {
        let BlockKind::Table(table) = &block.kind else { return None };
        let holds_tables = table.cells.iter().flat_map(|c| &c.blocks).any(|b| matches!(b.kind, BlockKind::Table(_)));
        let frame = table.rows < 2 || (table.cols < 2 && holds_tables);
        (!frame).then(|| DataTable {
            table: i,
            section: section.get(&i).copied().flatten(),
            header_rows: header_rows(document, table, columns),
        })
    })
    .collect()
}

/// Rows of the table's head: as the format says, or by what the first row holds and the others don't.
fn header_rows(document: &Document, table: &Table, columns: &[Vec<String>]) -> usize {
    if table.header_rows > 0 {
        return table.header_rows.min(table.rows);
    }
    let row = |n: usize| table.cells.iter().filter(move |c| c.row == n);
    let texts: Vec<&str> = row(0).map(|c| document.slice(c.span).trim()).collect();
    let asked =
        columns.iter().any(|cols| cols.len() == texts.len() && texts.iter().all(|t| cols.contains(&super::words::words(t).join(" "))));
    let bold = |n: usize| row(n).flat_map(|c| &c.blocks).all(|b: &Block| b.style.bold) && row(n).any(|c| !c.blocks.is_empty());
    let numeric = |t: &str| t.starts_with(|c: char| c.is_ascii_digit()) && !year(t);
    let words = texts.iter().all(|t| t.split_whitespace().count() <= 8) && !texts.iter().skip(1).any(|t| numeric(t));
    usize::from(asked || (bold(0) && !bold(1)) || (words && texts.iter().any(|t| !t.is_empty()) && table.rows > 1))
}

/// A column may be headed by a year.
fn year(text: &str) -> bool {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}
