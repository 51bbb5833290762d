//! `casebook annotate-gold`: starts gold files from records, for a person to correct.

use super::error::CliError;
use crate::evaluate::draft_gold;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
A gold file says what a careful reader finds in a document. Correct it against the document itself, not against what
casebook read; take out what you did not check (what isn't stated isn't judged); then delete its line \"draft\": true.

Examples:
  casebook extract submissions
  casebook annotate-gold output -o gold
  casebook annotate-gold output/records/case.pdf.json -o gold
  casebook evaluate output --gold gold           once they are corrected";

/// Start gold files from records, to correct and measure casebook by
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct AnnotateGold {
    /// Records: an output folder, records.ndjson, or single records
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// Folder for the gold files
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Replace gold files that are there
    #[arg(long)]
    force: bool,
}

impl AnnotateGold {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let drafted = draft_gold(&self.records, &self.output, self.force)?;
        let mut out = io::stdout().lock();
        for file in &drafted.files {
            writeln!(out, "started {}", file.display())?;
        }
        writeln!(out, "\nCorrect them against the documents themselves, then delete the line \"draft\": true in each.")?;
        Ok(ExitCode::SUCCESS)
    }
}
