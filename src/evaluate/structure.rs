//! Sections and tables against gold.

use super::gold::{Gold, Part};
use super::reading::Reading;
use super::text::{fold, head, tail, token_f1};
use std::collections::BTreeMap;

/// Matter outside the template, which sections are not judged by.
pub(super) const OUTSIDE: [&str; 2] = ["front", "other"];

/// Below this a section's text is worth a look.
const GOOD: f64 = 0.97;

/// How one section came out.
#[derive(Debug, PartialEq)]
pub(super) struct JudgedSection {
    pub(super) id: String,
    pub(super) text_f1: f64,
    /// First and last 40 characters are right; none for an invented section.
    pub(super) edges: Option<bool>,
    pub(super) fault: Option<&'static str>,
}

pub(super) fn judge_sections(gold: &Gold, reading: &Reading) -> Vec<JudgedSection> {
    let Some(stated) = &gold.sections else { return Vec::new() };
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, text) in reading.sections.iter().filter(|(id, _)| !OUTSIDE.contains(&id.as_str())) {
        found.entry(id).or_default().push(text);
    }
    let mut judged = Vec::new();
    // A document that follows no template has no sections to find, only some to invent.
    for section in stated.iter().filter(|s| !OUTSIDE.contains(&s.id.as_str()) && !gold.is_stray()) {
        let names = || std::iter::once(&section.id).chain(&section.also).map(String::as_str);
        let texts = names().find_map(|name| found.remove(name));
        section.also.iter().for_each(|twin| drop(found.remove(twin.as_str())));
        judged.push(judge_section(&section.id, &section.text, texts.as_deref()));
    }
    if !gold.is_partial(Part::Sections) {
        judged.extend(found.keys().map(|id| JudgedSection { id: (*id).to_owned(), text_f1: 0.0, edges: None, fault: Some("invented") }));
    }
    judged
}

fn judge_section(id: &str, gold: &str, texts: Option<&[&str]>) -> JudgedSection {
    let Some(texts) = texts else {
        return JudgedSection { id: id.to_owned(), text_f1: 0.0, edges: Some(false), fault: Some("missing") };
    };
    let text = texts.join(" ");
    let text_f1 = token_f1(gold, &text);
    let (gold, text) = (fold(gold), fold(&text));
    let edges = head(&gold, 40) == head(&text, 40) && tail(&gold, 40) == tail(&text, 40);
    let (wanted, got) = (gold.split(' ').count(), text.split(' ').count());
    let fault = match text_f1 {
        f1 if f1 >= GOOD => None,
        _ if got < wanted => Some("cut short"),
        _ => Some("too much"),
    };
    JudgedSection { id: id.to_owned(), text_f1, edges: Some(edges), fault }
}

/// Gold table rows, each with whether the record has it with every cell right.
pub(super) fn judge_rows(gold: &Gold, reading: &Reading) -> Vec<(Vec<String>, bool)> {
    let rows = gold.tables.iter().flatten().flat_map(|t| &t.rows);
    let folded = rows.map(|row| row.iter().map(|cell| fold(cell)).collect::<Vec<_>>());
    folded.map(|row| (reading.rows.contains(&row), row)).map(|(found, row)| (row, found)).collect()
}
