//! Words broken at a line's end: which hyphens go and which stay.

use super::lines::Line;
use std::collections::HashMap;

/// Every word of the document that is not broken, as evidence.
#[derive(Debug, Default)]
pub struct Hyphens {
    words: HashMap<String, u32>,
    /// The layout program breaks words in this document.
    breaks_words: bool,
}

impl Hyphens {
    pub fn learn(lines: &[&Line]) -> Self {
        let (mut count, mut plain, mut marked) = (0, 0, 0);
        for line in lines {
            count += 1;
            match line.words.last().filter(|w| ends_in_hyphen(&w.text)) {
                Some(word) if word.text.ends_with('-') => plain += 1,
                Some(_) => marked += 1,
                None => {}
            }
        }
        let mut words: HashMap<String, u32> = HashMap::new();
        let mut broken = false;
        for line in lines {
            let start = usize::from(broken);
            broken = fills_line(line) || line.words.last().is_some_and(|w| ends_in_hyphen(&w.text));
            let end = line.words.len() - usize::from(broken);
            for word in line.words.get(start..end).into_iter().flatten() {
                *words.entry(bare(&word.text)).or_default() += 1;
            }
        }
        // Where broken words have a hyphen of their own kind, a plain one is the author's.
        Self { words, breaks_words: marked == 0 && plain >= 4 && plain * 40 >= count }
    }

    /// Whether a line's last and the next line's first word are one, hyphen or not.
    pub fn joins(&self, last: &Line, next: &Line) -> bool {
        let (Some(a), Some(b)) = (last.words.last(), next.words.first()) else { return false };
        let goes_on = b.text.chars().next().is_some_and(char::is_alphanumeric);
        goes_on && (ends_in_hyphen(&a.text) || ends_in_stroke(&a.text) || self.cut(last, &a.text, &b.text))
    }

    /// A word too long for its cell is cut without a hyphen: it is whole elsewhere, or its rest is too short for a word.
    fn cut(&self, line: &Line, stem: &str, rest: &str) -> bool {
        if !fills_line(line) || !rest.chars().next().is_some_and(char::is_lowercase) {
            return false;
        }
        let (stem, rest) = (bare(stem), bare(rest));
        let short = rest.chars().count() <= 3 && !self.knows(&stem);
        !self.knows(&rest) && (short || self.knows(&(stem + &rest)))
    }

    /// The last word of a line without its hyphen, if that came from breaking it.
    pub fn without<'l>(&self, last: &'l Line, next: &Line) -> Option<&'l str> {
        let (a, b) = (last.words.last()?, next.words.first()?);
        if !ends_in_hyphen(&a.text) || !b.text.chars().next().is_some_and(char::is_lowercase) {
            return None;
        }
        let mark = a.text.chars().next_back()?;
        let stem = &a.text[..a.text.len() - mark.len_utf8()];
        (mark != '-' || self.is_one_word(stem, &b.text)).then_some(stem)
    }

    fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    fn is_one_word(&self, stem: &str, rest: &str) -> bool {
        let (stem, rest) = (bare(stem), bare(rest));
        if self.knows(&format!("{stem}{rest}")) {
            return true;
        }
        if self.knows(&format!("{stem}-{rest}")) {
            return false;
        }
        let both_words = stem.chars().count() > 2 && rest.chars().count() > 2 && self.knows(&stem) && self.knows(&rest);
        self.breaks_words && !both_words && !stem.ends_with(|c: char| c.is_ascii_digit())
    }
}

/// A line of one word that leaves no room.
fn fills_line(line: &Line) -> bool {
    line.words.len() == 1 && line.right - line.x1 < 0.6 * line.size
}

pub fn ends_in_hyphen(word: &str) -> bool {
    let mut chars = word.chars().rev();
    matches!(chars.next(), Some('-' | '\u{AD}' | '\u{2010}')) && chars.next().is_some_and(char::is_alphanumeric)
}

/// A stroke or dash with no space before it binds what follows.
fn ends_in_stroke(word: &str) -> bool {
    let mut chars = word.chars().rev();
    matches!(chars.next(), Some('/' | '–' | '—')) && chars.next().is_some_and(char::is_alphanumeric)
}

/// A word without the punctuation around it, in lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('\u{2010}', "-").replace('\u{AD}', "")
}
