//! `casebook read-text` (hidden): the texts of many files in one process, for measuring the readers.

use super::error::CliError;
use super::{Reading, roomy};
use clap::Args;
use serde_json::json;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Read files and print a JSON line with the text of each
#[derive(Debug, Args)]
pub(super) struct ReadText {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl ReadText {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        roomy(|| self.read())
    }

    fn read(&self) -> Result<ExitCode, CliError> {
        let (reader, options) = self.reading.here()?;
        let mut out = io::stdout().lock();
        for file in &self.files {
            let started = Instant::now();
            let read = catch_unwind(AssertUnwindSafe(|| {
                let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
                let (_, document) = reader.read(&bytes, &name_of(file), &options).map_err(|e| e.to_string())?;
                Ok::<_, String>(document)
            }));
            let seconds = started.elapsed().as_secs_f64();
            let line = match read {
                Ok(Ok(document)) => json!({ "file": file, "seconds": seconds, "pages": document.pages.len(), "text": document.text }),
                Ok(Err(error)) => json!({ "file": file, "seconds": seconds, "error": error }),
                Err(_) => json!({ "file": file, "seconds": seconds, "panic": true }),
            };
            writeln!(out, "{line}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
