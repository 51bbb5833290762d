//! How much of what the template asks a document answers.

use super::{Record, SlotState};

/// Sections asked for and given; parts are not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub asked: usize,
    /// Those with a heading of their own or under a merged one, empty ones included.
    pub found: usize,
    /// Ids of those that aren't there, in the template's order.
    pub missing: Vec<String>,
    /// Headings that were told without clear words.
    pub unclear: usize,
}

impl Record {
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let asked: Vec<_> = self.slots.iter().filter(|s| !s.id.contains('.')).collect();
        let inferred = |section: &&super::Section| section.flags.iter().any(|f| f.code == "heading_inferred");
        Coverage {
            asked: asked.len(),
            found: asked.iter().filter(|s| s.state != SlotState::Missing).count(),
            missing: self.missing_sections().map(str::to_owned).collect(),
            unclear: self.sections.iter().filter(inferred).count(),
        }
    }
}
