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

    /// The ISO 639-1 codes of all known languages.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// The ISO 639-1 code of the language most of the text is in.
    #[must_use]
    pub fn of(&self, document: &Document) -> Option<&str> {
        self.of_text(&document.text)
    }

    /// The same of a text.
    #[must_use]
    pub fn of_text(&self, text: &str) -> Option<&str> {
        let mut scores = vec![0.0; self.codes.len()];
        let mut words = 0.0;
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
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

#[cfg(test)]
mod tests {
    use super::Languages;
    use crate::document::{DocumentBuilder, Pagination};
    use crate::knowledge::Knowledge;

    #[test]
    fn languages_of_short_texts() {
        let languages = Languages::load(&Knowledge::embedded()).expect("the built-in lists are sound");
        let cases = [
            ("The bakery was bought by its workers, and they have kept all of the jobs.", Some("en")),
            ("With the grant from the region we could pay for two more people.", Some("en")),
            ("La boulangerie a été rachetée par ses salariés, qui ont gardé tous les emplois.", Some("fr")),
            ("L'aide de la région n'a pas suffi ; c'est pourquoi on a fait un prêt.", Some("fr")),
            ("Los trabajadores compraron la panadería y han conservado todos los empleos.", Some("es")),
            ("Con la ayuda de la región se pudo pagar a dos personas más, pero no fue fácil.", Some("es")),
            ("Die Bäckerei wurde von den Beschäftigten gekauft, und sie haben alle Stellen erhalten.", Some("de")),
            ("Mit dem Zuschuss des Landes konnte man zwei weitere Leute bezahlen.", Some("de")),
            ("Il panificio è stato comprato dai lavoratori, che hanno tenuto tutti i posti.", Some("it")),
            ("Con l'aiuto della regione si sono pagate due persone in più, ma non è stato facile.", Some("it")),
            ("A padaria foi comprada pelos trabalhadores, e eles mantiveram todos os postos.", Some("pt")),
            ("Com o apoio da região não foi possível pagar mais duas pessoas, mas também não fechou.", Some("pt")),
            ("Bageriet blev købt af medarbejderne", None),
            ("2019 2020 2021 — 12 %", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let mut builder = DocumentBuilder::new(Pagination::None);
            builder.push_text(text);
            assert_eq!(languages.of(&builder.finish()), expected, "{text}");
        }
    }
}
