//! `casebook inspect`: what was read in one file, and where.

use super::error::CliError;
use super::layout;
use super::style::{self, Paint, plain};
use super::{Reading, roomy};
use crate::batch::{self, Input};
use crate::document::{Document, Flow};
use crate::flag::FlagCode;
use crate::reader::draw;
use crate::record::{Approximation, Figure, Flag, PageRange, Record, Section, Severity};
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  casebook inspect case.pdf                 sections, figures and flags
  casebook inspect case.pdf --text          the text as casebook reads it
  casebook inspect case.pdf --layout --page 2 -o page2.png
  casebook inspect case.pdf --json > case.json
  casebook inspect call.zip/case.docx       a file in an archive or a mail";

/// Show what was read in one file, and where
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Inspect {
    /// The file; one in an archive or a mail as call.zip/case.docx
    file: PathBuf,
    /// Print the record as JSON
    #[arg(long, conflicts_with = "text")]
    json: bool,
    /// Print the body's text: no running headers and footers, no notes
    #[arg(long)]
    text: bool,
    /// Print words, blocks and tables with their boxes, as the reader saw them
    #[arg(long, conflicts_with_all = ["json", "text"])]
    layout: bool,
    /// The page to show the layout of [default: all, or the first for a picture]
    #[arg(long, value_name = "NUMBER", requires = "layout", value_parser = clap::value_parser!(u32).range(1..))]
    page: Option<u32>,
    /// Draw the page with its boxes into this PNG file instead
    #[arg(short = 'o', long, value_name = "PNG", requires = "layout")]
    picture: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl Inspect {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let input = batch::locate(&self.file)?;
        if self.layout {
            return roomy(|| self.show_layout(&input));
        }
        if self.text {
            return roomy(|| self.show_text(&input));
        }
        let (setup, _) = self.reading.setup()?;
        let record = batch::read_file(&setup, &input)?;
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &record).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            show(&mut out, style::stdout(), &record)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The text needs the reader alone: what the other stages know is most of a short file's time.
    fn show_text(&self, input: &Input) -> Result<ExitCode, CliError> {
        let (reader, options) = self.reading.here()?;
        let (_, document) = reader.read(&batch::bytes_of(input)?, &input.name, &options)?;
        writeln!(io::stdout().lock(), "{}", body_text(&document))?;
        Ok(ExitCode::SUCCESS)
    }

    fn show_layout(&self, input: &Input) -> Result<ExitCode, CliError> {
        /// Pixels an inch.
        const RESOLUTION: f32 = 144.0;
        let (reader, options) = self.reading.here()?;
        let bytes = batch::bytes_of(input)?;
        let (_, document) = reader.read(&bytes, &input.name, &options)?;
        match &self.picture {
            None => layout::print(&mut io::stdout().lock(), &document, self.page)?,
            Some(picture) => {
                let page = self.page.unwrap_or(1);
                let drawn = draw(&bytes, &input.name, options.password.as_deref(), page, RESOLUTION)?;
                fs::write(picture, layout::draw(drawn.ok_or_else(CliError::not_drawn)?, &document, page)?)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The canonical text up to its notes and running matter, which follow the body.
fn body_text(document: &Document) -> &str {
    let beside = document.blocks.iter().find(|b| b.flow != Flow::Body);
    let end = beside.map_or(document.text.len(), |b| b.marker.unwrap_or(b.span).start);
    document.text[..end].trim_end()
}

fn show(out: &mut dyn Write, paint: Paint, record: &Record) -> io::Result<()> {
    head(out, paint, record)?;
    writeln!(out, "\n{}", paint.strong("Sections"))?;
    for section in &record.sections {
        show_section(out, paint, section)?;
    }
    for id in record.missing_sections() {
        writeln!(out, "  {}", paint.bad(&format!("{id:20} missing")))?;
    }
    writeln!(out, "\n{} ({})", paint.strong("Figures"), record.figures.len())?;
    for figure in &record.figures {
        show_figure(out, paint, figure)?;
    }
    if !record.headline.is_empty() {
        writeln!(out, "\n{}", paint.strong("Headline"))?;
    }
    for (field, id) in &record.headline {
        let words = record.headline_figure(field).map_or("—", |f| f.surface.as_str());
        let reason = record.headline_reasons.get(field).map_or("", String::as_str);
        writeln!(out, "  {field:10} {:6} {}  {}", id.as_deref().unwrap_or(""), plain(words), paint.faint(reason))?;
    }
    if !record.flags.is_empty() {
        writeln!(out, "\n{}", paint.strong("Flags of the document"))?;
    }
    for flag in &record.flags {
        writeln!(out, "  {}", describe(paint, flag))?;
        // Where something has to be done, what: a scan without text shows nothing else.
        let meaning = FlagCode::ALL.iter().find(|f| f.code() == flag.code && flag.severity == Severity::Action);
        meaning.map_or(Ok(()), |f| writeln!(out, "    → {}", f.meaning()))?;
    }
    Ok(())
}

fn head(out: &mut dyn Write, paint: Paint, record: &Record) -> io::Result<()> {
    let document = &record.document;
    writeln!(out, "{}", paint.strong(&plain(&document.name)))?;
    let pages = document.pages.map(|n| if n == 1 { "1 page, ".to_owned() } else { format!("{n} pages, ") }).unwrap_or_default();
    let language = document.language.as_deref().unwrap_or("language unknown");
    let format = match document.media_type.as_str() {
        "application/pdf" => "PDF",
        "text/plain" => "text",
        "text/html" => "HTML",
        other if other.contains("rtf") => "RTF",
        other if other.contains("opendocument") => "OpenDocument",
        other if other.contains("wordprocessingml") => "DOCX",
        other => other,
    };
    writeln!(out, "  {format}, {pages}{language}, {} characters", record.text.chars().count())?;
    let template = &record.template;
    match (&template.id, &template.version) {
        (Some(id), Some(version)) => {
            writeln!(out, "  template      {id} {version}  {}", paint.faint(&percent(template.confidence.unwrap_or_default())))?;
        }
        _ => writeln!(out, "  template      {}", paint.doubt("none that is known"))?,
    }
    let fields = [
        ("title", record.title.as_ref().map(|t| (t.text.as_str(), t.confidence))),
        ("organisation", record.organisation.as_ref().map(|o| (o.name.as_str(), o.confidence))),
        ("country", record.country.as_ref().map(|c| (c.code.as_str(), c.confidence))),
    ];
    for (name, value) in fields.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        writeln!(out, "  {name:13} {}  {}", plain(value.0), paint.faint(&percent(value.1)))?;
    }
    for author in record.authors.iter().flatten() {
        let more = [&author.role, &author.affiliation].into_iter().flatten().map(|s| plain(s)).collect::<Vec<_>>().join(", ");
        writeln!(out, "  {:13} {}  {}", "author", plain(&author.name), paint.faint(&more))?;
    }
    Ok(())
}

fn show_section(out: &mut dyn Write, paint: Paint, section: &Section) -> io::Result<()> {
    let pages =
        section.pages.map(|PageRange { first, last }| if first == last { format!("p. {first}") } else { format!("p. {first}–{last}") });
    let heading = section.heading.as_ref().map_or("(no heading)", |h| h.text.as_str());
    let indent = if section.part_of.is_some() { "  " } else { "" };
    let words = section.text.split_whitespace().count();
    let name = format!("{indent}{}", section.id);
    writeln!(
        out,
        "  {name:20} {:9} {words:>6} words  {}  {}",
        pages.unwrap_or_default(),
        percent(section.confidence),
        paint.faint(&short(heading, 60))
    )?;
    section.flags.iter().try_for_each(|flag| writeln!(out, "    {}", describe(paint, flag)))
}

fn show_figure(out: &mut dyn Write, paint: Paint, figure: &Figure) -> io::Result<()> {
    let page = figure.places.first().and_then(|p| p.page).map(|p| format!("p. {p}")).unwrap_or_default();
    let section = figure.section.as_deref().unwrap_or("");
    writeln!(out, "  {:5} {}  =  {}", figure.id, paint.strong(&plain(&figure.surface)), reading(figure))?;
    writeln!(out, "        {}", paint.faint(&format!("{section} {page}  {}  {}", percent(figure.confidence), figure.rule)))?;
    figure.flags.iter().try_for_each(|flag| writeln!(out, "        {}", describe(paint, flag)))
}

/// A figure as it was read: "over 5000000 EUR funding, organisation, 2019".
fn reading(figure: &Figure) -> String {
    let approximation = match figure.approximation {
        Approximation::Exact => "",
        Approximation::About => "about ",
        Approximation::Over => "over ",
        Approximation::Under => "under ",
    };
    let range = figure.low.iter().zip(&figure.high).map(|(low, high)| format!("{low} to {high}")).next();
    let value = figure.value.clone().or(range).unwrap_or_default();
    let unit = figure.currency.as_deref().unwrap_or(match figure.kind {
        crate::record::Kind::Percent => "%",
        crate::record::Kind::Money => "in an unknown currency",
        crate::record::Kind::Count => "",
    });
    let scope = match figure.scope {
        crate::record::Scope::Organisation => "organisation",
        crate::record::Scope::Sector => "sector",
        crate::record::Scope::Other => "another body",
    };
    let parts = [format!("{approximation}{value} {unit}"), figure.measure.clone(), scope.to_owned()];
    let parts: Vec<String> = parts.into_iter().chain(figure.period.clone()).map(|p| p.trim().to_owned()).collect();
    parts.join(", ")
}

fn describe(paint: Paint, flag: &Flag) -> String {
    let code = match flag.severity {
        Severity::Info => paint.faint(&flag.code),
        Severity::Doubt => paint.doubt(&flag.code),
        Severity::Action => paint.bad(&flag.code),
    };
    let detail = flag.detail.as_deref().map(|d| format!(": {}", short(d, 80))).unwrap_or_default();
    format!("{code}{detail}")
}

fn percent(confidence: f64) -> String {
    format!("{:>3.0} %", confidence * 100.0)
}

fn short(text: &str, length: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= length { text } else { text.chars().take(length - 1).chain(['…']).collect() }
}
