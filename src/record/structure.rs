//! The record's view of the text: blocks, sections, slots and tables.

use super::words::words;
use super::{Flag, PageRange, Place, Span};
use crate::template;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stretch of the text with one role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextBlock {
    pub role: BlockRole,
    /// The innermost section it stands in.
    pub section_key: Option<String>,
    pub span: Span,
    pub places: Vec<Place>,
}

words!(BlockRole {
    /// The author's own words.
    Content,
    Heading,
    /// The template's guidance, left in.
    Guidance,
    /// A footnote or endnote.
    Note,
    /// A running header or footer.
    Running,
    /// Blanks between blocks and cells, list markers.
    Separator,
});

impl From<template::Role> for BlockRole {
    fn from(role: template::Role) -> Self {
        match role {
            template::Role::Content => Self::Content,
            template::Role::Heading => Self::Heading,
            template::Role::Guidance => Self::Guidance,
            template::Role::Note => Self::Note,
            template::Role::Running => Self::Running,
        }
    }
}

/// A section of the template as this document answers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// "s1", "s2", … in document order.
    pub key: String,
    /// The template's id ("evidence.hard"), `front` (before the first heading) or `other` (outside the template).
    pub id: String,
    /// Key of the section it is a part of.
    pub part_of: Option<String>,
    /// Ids of other template sections the same heading covers.
    pub also: Vec<String>,
    /// Null where the section was recognised without one.
    pub heading: Option<Heading>,
    /// Where the section's own text stands, parts aside.
    pub content: Vec<Span>,
    /// From its heading to its end, parts included.
    pub span: Span,
    pub pages: Option<PageRange>,
    /// The author's own words: the `content` spans joined by line breaks, without heading, guidance or running matter.
    pub text: String,
    /// What was found inside the section and is not the author's own.
    pub left_out: Vec<LeftOut>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    pub text: String,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    pub span: Span,
    pub kind: LeftOutKind,
}

words!(LeftOutKind { Guidance });

/// A section the template asks for, and what the document gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    pub id: String,
    pub state: SlotState,
    /// Keys of the sections that answer it.
    pub sections: Vec<String>,
}

words!(
    SlotState from template::SlotState {
        Filled,
        /// The heading is there with nothing under it.
        Empty,
        Missing,
        /// Answered under another section's heading.
        Merged,
    }
);

/// A table of the document that is content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// "t1", "t2", … in reading order.
    pub key: String,
    /// Key of the innermost section it stands in.
    pub section: Option<String>,
    /// One text a column; several header rows are joined. Empty: the table has no header.
    pub header: Vec<String>,
    /// The other rows, a text a column; a cell that spans several stands in its first.
    pub rows: Vec<Vec<String>>,
    pub cells: Vec<Cell>,
}

/// A cell; rows and columns count from 0, header rows included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    /// It stands in a header row.
    pub header: bool,
    pub text: String,
    pub span: Span,
    pub places: Vec<Place>,
}
