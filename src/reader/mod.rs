//! Bytes to a [`Document`]. The format is told by the content, never by the file name alone.

mod convert;
mod docx;
mod foreign;
mod html;
mod identify;
pub mod ocr;
mod odt;
mod pdf;
mod rich;
mod rtf;
mod text;

pub use identify::{Archive, Format, archive_content, identify};
pub use pdf::Drawing;

use crate::document::Document;
use crate::flag::{Flag, FlagCode};
use std::time::Duration;

/// What a reader may need to know beside the bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions<'a> {
    /// Tried on protected files.
    pub password: Option<String>,
    /// How long another program may take to convert a file; none: no other program is started.
    pub convert: Option<Duration>,
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
    #[error("the file is an Outlook message (.msg), which casebook doesn't read")]
    OutlookMessage,
    #[error("the file is {0}, which casebook reads through LibreOffice, and --convert never forbids that")]
    ConversionOff(String),
    #[error("the file is {0}, which casebook reads through LibreOffice, and that is not installed here")]
    ConverterMissing(String),
    #[error("the file is {0}, which LibreOffice did not convert: {1}")]
    NotConverted(String, String),
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("the file is too large or unpacks to too much: {0}")]
    TooLarge(String),
    #[error("it holds no files")]
    NothingInside,
    #[error("it is packed in too many archives and mails, one inside the other")]
    NestedTooDeep,
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
            Self::OutlookMessage => "outlook_message",
            Self::ConversionOff(_) => "conversion_off",
            Self::ConverterMissing(_) => "converter_missing",
            Self::NotConverted(..) => "not_converted",
            Self::Damaged(_) => "damaged",
            Self::TooLarge(_) => "too_large",
            Self::NothingInside => "nothing_inside",
            Self::NestedTooDeep => "nested_too_deep",
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
            Self::OutlookMessage => {
                "Open it in Outlook and save its attachments into the folder, or save the message as .eml, which casebook reads."
            }
            Self::ConversionOff(_) => "Run again with --convert auto, or save it as DOCX or PDF and put that in the folder.",
            Self::ConverterMissing(_) => {
                "Save it as DOCX or PDF and put that in the folder, or install LibreOffice (its soffice has to be on the PATH) and run again."
            }
            Self::NotConverted(..) => "Open it in its own program, save it as DOCX or PDF, and put that in the folder.",
            Self::Damaged(_) => "Open it in its own program: if it opens, save a new copy; if not, ask the sender for it again.",
            Self::TooLarge(_) => "Check that it is a genuine submission; if it is, save it again as PDF or split it.",
            Self::NothingInside => "Ask the sender for it again: it arrived with nothing in it.",
            Self::NestedTooDeep => "Unpack the outer archive or mail into the folder and run again.",
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
        Format::Foreign(foreign) => {
            let deadline = options.convert.ok_or_else(|| ReadError::ConversionOff(foreign.name.to_owned()))?;
            let converted = convert::convert(bytes, foreign, deadline)?;
            let mut document = read_native(&converted, identify(&converted, "")?, options)?;
            let detail = format!("{} read through {}", foreign.name, convert::PROGRAM);
            document.flags.push(Flag::new(FlagCode::Converted).because(detail));
            document
        }
        format => read_native(bytes, format, options)?,
    };
    Ok((format, document))
}

fn read_native(bytes: &[u8], format: Format, options: &ReadOptions<'_>) -> Result<Document, ReadError> {
    match format {
        Format::Pdf => pdf::read(bytes, options),
        Format::Docx => docx::read(bytes),
        Format::Odt => odt::read(bytes),
        Format::Rtf => rtf::read(bytes),
        Format::Html => html::read(bytes),
        Format::Text => text::read(bytes),
        Format::Foreign(foreign) => Err(ReadError::Unsupported(foreign.name.to_owned())),
    }
}

/// A page (from 1) as it is displayed, at so many pixels an inch; none where the format has no pages to draw, or not this one.
///
/// # Errors
/// When there is nothing to read.
pub fn draw(bytes: &[u8], name: &str, password: Option<&str>, page: u32, resolution: f32) -> Result<Option<Drawing>, ReadError> {
    match identify(bytes, name)? {
        Format::Pdf => pdf::draw(bytes, password, page, resolution),
        _ => Ok(None),
    }
}
