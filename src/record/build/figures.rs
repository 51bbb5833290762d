//! Figures and headline.

use super::super::{Alternative, Anchor, CellAddress, Confidences, Evidence, Excluded, Figure, Relation, RelationKind, confidence};
use super::{Border, section_key, tables};
use crate::document::{CellRef, Span};
use crate::figure::{self, Figures, Quantity};
use crate::template::Structure;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Code points kept before and after a figure to find it again.
const CONTEXT: usize = 32;

pub(super) fn figures(border: &Border<'_>, structure: &Structure, found: &Figures) -> Vec<Figure> {
    found.figures.iter().enumerate().map(|(i, f)| figure(border, structure, i, f)).collect()
}

fn figure(border: &Border<'_>, structure: &Structure, index: usize, f: &figure::Figure) -> Figure {
    let (value, low, high) = match f.quantity {
        Quantity::Value(v) => (Some(decimal(v)), None, None),
        Quantity::Range { low, high } => (None, Some(decimal(low)), Some(decimal(high))),
    };
    Figure {
        id: figure_id(index),
        anchor: anchor(&border.document.text, f.span),
        kind: f.kind.into(),
        measure: f.measure.clone(),
        label: f.label.map(|s| border.document.slice(s).to_owned()),
        scope: f.scope.into(),
        surface: border.document.slice(f.span).to_owned(),
        value,
        low,
        high,
        resolution: f.resolution.map(decimal),
        currency: f.currency.clone(),
        approximation: f.approximation.into(),
        period: f.period.clone(),
        fiscal: f.fiscal,
        per: match f.rate {
            Some(figure::Rate::Per(span)) => Some(border.document.slice(span).to_owned()),
            Some(figure::Rate::Each) => Some("each".to_owned()),
            None => None,
        },
        each: Some(f.rate == Some(figure::Rate::Each)),
        basis: f.basis.map(Into::into),
        direction: f.direction.map(Into::into),
        aspect: Some(f.aspect.into()),
        role: None,
        status: f.status.into(),
        negated: f.negated,
        subject: None,
        section: f.section.and_then(|s| structure.sections.get(s)).map(|s| s.id.clone()),
        section_key: f.section.map(section_key),
        cell: f.cell.and_then(|c| cell_address(structure, c)),
        places: border.places(f.span),
        span: border.span(f.span),
        sentence: border.span(f.sentence),
        rule: f.rule.clone(),
        evidence: f.evidence.iter().map(|e| evidence(border, e)).collect(),
        alternatives: f.alternatives.iter().map(alternative).collect(),
        confidence: confidence(f.confidence),
        confidences: Confidences {
            measure: confidence(f.confidences.measure),
            scope: confidence(f.confidences.scope),
            period: confidence(f.confidences.period),
        },
        flags: border.flags(&f.flags),
    }
}

fn evidence(border: &Border<'_>, evidence: &figure::Evidence) -> Evidence {
    Evidence { role: evidence.role.to_owned(), span: border.span(evidence.span), rule: evidence.rule.clone() }
}

fn alternative(other: &figure::Alternative) -> Alternative {
    Alternative { field: other.field.to_owned(), value: other.value.clone(), confidence: confidence(other.confidence) }
}

/// Only data tables are in the record; a cell of a form's layout is no address.
fn cell_address(structure: &Structure, cell: CellRef) -> Option<CellAddress> {
    let table = structure.tables.iter().position(|t| t.table == cell.table)?;
    Some(CellAddress { table: tables::table_key(table), row: cell.row, col: cell.col })
}

fn anchor(text: &str, span: Span) -> Anchor {
    let before = &text[..span.start];
    let prefix = before.char_indices().rev().take(CONTEXT).last().map_or("", |(at, _)| &before[at..]);
    Anchor {
        exact: text[span.start..span.end].to_owned(),
        prefix: prefix.to_owned(),
        suffix: text[span.end..].chars().take(CONTEXT).collect(),
    }
}

fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

fn figure_id(index: usize) -> String {
    format!("f{}", index + 1)
}

/// How figures follow from one another: so far, amounts said again in another currency.
pub(super) fn relations(border: &Border<'_>, found: &Figures) -> Vec<Relation> {
    let converted = |(i, f): (usize, &figure::Figure)| {
        let first = f.converted_from?;
        // figures stand in the order of their spans
        let to = found.figures.binary_search_by_key(&(first.start, first.end), |other| (other.span.start, other.span.end)).ok()?;
        Some(Relation { kind: RelationKind::ConvertedFrom, from: figure_id(i), to: figure_id(to), span: border.span(first.cover(f.span)) })
    };
    found.figures.iter().enumerate().filter_map(converted).collect()
}

pub(super) fn excluded(border: &Border<'_>, found: &Figures) -> Vec<Excluded> {
    found.excluded.iter().map(|e| Excluded { span: border.span(e.span), reason: e.reason.to_owned(), rule: None }).collect()
}

/// Field → figure id, and field → why.
pub(super) fn headline(found: &Figures) -> (BTreeMap<String, Option<String>>, BTreeMap<String, String>) {
    let known = |i: &usize| *i < found.figures.len();
    let picks = &found.headline.picks;
    let ids = picks.iter().map(|p| (p.field.clone(), p.figure.filter(known).map(figure_id))).collect();
    (ids, picks.iter().map(|p| (p.field.clone(), p.reason.clone())).collect())
}
