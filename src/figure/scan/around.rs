//! What stands around a number.

use super::super::lexicon::{Cue, Hit};
use super::super::token::is_space;
use super::{Line, Opener};

impl Line<'_> {
    /// The word that opens a range right before it, if any.
    pub(super) fn range_opener(&self, start: usize) -> Option<Opener> {
        let at = self.token_from(start);
        let article = at.checked_sub(1).map(|i| self.tokens[i]).filter(|t| self.is_function_word(&self.lower[t.span.start..t.span.end]));
        let starts = [Some(start), article.map(|t| t.span.start)];
        let hit =
            starts.into_iter().flatten().filter_map(|s| self.hit_ending_near(s)).find(|h| self.cues(h).contains(&Cue::RangeBetween))?;
        let word = &self.lower[hit.span.start..hit.span.end];
        Some(Opener { between: self.lexicon.between.iter().any(|b| b == word) })
    }

    /// A verb of change in the words before ("fell from 18 to 7 %").
    pub(super) fn changes_before(&self, start: usize) -> bool {
        let from = self.hits.list.partition_point(|h| h.span.start + 60 < start);
        self.hits.list[from..]
            .iter()
            .take_while(|h| h.span.end <= start)
            .any(|h| h.span.start >= self.span.start && self.cues(h).contains(&Cue::Change))
    }

    pub fn cues(&self, hit: &Hit) -> &[Cue] {
        self.hits.cues(hit)
    }

    /// The phrase that starts at this byte.
    pub fn hit_at(&self, start: usize) -> Option<Hit> {
        let i = self.hits.list.partition_point(|h| h.span.start < start);
        self.hits.list.get(i).filter(|h| h.span.start == start && h.span.end <= self.span.end).copied()
    }

    /// The phrase that ends right before this byte (spaces and a full stop or colon aside).
    pub fn hit_ending_near(&self, start: usize) -> Option<Hit> {
        let head = self.text[self.span.start..start].trim_end_matches(|c| is_space(c) || matches!(c, ':' | '('));
        let end = self.span.start + head.len();
        let i = self.hits.list.partition_point(|h| h.span.start < start);
        self.hits.list[..i]
            .iter()
            .rev()
            .take(6)
            .find(|h| h.span.end == end || h.span.end + 1 == end && head.ends_with('.'))
            .filter(|h| h.span.start >= self.span.start)
            .copied()
    }

    pub(super) fn currency_of(&self, hit: &Hit) -> Option<String> {
        self.cues(hit).iter().find_map(|c| if let Cue::Currency(code) = c { Some(code.clone()) } else { None })
    }

    /// The first token that starts at or after this byte.
    pub fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < at)
    }
}
