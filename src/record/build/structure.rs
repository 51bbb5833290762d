//! Blocks, sections and slots: the text cut up by who said what where.

use super::super::{BlockRole, Heading, LeftOut, LeftOutKind, PageRange, Section, Slot, TextBlock, confidence};
use super::{Border, section_key};
use crate::document::Span;
use crate::template::{self, Role, Structure};

/// The whole text, cut without gap or overlap, whatever the pieces are like.
pub(super) fn blocks(border: &Border<'_>, structure: &Structure) -> Vec<TextBlock> {
    let end = border.document.text.len();
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut push = |span: Span, role: BlockRole, section: Option<usize>| {
        if !span.is_empty() {
            let places = if role == BlockRole::Separator { Vec::new() } else { border.places(span) };
            blocks.push(TextBlock { role, section_key: section.map(section_key), span: border.span(span), places });
        }
    };
    for piece in &structure.pieces {
        let (start, stop) = (piece.span.start.max(at), piece.span.end.min(end));
        if start < stop {
            push(Span::new(at, start), BlockRole::Separator, None);
            push(Span::new(start, stop), piece.role.into(), piece.section);
            at = stop;
        }
    }
    push(Span::new(at, end), BlockRole::Separator, None);
    blocks
}

pub(super) fn sections(border: &Border<'_>, structure: &Structure) -> Vec<Section> {
    let mut extents: Vec<Extent> = structure.sections.iter().map(Extent::new).collect();
    for piece in structure.pieces.iter().filter(|p| !p.span.is_empty()) {
        if let Some(extent) = piece.section.and_then(|s| extents.get_mut(s)) {
            extent.add(&border.document.text, piece.span, piece.role);
        }
    }
    // Parts come after their section, so going backwards a part's own parts are in before it is added to its section.
    for (index, section) in structure.sections.iter().enumerate().rev() {
        if let (Some(parent), Some(whole)) = (section.part_of.filter(|p| *p < index), extents[index].whole) {
            extents[parent].cover(whole);
        }
    }
    structure.sections.iter().zip(extents).enumerate().map(|(i, (s, e))| section(border, i, s, &e)).collect()
}

fn section(border: &Border<'_>, index: usize, found: &template::Section, extent: &Extent) -> Section {
    let document = border.document;
    let text: Vec<&str> = extent.content.iter().map(|s| document.slice(*s)).collect();
    let pages = found.heading.iter().chain(&extent.content).filter_map(|s| document.pages_of(*s));
    let pages = pages.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    Section {
        key: section_key(index),
        id: found.id.clone(),
        part_of: found.part_of.map(section_key),
        also: found.also.clone(),
        heading: found.heading.map(|s| Heading { text: document.slice(s).to_owned(), span: border.span(s) }),
        content: extent.content.iter().map(|s| border.span(*s)).collect(),
        span: border.span(extent.whole.unwrap_or(Span::new(0, 0))),
        pages: pages.map(|(first, last)| PageRange { first, last }),
        text: text.join("\n"),
        left_out: extent.guidance.iter().map(|s| LeftOut { span: border.span(*s), kind: LeftOutKind::Guidance }).collect(),
        confidence: confidence(found.confidence),
        flags: border.flags(&found.flags),
    }
}

/// Where a section's matter stands.
struct Extent {
    /// Runs of the author's own words with nothing but white space inside between them.
    content: Vec<Span>,
    guidance: Vec<Span>,
    whole: Option<Span>,
}

impl Extent {
    fn new(section: &template::Section) -> Self {
        Self { content: Vec::new(), guidance: Vec::new(), whole: section.heading }
    }

    fn add(&mut self, text: &str, span: Span, role: Role) {
        match role {
            Role::Content => push_run(&mut self.content, text, span),
            Role::Guidance => push_run(&mut self.guidance, text, span),
            Role::Heading => {}
            // Notes and running matter follow the body: they would stretch the section over its neighbours.
            Role::Note | Role::Running => return,
        }
        self.cover(span);
    }

    fn cover(&mut self, span: Span) {
        self.whole = Some(self.whole.map_or(span, |w| w.cover(span)));
    }
}

/// Lengthens the last run where only white space parts it from the span.
fn push_run(runs: &mut Vec<Span>, text: &str, span: Span) {
    match runs.last_mut() {
        Some(last) if last.end <= span.start && text[last.end..span.start].chars().all(char::is_whitespace) => last.end = span.end,
        _ => runs.push(span),
    }
}

pub(super) fn slots(structure: &Structure) -> Vec<Slot> {
    let slot = |s: &template::Slot| Slot {
        id: s.id.clone(),
        state: s.state.into(),
        sections: s.sections.iter().map(|i| section_key(*i)).collect(),
    };
    structure.slots.iter().map(slot).collect()
}
