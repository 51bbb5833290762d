//! What several filled forms have in common: the form.

use super::alike;
use super::lines::{FormLine, Place};
use crate::document::{Block, BlockKind, Document, Span};
use crate::template::cues::Cues;
use crate::template::look::Line;
use crate::template::words::words;
use std::collections::{BTreeMap, HashSet};

/// A stretch of text that may be the form's, as one document has it.
pub struct Sighting<'a> {
    pub line: &'a Line<'a>,
    /// Which of the documents.
    pub document: usize,
    /// Bytes of the line's text that are the stretch.
    pub end: usize,
    /// How far down the document it stands, 0 to 1.
    depth: f64,
    columns: Option<Vec<String>>,
}

/// Lines, and openings of lines, that most of the documents share, in the order they stand in.
pub fn of_filled(documents: &[Document], read: &[Vec<Line>], cues: &Cues) -> Vec<FormLine> {
    let mut seen: BTreeMap<String, Vec<Sighting>> = BTreeMap::new();
    for (nth, (document, lines)) in documents.iter().zip(read).enumerate() {
        let mut own: HashSet<String> = HashSet::new();
        let heads = heads(document);
        let in_head = |line: &Line| heads.iter().any(|h| h.span.start < line.span().start && line.span().end <= h.span.end);
        for (i, line) in lines.iter().enumerate().filter(|(_, l)| l.body() && !in_head(l)) {
            let depth = i as f64 / lines.len() as f64;
            let columns = heads.iter().find(|h| h.span.start == line.span().start).map(|h| h.columns.clone());
            for end in ends(line) {
                let key = key(line.text.get(line.number_end..end).unwrap_or_default());
                if key.contains(char::is_alphabetic) && own.insert(key.clone()) {
                    seen.entry(key).or_default().push(Sighting { line, document: nth, end, depth, columns: columns.clone() });
                }
            }
        }
    }
    let enough = (documents.len() * 3).div_ceil(5).max(2);
    alike::gather(&mut seen, enough, cues);
    seen.retain(|_, sightings| sightings.len() >= enough);
    let documents_of = |own: &[Sighting]| own.iter().map(|s| s.document).collect::<HashSet<usize>>();
    let kept: Vec<(String, HashSet<usize>)> = seen.iter().map(|(key, own)| (format!("{key} "), documents_of(own))).collect();
    // "Hard evidence" says no more than "Hard evidence: for example …", but for documents that have only the former.
    seen.retain(|key, own| {
        let opening = format!("{key} ");
        let longer = kept.iter().filter(|(k, _)| k.len() > opening.len() && k.starts_with(&opening));
        longer.into_iter().all(|(_, known)| documents_of(own).difference(known).count() >= enough)
    });
    let mut out: Vec<(f64, FormLine)> = seen.into_values().filter_map(|s| form_line(&s)).collect();
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out.into_iter().map(|(_, line)| line).collect()
}

fn key(text: &str) -> String {
    words(text).join(" ")
}

/// Where the form's words may end on a line: with it, with its bold letters, or at a stop near its beginning.
fn ends(line: &Line) -> Vec<usize> {
    let mut out = vec![line.text.len()];
    let lead = line.leaf.block.style.bold_lead;
    if lead > line.number_end && line.text.is_char_boundary(lead) {
        out.push(lead);
    }
    let stops =
        line.text.char_indices().skip_while(|(i, _)| *i < line.number_end).take(400).filter(|(_, c)| matches!(c, ':' | '.' | '?' | ')'));
    out.extend(stops.map(|(i, c)| i + c.len_utf8()));
    out.sort_unstable();
    out.dedup();
    out
}

/// The first row of a table of data.
struct Head {
    span: Span,
    columns: Vec<String>,
}

fn heads(document: &Document) -> Vec<Head> {
    let head = |block: &&Block| {
        let BlockKind::Table(table) = &block.kind else { return None };
        let cells: Vec<_> = table.cells.iter().filter(|c| c.row == 0).collect();
        let columns: Vec<String> = cells.iter().map(|c| document.slice(c.span).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let short = columns.iter().all(|t| (1..=12).contains(&t.split_whitespace().count()));
        let span = cells.iter().map(|c| c.span).reduce(Span::cover)?;
        (table.rows > 1 && columns.len() > 1 && short).then_some(Head { span, columns })
    };
    document.tables().iter().filter_map(head).collect()
}

/// The form's line from its sightings, set as most documents set it.
fn form_line(sightings: &[Sighting]) -> Option<(f64, FormLine)> {
    let depth = sightings.iter().map(|s| s.depth).sum::<f64>() / sightings.len() as f64;
    let same = |columns: &Vec<String>| {
        sightings.iter().filter(|s| s.columns.as_ref().is_some_and(|c| key(&c.join(" ")) == key(&columns.join(" ")))).count()
    };
    let columns = sightings.iter().filter_map(|s| s.columns.as_ref()).find(|c| same(c) >= 2);
    let visible =
        |s: &&Sighting| (s.line.numbering.is_some(), s.line.leaf.block.style.heading_level.is_some(), s.line.leaf.block.style.bold);
    let best = sightings.iter().max_by_key(visible)?;
    let prompts = sightings.iter().filter(|s| s.line.prompt).count() * 2 > sightings.len();
    let place = match columns {
        Some(columns) => Place::Columns(columns.clone()),
        None if prompts => Place::Prompt,
        None => Place::Text,
    };
    let mut line = FormLine::new(best.line, place);
    // In italics in every document it is the form's voice; in one, an author's.
    line.style.italic = sightings.iter().all(|s| s.line.leaf.block.style.italic);
    line.text.truncate(best.end);
    line.style.bold_lead = 0;
    Some((depth, line))
}
