//! Reading order from the page alone: white vertical strips part columns, what crosses them parts what is above and below.

use super::lines::{Line, Piece, Sheet};
use super::tables::{self, Draft};
use super::words::Word;
use std::collections::HashMap;

/// What a page holds, in reading order.
#[derive(Debug, Clone)]
pub enum Element {
    Line(Line),
    Table(Draft),
}

/// A page's pieces and the tables already found among them.
#[derive(Debug)]
pub enum Item {
    Piece(Piece),
    Table(Draft),
}

impl Item {
    pub fn x0(&self) -> f32 {
        match self {
            Item::Piece(p) => p.x0,
            Item::Table(t) => t.x0,
        }
    }

    pub fn x1(&self) -> f32 {
        match self {
            Item::Piece(p) => p.x1,
            Item::Table(t) => t.x1,
        }
    }

    pub fn top(&self) -> f32 {
        match self {
            Item::Piece(p) => p.top(),
            Item::Table(t) => t.y0,
        }
    }

    pub fn bottom(&self) -> f32 {
        match self {
            Item::Piece(p) => p.bottom(),
            Item::Table(t) => t.y1,
        }
    }
}

/// A horizontal stripe of the region: one row of text, or a table.
#[derive(Debug)]
struct Strip {
    items: Vec<Item>,
    /// Stretches that are not white, by ascending left edge, tables beside the row included.
    taken: Vec<(f32, f32)>,
    top: f32,
    bottom: f32,
}

/// A white strip between columns, over the strips `first..=last`.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    x0: f32,
    x1: f32,
    first: usize,
    last: usize,
    left_rows: usize,
    right_rows: usize,
}

impl Gutter {
    fn support(&self) -> usize {
        self.left_rows.min(self.right_rows)
    }
}

/// Nesting of columns within columns looked into.
const DEPTH: usize = 24;
/// More rows than a page of text has: a drawing or a listing, read row by row.
const MOST_STRIPS: usize = 400;
/// Rows with text on both sides that make a gutter.
const ROWS: usize = 3;
/// Rows that make it sure enough to guide other pages.
const SURE_ROWS: usize = 8;

/// Hands out the order; counts columns over the document.
pub struct Arranger {
    pub sheet: Sheet,
    pub columns: u32,
    pub out: Vec<Element>,
    /// White strips between columns of text, as far as they were wide.
    pub gutters: Vec<(f32, f32)>,
}

impl Arranger {
    pub fn arrange(&mut self, items: Vec<Item>, left: f32, right: f32, depth: usize) {
        if items.is_empty() {
            return;
        }
        let strips = strips(items);
        let size = body_size(&strips);
        if depth < DEPTH
            && strips.len() <= MOST_STRIPS
            && let Some(gutter) = best_gutter(&strips, left, right, 0.7 * size)
        {
            self.split(strips, gutter, left, right, size, depth);
        } else {
            self.leaf(strips, left, right);
        }
    }

    /// Above the gutter, the columns beside it, below it.
    fn split(&mut self, strips: Vec<Strip>, gutter: Gutter, left: f32, right: f32, size: f32, depth: usize) {
        let (mut above, mut band, mut below) = (Vec::new(), Vec::new(), Vec::new());
        for (i, strip) in strips.into_iter().enumerate() {
            match i {
                i if i < gutter.first => above.push(strip),
                i if i <= gutter.last => band.push(strip),
                _ => below.push(strip),
            }
        }
        let edges = column_edges(&band, left, right, 0.7 * size);
        let columns = edges.len();
        if let Some((first, last)) = heading_between(&band, &edges, size) {
            let after = band.split_off(last + 1);
            let heading = band.split_off(first);
            above.extend(band);
            below.splice(0..0, after);
            self.arrange(items(above), left, right, depth + 1);
            self.leaf(heading, left, right);
            self.arrange(items(below), left, right, depth + 1);
            return;
        }
        let shape = if columns > 1 { tables::shape(&band_lines(&band, &edges), &edges) } else { tables::Shape::Columns };
        match shape {
            tables::Shape::Table { first, last } => {
                let tail = band.split_off(last + 1);
                let mut body = band.split_off(first);
                above.extend(band);
                below.splice(0..0, tail);
                if above.last().zip(body.first()).is_some_and(|(head, row)| is_header(head, row, &edges)) {
                    body.splice(0..0, above.pop().map(by_words));
                }
                let (heads, edges) = table_edges(&body, edges, left, right, size);
                let rows = body.split_off(heads);
                let body: Vec<Strip> = body.into_iter().map(by_words).chain(rows).collect();
                self.arrange(items(above), left, right, depth + 1);
                self.columns += 1;
                let draft = tables::unruled(band_pieces(body, &edges), &edges, self.sheet, self.columns);
                self.columns += 1;
                self.out.push(Element::Table(draft));
            }
            tables::Shape::Columns => {
                self.arrange(items(above), left, right, depth + 1);
                if columns > 1 {
                    if gutter.support() >= SURE_ROWS {
                        self.gutters.extend(edges.windows(2).map(|w| (w[0].1, w[1].0)));
                    }
                    for (column, (x0, x1)) in band_pieces_by_column(band, &edges).into_iter().zip(edges) {
                        let from = self.out.len();
                        let aside = x1 - x0 < 0.45 * (right - left) && has_other_size(&column, size);
                        self.arrange(column, x0, x1, depth + 1);
                        for element in self.out[from..].iter_mut().filter(|_| aside) {
                            if let Element::Line(line) = element {
                                line.aside = true;
                            }
                        }
                    }
                } else {
                    self.leaf(band, left, right);
                }
            }
        }
        self.arrange(items(below), left, right, depth + 1);
    }

    fn leaf(&mut self, strips: Vec<Strip>, left: f32, right: f32) {
        self.columns += 1;
        for strip in strips {
            let mut pieces = Vec::new();
            for item in strip.items {
                match item {
                    Item::Piece(p) => pieces.push(p),
                    Item::Table(t) => self.out.push(Element::Table(t)),
                }
            }
            self.out.extend(Line::new(pieces, left, right, self.columns, self.sheet).map(Element::Line));
        }
    }
}

/// A box beside the text is set in another size.
fn has_other_size(column: &[Item], size: f32) -> bool {
    let mut sizes: Vec<f32> = column.iter().filter_map(|i| if let Item::Piece(p) = i { Some(p.size) } else { None }).collect();
    let middle = sizes.len() / 2;
    !sizes.is_empty() && (*sizes.select_nth_unstable_by(middle, f32::total_cmp).1 / size - 1.0).abs() > 0.04
}

/// How far the lines of each column may go, and whether they all do.
/// A column that stands alone on its page ends where the columns of other pages do.
pub fn set_right_edges(elements: &mut [Element], gutters: &[(f32, f32)]) {
    let mut widest: HashMap<u32, f32> = HashMap::new();
    let mut lines: Vec<&mut Line> = elements.iter_mut().filter_map(|e| if let Element::Line(l) = e { Some(l) } else { None }).collect();
    for line in &lines {
        let x1 = widest.entry(line.column).or_insert(line.x1);
        *x1 = x1.max(line.x1);
    }
    for line in &mut lines {
        let x1 = widest.get(&line.column).copied().unwrap_or(line.x1);
        let edge = gutters.iter().map(|g| g.0).filter(|g| *g >= x1 - 1.0 && *g > line.left + 5.0 * line.size).fold(f32::MAX, f32::min);
        line.right = line.right.min(edge);
    }
    justify(lines);
}

/// Columns most of whose lines end at the same edge. The widest line may hang out by a hyphen.
fn justify(lines: Vec<&mut Line>) {
    let mut ends: HashMap<u32, Vec<f32>> = HashMap::new();
    for line in &lines {
        ends.entry(line.column).or_default().push(line.x1);
    }
    let edge = |ends: Vec<f32>| {
        let near = |at: f32| ends.iter().filter(|e| (*e - at).abs() < 0.6).count();
        let most = ends.iter().take(40).copied().max_by_key(|e| near(*e))?;
        (near(most) >= 4 && near(most) * 2 >= ends.len()).then_some(most)
    };
    let edges: HashMap<u32, f32> = ends.into_iter().filter_map(|(column, ends)| Some((column, edge(ends)?))).collect();
    for line in lines {
        if let Some(edge) = edges.get(&line.column) {
            line.justified = true;
            line.right = *edge;
        }
    }
}

fn items(strips: Vec<Strip>) -> Vec<Item> {
    strips.into_iter().flat_map(|s| s.items).collect()
}

/// Items to stripes from top to bottom.
fn strips(mut items: Vec<Item>) -> Vec<Strip> {
    let line = |i: &Item| match i {
        Item::Piece(p) => p.base,
        Item::Table(t) => t.y0,
    };
    items.sort_by(|a, b| line(a).total_cmp(&line(b)).then(a.x0().total_cmp(&b.x0())));
    let tables: Vec<(f32, f32, f32, f32)> =
        items.iter().filter(|i| matches!(i, Item::Table(_))).map(|t| (t.x0(), t.x1(), t.top(), t.bottom())).collect();
    let mut out: Vec<Strip> = Vec::new();
    for item in items {
        let fits = match (&item, out.last().and_then(|s| s.items.first())) {
            (Item::Piece(p), Some(Item::Piece(first))) => p.base - first.base <= 0.3 * p.size.min(first.size),
            _ => false,
        };
        let (top, bottom, span) = (item.top(), item.bottom(), (item.x0(), item.x1()));
        match out.last_mut() {
            Some(strip) if fits => {
                strip.top = strip.top.min(top);
                strip.bottom = strip.bottom.max(bottom);
                strip.taken.push(span);
                strip.items.push(item);
            }
            _ => out.push(Strip { top, bottom, taken: vec![span], items: vec![item] }),
        }
    }
    for strip in &mut out {
        let middle = (strip.top + strip.bottom) / 2.0;
        strip.taken.extend(tables.iter().filter(|t| t.2 <= middle && middle <= t.3).map(|t| (t.0, t.1)));
        strip.taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    out
}

fn body_size(strips: &[Strip]) -> f32 {
    let mut sizes: Vec<f32> = strips
        .iter()
        .flat_map(|s| &s.items)
        .filter_map(|i| match i {
            Item::Piece(p) => Some(p.size),
            Item::Table(_) => None,
        })
        .collect();
    if sizes.is_empty() {
        return 10.0;
    }
    let middle = sizes.len() / 2;
    *sizes.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// White stretches of a strip between the region's edges.
fn white(strip: &Strip, left: f32, right: f32) -> Vec<(f32, f32)> {
    let mut out = Vec::new();
    let mut at = left;
    for (x0, x1) in &strip.taken {
        if *x0 > at {
            out.push((at, *x0));
        }
        at = at.max(*x1);
    }
    if right > at {
        out.push((at, right));
    }
    out
}

/// The gutter with most rows on both of its sides.
fn best_gutter(strips: &[Strip], left: f32, right: f32, narrowest: f32) -> Option<Gutter> {
    let whites: Vec<Vec<(f32, f32)>> = strips.iter().map(|s| white(s, left, right)).collect();
    let mut best: Option<Gutter> = None;
    for first in 0..strips.len() {
        for start in whites[first].iter().filter(|w| w.1 - w.0 >= narrowest) {
            if let Some(gutter) = grow(strips, &whites, first, *start, narrowest)
                && best.is_none_or(|b| better(&gutter, &b))
            {
                best = Some(gutter);
            }
        }
    }
    best
}

fn better(a: &Gutter, b: &Gutter) -> bool {
    let rows = |g: &Gutter| g.support() as f32 + 0.2 * (g.left_rows + g.right_rows) as f32;
    let worth = |g: &Gutter| rows(g) * (1.0 + ((g.x1 - g.x0) / 40.0).min(1.0) * 0.05);
    worth(a) > worth(b)
}

fn grow(strips: &[Strip], whites: &[Vec<(f32, f32)>], first: usize, start: (f32, f32), narrowest: f32) -> Option<Gutter> {
    let (mut x0, mut x1) = start;
    let mut last = first;
    for (j, white) in whites.iter().enumerate().skip(first + 1) {
        let overlap = |w: &(f32, f32)| w.1.min(x1) - w.0.max(x0);
        let Some(widest) = white.iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b))).filter(|w| overlap(w) >= narrowest) else { break };
        (x0, x1) = (x0.max(widest.0), x1.min(widest.1));
        last = j;
    }
    let range = &strips[first..=last];
    let left_rows = range.iter().filter(|s| s.taken.iter().any(|t| t.1 <= x0 + 0.1)).count();
    let right_rows = range.iter().filter(|s| s.taken.iter().any(|t| t.0 >= x1 - 0.1)).count();
    let gutter = Gutter { x0, x1, first, last, left_rows, right_rows };
    (gutter.support() >= ROWS && !only_markers(range, x0) && overlapping(range, x0, x1)).then_some(gutter)
}

/// Whether text stands on both sides over some common height, not the one below the other.
fn overlapping(range: &[Strip], x0: f32, x1: f32) -> bool {
    let extent = |side: &dyn Fn(&Item) -> bool| {
        range.iter().flat_map(|s| &s.items).filter(|i| side(i)).fold((f32::MAX, f32::MIN), |e, i| (e.0.min(i.top()), e.1.max(i.bottom())))
    };
    let left = extent(&|i: &Item| i.x1() <= x0 + 0.1);
    let right = extent(&|i: &Item| i.x0() >= x1 - 0.1);
    let common = left.1.min(right.1) - left.0.max(right.0);
    common > 0.25 * (left.1 - left.0).min(right.1 - right.0)
}

/// Bullets and numbers of a list are no column of their own.
fn only_markers(range: &[Strip], x0: f32) -> bool {
    range.iter().flat_map(|s| &s.items).filter(|i| i.x1() <= x0 + 0.1).all(|i| match i {
        Item::Piece(p) => p.words.len() == 1 && p.words[0].ends.len() <= 4 && is_marker(&p.words[0].text),
        Item::Table(_) => false,
    })
}

fn is_marker(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().unwrap_or(' ');
    let ends_as_number = word.ends_with(['.', ')', ':']) || !first.is_alphanumeric();
    // "2.1" before a heading.
    let of_heading = first.is_ascii_digit() && word.contains('.') && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (word.chars().count() == 1 && !first.is_ascii_digit()) || ends_as_number || of_heading
}

/// The columns of a band: what stands between the white strips that run through all of it.
fn column_edges(band: &[Strip], left: f32, right: f32, narrowest: f32) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = band.iter().flat_map(|s| s.taken.iter().copied()).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (x0, x1) in spans {
        match merged.last_mut() {
            Some(last) if x0 - last.1 < narrowest - 0.2 => last.1 = last.1.max(x1),
            _ => merged.push((x0, x1)),
        }
    }
    let count = merged.len();
    for (i, column) in merged.iter_mut().enumerate() {
        if i == 0 {
            column.0 = column.0.min(left);
        }
        if i + 1 == count {
            column.1 = column.1.max(right.min(column.1 + 200.0)).max(column.1);
        }
    }
    merged
}

/// A heading over the whole width between two pairs of columns, although it does not reach over the gutter:
/// all other columns leave room beside it. Gives its strips.
fn heading_between(band: &[Strip], edges: &[(f32, f32)], size: f32) -> Option<(usize, usize)> {
    if edges.len() < 2 {
        return None;
    }
    let first_only = |s: &Strip| {
        s.items
            .iter()
            .all(|i| matches!(i, Item::Piece(p) if column_of(edges, p.x0, p.x1) == 0 && (p.size > 1.08 * size || p.words.iter().all(|w| w.bold))))
    };
    let mut i = 1;
    while i < band.len() {
        let end = i + band[i..].iter().take_while(|s| first_only(s)).count();
        if end == i {
            i += 1;
            continue;
        }
        let (top, bottom) = (band[i].top, band[end - 1].bottom);
        let leaves_room = |column: usize| {
            let mine = || band.iter().flat_map(|s| &s.items).filter(|item| column_of(edges, item.x0(), item.x1()) == column);
            let above = mine().map(Item::bottom).filter(|b| *b <= top + 0.3 * size).fold(f32::MIN, f32::max);
            let below = mine().map(Item::top).filter(|t| *t >= bottom - 0.3 * size).fold(f32::MAX, f32::min);
            let beside = mine().any(|item| item.top() < bottom - 0.3 * size && item.bottom() > top + 0.3 * size);
            !beside && below < f32::MAX && below - above > bottom - top + 0.8 * size
        };
        if end < band.len() && (1..edges.len()).all(leaves_room) {
            return Some((i, end - 1));
        }
        i = end;
    }
    None
}

/// Whether the strip above a table is its header: its words stand over the columns, apart from each other.
fn is_header(head: &Strip, row: &Strip, edges: &[(f32, f32)]) -> bool {
    let words: Vec<&Word> = head.items.iter().flat_map(|i| if let Item::Piece(p) = i { p.words.as_slice() } else { &[] }).collect();
    let Some(size) = words.first().map(|w| w.size) else { return false };
    if row.top - head.bottom > 1.2 * size || words.len() > 3 * edges.len() {
        return false;
    }
    let column = |w: &Word| column_of(edges, w.x0, w.x1);
    let apart = words.windows(2).all(|w| column(w[0]) == column(w[1]) || w[1].x0 - w[0].x1 > 0.4 * size);
    let mut columns: Vec<usize> = words.iter().map(|w| column(w)).collect();
    columns.dedup();
    apart && columns.len() >= 2 && columns.len() + 1 >= edges.len()
}

/// A header's pieces, which may run over several columns, word by word.
fn by_words(strip: Strip) -> Strip {
    let words = |item: Item| match item {
        Item::Piece(p) => p.words.into_iter().map(|w| Item::Piece(w.into())).collect(),
        table @ Item::Table(_) => vec![table],
    };
    Strip { items: strip.items.into_iter().flat_map(words).collect(), ..strip }
}

/// A table's columns, which may be closer than columns of text, and the strips of its head that run across them.
fn table_edges(body: &[Strip], coarse: Vec<(f32, f32)>, left: f32, right: f32, size: f32) -> (usize, Vec<(f32, f32)>) {
    const MOST_HEADS: usize = 4;
    let mut best = (0, coarse);
    for heads in 0..=MOST_HEADS.min(body.len().saturating_sub(4)) {
        let rows = &body[heads..];
        let edges = column_edges(rows, left, right, 0.4 * size);
        let filled = |c: usize| rows.iter().filter(|s| s.items.iter().any(|i| column_of(&edges, i.x0(), i.x1()) == c)).count();
        let all_used = (0..edges.len()).all(|c| filled(c) * 2 >= rows.len());
        if edges.len() > best.1.len() && all_used {
            best = (heads, edges);
        }
    }
    best
}

/// The column a stretch overlaps most, or stands nearest to.
fn column_of(edges: &[(f32, f32)], x0: f32, x1: f32) -> usize {
    let overlap = |e: &(f32, f32)| x1.min(e.1) - x0.max(e.0);
    edges.iter().enumerate().max_by(|a, b| overlap(a.1).total_cmp(&overlap(b.1))).map_or(0, |(i, _)| i)
}

/// For each strip and column what a table detector needs to know.
fn band_lines(band: &[Strip], edges: &[(f32, f32)]) -> Vec<tables::StripCells> {
    band.iter()
        .map(|strip| {
            let mut cells = vec![None; edges.len()];
            let mut table = false;
            for item in &strip.items {
                let Item::Piece(p) = item else {
                    table = true;
                    continue;
                };
                let cell: &mut Option<tables::CellLine> = &mut cells[column_of(edges, p.x0, p.x1)];
                let line = cell.get_or_insert(tables::CellLine { x0: p.x0, x1: p.x1, base: p.base, size: p.size, words: 0, numeric: true });
                line.x0 = line.x0.min(p.x0);
                line.x1 = line.x1.max(p.x1);
                line.words += p.words.len();
                line.numeric &= p.words.iter().any(|w| w.text.chars().any(|c| c.is_ascii_digit()));
            }
            tables::StripCells { cells, table }
        })
        .collect()
}

fn band_pieces(band: Vec<Strip>, edges: &[(f32, f32)]) -> Vec<(usize, usize, Piece)> {
    let mut out = Vec::new();
    for (row, strip) in band.into_iter().enumerate() {
        for item in strip.items {
            if let Item::Piece(p) = item {
                out.push((row, column_of(edges, p.x0, p.x1), p));
            }
        }
    }
    out
}

fn band_pieces_by_column(band: Vec<Strip>, edges: &[(f32, f32)]) -> Vec<Vec<Item>> {
    let mut out: Vec<Vec<Item>> = edges.iter().map(|_| Vec::new()).collect();
    for item in items(band) {
        let column = column_of(edges, item.x0(), item.x1());
        out[column].push(item);
    }
    out
}
