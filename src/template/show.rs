//! A template as a person reads it.

use super::cues::ByLanguage;
use super::form::{Holds, Template, Unit};
use serde::Serialize;
use std::fmt::Write as _;

/// A template as a program reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown<'t> {
    pub id: &'t str,
    pub version: &'t str,
    pub name: &'t str,
    /// ISO 639-1 code of its printed headings.
    pub language: &'t str,
    /// The languages documents may be in; empty: any.
    pub accepts: &'t [String],
    /// Sections and their parts, parts after their section.
    pub sections: Vec<ShownSection<'t>>,
}

/// A section or part of a template.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownSection<'t> {
    pub id: &'t str,
    pub part_of: Option<&'t str>,
    pub heading: &'t str,
    pub number: Option<u32>,
    pub holds: Option<Holds>,
    pub required: bool,
    pub max_pages: Option<f64>,
    pub max_words: Option<usize>,
    /// The answers allowed; empty: any.
    pub values: &'t [String],
    /// The columns of the tables it asks for.
    pub tables: Vec<&'t [String]>,
    /// How many wordings of its heading are known.
    pub wordings: usize,
}

pub fn shown(template: &Template) -> Shown<'_> {
    Shown {
        id: &template.id,
        version: &template.version,
        name: &template.name,
        language: &template.language,
        accepts: &template.accepts,
        sections: template.units.iter().map(|unit| section(template, unit)).collect(),
    }
}

fn section<'t>(template: &'t Template, unit: &'t Unit) -> ShownSection<'t> {
    let columns = |table: &'t ByLanguage| table.get(&template.language).or(table.values().next()).map(Vec::as_slice);
    ShownSection {
        id: &unit.id,
        part_of: unit.parent.and_then(|p| template.units.get(p)).map(|p| p.id.as_str()),
        heading: &unit.heading,
        number: unit.number,
        holds: unit.holds,
        required: unit.required,
        max_pages: unit.max_pages,
        max_words: unit.max_words,
        values: &unit.values,
        tables: unit.wordings.tables.iter().filter_map(columns).collect(),
        wordings: unit.names.len(),
    }
}

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
        if !unit.values.is_empty() {
            notes.push(format!("one of: {}", unit.values.join(" | ")));
        }
        for table in &unit.wordings.tables {
            let columns = table.get(&template.language).or(table.values().next());
            notes.extend(columns.map(|c| format!("table: {}", c.join(" | "))));
        }
        notes.push(format!("{} wordings", unit.names.len()));
        let _ = writeln!(out, "{indent}  {}", notes.join(", "));
    }
    out
}
