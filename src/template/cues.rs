//! `schemas/forms.toml`: words that tell a form's voice from its author's.

use super::words::words;
use crate::knowledge::{Knowledge, KnowledgeError};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The same list in several languages, by ISO 639-1 code.
pub type ByLanguage = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesFile {
    small_words: ByLanguage,
    joining_words: ByLanguage,
    number_words: ByLanguage,
    after_matter: ByLanguage,
    instruction_openings: ByLanguage,
    instruction_phrases: ByLanguage,
    limit_words: ByLanguage,
    limit_units: ByLanguage,
    limit_numbers: ByLanguage,
    limit_values: ByLanguage,
    page_units: ByLanguage,
    word_units: ByLanguage,
    form_names: ByLanguage,
    #[serde(default)]
    report_names: ByLanguage,
    crumbs: ByLanguage,
    being: ByLanguage,
    answer_words: ByLanguage,
    roles: ByLanguage,
    titles: ByLanguage,
    name_particles: ByLanguage,
    of_words: ByLanguage,
    #[serde(default)]
    both_words: ByLanguage,
    organisations: ByLanguage,
    legal_forms: ByLanguage,
    addresses: ByLanguage,
    #[serde(default)]
    title_labels: ByLanguage,
    #[serde(default)]
    organisation_labels: ByLanguage,
    #[serde(default)]
    person_labels: ByLanguage,
    #[serde(default)]
    mail_providers: Vec<String>,
}

/// All languages together: authors mix them, and the words rarely collide.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    pub small: HashSet<String>,
    pub joining: HashSet<String>,
    pub number: HashSet<String>,
    pub after_matter: Vec<Vec<String>>,
    pub openings: Vec<Vec<String>>,
    pub phrases: Vec<Vec<String>>,
    pub limit_words: Vec<Vec<String>>,
    pub limit_units: HashSet<String>,
    pub limit_numbers: HashSet<String>,
    /// What those numbers are.
    pub limit_values: HashMap<String, f64>,
    pub page_units: HashSet<String>,
    pub word_units: HashSet<String>,
    pub form_names: HashSet<String>,
    pub report_names: HashSet<String>,
    pub crumbs: HashSet<String>,
    pub being: HashSet<String>,
    pub answer: HashSet<String>,
    pub roles: HashSet<String>,
    pub titles: HashSet<String>,
    pub particles: HashSet<String>,
    pub of_words: Vec<Vec<String>>,
    pub both: Vec<Vec<String>>,
    pub organisations: HashSet<String>,
    pub legal_forms: Vec<Vec<String>>,
    pub addresses: Vec<Vec<String>>,
    pub title_labels: Vec<Vec<String>>,
    pub organisation_labels: Vec<Vec<String>>,
    pub person_labels: Vec<Vec<String>>,
    /// Names in addresses that are a provider's, not the writer's.
    pub mail_providers: HashSet<String>,
}

impl Cues {
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let file: CuesFile = knowledge.file("forms.toml")?;
        Ok(Self {
            small: single(&file.small_words),
            joining: single(&file.joining_words),
            number: single(&file.number_words),
            after_matter: phrases(&file.after_matter),
            openings: phrases(&file.instruction_openings),
            phrases: phrases(&file.instruction_phrases),
            limit_words: phrases(&file.limit_words),
            limit_units: single(&file.limit_units),
            limit_numbers: single(&file.limit_numbers),
            limit_values: values(&file.limit_values),
            page_units: single(&file.page_units),
            word_units: single(&file.word_units),
            form_names: single(&file.form_names),
            report_names: single(&file.report_names),
            crumbs: single(&file.crumbs),
            being: single(&file.being),
            answer: single(&file.answer_words),
            roles: single(&file.roles),
            titles: single(&file.titles),
            particles: single(&file.name_particles),
            of_words: phrases(&file.of_words),
            both: phrases(&file.both_words),
            organisations: single(&file.organisations),
            legal_forms: phrases(&file.legal_forms),
            addresses: phrases(&file.addresses),
            title_labels: phrases(&file.title_labels),
            organisation_labels: phrases(&file.organisation_labels),
            person_labels: phrases(&file.person_labels),
            mail_providers: file.mail_providers.into_iter().collect(),
        })
    }
}

/// One-word entries; of a hyphenated one, its last word ("vice-president").
fn single(list: &ByLanguage) -> HashSet<String> {
    list.values().flatten().filter_map(|entry| words(entry).pop()).collect()
}

/// Words by the number they stand for, turned around.
fn values(list: &ByLanguage) -> HashMap<String, f64> {
    let numbers = list.iter().filter_map(|(number, words)| Some((number.parse::<f64>().ok()?, words)));
    numbers.flat_map(|(number, all)| all.iter().filter_map(move |w| Some((words(w).pop()?, number)))).collect()
}

/// Entries as words, the longest first.
fn phrases(list: &ByLanguage) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = list.values().flatten().map(|entry| words(entry)).filter(|w| !w.is_empty()).collect();
    out.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    out.dedup();
    out
}
