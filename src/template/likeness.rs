//! How much a line reads like the heading of each section.

use super::cues::Cues;
use super::form::{Name, SMALL, Template};
use super::words::{Token, alike, tokens};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How a line answers to one section's headings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// From 0 to 1.
    pub score: f64,
    /// The wording is one that documents of any kind use.
    pub generic: bool,
    /// It reads as the form prints it.
    pub printed: bool,
}

/// Words of the template's vocabulary alike to one word, with how alike they are.
type Near = Rc<[(usize, f64)]>;

/// A template with an index from words to headings. Remembers the words it has seen.
pub struct Matcher<'t> {
    pub template: &'t Template,
    pub cues: &'t Cues,
    near: RefCell<HashMap<String, Near>>,
    /// Vocabulary word → (unit, name) it stands in.
    names: Vec<Vec<(usize, usize)>>,
    vocabulary: Vec<&'t str>,
}

impl<'t> Matcher<'t> {
    pub fn new(template: &'t Template, cues: &'t Cues) -> Self {
        let mut names = vec![Vec::new(); template.weights.len()];
        for (u, unit) in template.units.iter().enumerate() {
            for (n, name) in unit.names.iter().enumerate() {
                for word in &name.words {
                    if let Some(list) = names.get_mut(*word)
                        && list.last() != Some(&(u, n))
                    {
                        list.push((u, n));
                    }
                }
            }
        }
        let mut vocabulary = vec![""; template.weights.len()];
        for (word, index) in &template.vocabulary {
            if let Some(slot) = vocabulary.get_mut(*index) {
                *slot = word;
            }
        }
        Self { template, cues, near: RefCell::default(), names, vocabulary }
    }

    /// One entry a unit of the template.
    pub fn headings(&self, text: &str) -> Vec<Option<Likeness>> {
        self.of_tokens(&tokens(text))
    }

    pub fn of_tokens(&self, text: &[Token]) -> Vec<Option<Likeness>> {
        let mut best: Vec<Option<Likeness>> = vec![None; self.template.units.len()];
        let words: Vec<(&str, Near)> = text.iter().take(MOST_WORDS).map(|t| (t.word.as_str(), self.near(&t.word))).collect();
        for (u, n) in self.plausible(&words) {
            let Some(name) = self.template.units.get(u).and_then(|unit| unit.names.get(n)) else { continue };
            let score = self.compare(&words, name);
            let found = Likeness { score, generic: name.generic, printed: n == 0 };
            if let Some(slot) = best.get_mut(u)
                && score > 0.3
                && slot.is_none_or(|old| better(found, old))
            {
                *slot = Some(found);
            }
        }
        best
    }

    /// The names that share a word with the text.
    fn plausible(&self, words: &[(&str, Near)]) -> Vec<(usize, usize)> {
        let small_only = words.iter().all(|(w, _)| self.cues.small.contains(*w));
        let mut out: Vec<(usize, usize)> = words
            .iter()
            .filter(|(w, _)| small_only || !self.cues.small.contains(*w))
            .flat_map(|(_, near)| near.iter())
            .filter_map(|(word, _)| self.names.get(*word))
            .flatten()
            .copied()
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The harmonic mean of the share of the text found in the name and the share of the name found in the text, by weight.
    fn compare(&self, words: &[(&str, Near)], name: &Name) -> f64 {
        let mut used = vec![false; name.words.len()];
        let (mut hit, mut total, mut name_hit, mut telling) = (0.0, 0.0, 0.0, false);
        for (word, near) in words {
            let found = near.iter().find_map(|(id, q)| {
                let at = name.words.iter().zip(&used).position(|(w, u)| w == id && !u)?;
                Some((at, *id, *q))
            });
            let small = self.cues.small.contains(*word);
            let Some((at, id, q)) = found else {
                total += if small { SMALL } else { 1.0 };
                continue;
            };
            if let Some(slot) = used.get_mut(at) {
                *slot = true;
            }
            let weight = self.weight(id);
            telling |= weight > SMALL;
            total += weight;
            hit += weight * q;
            name_hit += weight * q;
        }
        let name_total: f64 = name.words.iter().map(|w| self.weight(*w)).sum();
        if hit <= 0.0 || total <= 0.0 || name_total <= 0.0 {
            return 0.0;
        }
        let (precision, recall) = (hit / total, name_hit / name_total);
        let mut score = 2.0 * precision * recall / (precision + recall);
        // A known heading, and of what or for whom: "Results for everybody".
        if telling && words.len() <= name.words.len() + 6 && self.opens_with(words, name) {
            score = score.max(0.8);
        }
        // Small words alone ("So what?") must fit as they are.
        if telling { score } else { score.powi(4) }
    }

    fn opens_with(&self, words: &[(&str, Near)], name: &Name) -> bool {
        let article =
            usize::from(words.first().is_some_and(|(w, _)| w.len() <= 3 && self.cues.small.contains(*w)) && name.words.len() < words.len());
        let after = |skip: usize| {
            let rest = words.get(skip..).unwrap_or_default();
            let same = rest.len() > name.words.len()
                && rest.iter().zip(&name.words).all(|((_, near), id)| near.iter().any(|(n, q)| n == id && *q > 0.85));
            same && rest.get(name.words.len()).is_some_and(|(w, _)| self.cues.small.contains(*w))
        };
        after(0) || after(article)
    }

    fn weight(&self, word: usize) -> f64 {
        self.template.weights.get(word).copied().unwrap_or(1.0)
    }

    fn near(&self, word: &str) -> Near {
        if let Some(known) = self.near.borrow().get(word) {
            return Rc::clone(known);
        }
        let mut found: Vec<(usize, f64)> = match self.template.vocabulary.get(word) {
            Some(index) => vec![(*index, 1.0)],
            None => Vec::new(),
        };
        if !self.cues.small.contains(word) {
            let others = self.vocabulary.iter().enumerate().filter(|(_, w)| **w != word && !self.cues.small.contains(**w));
            found.extend(others.map(|(i, w)| (i, alike(word, w))).filter(|(_, q)| *q > 0.0));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let found: Near = found.into();
        self.near.borrow_mut().insert(word.to_owned(), Rc::clone(&found));
        found
    }
}

/// Longer lines are no headings; only so many words are looked at.
const MOST_WORDS: usize = 64;

/// The higher score; of equal ones the wording that says more.
fn better(new: Likeness, old: Likeness) -> bool {
    let rank = |l: Likeness| l.score + if l.generic { 0.0 } else { 0.001 } + if l.printed { 0.001 } else { 0.0 };
    rank(new) > rank(old)
}
