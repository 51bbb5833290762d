//! Word files: one pass over the body and one over each other part, with `quick-xml`.
//!
//! | file | holds |
//! |---|---|
//! | `properties`, `styles`, `numbering`, `symbols` | how text looks, which paragraphs are headings, what is printed before them |
//! | `story`, `inline`, `table` | blocks, paragraphs and tables of the body, of notes, headers, text boxes |
//!
//! The zip, its XML, the blocks and their way into the canonical text are shared with other formats (`rich`).
//!
//! Styles and numbering were meant to come from `docx-rs`. Measured with its 0.4.22 on 298 files of other projects' tests,
//! it reads styles well in all but one (a strict file, on which it panics) and numbering in all. But on parts that are cut
//! off it never returns (7 of 19 styles, 5 of 10 numberings: its loops do not end at the end of the part), where this
//! reader has to give what it could read. It does not say which style is the default and takes `vanish` for on when the
//! file says off; sizes, switches, number texts and starts are private in its types and would have to be fetched through
//! their JSON. Reading the two parts here takes less code than working around that.

mod inline;
mod numbering;
mod properties;
mod story;
mod styles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;

use super::ReadError;
use super::rich::{content, layout, package, plural, xml};
use crate::document::{Document, DocumentBuilder, Flow, Metadata, Page, Pagination};
use crate::flag::{Flag, FlagCode};
use content::Block;
use layout::Layout;
use package::{Package, Relationship};
use std::collections::{HashMap, HashSet};
use story::{Context, NoteKind, read_blocks};
use xml::Xml;

/// Reads a Word file (.docx, .docm, .dotx, .dotm).
///
/// # Errors
/// When it is no Word file, is protected, unpacks to too much, or holds no text.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let relationships = package.relationships(&main)?;
    let mut reading = Reading { package, relationships, context: Context::default(), damaged: Vec::new() };
    if let Some(part) = reading.related("styles")? {
        reading.context.styles = styles::Styles::read(&part)?;
    }
    if let Some(part) = reading.related("numbering")? {
        reading.context.numbering = numbering::Numbering::read(&part)?;
    }
    reading.drawn()?;
    let body = reading.story(&main)?;
    let pages = reading.context.pages.current;
    let (contents, body) = body.into_iter().partition(|b| matches!(b, Block::Paragraph(p) if p.contents));
    let notes = reading.notes()?;
    let running = reading.headers()?;
    reading.lay_out(Stories { body, notes, contents, running, pages })
}

/// Everything the file says, by where it belongs.
struct Stories {
    body: Vec<Block>,
    notes: Vec<Block>,
    /// A generated table of contents: it repeats the headings, so it stands beside the text.
    contents: Vec<Block>,
    /// Headers and footers.
    running: Vec<Block>,
    /// How many pages the body's breaks make.
    pages: u32,
}

struct Reading<'a> {
    package: Package<'a>,
    /// Of the main part.
    relationships: Vec<Relationship>,
    context: Context,
    /// Parts that broke off.
    damaged: Vec<String>,
}

impl Reading<'_> {
    /// The part the main part points to with this kind of relationship.
    fn related(&mut self, kind: &str) -> Result<Option<String>, ReadError> {
        let Some(target) = self.relationships.iter().find(|r| r.kind == kind).map(|r| r.target.clone()) else { return Ok(None) };
        self.package.part(&target)
    }

    fn story(&mut self, part: &str) -> Result<Vec<Block>, ReadError> {
        let Some(text) = self.package.part(part)? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&text);
        self.context.begin_story();
        self.context.sections = story::section_starts(&text)?;
        let blocks = read_blocks(&mut self.context, &mut xml)?;
        if xml.is_damaged() {
            self.damaged.push(part.to_owned());
        }
        Ok(blocks)
    }

    /// Text of diagrams and titles of charts, which stand in parts of their own. (A chart's numbers are a picture's source,
    /// not text.)
    fn drawn(&mut self) -> Result<(), ReadError> {
        let data = self.relationships.iter().filter(|r| matches!(r.kind.as_str(), "diagramData" | "chart"));
        let parts: Vec<_> = data.map(|r| (r.id.clone(), r.target.clone())).collect();
        for (id, part) in parts {
            let blocks = self.story(&part)?;
            self.context.drawn.insert(id, blocks);
        }
        self.context.produced = 0;
        Ok(())
    }

    /// The notes the body refers to, in the order it does. A note whose reference was deleted is no longer there.
    fn notes(&mut self) -> Result<Vec<Block>, ReadError> {
        let references = std::mem::take(&mut self.context.noticed.notes);
        let mut notes: HashMap<(NoteKind, String), Vec<Block>> = HashMap::new();
        for (kind, relation, tag) in [(NoteKind::Footnote, "footnotes", "footnote"), (NoteKind::Endnote, "endnotes", "endnote")] {
            let pages: HashMap<&str, u32> = references.iter().filter(|r| r.kind == kind).map(|r| (r.id.as_str(), r.page)).collect();
            if pages.is_empty() {
                continue;
            }
            let Some(part) = self.related(relation)? else { continue };
            let mut xml = Xml::new(&part);
            while let Some(element) = xml.next_inside(0)? {
                let id = element.attribute("id").filter(|_| element.name() == tag).map(String::from);
                let Some((id, page)) = id.and_then(|id| Some((pages.get(id.as_str())?, id))).map(|(page, id)| (id, *page)) else {
                    continue;
                };
                self.context.begin_story();
                self.context.pages.current = page;
                let blocks = read_blocks(&mut self.context, &mut xml)?;
                notes.insert((kind, id), blocks);
            }
            if xml.is_damaged() {
                self.damaged.push(relation.to_owned());
            }
        }
        Ok(references.into_iter().filter_map(|r| notes.remove(&(r.kind, r.id))).flatten().collect())
    }

    /// Headers and footers that some section shows, each different text once.
    fn headers(&mut self) -> Result<Vec<Block>, ReadError> {
        self.context.pages.current = 1;
        let shown = self.relationships.iter().filter(|r| self.context.noticed.headers.contains(&r.id));
        let parts: Vec<String> = shown.map(|r| r.target.clone()).collect();
        let (mut read, mut texts) = (HashSet::new(), HashSet::new());
        let mut out = Vec::new();
        for part in parts {
            if read.insert(part.clone()) {
                let blocks = self.story(&part)?;
                out.extend(blocks.into_iter().filter(|block| texts.insert(block.text())));
            }
        }
        Ok(out)
    }

    fn lay_out(mut self, story: Stories) -> Result<Document, ReadError> {
        let paged = self.context.pages.seen;
        let builder = DocumentBuilder::new(if paged { Pagination::Approximate } else { Pagination::None });
        let mut layout = Layout::new(builder, paged, layout::body_size(&story.body));
        layout.write(story.body, Flow::Body);
        layout.write(story.notes, Flow::Note);
        layout.write(story.contents, Flow::Running);
        layout.write(story.running, Flow::Running);
        let mut builder = layout.finish();
        let unpacked_badly = self.package.damaged().iter().filter(|p| !self.damaged.contains(p)).cloned();
        self.damaged = unpacked_badly.chain(self.damaged.iter().cloned()).collect();
        if builder.end() == 0 {
            let reason = self.damaged.first().map(|part| ReadError::Damaged(format!("{part} breaks off before any text")));
            return Err(reason.unwrap_or(ReadError::NoText));
        }
        if paged {
            let (width, height) = self.context.noticed.paper.unwrap_or(A4);
            (1..=story.pages).for_each(|number| builder.push_page(Page { number, width: width / 20.0, height: height / 20.0 }));
        }
        self.raise_flags(&mut builder);
        *builder.metadata() = self.metadata()?;
        Ok(builder.finish())
    }

    fn raise_flags(&self, builder: &mut DocumentBuilder) {
        let noticed = &self.context.noticed;
        if noticed.insertions + noticed.deletions > 0 {
            let detail = format!("{}, {}", plural(noticed.insertions, "insertion"), plural(noticed.deletions, "deletion"));
            builder.flag(Flag::new(FlagCode::TrackedChanges).because(detail));
        }
        if noticed.comments > 0 {
            builder.flag(Flag::new(FlagCode::CommentsLeftOut).because(plural(noticed.comments, "comment")));
        }
        if noticed.hidden > 0 {
            builder.flag(Flag::new(FlagCode::HiddenTextLeftOut).because(plural(noticed.hidden, "stretch")));
        }
        if !self.damaged.is_empty() {
            builder.flag(Flag::new(FlagCode::FileDamaged).because(format!("broken or cut off: {}", self.damaged.join(", "))));
        }
        if noticed.embedded > 0 {
            builder.flag(Flag::new(FlagCode::EmbeddedLeftOut).because(plural(noticed.embedded, "embedded file")));
        }
    }

    /// Core properties; the language falls back on the one its styles are set in.
    fn metadata(&mut self) -> Result<Metadata, ReadError> {
        let mut out = Metadata::default();
        let root = self.package.relationships("")?;
        if let Some(core) = root.iter().find(|r| r.kind == "core-properties")
            && let Some(part) = self.package.part(&core.target)?
        {
            let mut xml = Xml::new(&part);
            while let Some(element) = xml.next_inside(0)? {
                let field = match element.name() {
                    "title" => &mut out.title,
                    "creator" => &mut out.author,
                    "language" => &mut out.language,
                    _ => continue,
                };
                *field = Some(xml.text()?.trim().to_owned()).filter(|t| !t.is_empty());
            }
        }
        out.language = out.language.or_else(|| self.context.styles.language().map(Into::into));
        Ok(out)
    }
}

/// In twentieths of a point.
const A4: (f32, f32) = (11906.0, 16838.0);
