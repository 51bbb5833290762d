//! Spelled-out numbers: "one hundred and twenty-five", "deux cent mille", "dreiundzwanzig", "sessantotto".

use super::lexicon::Lexicon;
use super::token::{Token, TokenKind};

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded {
    pub value: u64,
    /// Index after its last token.
    pub next: usize,
    /// "une trentaine", "a dozen": rough by nature.
    pub collective: bool,
    /// Only the word for one.
    pub one: bool,
}

/// No number word is longer, in bytes.
const LONGEST: usize = 60;

/// Adds up number words in the order they are said.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    total: u64,
    current: u64,
    parts: usize,
    collective: bool,
}

impl Sum {
    /// `glued` allows the unit before the tens, as in German compounds.
    fn atom(&mut self, value: u64, glued: bool) -> bool {
        let room = if self.current == 0 {
            true
        } else if self.current.is_multiple_of(100) {
            value < 100
        } else if self.current.is_multiple_of(10) {
            value < 10 || matches!(self.current % 100, 60 | 80) && value < 20
        } else {
            glued && self.current % 100 < 10 && (10..100).contains(&value) && value.is_multiple_of(10)
        };
        if room {
            self.current = self.current.saturating_add(value);
            self.parts += 1;
        }
        room
    }

    fn multiplier(&mut self, value: u64) -> bool {
        if value < 1000 {
            // hundred, dozen, score: multiplies what was said just before
            if self.current >= 100 && value == 100 && self.current.is_multiple_of(100) {
                return false;
            }
            let (rest, last) = if self.current >= 1000 { (self.current / 1000 * 1000, self.current % 1000) } else { (0, self.current) };
            let Some(sum) = last.max(1).checked_mul(value).and_then(|v| v.checked_add(rest)) else { return false };
            self.current = sum;
        } else {
            if self.total > 0 && self.total < value {
                return false;
            }
            let Some(product) = self.current.max(1).checked_mul(value) else { return false };
            let Some(sum) = self.total.checked_add(product) else { return false };
            self.total = sum;
            self.current = 0;
        }
        self.parts += 1;
        true
    }

    fn value(self) -> u64 {
        self.total.saturating_add(self.current)
    }
}

/// The number in words that starts at token `at`.
pub fn worded(lower: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<Worded> {
    let mut sum = Sum::default();
    let mut next = at;
    let mut i = at;
    let mut only_one = false;
    while let Some(token) = tokens.get(i).filter(|t| t.kind == TokenKind::Word) {
        let word = &lower[token.span.start..token.span.end];
        let before = sum;
        if i == at && lexicon.articles.iter().any(|a| a == word) && !lexicon.atoms.contains_key(word) {
            // "a hundred", "a dozen": the article counts one if a multiplier follows
            i += 1;
            continue;
        }
        if lexicon.connectors.iter().any(|c| c == word) {
            if sum.parts == 0 {
                return None;
            }
            i += 1;
            continue;
        }
        if !say(word, &mut sum, lexicon) {
            sum = before;
            break;
        }
        if i > at && next == at && !starts_with_multiplier(word, lexicon) {
            // an article, then a plain number ("a two-year"): not one number
            return None;
        }
        // "thousand euro", "million": a multiplier alone is a unit, unless the language counts with it
        if sum.parts == 1 && i == at && lexicon.multipliers.contains_key(word) && !lexicon.bare_multipliers.iter().any(|m| m == word) {
            return None;
        }
        only_one = sum.parts == 1 && lexicon.one.iter().any(|o| o == word);
        i += 1;
        next = i;
    }
    (sum.parts > 0).then_some(Worded { value: sum.value(), next, collective: sum.collective, one: only_one })
}

fn starts_with_multiplier(word: &str, lexicon: &Lexicon) -> bool {
    let head = word.split('-').next().unwrap_or(word);
    lexicon.multipliers.contains_key(head) || lexicon.collectives.contains_key(head)
}

/// One written word: an atom, a multiplier, parts joined by hyphens, or a compound.
fn say(word: &str, sum: &mut Sum, lexicon: &Lexicon) -> bool {
    if let Some(value) = lexicon.collectives.get(word) {
        sum.collective = true;
        return sum.multiplier_or_atom(*value);
    }
    if single(word, sum, lexicon) {
        return true;
    }
    if word.len() > LONGEST {
        return false;
    }
    if word.contains('-') { hyphened(word, sum, lexicon) } else { compound(word, sum, lexicon) }
}

impl Sum {
    fn multiplier_or_atom(&mut self, value: u64) -> bool {
        // "trois douzaines" multiplies, "une trentaine" stands for itself; after "un" both are the same
        let times = self.value().max(1);
        let Some(value) = value.checked_mul(times) else { return false };
        *self = Sum { total: 0, current: value, parts: self.parts + 1, collective: true };
        true
    }
}

fn single(word: &str, sum: &mut Sum, lexicon: &Lexicon) -> bool {
    if let Some(value) = lexicon.multipliers.get(word).or_else(|| word.strip_suffix('s').and_then(|w| lexicon.multipliers.get(w))) {
        return sum.multiplier(*value);
    }
    lexicon.atoms.get(word).is_some_and(|value| sum.atom(*value, false))
}

fn hyphened(word: &str, sum: &mut Sum, lexicon: &Lexicon) -> bool {
    let mut rest = word;
    let mut any = false;
    while !rest.is_empty() {
        let ends = rest.match_indices('-').map(|(i, _)| i).chain([rest.len()]).collect::<Vec<_>>();
        let Some(end) = ends.into_iter().rev().find(|end| {
            let part = &rest[..*end];
            any && lexicon.connectors.iter().any(|c| c == part) || single(part, &mut *sum, lexicon)
        }) else {
            return false;
        };
        any = true;
        rest = rest[end..].trim_start_matches('-');
    }
    any
}

/// A compound must be used up by number words, with the vowel before another vowel dropped where the language does so.
fn compound(word: &str, sum: &mut Sum, lexicon: &Lexicon) -> bool {
    fn go(rest: &str, sum: Sum, lexicon: &Lexicon, joined: bool, depth: usize) -> Option<Sum> {
        if rest.is_empty() {
            return Some(sum);
        }
        if depth == 0 {
            return None;
        }
        for end in rest.char_indices().map(|(i, c)| i + c.len_utf8()).filter(|end| *end >= 2).collect::<Vec<_>>().into_iter().rev() {
            let part = &rest[..end];
            let mut next = sum;
            if sum.parts > 0 && lexicon.connectors.iter().any(|c| c == part) {
                if let Some(found) = go(&rest[end..], next, lexicon, true, depth - 1) {
                    return Some(found);
                }
                continue;
            }
            let said = if let Some(m) = lexicon.multipliers.get(part) {
                next.multiplier(*m)
            } else if let Some(a) = lexicon.atoms.get(part) {
                next.atom(*a, joined || *a == 10)
            } else if rest[end..].starts_with(['a', 'e', 'i', 'o', 'u']) {
                let mut atoms = lexicon.atoms.iter().filter(|(w, v)| **v >= 20 && w.len() == part.len() + 1 && w.starts_with(part));
                atoms.next().is_some_and(|(_, v)| next.atom(*v, false))
            } else {
                false
            };
            if said && let Some(found) = go(&rest[end..], next, lexicon, false, depth - 1) {
                return Some(found);
            }
        }
        None
    }
    if word.len() < 6 {
        return false;
    }
    match go(word, *sum, lexicon, false, 8) {
        Some(found) => {
            *sum = found;
            true
        }
        None => false,
    }
}
