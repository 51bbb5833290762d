//! Figures: every amount of money, count and percentage an author states, read as it was meant.

mod currency;
mod grid;
mod headline;
mod interpret;
mod lexicon;
mod number;
mod picture;
mod rate;
mod recogniser;
mod scan;
mod sentence;
mod table;
mod token;
mod weights;
mod words;

pub use headline::HEADLINE_FIELDS;
pub use rate::Rate;
pub use recogniser::{About, Place, Recogniser};
pub use scan::Excluded;

use crate::document::{CellRef, Span};
use crate::flag::Flag;
use rust_decimal::Decimal;

/// One figure. Spans are byte ranges of the canonical text.
#[derive(Debug, Clone)]
pub struct Figure {
    pub kind: Kind,
    /// The number with its unit words: "137 M $", "2 700 cooperatives".
    pub span: Span,
    pub quantity: Quantity,
    /// The size of the last digit given: 1000000 for "137 M $".
    pub resolution: Option<Decimal>,
    /// ISO 4217; None for what is no money, or where a careful reader couldn't know.
    pub currency: Option<String>,
    /// An id declared in `schemas/measures.toml`.
    pub measure: String,
    /// The author's words for what is counted or measured.
    pub label: Option<Span>,
    pub scope: Scope,
    pub approximation: Approximation,
    /// ISO 8601: `2016`, `2016/2019`, `P1Y`.
    pub period: Option<String>,
    pub rate: Option<Rate>,
    pub negated: bool,
    pub aspect: Aspect,
    /// Of a percentage.
    pub basis: Option<Basis>,
    /// Whether the period is a financial or school year; unknown without one.
    pub fiscal: Option<bool>,
    /// Where the amount stands that this one gives in another currency.
    pub converted_from: Option<Span>,
    pub status: Status,
    /// Whether it says how much something rose or fell; a level has none.
    pub direction: Option<Direction>,
    /// Index into [`crate::template::Structure::sections`], the innermost.
    pub section: Option<usize>,
    pub cell: Option<CellRef>,
    pub sentence: Span,
    /// The rule that found it.
    pub rule: String,
    pub evidence: Vec<Evidence>,
    pub alternatives: Vec<Alternative>,
    pub confidence: f64,
    pub confidences: Confidences,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Money,
    Count,
    Percent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    Value(Decimal),
    Range { low: Decimal, high: Decimal },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Approximation {
    #[default]
    Exact,
    About,
    Over,
    Under,
}

/// Whose quantity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Organisation,
    Sector,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    Actual,
    Target,
    Estimate,
    Hypothetical,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    Up,
    Down,
}

/// Whether figures may be added up: "employs 400" and "created 50" may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    Level,
    /// How much came, went, was made or saved.
    Change,
    /// Added up over several years.
    Cumulative,
    Unknown,
}

/// What a percentage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    Share,
    Change,
    /// Of interest.
    Rate,
    Points,
}

/// A word or phrase that decided something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// number, scale, unit, measure, scope, time, approximation, status, direction.
    pub role: &'static str,
    pub span: Span,
    pub rule: String,
}

/// Another reading that could not be ruled out.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    pub field: &'static str,
    pub value: String,
    pub confidence: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Confidences {
    pub measure: f64,
    pub scope: f64,
    pub period: f64,
}

/// The one-row summary: indices of figures, null rather than wrong.
#[derive(Debug, Clone, Default)]
pub struct Headline {
    pub picks: Vec<Pick>,
}

#[derive(Debug, Clone)]
pub struct Pick {
    /// revenue, jobs, funding.
    pub field: String,
    pub figure: Option<usize>,
    pub reason: String,
}

/// What the figure stage gives.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    pub figures: Vec<Figure>,
    /// Numbers that are no figure, with the reason.
    pub excluded: Vec<Excluded>,
    pub headline: Headline,
}
