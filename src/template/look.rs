//! How much a line looks like a heading, whatever it says.

use super::numbering::Numbering;
use crate::document::{BlockKind, Document, Flow, Leaf, Span};

/// A leaf of the document with what matching asks of it.
pub struct Line<'d> {
    pub leaf: Leaf<'d>,
    pub text: &'d str,
    /// Number printed before or at the start of the text.
    pub numbering: Option<Numbering>,
    /// Bytes of `text` that are the number.
    pub number_end: usize,
    pub bullet: bool,
    /// It stands alone in the first column of its table, or of a table of one cell.
    pub prompt: bool,
    pub words: usize,
}

impl Line<'_> {
    pub fn span(&self) -> Span {
        self.leaf.block.span
    }

    pub fn body(&self) -> bool {
        self.leaf.block.flow == Flow::Body && self.words > 0
    }
}

/// The document's leaves in reading order.
pub fn lines<'d>(document: &'d Document, cues: &super::cues::Cues) -> Vec<Line<'d>> {
    let leaves = document.leaves();
    leaves
        .iter()
        .map(|leaf| {
            let text = document.slice(leaf.block.span);
            let marker = leaf.block.marker.map(|m| document.slice(m).trim());
            let own = super::numbering::numbering(text, cues);
            let number_end = own.as_ref().map_or(0, |n| n.end);
            let automatic =
                marker.filter(|m| m.contains(char::is_alphanumeric)).and_then(|m| super::numbering::numbering(&format!("{m} X"), cues));
            let bullet = matches!(leaf.block.kind, BlockKind::ListItem) && automatic.is_none() && own.is_none();
            Line {
                leaf: *leaf,
                text,
                numbering: own.or(automatic),
                number_end,
                bullet,
                prompt: leaf.cell.is_some_and(|c| c.col == 0),
                words: text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count(),
            }
        })
        .collect()
}

/// What the headings of one document have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent features, compared one by one")]
pub struct Look {
    pub run_in: bool,
    pub cell: bool,
    pub level: Option<u8>,
    pub bold: bool,
    pub caps: bool,
    pub numbered: bool,
    pub large: bool,
}

impl Look {
    /// No reader would take it for a paragraph.
    pub fn visible(self) -> bool {
        self.level.is_some() || self.bold || self.large || self.caps || self.numbered
    }
}

pub fn look(line: &Line, heading: &str, run_in: bool) -> Look {
    let style = line.leaf.block.style;
    let letters = || heading.chars().filter(|c| c.is_alphabetic());
    Look {
        run_in,
        cell: line.leaf.cell.is_some(),
        level: style.heading_level,
        bold: style.bold || (run_in && style.bold_lead > 0),
        caps: letters().count() >= 4 && letters().all(|c| !c.is_lowercase()),
        numbered: line.numbering.is_some(),
        large: style.size > 1.1,
    }
}

/// Whether the file's format shows any heading at all, by style or weight.
pub fn styled(lines: &[Line]) -> bool {
    lines.iter().any(|l| {
        let style = l.leaf.block.style;
        style.heading_level.is_some() || (l.words <= 14 && (style.bold || style.size > 1.15))
    })
}

/// Evidence for a line that is a heading from end to end; about 0 for a short plain line.
pub fn standing(line: &Line, look: Look, heading: &str, styled: bool) -> f64 {
    let mut sum = 0.0;
    sum += if look.level.is_some() { 1.6 } else { 0.0 };
    sum += if look.bold { 0.9 } else { 0.0 };
    sum += if line.leaf.block.style.size > 1.3 {
        1.0
    } else if look.large {
        0.7
    } else {
        0.0
    };
    sum += if look.caps { 0.7 } else { 0.0 };
    sum += if look.numbered { 0.7 } else { 0.0 };
    sum += if line.prompt { 0.4 } else { 0.0 };
    sum += match line.words {
        0..=12 => 0.4,
        13..=30 => 0.0,
        _ => -1.0,
    };
    let plain = look.level.is_none() && !look.bold && !look.large && !look.caps && !look.numbered && !look.cell;
    if plain && styled {
        sum -= 0.7;
    }
    if line.bullet {
        sum -= 1.0;
    }
    let trimmed = heading.trim_end();
    sum += match trimmed.chars().last() {
        Some(':') => 0.3,
        Some('.' | '!') if line.words > 6 => -0.8,
        Some(',' | ';') => -1.2,
        _ => 0.0,
    };
    if trimmed.starts_with(char::is_lowercase) {
        sum -= 0.8;
    }
    if ends_in_page_number(trimmed) {
        sum -= 3.5;
    }
    sum
}

/// Evidence for a heading that runs into its paragraph.
pub fn running(line: &Line, look: Look, end: usize) -> f64 {
    let lead = line.leaf.block.style.bold_lead;
    let head = line.text.get(..end).unwrap_or_default().trim_end();
    let mut sum = -0.9;
    if lead > 0 && lead.abs_diff(head.len()) <= 3 {
        sum += 2.4;
    } else if lead > 0 {
        sum -= 0.3;
    } else if line.leaf.block.style.bold {
        sum += 0.4;
    }
    sum += if look.numbered { 0.9 } else { 0.0 };
    sum += if look.caps { 0.7 } else { 0.0 };
    sum += if head.ends_with(':') { 0.3 } else { 0.0 };
    if line.bullet {
        sum -= 1.2;
    }
    sum
}

/// As a table of contents ends its lines: dots, a tab or a wide gap, and a page number.
pub fn ends_in_page_number(text: &str) -> bool {
    let text = text.trim_end();
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - head.len();
    (1..=3).contains(&digits)
        && (head.ends_with(['\t', '…']) || head.trim_end().ends_with("..") || head.trim_end().ends_with(". .") || head.ends_with("  "))
}
