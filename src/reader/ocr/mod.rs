//! Pages that are pictures: an OCR engine's words, with their places and its doubts.
//!
//! ```text
//! tesseract   a picture → the engine's answer, in its own process and with a deadline
//! tsv         the answer → words by line, in pixels
//! lines       words → baselines, sizes and the skew of the page
//! ```

mod lines;
mod tesseract;
mod tsv;

pub use lines::{Line, ReadPage};
pub use tesseract::{OcrError, Tesseract};
pub use tsv::Word;

use crate::knowledge::{Knowledge, KnowledgeError};
use crate::language::Languages;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Duration;

/// Which pages are read from their picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OcrMode {
    /// Pages without text of their own, where an engine is installed.
    #[default]
    Auto,
    /// Every page.
    Always,
    Never,
}

impl OcrMode {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// What the user asks of OCR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OcrWish {
    pub mode: OcrMode,
    /// ISO 639-1 or the engine's own codes; empty: told by the document.
    pub languages: Vec<String>,
    /// For one page.
    pub seconds: u64,
}

impl Default for OcrWish {
    fn default() -> Self {
        Self { mode: OcrMode::Auto, languages: Vec::new(), seconds: 60 }
    }
}

/// A page's picture: one byte a pixel, 0 is black, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
    /// Pixels an inch.
    pub resolution: u32,
}

/// The engine, looked for when the first page needs it, and what it calls the languages.
#[derive(Debug)]
pub struct OcrEngine {
    codes: BTreeMap<String, String>,
    found: OnceLock<Option<Tesseract>>,
}

#[derive(Deserialize)]
struct CodesFile {
    tesseract: BTreeMap<String, String>,
}

impl OcrEngine {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        Ok(Self { codes: knowledge.file::<CodesFile>("ocr.toml")?.tesseract, found: OnceLock::new() })
    }

    /// None where it is not installed.
    pub fn engine(&self) -> Option<&Tesseract> {
        self.found.get_or_init(Tesseract::find).as_ref()
    }

    /// The engine's name of a language, if it has its data.
    fn installed(&self, language: &str) -> Option<&str> {
        let engine = self.engine()?;
        let code = self.codes.get(language).map_or(language, String::as_str);
        engine.languages.iter().find(|l| *l == code).map(String::as_str)
    }

    /// # Errors
    /// With the languages asked for that the engine has no data for.
    pub fn check(&self, languages: &[String]) -> Result<(), Vec<String>> {
        let missing: Vec<String> = languages.iter().filter(|l| self.installed(l).is_none()).cloned().collect();
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }
}

/// OCR as a reader uses it: the engine, and what is known of languages.
#[derive(Debug, Clone, Copy)]
pub struct Ocr<'a> {
    pub engine: &'a OcrEngine,
    pub languages: &'a Languages,
    pub wish: &'a OcrWish,
    /// Called before every page: a long file is not a hanging one.
    pub alive: Option<fn()>,
}

impl Ocr<'_> {
    /// The engine's languages for a text's pages: as asked, or else the text's own, or None where neither tells.
    pub fn language(&self, text: &str) -> Option<String> {
        if !self.wish.languages.is_empty() {
            let asked: Vec<&str> = self.wish.languages.iter().filter_map(|l| self.engine.installed(l)).collect();
            return (!asked.is_empty()).then(|| asked.join("+"));
        }
        self.languages.of_text(text).and_then(|l| self.engine.installed(l)).map(str::to_owned)
    }

    /// All languages casebook knows and the engine can read: for a first look.
    pub fn any_language(&self) -> Option<String> {
        let known: Vec<&str> = self.languages.codes().filter_map(|l| self.engine.installed(l)).collect();
        match (known.as_slice(), self.engine.engine()) {
            ([], Some(engine)) => engine.languages.iter().find(|l| *l != "osd").cloned(),
            ([], None) => None,
            (known, _) => Some(known.join("+")),
        }
    }

    /// Reads one page.
    ///
    /// # Errors
    /// When the engine failed or took too long.
    pub fn read(&self, picture: &Picture, languages: &str) -> Result<ReadPage, OcrError> {
        if let Some(alive) = self.alive {
            alive();
        }
        let engine = self.engine.engine().ok_or_else(|| OcrError::Failed("it is not installed".into()))?;
        let answer = engine.run(picture, languages, Duration::from_secs(self.wish.seconds.max(1)))?;
        Ok(lines::page(tsv::words(&answer, picture), picture.width as f32))
    }
}
