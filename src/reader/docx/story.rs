//! Blocks of one story (the body, a note, a header): paragraphs, tables, and the wrappers around them.

use super::ReadError;
use super::content::{Block, Paragraph, Piece};
use super::numbering::Numbering;
use super::styles::Styles;
use super::table::CellProperties;
use super::xml::{Element, Token, Xml};
use super::{inline, table};
use std::collections::{HashMap, HashSet, VecDeque};

/// Paragraphs and cells of one file; a thousand-page report has a tenth of it.
const MAX_BLOCKS: usize = 200_000;

/// Fields inside one another: more are fields that were never ended.
const MAX_FIELDS: usize = 64;

/// What the stories of a file share, and what is noticed while reading them.
#[derive(Debug, Default)]
pub struct Context {
    pub styles: Styles,
    pub numbering: Numbering,
    pub pages: Pages,
    pub noticed: Noticed,
    /// Characters read as text so far: tells whether one of several equivalents held any.
    pub produced: usize,
    blocks: usize,
    /// Open complex fields, innermost last.
    pub fields: Vec<Field>,
    alternatives: Vec<Alternative>,
    /// Table cells being read, innermost last.
    pub cells: Vec<CellProperties>,
    /// The controls' properties read last say that they show a prompt; at which depth they stand.
    prompt_at: Option<usize>,
    /// Depths of open content controls that show their prompt.
    prompts: Vec<usize>,
    /// What diagrams (`SmartArt`) and charts say, by the relationship id of their part.
    pub drawn: HashMap<String, Vec<Block>>,
    /// Whether each section still to come begins on a page of its own.
    pub sections: VecDeque<bool>,
}

/// Where pages end, as far as breaks left in the file tell.
#[derive(Debug)]
pub struct Pages {
    /// From 1.
    pub current: u32,
    /// Whether the file holds any break at all.
    pub seen: bool,
    /// `Context::produced` when the current page began.
    began_at: usize,
}

impl Default for Pages {
    fn default() -> Self {
        Self { current: 1, seen: false, began_at: 0 }
    }
}

/// What later steps need to know of the body.
#[derive(Debug, Default)]
pub struct Noticed {
    pub insertions: usize,
    pub deletions: usize,
    pub comments: usize,
    pub hidden: usize,
    pub notes: Vec<NoteReference>,
    seen_notes: HashSet<(NoteKind, String)>,
    /// Relationship ids of headers and footers that some section uses.
    pub headers: HashSet<String>,
    /// Embedded files that stand in for text.
    pub embedded: usize,
    /// Width and height of the paper, in twentieths of a point.
    pub paper: Option<(f32, f32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    Footnote,
    Endnote,
}

#[derive(Debug)]
pub struct NoteReference {
    pub kind: NoteKind,
    pub id: String,
    pub page: u32,
}

/// A complex field: its instruction is not text, its result is.
#[derive(Debug, Default)]
pub struct Field {
    pub in_result: bool,
    /// A legacy form field's value, for when the file stores no result.
    pub value: Option<String>,
    /// `Context::produced` when the field began.
    pub began_at: usize,
}

/// The same content written several ways (`mc:AlternateContent`): the first that gives text is read.
#[derive(Debug)]
struct Alternative {
    depth: usize,
    produced: usize,
}

impl Context {
    /// A new story: nothing stays open from the last one.
    pub fn begin_story(&mut self) {
        self.fields.clear();
        self.alternatives.clear();
        self.prompt_at = None;
        self.prompts.clear();
    }

    pub fn count_block(&mut self) -> Result<(), ReadError> {
        self.blocks += 1;
        if self.blocks > MAX_BLOCKS {
            return Err(ReadError::TooLarge(format!("it has more than {MAX_BLOCKS} paragraphs and table cells")));
        }
        Ok(())
    }

    /// A break that an author or a style asks for.
    pub fn break_page(&mut self) {
        self.pages.seen = true;
        if self.produced > 0 {
            self.pages.current += 1;
            self.pages.began_at = self.produced;
        }
    }

    /// A break that does nothing where a page has just begun: a style asking for a new page, or the mark of the last
    /// program to lay the file out, which repeats the breaks asked for.
    pub fn break_page_if_begun(&mut self) {
        self.pages.seen = true;
        if self.produced > self.pages.began_at {
            self.break_page();
        }
    }

    /// The section that has just ended is followed by one that may begin on a new page.
    pub fn end_section(&mut self) {
        if self.sections.pop_front() == Some(true) {
            self.break_page_if_begun();
        }
    }

    /// Whether the run at this depth stands in a control that shows its prompt.
    pub fn in_prompt(&mut self, depth: usize) -> bool {
        while self.prompts.pop_if(|d| *d >= depth).is_some() {}
        !self.prompts.is_empty()
    }

    /// A complex field begins.
    pub fn open_field(&mut self, value: Option<String>) {
        if self.fields.len() >= MAX_FIELDS {
            self.fields.remove(0);
        }
        self.fields.push(Field { in_result: false, value, began_at: self.produced });
    }

    /// Whether text stands in a field's instruction.
    pub fn in_instruction(&self) -> bool {
        self.fields.iter().any(|f| !f.in_result)
    }

    pub fn refer_to_note(&mut self, kind: NoteKind, id: &str) {
        if self.noticed.seen_notes.insert((kind, id.to_owned())) {
            self.noticed.notes.push(NoteReference { kind, id: id.to_owned(), page: self.pages.current });
        }
    }

    /// Deals with elements that may stand at any level. True if the element is done with; otherwise what is inside it
    /// is read as if the element were not there.
    pub fn handle_wrapper(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<bool, ReadError> {
        let skip = match element.name() {
            "del" | "moveFrom" => {
                self.noticed.deletions += 1;
                true
            }
            "ins" | "moveTo" => {
                self.noticed.insertions += 1;
                false
            }
            "sdtPr" => {
                self.read_control_properties(xml)?;
                return Ok(true);
            }
            "sdtContent" => {
                self.in_prompt(xml.depth());
                self.prompts.extend(self.prompt_at.take().filter(|d| *d == xml.depth()));
                false
            }
            "AlternateContent" => {
                while self.alternatives.pop_if(|a| a.depth >= xml.depth()).is_some() {}
                self.alternatives.push(Alternative { depth: xml.depth(), produced: self.produced });
                false
            }
            "Choice" | "Fallback" => self.is_repeated(xml.depth()),
            "altChunk" | "subDoc" => {
                self.noticed.embedded += 1;
                true
            }
            "sectPr" => {
                self.read_section(xml)?;
                return Ok(true);
            }
            "sdtEndPr" | "customXmlPr" | "smartTagPr" | "tblPr" | "tblGrid" | "tblPrEx" | "rPr" => true,
            _ => false,
        };
        if skip {
            xml.skip()?;
        }
        Ok(skip)
    }

    /// Whether an earlier alternative at this place already gave its text.
    fn is_repeated(&mut self, depth: usize) -> bool {
        while self.alternatives.pop_if(|a| a.depth >= depth).is_some() {}
        self.alternatives.last().is_some_and(|a| a.depth + 1 == depth && self.produced > a.produced)
    }

    /// A control nobody has filled in shows its prompt as content. (Programs that fill controls often forget to take the
    /// mark away, so only text in the style of prompts is left out.)
    fn read_control_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let depth = xml.depth();
        let mut prompt = false;
        while let Some(element) = xml.next_inside(depth)? {
            prompt |= element.name() == "showingPlcHdr" && element.is_on();
        }
        self.prompt_at = prompt.then_some(depth);
        Ok(())
    }

    /// A section's properties: which headers and footers it shows, and its paper.
    pub fn read_section(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let depth = xml.depth();
        while let Some(element) = xml.next_inside(depth)? {
            match element.name() {
                "headerReference" | "footerReference" => {
                    self.noticed.headers.extend(element.attribute("id").map(String::from));
                }
                "pgSz" => {
                    let side = |name| element.attribute(name).and_then(|v| v.trim().parse::<f32>().ok()).filter(|v| *v > 0.0);
                    self.noticed.paper = side("w").zip(side("h")).or(self.noticed.paper);
                }
                "sectPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// For each section after the first, whether it begins on a new page. A section's kind of start stands at its end, so it
/// has to be known before the section is read.
pub fn section_starts(part: &str) -> Result<VecDeque<bool>, ReadError> {
    let mut starts = VecDeque::new();
    if part.matches("sectPr").nth(2).is_none() {
        return Ok(starts);
    }
    let mut xml = Xml::new(part);
    while let Some(element) = xml.next_inside(0)? {
        if element.name() == "sectPr" {
            let depth = xml.depth();
            let mut on_new_page = true;
            while let Some(element) = xml.next_inside(depth)? {
                match element.name() {
                    "type" => on_new_page = !element.val().is_some_and(|v| v == "continuous" || v == "nextColumn"),
                    "sectPrChange" => xml.skip()?,
                    _ => {}
                }
            }
            starts.push_back(on_new_page);
        }
    }
    starts.pop_front();
    Ok(starts)
}

/// Reads the blocks inside the element opened last (or the whole part).
pub fn read_blocks(context: &mut Context, xml: &mut Xml<'_>) -> Result<Vec<Block>, ReadError> {
    let depth = xml.depth();
    let mut out = Vec::new();
    let mut carried = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(element) => read_block(context, xml, &element, &mut carried, &mut out)?,
            Token::Close if xml.depth() < depth => break,
            Token::End => break,
            Token::Close | Token::Text(_) => {}
        }
    }
    flush(carried, &mut out);
    Ok(out)
}

/// `carried` is the text of paragraphs that run on into the next one.
fn read_block(
    context: &mut Context,
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    carried: &mut Vec<Piece>,
    out: &mut Vec<Block>,
) -> Result<(), ReadError> {
    match element.name() {
        // Formulas may stand beside paragraphs.
        "p" | "oMath" | "oMathPara" => inline::read_paragraph(context, xml, carried, out),
        "tbl" => {
            flush(std::mem::take(carried), out);
            let table = table::read(context, xml)?;
            out.extend((!table.cells.iter().all(|c| c.blocks.is_empty())).then_some(Block::Table(table)));
            Ok(())
        }
        "tcPr" => {
            let properties = CellProperties::read(xml)?;
            if let Some(cell) = context.cells.last_mut() {
                *cell = properties;
            }
            Ok(())
        }
        _ => context.handle_wrapper(element, xml).map(drop),
    }
}

fn flush(carried: Vec<Piece>, out: &mut Vec<Block>) {
    let paragraph = Paragraph { pieces: carried, ..Paragraph::default() };
    if !paragraph.is_blank() {
        out.push(Block::Paragraph(paragraph));
    }
}
