//! How long a section is, next to what the form allows: in words, or in pages as the document prints them.

use super::form::Template;
use super::outline::Outline;
use super::{Piece, Role};
use crate::document::{Document, Pagination, Span};
use crate::flag::{Flag, FlagCode};
use std::collections::{BTreeMap, BTreeSet};

/// A limit is a limit, but nobody counts the last lines.
const TOLERANCE: f64 = 1.15;

/// Flags sections longer than the template allows.
pub fn check(document: &Document, outline: &mut Outline, template: &Template) {
    let sheets = Sheets::measure(document);
    let long: Vec<(usize, String)> = outline
        .sections
        .iter()
        .enumerate()
        .filter_map(|(i, section)| {
            let unit = template.units.iter().find(|u| u.id == section.id)?;
            let own: Vec<&Piece> = outline.pieces.iter().filter(|p| p.role == Role::Content && p.section == Some(i)).collect();
            let words: usize = own.iter().map(|p| document.slice(p.span).split_whitespace().count()).sum();
            let pages = sheets.as_ref().map(|s| s.pages(document, own.iter().map(|p| p.span)));
            let too_many_pages = unit.max_pages.zip(pages).filter(|(max, pages)| *pages > max * TOLERANCE);
            let too_many_words = unit.max_words.filter(|max| words as f64 > *max as f64 * TOLERANCE);
            too_many_pages
                .map(|(max, pages)| (i, format!("{pages:.1} pages of at most {max}")))
                .or(too_many_words.map(|max| (i, format!("{words} words of at most {max}"))))
        })
        .collect();
    for (i, detail) in long {
        if let Some(section) = outline.sections.get_mut(i) {
            section.flags.push(Flag::new(FlagCode::OverLength).because(detail));
        }
    }
}

/// The printed lines of a document's pages.
struct Sheets {
    /// Lines of a full page.
    full: f64,
    /// Lines of each page.
    lines: BTreeMap<u32, usize>,
}

impl Sheets {
    /// None where pages are not fixed or lines have no place.
    fn measure(document: &Document) -> Option<Self> {
        if document.pagination != Pagination::Exact {
            return None;
        }
        let all = Span::new(0, document.text.len());
        let lines = printed(document, all).into_iter().fold(BTreeMap::new(), |mut sum: BTreeMap<u32, usize>, (page, _)| {
            *sum.entry(page).or_default() += 1;
            sum
        });
        let full = *lines.values().max()? as f64;
        Some(Self { full, lines })
    }

    /// How much of their pages stretches of text take up: lines of a page over all of its lines, or over those of a full
    /// page where it has white space left.
    fn pages(&self, document: &Document, spans: impl Iterator<Item = Span>) -> f64 {
        let own: BTreeSet<(u32, u32)> = spans.flat_map(|s| printed(document, s)).collect();
        let mut sum = 0.0;
        let mut by_page: BTreeMap<u32, usize> = BTreeMap::new();
        for (page, _) in own {
            *by_page.entry(page).or_default() += 1;
        }
        for (page, lines) in by_page {
            let all = self.lines.get(&page).copied().unwrap_or(0) as f64;
            // A page with large headings or a picture holds fewer lines and is full all the same.
            let of = if all >= self.full * NEARLY_FULL { all } else { self.full };
            sum += lines as f64 / of;
        }
        sum
    }
}

/// From this share of the fullest page's lines on, a page counts as full.
const NEARLY_FULL: f64 = 0.6;

/// Page and line of everything printed in a stretch of text.
fn printed(document: &Document, span: Span) -> BTreeSet<(u32, u32)> {
    let first = document.fragments.partition_point(|f| f.span.end <= span.start);
    let inside = document.fragments.get(first..).unwrap_or_default().iter().take_while(|f| f.span.start < span.end);
    inside.filter(|f| f.page > 0).map(|f| (f.page, f.line)).collect()
}

#[cfg(test)]
mod tests {
    use super::Sheets;
    use crate::document::{DocumentBuilder, Pagination, Span};

    /// A document of printed lines, so many a page, and the spans of its pages' lines.
    fn printed(pages: &[u32]) -> (crate::document::Document, Vec<Vec<Span>>) {
        let mut builder = DocumentBuilder::new(Pagination::Exact);
        let (mut line, mut spans) = (0, Vec::new());
        for (page, lines) in (1..).zip(pages) {
            let mut own = Vec::new();
            for _ in 0..*lines {
                own.push(builder.push_fragment("some words of a line ", page, None, Vec::new(), line));
                line += 1;
            }
            spans.push(own);
        }
        (builder.finish(), spans)
    }

    #[test]
    fn pages_are_measured_by_their_lines() {
        let (document, lines) = printed(&[40, 36, 10]);
        let sheets = Sheets::measure(&document).expect("pages");
        let first = |page: usize, count: usize| lines[page].iter().copied().take(count).collect::<Vec<_>>();
        for (own, pages) in [
            (first(0, 40), 1.0),
            (first(0, 10), 0.25),
            // A page with fewer lines is full all the same, the last one is not.
            (first(1, 18), 0.5),
            (first(2, 10), 0.25),
            ([first(0, 20), first(1, 36), first(2, 10)].concat(), 1.75),
        ] {
            assert!((sheets.pages(&document, own.into_iter()) - pages).abs() < 1e-9, "{pages}");
        }
    }
}
