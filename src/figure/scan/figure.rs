//! Whole figures: fractions, ratios, ranges, amounts and counts.

use super::super::lexicon::{Cue, PercentUnit, power_of_ten};
use super::super::token::{TokenKind, is_space};
use super::super::words::worded;
use super::super::{Kind, Quantity};
use super::{Candidate, Excluded, Found, Item, Line, kind_of, scaled};
use crate::document::Span;
use rust_decimal::Decimal;

/// Words between the two numbers of a share: "one young family in five".
const MOST_BETWEEN: usize = 3;

impl Line<'_> {
    /// "a third of", "la moitié", "½".
    pub(super) fn fraction(&self, at: usize) -> Option<Found> {
        let token = self.tokens[at];
        let hit = self.hit_at(token.span.start)?;
        let share = self.cues(&hit).iter().find_map(|c| if let Cue::Fraction(f) = c { Some(*f) } else { None })?;
        let next = self.token_from(hit.span.end);
        if let Some(after) = self.tokens.get(next) {
            // "a third-party", "un tiers-lieu", "half a million", "a quarter century"
            let hyphen = self.text[hit.span.end..].starts_with('-');
            let number = worded(self.lower, &self.tokens, next, self.lexicon).is_some();
            let time = self.hit_at(after.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Duration));
            if hyphen || number || time || after.kind == TokenKind::Numeral {
                return None;
            }
        }
        let text = &self.lower[hit.span.start..hit.span.end];
        let span = Span::new(hit.span.start, hit.span.start + text.trim_end().len());
        let candidate = Candidate {
            kind: Kind::Percent,
            span,
            number: span,
            quantity: Quantity::Value(share),
            resolution: Decimal::ONE,
            currency: None,
            cents: false,
            noun: None,
            rule: "percent.fraction",
            ambiguous: false,
            scale: 0,
            collective: false,
            worded: true,
            thing: false,
            points: false,
        };
        Some(Found::Figures(vec![candidate], next))
    }

    /// "four out of five", "one in eight", "7 in 10".
    pub(super) fn ratio(&self, at: usize) -> Option<Found> {
        let first = &self.any_item(at)?;
        if first.has_unit() || first.scale > 0 || !first.value.is_integer() {
            return None;
        }
        // a noun may stand between ("nine seasons out of ten", "un foyer sur quatre", "une famille pauvre sur dix")
        let words = self.tokens.get(first.next..).unwrap_or(&[]).iter().take(MOST_BETWEEN).take_while(|t| t.kind == TokenKind::Word);
        let hit = (first.next..=first.next + words.count()).find_map(|i| {
            let hit = self.hit_at(self.tokens.get(i)?.span.start)?;
            let text = &self.lower[hit.span.start..hit.span.end];
            let firm = text.contains(' ') || self.lexicon.ratio_across.iter().any(|r| r == text);
            (self.cues(&hit).contains(&Cue::RatioBetween) && (i == first.next || firm)).then_some(hit)
        })?;
        let second_at = self.token_from(hit.span.end);
        let second = self.item(second_at)?;
        // "three workers on two floors": behind the second number of a share nothing is counted
        let apart = hit.span.start > self.tokens[first.next].span.start;
        let counted = || self.noun_after(second.next).is_some_and(|n| self.adjacent(second.number.end, n.span.start));
        if apart && (counted() || self.unit_excluded(second_at, &second).is_some()) {
            return None;
        }
        let whole = second.value <= Decimal::from(20) || [25, 30, 40, 50, 100, 1000].map(Decimal::from).contains(&second.value);
        if second.has_unit() || second.scale > 0 || !whole || !second.value.is_integer() || first.value >= second.value {
            return None;
        }
        let share = rounded(first.value * Decimal::ONE_HUNDRED / second.value);
        let span = Span::new(self.tokens[at].span.start, second.number.end);
        let mut candidate = Self::plain_candidate(Kind::Percent, Quantity::Value(share), span, span, first);
        candidate.rule = "percent.ratio";
        candidate.worded = true;
        Some(Found::Figures(vec![candidate], second.next))
    }

    pub(super) fn plain_candidate(kind: Kind, quantity: Quantity, span: Span, number: Span, item: &Item) -> Candidate {
        Candidate {
            kind,
            span,
            number,
            quantity,
            resolution: item.unit.checked_mul(power_of_ten(item.scale)).unwrap_or(item.unit),
            currency: item.currency.clone(),
            cents: item.cents,
            noun: None,
            rule: "count.number",
            ambiguous: item.ambiguous,
            scale: item.scale,
            collective: item.collective,
            worded: item.worded,
            thing: false,
            points: matches!(item.percent, Some(PercentUnit::Points | PercentUnit::BasisPoints)),
        }
    }

    /// "3–5 million", "between 3 and 5 per cent", "75 à 90 FCFA", and pairs that share a unit ("from 18 to 7 %").
    pub(super) fn range(&self, at: usize, first: &Item) -> Option<Found> {
        let joiner = self.tokens.get(first.next)?;
        let dash = joiner.kind == TokenKind::Sign && matches!(self.text[joiner.span.start..].chars().next(), Some('-' | '–' | '—' | '‑'));
        let hit = self.hit_at(joiner.span.start).filter(|h| self.cues(h).contains(&Cue::RangeJoiner));
        let (second_at, weak) = match (dash, hit) {
            (true, _) => (first.next + 1, false),
            (false, Some(hit)) => {
                (self.token_from(hit.span.end), self.lexicon.connectors.iter().any(|c| *c == self.lower[hit.span.start..hit.span.end]))
            }
            _ => return None,
        };
        // "to 5 million euros": a currency may stand before the second number, so it starts at the symbol
        let second_at = (second_at..(second_at + 3).min(self.tokens.len()))
            .find(|i| self.tokens[*i].kind == TokenKind::Numeral || self.tokens[*i].kind == TokenKind::Word && self.item(*i).is_some())?;
        let second = self.item(second_at)?;
        // between joiner and second number nothing may stand but one article ("fra il 28 e il 35 %")
        let joint_end = hit.filter(|_| !dash).map_or(joiner.span.end, |h| h.span.end);
        let gap = self.text[joint_end.min(second.span.start)..second.span.start].trim_matches(is_space).to_lowercase();
        if !gap.is_empty() && !self.is_function_word(&gap) {
            return None;
        }
        let opener = self.range_opener(self.tokens[at].span.start.min(first.span.start));
        if weak && !opener.is_some_and(|o| o.between) {
            return None;
        }
        let change = self.changes_before(first.span.start);
        let both = first.has_unit() && second.has_unit();
        let (mut low, mut high) = (first.clone(), second.clone());
        if !first.has_unit() {
            low.percent = second.percent;
            low.currency.clone_from(&second.currency);
            low.cents = second.cents;
        } else if !second.has_unit() {
            // "KES 5,000 to 80,000", but not "€ 700,000 for 2026" and "€ 5 to 30 families"
            let year = second.plain && super::is_year(&self.text[second.number.start..second.number.end]);
            let counted = || self.noun_after(second.next).is_some_and(|n| self.adjacent(second.number.end, n.span.start));
            let ahead = first.span.start < first.number.start;
            if year || !(dash || opener.is_some() || ahead && !weak && !counted()) {
                return None;
            }
            high.percent = first.percent;
            high.currency.clone_from(&first.currency);
            high.cents = first.cents;
        }
        if first.scale == 0 && first.value < scaled(&second) && (first.value < Decimal::from(1000) || dash) && !both {
            low.scale = second.scale;
        }
        if !low.has_unit() && low.scale == 0 && !dash && opener.is_none() && first.worded != second.worded {
            return None;
        }
        let apart = change && !dash && !opener.is_some_and(|o| o.between)
            || both && opener.is_some_and(|o| !o.between)
            || scaled(&low) >= scaled(&high);
        if apart {
            if dash || !low.has_unit() || !(opener.is_some() || change) {
                return None;
            }
            // two figures that share a unit: each with its own place
            let next = high.next;
            let mut found = self.finish(at, &low, first.span)?;
            let span = second.span;
            found.extend(self.finish(second_at, &high, span)?);
            return Some(Found::Figures(found, next));
        }
        let span = Span::new(first.span.start, second.span.end);
        let number = Span::new(first.number.start, second.number.end);
        let kind = kind_of(&high);
        let quantity = Quantity::Range { low: scaled(&low), high: scaled(&high) };
        let mut candidate = Self::plain_candidate(kind, quantity, span, number, &high);
        candidate.rule = match kind {
            Kind::Money => "money.range",
            Kind::Percent => "percent.range",
            Kind::Count => "count.range",
        };
        let next = high.next;
        if kind == Kind::Count {
            if let Some(reason) = self.unit_excluded(second_at, &high) {
                return Some(Found::Excluded(Excluded { span, reason }, next));
            }
            candidate.noun = self.noun_after(next);
            if let Some(noun) = &candidate.noun
                && self.adjacent(number.end, noun.span.start)
            {
                candidate.span.end = noun.span.end;
            }
            if candidate.noun.is_none() && (second.worded || !high.value.is_integer()) {
                return None;
            }
        }
        Some(Found::Figures(vec![candidate], next))
    }

    pub(super) fn single(&self, at: usize, item: &Item) -> Found {
        let next = item.next;
        let span = item.span;
        if !item.has_unit()
            && let Some(reason) = self.unit_excluded(at, item)
        {
            return Found::Excluded(Excluded { span: item.number, reason }, next);
        }
        // "from 61 to 19 hours": what the second number counts, the first counts too
        if !item.has_unit()
            && item.scale == 0
            && let Some(joiner) =
                self.tokens.get(next).and_then(|t| self.hit_at(t.span.start)).filter(|h| self.cues(h).contains(&Cue::RangeJoiner))
            && let second_at = self.token_from(joiner.span.end)
            && let Some(second) = self.tokens.get(second_at).and_then(|_| self.item(second_at))
            && !second.has_unit()
            && let Some(reason) = self.unit_excluded(second_at, &second)
        {
            return Found::Excluded(Excluded { span: item.number, reason }, next);
        }
        match self.finish(at, item, span) {
            Some(found) if found.iter().all(|c| c.quantity == Quantity::Value(Decimal::ZERO)) => {
                Found::Excluded(Excluded { span, reason: "zero" }, next)
            }
            Some(found) => {
                let next = found.last().map_or(next, |c| self.token_from(c.span.end.max(self.tokens[next - 1].span.end)));
                Found::Figures(found, next)
            }
            None => Found::Excluded(Excluded { span, reason: "not_counted" }, next),
        }
    }

    /// An item as a figure; none for a bare number that counts nothing.
    pub(super) fn finish(&self, at: usize, item: &Item, span: Span) -> Option<Vec<Candidate>> {
        let kind = kind_of(item);
        let mut candidate = Self::plain_candidate(kind, Quantity::Value(scaled(item)), span, item.number, item);
        match kind {
            Kind::Money => candidate.rule = if item.cents { "money.cents" } else { "money.currency" },
            Kind::Percent => candidate.rule = "percent.sign",
            Kind::Count => {
                candidate.noun = self.noun_after(item.next).or_else(|| self.noun_of_whole(item.next));
                // two and three in words count only what stands right beside them
                let small = item.worded && item.scale == 0 && scaled(item) < Decimal::from(4);
                if small && candidate.noun.as_ref().is_none_or(|n| !self.adjacent(item.number.end, n.span.start)) {
                    return None;
                }
                candidate.thing = candidate.noun.is_none() && self.thing_follows(item.next);
                if let Some(noun) = &candidate.noun {
                    candidate.rule = "count.noun";
                    if self.adjacent(item.number.end, noun.span.start) {
                        candidate.span.end = noun.span.end;
                    }
                } else if !self.in_cell {
                    let alone = item.worded
                        && item.scale == 0
                        && !item.collective
                        && !self.stands_alone(item.next)
                        && !self.thing_follows(item.next);
                    if alone || item.scale == 0 && item.unit < Decimal::ONE || !scaled(item).is_integer() {
                        return None;
                    }
                } else if item.worded && self.tokens.len() > item.next + 2 {
                    return None;
                }
                if item.worded && at > 0 && self.tokens[at].span.start > 0 && self.text[..self.tokens[at].span.start].ends_with(['-', '_'])
                {
                    return None;
                }
            }
        }
        Some(vec![candidate])
    }

    /// A number in words with no noun: a figure only where the noun was said before ("six of them", "four, mostly women").
    pub(super) fn stands_alone(&self, next: usize) -> bool {
        self.tokens.get(next).is_none_or(|t| t.kind == TokenKind::Sign && self.text[t.span.start..].starts_with([',', '.', ';', ')']))
    }

    /// A word that looks like a noun in the plural follows: it may be what is counted.
    pub(super) fn thing_follows(&self, next: usize) -> bool {
        self.tokens.get(next).is_some_and(|t| {
            let word = &self.lower[t.span.start..t.span.end];
            let named = if self.lexicon.nouns_capitalised {
                self.text[t.span.start..].starts_with(char::is_uppercase)
            } else {
                self.lexicon.plural_endings.iter().any(|e| word.ends_with(e.as_str()))
            };
            t.kind == TokenKind::Word && t.spaced && word.chars().count() > 3 && named && !self.is_function_word(word)
        })
    }

    /// Nothing that could be counted follows the number.
    pub fn counts_nothing(&self, candidate: &Candidate) -> bool {
        let next = self.token_from(candidate.span.end);
        let spoken = |i: usize| {
            self.tokens
                .get(i)
                .and_then(|t| self.hit_at(t.span.start))
                .is_some_and(|h| self.cues(&h).iter().any(|c| matches!(c, Cue::Measure(Kind::Money, _))))
        };
        self.tokens.get(next).is_none_or(|t| {
            let word = &self.lower[t.span.start..t.span.end];
            t.kind != TokenKind::Word || spoken(next) || if self.is_link(word) { spoken(next + 1) } else { self.is_function_word(word) }
        })
    }

    pub(super) fn adjacent(&self, end: usize, start: usize) -> bool {
        let between = self.text[end..start].trim_matches(is_space);
        between.is_empty() || self.is_link(between.trim_end_matches(['\'', '’']))
    }
}

/// A share as it is told: two decimals where that is exact, else one (a third is 33.3).
fn rounded(share: Decimal) -> Decimal {
    let exact = share.round_dp(2);
    if exact == share { exact.normalize() } else { share.round_dp(1).normalize() }
}
