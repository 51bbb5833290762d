//! What a PDF draws: pages of characters with places, rules and pictures. Only this folder knows `hayro-interpret`.

mod device;
mod drawing;
mod face;
mod fields;

pub use drawing::{Drawer, Drawing};

use super::scans::Scans;
use crate::document::Metadata;
use crate::reader::ReadError;
use device::Collector;
use face::Faces;
use hayro_interpret::hayro_syntax::object::dict::keys::LANG;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Which way text runs on the displayed page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Direction {
    #[default]
    Right,
    Down,
    Left,
    Up,
    /// Neither along nor across the page: a stamp or a watermark.
    Slanted,
}

#[allow(clippy::struct_excessive_bools)] // Four looks that come in any combination.
/// One drawn character. `x0`, `x1` and `base` are in points along and across its own direction, y growing downwards.
#[derive(Debug, Clone, Copy, Default)]
pub struct Glyph {
    pub c: char,
    pub x0: f32,
    pub x1: f32,
    /// The baseline.
    pub base: f32,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    /// A digit the font itself draws as a superscript.
    pub raised: bool,
    pub direction: Direction,
    /// Marked by the file as not being part of the author's text.
    pub artifact: bool,
    pub invisible: bool,
    /// How likely it was misread, 0 for what the file itself says.
    pub doubt: f32,
}

/// A straight line or the edge of a filled box, along the page's axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

/// Everything drawn on a page that matters to its text, in points from the top left as displayed.
#[derive(Debug, Default)]
pub struct PageContent {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Share of the page covered by pictures (their areas summed).
    pub pictures: f32,
    /// Filled outlines that are no boxes: drawings, or letters drawn as shapes.
    pub drawings: usize,
    /// Characters drawn whose letter the file does not tell.
    pub unmapped: usize,
    /// Its characters were read from its picture.
    pub from_picture: bool,
    /// How far its lines fall for every point to the right. Characters stand where they would without it, turned
    /// about the middle of the page.
    pub skew: f32,
}

impl PageContent {
    /// Characters that are not blank.
    pub fn letters(&self) -> usize {
        self.glyphs.iter().filter(|g| !g.c.is_whitespace()).count()
    }

    /// Whether its text is an invisible layer over its picture, as scanners' programs leave it.
    pub fn is_scan_with_layer(&self) -> bool {
        let letters = self.glyphs.iter().filter(|g| !g.c.is_whitespace());
        let (all, hidden) = letters.fold((0, 0), |(all, hidden), g| (all + 1, hidden + usize::from(g.invisible)));
        self.pictures > 0.5 && hidden * 2 > all
    }

    /// Whether what the page shows is a picture: a scan, or text drawn as shapes.
    pub fn is_picture(&self) -> bool {
        !self.from_picture && self.letters() < 8 && (self.pictures > 0.2 || self.drawings > 30)
    }
}

/// The file as drawn.
#[derive(Debug, Default)]
pub struct Source {
    pub pages: Vec<PageContent>,
    pub metadata: Metadata,
    /// Pages that could not be drawn.
    pub broken_pages: Vec<u32>,
    pub scans: Scans,
}

impl Source {
    /// Whether any page has text or a picture.
    pub fn shows_something(&self) -> bool {
        self.pages.iter().any(|p| p.letters() > 0 || p.pictures > 0.0 || p.is_picture())
    }
}

/// Glyphs kept of one page: a guard against pages that are drawings made of millions of strokes.
const MAX_GLYPHS: usize = 400_000;
/// More pages than any submission has: a guard against files made to exhaust memory.
const MAX_PAGES: usize = 20_000;

/// Opens the file and collects what its pages draw.
pub fn collect(bytes: Vec<u8>, password: Option<&str>) -> Result<Source, ReadError> {
    let pdf = open(bytes, password)?;
    let pages = pdf.pages();
    if pages.len() > MAX_PAGES {
        return Err(ReadError::TooLarge(format!("it has {} pages", pages.len())));
    }
    let cache = InterpreterCache::new();
    let faces = Faces::default();
    let mut source = Source { metadata: metadata(&pdf), ..Source::default() };
    for (page, number) in pages.iter().zip(1..) {
        let (width, height) = page.render_dimensions();
        let to_page = Affine::new(page.initial_transform(true).as_coeffs());
        let mut collector = Collector::new(width, height, page.resources(), &faces);
        // A page that brings the interpreter down must not cost the others.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            let bbox = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let mut context = Context::new(to_page, bbox, &cache, pdf.xref(), InterpreterSettings::default());
            interpret_page(page, &mut context, &mut collector);
        }));
        if drawn.is_err() {
            source.broken_pages.push(number);
        }
        let mut content = collector.finish();
        fields::add(page, to_page, &mut content);
        source.pages.push(content);
    }
    Ok(source)
}

fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Pdf, ReadError> {
    // An empty user password opens most protected files; a password given in vain is no reason to refuse them.
    let result = match password {
        None => Pdf::new(bytes),
        Some(password) => match Pdf::new_with_password(bytes.clone(), password) {
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Pdf::new(bytes),
            other => other,
        },
    };
    result.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            if password.is_some() {
                ReadError::PasswordWrong
            } else {
                ReadError::PasswordNeeded
            }
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            ReadError::Unsupported("protected in a way no standard describes".into())
        }
        LoadPdfError::Decryption(_) => ReadError::Damaged("its protection is broken".into()),
        LoadPdfError::Invalid => ReadError::Damaged("no pages could be found in it".into()),
    })
}

fn metadata(pdf: &Pdf) -> Metadata {
    let info = pdf.metadata();
    let root: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let language = root.and_then(|r| r.get::<PdfString<'_>>(LANG)).and_then(|s| text_string(s.as_bytes()));
    Metadata { title: info.title.as_deref().and_then(text_string), author: info.author.as_deref().and_then(text_string), language }
}

fn text_string(bytes: &[u8]) -> Option<String> {
    let text = decoded(bytes);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text string of the format: UTF-16 or UTF-8 with a byte order mark, else a Latin-1 cousin.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        [0xEF, 0xBB, 0xBF, ..] => encoding_rs::UTF_8.decode(bytes).0.into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}
