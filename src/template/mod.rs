//! A document into the template's sections: which heading is which, what is guidance, what is the author's own.

mod answers;
mod assign;
mod candidate;
mod check;
mod cues;
mod domain;
mod draft;
mod fit;
mod form;
mod grids;
mod guidance;
mod infer;
mod labelled;
mod length;
mod likeness;
mod look;
mod numbering;
mod outline;
mod people;
#[cfg(test)]
mod sample;
mod shape;
mod show;
mod surroundings;
#[cfg(test)]
mod tests;
mod title;
mod validate;
mod words;

use crate::document::{CellRef, Document, Span};
use crate::flag::{Flag, FlagCode};
use crate::knowledge::{Knowledge, KnowledgeError};
pub use check::{Finding, Weight, check};
use cues::Cues;
pub use draft::Draft;
use fit::{Fit, doubtful, fit, found};
pub use form::Holds;
use form::Template;
use guidance::Guide;
use likeness::Matcher;
use look::Line;
use outline::Outline;
pub use show::{Shown, ShownSection};

/// How a document answers a template.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// None where the document follows no known template.
    pub template: Option<TemplateMatch>,
    /// In document order, parts after their section.
    pub sections: Vec<Section>,
    /// In text order, without overlap: every leaf block's text is covered by pieces (blanks between them aside).
    pub pieces: Vec<Piece>,
    /// The template's side, in its order.
    pub slots: Vec<Slot>,
    /// Data tables (layout tables of forms are taken apart into sections instead).
    pub tables: Vec<DataTable>,
    /// Sections whose answer is a field of the record (indices into `sections`).
    pub holds: Vec<(usize, Holds)>,
    pub title: Option<Found>,
    /// None where the template has no authors or they could not be told apart.
    pub authors: Option<Vec<Author>>,
    pub organisation: Option<Found>,
    pub country: Option<Found>,
    /// Of the document as a whole.
    pub flags: Vec<Flag>,
}

impl Structure {
    /// The field that a section's answer is.
    #[must_use]
    pub fn holds(&self, section: usize) -> Option<Holds> {
        self.holds.iter().find(|(s, _)| *s == section).map(|(_, holds)| *holds)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct TemplateMatch {
    pub id: String,
    pub version: String,
    pub confidence: f64,
}

#[derive(Debug, Clone)]
pub struct Section {
    /// The template's id ("evidence.hard"), or `front` (before the first heading) or `other` (matter outside the template).
    pub id: String,
    /// Index into [`Structure::sections`].
    pub part_of: Option<usize>,
    /// Other template sections under the same heading.
    pub also: Vec<String>,
    pub heading: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

/// A stretch of text with one role. `section` is the innermost one it stands in (an index into [`Structure::sections`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub span: Span,
    pub role: Role,
    pub section: Option<usize>,
    pub cell: Option<CellRef>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Content,
    Heading,
    Guidance,
    Note,
    Running,
}

#[derive(Debug, Clone)]
pub struct Slot {
    pub id: String,
    pub state: SlotState,
    /// Indices into [`Structure::sections`].
    pub sections: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotState {
    Filled,
    Empty,
    Missing,
    Merged,
}

/// A table of the document that is content.
#[derive(Debug, Clone, Copy)]
pub struct DataTable {
    /// As [`CellRef::table`] counts.
    pub table: usize,
    pub section: Option<usize>,
    pub header_rows: usize,
}

/// A value found in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Normalised (a country's is its ISO 3166-1 alpha-2 code).
    pub value: String,
    /// None where it was inferred from the document as a whole.
    pub span: Option<Span>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Author {
    pub name: String,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    pub span: Span,
    pub confidence: f64,
}

/// Which template to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    #[default]
    Auto,
    Named(String),
}

/// The known templates, parsed and prepared for matching.
#[derive(Debug, Clone)]
pub struct Templates {
    templates: Vec<Template>,
    cues: Cues,
}

/// A template as people choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'t> {
    pub id: &'t str,
    pub version: &'t str,
    pub name: &'t str,
    /// ISO 639-1 code of its printed headings.
    pub language: &'t str,
}

impl Templates {
    /// Reads `forms.toml` and every file of `templates/`.
    ///
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let cues = Cues::load(knowledge)?;
        let templates = form::load(knowledge, &cues)?;
        Ok(Self { templates, cues })
    }

    /// What can be chosen.
    pub fn list(&self) -> impl Iterator<Item = Known<'_>> {
        self.templates.iter().map(|t| Known { id: &t.id, version: &t.version, name: &t.name, language: &t.language })
    }
}

impl Templates {
    /// A template's outline for people: sections, parts, limits and tables; none where there is no such template.
    #[must_use]
    pub fn show(&self, id: &str) -> Option<String> {
        self.templates.iter().find(|t| t.id == id).map(show::outline)
    }

    /// A template's outline for programs; none where there is no such template.
    #[must_use]
    pub fn shown(&self, id: &str) -> Option<Shown<'_>> {
        self.templates.iter().find(|t| t.id == id).map(show::shown)
    }

    /// What the form prints above a section, in this language if the template has a wording of it.
    #[must_use]
    pub fn heading(&self, template: &str, section: &str, language: &str) -> Option<&str> {
        let template = self.templates.iter().find(|t| t.id == template)?;
        let unit = template.units.iter().find(|u| u.id == section)?;
        let translated = if template.language == language { None } else { unit.wordings.names.get(language).and_then(|n| n.first()) };
        Some(translated.unwrap_or(&unit.heading))
    }

    /// Drafts a template file from a blank form, or from several filled ones.
    #[must_use]
    pub fn draft(&self, forms: &[Document], id: &str, language: &str) -> Draft {
        draft::draft(forms, id, language, self)
    }
}

/// Adds a template file of the user's to the knowledge, and says its id: built-in templates of that id are replaced.
///
/// # Errors
/// With `name` (the file as the user calls it) and the line of the first mistake.
pub fn adopt(knowledge: Knowledge, name: &str, text: String) -> Result<(Knowledge, String), KnowledgeError> {
    let wrong = |line: Option<usize>, message: String| KnowledgeError { file: name.to_owned(), line, message };
    if let Some(mistake) = check(&text).into_iter().find(|f| f.weight == Weight::Mistake) {
        let hint = if mistake.hint.is_empty() { String::new() } else { format!(" ({})", mistake.hint) };
        return Err(wrong(Some(mistake.line), format!("{}{hint}", mistake.message)));
    }
    let file: form::FormFile = toml::from_str(&text).map_err(|e| wrong(None, e.message().to_owned()))?;
    let id = file.id.into_inner();
    Ok((knowledge.with_file(&format!("templates/{id}.toml"), text), id))
}

/// Finds the template's sections in a document, whatever its language: authors answer forms of one language in another.
#[must_use]
pub fn structure(document: &Document, choice: &Choice, templates: &Templates) -> Structure {
    let lines = look::lines(document, &templates.cues);
    let mut best: Option<Fit> = None;
    for template in &templates.templates {
        if matches!(choice, Choice::Named(id) if *id != template.id) {
            continue;
        }
        let fit = fit(document, &lines, template, &templates.cues);
        if best.as_ref().is_none_or(|b| fit.evidence > b.evidence) {
            best = Some(fit);
        }
    }
    if let Some(fit) = best.as_mut().filter(|fit| matches!(choice, Choice::Named(_)) || fit.holds(choice)) {
        let matcher = Matcher::new(fit.template, &templates.cues);
        fit::by_shape(fit, document, &lines, &matcher);
        infer::by_look(&mut fit.chosen, &lines, &matcher);
        fit.found = found(&fit.chosen, fit.template);
    }
    match best.filter(|fit| fit.holds(choice)) {
        Some(fit) => {
            let mut known = known(document, &lines, &fit, &templates.cues);
            known.flags.extend(doubtful(document, &lines, &fit, choice, templates));
            known
        }
        None => stray(document, &lines, &templates.cues),
    }
}

fn known(document: &Document, lines: &[Line], fit: &Fit, cues: &Cues) -> Structure {
    let template = fit.template;
    let guide = Guide::new(template, cues);
    let mut outline = outline::outline(lines, &fit.chosen, template, &guide, cues);
    let (slots, flags) = slots(&mut outline, template);
    doubt_ends(&mut outline, template);
    length::check(document, &mut outline, template);
    answers::check(document, &mut outline, template);
    let columns: Vec<Vec<String>> = template.units.iter().flat_map(|u| u.columns.iter().cloned()).collect();
    let tables = grids::data_tables(document, &outline.pieces, lines, &columns);
    let title = held(&outline, template, Holds::Title)
        .and_then(|s| title::stated(document, &content(&outline, s), outline.sections.get(s).map_or(0.5, |s| s.confidence)))
        .or_else(|| title::inferred(document, lines, cues));
    let by = held(&outline, template, Holds::Authors);
    let authors = by.map(|s| authors(document, &content(&outline, s), cues)).filter(|a| !a.is_empty());
    let organisation = title::organisation(document, lines, title.as_ref(), authors.as_deref().unwrap_or_default(), cues);
    let authors = authors.or_else(|| contact(document, lines, cues));
    let holds = by.map(|s| (s, Holds::Authors)).into_iter().collect();
    Structure {
        template: Some(TemplateMatch { id: template.id.clone(), version: template.version.clone(), confidence: fit.confidence() }),
        sections: outline.sections,
        pieces: outline.pieces,
        slots,
        tables,
        holds,
        title,
        authors,
        organisation,
        country: None,
        flags,
    }
}

fn stray(document: &Document, lines: &[Line], cues: &Cues) -> Structure {
    let outline = outline::stray(lines);
    let title = title::inferred(document, lines, cues);
    let organisation = title::organisation(document, lines, title.as_ref(), &[], cues);
    Structure {
        tables: grids::data_tables(document, &[], lines, &[]),
        sections: outline.sections,
        pieces: outline.pieces,
        title,
        authors: contact(document, lines, cues),
        organisation,
        flags: vec![Flag::new(FlagCode::TemplateUnknown)],
        ..Structure::default()
    }
}

/// The template's side of the outline, and what is missing.
fn slots(outline: &mut Outline, template: &Template) -> (Vec<Slot>, Vec<Flag>) {
    let mut slots = Vec::new();
    let mut flags = Vec::new();
    for unit in &template.units {
        let own: Vec<usize> = outline.sections.iter().enumerate().filter(|(_, s)| s.id == unit.id).map(|(i, _)| i).collect();
        let merged: Vec<usize> = outline.sections.iter().enumerate().filter(|(_, s)| s.also.contains(&unit.id)).map(|(i, _)| i).collect();
        let state = match (own.first(), merged.is_empty()) {
            (Some(section), _) if outline::filled(outline, *section) => SlotState::Filled,
            (Some(section), _) => {
                if let Some(section) = outline.sections.get_mut(*section) {
                    let flag = Flag::new(FlagCode::SectionEmpty).because(unit.id.clone());
                    section.flags.push(match section.heading {
                        Some(span) => flag.at(span),
                        None => flag,
                    });
                }
                SlotState::Empty
            }
            (None, false) => SlotState::Merged,
            (None, true) => {
                if unit.required {
                    flags.push(Flag::new(FlagCode::SectionMissing).because(unit.id.clone()));
                }
                SlotState::Missing
            }
        };
        slots.push(Slot { id: unit.id.clone(), state, sections: if own.is_empty() { merged } else { own } });
    }
    (slots, flags)
}

/// What is left of the trust in a section if one the form prints behind it was not found: its text may be in this one.
const BEFORE_MISSING: f64 = 0.9;

fn doubt_ends(outline: &mut Outline, template: &Template) {
    let place = |id: &str| template.units.iter().position(|u| u.id == id);
    let found: Vec<usize> =
        outline.sections.iter().flat_map(|s| std::iter::once(&s.id).chain(&s.also)).filter_map(|id| place(id)).collect();
    let next_missing = |unit: usize| {
        let next = template.units.iter().enumerate().skip(unit + 1).find(|(_, u)| u.required && u.parent.is_none());
        next.is_some_and(|(next, _)| !found.contains(&next))
    };
    for section in &mut outline.sections {
        let last = std::iter::once(&section.id).chain(&section.also).filter_map(|id| place(id)).max();
        if last.is_some_and(next_missing) {
            section.confidence *= BEFORE_MISSING;
        }
    }
}

/// The section that holds a field.
fn held(outline: &Outline, template: &Template, field: Holds) -> Option<usize> {
    let unit = template.units.iter().find(|u| u.holds == Some(field))?;
    outline.sections.iter().position(|s| s.id == unit.id)
}

/// The author's own words in a section, in order.
fn content(outline: &Outline, section: usize) -> Vec<Span> {
    outline.pieces.iter().filter(|p| p.role == Role::Content && p.section == Some(section)).map(|p| p.span).collect()
}

/// Whom a document without an authors' section names as its author or contact.
fn contact(document: &Document, lines: &[Line], cues: &Cues) -> Option<Vec<Author>> {
    let span = labelled::value(lines, &cues.person_labels)?;
    Some(authors(document, &[span], cues)).filter(|a| !a.is_empty())
}

/// An authors' section longer than this, in bytes, holds something else from there on.
const LONGEST_AUTHORS: usize = 4000;

fn authors(document: &Document, content: &[Span], cues: &Cues) -> Vec<Author> {
    let near = |s: &&Span| content.first().is_some_and(|first| s.end - first.start <= LONGEST_AUTHORS);
    let stretches: Vec<people::Stretch> =
        content.iter().filter(near).map(|s| people::Stretch { text: document.slice(*s), start: s.start }).collect();
    let text = words::fold(&document.text);
    let mentions = |phrase: &str| if phrase.is_empty() { 0 } else { text.matches(&words::fold(phrase)).count() };
    people::people(&stretches, cues, &mentions)
}
