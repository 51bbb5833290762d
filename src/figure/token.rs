//! Text into tokens: words, numerals, signs. Offsets are bytes of the text given.

use super::currency::Currencies;
use crate::document::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, and digits glued behind letters ("CO2", "H2020").
    Word,
    /// Digits with the separators inside them.
    Numeral,
    /// One character that is neither.
    Sign,
}

#[derive(Debug, Clone, Copy)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// White space stands before it.
    pub spaced: bool,
}

/// Spaces that hold a number together.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

/// Tokens of the text inside `span`, in order. `currencies` are the symbols that may be glued to a number ("R1.2 million").
pub fn tokens(text: &str, span: Span, currencies: &Currencies) -> Vec<Token> {
    let mut out = Vec::with_capacity(span.end.saturating_sub(span.start) / 5);
    let mut spaced = true;
    let mut at = span.start;
    while let Some(c) = text[at..span.end].chars().next() {
        if is_space(c) {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (kind, end) = if c.is_ascii_digit() {
            (TokenKind::Numeral, numeral_end(text, at, span.end))
        } else if c.is_alphabetic() {
            let glued = glued_symbol(text, at, span.end, currencies);
            (TokenKind::Word, glued.unwrap_or_else(|| word_end(text, at, span.end)))
        } else {
            (TokenKind::Sign, at + c.len_utf8())
        };
        out.push(Token { kind, span: Span::new(at, end), spaced });
        spaced = false;
        at = end;
    }
    out
}

/// Where a currency's letters end that a number is glued to. Of a single letter only a long number or one with a separator
/// is taken for an amount: "P1,200", but "P5" is a name.
fn glued_symbol(text: &str, start: usize, limit: usize, currencies: &Currencies) -> Option<usize> {
    let letters = text[start..limit].find(|c: char| !c.is_alphabetic()).filter(|n| *n <= 8)?;
    let end = start + letters;
    if !text[end..limit].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = &text[end..numeral_end(text, end, limit)];
    let (separated, digits) = (number.contains(['.', ',']), number.bytes().filter(u8::is_ascii_digit).count());
    let scaled = text[end + number.len()..limit].chars().find(|c| !is_space(*c)).is_some_and(char::is_alphabetic);
    let amount = letters > 1 || separated || digits >= 3 || digits == 2 && scaled;
    (amount && currencies.code(&text[start..end]).is_some()).then_some(end)
}

/// A word runs over letters, digits glued to them, and hyphens between letters.
fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..limit].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inside = c.is_alphanumeric() && !is_superscript(c)
            || is_mark(c)
            || matches!(c, '-' | '\u{2010}' | '\u{2011}') && next.is_some_and(char::is_alphabetic);
        // initials belong together: "U.S."
        let initials = c == '.'
            && (offset == 1 || text[start..end].ends_with('.') || text[..end].chars().rev().nth(1) == Some('.'))
            && next.is_some_and(char::is_uppercase);
        if !inside && !initials {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end.max(start + text[start..].chars().next().map_or(1, char::len_utf8))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_superscript(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{2079}')
}

/// A numeral runs over digits, over single separators before a digit, and over spaces before a group of three.
fn numeral_end(text: &str, start: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let digits_from = |mut at: usize| {
        while at < limit && bytes[at].is_ascii_digit() {
            at += 1;
        }
        at
    };
    let mut end = digits_from(start);
    let mut lead = end - start;
    let mut spaces = None;
    while let Some(separator) = text[end..limit].chars().next() {
        let after = end + separator.len_utf8();
        let group_end = digits_from(after);
        let group = group_end - after;
        if group == 0 {
            break;
        }
        let joins = match separator {
            '.' | ',' => true,
            '\'' | '’' => group == 3,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => {
                group == 3 && lead <= 3 && spaces.is_none_or(|s| is_space(s) == is_space(separator))
            }
            _ => false,
        };
        if !joins {
            break;
        }
        if is_space(separator) {
            spaces = Some(separator);
        }
        lead = group;
        end = group_end;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Currencies, TokenKind, tokens};
    use crate::document::Span;

    #[test]
    fn splits() {
        let cases: &[(&str, &[&str])] = &[
            ("11 200 social", &["#11 200", "social"]),
            ("in 2019 300 members", &["in", "#2019", "#300", "members"]),
            ("1.234.567,89 €", &["#1.234.567,89", "€"]),
            ("CHF 1'234 and 47³", &["CHF", "#1'234", "and", "#47", "³"]),
            ("KSh 62m, CO2", &["KSh", "#62", "m", ",", "CO2"]),
            ("275 000 000 F", &["#275 000 000", "F"]),
            ("27-30 mila, part-time", &["#27", "-", "#30", "mila", ",", "part-time"]),
            ("l'1,9%", &["l", "'", "#1,9", "%"]),
            ("P1,200 and P5", &["P", "#1,200", "and", "P5"]),
            ("PHP45, R500, H2020", &["PHP", "#45", ",", "R", "#500", ",", "H2020"]),
        ];
        let currencies = Currencies::new(["PHP", "P", "R"].map(|s| (s.to_owned(), String::new())).to_vec());
        for (text, want) in cases {
            let got: Vec<String> = tokens(text, Span::new(0, text.len()), &currencies)
                .iter()
                .map(|t| format!("{}{}", if t.kind == TokenKind::Numeral { "#" } else { "" }, &text[t.span.start..t.span.end]))
                .collect();
            assert_eq!(&got, want, "{text:?}");
        }
    }
}
