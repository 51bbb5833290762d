//! What changed between two evaluations, score by score and case by case.

use super::fault::NO_RECORD;
use super::report::SCHEMA;
use super::scores::Scores;
use super::{EvaluateError, Evaluation, Split};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// As much of an evaluation as another is compared with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// Pool ("validation", "format pdf") → score → value.
    pub scores: BTreeMap<String, BTreeMap<String, f64>>,
    /// File → keys of its faults. Only files that may be shown.
    pub faults: BTreeMap<String, BTreeSet<String>>,
}

/// A score that is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub pool: String,
    pub score: String,
    pub before: f64,
    pub after: f64,
    /// How many things it is a rate or a mean of, now.
    pub of: usize,
}

impl Change {
    /// By how much it is better now: fewer wrong headlines and smaller errors are.
    pub fn gain(&self) -> f64 {
        let more = self.after - self.before;
        if ["headline_wrong", "ece"].contains(&self.score.as_str()) { -more } else { more }
    }
}

/// What came out differently in one file, by the faults' keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flips {
    pub name: String,
    /// Right before, wrong now.
    pub broke: Vec<String>,
    /// Wrong before, right now.
    pub mended: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    pub scores: Vec<Change>,
    pub flips: Vec<Flips>,
    /// Files only one of the two knows.
    pub added: Vec<String>,
    pub gone: Vec<String>,
}

/// The parts of an evaluation's JSON that are compared.
#[derive(Deserialize)]
struct Old {
    schema: String,
    scores: BTreeMap<String, Scores>,
    by_format: BTreeMap<String, Scores>,
    by_language: BTreeMap<String, Scores>,
    documents: Vec<OldDocument>,
}

#[derive(Deserialize)]
struct OldDocument {
    name: String,
    case: String,
    faults: Vec<OldFault>,
}

#[derive(Deserialize)]
struct OldFault {
    key: String,
}

impl Snapshot {
    #[must_use]
    pub fn of(evaluation: &Evaluation) -> Self {
        let mut snapshot = Self::default();
        for (pool, scores) in pools(evaluation) {
            snapshot.add(pool, scores);
        }
        let keys = |faults: &[super::Fault]| faults.iter().map(|f| f.key.clone()).collect();
        snapshot.faults = evaluation.documents.iter().map(|d| (d.name.clone(), keys(&d.faults))).collect();
        snapshot
    }

    /// Reads what `casebook evaluate --json` printed. Cases that are set aside by now are left out of it.
    ///
    /// # Errors
    /// When it can't be read or is something else.
    pub fn load(path: &Path, split: &Split) -> Result<Self, EvaluateError> {
        let text = fs::read_to_string(path).map_err(|e| EvaluateError::Unreadable(path.to_owned(), e))?;
        let wrong = |what: String| EvaluateError::Malformed(path.to_owned(), format!("not what casebook evaluate --json prints: {what}"));
        let old: Old = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        if old.schema != SCHEMA {
            return Err(wrong(format!("its schema is {}", old.schema)));
        }
        let mut snapshot = Self::default();
        let named = |of: &str, pools: BTreeMap<String, Scores>| {
            let of = of.to_owned();
            pools.into_iter().map(move |(name, scores)| (format!("{of}{name}"), scores))
        };
        let pools = named("", old.scores).chain(named("format ", old.by_format)).chain(named("language ", old.by_language));
        pools.for_each(|(pool, scores)| snapshot.add(pool, scores));
        let shown = old.documents.into_iter().filter(|d| !split.is_validation(&d.case));
        snapshot.faults = shown.map(|d| (d.name, d.faults.into_iter().map(|f| f.key).collect())).collect();
        Ok(snapshot)
    }

    fn add(&mut self, pool: String, scores: Scores) {
        let values = scores.into_iter().filter_map(|(name, score)| Some((name, score.value?)));
        self.scores.insert(pool, values.collect());
    }
}

/// Every pool that is scored as a whole, a format or a language.
pub(super) fn pools(evaluation: &Evaluation) -> Vec<(String, Scores)> {
    let mut pools = vec![("all".to_owned(), evaluation.all.scores())];
    if let Some(split) = &evaluation.split {
        pools.push(("development".to_owned(), split.development.scores()));
        pools.push(("validation".to_owned(), split.validation.scores()));
    }
    pools.extend(evaluation.formats.iter().map(|(name, tally)| (format!("format {name}"), tally.scores())));
    pools.extend(evaluation.languages.iter().map(|(name, tally)| (format!("language {name}"), tally.scores())));
    pools
}

impl Changes {
    /// Only what both know is compared: a case that was added breaks nothing.
    #[must_use]
    pub fn between(before: &Snapshot, evaluation: &Evaluation) -> Self {
        let after = Snapshot::of(evaluation);
        let only = |a: &Snapshot, b: &Snapshot| a.faults.keys().filter(|name| !b.faults.contains_key(*name)).cloned().collect();
        Self {
            scores: changed_scores(before, evaluation),
            flips: after.faults.iter().filter_map(|(name, faults)| flips(name, before.faults.get(name)?, faults)).collect(),
            added: only(&after, before),
            gone: only(before, &after),
        }
    }
}

fn changed_scores(before: &Snapshot, evaluation: &Evaluation) -> Vec<Change> {
    let mut changes = Vec::new();
    for (pool, scores) in pools(evaluation) {
        let Some(old) = before.scores.get(&pool) else { continue };
        for (score, new) in scores {
            if let (Some(before), Some(after)) = (old.get(&score).copied(), new.value)
                && (before - after).abs() > 1e-9
            {
                changes.push(Change { pool: pool.clone(), score, before, after, of: new.of });
            }
        }
    }
    changes
}

fn flips(name: &str, before: &BTreeSet<String>, after: &BTreeSet<String>) -> Option<Flips> {
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| -> Vec<String> {
        // A file that has lost its record has lost everything; saying so once is enough.
        if b.contains(NO_RECORD) { Vec::new() } else { a.difference(b).cloned().collect() }
    };
    let flips = Flips { name: name.to_owned(), broke: only(after, before), mended: only(before, after) };
    (!flips.broke.is_empty() || !flips.mended.is_empty()).then_some(flips)
}
