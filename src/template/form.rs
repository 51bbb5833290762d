//! A template file, read and checked: the form as its programme prints it, and as authors rename it.

use super::cues::{ByLanguage, Cues};
use super::validate::{self, Mistake};
use super::words::words;
use crate::knowledge::{Knowledge, KnowledgeError, line_of};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormFile {
    pub id: Spanned<String>,
    version: String,
    name: String,
    /// ISO 639-1 code of the printed headings.
    pub language: Spanned<String>,
    /// ISO 639-1 codes of the languages documents may be in; empty: any.
    #[serde(default)]
    pub accepts: Vec<Spanned<String>>,
    pub section: Vec<SectionEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionEntry {
    pub id: Spanned<String>,
    pub heading: Spanned<String>,
    #[serde(default)]
    number: Option<u32>,
    #[serde(default)]
    pub holds: Option<Holds>,
    #[serde(default)]
    required: Option<bool>,
    #[serde(default)]
    pub max_pages: Option<f64>,
    #[serde(default)]
    pub max_words: Option<usize>,
    /// The only answers there are, by language.
    #[serde(default)]
    pub values: ByLanguage,
    #[serde(default)]
    pub names: ByLanguage,
    #[serde(default)]
    pub generic: ByLanguage,
    #[serde(default)]
    pub guidance: ByLanguage,
    #[serde(default)]
    pub table: Vec<TableEntry>,
    #[serde(default)]
    part: Vec<SectionEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    pub columns: ByLanguage,
}

/// The words of a section as its file gives them, by language.
#[derive(Debug, Clone, Default)]
pub struct Wordings {
    pub names: ByLanguage,
    pub generic: ByLanguage,
    pub guidance: ByLanguage,
    pub tables: Vec<ByLanguage>,
}

/// A field of the record that a section's answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    Title,
    Authors,
}

/// A template, ready for matching.
#[derive(Debug, Clone)]
pub struct Template {
    pub id: String,
    pub version: String,
    pub name: String,
    pub language: String,
    /// The languages documents may be in; empty: any.
    pub accepts: Vec<String>,
    /// Sections and their parts in the form's order, parts after their section.
    pub units: Vec<Unit>,
    /// Every word of the headings, by its number.
    pub vocabulary: HashMap<String, usize>,
    /// What a word of the vocabulary says: less if many sections' headings share it.
    pub weights: Vec<f64>,
}

/// A section or part of the form.
#[derive(Debug, Clone)]
pub struct Unit {
    pub id: String,
    /// Index into [`Template::units`].
    pub parent: Option<usize>,
    /// As printed, without number.
    pub heading: String,
    pub number: Option<u32>,
    pub holds: Option<Holds>,
    pub required: bool,
    pub max_pages: Option<f64>,
    pub max_words: Option<usize>,
    /// The printed heading first.
    pub names: Vec<Name>,
    /// Its guidance in every language, as folded words.
    pub guidance: Vec<Vec<String>>,
    /// The columns of the tables it asks for, in every language.
    pub columns: Vec<Vec<String>>,
    /// The answers allowed, in every language; empty: any.
    pub values: Vec<String>,
    pub wordings: Wordings,
}

/// A wording of a heading.
#[derive(Debug, Clone)]
pub struct Name {
    /// Numbers of the words in the vocabulary.
    pub words: Vec<usize>,
    /// Headings of any other document may read like this one.
    pub generic: bool,
}

/// What a word that says little (an article) weighs against one that does.
pub const SMALL: f64 = 0.12;

/// Reads all templates of `schemas/templates/`.
pub fn load(knowledge: &Knowledge, cues: &Cues) -> Result<Vec<Template>, KnowledgeError> {
    let files = knowledge.folder::<FormFile>("templates")?;
    files.into_iter().map(|(stem, file)| prepare(knowledge, cues, &stem, file)).collect()
}

fn prepare(knowledge: &Knowledge, cues: &Cues, stem: &str, file: FormFile) -> Result<Template, KnowledgeError> {
    let path = format!("templates/{stem}.toml");
    let text = knowledge.text(&path).unwrap_or_default();
    let wrong = |mistake: Mistake| KnowledgeError { file: path.clone(), line: Some(line_of(text, mistake.at)), message: mistake.message };
    if file.id.as_ref() != stem {
        let message = format!("the template's id is {:?}; it must be the file's name, {stem:?}", file.id.as_ref());
        return Err(wrong(Mistake { at: file.id.span().start, message }));
    }
    let (head, raw) = flat(file);
    if let Some(first) = validate::mistakes(&head, &raw).into_iter().next() {
        return Err(wrong(first));
    }
    let mut template = Template {
        id: head.id.into_inner(),
        version: head.version,
        name: head.name,
        language: head.language.into_inner(),
        accepts: head.accepts.into_iter().map(toml::Spanned::into_inner).collect(),
        units: Vec::new(),
        vocabulary: HashMap::new(),
        weights: Vec::new(),
    };
    for (entry, parent) in raw {
        let unit = template.unit(entry, parent);
        template.units.push(unit);
    }
    template.weigh(cues);
    Ok(template)
}

/// Sections and parts in one list, parts after their section, each with the index of its section.
pub type Flat = Vec<(SectionEntry, Option<usize>)>;

/// A file's head, and its sections and parts.
pub fn flat(mut file: FormFile) -> (FormFile, Flat) {
    let mut out = Vec::new();
    for section in std::mem::take(&mut file.section) {
        flatten(section, None, &mut out);
    }
    (file, out)
}

/// The file format nests no deeper than the reader of TOML allows, so this ends.
fn flatten(mut entry: SectionEntry, parent: Option<usize>, out: &mut Flat) {
    let parts = std::mem::take(&mut entry.part);
    let index = out.len();
    out.push((entry, parent));
    for part in parts {
        flatten(part, Some(index), out);
    }
}

impl Template {
    fn unit(&mut self, entry: SectionEntry, parent: Option<usize>) -> Unit {
        let heading = entry.heading.into_inner();
        let mut names = vec![self.name(&heading, false)];
        for (list, generic) in [(&entry.names, false), (&entry.generic, true)] {
            for wordings in list.values() {
                names.extend(wordings.iter().map(|w| self.name(w, generic)));
            }
        }
        names.retain(|n| !n.words.is_empty());
        // A printed heading may be one of those that any document has ("Title").
        let generic: Vec<Vec<usize>> = names.iter().filter(|n| n.generic).map(|n| n.words.clone()).collect();
        for name in &mut names {
            name.generic = generic.contains(&name.words);
        }
        Unit {
            id: entry.id.into_inner(),
            parent,
            heading,
            number: entry.number,
            holds: entry.holds,
            required: entry.required.unwrap_or(parent.is_none()),
            max_pages: entry.max_pages,
            max_words: entry.max_words,
            names,
            values: entry.values.values().flatten().cloned().collect(),
            guidance: entry.guidance.values().flatten().map(|g| words(g)).collect(),
            wordings: Wordings {
                tables: entry.table.iter().map(|t| t.columns.clone()).collect(),
                names: entry.names,
                generic: entry.generic,
                guidance: entry.guidance.clone(),
            },
            columns: entry.table.iter().flat_map(|t| t.columns.values()).map(|c| c.iter().map(|w| words(w).join(" ")).collect()).collect(),
        }
    }

    fn name(&mut self, wording: &str, generic: bool) -> Name {
        let words = words(wording).into_iter().map(|word| {
            let next = self.vocabulary.len();
            *self.vocabulary.entry(word).or_insert(next)
        });
        Name { words: words.collect(), generic }
    }

    /// A word that stands in the headings of many sections tells none of them.
    fn weigh(&mut self, cues: &Cues) {
        let mut sections: BTreeMap<usize, HashSet<usize>> = BTreeMap::new();
        for (i, unit) in self.units.iter().enumerate() {
            for word in unit.names.iter().flat_map(|n| &n.words) {
                sections.entry(*word).or_default().insert(unit.parent.unwrap_or(i));
            }
        }
        self.weights = vec![1.0; self.vocabulary.len()];
        for (word, index) in &self.vocabulary {
            let shared = sections.get(index).map_or(1, HashSet::len);
            if let Some(weight) = self.weights.get_mut(*index) {
                *weight = if cues.small.contains(word) { SMALL } else { 1.0 / (shared as f64).sqrt() };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;
    use crate::template::Templates;

    const HEAD: &str = "id = \"mine\"\nversion = \"1\"\nname = \"Mine\"\nlanguage = \"en\"\n";

    fn load(rest: &str) -> Result<Templates, String> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("templates")).expect("a folder");
        std::fs::write(folder.path().join("templates/mine.toml"), format!("{HEAD}{rest}")).expect("a file");
        let knowledge = Knowledge::embedded().with_folder(folder.path()).expect("a readable folder");
        Templates::load(&knowledge).map_err(|e| e.to_string())
    }

    #[test]
    fn a_template_of_the_users_own_stands_beside_the_built_in_ones() {
        let templates = load("[[section]]\nid = \"aims\"\nheading = \"Aims\"\n").expect("a right template");
        let ids: Vec<&str> = templates.list().map(|t| t.id).collect();
        assert!(ids.contains(&"mine") && ids.contains(&"good-practice"), "{ids:?}");
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let cases = [
            (
                "[[section]]\nid = \"a\"\nheading = \"A\"\n[[section]]\nid = \"a\"\nheading = \"B\"\n",
                "line 9",
                "two sections with the id \"a\"",
            ),
            ("[[section]]\nid = \"a\"\nheading = \"…\"\n", "line 7", "has no word"),
            ("[[section]]\nid = \"front\"\nheading = \"A\"\n", "line 6", "choose another id"),
            (
                "[[section]]\nid = \"a\"\nheading = \"A\"\n[[section.part]]\nid = \"b\"\nheading = \"B\"\n",
                "line 9",
                "must be called \"a.…\"",
            ),
            ("[[section]]\nid = \"a\"\nheading = \"A\"\nlimit = 3\n", "line 8", "unknown field `limit`"),
            ("[[section]]\nid = \"a\"\n", "line 5", "missing field `heading`"),
            ("section = []\n", "line 1", "has no [[section]]"),
        ];
        for (rest, line, message) in cases {
            let error = load(rest).expect_err(rest);
            assert!(error.contains("templates/mine.toml") && error.contains(line) && error.contains(message), "{rest}: {error}");
        }
    }
}
