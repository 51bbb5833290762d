//! `casebook template`: the forms casebook knows, and the user's own.

use super::Reading;
use super::error::{CliError, SOME_FAILED};
use super::extract::{load_knowledge, with_template};
use super::style::{self, plain};
use crate::batch::{self, Failure, Input, Task, Workers};
use crate::document::Document;
use crate::knowledge::Knowledge;
use crate::language::Languages;
use crate::reader::{self, ReadOptions};
use crate::record::Record;
use crate::template::{self, Templates, Weight};
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// How long another program may take to convert a form.
const CONVERSION: Duration = Duration::from_secs(45);

const EXAMPLES: &str = "\
Examples:
  casebook template list
  casebook template draft blank-form.docx -o our-call.toml   a first version, from the empty form
  casebook template check our-call.toml                      what is wrong with it, line by line
  casebook template try our-call.toml submissions            how well it fits
  casebook extract submissions --template our-call.toml";

/// List, show, check, try and draft templates: the forms submissions are written to
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(super) enum Template {
    List(List),
    Show(Show),
    Check(Check),
    Try(Try),
    Draft(Draft),
}

impl Template {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        match self {
            Self::List(command) => command.run(),
            Self::Show(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Try(command) => command.run(),
            Self::Draft(command) => command.run(),
        }
    }
}

/// List the templates there are
#[derive(Debug, Args)]
pub(super) struct List {
    /// Print JSON, for another program
    #[arg(long)]
    json: bool,
    /// Folder with templates of your own
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
}

impl List {
    fn run(self) -> Result<ExitCode, CliError> {
        let templates = Templates::load(&load_knowledge(self.knowledge.as_deref())?)?;
        if self.json {
            return print_json(&templates.list().filter_map(|t| templates.shown(t.id)).collect::<Vec<_>>());
        }
        let width = templates.list().map(|t| t.id.len()).max().unwrap_or(0);
        let mut out = io::stdout().lock();
        for known in templates.list() {
            writeln!(out, "{:width$}  {:7} {}  {}", known.id, known.version, known.language, known.name)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Show a template's sections, limits and tables, or its file
#[derive(Debug, Args)]
pub(super) struct Show {
    /// An id, or a template file
    #[arg(value_name = "ID|FILE.toml")]
    template: String,
    /// Print the whole file, to make another of it
    #[arg(long)]
    toml: bool,
    /// Print JSON, for another program
    #[arg(long, conflicts_with = "toml")]
    json: bool,
    /// Folder with templates of your own
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
}

impl Show {
    fn run(self) -> Result<ExitCode, CliError> {
        let (knowledge, id) = with_template(load_knowledge(self.knowledge.as_deref())?, Some(&self.template))?;
        let id = id.unwrap_or_default();
        let templates = Templates::load(&knowledge)?;
        let Some(shown) = templates.show(&id) else {
            return Err(CliError::no_such_template(&id, &templates.list().map(|t| t.id).collect::<Vec<_>>()));
        };
        if self.json {
            return print_json(&templates.shown(&id));
        }
        let text = if self.toml { knowledge.text(&format!("templates/{id}.toml")).unwrap_or_default() } else { &shown };
        io::stdout().lock().write_all(text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Say what is wrong with a template file, line by line
#[derive(Debug, Args)]
pub(super) struct Check {
    file: PathBuf,
    /// Print JSON, for another program
    #[arg(long)]
    json: bool,
}

impl Check {
    fn run(self) -> Result<ExitCode, CliError> {
        let text = fs::read_to_string(&self.file).map_err(|e| CliError::file(&self.file, &e))?;
        let findings = template::check(&text);
        let mistakes = findings.iter().filter(|f| f.weight == Weight::Mistake).count();
        let code = if mistakes > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS };
        if self.json {
            print_json(&json!({ "file": self.file.display().to_string(), "usable": mistakes == 0, "findings": findings }))?;
            return Ok(code);
        }
        let paint = style::stdout();
        let mut out = io::stdout().lock();
        for finding in &findings {
            let weight = match finding.weight {
                Weight::Mistake => paint.bad("mistake"),
                Weight::Advice => paint.doubt("advice"),
            };
            writeln!(out, "{}, line {}: {weight}: {}", self.file.display(), finding.line, finding.message)?;
            if !finding.hint.is_empty() {
                writeln!(out, "  {} {}", paint.strong("→"), finding.hint)?;
            }
        }
        if mistakes > 0 {
            writeln!(out, "{mistakes} to correct before it can be used.")?;
        } else {
            writeln!(out, "{} can be used: casebook template try {0} DOCUMENTS shows how well it fits.", self.file.display())?;
        }
        Ok(code)
    }
}

/// Read documents by a template and show how well it fits them
#[derive(Debug, Args)]
pub(super) struct Try {
    /// An id, or a template file
    #[arg(value_name = "ID|FILE.toml")]
    template: String,
    /// Files and folders
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
    /// Print JSON, for another program
    #[arg(long)]
    json: bool,
    /// Folder with templates, languages or rules of your own
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
}

impl Try {
    fn run(self) -> Result<ExitCode, CliError> {
        let reading = Reading {
            template: Some(self.template),
            knowledge: self.knowledge,
            password: None,
            convert: super::Convert::Auto,
            ocr: super::Ocr::Auto,
            ocr_lang: Vec::new(),
            timeout: 60,
        };
        let found = batch::discover(&self.documents, Path::new(""))?;
        if found.inputs.is_empty() {
            return Err(batch::BatchError::NoFiles.into());
        }
        let (setup, _) = reading.setup()?;
        let workers = Workers::new(setup);
        let tried = found.inputs.iter().map(|input| {
            let task = Task { file: &input.file, members: &input.members, path: &input.path, name: &input.name };
            (input.path.as_str(), workers.read(&task))
        });
        let failed = if self.json { print_tried(tried)? } else { show_tried(tried, &found.inputs)? };
        Ok(if failed { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
    }
}

type Tried<'a> = (&'a str, Result<Record, Failure>);

/// A JSON line a document, as it is read. Says whether any failed.
fn print_tried<'a>(tried: impl Iterator<Item = Tried<'a>>) -> Result<bool, CliError> {
    let mut failed = false;
    let mut out = io::stdout().lock();
    for (path, result) in tried {
        failed |= result.is_err();
        let line = match result {
            Ok(record) => {
                let cover = record.coverage();
                let fit = record.template.confidence;
                json!({ "path": path, "asked": cover.asked, "found": cover.found, "unclear": cover.unclear, "missing": cover.missing, "fit": fit })
            }
            Err(failure) => json!({ "path": path, "error": failure }),
        };
        writeln!(out, "{line}")?;
    }
    Ok(failed)
}

/// A table for people. Says whether any failed.
fn show_tried<'a>(tried: impl Iterator<Item = Tried<'a>>, inputs: &[Input]) -> Result<bool, CliError> {
    let paint = style::stdout();
    let width = inputs.iter().map(|i| i.path.chars().count()).max().unwrap_or(0).clamp(8, 48);
    let mut out = io::stdout().lock();
    writeln!(out, "{}", paint.strong(&format!("{:width$}  found     fit    unclear  missing", "document")))?;
    let mut failed = false;
    for (path, result) in tried {
        let name = plain(path);
        match result {
            Ok(record) => {
                let cover = record.coverage();
                let fit = record.template.confidence.map_or("   —".to_owned(), |c| format!("{:>3.0} %", c * 100.0));
                let missing = if cover.missing.is_empty() { "–".to_owned() } else { cover.missing.join(", ") };
                let found = format!("{:>2} of {:<2}", cover.found, cover.asked);
                writeln!(out, "{name:width$}  {found}  {fit}  {:>7}  {missing}", cover.unclear)?;
            }
            Err(failure) => {
                failed = true;
                writeln!(out, "{name:width$}  {}", paint.bad(&failure.message))?;
            }
        }
    }
    let meaning =
        "found: sections with a heading or an answer; fit: how surely it is this form; unclear: headings told without clear words";
    writeln!(out, "{}", paint.faint(meaning))?;
    Ok(failed)
}

fn print_json(value: &impl Serialize) -> Result<ExitCode, CliError> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}

/// Draft a template file from a blank form, or from several filled ones
#[derive(Debug, Args)]
pub(super) struct Draft {
    /// The blank form, or filled ones: what is common to most of them is the form
    #[arg(required = true, value_name = "FORM")]
    forms: Vec<PathBuf>,
    /// Where to write it [default: print it]
    #[arg(short, long, value_name = "FILE.toml")]
    output: Option<PathBuf>,
    /// What records will call the template [default: the output file's name, or the form's]
    #[arg(long)]
    id: Option<String>,
    /// Password to try on protected files
    #[arg(long)]
    password: Option<String>,
}

impl Draft {
    fn run(self) -> Result<ExitCode, CliError> {
        let knowledge = Knowledge::embedded();
        let (templates, languages) = (Templates::load(&knowledge)?, Languages::load(&knowledge)?);
        let forms: Vec<Document> = self.forms.iter().map(|f| self.read(f)).collect::<Result<_, _>>()?;
        let language = forms.first().and_then(|d| languages.of(d));
        let named = self.output.as_ref().or(self.forms.first()).and_then(|p| p.file_stem()).map(|s| s.to_string_lossy());
        let id = self.id.clone().or(named.map(std::borrow::Cow::into_owned)).unwrap_or_default();
        let draft = templates.draft(&forms, &id, language.unwrap_or("en"));
        if draft.sections == 0 {
            return Err(CliError::unusable(
                "no headings were found in the form",
                "Give the form as DOCX if you can, or several filled ones; or start from casebook template show good-practice --toml.",
            ));
        }
        let Some(output) = self.output else {
            io::stdout().lock().write_all(draft.toml.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        };
        write_new(&output, draft.toml.as_bytes())?;
        let mut out = io::stdout().lock();
        writeln!(out, "{}: {} sections, {} parts, {} of them with guidance", output.display(), draft.sections, draft.parts, draft.guided)?;
        writeln!(
            out,
            "Next\n  Read it through: which heading is a section is a guess. Then: casebook template try {} DOCUMENTS",
            output.display()
        )?;
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self, file: &Path) -> Result<Document, CliError> {
        let bytes = fs::read(file).map_err(|e| CliError::file(file, &e))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let read = reader::read(
            &bytes,
            &name,
            &ReadOptions { password: self.password.clone(), convert: Some(CONVERSION), ..ReadOptions::default() },
        );
        read.map(|(_, document)| document).map_err(|e| CliError::unusable(format!("{}: {e}", file.display()), e.advice()))
    }
}

/// Writes a file that isn't there yet: what a person wrote is not lost to a draft.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let file = fs::File::options().write(true).create_new(true).open(path);
    file.and_then(|mut f| f.write_all(bytes)).map_err(|e| CliError::file(path, &e))
}
