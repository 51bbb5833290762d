//! Rich text (.rtf), by plain parsing: control words set a state, which groups save and restore.
//!
//! `tokens` cuts the file up, `state` holds what control words change, `reading` turns both into blocks, `tables` puts
//! cells on a grid, `encoding` tells letters from bytes.

mod encoding;
mod reading;
mod state;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;

use super::ReadError;
use super::rich::content::Block;
use super::rich::{Stories, plural};
use crate::document::Document;
use crate::flag::{Flag, FlagCode};

/// Reads a rich text.
///
/// # Errors
/// When it is nested beyond measure or holds no text.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let read = reading::read(bytes)?;
    let pages = read.paged.then_some(read.page);
    // A generated table of contents repeats the headings, so it stands beside the text.
    let (contents, body): (Vec<Block>, Vec<Block>) = read.body.into_iter().partition(|b| matches!(b, Block::Paragraph(p) if p.contents));
    let running = contents.into_iter().chain(read.running).collect();
    let mut builder = Stories { body, notes: read.notes, running, pages }.lay_out().ok_or(ReadError::NoText)?;
    let mut flag = |code, detail: String| builder.flag(Flag::new(code).because(detail));
    if read.insertions + read.deletions > 0 {
        flag(FlagCode::TrackedChanges, format!("{}, {}", plural(read.insertions, "insertion"), plural(read.deletions, "deletion")));
    }
    for (code, number, noun) in
        [(FlagCode::CommentsLeftOut, read.comments, "comment"), (FlagCode::HiddenTextLeftOut, read.hidden, "stretch")]
    {
        if number > 0 {
            flag(code, plural(number, noun));
        }
    }
    if read.is_cut_off {
        flag(FlagCode::FileDamaged, "it breaks off before its end".to_owned());
    }
    *builder.metadata() = read.metadata;
    Ok(builder.finish())
}
