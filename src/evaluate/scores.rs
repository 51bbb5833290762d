//! Rates and their intervals, and how they add up.

use super::calibration::{self, Calibration};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// So many right of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    pub hits: usize,
    pub of: usize,
}

impl Rate {
    pub fn new(hits: usize, of: usize) -> Self {
        Self { hits, of }
    }

    pub(super) fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// The 95 % interval by Wilson's score: what the true rate may be, if the cases are independent.
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.959_963_984_540_054;
        let (p, n) = (self.value()?, self.of as f64);
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        Some((((middle - reach) / whole).max(0.0), ((middle + reach) / whole).min(1.0)))
    }
}

impl AddAssign for Rate {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
    }
}

/// Figures that are right, missed and invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    pub right: usize,
    pub missed: usize,
    pub invented: usize,
}

impl Found {
    pub fn precision(self) -> Rate {
        Rate::new(self.right, self.right + self.invented)
    }

    pub fn recall(self) -> Rate {
        Rate::new(self.right, self.right + self.missed)
    }

    /// None where there was nothing to find and nothing was found.
    pub fn f1(self) -> Option<f64> {
        let all = 2 * self.right + self.missed + self.invented;
        (all > 0).then(|| 2.0 * self.right as f64 / all as f64)
    }
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.missed += other.missed;
        self.invented += other.invented;
    }
}

/// Everything counted over some files.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub renderings: usize,
    pub figures: Found,
    /// Rates by their name in the scores.
    pub(super) rates: BTreeMap<&'static str, Rate>,
    pub(super) section_f1: f64,
    pub(super) sections: usize,
    /// Confidence of every figure that is right or invented, and which it is.
    pub(super) confident: Vec<(f64, bool)>,
}

impl Tally {
    pub(super) fn count(&mut self, name: &'static str, hit: bool) {
        self.rates.entry(name).or_default().count(hit);
    }

    pub fn calibration(&self) -> Calibration {
        calibration::measure(&self.confident)
    }

    /// Every score by its name.
    pub fn scores(&self) -> Scores {
        let mut scores: Scores = self.rates.iter().map(|(name, rate)| ((*name).to_owned(), Score::from(*rate))).collect();
        let mut add = |name: &str, score: Score| {
            scores.insert(name.to_owned(), score);
        };
        add("figure_precision", self.figures.precision().into());
        add("figure_recall", self.figures.recall().into());
        let figures = self.figures.right + self.figures.missed + self.figures.invented;
        add("figure_f1", Score::mean(self.figures.f1(), figures));
        add("section_text_f1", Score::mean((self.sections > 0).then(|| self.section_f1 / self.sections as f64), self.sections));
        let calibration = self.calibration();
        add("ece", Score::mean(calibration.ece, self.confident.len()));
        scores
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.renderings += other.renderings;
        self.figures += other.figures;
        for (name, rate) in &other.rates {
            *self.rates.entry(name).or_default() += *rate;
        }
        self.section_f1 += other.section_f1;
        self.sections += other.sections;
        self.confident.extend(&other.confident);
    }
}

/// Scores by name.
pub type Scores = BTreeMap<String, Score>;

/// A score: a rate with its interval, or a mean, which has none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// None: there was nothing to judge.
    pub value: Option<f64>,
    /// 95 % Wilson interval of a rate.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub of: usize,
}

impl Score {
    fn mean(value: Option<f64>, of: usize) -> Self {
        Self { value: value.map(rounded), low: None, high: None, of }
    }
}

impl From<Rate> for Score {
    fn from(rate: Rate) -> Self {
        let interval = rate.interval();
        Self {
            value: rate.value().map(rounded),
            low: interval.map(|(low, _)| rounded(low)),
            high: interval.map(|(_, high)| rounded(high)),
            of: rate.of,
        }
    }
}

/// Four decimals.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::{Found, Rate, Score};

    #[test]
    fn wilson_intervals_from_the_literature() {
        // Newcombe 1998, table I, method 3.
        for (hits, of, low, high) in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)] {
            let score = Score::from(Rate::new(hits, of));
            assert_eq!((score.low, score.high), (Some(low), Some(high)), "{hits} of {of}");
        }
        assert_eq!(Rate::new(0, 0).interval(), None);
    }

    #[test]
    fn precision_recall_and_f1() {
        let found = Found { right: 6, missed: 2, invented: 4 };
        assert_eq!((found.precision().value(), found.recall().value()), (Some(0.6), Some(0.75)));
        assert!((found.f1().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Found::default().f1(), None);
    }
}
