//! Whether a figure says how much something rose or fell, and whether what it says happened.

use super::super::lexicon::{Cue, Side};
use super::super::weights::{Listener, Tied, Weights, Whole};
use super::super::{Approximation, Aspect, Basis, Direction, Evidence, Kind, Status};
use super::voice::{Voice, tell_earlier, tell_voices};
use super::{Surroundings, Verdict, decide, strongest};
use crate::document::Span;

/// In the order of the model's classes, behind "none".
const DIRECTIONS: [Direction; 2] = [Direction::Up, Direction::Down];

/// In the order of the model's classes.
const STATUSES: [Status; 4] = [Status::Actual, Status::Target, Status::Estimate, Status::Hypothetical];

impl Surroundings<'_, '_> {
    /// "fell 45 %" goes down, "rose to 45 %" is a level.
    pub fn direction(&self, weights: &Weights, measure: &str) -> Verdict<Option<Direction>> {
        let class_of = |cue: &Cue| match cue {
            Cue::Direction(Direction::Up) => Some(1),
            Cue::Direction(Direction::Down) => Some(2),
            _ => None,
        };
        let mut voices = self.voices_of(self.sentence, class_of);
        // "more than 45 %" is a bound, "45 % more than" a rise
        voices.retain(|v| !(v.relation.before && v.relation.words == 0 && self.bounds(v.span)));
        let (best, share) = decide(&weights.direction, "direction", self.this().span, |to| {
            self.tell_kind(to);
            to.whole(super::scope::measure_feature(measure));
            if voices.is_empty() {
                to.whole(Whole::Silent);
            }
            if self.level_before() {
                to.whole(Whole::Level);
            }
            tell_voices(&voices, to);
            self.tell_heads_of(class_of, to);
            if let Some(before) = self.previous(Some(self.this().kind)) {
                self.tell_previous_of(before, before.direction.map_or(0, |d| d as usize + 1), &voices, to);
            }
        });
        let evidence = evidence(&voices, best, "direction");
        Verdict { value: best.checked_sub(1).and_then(|i| DIRECTIONS.get(i)).copied(), share, evidence }
    }

    /// Whether it happened, is wanted, supposed or only thought of.
    pub fn status(&self, weights: &Weights, approximation: Approximation) -> Verdict<Status> {
        let class_of = |cue: &Cue| match cue {
            Cue::Status(status) => STATUSES.iter().position(|s| s == status),
            _ => None,
        };
        let voices = self.voices_of(self.sentence, class_of);
        let earlier = self.before.map(|b| self.voices_of(b, class_of)).unwrap_or_default();
        let intro = self.intro.map(|i| self.voices_of(i, class_of)).unwrap_or_default();
        let (best, share) = decide(&weights.status, "status", self.this().span, |to| {
            self.tell_kind(to);
            match approximation {
                Approximation::Exact => {}
                Approximation::About => to.whole(Whole::About),
                Approximation::Over => to.whole(Whole::Over),
                Approximation::Under => to.whole(Whole::Under),
            }
            if voices.is_empty() {
                to.whole(Whole::Silent);
            }
            self.tell_owner(to);
            tell_voices(&voices, to);
            tell_earlier(&earlier, Tied::Earlier, Some(Tied::EarlierLast), to);
            tell_earlier(&intro, Tied::Intro, None, to);
            self.tell_heads_of(class_of, to);
            if let Some(before) = self.previous(None) {
                self.tell_previous_of(before, STATUSES.iter().position(|s| *s == before.status).unwrap_or(0), &voices, to);
            }
        });
        let evidence = evidence(&voices, best, "status");
        Verdict { value: STATUSES.get(best).copied().unwrap_or_default(), share, evidence }
    }

    /// What may be added to what. A level is said of what is there at a time: people, bodies, property.
    pub fn aspect(&self, measure: &str, direction: Option<Direction>, period: Option<&str>, fiscal: Option<bool>) -> Aspect {
        const STOCKS: [&str; 5] = ["jobs", "members", "enterprises", "volunteers", "assets"];
        if direction.is_some() || self.changes() {
            Aspect::Change
        } else if period.is_some_and(|p| spans_years(p, fiscal)) {
            Aspect::Cumulative
        } else if STOCKS.contains(&measure) && self.this().kind != Kind::Percent {
            Aspect::Level
        } else {
            Aspect::Unknown
        }
    }

    pub fn basis(&self, direction: Option<Direction>) -> Option<Basis> {
        let this = self.this();
        if this.kind != Kind::Percent {
            return None;
        }
        let interest = || self.hits().any(|h| self.has(h, &Cue::Interest) && self.relation(h.span).distance() <= 5);
        Some(if this.points {
            Basis::Points
        } else if direction.is_some() {
            Basis::Change
        } else if interest() {
            Basis::Rate
        } else {
            Basis::Share
        })
    }

    /// What every decision but the measure's begins with.
    pub(super) fn tell_kind(&self, to: &mut dyn Listener) {
        to.whole(Whole::Always);
        to.whole(match self.this().kind {
            Kind::Money => Whole::Money,
            Kind::Percent => Whole::Percent,
            Kind::Count => Whole::Count,
        });
        if self.line.in_cell {
            to.whole(Whole::Cell);
        }
    }

    fn bounds(&self, phrase: Span) -> bool {
        let bound = |cue: &Cue| matches!(cue, Cue::Approximation(_, Side::Before));
        self.line.hit_at(phrase.start).is_some_and(|h| self.line.cues(&h).iter().any(bound))
    }

    /// "to 45 %", "auf 45 %": what was reached, not how far it went. An approximator may stand between.
    fn level_before(&self) -> bool {
        let mut start = self.this().span.start;
        for _ in 0..3 {
            let Some(hit) = self.line.hit_ending_near(start).filter(|h| h.span.start >= self.sentence.start) else { return false };
            let cues = self.line.cues(&hit);
            if cues.contains(&Cue::LevelBefore) {
                return true;
            }
            if !cues.iter().any(|c| matches!(c, Cue::Filler | Cue::Approximation(_, Side::Before))) {
                return false;
            }
            start = hit.span.start;
        }
        false
    }
}

/// The period is of more than one year; a financial year that straddles two is one.
pub fn spans_years(period: &str, fiscal: Option<bool>) -> bool {
    period.contains('/') && fiscal != Some(true) || period.strip_prefix('P').is_some_and(|r| r.ends_with('Y') && r != "1Y")
}

fn evidence(voices: &[Voice], class: usize, role: &'static str) -> Vec<Evidence> {
    let own = voices.iter().filter(|v| v.class == class && class > 0);
    let all = own.map(|v| (v.relation.distance(), Evidence { role, span: v.span, rule: format!("{role}.word") }));
    strongest(all.collect(), 1)
}
