//! A number with its scale, currency or percent sign.

use super::super::lexicon::{Cue, Hit, PercentUnit, power_of_ten};
use super::super::number::parse;
use super::super::token::{TokenKind, is_space};
use super::super::words::worded;
use super::{Item, Line};
use crate::document::Span;
use rust_decimal::Decimal;

/// The largest power of ten that is read as an amount.
const MOST_SCALE: u32 = 18;

impl Line<'_> {
    /// The number at token `at` with scale, currency or percent sign; not the bare word for one.
    pub(super) fn item(&self, at: usize) -> Option<Item> {
        self.any_item(at).filter(|item| !item.one)
    }

    pub(super) fn any_item(&self, at: usize) -> Option<Item> {
        let token = self.tokens[at];
        let mut item = match token.kind {
            TokenKind::Numeral => {
                let numeral = parse(&self.text[token.span.start..token.span.end], self.convention);
                let plain = numeral.is_some_and(|n| n.plain);
                let (value, unit, ambiguous) = numeral.map_or((Decimal::ZERO, Decimal::ZERO, false), |n| (n.value, n.unit, n.ambiguous));
                Item {
                    value,
                    unit,
                    scale: 0,
                    number: token.span,
                    span: token.span,
                    currency: None,
                    cents: false,
                    percent: None,
                    next: at + 1,
                    worded: false,
                    collective: false,
                    ambiguous,
                    plain,
                    one: false,
                    thousands: numeral.and_then(|n| n.thousands),
                }
            }
            TokenKind::Word if self.half(at).is_some() => {
                let (value, next) = self.half(at)?;
                let span = Span::new(token.span.start, self.tokens[next - 1].span.end);
                Item {
                    value,
                    unit: value,
                    scale: 0,
                    number: span,
                    span,
                    currency: None,
                    cents: false,
                    percent: None,
                    next,
                    worded: true,
                    collective: false,
                    ambiguous: false,
                    plain: false,
                    one: false,
                    thousands: None,
                }
            }
            TokenKind::Word => {
                if at > 0 && !token.spaced && self.tokens[at - 1].kind == TokenKind::Numeral {
                    return None;
                }
                let number = worded(self.lower, &self.tokens, at, self.lexicon)?;
                let span = Span::new(token.span.start, self.tokens[number.next - 1].span.end);
                Item {
                    value: Decimal::from(number.value),
                    unit: Decimal::ONE,
                    scale: 0,
                    number: span,
                    span,
                    currency: None,
                    cents: false,
                    percent: None,
                    next: number.next,
                    worded: true,
                    collective: number.collective,
                    ambiguous: false,
                    plain: false,
                    one: number.one,
                    thousands: None,
                }
            }
            TokenKind::Sign => return None,
        };
        self.currency_before(at, &mut item);
        self.scale_after(&mut item);
        self.unit_after(&mut item);
        // "2016 CHF 137.000": the currency behind a year is the next number's
        let year = item.plain && item.scale == 0 && super::is_year(&self.text[token.span.start..token.span.end]);
        let behind = item.currency.as_ref().is_some_and(|(_, s)| s.start >= item.number.end);
        if year && behind && self.tokens.get(item.next).is_some_and(|t| t.kind == TokenKind::Numeral) {
            item.currency = None;
            item.span = item.number;
            item.next = at + 1;
        }
        self.sign_before(&mut item);
        // no amount is as large as its words say ("million million million …")
        if item.scale > MOST_SCALE || item.value.checked_mul(power_of_ten(item.scale)).is_none() {
            return None;
        }
        // Money and counts have no three decimals: "9,400" is nine thousand even where the comma is the decimal mark.
        if let Some(value) = item.thousands.filter(|_| item.percent.is_none() && item.scale == 0 && !self.measured(&item)) {
            item.value = value;
            item.unit = Decimal::ONE;
        }
        // "1,875 %": a share is hardly ever of thousands of per cent, unless the document writes its thousands so
        let raw = &self.text[item.number.start..item.number.end];
        if item.percent.is_some()
            && item.value >= Decimal::ONE_THOUSAND
            && !item.worded
            && !raw.ends_with('0')
            && self.one_separator(item.number)
        {
            item.ambiguous = true;
            if !self.convention.shown {
                item.value /= Decimal::ONE_THOUSAND;
                item.unit = Decimal::new(1, 3);
            }
        }
        Some(item)
    }

    fn one_separator(&self, number: Span) -> bool {
        self.text[number.start..number.end].chars().filter(|c| matches!(c, '.' | ',')).count() == 1
            && self.text[number.start..number.end].chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    }

    /// A physical unit follows.
    pub(super) fn measured(&self, item: &Item) -> bool {
        self.tokens.get(item.next).and_then(|t| self.hit_at(t.span.start)).is_some_and(|h| self.cues(&h).contains(&Cue::Physical))
    }

    /// "half a million", "mezzo milione": the value and the index after it.
    pub(super) fn half(&self, at: usize) -> Option<(Decimal, usize)> {
        let hit = self.hit_at(self.tokens[at].span.start)?;
        if !self.cues(&hit).contains(&Cue::Half) {
            return None;
        }
        let next = self.token_from(hit.span.end);
        let word = self.tokens.get(next)?;
        let power = self
            .hit_at(word.span.start)
            .and_then(|h| self.cues(&h).iter().find_map(|c| if let Cue::Scale(p) = c { Some(*p) } else { None }))?;
        Some((power_of_ten(power) / Decimal::TWO, next + 1))
    }

    /// A currency before the number: "$ 47", "EUR 300", "T€ 148", "€ 3,2".
    pub(super) fn currency_before(&self, at: usize, item: &mut Item) {
        let start = self.tokens[at].span.start;
        let head = &self.text[self.span.start..start];
        let trimmed = head.trim_end_matches(is_space);
        if head.len() - trimmed.len() > 4 {
            return;
        }
        let trimmed = if trimmed.ends_with('.') && !head.ends_with('.') || trimmed.ends_with(['$', '€', '£']) {
            trimmed
        } else {
            trimmed.trim_end_matches(':')
        };
        for candidate in [trimmed, trimmed.strip_suffix('.').unwrap_or(trimmed)] {
            for (symbol, code) in self.currencies.ending(candidate) {
                let before = &candidate[..candidate.len() - symbol.len()];
                let glued =
                    before.chars().next_back().is_some_and(char::is_alphanumeric) && symbol.chars().next().is_some_and(char::is_alphabetic);
                let mut symbol_start = self.span.start + before.len();
                // a scale before the symbol: T€, TEUR, Mio. €
                let mut scale = 0;
                if let Some((prefix, power)) = self.scale_ending(before) {
                    scale = power;
                    symbol_start -= prefix;
                } else if glued || before.chars().next_back().is_some_and(char::is_alphabetic) {
                    continue;
                }
                // A symbol right behind another number belongs to that one ("12 € 40" apart).
                let number = before.trim_end_matches(is_space);
                let after_year =
                    number.len() >= 4 && number.is_char_boundary(number.len() - 4) && super::is_year(&number[number.len() - 4..]);
                if !after_year && number.chars().next_back().is_some_and(|c| c.is_ascii_digit()) && head.len() > trimmed.len() && scale == 0
                {
                    return;
                }
                item.currency = Some((code.clone(), Span::new(symbol_start, self.span.start + candidate.len())));
                item.scale += scale;
                item.span.start = symbol_start;
                return;
            }
        }
        // "600,00 euros (six hundred": a name right behind another number is that number's
        let free = |hit: &Hit| {
            let before = self.tokens.get(self.token_from(hit.span.start).wrapping_sub(1));
            before.is_none_or(|t| t.kind != TokenKind::Numeral || super::is_year(&self.text[t.span.start..t.span.end]))
        };
        if let Some(hit) = self.hit_ending_near(start).filter(free)
            && let Some(code) = self.currency_of(&hit)
        {
            item.currency = Some((code, hit.span));
            item.span.start = hit.span.start;
        }
    }

    /// A scale symbol that ends the text right before a currency symbol: its length and power.
    pub(super) fn scale_ending(&self, before: &str) -> Option<(usize, u32)> {
        let spaced = before.trim_end_matches(is_space);
        self.symbols.scales.iter().find_map(|(symbol, power, beside)| {
            let rest = spaced.strip_suffix(symbol.as_str())?;
            let free = !rest.chars().next_back().is_some_and(char::is_alphanumeric);
            (free && (spaced.len() == before.len() || !beside)).then_some((before.len() - rest.len(), *power))
        })
    }

    pub(super) fn scale_after(&self, item: &mut Item) {
        while item.scale <= MOST_SCALE {
            let end = item.number.end;
            let Some(token) = self.tokens.get(item.next) else { return };
            if let Some(hit) = self.hit_at(token.span.start)
                && let Some(power) = self.cues(&hit).iter().find_map(|c| if let Cue::Scale(p) = c { Some(*p) } else { None })
                && !self.ends_in_currency(hit.span)
            {
                item.scale += power;
                item.number.end = hit.span.end;
                item.span.end = hit.span.end;
                item.next = self.token_from(hit.span.end);
                continue;
            }
            // "KSh" is a currency, no "K" before "Sh"
            if item.currency.is_none() && self.symbol_at(token.span.start).is_some_and(|(_, s)| s.end - s.start > 1) {
                return;
            }
            if item.worded || item.scale > 0 && item.number.end > item.span.end {
                return;
            }
            let rest = &self.text[token.span.start..self.span.end];
            let near = token.span.start - end <= 3;
            let symbol = self.symbols.scales.iter().find(|(symbol, _, beside)| {
                let Some(after) = rest.strip_prefix(symbol.as_str()) else { return false };
                let glued = after.chars().next().is_some_and(char::is_alphanumeric);
                let money = self.symbol_at(token.span.start + symbol.len()).is_some();
                near && (money
                    || !glued && (!beside || item.currency.is_some() || self.currency_word_after(token.span.start + symbol.len())))
                    && !after.starts_with(['²', '³'])
                    && !(after.starts_with('.') && after[1..].starts_with(char::is_alphabetic))
            });
            let Some((symbol, power, _)) = symbol else { return };
            item.scale += power;
            item.number.end = token.span.start + symbol.len();
            item.span.end = item.number.end;
            item.next = self.token_from(item.number.end);
            return;
        }
    }

    /// "k€", "TEUR": scale and currency in one word, taken apart by their symbols.
    pub(super) fn ends_in_currency(&self, span: Span) -> bool {
        let text = &self.text[span.start..span.end];
        self.currencies.ending(text).any(|(symbol, _)| {
            let head = &text[..text.len() - symbol.len()];
            !head.is_empty() && !head.ends_with(is_space)
        })
    }

    /// A currency symbol at this byte, after at most one space: the code and its span.
    pub(super) fn symbol_at(&self, at: usize) -> Option<(String, Span)> {
        let rest = self.text.get(at..self.span.end)?;
        let skipped = rest.chars().next().filter(|c| is_space(*c)).map_or(0, char::len_utf8);
        let rest = &rest[skipped..];
        self.currencies.starting(rest).find_map(|(symbol, code)| {
            let after = &rest[symbol.len()..];
            let lettered = symbol.chars().next_back().is_some_and(char::is_alphabetic);
            if lettered && after.chars().next().is_some_and(char::is_alphanumeric) {
                return None;
            }
            // "12 € 40" apart: a symbol glued to a following number is that number's, unless it is glued to this one too
            let digit_follows = after.chars().next().is_some_and(|c| c.is_ascii_digit());
            if digit_follows && skipped > 0 {
                return None;
            }
            Some((code.clone(), Span::new(at + skipped, at + skipped + symbol.len())))
        })
    }

    /// "… de FCFA", "d'euros", "dollars": a currency after at most one short connecting word.
    pub(super) fn currency_name_after(&self, next: usize) -> Option<(String, Span)> {
        for skip in 0..=2 {
            let token = self.tokens.get(next + skip)?;
            if let Some(hit) = self.hit_at(token.span.start)
                && let Some(code) = self.currency_of(&hit)
            {
                return Some((code, hit.span));
            }
            if skip > 0
                && let Some((code, span)) = self.symbol_at(token.span.start)
            {
                return Some((code, span));
            }
            let word = &self.lower[token.span.start..token.span.end];
            if !self.is_link(word) && !matches!(word, "'" | "’") {
                return None;
            }
        }
        None
    }

    pub(super) fn currency_word_after(&self, at: usize) -> bool {
        self.currency_name_after(self.token_from(at)).is_some()
    }

    pub(super) fn unit_after(&self, item: &mut Item) {
        // "180,– €": no cents
        // but "25.- 30" is a range
        let rest = &self.text[item.number.end..self.span.end];
        let even = [",–", ",—", ",-", ".–", ".—", ".-"]
            .into_iter()
            .find(|dash| rest.strip_prefix(*dash).is_some_and(|after| !after.trim_start().starts_with(|c: char| c.is_ascii_digit())));
        let end = item.number.end + even.map_or(0, str::len);
        item.next = item.next.max(self.token_from(end));
        let Some(token) = self.tokens.get(item.next).copied() else { return };
        let gap = token.span.start - end;
        // "$86,400 dólares": the word after says more than a symbol that many currencies share
        let family = item.currency.as_ref().is_some_and(|(code, _)| self.symbols.families.contains_key(code));
        if item.currency.is_none() || family {
            let name = || self.currency_name_after(item.next);
            let found = if family {
                self.symbol_at(end).filter(|(code, _)| !self.symbols.families.contains_key(code)).or_else(name)
            } else {
                self.symbol_at(end).or_else(name)
            };
            if let Some((code, span)) = found {
                item.span.end = span.end;
                item.next = self.token_from(span.end);
                item.currency = Some((code, span));
                return;
            }
        }
        if gap > 4 {
            return;
        }
        let sign = self.text[token.span.start..].chars().next();
        let percent = match sign {
            Some('%') => Some((PercentUnit::Percent, token.span.end)),
            Some('‰') => Some((PercentUnit::Mille, token.span.end)),
            _ => None,
        };
        let hit = self.hit_at(token.span.start);
        let percent = percent.or_else(|| {
            let hit = hit?;
            let unit = self.cues(&hit).iter().find_map(|c| if let Cue::Percent(u) = c { Some(*u) } else { None })?;
            Some((unit, hit.span.end))
        });
        if let Some((unit, end)) = percent.filter(|_| item.currency.is_none()) {
            item.percent = Some(unit);
            item.span.end = end;
            item.next = self.token_from(end);
            return;
        }
        let cents = hit.filter(|h| self.cues(h).contains(&Cue::Cent));
        let pence = !token.spaced && &self.text[token.span.start..token.span.end] == "p";
        if item.currency.is_none() && item.scale == 0 && (cents.is_some() || pence) {
            item.cents = true;
            item.span.end = cents.map_or(token.span.end, |h| h.span.end);
            item.next = self.token_from(item.span.end);
            // "20 centavos de dólar"
            if let Some((code, span)) = self.currency_name_after(item.next) {
                item.span.end = span.end;
                item.next = self.token_from(span.end);
                item.currency = Some((code, span));
            }
        }
    }

    pub(super) fn sign_before(&self, item: &mut Item) {
        let head = &self.text[self.span.start..item.span.start];
        let Some(sign) = head.chars().next_back().filter(|c| matches!(c, '-' | '−' | '–')) else { return };
        let before = head[..head.len() - sign.len_utf8()].chars().next_back();
        if before.is_none_or(|c| is_space(c) || c == '(') && item.value > Decimal::ZERO && (item.has_unit() || self.in_cell) {
            item.value = -item.value;
            item.span.start -= sign.len_utf8();
        }
    }
}
