//! What a number means: measure, scope, approximation, period and status, by scored evidence from the words around it.

use super::lexicon::{Cue, Hit, Side};
use super::scan::{Candidate, Line, Noun, is_year};
use super::token::TokenKind;
use super::{Approximation, Evidence, Kind, Scope, Status};
use crate::document::Span;
use std::collections::BTreeMap;

/// What persons without a word of their own are taken for.
pub const PERSONS: &str = "beneficiaries";

/// A classed reading with its share of the evidence.
#[derive(Debug, Clone)]
pub struct Verdict<T> {
    pub value: T,
    /// The winner's share of all evidence, 0 to 1; 0 where there was none.
    pub share: f64,
    pub evidence: Vec<Evidence>,
}

/// The sentence a candidate stands in, and its neighbours.
pub struct Surroundings<'a, 'b> {
    pub line: &'b Line<'a>,
    pub sentence: Span,
    /// The sentence before it in the same paragraph.
    pub before: Option<Span>,
    /// Every candidate of the line, in order.
    pub all: &'b [Candidate],
    /// This one's index.
    pub index: usize,
}

impl Surroundings<'_, '_> {
    fn this(&self) -> &Candidate {
        &self.all[self.index]
    }

    fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.hits_in(self.sentence)
    }

    fn hits_in(&self, range: Span) -> impl Iterator<Item = &Hit> {
        let hits = &self.line.hits.list;
        let from = hits.partition_point(|h| h.span.start < range.start);
        hits[from..].iter().take_while(move |h| h.span.end <= range.end)
    }

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
        let others = self.all.iter().filter(|c| gap.contains(c.span)).count() as i32;
        weight *= 0.6f64.powi(others);
        for c in text.chars() {
            weight *= match c {
                ',' => 0.75,
                ';' => 0.3,
                '(' | ')' | '–' | '—' => 0.7,
                _ => 1.0,
            };
        }
        let word = text.trim();
        if !before
            && (word.is_empty()
                || text.trim_start().split_whitespace().next().is_some_and(|w| self.line.lexicon.links.iter().any(|l| l == w)))
        {
            weight *= 1.6;
        }
        if before { weight } else { weight * 0.85 }
    }

    /// The measure the phrases of one kind speak for, in the sentence or else in the one before.
    fn measured(&self, kind: Kind) -> Verdict<Option<String>> {
        let own = self.measured_in(kind, self.sentence);
        match self.before.filter(|_| own.value.is_none()) {
            Some(before) => self.measured_in(kind, before),
            None => own,
        }
    }

    fn measured_in(&self, kind: Kind, range: Span) -> Verdict<Option<String>> {
        let mut scores: BTreeMap<&str, f64> = BTreeMap::new();
        let mut evidence: Vec<(f64, Evidence)> = Vec::new();
        for hit in self.hits_in(range) {
            if hit.span.overlaps(self.this().span) && self.this().noun.is_none() {
                continue;
            }
            for cue in self.line.cues(hit) {
                let Cue::Measure(k, measure) = cue else { continue };
                if *k != kind {
                    continue;
                }
                let weak = self.line.cues(hit).contains(&Cue::Weak);
                let weight = self.weight(hit.span) * if weak { 0.5 } else { 1.0 };
                *scores.entry(measure).or_default() += weight;
                evidence.push((weight, Evidence { role: "measure", span: hit.span, rule: format!("measure.{measure}") }));
            }
        }
        verdict(&scores, evidence)
    }

    pub fn measure(&self) -> Verdict<Option<String>> {
        let this = self.this();
        match this.kind {
            Kind::Count => self.counted(),
            kind => self.measured(kind),
        }
    }

    fn counted(&self) -> Verdict<Option<String>> {
        let this = self.this();
        let Some(noun) = this.noun.clone().or_else(|| self.noun_before()) else {
            return Verdict { value: None, share: 0.0, evidence: Vec::new() };
        };
        let rule = |m: &str| vec![Evidence { role: "unit", span: noun.span, rule: format!("count.{m}") }];
        if let Some(measure) = &noun.measure {
            let share = if this.noun.is_some() { 0.9 } else { 0.6 };
            return Verdict { value: Some(measure.clone()), share, evidence: rule(measure) };
        }
        // who persons are is what the words around say; most are those the work is done for
        let mut scores: BTreeMap<&str, f64> = BTreeMap::from([(PERSONS, 0.2)]);
        let mut evidence = Vec::new();
        for hit in self.hits() {
            for cue in self.line.cues(hit) {
                if let Cue::PersonContext(measure) = cue {
                    let weight = self.weight(hit.span);
                    *scores.entry(measure).or_default() += weight;
                    evidence.push((weight, Evidence { role: "measure", span: hit.span, rule: format!("person.{measure}") }));
                }
            }
        }
        verdict(&scores, evidence)
    }

    /// What a bare number counts where the noun stands before it: "Visitors: 41,200", "of the members, 38 have left".
    fn noun_before(&self) -> Option<Noun> {
        let this = self.this();
        if !this.counts_alone() {
            return None;
        }
        let before: Vec<&Hit> = self.hits().filter(|h| h.span.end <= this.span.start).collect();
        before.into_iter().rev().find_map(|hit| {
            self.line.cues(hit).iter().find_map(|cue| match cue {
                Cue::Count(measure) => Some(Noun { span: hit.span, measure: Some(measure.clone()) }),
                Cue::Person => Some(Noun { span: hit.span, measure: None }),
                _ => None,
            })
        })
    }

    pub fn scope(&self, prior: Scope, own: &[Span], places: &[Span]) -> Verdict<Scope> {
        let mut scores: BTreeMap<Scope, f64> = BTreeMap::new();
        *scores.entry(prior).or_default() += if prior == Scope::Sector { 0.8 } else { 0.45 };
        let mut evidence = Vec::new();
        let mut note = |scope: Scope, weight: f64, span: Span, rule: &str| {
            *scores.entry(scope).or_default() += weight;
            evidence.push((weight, Evidence { role: "scope", span, rule: rule.to_owned() }));
        };
        for hit in self.hits() {
            // "US" is no "us"
            if self.line.text[hit.span.start..hit.span.end].chars().filter(|c| c.is_uppercase()).count() > 1 {
                continue;
            }
            for cue in self.line.cues(hit) {
                if let Cue::Scope(scope) = cue {
                    let strength = match scope {
                        Scope::Organisation => 1.0,
                        Scope::Sector => 0.6,
                        Scope::Other => 0.5,
                    };
                    note(*scope, strength * self.weight(hit.span).sqrt(), hit.span, "scope.word");
                }
            }
        }
        for span in own.iter().filter(|s| self.sentence.contains(**s)) {
            note(Scope::Organisation, 1.2 * self.weight(*span).sqrt(), *span, "scope.name");
        }
        for span in places.iter().filter(|s| self.sentence.contains(**s)) {
            note(Scope::Sector, 0.45 * self.weight(*span).sqrt(), *span, "scope.place");
        }
        let total: f64 = scores.values().sum();
        let (value, best) = scores.iter().max_by(|a, b| a.1.total_cmp(b.1)).map_or((prior, 0.0), |(s, w)| (*s, *w));
        Verdict { value, share: best / total.max(1e-9), evidence: strongest(evidence, 2) }
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

    pub fn period(&self, anchors: &[Anchor]) -> (Option<String>, Option<Evidence>) {
        let mut best: Option<(f64, &Anchor)> = None;
        for anchor in anchors.iter().filter(|a| self.sentence.contains(a.span)) {
            let Some(cost) = self.distance(anchor) else { continue };
            if cost <= anchor.reach && best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, anchor));
            }
        }
        match best {
            Some((_, anchor)) => {
                (Some(anchor.period.clone()), Some(Evidence { role: "time", span: anchor.span, rule: anchor.rule.to_owned() }))
            }
            None => (None, None),
        }
    }

    /// How far a time word is from this figure, in words, with boundaries counted as more words.
    fn distance(&self, anchor: &Anchor) -> Option<f64> {
        let this = self.this().span;
        let (gap, before) = if anchor.span.end <= this.start {
            (Span::new(anchor.span.end, this.start), true)
        } else if anchor.span.start >= this.end {
            (Span::new(this.end, anchor.span.start), false)
        } else {
            return Some(0.0);
        };
        let text = &self.line.text[gap.start..gap.end];
        let others = self.all.iter().filter(|c| gap.contains(c.span)).count() as f64;
        let mut cost = text.split_whitespace().count() as f64;
        for c in text.chars() {
            cost += match c {
                ',' => 3.0,
                ';' => 20.0,
                ':' => 4.0,
                '(' if !before && others == 0.0 => 0.0,
                '(' | ')' => 6.0,
                _ => 0.0,
            };
        }
        if anchor.rate {
            // "per year" belongs to the figure right beside it
            if others > 0.0 {
                return None;
            }
            return Some(cost);
        }
        cost += others * if before { 2.0 } else { 5.0 };
        if self.now_between(gap) {
            return None;
        }
        Some(if before { cost * 0.6 } else { cost })
    }

    fn now_between(&self, gap: Span) -> bool {
        self.hits().filter(|h| gap.contains(h.span)).any(|h| self.line.cues(h).contains(&Cue::Now))
    }

    pub fn status(&self) -> (Status, bool) {
        let mut status = Status::Actual;
        let mut negated = false;
        for hit in self.hits() {
            if self.weight(hit.span) < 0.3 {
                continue;
            }
            for cue in self.line.cues(hit) {
                match cue {
                    Cue::Status(found) if status == Status::Actual => status = *found,
                    Cue::Negated if hit.span.end <= self.this().span.start && self.weight(hit.span) > 0.6 => negated = true,
                    _ => {}
                }
            }
        }
        (status, negated)
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

/// A word of time, what period it says, and how far it reaches.
#[derive(Debug, Clone)]
pub struct Anchor {
    pub span: Span,
    pub period: String,
    pub reach: f64,
    pub rate: bool,
    pub rule: &'static str,
}

/// The words of time in a line: years and their spans, rates, durations.
pub fn anchors(line: &Line<'_>) -> Vec<Anchor> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < line.tokens.len() {
        let token = line.tokens[i];
        let raw = &line.text[token.span.start..token.span.end];
        if token.kind == TokenKind::Numeral && is_year(raw) && !numbered(line, i) {
            let (period, next) = years(line, i);
            let end = line.tokens[next - 1].span.end;
            out.push(Anchor { span: Span::new(token.span.start, end), period, reach: 14.0, rate: false, rule: "period.year" });
            i = next;
            continue;
        }
        if let Some(hit) = line.hit_at(token.span.start) {
            for cue in line.cues(&hit) {
                match cue {
                    Cue::Rate(iso) => {
                        out.push(Anchor { span: hit.span, period: (*iso).to_owned(), reach: 5.0, rate: true, rule: "period.rate" })
                    }
                    Cue::RateBefore => {
                        let next = line.token_from(hit.span.end);
                        if let Some(unit) = line.tokens.get(next).and_then(|t| line.hit_at(t.span.start))
                            && let Some(iso) =
                                line.cues(&unit).iter().find_map(|c| if let Cue::RateUnit(u) = c { Some(u.clone()) } else { None })
                        {
                            out.push(Anchor { span: hit.span.cover(unit.span), period: iso, reach: 4.0, rate: true, rule: "period.rate" });
                        }
                    }
                    Cue::SpanBefore => out.extend(duration(line, &hit)),
                    _ => {}
                }
            }
        }
        i += 1;
    }
    out
}

/// "over five years" → P5Y.
fn duration(line: &Line<'_>, hit: &Hit) -> Option<Anchor> {
    let at = line.token_from(hit.span.end);
    for skip in 0..2 {
        let token = line.tokens.get(at + skip)?;
        let (value, next) = if token.kind == TokenKind::Numeral {
            (line.text[token.span.start..token.span.end].parse::<u64>().ok()?, at + skip + 1)
        } else if let Some(number) = super::words::worded(line.lower, &line.tokens, at + skip, line.lexicon) {
            (number.value, number.next)
        } else {
            continue;
        };
        let unit = line.hit_at(line.tokens.get(next)?.span.start)?;
        let letter = line.cues(&unit).iter().find_map(|c| if let Cue::SpanUnit(l) = c { Some(*l) } else { None })?;
        if value == 0 || value > 200 || letter != 'Y' {
            return None;
        }
        return Some(Anchor {
            span: hit.span.cover(unit.span),
            period: format!("P{value}{letter}"),
            reach: 8.0,
            rate: false,
            rule: "period.span",
        });
    }
    None
}

/// A year that is part of a name or no period of anything: "Agenda 2030", "since 2016".
fn numbered(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens[at];
    if !token.spaced && at > 0 && line.tokens[at - 1].kind != TokenKind::Sign {
        return true;
    }
    line.hit_ending_near(token.span.start).is_some_and(|h| line.cues(&h).iter().any(|c| matches!(c, Cue::Since | Cue::ReferenceBefore)))
}

/// The period of the year at token `at`, joined to a second one ("2019-2021", "2019/20", "from 2013 to 2022").
fn years(line: &Line<'_>, at: usize) -> (String, usize) {
    let first = &line.text[line.tokens[at].span.start..line.tokens[at].span.end];
    let joined = line.tokens.get(at + 1).is_some_and(|joiner| {
        let dash = matches!(&line.text[joiner.span.start..joiner.span.end], "-" | "–" | "—" | "/");
        dash || opened(line, at) && line.hit_at(joiner.span.start).is_some_and(|h| line.cues(&h).contains(&Cue::RangeJoiner))
    });
    let second = line.tokens.get(at + 2).filter(|t| joined && t.kind == TokenKind::Numeral);
    let Some(second) = second else { return (first.to_owned(), at + 1) };
    let raw = &line.text[second.span.start..second.span.end];
    let last = match raw.len() {
        4 if is_year(raw) => raw.to_owned(),
        2 if raw.bytes().all(|b| b.is_ascii_digit()) => format!("{}{raw}", &first[..2]),
        _ => return (first.to_owned(), at + 1),
    };
    if last.as_str() > first { (format!("{first}/{last}"), at + 3) } else { (first.to_owned(), at + 1) }
}

fn opened(line: &Line<'_>, at: usize) -> bool {
    line.hit_ending_near(line.tokens[at].span.start).is_some_and(|h| line.cues(&h).contains(&Cue::RangeBetween))
}

fn verdict(scores: &BTreeMap<&str, f64>, evidence: Vec<(f64, Evidence)>) -> Verdict<Option<String>> {
    let total: f64 = scores.values().sum();
    let best = scores.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
    Verdict {
        value: best.map(|(m, _)| (*m).to_owned()),
        share: best.map_or(0.0, |(_, w)| w / total),
        evidence: strongest(evidence.into_iter().filter(|(_, e)| best.is_some_and(|(m, _)| e.rule.ends_with(m))).collect(), 2),
    }
}

fn strongest(mut evidence: Vec<(f64, Evidence)>, most: usize) -> Vec<Evidence> {
    evidence.sort_by(|a, b| b.0.total_cmp(&a.0));
    evidence.into_iter().take(most).map(|(_, e)| e).collect()
}
