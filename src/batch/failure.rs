//! Why a file has no record, and why a batch can't start.

use crate::reader::ReadError;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// Why a file has no record, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A short stable name for scripts.
    pub code: String,
    pub message: String,
    /// What to do, in words a programme officer can act on.
    pub advice: String,
}

impl Failure {
    fn new(code: &str, message: impl Into<String>, advice: &str) -> Self {
        Self { code: code.to_owned(), message: message.into(), advice: advice.to_owned() }
    }

    #[must_use]
    pub fn timeout(seconds: u64) -> Self {
        Self::new(
            "timeout",
            format!("reading it took longer than {seconds} s and was stopped"),
            "Try again with a longer --timeout; if that doesn't help, open the file, save it again as PDF and use that copy.",
        )
    }

    #[must_use]
    pub fn crashed(how: &str) -> Self {
        Self::new(
            "crashed",
            format!("the program reading it broke down ({how})"),
            "Open the file, save it again as PDF and use that copy; please report it, with the file if you may.",
        )
    }

    #[must_use]
    pub fn internal(what: impl Into<String>) -> Self {
        Self::new(
            "internal",
            what,
            "This is a mistake in casebook: please report it, with the file if you may. A copy saved again as PDF may read.",
        )
    }

    #[must_use]
    pub fn name_not_unicode() -> Self {
        Self::new("name_not_unicode", "its name can't be written as text", "Rename the file and run again.")
    }

    #[must_use]
    pub fn no_worker(error: &io::Error) -> Self {
        Self::new(
            "no_worker",
            format!("no process could be started to read it: {error}"),
            "Close other programs, or use fewer --jobs, and run again.",
        )
    }

    #[must_use]
    pub fn not_written(error: &io::Error) -> Self {
        Self::new(
            "not_written",
            format!("its record could not be written: {error}"),
            "Check that the output folder can be written and has room; shorten the file's name if it is very long.",
        )
    }

    #[must_use]
    pub fn output_taken(path: &str) -> Self {
        Self::new(
            "output_taken",
            format!("{path} exists in the output folder and was not written by casebook"),
            "Move that file away, or choose another folder with --output.",
        )
    }

    /// A file or folder the system would not open.
    #[must_use]
    pub fn unreadable(error: &io::Error) -> Self {
        let advice = match error.kind() {
            io::ErrorKind::PermissionDenied => "Ask for the right to read it, then run again.",
            io::ErrorKind::NotFound => "It was moved or deleted, or is a link to something that is gone: put it back and run again.",
            _ => "Check that the disk or network drive is there, then run again.",
        };
        Self::new("unreadable", format!("the system would not open it: {error}"), advice)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::new(error.code(), error.to_string(), error.advice())
    }
}

/// Why a batch can't start or its results can't be kept.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    #[error("there is no file or folder {}", .0.display())]
    NoSuchPath(PathBuf),
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    #[error("{} holds files of its own, like {}", .0.display(), .1)]
    HoldsFiles(PathBuf, String),
    #[error("{}", .0.message)]
    File(Failure),
    #[error("no files to read were found")]
    NoFiles,
    #[error("the folder holds no submissions, only what casebook wrote there")]
    OnlyRecords,
    #[error("{} was not written by casebook and would be overwritten", .0.display())]
    NotOurs(PathBuf),
    #[error("{} can't be written: {}", .0.display(), .1)]
    Output(PathBuf, io::Error),
    #[error("no threads could be started: {0}")]
    Threads(String),
}

impl BatchError {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &str {
        match self {
            Self::File(failure) => &failure.advice,
            Self::HoldsFiles(..) => {
                "Read all of them with casebook extract, or give one of them: the path of the archive or mail, a slash, and its path inside."
            }
            Self::NoSuchPath(_) => "Check the spelling; a name with blanks needs quotes.",
            Self::Folder(_) => "Give one of its files, or read the whole folder with casebook extract.",
            Self::NoFiles => {
                "Give a folder that holds PDF, DOCX, ODT, RTF, HTML or text files, or archives and mails with such. Hidden files are left out."
            }
            Self::OnlyRecords => "Give the folder the submissions are in: this one is where an earlier run put its records.",
            Self::NotOurs(_) => "Choose another folder with --output, or move that file away.",
            Self::Output(..) => "Choose a folder you may write to with --output, and check that the disk has room.",
            Self::Threads(_) => "Use fewer --jobs.",
        }
    }
}
