//! The record's promises, on documents made up by a small generator: any text, any pieces.

use super::super::{BlockRole, Record, json_schema};
use super::{Parts, build};
use crate::document::{BBox, Block, BlockKind, Cell, CellRef, Document, DocumentBuilder, Flow, Page, Pagination, Span, Style, Table};
use crate::figure::{Approximation, Aspect, Confidences, Excluded, Figure, Figures, Headline, Kind, Pick, Quantity, Scope, Status};
use crate::flag::{Flag, FlagCode};
use crate::reader::Format;
use crate::reader::ocr::OcrWish;
use crate::template::{Choice, DataTable, Piece, Role, Section, Structure};
use rust_decimal::Decimal;

fn record(document: &Document, structure: &Structure, figures: &Figures) -> Record {
    build(Parts {
        document,
        format: Format::Pdf,
        language: None,
        structure,
        figures,
        id: "0",
        bytes: 1,
        path: "a/b.pdf",
        name: "b.pdf",
        knowledge: "0",
        template: &Choice::Auto,
        ocr: &OcrWish::default(),
    })
}

fn section(id: &str, part_of: Option<usize>, heading: Option<Span>) -> Section {
    Section { id: id.to_owned(), part_of, also: Vec::new(), heading, confidence: 0.123_456, flags: Vec::new() }
}

fn piece(span: Span, role: Role, section: usize) -> Piece {
    Piece { span, role, section: Some(section), cell: None }
}

/// Finds `words` in a text.
fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn blocks_cover_any_text_whatever_the_pieces() {
    const LETTERS: [char; 6] = ['a', 'é', '€', '😀', ' ', '\n'];
    const ROLES: [Role; 5] = [Role::Content, Role::Heading, Role::Guidance, Role::Note, Role::Running];
    let mut dice = Dice(7);
    for _ in 0..500 {
        let text: String = (0..dice.roll(40)).map(|_| LETTERS[dice.roll(LETTERS.len())]).collect();
        let cuts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut pieces = Vec::new();
        for _ in 0..dice.roll(8) {
            let (a, b) = (cuts[dice.roll(cuts.len())], cuts[dice.roll(cuts.len())]);
            pieces.push(piece(Span::new(a.min(b), a.max(b)), ROLES[dice.roll(ROLES.len())], dice.roll(3)));
        }
        pieces.sort_by_key(|p| p.span);
        let mut builder = DocumentBuilder::new(Pagination::None);
        builder.push_text(&text);
        let document = builder.finish();
        let structure = Structure { pieces, sections: vec![section("front", None, None); 2], ..Structure::default() };
        let record = record(&document, &structure, &Figures::default());

        let mut end = 0;
        for block in &record.blocks {
            assert_eq!(block.span.start, end, "a gap or an overlap in {text:?}: {:?}", record.blocks);
            assert!(block.span.end > block.span.start);
            end = block.span.end;
        }
        assert_eq!(end, record.text.chars().count(), "the end of {text:?} is in no block");
        for section in &record.sections {
            let words: Vec<String> = section.content.iter().map(|s| record.slice(*s)).collect();
            assert_eq!(section.text, words.join("\n"));
        }
    }
}

#[test]
fn sections_hold_the_authors_words_only() {
    let text = "Evidence\n\nDescribe it.\n\nÉlan one.\n\ntwo\n\n• three\n\nHard evidence\n\nfour\n\n3";
    let mut builder = DocumentBuilder::new(Pagination::Exact);
    for part in text.split_inclusive("\n\n") {
        let bbox = BBox { x0: 1.04, y0: 2.06, x1: 3.0, y1: 4.0 };
        builder.push_fragment(part.trim_end(), 2, Some(bbox), Vec::new(), builder.end() as u32);
        builder.push_text(&part[part.trim_end().len()..]);
    }
    builder.push_page(Page { number: 1, width: 595.0, height: 842.0 });
    let document = builder.finish();
    let structure = Structure {
        sections: vec![
            section("evidence", None, Some(at(text, "Evidence"))),
            section("evidence.hard", Some(0), Some(at(text, "Hard evidence"))),
        ],
        pieces: vec![
            piece(at(text, "Evidence"), Role::Heading, 0),
            piece(at(text, "Describe it."), Role::Guidance, 0),
            piece(at(text, "Élan one."), Role::Content, 0),
            piece(at(text, "two"), Role::Content, 0),
            piece(at(text, "three"), Role::Content, 0),
            piece(at(text, "Hard evidence"), Role::Heading, 1),
            piece(at(text, "four"), Role::Content, 1),
            piece(Span::new(text.len() - 1, text.len()), Role::Running, 1),
        ],
        ..Structure::default()
    };
    let record = record(&document, &structure, &Figures::default());
    let [whole, part] = record.sections.as_slice() else { panic!("two sections") };
    assert_eq!(whole.text, "Élan one.\n\ntwo\nthree", "a list marker parts two runs, blanks do not");
    assert_eq!((whole.content.len(), whole.left_out.len(), whole.confidence), (2, 1, 0.123));
    assert_eq!(record.slice(whole.span), text.strip_suffix("\n\n3").unwrap(), "from the heading to the end of its parts");
    assert_eq!((part.part_of.as_deref(), part.text.as_str()), (Some("s1"), "four"));
    assert_eq!(part.pages.map(|p| (p.first, p.last)), Some((2, 2)));
    let heading = &record.blocks[0];
    assert_eq!((heading.role, heading.places[0].bbox), (BlockRole::Heading, Some([1.0, 2.1, 3.0, 4.0])));
    assert_eq!(record.flags[0].code, "language_unknown");
}

#[test]
fn tables_join_their_headers_and_keep_their_cells() {
    let mut builder = DocumentBuilder::new(Pagination::None);
    let mut cells = Vec::new();
    for (row, col, col_span, text) in
        [(0, 0, 1, ""), (0, 1, 2, "2019"), (1, 0, 1, "Place"), (1, 1, 1, "women"), (1, 2, 1, "men"), (2, 0, 1, "Älv"), (2, 2, 1, "7")]
    {
        let span = builder.push_text(text);
        builder.push_text("\t");
        cells.push(Cell { row, col, row_span: 1, col_span, span, blocks: Vec::new() });
    }
    // What a format says of its grid need not be true.
    let table = Table { rows: usize::MAX, cols: usize::MAX, header_rows: 2, cells };
    let span = Span::new(0, builder.end());
    builder.push_block(Block { kind: BlockKind::Table(table), flow: Flow::Body, span, marker: None, style: Style::default() });
    let structure = Structure { tables: vec![DataTable { table: 0, section: None, header_rows: 2 }], ..Structure::default() };
    let record = record(&builder.finish(), &structure, &Figures::default());
    let table = &record.tables[0];
    assert_eq!(table.header, ["Place", "2019 women", "2019 men"]);
    assert_eq!(table.rows, [["Älv", "", "7"]]);
    assert_eq!(table.cells.iter().filter(|c| c.header).count(), 5);
    assert!(table.cells.iter().all(|c| record.slice(c.span) == c.text));
}

#[test]
fn figures_are_grounded_beyond_the_basic_plane() {
    let text = format!("{} won 1,5 M € in all. 😀", "😀".repeat(40));
    let mut builder = DocumentBuilder::new(Pagination::None);
    builder.push_text(&text);
    let figures = Figures {
        figures: vec![Figure {
            kind: Kind::Money,
            span: at(&text, "1,5 M €"),
            quantity: Quantity::Value(Decimal::new(150_000_000, 2)),
            resolution: Some(Decimal::from(100_000)),
            currency: Some("EUR".to_owned()),
            measure: "revenue".to_owned(),
            label: None,
            scope: Scope::Organisation,
            approximation: Approximation::Exact,
            period: None,
            rate: None,
            negated: false,
            aspect: Aspect::Unknown,
            basis: None,
            fiscal: None,
            converted_from: None,
            direction: None,
            status: Status::Actual,
            section: Some(0),
            cell: Some(CellRef { table: 3, row: 0, col: 0 }),
            sentence: Span::new(0, text.len()),
            rule: "test".to_owned(),
            evidence: Vec::new(),
            alternatives: Vec::new(),
            confidence: f64::NAN,
            confidences: Confidences::default(),
            flags: vec![Flag::new(FlagCode::NumberAmbiguous)],
        }],
        excluded: vec![Excluded { span: at(&text, "all"), reason: "year" }],
        headline: Headline {
            picks: [("revenue", Some(0)), ("jobs", None), ("funding", Some(9))]
                .map(|(field, figure)| Pick { field: field.to_owned(), figure, reason: "why".to_owned() })
                .into(),
        },
    };
    let structure = Structure { sections: vec![section("front", None, None)], ..Structure::default() };
    let record = record(&builder.finish(), &structure, &figures);
    let figure = &record.figures[0];
    assert_eq!((record.slice(figure.span), figure.surface.as_str()), ("1,5 M €".to_owned(), "1,5 M €"));
    assert_eq!(figure.value.as_deref(), Some("1500000"));
    assert_eq!((figure.section.as_deref(), figure.section_key.as_deref()), (Some("front"), Some("s1")));
    assert_eq!((figure.cell.is_none(), figure.confidence), (true, 0.0), "no such table; no such number");
    assert_eq!((figure.anchor.prefix.chars().count(), figure.anchor.suffix.as_str()), (32, " in all. 😀"));
    assert_eq!(record.excluded.as_deref().map(|e| record.slice(e[0].span)), Some("all".to_owned()));
    let picked = |field: &str| record.headline[field].as_deref();
    assert_eq!((picked("revenue"), picked("jobs"), picked("funding")), (Some("f1"), None, None));
}

#[test]
fn the_committed_schema_is_current() {
    let committed = include_str!("../../../schemas/record.schema.json");
    assert!(committed == json_schema(), "the record's types changed: cargo run --release -- schema > schemas/record.schema.json");
}
