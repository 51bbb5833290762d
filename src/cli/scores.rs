//! How scores are laid out for a terminal.

use super::style::{Paint, plain};
use crate::evaluate::{Change, Changes, Evaluation, Fault, Found, JudgedDocument, Score, Scores, Tally, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

type Out<'a> = &'a mut dyn Write;

/// Scores in the order they are shown, with what they are of.
const GROUPS: [(&str, &[(&str, &str)]); 7] = [
    (
        "Figures",
        &[
            ("figure_precision", "precision"),
            ("figure_recall", "recall"),
            ("figure_f1", "F1"),
            ("figure_found", "number alone"),
            ("grounded", "span points at it"),
        ],
    ),
    (
        "Of the right ones",
        &[
            ("measure", "measure"),
            ("scope", "scope"),
            ("approximation", "approximation"),
            ("period", "period"),
            ("currency", "currency (of found)"),
            ("direction", "direction"),
            ("status", "status"),
            ("per", "per"),
        ],
    ),
    ("Sections, tables", &[("section_text_f1", "text F1"), ("section_edges", "both ends right"), ("table_rows", "table rows")]),
    (
        "Document",
        &[
            ("title", "title"),
            ("authors", "authors"),
            ("organisation", "organisation"),
            ("country", "country"),
            ("language", "language"),
            ("template", "template"),
        ],
    ),
    ("Headline", &[("headline", "found"), ("headline_wrong", "filled wrongly")]),
    (
        "Checks",
        &[
            ("contradictions", "contradictions"),
            ("checks_found", "found"),
            ("checks_verdict", "verdict"),
            ("checks_difference", "difference"),
            ("checks_right", "doubts right"),
        ],
    ),
    ("Confidence", &[("ece", "calibration error")]),
];

/// The few scores that tell one format or language from another.
const COMPACT: [(&str, &str); 13] = [
    ("figure_precision", "prec"),
    ("figure_recall", "recall"),
    ("figure_f1", "F1"),
    ("figure_found", "number"),
    ("measure", "meas"),
    ("scope", "scope"),
    ("period", "period"),
    ("section_text_f1", "text"),
    ("section_edges", "ends"),
    ("table_rows", "rows"),
    ("title", "title"),
    ("organisation", "org"),
    ("headline", "headl"),
];

pub(super) fn evaluation(out: Out, paint: Paint, evaluation: &Evaluation, worst: usize) -> io::Result<()> {
    head(out, paint, evaluation)?;
    let split = evaluation.split.iter().flat_map(|s| [("development", &s.development), ("validation", &s.validation)]);
    main_table(out, paint, &std::iter::once(("all", &evaluation.all)).chain(split).collect::<Vec<_>>())?;
    compact(out, paint, "Format", &evaluation.formats)?;
    compact(out, paint, "Language", &evaluation.languages)?;
    let by = &evaluation.breakdown;
    found(out, paint, "Kind", &by.kinds)?;
    found(out, paint, "Measure", &by.measures)?;
    found(out, paint, "Section", &by.sections)?;
    found(out, paint, "Rule", &by.rules)?;
    confidence(out, paint, &evaluation.all)?;
    confusion(out, paint, evaluation)?;
    causes(out, paint, evaluation)?;
    evaluation.documents.iter().take(worst).try_for_each(|document| show_document(out, paint, document))
}

fn head(out: Out, paint: Paint, evaluation: &Evaluation) -> io::Result<()> {
    writeln!(out, "{}", paint.strong(&format!("{} cases, {} files scored", evaluation.cases, evaluation.all.renderings)))?;
    let scanned = evaluation.scanned;
    if scanned.renderings > 0 {
        let counts = format!(
            "{} flagged, {} figures right, {} missed, {} invented",
            scanned.flagged, scanned.right, scanned.missed, scanned.invented
        );
        writeln!(out, "  scanned, scored apart: {} ({counts})", scanned.renderings)?;
    }
    if !evaluation.missing.is_empty() {
        let names: Vec<String> = evaluation.missing.iter().map(|n| plain(n)).collect();
        writeln!(out, "  {}", paint.bad(&format!("no record, all of it missed: {}", names.join(", "))))?;
    }
    if evaluation.missing_in_validation > 0 {
        writeln!(out, "  {}", paint.bad(&format!("no record, in validation: {} files", evaluation.missing_in_validation)))?;
    }
    writeln!(out, "  Percent, with 95 % intervals (Wilson) that take files as independent; files of one case are not quite.")
}

/// A column a pool, an interval beside every rate.
fn main_table(out: Out, paint: Paint, pools: &[(&str, &Tally)]) -> io::Result<()> {
    let columns: Vec<Scores> = pools.iter().map(|(_, tally)| tally.scores()).collect();
    write!(out, "\n{:22}", "")?;
    for (name, tally) in pools {
        write!(out, "{:>20}", format!("{name} ({})", tally.renderings))?;
    }
    writeln!(out)?;
    for (group, rows) in GROUPS {
        let has = |key: &str| columns.iter().any(|c| c.get(key).is_some_and(|s| s.value.is_some()));
        let rows: Vec<_> = rows.iter().filter(|(key, _)| has(key)).collect();
        if !rows.is_empty() {
            writeln!(out, "{}", paint.strong(group))?;
        }
        for (key, label) in rows {
            write!(out, "  {label:20}")?;
            for column in &columns {
                write!(out, "{:>20}", column.get(*key).map(with_interval).unwrap_or_default())?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn with_interval(score: &Score) -> String {
    match (score.value, score.low, score.high) {
        (Some(value), Some(low), Some(high)) => format!("{:.1}  {:>4.1}–{:<5.1}", value * 100.0, low * 100.0, high * 100.0),
        (Some(value), ..) => format!("{:.1}  {:10}", value * 100.0, ""),
        _ => format!("—  {:10}", ""),
    }
}

fn compact(out: Out, paint: Paint, title: &str, pools: &BTreeMap<String, Tally>) -> io::Result<()> {
    write!(out, "\n{} {:>5}", paint.strong(&format!("{title:10}")), "files")?;
    COMPACT.iter().try_for_each(|(_, label)| write!(out, " {label:>6}"))?;
    writeln!(out)?;
    for (name, tally) in pools {
        write!(out, "{:10} {:>5}", plain(name), tally.renderings)?;
        let scores = tally.scores();
        for (key, _) in COMPACT {
            write!(out, " {:>6}", percent(scores.get(key).and_then(|s| s.value)))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "—".to_owned(), |v| format!("{:.1}", v * 100.0))
}

fn found(out: Out, paint: Paint, title: &str, by: &BTreeMap<String, Found>) -> io::Result<()> {
    let heads = [format!("{title:24}"), format!("{:>6}{:>8}{:>10}", "right", "missed", "invented")];
    writeln!(out, "\n{}{}{:>20}{:>20}{:>8}", paint.strong(&heads[0]), heads[1], "precision", "recall", "F1")?;
    // Nothing tells which rule should have found what was missed.
    let rules = title == "Rule";
    for (name, found) in by {
        let recall = if rules { String::new() } else { with_interval(&found.recall().into()) };
        let missed = if rules { String::new() } else { found.missed.to_string() };
        let f1 = if rules { String::new() } else { percent(found.f1()) };
        let counts = format!("{:>6}{missed:>8}{:>10}", found.right, found.invented);
        writeln!(out, "{:24}{counts}{:>20}{recall:>20}{f1:>8}", plain(name), with_interval(&found.precision().into()))?;
    }
    Ok(())
}

fn confidence(out: Out, paint: Paint, tally: &Tally) -> io::Result<()> {
    let calibration = tally.calibration();
    writeln!(out, "\n{}  mean confidence of a bin, and how many of it are right", paint.strong("Reliability"))?;
    for bin in &calibration.bins {
        let name = format!("{:.1} to {:.1}", bin.from, bin.to);
        writeln!(out, "{name:14}{:>6.1}{:>20}{:>8} figures", bin.mean_confidence * 100.0, with_interval(&bin.precision), bin.precision.of)?;
    }
    writeln!(out, "\n{}", paint.strong(&format!("{:14}{:>20}{:>20}", "From", "precision", "share of figures")))?;
    for threshold in &calibration.thresholds {
        let (precision, coverage) = (with_interval(&threshold.precision), with_interval(&threshold.coverage));
        writeln!(out, "{:<14.2}{precision:>20}{coverage:>20}", threshold.confidence)?;
    }
    Ok(())
}

fn confusion(out: Out, paint: Paint, evaluation: &Evaluation) -> io::Result<()> {
    for (kind, pairs) in &evaluation.confusion {
        let columns: BTreeSet<&str> = pairs.keys().map(|(_, found)| found.as_str()).collect();
        let rows: BTreeSet<&str> = pairs.keys().map(|(gold, _)| gold.as_str()).collect();
        write!(out, "\n{}", paint.strong(&format!("{:24}", format!("Measures of {kind}"))))?;
        columns.iter().try_for_each(|column| write!(out, "{:>9}", plain(column).chars().take(8).collect::<String>()))?;
        writeln!(out, "   (read as; development)")?;
        for row in rows {
            write!(out, "{:24}", plain(row))?;
            for column in &columns {
                let times = pairs.get(&(row.to_owned(), (*column).to_owned())).copied().unwrap_or(0);
                let cell = if times == 0 { "·".to_owned() } else { times.to_string() };
                write!(out, "{cell:>9}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn causes(out: Out, paint: Paint, evaluation: &Evaluation) -> io::Result<()> {
    let causes = evaluation.causes();
    if causes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.strong("Commonest mistakes (development)"))?;
    causes.iter().take(15).try_for_each(|(cause, times)| writeln!(out, "{times:>6}  {}", plain(cause)))
}

fn show_document(out: Out, paint: Paint, document: &JudgedDocument) -> io::Result<()> {
    let (figures, sections) = (percent(document.figure_f1), percent(document.section_text_f1));
    writeln!(out, "\n{}  figures F1 {figures}, section text F1 {sections}", paint.strong(&plain(&document.name)))?;
    document.faults.iter().try_for_each(|fault| show_fault(out, paint, fault))
}

fn show_fault(out: Out, paint: Paint, fault: &Fault) -> io::Result<()> {
    writeln!(out, "  {}", paint.doubt(&plain(&fault.cause)))?;
    for (label, words) in [("gold", &fault.gold), ("read", &fault.found), ("in", &fault.sentence)] {
        if !words.is_empty() {
            writeln!(out, "    {} {}", paint.faint(&format!("{label:5}")), plain(words))?;
        }
    }
    Ok(())
}

pub(super) fn changes(out: Out, paint: Paint, changes: &Changes) -> io::Result<()> {
    if changes.scores.is_empty() && changes.flips.is_empty() {
        writeln!(out, "Nothing changed.")?;
    }
    if !changes.scores.is_empty() {
        writeln!(out, "{}", paint.strong(&format!("{:28}{:20}{:>8}{:>8}{:>8}", "Scores", "", "before", "now", "gain")))?;
    }
    changes.scores.iter().try_for_each(|change| show_change(out, paint, change))?;
    flips(out, paint, changes)?;
    for (what, names) in [("New files", &changes.added), ("Files no longer scored", &changes.gone)] {
        if !names.is_empty() {
            writeln!(out, "\n{}: {}", paint.strong(what), names.iter().map(|n| plain(n)).collect::<Vec<_>>().join(", "))?;
        }
    }
    Ok(())
}

fn show_change(out: Out, paint: Paint, change: &Change) -> io::Result<()> {
    let gain = format!("{:>+8.1}", change.gain() * 100.0);
    let gain = if change.gain() < 0.0 { paint.bad(&gain) } else { paint.good(&gain) };
    let values = format!("{:>8.1}{:>8.1}", change.before * 100.0, change.after * 100.0);
    writeln!(out, "{:28}{:20}{values}{gain}", plain(&change.pool), plain(&change.score))
}

fn flips(out: Out, paint: Paint, changes: &Changes) -> io::Result<()> {
    for file in &changes.flips {
        writeln!(out, "\n{}", paint.strong(&plain(&file.name)))?;
        file.broke.iter().try_for_each(|key| writeln!(out, "  {}  {}", paint.bad("broke "), plain(key)))?;
        file.mended.iter().try_for_each(|key| writeln!(out, "  {}  {}", paint.good("mended"), plain(key)))?;
    }
    Ok(())
}

/// Only what broke: what else changed is for `--against` to tell.
fn broken(out: Out, paint: Paint, changes: &Changes) -> io::Result<()> {
    for file in changes.flips.iter().filter(|f| !f.broke.is_empty()) {
        writeln!(out, "\n{}", paint.strong(&plain(&file.name)))?;
        file.broke.iter().try_for_each(|key| writeln!(out, "  {}  {}", paint.bad("broke "), plain(key)))?;
    }
    let mended: usize = changes.flips.iter().map(|f| f.mended.len()).sum();
    writeln!(out, "\n{mended} other mistakes were mended.")
}

/// What the gate says, in a line when all is well.
pub(super) fn verdict(out: Out, paint: Paint, verdict: &Verdict, file: &Path) -> io::Result<()> {
    if let Some(renderings) = verdict.written_for {
        writeln!(out, "{}", paint.doubt(&format!("The gate was written for {renderings} files; other ones are scored now.")))?;
    }
    for (title, list) in [("Scores that fell", &verdict.failures), ("Fell, in what is too small to tell", &verdict.warnings)] {
        if !list.is_empty() {
            writeln!(out, "{}", paint.strong(title))?;
        }
        list.iter().try_for_each(|change| show_change(out, paint, change))?;
    }
    let gained = verdict.changes.scores.iter().filter(|c| c.gain() > 0.0).count();
    if verdict.failures.is_empty() && verdict.warnings.is_empty() {
        let more = if gained > 0 { format!("; {gained} scores are better: keep them with --write-gate") } else { String::new() };
        return writeln!(out, "{}", paint.good(&format!("No score fell{more}.")));
    }
    broken(out, paint, &verdict.changes)?;
    if verdict.failures.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{} scores fell below {}", paint.bad("error:"), file.display())?;
    writeln!(out, "  {} Mend what broke, or write the gate anew with --write-gate in a commit that says why.", paint.strong("→"))
}
