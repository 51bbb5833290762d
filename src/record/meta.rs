//! What a record says of itself, its file and its document as a whole, and the small types all parts share.

use super::words::words;
use crate::document;
use crate::flag;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What made the record. The same file, version, options and knowledge give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Software {
    pub version: String,
    pub options: RecordOptions,
    /// SHA-256 of the data files used (languages, templates, figure rules).
    pub knowledge: String,
    /// The calibration that makes confidences probabilities; null: they are not yet probabilities.
    pub calibration: Option<String>,
    pub ocr: Option<OcrEngine>,
}

/// The options that can alter a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordOptions {
    /// "auto", or the id of the template that was asked for.
    pub template: String,
    /// Which pages may be read from their picture: "auto", "always" or "never".
    pub ocr: String,
    /// The languages asked for to read pictures in; empty: told by the document.
    pub ocr_languages: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OcrEngine {
    pub engine: String,
    pub version: String,
}

/// The file a record was made from. A record's key is `id` and `path`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentInfo {
    /// SHA-256 of the file's bytes.
    pub id: String,
    /// Relative to the folder that was given, with `/`.
    pub path: String,
    /// File name.
    pub name: String,
    /// Groups the files of one submission; null: not grouped.
    pub case: Option<String>,
    /// primary, copy or annex within its case; null: not grouped.
    pub role: Option<DocumentRole>,
    pub media_type: String,
    pub bytes: u64,
    /// Null where the format has no pages.
    pub pages: Option<usize>,
    pub pagination: Pagination,
    /// ISO 639-1.
    pub language: Option<String>,
}

words!(DocumentRole { Primary, Copy, Annex });

words!(
    /// How far page numbers can be trusted.
    Pagination from document::Pagination {
        /// The format fixes its pages (PDF).
        Exact,
        /// Pages follow breaks the last program left in the file.
        Approximate,
        /// No pages.
        None,
    }
);

/// The template the document follows; all null where it follows none that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TemplateInfo {
    pub id: Option<String>,
    pub version: Option<String>,
    pub confidence: Option<f64>,
}

/// A text found in the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextValue {
    pub text: String,
    /// Null where it was inferred from the document as a whole.
    pub span: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

/// The organisation the case is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NameValue {
    pub name: String,
    /// Null where it was inferred from the document as a whole.
    pub span: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

/// The country the case is in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountryValue {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Null where it was inferred from the document as a whole.
    pub span: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    pub name: String,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    pub span: Span,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

/// A range of code points of the record's `text`, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// Where text stands in the file: one place a printed line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// From 1.
    pub page: Option<u32>,
    /// `[x0, y0, x1, y1]` in points from the top left of the page as it is displayed; null where the format has no geometry.
    #[serde(rename = "box")]
    pub bbox: Option<[f64; 4]>,
}

/// First and last page, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageRange {
    pub first: u32,
    pub last: u32,
}

/// A reason for doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Flag {
    #[schemars(with = "KnownFlag")]
    pub code: String,
    pub severity: Severity,
    /// What it is about, where that is a place.
    pub span: Option<Span>,
    pub detail: Option<String>,
}

words!(
    /// How much a flag asks of a person.
    Severity from flag::Severity {
        /// Good to know; nothing to do.
        Info,
        /// A value beside it may be wrong: look before relying on it.
        Doubt,
        /// Something is missing or unreadable: a person has to act.
        Action,
    }
);

/// Names the flags there are in the JSON Schema, and lets a later minor version add some.
struct KnownFlag;

impl JsonSchema for KnownFlag {
    fn schema_name() -> Cow<'static, str> {
        "FlagCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let known = flag::FlagCode::ALL.iter().map(|f| serde_json::json!({ "const": f.code(), "description": f.meaning() }));
        let mut open: Vec<_> = known.collect();
        open.push(serde_json::json!({ "type": "string", "description": "A flag of a later minor version." }));
        json_schema!({ "type": "string", "anyOf": open })
    }
}

impl From<document::Place> for Place {
    fn from(place: document::Place) -> Self {
        let bbox = place.bbox.map(|b| [b.x0, b.y0, b.x1, b.y1].map(|x| rounded(f64::from(x), 10.0)));
        Self { page: (place.page > 0).then_some(place.page), bbox }
    }
}

/// A probability as it stands in a record: three decimals.
#[must_use]
pub fn confidence(value: f64) -> f64 {
    rounded(value.clamp(0.0, 1.0), 1000.0)
}

/// JSON has no NaN or infinity; a number that isn't one reads as 0.
fn rounded(value: f64, steps: f64) -> f64 {
    if value.is_finite() { (value * steps).round() / steps } else { 0.0 }
}
