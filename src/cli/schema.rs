//! `casebook schema` (hidden): the record's JSON Schema, for `schemas/record.schema.json`.

use super::error::CliError;
use crate::record;
use clap::Args;
use std::io::{self, Write};
use std::process::ExitCode;

/// Print the record's JSON Schema
#[derive(Debug, Args)]
pub(super) struct Schema {}

impl Schema {
    #[expect(clippy::unused_self, reason = "every verb runs the same way")]
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        io::stdout().lock().write_all(record::json_schema().as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
