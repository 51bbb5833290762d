//! Which cases are set aside to measure only.

use super::EvaluateError;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Cases listed as `validation` are measured, never shown: what is looked at is soon written for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Split {
    pub validation: BTreeSet<String>,
}

impl Split {
    /// Reads a split file: a TOML list `validation` of case names.
    ///
    /// # Errors
    /// When it can't be read or understood.
    pub fn load(path: &Path) -> Result<Self, EvaluateError> {
        let text = fs::read_to_string(path).map_err(|e| EvaluateError::Unreadable(path.to_owned(), e))?;
        toml::from_str(&text).map_err(|e| EvaluateError::Malformed(path.to_owned(), e.to_string()))
    }

    /// The `split.toml` in the gold folder or beside it, so that it is not forgotten.
    ///
    /// # Errors
    /// When it is there but can't be read or understood.
    pub fn beside(gold: &Path) -> Result<Option<Self>, EvaluateError> {
        let absolute = fs::canonicalize(gold).unwrap_or_else(|_| gold.to_owned());
        let places = [Some(absolute.join("split.toml")), absolute.parent().map(|p| p.join("split.toml"))];
        places.into_iter().flatten().find(|p| p.is_file()).map(|p| Self::load(&p)).transpose()
    }

    pub(super) fn is_validation(&self, case: &str) -> bool {
        self.validation.contains(case)
    }
}
