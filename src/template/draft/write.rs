//! The drafted outline as a template file.

use super::outline::DraftUnit;
use crate::template::cues::{ByLanguage, Cues};
use crate::template::form::Holds;
use crate::template::words::words;
use std::collections::HashSet;
use std::fmt::Write as _;

/// As many sections and parts as a template may have.
const MOST_UNITS: usize = 64;

/// Writes the file. It passes `casebook template check`.
pub fn file(units: &[DraftUnit], id: &str, name: Option<&str>, language: &str, cues: &Cues) -> String {
    let id = slug(&words(id));
    let id = if id.is_empty() { "my-template".to_owned() } else { id.replace('_', "-") };
    let mut out = String::from(
        "# Drafted from the form. Read it through: is every heading a section, is nothing missing, do the ids say what is meant?\n\
         # What each line means: schemas/templates/README.md. Then: casebook template check FILE, casebook template try FILE DOCUMENTS\n\n",
    );
    let name = name.map(str::trim).filter(|n| !n.is_empty()).unwrap_or(&id);
    for (key, value) in [("id", id.as_str()), ("version", "1.0"), ("name", name), ("language", language)] {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
    let mut taken: HashSet<String> = ["front", "other"].map(str::to_owned).into();
    let mut section = String::new();
    for unit in units.iter().take(MOST_UNITS) {
        let own = unit_id(unit, cues);
        let wanted = if unit.part { format!("{section}.{own}") } else { own };
        let id = free(&wanted, &mut taken);
        if !unit.part {
            section.clone_from(&id);
        }
        write_unit(&mut out, unit, &id, language);
    }
    out
}

fn write_unit(out: &mut String, unit: &DraftUnit, id: &str, language: &str) {
    let at = if unit.part { "section.part" } else { "section" };
    let _ = write!(out, "\n[[{at}]]\nid = {}\nheading = {}\n", quoted(id), quoted(&unit.heading));
    if let Some(number) = unit.number {
        let _ = writeln!(out, "number = {number}");
    }
    match unit.holds {
        Some(Holds::Title) => out.push_str("holds = \"title\"\n"),
        Some(Holds::Authors) => out.push_str("holds = \"authors\"\n"),
        None => {}
    }
    if let Some(pages) = unit.max_pages {
        let _ = writeln!(out, "max_pages = {pages:?}");
    }
    if let Some(words) = unit.max_words {
        let _ = writeln!(out, "max_words = {words}");
    }
    if let Some(source) = &unit.source {
        let _ = writeln!(out, "# The other wordings are those of the template {source}, which has the same heading.");
    }
    by_language(out, &format!("{at}.names"), &unit.wordings.names);
    by_language(out, &format!("{at}.generic"), &unit.wordings.generic);
    let mut guidance = unit.wordings.guidance.clone();
    if !unit.guidance.is_empty() {
        guidance.insert(language.to_owned(), unit.guidance.clone());
    }
    by_language(out, &format!("{at}.guidance"), &guidance);
    for (nth, own) in unit.tables.iter().enumerate() {
        let mut columns = unit.wordings.tables.get(nth).cloned().unwrap_or_default();
        columns.insert(language.to_owned(), own.clone());
        let _ = writeln!(out, "[[{at}.table]]");
        by_language(out, &format!("{at}.table.columns"), &columns);
    }
}

fn by_language(out: &mut String, name: &str, list: &ByLanguage) {
    if list.is_empty() {
        return;
    }
    let _ = writeln!(out, "[{name}]");
    for (language, words) in list {
        let words: Vec<String> = words.iter().map(|w| quoted(w)).collect();
        let _ = writeln!(out, "{language} = [{}]", words.join(", "));
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The first telling words of a heading.
fn unit_id(unit: &DraftUnit, cues: &Cues) -> String {
    match unit.holds {
        Some(Holds::Title) => return "title".to_owned(),
        Some(Holds::Authors) => return "authors".to_owned(),
        None => {}
    }
    let head = unit.heading.split([':', '(']).next().unwrap_or_default();
    let all = words(if words(head).is_empty() { &unit.heading } else { head });
    let telling: Vec<String> = all.iter().filter(|w| !cues.small.contains(*w)).take(3).cloned().collect();
    let id = slug(if telling.is_empty() { &all } else { &telling });
    if id.is_empty() { "section".to_owned() } else { id }
}

/// Small Latin letters and digits, joined by `_`.
fn slug(words: &[String]) -> String {
    let plain = words.iter().map(|w| w.chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).collect::<String>());
    plain.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("_")
}

fn free(wanted: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..=MOST_UNITS + 2).map(|n| format!("{wanted}_{n}"));
    let id = std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}
