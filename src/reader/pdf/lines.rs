//! Pieces of rows, and the lines they make up once the columns are known.

use super::source::Direction;
use super::words::{Row, Word};

/// Words of one row with no wide gap between them.
#[derive(Debug, Clone)]
pub struct Piece {
    pub words: Vec<Word>,
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
}

impl Piece {
    pub fn top(&self) -> f32 {
        self.base - 0.75 * self.size
    }

    pub fn bottom(&self) -> f32 {
        self.base + 0.22 * self.size
    }
}

impl From<Word> for Piece {
    fn from(word: Word) -> Self {
        Self { x0: word.x0, x1: word.x1, base: word.base, size: word.size, words: vec![word] }
    }
}

/// Where a page's text stands: which page, and which way it runs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sheet {
    /// From 1.
    pub page: u32,
    pub direction: Direction,
}

/// A printed line of a column.
#[derive(Debug, Clone)]
pub struct Line {
    pub words: Vec<Word>,
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
    /// The edges of the column it stands in.
    pub left: f32,
    pub right: f32,
    /// The lines of its column end at its right edge, but for the last of a paragraph.
    pub justified: bool,
    /// It stands in a box beside the text, which may interrupt a paragraph.
    pub aside: bool,
    /// Counted over the document: a change means another column or page.
    pub column: u32,
    pub sheet: Sheet,
}

impl Line {
    pub fn new(mut pieces: Vec<Piece>, left: f32, right: f32, column: u32, sheet: Sheet) -> Option<Line> {
        pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let words: Vec<Word> = pieces.into_iter().flat_map(|p| p.words).collect();
        let (first, last) = (words.first()?, words.last()?);
        let (x0, x1, base) = (first.x0, words.iter().fold(last.x1, |x, w| x.max(w.x1)), first.base);
        let size = usual_size(&words);
        Some(Line { x0, x1, base, size, left, right, justified: false, aside: false, column, sheet, words })
    }

    pub fn all_bold(&self) -> bool {
        all_letters(&self.words, |w| w.bold)
    }

    pub fn all_italic(&self) -> bool {
        all_letters(&self.words, |w| w.italic)
    }

    pub fn text(&self) -> String {
        self.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn all_letters(words: &[Word], is: impl Fn(&Word) -> bool) -> bool {
    let mut letters = words.iter().filter(|w| w.text.chars().any(char::is_alphanumeric)).peekable();
    letters.peek().is_some() && letters.all(is)
}

/// The font size that most characters have.
pub fn usual_size(words: &[Word]) -> f32 {
    let all: usize = words.iter().map(|w| w.ends.len()).sum();
    let mut best = (0, 0.0);
    for word in words.iter().take(60) {
        let same = |w: &&Word| (w.size - word.size).abs() < 0.26;
        let count: usize = words.iter().take(60).filter(same).map(|w| w.ends.len()).sum();
        if count > best.0 {
            best = (count, word.size);
        }
        if count * 2 > all {
            break;
        }
    }
    best.1
}

/// Gaps this wide, as a share of the font size, may part columns; no harm if they don't.
pub const PIECE_GAP: f32 = 0.7;
/// The same where columns of numbers are known to stand side by side.
pub const CELL_GAP: f32 = 0.4;

/// Cuts rows at wide gaps.
pub fn pieces(rows: Vec<Row>, widest: f32) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for row in rows {
        let mut open = false;
        for word in row.words {
            match out.last_mut() {
                Some(piece) if open && word.x0 - piece.x1 < widest * word.size.max(piece.size) => {
                    piece.x1 = piece.x1.max(word.x1);
                    piece.size = piece.size.max(word.size);
                    piece.words.push(word);
                }
                _ => {
                    out.push(Piece { x0: word.x0, x1: word.x1, base: row.base, size: word.size, words: vec![word] });
                    open = true;
                }
            }
        }
    }
    out
}
