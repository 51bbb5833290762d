//! A template as a person reads it.

use super::form::{Holds, Template};
use std::fmt::Write as _;

/// One line a section or part: number, id, heading, and what the form asks of the answer.
pub fn outline(template: &Template) -> String {
    let mut out = format!("{} {}: {} ({})\n", template.id, template.version, template.name, template.language);
    for unit in &template.units {
        let indent = if unit.parent.is_some() { "    " } else { "" };
        let number = unit.number.map(|n| format!("{n}. ")).unwrap_or_default();
        let _ = writeln!(out, "\n{indent}{number}{}\n{indent}  id {}", unit.heading, unit.id);
        let mut notes = Vec::new();
        match unit.holds {
            Some(Holds::Title) => notes.push("holds the title".to_owned()),
            Some(Holds::Authors) => notes.push("holds the authors".to_owned()),
            None => {}
        }
        if !unit.required && unit.parent.is_none() {
            notes.push("may be left out".to_owned());
        }
        notes.extend(unit.max_pages.map(|m| format!("at most {m} pages")));
        notes.extend(unit.max_words.map(|m| format!("at most {m} words")));
        for table in &unit.wordings.tables {
            let columns = table.get(&template.language).or(table.values().next());
            notes.extend(columns.map(|c| format!("table: {}", c.join(" | "))));
        }
        notes.push(format!("{} wordings", unit.names.len()));
        let _ = writeln!(out, "{indent}  {}", notes.join(", "));
    }
    out
}
