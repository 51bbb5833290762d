//! The model every stage shares: one canonical text, the pages it came from, and blocks over it.
//!
//! The canonical text is NFC, in reading order, with line-end hyphenation undone and white space folded to single
//! spaces inside a block (no-break and thin spaces are kept: they hold numbers together). Blocks are parted by
//! "\n\n", table rows by "\n", cells by "\t", and the blocks inside one cell by "\n". Notes and running headers and
//! footers follow the body. Offsets are bytes inside the program; [`CodePoints`] converts them at the border.

mod builder;
mod code_points;
mod place;

pub use builder::DocumentBuilder;
pub use code_points::CodePoints;
pub use place::{BBox, Fragment, Page, Pagination, Place};

use crate::flag::Flag;

/// A range of bytes in the canonical text: start inclusive, end exclusive, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A submitted file as read: everything a later stage may know of it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The canonical text all spans point into.
    pub text: String,
    /// Pages in order; empty where the format has none.
    pub pages: Vec<Page>,
    pub pagination: Pagination,
    /// Top-level blocks in reading order; the blocks of a table are inside its cells.
    pub blocks: Vec<Block>,
    /// Where pieces of the text stand in the file, by ascending span; they never overlap.
    pub fragments: Vec<Fragment>,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// Doubts the reader had.
    pub flags: Vec<Flag>,
    /// What read the pages that are pictures.
    pub ocr: Option<OcrEngine>,
}

/// A program that reads pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcrEngine {
    pub engine: String,
    pub version: String,
}

/// What the file's own properties say (never taken for the document's text).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<String>,
    pub author: Option<String>,
    /// As the file writes it, e.g. "en-GB".
    pub language: Option<String>,
}

/// A paragraph, list item or table.
#[derive(Debug, Clone)]
pub struct Block {
    pub kind: BlockKind,
    pub flow: Flow,
    /// The author's words, without the marker.
    pub span: Span,
    /// The bullet or automatic number printed before the text; it ends at or before `span.start`.
    pub marker: Option<Span>,
    pub style: Style,
}

#[derive(Debug, Clone)]
pub enum BlockKind {
    Paragraph,
    ListItem,
    Table(Table),
}

/// Whether a block belongs to the text an author wrote in order, or stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flow {
    #[default]
    Body,
    /// A footnote or endnote.
    Note,
    /// A running header or footer, a page number, a logo's text.
    Running,
}

/// How a block looks: evidence that it is a heading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Font size over the document's body size; 1.0 where unknown.
    pub size: f32,
    /// All of the block's letters are bold.
    pub bold: bool,
    /// Bytes at the start of the block's text that are bold when the rest is not: a run-in heading's cue.
    pub bold_lead: usize,
    pub italic: bool,
    /// The format itself says heading (Word style or outline level, PDF tag, Markdown): its level from 1.
    pub heading_level: Option<u8>,
}

impl Default for Style {
    fn default() -> Self {
        Self { size: 1.0, bold: false, bold_lead: 0, italic: false, heading_level: None }
    }
}

/// A table's cells in row-major order; `rows` and `cols` are the grid's size.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub rows: usize,
    pub cols: usize,
    /// Rows the format itself marks as header; 0 where it says nothing.
    pub header_rows: usize,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone)]
pub struct Cell {
    /// From 0.
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    /// The whole cell's text; empty cells have an empty span.
    pub span: Span,
    pub blocks: Vec<Block>,
}

/// A block that holds text itself (not a table), with the cell it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'a> {
    pub block: &'a Block,
    pub cell: Option<CellRef>,
}

/// A cell of the document's table number `table` (tables counted from 0 in reading order, an outer one before those in its cells).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellRef {
    pub table: usize,
    pub row: usize,
    pub col: usize,
}

impl Document {
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// All blocks that hold text themselves, in reading order.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut out = Vec::new();
        let mut tables = 0;
        walk(&self.blocks, None, &mut tables, &mut |leaf| out.push(leaf), &mut |_| {});
        out
    }

    /// All tables, nested ones too, in the order [`CellRef::table`] counts them.
    #[must_use]
    pub fn tables(&self) -> Vec<&Block> {
        let mut out = Vec::new();
        let mut tables = 0;
        walk(&self.blocks, None, &mut tables, &mut |_| {}, &mut |block| out.push(block));
        out
    }
}

fn walk<'a>(
    blocks: &'a [Block],
    cell: Option<CellRef>,
    tables: &mut usize,
    leaf: &mut impl FnMut(Leaf<'a>),
    table: &mut impl FnMut(&'a Block),
) {
    for block in blocks {
        let BlockKind::Table(grid) = &block.kind else {
            leaf(Leaf { block, cell });
            continue;
        };
        let index = *tables;
        *tables += 1;
        table(block);
        for c in &grid.cells {
            walk(&c.blocks, Some(CellRef { table: index, row: c.row, col: c.col }), tables, leaf, table);
        }
    }
}
