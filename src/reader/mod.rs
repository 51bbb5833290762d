//! Bytes to a [`Document`]. The format is told by the content, never by the file name alone.

mod docx;
mod identify;
pub mod ocr;
mod pdf;
mod text;

pub use identify::{Format, identify};
pub use pdf::Drawing;

use crate::document::Document;

/// What a reader may need to know beside the bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions<'a> {
    /// Tried on protected files.
    pub password: Option<String>,
    /// How pages that are pictures are read; None: they are not.
    pub ocr: Option<ocr::Ocr<'a>>,
}

/// Why a file gives no document, and what its sender or the user can do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is protected by a password")]
    PasswordNeeded,
    #[error("the password is wrong")]
    PasswordWrong,
    #[error("the file is {0}, which casebook doesn't read")]
    Unsupported(String),
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("the file is too large or unpacks to too much: {0}")]
    TooLarge(String),
    #[error("the file holds no text")]
    NoText,
}

impl ReadError {
    /// A short stable name for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::PasswordNeeded => "password_needed",
            Self::PasswordWrong => "password_wrong",
            Self::Unsupported(_) => "unsupported",
            Self::Damaged(_) => "damaged",
            Self::TooLarge(_) => "too_large",
            Self::NoText => "no_text",
        }
    }

    /// What to do about it, in words a programme officer can act on.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Empty => "Ask the sender for the file again: it arrived with nothing in it.",
            Self::PasswordNeeded => "Ask the sender for an unprotected copy, or give the password with --password.",
            Self::PasswordWrong => "Check the password given with --password, or ask the sender for an unprotected copy.",
            Self::Unsupported(_) => "Save it as PDF, DOCX or plain text and put that in the folder.",
            Self::Damaged(_) => "Open it in its own program: if it opens, save a new copy; if not, ask the sender for it again.",
            Self::TooLarge(_) => "Check that it is a genuine submission; if it is, save it again as PDF or split it.",
            Self::NoText => "Open it: if it shows text, save it as PDF or DOCX; if it is blank, ask the sender for it again.",
        }
    }
}

/// Reads a file of any supported format.
///
/// # Errors
/// Only when there is nothing to read; a file that is damaged in part gives a document with a flag.
pub fn read(bytes: &[u8], name: &str, options: &ReadOptions<'_>) -> Result<(Format, Document), ReadError> {
    let format = identify(bytes, name)?;
    let document = match format {
        Format::Pdf => pdf::read(bytes, options)?,
        Format::Docx => docx::read(bytes)?,
        Format::Text => text::read(bytes)?,
    };
    Ok((format, document))
}

/// A page (from 1) as it is displayed, at so many pixels an inch; none where the format has no pages to draw, or not this one.
///
/// # Errors
/// When there is nothing to read.
pub fn draw(bytes: &[u8], name: &str, password: Option<&str>, page: u32, resolution: f32) -> Result<Option<Drawing>, ReadError> {
    match identify(bytes, name)? {
        Format::Pdf => pdf::draw(bytes, password, page, resolution),
        Format::Docx | Format::Text => Ok(None),
    }
}
