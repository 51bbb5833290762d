//! Figures read from pictures: what the OCR engine was unsure of, the figure is unsure of.

use super::Figure;
use crate::document::Document;
use crate::flag::{Flag, FlagCode};

/// Engines doubt far more words than they misread: on clean scans one in a hundred, where they doubt eight. Half their
/// doubt leaves room for worse scans; a misread digit is still a number, and nothing around it tells.
const SHARE: f64 = 0.5;

/// Flags them and lowers their confidence.
pub fn mark(figures: &mut [Figure], document: &Document) {
    for figure in figures {
        let doubt = f64::from(document.doubt(figure.span));
        if doubt > 0.0 {
            let sure = 1.0 - (doubt * SHARE).min(0.9);
            figure.confidence *= sure;
            figure.confidences.measure *= sure;
            figure.confidences.scope *= sure;
            figure.confidences.period *= sure;
            figure.flags.push(Flag::new(FlagCode::Ocr));
        }
    }
}
