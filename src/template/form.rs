//! A template file, read and checked: the form as its programme prints it, and as authors rename it.

use super::cues::{ByLanguage, Cues};
use super::words::words;
use crate::knowledge::{Knowledge, KnowledgeError, line_of};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: Spanned<String>,
    version: String,
    name: String,
    /// ISO 639-1 code of the printed headings.
    language: String,
    section: Vec<SectionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    id: Spanned<String>,
    heading: Spanned<String>,
    #[serde(default)]
    number: Option<u32>,
    #[serde(default)]
    holds: Option<Holds>,
    #[serde(default)]
    required: Option<bool>,
    #[serde(default)]
    max_pages: Option<f64>,
    #[serde(default)]
    max_words: Option<usize>,
    #[serde(default)]
    names: ByLanguage,
    #[serde(default)]
    generic: ByLanguage,
    #[serde(default)]
    guidance: ByLanguage,
    #[serde(default)]
    table: Vec<TableEntry>,
    #[serde(default)]
    part: Vec<SectionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableEntry {
    columns: ByLanguage,
}

/// A field of the record that a section's answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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

/// The most sections and parts a template may have: matching keeps a bit for each.
const MOST_UNITS: usize = 64;

/// Reads all templates of `schemas/templates/`.
pub fn load(knowledge: &Knowledge, cues: &Cues) -> Result<Vec<Template>, KnowledgeError> {
    let files = knowledge.folder::<FormFile>("templates")?;
    files.into_iter().map(|(stem, file)| prepare(knowledge, cues, &stem, file)).collect()
}

fn prepare(knowledge: &Knowledge, cues: &Cues, stem: &str, file: FormFile) -> Result<Template, KnowledgeError> {
    let path = format!("templates/{stem}.toml");
    let text = knowledge.text(&path).unwrap_or_default();
    let wrong =
        |at: &Spanned<String>, message: String| KnowledgeError { file: path.clone(), line: Some(line_of(text, at.span().start)), message };
    if file.id.as_ref() != stem {
        return Err(wrong(&file.id, format!("the template's id is {:?}; it must be the file's name, {stem:?}", file.id.as_ref())));
    }
    let mut raw = Vec::new();
    for section in file.section {
        flatten(section, None, &mut raw, &wrong)?;
    }
    check(&raw, &file.id, &wrong)?;
    let mut template = Template {
        id: file.id.into_inner(),
        version: file.version,
        name: file.name,
        language: file.language,
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

type Flat = Vec<(SectionEntry, Option<usize>)>;

/// Sections and parts in one list, parts after their section.
fn flatten<W>(mut entry: SectionEntry, parent: Option<usize>, out: &mut Flat, wrong: &W) -> Result<(), KnowledgeError>
where
    W: Fn(&Spanned<String>, String) -> KnowledgeError,
{
    let parts = std::mem::take(&mut entry.part);
    if parent.is_some() && !parts.is_empty() {
        return Err(wrong(&entry.id, format!("{:?} is a part and has parts; a part can't have parts", entry.id.as_ref())));
    }
    let index = out.len();
    out.push((entry, parent));
    parts.into_iter().try_for_each(|part| flatten(part, Some(index), out, wrong))
}

fn check<W>(raw: &Flat, id: &Spanned<String>, wrong: &W) -> Result<(), KnowledgeError>
where
    W: Fn(&Spanned<String>, String) -> KnowledgeError,
{
    if raw.is_empty() {
        return Err(wrong(id, "the template has no [[section]]".to_owned()));
    }
    if raw.len() > MOST_UNITS {
        return Err(wrong(id, format!("the template has {} sections and parts; at most {MOST_UNITS} are possible", raw.len())));
    }
    let mut seen = HashSet::new();
    for (entry, parent) in raw {
        let name = entry.id.as_ref().as_str();
        if ["front", "other"].contains(&name) {
            return Err(wrong(&entry.id, format!("{name:?} is the name of matter outside the template; choose another id")));
        }
        if !seen.insert(name) {
            return Err(wrong(&entry.id, format!("there are two sections with the id {name:?}; each needs its own")));
        }
        let section = parent.and_then(|p| raw.get(p)).map(|(section, _)| section.id.as_ref().as_str());
        if let Some(section) = section
            && name.strip_prefix(section).is_none_or(|rest| !rest.starts_with('.'))
        {
            return Err(wrong(&entry.id, format!("the part {name:?} must be called \"{section}.…\", after its section")));
        }
        if words(entry.heading.as_ref()).is_empty() {
            return Err(wrong(&entry.heading, format!("the heading of {name:?} has no word in it")));
        }
    }
    Ok(())
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
            guidance: entry.guidance.values().flatten().map(|g| words(g)).collect(),
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
        assert_eq!(ids, ["good-practice", "mine"]);
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
