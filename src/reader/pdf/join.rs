//! What a page break cuts: tables that go on are made whole, notes at the foot of pages leave the flow.

use super::blocks::{ends_early, ends_sentence};
use super::lines::Line;
use super::order::Element;
use super::tables::{Draft, DraftCell, is_numeric};

/// Points by which columns of the same table may differ from page to page.
const PLAY: f32 = 5.0;
/// Header rows that may be repeated on the next page.
const HEADERS: usize = 4;

/// Joins tables that follow each other without a line between and have the same columns.
pub fn tables(elements: Vec<Element>) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::with_capacity(elements.len());
    for element in elements {
        match (out.last_mut(), element) {
            (Some(Element::Table(first)), Element::Table(next)) => {
                if let Some(next) = append(first, next) {
                    out.push(Element::Table(next));
                }
            }
            (_, element) => out.push(element),
        }
    }
    out
}

/// Headings in a table's frame stand before it.
pub fn titles(elements: Vec<Element>) -> Vec<Element> {
    let mut out = Vec::with_capacity(elements.len());
    for mut element in elements {
        if let Element::Table(draft) = &mut element {
            out.extend(draft.take_title());
        }
        out.push(element);
    }
    out
}

/// Appends a table's continuation; gives it back if it is another table.
fn append(first: &mut Draft, next: Draft) -> Option<Draft> {
    let Some(columns) = goes_on(first, &next) else { return Some(next) };
    let repeated = (0..HEADERS.min(next.rows).min(first.rows)).take_while(|r| first.row_text(*r) == next.row_text(*r)).count();
    let split = repeated < next.rows && row_goes_on(first, &next, repeated, &columns);
    let offset = first.rows - usize::from(split);
    for mut cell in next.cells {
        if cell.row < repeated {
            continue;
        }
        cell.row = cell.row - repeated + offset;
        (cell.col, cell.col_span) = (columns[cell.col], columns[cell.col + cell.col_span] - columns[cell.col]);
        let open = if split && cell.row == offset {
            first.cells.iter_mut().find(|c| c.row + c.row_span == first.rows && c.col == cell.col)
        } else {
            None
        };
        match open {
            Some(open) => {
                open.elements.append(&mut cell.elements);
                open.elements = tables(std::mem::take(&mut open.elements));
            }
            None => first.cells.push(cell),
        }
    }
    first.rows = offset + next.rows - repeated;
    first.sheet = next.sheet;
    (first.x0, first.y0, first.y1) = (next.x0, next.y0, next.y1);
    None
}

/// For each column edge of the next table the one of the first it continues; none if they don't match.
fn goes_on(first: &Draft, next: &Draft) -> Option<Vec<usize>> {
    let elsewhere = first.sheet.page != next.sheet.page || next.y0 < first.y0 || next.x0 > first.x1;
    if !elsewhere || next.sheet.page > first.sheet.page + 1 || first.sheet.direction != next.sheet.direction {
        return None;
    }
    let shift = next.x0 - first.x0;
    let at = |edge: f32| first.edges.iter().position(|e| (e + shift - edge).abs() <= PLAY);
    let mut columns: Vec<usize> = next.edges.iter().take(next.cols).map(|e| at(*e)).collect::<Option<_>>()?;
    columns.push(first.cols);
    (next.cols > 1 && columns.windows(2).all(|w| w[0] < w[1]) && columns.len() == next.cols + 1).then_some(columns)
}

/// Whether the continuation's first row is the rest of the last row.
fn row_goes_on(first: &Draft, next: &Draft, row: usize, columns: &[usize]) -> bool {
    let mut score = 0;
    for below in next.row_cells(row) {
        let above = first.cells.iter().find(|c| c.row + c.row_span == first.rows && c.col == columns[below.col]);
        score += above.map_or(0, |above| cell_goes_on(above, below));
    }
    score > 0
}

fn cell_goes_on(above: &DraftCell, below: &DraftCell) -> i32 {
    match (above.elements.last(), below.elements.first()) {
        (Some(_), None) => 1,
        (None, Some(_)) => -2,
        (Some(Element::Table(_)), Some(Element::Table(_))) => 4,
        (None, None) | (Some(Element::Table(_)), Some(_)) | (Some(_), Some(Element::Table(_))) => 0,
        (Some(Element::Line(a)), Some(Element::Line(b))) => {
            let closed = a.words.last().is_some_and(|w| ends_sentence(&w.text));
            let lower = b.words.first().and_then(|w| w.text.chars().next()).is_some_and(char::is_lowercase);
            let early = ends_early(a, b) || a.all_bold() != b.all_bold();
            let upper = b.words.first().and_then(|w| w.text.chars().next()).is_some_and(char::is_uppercase);
            match (closed, lower) {
                _ if is_numeric(&a.words) && is_numeric(&b.words) => -3,
                (false, true) => 4,
                (true, false) => -2,
                _ if early => -3,
                _ => i32::from(!upper),
            }
        }
    }
}

/// Takes the notes at the foot of each column out of the flow.
pub fn take_notes(elements: Vec<Element>, body_size: f32) -> (Vec<Element>, Vec<Line>) {
    let mut is_note = vec![false; elements.len()];
    let mut end = elements.len();
    while end > 0 {
        let Some(column) = column_of(&elements[end - 1]) else {
            end -= 1;
            continue;
        };
        let start = (0..end).rev().take_while(|i| column_of(&elements[*i]) == Some(column)).last().unwrap_or(end - 1);
        mark_notes(&elements[start..end], &mut is_note[start..end], body_size);
        end = start;
    }
    let (mut kept, mut notes) = (Vec::with_capacity(elements.len()), Vec::new());
    for (element, note) in elements.into_iter().zip(is_note) {
        match element {
            Element::Line(line) if note => notes.push(line),
            element => kept.push(element),
        }
    }
    (kept, notes)
}

fn column_of(element: &Element) -> Option<u32> {
    match element {
        Element::Line(line) => Some(line.column),
        Element::Table(_) => None,
    }
}

/// The small print that ends a column, from its first line that begins with a note mark.
fn mark_notes(column: &[Element], is_note: &mut [bool], body_size: f32) {
    let small = |e: &Element| matches!(e, Element::Line(l) if l.size < 0.93 * body_size);
    let tail = column.iter().rposition(|e| !small(e)).map_or(0, |i| i + 1);
    let first = column[tail..].iter().position(|e| matches!(e, Element::Line(l) if begins_with_mark(l)));
    if let Some(first) = first {
        is_note[tail + first..].fill(true);
    }
}

fn begins_with_mark(line: &Line) -> bool {
    let [mark, word, ..] = line.words.as_slice() else { return false };
    let superscript = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let starts = |w: &str| w.chars().next().is_some_and(char::is_alphabetic);
    match mark.text.chars().next() {
        Some(c) if superscript(c) => true,
        Some('*' | '†' | '‡' | '§') => mark.text.chars().count() <= 3 && starts(&word.text),
        Some(c) if c.is_ascii_digit() => {
            let number = mark.text.trim_end_matches(['.', ')']);
            number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) && starts(&word.text)
        }
        Some('[') => mark.text.ends_with(']') && mark.text.len() <= 5,
        _ => false,
    }
}
