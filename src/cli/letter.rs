//! `casebook letter`: a record's findings as a letter to its author.

use super::error::CliError;
use super::extract::load_knowledge;
use super::template::write_new;
use crate::letter::Letters;
use crate::record::{Record, SCHEMA};
use crate::template::Templates;
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  casebook letter output/records/case.pdf.json
  casebook letter output/records/case.pdf.json --lang fr -o letter.txt";

/// Write the letter that asks a document's author for what is missing
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Letter {
    /// A record that casebook extract wrote
    #[arg(value_name = "RECORD.json")]
    record: PathBuf,
    /// Language of the letter, by its two letters [default: the document's, or English]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// Where to write it [default: print it]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Folder with letters or templates of your own
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
}

impl Letter {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let knowledge = load_knowledge(self.knowledge.as_deref())?;
        let (letters, templates) = (Letters::load(&knowledge)?, Templates::load(&knowledge)?);
        let record = read(&self.record)?;
        let written = letters.write(&record, &templates, self.lang.as_deref());
        let letter = written.map_err(|e| CliError::unusable(e.to_string(), format!("There are letters in: {}.", e.known.join(", "))))?;
        let mut out = io::stdout().lock();
        match (letter, &self.output) {
            (None, _) => writeln!(out, "There is nothing to write to the author of {}.", super::style::plain(&record.document.name))?,
            (Some(letter), None) => out.write_all(letter.as_bytes())?,
            (Some(letter), Some(output)) => {
                write_new(output, &letter)?;
                writeln!(out, "{}", output.display())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn read(path: &Path) -> Result<Record, CliError> {
    let text = fs::read_to_string(path).map_err(|e| CliError::file(path, &e))?;
    let record: Result<Record, _> = serde_json::from_str(&text);
    let record = record.ok().filter(|r| r.schema == SCHEMA);
    record.ok_or_else(|| {
        CliError::unusable(
            format!("{} is no record of this version", path.display()),
            "Give one of the files that casebook extract writes under output/records/.",
        )
    })
}
