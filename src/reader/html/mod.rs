//! Web pages, and what word processors save as such: headings, lists, tables, with what is hidden or deleted left out.

mod page;
mod tags;
#[cfg(test)]
mod tests;

use super::rich::{Stories, plural};
use super::{ReadError, text};
use crate::document::Document;
use crate::flag::{Flag, FlagCode};

/// A page of more bytes is no case study.
const LARGEST: usize = 64 << 20;

/// Whether a text that starts like this is a web page, not a text with a few crumbs of one.
pub fn is_page(start: &str, name: &str) -> bool {
    let mut start = start.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    while let Some((_, after)) = start.strip_prefix("<!--").and_then(|s| s.split_once("-->")) {
        start = after.trim_start().to_owned();
    }
    let named = name.rsplit_once('.').is_some_and(|(_, e)| ["html", "htm", "xhtml"].contains(&e.to_ascii_lowercase().as_str()));
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") && start.contains("<html"))
        || (named && start.starts_with('<'))
}

/// Reads a web page.
///
/// # Errors
/// When there are no words in it, or far too many.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(format!("{} MB of HTML", bytes.len() >> 20)));
    }
    let decoded = text::decode(bytes);
    let page = page::read(&decoded.text)?;
    let stories = Stories { body: page.body, running: page.running, ..Stories::default() };
    let mut builder = stories.lay_out().ok_or(ReadError::NoText)?;
    let mut flag = |code, detail: String| builder.flag(Flag::new(code).because(detail));
    if decoded.damaged {
        flag(FlagCode::FileDamaged, "some characters could not be decoded".to_owned());
    }
    if page.insertions + page.deletions > 0 {
        flag(FlagCode::TrackedChanges, format!("{}, {}", plural(page.insertions, "insertion"), plural(page.deletions, "deletion")));
    }
    if page.hidden > 0 {
        flag(FlagCode::HiddenTextLeftOut, plural(page.hidden, "stretch"));
    }
    *builder.metadata() = page.metadata;
    Ok(builder.finish())
}
