//! The closing report of a batch: what a person has to know and do.

use super::style::{Paint, plain};
use crate::batch::{Entry, Manifest, Outcome, Report};
use crate::flag::{FlagCode, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Lines of one list before the rest is left to the files.
const MOST_LINES: usize = 20;

pub(super) fn report(out: &mut dyn Write, paint: Paint, done: &Report, output: &Path) -> io::Result<()> {
    let manifest = &done.manifest;
    totals(out, paint, manifest)?;
    failures(out, paint, manifest)?;
    missing(out, paint, manifest)?;
    flagged(out, paint, manifest)?;
    leftovers(out, done)?;
    next(out, paint, manifest, output)
}

fn totals(out: &mut dyn Write, paint: Paint, manifest: &Manifest) -> io::Result<()> {
    let totals = manifest.totals;
    writeln!(out, "{}", paint.strong(&format!("{} in {:.1} s", count(totals.files, "file"), manifest.seconds.unwrap_or_default())))?;
    let line = |name: &str, number: usize, what: &str| format!("  {name:8}{number:>6}  {what}");
    writeln!(out, "{}", paint.good(&line("read", totals.read, "nothing to do")))?;
    writeln!(out, "{}", paint.doubt(&line("flagged", totals.flagged, "read; look at the flags before relying on them")))?;
    writeln!(out, "{}", paint.bad(&line("failed", totals.failed, "no record")))?;
    if totals.ignored > 0 {
        writeln!(out, "{}", paint.faint(&line("ignored", totals.ignored, "hidden files and the like, named in the manifest")))?;
    }
    Ok(())
}

/// Every file without a record, why, and what to do.
pub(super) fn failures(out: &mut dyn Write, paint: Paint, manifest: &Manifest) -> io::Result<()> {
    let failed: Vec<_> = manifest.inputs.iter().filter_map(|e| Some((e, e.error.as_ref()?))).collect();
    if failed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.strong("Failed"))?;
    for (entry, error) in &failed {
        writeln!(out, "  {}: {} ({})", paint.bad(&plain(&entry.path)), plain(&error.message), error.code)?;
        writeln!(out, "    → {}", error.advice)?;
    }
    Ok(())
}

/// Which sections are missing where.
fn missing(out: &mut dyn Write, paint: Paint, manifest: &Manifest) -> io::Result<()> {
    let mut by_section: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in &manifest.inputs {
        for section in &entry.missing_sections {
            by_section.entry(section).or_default().push(entry);
        }
    }
    if by_section.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.strong("Sections missing"))?;
    for (section, entries) in by_section {
        let names: Vec<String> = entries.iter().take(3).map(|e| plain(&e.path)).collect();
        let more = if entries.len() > 3 { format!(" and {} more", entries.len() - 3) } else { String::new() };
        writeln!(out, "  {:18} {}: {}{more}", section, count(entries.len(), "file"), names.join(", "))?;
    }
    Ok(())
}

fn flagged(out: &mut dyn Write, paint: Paint, manifest: &Manifest) -> io::Result<()> {
    let flagged: Vec<_> = manifest.inputs.iter().filter(|e| e.outcome == Outcome::Flagged).collect();
    if flagged.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.strong("Flagged"))?;
    for entry in flagged.iter().take(MOST_LINES) {
        let flags = entry.flags.iter().filter(|(code, _)| asks_for_a_look(code));
        let flags: Vec<String> = flags.map(|(code, n)| if *n > 1 { format!("{code} ×{n}") } else { code.clone() }).collect();
        writeln!(out, "  {}: {}", paint.doubt(&plain(&entry.path)), flags.join(", "))?;
    }
    if flagged.len() > MOST_LINES {
        writeln!(out, "  … and {} more, in summary.csv", flagged.len() - MOST_LINES)?;
    }
    Ok(())
}

fn asks_for_a_look(code: &str) -> bool {
    FlagCode::ALL.iter().any(|f| f.code() == code && f.severity() > Severity::Info)
}

fn leftovers(out: &mut dyn Write, done: &Report) -> io::Result<()> {
    let left = done.leftovers;
    if left.cleared > 0 {
        writeln!(out, "\nCleared away {} of an earlier run whose files are not in this one.", count(left.cleared, "record"))?;
    }
    if left.unknown > 0 {
        writeln!(
            out,
            "\nrecords/ also holds {} casebook did not write; left alone, and in none of the tables.",
            count(left.unknown, "file")
        )?;
    }
    Ok(())
}

fn next(out: &mut dyn Write, paint: Paint, manifest: &Manifest, output: &Path) -> io::Result<()> {
    let totals = manifest.totals;
    writeln!(out, "\n{}", paint.strong("Next"))?;
    writeln!(out, "  Open {} in a spreadsheet: one row a case.", output.join("summary.csv").display())?;
    if totals.failed > 0 {
        writeln!(out, "  Settle the failed files as said above, put the new ones in the folder and run again.")?;
    }
    if totals.flagged > 0 {
        writeln!(
            out,
            "  casebook inspect FILE shows what was read in a flagged file and where; casebook flags tells what the flags mean."
        )?;
    }
    Ok(())
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
