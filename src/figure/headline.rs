//! The one-row summary: the organisation's own revenue, jobs and funding, null rather than wrong.
//!
//! Each figure that can fill a field competes with the others and with "none of them": how likely it is the one a reader
//! would take is told by features whose weights are data (`schemas/weights.toml`).

use super::weights::{Field, Weights};
use super::{Approximation, Aspect, Figure, Headline, Kind, Pick, Quantity, Scope, Status};
use crate::document::Document;
use hashbrown::HashMap;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The summary's fields, in order; each takes figures of the measure of its name.
pub const HEADLINE_FIELDS: [&str; 3] = ["revenue", "jobs", "funding"];

/// Below this probability a field stays empty.
const LEAST: f64 = 0.7;
/// An amount below this is a price or a fee, not a body's revenue or funding.
const LEAST_AMOUNT: i64 = 10_000;
/// More numbers than this in a sentence are a list.
const MANY_NUMBERS: usize = 4;
/// More candidates than this are many.
const MANY: usize = 6;

pub fn headline(figures: &[Figure], document: &Document, weights: &Weights) -> Headline {
    let mut said = Said::new();
    for figure in figures {
        *said.entry(value_of(figure)).or_default() += 1;
    }
    Headline { picks: HEADLINE_FIELDS.iter().map(|field| pick(field, figures, &said, document, weights)).collect() }
}

/// How often each value is said in the document.
type Said = HashMap<(Kind, Decimal, Option<String>), usize>;

fn value_of(figure: &Figure) -> (Kind, Decimal, Option<String>) {
    (figure.kind, size(figure).normalize(), figure.currency.clone())
}

fn pick(field: &str, figures: &[Figure], said: &Said, document: &Document, weights: &Weights) -> Pick {
    let candidates: Vec<usize> = (0..figures.len()).filter(|i| fits(field, &figures[*i])).collect();
    let race = Race::new(&candidates, figures, said, document);
    let scores: Vec<f64> =
        candidates.iter().enumerate().map(|(order, i)| weights.headline(field, &race.features(order, &figures[*i]))).collect();
    // "none of them" has the score 0
    let total = 1.0 + scores.iter().map(|s| s.exp()).sum::<f64>();
    let best = scores.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let (figure, reason) = match best {
        None => (None, format!("no {field} figure of the organisation's own that states a level")),
        Some((at, score)) => {
            let share = score.exp() / total;
            let of = format!("of {} {field} figures of the organisation's own", candidates.len());
            if share >= LEAST {
                (Some(candidates[at]), format!("the likeliest {of} ({share:.2})"))
            } else {
                (None, format!("none {of} is clearly the one (the likeliest {share:.2}, {LEAST} is needed)"))
            }
        }
    };
    Pick { field: field.to_owned(), figure, reason }
}

/// A level of the organisation's own, realised, and not a price.
fn fits(field: &str, figure: &Figure) -> bool {
    let large = figure.kind != Kind::Money || size(figure) >= Decimal::from(LEAST_AMOUNT);
    figure.kind != Kind::Percent
        && figure.measure == field
        && figure.scope == Scope::Organisation
        && figure.status == Status::Actual
        && !figure.negated
        && figure.aspect != Aspect::Change
        && large
}

/// What the candidates of a field have in common.
struct Race<'a> {
    document: &'a Document,
    said: &'a Said,
    count: usize,
    largest: f64,
    latest: Option<u32>,
}

impl<'a> Race<'a> {
    fn new(candidates: &[usize], figures: &[Figure], said: &'a Said, document: &'a Document) -> Self {
        let own = || candidates.iter().map(|i| &figures[*i]);
        let largest = own().map(number).fold(0.0, f64::max);
        Self { document, said, count: candidates.len(), largest, latest: own().filter_map(year).max() }
    }

    /// What is known of one, by its place among the candidates.
    fn features(&self, order: usize, figure: &Figure) -> Vec<(Field, f64)> {
        let period = figure.period.as_deref();
        let place = figure.span.start as f64 / self.document.text.len().max(1) as f64;
        let numbers = self.document.slice(figure.sentence).split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
        let numbers = numbers.filter(|n| n.contains(|c: char| c.is_ascii_digit())).take(MANY_NUMBERS + 1);
        let facts = [
            (number(figure) >= self.largest, Field::Largest),
            (order == 0, Field::First),
            (self.count == 1, Field::Only),
            (self.count > MANY, Field::Many),
            (figure.cell.is_some(), Field::Cell),
            (period.is_some_and(|p| p.starts_with('P') && p != "P1Y"), Field::Rate),
            (period.is_none(), Field::NoPeriod),
            (period.is_some_and(|p| p.contains('/')), Field::Years),
            (year(figure).is_some() && year(figure) == self.latest, Field::Latest),
            (year(figure).is_some_and(|y| self.latest.is_some_and(|l| y < l)), Field::Old),
            (self.said.get(&value_of(figure)).is_some_and(|n| *n > 1), Field::Twice),
            (matches!(figure.approximation, Approximation::Over | Approximation::Under), Field::Bound),
            (place < 0.25, Field::Early),
            (place > 0.6, Field::Late),
            (numbers.count() > MANY_NUMBERS, Field::List),
        ];
        let relative = if self.largest > 0.0 { (number(figure).max(1.0) / self.largest).log10() } else { 0.0 };
        let mut out = vec![
            (Field::Always, 1.0),
            (Field::Measure, figure.confidences.measure),
            (Field::Scope, figure.confidences.scope),
            (Field::Size, relative),
        ];
        out.extend(facts.into_iter().filter(|(holds, _)| *holds).map(|(_, f)| (f, 1.0)));
        out
    }
}

fn size(figure: &Figure) -> Decimal {
    match figure.quantity {
        Quantity::Value(v) => v,
        Quantity::Range { high, .. } => high,
    }
}

fn number(figure: &Figure) -> f64 {
    size(figure).to_f64().unwrap_or(0.0)
}

/// The last year of the period.
fn year(figure: &Figure) -> Option<u32> {
    let period = figure.period.as_deref().filter(|p| !p.starts_with('P'))?;
    period.rsplit('/').next().and_then(|y| y.get(..4)).and_then(|y| y.parse().ok())
}
