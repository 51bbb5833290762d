//! Dates, references, phone numbers, durations: numbers that are no figure.

use super::super::lexicon::Cue;
use super::super::number::parse;
use super::super::token::{Token, TokenKind};
use super::{Excluded, Item, Line, is_year};
use crate::document::Span;
use rust_decimal::Decimal;

impl Line<'_> {
    /// Dates, years, times, references, phone numbers: numerals that name something.
    pub(super) fn no_figure(&self, at: usize, item: &Item) -> Option<(Excluded, usize)> {
        let token = self.tokens[at];
        let raw = &self.text[token.span.start..token.span.end];
        let exclude =
            |reason, next: usize| Some((Excluded { span: Span::new(token.span.start, self.tokens[next - 1].span.end), reason }, next));
        if let Some(next) = self.phone(at) {
            return exclude("phone", next);
        }
        if parse(raw, self.convention).is_none() {
            return exclude("not_a_number", at + 1);
        }
        if item.has_unit() {
            return None;
        }
        let sign_after = |i: usize| {
            self.tokens.get(i).filter(|t| !t.spaced && t.kind == TokenKind::Sign).and_then(|t| self.text[t.span.start..].chars().next())
        };
        let numeral_at = |i: usize| self.tokens.get(i).filter(|t| t.kind == TokenKind::Numeral && !t.spaced);
        let previous = at.checked_sub(1).map(|i| self.tokens[i]);
        let before = previous.map_or("", |t| &self.lower[t.span.start..t.span.end]);
        let year = is_year(raw);
        if matches!(sign_after(at + 1), Some('/' | ':')) && numeral_at(at + 2).is_some() {
            let mut next = at + 3;
            while matches!(sign_after(next), Some('/' | ':')) && numeral_at(next + 1).is_some() {
                next += 2;
            }
            return exclude(if year { "year" } else { "date_or_ratio" }, next);
        }
        if item.plain
            && raw.len() >= 4
            && sign_after(at + 1) == Some('-')
            && numeral_at(at + 2).is_some_and(|t| t.span.end - t.span.start == 3)
        {
            return exclude("identifier", at + 3);
        }
        if year {
            // a span of years: 2013-2022, 2020-21
            if matches!(sign_after(at + 1), Some('-' | '–' | '—')) && numeral_at(at + 2).is_some() {
                return exclude("year", at + 3);
            }
            let counted = self.noun_after(at + 1).is_some_and(|n| self.adjacent(token.span.end, n.span.start));
            let dated = self
                .hit_ending_near(token.span.start)
                .is_some_and(|h| self.cues(&h).iter().any(|c| matches!(c, Cue::SpanBefore | Cue::Since | Cue::Month | Cue::Fiscal)));
            if !counted || dated {
                return exclude("year", at + 1);
            }
        }
        // "9 h 30"
        if before == "h" && at >= 2 && self.tokens[at - 2].kind == TokenKind::Numeral && item.plain {
            return exclude("time", at + 1);
        }
        // glued to letters or signs that make it a name: "COVID-19", "#3", "24/7"
        if !token.spaced
            && item.plain
            && previous.is_some_and(|p| {
                p.kind == TokenKind::Word
                    || matches!(before, "-" | "/" | "#" | "_" | "." | ":" | "n°" | "°" | "º" | "@" | "+" | "*")
                        && at >= 2
                        && !self.tokens[at - 1].spaced
            })
        {
            return exclude("name", at + 1);
        }
        if let Some(hit) = self.hit_ending_near(token.span.start)
            && self.cues(&hit).contains(&Cue::ReferenceBefore)
            && item.scale == 0
            && self.noun_after(item.next).is_none_or(|n| !self.adjacent(item.number.end, n.span.start))
        {
            return exclude("reference", at + 1);
        }
        // "9.º ano", "3ª turma"
        if self.text[token.span.end..self.span.end].trim_start_matches('.').starts_with(['º', 'ª']) {
            return exclude("ordinal_or_time", at + 1);
        }
        if item.plain && raw.len() <= 4 && self.noun_after(item.next).is_none() && self.street_before(at) {
            return exclude("address", at + 1);
        }
        let after = self.tokens.get(item.next);
        if let Some(word) = after.filter(|t| t.kind == TokenKind::Word) {
            let cues = self.hit_at(word.span.start).map(|h| self.cues(&h)).unwrap_or_default();
            if !word.spaced
                && (cues.contains(&Cue::ReferenceAfter)
                    || self.lower[word.span.start..word.span.end].starts_with('h') && word.span.end - word.span.start <= 3)
            {
                return exclude("ordinal_or_time", item.next + 1);
            }
            if !word.spaced
                && !self.in_cell
                && self.noun_after(item.next).is_none()
                && !cues.iter().any(|c| matches!(c, Cue::Physical | Cue::Duration))
            {
                return exclude("name", item.next + 1);
            }
            let linked = self.is_link(&self.lower[word.span.start..word.span.end]).then(|| self.tokens.get(item.next + 1)).flatten();
            let month = |t: &Token| self.hit_at(t.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Month));
            if item.value <= Decimal::from(31) && (month(word) || linked.is_some_and(month)) {
                return exclude("date", item.next + 1);
            }
        }
        // "2. Februar", "Mai 8,"
        if sign_after(at + 1) == Some('.')
            && item.value <= Decimal::from(31)
            && self.tokens.get(at + 2).is_some_and(|t| self.hit_at(t.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Month)))
        {
            return exclude("date", at + 3);
        }
        if item.plain
            && item.value <= Decimal::from(31)
            && self.hit_ending_near(token.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Month))
        {
            return exclude("date", at + 1);
        }
        // "between 10 and 15 June"
        if item.plain
            && item.value <= Decimal::from(31)
            && (at + 2..at + 5).any(|i| {
                self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Numeral)
                    && self
                        .tokens
                        .get(i + 1)
                        .is_some_and(|t| self.hit_at(t.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Month)))
            })
            && self.tokens.get(at + 1).is_some_and(|t| self.hit_at(t.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::RangeJoiner)))
        {
            return exclude("date", at + 1);
        }
        // "November 18 and 19"
        if item.plain
            && item.value <= Decimal::from(31)
            && at >= 3
            && self.tokens[at - 2].kind == TokenKind::Numeral
            && self.tokens[at - 2].span.end - self.tokens[at - 2].span.start <= 2
            && self.hit_ending_near(self.tokens[at - 2].span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Month))
        {
            return exclude("date", at + 1);
        }
        // a list number at the start of its paragraph: "1." "2)"
        if at == 0 && item.plain && item.value < Decimal::from(100) && matches!(sign_after(1), Some('.' | ')')) {
            return exclude("list_number", at + 1);
        }
        // "1) a credit union, 2) a fund": enumerated in prose
        if item.plain
            && item.value < Decimal::from(20)
            && sign_after(at + 1) == Some(')')
            && self.tokens.get(at + 2).is_some()
            && !self.open_bracket_before(at)
        {
            return exclude("list_number", at + 1);
        }
        if raw.starts_with('0') && raw.len() > 1 && item.plain {
            return exclude("identifier", at + 1);
        }
        if item.plain && raw.len() >= 5 && item.scale == 0 && !self.in_cell && self.noun_after(item.next).is_none() {
            return exclude("identifier", at + 1);
        }
        None
    }

    /// "via Gramsci 41", "rue des Deux Ponts, 7", "Lange Straße 12".
    fn street_before(&self, at: usize) -> bool {
        let name = |t: &&Token| {
            let text = &self.text[t.span.start..t.span.end];
            text.starts_with(char::is_uppercase) || text == "," || text == "'" || text == "’" || self.is_function_word(&text.to_lowercase())
        };
        let street = |t: &Token| self.hit_at(t.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Street));
        let mut back = self.tokens[..at].iter().rev();
        for token in back.by_ref().take(6) {
            if street(token) {
                return true;
            }
            if !name(&token) {
                return false;
            }
        }
        false
    }

    /// A bracket opened within the last few tokens and not closed: "(about 12)".
    pub(super) fn open_bracket_before(&self, at: usize) -> bool {
        self.tokens[..at].iter().rev().take(12).find_map(|t| match self.text[t.span.start..].chars().next() {
            Some('(') => Some(true),
            Some(')') => Some(false),
            _ => None,
        }) == Some(true)
    }

    /// A plus sign, a word for telephone, or enough groups of digits in a row: a phone number.
    pub(super) fn phone(&self, at: usize) -> Option<usize> {
        let text = |t: &Token| &self.text[t.span.start..t.span.end];
        let plus = at > 0 && text(&self.tokens[at - 1]) == "+" && !self.tokens[at].spaced;
        let (mut next, mut groups, mut digits, mut joined, mut i) = (at, 0, 0, 0, at);
        // a number of more digits than any telephone's is looked at no further
        while let Some(token) = self.tokens.get(i).filter(|_| digits <= 15) {
            let raw = text(token);
            match token.kind {
                TokenKind::Numeral if !raw.contains(',') => {
                    groups += raw.split(|c: char| !c.is_ascii_digit()).count();
                    digits += raw.bytes().filter(u8::is_ascii_digit).count();
                    next = i + 1;
                }
                TokenKind::Sign if matches!(raw, "-" | "/" | "(" | ")" | "." | "–") => joined += usize::from(!token.spaced),
                _ => break,
            }
            i += 1;
        }
        let introduced = self
            .hit_ending_near(self.tokens[at].span.start)
            .is_some_and(|h| self.lower[h.span.start..h.span.end].starts_with('t') && self.cues(&h).contains(&Cue::ReferenceBefore));
        let long = (7..=15).contains(&digits) && !self.in_cell;
        // "0385 555 01 99": no number of things begins with a nought
        let trunk = groups >= 2 && digits >= 7 && text(&self.tokens[at]).starts_with('0') && !text(&self.tokens[at]).contains(['.', ',']);
        (plus && digits >= 7 || trunk || introduced && digits >= 6 || long && (groups >= 5 || groups >= 3 && joined >= 2 && digits >= 9))
            .then_some(next)
    }

    /// Durations, physical quantities, scores: numbers whose unit is not counted here.
    pub(super) fn unit_excluded(&self, at: usize, item: &Item) -> Option<&'static str> {
        if let Some(token) = self.tokens.get(item.next) {
            if let Some(hit) = self.hit_at(token.span.start) {
                let cues = self.cues(&hit);
                if cues.contains(&Cue::Month) && item.value <= Decimal::from(31) && item.scale == 0 {
                    return Some("date");
                }
                let counted = cues.iter().any(|c| matches!(c, Cue::Count(_) | Cue::Person));
                if cues.contains(&Cue::Duration) && !counted {
                    return Some("duration");
                }
                if cues.contains(&Cue::Physical) && !counted {
                    return Some("physical");
                }
                if cues.contains(&Cue::Score) && !counted {
                    return Some("score");
                }
            }
            // "a 16-year-old", "3-Jahres-", "10 full days", "45 long minutes"
            let word = &self.lower[token.span.start..token.span.end];
            if token.kind == TokenKind::Sign && matches!(word, "-" | "°" | "º" | "″" | "′") {
                let after = self.tokens.get(item.next + 1).and_then(|t| self.hit_at(t.span.start));
                if matches!(word, "°" | "º")
                    || after.is_some_and(|h| self.cues(&h).iter().any(|c| matches!(c, Cue::Duration | Cue::Physical)))
                {
                    return Some("duration");
                }
            }
            if let Some(second) =
                self.tokens.get(item.next + 1).filter(|t| t.kind == TokenKind::Word && token.kind == TokenKind::Word && t.spaced)
                && self.hit_at(second.span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Duration))
                && self.hit_at(token.span.start).is_none_or(|h| self.noun_of(&h).is_none())
                && !self.is_function_word(word)
            {
                return Some("duration");
            }
        }
        if self.hit_ending_near(self.tokens[at].span.start).is_some_and(|h| self.cues(&h).contains(&Cue::Score))
            && !item.has_unit()
            && item.scale == 0
            && item.value < Decimal::ONE_HUNDRED
        {
            return Some("score");
        }
        (!item.worded && item.unit == Decimal::ZERO).then_some("not_a_number")
    }
}
