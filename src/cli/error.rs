//! What a user is told when a command can't do its work: what is wrong, and what to do.

use super::style;
use crate::batch::{BatchError, Failure};
use crate::evaluate::EvaluateError;
use crate::knowledge::KnowledgeError;
use crate::reader::ReadError;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Some files failed.
pub(super) const SOME_FAILED: u8 = 1;
/// The command could not be understood or started.
pub(super) const USAGE: u8 = 2;

#[derive(Debug)]
pub(super) struct CliError {
    message: String,
    hint: String,
    code: u8,
}

impl CliError {
    pub(super) fn no_such_template(id: &str, known: &[&str]) -> Self {
        Self {
            message: format!("there is no template {id}"),
            hint: format!("Known templates: {}. A template file of your own is given by its path: FILE.toml.", known.join(", ")),
            code: USAGE,
        }
    }

    /// A file that can't be opened or written.
    pub(super) fn file(path: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "Check the spelling; a name with blanks needs quotes.",
            io::ErrorKind::PermissionDenied => "Ask for the right to it, or choose another place.",
            io::ErrorKind::AlreadyExists => "Choose another name with -o, or move that file away.",
            _ => "Check that it is a file of the right kind, and that the disk is there.",
        };
        Self { message: format!("{}: {error}", path.display()), hint: hint.to_owned(), code: USAGE }
    }

    /// What the user gave can't be used.
    pub(super) fn unusable(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), code: USAGE }
    }

    pub(super) fn no_ocr() -> Self {
        Self {
            message: "tesseract, which reads pages from their picture, is not installed".to_owned(),
            hint: "Install it with its language data (apt install tesseract-ocr-all, or brew install tesseract-lang), or leave --ocr out."
                .to_owned(),
            code: USAGE,
        }
    }

    pub(super) fn no_ocr_language(missing: &[String], installed: &[String]) -> Self {
        Self {
            message: format!("tesseract has no data for {}", missing.join(", ")),
            hint: format!("Install it, or choose among: {}.", installed.join(", ")),
            code: USAGE,
        }
    }

    pub(super) fn broke_down() -> Self {
        Self {
            message: "casebook broke down over this file".to_owned(),
            hint: "Please report it, with the file if you may share it.".to_owned(),
            code: SOME_FAILED,
        }
    }

    pub(super) fn not_drawn() -> Self {
        Self {
            message: "this page can't be drawn".to_owned(),
            hint: "Only pages of PDF files can; without -o the layout is printed as text.".to_owned(),
            code: USAGE,
        }
    }

    pub(super) fn report(&self) -> ExitCode {
        // The reader of a pipe went away: nobody is left to tell.
        if !self.message.is_empty() {
            let paint = style::stderr();
            eprintln!("{} {}", paint.bad("error:"), self.message);
            if !self.hint.is_empty() {
                eprintln!("  {} {}", paint.strong("→"), self.hint);
            }
        }
        ExitCode::from(self.code)
    }
}

impl From<BatchError> for CliError {
    fn from(error: BatchError) -> Self {
        Self { message: error.to_string(), hint: error.advice().to_owned(), code: USAGE }
    }
}

impl From<EvaluateError> for CliError {
    fn from(error: EvaluateError) -> Self {
        Self { message: error.to_string(), hint: error.advice().to_owned(), code: USAGE }
    }
}

impl From<KnowledgeError> for CliError {
    fn from(error: KnowledgeError) -> Self {
        Self {
            message: error.to_string(),
            hint: "Correct that file; for a template, casebook template check FILE tells all that is wrong with it.".to_owned(),
            code: USAGE,
        }
    }
}

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        Self { message: failure.message, hint: failure.advice, code: SOME_FAILED }
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        Failure::from(error).into()
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { message: String::new(), hint: String::new(), code: 0 };
        }
        Self { message: error.to_string(), hint: String::new(), code: USAGE }
    }
}
