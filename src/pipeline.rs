//! Bytes and options to a record: the one place that knows all stages and their order.

use crate::document::{Block, BlockKind, Document, DocumentBuilder, Flow, Pagination, Span, Style};
use crate::figure::{About, Figures, Place, Recogniser};
use crate::knowledge::{Knowledge, KnowledgeError, hex};
use crate::language::Languages;
use crate::place::Places;
use crate::reader::ocr::{Ocr, OcrEngine, OcrWish};
use crate::reader::{self, Format, ReadError, ReadOptions};
use crate::record::{self, Record};
use crate::template::{self, Choice, Found, Holds, Piece, Role, Structure, Templates};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// All stages with their knowledge, ready to read any number of files. Holds no state of a file.
#[derive(Debug)]
pub struct Engine {
    reader: DocumentReader,
    places: Places,
    templates: Templates,
    recogniser: Recogniser,
    knowledge: String,
}

/// The first stage alone: files to their text and where it stands.
#[derive(Debug)]
pub struct DocumentReader {
    languages: Languages,
    ocr: OcrEngine,
}

impl DocumentReader {
    /// # Errors
    /// With the file and line of the first mistake in the knowledge.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        Ok(Self { languages: Languages::load(knowledge)?, ocr: OcrEngine::load(knowledge)? })
    }

    pub fn ocr(&self) -> &OcrEngine {
        &self.ocr
    }

    /// # Errors
    /// When there is nothing to read.
    pub fn read(&self, bytes: &[u8], name: &str, options: &Options) -> Result<(Format, Document), ReadError> {
        let ocr = Ocr { engine: &self.ocr, languages: &self.languages, wish: &options.ocr, alive: options.alive };
        reader::read(bytes, name, &ReadOptions { password: options.password.clone(), convert: options.convert, ocr: Some(ocr) })
    }
}

/// What a record says of the file it came from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Relative to the folder that was given, with `/`.
    pub path: &'a str,
    /// File name.
    pub name: &'a str,
}

/// What may alter a record.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub template: Choice,
    /// Tried on protected files.
    pub password: Option<String>,
    /// How long another program may take to convert a file; none: no other program is started.
    pub convert: Option<Duration>,
    pub ocr: OcrWish,
    /// Called while a file is read that takes long: it is not hanging.
    pub alive: Option<fn()>,
}

impl Engine {
    /// # Errors
    /// With the file and line of the first mistake in the knowledge.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        Ok(Self {
            reader: DocumentReader::load(knowledge)?,
            places: Places::load(knowledge)?,
            templates: Templates::load(knowledge)?,
            recogniser: Recogniser::load(knowledge)?,
            knowledge: knowledge.digest(),
        })
    }

    /// The ids of the templates there are.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.templates.list().map(|t| t.id)
    }

    pub fn ocr(&self) -> &OcrEngine {
        &self.reader.ocr
    }

    /// Reads one file. Deterministic: no clock, no machine, no order of files enters the record.
    ///
    /// # Errors
    /// When the file gives no document at all; what was read in part is a record with flags.
    pub fn read(&self, bytes: &[u8], source: Source<'_>, options: &Options) -> Result<Record, ReadError> {
        let (format, document) = self.reader.read(bytes, source.name, options)?;
        let language = self.reader.languages.of(&document);
        let mut structure = template::structure(&document, &options.template, &self.templates);
        let template = structure.template.as_ref().map(|t| t.id.as_str());
        structure.flags.extend(template.and_then(|id| self.templates.language_flag(id, language)));
        structure.country = self.country(&document, &structure);
        let country = structure.country.as_ref().map(|c| c.value.as_str());
        let figures = self.recognise(&document, &structure, language, country);
        Ok(record::build(record::Parts {
            document: &document,
            format,
            language,
            structure: &structure,
            figures: &figures,
            id: &hex(&Sha256::digest(bytes)),
            bytes: bytes.len() as u64,
            path: source.path,
            name: source.name,
            knowledge: &self.knowledge,
            template: &options.template,
            ocr: &options.ocr,
        }))
    }

    /// The figures of one paragraph of plain text. Language and country are told from it where they aren't given.
    #[must_use]
    pub fn figures(&self, text: &str, language: Option<&str>, country: Option<&str>) -> Vec<record::Figure> {
        let mut builder = DocumentBuilder::new(Pagination::None);
        let span = builder.push_fragment(text, 0, None, Vec::new(), 0);
        builder.push_block(Block { kind: BlockKind::Paragraph, flow: Flow::Body, span, marker: None, style: Style::default() });
        let document = builder.finish();
        let structure = Structure { pieces: vec![Piece { span, role: Role::Content, section: None, cell: None }], ..Structure::default() };
        let language = language.or_else(|| self.reader.languages.of(&document));
        let found = country.is_none().then(|| self.places.country_of(&document, &[])).flatten().map(|(code, _)| code);
        let figures = self.recognise(&document, &structure, language, country.or(found));
        record::figures(&document, &structure, &figures)
    }

    fn recognise(&self, document: &Document, structure: &Structure, language: Option<&str>, country: Option<&str>) -> Figures {
        let currency = |code: &str| self.places.currency_of(code);
        let mentions = self.places.mentions(&document.text).into_iter();
        let places: Vec<_> = mentions.map(|(span, code)| Place { span, home: Some(code) == country, currency: currency(code) }).collect();
        self.recogniser.figures(document, structure, About { language, currency: country.and_then(currency), places: &places })
    }

    /// The country the document is about; who wrote it says more than an annex.
    fn country(&self, document: &Document, structure: &Structure) -> Option<Found> {
        // Among several authors, the first speaks for the case; the others are often partners from elsewhere.
        let others = structure.authors.iter().flatten().nth(1).map_or(usize::MAX, |a| a.span.start);
        let weight = |piece: &Piece| {
            let section = piece.section?;
            let annex = structure.template.is_some() && structure.sections.get(section).is_some_and(|s| s.id == OUTSIDE);
            let authors = structure.holds(section) == Some(Holds::Authors) && piece.span.start < others;
            let first = Span::new(piece.span.start, piece.span.end.min(others).max(piece.span.start));
            if authors { Some((first, AUTHORS)) } else { annex.then_some((piece.span, ANNEX)) }
        };
        let weights: Vec<_> = structure.pieces.iter().filter_map(weight).collect();
        let (code, confidence) = self.places.country_of(document, &weights)?;
        Some(Found { value: code.to_owned(), span: None, confidence, flags: Vec::new() })
    }
}

/// Matter outside the template.
const OUTSIDE: &str = "other";
/// What places beside the first author's name count, and those in annexes, next to places in the text.
const AUTHORS: f64 = 3.0;
const ANNEX: f64 = 0.5;
