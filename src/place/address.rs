//! Telephone numbers and web addresses: an address is the writer's own.

use crate::document::Span;

/// International telephone numbers: the span of "+254 712 …" and its digits. Growth ("+33 %") has too few digits to be one.
pub fn phone_numbers(text: &str) -> impl Iterator<Item = (Span, String)> {
    const FEWEST: usize = 8;
    const MOST: usize = 15;
    text.match_indices('+').filter_map(|(start, _)| {
        let rest = text.get(start + 1..)?;
        let mut digits = String::new();
        let mut end = start + 1;
        for (at, c) in rest.char_indices() {
            if c.is_ascii_digit() && digits.len() < MOST {
                digits.push(c);
                end = start + 2 + at;
            } else if !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/') {
                break;
            }
        }
        (digits.len() >= FEWEST).then(|| (Span::new(start, end), digits))
    })
}

/// Web and e-mail addresses under a country's domain: their spans and the country.
pub fn domains(text: &str) -> impl Iterator<Item = (Span, String)> {
    // Two-letter domains that are sold as words.
    const GENERIC: [&str; 14] = ["ai", "cc", "co", "fm", "im", "io", "is", "la", "ly", "me", "sh", "to", "tv", "ws"];
    text.split_whitespace().filter_map(move |token| {
        let lower = token.trim_matches(|c: char| !c.is_alphanumeric());
        let is_address = lower.contains('@') || lower.starts_with("http") || lower.starts_with("www.");
        if !is_address {
            return None;
        }
        let after_scheme = lower.split_once("://").map_or(lower, |(_, rest)| rest);
        let host = after_scheme.rsplit('@').next()?.split(['/', '?', '#', ':', ',', ';', ')', '>']).next()?;
        let mut labels = host.rsplit('.');
        let top = labels.next()?.to_ascii_lowercase();
        let below = labels.next()?;
        let owned = ["com", "org", "net", "edu", "gov", "gob", "ac"].contains(&below);
        if top.len() != 2 || GENERIC.contains(&top.as_str()) && !owned {
            return None;
        }
        let code = if top == "uk" { "GB".to_owned() } else { top.to_ascii_uppercase() };
        // Tokens are slices of the text: their distance is their place.
        let start = lower.as_ptr() as usize - text.as_ptr() as usize;
        Some((Span::new(start, start + lower.len()), code))
    })
}
