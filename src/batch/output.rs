//! The output folder. It mirrors one run: files casebook wrote for another are cleared away, files it did not write
//! are never touched. Every file is written beside its place and then renamed, so a reader never sees half of one.

use super::manifest::{self, Manifest};
use super::{BatchError, Failure};
use crate::record::Record;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use walkdir::WalkDir;

/// What casebook writes into an output folder.
pub(super) const OWN_NAMES: [&str; 4] = [RECORDS, NDJSON, SUMMARY, MANIFEST];
const RECORDS: &str = "records";
const NDJSON: &str = "records.ndjson";
const SUMMARY: &str = "summary.csv";
const MANIFEST: &str = "manifest.json";
const TEMPORARY: &str = ".casebook-";

/// What an earlier run left in the output folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Records of files that are not in this run, cleared away.
    pub cleared: usize,
    /// Files in `records/` that no manifest lists, left alone.
    pub unknown: usize,
}

/// The path of an input's record, relative to the output folder.
pub(super) fn record_path(path: &str) -> String {
    format!("{RECORDS}/{path}.json")
}

/// What has to be known of an earlier run's manifest, whichever version wrote it.
#[derive(Debug, Deserialize)]
struct Earlier {
    schema: String,
    inputs: Vec<EarlierInput>,
}

#[derive(Debug, Deserialize)]
struct EarlierInput {
    path: String,
    record: Option<String>,
}

/// What tells a record of ours from another file in its place.
#[derive(Debug, Deserialize)]
struct Stamp {
    schema: String,
    document: StampedDocument,
}

#[derive(Debug, Deserialize)]
struct StampedDocument {
    path: String,
}

impl Earlier {
    /// # Errors
    /// When the file is no manifest of ours.
    fn read(path: &Path) -> Result<Self, BatchError> {
        let bytes = fs::read(path).map_err(|e| BatchError::Output(path.to_owned(), e))?;
        let ours = serde_json::from_slice::<Self>(&bytes).ok().filter(|m| m.schema == manifest::SCHEMA);
        ours.ok_or_else(|| BatchError::NotOurs(path.to_owned()))
    }
}

/// Whether a folder is one that casebook wrote records into.
pub(super) fn is_output(folder: &Path) -> bool {
    Earlier::read(&folder.join(MANIFEST)).is_ok()
}

#[derive(Debug)]
pub(super) struct OutputFolder {
    root: PathBuf,
    /// Records of the run before this one, by their place, with the inputs they are of. A run that was stopped has named
    /// records it never wrote, so each is looked at before it is taken for ours.
    known: BTreeMap<String, String>,
    temporary: AtomicU64,
}

impl OutputFolder {
    /// Makes the folder, or opens one of an earlier run.
    ///
    /// # Errors
    /// When it can't be written, or holds files of these names that casebook did not write.
    pub(super) fn open(root: &Path) -> Result<Self, BatchError> {
        let records = root.join(RECORDS);
        fs::create_dir_all(&records).map_err(|e| BatchError::Output(records, e))?;
        let known = if root.join(MANIFEST).exists() {
            Earlier::read(&root.join(MANIFEST))?.inputs.into_iter().filter_map(|i| Some((i.record?, i.path))).collect()
        } else {
            let foreign = [NDJSON, SUMMARY].into_iter().map(|name| root.join(name)).find(|p| p.exists());
            foreign.map_or(Ok(BTreeMap::new()), |path| Err(BatchError::NotOurs(path)))?
        };
        Ok(Self { root: root.to_owned(), known, temporary: AtomicU64::new(0) })
    }

    /// Makes room for the records of a run: those of an earlier one go, so that what stands in the folder is this run's.
    pub(super) fn claim(&self, manifest: &Manifest) -> Result<Leftovers, BatchError> {
        let planned: HashSet<&str> = manifest.records().collect();
        let mut left = Leftovers::default();
        for (record, input) in self.known.iter().filter(|(r, _)| is_record_path(r)) {
            if !self.is_record_of(record, input) {
                continue;
            }
            // Also those that will be written anew: should the file fail this time, its old record must not stand for it.
            let removed = fs::remove_file(self.root.join(record)).is_ok();
            left.cleared += usize::from(removed && !planned.contains(record.as_str()));
            self.remove_empty_folders(record);
        }
        for entry in WalkDir::new(self.root.join(RECORDS)).into_iter().flatten().filter(|e| e.file_type().is_file()) {
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                fs::remove_file(entry.path()).map_err(|e| BatchError::Output(entry.path().to_owned(), e))?;
            } else {
                left.unknown += 1;
            }
        }
        Ok(left)
    }

    /// Whether the file in a record's place is casebook's record of that input.
    fn is_record_of(&self, record: &str, input: &str) -> bool {
        let Ok(file) = File::open(self.root.join(record)) else { return false };
        let stamp: Result<Stamp, _> = serde_json::from_reader(BufReader::new(file));
        stamp.is_ok_and(|s| s.schema == crate::record::SCHEMA && s.document.path == input)
    }

    /// Folders that held only what was cleared away.
    fn remove_empty_folders(&self, record: &str) {
        let mut folder = Path::new(record).parent();
        while let Some(inside) = folder.filter(|f| f.components().count() > 1) {
            // A folder that isn't empty refuses.
            if fs::remove_dir(self.root.join(inside)).is_err() {
                break;
            }
            folder = inside.parent();
        }
    }

    /// Writes an input's record.
    pub(super) fn write_record(&self, path: &str, record: &Record) -> Result<(), Failure> {
        let inside = record_path(path);
        let target = self.root.join(&inside);
        // What was ours has been cleared away; a link that leads nowhere is someone's too.
        if target.symlink_metadata().is_ok() {
            return Err(Failure::output_taken(&inside));
        }
        let mut bytes = serde_json::to_vec_pretty(record).map_err(|e| Failure::internal(e.to_string()))?;
        bytes.push(b'\n');
        self.write(&target, |out| out.write_all(&bytes)).map_err(|e| Failure::not_written(&e))
    }

    /// All records, a line each, in the order of the manifest.
    pub(super) fn write_ndjson(&self, manifest: &Manifest) -> Result<(), BatchError> {
        self.write_table(NDJSON, |out| {
            for path in manifest.records() {
                // One at a time: a batch need not fit in memory.
                let mut text = String::new();
                BufReader::new(File::open(self.root.join(path))?).read_to_string(&mut text)?;
                let record: Record = serde_json::from_str(&text)?;
                serde_json::to_writer(&mut *out, &record)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    pub(super) fn write_summary(&self, csv: &[u8]) -> Result<(), BatchError> {
        self.write_table(SUMMARY, |out| out.write_all(csv))
    }

    pub(super) fn write_manifest(&self, manifest: &Manifest) -> Result<(), BatchError> {
        self.write_table(MANIFEST, |out| {
            serde_json::to_writer_pretty(&mut *out, manifest)?;
            out.write_all(b"\n")
        })
    }

    fn write_table(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), BatchError> {
        let target = self.root.join(name);
        self.write(&target, fill).map_err(|e| BatchError::Output(target, e))
    }

    /// Whole or not at all.
    fn write(&self, target: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let folder = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let nth = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{TEMPORARY}{}-{nth}.tmp", std::process::id()));
        let written = File::create(&temporary).and_then(|file| {
            let mut out = BufWriter::new(file);
            fill(&mut out)?;
            out.flush()
        });
        let placed = written.and_then(|()| fs::rename(&temporary, target));
        if placed.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        placed
    }
}

/// A manifest is a file anyone can edit: only what lies inside `records/` is ours to clear away.
fn is_record_path(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    let inside = parts.next().is_some_and(|p| p.as_os_str() == RECORDS);
    let json = Path::new(path).extension().is_some_and(|e| e == "json");
    inside && json && parts.all(|p| matches!(p, std::path::Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::is_record_path;

    #[test]
    fn clears_only_inside_records() {
        for (path, ours) in [
            ("records/a.pdf.json", true),
            ("records/a/b.txt.json", true),
            ("records/../../home.json", false),
            ("/etc/x.json", false),
            ("records/a.pdf", false),
            ("summary.csv", false),
        ] {
            assert_eq!(is_record_path(path), ours, "{path}");
        }
    }
}
