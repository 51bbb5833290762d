//! Control words and bytes to blocks.

use super::encoding;
use super::state::{Destination, State, character, destination};
use super::tables::{OpenTable, RowLayout};
use super::tokens::{Token, Tokens};
use crate::document::Metadata;
use crate::reader::ReadError;
use crate::reader::rich::content::{Block, Paragraph, Piece, is_contents_style};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::{HashMap, HashSet};

/// Groups in one another; word processors write a few dozen.
const MAX_DEPTH: usize = 5000;
/// Paragraphs of one file.
const MAX_BLOCKS: usize = 200_000;

/// What a file holds.
#[derive(Default)]
pub struct Read {
    pub body: Vec<Block>,
    pub notes: Vec<Block>,
    pub running: Vec<Block>,
    pub metadata: Metadata,
    pub insertions: usize,
    pub deletions: usize,
    pub comments: usize,
    pub hidden: usize,
    /// From 1.
    pub page: u32,
    pub paged: bool,
    pub is_cut_off: bool,
}

pub fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next().filter(|_| !reader.ended) {
        reader.token(token)?;
    }
    Ok(reader.finish())
}

/// Text with its own flow: the body, a note, a header, a text box.
struct Story {
    kind: StoryKind,
    /// How deep the group is that holds it.
    depth: usize,
    pieces: Vec<Piece>,
    marker: String,
    blocks: Vec<Block>,
    /// Open tables, outermost first.
    tables: Vec<OpenTable>,
    layout: RowLayout,
    /// Text boxes, which follow the paragraph they are anchored in.
    boxes: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StoryKind {
    Body,
    Note,
    Running,
    Box,
}

struct Reader {
    out: Read,
    state: State,
    saved: Vec<State>,
    stories: Vec<Story>,
    /// Bytes of one encoding, until something else comes.
    bytes: Vec<u8>,
    /// Characters still to be passed over after a `\u`.
    pass: usize,
    /// The first half of a character beyond the plane `\u` can write.
    high: Option<u16>,
    code_page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    /// Outline levels of styles.
    styles: HashMap<i32, u8>,
    /// Styles of tables of contents.
    contents: HashSet<i32>,
    style_name: String,
    blocks: usize,
    on_page: bool,
    ended: bool,
}

impl Reader {
    fn new() -> Self {
        Self {
            out: Read { page: 1, ..Read::default() },
            state: State::default(),
            saved: Vec::new(),
            stories: vec![Story::new(StoryKind::Body, 0)],
            bytes: Vec::new(),
            pass: 0,
            high: None,
            code_page: WINDOWS_1252,
            fonts: HashMap::new(),
            styles: HashMap::new(),
            contents: HashSet::new(),
            style_name: String::new(),
            blocks: 0,
            on_page: false,
            ended: false,
        }
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        if let Token::Byte(byte) = token {
            if self.pass > 0 {
                self.pass -= 1;
            } else {
                self.bytes.push(byte);
            }
            return Ok(());
        }
        self.decode();
        match token {
            Token::Open => {
                if self.saved.len() >= MAX_DEPTH {
                    return Err(ReadError::TooLarge(format!("its groups are nested more than {MAX_DEPTH} levels deep")));
                }
                self.pass = 0;
                self.saved.push(self.state.clone());
                self.state.optional = false;
            }
            Token::Close => self.close(),
            Token::Word("u", Some(code)) => self.unicode(code),
            Token::Word(..) | Token::Sign(_) if self.pass > 0 && !matches!(token, Token::Word("par" | "cell" | "row", _)) => self.pass -= 1,
            Token::Word(word, number) => self.word(word, number)?,
            Token::Sign(b'*') => self.state.optional = true,
            Token::Sign(b'~') => self.push("\u{A0}"),
            Token::Sign(b'_') => self.push("\u{2011}"),
            Token::Sign(_) | Token::Byte(_) => {}
        }
        Ok(())
    }

    fn unicode(&mut self, code: i32) {
        let unit = code as u16;
        self.pass = self.state.fallback;
        let pair: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        // Symbol fonts keep their signs in a private area.
        let text = String::from_utf16_lossy(&pair).replace(|c: char| ('\u{F000}'..='\u{F0FF}').contains(&c), "•");
        self.push(&text);
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), ReadError> {
        let optional = std::mem::take(&mut self.state.optional);
        if let Some(next) = destination(word) {
            // What is inside a part that is not for us stays so, but for the text of objects and of shapes.
            if self.state.destination != Destination::Nowhere || matches!(word, "result" | "title" | "author" | "shptxt" | "ud") {
                self.state.destination = next;
            }
            if word == "shptxt" {
                self.begin(StoryKind::Box);
            }
            return Ok(());
        }
        match word {
            "footnote" => self.begin(StoryKind::Note),
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => self.begin(StoryKind::Running),
            "annotation" => {
                self.out.comments += 1;
                self.state.destination = Destination::Nowhere;
            }
            // What follows is said again in Unicode.
            "upr" => self.state.destination = Destination::Nowhere,
            "ansicpg" => self.code_page = number.and_then(encoding::of_code_page).unwrap_or(WINDOWS_1252),
            "mac" => self.code_page = encoding_rs::MACINTOSH,
            "f" => self.state.font = number.unwrap_or(-1),
            "fcharset" if self.state.destination == Destination::Fonts => {
                if let Some(encoding) = number.and_then(encoding::of_charset) {
                    self.fonts.insert(self.state.font, encoding);
                }
            }
            _ if optional => self.state.destination = Destination::Nowhere,
            _ => self.plain_word(word, number)?,
        }
        Ok(())
    }

    /// A word that says how text looks, or stands in it.
    fn plain_word(&mut self, word: &str, number: Option<i32>) -> Result<(), ReadError> {
        let in_styles = self.state.destination == Destination::Styles;
        if self.state.format(word, number) {
            let level = self.state.heading.filter(|_| in_styles && word == "outlinelevel");
            self.styles.extend(level.map(|l| (self.state.style, l)));
        } else if self.state.destination == Destination::Text {
            self.text_word(word, number)?;
        }
        Ok(())
    }

    fn text_word(&mut self, word: &str, number: Option<i32>) -> Result<(), ReadError> {
        match word {
            "par" | "sect" => self.end_paragraph()?,
            "cell" | "nestcell" => {
                self.end_paragraph_in(if word == "cell" { 1 } else { self.state.tables.max(2) })?;
                if let Some(table) = self.story().tables.last_mut() {
                    table.end_cell();
                }
            }
            "row" | "nestrow" => {
                self.reach(if word == "row" { 1 } else { self.state.tables.max(2) });
                let story = self.story();
                if let Some(table) = story.tables.last_mut() {
                    table.end_row(&story.layout);
                }
            }
            "page" | "pagebb" => {
                self.out.paged = true;
                self.out.page += u32::from(std::mem::take(&mut self.on_page));
            }
            "trowd" => self.story().layout = RowLayout::default(),
            "trhdr" => self.story().layout.is_header = true,
            "clvmrg" => self.story().layout.next.below = true,
            "clmrg" => self.story().layout.next.beside = true,
            "cellx" => {
                let layout = &mut self.story().layout;
                layout.next.right = number.unwrap_or(0).clamp(-100_000, 1_000_000);
                let end = std::mem::take(&mut layout.next);
                layout.ends.extend((layout.ends.len() < 1000).then_some(end));
            }
            _ => {
                if let Some(text) = character(word) {
                    self.push(text);
                }
            }
        }
        Ok(())
    }

    /// Turns bytes into text, by the font they are set in.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.state.font).copied().unwrap_or(self.code_page);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        match self.state.destination {
            Destination::Text => self.push_text(text),
            Destination::Marker => self.story().marker.push_str(text),
            Destination::Title => self.out.metadata.title.get_or_insert_default().push_str(text),
            Destination::Author => self.out.metadata.author.get_or_insert_default().push_str(text),
            Destination::Styles if self.style_name.len() < 100 => self.style_name.push_str(text),
            Destination::Styles | Destination::Fonts | Destination::Nowhere => {}
        }
    }

    fn push_text(&mut self, text: &str) {
        let is_blank = text.trim().is_empty();
        if self.state.deleted {
            self.out.deletions += usize::from(!is_blank);
            return;
        }
        if self.state.hidden {
            self.out.hidden += usize::from(!is_blank);
            return;
        }
        self.out.insertions += usize::from(self.state.inserted && !is_blank);
        self.on_page |= !is_blank;
        let (look, page) = (self.state.look(), self.out.page);
        let pieces = &mut self.story().pieces;
        match pieces.last_mut() {
            Some(last) if last.look == look && last.page == page => last.text.push_str(text),
            _ => pieces.push(Piece { text: text.to_owned(), look, page }),
        }
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::new(StoryKind::Body, 0));
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    fn begin(&mut self, kind: StoryKind) {
        if self.state.destination == Destination::Text {
            self.stories.push(Story::new(kind, self.saved.len()));
            (self.state.tables, self.state.heading, self.state.style) = (0, None, 0);
        }
    }

    fn close(&mut self) {
        self.pass = 0;
        if self.saved.len() == 1 {
            self.end_last_paragraph();
        }
        if self.state.destination == Destination::Styles {
            self.end_style();
        }
        if self.stories.len() > 1 && self.story().depth == self.saved.len() {
            self.end_story();
        }
        match self.saved.pop() {
            Some(state) => self.state = state,
            None => self.ended = true,
        }
        // What follows the outermost group is no text.
        self.ended |= self.saved.is_empty();
    }

    /// A style whose built-in name says heading is one, whatever its outline level.
    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.style_name).to_lowercase();
        let name = name.trim_end_matches(';').trim();
        if is_contents_style(name) {
            self.contents.insert(self.state.style);
        }
        let level = name.strip_prefix("heading ").and_then(|l| l.parse::<u8>().ok());
        if let Some(level) = level.filter(|l| (1..=9).contains(l)) {
            self.styles.entry(self.state.style).or_insert(level);
        }
    }

    /// What the file ends with is a paragraph, marked as one or not.
    fn end_last_paragraph(&mut self) {
        // Paragraphs too many were refused before.
        let _ = self.end_paragraph();
        self.reach(0);
    }

    fn end_story(&mut self) {
        self.end_last_paragraph();
        let Some(story) = self.stories.pop() else { return };
        match story.kind {
            StoryKind::Body => self.out.body.extend(story.blocks),
            StoryKind::Note => self.out.notes.extend(story.blocks),
            StoryKind::Box => self.story().boxes.extend(story.blocks),
            StoryKind::Running => {
                let new = |b: &Block| self.out.running.iter().all(|r| r.text() != b.text());
                let blocks: Vec<Block> = story.blocks.into_iter().filter(new).collect();
                self.out.running.extend(blocks);
            }
        }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        self.end_paragraph_in(self.state.tables)
    }

    /// Ends the paragraph, which stands in so many tables.
    fn end_paragraph_in(&mut self, tables: usize) -> Result<(), ReadError> {
        let contents = self.contents.contains(&self.state.style);
        let heading = self.state.heading.or_else(|| self.styles.get(&self.state.style).copied()).filter(|_| !contents);
        self.reach(tables);
        self.blocks += 1;
        if self.blocks > MAX_BLOCKS {
            return Err(ReadError::TooLarge(format!("it has more than {MAX_BLOCKS} paragraphs")));
        }
        let story = self.story();
        let marker = std::mem::take(&mut story.marker).trim().to_owned();
        let pieces = std::mem::take(&mut story.pieces);
        let boxes = std::mem::take(&mut story.boxes);
        let marker = Some(marker).filter(|m| !m.is_empty() && m.len() < 40);
        let paragraph = Paragraph { pieces, in_list: marker.is_some(), marker, heading, contents };
        let blocks = story.tables.last_mut().map_or(&mut story.blocks, |t| &mut t.blocks);
        if !paragraph.is_blank() {
            blocks.push(Block::Paragraph(paragraph));
        }
        blocks.extend(boxes);
        Ok(())
    }

    /// Opens or ends tables until so many are open.
    fn reach(&mut self, tables: usize) {
        let story = self.story();
        while story.tables.len() > tables {
            let Some(table) = story.tables.pop() else { break };
            let block = table.finish(&story.layout);
            story.tables.last_mut().map_or(&mut story.blocks, |t| &mut t.blocks).extend(block);
        }
        while story.tables.len() < tables {
            story.tables.push(OpenTable::default());
        }
    }

    fn finish(mut self) -> Read {
        self.decode();
        self.out.is_cut_off = !self.saved.is_empty();
        self.end_last_paragraph();
        while !self.stories.is_empty() {
            self.end_story();
        }
        for field in [&mut self.out.metadata.title, &mut self.out.metadata.author] {
            *field = field.take().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        }
        self.out
    }
}

impl Story {
    fn new(kind: StoryKind, depth: usize) -> Self {
        Self {
            kind,
            depth,
            pieces: Vec::new(),
            marker: String::new(),
            blocks: Vec::new(),
            tables: Vec::new(),
            layout: RowLayout::default(),
            boxes: Vec::new(),
        }
    }
}
