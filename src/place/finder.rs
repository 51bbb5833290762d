//! Finds names, demonyms and places in a text.

use super::{Country, Kind};
use crate::document::Span;
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, HashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// All patterns in one automaton.
#[derive(Debug)]
pub struct Finder {
    /// None when no name could be searched for (a user's empty file).
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    pub phones: HashMap<String, String>,
}

#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    pub country: String,
    pub kind: Kind,
    /// Any ending may follow.
    open: bool,
}

impl Finder {
    pub fn new(countries: &BTreeMap<String, Country>) -> Self {
        // None: several countries use the word, so it says nothing.
        let mut patterns: BTreeMap<String, Option<Pattern>> = BTreeMap::new();
        for (code, kind, written) in evidence(countries) {
            let open = kind == Kind::Word && written.ends_with('*');
            for text in variants(written.trim_end_matches('*')) {
                let new = Pattern { text: text.clone(), country: code.to_owned(), kind, open };
                let slot = patterns.entry(text).or_insert_with(|| Some(new));
                if slot.as_ref().is_some_and(|p| p.country != code) {
                    *slot = None;
                }
            }
        }
        let patterns: Vec<Pattern> = patterns.into_values().flatten().collect();
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(patterns.iter().map(|p| &p.text)).ok();
        let phones = countries.iter().filter_map(|(code, c)| Some((c.phone.clone()?, code.clone()))).collect();
        Self { automaton, patterns, phones }
    }

    pub fn names<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, &'a Pattern)> {
        let matches = self.automaton.iter().flat_map(move |a| a.find_overlapping_iter(text));
        matches.filter_map(move |m| {
            let pattern = self.patterns.get(m.pattern().as_usize())?;
            let (before, inside, after) = (text.get(..m.start())?, text.get(m.range())?, text.get(m.end()..)?);
            // First, so that the ending is looked for once a word.
            if before.ends_with(char::is_alphanumeric) {
                return None;
            }
            let tail = if pattern.open { after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len()) } else { 0 };
            let ends = !after.get(tail..)?.starts_with(char::is_alphanumeric);
            let fits = ends && (pattern.kind == Kind::Word || capitals_agree(&pattern.text, inside));
            fits.then(|| (Span::new(m.start(), m.end() + tail), pattern))
        })
    }
}

/// Everything to be searched for: its country, what it is and how it is written.
fn evidence(countries: &BTreeMap<String, Country>) -> impl Iterator<Item = (&str, Kind, &str)> {
    countries.iter().flat_map(|(code, country)| {
        let kinds = [(Kind::Name, &country.names), (Kind::Word, &country.words), (Kind::Place, &country.places)];
        kinds.into_iter().flat_map(move |(kind, list)| list.iter().map(move |written| (code.as_str(), kind, written.as_str())))
    })
}

/// A name as written, without its accents, and in capitals (the search itself ignores the case of ASCII letters only).
fn variants(written: &str) -> Vec<String> {
    if written.is_ascii() {
        return if written.is_empty() { Vec::new() } else { vec![written.to_owned()] };
    }
    let plain: String = written.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let mut all = vec![written.nfc().collect(), plain, written.to_uppercase()];
    all.dedup();
    all
}

/// "Togo" may be TOGO but not "togo"; "USA" and "UK" only themselves.
fn capitals_agree(name: &str, found: &str) -> bool {
    if name.chars().all(|c| !c.is_lowercase()) && name.is_ascii() {
        return name == found;
    }
    match (name.chars().next(), found.chars().next()) {
        (Some(n), Some(f)) => !n.is_uppercase() || f.is_uppercase(),
        _ => false,
    }
}
