//! Paths to records on disk: discovery, supervised workers, the output folder, its manifest and tables. Nothing a file
//! does stops the batch: every input ends as a record or as a named failure.

mod container;
mod discover;
mod failure;
mod manifest;
mod output;
mod summary;
mod supervisor;
mod worker;

pub use discover::{Discovery, Ignored, Input, discover};
pub use failure::{BatchError, Failure};
pub use manifest::{Entry, Manifest, Outcome, Totals};
pub use output::Leftovers;
pub use supervisor::{Task, WorkerSetup, Workers};
pub use worker::serve;
pub(crate) use worker::told;

use crate::knowledge::Knowledge;
use crate::record::Record;
use output::OutputFolder;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::time::Instant;
use summary::Row;

/// What a batch reads and where its records go.
#[derive(Debug, Clone)]
pub struct Batch {
    pub paths: Vec<PathBuf>,
    pub output: PathBuf,
    /// Files read at a time.
    pub jobs: usize,
    pub setup: WorkerSetup,
    /// What the workers know.
    pub knowledge: Knowledge,
}

/// Told what a batch is doing, from several threads.
pub trait Watch: Sync {
    fn begin(&self, files: usize);
    fn reading(&self, path: &str);
    fn done(&self, entry: &Entry);
    fn end(&self);
}

/// What a batch did.
#[derive(Debug)]
pub struct Report {
    pub manifest: Manifest,
    pub leftovers: Leftovers,
}

/// Reads every file under the paths and writes the output folder.
///
/// # Errors
/// Only before reading starts (no such path, no files, an output folder that isn't ours) or when the output folder
/// itself can't be written. What is wrong with a file is in the manifest.
pub fn run(batch: &Batch, watch: &dyn Watch) -> Result<Report, BatchError> {
    let started = Instant::now();
    let found = discover(&batch.paths, &batch.output)?;
    if found.inputs.is_empty() && found.unreadable.is_empty() {
        let ours = found.ignored.iter().any(|i| i.reason == discover::OURS);
        return Err(if ours { BatchError::OnlyRecords } else { BatchError::NoFiles });
    }
    let folder = OutputFolder::open(&batch.output)?;
    let mut manifest = Manifest::pending(batch, &found);
    let leftovers = folder.claim(&manifest)?;
    folder.write_manifest(&manifest)?;

    watch.begin(found.inputs.len());
    let results = read_all(batch, &found, &folder, watch)?;
    watch.end();

    let (entries, rows): (Vec<Entry>, Vec<Row>) = results.into_iter().unzip();
    manifest.finish(entries, found.unreadable);
    folder.write_ndjson(&manifest)?;
    folder.write_summary(&summary::csv(&manifest, &rows))?;
    manifest.seconds = Some(seconds(started));
    folder.write_manifest(&manifest)?;
    Ok(Report { manifest, leftovers })
}

fn read_all(batch: &Batch, found: &Discovery, folder: &OutputFolder, watch: &dyn Watch) -> Result<Vec<(Entry, Row)>, BatchError> {
    let workers = Workers::new(batch.setup.clone());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(batch.jobs).build().map_err(|e| BatchError::Threads(e.to_string()))?;
    let read = |input: &Input| {
        watch.reading(&input.path);
        let result = read_one(&workers, folder, input);
        watch.done(&result.0);
        result
    };
    // One file a task: files differ too much in size to be dealt out in halves.
    Ok(pool.install(|| found.inputs.par_iter().with_max_len(1).map(read).collect()))
}

fn read_one(workers: &Workers, folder: &OutputFolder, input: &Input) -> (Entry, Row) {
    let started = Instant::now();
    let result = workers.read(&Task { file: &input.file, members: &input.members, path: &input.path, name: &input.name });
    let result = result.and_then(|record| folder.write_record(&input.path, &record).map(|()| record));
    let mut entry = match &result {
        Ok(record) => Entry::read(&input.path, record),
        Err(failure) => Entry::failed(&input.path, failure.clone()),
    };
    entry.seconds = Some(seconds(started));
    let row = Row::new(result.as_ref().ok());
    (entry, row)
}

/// To the millisecond.
fn seconds(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1000.0).round() / 1000.0
}

/// The file at a path, which may lead into an archive or a mail as records write it (`call.zip/case.docx`).
///
/// # Errors
/// When there is none.
pub fn locate(path: &Path) -> Result<Input, BatchError> {
    if path.is_dir() {
        return Err(BatchError::Folder(path.to_owned()));
    }
    let no_such = || BatchError::NoSuchPath(path.to_owned());
    let outer = path.ancestors().find(|a| a.is_file()).ok_or_else(no_such)?;
    let found = discover(&[outer.to_owned()], Path::new(""))?;
    let inside = path.strip_prefix(outer).unwrap_or(Path::new(""));
    let name = Path::new(outer.file_name().unwrap_or_default()).join(inside);
    if let Some(input) = found.inputs.iter().find(|i| Path::new(&i.path) == name) {
        return Ok(input.clone());
    }
    match (found.unreadable.into_iter().find(|(p, _)| Path::new(p) == name), found.inputs.first()) {
        (Some((_, failure)), _) => Err(BatchError::File(failure)),
        (None, Some(first)) => Err(BatchError::HoldsFiles(path.to_owned(), first.path.clone())),
        (None, None) => Err(no_such()),
    }
}

/// What a file holds, taken out of the archive or mail it is in.
///
/// # Errors
/// When it can't be read or is too large.
pub fn bytes_of(input: &Input) -> Result<Vec<u8>, Failure> {
    worker::bytes_of(&input.file, &input.members)
}

/// Reads one file in a worker, without an output folder.
///
/// # Errors
/// When the file gives no record, with what to do.
pub fn read_file(setup: &WorkerSetup, input: &Input) -> Result<Record, Failure> {
    Workers::new(setup.clone()).read(&Task { file: &input.file, members: &input.members, path: &input.path, name: &input.name })
}
