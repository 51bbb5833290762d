//! The engine's boxes hug the ink; text needs baselines and font sizes. Both are told by which letters a word has.

use super::Word;

/// A page as read: its lines with the skew taken out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadPage {
    pub lines: Vec<Line>,
    /// Pixels a line falls for every pixel to the right. Baselines are where they would be without it, turned about
    /// the middle of the page.
    pub skew: f32,
}

/// A printed line of one column, in pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub words: Vec<Word>,
    pub base: f32,
    pub size: f32,
}

impl ReadPage {
    pub fn text(&self) -> String {
        let words = self.lines.iter().flat_map(|l| &l.words).map(|w| w.text.as_str());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Shares of the font size, usual in text faces.
const X_HEIGHT: f32 = 0.49;
const ASCENT: f32 = 0.7;
const ACCENTED_CAPITAL: f32 = 0.9;
const DESCENT: f32 = 0.21;

/// Steeper pages are not skewed but turned, and skewed lines are no evidence.
const STEEPEST: f32 = 0.05;
/// Sizes this near to the usual one are the usual one: a scan's pixels tell no better.
const SAME_SIZE: f32 = 0.12;

pub fn page(lines: Vec<Vec<Word>>, width: f32) -> ReadPage {
    let skew = skew(&lines, width);
    let middle = width / 2.0;
    let straight = |w: &Word| skew * (f32::midpoint(w.x0, w.x1) - middle);
    let mut lines: Vec<Line> = lines
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(|words| {
            let size = middle_of(words.iter().filter_map(size_of)).unwrap_or_else(|| words.iter().map(height).fold(0.0, f32::max));
            let base = middle_of(words.iter().filter(|w| sits_on_baseline(&w.text)).map(|w| w.y1 - straight(w)));
            let base = base.or_else(|| middle_of(words.iter().map(|w| w.y1 - straight(w) - DESCENT * size))).unwrap_or_default();
            Line { words, base, size }
        })
        .collect();
    let sizes = lines.iter().flat_map(|l| std::iter::repeat_n(l.size, l.words.len()));
    if let Some(usual) = middle_of(sizes) {
        for line in lines.iter_mut().filter(|l| (l.size / usual - 1.0).abs() < SAME_SIZE) {
            line.size = usual;
        }
    }
    ReadPage { lines, skew }
}

fn height(word: &Word) -> f32 {
    word.y1 - word.y0
}

/// The skew most long lines agree on.
fn skew(lines: &[Vec<Word>], width: f32) -> f32 {
    let slopes = lines.iter().filter_map(|words| {
        let on: Vec<&Word> = words.iter().filter(|w| sits_on_baseline(&w.text)).collect();
        let (first, last) = (on.first()?, on.last()?);
        // The middle of the slopes from words on the left to words on the right stands up to a few wrong boxes.
        let half = on.len() / 2;
        let pairs = on[..half].iter().zip(&on[on.len() - half..]);
        let slope = middle_of(pairs.map(|(a, b)| (b.y1 - a.y1) / (b.x0 - a.x0).max(1.0)))?;
        (last.x1 - first.x0 > 0.2 * width && slope.abs() < STEEPEST).then_some(slope)
    });
    middle_of(slopes).unwrap_or(0.0)
}

fn middle_of(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut all: Vec<f32> = values.filter(|v| v.is_finite()).collect();
    let middle = all.len() / 2;
    (!all.is_empty()).then(|| *all.select_nth_unstable_by(middle, f32::total_cmp).1)
}

fn sits_on_baseline(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && !text.chars().any(descends)
}

fn descends(c: char) -> bool {
    matches!(c, 'g' | 'j' | 'p' | 'q' | 'y' | 'ç' | 'Ç' | 'Q' | ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '@' | '§' | '$' | '|')
}

/// The font size a word's height speaks for; none where its letters leave it open.
fn size_of(word: &Word) -> Option<f32> {
    let letters = word.text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters < 2 || word.text.contains(['(', ')', '[', ']', '/', '|', '§', '$', '€', '@', '"', '\'', '’', '“', '”']) {
        return None;
    }
    let rise = word.text.chars().map(rise).fold(0.0, f32::max);
    let fall = if word.text.chars().any(|c| descends(c) && c.is_alphabetic()) { DESCENT } else { 0.0 };
    // A comma hangs half as deep as a letter.
    let fall = if fall == 0.0 && word.text.contains([',', ';']) { DESCENT / 1.6 } else { fall };
    (rise > 0.0).then(|| height(word) / (rise + fall))
}

fn rise(c: char) -> f32 {
    match c {
        'a' | 'c' | 'e' | 'g' | 'm' | 'n' | 'o' | 'p' | 'q' | 'r' | 's' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z' | 'ç' => X_HEIGHT,
        c if c.is_uppercase() && !c.is_ascii() => ACCENTED_CAPITAL,
        c if c.is_alphanumeric() => ASCENT,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{ASCENT, DESCENT, Word, X_HEIGHT, page};

    /// A line as an engine boxes it: words of a font size on a baseline that falls by `skew`.
    fn line(text: &str, size: f32, base: f32, skew: f32) -> Vec<Word> {
        let mut x = 100.0;
        let mut words = Vec::new();
        for text in text.split(' ') {
            let x1 = x + 0.5 * size * text.chars().count() as f32;
            let base = base + skew * (f32::midpoint(x, x1) - 800.0);
            let rise = if text.chars().all(|c| "aceno".contains(c)) { X_HEIGHT } else { ASCENT };
            let fall = if text.contains(['p', 'g']) { DESCENT } else { 0.0 };
            words.push(Word { text: text.to_owned(), x0: x, y0: base - rise * size, x1, y1: base + fall * size, sure: 0.9 });
            x = x1 + 0.3 * size;
        }
        words
    }

    #[test]
    fn baselines_and_sizes_come_out_of_boxes() {
        for skew in [0.0, 0.007, -0.02] {
            let text = "the cooperative has eaten once and bakes for ten paying guests in each of the villages around";
            let lines = vec![line("Heading", 48.0, 100.0, skew), line(text, 30.0, 200.0, skew), line(text, 31.5, 240.0, skew), Vec::new()];
            let read = page(lines, 1600.0);
            assert!((read.skew - skew).abs() < 0.001, "{} for {skew}", read.skew);
            let got: Vec<(i32, i32)> = read.lines.iter().map(|l| (l.base.round() as i32, l.size.round() as i32)).collect();
            assert_eq!(got.len(), 3);
            assert!((got[0].0 - 100).abs() <= 2 && (got[1].0 - 200).abs() <= 2 && (got[2].0 - 240).abs() <= 2, "{got:?}");
            assert!((got[0].1 - 48).abs() <= 1 && got[1].1 == got[2].1, "{got:?}");
        }
        assert!(page(Vec::new(), 1600.0).lines.is_empty());
    }
}
