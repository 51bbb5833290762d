//! Text as it is compared: the same words however they were broken, spaced or cased.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Compatibility-normalised, without soft hyphens, words one blank apart.
pub(super) fn fold(text: &str) -> String {
    let normal: String = text.nfkc().filter(|c| *c != '\u{ad}').collect();
    // Old control separators count as blanks too.
    let blank = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    normal.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Letters and digits only, in one case.
pub(super) fn bare(text: &str) -> String {
    lower(&fold(text)).chars().filter(|c| c.is_alphanumeric()).collect()
}

pub(super) fn lower(text: &str) -> String {
    text.to_lowercase().replace('ß', "ss").replace('ς', "σ")
}

pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The last `count` characters.
pub(super) fn tail(text: &str, count: usize) -> String {
    let skip = text.chars().count().saturating_sub(count);
    text.chars().skip(skip).collect()
}

/// The first `count` characters.
pub(super) fn head(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

/// How much of two texts' words is shared, as bags: 1 when they hold the same words equally often.
pub(super) fn token_f1(gold: &str, found: &str) -> f64 {
    let (gold, found) = (lower(&fold(gold)), lower(&fold(found)));
    let mut bag: HashMap<&str, usize> = HashMap::new();
    let mut words = 0;
    for word in gold.split_whitespace() {
        *bag.entry(word).or_default() += 1;
        words += 1;
    }
    let mut common = 0;
    for word in found.split_whitespace() {
        words += 1;
        if let Some(left) = bag.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    if words == 0 { 1.0 } else { 2.0 * f64::from(common) / f64::from(words) }
}

#[cfg(test)]
mod tests {
    use super::{bare, fold, token_f1};

    #[test]
    fn folds_what_rendering_changes() {
        for (text, folded) in [
            ("  two\u{a0}words\n", "two words"),
            ("co\u{ad}operative", "cooperative"),
            ("ﬁve m²", "five m2"),
            ("a\u{1f}b", "a b"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
        assert_eq!(bare("137 M $ (Straße)"), "137mstrasse");
    }

    #[test]
    fn token_f1_by_hand() {
        for (gold, found, f1) in [
            ("a b c d", "a b c d", 1.0),
            ("a b c d", "a b", 4.0 / 6.0),
            ("a a b", "a b b", 4.0 / 6.0),
            ("a", "b", 0.0),
            ("", "", 1.0),
            ("a", "", 0.0),
        ] {
            assert!((token_f1(gold, found) - f1).abs() < 1e-12, "{gold} / {found}");
        }
    }
}
