//! Tesseract's tab-separated answer: words by line, in pixels.

use super::Picture;

/// A word as the engine read it, in pixels from the top left.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub text: String,
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
    /// How sure the engine is, 0 to 1.
    pub sure: f32,
}

/// Words surer than this are kept; what lies below are specks and drawings.
const LEAST: f32 = 0.15;
/// The same for words without a letter or digit: mostly rules and dirt.
const LEAST_SIGNS: f32 = 0.6;
/// More than any page has.
const MOST_WORDS: usize = 50_000;

/// The words of every line, in the engine's order.
pub fn words(answer: &str, picture: &Picture) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut last = None;
    let rows = answer.lines().skip(1).filter_map(|row| word(row, picture));
    for (line, word) in rows.take(MOST_WORDS) {
        if last.as_ref() != Some(&line) {
            lines.push(Vec::new());
            last = Some(line);
        }
        if let Some(line) = lines.last_mut() {
            line.push(word);
        }
    }
    lines
}

/// Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. Level 5 is a word.
fn word<'a>(row: &'a str, picture: &Picture) -> Option<([&'a str; 3], Word)> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [level, _, block, paragraph, line, _, left, top, width, height, sure, text] = columns.as_slice() else { return None };
    if *level != "5" {
        return None;
    }
    let number = |s: &str| s.parse::<f32>().ok().filter(|n| n.is_finite());
    let (x0, y0) = (number(left)?, number(top)?);
    let (x1, y1) = (x0 + number(width)?, y0 + number(height)?);
    let inside = x0 >= 0.0 && y0 >= 0.0 && x1 > x0 && y1 > y0 && x1 <= picture.width as f32 && y1 <= picture.height as f32;
    let sure = (number(sure)? / 100.0).clamp(0.0, 1.0);
    // The rules of a table beside a word.
    let text = text.trim().trim_matches('|');
    let least = if text.chars().any(char::is_alphanumeric) { LEAST } else { LEAST_SIGNS };
    let word = Word { text: text.to_owned(), x0, y0, x1, y1, sure };
    (inside && !text.is_empty() && sure >= least).then_some(([block, paragraph, line], word))
}

#[cfg(test)]
mod tests {
    use super::{Picture, words};

    #[test]
    fn words_come_by_line_and_what_is_no_word_is_left_out() {
        let picture = Picture { width: 1000, height: 1000, pixels: Vec::new(), resolution: 200 };
        let rows = [
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
            "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1000\t-1\t",
            "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tfour",
            "5\t1\t1\t1\t1\t2\t50\t20\t40\t12\t91.0\t|villages",
            "5\t1\t1\t1\t2\t1\t10\t50\t40\t12\t88.0\tbelow",
            "5\t1\t1\t1\t2\t2\t10\t50\t40\t12\t40.0\t—",
            "5\t1\t1\t1\t2\t3\t10\t50\t40\t12\t5.0\tsmudge",
            "5\t1\t1\t1\t2\t4\t990\t50\t40\t12\t95.0\toutside",
            "5\t1\t1\t1\t2\t5\tNaN\t50\t40\t12\t95.0\tnowhere",
            "5\t1\t1\t1\t2\t6\t10\t50\t40\t12\t95.0\t ",
            "half a row\t",
        ];
        let lines = words(&rows.join("\n"), &picture);
        let texts: Vec<Vec<&str>> = lines.iter().map(|l| l.iter().map(|w| w.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["four", "villages"], vec!["below"]]);
        assert!((lines[0][0].sure - 0.965).abs() < 1e-4 && (lines[0][0].x1 - 40.0).abs() < 1e-4);
    }
}
