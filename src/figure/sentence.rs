//! Sentences, by punctuation and a list of abbreviations.

use super::token::is_space;
use crate::document::Span;

/// The sentences of a stretch of text, without outer white space, in order.
pub fn sentences(text: &str, span: Span, abbreviations: &[String]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start;
    let body = &text[span.start..span.end];
    for (offset, c) in body.char_indices() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let end = span.start + offset + c.len_utf8();
        let rest = &text[end..span.end];
        let closed = rest.trim_start_matches(['"', '”', '’', '»', ')', '\u{a0}', '“']);
        let spaced = closed.chars().next().is_none_or(is_space);
        let next = closed.trim_start_matches(is_space).chars().next();
        let opens = next.is_none_or(|n| {
            n.is_uppercase()
                || n.is_ascii_digit()
                || matches!(n, '"' | '“' | '«' | '„' | '¿' | '¡' | '(' | '-' | '–' | '•' | '€' | '$' | '£')
        });
        if !spaced || !opens || c == '.' && abbreviated(&text[span.start..end - 1], next, abbreviations) {
            continue;
        }
        push(text, Span::new(start, end + (rest.len() - closed.len())), &mut out);
        start = end + (rest.len() - closed.len());
    }
    push(text, Span::new(start, span.end), &mut out);
    out
}

fn push(text: &str, span: Span, out: &mut Vec<Span>) {
    let inner = &text[span.start..span.end];
    let left = inner.len() - inner.trim_start().len();
    let right = inner.trim_end().len();
    if right > left {
        out.push(Span::new(span.start + left, span.start + right));
    }
}

/// The full stop belongs to an abbreviation, an initial or an ordinal number.
fn abbreviated(head: &str, next: Option<char>, abbreviations: &[String]) -> bool {
    let word = head.rsplit(|c: char| is_space(c) || matches!(c, '(' | '/' | '\'' | '’')).next().unwrap_or("");
    let lower = word.to_lowercase();
    if lower.chars().count() == 1 && word.chars().all(char::is_uppercase) {
        return true;
    }
    // "Mio. €" goes on; "Mio." before a capital may end the sentence, which costs little
    abbreviations.contains(&lower) && next.is_none_or(|n| !n.is_uppercase() || lower.len() <= 4)
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::document::Span;

    #[test]
    fn splits() {
        let abbreviations = ["mio".to_owned(), "art".to_owned(), "no".to_owned()];
        let cases: &[(&str, usize)] = &[
            ("One. Two? Three!", 3),
            ("We have 4.3 Mio. € in all. Good.", 2),
            ("Art. 5 of the law. It holds.", 2),
            ("no stop at all", 1),
            ("He said “yes.” Then left.", 2),
            ("Dept. of J. Smith works.", 1),
            ("", 0),
        ];
        for (text, want) in cases {
            assert_eq!(sentences(text, Span::new(0, text.len()), &abbreviations).len(), *want, "{text:?}");
        }
    }
}
