//! Tables of numbers whose cells a copy laid one under the other: put back into rows where the cells' kinds repeat.

use super::flow::Flow;
use super::paragraphs::{Paragraph, Piece};
use super::tables::Grid;

/// Longer paragraphs are no cells.
const LONGEST_CELL: usize = 90;
const MOST_COLS: usize = 12;

/// Puts such tables back together.
#[must_use]
pub fn restore(pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = join_labels(pieces);
    let kinds: Vec<Kind> = pieces.iter().map(kind).collect();
    let mut found: Vec<Layout> = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        match (2..=MOST_COLS).filter_map(|cols| layout(&kinds, at, cols)).max_by_key(|l| l.rows * l.cols) {
            Some(layout) => {
                at = layout.end();
                found.push(layout);
            }
            None => at += 1,
        }
    }
    rebuild(pieces, &found)
}

/// A label of two lines that begins its row and was taken for two paragraphs: no gap parts them, and numbers stand around.
fn join_labels(pieces: Vec<Piece>) -> Vec<Piece> {
    let kinds: Vec<Kind> = pieces.iter().map(kind).collect();
    let number = |i: usize| kinds.get(i).is_some_and(|k| matches!(k, Kind::Number | Kind::Year));
    let label = |i: usize| kinds.get(i) == Some(&Kind::Label);
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (i, piece) in pieces.into_iter().enumerate() {
        let below = i >= 2 && number(i - 2) && label(i - 1) && label(i) && number(i + 1);
        match (out.last_mut(), piece) {
            (Some(Piece::Text(above)), Piece::Text(text)) if below && adjoin(&above.flow, &text.flow) => above.flow.append(" ", &text.flow),
            (_, piece) => out.push(piece),
        }
    }
    out
}

/// The second begins on the line below the first's last.
fn adjoin(above: &Flow, below: &Flow) -> bool {
    above.parts.last().zip(below.parts.first()).is_some_and(|(a, b)| a.line + 1 == b.line)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Label,
    Year,
    Number,
    Other,
}

/// A table's head begins with piece `start`; `rows` counts the head too.
#[derive(Debug, Clone, Copy)]
struct Layout {
    start: usize,
    rows: usize,
    cols: usize,
}

impl Layout {
    fn end(self) -> usize {
        self.start + self.rows * self.cols
    }
}

/// The table whose head begins at `start` and whose rows have `cols` cells: a label or year, then numbers.
fn layout(kinds: &[Kind], start: usize, cols: usize) -> Option<Layout> {
    let head = kinds.get(start..start + cols)?;
    let heads = head[0] == Kind::Label && head[1..].iter().all(|k| matches!(k, Kind::Label | Kind::Year));
    if !heads {
        return None;
    }
    let mut rows = kinds[start + cols..].chunks_exact(cols);
    let first = rows.next()?[0];
    let fits = |row: &&[Kind]| row[0] == first && row[1..].iter().all(|k| matches!(k, Kind::Number | Kind::Year));
    if !matches!(first, Kind::Label | Kind::Year) {
        return None;
    }
    let body = kinds[start + cols..].chunks_exact(cols).take_while(fits).count();
    // Two columns are soon there by chance.
    (body >= if cols == 2 { 3 } else { 2 }).then_some(Layout { start, rows: body + 1, cols })
}

fn kind(piece: &Piece) -> Kind {
    let Piece::Text(Paragraph { flow, marker: None, heading_level: None }) = piece else { return Kind::Other };
    let text = flow.text.trim();
    if flow.parts.len() > 3 || text.chars().count() > LONGEST_CELL {
        return Kind::Other;
    }
    if is_year(text) {
        return Kind::Year;
    }
    if is_number(text) {
        return Kind::Number;
    }
    if text.ends_with(['.', '!', '?', ';', ':']) { Kind::Other } else { Kind::Label }
}

/// "2019", "2019/20", "2019-2021", "31.12.2019", each with a unit in brackets or without: what heads a column of numbers.
fn is_year(text: &str) -> bool {
    let years = text.split_once(" (").filter(|(_, unit)| unit.ends_with(')')).map_or(text, |(years, _)| years);
    let day = |p: &str| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    let date = |at: usize| years.get(..at).is_some_and(|d| d.trim_end_matches(['.', '/']).split(['.', '/']).all(day));
    // "31.12.2019": the year is what stands behind the last point.
    let years = years.rfind(['.', '/']).map(|at| at + 1).filter(|at| date(*at)).map_or(years, |at| &years[at..]);
    let mut parts = years.split(['/', '-', '–']);
    let first = parts.next().unwrap_or_default();
    let digits = |p: &str| matches!(p.len(), 2 | 4) && p.bytes().all(|b| b.is_ascii_digit());
    let last = parts.next().is_none_or(digits) && parts.next().is_none();
    last && first.len() == 4 && first.parse::<u32>().is_ok_and(|y| (1800..=2100).contains(&y))
}

/// A number with its sign and a short unit, or what stands for a missing one.
fn is_number(text: &str) -> bool {
    let (digits, letters) =
        text.chars().fold((0, 0), |(d, l), c| (d + usize::from(c.is_ascii_digit()), l + usize::from(c.is_alphabetic())));
    matches!(text, "-" | "–" | "—" | "n/a" | "n.a." | "n.d." | "…")
        || (digits > 0 && letters <= 4 && letters <= digits + 2 && text.chars().count() <= 24)
}

fn rebuild(pieces: Vec<Piece>, found: &[Layout]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().enumerate();
    let mut next = found.iter();
    let mut layout = next.next();
    while let Some((at, piece)) = pieces.next() {
        let Some(l) = layout.filter(|l| l.start == at) else {
            out.push(piece);
            continue;
        };
        let cells = std::iter::once(piece).chain(pieces.by_ref().map(|(_, p)| p).take(l.rows * l.cols - 1));
        let flows: Vec<_> = cells.filter_map(|p| if let Piece::Text(p) = p { Some(p.flow) } else { None }).collect();
        out.push(Piece::Table(Grid { rows: flows.chunks(l.cols).map(<[_]>::to_vec).collect(), header_rows: 0 }));
        layout = next.next();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::is_year;

    #[test]
    fn what_heads_a_column() {
        for text in ["2019", "2019/20", "2019-2021", "2019–21 (€)", "31.12.2019", "1/4/2019", "2023 (n)"] {
            assert!(is_year(text), "{text}");
        }
        for text in ["", "1.234", "2019.5", "12/2500", "2019/2020/2021", "20190", "9.9.99", "2019 kg", "1.234.567", "é.2019"] {
            assert!(!is_year(text), "{text}");
        }
    }
}
