//! A data table as figures see it: what the heads of its columns and rows, its corner, its caption and the words around it
//! say of the numbers they govern. Read once a table.

use super::scan::{Context, Line};
use super::sentence::sentences;
use super::table::{Head, head};
use super::token::TokenKind;
use super::weights::Tied;
use crate::document::{BlockKind, Cell, CellRef, Document, Span, Table};
use crate::figure::Kind;
use crate::template::{DataTable, Piece, Role, Structure};
use std::collections::BTreeMap;

/// The sentence before a table is its caption up to this many words.
const CAPTION_WORDS: usize = 30;
/// Its caption is looked for in so many bytes before a table.
const MOST_CAPTION: usize = 2000;

/// What is said of one column or row, and where.
#[derive(Debug, Default)]
struct Governor {
    head: Head,
    spans: Vec<Span>,
}

#[derive(Debug)]
pub struct Grid {
    pub header_rows: usize,
    columns: Vec<Governor>,
    rows: Vec<Governor>,
    /// Over the row labels; what it says of units holds for the whole table.
    corner: Governor,
    caption: Governor,
    /// "All amounts in thousands of euros", said somewhere in the section.
    note: Governor,
    /// By column: the currency its cells name, where some do and others don't ("€ 812" in the first and the last row).
    currencies: Vec<Option<(String, Span)>>,
    row_spans: Vec<Option<Span>>,
}

/// What governs one cell.
#[derive(Clone, Copy)]
pub struct Governed<'a> {
    pub column: &'a Head,
    pub row: &'a Head,
    corner: &'a Head,
    caption: &'a Head,
    note: &'a Head,
    /// Named by other cells of the column.
    pub currency: Option<&'a (String, Span)>,
}

impl<'a> Governed<'a> {
    /// The head that says in what unit the number is.
    pub fn unit(self) -> Option<&'a Head> {
        self.find(Head::has_unit)
    }

    /// The power of ten the numbers are given in.
    pub fn scale(self) -> u32 {
        self.find(|h| h.scale > 0).map_or(0, |h| h.scale)
    }

    /// The nearest head that says something. What holds for the whole table doesn't where the row or the column says what
    /// it counts.
    fn find(self, says: impl Fn(&Head) -> bool) -> Option<&'a Head> {
        // in sentences a scale alone is a figure of speech ("known in millions of homes")
        let around = [self.caption, self.note].into_iter().filter(|h| h.has_unit());
        let whole = std::iter::once(self.corner).chain(around).filter(|_| !self.is_counted());
        [self.column, self.row].into_iter().chain(whole).find(|h| says(h))
    }

    /// The row or the column says what it counts.
    pub fn is_counted(self) -> bool {
        self.column.is_counted() || self.row.is_counted()
    }

    /// The noun that the row's label, else the column's head, begins with.
    pub fn counted(self) -> Option<&'a (Option<String>, Span)> {
        [self.row, self.column].into_iter().find(|h| h.is_counted()).and_then(|h| h.count.as_ref())
    }

    /// The column or the row is of amounts, though no currency is named: millions of nothing are money.
    pub fn is_money(self) -> bool {
        let speaks = [self.column, self.row, self.corner].into_iter().any(|h| h.scale >= 6 || h.amount);
        speaks && !self.is_counted()
    }

    /// Nearest first, as labels and periods are looked for.
    pub fn nearest(self) -> [&'a Head; 3] {
        [self.column, self.row, self.caption]
    }
}

static NOTHING: std::sync::LazyLock<Head> = std::sync::LazyLock::new(Head::default);

/// Every data table's grid, by the table's number.
pub fn grids(document: &Document, structure: &Structure, context: &Context<'_>) -> BTreeMap<usize, Grid> {
    if structure.tables.is_empty() {
        return BTreeMap::new();
    }
    let blocks = document.tables();
    let prose: Vec<&Piece> = structure.pieces.iter().filter(|p| p.cell.is_none() && p.role != Role::Guidance).collect();
    // where a sentence states the unit of numbers elsewhere, and in which section
    let mut stated: Vec<(Option<usize>, Span)> = Vec::new();
    for piece in &prose {
        for sentence in sentences(&document.text, piece.span, &context.symbols.abbreviations) {
            let line = Line::new(context, sentence, false);
            if line.states_a_unit() && head(&line).currency.is_some() {
                stated.push((piece.section, sentence));
            }
        }
    }
    let paragraphs: Vec<Span> = prose.iter().filter(|p| p.role == Role::Content).map(|p| p.span).collect();
    let one = |table: &DataTable| {
        let block = blocks.get(table.table)?;
        let BlockKind::Table(grid) = &block.kind else { return None };
        let reader = Reader { context, grid, header_rows: table.header_rows };
        let before = paragraphs[..paragraphs.partition_point(|s| s.end <= block.span.start)].last();
        let caption = before.and_then(|s| sentences(&document.text, tail(&document.text, *s), &context.symbols.abbreviations).pop());
        let mut near = stated.iter().filter(|(section, _)| *section == table.section).map(|(_, s)| *s);
        // the nearest before the table, else the first behind it
        let note = near.clone().rfind(|s| s.end <= block.span.start).or_else(|| near.find(|s| s.start >= block.span.end));
        Some((table.table, Grid::read(&reader, document, caption, note)))
    };
    structure.tables.iter().filter_map(one).collect()
}

/// The end of a long paragraph, where a caption can stand.
fn tail(text: &str, span: Span) -> Span {
    let mut start = span.start.max(span.end.saturating_sub(MOST_CAPTION));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    Span::new(start, span.end)
}

impl Grid {
    fn read(reader: &Reader<'_>, document: &Document, caption: Option<Span>, note: Option<Span>) -> Self {
        let header_rows = reader.header_rows;
        let short = |s: &Span| document.slice(*s).split_whitespace().take(CAPTION_WORDS + 1).count() <= CAPTION_WORDS;
        Self {
            header_rows,
            columns: reader.columns(),
            rows: reader.rows(),
            corner: reader.gather(reader.grid.cells.iter().filter(|c| c.col == 0 && c.row < header_rows).map(|c| c.span)),
            caption: Governor {
                head: caption.filter(short).map(|s| reader.head(s, false)).unwrap_or_default(),
                spans: caption.into_iter().collect(),
            },
            note: reader.gather(note.into_iter()),
            currencies: reader.currencies(),
            row_spans: reader.row_spans(),
        }
    }

    pub fn governed<'s>(&'s self, at: CellRef) -> Governed<'s> {
        // what stands in the first column labels its row, and isn't governed by itself
        let row = if at.col == 0 { None } else { self.rows.get(at.row) };
        let of = |governor: Option<&'s Governor>| governor.map_or(&*NOTHING, |g| &g.head);
        Governed {
            column: of(self.columns.get(at.col)),
            row: of(row),
            corner: &self.corner.head,
            caption: &self.caption.head,
            note: &self.note.head,
            currency: self.currencies.get(at.col).and_then(Option::as_ref),
        }
    }

    /// Where the heads of a cell stand: of its column, of its row, and the table's caption.
    pub fn head_spans(&self, at: CellRef) -> Vec<(Tied, Span)> {
        let of = |governors: &'_ [Governor], i: usize| governors.get(i).map(|g| g.spans.clone()).unwrap_or_default();
        let column = of(&self.columns, at.col).into_iter().map(|s| (Tied::HeadColumn, s));
        let row = if at.col == 0 { Vec::new() } else { of(&self.rows, at.row) }.into_iter().map(|s| (Tied::HeadRow, s));
        column.chain(row).chain(self.caption.spans.iter().map(|s| (Tied::HeadCaption, *s))).collect()
    }

    /// All that stands in a row.
    pub fn row_span(&self, row: usize) -> Option<Span> {
        self.row_spans.get(row).copied().flatten()
    }
}

struct Reader<'a> {
    context: &'a Context<'a>,
    grid: &'a Table,
    header_rows: usize,
}

impl Reader<'_> {
    fn head(&self, span: Span, in_cell: bool) -> Head {
        head(&Line::new(self.context, span, in_cell))
    }

    fn gather(&self, spans: impl Iterator<Item = Span>) -> Governor {
        let mut out = Governor::default();
        for span in spans.filter(|s| !s.is_empty()) {
            out.head.add(self.head(span, true));
            out.spans.push(span);
        }
        out
    }

    fn columns(&self) -> Vec<Governor> {
        let mut out: Vec<Governor> = Vec::new();
        out.resize_with(self.grid.cols, Governor::default);
        let mut cells: Vec<&Cell> = self.grid.cells.iter().filter(|c| c.row < self.header_rows).collect();
        cells.sort_by_key(|c| (c.row, c.col));
        let mut last: (usize, Option<(Head, Span)>) = (usize::MAX, None);
        for cell in cells {
            // over several columns a head is often one cell and empty ones behind it
            let spanned = cell.row == last.0 && cell.row + 1 < self.header_rows && cell.col > 1 && cell.span.is_empty();
            let said = if spanned { last.1.take() } else { Some(cell.span).filter(|s| !s.is_empty()).map(|s| (self.head(s, true), s)) };
            for own in out.iter_mut().skip(cell.col).take(cell.col_span.max(1)) {
                if let Some((head, span)) = &said {
                    own.head.add(head.clone());
                    own.spans.push(*span);
                }
            }
            last = (cell.row, said);
        }
        out
    }

    fn rows(&self) -> Vec<Governor> {
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); self.grid.rows];
        for cell in self.grid.cells.iter().filter(|c| c.col == 0 && c.row >= self.header_rows) {
            spans.iter_mut().skip(cell.row).take(cell.row_span.max(1)).for_each(|own| own.push(cell.span));
        }
        let mut labels_only = vec![true; self.grid.rows];
        for cell in self.grid.cells.iter().filter(|c| c.col > 0 && !c.span.is_empty()) {
            if let Some(only) = labels_only.get_mut(cell.row) {
                *only = false;
            }
        }
        // "Income (EUR thousand)" over the rows it groups
        let mut group: Option<Head> = None;
        let mut out = Vec::with_capacity(spans.len());
        for (row, own) in spans.into_iter().enumerate() {
            let mut governor = self.gather(own.into_iter());
            if row >= self.header_rows && self.grid.cols > 1 && labels_only[row] {
                group = Some(governor.head.clone()).filter(Head::has_unit);
            } else if let Some(group) = group.as_ref().filter(|_| !governor.head.has_unit() && !governor.head.is_counted()) {
                governor.head.currency.clone_from(&group.currency);
                governor.head.scale = group.scale;
                governor.head.percent = group.percent;
                governor.head.uncounted = group.uncounted;
            }
            out.push(governor);
        }
        out
    }

    fn currencies(&self) -> Vec<Option<(String, Span)>> {
        let mut out: Vec<Option<(String, Span)>> = vec![None; self.grid.cols];
        if self.header_rows == 0 {
            return out;
        }
        let mut mixed = vec![false; self.grid.cols];
        for cell in self.grid.cells.iter().filter(|c| c.col > 0 && c.row >= self.header_rows && !c.span.is_empty()) {
            let (Some(own), Some(mixed)) = (out.get_mut(cell.col), mixed.get_mut(cell.col)) else { continue };
            let line = Line::new(self.context, cell.span, true);
            match line.scan().0.as_slice() {
                [one] if one.noun.is_none() && one.span.end - one.span.start + 2 >= cell.span.end - cell.span.start => {
                    let other = |c: &(String, Span)| one.currency.as_ref().is_some_and(|(code, _)| *code != c.0);
                    *mixed |= own.as_ref().is_some_and(other) || one.kind == Kind::Percent;
                    *own = own.take().or_else(|| one.currency.clone());
                }
                // a column of words, or of several things, isn't one of amounts
                _ => *mixed |= line.tokens.iter().any(|t| t.kind == TokenKind::Word),
            }
        }
        out.iter_mut().zip(mixed).filter(|(_, mixed)| *mixed).for_each(|(own, _)| *own = None);
        out
    }

    fn row_spans(&self) -> Vec<Option<Span>> {
        let mut out: Vec<Option<Span>> = vec![None; self.grid.rows];
        for cell in self.grid.cells.iter().filter(|c| !c.span.is_empty()) {
            if let Some(own) = out.get_mut(cell.row) {
                *own = Some(own.map_or(cell.span, |s| s.cover(cell.span)));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, BlockKind, Cell, CellRef, DocumentBuilder, Flow, Pagination, Span, Style, Table};
    use crate::figure::{About, Kind, Quantity, Recogniser};
    use crate::knowledge::Knowledge;
    use crate::template::{DataTable, Piece, Role, Structure};

    /// Figures of a table of one header row, as "money 345000 EUR".
    fn read(language: &str, currency: &str, before: &str, rows: &[&[&str]]) -> Vec<String> {
        let mut builder = DocumentBuilder::new(Pagination::None);
        let mut structure = Structure::default();
        let paragraph = |span| Block { kind: BlockKind::Paragraph, flow: Flow::Body, span, marker: None, style: Style::default() };
        let span = builder.push_text(before);
        builder.push_text("\n");
        builder.push_block(paragraph(span));
        structure.pieces.push(Piece { span, role: Role::Content, section: None, cell: None });
        let start = builder.end();
        let mut table = Table { rows: rows.len(), cols: rows[0].len(), header_rows: 1, cells: Vec::new() };
        for (row, texts) in rows.iter().enumerate() {
            for (col, text) in texts.iter().enumerate() {
                let span = builder.push_text(text);
                builder.push_text("\t");
                let blocks = vec![paragraph(span)];
                table.cells.push(Cell { row, col, row_span: 1, col_span: 1, span, blocks });
                if !span.is_empty() {
                    let cell = Some(CellRef { table: 0, row, col });
                    structure.pieces.push(Piece { span, role: Role::Content, section: None, cell });
                }
            }
        }
        let span = Span::new(start, builder.end());
        builder.push_block(Block { kind: BlockKind::Table(table), flow: Flow::Body, span, marker: None, style: Style::default() });
        structure.tables.push(DataTable { table: 0, section: None, header_rows: 1 });
        let document = builder.finish();
        let recogniser = Recogniser::load(&Knowledge::embedded()).unwrap();
        let about = About { language: Some(language), currency: Some(currency), places: &[] };
        let figures = recogniser.figures(&document, &structure, about).figures;
        let kind = |k| match k {
            Kind::Money => "money",
            Kind::Count => "count",
            Kind::Percent => "percent",
        };
        let value = |q| match q {
            Quantity::Value(v) => v.to_string(),
            Quantity::Range { low, high } => format!("{low}-{high}"),
        };
        figures
            .iter()
            .map(|f| {
                format!("{} {} {}", kind(f.kind), value(f.quantity), f.currency.as_deref().unwrap_or("-")).trim_end_matches(" -").to_owned()
            })
            .collect()
    }

    #[test]
    fn units_of_tables() {
        // in which language and currency, the words before, head and row, what the row's numbers are
        type Case = (&'static str, &'static str, &'static str, [&'static str; 3], [&'static str; 3], [&'static str; 2]);
        let thousands = ["money 345000 EUR", "money 412000 EUR"];
        let cases: &[Case] = &[
            ("en", "EUR", "Text.", ["", "2021 (EUR thousand)", "2022 (EUR thousand)"], ["Alpha", "345", "412"], thousands),
            ("en", "EUR", "Text.", ["€'000", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("en", "EUR", "Text.", ["€000", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("en", "EUR", "Table 2 (thousands of euros)", ["", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("en", "EUR", "All amounts in thousands of euros. See the annex.", ["", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("de", "EUR", "Text.", ["in T€", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("de", "EUR", "Angaben in 1.000 €", ["", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("fr", "EUR", "Text.", ["(en milliers d'euros)", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("es", "EUR", "Text.", ["Miles de €", "2021", "2022"], ["Alpha", "345", "412"], thousands),
            ("it", "EUR", "Text.", ["", "2021", "2022"], ["Alpha (migliaia di euro)", "345", "412"], thousands),
            ("pt", "BRL", "Text.", ["R$ mil", "2021", "2022"], ["Alpha", "345", "412"], ["money 345000 BRL", "money 412000 BRL"]),
            ("de", "EUR", "Text.", ["Mio.", "2021", "2022"], ["Alpha", "3,4", "12"], ["money 3400000 EUR", "money 12000000 EUR"]),
            // an amount in a head is no unit
            ("en", "GBP", "Text.", ["", "Donors above £1,000", "Tickets (£ 10.00)"], ["Alpha", "35", "12"], ["count 35", "count 12"]),
            // nor is a figure of speech
            ("en", "GBP", "We are known to millions, it is said.", ["", "2021", "2022"], ["Alpha", "45", "50"], ["count 45", "count 50"]),
            // no currency, but words that are said of amounts alone
            (
                "de",
                "EUR",
                "Text.",
                ["Posten", "Betrag 2021", "Betrag 2022"],
                ["Alpha", "3.450", "4.120"],
                ["money 3450 EUR", "money 4120 EUR"],
            ),
            // what holds for the table doesn't for a row that says what it counts
            ("en", "EUR", "Text.", ["€'000", "2021", "2022"], ["Members", "345", "412"], ["count 345", "count 412"]),
            ("en", "EUR", "Text.", ["€'000", "2021", "2022"], ["Share of women (%)", "34", "41"], ["percent 34", "percent 41"]),
        ];
        for (language, currency, before, head, row, want) in cases {
            assert_eq!(read(language, currency, before, &[head, row]), want, "{language}: {before} {head:?} {row:?}");
        }
    }

    #[test]
    fn units_from_other_cells() {
        let head = ["Item", "Budget", "Staff"];
        // the symbol stands in the first and the last row only
        let rows: &[&[&str]] = &[&head, &["Rent", "€ 812", "3"], &["Heating", "455", "4"], &["Total", "€ 1,267", "7"]];
        let want = ["money 812 EUR", "count 3", "money 455 EUR", "count 4", "money 1267 EUR", "count 7"];
        assert_eq!(read("en", "EUR", "Text.", rows), want);
        // a row that heads a group of rows
        let rows: &[&[&str]] =
            &[&["", "2021", "2022"], &["Income (EUR thousand)", "", ""], &["Rent", "81", "84"], &["Members", "30", "31"]];
        assert_eq!(read("en", "EUR", "Text.", rows), ["money 81000 EUR", "money 84000 EUR", "count 30", "count 31"]);
        // words and numbers mixed are no column of amounts
        let rows: &[&[&str]] = &[&["Item", "Value"], &["Grant", "€ 812"], &["House", "Main street 41"], &["Order", "507"]];
        assert_eq!(read("en", "EUR", "Text.", rows), ["money 812 EUR", "count 507"]);
        // nor are several currencies
        let rows: &[&[&str]] = &[&["Item", "Value"], &["Rent", "€ 812"], &["Travel", "US$ 900"], &["Heating", "455"]];
        assert_eq!(read("en", "EUR", "Text.", rows), ["money 812 EUR", "money 900 USD", "count 455"]);
    }
}
