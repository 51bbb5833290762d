//! The record: casebook's public format, one JSON document a submission. These types *are* the format; the JSON
//! Schema in `schemas/record.schema.json` is generated from them.
//!
//! Every span counts Unicode code points of the record's own `text`, end exclusive. Pages count from 1; boxes are in
//! points from the top left of the page as it is displayed, rounded to one decimal; confidences are rounded to three.
//! `null` where a list could stand means "not looked for"; `[]` means "looked, and found none".

mod build;
mod coverage;
mod figure;
mod meta;
mod schema;
mod structure;
mod words;

pub use build::{Parts, build, figures};
pub use coverage::Coverage;
pub use figure::*;
pub use meta::*;
pub use schema::json_schema;
pub use structure::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name in every record's `schema`.
pub const SCHEMA: &str = "casebook.record";
/// A minor version adds, a major version changes a meaning.
pub const SCHEMA_VERSION: &str = "1.0";

/// A casebook record: one submitted file, its template sections and its figures, each with the place it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always "casebook.record".
    pub schema: String,
    /// A minor version adds fields, a major one changes a meaning.
    pub schema_version: String,
    pub software: Software,
    pub document: DocumentInfo,
    pub template: TemplateInfo,
    pub title: Option<TextValue>,
    pub organisation: Option<NameValue>,
    pub country: Option<CountryValue>,
    /// Null where the authors were not looked for or could not be told apart.
    pub authors: Option<Vec<Author>>,
    /// A template's own fields, by their name.
    pub fields: Option<BTreeMap<String, TextValue>>,
    /// The canonical text all spans point into: NFC, in reading order, hyphenation undone, running matter last.
    pub text: String,
    /// The whole text, cut into stretches of one role: they follow one another without gap or overlap.
    pub blocks: Vec<TextBlock>,
    /// In document order, parts after their section.
    pub sections: Vec<Section>,
    /// The template's side, in its order: a missing section is a fact here, not an absence.
    pub slots: Vec<Slot>,
    pub tables: Vec<Table>,
    pub figures: Vec<Figure>,
    /// Every number in the text that is no figure, and why.
    pub excluded: Option<Vec<Excluded>>,
    pub relations: Option<Vec<Relation>>,
    /// The one-row summary: field (revenue, jobs, funding, …) to figure id, null rather than wrong.
    pub headline: BTreeMap<String, Option<String>>,
    /// Why each headline figure was taken, or none.
    pub headline_reasons: BTreeMap<String, String>,
    pub checks: Option<Vec<Check>>,
    /// Doubts about the document as a whole.
    pub flags: Vec<Flag>,
}

impl Record {
    /// The words of a span. Empty where the span is not of this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> String {
        self.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
    }

    /// Template sections the document doesn't have. Parts aside: an author may well answer a section as a whole.
    pub fn missing_sections(&self) -> impl Iterator<Item = &str> {
        let missing = self.slots.iter().filter(|s| s.state == SlotState::Missing).map(|s| s.id.as_str());
        missing.filter(|id| !id.contains('.'))
    }

    /// A headline field's figure.
    #[must_use]
    pub fn headline_figure(&self, field: &str) -> Option<&Figure> {
        let id = self.headline.get(field)?.as_ref()?;
        self.figures.iter().find(|f| f.id == *id)
    }
}
