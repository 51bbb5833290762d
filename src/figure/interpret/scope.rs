//! Whose quantity it is: the organisation's own, its sector's or another body's.

use super::super::lexicon::Cue;
use super::super::weights::{Listener, Tied, Weights, Whole};
use super::super::{Evidence, Kind, Scope};
use super::voice::{Voice, tell_earlier, tell_voices};
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

/// What a figure measures, as a feature of other decisions.
pub(super) fn measure_feature(measure: &str) -> Whole {
    MEASURES.iter().find(|(m, _)| *m == measure).map_or(Whole::Other, |(_, w)| *w)
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
        let class_of = |cue: &Cue| if let Cue::Scope(scope) = cue { Some(class(*scope)) } else { None };
        let mut voices = self.voices_of(self.sentence, class_of);
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
                weak: false,
            }));
        }
        let earlier: Vec<Voice> = self.before.map(|b| self.voices_of(b, class_of)).unwrap_or_default();
        let (best, share) = decide(&weights.scope, "scope", self.this().span, |to| {
            self.tell_scope_whole(measure, own, to);
            if voices.is_empty() {
                to.whole(Whole::Silent);
            }
            tell_voices(&voices, to);
            tell_earlier(&earlier, Tied::Earlier, Some(Tied::EarlierLast), to);
            if let Some(before) = self.previous(None) {
                self.tell_previous_of(before, class(before.scope), &voices, to);
            }
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

    fn tell_scope_whole(&self, measure: &str, own: &[Span], to: &mut dyn Listener) {
        let this = self.this();
        self.tell_kind(to);
        to.whole(measure_feature(measure));
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
}
