//! Numbers and periods as they are compared.

use super::gold::GoldFigure;
use super::reading::Reported;
use crate::record::Kind;
use regex::Regex;
use rust_decimal::Decimal;
use serde_json::Value;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// One number, or a range. A number that can't be read is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    One(Decimal),
    Range(Option<Decimal>, Option<Decimal>),
}

impl Quantity {
    pub(super) fn new(value: &Value, low: &Value, high: &Value) -> Self {
        number(value).map_or_else(|| Self::Range(number(low), number(high)), Self::One)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |n: &Option<Decimal>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        match self {
            Self::One(n) => write!(f, "{n}"),
            Self::Range(low, high) => write!(f, "{} to {}", show(low), show(high)),
        }
    }
}

fn number(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok().map(|n| n.normalize())
}

/// The same number; a percentage written in words within 0.1, since a third is 33.3 or 33.33.
pub(super) fn same_quantity(gold: &GoldFigure, found: &Reported) -> bool {
    if gold.quantity == found.quantity {
        return true;
    }
    let worded = gold.kind == Kind::Percent && !gold.surface.chars().any(is_digit);
    match (gold.quantity, found.quantity) {
        (Quantity::One(a), Quantity::One(b)) => worded && a.checked_sub(b).is_some_and(|d| d.abs() <= Decimal::new(1, 1)),
        _ => false,
    }
}

/// Decimal digits, raised and lowered ones too, but no fractions.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".contains(c)
}

static PHYSICAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // `²` is no letter to this engine, so no word ends after it.
    let words =
        r"k?g|t|tons?|tonn?e[ns]?|tonnellate|toneladas?|quintali|kilos?|quilos?|m[23]|km|ha|hect\w+|ettari|lit\w{2,4}|hl|[kMG]?Wh?|[kMG]Wp";
    Regex::new(&format!(r"(?i)\b(?:(?:{words})\b|m[²³](?:\W|$))")).ok()
});

/// Counts below 4 and physical quantities are right when found, and free when not.
pub(super) fn is_optional(kind: Kind, quantity: Quantity, surface: &str, after: &str) -> bool {
    if kind != Kind::Count {
        return false;
    }
    let small = matches!(quantity, Quantity::One(n) if n.abs() < Decimal::from(4));
    let after: String = after.chars().take(6).collect();
    small || PHYSICAL.as_ref().is_some_and(|p| p.is_match(&format!("{surface} {after}")))
}

/// A period at the grain it is judged by: durations as they are, dates and months as their years.
pub(super) fn years(period: Option<&str>) -> Option<String> {
    let period = period.filter(|p| !p.is_empty())?;
    if period.starts_with('P') {
        return Some(period.to_owned());
    }
    let (first, last) = period.split_once('/').unwrap_or((period, ""));
    let year = |date: &str| date.chars().take(4).collect::<String>();
    let (first, last) = (year(first), year(last));
    Some(if last.is_empty() || last == first { first } else { format!("{first}/{last}") })
}

#[cfg(test)]
mod tests {
    use super::{Quantity, is_optional, years};
    use crate::record::Kind;
    use serde_json::{Value, json};

    fn one(value: &str) -> Quantity {
        Quantity::new(&json!(value), &Value::Null, &Value::Null)
    }

    #[test]
    fn numbers_are_equal_however_written() {
        assert_eq!(one("1.50"), one("1.5"));
        assert_eq!(one("1e3"), one("1000"));
        assert_eq!(Quantity::new(&json!(42), &Value::Null, &Value::Null), one("42"));
        assert_ne!(one("42"), Quantity::new(&Value::Null, &json!("42"), &json!("50")));
        assert_eq!(one("many"), Quantity::Range(None, None));
    }

    #[test]
    fn what_is_free() {
        for (kind, value, surface, after, free) in [
            (Kind::Count, "3", "3 groups", "", true),
            (Kind::Count, "4", "4 groups", "", false),
            (Kind::Money, "3", "3 €", "", false),
            (Kind::Count, "400", "400", " tonnes of milk", true),
            (Kind::Count, "400", "400 m²", " of roof", true),
            (Kind::Count, "400", "400", " m² of roof", true),
            (Kind::Count, "400", "400 members", " in it", false),
            (Kind::Count, "40", "40 kWp", "", true),
        ] {
            assert_eq!(is_optional(kind, one(value), surface, after), free, "{surface}{after}");
        }
    }

    #[test]
    fn periods_by_year() {
        for (period, judged) in [
            (None, None),
            (Some(""), None),
            (Some("P1Y"), Some("P1Y")),
            (Some("2016-03"), Some("2016")),
            (Some("2016-03/2016-09"), Some("2016")),
            (Some("2016-03/2019"), Some("2016/2019")),
        ] {
            assert_eq!(years(period).as_deref(), judged);
        }
    }
}
