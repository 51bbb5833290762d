//! `casebook extract`: a folder of submissions into records.

use super::error::{CliError, SOME_FAILED};
use super::{Ocr, Reading, progress, report};
use crate::batch::{self, Batch, WorkerSetup};
use crate::knowledge::Knowledge;
use crate::pipeline::{DocumentReader, Engine, Options};
use crate::reader::ocr::{OcrEngine, OcrMode, OcrWish};
use crate::template;
use clap::Args;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const EXAMPLES: &str = "\
What is written into the output folder:
  records/PATH.json   one record a file, named by its path
  records.ndjson      the same records, one a line
  summary.csv         one row a case, for a spreadsheet
  manifest.json       every file with its outcome, and what to do where it failed

What is read: PDF, DOCX, ODT, RTF, HTML and text, also inside .zip archives and .eml mails;
old and foreign formats (.doc, .ppt, .xls, .pages) through LibreOffice where it is installed.

Exit codes: 0 all files were read, 1 some failed, 2 nothing could be started.

Examples:
  casebook extract submissions
  casebook extract call-2024 late/case.docx -o records-2024
  casebook extract submissions --quiet --json > run.json";

/// Read every file under the paths and write one record each
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Extract {
    /// Files and folders; folders are read with all they hold
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder for the records; what an earlier run wrote there is replaced
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Files to read at a time [default: one a core]
    #[arg(short, long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Print nothing but what failed
    #[arg(short, long)]
    quiet: bool,
    /// Print the manifest as JSON instead of the closing report
    #[arg(long)]
    json: bool,
}

impl Extract {
    pub(super) fn run(self) -> Result<ExitCode, CliError> {
        let (setup, knowledge) = self.reading.setup()?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let batch = Batch { paths: self.paths, output: self.output, jobs: self.jobs.map_or(cores, usize::from), setup, knowledge };
        if !self.quiet && batch.paths.iter().any(|p| same_folder(p, &batch.output)) {
            let paint = super::style::stderr();
            eprintln!("{} records go into the folder that is read; -o OTHER keeps them apart from the submissions", paint.doubt("note:"));
        }
        let done = batch::run(&batch, progress::progress(self.quiet).as_ref())?;
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &done.manifest).map_err(io::Error::from)?;
            writeln!(out)?;
        } else if self.quiet {
            report::failures(&mut io::stderr().lock(), super::style::stderr(), &done.manifest)?;
        } else {
            report::report(&mut out, super::style::stdout(), &done, &batch.output)?;
        }
        Ok(if done.manifest.totals.failed > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
    }
}

impl Reading {
    /// How workers are to read, and what they know. Loads the knowledge, so that a mistake in it is told
    /// before any file is touched.
    pub(super) fn setup(&self) -> Result<(WorkerSetup, Knowledge), CliError> {
        let (knowledge, template) = with_template(load_knowledge(self.knowledge.as_deref())?, self.template.as_deref())?;
        let engine = Engine::load(&knowledge)?;
        if let Some(id) = template.as_deref().filter(|id| engine.templates().all(|t| t != *id)) {
            return Err(CliError::no_such_template(id, &engine.templates().collect::<Vec<_>>()));
        }
        self.check_ocr(engine.ocr())?;
        let mut arguments = vec![OsString::from("worker")];
        if let Some(folder) = &self.knowledge {
            arguments.extend([OsString::from("--knowledge"), folder.clone().into_os_string()]);
        }
        if let Some(file) = self.template.as_deref().and_then(template_file) {
            arguments.extend([OsString::from("--template-file"), file.into()]);
        }
        let setup = WorkerSetup {
            program: std::env::current_exe()?,
            arguments,
            timeout: Duration::from_secs(self.timeout),
            template,
            password: self.password.clone(),
            convert: self.convert == super::Convert::Auto,
            ocr: self.ocr_wish(),
        };
        Ok((setup, knowledge))
    }
}

impl Reading {
    /// What is needed to read files' texts in this process.
    pub(super) fn here(&self) -> Result<(DocumentReader, Options), CliError> {
        let engine = DocumentReader::load(&load_knowledge(self.knowledge.as_deref())?)?;
        self.check_ocr(engine.ocr())?;
        let convert = (self.convert == super::Convert::Auto).then(|| Duration::from_secs(self.timeout));
        Ok((engine, Options { password: self.password.clone(), ocr: self.ocr_wish(), convert, ..Options::default() }))
    }

    fn ocr_wish(&self) -> OcrWish {
        let mode = match self.ocr {
            Ocr::Auto => OcrMode::Auto,
            Ocr::Always => OcrMode::Always,
            Ocr::Never => OcrMode::Never,
        };
        // A page gets half of what would end the file.
        OcrWish { mode, languages: self.ocr_lang.clone(), seconds: (self.timeout / 2).max(1) }
    }

    /// What was asked of OCR must be there: it would be left out of every file without a word.
    fn check_ocr(&self, ocr: &OcrEngine) -> Result<(), CliError> {
        let asked = matches!(self.ocr, Ocr::Always) || !self.ocr_lang.is_empty();
        // Looking for the engine starts it, and that takes longer than reading a file: only when it is wanted.
        if !asked || matches!(self.ocr, Ocr::Never) {
            return Ok(());
        }
        match ocr.engine() {
            None => Err(CliError::no_ocr()),
            Some(installed) => ocr.check(&self.ocr_lang).map_err(|missing| CliError::no_ocr_language(&missing, &installed.languages)),
        }
    }
}

fn same_folder(a: &Path, b: &Path) -> bool {
    fs::canonicalize(a).ok().zip(fs::canonicalize(b).ok()).is_some_and(|(a, b)| a == b)
}

/// A template given by the path of its file, not by its id.
fn template_file(template: &str) -> Option<&Path> {
    let path = Path::new(template);
    let file = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) || template.contains(std::path::MAIN_SEPARATOR);
    file.then_some(path)
}

/// The knowledge with the template that was asked for, and its id; none where the one that fits best is wanted.
pub(super) fn with_template(knowledge: Knowledge, template: Option<&str>) -> Result<(Knowledge, Option<String>), CliError> {
    let Some(asked) = template.filter(|t| *t != "auto") else { return Ok((knowledge, None)) };
    let Some(file) = template_file(asked) else { return Ok((knowledge, Some(asked.to_owned()))) };
    let text = fs::read_to_string(file).map_err(|e| CliError::file(file, &e))?;
    let (knowledge, id) = template::adopt(knowledge, asked, text)?;
    Ok((knowledge, Some(id)))
}

/// The built-in knowledge and the user's.
pub(super) fn load_knowledge(folder: Option<&Path>) -> Result<Knowledge, CliError> {
    let knowledge = Knowledge::embedded();
    Ok(match folder {
        Some(folder) if !folder.is_dir() => {
            let what = if folder.exists() { "is a file, not a folder" } else { "is not there" };
            return Err(CliError::unusable(
                format!("--knowledge: {} {what}", folder.display()),
                "Give a folder that holds files like templates/our-call.toml or languages/en.toml; a single template goes with --template FILE.toml.",
            ));
        }
        Some(folder) => knowledge.with_folder(folder)?,
        None => knowledge,
    })
}
