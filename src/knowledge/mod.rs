//! Knowledge is data: TOML under `schemas/`, built into the program, each file replaceable by one of the same name in
//! a folder of the user's. What the files mean is the stages' business; here they are found, parsed and digested.

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// All knowledge files by their path under `schemas/`, with `/`.
#[derive(Debug, Clone)]
pub struct Knowledge {
    files: BTreeMap<String, Cow<'static, str>>,
}

/// A mistake in a knowledge file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {message}", .line.map(|l| format!(", line {l}")).unwrap_or_default())]
pub struct KnowledgeError {
    pub file: String,
    /// From 1.
    pub line: Option<usize>,
    pub message: String,
}

impl Knowledge {
    /// The files built into the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self { files: embedded::EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect() }
    }

    /// Adds the user's files: one with a built-in name replaces it, another (a template, a language) is added.
    ///
    /// # Errors
    /// When the folder or one of its files can't be read.
    pub fn with_folder(mut self, folder: &Path) -> Result<Self, KnowledgeError> {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let failed = |e: String| KnowledgeError { file: folder.display().to_string(), line: None, message: e };
            let entry = entry.map_err(|e| failed(e.to_string()))?;
            let path = entry.path();
            if !entry.file_type().is_file() || path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(path).map_err(|e| failed(format!("{}: {e}", path.display())))?;
            let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            self.files.insert(name, Cow::Owned(text));
        }
        Ok(self)
    }

    /// Adds one file, by its path under `schemas/`; one with a built-in name replaces it.
    #[must_use]
    pub fn with_file(mut self, name: &str, text: String) -> Self {
        self.files.insert(name.to_owned(), Cow::Owned(text));
        self
    }

    /// The file is the program's own, which its tests have read.
    #[must_use]
    pub fn is_built_in(&self, name: &str) -> bool {
        matches!(self.files.get(name), Some(Cow::Borrowed(_)))
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(AsRef::as_ref)
    }

    /// Parses one file.
    ///
    /// # Errors
    /// With the file's name and the line of the mistake.
    pub fn file<T: DeserializeOwned>(&self, name: &str) -> Result<T, KnowledgeError> {
        let text = self.files.get(name).ok_or_else(|| KnowledgeError {
            file: name.to_owned(),
            line: None,
            message: "there is no such file".to_owned(),
        })?;
        toml::from_str(text).map_err(|e| KnowledgeError {
            file: name.to_owned(),
            line: e.span().map(|s| line_of(text, s.start)),
            message: e.message().to_owned(),
        })
    }

    /// Parses every file of a folder (`languages`), by file name without its ending.
    ///
    /// # Errors
    /// With the name of the file and the line of the first mistake.
    pub fn folder<T: DeserializeOwned>(&self, folder: &str) -> Result<Vec<(String, T)>, KnowledgeError> {
        let prefix = format!("{folder}/");
        let names = self.files.keys().filter_map(|name| Some((name, name.strip_prefix(&prefix)?.strip_suffix(".toml")?)));
        names.filter(|(_, stem)| !stem.contains('/')).map(|(name, stem)| Ok((stem.to_owned(), self.file(name)?))).collect()
    }

    /// The names (without ending) of a folder's files.
    pub fn stems<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().filter_map(move |name| name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".toml"))
    }

    /// SHA-256 over all files' names and texts, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (name, text) in &self.files {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        hex(&hash.finalize())
    }

    /// SHA-256 of each file, in hexadecimal, by its name.
    #[must_use]
    pub fn digests(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(name, text)| (name.clone(), hex(&Sha256::digest(text.as_bytes())))).collect()
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The line (from 1) that byte `offset` stands on.
#[must_use]
pub fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
}
