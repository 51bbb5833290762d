//! What a blank form prints, line by line, tables taken apart.

use crate::document::{Block, BlockKind, Cell, Document, Flow, Style, Table};
use crate::template::cues::Cues;
use crate::template::guidance::sentences;
use crate::template::look::{Line, Look, look};
use crate::template::words::{has_phrase, words};

/// What a line is by where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Text,
    /// The prompt of an answer's cell.
    Prompt,
    /// A row over all columns of a form's table.
    Group,
    /// The head of a table to fill in.
    Columns(Vec<String>),
}

/// A line of the form.
#[derive(Debug, Clone)]
pub struct FormLine {
    /// With its number.
    pub text: String,
    /// Bytes of the text that are its number.
    pub number_end: usize,
    pub number: Option<u32>,
    /// Its number is one within a section's: "3.1", "a)".
    pub sub: bool,
    pub look: Look,
    pub style: Style,
    pub bullet: bool,
    pub place: Place,
}

impl FormLine {
    pub fn new(line: &Line, place: Place) -> Self {
        Self {
            text: line.text.to_owned(),
            number_end: line.number_end,
            number: line.numbering.as_ref().and_then(|n| n.numbers.first().copied()),
            sub: sub_number(line),
            look: look(line, line.text, false),
            style: line.leaf.block.style,
            bullet: line.bullet,
            place,
        }
    }

    /// Without its number.
    pub fn words(&self) -> &str {
        self.text.get(self.number_end..).unwrap_or_default().trim()
    }
}

/// "3.1" and "a)", which count inside a section.
fn sub_number(line: &Line) -> bool {
    if line.numbering.is_none() {
        return false;
    }
    let printed = line.text.get(..line.number_end).unwrap_or_default().trim();
    let printed = printed.trim_matches(|c: char| !c.is_alphanumeric());
    let dotted = printed
        .split_once('.')
        .is_some_and(|(a, b)| a.ends_with(|c: char| c.is_ascii_digit()) && b.starts_with(|c: char| c.is_ascii_digit()));
    dotted || printed.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The lines of a blank form in reading order.
pub fn of_blank(document: &Document, read: &[Line], cues: &Cues) -> Vec<FormLine> {
    let form = Form { document, read, cues, in_tables: mostly_tables(read) };
    let mut out = Vec::new();
    form.blocks(&document.blocks, 0, &mut out);
    out
}

/// Whether more is printed in the first column of tables than outside of them.
fn mostly_tables(read: &[Line]) -> bool {
    let prompts = read.iter().filter(|l| l.body() && l.prompt).count();
    let outside = read.iter().filter(|l| l.body() && l.leaf.cell.is_none()).count();
    prompts > outside
}

/// Tables within tables deeper than this are no form.
const DEEPEST: usize = 8;

struct Form<'a> {
    document: &'a Document,
    read: &'a [Line<'a>],
    cues: &'a Cues,
    in_tables: bool,
}

impl Form<'_> {
    fn blocks(&self, blocks: &[Block], depth: usize, out: &mut Vec<FormLine>) {
        for block in blocks.iter().filter(|b| b.flow == Flow::Body) {
            match &block.kind {
                BlockKind::Table(table) if depth < DEEPEST => self.table(table, depth, out),
                BlockKind::Table(_) => {}
                _ => self.push(block, Place::Text, out),
            }
        }
    }

    fn push(&self, block: &Block, place: Place, out: &mut Vec<FormLine>) {
        let at = self.read.partition_point(|l| l.span().start < block.span.start);
        let here = self.read.iter().skip(at).take_while(|l| l.span().start == block.span.start);
        if let Some(line) = here.filter(|l| l.span() == block.span && l.body()).last() {
            out.push(FormLine::new(line, place));
        }
    }

    fn table(&self, table: &Table, depth: usize, out: &mut Vec<FormLine>) {
        if let Some(columns) = self.columns(table) {
            let first = table.cells.first().and_then(|c| c.blocks.first());
            if let Some(block) = first {
                self.push(block, Place::Columns(columns), out);
            }
            return;
        }
        for row in 0..table.rows {
            let cells: Vec<&Cell> = table.cells.iter().filter(|c| c.row == row).collect();
            for (nth, cell) in cells.iter().enumerate() {
                let place = match (nth, table.cols) {
                    (0, 0 | 1) => Place::Text,
                    (0, cols) if cell.col_span >= cols && !self.answered(table, row + 1) => Place::Group,
                    // In a row of several prompts ("Name | | Date | |") each is followed by an empty cell.
                    (0, _) => Place::Prompt,
                    (n, _) if n % 2 == 0 && cells.get(n + 1).is_some_and(|next| self.empty(next)) => Place::Prompt,
                    _ => Place::Text,
                };
                let mut blocks = cell.blocks.iter();
                if place != Place::Text
                    && let Some(first) = blocks.next()
                {
                    self.push(first, place, out);
                }
                self.blocks(blocks.as_slice(), depth + 1, out);
            }
        }
    }

    fn empty(&self, cell: &Cell) -> bool {
        !self.document.slice(cell.span).contains(char::is_alphanumeric)
    }

    /// Whether the row is there to be filled in.
    fn answered(&self, table: &Table, row: usize) -> bool {
        let mut cells = table.cells.iter().filter(|c| c.row == row).peekable();
        cells.peek().is_some() && cells.all(|c| self.empty(c) && c.col_span >= table.cols)
    }

    /// The head of a table of data: every column has one, and the rows below are not prompts for answers.
    fn columns(&self, table: &Table) -> Option<Vec<String>> {
        let head: Vec<&Cell> = table.cells.iter().filter(|c| c.row == 0).collect();
        // A head alone is a table whose rows were left to the author; in a form of cells it would be prompts.
        if table.cols < 2 || (table.rows < 2 && self.in_tables) || head.len() < 2 || head.iter().any(|c| self.empty(c)) {
            return None;
        }
        let texts: Vec<&str> = head.iter().map(|c| self.document.slice(c.span)).collect();
        if texts.iter().any(|t| instructs(t, self.cues) || t.split_whitespace().count() > 12) {
            return None;
        }
        let prompts = table.cells.iter().filter(|c| c.row > 0 && c.col == 0 && !self.empty(c)).count();
        let form = self.in_tables && table.cols == 2 && prompts > 1;
        (!form).then(|| texts.iter().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
    }
}

/// Whether a sentence of the text tells an author what to write.
pub fn instructs(text: &str, cues: &Cues) -> bool {
    sentences(text).into_iter().filter_map(|s| text.get(s)).any(|sentence| {
        let all = words(sentence);
        cues.openings.iter().any(|o| all.starts_with(o))
            || cues.phrases.iter().any(|p| has_phrase(&all, p))
            || super::limits::limit(sentence, cues).is_some()
    })
}
