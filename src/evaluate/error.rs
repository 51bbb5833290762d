//! Why scores can't be given, and what to do.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    #[error("there is no file or folder {}", .0.display())]
    NoSuchPath(PathBuf),
    #[error("{} can't be read: {}", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    #[error("{} can't be written: {}", .0.display(), .1)]
    Unwritable(PathBuf, io::Error),
    #[error("{} holds no gold file (NAME.gold.json)", .0.display())]
    NoGold(PathBuf),
    #[error("{} is still a draft", .0.display())]
    Draft(PathBuf),
    #[error("{}: {}", .0.display(), .1)]
    Malformed(PathBuf, String),
    #[error("two gold files judge the file {0}")]
    TwoGolds(String),
    #[error("{} holds no casebook record", .0.display())]
    NoRecords(PathBuf),
    #[error("no record is of a file the gold names, such as {0}")]
    NothingToCompare(String),
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
}

impl EvaluateError {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoSuchPath(_) => "Check the spelling; a name with blanks needs quotes.",
            Self::Unreadable(..) => "Check that it is there and that you may read it.",
            Self::Unwritable(..) => "Choose a place you may write to, and check that the disk has room.",
            Self::NoGold(_) => "Start gold with casebook annotate-gold RECORDS -o FOLDER, correct it, and give that folder.",
            Self::Draft(_) => "Correct it against the document itself, then delete its line \"draft\": true.",
            Self::Malformed(..) => "Correct that place; the README says what the file may hold.",
            Self::TwoGolds(_) => "Take the file out of the list `files` of one of them.",
            Self::NoRecords(_) => "Give what casebook extract wrote: its output folder, records.ndjson, or a folder of records.",
            Self::NothingToCompare(_) => {
                "Extract the files the gold was made for. A record belongs to gold when its file's name stands in the gold's list `files`."
            }
            Self::Exists(_) => "It may hold corrections. Choose another folder, or start it again with --force.",
        }
    }
}
