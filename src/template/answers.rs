//! Whether what was answered is what the form asks: one of the answers it allows, its tables filled in, its language.

use super::form::Template;
use super::outline::Outline;
use super::words::words;
use super::{Role, Templates};
use crate::document::{Block, BlockKind, Document, Table};
use crate::flag::{Flag, FlagCode};

/// Flags answers that the form does not allow, and tables left as they were printed.
pub fn check(document: &Document, outline: &mut Outline, template: &Template) {
    values(document, outline, template);
    for block in document.tables() {
        if let BlockKind::Table(table) = &block.kind
            && let Some(section) = unfilled(document, block, table, outline, template)
            && let Some(section) = outline.sections.get_mut(section)
        {
            section.flags.push(Flag::new(FlagCode::TableNotFilled).at(block.span));
        }
    }
}

fn values(document: &Document, outline: &mut Outline, template: &Template) {
    for unit in template.units.iter().filter(|u| !u.values.is_empty()) {
        let Some(section) = outline.sections.iter().position(|s| s.id == unit.id) else { continue };
        let own = outline.pieces.iter().filter(|p| p.role == Role::Content && p.section == Some(section));
        let answer: Vec<String> = own.flat_map(|p| words(document.slice(p.span))).collect();
        if answer.is_empty() || unit.values.iter().any(|v| words(v) == answer) {
            continue;
        }
        if let Some(section) = outline.sections.get_mut(section) {
            section.flags.push(Flag::new(FlagCode::ValueNotAllowed).because(unit.values.join(", ")));
        }
    }
}

/// The section that asks for this table, if it has the form's columns and nothing below them.
fn unfilled(document: &Document, block: &Block, table: &Table, outline: &Outline, template: &Template) -> Option<usize> {
    let head: Vec<String> = table.cells.iter().filter(|c| c.row == 0).map(|c| words(document.slice(c.span)).join(" ")).collect();
    let empty = |text: &str| !text.contains(char::is_alphanumeric);
    let below = table.cells.iter().filter(|c| c.row > 0).all(|c| empty(document.slice(c.span)));
    if head.len() < 2 || table.rows < 2 || !below {
        return None;
    }
    let asked = template.units.iter().find(|u| u.columns.contains(&head))?;
    let inside = outline.pieces.iter().find(|p| block.span.contains(p.span)).and_then(|p| p.section);
    let own = |s: &usize| outline.sections.get(*s).is_some_and(|s| s.id == asked.id);
    inside.filter(own).or_else(|| outline.sections.iter().position(|s| s.id == asked.id))
}

impl Templates {
    /// What to say of a document's language, if the template asks for another.
    #[must_use]
    pub fn language_flag(&self, template: &str, language: Option<&str>) -> Option<Flag> {
        let accepts = &self.templates.iter().find(|t| t.id == template)?.accepts;
        let wrong = !accepts.is_empty() && language.is_some_and(|l| !accepts.iter().any(|a| a == l));
        wrong.then(|| {
            Flag::new(FlagCode::LanguageUnexpected).because(format!("{} instead of {}", language.unwrap_or_default(), accepts.join(", ")))
        })
    }
}
