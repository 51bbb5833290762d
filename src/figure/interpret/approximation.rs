//! How exact a number is meant to be, whether it is denied, and whether it says what came or went.

use super::super::lexicon::{Cue, Hit, Side};
use super::super::{Approximation, Evidence, Kind};
use super::Surroundings;
use crate::document::Span;

impl Surroundings<'_, '_> {
    /// How much a phrase at `span` has to say of this figure: near is more, across punctuation and other figures less.
    fn weight(&self, span: Span) -> f64 {
        let this = self.this().span;
        let (gap, before) = if span.end <= this.start {
            (Span::new(span.end, this.start), true)
        } else if span.start >= this.end {
            (Span::new(this.end, span.start), false)
        } else {
            return 2.0;
        };
        let text = &self.line.text[gap.start..gap.end];
        let words = text.split_whitespace().count() as f64;
        let mut weight = 1.0 / (1.0 + words / 3.0);
        weight *= 0.6f64.powf(self.figures_in(gap) as f64);
        for c in text.chars() {
            weight *= match c {
                ',' => 0.75,
                ';' => 0.3,
                '(' | ')' | '–' | '—' => 0.7,
                _ => 1.0,
            };
        }
        let word = text.trim();
        if !before && (word.is_empty() || text.split_whitespace().next().is_some_and(|w| self.line.lexicon.links.iter().any(|l| l == w))) {
            weight *= 1.6;
        }
        if before { weight } else { weight * 0.85 }
    }

    pub fn approximation(&self) -> (Approximation, Option<Evidence>) {
        let this = self.this();
        let mut start = this.span.start;
        for _ in 0..3 {
            let Some(hit) = self.line.hit_ending_near(start).filter(|h| h.span.start >= self.sentence.start) else { break };
            let cues = self.line.cues(&hit);
            let found = cues.iter().find_map(|c| match c {
                Cue::Approximation(a, Side::Before) => Some(*a),
                _ => None,
            });
            if let Some(found) = found {
                return (found, Some(Evidence { role: "approximation", span: hit.span, rule: "approximation.before".to_owned() }));
            }
            if !cues.contains(&Cue::Filler) {
                break;
            }
            start = hit.span.start;
        }
        let ends = [this.span.end, this.number.end];
        for end in ends {
            let next = self.line.token_from(end);
            let Some(token) = self.line.tokens.get(next) else { continue };
            if let Some(hit) = self.line.hit_at(token.span.start)
                && let Some(found) =
                    self.line.cues(&hit).iter().find_map(|c| if let Cue::Approximation(a, Side::After) = c { Some(*a) } else { None })
            {
                return (found, Some(Evidence { role: "approximation", span: hit.span, rule: "approximation.after".to_owned() }));
            }
        }
        if this.collective {
            return (
                Approximation::About,
                Some(Evidence { role: "approximation", span: this.number, rule: "approximation.collective".to_owned() }),
            );
        }
        (Approximation::Exact, None)
    }

    /// "not", "no longer" stands right before.
    pub fn negated(&self) -> bool {
        let negates = |hit: &Hit| hit.span.end <= self.this().span.start && self.has(hit, &Cue::Negated) && self.weight(hit.span) > 0.6;
        self.hits().any(negates)
    }

    /// A word of creation, saving or loss governs the figure: no level.
    pub fn changes(&self) -> bool {
        self.hits().any(|hit| {
            let before = hit.span.end <= self.this().span.start;
            self.line.cues(hit).contains(&Cue::Flow) && self.weight(hit.span) > if before { 0.25 } else { 0.5 }
        })
    }

    /// "71 of whom", "90 of them": counts what was counted before.
    pub fn refers_back(&self) -> bool {
        let this = self.this();
        this.kind == Kind::Count
            && this.noun.as_ref().is_some_and(|n| {
                n.measure.is_none() && self.line.lexicon.pronouns.iter().any(|p| *p == self.line.lower[n.span.start..n.span.end])
            })
    }
}
