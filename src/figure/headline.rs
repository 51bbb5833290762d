//! The one-row summary: the organisation's own revenue, jobs and funding, null rather than wrong.

use super::{Figure, Headline, Kind, Pick, Quantity, Scope, Status};
use crate::document::Document;
use rust_decimal::Decimal;

/// A field of the summary and the figures that can fill it.
struct Wanted {
    field: &'static str,
    kind: Kind,
    measure: &'static str,
}

const WANTED: [Wanted; 3] = [
    Wanted { field: "revenue", kind: Kind::Money, measure: "revenue" },
    Wanted { field: "jobs", kind: Kind::Count, measure: "jobs" },
    Wanted { field: "funding", kind: Kind::Money, measure: "funding" },
];

pub fn headline(figures: &[Figure], document: &Document) -> Headline {
    Headline { picks: WANTED.iter().map(|wanted| pick(wanted, figures, document)).collect() }
}

fn pick(wanted: &Wanted, figures: &[Figure], _document: &Document) -> Pick {
    let candidates: Vec<usize> = (0..figures.len())
        .filter(|i| {
            let f = &figures[*i];
            f.kind == wanted.kind
                && f.measure == wanted.measure
                && f.scope == Scope::Organisation
                && f.status == Status::Actual
                && !f.negated
        })
        .collect();
    let best = candidates.iter().copied().map(|i| (score(wanted, &figures[i]), i)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match best {
        Some((score, figure)) if score > 0.5 => Pick {
            field: wanted.field.to_owned(),
            figure: Some(figure),
            reason: format!("the strongest of {} {} figures of the organisation's own", candidates.len(), wanted.measure),
        },
        _ => Pick {
            field: wanted.field.to_owned(),
            figure: None,
            reason: if candidates.is_empty() {
                "no such figure of the organisation's own".to_owned()
            } else {
                "none of the figures is clear enough".to_owned()
            },
        },
    }
}

/// A level of the whole organisation, recent or yearly, in prose: what a reader would put in one row.
fn score(wanted: &Wanted, figure: &Figure) -> f64 {
    let size = match figure.quantity {
        Quantity::Value(v) => v,
        Quantity::Range { high, .. } => high,
    };
    let mut score = figure.confidences.measure * figure.confidences.scope;
    let large = match wanted.kind {
        Kind::Money => size >= Decimal::from(10_000),
        _ => size >= Decimal::from(4),
    };
    score *= if large { 1.5 } else { 0.3 };
    if figure.cell.is_some() {
        score *= 0.6;
    }
    match figure.period.as_deref() {
        Some("P1Y") => score *= 1.3,
        Some(p) if p.starts_with('P') => score *= 0.5,
        Some(_) => score *= 1.2,
        None => {}
    }
    score
}
