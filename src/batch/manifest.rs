//! `manifest.json`: every input of a run and what became of it.

use super::{Batch, Discovery, Failure, Ignored, output};
use crate::record::{Flag, Record, RecordOptions, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name in every manifest's `schema`.
pub const SCHEMA: &str = "casebook.manifest";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub schema: String,
    pub schema_version: String,
    /// False while the run goes on, and for ever if it was stopped.
    pub complete: bool,
    pub software: ManifestSoftware,
    pub totals: Totals,
    pub seconds: Option<f64>,
    /// By path.
    pub inputs: Vec<Entry>,
    /// What stood in the folders and is no submission.
    pub ignored: Vec<Ignored>,
}

/// What made the records: with the same, the same files give the same records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestSoftware {
    pub version: String,
    pub record_schema_version: String,
    pub options: RecordOptions,
    /// SHA-256 of the data files used, as records have it.
    pub knowledge: String,
    /// SHA-256 of each of them: languages, templates, figure rules.
    pub knowledge_files: BTreeMap<String, String>,
    pub timeout_seconds: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub files: usize,
    /// With a record and nothing to do.
    pub read: usize,
    /// With a record that a person should look at; not counted among those read.
    pub flagged: usize,
    pub failed: usize,
    pub ignored: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub outcome: Outcome,
    /// The record's file, relative to the output folder.
    pub record: Option<String>,
    /// SHA-256 of the file.
    pub id: Option<String>,
    pub template: Option<TemplateVersion>,
    /// Ids of the template's sections that aren't there.
    pub missing_sections: Vec<String>,
    /// Flags of the document and its sections, with how often each was raised.
    pub flags: BTreeMap<String, usize>,
    pub figures: Option<usize>,
    /// Figures with a flag that asks for a look.
    pub figures_in_doubt: Option<usize>,
    pub seconds: Option<f64>,
    pub error: Option<Failure>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateVersion {
    pub id: String,
    pub version: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not yet read.
    Pending,
    Read,
    /// Read, and a person should look at it.
    Flagged,
    Failed,
}

impl Manifest {
    /// The manifest at the start: every input, nothing read.
    pub(super) fn pending(batch: &Batch, found: &Discovery) -> Self {
        let template = batch.setup.template.clone().unwrap_or_else(|| "auto".to_owned());
        Self {
            schema: SCHEMA.to_owned(),
            schema_version: "2.0".to_owned(),
            complete: false,
            software: ManifestSoftware {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                record_schema_version: crate::record::SCHEMA_VERSION.to_owned(),
                options: RecordOptions {
                    template,
                    ocr: batch.setup.ocr.mode.name().to_owned(),
                    ocr_languages: batch.setup.ocr.languages.clone(),
                },
                knowledge: batch.knowledge.digest(),
                knowledge_files: batch.knowledge.digests(),
                timeout_seconds: batch.setup.timeout.as_secs(),
            },
            totals: Totals { files: found.inputs.len() + found.unreadable.len(), ignored: found.ignored.len(), ..Totals::default() },
            seconds: None,
            inputs: found.inputs.iter().map(|i| Entry::pending(&i.path)).collect(),
            ignored: found.ignored.clone(),
        }
    }

    pub(super) fn finish(&mut self, entries: Vec<Entry>, unreadable: Vec<(String, Failure)>) {
        self.inputs = entries;
        self.inputs.extend(unreadable.into_iter().map(|(path, failure)| Entry::failed(&path, failure)));
        let count = |outcome: Outcome| self.inputs.iter().filter(|e| e.outcome == outcome).count();
        self.totals.flagged = count(Outcome::Flagged);
        self.totals.read = count(Outcome::Read);
        self.totals.failed = count(Outcome::Failed);
        self.complete = true;
    }

    /// Inputs with a record, in order.
    pub fn records(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().filter_map(|e| e.record.as_deref())
    }
}

impl Entry {
    fn pending(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            outcome: Outcome::Pending,
            // Claimed: a stopped run may have written it.
            record: Some(output::record_path(path)),
            id: None,
            template: None,
            missing_sections: Vec::new(),
            flags: BTreeMap::new(),
            figures: None,
            figures_in_doubt: None,
            seconds: None,
            error: None,
        }
    }

    pub(super) fn read(path: &str, record: &Record) -> Self {
        let look = record_flags(record).any(|f| f.severity > Severity::Info);
        let mut flags = BTreeMap::new();
        for flag in record_flags(record) {
            *flags.entry(flag.code.clone()).or_default() += 1;
        }
        let in_doubt = record.figures.iter().filter(|f| f.flags.iter().any(|f| f.severity > Severity::Info));
        let template = record.template.id.clone().zip(record.template.version.clone());
        Self {
            outcome: if look { Outcome::Flagged } else { Outcome::Read },
            id: Some(record.document.id.clone()),
            template: template.map(|(id, version)| TemplateVersion { id, version }),
            missing_sections: record.missing_sections().map(str::to_owned).collect(),
            flags,
            figures: Some(record.figures.len()),
            figures_in_doubt: Some(in_doubt.count()),
            ..Self::pending(path)
        }
    }

    pub(super) fn failed(path: &str, failure: Failure) -> Self {
        Self { outcome: Outcome::Failed, record: None, error: Some(failure), ..Self::pending(path) }
    }
}

/// Flags of the document, its fields and its sections; figures are counted apart.
fn record_flags(record: &Record) -> impl Iterator<Item = &Flag> {
    let title = record.title.iter().flat_map(|t| &t.flags);
    let organisation = record.organisation.iter().flat_map(|o| &o.flags);
    let country = record.country.iter().flat_map(|c| &c.flags);
    let fields = title.chain(organisation).chain(country);
    // a figure in the one-row summary has its doubts shown in that row
    let picked = record.figures.iter().filter(|f| record.headline.values().flatten().any(|id| *id == f.id)).flat_map(|f| &f.flags);
    record.flags.iter().chain(fields).chain(picked).chain(record.sections.iter().flat_map(|s| &s.flags))
}
