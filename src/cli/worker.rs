//! `casebook worker` (hidden): answers a supervisor, a JSON line in, a JSON line out.

use super::error::CliError;
use super::extract::{load_knowledge, with_template};
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
    #[arg(long)]
    template_file: Option<String>,
}

impl Worker {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let (knowledge, _) = with_template(load_knowledge(self.knowledge.as_deref())?, self.template_file.as_deref())?;
        let engine = Engine::load(&knowledge)?;
        batch::serve(&engine)?;
        Ok(ExitCode::SUCCESS)
    }
}
