//! Reading order from the page alone: white vertical strips part columns, what crosses them parts what is above and below.

use super::bands::{band_lines, band_pieces, band_pieces_by_column, by_numbers, by_words, header_strips, heading_between, table_edges};
use super::gutters::{Gutter, Strip, best_gutter, body_size, column_edges, items, strips};
use super::lines::{Line, Piece, Sheet};
use super::shape::{Shape, shape};
use super::tables::Draft;
use super::unruled::unruled;

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

/// Nesting of columns within columns looked into.
const DEPTH: usize = 24;
/// More rows than a page of text has: a drawing or a listing, read row by row.
const MOST_STRIPS: usize = 400;
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
        let found = if columns > 1 { shape(&band_lines(&band, &edges), &edges) } else { Shape::Columns };
        match found {
            Shape::Table { first, last } => {
                let tail = band.split_off(last + 1);
                let mut body: Vec<Strip> = band.split_off(first).into_iter().map(by_numbers).collect();
                above.extend(band);
                below.splice(0..0, tail);
                let heads = body.first().map_or(0, |row| header_strips(&above, row, &edges));
                let header = above.split_off(above.len() - heads);
                body.splice(0..0, header.into_iter().map(by_words));
                let (heads, edges) = table_edges(&body, edges, left, right, size);
                let rows = body.split_off(heads);
                let body: Vec<Strip> = body.into_iter().map(by_words).chain(rows).collect();
                self.arrange(items(above), left, right, depth + 1);
                self.columns += 1;
                let draft = unruled(band_pieces(body, &edges), &edges, self.sheet, self.columns);
                self.columns += 1;
                self.out.push(Element::Table(draft));
            }
            Shape::Columns => {
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
        for strip in level(strips) {
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

/// Joins strips that stand side by side, a little higher and lower: a form's label and what was filled in.
fn level(strips: Vec<Strip>) -> Vec<Strip> {
    let extent = |s: &Strip| (s.items.iter().map(Item::x0).fold(f32::MAX, f32::min), s.items.iter().map(Item::x1).fold(f32::MIN, f32::max));
    let base = |s: &Strip| s.items.iter().find_map(|i| if let Item::Piece(p) = i { Some((p.base, p.size)) } else { None });
    let mut out: Vec<Strip> = Vec::with_capacity(strips.len());
    for mut strip in strips {
        let beside = out.last().is_some_and(|last| {
            let ((a0, a1), (b0, b1)) = (extent(last), extent(&strip));
            let close = base(last).zip(base(&strip)).is_some_and(|(a, b)| b.0 - a.0 < 0.5 * a.1.min(b.1));
            close && (a1 <= b0 || b1 <= a0)
        });
        match out.last_mut() {
            Some(last) if beside => last.items.append(&mut strip.items),
            _ => out.push(strip),
        }
    }
    out
}
