//! Records and gold to scores: how often casebook is right, what it gets wrong, and what a change won or broke.
//!
//! Gold is what careful readers found in a document ([`Gold`]). Each of its files is judged by itself ([`judge`]) and
//! counted into pools: all, development and validation, a format, a language. Validation cases are counted, never shown.
//! Scanned files, which have no text, are counted apart.

mod calibration;
mod changes;
mod checks;
mod draft;
mod error;
mod fault;
mod fields;
mod figures;
mod gate;
mod gold;
mod judge;
mod quantity;
mod reading;
mod report;
mod scores;
mod split;
mod structure;
#[cfg(test)]
mod tests;
mod text;

pub use calibration::{Bin, Calibration, Threshold};
pub use changes::{Change, Changes, Flips, Snapshot};
pub use draft::{Drafted, draft_gold};
pub use error::EvaluateError;
pub use fault::Fault;
pub use gate::{Gate, Verdict};
pub use gold::{Gold, Rendering, load_gold};
pub use judge::{Breakdown, Confusion};
pub use reading::Records;
pub use report::Report;
pub use scores::{Found, Rate, Score, Scores, Tally};
pub use split::Split;

use judge::{Judged, judge};
use serde::Serialize;
use std::collections::BTreeMap;

/// How records compare with gold.
#[derive(Debug, Default)]
pub struct Evaluation {
    pub cases: usize,
    pub all: Tally,
    /// None without validation cases: then everything is development.
    pub split: Option<SplitTallies>,
    pub formats: BTreeMap<String, Tally>,
    pub languages: BTreeMap<String, Tally>,
    pub breakdown: Breakdown,
    /// Of the documents that may be shown.
    pub confusion: Confusion,
    pub scanned: Scanned,
    /// The documents that may be shown, worst first.
    pub documents: Vec<JudgedDocument>,
    /// Files of gold without a record, those that may be named.
    pub missing: Vec<String>,
    pub missing_in_validation: usize,
}

#[derive(Debug, Default)]
pub struct SplitTallies {
    pub development: Tally,
    pub validation: Tally,
}

/// Files that are pictures of pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Scanned {
    pub renderings: usize,
    /// With a flag that says so.
    pub flagged: usize,
    pub right: usize,
    pub missed: usize,
    pub invented: usize,
}

/// A file that may be shown, and all that is wrong with its record.
#[derive(Debug, Clone, Serialize)]
pub struct JudgedDocument {
    /// The file, as gold names it.
    pub name: String,
    pub case: String,
    pub right: usize,
    pub missed: usize,
    pub invented: usize,
    pub figure_f1: Option<f64>,
    pub section_text_f1: Option<f64>,
    pub faults: Vec<Fault>,
}

impl JudgedDocument {
    /// What it is ranked by: figures and sections weigh the same, what isn't judged counts as good.
    fn goodness(&self) -> f64 {
        self.figure_f1.unwrap_or(1.0) + self.section_text_f1.unwrap_or(1.0)
    }
}

/// Compares records with gold.
///
/// # Errors
/// When no record belongs to any file of the gold.
pub fn evaluate(golds: &[Gold], records: &Records, split: &Split) -> Result<Evaluation, EvaluateError> {
    let mut evaluation = Evaluation { cases: golds.len(), ..Evaluation::default() };
    if golds.iter().any(|g| split.is_validation(&g.name)) {
        evaluation.split = Some(SplitTallies::default());
    }
    let mut compared = false;
    for gold in golds {
        let hidden = split.is_validation(&gold.name);
        for rendering in &gold.files {
            let reading = records.of(&rendering.file, rendering.name());
            compared |= reading.is_some();
            if reading.is_none() && hidden {
                evaluation.missing_in_validation += 1;
            } else if reading.is_none() {
                evaluation.missing.push(rendering.file.clone());
            }
            let judged = judge(gold, reading);
            if rendering.is_scanned() {
                let flags = reading.map(|r| &r.flags);
                let flagged = flags.is_some_and(|f| f.contains("no_text_layer") || f.contains("ocr"));
                evaluation.scanned.add(&judged.tally, reading.is_some(), flagged);
            } else {
                evaluation.add(gold, rendering, judged, hidden);
            }
        }
    }
    if !compared {
        let first = golds.iter().flat_map(|g| &g.files).next().map(|r| r.file.clone());
        return Err(EvaluateError::NothingToCompare(first.unwrap_or_default()));
    }
    let by_goodness = |a: &JudgedDocument, b: &JudgedDocument| a.goodness().total_cmp(&b.goodness()).then(a.name.cmp(&b.name));
    evaluation.documents.sort_by(by_goodness);
    Ok(evaluation)
}

impl Scanned {
    fn add(&mut self, tally: &Tally, has_record: bool, flagged: bool) {
        self.renderings += 1;
        if has_record {
            self.flagged += usize::from(flagged);
            self.right += tally.figures.right;
            self.missed += tally.figures.missed;
            self.invented += tally.figures.invented;
        }
    }
}

impl Evaluation {
    fn add(&mut self, gold: &Gold, rendering: &Rendering, judged: Judged, hidden: bool) {
        let Judged { tally, breakdown, confusion, faults } = judged;
        self.all += &tally;
        if let Some(split) = &mut self.split {
            *(if hidden { &mut split.validation } else { &mut split.development }) += &tally;
        }
        *self.formats.entry(rendering.format()).or_default() += &tally;
        let language = gold.lang.clone().flatten().unwrap_or_else(|| "unknown".to_owned());
        *self.languages.entry(language).or_default() += &tally;
        self.breakdown += &breakdown;
        if hidden {
            return;
        }
        for (kind, pairs) in confusion {
            let mine = self.confusion.entry(kind).or_default();
            for (pair, times) in pairs {
                *mine.entry(pair).or_default() += times;
            }
        }
        let Found { right, missed, invented } = tally.figures;
        self.documents.push(JudgedDocument {
            name: rendering.file.clone(),
            case: gold.name.clone(),
            right,
            missed,
            invented,
            figure_f1: tally.figures.f1().map(scores::rounded),
            section_text_f1: (tally.sections > 0).then(|| scores::rounded(tally.section_f1 / tally.sections as f64)),
            faults,
        });
    }

    /// How often each cause is to blame, in the documents that may be shown, commonest first.
    pub fn causes(&self) -> Vec<(&str, usize)> {
        let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
        self.documents.iter().flat_map(|d| &d.faults).for_each(|f| *causes.entry(&f.cause).or_default() += 1);
        let mut causes: Vec<_> = causes.into_iter().collect();
        causes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        causes
    }

    /// The pools that are judged as a whole: development and validation, or everything where nothing is set aside.
    pub fn pools(&self) -> Vec<(&'static str, &Tally)> {
        match &self.split {
            Some(split) => vec![("development", &split.development), ("validation", &split.validation)],
            None => vec![("all", &self.all)],
        }
    }
}
