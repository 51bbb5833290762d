//! The one-row summary: the organisation's own revenue, jobs and funding, null rather than wrong.

use super::{Approximation, Aspect, Figure, Headline, Kind, Pick, Quantity, Scope, Status};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A field of the summary and the figures that can fill it.
struct Wanted {
    field: &'static str,
    kind: Kind,
    measure: &'static str,
    choose: Choose,
}

/// Which of several levels a reader takes for the whole.
#[derive(Clone, Copy)]
enum Choose {
    /// The one said first: who works there is told where a body introduces itself; parts and others' staff come later.
    First,
    /// The largest: parts, prices and single cases are smaller.
    Largest,
}

const WANTED: [Wanted; 3] = [
    Wanted { field: "revenue", kind: Kind::Money, measure: "revenue", choose: Choose::Largest },
    Wanted { field: "jobs", kind: Kind::Count, measure: "jobs", choose: Choose::First },
    Wanted { field: "funding", kind: Kind::Money, measure: "funding", choose: Choose::Largest },
];

/// The summary's fields, in order.
pub const HEADLINE_FIELDS: [&str; 3] = [WANTED[0].field, WANTED[1].field, WANTED[2].field];

/// Below this trust in measure and scope together a field stays empty.
const LEAST_TRUST: f64 = 0.5;
/// An amount below this is a price or a fee, not a body's revenue or funding.
const LEAST_AMOUNT: i64 = 10_000;

/// `currency` is the money of the country the document is about.
pub fn headline(figures: &[Figure], currency: Option<&str>) -> Headline {
    Headline { picks: WANTED.iter().map(|wanted| pick(wanted, figures, currency)).collect() }
}

fn pick(wanted: &Wanted, figures: &[Figure], currency: Option<&str>) -> Pick {
    let candidates: Vec<usize> = (0..figures.len()).filter(|i| fits(wanted, &figures[*i])).collect();
    let best = match wanted.choose {
        Choose::First => candidates.iter().copied().find(|i| plain(&figures[*i])),
        Choose::Largest => {
            let scored = candidates.iter().copied().map(|i| (score(&figures[i], currency), i));
            scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, i)| i)
        }
    };
    let field = wanted.field.to_owned();
    match best {
        Some(i) if trust(&figures[i]) >= LEAST_TRUST => {
            let reason = format!("one of {} {} figures of the organisation's own that state a level", candidates.len(), wanted.measure);
            Pick { field, figure: Some(i), reason }
        }
        Some(_) => Pick { field, figure: None, reason: format!("no {} figure is clear enough", wanted.measure) },
        None => Pick { field, figure: None, reason: format!("no {} figure of the organisation's own", wanted.measure) },
    }
}

/// A level of the organisation's own, realised, and not a rate of something.
fn fits(wanted: &Wanted, figure: &Figure) -> bool {
    let size = size(figure);
    let large = wanted.kind != Kind::Money || size >= Decimal::from(LEAST_AMOUNT);
    figure.kind == wanted.kind
        && figure.measure == wanted.measure
        && figure.scope == Scope::Organisation
        && figure.status == Status::Actual
        && !figure.negated
        && figure.aspect != Aspect::Change
        && large
}

/// Said as it is, in prose: no bound, no rate, no table's cell.
fn plain(figure: &Figure) -> bool {
    let bounded = matches!(figure.approximation, Approximation::Over | Approximation::Under);
    !bounded && figure.cell.is_none() && figure.period.as_deref().is_none_or(|p| !p.starts_with('P'))
}

fn trust(figure: &Figure) -> f64 {
    figure.confidences.measure * figure.confidences.scope
}

fn size(figure: &Figure) -> Decimal {
    match figure.quantity {
        Quantity::Value(v) => v,
        Quantity::Range { high, .. } => high,
    }
}

/// The larger the level, the more it is the whole: parts, prices and single cases are smaller.
fn score(figure: &Figure, currency: Option<&str>) -> f64 {
    let mut score = size(figure).to_f64().unwrap_or(0.0).max(1.0).log10();
    // a second currency beside the country's own is a conversion, and not to be compared by size
    if figure.currency.is_some() && currency.is_some() && figure.currency.as_deref() != currency {
        score *= 0.7;
    }
    if figure.cell.is_some() {
        score *= 0.9;
    }
    if figure.period.as_deref().is_some_and(|p| p.starts_with('P') && p != "P1Y") {
        score *= 0.85;
    }
    score * trust(figure).sqrt()
}
