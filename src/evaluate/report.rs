//! The evaluation as JSON. Keys are stable: a later version may add some.

use super::scores::{Score, Scores, Tally};
use super::{Calibration, Evaluation, Found, JudgedDocument, Scanned};
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) const SCHEMA: &str = "casebook.evaluation";

/// What `casebook evaluate --json` prints.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    schema: &'static str,
    schema_version: &'static str,
    cases: usize,
    renderings: usize,
    /// Files without a record that may be named.
    missing_records: &'a [String],
    missing_in_validation: usize,
    scanned: Scanned,
    /// all, development, validation.
    scores: BTreeMap<String, Scores>,
    by_format: BTreeMap<String, Scores>,
    by_language: BTreeMap<String, Scores>,
    by_kind: BTreeMap<String, FoundScores>,
    by_measure: BTreeMap<String, FoundScores>,
    by_section: BTreeMap<String, FoundScores>,
    by_rule: BTreeMap<String, FoundScores>,
    /// Kind → gold's measure → the record's → how often. Of the documents that may be shown.
    measure_confusion: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>,
    confidence: Calibration,
    /// Commonest first. Of the documents that may be shown.
    causes: Vec<Cause<'a>>,
    /// Worst first. Those that may be shown.
    documents: &'a [JudgedDocument],
}

/// How often a sort of mistake was made.
#[derive(Debug, Serialize)]
struct Cause<'a> {
    cause: &'a str,
    times: usize,
}

#[derive(Debug, Serialize)]
struct FoundScores {
    precision: Score,
    recall: Score,
    f1: Option<f64>,
}

impl<'a> Report<'a> {
    #[must_use]
    pub fn new(evaluation: &'a Evaluation) -> Self {
        let split = evaluation.split.iter().flat_map(|s| [("development", &s.development), ("validation", &s.validation)]);
        Self {
            schema: SCHEMA,
            schema_version: "1.0",
            cases: evaluation.cases,
            renderings: evaluation.all.renderings,
            missing_records: &evaluation.missing,
            missing_in_validation: evaluation.missing_in_validation,
            scanned: evaluation.scanned,
            scores: std::iter::once(("all", &evaluation.all)).chain(split).map(|(name, tally)| (name.to_owned(), tally.scores())).collect(),
            by_format: scores(&evaluation.formats),
            by_language: scores(&evaluation.languages),
            by_kind: found(&evaluation.breakdown.kinds),
            by_measure: found(&evaluation.breakdown.measures),
            by_section: found(&evaluation.breakdown.sections),
            by_rule: found(&evaluation.breakdown.rules),
            measure_confusion: evaluation.confusion.iter().map(|(kind, pairs)| (kind.clone(), nested(pairs))).collect(),
            confidence: evaluation.all.calibration(),
            causes: evaluation.causes().into_iter().map(|(cause, times)| Cause { cause, times }).collect(),
            documents: &evaluation.documents,
        }
    }
}

fn scores(tallies: &BTreeMap<String, Tally>) -> BTreeMap<String, Scores> {
    tallies.iter().map(|(name, tally)| (name.clone(), tally.scores())).collect()
}

fn found(by: &BTreeMap<String, Found>) -> BTreeMap<String, FoundScores> {
    let of = |f: &Found| FoundScores { precision: f.precision().into(), recall: f.recall().into(), f1: f.f1().map(super::scores::rounded) };
    by.iter().map(|(name, found)| (name.clone(), of(found))).collect()
}

fn nested(pairs: &BTreeMap<(String, String), usize>) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut nested: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for ((gold, found), times) in pairs {
        nested.entry(gold.clone()).or_default().insert(found.clone(), *times);
    }
    nested
}
