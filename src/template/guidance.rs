//! The form's own instructions, left in by authors: recognised by the words they share with the template's and by the
//! way a form speaks. An answer that repeats those words speaks otherwise and is kept.

use super::cues::Cues;
use super::form::Template;
use super::words::{Token, alike, has_phrase, tokens};
use std::collections::HashSet;
use std::ops::Range;

/// Where in a section a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Nothing of the author's stands between it and the heading.
    pub opens: bool,
    /// It is set off from the text around it (italics).
    pub set_off: bool,
}

/// Recognises the guidance of one template.
pub struct Guide<'t> {
    cues: &'t Cues,
    entries: Vec<Entry<'t>>,
    /// For each unit, its section.
    sections: Vec<usize>,
    /// All words of a section's guidance, by unit.
    words: Vec<HashSet<&'t str>>,
    /// All words of the template's guidance.
    all: HashSet<&'t str>,
}

/// A stretch of guidance in one language.
struct Entry<'t> {
    section: usize,
    words: &'t [String],
    set: HashSet<&'t str>,
}

impl<'t> Guide<'t> {
    pub fn new(template: &'t Template, cues: &'t Cues) -> Self {
        let sections: Vec<usize> = template.units.iter().enumerate().map(|(i, u)| u.parent.unwrap_or(i)).collect();
        let of_unit = template.units.iter().zip(&sections);
        let entries: Vec<Entry> = of_unit
            .flat_map(|(unit, section)| unit.guidance.iter().map(|words| (words, *section)))
            .map(|(words, section)| Entry { section, words, set: words.iter().map(String::as_str).collect() })
            .collect();
        let words =
            sections.iter().map(|s| entries.iter().filter(|e| e.section == *s).flat_map(|e| e.set.iter().copied()).collect()).collect();
        let all = entries.iter().flat_map(|e| e.set.iter().copied()).collect();
        Self { cues, entries, sections, words, all }
    }

    /// The parts of a text that are guidance, as byte ranges in ascending order.
    pub fn find(&self, text: &str, unit: usize, position: Position) -> Vec<Range<usize>> {
        let sentences = sentences(text);
        let mut opens = position.opens;
        let mut verdicts: Vec<bool> = Vec::with_capacity(sentences.len());
        for sentence in &sentences {
            let part = text.get(sentence.clone()).unwrap_or_default();
            let verdict = self.instructs(part, unit, Position { opens, ..position });
            opens &= verdict;
            verdicts.push(verdict);
        }
        self.absorb_crumbs(text, &sentences, &mut verdicts);
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut after_guidance = false;
        for (sentence, verdict) in sentences.into_iter().zip(verdicts) {
            match out.last_mut() {
                Some(last) if verdict && after_guidance => last.end = sentence.end,
                _ if verdict => out.push(sentence),
                _ => {}
            }
            after_guidance = verdict;
        }
        out
    }

    /// Whether the whole text is guidance.
    pub fn is_all(&self, text: &str, unit: usize) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        let found = self.find(text, unit, Position { opens: true, set_off: false });
        let [only] = found.as_slice() else { return false };
        text.get(..only.start).is_some_and(|t| t.trim().is_empty()) && text.get(only.end..).is_some_and(|t| t.trim().is_empty())
    }

    /// "Etc.)" after an instruction belongs to it.
    fn absorb_crumbs(&self, text: &str, sentences: &[Range<usize>], verdicts: &mut [bool]) {
        for i in 1..verdicts.len() {
            let crumb = sentences.get(i).and_then(|s| text.get(s.clone())).is_some_and(|s| {
                let words: Vec<Token> = tokens(s);
                words.len() <= 2 && words.iter().all(|t| self.cues.crumbs.contains(&t.word))
            });
            if crumb
                && verdicts.get(i - 1) == Some(&true)
                && let Some(verdict) = verdicts.get_mut(i)
            {
                *verdict = true;
            }
        }
    }

    fn instructs(&self, sentence: &str, unit: usize, position: Position) -> bool {
        let words: Vec<String> = tokens(sentence).into_iter().map(|t| t.word).take(MOST_WORDS).collect();
        if words.is_empty() {
            return false;
        }
        let limit = self.limit(&words);
        if limit && words.len() <= 6 {
            return true;
        }
        if words.len() <= 30 && self.cues.phrases.iter().any(|p| has_phrase(&words, p)) {
            return true;
        }
        let (same, entry) = self.shared(&words, unit);
        let answers = words.iter().any(|w| self.cues.answer.contains(w) && !entry.contains(w));
        if words.len() >= 4 && same >= if answers { 0.96 } else { 0.86 } {
            return true;
        }
        let opening = self.cues.openings.iter().any(|o| words.starts_with(o));
        if !opening || answers {
            return false;
        }
        let related = self.related(&words, unit);
        (position.opens || position.set_off) && (same >= 0.3 || related >= 0.2 || limit) || same >= 0.5 || (limit && related >= 0.2)
    }

    /// A number of pages or words that a form allows.
    fn limit(&self, words: &[String]) -> bool {
        let bounded = |i: usize| {
            let number = words.get(i).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()) || self.cues.limit_numbers.contains(w));
            number && (1..=2).any(|d| words.get(i + d).is_some_and(|w| self.cues.limit_units.contains(w)))
        };
        (0..words.len()).any(bounded) && self.cues.limit_words.iter().any(|p| has_phrase(words, p))
    }

    /// The largest share of the words that stand in a stretch of the guidance in the same order, and that stretch.
    fn shared(&self, words: &[String], unit: usize) -> (f64, &'t [String]) {
        let mut best = (0.0, &[] as &[String]);
        let section = self.sections.get(unit);
        let share_in = |known: &HashSet<&str>| words.iter().filter(|w| known.contains(w.as_str())).count() as f64 / words.len() as f64;
        if self.words.get(unit).is_none_or(|own| share_in(own) < 0.25) && share_in(&self.all) < 0.8 {
            return best;
        }
        for entry in &self.entries {
            let bag = share_in(&entry.set);
            if bag < if section == Some(&entry.section) { 0.25 } else { 0.8 } || bag + 0.3 < best.0 {
                continue;
            }
            let share = common(words, entry.words) as f64 / words.len() as f64;
            if share > best.0 {
                best = (share, entry.words);
            }
        }
        best
    }

    /// The share of the telling words that the section's guidance has too.
    fn related(&self, words: &[String], unit: usize) -> f64 {
        let Some(known) = self.words.get(unit) else { return 0.0 };
        let telling: Vec<&String> = words.iter().filter(|w| !self.cues.small.contains(*w)).collect();
        let found = telling.iter().filter(|w| known.contains(w.as_str()) || known.iter().any(|k| alike(k, w) > 0.6)).count();
        found as f64 / telling.len().max(1) as f64
    }
}

/// No form's guidance is longer, in bytes.
const LONGEST: usize = 3000;
/// Sentences are looked at up to this many words.
const MOST_WORDS: usize = 120;

/// The length of the longest common subsequence.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let (left, above) = (row.get(j).copied().unwrap_or(0), row.get(j + 1).copied().unwrap_or(0));
            let here = if x == y || (x.len() > 4 && alike(x, y) > 0.8) { diagonal + 1 } else { left.max(above) };
            diagonal = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = here;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Sentences of a text, without the blanks between them. A list's entries after ";" are not parted.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (i, (at, c)) in chars.iter().enumerate() {
        let stop = matches!(c, '.' | '?' | '!' | '…')
            || (matches!(c, ')' | ']' | '"' | '»' | '”') && i > 0 && chars.get(i - 1).is_some_and(|(_, p)| matches!(p, '.' | '?' | '!')));
        let after = chars.get(i + 1).map(|(_, c)| *c);
        let next = chars.get(i + 1..).and_then(|rest| rest.iter().find(|(_, c)| !c.is_whitespace())).map(|(_, c)| *c);
        // A bracket with a limit in it is a sentence of its own: "… how it is seen. (Max 1 page)", "… in this country (max 1 page) The …"
        let closes = matches!(c, ')' | ']');
        // "max. 4 pages", "Art. 3"
        let abbreviates = *c == '.' && next.is_some_and(|n| n.is_ascii_digit()) && short_word_before(text, *at);
        let opens = !abbreviates
            && next.is_none_or(|n| n.is_uppercase() || n.is_ascii_digit() || matches!(n, '(' | '[' | '¿' | '¡' | '"' | '“' | '«'));
        if (stop || closes) && after.is_none_or(char::is_whitespace) && opens {
            let end = at + c.len_utf8();
            push(text, start..end, &mut out);
            start = end;
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

fn short_word_before(text: &str, at: usize) -> bool {
    let word = text.get(..at).unwrap_or_default().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.len() <= 4 && word.starts_with(char::is_alphabetic)
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let Some(part) = text.get(range.clone()) else { return };
    let trimmed = part.trim_start();
    let start = range.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        out.push(start..end);
    }
}
