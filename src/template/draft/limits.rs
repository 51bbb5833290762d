//! Length limits as forms print them: "(max 1 page)", "no more than 300 words", "½ Seite höchstens".

use crate::template::cues::Cues;
use crate::template::words::{has_phrase, words};

/// The longest answer a form allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    Pages(f64),
    Words(usize),
}

/// The limit a text names, if it bounds anything.
pub fn limit(text: &str, cues: &Cues) -> Option<Limit> {
    let all: Vec<String> = words(&readable(text));
    if !cues.limit_words.iter().any(|p| has_phrase(&all, p)) {
        return None;
    }
    all.iter().enumerate().find_map(|(i, word)| {
        let number = value(word, cues)?;
        let unit = all.get(i + 1..)?.iter().take(3).find(|w| cues.page_units.contains(*w) || cues.word_units.contains(*w))?;
        // "half a page", but "1 table of 3 pages" is none of one.
        if cues.page_units.contains(unit) {
            return (number > 0.0 && number <= 500.0).then_some(Limit::Pages(number));
        }
        (1.0..=100_000.0).contains(&number).then_some(Limit::Words(number as usize))
    })
}

/// Numbers as one word of digits: "0.5" and "0,5" as "0d5", "1 000" as "1000", "½" as "0d5".
fn readable(text: &str) -> String {
    let chars: Vec<char> = text.replace('½', "0.5").replace('¼', "0.25").chars().collect();
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut out = String::new();
    for (i, c) in chars.iter().enumerate() {
        let inside = i > 0 && digit(i - 1) && digit(i + 1);
        let thousands = inside && digit(i + 2) && digit(i + 3) && !digit(i + 4);
        match c {
            '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '’' | '\'' if thousands => {}
            '.' | ',' if inside => out.push('d'),
            c => out.push(*c),
        }
    }
    out
}

fn value(word: &str, cues: &Cues) -> Option<f64> {
    cues.limit_values
        .get(word)
        .copied()
        .or_else(|| word.replace('d', ".").parse().ok().filter(|_| word.starts_with(|c: char| c.is_ascii_digit())))
}

/// A heading without the limit in brackets at its end.
pub fn without(heading: &str, cues: &Cues) -> String {
    let trimmed = heading.trim_end().trim_end_matches(':').trim_end();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(at) = trimmed.ends_with(close).then(|| trimmed.rfind(open)).flatten()
            && trimmed.get(at..).is_some_and(|t| limit(t, cues).is_some())
        {
            return trimmed.get(..at).unwrap_or_default().trim_end().to_owned();
        }
    }
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Limit, limit, without};
    use crate::knowledge::Knowledge;
    use crate::template::cues::Cues;

    #[test]
    fn limits_of_six_languages() {
        let cues = Cues::load(&Knowledge::embedded()).expect("built-in knowledge is right");
        let cases = [
            ("(max 1 page)", Some(Limit::Pages(1.0))),
            ("Describe it. (Max 0.5 page)", Some(Limit::Pages(0.5))),
            ("no more than 300 words", Some(Limit::Words(300))),
            ("up to 1,500 words", Some(Limit::Words(1500))),
            ("at most half a page", Some(Limit::Pages(0.5))),
            ("(1 page maximum)", Some(Limit::Pages(1.0))),
            ("500 mots au maximum", Some(Limit::Words(500))),
            ("máximo media página", Some(Limit::Pages(0.5))),
            ("(höchstens ½ Seite)", Some(Limit::Pages(0.5))),
            ("al massimo due pagine", Some(Limit::Pages(2.0))),
            ("no máximo 0,5 página", Some(Limit::Pages(0.5))),
            ("See page 3 of the guide", None),
            ("Attach 3 pages of accounts", None),
            ("max 3 partners", None),
        ];
        for (text, expected) in cases {
            assert_eq!(limit(text, &cues), expected, "{text}");
        }
        assert_eq!(without("Results (max. 300 words):", &cues), "Results");
        assert_eq!(without("Outcomes (for stakeholders)", &cues), "Outcomes (for stakeholders)");
    }
}
