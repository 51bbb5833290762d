//! The command line: a file a verb. It parses, calls and prints; it decides nothing.

mod annotate_gold;
mod error;
mod evaluate;
mod extract;
mod figures;
mod flags;
mod inspect;
mod layout;
mod letter;
mod progress;
mod read_text;
mod report;
mod schema;
mod scores;
mod style;
mod template;
mod worker;

use clap::{Args, Parser, Subcommand, ValueEnum};
use error::CliError;
use std::path::PathBuf;
use std::process::ExitCode;

const ABOUT: &str = "Turns a folder of submitted case studies (PDF, DOCX, ODT, RTF, HTML, text) into normalised JSON records.";

const EXAMPLES: &str = "\
Examples:
  casebook extract submissions              every file under submissions/, records into output/
  casebook inspect submissions/case.pdf     what was read in one file, and where
  casebook letter RECORD.json               what to ask a document's author for
  casebook template list                    the forms casebook knows
  casebook flags                            what the flags mean";

#[derive(Debug, Parser)]
#[command(name = "casebook", version, about = ABOUT, after_help = EXAMPLES, styles = style::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    Inspect(inspect::Inspect),
    Figures(figures::Figures),
    Letter(letter::Letter),
    #[command(subcommand)]
    Template(template::Template),
    Flags(flags::Flags),
    Evaluate(evaluate::Evaluate),
    AnnotateGold(annotate_gold::AnnotateGold),
    #[command(hide = true)]
    Worker(worker::Worker),
    #[command(hide = true)]
    ReadText(read_text::ReadText),
    #[command(hide = true)]
    Schema(schema::Schema),
}

/// How files are read: what may alter a record, and how long it may take.
#[derive(Debug, Args)]
struct Reading {
    /// Read files by this template (an id, or a template file) instead of the one that fits best
    #[arg(long, value_name = "ID|FILE.toml|auto")]
    template: Option<String>,
    /// Folder with templates, languages or rules of your own: a file with a built-in name replaces it, others are added
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// Password to try on protected files
    #[arg(long)]
    password: Option<String>,
    /// Old and foreign formats (.doc, .ppt, .xls, .pages …): read through LibreOffice where it is installed, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Convert::Auto)]
    convert: Convert,
    /// Read pages from their picture with tesseract: those without text where it is installed (auto), all, or none
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Ocr::Auto)]
    ocr: Ocr,
    /// Language of the pictures, as "fr" or "fra"; several with commas [default: told by the document]
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    ocr_lang: Vec<String>,
    /// Seconds a file may take before it is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = seconds)]
    timeout: u64,
}

fn seconds(given: &str) -> Result<u64, String> {
    let seconds = given.parse().ok().filter(|s| (1..=86_400).contains(s));
    seconds.ok_or_else(|| "give whole seconds from 1 to 86400 (a day), as in --timeout 120".to_owned())
}

/// Whether formats casebook doesn't read itself go through another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Convert {
    /// Through LibreOffice, where it is installed
    Auto,
    /// No other program is started
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Ocr {
    Auto,
    Always,
    Never,
}

/// Runs what reads files in this process with room for deeply nested ones.
fn roomy<T: Send>(work: impl FnOnce() -> Result<T, CliError> + Send) -> Result<T, CliError> {
    const STACK: usize = 64 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        thread.join().unwrap_or_else(|_| Err(CliError::broke_down()))
    })
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    // A mistake of ours is told in a line, without the folders of the machine that built the program.
    std::panic::set_hook(Box::new(|info| eprintln!("casebook broke down ({})", crate::batch::told(info))));
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Extract(command) => command.run(),
        Command::Inspect(command) => command.run(),
        Command::Figures(command) => command.run(),
        Command::Letter(command) => command.run(),
        Command::Template(command) => command.run(),
        Command::Flags(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::AnnotateGold(command) => command.run(),
        Command::Worker(command) => command.run(),
        Command::ReadText(command) => command.run(),
        Command::Schema(command) => command.run(),
    };
    done.unwrap_or_else(|error| error.report())
}
