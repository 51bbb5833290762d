//! OpenDocument texts (.odt, .ott, and the one-file form .fodt): one pass over the styles, one over the content.
//!
//! | file | holds |
//! |---|---|
//! | `styles` | how words look, which paragraphs are headings, what lists print |
//! | `story`, `table` | blocks of the body, of notes, headers, text boxes |
//! | `lists` | the numbers and bullets before paragraphs |

mod lists;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use super::ReadError;
use super::rich::content::Block;
use super::rich::package::Package;
use super::rich::xml::{Element, Xml};
use super::rich::{Stories, plural};
use crate::document::{Document, Metadata};
use crate::flag::{Flag, FlagCode};
use story::{Context, read_blocks};

/// Reads an OpenDocument text.
///
/// # Errors
/// When it is protected, unpacks to too much, or holds no text.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut reading = Reading::default();
    reading.context.page = 1;
    if !bytes.starts_with(b"PK") {
        reading.part("the file", &String::from_utf8_lossy(bytes))?;
        return reading.finish();
    }
    let mut package = Package::open(bytes)?;
    if package.part("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data")) {
        return Err(ReadError::PasswordNeeded);
    }
    // Styles come before what is set in them.
    for name in ["styles.xml", "content.xml", "meta.xml"] {
        if let Some(part) = package.part(name)? {
            reading.part(name, &part)?;
        }
    }
    reading.damaged = [package.damaged(), &reading.damaged].concat();
    reading.damaged.dedup();
    reading.finish()
}

#[derive(Default)]
struct Reading {
    context: Context,
    body: Vec<Block>,
    running: Vec<Block>,
    metadata: Metadata,
    damaged: Vec<String>,
}

impl Reading {
    fn part(&mut self, name: &str, part: &str) -> Result<(), ReadError> {
        let mut xml = Xml::new(part);
        while let Some(element) = xml.next_inside(0)? {
            self.element(&element, &mut xml)?;
        }
        if xml.is_damaged() {
            self.damaged.push(name.to_owned());
        }
        Ok(())
    }

    fn element(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        match element.name() {
            "style" | "default-style" => self.context.styles.read_style(element, xml),
            "list-style" | "outline-style" => self.context.styles.read_list(element, xml),
            "master-page" => self.master_page(xml),
            "text" if element.prefix() == Some("office") => {
                self.context.begin_body();
                self.body = read_blocks(&mut self.context, xml)?;
                Ok(())
            }
            "title" if element.prefix() == Some("dc") => fill(&mut self.metadata.title, xml),
            "initial-creator" => fill(&mut self.metadata.author, xml),
            "creator" if self.metadata.author.is_none() => fill(&mut self.metadata.author, xml),
            "language" if element.prefix() == Some("dc") => fill(&mut self.metadata.language, xml),
            _ => Ok(()),
        }
    }

    /// Headers and footers, each different text once.
    fn master_page(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let depth = xml.depth();
        while let Some(element) = xml.next_inside(depth)? {
            let name = element.name();
            if !(name.starts_with("header") || name.starts_with("footer")) || element.attribute("display").is_some_and(|d| d == "false") {
                xml.skip()?;
                continue;
            }
            for block in read_blocks(&mut self.context, xml)? {
                if self.running.iter().all(|r| r.text() != block.text()) {
                    self.running.push(block);
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        let context = self.context;
        let pages = context.paged.then_some(context.page);
        let running = context.contents.into_iter().chain(self.running).collect();
        let laid_out = Stories { body: self.body, notes: context.notes, running, pages }.lay_out();
        let Some(mut builder) = laid_out else {
            let reason = self.damaged.first().map(|part| ReadError::Damaged(format!("{part} breaks off before any text")));
            return Err(reason.unwrap_or(ReadError::NoText));
        };
        let mut flag = |code, detail: String| builder.flag(Flag::new(code).because(detail));
        if context.insertions + context.deletions > 0 {
            let detail = format!("{}, {}", plural(context.insertions, "insertion"), plural(context.deletions, "deletion"));
            flag(FlagCode::TrackedChanges, detail);
        }
        for (code, number, noun) in [
            (FlagCode::CommentsLeftOut, context.comments, "comment"),
            (FlagCode::HiddenTextLeftOut, context.hidden, "stretch"),
            (FlagCode::EmbeddedLeftOut, context.embedded, "embedded file"),
        ] {
            if number > 0 {
                flag(code, plural(number, noun));
            }
        }
        if !self.damaged.is_empty() {
            flag(FlagCode::FileDamaged, format!("broken or cut off: {}", self.damaged.join(", ")));
        }
        self.metadata.language = self.metadata.language.or(context.styles.language);
        *builder.metadata() = self.metadata;
        Ok(builder.finish())
    }
}

fn fill(field: &mut Option<String>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
    *field = Some(xml.text()?.trim().to_owned()).filter(|t| !t.is_empty());
    Ok(())
}
