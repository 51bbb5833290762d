//! How a reader writes a [`Document`]: text is appended, never edited, so spans stay right.

use super::{BBox, Block, Document, Fragment, Page, Pagination, Span};
use crate::flag::Flag;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Appends text and keeps the document's promises (NFC, ascending fragments).
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    document: Document,
}

impl DocumentBuilder {
    #[must_use]
    pub fn new(pagination: Pagination) -> Self {
        Self { document: Document { pagination, ..Document::default() } }
    }

    /// Appends text, normalised to NFC, and says where it stands. White space is the caller's to fold.
    pub fn push_text(&mut self, text: &str) -> Span {
        let start = self.document.text.len();
        if is_nfc_quick(text.chars()) == IsNormalized::Yes {
            self.document.text.push_str(text);
        } else {
            self.document.text.extend(text.nfc());
        }
        Span::new(start, self.document.text.len())
    }

    /// Appends text that stands in one place of the file.
    pub fn push_fragment(&mut self, text: &str, page: u32, bbox: Option<BBox>, ends: Vec<f32>, line: u32) -> Span {
        let span = self.push_text(text);
        if !span.is_empty() {
            // Normalising may have changed the number of characters: then only the whole box is known.
            let ends = if self.document.slice(span).chars().count() == ends.len() { ends } else { Vec::new() };
            self.document.fragments.push(Fragment { span, page, bbox, ends, line, doubt: 0.0 });
        }
        span
    }

    /// How likely the last fragment was misread.
    pub fn doubt(&mut self, doubt: f32) {
        if let Some(fragment) = self.document.fragments.last_mut() {
            fragment.doubt = doubt;
        }
    }

    /// Where the next text will start.
    #[must_use]
    pub fn end(&self) -> usize {
        self.document.text.len()
    }

    pub fn push_block(&mut self, block: Block) {
        self.document.blocks.push(block);
    }

    pub fn push_page(&mut self, page: Page) {
        self.document.pages.push(page);
    }

    pub fn flag(&mut self, flag: Flag) {
        self.document.flags.push(flag);
    }

    pub fn metadata(&mut self) -> &mut super::Metadata {
        &mut self.document.metadata
    }

    #[must_use]
    pub fn finish(self) -> Document {
        self.document
    }
}
