//! What stands around a number.

use super::super::Quantity;
use super::super::lexicon::{Cue, Hit, power_of_ten};
use super::super::token::{TokenKind, is_space};
use super::{Candidate, Line, Opener};
use crate::document::Span;

/// A bracket that states a unit is at most this long, in bytes.
const MOST_UNIT: usize = 40;

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

    /// Nothing but a mark of punctuation, or nothing, stands behind the number.
    pub fn ends_here(&self, candidate: &Candidate) -> bool {
        self.tokens.get(self.token_from(candidate.span.end)).is_none_or(|t| t.kind == TokenKind::Sign)
    }

    /// "(thousands of euros)", "in thousands of euros": no amount, but the unit of numbers elsewhere.
    pub fn names_a_unit(&self, candidate: &Candidate) -> bool {
        let scale_alone = candidate.currency.is_some()
            && matches!(candidate.quantity, Quantity::Value(v) if [3, 6, 9].into_iter().any(|power| v == power_of_ten(power)))
            && !self.lower[candidate.number.start..candidate.number.end].contains(char::is_whitespace);
        let bracketed = || {
            let before = self.text[self.span.start..candidate.span.start].trim_end();
            let after = self.text[candidate.span.end..self.span.end].trim_start();
            before.ends_with('(') && after.starts_with(')')
        };
        let introduced = || {
            let hit = self.hit_ending_near(candidate.span.start).filter(|h| self.cues(h).contains(&Cue::UnitIn))?;
            // "in 1,000 €" may be an amount, "amounts in 1,000 €" isn't
            let explicit = candidate.worded || self.in_cell || self.text[hit.span.start..hit.span.end].contains(' ');
            explicit.then_some(hit)
        };
        let labels = self.in_cell && candidate.worded;
        // "a grant (€ 1,000)" is an amount; words alone in brackets are a unit
        scale_alone && (labels || (candidate.worded || self.in_cell) && bracketed() || introduced().is_some())
    }

    /// "All amounts in thousands of euros": words that say in what unit numbers elsewhere are given.
    pub fn states_a_unit(&self) -> bool {
        let hits = &self.hits.list;
        let from = hits.partition_point(|h| h.span.start < self.span.start);
        let own = || hits[from..].iter().take_while(|h| h.span.end <= self.span.end);
        let unit = |start: usize| {
            let says = |h: Hit| self.cues(&h).iter().any(|c| matches!(c, Cue::Scale(_) | Cue::Currency(_)));
            let rest = &self.text[start..self.span.end];
            self.hit_at(start).is_some_and(says) || self.currencies.starting(rest).next().is_some()
        };
        own().any(|h| {
            let next = self.tokens.get(self.token_from(h.span.end));
            self.cues(h).contains(&Cue::UnitIn) && next.is_some_and(|t| unit(t.span.start))
        })
    }

    /// Where a sentence may state the unit of its numbers: in brackets, or behind "in".
    pub fn stated_units(&self, sentence: Span) -> Vec<Span> {
        let text = &self.text[sentence.start..sentence.end];
        let mut out: Vec<Span> = Vec::new();
        let mut rest = 0;
        while let Some(open) = text[rest..].find('(').map(|i| rest + i + 1) {
            let Some(close) = text[open..].find(')').map(|i| open + i) else { break };
            if close - open <= MOST_UNIT {
                out.push(Span::new(sentence.start + open, sentence.start + close));
            }
            rest = close;
        }
        let from = self.hits.list.partition_point(|h| h.span.start < sentence.start);
        let hits = self.hits.list[from..].iter().take_while(|h| h.span.end <= sentence.end);
        for hit in hits.filter(|h| self.cues(h).contains(&Cue::UnitIn)) {
            let next = self.token_from(hit.span.end);
            // as far as the words go: "in thousands of euros:"
            let words = self.tokens[next..].iter().take(4).take_while(|t| t.span.end <= sentence.end && t.kind != TokenKind::Numeral);
            let words =
                words.take_while(|t| t.kind == TokenKind::Word || self.currencies.code(&self.text[t.span.start..t.span.end]).is_some());
            out.extend(words.map(|t| t.span).reduce(Span::cover));
        }
        out
    }

    pub(super) fn currency_of(&self, hit: &Hit) -> Option<String> {
        self.cues(hit).iter().find_map(|c| if let Cue::Currency(code) = c { Some(code.clone()) } else { None })
    }

    /// The first token that starts at or after this byte.
    pub fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < at)
    }
}
