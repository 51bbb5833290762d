//! Figures that belong together and don't fit: the record's checks against gold's.

use super::figures::Figures;
use super::gold::{Gold, GoldCheck};
use super::quantity::Quantity;
use super::reading::{Reading, ReportedCheck};
use super::text::{bare, digits, fold};
use serde_json::Value;
use std::collections::BTreeSet;

const ROUNDED: &str = "explained_by_rounding";

/// How the checks of a document came out.
pub(super) struct JudgedChecks {
    pub(super) known: Vec<JudgedCheck>,
    /// Every check of the record that doubts its figures, and whether gold knows of it.
    pub(super) doubts: Vec<(String, bool)>,
}

/// A check gold knows.
pub(super) struct JudgedCheck {
    /// The figures' surfaces.
    pub(super) what: String,
    pub(super) words: String,
    pub(super) found: Option<FoundCheck>,
}

/// The record's check of the same figures.
pub(super) struct FoundCheck {
    stated: Vec<&'static str>,
    /// Which of verdict and difference are not gold's.
    pub(super) wrong: Vec<&'static str>,
    pub(super) words: String,
}

impl FoundCheck {
    pub(super) fn states(&self, name: &str) -> bool {
        self.stated.contains(&name)
    }
}

/// None where gold says nothing of checks.
pub(super) fn judge_checks(gold: &Gold, figures: &Figures, reading: &Reading) -> Option<JudgedChecks> {
    let stated = gold.checks.as_ref()?;
    let ids = Ids { figures, reading };
    let known = stated.iter().map(|check| judge_check(check, &ids)).collect();
    let pairs = gold.contradictions.iter().map(|c| vec![c.a.clone(), c.b.clone()]);
    let of_gold: Vec<Vec<String>> = stated.iter().map(|c| c.figures.clone()).chain(pairs).collect();
    let doubting = reading.checks.iter().filter(|c| c.verdict != ROUNDED);
    let doubts = doubting.map(|c| (ids.surfaces(c), of_gold.iter().any(|surfaces| ids.is_about(c, surfaces))));
    Some(JudgedChecks { known, doubts: doubts.collect() })
}

/// Each contradiction gold knows, with whether a check of the record doubts those two figures.
pub(super) fn judge_contradictions(gold: &Gold, figures: &Figures, reading: &Reading) -> Vec<(String, bool)> {
    let ids = Ids { figures, reading };
    let doubted = |a: &str, b: &str| {
        let pair = [a.to_owned(), b.to_owned()];
        reading.checks.iter().any(|c| c.verdict != ROUNDED && ids.is_about(c, &pair))
    };
    gold.contradictions.iter().map(|c| (format!("{} against {}", c.a, c.b), doubted(&c.a, &c.b))).collect()
}

fn judge_check(gold: &GoldCheck, ids: &Ids) -> JudgedCheck {
    let difference = Quantity::new(&gold.difference, &Value::Null, &Value::Null);
    let describe = |difference: Quantity, verdict: &str| format!("off by {difference}, {verdict}");
    let found = ids.reading.checks.iter().find(|c| ids.is_about(c, &gold.figures)).map(|check| {
        let mut found = FoundCheck { stated: Vec::new(), wrong: Vec::new(), words: describe(check.difference, &check.verdict) };
        let verdict = gold.verdict.as_ref().map(|v| ("verdict", *v == check.verdict));
        let difference = (!gold.difference.is_null()).then(|| ("difference", difference == check.difference));
        for (name, right) in verdict.into_iter().chain(difference) {
            found.stated.push(name);
            if !right {
                found.wrong.push(name);
            }
        }
        found
    });
    let what = gold.figures.join(", ");
    let words = format!("{what}: {}", describe(difference, gold.verdict.as_deref().unwrap_or("no verdict")));
    JudgedCheck { what, words, found }
}

/// "1.403" and "1.403 soci".
pub(super) fn is_number_of(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    let digits_of = digits(&a);
    !digits_of.is_empty() && digits_of == digits(&b) && (a.contains(&b) || b.contains(&a))
}

/// Which figures of a record gold's surfaces mean.
struct Ids<'a> {
    figures: &'a Figures<'a>,
    reading: &'a Reading,
}

impl Ids<'_> {
    /// Figures of this surface, in gold or in the record; where there are none, those it is the number of.
    fn of(&self, surface: &str) -> BTreeSet<&str> {
        let alike = |alike: fn(&str, &str) -> bool| -> BTreeSet<&str> {
            let paired = self.figures.found.iter().filter(|(g, _)| alike(&g.surface, surface)).map(|(_, r)| r.id.as_str());
            let same = self.reading.figures.iter().filter(|r| alike(&r.surface, surface)).map(|r| r.id.as_str());
            paired.chain(same).collect()
        };
        let exact = alike(|a, b| fold(a) == fold(b));
        if exact.is_empty() { alike(is_number_of) } else { exact }
    }

    /// The check is about all of these figures, whatever others it takes in.
    fn is_about(&self, check: &ReportedCheck, surfaces: &[String]) -> bool {
        surfaces.iter().all(|surface| self.of(surface).iter().any(|id| check.figures.iter().any(|f| f == id)))
    }

    fn surfaces(&self, check: &ReportedCheck) -> String {
        let surface = |id: &String| self.reading.figures.iter().find(|f| f.id == *id).map(|f| fold(&f.surface));
        check.figures.iter().filter_map(surface).collect::<Vec<_>>().join(", ")
    }
}
