//! `summary.csv`: one row a case, for a spreadsheet.

use super::manifest::{Entry, Manifest, Outcome};
use crate::figure::HEADLINE_FIELDS;
use crate::record::{Figure, Record};
use std::collections::BTreeMap;

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What the summary says of a record beside its manifest entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    title: String,
    organisation: String,
    country: String,
    language: String,
    headline: BTreeMap<String, Amount>,
}

#[derive(Debug, Clone)]
struct Amount {
    value: String,
    currency: String,
    words: String,
}

impl Row {
    pub(super) fn new(record: Option<&Record>) -> Self {
        let Some(record) = record else { return Self::default() };
        let headline = record.headline.keys().filter_map(|field| Some((field.clone(), Amount::new(record.headline_figure(field)?))));
        Self {
            title: record.title.as_ref().map(|t| t.text.clone()).unwrap_or_default(),
            organisation: record.organisation.as_ref().map(|o| o.name.clone()).unwrap_or_default(),
            country: record.country.as_ref().map(|c| c.code.clone()).unwrap_or_default(),
            language: record.document.language.clone().unwrap_or_default(),
            headline: headline.collect(),
        }
    }
}

impl Amount {
    fn new(figure: &Figure) -> Self {
        let range = figure.low.iter().zip(&figure.high).map(|(low, high)| format!("{low} to {high}")).next();
        Self {
            value: figure.value.clone().or(range).unwrap_or_default(),
            currency: figure.currency.clone().unwrap_or_default(),
            words: figure.surface.clone(),
        }
    }
}

/// The table as bytes, rows in the order of the manifest. Entries beyond `rows` are failures found before reading.
pub(super) fn csv(manifest: &Manifest, rows: &[Row]) -> Vec<u8> {
    let empty = Row::default();
    let rows: Vec<&Row> = rows.iter().chain(std::iter::repeat(&empty)).take(manifest.inputs.len()).collect();
    let mut fields: Vec<&str> = HEADLINE_FIELDS.to_vec();
    let others: std::collections::BTreeSet<&str> = rows.iter().flat_map(|r| r.headline.keys().map(String::as_str)).collect();
    fields.extend(others.into_iter().filter(|f| !HEADLINE_FIELDS.contains(f)));

    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    // Writing into memory can't fail.
    let _ = out.write_record(header(&fields));
    for (entry, row) in manifest.inputs.iter().zip(rows) {
        let _ = out.write_record(cells(entry, row, &fields).iter().map(|c| inert(c)));
    }
    out.into_inner().unwrap_or_default()
}

fn header(fields: &[&str]) -> Vec<String> {
    let mut header: Vec<String> = ["path", "status", "title", "organisation", "country", "language", "template"].map(str::to_owned).into();
    for field in fields {
        header.extend([(*field).to_owned(), format!("{field}_currency"), format!("{field}_words")]);
    }
    header.extend(["missing_sections", "flags", "figures", "figures_in_doubt", "error", "what_to_do"].map(str::to_owned));
    header
}

fn cells(entry: &Entry, row: &Row, fields: &[&str]) -> Vec<String> {
    let status = match entry.outcome {
        Outcome::Pending => "pending",
        Outcome::Read => "read",
        Outcome::Flagged => "flagged",
        Outcome::Failed => "failed",
    };
    let template = entry.template.as_ref().map(|t| t.id.clone()).unwrap_or_default();
    let mut cells = vec![
        entry.path.clone(),
        status.to_owned(),
        row.title.clone(),
        row.organisation.clone(),
        row.country.clone(),
        row.language.clone(),
        template,
    ];
    for field in fields {
        let amount = row.headline.get(*field);
        cells.extend(amount.map_or_else(<[String; 3]>::default, |a| [a.value.clone(), a.currency.clone(), a.words.clone()]));
    }
    let number = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
    cells.extend([
        entry.missing_sections.join(" "),
        entry.flags.keys().cloned().collect::<Vec<_>>().join(" "),
        number(entry.figures),
        number(entry.figures_in_doubt),
        entry.error.as_ref().map(|e| e.message.clone()).unwrap_or_default(),
        entry.error.as_ref().map(|e| e.advice.clone()).unwrap_or_default(),
    ]);
    cells
}

/// A cell that no spreadsheet takes for a formula: these are words of people we don't know. Plain numbers stay numbers.
fn inert(cell: &str) -> String {
    let folded = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let formula = folded.starts_with(['=', '+', '-', '@']) && folded.parse::<f64>().is_err();
    if formula { format!("'{folded}") } else { folded }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn formulas_are_made_inert() {
        for (cell, written) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+33 1 23", "'+33 1 23"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1+1", "'=1+1"),
            ("\r\n=1+1", "'=1+1"),
            ("-1200.5", "-1200.5"),
            ("2 M €", "2 M €"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(inert(cell), written, "{cell:?}");
        }
    }
}
