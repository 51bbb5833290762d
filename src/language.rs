//! Which language a document is written in, told by its function words (data: `schemas/languages/`).

use crate::document::Document;
use crate::knowledge::{Knowledge, KnowledgeError};
use serde::Deserialize;
use std::collections::HashMap;

/// The function words of every known language.
#[derive(Debug, Clone)]
pub struct Languages {
    codes: Vec<String>,
    /// Word → the languages (indices into `codes`) it is a function word of.
    words: HashMap<String, Vec<usize>>,
}

#[derive(Deserialize)]
struct LanguageFile {
    /// Frequent words that carry grammar, lower case.
    function_words: Vec<String>,
}

/// Below this share of function words a text is in no language we know.
const LEAST_SHARE: f64 = 0.08;

impl Languages {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let mut languages = Self { codes: Vec::new(), words: HashMap::new() };
        for (code, file) in knowledge.folder::<LanguageFile>("languages")? {
            let index = languages.codes.len();
            languages.codes.push(code);
            for word in file.function_words {
                languages.words.entry(word).or_default().push(index);
            }
        }
        Ok(languages)
    }

    /// The ISO 639-1 code of the language most of the text is in.
    #[must_use]
    pub fn of(&self, document: &Document) -> Option<&str> {
        let mut scores = vec![0.0; self.codes.len()];
        let mut words = 0.0;
        for word in document.text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            words += 1.0;
            // A word that several languages share says less for each of them.
            if let Some(languages) = self.words.get(word.to_lowercase().as_str()) {
                for language in languages {
                    scores[*language] += 1.0 / f64::from(u32::try_from(languages.len()).unwrap_or(1));
                }
            }
        }
        let (best, score) = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        (*score / words >= LEAST_SHARE).then(|| self.codes[best].as_str())
    }
}
