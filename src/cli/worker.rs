//! `casebook worker` (hidden): answers a supervisor, a JSON line in, a JSON line out.

use super::error::CliError;
use super::extract::load_knowledge;
use crate::batch;
use crate::pipeline::Engine;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Read files for a supervisor: a JSON line in, a JSON line out
#[derive(Debug, Args)]
pub(super) struct Worker {
    #[arg(long)]
    knowledge: Option<PathBuf>,
}

impl Worker {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let engine = Engine::load(&load_knowledge(self.knowledge.as_deref())?)?;
        batch::serve(&engine)?;
        Ok(ExitCode::SUCCESS)
    }
}
