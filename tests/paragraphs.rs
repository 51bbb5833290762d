//! Figures in single annotated paragraphs (`fixtures/figures/LANGUAGE.md`, gold as in the corpus' SPEC.md): how many are
//! found, and how many of those are read as the annotation says. Weights are fitted to these paragraphs, so the rates
//! guard what is reached; they don't measure how well it carries over: `casebook evaluate` does, on validation cases.

#![allow(clippy::unwrap_used)]

use casebook::document::{Block, BlockKind, DocumentBuilder, Flow, Pagination, Span, Style};
use casebook::figure::{About, Figure, Kind, Quantity, Recogniser};
use casebook::knowledge::Knowledge;
use casebook::template::{Piece, Role, Section, Structure};
use std::collections::BTreeMap;
use std::path::Path;

/// What one annotation states: `kind;key=value;…`.
struct Gold {
    kind: String,
    values: BTreeMap<String, String>,
    worded: bool,
}

impl Gold {
    fn of(surface: &str, stated: &str) -> Self {
        let mut parts = stated.split(';');
        let kind = parts.next().unwrap().to_owned();
        let values = parts.filter_map(|p| p.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        Self { kind, values, worded: !surface.contains(|c: char| c.is_ascii_digit()) }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    fn fits(&self, figure: &Figure) -> bool {
        let kind = match figure.kind {
            Kind::Money => "money",
            Kind::Count => "count",
            Kind::Percent => "percent",
        };
        let same = |key: &str, value: rust_decimal::Decimal| {
            let Some(stated) = self.get(key).and_then(|v| v.parse::<rust_decimal::Decimal>().ok()) else { return false };
            let slack = if kind == "percent" && self.worded { rust_decimal::Decimal::new(1, 1) } else { rust_decimal::Decimal::ZERO };
            (stated - value).abs() <= slack
        };
        kind == self.kind
            && match figure.quantity {
                Quantity::Value(v) => same("value", v),
                Quantity::Range { low, high } => same("low", low) && same("high", high),
            }
    }
}

/// A line's plain text and its annotations.
fn parse(line: &str) -> (String, Vec<Gold>) {
    let (mut text, mut gold) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, tail)) = rest.split_once("{{") {
        let (inside, after) = tail.split_once("}}").expect("an annotation ends");
        let (surface, stated) = inside.split_once('|').expect("an annotation states something");
        text += before;
        text += surface;
        gold.push(Gold::of(surface, stated));
        rest = after;
    }
    (text + rest, gold)
}

fn read(recogniser: &Recogniser, language: &str, currency: Option<&str>, text: &str) -> Vec<Figure> {
    let mut builder = DocumentBuilder::new(Pagination::None);
    let span = builder.push_text(text);
    builder.push_block(Block { kind: BlockKind::Paragraph, flow: Flow::Body, span, marker: None, style: Style::default() });
    let section = Section { id: "summary".to_owned(), part_of: None, also: vec![], heading: None, confidence: 1.0, flags: vec![] };
    let structure = Structure {
        sections: vec![section],
        pieces: vec![Piece { span: Span::new(0, span.end), role: Role::Content, section: Some(0), cell: None }],
        ..Structure::default()
    };
    recogniser.figures(&builder.finish(), &structure, About { language: Some(language), currency, places: &[] }).figures
}

#[test]
fn figures_of_annotated_paragraphs() {
    let recogniser = Recogniser::load(&Knowledge::embedded()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/figures");
    let mut languages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let language = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let [mut stated, mut found, mut extra, mut measure, mut period] = [0usize; 5];
        for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let (plain, gold) = parse(line);
            let currency = gold.iter().find_map(|g| g.get("currency")).filter(|c| *c != "?");
            let mut figures = read(&recogniser, &language, currency, &plain);
            stated += gold.len();
            for g in &gold {
                let Some(at) = figures.iter().position(|f| g.fits(f)) else { continue };
                let figure = figures.remove(at);
                found += 1;
                measure += usize::from(g.get("measure") == Some(&figure.measure));
                period += usize::from(g.get("period") == figure.period.as_deref());
            }
            extra += figures.len();
        }
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let [recall, precision] = [share(found, stated), share(found, found + extra)];
        let [measure, period] = [share(measure, found), share(period, found)];
        println!("{language}: {stated} figures, recall {recall:.3}, precision {precision:.3}, measure {measure:.3}, period {period:.3}");
        assert!(stated > 500, "{language}: {stated} annotations");
        assert!(recall > 0.93 && precision > 0.95 && measure > 0.75 && period > 0.92, "{language}: see the line above");
        languages += 1;
    }
    assert_eq!(languages, 6);
}
