//! Records as evaluation sees them: read field by field from JSON, so that records of other versions, or of other
//! programs that keep the names, are scored too. What isn't there is as good as not found.

use super::EvaluateError;
use super::quantity::{Quantity, is_optional};
use super::text::fold;
use crate::record::Kind;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// What a record says, as far as it is judged. The empty one stands for a file without a record.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) text: Vec<char>,
    pub(super) language: Option<String>,
    pub(super) template: Option<String>,
    pub(super) title: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) country: Option<String>,
    pub(super) authors: Vec<String>,
    /// Id and text.
    pub(super) sections: Vec<(String, String)>,
    /// Every table row, header rows too, cells folded.
    pub(super) rows: HashSet<Vec<String>>,
    pub(super) figures: Vec<Reported>,
    /// Field to figure id, and whether there is a figure of that id.
    pub(super) headline: BTreeMap<String, String>,
    pub(super) checks: Vec<ReportedCheck>,
    pub(super) flags: HashSet<String>,
}

/// A figure of a record.
#[derive(Debug, Clone)]
pub(super) struct Reported {
    pub(super) id: String,
    /// None: a kind gold doesn't know.
    pub(super) kind: Option<Kind>,
    pub(super) surface: String,
    pub(super) quantity: Quantity,
    pub(super) currency: Option<String>,
    pub(super) currency_doubted: bool,
    pub(super) section: Option<String>,
    pub(super) attributes: BTreeMap<&'static str, Option<String>>,
    pub(super) span: Option<(usize, usize)>,
    pub(super) sentence: Option<(usize, usize)>,
    pub(super) confidence: f64,
    pub(super) rule: String,
}

/// A check of a record.
#[derive(Debug, Clone)]
pub(super) struct ReportedCheck {
    /// Ids.
    pub(super) figures: Vec<String>,
    pub(super) difference: Quantity,
    pub(super) verdict: String,
}

impl Reported {
    pub(super) fn is_optional(&self) -> bool {
        self.kind.is_some_and(|kind| is_optional(kind, self.quantity, &self.surface, ""))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)?.as_deref()
    }
}

impl Reading {
    /// The words between two code points. Empty where they are not of this text.
    pub(super) fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.text.len());
        self.text.get(start.min(end)..end).unwrap_or_default().iter().collect()
    }

    fn new(record: &Value) -> Self {
        let string = |path: &str| record.pointer(path).and_then(Value::as_str).map(str::to_owned);
        let either = |path: &str, inner: &str| string(path).or_else(|| string(&format!("{path}/{inner}")));
        let headline = record["headline"].as_object().into_iter().flatten();
        Self {
            text: record["text"].as_str().unwrap_or_default().chars().collect(),
            language: string("/document/language"),
            template: string("/template/id"),
            title: either("/title", "text"),
            organisation: either("/organisation", "name"),
            country: either("/country", "code"),
            authors: list(&record["authors"]).iter().map(|a| fold(word(a, "name"))).collect(),
            sections: list(&record["sections"]).iter().map(|s| (word(s, "id").to_owned(), word(s, "text").to_owned())).collect(),
            rows: list(&record["tables"]).iter().flat_map(rows).collect(),
            figures: list(&record["figures"]).iter().map(reported).collect(),
            headline: headline.filter_map(|(field, id)| Some((field.clone(), id.as_str()?.to_owned()))).collect(),
            checks: list(&record["checks"]).iter().map(check).collect(),
            flags: codes(record),
        }
    }
}

fn reported(figure: &Value) -> Reported {
    const ATTRIBUTES: [&str; 7] = ["measure", "scope", "approximation", "period", "direction", "status", "per"];
    let text = |key: &str| figure[key].as_str().filter(|t| !t.is_empty()).map(str::to_owned);
    let kind = match word(figure, "kind") {
        "money" => Some(Kind::Money),
        "count" => Some(Kind::Count),
        "percent" => Some(Kind::Percent),
        _ => None,
    };
    Reported {
        id: word(figure, "id").to_owned(),
        kind,
        surface: word(figure, "surface").to_owned(),
        quantity: Quantity::new(&figure["value"], &figure["low"], &figure["high"]),
        currency: text("currency"),
        currency_doubted: codes(figure).contains("currency_ambiguous"),
        section: text("section"),
        attributes: ATTRIBUTES.iter().map(|name| (*name, text(name).or_else(|| each(name, figure)))).collect(),
        span: span(&figure["span"]),
        sentence: span(&figure["sentence"]),
        confidence: figure["confidence"].as_f64().unwrap_or(0.0),
        rule: text("rule").unwrap_or_else(|| "unknown".to_owned()),
    }
}

/// "1 M $ each" is a rate per each, which a record keeps apart.
fn each(attribute: &str, figure: &Value) -> Option<String> {
    (attribute == "per" && figure["each"] == true).then(|| "each".to_owned())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn span(value: &Value) -> Option<(usize, usize)> {
    let at = |key: &str| usize::try_from(value[key].as_u64()?).ok();
    Some((at("start")?, at("end")?))
}

/// The codes of flags, written as words or as objects with a code.
fn codes(thing: &Value) -> HashSet<String> {
    let code = |flag: &Value| flag.as_str().or_else(|| flag["code"].as_str()).map(str::to_owned);
    list(&thing["flags"]).iter().filter_map(code).collect()
}

fn check(check: &Value) -> ReportedCheck {
    ReportedCheck {
        figures: list(&check["figures"]).iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        difference: Quantity::new(&check["difference"], &Value::Null, &Value::Null),
        verdict: word(check, "verdict").to_owned(),
    }
}

fn rows(table: &Value) -> Vec<Vec<String>> {
    let cells = |row: &Value| list(row).iter().map(|cell| fold(cell.as_str().unwrap_or_default())).collect();
    std::iter::once(&table["header"]).chain(list(&table["rows"])).map(cells).collect()
}

/// Records by the file they were made from.
#[derive(Debug, Default)]
pub struct Records {
    readings: Vec<Reading>,
    by_name: HashMap<String, usize>,
    by_path: HashMap<String, usize>,
}

impl Records {
    /// Reads an NDJSON file, one record, what `casebook extract` wrote, or a folder with records in it.
    ///
    /// # Errors
    /// When there is no record, or a file of records holds something else than JSON.
    pub fn load(path: &Path) -> Result<Self, EvaluateError> {
        let mut records = Self::default();
        for record in load_values(path)? {
            records.add(&record);
        }
        if records.readings.is_empty() { Err(EvaluateError::NoRecords(path.to_owned())) } else { Ok(records) }
    }

    pub(super) fn add(&mut self, record: &Value) {
        let place = self.readings.len();
        self.readings.push(Reading::new(record));
        self.by_name.insert(word(&record["document"], "name").to_owned(), place);
        self.by_path.insert(word(&record["document"], "path").to_owned(), place);
    }

    /// The record of a file that gold names: by its path, else by its name, else by its name without the ending.
    pub(super) fn of(&self, file: &str, name: &str) -> Option<&Reading> {
        let stem = |known: &&String| known.rsplit_once('.').is_some_and(|(stem, _)| stem == name);
        let by_stem = || self.by_name.keys().filter(stem).min().and_then(|known| self.by_name.get(known));
        let place = self.by_path.get(file).or_else(|| self.by_name.get(name)).or_else(by_stem)?;
        self.readings.get(*place)
    }

    pub fn len(&self) -> usize {
        self.readings.len()
    }

    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }
}

/// Every casebook record under a path, as JSON.
///
/// # Errors
/// When the path isn't there or a file of records holds something else than JSON.
pub(super) fn load_values(path: &Path) -> Result<Vec<Value>, EvaluateError> {
    let kind = fs::metadata(path).map_err(|_| EvaluateError::NoSuchPath(path.to_owned()))?;
    let mut found = Vec::new();
    if kind.is_file() {
        return load_file(path);
    }
    // What `extract` wrote has its records in a folder of their own, beside files that only list them.
    let records = path.join("records");
    let root = if records.is_dir() { &records } else { path };
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_file() && name.ends_with(".json") && !name.ends_with(super::gold::SUFFIX) {
            found.extend(load_file(entry.path())?);
        }
    }
    Ok(found)
}

fn load_file(path: &Path) -> Result<Vec<Value>, EvaluateError> {
    let text = fs::read_to_string(path).map_err(|e| EvaluateError::Unreadable(path.to_owned(), e))?;
    let is_record = |value: &Value| value["document"]["name"].is_string();
    if let Ok(value) = serde_json::from_str::<Value>(&text) {
        return Ok(Some(value).filter(is_record).into_iter().collect());
    }
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let bad = |e: serde_json::Error| EvaluateError::Malformed(path.to_owned(), format!("line {}: not JSON: {e}", at + 1));
        found.extend(Some(serde_json::from_str(line).map_err(bad)?).filter(is_record));
    }
    Ok(found)
}
