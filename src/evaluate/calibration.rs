//! Are confidences probabilities?

use super::scores::{Rate, Score, rounded};
use serde::Serialize;

const BINS: usize = 10;
const THRESHOLDS: [f64; 8] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

/// How confidences compare with what came out right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Expected calibration error: the mean distance between confidence and precision, over ten bins.
    pub ece: Option<f64>,
    pub bins: Vec<Bin>,
    pub thresholds: Vec<Threshold>,
}

/// Figures of about one confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    pub mean_confidence: f64,
    pub precision: Score,
}

/// What taking figures from a confidence on would give.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Threshold {
    pub confidence: f64,
    pub precision: Score,
    /// The share of all figures that is taken.
    pub coverage: Score,
}

/// `pairs`: each figure's confidence and whether it is right.
pub(super) fn measure(pairs: &[(f64, bool)]) -> Calibration {
    let mut bins = [(0.0, Rate::default()); BINS];
    for (confidence, right) in pairs {
        let at = ((confidence * BINS as f64) as usize).min(BINS - 1);
        if let Some((sum, rate)) = bins.get_mut(at) {
            *sum += confidence;
            rate.count(*right);
        }
    }
    let off = |(sum, rate): &(f64, Rate)| (sum - rate.hits as f64).abs() / pairs.len() as f64;
    let ece = (!pairs.is_empty()).then(|| rounded(bins.iter().map(off).sum()));
    Calibration { ece, bins: table(&bins), thresholds: THRESHOLDS.iter().map(|t| threshold(*t, pairs)).collect() }
}

fn table(bins: &[(f64, Rate)]) -> Vec<Bin> {
    let edge = |at: usize| rounded(at as f64 / BINS as f64);
    let filled = bins.iter().enumerate().filter(|(_, (_, rate))| rate.of > 0);
    let bin = |(at, (sum, rate)): (usize, &(f64, Rate))| Bin {
        from: edge(at),
        to: edge(at + 1),
        mean_confidence: rounded(sum / rate.of as f64),
        precision: (*rate).into(),
    };
    filled.map(bin).collect()
}

fn threshold(confidence: f64, pairs: &[(f64, bool)]) -> Threshold {
    let taken = pairs.iter().filter(|(c, _)| *c >= confidence);
    let (mut hits, mut of) = (0, 0);
    for (_, right) in taken {
        hits += usize::from(*right);
        of += 1;
    }
    Threshold { confidence, precision: Rate::new(hits, of).into(), coverage: Rate::new(of, pairs.len()).into() }
}

#[cfg(test)]
mod tests {
    use super::measure;

    #[test]
    fn by_hand() {
        // Bin 0.9: mean 0.95, half right; bin 0.2: mean 0.2, none right.
        let got = measure(&[(0.9, true), (1.0, false), (0.2, false), (0.2, false)]);
        assert_eq!(got.ece, Some(0.325));
        assert_eq!(got.bins.len(), 2);
        let sure = got.thresholds.iter().find(|t| (t.confidence - 0.9).abs() < 1e-9).unwrap();
        assert_eq!((sure.precision.value, sure.coverage.value), (Some(0.5), Some(0.5)));
        assert_eq!(measure(&[]).ece, None);
    }
}
