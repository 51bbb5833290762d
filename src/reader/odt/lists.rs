//! The numbers and bullets printed before paragraphs of lists, and before headings: they have to be counted.

use super::styles::{LEVELS, Levels, Styles, marker};
use std::collections::HashMap;

/// A list's count on each level.
type Counts = [u32; LEVELS];

#[derive(Debug, Default)]
pub struct Lists {
    /// Styles named by the open lists, outermost first.
    open: Vec<Option<String>>,
    /// An item whose first paragraph is still to come: only that one is numbered.
    pending: Option<Pending>,
    counts: HashMap<String, Counts>,
    headings: Counts,
}

/// A paragraph's place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// What is printed before it.
    Marked(String),
    Unmarked,
}

#[derive(Debug, Clone, Copy)]
struct Pending {
    numbered: bool,
    start: Option<u32>,
}

impl Lists {
    /// A list begins; an outermost one begins its count anew unless it says that it goes on.
    pub fn open(&mut self, style: Option<&str>, goes_on: bool) {
        if self.open.is_empty() && !goes_on {
            self.counts.remove(style.unwrap_or_default());
        }
        let inherited = self.open.last().cloned().flatten();
        self.open.push(style.map(String::from).or(inherited));
    }

    pub fn close(&mut self) {
        self.open.pop();
        self.pending = None;
    }

    /// An item begins, perhaps with a number of its own.
    pub fn item(&mut self, start: Option<u32>) {
        self.pending = Some(Pending { numbered: true, start });
    }

    /// Text of a list that is not counted.
    pub fn header(&mut self) {
        self.pending = Some(Pending { numbered: false, start: None });
    }

    /// What is printed before the next paragraph; none if it belongs to no list. A heading outside lists is counted by
    /// the outline.
    pub fn paragraph(&mut self, styles: &Styles, own_style: Option<&str>, heading: Option<u8>) -> Option<Listed> {
        if self.open.is_empty() {
            let level = usize::from(heading?).saturating_sub(1);
            return count(&mut self.headings, &styles.outline, level, None).map(Listed::Marked);
        }
        let pending = self.pending.take();
        let level = (self.open.len() - 1).min(LEVELS - 1);
        let name = own_style.or(self.open.last()?.as_deref()).unwrap_or_default();
        let Some(pending) = pending.filter(|p| p.numbered) else { return Some(Listed::Unmarked) };
        let levels = styles.list(name)?;
        let counts = self.counts.entry(name.to_owned()).or_default();
        Some(count(counts, levels, level, pending.start).map_or(Listed::Unmarked, Listed::Marked))
    }
}

/// Counts one more on a level, which begins the levels below it anew.
fn count(counts: &mut Counts, levels: &Levels, level: usize, start: Option<u32>) -> Option<String> {
    let first = levels.get(level)?.start;
    let own = counts.get_mut(level)?;
    *own = start.unwrap_or(if *own == 0 { first } else { own.saturating_add(1) });
    counts[level + 1..].fill(0);
    // A level that was never used shows its first number.
    let mut shown = *counts;
    shown[..level].iter_mut().zip(levels).filter(|(n, _)| **n == 0).for_each(|(n, l)| *n = l.start);
    marker(levels, level, &shown)
}
