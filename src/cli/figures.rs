//! `casebook figures`: the figure engine alone, one paragraph a line in, one JSON line out.

use super::error::CliError;
use super::extract::load_knowledge;
use crate::pipeline::Engine;
use clap::Args;
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  echo 'We employ 163 staff.' | casebook figures --lang en
  casebook figures --lang fr --country CA notes.txt > figures.ndjson";

/// Find the figures in plain text: one paragraph a line in, one JSON line out
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Figures {
    /// Text files; standard input where there are none
    files: Vec<PathBuf>,
    /// Language of the text (ISO 639-1); told from each paragraph where it isn't given
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Country the text is about (ISO 3166-1 alpha-2): says which dollar "$" is
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Folder with templates, languages or rules of your own
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
}

/// One line of the answer.
#[derive(Serialize)]
struct Answer<'a> {
    /// The paragraph as it was read; spans are code points in it.
    text: &'a str,
    figures: Vec<crate::record::Figure>,
}

impl Figures {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let engine = Engine::load(&load_knowledge(self.knowledge.as_deref())?)?;
        let mut out = BufWriter::new(io::stdout().lock());
        if self.files.is_empty() {
            self.answer(&engine, io::stdin().lock(), &mut out)?;
        }
        for file in &self.files {
            let opened = File::open(file).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", file.display())))?;
            self.answer(&engine, BufReader::new(opened), &mut out)?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }

    fn answer(&self, engine: &Engine, lines: impl BufRead, out: &mut impl Write) -> Result<(), CliError> {
        for line in lines.split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            let text = line.trim_end_matches('\r');
            let figures = engine.figures(text, self.lang.as_deref(), self.country.as_deref());
            serde_json::to_writer(&mut *out, &Answer { text, figures }).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Ok(())
    }
}
