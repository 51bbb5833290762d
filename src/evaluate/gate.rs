//! The regression gate: a committed file of scores that no change may fall below unnoticed.

use super::changes::{Change, Changes, Snapshot};
use super::{EvaluateError, Evaluation, JudgedDocument};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A fall of more than this fails, in a pool that is judged as a whole.
const HALF_A_POINT: f64 = 0.005;

/// The scores that are kept. Calibration has a gate of its own: the evaluation that fits it.
const KEPT: [&str; 27] = [
    "figure_precision",
    "figure_recall",
    "figure_f1",
    "figure_found",
    "grounded",
    "measure",
    "scope",
    "approximation",
    "period",
    "currency",
    "direction",
    "status",
    "per",
    "section_text_f1",
    "section_edges",
    "table_rows",
    "title",
    "authors",
    "organisation",
    "country",
    "headline",
    "headline_wrong",
    "contradictions",
    "checks_found",
    "checks_verdict",
    "checks_difference",
    "checks_right",
];

const HEAD: &str = "\
# Written by `casebook evaluate … --gate FILE --write-gate`: scores that no change may fall below unnoticed, and what is
# wrong today, so that what breaks can be named. Validation cases are in the scores, never in the faults.
# Move it on purpose only, in a commit that says why.

";

/// The gate's file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// How many files were scored.
    renderings: usize,
    /// Pool → score → value.
    scores: BTreeMap<String, BTreeMap<String, f64>>,
    /// Case → fault → the files that have it, by the end of their names. None: all files of the case.
    faults: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// What a gate says of an evaluation.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Falls that fail.
    pub failures: Vec<Change>,
    /// Falls in what is too small to tell: look at the cases that flipped.
    pub warnings: Vec<Change>,
    /// All that changed.
    pub changes: Changes,
    /// How many files the gate was written for, where that is another number.
    pub written_for: Option<usize>,
}

impl Gate {
    #[must_use]
    pub fn of(evaluation: &Evaluation) -> Self {
        let snapshot = Snapshot::of(evaluation);
        let judged: BTreeSet<&str> = evaluation.pools().iter().map(|(name, _)| *name).collect();
        let is_kept = |pool: &str| judged.contains(pool) || pool.starts_with("format ");
        let kept = |scores: BTreeMap<String, f64>| scores.into_iter().filter(|(name, _)| KEPT.contains(&name.as_str())).collect();
        Self {
            renderings: evaluation.all.renderings,
            scores: snapshot.scores.into_iter().filter(|(pool, _)| is_kept(pool)).map(|(pool, s)| (pool, kept(s))).collect(),
            faults: faults(evaluation),
        }
    }

    /// # Errors
    /// When it can't be read or understood.
    pub fn load(path: &Path) -> Result<Self, EvaluateError> {
        let text = fs::read_to_string(path).map_err(|e| EvaluateError::Unreadable(path.to_owned(), e))?;
        toml::from_str(&text).map_err(|e| EvaluateError::Malformed(path.to_owned(), e.to_string()))
    }

    /// # Errors
    /// When it can't be written.
    pub fn save(&self, path: &Path) -> Result<(), EvaluateError> {
        let text = toml::to_string(self).map_err(|e| EvaluateError::Malformed(path.to_owned(), e.to_string()))?;
        fs::write(path, format!("{HEAD}{text}")).map_err(|e| EvaluateError::Unwritable(path.to_owned(), e))
    }

    /// Compares an evaluation with what the gate keeps.
    #[must_use]
    pub fn judge(&self, evaluation: &Evaluation) -> Verdict {
        let before = Snapshot { scores: self.scores.clone(), faults: self.expanded(evaluation) };
        let changes = Changes::between(&before, evaluation);
        let whole: Vec<&str> = evaluation.pools().iter().map(|(name, _)| *name).collect();
        let fell = changes.scores.iter().filter(|c| c.gain() < -HALF_A_POINT && KEPT.contains(&c.score.as_str())).cloned();
        let (failures, warnings) = fell.partition(|c| whole.contains(&c.pool.as_str()) && is_more_than_one_case(c));
        let written_for = Some(self.renderings).filter(|n| *n != evaluation.all.renderings);
        Verdict { failures, warnings, changes, written_for }
    }

    /// The faults by file.
    fn expanded(&self, evaluation: &Evaluation) -> BTreeMap<String, BTreeSet<String>> {
        let mut expanded = BTreeMap::new();
        for document in &evaluation.documents {
            let Some(faults) = self.faults.get(&document.case) else { continue };
            let has = |files: &Vec<String>| files.is_empty() || files.iter().any(|f| f == label(document));
            let keys = faults.iter().filter(|(_, files)| has(files)).map(|(key, _)| key.clone());
            expanded.insert(document.name.clone(), keys.collect());
        }
        expanded
    }
}

/// One title that is read differently moves a small number by more than half a point, and says little.
fn is_more_than_one_case(change: &Change) -> bool {
    -change.gain() * change.of as f64 > 1.5
}

/// A file's name without its case's, which is said already.
fn label(document: &JudgedDocument) -> &str {
    document.name.strip_prefix(&document.case).unwrap_or(&document.name)
}

/// Faults by case: most are the same in every file of it, and then said once.
fn faults(evaluation: &Evaluation) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut faults: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &evaluation.documents {
        *files.entry(&document.case).or_default() += 1;
        let of_case = faults.entry(document.case.clone()).or_default();
        document.faults.iter().for_each(|f| of_case.entry(f.key.clone()).or_default().push(label(document).to_owned()));
    }
    for (case, of_case) in &mut faults {
        for having in of_case.values_mut() {
            having.sort();
            if Some(&having.len()) == files.get(case.as_str()) {
                having.clear();
            }
        }
    }
    faults
}
