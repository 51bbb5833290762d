//! Words as matching sees them: without case and accents, forgiving a slip of the finger.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A word of a text, folded, and the bytes it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub word: String,
    pub at: Range<usize>,
}

/// Lower case, without accents and ligatures.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match c {
            'ß' | 'ẞ' => out.push_str("ss"),
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The words of a text: runs of letters and digits.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && unicode_normalization::char::is_combining_mark(c)) || c == '\u{ad}';
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(Token { word: fold(&text[s..i].replace('\u{ad}', "")), at: s..i });
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|t| t.word).collect()
}

/// Whether the words of `phrase` stand in `text` one after the other.
pub fn has_phrase(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|w| w == phrase)
}

/// How alike two folded words are: 1 the same, 0 unlike; one or two slips in a long word still count.
pub fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    // Cheap first: most pairs differ in length, or at both ends.
    if a.len().abs_diff(b.len()) > 9
        || a.len().min(b.len()) < 4
        || (a.chars().next() != b.chars().next() && a.chars().next_back() != b.chars().next_back())
    {
        return 0.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(32).collect(), b.chars().take(32).collect());
    let shorter = a.len().min(b.len());
    if shorter < 4 || a.len().abs_diff(b.len()) > 3 {
        return 0.0;
    }
    let allowed = if shorter < 5 { 0 } else { 1 + usize::from(shorter >= 8) };
    match edits(&a, &b) {
        d if d <= allowed && d == 1 => 0.88,
        d if d <= allowed => 0.76,
        // "evaluate" and "evaluation", "organización" and "organizaciones": the same stem.
        _ => {
            let common = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
            if common >= 5 && common * 4 >= a.len().max(b.len()) * 3 { 0.7 } else { 0.0 }
        }
    }
}

/// Whether one short word may be a slip for another.
pub fn close(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(32).collect(), b.chars().take(32).collect());
    edits(&a, &b) <= 1 + usize::from(a.len().min(b.len()) > 4)
}

/// Insertions, deletions, substitutions and swaps of neighbours between two short words.
fn edits(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut rows = vec![0; (a.len() + 1) * width];
    for (j, cell) in rows.iter_mut().take(width).enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        rows[i * width] = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[(i - 1) * width + j] + 1).min(rows[i * width + j - 1] + 1).min(rows[(i - 1) * width + j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[(i - 2) * width + j - 2] + 1);
            }
            rows[i * width + j] = best;
        }
    }
    rows.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{alike, fold, words};

    #[test]
    fn folds_case_accents_and_ligatures() {
        for (text, folded) in
            [("ÉVALUATION", "evaluation"), ("Maßnahme", "massnahme"), ("cœur", "coeur"), ("ﬁn", "fin"), ("Åkerblom", "akerblom")]
        {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(words("L'essentiel de la démarche (2)"), ["l", "essentiel", "de", "la", "demarche", "2"]);
    }

    #[test]
    fn forgives_slips_and_no_more() {
        for (a, b) in [
            ("barriers", "bariers"),
            ("economy", "econmy"),
            ("affiliations", "afiliations"),
            ("drivers", "dirvers"),
            ("outcome", "outcomes"),
        ] {
            assert!(alike(a, b) > 0.7, "{a} {b}");
        }
        for (a, b) in [("cost", "cast"), ("title", "table"), ("context", "conflict"), ("soft", "sort"), ("hard", "harm")] {
            assert!(alike(a, b) < 0.5, "{a} {b}");
        }
    }
}
