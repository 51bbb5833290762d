//! A document into the template's sections: which heading is which, what is guidance, what is the author's own.

use crate::document::{CellRef, Document, Span};
use crate::flag::Flag;

/// How a document answers a template.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// None where the document follows no known template.
    pub template: Option<TemplateMatch>,
    /// In document order, parts after their section.
    pub sections: Vec<Section>,
    /// In text order, without overlap: every leaf block's text is covered by pieces (blanks between them aside).
    pub pieces: Vec<Piece>,
    /// The template's side, in its order.
    pub slots: Vec<Slot>,
    /// Data tables (layout tables of forms are taken apart into sections instead).
    pub tables: Vec<DataTable>,
    pub title: Option<Found>,
    /// None where the template has no authors or they could not be told apart.
    pub authors: Option<Vec<Author>>,
    pub organisation: Option<Found>,
    pub country: Option<Found>,
    /// Of the document as a whole.
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TemplateMatch {
    pub id: String,
    pub version: String,
    pub confidence: f64,
}

#[derive(Debug, Clone)]
pub struct Section {
    /// The template's id ("evidence.hard"), or `front` (before the first heading) or `other` (matter outside the template).
    pub id: String,
    /// Index into [`Structure::sections`].
    pub part_of: Option<usize>,
    /// Other template sections under the same heading.
    pub also: Vec<String>,
    pub heading: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

/// A stretch of text with one role. `section` is the innermost one it stands in (an index into [`Structure::sections`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub span: Span,
    pub role: Role,
    pub section: Option<usize>,
    pub cell: Option<CellRef>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Content,
    Heading,
    Guidance,
    Note,
    Running,
}

#[derive(Debug, Clone)]
pub struct Slot {
    pub id: String,
    pub state: SlotState,
    /// Indices into [`Structure::sections`].
    pub sections: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotState {
    Filled,
    Empty,
    Missing,
    Merged,
}

/// A table of the document that is content.
#[derive(Debug, Clone, Copy)]
pub struct DataTable {
    /// As [`CellRef::table`] counts.
    pub table: usize,
    pub section: Option<usize>,
    pub header_rows: usize,
}

/// A value found in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Normalised (a country's is its ISO 3166-1 alpha-2 code).
    pub value: String,
    /// None where it was inferred from the document as a whole.
    pub span: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Author {
    pub name: String,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    pub span: Span,
    pub confidence: f64,
}

/// Which template to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    #[default]
    Auto,
    Named(String),
}

/// Finds the template's sections in a document.
#[must_use]
pub fn structure(_document: &Document, _language: Option<&str>, _choice: &Choice, _templates: &Templates) -> Structure {
    todo!()
}

/// The known templates, parsed and prepared for matching.
#[derive(Debug, Clone)]
pub struct Templates {}

impl Templates {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(_knowledge: &crate::knowledge::Knowledge) -> Result<Self, crate::knowledge::KnowledgeError> {
        Ok(Self {})
    }
}
