//! What the stages found, written as a [`Record`].

mod figures;
mod structure;
mod tables;
#[cfg(test)]
mod tests;

use super::{
    Author, CountryValue, DocumentInfo, Flag, NameValue, OcrEngine, Place, Record, RecordOptions, SCHEMA, SCHEMA_VERSION, Software, Span,
    TemplateInfo, TextValue, confidence,
};
use crate::document::{self, CodePoints, Document};
use crate::figure::Figures;
use crate::flag::{self, FlagCode};
use crate::reader::Format;
use crate::reader::ocr::OcrWish;
use crate::template::{self, Structure};

/// All a record is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    pub document: &'a Document,
    pub format: Format,
    /// ISO 639-1.
    pub language: Option<&'a str>,
    pub structure: &'a Structure,
    pub figures: &'a Figures,
    /// SHA-256 of the file, in hexadecimal.
    pub id: &'a str,
    /// The file's size.
    pub bytes: u64,
    /// Relative, with `/`.
    pub path: &'a str,
    /// File name.
    pub name: &'a str,
    /// Digest of the knowledge used.
    pub knowledge: &'a str,
    /// The template asked for.
    pub template: &'a template::Choice,
    /// What was asked of OCR.
    pub ocr: &'a OcrWish,
}

/// Writes the record. Pure: the same parts give the same record.
#[must_use]
pub fn build(parts: Parts<'_>) -> Record {
    let border = Border { document: parts.document, points: CodePoints::new(&parts.document.text) };
    let (structure, figures) = (parts.structure, parts.figures);
    let (headline, headline_reasons) = figures::headline(figures);
    Record {
        schema: SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION.to_owned(),
        software: software(&parts),
        document: document_info(&parts),
        template: template_info(structure),
        title: structure.title.as_ref().map(|f| {
            let (text, span, confidence, flags) = border.found(f);
            TextValue { text, span, confidence, flags }
        }),
        organisation: structure.organisation.as_ref().map(|f| {
            let (name, span, confidence, flags) = border.found(f);
            NameValue { name, span, confidence, flags }
        }),
        country: structure.country.as_ref().map(|f| {
            let (code, span, confidence, flags) = border.found(f);
            CountryValue { code, span, confidence, flags }
        }),
        authors: structure.authors.as_ref().map(|a| a.iter().map(|a| author(&border, a)).collect()),
        fields: None,
        text: parts.document.text.clone(),
        blocks: structure::blocks(&border, structure),
        sections: structure::sections(&border, structure),
        slots: structure::slots(structure),
        tables: tables::tables(&border, structure),
        figures: figures::figures(&border, structure, figures),
        excluded: Some(figures::excluded(&border, figures)),
        relations: Some(figures::relations(&border, figures)),
        headline,
        headline_reasons,
        checks: None,
        flags: document_flags(&border, &parts),
    }
}

/// The figures alone, as a record lists them.
#[must_use]
pub fn figures(document: &Document, structure: &Structure, found: &Figures) -> Vec<super::Figure> {
    let border = Border { document, points: CodePoints::new(&document.text) };
    figures::figures(&border, structure, found)
}

fn software(parts: &Parts<'_>) -> Software {
    let template = match parts.template {
        template::Choice::Auto => "auto".to_owned(),
        template::Choice::Named(id) => id.clone(),
    };
    Software {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        options: RecordOptions { template, ocr: parts.ocr.mode.name().to_owned(), ocr_languages: parts.ocr.languages.clone() },
        knowledge: parts.knowledge.to_owned(),
        calibration: None,
        ocr: parts.document.ocr.as_ref().map(|e| OcrEngine { engine: e.engine.clone(), version: e.version.clone() }),
    }
}

fn document_info(parts: &Parts<'_>) -> DocumentInfo {
    let document = parts.document;
    DocumentInfo {
        id: parts.id.to_owned(),
        path: parts.path.to_owned(),
        name: parts.name.to_owned(),
        case: None,
        role: None,
        media_type: parts.format.media_type().to_owned(),
        bytes: parts.bytes,
        pages: (document.pagination != document::Pagination::None).then_some(document.pages.len()),
        pagination: document.pagination.into(),
        language: parts.language.map(str::to_owned),
    }
}

fn template_info(structure: &Structure) -> TemplateInfo {
    let found = structure.template.as_ref();
    TemplateInfo {
        id: found.map(|t| t.id.clone()),
        version: found.map(|t| t.version.clone()),
        confidence: found.map(|t| confidence(t.confidence)),
    }
}

fn author(border: &Border<'_>, author: &template::Author) -> Author {
    Author {
        name: author.name.clone(),
        role: author.role.clone(),
        affiliation: author.affiliation.clone(),
        span: border.span(author.span),
        confidence: confidence(author.confidence),
        flags: Vec::new(),
    }
}

fn document_flags(border: &Border<'_>, parts: &Parts<'_>) -> Vec<Flag> {
    let mut flags = border.flags(&parts.document.flags);
    let said = |code: FlagCode, flags: &[Flag]| flags.iter().any(|f| f.code == code.code());
    if parts.language.is_none() && !said(FlagCode::LanguageUnknown, &flags) {
        flags.push(border.flag(&flag::Flag::new(FlagCode::LanguageUnknown)));
    }
    flags.extend(border.flags(&parts.structure.flags));
    flags
}

/// The border between bytes inside and code points in the record.
struct Border<'a> {
    document: &'a Document,
    points: CodePoints<'a>,
}

impl Border<'_> {
    fn span(&self, span: document::Span) -> Span {
        Span { start: self.points.at(span.start), end: self.points.at(span.end) }
    }

    /// Places of a format without pages and boxes would say nothing; they are left out.
    fn places(&self, span: document::Span) -> Vec<Place> {
        let places = self.document.places(span).into_iter().map(Place::from);
        places.filter(|p| p.page.is_some() || p.bbox.is_some()).collect()
    }

    fn flag(&self, flag: &flag::Flag) -> Flag {
        Flag {
            code: flag.code.code().to_owned(),
            severity: flag.code.severity().into(),
            span: flag.span.map(|s| self.span(s)),
            detail: flag.detail.clone(),
        }
    }

    fn flags(&self, flags: &[flag::Flag]) -> Vec<Flag> {
        flags.iter().map(|f| self.flag(f)).collect()
    }

    fn found(&self, found: &template::Found) -> (String, Option<Span>, f64, Vec<Flag>) {
        (found.value.clone(), found.span.map(|s| self.span(s)), confidence(found.confidence), self.flags(&found.flags))
    }
}

/// The key of section number `index`.
fn section_key(index: usize) -> String {
    format!("s{}", index + 1)
}
