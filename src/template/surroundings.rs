//! What stands around a candidate: other headings at once, or a table that only one section asks for.

use super::candidate::Candidate;
use super::form::Template;
use super::likeness::Likeness;
use super::look::{Line, look};
use crate::document::{BlockKind, CellRef, Document};
use std::collections::HashMap;

/// Headings with nothing between them are a table of contents, or a form nobody filled in.
pub fn crowded(candidates: &mut [Candidate], lines: &[Line], template: &Template) {
    let mut strong: HashMap<usize, usize> = HashMap::new();
    for c in candidates.iter().filter(|c| c.likeness.score >= 0.85 && !c.look.run_in) {
        let section = template.units.get(c.unit).and_then(|u| u.parent).unwrap_or(c.unit);
        strong.entry(c.first).or_insert(section);
    }
    for c in candidates.iter_mut().filter(|c| !c.look.run_in) {
        let section = template.units.get(c.unit).and_then(|u| u.parent).unwrap_or(c.unit);
        let other = |line: Option<usize>| line.and_then(|l| strong.get(&l)).is_some_and(|s| *s != section);
        let body = |i: &usize| lines.get(*i).is_some_and(Line::body);
        let before = (0..c.first).rev().find(body);
        let after = (c.last + 1..lines.len()).find(body);
        if other(after) {
            c.gain -= if other(before) { 1.5 } else { 0.6 };
        }
    }
}

/// A table with the columns a section asks for opens that section if nothing else does.
pub fn tables(document: &Document, lines: &[Line], template: &Template, out: &mut Vec<Candidate>) {
    let mut at: HashMap<CellRef, usize> = HashMap::new();
    for (i, line) in lines.iter().enumerate() {
        if let Some(cell) = line.leaf.cell {
            at.entry(cell).or_insert(i);
        }
    }
    for (number, block) in document.tables().into_iter().enumerate() {
        let BlockKind::Table(table) = &block.kind else { continue };
        let header: Vec<String> =
            table.cells.iter().filter(|c| c.row == 0).map(|c| super::words::words(document.slice(c.span)).join(" ")).collect();
        for (unit, u) in template.units.iter().enumerate() {
            let fits = u.columns.iter().any(|columns| columns.len() == header.len() && columns.iter().all(|c| header.contains(c)));
            let first = at.get(&CellRef { table: number, row: 0, col: 0 });
            if let (true, Some(first)) = (fits, first)
                && let Some(line) = lines.get(*first)
            {
                // Its columns' headings are no section's.
                let head =
                    |c: &Candidate| lines.get(c.first).and_then(|l| l.leaf.cell).is_some_and(|cell| cell.table == number && cell.row == 0);
                out.retain(|c| c.unit != unit || !head(c));
                let likeness = Likeness { score: 0.8, generic: false, printed: false };
                out.push(Candidate {
                    first: *first,
                    last: *first,
                    end: 0,
                    unit,
                    also: None,
                    likeness,
                    gain: 1.0,
                    look: look(line, line.text, false),
                });
            }
        }
    }
}
