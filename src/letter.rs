//! A record's findings as a letter to the document's author: plain words, ready to send. Wordings: `schemas/letters/`.

mod docx;

use crate::knowledge::{Knowledge, KnowledgeError};
use crate::record::{Flag, Record, Section};
use crate::template::Templates;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// The wordings of every language there are letters in.
#[derive(Debug, Clone)]
pub struct Letters {
    languages: BTreeMap<String, Wordings>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wordings {
    greeting: String,
    greeting_unnamed: String,
    and: String,
    decimal: String,
    opening: String,
    opening_untitled: String,
    please_one: String,
    please_many: String,
    note: String,
    closing: String,
    farewell: String,
    /// What the author is asked to do, by flag.
    please: BTreeMap<String, String>,
    /// What the author may look at, by flag.
    notes: BTreeMap<String, String>,
}

/// A letter, whole and in what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// ISO 639-1.
    pub language: String,
    /// What the author is asked to do.
    pub please: Vec<String>,
    /// What the author may look at.
    pub notes: Vec<String>,
    /// The letter; none where there is nothing to tell.
    pub text: Option<String>,
}

impl Written {
    /// The letter as a Word file; none where there is nothing to tell.
    ///
    /// # Errors
    /// When the file can't be built.
    pub fn docx(&self) -> std::io::Result<Option<Vec<u8>>> {
        self.text.as_deref().map(|text| docx::package(text, &self.language)).transpose().map_err(Into::into)
    }
}

/// There is no letter in the language asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are no letters in the language {asked:?}")]
pub struct NoSuchLanguage {
    pub asked: String,
    pub known: Vec<String>,
}

/// A flag with the section it is about.
struct Finding<'a> {
    flag: &'a Flag,
    section: Option<&'a Section>,
}

/// Longer headings are cut, in characters.
const LONGEST_HEADING: usize = 90;
/// More names make no greeting.
const MOST_NAMES: usize = 4;

impl Letters {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        Ok(Self { languages: knowledge.folder("letters")?.into_iter().collect() })
    }

    /// The letter about a record, in the language asked for or else the document's or else English.
    ///
    /// # Errors
    /// When there are no letters in that language.
    pub fn write(&self, record: &Record, templates: &Templates, language: Option<&str>) -> Result<Written, NoSuchLanguage> {
        let own = record.document.language.as_deref().filter(|l| self.languages.contains_key(*l));
        let code = language.or(own).unwrap_or("en");
        let wordings = self
            .languages
            .get(code)
            .ok_or_else(|| NoSuchLanguage { asked: code.to_owned(), known: self.languages.keys().cloned().collect() })?;
        let letter = Letter { record, templates, wordings, language: code };
        let (please, notes) = letter.lines();
        let text = (!please.is_empty() || !notes.is_empty()).then(|| letter.text(&please, &notes));
        Ok(Written { language: code.to_owned(), please, notes, text })
    }
}

struct Letter<'a> {
    record: &'a Record,
    templates: &'a Templates,
    wordings: &'a Wordings,
    language: &'a str,
}

impl Letter<'_> {
    /// What to do and what to look at, each once.
    fn lines(&self) -> (Vec<String>, Vec<String>) {
        let (mut please, mut notes, mut told) = (Vec::new(), Vec::new(), HashSet::new());
        for finding in self.findings() {
            let code = finding.flag.code.as_str();
            let (length, limit, key) = self.bounds(finding.flag);
            let key = key.unwrap_or(code);
            let (list, wording) = match (self.wordings.please.get(key), self.wordings.notes.get(key)) {
                (Some(wording), _) => (&mut please, wording),
                (None, Some(wording)) => (&mut notes, wording),
                (None, None) => continue,
            };
            let line = filled(wording, &[("heading", &self.heading(&finding)), ("length", &length), ("limit", &limit)]);
            if told.insert(line.clone()) {
                list.push(line);
            }
        }
        (please, notes)
    }

    /// The document's findings first, then the sections' in the template's order.
    fn findings(&self) -> Vec<Finding<'_>> {
        let record = self.record;
        let of_document = record.flags.iter().map(|flag| Finding { flag, section: None });
        let of_sections = record.sections.iter().flat_map(|s| s.flags.iter().map(move |flag| Finding { flag, section: Some(s) }));
        let mut out: Vec<Finding> = of_document.chain(of_sections).collect();
        let place = |f: &Finding| {
            let id = f.section.map(|s| s.id.as_str()).or(f.flag.detail.as_deref().filter(|_| f.flag.code == "section_missing"));
            id.map_or(0, |id| 1 + record.slots.iter().position(|s| s.id == id).unwrap_or(record.slots.len()))
        };
        out.sort_by_key(place);
        out
    }

    /// "1.4 pages of at most 1": the length, the limit, and the wording it calls for.
    fn bounds(&self, flag: &Flag) -> (String, String, Option<&'static str>) {
        if flag.code != "over_length" {
            return (String::new(), String::new(), None);
        }
        let words: Vec<&str> = flag.detail.as_deref().unwrap_or_default().split_whitespace().collect();
        let number = |w: Option<&&str>| w.map_or_else(String::new, |w| w.replace('.', &self.wordings.decimal));
        let key = if words.get(1) == Some(&"words") { "over_length_words" } else { "over_length_pages" };
        (number(words.first()), number(words.last()), Some(key))
    }

    /// A section's heading as its author knows it.
    fn heading(&self, finding: &Finding) -> String {
        let id = finding.section.map(|s| s.id.as_str()).or(finding.flag.detail.as_deref()).unwrap_or_default();
        let printed = self.record.template.id.as_deref().and_then(|t| self.templates.heading(t, id, self.language));
        let own = finding.section.and_then(|s| s.heading.as_ref()).map(|h| h.text.as_str());
        let text = one_line(own.or(printed).unwrap_or(id));
        let text = text.trim_end_matches([':', '.', '–', '-', ' ']);
        if text.chars().count() <= LONGEST_HEADING {
            return text.to_owned();
        }
        let cut: String = text.chars().take(LONGEST_HEADING).collect();
        format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head).trim_end_matches([',', ';', ':']))
    }

    fn text(&self, please: &[String], notes: &[String]) -> String {
        let w = self.wordings;
        let names = self.names();
        let greeting = if names.is_empty() { w.greeting_unnamed.clone() } else { filled(&w.greeting, &[("names", &names)]) };
        let title = self.record.title.as_ref().map(|t| one_line(&t.text)).filter(|t| !t.is_empty());
        let opening = if title.is_some() { &w.opening } else { &w.opening_untitled };
        let file = one_line(&self.record.document.name);
        let mut parts = vec![greeting, filled(opening, &[("title", title.as_deref().unwrap_or_default()), ("file", &file)])];
        if !please.is_empty() {
            let opening = if please.len() == 1 { &w.please_one } else { &w.please_many };
            parts.push(listed(opening, please));
        }
        if !notes.is_empty() {
            parts.push(listed(&w.note, notes));
        }
        parts.extend([w.closing.clone(), w.farewell.clone()]);
        format!("{}\n", parts.join("\n\n"))
    }

    fn names(&self) -> String {
        let authors = self.record.authors.as_deref().unwrap_or_default();
        let names: Vec<String> = authors.iter().map(|a| one_line(&a.name)).filter(|n| !n.is_empty()).collect();
        match names.as_slice() {
            [] => String::new(),
            _ if names.len() > MOST_NAMES => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.wordings.and),
        }
    }
}

fn listed(opening: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|l| format!("- {l}")).collect();
    format!("{opening}\n\n{}", lines.join("\n"))
}

/// Fills `{name}` in. Values are not looked into again.
fn filled(wording: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = wording;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| Some((values.iter().find(|(n, _)| *n == name)?.1, tail)));
        if let Some((value, tail)) = known {
            out.push_str(value);
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// On one line, without what could steer a terminal.
fn one_line(text: &str) -> String {
    text.split_whitespace().map(|w| w.chars().filter(|c| !c.is_control()).collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Letters, filled};
    use crate::flag::FlagCode;
    use crate::knowledge::Knowledge;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_tells_the_same_flags_and_only_known_ones() {
        let letters = Letters::load(&Knowledge::embedded()).expect("built-in wordings are right");
        let known: BTreeSet<&str> = FlagCode::ALL.iter().map(|f| f.code()).collect();
        let codes = |w: &super::Wordings| -> BTreeSet<String> { w.please.keys().chain(w.notes.keys()).cloned().collect() };
        let english = codes(letters.languages.get("en").expect("English"));
        assert_eq!(letters.languages.len(), 6);
        for (language, wordings) in &letters.languages {
            assert_eq!(codes(wordings), english, "{language}");
            for code in codes(wordings) {
                assert!(known.contains(code.as_str()) || code.starts_with("over_length_"), "{language}: {code}");
            }
        }
    }

    #[test]
    fn values_are_filled_in_once() {
        assert_eq!(filled("“{heading}” has {length}", &[("heading", "{length}"), ("length", "3")]), "“{length}” has 3");
        assert_eq!(filled("{unknown} {", &[]), "{unknown} {");
    }
}
