//! What can be wrong with a template file beyond its spelling, told with its place.

use super::form::{Flat, FormFile};
use super::words::words;
use std::collections::HashSet;
use std::ops::Range;

/// A mistake, and the byte of the file where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub at: usize,
    pub message: String,
}

/// The most sections and parts a template may have: matching keeps a bit for each.
const MOST_UNITS: usize = 64;

fn at(place: Range<usize>, message: String) -> Mistake {
    Mistake { at: place.start, message }
}

/// Every mistake that keeps a template from being used, in the file's order.
pub fn mistakes(head: &FormFile, raw: &Flat) -> Vec<Mistake> {
    let mut out = Vec::new();
    let id = head.id.as_ref();
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_')) {
        out.push(at(head.id.span(), format!("the template's id {id:?} may hold small letters a to z, digits, - and _ only")));
    }
    if !language(head.language.as_ref()) {
        let message = format!("the language {:?} is no ISO 639-1 code of two letters, like \"en\"", head.language.as_ref());
        out.push(at(head.language.span(), message));
    }
    for code in head.accepts.iter().filter(|code| !language(code.as_ref())) {
        out.push(at(code.span(), format!("accepts names {:?}, which is no ISO 639-1 code of two letters, like \"en\"", code.as_ref())));
    }
    if raw.is_empty() {
        out.push(at(head.id.span(), "the template has no [[section]]".to_owned()));
    }
    if raw.len() > MOST_UNITS {
        let message = format!("the template has {} sections and parts; at most {MOST_UNITS} are possible", raw.len());
        out.push(at(head.id.span(), message));
    }
    let mut seen = HashSet::new();
    for (entry, parent) in raw {
        let name = entry.id.as_ref().as_str();
        let mut wrong = |message: String| out.push(at(entry.id.span(), message));
        if ["front", "other"].contains(&name) {
            wrong(format!("{name:?} is the name of matter outside the template; choose another id"));
        }
        if !seen.insert(name) {
            wrong(format!("there are two sections with the id {name:?}; each needs its own"));
        }
        match parent.and_then(|p| raw.get(p)) {
            Some((_, Some(_))) => wrong(format!("{name:?} is a part of a part; a part can't have parts")),
            Some((section, None)) => {
                let section = section.id.as_ref();
                if name.strip_prefix(section.as_str()).is_none_or(|rest| rest.len() < 2 || !rest.starts_with('.')) {
                    wrong(format!("the part {name:?} must be called \"{section}.…\", after its section"));
                }
            }
            None if name.is_empty() || name.contains(|c: char| c == '.' || c.is_whitespace()) => {
                wrong(format!("the id {name:?} must be a word without blanks and dots"));
            }
            None => {}
        }
        if entry.max_pages.is_some_and(|m| !m.is_finite() || m <= 0.0) || entry.max_words == Some(0) {
            wrong(format!("the longest answer of {name:?} must be more than nothing"));
        }
        let languages = entry.names.keys().chain(entry.generic.keys()).chain(entry.guidance.keys()).chain(entry.values.keys());
        for code in languages.chain(entry.table.iter().flat_map(|t| t.columns.keys())).filter(|code| !language(code)) {
            wrong(format!("{name:?} has words in the language {code:?}, which is no ISO 639-1 code of two letters"));
        }
        if entry.values.values().flatten().any(|v| words(v).is_empty()) {
            wrong(format!("an allowed answer of {name:?} has no word in it"));
        }
        if words(entry.heading.as_ref()).is_empty() {
            out.push(at(entry.heading.span(), format!("the heading of {name:?} has no word in it")));
        }
    }
    out
}

fn language(code: &str) -> bool {
    code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase())
}

/// What a template could do better: it works without.
pub fn advice(raw: &Flat) -> Vec<Mistake> {
    let mut out = Vec::new();
    for (i, (entry, parent)) in raw.iter().enumerate() {
        let name = entry.id.as_ref();
        let same = |(other, p): &&(_, Option<usize>)| *p == *parent && same_heading(entry, other);
        if let Some((other, _)) = raw.iter().take(i).find(same) {
            let message = format!(
                "{name:?} and {:?} are both headed {:?}: authors' answers can't be told apart",
                other.id.as_ref(),
                entry.heading.as_ref()
            );
            out.push(at(entry.heading.span(), message));
        }
        if entry.names.is_empty() && entry.generic.is_empty() {
            let message =
                format!("{name:?} has no other wordings: authors who reword or translate its heading may be missed; add [section.names]");
            out.push(at(entry.heading.span(), message));
        }
        let many = raw.iter().filter(|(o, _)| o.holds.is_some() && o.holds == entry.holds).count() > 1;
        if many {
            out.push(at(entry.id.span(), format!("{name:?} holds a field that another section holds too; the first is taken")));
        }
    }
    out
}

fn same_heading(a: &super::form::SectionEntry, b: &super::form::SectionEntry) -> bool {
    words(a.heading.as_ref()) == words(b.heading.as_ref())
}
