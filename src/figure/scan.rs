//! Candidates: every number in a stretch of text, with the unit words that belong to it, or the reason it is no figure.

use super::lexicon::{Cue, Hit, Hits, Lexicon, PercentUnit, Symbols, power_of_ten};
use super::number::{Convention, parse};
use super::token::{Token, TokenKind, is_space, tokens};
use super::words::worded;
use super::{Kind, Quantity};
use crate::document::Span;
use rust_decimal::Decimal;

/// A stretch of text being scanned, with all that was found in it.
pub struct Line<'a> {
    pub text: &'a str,
    pub lower: &'a str,
    pub span: Span,
    pub tokens: Vec<Token>,
    /// Phrases of the whole text, by start.
    pub hits: &'a Hits<'a>,
    pub lexicon: &'a Lexicon,
    pub symbols: &'a Symbols,
    /// Currency symbols that hold in this document, longest first.
    pub currencies: &'a [(String, String)],
    pub convention: Convention,
    /// In a table's cell a bare number is a figure, in prose it counts only with what it counts.
    pub in_cell: bool,
}

/// A number as the author wrote it.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub kind: Kind,
    /// With its unit words.
    pub span: Span,
    /// Digits or number words and their scale.
    pub number: Span,
    pub quantity: Quantity,
    pub resolution: Decimal,
    /// An ISO code or a family ("dollar"), and where it stands.
    pub currency: Option<(String, Span)>,
    /// Hundredths of the currency.
    pub cents: bool,
    pub points: bool,
    pub noun: Option<Noun>,
    pub rule: &'static str,
    pub ambiguous: bool,
    /// The power of ten said in words or symbols.
    pub scale: u32,
    /// A collective such as "une trentaine".
    pub collective: bool,
    pub worded: bool,
    /// A word without a class follows: that is what is counted.
    pub thing: bool,
}

impl Candidate {
    /// A count whose noun is not beside it.
    pub fn counts_alone(&self) -> bool {
        self.kind == Kind::Count && self.noun.is_none() && !self.thing
    }
}

/// What a count counts.
#[derive(Debug, Clone)]
pub struct Noun {
    pub span: Span,
    /// None: a person without a word of their own.
    pub measure: Option<String>,
}

/// A number that is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excluded {
    pub span: Span,
    pub reason: &'static str,
}

/// One number with its scale and unit.
#[derive(Debug, Clone)]
struct Item {
    value: Decimal,
    unit: Decimal,
    scale: u32,
    number: Span,
    span: Span,
    currency: Option<(String, Span)>,
    cents: bool,
    percent: Option<PercentUnit>,
    /// Index of the first token after it.
    next: usize,
    worded: bool,
    collective: bool,
    ambiguous: bool,
    plain: bool,
    one: bool,
    /// The value with its one point or comma read as a thousands separator, where it was read as a decimal mark.
    thousands: Option<Decimal>,
}

impl Item {
    fn has_unit(&self) -> bool {
        self.currency.is_some() || self.percent.is_some() || self.cents
    }
}

enum Found {
    Figures(Vec<Candidate>, usize),
    Excluded(Excluded, usize),
}

impl<'a> Line<'a> {
    pub fn new(
        text: &'a str,
        lower: &'a str,
        span: Span,
        hits: &'a Hits<'a>,
        lexicon: &'a Lexicon,
        symbols: &'a Symbols,
        currencies: &'a [(String, String)],
        convention: Convention,
        in_cell: bool,
    ) -> Self {
        Self { text, lower, span, tokens: tokens(text, span), hits, lexicon, symbols, currencies, convention, in_cell }
    }

    pub fn scan(&self) -> (Vec<Candidate>, Vec<Excluded>) {
        let (mut figures, mut excluded) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < self.tokens.len() {
            match self.candidate(at) {
                Some(Found::Figures(found, next)) => {
                    figures.extend(found);
                    at = next.max(at + 1);
                }
                Some(Found::Excluded(found, next)) => {
                    excluded.push(found);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        (figures, excluded)
    }

    fn candidate(&self, at: usize) -> Option<Found> {
        let token = self.tokens[at];
        if token.kind == TokenKind::Sign && !matches!(self.text[token.span.start..token.span.end].chars().next(), Some('½' | '¼' | '¾'))
        {
            return None;
        }
        if let Some(found) = self.fraction(at) {
            return Some(found);
        }
        if let Some(found) = self.ratio(at) {
            return Some(found);
        }
        let first = self.item(at)?;
        if token.kind == TokenKind::Numeral
            && let Some(found) = self.no_figure(at, &first)
        {
            return Some(Found::Excluded(found.0, found.1));
        }
        if let Some(found) = self.range(at, &first) {
            return Some(found);
        }
        self.single(at, first)
    }

    // ------------------------------------------------------------ parts of a number

    /// The number at token `at` with scale, currency or percent sign; not the bare word for one.
    fn item(&self, at: usize) -> Option<Item> {
        self.any_item(at).filter(|item| !item.one)
    }

    fn any_item(&self, at: usize) -> Option<Item> {
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
        self.sign_before(&mut item);
        // Money and counts have no three decimals: "9,400" is nine thousand even where the comma is the decimal mark.
        if let Some(value) = item.thousands.filter(|_| item.percent.is_none() && item.scale == 0 && !self.measured(&item)) {
            item.value = value;
            item.unit = Decimal::ONE;
        }
        Some(item)
    }

    /// A physical unit follows.
    fn measured(&self, item: &Item) -> bool {
        self.tokens.get(item.next).and_then(|t| self.hit_at(t.span.start)).is_some_and(|h| self.cues(&h).contains(&Cue::Physical))
    }

    /// "half a million", "mezzo milione": the value and the index after it.
    fn half(&self, at: usize) -> Option<(Decimal, usize)> {
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

    /// "$ 47", "KSh 62", "EUR 300", "T€ 148", "€ 3,2".
    fn currency_before(&self, at: usize, item: &mut Item) {
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
            for (symbol, code) in self.currencies {
                let Some(before) = candidate.strip_suffix(symbol.as_str()) else { continue };
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
                if before.trim_end_matches(is_space).chars().next_back().is_some_and(|c| c.is_ascii_digit())
                    && head.len() > trimmed.len()
                    && scale == 0
                {
                    return;
                }
                item.currency = Some((code.clone(), Span::new(symbol_start, self.span.start + candidate.len())));
                item.scale += scale;
                item.span.start = symbol_start;
                return;
            }
        }
        if let Some(hit) = self.hit_ending_near(start)
            && let Some(code) = self.currency_of(&hit)
        {
            item.currency = Some((code, hit.span));
            item.span.start = hit.span.start;
        }
    }

    /// A scale symbol that ends the text right before a currency symbol: its length and power.
    fn scale_ending(&self, before: &str) -> Option<(usize, u32)> {
        let spaced = before.trim_end_matches(is_space);
        self.symbols.scales.iter().find_map(|(symbol, power, beside)| {
            let rest = spaced.strip_suffix(symbol.as_str())?;
            let free = !rest.chars().next_back().is_some_and(char::is_alphanumeric);
            (free && (spaced.len() == before.len() || !beside)).then_some((before.len() - rest.len(), *power))
        })
    }

    fn scale_after(&self, item: &mut Item) {
        loop {
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
    fn ends_in_currency(&self, span: Span) -> bool {
        let text = &self.text[span.start..span.end];
        self.currencies
            .iter()
            .any(|(symbol, _)| text.strip_suffix(symbol.as_str()).is_some_and(|head| !head.is_empty() && !head.ends_with(is_space)))
    }

    /// A currency symbol at this byte, after at most one space: the code and its span.
    fn symbol_at(&self, at: usize) -> Option<(String, Span)> {
        let rest = self.text.get(at..self.span.end)?;
        let skipped = rest.chars().next().filter(|c| is_space(*c)).map_or(0, char::len_utf8);
        let rest = &rest[skipped..];
        self.currencies.iter().find_map(|(symbol, code)| {
            let after = rest.strip_prefix(symbol.as_str())?;
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
    fn currency_name_after(&self, next: usize) -> Option<(String, Span)> {
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

    fn currency_word_after(&self, at: usize) -> bool {
        self.currency_name_after(self.token_from(at)).is_some()
    }

    fn unit_after(&self, item: &mut Item) {
        let end = item.number.end;
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
        }
    }

    fn sign_before(&self, item: &mut Item) {
        let head = &self.text[self.span.start..item.span.start];
        let Some(sign) = head.chars().next_back().filter(|c| matches!(c, '-' | '−' | '–')) else { return };
        let before = head[..head.len() - sign.len_utf8()].chars().next_back();
        if before.is_none_or(|c| is_space(c) || c == '(') && item.value > Decimal::ZERO && (item.has_unit() || self.in_cell) {
            item.value = -item.value;
        }
    }

    // ------------------------------------------------------------ whole figures

    /// "a third of", "la moitié", "½".
    fn fraction(&self, at: usize) -> Option<Found> {
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
            points: false,
            noun: None,
            rule: "percent.fraction",
            ambiguous: false,
            scale: 0,
            collective: false,
            worded: true,
            thing: false,
        };
        Some(Found::Figures(vec![candidate], next))
    }

    /// "four out of five", "one in eight", "7 in 10".
    fn ratio(&self, at: usize) -> Option<Found> {
        let first = &self.any_item(at)?;
        if first.has_unit() || first.scale > 0 || !first.value.is_integer() {
            return None;
        }
        // a noun may stand between ("nine seasons out of ten")
        let hit = (first.next..first.next + 2).find_map(|i| {
            let hit = self.hit_at(self.tokens.get(i)?.span.start)?;
            let phrase = self.text[hit.span.start..hit.span.end].contains(' ');
            (self.cues(&hit).contains(&Cue::RatioBetween) && (i == first.next || phrase && !first.one)).then_some(hit)
        })?;
        let second_at = self.token_from(hit.span.end);
        let second = self.item(second_at)?;
        let whole = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 100, 1000].map(Decimal::from);
        if second.has_unit() || second.scale > 0 || !whole.contains(&second.value) || first.value >= second.value {
            return None;
        }
        let share = (first.value * Decimal::ONE_HUNDRED / second.value).round_dp(2).normalize();
        let span = Span::new(self.tokens[at].span.start, second.number.end);
        let mut candidate = self.plain_candidate(Kind::Percent, Quantity::Value(share), span, span, first);
        candidate.rule = "percent.ratio";
        candidate.worded = true;
        Some(Found::Figures(vec![candidate], second.next))
    }

    fn plain_candidate(&self, kind: Kind, quantity: Quantity, span: Span, number: Span, item: &Item) -> Candidate {
        Candidate {
            kind,
            span,
            number,
            quantity,
            resolution: item.unit * power_of_ten(item.scale),
            currency: item.currency.clone(),
            cents: item.cents,
            points: item.percent == Some(PercentUnit::Points),
            noun: None,
            rule: "count.number",
            ambiguous: item.ambiguous,
            scale: item.scale,
            collective: item.collective,
            worded: item.worded,
            thing: false,
        }
    }

    /// "3–5 million", "between 3 and 5 per cent", "75 à 90 FCFA", and pairs that share a unit ("from 18 to 7 %").
    fn range(&self, at: usize, first: &Item) -> Option<Found> {
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
        let joined = hit.filter(|_| !dash).map_or(joiner.span.end, |h| h.span.end);
        let gap = self.text[joined.min(second.span.start)..second.span.start].trim_matches(is_space).to_lowercase();
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
        } else if !second.has_unit() && (dash || opener.is_some()) {
            high.percent = first.percent;
            high.currency.clone_from(&first.currency);
            high.cents = first.cents;
        }
        if first.scale == 0
            && first.value < second.value * power_of_ten(second.scale)
            && (first.value < Decimal::from(1000) || dash)
            && !both
        {
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
            let mut found = self.finish(at, low, first.span)?;
            let span = second.span;
            found.extend(self.finish(second_at, high, span)?);
            return Some(Found::Figures(found, next));
        }
        let span = Span::new(first.span.start, second.span.end);
        let number = Span::new(first.number.start, second.number.end);
        let kind = kind_of(&high);
        let quantity = Quantity::Range { low: scaled(&low), high: scaled(&high) };
        let mut candidate = self.plain_candidate(kind, quantity, span, number, &high);
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

    fn single(&self, at: usize, item: Item) -> Option<Found> {
        let next = item.next;
        let span = item.span;
        if !item.has_unit()
            && let Some(reason) = self.unit_excluded(at, &item)
        {
            return Some(Found::Excluded(Excluded { span: item.number, reason }, next));
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
            return Some(Found::Excluded(Excluded { span: item.number, reason }, next));
        }
        match self.finish(at, item, span) {
            Some(found) if found.iter().all(|c| c.quantity == Quantity::Value(Decimal::ZERO)) => {
                Some(Found::Excluded(Excluded { span, reason: "zero" }, next))
            }
            Some(found) => {
                let next = found.last().map_or(next, |c| self.token_from(c.span.end.max(self.tokens[next - 1].span.end)));
                Some(Found::Figures(found, next))
            }
            _ => Some(Found::Excluded(Excluded { span, reason: "not_counted" }, next)),
        }
    }

    /// An item as a figure; none for a bare number that counts nothing.
    fn finish(&self, at: usize, item: Item, span: Span) -> Option<Vec<Candidate>> {
        let kind = kind_of(&item);
        let mut candidate = self.plain_candidate(kind, Quantity::Value(scaled(&item)), span, item.number, &item);
        match kind {
            Kind::Money => candidate.rule = if item.cents { "money.cents" } else { "money.currency" },
            Kind::Percent => candidate.rule = "percent.sign",
            Kind::Count => {
                candidate.noun = self.noun_after(item.next).or_else(|| self.noun_of_whole(item.next));
                // two and three in words count only what stands right beside them
                let small = item.worded && item.scale == 0 && scaled(&item) < Decimal::from(4);
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
                    if alone || item.scale == 0 && item.unit < Decimal::ONE || !scaled(&item).is_integer() {
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
    fn stands_alone(&self, next: usize) -> bool {
        self.tokens.get(next).is_none_or(|t| t.kind == TokenKind::Sign && self.text[t.span.start..].starts_with([',', '.', ';', ')']))
    }

    /// A word that looks like a noun in the plural follows: it may be what is counted.
    fn thing_follows(&self, next: usize) -> bool {
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

    fn adjacent(&self, end: usize, start: usize) -> bool {
        let between = self.text[end..start].trim_matches(is_space);
        between.is_empty() || self.is_link(between.trim_end_matches(['\'', '’']))
    }

    // ------------------------------------------------------------ what is counted

    /// The noun a number counts: the nearest phrase with a class of its own within the noun phrase that follows.
    fn noun_after(&self, next: usize) -> Option<Noun> {
        let mut found: Option<Noun> = None;
        let mut gap = 0;
        let mut i = next;
        while let Some(token) = self.tokens.get(i) {
            if token.kind != TokenKind::Word {
                let sign = self.text[token.span.start..].chars().next();
                // an apostrophe or a bracketed remark doesn't end the phrase; anything else does
                if found.is_none() && matches!(sign, Some('\'' | '’' | '“' | '"' | '«' | '„')) {
                    i += 1;
                    continue;
                }
                break;
            }
            let hit = self.hit_at(token.span.start);
            let noun = hit.and_then(|h| self.noun_of(&h));
            match (noun, &found) {
                (Some(noun), _) => {
                    // the last of nouns side by side is the head where the language puts it last ("member groups")
                    if found.is_some() && !self.head_last() {
                        break;
                    }
                    i = self.token_from(noun.span.end);
                    found = Some(noun);
                    gap = 0;
                    continue;
                }
                // "workers trade union": one unknown word may stand inside a compound
                (None, Some(_)) => {
                    let word = &self.lower[token.span.start..token.span.end];
                    let inside = self.head_last()
                        && !self.is_function_word(word)
                        && self.tokens.get(i + 1).and_then(|t| self.hit_at(t.span.start)).is_some_and(|h| self.noun_of(&h).is_some());
                    if !inside {
                        break;
                    }
                    i += 1;
                    continue;
                }
                (None, None) => {}
            }
            let word = &self.lower[token.span.start..token.span.end];
            let link = i == next && self.is_link(word);
            let coordinated = gap > 0 && self.lexicon.conjunctions.iter().any(|c| c == word);
            if !link && !coordinated && (self.is_function_word(word) || gap >= 5) {
                break;
            }
            gap += 1;
            i += 1;
        }
        found
    }

    /// "38 of our 1,078 shareholders", "vier der sechs Vorstandsmitglieder": the noun of the whole.
    fn noun_of_whole(&self, next: usize) -> Option<Noun> {
        let first = self.tokens.get(next)?;
        if !self.is_link(&self.lower[first.span.start..first.span.end]) {
            return None;
        }
        for i in next + 1..next + 5 {
            let token = self.tokens.get(i)?;
            let word = &self.lower[token.span.start..token.span.end];
            if let Some(noun) = self.hit_at(token.span.start).and_then(|h| self.noun_of(&h)) {
                return Some(noun);
            }
            if token.kind == TokenKind::Sign
                || token.kind == TokenKind::Word
                    && !self.is_function_word(word)
                    && worded(self.lower, &self.tokens, i, self.lexicon).is_none()
            {
                return None;
            }
        }
        None
    }

    /// German and English put the head of a compound last.
    fn head_last(&self) -> bool {
        self.lexicon.head_last
    }

    fn is_link(&self, word: &str) -> bool {
        self.lexicon.links.iter().any(|l| l == word)
    }

    fn is_function_word(&self, word: &str) -> bool {
        self.lexicon.function_words.contains(word)
    }

    fn noun_of(&self, hit: &Hit) -> Option<Noun> {
        self.cues(hit).iter().find_map(|cue| match cue {
            Cue::Count(measure) => Some(Noun { span: hit.span, measure: Some(measure.clone()) }),
            Cue::Person => Some(Noun { span: hit.span, measure: None }),
            _ => None,
        })
    }

    // ------------------------------------------------------------ what is no figure

    /// Dates, years, times, references, phone numbers: numerals that name something.
    fn no_figure(&self, at: usize, item: &Item) -> Option<(Excluded, usize)> {
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
            let dated = previous.is_some_and(|p| {
                self.hit_ending_near(token.span.start)
                    .is_some_and(|h| self.cues(&h).iter().any(|c| matches!(c, Cue::SpanBefore | Cue::Since | Cue::Month | Cue::Fiscal)))
                    || self.is_function_word(&self.lower[p.span.start..p.span.end])
            });
            if !counted || dated {
                return exclude("year", at + 1);
            }
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

    /// A bracket opened within the last few tokens and not closed: "(about 12)".
    fn open_bracket_before(&self, at: usize) -> bool {
        self.tokens[..at].iter().rev().take(12).find_map(|t| match self.text[t.span.start..].chars().next() {
            Some('(') => Some(true),
            Some(')') => Some(false),
            _ => None,
        }) == Some(true)
    }

    /// A plus sign, a word for telephone, or enough groups of digits in a row: a phone number.
    fn phone(&self, at: usize) -> Option<usize> {
        let text = |t: &Token| &self.text[t.span.start..t.span.end];
        let plus = at > 0 && text(&self.tokens[at - 1]) == "+" && !self.tokens[at].spaced;
        let (mut next, mut groups, mut digits, mut joined, mut i) = (at, 0, 0, 0, at);
        while let Some(token) = self.tokens.get(i) {
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
        (plus && digits >= 7 || introduced && digits >= 6 || long && (groups >= 5 || groups >= 3 && joined >= 2 && digits >= 9))
            .then_some(next)
    }

    /// Durations, physical quantities, scores: numbers whose unit is not counted here.
    fn unit_excluded(&self, at: usize, item: &Item) -> Option<&'static str> {
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

    // ------------------------------------------------------------ around a number

    /// The word that opens a range right before it, if any.
    fn range_opener(&self, start: usize) -> Option<Opener> {
        let at = self.token_from(start);
        let article = at.checked_sub(1).map(|i| self.tokens[i]).filter(|t| self.is_function_word(&self.lower[t.span.start..t.span.end]));
        let starts = [Some(start), article.map(|t| t.span.start)];
        let hit =
            starts.into_iter().flatten().filter_map(|s| self.hit_ending_near(s)).find(|h| self.cues(h).contains(&Cue::RangeBetween))?;
        let word = &self.lower[hit.span.start..hit.span.end];
        Some(Opener { between: self.lexicon.between.iter().any(|b| b == word) })
    }

    /// A verb of change in the words before ("fell from 18 to 7 %").
    fn changes_before(&self, start: usize) -> bool {
        let from = self.hits.list.partition_point(|h| h.span.start + 60 < start);
        self.hits.list[from..]
            .iter()
            .take_while(|h| h.span.end <= start)
            .any(|h| h.span.start >= self.span.start && self.cues(h).contains(&Cue::Change))
    }

    pub fn cues(&self, hit: &Hit) -> &[Cue] {
        self.hits.cues(hit)
    }

    /// The phrase that starts at this byte.
    pub fn hit_at(&self, start: usize) -> Option<Hit> {
        let i = self.hits.list.partition_point(|h| h.span.start < start);
        self.hits.list.get(i).filter(|h| h.span.start == start && h.span.end <= self.span.end).copied()
    }

    /// The phrase that ends right before this byte (spaces and a full stop or colon aside).
    pub fn hit_ending_near(&self, start: usize) -> Option<Hit> {
        let head = self.text[self.span.start..start].trim_end_matches(|c| is_space(c) || matches!(c, ':' | '('));
        let end = self.span.start + head.len();
        let i = self.hits.list.partition_point(|h| h.span.start < start);
        self.hits.list[..i]
            .iter()
            .rev()
            .take(6)
            .find(|h| h.span.end == end || h.span.end + 1 == end && head.ends_with('.'))
            .filter(|h| h.span.start >= self.span.start)
            .copied()
    }

    fn currency_of(&self, hit: &Hit) -> Option<String> {
        self.cues(hit).iter().find_map(|c| if let Cue::Currency(code) = c { Some(code.clone()) } else { None })
    }

    /// The first token that starts at or after this byte.
    pub fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < at)
    }
}

#[derive(Debug, Clone, Copy)]
struct Opener {
    /// "between", which joins with "and"; the others are "from".
    between: bool,
}

fn kind_of(item: &Item) -> Kind {
    if item.currency.is_some() || item.cents {
        Kind::Money
    } else if item.percent.is_some() {
        Kind::Percent
    } else {
        Kind::Count
    }
}

fn scaled(item: &Item) -> Decimal {
    let factor = match item.percent {
        Some(PercentUnit::Mille) => Decimal::new(1, 1),
        Some(PercentUnit::BasisPoints) => Decimal::new(1, 2),
        _ if item.cents => Decimal::new(1, 2),
        _ => power_of_ten(item.scale),
    };
    item.value.checked_mul(factor).unwrap_or(item.value).normalize()
}

/// Four digits that can be a year of our time.
pub fn is_year(raw: &str) -> bool {
    raw.len() == 4 && raw.bytes().all(|b| b.is_ascii_digit()) && raw.parse::<u16>().is_ok_and(|y| (1750..=2100).contains(&y))
}
