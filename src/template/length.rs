//! How long a section is, next to what the form allows.

use super::form::Template;
use super::outline::Outline;
use super::{Piece, Role};
use crate::document::{Document, Pagination};
use crate::flag::{Flag, FlagCode};

/// A limit is a limit, but nobody counts the last lines.
const TOLERANCE: f64 = 1.15;

/// Flags sections longer than the template allows.
pub fn check(document: &Document, outline: &mut Outline, template: &Template) {
    let words = |keep: &dyn Fn(&Piece) -> bool| -> usize {
        outline.pieces.iter().filter(|p| keep(p)).map(|p| document.slice(p.span).split_whitespace().count()).sum()
    };
    let all = words(&|p| matches!(p.role, Role::Content | Role::Heading | Role::Guidance));
    // A page's worth of words, as this document sets them.
    let page = (document.pagination == Pagination::Exact && !document.pages.is_empty()).then(|| all as f64 / document.pages.len() as f64);
    let long: Vec<(usize, String)> = outline
        .sections
        .iter()
        .enumerate()
        .filter_map(|(i, section)| {
            let unit = template.units.iter().find(|u| u.id == section.id)?;
            let own = words(&|p| p.role == Role::Content && p.section == Some(i));
            let pages = page.filter(|p| *p > 0.0).map(|p| own as f64 / p);
            let too_many_pages = unit.max_pages.zip(pages).filter(|(max, pages)| *pages > max * TOLERANCE);
            let too_many_words = unit.max_words.filter(|max| own as f64 > *max as f64 * TOLERANCE);
            too_many_pages
                .map(|(max, pages)| (i, format!("{pages:.1} pages of at most {max}")))
                .or(too_many_words.map(|max| (i, format!("{own} words of at most {max}"))))
        })
        .collect();
    for (i, detail) in long {
        if let Some(section) = outline.sections.get_mut(i) {
            section.flags.push(Flag::new(FlagCode::OverLength).because(detail));
        }
    }
}
