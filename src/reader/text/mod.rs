//! Plain text, as people send it: any encoding, lines broken at a width or not, copied from a page or not, with crumbs of
//! Markdown and HTML.
//!
//! bytes → characters (`encoding`) → lines and pages (`lines`) → lines without running matter (`running`) → paragraphs, list
//! items and tables (`paragraphs`, `tables`) → the canonical text (`writer`).

mod columns;
mod crumbs;
mod encoding;
mod flattened;
mod flow;
mod hyphens;
mod lines;
mod paragraphs;
mod running;
mod tables;
mod wrap;
mod writer;

pub use crumbs::decode_entities;
pub use encoding::{decode, looks_like_text};

use super::ReadError;
use crate::document::{Document, DocumentBuilder, Pagination};
use crate::flag::{Flag, FlagCode};
use lines::Line;

/// A plain text of more bytes is no case study.
const LARGEST: usize = 64 << 20;

/// Reads a plain text.
///
/// # Errors
/// When there are no words in it, or far too many.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(format!("{} MB of plain text", bytes.len() >> 20)));
    }
    let decoded = encoding::decode(bytes);
    let (lines, pages) = lines::split(&decoded.text);
    if !lines.iter().any(|l| l.text.chars().any(char::is_alphanumeric)) {
        return Err(ReadError::NoText);
    }
    let mut builder = DocumentBuilder::new(if pages > 0 { Pagination::Approximate } else { Pagination::None });
    if let Some(name) = decoded.inferred {
        builder.flag(Flag::new(FlagCode::EncodingInferred).because(format!("read as {name}")));
    }
    if decoded.damaged {
        builder.flag(Flag::new(FlagCode::FileDamaged).because("some characters could not be decoded"));
    }
    let (body, running) = part(lines);
    let pieces = flattened::restore(paragraphs::assemble(&body));
    Ok(writer::write(builder, &pieces, &running, pages))
}

/// Parts the text's lines from running matter; the lines behind such know that a page may have ended there.
fn part(mut lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    lines::tidy(&mut lines);
    let running = running::find(&lines);
    let (mut body, mut moved): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    let mut removed_blanks = None;
    for (line, running) in lines.into_iter().zip(running) {
        if running {
            removed_blanks = Some(removed_blanks.unwrap_or(0) + line.blanks);
            moved.push(line);
            continue;
        }
        let before: Option<&Line> = body.last();
        let blanks = line.blanks + removed_blanks.unwrap_or(0);
        let broken = removed_blanks.is_some() || blanks >= running::GAP || before.is_some_and(|b| b.page != line.page);
        body.push(Line { blanks, broken, ..line });
        removed_blanks = None;
    }
    (body, moved)
}

#[cfg(test)]
mod tests;
