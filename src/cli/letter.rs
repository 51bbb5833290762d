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
  casebook letter output/records/case.pdf.json --lang fr -o letter.txt
  casebook letter output/records/case.pdf.json -o letter.docx    as a Word file";

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
    /// Where to write it: text, or a Word file where the name ends in .docx [default: print it]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print what is asked as JSON: language, please, notes, text
    #[arg(long, conflicts_with = "output")]
    json: bool,
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
        if self.json {
            serde_json::to_writer_pretty(&mut out, &letter).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(ExitCode::SUCCESS);
        }
        match (&letter.text, &self.output) {
            (None, _) => writeln!(out, "There is nothing to write to the author of {}.", super::style::plain(&record.document.name))?,
            (Some(text), None) => out.write_all(text.as_bytes())?,
            (Some(text), Some(output)) => {
                match letter.docx()?.filter(|_| output.extension().is_some_and(|e| e.eq_ignore_ascii_case("docx"))) {
                    Some(bytes) => write_new(output, &bytes)?,
                    None => write_new(output, text.as_bytes())?,
                }
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
