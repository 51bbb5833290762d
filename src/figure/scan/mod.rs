//! Candidates: every number in a stretch of text, with the unit words that belong to it, or the reason it is no figure.

mod around;
mod exclude;
mod figure;
mod item;
mod noun;

use super::currency::Currencies;
use super::lexicon::{Hits, Lexicon, PercentUnit, Symbols, power_of_ten};
use super::number::Convention;
use super::token::{Token, TokenKind, tokens};
use super::{Kind, Quantity};
use crate::document::Span;
use rust_decimal::Decimal;

/// A document's text and all that is known of it before any number is read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub text: &'a str,
    /// The same bytes in lower case.
    pub lower: &'a str,
    /// Phrases of the whole text, by start.
    pub hits: &'a Hits<'a>,
    pub lexicon: &'a Lexicon,
    pub symbols: &'a Symbols,
    /// Currency symbols that hold in this document.
    pub currencies: &'a Currencies,
    pub convention: Convention,
}

/// A stretch of text being scanned.
pub struct Line<'a> {
    context: Context<'a>,
    pub span: Span,
    pub tokens: Vec<Token>,
    /// In a table's cell a bare number is a figure, in prose it counts only with what it counts.
    pub in_cell: bool,
}

impl<'a> std::ops::Deref for Line<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Self::Target {
        &self.context
    }
}

/// A number as the author wrote it.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // independent facts about one number
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
    /// Percentage points, no share.
    pub points: bool,
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
#[allow(clippy::struct_excessive_bools)] // independent facts about one number
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
    pub fn new(context: &Context<'a>, span: Span, in_cell: bool) -> Self {
        Self { context: *context, span, tokens: tokens(context.text, span, context.currencies), in_cell }
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
        Some(self.single(at, &first))
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
