//! Pages that are pictures, read by an OCR engine: its words become characters like any other page's.

use super::doubts::is_unreliable;
use super::source::{Direction, Drawer, Glyph, PageContent, Source};
use crate::reader::ocr::{Line, Ocr, OcrError, OcrMode, ReadPage, Word};

/// Pixels an inch the engine gets: what office scanners make.
const RESOLUTION: f32 = 200.0;
/// A file with more scanned pages is no submission.
const MOST_PAGES: usize = 300;
/// What an engine is surest of is still not certain.
const LEAST_DOUBT: f32 = 0.01;

/// What became of the pages that are pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scans {
    /// Pages (from 1) whose words come from the engine.
    pub read: Vec<u32>,
    /// The engine and its version.
    pub engine: Option<(String, String)>,
    /// The languages it read them in, by its own names.
    pub languages: Vec<String>,
    /// Why others stayed unread.
    pub reason: Option<String>,
}

/// Reads the pages that are pictures.
pub fn read(source: &mut Source, bytes: &[u8], password: Option<&str>, ocr: Ocr<'_>) {
    let wanted = |page: &PageContent| match ocr.wish.mode {
        OcrMode::Auto => page.is_picture() || is_unreliable(page),
        OcrMode::Always => true,
        OcrMode::Never => false,
    };
    let pages: Vec<usize> = (0..source.pages.len()).filter(|i| wanted(&source.pages[*i])).collect();
    if ocr.wish.mode == OcrMode::Never {
        source.scans.reason = Some("left unread by --ocr never".into());
        return;
    }
    if pages.is_empty() {
        return;
    }
    let Some(engine) = ocr.engine.engine() else {
        source.scans.reason = Some("tesseract is not installed (apt install tesseract-ocr-all, or brew install tesseract-lang)".into());
        return;
    };
    let Ok(drawer) = Drawer::open(bytes.to_vec(), password) else { return };
    let mut reader = Reader { ocr, text: text_beside(source, &pages), language: None };
    for index in pages.iter().take(MOST_PAGES) {
        let number = *index as u32 + 1;
        match reader.page(&drawer, number) {
            Ok(Some((read, languages, scale))) => {
                replace(&mut source.pages[*index], &read, scale);
                source.scans.read.push(number);
                if !source.scans.languages.contains(&languages) {
                    source.scans.languages.push(languages);
                }
            }
            Ok(None) => source.scans.reason = Some("they could not be drawn".into()),
            Err(error) => source.scans.reason = Some(error.to_string()),
        }
    }
    if pages.len() > MOST_PAGES {
        source.scans.reason = Some(format!("only the first {MOST_PAGES} scanned pages of a file are read"));
    }
    source.scans.engine = Some(("tesseract".into(), engine.version.clone()));
}

/// The text of the pages that have some: it tells the language of the others.
fn text_beside(source: &Source, pictures: &[usize]) -> String {
    let pages = source.pages.iter().enumerate().filter(|(i, _)| pictures.binary_search(i).is_err());
    let mut text = String::new();
    for glyph in pages.flat_map(|(_, p)| &p.glyphs) {
        text.push(glyph.c);
    }
    text
}

struct Reader<'a> {
    ocr: Ocr<'a>,
    /// What is known of the file's text so far.
    text: String,
    language: Option<String>,
}

impl Reader<'_> {
    /// What the engine reads on a page, in which languages, and the pixels a point.
    fn page(&mut self, drawer: &Drawer, number: u32) -> Result<Option<(ReadPage, String, f32)>, OcrError> {
        let Some((picture, scale)) = drawer.draw(number, RESOLUTION).map(|d| (d.gray(), d.scale)) else {
            return Ok(None);
        };
        if self.language.is_none() {
            self.language = self.ocr.language(&self.text);
        }
        if let Some(language) = &self.language {
            return Ok(Some((self.ocr.read(&picture, language)?, language.clone(), scale)));
        }
        let Some(any) = self.ocr.any_language() else { return Err(OcrError::Failed("it has no language data".into())) };
        let first = self.ocr.read(&picture, &any)?;
        self.text.push(' ');
        self.text.push_str(&first.text());
        self.language = self.ocr.language(&self.text);
        match &self.language {
            // It reads better when it need not choose between languages.
            Some(language) if *language != any => Ok(Some((self.ocr.read(&picture, language)?, language.clone(), scale))),
            _ => Ok(Some((first, any, scale))),
        }
    }
}

/// Puts the engine's words in the place of what the page had.
fn replace(page: &mut PageContent, read: &ReadPage, scale: f32) {
    page.glyphs.clear();
    page.unmapped = 0;
    page.skew = read.skew;
    page.from_picture = true;
    for line in &read.lines {
        for word in &line.words {
            push_word(&mut page.glyphs, line, word, scale);
        }
    }
}

fn push_word(glyphs: &mut Vec<Glyph>, line: &Line, word: &Word, scale: f32) {
    let all: f32 = word.text.chars().map(breadth).sum();
    let unit = (word.x1 - word.x0) / scale / all;
    let common = Glyph {
        base: line.base / scale,
        size: line.size / scale,
        doubt: (1.0 - word.sure).max(LEAST_DOUBT),
        direction: Direction::Right,
        ..Glyph::default()
    };
    let mut x = word.x0 / scale;
    for c in word.text.chars() {
        let x1 = x + breadth(c) * unit;
        glyphs.push(Glyph { c, x0: x, x1, ..common });
        x = x1;
    }
    // The engine says where words end; gaps in a scan are less sure.
    glyphs.push(Glyph { c: ' ', x0: x, x1: x, ..common });
}

/// How wide a character is beside others, roughly.
fn breadth(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '!' | '|' => 0.5,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '"' | '/' => 0.65,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 1.5,
        c if c.is_uppercase() => 1.25,
        _ => 1.0,
    }
}
