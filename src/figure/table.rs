//! Figures in tables take their unit, scale, period and measure from the head of their column and the label of their row.

use super::Kind;
use super::interpret::{Sort, anchors};
use super::lexicon::{Cue, PercentUnit};
use super::scan::Line;
use super::token::TokenKind;
use crate::document::Span;

/// What a header cell, a row label or a caption says of the numbers it governs.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)] // independent facts about one cell
pub struct Head {
    pub currency: Option<(String, Span)>,
    pub scale: u32,
    pub percent: bool,
    /// A duration, a physical quantity, a rank: the numbers are no figures.
    pub uncounted: Option<&'static str>,
    /// A person or a noun with a class.
    pub count: Option<(Option<String>, Span)>,
    /// It is a label of something counted: the noun comes first.
    pub counts: bool,
    /// "Number of" is said.
    pub number_of: bool,
    pub money: Option<(String, Span)>,
    /// A word that is said of nothing but amounts stands in it.
    pub amount: bool,
    pub percent_of: Option<(String, Span)>,
    pub period: Option<(String, Span)>,
}

impl Head {
    /// The numbers are counts, whatever unit holds for the rest of the table: "Members", but not "Fees of members".
    pub fn is_counted(&self) -> bool {
        self.number_of || self.counts && self.money.is_none()
    }

    /// Adds what another cell of the same head says; the later one is nearer to the numbers.
    pub fn add(&mut self, other: Self) {
        self.currency = other.currency.or(self.currency.take());
        self.scale = self.scale.max(other.scale);
        self.percent |= other.percent;
        self.uncounted = other.uncounted.or(self.uncounted);
        self.count = other.count.or(self.count.take());
        self.money = other.money.or(self.money.take());
        self.amount |= other.amount;
        self.counts |= other.counts;
        self.number_of |= other.number_of;
        self.percent_of = other.percent_of.or(self.percent_of.take());
        self.period = other.period.or(self.period.take());
    }

    pub fn has_unit(&self) -> bool {
        self.currency.is_some() || self.percent || self.uncounted.is_some()
    }
}

/// Reads a header cell.
pub fn head(line: &Line<'_>) -> Head {
    let mut out = Head::default();
    let mut scale = 0;
    for (i, token) in line.tokens.iter().enumerate() {
        let text = &line.text[token.span.start..token.span.end];
        if text == "%" {
            out.percent = true;
        }
        if out.currency.is_none()
            && !numbered(line, i)
            && let Some((code, power, span)) = currency_here(line, token.span)
        {
            out.currency = Some((code, span));
            out.scale = power;
        }
        let Some(hit) = line.hit_at(token.span.start) else { continue };
        for cue in line.cues(&hit) {
            match cue {
                Cue::Currency(code) if out.currency.is_none() => out.currency = Some((code.clone(), hit.span)),
                // "EUR thousand", "milliers FCFA": beside the currency, or alone where none is named
                Cue::Scale(power) if scale == 0 && !numbered(line, i) => scale = *power,
                Cue::Percent(PercentUnit::Percent | PercentUnit::Points) => out.percent = true,
                Cue::Duration if out.uncounted.is_none() => out.uncounted = Some("duration"),
                Cue::Physical => out.uncounted = Some("physical"),
                Cue::Count(measure) if out.count.is_none() => {
                    out.counts |= i == 0;
                    out.count = Some((Some(measure.clone()), hit.span));
                }
                Cue::Person if out.count.is_none() => {
                    out.counts |= i == 0;
                    out.count = Some((None, hit.span));
                }
                Cue::NumberOf => out.number_of = true,
                Cue::Measure(Kind::Money, measure) if out.money.is_none() => {
                    out.amount |= !line.cues(&hit).contains(&Cue::Weak);
                    out.money = Some((measure.clone(), hit.span));
                }
                Cue::Amount => out.amount = true,
                Cue::Measure(Kind::Percent, measure) if out.percent_of.is_none() => out.percent_of = Some((measure.clone(), hit.span)),
                _ => {}
            }
        }
    }
    if out.scale == 0 {
        out.scale = scale;
    }
    if out.scale == 0 && out.currency.is_some() {
        let mut numerals = line.tokens.iter().filter(|t| t.kind == TokenKind::Numeral);
        out.scale = numerals.find_map(|t| thousands(line, t.span)).unwrap_or(0);
    }
    // "Mio." alone
    if out.scale == 0 && out.currency.is_none() {
        let words = line.tokens.iter().map(|t| &line.text[t.span.start..t.span.end]);
        out.scale = words
            .filter_map(|w| line.symbols.scales.iter().find(|(s, _, beside)| !beside && s == w))
            .map(|(_, p, _)| *p)
            .next()
            .unwrap_or(0);
    }
    out.period = anchors(line)
        .into_iter()
        .find(|a| a.sort != Sort::Rate)
        .or_else(|| anchors(line).into_iter().find(|a| a.sort == Sort::Rate))
        .map(|a| (a.period, a.span));
    // A year is a point in time, not a duration that is counted.
    if out.uncounted == Some("duration") && (out.count.is_some() || out.currency.is_some() || out.percent) {
        out.uncounted = None;
    }
    out
}

/// A numeral stands right beside: the word belongs to an amount, not to the head.
fn numbered(line: &Line<'_>, at: usize) -> bool {
    let numeral = |i: Option<usize>| {
        i.and_then(|i| line.tokens.get(i)).is_some_and(|t| t.kind == TokenKind::Numeral && thousands(line, t.span).is_none())
    };
    numeral(at.checked_sub(1)) || numeral(Some(at + 1))
}

/// "000", "in 1.000": what the numbers below are to be multiplied with, as a power of ten. "above £1,000" is an amount.
fn thousands(line: &Line<'_>, numeral: Span) -> Option<u32> {
    let (power, bare) = match &line.text[numeral.start..numeral.end] {
        "000" => (3, true),
        "1000" | "1.000" | "1,000" | "1 000" | "1'000" | "1’000" => (3, false),
        "1000000" | "1.000.000" | "1,000,000" | "1 000 000" => (6, false),
        _ => return None,
    };
    let introduced = || {
        let before = line.text[line.span.start..numeral.start].trim_end();
        before.is_empty()
            || before.ends_with('(')
            || line.hit_ending_near(numeral.start).is_some_and(|h| line.cues(&h).contains(&Cue::UnitIn))
    };
    (bare || introduced()).then_some(power)
}

/// A currency symbol that is this token, or ends it behind a scale ("TEUR", "k€" is two tokens), with the scale before it.
fn currency_here(line: &Line<'_>, token: Span) -> Option<(String, u32, Span)> {
    let rest = &line.text[token.start..line.span.end];
    let before = &line.text[line.span.start..token.start];
    for (symbol, code) in line.currencies.starting(rest) {
        let after = &rest[symbol.len()..];
        let lettered = symbol.chars().next_back().is_some_and(char::is_alphabetic);
        if lettered && after.chars().next().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let trimmed = before.trim_end();
        let behind = line.symbols.scales.iter().find_map(|(s, p, _)| {
            let tail = after.trim_start().strip_prefix(s.as_str())?;
            (!tail.chars().next().is_some_and(char::is_alphanumeric)).then_some(*p)
        });
        let scale = line.symbols.scales.iter().find_map(|(s, p, beside)| {
            let head = trimmed.strip_suffix(s.as_str())?;
            let free = !head.chars().next_back().is_some_and(char::is_alphanumeric);
            (free && (trimmed.len() == before.len() || !beside)).then_some(*p)
        });
        return Some((code.clone(), scale.or(behind).unwrap_or(0), Span::new(token.start, token.start + symbol.len())));
    }
    let word = &line.text[token.start..token.end];
    line.symbols.scales.iter().find_map(|(prefix, power, _)| {
        let rest = word.strip_prefix(prefix.as_str())?;
        let code = line.currencies.code(rest)?;
        Some((code.to_owned(), *power, token))
    })
}
