//! Numerals into exact values, by the document's convention for separators.

use rust_decimal::Decimal;
use std::str::FromStr;

/// What separates the decimals and the thousands in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convention {
    /// The decimal mark where one separator alone could be either.
    pub decimal: char,
    /// The document itself shows it (else it is the language's habit).
    pub shown: bool,
}

/// A numeral's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    pub value: Decimal,
    /// The place of the last digit given: 0.01 for "3.25", 1 for "47".
    pub unit: Decimal,
    /// It could be read in another way ("1.234" where nothing decides).
    pub ambiguous: bool,
    /// Digits only, no separator: may be a year or an identifier.
    pub plain: bool,
    /// Where one point or comma before three digits was read as the decimal mark: the value with it as thousands.
    pub thousands: Option<Decimal>,
}

/// How one numeral's separators read by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// No separator, or only thousands separators.
    Whole,
    /// The last separator is a decimal mark.
    Decimal(char),
    /// Thousands separator for sure.
    Thousands(char),
    /// One point or comma before three digits.
    Either(char),
}

fn reading(raw: &str) -> Reading {
    let marks: Vec<(usize, char)> = raw.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let Some(&(last_at, last)) = marks.last() else { return Reading::Whole };
    let tail = raw.len() - last_at - last.len_utf8();
    let firm = |c: char| matches!(c, '.' | ',');
    if !firm(last) {
        return Reading::Whole;
    }
    let same = marks.iter().filter(|(_, c)| *c == last).count();
    if same < marks.len() {
        return Reading::Decimal(last);
    }
    if same > 1 {
        // 1.234.567 or 12,34,567; anything else with the same mark twice is no number (a date, a version).
        return Reading::Thousands(last);
    }
    let head = last_at;
    if tail != 3 || head > 3 || raw.starts_with('0') { Reading::Decimal(last) } else { Reading::Either(last) }
}

/// The convention that a document's numerals show, on the language's habit where they don't.
pub fn convention<'a>(numerals: impl Iterator<Item = &'a str>, habit: char) -> Convention {
    let mut votes = 0i32;
    for raw in numerals {
        // A decimal mark seen twice the weight of a thousands mark: typing "3.5" in a comma language is the rarer slip.
        votes += match reading(raw) {
            Reading::Decimal('.') | Reading::Thousands(',') => 1,
            Reading::Decimal(',') | Reading::Thousands('.') => -1,
            _ => 0,
        };
    }
    let shown = votes.abs() >= 2;
    let decimal = match votes {
        2.. => '.',
        ..=-2 => ',',
        _ => habit,
    };
    Convention { decimal, shown }
}

/// The value of a numeral; none for what is no number ("1.2.3", "12.05.2019", or too long).
pub fn parse(raw: &str, convention: Convention) -> Option<Numeral> {
    let read = reading(raw);
    let decimal = match read {
        Reading::Decimal(mark) => Some(mark),
        Reading::Either(mark) if mark == convention.decimal => Some(mark),
        _ => None,
    };
    let mut digits = String::with_capacity(raw.len());
    let mut groups = vec![0usize];
    let mut in_decimals = false;
    for (at, c) in raw.char_indices() {
        if c.is_ascii_digit() {
            digits.push(c);
            if !in_decimals {
                *groups.last_mut()? += 1;
            }
        } else if Some(c) == decimal && raw[at + c.len_utf8()..].bytes().all(|b| b.is_ascii_digit()) {
            digits.push('.');
            in_decimals = true;
        } else {
            groups.push(0);
        }
    }
    if groups.len() > 1 && !grouped(&groups) {
        return None;
    }
    let value = Decimal::from_str(&digits).ok()?;
    let unit = Decimal::new(1, value.scale());
    let ambiguous = matches!(read, Reading::Either(_)) && !convention.shown;
    let other = matches!(read, Reading::Either(_)) && decimal.is_some();
    let thousands = other.then(|| value.checked_mul(Decimal::ONE_THOUSAND).map(|v| v.normalize())).flatten();
    Some(Numeral { value, unit, ambiguous, plain: raw.bytes().all(|b| b.is_ascii_digit()), thousands })
}

/// Thousands in threes, or the Indian way: three, then twos.
fn grouped(groups: &[usize]) -> bool {
    let (Some(last), Some(first)) = (groups.last(), groups.first()) else { return false };
    let inner = &groups[1..groups.len() - 1];
    *last == 3 && (1..=3).contains(first) && (inner.iter().all(|g| *g == 3) || *first <= 2 && inner.iter().all(|g| *g == 2))
}

#[cfg(test)]
mod tests {
    use super::{Convention, convention, parse};

    #[test]
    fn reads_every_separator() {
        let cases: &[(&str, char, Option<&str>)] = &[
            ("11 200", '.', Some("11200")),
            ("220,000", '.', Some("220000")),
            ("220.000", ',', Some("220000")),
            ("1.234.567,89", ',', Some("1234567.89")),
            ("1,234,567.89", ',', Some("1234567.89")),
            ("1'234", '.', Some("1234")),
            ("1’234’567", '.', Some("1234567")),
            ("12,34,567", '.', Some("1234567")),
            ("1,42", ',', Some("1.42")),
            ("1,42", '.', Some("1.42")),
            ("0.125", ',', Some("0.125")),
            ("1.234", '.', Some("1.234")),
            ("1.234", ',', Some("1234")),
            ("275\u{a0}000\u{202f}000", '.', Some("275000000")),
            ("142.800,00", ',', Some("142800.00")),
            ("1.2.3", '.', None),
            ("12.05.2019", '.', None),
            ("99999999999999999999999999999999", '.', None),
        ];
        for (raw, decimal, want) in cases {
            let got = parse(raw, Convention { decimal: *decimal, shown: true }).map(|n| n.value.to_string());
            assert_eq!(got.as_deref(), *want, "{raw:?}");
        }
    }

    #[test]
    fn documents_show_their_convention() {
        assert_eq!(convention(["3.5", "2.1", "1.234"].into_iter(), ',').decimal, '.');
        assert_eq!(convention(["3,5", "2,1", "1.234"].into_iter(), '.').decimal, ',');
        assert!(parse("1.234", convention(["1.234"].into_iter(), '.')).unwrap().ambiguous);
    }
}
