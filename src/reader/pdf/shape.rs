//! Whether texts side by side are columns, read one after the other, or a table, read row by row.

/// A cell's line in one strip of a band.
#[derive(Debug, Clone, Copy)]
pub struct CellLine {
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
    pub words: usize,
    pub numeric: bool,
}

/// One strip of a band, column by column.
#[derive(Debug, Clone)]
pub struct StripCells {
    pub cells: Vec<Option<CellLine>>,
    /// A table stands in it: then these are columns, and one of them holds it.
    pub table: bool,
}

/// Whether columns side by side are read one after the other or row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Columns,
    /// The strips `first..=last` are a table.
    Table {
        first: usize,
        last: usize,
    },
}

pub fn shape(strips: &[StripCells], edges: &[(f32, f32)]) -> Shape {
    let filled = |s: &StripCells| s.cells.iter().flatten().count();
    let (Some(first), Some(last)) = (strips.iter().position(|s| filled(s) >= 2), strips.iter().rposition(|s| filled(s) >= 2)) else {
        return Shape::Columns;
    };
    let body = &strips[first..=last];
    if strips.iter().any(|s| s.table) || !lines_up(body) {
        return Shape::Columns;
    }
    let prose = edges.iter().enumerate().filter(|(c, e)| is_prose(body, *c, **e)).count();
    let starts = starts_line_up(body, edges.len());
    if prose >= 2 && !starts || (prose == 1 && edges.len() == 2 && !starts && !short_column(body, edges)) {
        return Shape::Columns;
    }
    Shape::Table { first, last: last + continuation(&strips[last + 1..], body) }
}

/// Strips after the last full row that still belong to its cells: lines at the same distance.
fn continuation(rest: &[StripCells], body: &[StripCells]) -> usize {
    let base = |s: &StripCells| s.cells.iter().flatten().map(|c| c.base).fold(f32::MIN, f32::max);
    let Some(mut at) = body.last().map(base) else { return 0 };
    let mut count = 0;
    for strip in rest {
        let size = strip.cells.iter().flatten().map(|c| c.size).fold(0.0, f32::max);
        let here = base(strip);
        let in_first = strip.cells.first().is_some_and(Option::is_some);
        if here - at > if in_first { 0.9 } else { 1.35 } * size {
            break;
        }
        at = here;
        count += 1;
    }
    count
}

/// Most lines of the sparser columns stand beside a line of another column.
fn lines_up(body: &[StripCells]) -> bool {
    let both = body.iter().filter(|s| s.cells.iter().flatten().count() >= 2).count();
    let columns = body.first().map_or(0, |s| s.cells.len());
    let fewest = (0..columns).map(|c| body.iter().filter(|s| s.cells[c].is_some()).count()).filter(|n| *n > 0).min().unwrap_or(0);
    both >= 2 && both * 10 >= fewest * 8
}

/// A column of running text: its lines fill it and have several words.
fn is_prose(body: &[StripCells], column: usize, edge: (f32, f32)) -> bool {
    let lines: Vec<&CellLine> = body.iter().filter_map(|s| s.cells[column].as_ref()).collect();
    let width = lines.iter().map(|l| l.x1).fold(f32::MIN, f32::max) - edge.0.max(lines.iter().map(|l| l.x0).fold(f32::MAX, f32::min));
    let full = lines.iter().filter(|l| l.x1 - l.x0 > 0.75 * width && l.words >= 3).count();
    lines.len() >= 3 && full * 10 >= lines.len() * 6
}

/// A first column of short labels beside a column of text: a form.
fn short_column(body: &[StripCells], edges: &[(f32, f32)]) -> bool {
    let Some(labels) = edges.first() else { return false };
    let lines: Vec<&CellLine> = body.iter().filter_map(|s| s.cells[0].as_ref()).collect();
    let width = labels.1 - labels.0;
    lines.iter().filter(|l| l.words <= 4).count() * 10 >= lines.len() * 8 && width < 0.6 * edges.last().map_or(0.0, |e| e.1 - e.0)
}

/// Whether blocks of lines begin side by side in all columns: rows of cells with several lines.
fn starts_line_up(body: &[StripCells], columns: usize) -> bool {
    let starts: Vec<Vec<usize>> = (0..columns).map(|c| block_starts(body, c)).collect();
    let fewest = starts.iter().map(Vec::len).min().unwrap_or(0);
    let most = starts.iter().map(Vec::len).max().unwrap_or(0);
    if fewest < 2 || most > fewest + 1 + fewest / 2 {
        return false;
    }
    let common = starts[0].iter().filter(|s| starts[1..].iter().all(|other| other.contains(s))).count();
    common >= 2 && common * 10 >= fewest * 8
}

/// Strips where a column's text begins anew after a gap.
fn block_starts(body: &[StripCells], column: usize) -> Vec<usize> {
    let lines: Vec<(usize, CellLine)> = body.iter().enumerate().filter_map(|(i, s)| s.cells[column].map(|c| (i, c))).collect();
    let pitch = lines.windows(2).map(|w| w[1].1.base - w[0].1.base).filter(|g| *g > 0.0).fold(f32::MAX, f32::min);
    let mut out: Vec<usize> = lines.first().map(|l| l.0).into_iter().collect();
    out.extend(lines.windows(2).filter(|w| w[1].1.base - w[0].1.base > 1.2 * pitch).map(|w| w[1].0));
    out
}
