//! `casebook flags`: the closed list of reasons for doubt.

use super::error::CliError;
use super::style;
use crate::flag::{FlagCode, Severity};
use clap::Args;
use std::io::{self, Write};
use std::process::ExitCode;

/// List the flags records may carry, and what they mean
#[derive(Debug, Args)]
pub(super) struct Flags {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Flags {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let mut out = io::stdout().lock();
        if self.json {
            let list: Vec<_> = FlagCode::ALL.iter().map(|f| entry(*f)).collect();
            serde_json::to_writer_pretty(&mut out, &list).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(ExitCode::SUCCESS);
        }
        let paint = style::stdout();
        let width = FlagCode::ALL.iter().map(|f| f.code().len()).max().unwrap_or(0);
        for (severity, title) in [
            (Severity::Action, "Something is missing or unreadable: a person has to act"),
            (Severity::Doubt, "A value may be wrong: look before relying on it"),
            (Severity::Info, "Good to know, nothing to do"),
        ] {
            writeln!(out, "{} ({})", paint.strong(title), name(severity))?;
            for flag in FlagCode::ALL.iter().filter(|f| f.severity() == severity) {
                writeln!(out, "  {:width$}  {}", flag.code(), flag.meaning())?;
            }
            writeln!(out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn entry(flag: FlagCode) -> serde_json::Value {
    serde_json::json!({ "code": flag.code(), "severity": name(flag.severity()), "meaning": flag.meaning() })
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Doubt => "doubt",
        Severity::Action => "action",
    }
}
