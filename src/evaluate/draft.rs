//! The start of a gold file: what a record says, for a person to correct.

use super::EvaluateError;
use super::gold::SUFFIX;
use super::reading::load_values;
use super::text::fold;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words beside a figure that find it again.
const BESIDE: usize = 40;

/// A gold file as it is started, in the order a person reads it.
#[derive(Debug, Serialize)]
struct Started {
    /// Until a person deletes this line, evaluation refuses the file.
    draft: bool,
    name: String,
    files: Vec<Value>,
    lang: Value,
    template: Value,
    title: Value,
    organisation: Value,
    country: Value,
    authors: Vec<Value>,
    headline: Map<String, Value>,
    sections: Vec<DraftSection>,
    tables: Vec<Value>,
    figures: Vec<DraftFigure>,
}

#[derive(Debug, Serialize)]
struct DraftSection {
    id: String,
    also: Value,
    heading: Value,
    text: String,
}

#[derive(Debug, Serialize)]
struct DraftFigure {
    surface: String,
    nth: usize,
    section: Value,
    kind: Value,
    measure: Value,
    value: Value,
    low: Value,
    high: Value,
    currency: Value,
    approx: Value,
    period: Value,
    scope: Value,
    before: String,
    after: String,
}

/// What was started.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drafted {
    pub files: Vec<PathBuf>,
}

/// Starts a gold file for every record under the paths.
///
/// # Errors
/// When there is no record, or a file can't be written or exists already (`replace` overwrites it).
pub fn draft_gold(paths: &[PathBuf], folder: &Path, replace: bool) -> Result<Drafted, EvaluateError> {
    let mut records = Vec::new();
    for path in paths {
        records.extend(load_values(path)?);
    }
    if records.is_empty() {
        return Err(EvaluateError::NoRecords(paths.first().cloned().unwrap_or_default()));
    }
    let drafts = named(&records).into_iter().map(|(name, record)| (folder.join(format!("{name}{SUFFIX}")), draft(name, record)));
    let drafts: Vec<_> = drafts.collect();
    if let Some((there, _)) = drafts.iter().find(|(file, _)| !replace && file.exists()) {
        return Err(EvaluateError::Exists(there.clone()));
    }
    fs::create_dir_all(folder).map_err(|e| EvaluateError::Unwritable(folder.to_owned(), e))?;
    for (file, draft) in &drafts {
        let text = serde_json::to_string_pretty(draft).map_err(|e| EvaluateError::Malformed(file.clone(), e.to_string()))?;
        fs::write(file, format!("{text}\n")).map_err(|e| EvaluateError::Unwritable(file.clone(), e))?;
    }
    Ok(Drafted { files: drafts.into_iter().map(|(file, _)| file).collect() })
}

/// A name for each: the file's without its ending, or with it where two would be the same.
fn named(records: &[Value]) -> Vec<(String, &Value)> {
    let mut taken = BTreeSet::new();
    let mut named = Vec::new();
    for record in records {
        let file = text(&record["document"]["name"]);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let tries = [stem.to_owned(), file.to_owned()].into_iter().chain((2..).map(|n| format!("{file}-{n}")));
        let free = tries.filter(|name| !name.is_empty()).find(|name| !taken.contains(&name.to_lowercase()));
        let name = free.unwrap_or_else(|| file.to_owned());
        taken.insert(name.to_lowercase());
        named.push((name, record));
    }
    named
}

fn draft(name: String, record: &Value) -> Started {
    let document = &record["document"];
    let figures = list(&record["figures"]);
    let format = match text(&document["media_type"]) {
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        _ => "docx",
    };
    let surface = |id: &Value| figures.iter().find(|f| f["id"] == *id).map(|f| f["surface"].clone());
    let headline = record["headline"].as_object().into_iter().flatten();
    Started {
        draft: true,
        name,
        files: vec![json!({ "file": document["path"].as_str().unwrap_or(text(&document["name"])), "format": format })],
        lang: document["language"].clone(),
        template: json!(record["template"]["id"].as_str().unwrap_or("none")),
        title: record["title"]["text"].clone(),
        organisation: record["organisation"]["name"].clone(),
        country: record["country"]["code"].clone(),
        authors: list(&record["authors"]).iter().map(author).collect(),
        headline: headline.filter_map(|(field, id)| Some((field.clone(), surface(id)?))).collect(),
        sections: list(&record["sections"]).iter().map(section).collect(),
        tables: list(&record["tables"]).iter().map(|t| table(t, record)).collect(),
        figures: Figures::of(record).drafts(figures),
    }
}

fn author(author: &Value) -> Value {
    json!({ "name": author["name"], "role": author["role"], "affiliation": author["affiliation"] })
}

fn section(section: &Value) -> DraftSection {
    DraftSection {
        id: text(&section["id"]).to_owned(),
        also: section["also"].clone(),
        heading: section["heading"]["text"].clone(),
        text: fold(text(&section["text"])),
    }
}

fn table(table: &Value, record: &Value) -> Value {
    let id = list(&record["sections"]).iter().find(|s| s["key"] == table["section"]).map(|s| s["id"].clone());
    json!({ "section": id, "header": table["header"], "rows": table["rows"] })
}

/// A record's figures in their text.
struct Figures {
    text: Vec<char>,
}

impl Figures {
    fn of(record: &Value) -> Self {
        Self { text: text(&record["text"]).chars().collect() }
    }

    fn drafts(&self, figures: &[Value]) -> Vec<DraftFigure> {
        let same = |a: &Value, b: &Value| a["surface"] == b["surface"] && a["section"] == b["section"];
        let nth = |at: usize, figure: &Value| figures.iter().take(at + 1).filter(|f| same(f, figure)).count();
        figures.iter().enumerate().map(|(at, figure)| self.draft(figure, nth(at, figure))).collect()
    }

    fn draft(&self, figure: &Value, nth: usize) -> DraftFigure {
        let at = |end: &str| figure["span"][end].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default().min(self.text.len());
        let (start, end) = (at("start"), at("end"));
        let words = |from: usize, to: usize| beside(self.text.get(from..to).unwrap_or_default());
        let unknown = figure["currency"].is_null() && text(&figure["kind"]) == "money";
        DraftFigure {
            surface: text(&figure["surface"]).to_owned(),
            nth,
            section: figure["section"].clone(),
            kind: figure["kind"].clone(),
            measure: figure["measure"].clone(),
            value: figure["value"].clone(),
            low: figure["low"].clone(),
            high: figure["high"].clone(),
            currency: if unknown { json!("?") } else { figure["currency"].clone() },
            approx: Some(&figure["approximation"]).filter(|a| text(a) != "exact").cloned().unwrap_or_default(),
            period: figure["period"].clone(),
            scope: figure["scope"].clone(),
            before: words(start.saturating_sub(BESIDE), start),
            after: words(end, end.saturating_add(BESIDE).min(self.text.len())),
        }
    }
}

/// Words with one blank between them, and at either end where there was one.
fn beside(text: &[char]) -> String {
    let blank = |c: Option<&char>| if c.is_some_and(|c| c.is_whitespace()) { " " } else { "" };
    let words = fold(&text.iter().collect::<String>());
    format!("{}{words}{}", blank(text.first()), blank(text.last()))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
