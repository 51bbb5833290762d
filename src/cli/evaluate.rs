//! `casebook evaluate`: how right the records are, by gold.

use super::error::{CliError, SOME_FAILED};
use super::{scores, style};
use crate::evaluate::{self, Changes, Evaluation, Gate, Records, Report, Snapshot, Split};
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Exit codes: 0 done, 1 the gate failed, 2 nothing could be scored.

Examples:
  casebook evaluate output --gold gold
  casebook evaluate output --gold gold --worst 3             with every mistake of the three worst files
  casebook evaluate output --gold gold --json > before.json
  casebook evaluate output --gold gold --against before.json what a change won and broke
  casebook evaluate output --gold gold --gate scores.toml    fail when a score has fallen";

/// Score records against gold: what careful readers found in the documents
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Evaluate {
    /// What extract wrote: its output folder, records.ndjson, or a folder of records
    records: PathBuf,
    /// Folder of gold files (NAME.gold.json)
    #[arg(long)]
    gold: PathBuf,
    /// Cases to measure but never show, as a TOML list `validation` [default: split.toml in or beside the gold folder]
    #[arg(long, value_name = "FILE")]
    split: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Also show the worst files with everything that is wrong in them
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    worst: usize,
    /// Show what changed since an evaluation that was printed with --json
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Fail when a score has fallen by more than half a point below what this file keeps
    #[arg(long, value_name = "FILE")]
    gate: Option<PathBuf>,
    /// Write the gate's file anew
    #[arg(long, requires = "gate")]
    write_gate: bool,
}

impl Evaluate {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let golds = evaluate::load_gold(&self.gold)?;
        let split = match &self.split {
            Some(file) => Split::load(file)?,
            None => Split::beside(&self.gold)?.unwrap_or_default(),
        };
        // Before the work, so that a mistake in it is told at once.
        let before = self.against.as_deref().map(|file| Snapshot::load(file, &split)).transpose()?;
        let evaluation = evaluate::evaluate(&golds, &Records::load(&self.records)?, &split)?;
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &Report::new(&evaluation)).map_err(io::Error::from)?;
            writeln!(out)?;
        } else if let Some(before) = &before {
            scores::changes(&mut out, style::stdout(), &Changes::between(before, &evaluation))?;
        } else if self.gate.is_none() || self.worst > 0 {
            scores::evaluation(&mut out, style::stdout(), &evaluation, self.worst)?;
        }
        self.gate(&evaluation)
    }

    fn gate(&self, evaluation: &Evaluation) -> Result<ExitCode, CliError> {
        let Some(file) = &self.gate else { return Ok(ExitCode::SUCCESS) };
        if self.write_gate {
            Gate::of(evaluation).save(file)?;
            eprintln!("wrote {}", file.display());
            return Ok(ExitCode::SUCCESS);
        }
        let verdict = Gate::load(file)?.judge(evaluation);
        scores::verdict(&mut io::stderr().lock(), style::stderr(), &verdict, file)?;
        Ok(if verdict.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
    }
}
