//! What a figure measures: of money and percentages the words around, of counts the noun and, for persons, the verbs.

use super::super::lexicon::{Cue, Hit};
use super::super::scan::Noun;
use super::super::weights::{Listener, Model, Tied, Weights, Whole};
use super::super::{Evidence, Kind, Quantity, Scope};
use super::voice::{Voice, tell_earlier, tell_voices};
use super::{Surroundings, Verdict, decide, strongest};
use crate::document::{CellRef, Span};
use rust_decimal::Decimal;

/// What persons without a word of their own are taken for.
const PERSONS: &str = "beneficiaries";

/// How far back the cells beside and above are looked for.
const LOOK_BACK_CELLS: usize = 40;

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
                // "15 interpreters, all of them unpaid"
                for voice in voices.iter().filter(|v| v.sort.is_none() && v.class != class && v.relation.words <= 6) {
                    to.tied(voice.class, Tied::Despite);
                }
            }
            if own.as_ref().is_none_or(|n| n.measure.is_none()) {
                tell_voices(&voices, to);
                tell_earlier(&earlier, Tied::Earlier, Some(Tied::EarlierLast), to);
                tell_earlier(&intro, Tied::Intro, None, to);
                self.tell_previous(model, &voices, to);
                self.tell_counted(model, to);
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
                    (Cue::Measure(Kind::Money, m), Kind::Percent) if !named => (m.as_str(), Some(Tied::MoneyWord)),
                    (Cue::Person, Kind::Percent) if !named => (PERSONS, Some(Tied::Person)),
                    (Cue::PersonContext(m), Kind::Count) if !this.thing => (m.as_str(), None),
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
        if !held {
            self.tell_owner(to);
        }
    }

    /// Whose doing it is: what public bodies spend is funding, what partners get isn't revenue.
    pub(super) fn tell_owner(&self, to: &mut dyn Listener) {
        let mut told = [false; 3];
        for hit in self.hits() {
            for cue in self.line.cues(hit) {
                let Cue::Scope(scope) = cue else { continue };
                let (i, feature) = match scope {
                    Scope::Organisation => (0, Whole::Ours),
                    Scope::Sector => (1, Whole::Public),
                    Scope::Other => (2, Whole::Theirs),
                };
                let relation = self.relation(hit.span);
                if relation.before && relation.words <= 8 && relation.figures == 0 && !std::mem::replace(&mut told[i], true) {
                    to.whole(feature);
                }
            }
        }
    }

    /// What earlier figures of the kind were decided to be.
    fn tell_previous(&self, model: &Model, voices: &[Voice], to: &mut dyn Listener) {
        let Some(before) = self.previous(Some(self.this().kind)) else { return };
        let Some(class) = model.class(&before.measure) else { return };
        self.tell_previous_of(before, class, voices, to);
        let at = before.span.start;
        if self.refers_back() && self.sentence.contains(before.span) {
            to.chained(at, class, Tied::PreviousPronoun);
        }
    }

    /// "264 pickers, 68 % women": a share is one of those counted before.
    fn tell_counted(&self, model: &Model, to: &mut dyn Listener) {
        if self.this().kind != Kind::Percent {
            return;
        }
        let Some(before) = self.previous(Some(Kind::Count)) else { return };
        let Some(class) = model.class(&before.measure) else { return };
        let same = self.sentence.contains(before.span);
        to.chained(before.span.start, class, if same { Tied::CountBefore } else { Tied::CountEarlier });
    }

    /// What the heads that govern a table's cell say, and what the cells beside and above were decided to be.
    fn tell_heads(&self, model: &Model, to: &mut dyn Listener) {
        if self.heads.is_empty() {
            return;
        }
        let (mut column_speaks, mut row_speaks) = (false, false);
        for (feature, span) in self.heads {
            let voices = self.voices(model, *span);
            column_speaks |= *feature == Tied::HeadColumn && !voices.is_empty();
            row_speaks |= *feature == Tied::HeadRow && !voices.is_empty();
            for voice in &voices {
                to.tied(voice.class, *feature);
                if let Some(sort) = voice.sort {
                    to.tied(voice.class, sort);
                }
            }
            if let Some(last) = voices.last() {
                to.tied(last.class, Tied::HeadLast);
            }
        }
        let kind = self.this().kind;
        let Some(cell) = self.cell else { return };
        let near = |wanted: &dyn Fn(CellRef) -> bool| {
            self.decided
                .iter()
                .rev()
                .take(LOOK_BACK_CELLS)
                .find(|f| f.kind == kind && f.cell.is_some_and(|c| c.table == cell.table && wanted(c)))
        };
        let row = near(&|c| c.row == cell.row);
        let column = near(&|c| c.col == cell.col && c.row < cell.row);
        for (figure, feature, hidden) in [(row, Tied::PreviousRow, column_speaks), (column, Tied::PreviousColumn, row_speaks)] {
            if hidden {
                continue;
            }
            if let Some((figure, class)) = figure.and_then(|f| Some((f, model.class(&f.measure)?))) {
                to.chained(figure.span.start, class, feature);
            }
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
