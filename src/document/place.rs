//! Where text stands in the file: pages, boxes, and the way from a span to them.

use super::{Document, Span};

/// A page, numbered from 1, in points as it is displayed (rotation applied).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    pub number: u32,
    pub width: f32,
    pub height: f32,
}

/// How far page numbers can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pagination {
    /// The format fixes its pages (PDF).
    Exact,
    /// Pages follow breaks the last program left in the file (DOCX, form feeds in text).
    Approximate,
    /// No pages.
    #[default]
    None,
}

/// A box in points from the top left of the page as it is displayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BBox {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl BBox {
    #[must_use]
    pub fn cover(self, other: BBox) -> BBox {
        BBox { x0: self.x0.min(other.x0), y0: self.y0.min(other.y0), x1: self.x1.max(other.x1), y1: self.y1.max(other.y1) }
    }
}

/// A piece of the canonical text (a word of a PDF, a stretch of a DOCX paragraph on one page) and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment {
    pub span: Span,
    /// From 1; 0 where the format has no pages.
    pub page: u32,
    pub bbox: Option<BBox>,
    /// Right edge of each character of the span, in points; empty where only the whole box is known.
    pub ends: Vec<f32>,
    /// The printed line it belongs to, counted over the document: fragments of one line share one box in a [`Place`].
    pub line: u32,
    /// How likely it was misread: above 0 only where it was read from a picture.
    pub doubt: f32,
}

/// A page and, where the format has geometry, a box on it: one a printed line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub page: u32,
    pub bbox: Option<BBox>,
}

impl Document {
    /// Where a span stands: one place a printed line, in reading order.
    #[must_use]
    pub fn places(&self, span: Span) -> Vec<Place> {
        let mut out: Vec<Place> = Vec::new();
        let mut last_line = None;
        let first = self.fragments.partition_point(|f| f.span.end <= span.start);
        for fragment in self.fragments[first..].iter().take_while(|f| f.span.start < span.end) {
            let bbox = fragment.bbox.map(|b| self.part_of(fragment, b, span));
            match (out.last_mut(), bbox) {
                (Some(place), Some(new)) if last_line == Some(fragment.line) && place.page == fragment.page => {
                    place.bbox = Some(place.bbox.map_or(new, |old| old.cover(new)));
                }
                (Some(place), None) if place.page == fragment.page && place.bbox.is_none() => {}
                _ => out.push(Place { page: fragment.page, bbox }),
            }
            last_line = Some(fragment.line);
        }
        out
    }

    /// How likely a span was misread: above 0 only where some of it was read from a picture.
    #[must_use]
    pub fn doubt(&self, span: Span) -> f32 {
        let first = self.fragments.partition_point(|f| f.span.end <= span.start);
        let words = self.fragments[first..].iter().take_while(|f| f.span.start < span.end);
        1.0 - words.map(|f| 1.0 - f.doubt).product::<f32>()
    }

    /// First and last page of a span; none where the format has no pages.
    #[must_use]
    pub fn pages_of(&self, span: Span) -> Option<(u32, u32)> {
        let first = self.fragments.partition_point(|f| f.span.end <= span.start);
        let pages = self.fragments[first..].iter().take_while(|f| f.span.start < span.end).map(|f| f.page).filter(|p| *p > 0);
        pages.fold(None, |range, p| Some(range.map_or((p, p), |(a, b): (u32, u32)| (a.min(p), b.max(p)))))
    }

    /// The part of a fragment's box that the span covers.
    fn part_of(&self, fragment: &Fragment, bbox: BBox, span: Span) -> BBox {
        if span.contains(fragment.span) || fragment.ends.is_empty() {
            return bbox;
        }
        let mut part = bbox;
        let mut left = bbox.x0;
        let chars = self.slice(fragment.span).char_indices().zip(&fragment.ends);
        for ((offset, c), right) in chars {
            let at = fragment.span.start + offset;
            if at <= span.start {
                part.x0 = left;
            }
            if at < span.end && at + c.len_utf8() >= span.end {
                part.x1 = *right;
            }
            left = *right;
        }
        part
    }
}
