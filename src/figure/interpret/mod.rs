//! What a number means: measure, scope, approximation, period and status, by weighed evidence from the words around it.

mod approximation;
mod direction;
mod measure;
mod period;
mod relation;
mod scope;
#[cfg(test)]
mod tests;
mod voice;

pub use direction::spans_years;
pub use period::{Anchor, Sort, anchors};

use super::lexicon::{Cue, Hit};
use super::scan::{Candidate, Line};
use super::weights::{Listener, Model, Tied};
use super::{Evidence, Figure, Kind};
use crate::document::{CellRef, Span};

/// A classed reading with its probability.
#[derive(Debug, Clone)]
pub struct Verdict<T> {
    pub value: T,
    pub share: f64,
    pub evidence: Vec<Evidence>,
}

/// The sentence a candidate stands in, and its neighbours.
pub struct Surroundings<'a, 'b> {
    pub line: &'b Line<'a>,
    pub sentence: Span,
    /// The sentence before it in the same paragraph.
    pub before: Option<Span>,
    /// The paragraph that introduces the list it stands in.
    pub intro: Option<Span>,
    /// Every candidate of the line, in order.
    pub all: &'b [Candidate],
    /// This one's index.
    pub index: usize,
    /// The figures decided before this one.
    pub decided: &'b [Figure],
    /// Column, row and caption, where it stands in a table.
    pub heads: &'b [(Tied, Span)],
    pub cell: Option<CellRef>,
    /// The id of the section.
    pub section: &'b str,
}

/// Words farther than this many bytes say nothing of a figure, however long its sentence.
const WINDOW: usize = 700;

/// How many of the figures before are looked back to.
const LOOK_BACK: usize = 6;

impl<'b> Surroundings<'_, 'b> {
    fn this(&self) -> &Candidate {
        &self.all[self.index]
    }

    fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.hits_in(self.sentence)
    }

    /// The phrases in a range, as far as they are near enough to matter.
    fn hits_in(&self, range: Span) -> impl Iterator<Item = &Hit> {
        let this = self.this().span;
        // a table's heads may stand far before it
        let far = range.end.saturating_add(4 * WINDOW) < this.start;
        let start =
            if far { range.start.max(range.end.saturating_sub(WINDOW)) } else { range.start.max(this.start.saturating_sub(2 * WINDOW)) };
        let end = range.end.min(this.end + WINDOW);
        let hits = &self.line.hits.list;
        let from = hits.partition_point(|h| h.span.start < start);
        hits[from..].iter().take_while(move |h| h.span.start < end).filter(move |h| h.span.end <= end)
    }

    /// The nearest earlier figure of a kind (of any kind: None) in the sentence, else in the one before.
    fn previous(&self, kind: Option<Kind>) -> Option<&'b Figure> {
        let start = self.this().span.start;
        let near = |f: &&Figure| {
            f.span.end <= start
                && kind.is_none_or(|k| k == f.kind)
                && (self.sentence.contains(f.span) || self.before.is_some_and(|b| b.contains(f.span)))
        };
        self.decided.iter().rev().take(LOOK_BACK).find(near)
    }

    /// The first of a pair of amounts in two currencies: "137 M $ (93 M €)".
    pub fn converted(&self) -> Option<&'b Figure> {
        let this = self.this();
        let before = self.previous(Some(Kind::Money)).filter(|f| this.kind == Kind::Money && self.sentence.contains(f.span))?;
        let other = before.currency.as_deref() != this.currency.as_ref().map(|(c, _)| c.as_str());
        let gap = self.line.text.get(before.span.end..this.span.start).filter(|g| g.len() <= 30)?;
        let opened = gap.trim_start().starts_with(['(', '=', '≈', '/', '[']);
        let words = gap.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
        (other && opened && words <= 3 && !gap.contains([')', ']'])).then_some(before)
    }

    /// A word that says nothing by itself.
    fn is_function(&self, word: &str) -> bool {
        self.line.lexicon.function_words.contains(word.trim_matches(|c: char| !c.is_alphanumeric()))
    }

    fn has(&self, hit: &Hit, cue: &Cue) -> bool {
        self.line.cues(hit).contains(cue)
    }
}

/// The class a model decides for, told by `tell` all that is known.
fn decide(model: &Model, name: &str, at: Span, tell: impl Fn(&mut dyn Listener)) -> (usize, f64) {
    let mut scores = model.start();
    tell(&mut scores);
    #[cfg(feature = "trace")]
    {
        let mut trace = super::weights::Trace(String::new());
        tell(&mut trace);
        eprintln!("T {name} {}{}", at.start, trace.0);
    }
    #[cfg(not(feature = "trace"))]
    let _ = (name, at);
    scores.best()
}

fn strongest(mut evidence: Vec<(usize, Evidence)>, most: usize) -> Vec<Evidence> {
    evidence.sort_by_key(|(distance, _)| *distance);
    evidence.into_iter().take(most).map(|(_, e)| e).collect()
}
