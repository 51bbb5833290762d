//! Which money a text counts in (data: `schemas/currencies.toml`): it points to the countries that use it.

use crate::knowledge::{Knowledge, KnowledgeError};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct MoneyFile {
    currency: Vec<Currency>,
    family: Vec<Family>,
}

#[derive(Deserialize)]
struct Currency {
    code: String,
    symbols: Vec<String>,
}

/// Currencies that share symbols.
#[derive(Deserialize)]
struct Family {
    symbols: Vec<String>,
    members: Vec<String>,
}

/// The symbols of money and what each may mean.
#[derive(Debug)]
pub struct Money {
    automaton: Option<AhoCorasick>,
    /// By pattern: the symbol's currencies.
    meanings: Vec<BTreeSet<String>>,
}

impl Money {
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let file: MoneyFile = knowledge.file("currencies.toml")?;
        let mut symbols: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for currency in file.currency {
            for symbol in currency.symbols.into_iter().chain([currency.code.clone()]) {
                symbols.entry(symbol).or_default().insert(currency.code.clone());
            }
        }
        for family in file.family {
            for symbol in family.symbols {
                symbols.entry(symbol).or_default().extend(family.members.iter().cloned());
            }
        }
        symbols.remove("");
        let (texts, meanings): (Vec<String>, Vec<_>) = symbols.into_iter().unzip();
        Ok(Self { automaton: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).ok(), meanings })
    }

    /// By currency, the share of the text's amounts that may be in it. Dollars of the United States are left out: the
    /// whole world reports in them.
    pub fn shares(&self, text: &str) -> BTreeMap<&str, f64> {
        let mut shares: BTreeMap<&str, f64> = BTreeMap::new();
        let mut total = 0.0;
        for found in self.automaton.iter().flat_map(|a| a.find_iter(text)) {
            let (Some(before), Some(after)) = (text.get(..found.start()), text.get(found.end()..)) else { continue };
            let Some(meaning) = self.meanings.get(found.pattern().as_usize()).filter(|_| is_amount(before, after)) else { continue };
            if meaning.len() == 1 && meaning.contains("USD") {
                continue;
            }
            total += 1.0;
            for code in meaning {
                *shares.entry(code).or_default() += 1.0;
            }
        }
        for share in shares.values_mut() {
            *share /= total;
        }
        shares
    }
}

/// A symbol of money beside a number, perhaps a space away, and no part of a word or of another symbol ("$CA" in "$CAN").
fn is_amount(before: &str, after: &str) -> bool {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let unspaced = before.strip_suffix(is_space).unwrap_or(before);
    // "137 M $", "3 million €": a scale word may stand between.
    let unscaled = unspaced.trim_end_matches(char::is_alphabetic);
    let unscaled = unscaled.strip_suffix(is_space).unwrap_or(unscaled);
    let digit_before = [unspaced, unscaled].iter().any(|b| b.ends_with(|c: char| c.is_ascii_digit()));
    let digit_after = after.strip_prefix(is_space).unwrap_or(after).starts_with(|c: char| c.is_ascii_digit());
    (digit_before || digit_after) && !before.ends_with(char::is_alphabetic) && !after.starts_with(|c: char| c.is_alphabetic() || c == '$')
}

#[cfg(test)]
mod tests {
    use super::Money;
    use crate::knowledge::Knowledge;

    #[test]
    fn amounts_tell_their_money() {
        let money = Money::load(&Knowledge::embedded()).unwrap();
        for (text, code, share) in [
            ("R$ 3 mil", "BRL", 1.0),
            ("KSh300 and 40 €", "KES", 0.5),
            ("5 000 FCFA", "XAF", 1.0),
            ("3 M CA$, 5 000 $", "CAD", 1.0),
            ("3 M CA$, 5 000 $", "USD", 0.5),
            ("US$ 40 and Rs 20", "INR", 1.0),
            // No number beside it, part of a word.
            ("EUR and kr", "EUR", 0.0),
            ("3 EUROPE", "EUR", 0.0),
        ] {
            let found = money.shares(text).get(code).copied().unwrap_or(0.0);
            assert!((found - share).abs() < 1e-9, "{text}: {found}");
        }
    }
}
