//! Whose quantity it is: the organisation's own, its sector's or another body's.

use super::super::lexicon::Cue;
use super::super::weights::{Listener, Tied, Weights, Whole};
use super::super::{Evidence, Kind, Scope};
use super::relation::Relation;
use super::{Surroundings, Verdict, decide, strongest};
use crate::document::Span;

/// In the order of the model's classes.
const SCOPES: [Scope; 3] = [Scope::Organisation, Scope::Sector, Scope::Other];

const MEASURES: [(&str, Whole); 11] = [
    ("revenue", Whole::Revenue),
    ("funding", Whole::Funding),
    ("investment", Whole::Investment),
    ("assets", Whole::Assets),
    ("cost", Whole::Cost),
    ("jobs", Whole::Jobs),
    ("members", Whole::Members),
    ("enterprises", Whole::Enterprises),
    ("beneficiaries", Whole::Beneficiaries),
    ("volunteers", Whole::Volunteers),
    ("activities", Whole::Activities),
];

struct Voice {
    class: usize,
    span: Span,
    relation: Relation,
    sort: Option<Tied>,
}

fn class(scope: Scope) -> usize {
    match scope {
        Scope::Organisation => 0,
        Scope::Sector => 1,
        Scope::Other => 2,
    }
}

impl Surroundings<'_, '_> {
    /// `own` is where the organisation is named, `places` where its country is, both by start.
    pub fn scope(&self, weights: &Weights, measure: &str, own: &[Span], places: &[Span]) -> Verdict<Scope> {
        let mut voices = self.scope_voices(self.sentence);
        let within = |spans: &[Span]| {
            let from = spans.partition_point(|s| s.start < self.sentence.start);
            spans[from..].iter().take_while(|s| s.end <= self.sentence.end).take(8).copied().collect::<Vec<_>>()
        };
        for (spans, scope, sort) in [(own, Scope::Organisation, Tied::Name), (places, Scope::Sector, Tied::Place)] {
            voices.extend(within(spans).into_iter().map(|span| Voice {
                class: class(scope),
                span,
                relation: self.relation(span),
                sort: Some(sort),
            }));
        }
        let earlier: Vec<Voice> = self.before.map(|b| self.scope_voices(b)).unwrap_or_default();
        let (best, share) = decide(&weights.scope, "scope", self.this().span, |to| {
            self.tell_scope_whole(measure, own, to);
            if voices.is_empty() {
                to.whole(Whole::Silent);
            }
            tell_voices(&voices, to);
            for voice in &earlier {
                to.tied(voice.class, Tied::Earlier);
            }
            if let Some(last) = earlier.last() {
                to.tied(last.class, Tied::EarlierLast);
            }
            self.tell_previous_scope(&voices, to);
        });
        let evidence = voices
            .iter()
            .filter(|v| v.class == best)
            .map(|v| {
                let rule = match v.sort {
                    Some(Tied::Name) => "scope.name",
                    Some(Tied::Place) => "scope.place",
                    _ => "scope.word",
                };
                (v.relation.distance(), Evidence { role: "scope", span: v.span, rule: rule.to_owned() })
            })
            .collect();
        Verdict { value: SCOPES.get(best).copied().unwrap_or(Scope::Organisation), share, evidence: strongest(evidence, 2) }
    }

    fn scope_voices(&self, range: Span) -> Vec<Voice> {
        let mut out = Vec::new();
        for hit in self.hits_in(range) {
            // "US" is no "us"
            if self.line.text[hit.span.start..hit.span.end].chars().filter(|c| c.is_uppercase()).count() > 1 {
                continue;
            }
            for cue in self.line.cues(hit) {
                if let Cue::Scope(scope) = cue {
                    out.push(Voice { class: class(*scope), span: hit.span, relation: self.relation(hit.span), sort: None });
                }
            }
        }
        out
    }

    fn tell_scope_whole(&self, measure: &str, own: &[Span], to: &mut dyn Listener) {
        let this = self.this();
        to.whole(Whole::Always);
        to.whole(match this.kind {
            Kind::Money => Whole::Money,
            Kind::Percent => Whole::Percent,
            Kind::Count => Whole::Count,
        });
        to.whole(MEASURES.iter().find(|(m, _)| *m == measure).map_or(Whole::Other, |(_, w)| *w));
        match self.section {
            "background" => to.whole(Whole::Background),
            "context" => to.whole(Whole::Context),
            "drivers_barriers" => to.whole(Whole::Drivers),
            "assessment" => to.whole(Whole::Assessment),
            _ => {}
        }
        let stranger = self.stranger(own);
        let hypothetical =
            self.hits().any(|h| self.line.cues(h).iter().any(|c| matches!(c, Cue::Status(super::super::Status::Hypothetical))));
        let facts = [
            (self.line.in_cell, Whole::Cell),
            (stranger.is_some(), Whole::Named),
            (stranger.is_some_and(|before| before), Whole::Acronym),
            (hypothetical, Whole::Hypothetical),
            (this.kind == Kind::Money && self.per_unit(), Whole::PerUnit),
        ];
        for (_, feature) in facts.into_iter().filter(|(holds, _)| *holds) {
            to.whole(feature);
        }
        if this.kind == Kind::Money {
            to.whole(super::measure::size(this.quantity));
        }
    }

    /// A name that isn't the organisation's stands near in the sentence; whether it does before the figure.
    fn stranger(&self, own: &[Span]) -> Option<bool> {
        let this = self.this();
        let lexicon = self.line.lexicon;
        let tokens = &self.line.tokens;
        let from = self.line.token_from(self.sentence.start);
        let at = self.line.token_from(this.span.start);
        let named = |i: usize| {
            let Some(token) = tokens.get(i).filter(|t| i > from && t.span.end <= self.sentence.end && !t.span.overlaps(this.span)) else {
                return false;
            };
            let text = &self.line.text[token.span.start..token.span.end];
            let capitals = text.chars().filter(|c| c.is_uppercase()).count();
            let first = text.chars().next().is_some_and(char::is_uppercase);
            let known = self.is_function(&text.to_lowercase()) || self.line.hit_at(token.span.start).is_some();
            let ours = || {
                let i = own.partition_point(|s| s.end < token.span.end);
                own.get(i).is_some_and(|s| s.contains(token.span))
            };
            first && !known && text.len() > 2 && (!lexicon.nouns_capitalised || capitals > 1) && !ours()
        };
        let before = (at.saturating_sub(18)..at).any(named);
        let after = (at..(at + 14).min(tokens.len())).any(named);
        (before || after).then_some(before)
    }

    /// Whose the figures before are.
    fn tell_previous_scope(&self, voices: &[Voice], to: &mut dyn Listener) {
        let Some(before) = self.previous(None) else { return };
        let class = class(before.scope);
        let at = before.span.start;
        if !self.sentence.contains(before.span) {
            to.chained(at, class, Tied::PreviousEarlier);
            return;
        }
        let gap = Span::new(before.span.end, self.this().span.start);
        let silent = !voices.iter().any(|v| gap.contains(v.span));
        to.chained(at, class, if silent { Tied::PreviousNext } else { Tied::Previous });
        if self.line.text[gap.start..gap.end].split_whitespace().take(4).count() < 4 {
            to.chained(at, class, Tied::PreviousJoined);
        }
    }
}

fn tell_voices(voices: &[Voice], to: &mut dyn Listener) {
    let nearest = |before: bool| voices.iter().filter(|v| v.relation.before == before).map(|v| v.relation.distance()).min();
    let (left, right) = (nearest(true), nearest(false));
    let mut seen = [false; 3];
    for voice in voices {
        voice.relation.tell(voice.class, to);
        to.whole_of(voice.class, Whole::Nearest);
        let distance = Some(voice.relation.distance());
        if voice.relation.before && distance == left {
            to.tied(voice.class, Tied::NearestBefore);
        }
        if !voice.relation.before && distance == right {
            to.tied(voice.class, Tied::NearestAfter);
        }
        if let Some(sort) = voice.sort {
            to.tied(voice.class, sort);
        }
        if std::mem::replace(&mut seen[voice.class], true) {
            to.tied(voice.class, Tied::FirstAgain);
        }
    }
}
