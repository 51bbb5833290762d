//! What a figure measures: of money and percentages the words around, of counts the noun and, for persons, the verbs.

use super::super::lexicon::{Cue, Hit};
use super::super::scan::Noun;
use super::super::weights::{Listener, Model, Tied, Weights, Whole};
use super::super::{Evidence, Kind, Quantity};
use super::relation::Relation;
use super::{Surroundings, Verdict, decide, strongest};
use crate::document::Span;
use rust_decimal::Decimal;

/// What persons without a word of their own are taken for.
const PERSONS: &str = "beneficiaries";

/// A phrase that speaks for a class.
struct Voice {
    class: usize,
    span: Span,
    relation: Relation,
    /// What sort of phrase it is, where not a plain one of the class.
    sort: Option<Tied>,
    weak: bool,
}

impl Surroundings<'_, '_> {
    /// Some phrase of the sentence says what money is.
    pub fn speaks_of_money(&self) -> bool {
        self.hits().any(|h| self.line.cues(h).iter().any(|c| matches!(c, Cue::Measure(Kind::Money, _))))
    }

    pub fn measure(&self, weights: &Weights) -> Verdict<String> {
        let kind = self.this().kind;
        let model = weights.measure(kind);
        let own = self.this().noun.clone().or_else(|| self.noun_before()).filter(|_| kind == Kind::Count);
        let voices = self.voices(model, self.sentence);
        let earlier: Vec<Voice> = self.before.map(|b| self.voices(model, b)).unwrap_or_default();
        let intro: Vec<Voice> = self.intro.map(|i| self.voices(model, i)).unwrap_or_default();
        let name = match kind {
            Kind::Money => "money",
            Kind::Percent => "percent",
            Kind::Count => "count",
        };
        let (class, share) = decide(model, name, self.this().span, |to| {
            self.tell_whole(&voices, own.as_ref(), to);
            if let Some(class) = own.as_ref().and_then(|n| n.measure.as_ref()).and_then(|m| model.class(m)) {
                to.tied(class, Tied::Own);
                to.whole_of(class, Whole::Held);
            }
            if own.as_ref().is_none_or(|n| n.measure.is_none()) {
                tell_voices(&voices, to);
                for (voices, any, last) in [(&earlier, Tied::Earlier, Some(Tied::EarlierLast)), (&intro, Tied::Intro, None)] {
                    for voice in voices {
                        to.tied(voice.class, any);
                    }
                    if let (Some(voice), Some(last)) = (voices.last(), last) {
                        to.tied(voice.class, last);
                    }
                }
                self.tell_previous(model, &voices, to);
            }
            self.tell_heads(model, to);
        });
        let mut evidence: Vec<(usize, Evidence)> = voices
            .iter()
            .filter(|v| v.class == class)
            .map(|v| (v.relation.distance(), Evidence { role: "measure", span: v.span, rule: format!("measure.{}", model.name(class)) }))
            .collect();
        if let Some(noun) = own.filter(|n| n.measure.as_deref().is_none_or(|m| m == model.name(class))) {
            evidence.push((0, Evidence { role: "unit", span: noun.span, rule: format!("count.{}", model.name(class)) }));
        }
        Verdict { value: model.name(class).to_owned(), share, evidence: strongest(evidence, 2) }
    }

    /// The phrases in a range that speak for a class of this figure's measure.
    fn voices(&self, model: &Model, range: Span) -> Vec<Voice> {
        let this = self.this();
        let mut out = Vec::new();
        for hit in self.hits_in(range) {
            if hit.span.overlaps(this.span) && (hit.span.start <= this.number.start || this.kind == Kind::Count) {
                continue;
            }
            let cues = self.line.cues(hit);
            let named = cues.iter().any(|c| matches!(c, Cue::Measure(k, _) if *k == this.kind));
            for cue in cues {
                let (measure, sort) = match (cue, this.kind) {
                    (Cue::Measure(k, m), kind) if *k == kind => (m.as_str(), None),
                    (Cue::Count(m), Kind::Percent) if !named => (m.as_str(), Some(Tied::Noun)),
                    (Cue::Person, Kind::Percent) if !named => (PERSONS, Some(Tied::Person)),
                    (Cue::PersonContext(m), Kind::Count) => (m.as_str(), None),
                    (Cue::Count(m), Kind::Count) => (m.as_str(), Some(Tied::Noun)),
                    _ => continue,
                };
                if let Some(class) = model.class(measure) {
                    let relation = self.relation(hit.span);
                    out.push(Voice { class, span: hit.span, relation, sort, weak: self.has(hit, &Cue::Weak) });
                }
            }
        }
        out
    }

    fn tell_whole(&self, voices: &[Voice], own: Option<&Noun>, to: &mut dyn Listener) {
        let this = self.this();
        to.whole(Whole::Always);
        let count = this.kind == Kind::Count;
        let held = own.is_some_and(|n| n.measure.is_some());
        let facts = [
            (!count && self.rated(), Whole::Rate),
            (!count && self.per_unit(), Whole::PerUnit),
            (self.line.in_cell, Whole::Cell),
            (this.kind == Kind::Percent && self.changed(), Whole::Change),
            (this.kind == Kind::Percent && self.of_unknown(voices), Whole::OfUnknown),
            (!held && voices.is_empty(), Whole::Silent),
            (count && own.is_some_and(|n| n.measure.is_none()), Whole::Person),
            (count && own.is_none() && this.thing, Whole::Thing),
            (count && own.is_none() && !this.thing, Whole::Alone),
        ];
        for (_, feature) in facts.into_iter().filter(|(holds, _)| *holds) {
            to.whole(feature);
        }
        if this.kind == Kind::Money {
            to.whole(size(this.quantity));
        }
    }

    /// What earlier figures of the kind were decided to be.
    fn tell_previous(&self, model: &Model, voices: &[Voice], to: &mut dyn Listener) {
        let Some(before) = self.previous(Some(self.this().kind)) else { return };
        let Some(class) = model.class(&before.measure) else { return };
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
        if self.refers_back() {
            to.chained(at, class, Tied::PreviousPronoun);
        }
    }

    fn tell_heads(&self, model: &Model, to: &mut dyn Listener) {
        let kind = self.this().kind;
        let bare = self.this().noun.is_none();
        let found = self.heads.iter().flatten().filter_map(|head| {
            let counted = || head.count.as_ref().map(|(m, _)| m.as_deref().unwrap_or(PERSONS));
            match kind {
                Kind::Money => head.money.as_ref().map(|(m, _)| m.as_str()),
                Kind::Percent => head.percent_of.as_ref().map(|(m, _)| m.as_str()).or_else(counted),
                Kind::Count => counted().filter(|_| bare),
            }
        });
        if let Some(class) = found.filter_map(|m| model.class(m)).next() {
            to.tied(class, Tied::Head);
        }
    }

    /// "per year" stands right beside.
    fn rated(&self) -> bool {
        self.near(3, |c| matches!(c, Cue::Rate(_)))
    }

    /// A word of change stands near: "rose by 12 %".
    fn changed(&self) -> bool {
        self.near(5, |c| matches!(c, Cue::Change))
    }

    fn near(&self, words: usize, wanted: impl Fn(&Cue) -> bool) -> bool {
        self.hits().any(|h| {
            self.line.cues(h).iter().any(&wanted) && {
                let r = self.relation(h.span);
                r.words <= words && r.figures == 0
            }
        })
    }

    /// A unit it is reckoned per stands right behind: "€ 1.40 per litre".
    pub(super) fn per_unit(&self) -> bool {
        let next = self.line.token_from(self.this().span.end);
        self.line.tokens.get(next).and_then(|t| self.line.hit_at(t.span.start)).is_some_and(|h| self.has(&h, &Cue::RateBefore))
    }

    /// "40 % of" something no phrase is known for.
    fn of_unknown(&self, voices: &[Voice]) -> bool {
        let rest = &self.line.lower[self.this().span.end..self.sentence.end.max(self.this().span.end)];
        let linked = rest.split_whitespace().next().is_some_and(|w| {
            self.line.lexicon.links.iter().any(|l| w == l || w.strip_prefix(l.as_str()).is_some_and(|r| r.starts_with(['\'', '’'])))
        });
        linked && !voices.iter().any(|v| !v.relation.before && v.relation.words <= 4)
    }

    /// What a bare number counts where the noun stands before it: "Visitors: 41,200", "of the members, 38 have left".
    fn noun_before(&self) -> Option<Noun> {
        let this = self.this();
        if !this.counts_alone() {
            return None;
        }
        let label = |hit: &Hit| {
            let gap = self.line.text.get(hit.span.end..this.span.start).unwrap_or("");
            gap.contains(':') && gap.split_whitespace().count() <= 3
        };
        let before: Vec<&Hit> = self.hits().filter(|h| h.span.end <= this.span.start && label(h)).collect();
        before.into_iter().rev().find_map(|hit| {
            self.line.cues(hit).iter().find_map(|cue| match cue {
                Cue::Count(measure) => Some(Noun { span: hit.span, measure: Some(measure.clone()) }),
                Cue::Person => Some(Noun { span: hit.span, measure: None }),
                _ => None,
            })
        })
    }
}

/// Each phrase by its relation; the nearest on each side and of all say more, a class's second phrase less.
fn tell_voices(voices: &[Voice], to: &mut dyn Listener) {
    let nearest =
        |before: Option<bool>| voices.iter().filter(|v| before.is_none_or(|b| v.relation.before == b)).map(|v| v.relation.distance()).min();
    let (left, right, all) = (nearest(Some(true)), nearest(Some(false)), nearest(None));
    let mut seen: Vec<usize> = Vec::new();
    for voice in voices {
        let distance = Some(voice.relation.distance());
        voice.relation.tell(voice.class, to);
        if distance == all {
            to.tied(voice.class, Tied::Nearest);
            to.whole_of(voice.class, Whole::Nearest);
        }
        if voice.relation.before && distance == left {
            to.tied(voice.class, Tied::NearestBefore);
        }
        if !voice.relation.before && distance == right {
            to.tied(voice.class, Tied::NearestAfter);
        }
        if voice.weak {
            to.tied(voice.class, Tied::Weak);
        }
        if let Some(sort) = voice.sort {
            to.tied(voice.class, sort);
        }
        if seen.contains(&voice.class) {
            to.tied(voice.class, Tied::FirstAgain);
        }
        seen.push(voice.class);
    }
}

/// Prices and fees are small, budgets large.
pub(super) fn size(quantity: Quantity) -> Whole {
    let amount = match quantity {
        Quantity::Value(v) => v,
        Quantity::Range { high, .. } => high,
    };
    if amount < Decimal::ONE_HUNDRED {
        Whole::Tiny
    } else if amount < Decimal::from(10_000) {
        Whole::Small
    } else if amount < Decimal::from(1_000_000) {
        Whole::Middle
    } else {
        Whole::Large
    }
}
