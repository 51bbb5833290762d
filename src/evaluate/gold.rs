//! Gold: what careful readers found in a document. It is sparse: what a gold file doesn't state isn't judged, and `null`
//! states that there is none.

use super::EvaluateError;
use super::quantity::{Quantity, is_optional};
use crate::record::Kind;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// How gold files end.
pub const SUFFIX: &str = ".gold.json";

/// A value that may be left out (`None`), or stated, as null too.
pub(super) type Stated<T> = Option<Option<T>>;

/// One document, however many files it was rendered to.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    #[serde(default)]
    pub name: String,
    /// Nobody has corrected it yet.
    #[serde(default)]
    pub draft: bool,
    /// Lists that are not complete: what they don't name is not counted as invented.
    #[serde(default)]
    pub(super) partial: Vec<Part>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) lang: Stated<String>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) template: Stated<String>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) title: Stated<String>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) organisation: Stated<String>,
    #[serde(default, deserialize_with = "stated")]
    pub(super) country: Stated<String>,
    pub(super) authors: Option<Vec<GoldAuthor>>,
    /// The figure a reader would put into the one-row summary, by its surface.
    pub(super) headline: Option<BTreeMap<String, Option<String>>>,
    #[serde(default)]
    pub(super) contradictions: Vec<Contradiction>,
    /// Every set of figures that belong together and don't fit exactly.
    pub(super) checks: Option<Vec<GoldCheck>>,
    pub(super) sections: Option<Vec<GoldSection>>,
    pub(super) tables: Option<Vec<GoldTable>>,
    pub(super) figures: Option<Vec<GoldFigure>>,
    #[serde(default)]
    pub files: Vec<Rendering>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    Figures,
    Sections,
}

/// A file the document was rendered to.
#[derive(Debug, Clone, Deserialize)]
pub struct Rendering {
    pub file: String,
    pub(super) format: Option<String>,
    pub(super) style: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldAuthor {
    pub(super) name: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Contradiction {
    pub(super) a: String,
    pub(super) b: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldCheck {
    /// Surfaces.
    pub(super) figures: Vec<String>,
    #[serde(default)]
    pub(super) difference: Value,
    pub(super) verdict: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldSection {
    pub(super) id: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(default)]
    pub(super) text: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldTable {
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Written")]
pub(super) struct GoldFigure {
    pub(super) surface: String,
    pub(super) nth: usize,
    pub(super) at: Option<usize>,
    pub(super) section: Option<String>,
    pub(super) kind: Kind,
    pub(super) quantity: Quantity,
    pub(super) currency: Stated<String>,
    pub(super) before: String,
    pub(super) after: String,
    /// What is stated beyond kind, value, currency and section, by the record's name for it.
    pub(super) attributes: BTreeMap<&'static str, Option<String>>,
}

impl GoldFigure {
    pub(super) fn is_optional(&self) -> bool {
        is_optional(self.kind, self.quantity, &self.surface, &self.after)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)?.as_deref()
    }
}

/// A gold figure as the file has it.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    surface: String,
    #[serde(default)]
    nth: usize,
    at: Option<usize>,
    section: Option<String>,
    kind: Kind,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    low: Value,
    #[serde(default)]
    high: Value,
    #[serde(default, deserialize_with = "stated")]
    currency: Stated<String>,
    before: Option<String>,
    after: Option<String>,
    #[serde(flatten)]
    more: HashMap<String, Value>,
}

/// Names in gold and in records.
const ATTRIBUTES: [(&str, &str); 7] = [
    ("measure", "measure"),
    ("scope", "scope"),
    ("approx", "approximation"),
    ("period", "period"),
    ("direction", "direction"),
    ("status", "status"),
    ("per", "per"),
];

impl From<Written> for GoldFigure {
    fn from(w: Written) -> Self {
        let text = |v: &Value| v.as_str().filter(|t| !t.is_empty()).map(str::to_owned);
        let attributes = ATTRIBUTES.iter().filter_map(|(gold, record)| Some((*record, text(w.more.get(*gold)?)))).collect();
        Self {
            quantity: Quantity::new(&w.value, &w.low, &w.high),
            surface: w.surface,
            nth: w.nth.max(1),
            at: w.at,
            section: w.section.filter(|s| !s.is_empty()),
            kind: w.kind,
            currency: w.currency.map(|c| c.filter(|c| !c.is_empty())),
            before: w.before.unwrap_or_default(),
            after: w.after.unwrap_or_default(),
            attributes,
        }
    }
}

fn stated<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Stated<T>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

impl Gold {
    pub(super) fn is_partial(&self, part: Part) -> bool {
        self.partial.contains(&part)
    }

    /// It follows no template, and says so.
    pub(super) fn is_stray(&self) -> bool {
        self.template.as_ref().is_some_and(|t| t.as_deref().is_none_or(|t| t == "none"))
    }

    /// The text of one of its sections, whitespace folded.
    pub(super) fn section_text(&self, id: &str) -> Option<&str> {
        self.sections.iter().flatten().find(|s| s.id == id).map(|s| s.text.as_str())
    }
}

impl Rendering {
    /// The file's name without folders.
    pub(super) fn name(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file)
    }

    pub(super) fn is_scanned(&self) -> bool {
        self.style.as_deref() == Some("scanned")
    }

    /// docx, pdf or txt: as stated, or by the file's name.
    pub(super) fn format(&self) -> String {
        let extension = || self.name().rsplit_once('.').map_or_else(|| "unknown".to_owned(), |(_, e)| e.to_lowercase());
        self.format.clone().unwrap_or_else(extension)
    }
}

/// Reads a folder's gold files (or one file), by name.
///
/// # Errors
/// When there is none, or one can't be understood, is still a draft, or claims a file another has.
pub fn load_gold(path: &Path) -> Result<Vec<Gold>, EvaluateError> {
    let mut golds = Vec::new();
    for file in gold_files(path)? {
        let text = fs::read_to_string(&file).map_err(|e| EvaluateError::Unreadable(file.clone(), e))?;
        let mut gold: Gold = serde_json::from_str(&text).map_err(|e| EvaluateError::Malformed(file.clone(), e.to_string()))?;
        if gold.draft {
            return Err(EvaluateError::Draft(file));
        }
        let own = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let own = own.strip_suffix(SUFFIX).unwrap_or(&own).to_owned();
        if gold.files.is_empty() {
            gold.files.push(Rendering { file: own.clone(), format: None, style: None });
        }
        if gold.name.is_empty() {
            gold.name = own;
        }
        golds.push(gold);
    }
    let mut seen = std::collections::HashSet::new();
    match golds.iter().flat_map(|g| &g.files).find(|r| !seen.insert(r.file.clone())) {
        Some(twice) => Err(EvaluateError::TwoGolds(twice.file.clone())),
        None => Ok(golds),
    }
}

fn gold_files(path: &Path) -> Result<Vec<PathBuf>, EvaluateError> {
    let kind = fs::metadata(path).map_err(|_| EvaluateError::NoSuchPath(path.to_owned()))?;
    if kind.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|e| EvaluateError::Unreadable(path.to_owned(), e))?;
    let is_gold = |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().ends_with(SUFFIX));
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).filter(is_gold).collect();
    files.sort();
    if files.is_empty() { Err(EvaluateError::NoGold(path.to_owned())) } else { Ok(files) }
}
