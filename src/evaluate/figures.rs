//! Which figures are right: gold and reported ones are paired in reading order.

use super::gold::{Gold, GoldFigure, Part};
use super::quantity::{same_quantity, years};
use super::reading::{Reading, Reported};
use super::structure::OUTSIDE;
use super::text::{bare, digits, head, tail};
use crate::record::Kind;
use std::collections::BTreeMap;

/// How a document's figures and a record's go together.
#[derive(Debug, Default)]
pub(super) struct Figures<'a> {
    /// Same kind, number, currency and section.
    pub(super) right: Vec<(&'a GoldFigure, &'a Reported)>,
    /// Same kind and number, wherever and in whatever currency.
    pub(super) found: Vec<(&'a GoldFigure, &'a Reported)>,
    pub(super) missed: Vec<&'a GoldFigure>,
    pub(super) invented: Vec<&'a Reported>,
    /// How many gold figures there are, optional ones too.
    pub(super) gold: usize,
}

pub(super) fn judge<'a>(gold: &'a Gold, reading: &'a Reading) -> Figures<'a> {
    let Some(figures) = &gold.figures else { return Figures::default() };
    let reported: Vec<&Reported> = reading.figures.iter().filter(|f| f.kind.is_some()).collect();
    let places = Places::of(gold);
    let (found, _) = pair(figures, &reported, same_number);
    let (right, spare) = pair(figures, &reported, |g, r| same_number(g, r) && currency_fits(g, r) && places.same(g, r));
    let taken = |g: &GoldFigure| right.iter().any(|(other, _)| std::ptr::eq(*other, g));
    let missed = figures.iter().filter(|g| !taken(g) && !g.is_optional()).collect();
    let invented = if gold.is_partial(Part::Figures) { Vec::new() } else { spare.into_iter().filter(|r| !r.is_optional()).collect() };
    Figures { right, found, missed, invented, gold: figures.len() }
}

type Pairs<'a> = (Vec<(&'a GoldFigure, &'a Reported)>, Vec<&'a Reported>);

/// Each gold figure takes the first free one that fits. Gives the pairs and what is left over.
fn pair<'a>(gold: &'a [GoldFigure], reported: &[&'a Reported], fits: impl Fn(&GoldFigure, &Reported) -> bool) -> Pairs<'a> {
    let mut free = reported.to_vec();
    let mut pairs = Vec::new();
    for g in gold {
        if let Some(at) = free.iter().position(|r| fits(g, r)) {
            pairs.push((g, free.remove(at)));
        }
    }
    (pairs, free)
}

fn same_number(gold: &GoldFigure, found: &Reported) -> bool {
    Some(gold.kind) == found.kind && same_quantity(gold, found)
}

/// A currency no careful reader could know (`?`) may be left out, or given with a doubt.
pub(super) fn currency_fits(gold: &GoldFigure, found: &Reported) -> bool {
    match &gold.currency {
        None => true,
        Some(Some(unknown)) if unknown == "?" => found.currency.is_none() || found.currency_doubted,
        Some(stated) => *stated == found.currency,
    }
}

/// Which sections count as the same place.
struct Places<'a> {
    also: BTreeMap<&'a str, &'a [String]>,
    anywhere: bool,
}

impl<'a> Places<'a> {
    fn of(gold: &'a Gold) -> Self {
        let also = gold.sections.iter().flatten().map(|s| (s.id.as_str(), s.also.as_slice())).collect();
        Self { also, anywhere: gold.is_stray() }
    }

    /// A part (`evidence.hard`) and its section (`evidence`) are the same place, and so are the two sections under one
    /// merged heading. Matter outside the template may be given any section, or none.
    fn same(&self, gold: &GoldFigure, found: &Reported) -> bool {
        let Some(stated) = gold.section.as_deref().filter(|s| !self.anywhere && !OUTSIDE.contains(s)) else { return true };
        let whole = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        let reported = found.section.as_deref().unwrap_or_default();
        let twins = self.also.get(stated).copied().unwrap_or_default().iter().map(String::as_str);
        std::iter::once(stated).chain(twins).any(|place| place == reported || whole(place) == whole(reported))
    }
}

/// A stated attribute and what the record says of it.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) gold: String,
    pub(super) found: String,
}

impl Attribute {
    pub(super) fn is_right(&self) -> bool {
        self.gold == self.found
    }

    /// Few figures have a direction, a status or are a rate: those without are left out where both say so, since they
    /// would drown the others.
    pub(super) fn is_judged(&self) -> bool {
        let usual = |word: &str| ["none", "actual"].contains(&word);
        !["direction", "status", "per"].contains(&self.name) || !usual(&self.gold) || !usual(&self.found)
    }
}

/// What gold states of a figure, each beside the record's.
pub(super) fn attributes<'a>(gold: &'a GoldFigure, found: &'a Reported) -> impl Iterator<Item = Attribute> + 'a {
    let beside = |(name, value): (&&'static str, &Option<String>)| Attribute {
        name,
        gold: comparable(name, value.as_deref()),
        found: comparable(name, found.attribute(name)),
    };
    gold.attributes.iter().map(beside).filter(Attribute::is_judged)
}

fn comparable(name: &str, value: Option<&str>) -> String {
    let none = || "none".to_owned();
    match (name, value) {
        ("scope", Some("org")) => "organisation".to_owned(),
        ("approximation", None) => "exact".to_owned(),
        ("status", None) => "actual".to_owned(),
        ("period", period) => years(period).unwrap_or_else(none),
        ("per", Some(per)) => bare(per),
        (_, value) => value.map_or_else(none, str::to_owned),
    }
}

/// Does the span point at this very figure: its digits (or words) inside, and the words before or after it beside it.
pub(super) fn is_grounded(gold: &GoldFigure, found: &Reported, reading: &Reading) -> bool {
    let Some((start, end)) = found.span else { return false };
    if reading.text.is_empty() || !same_words(&gold.surface, &reading.slice(start, end)) {
        return false;
    }
    let around = bare(&reading.slice(start.saturating_sub(60), end.saturating_add(60)));
    let (before, after) = (tail(&bare(&gold.before), 8), head(&bare(&gold.after), 8));
    let long = |words: &String| words.chars().count() >= 4;
    let beside = |words: &String| long(words) && around.contains(words.as_str());
    beside(&before) || beside(&after) || !(long(&before) || long(&after))
}

fn same_words(surface: &str, slice: &str) -> bool {
    let (surface, inside) = (bare(surface), bare(slice));
    if inside.is_empty() || inside.chars().count() > surface.chars().count() + 40 {
        return false;
    }
    let wanted = digits(&surface);
    if wanted.is_empty() { inside.contains(&surface) || surface.contains(&inside) } else { digits(&inside) == wanted }
}

/// Why a figure was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    Section,
    Currency,
    Kind,
    Value,
    NotSeen,
}

impl Figures<'_> {
    /// What stands in the record instead of a missed figure, if anything does, and what is wrong with it.
    pub(super) fn instead(&self, missed: &GoldFigure, reading: &Reading) -> (Miss, Option<&Reported>) {
        if let Some((_, found)) = self.found.iter().find(|(g, r)| std::ptr::eq(*g, missed) && self.is_spare(r)) {
            let miss = if currency_fits(missed, found) { Miss::Section } else { Miss::Currency };
            return (miss, Some(found));
        }
        let there = self.invented.iter().find(|r| is_grounded(missed, r, reading));
        match there {
            Some(r) if r.kind != Some(missed.kind) => (Miss::Kind, Some(r)),
            Some(r) => (Miss::Value, Some(r)),
            None => (Miss::NotSeen, None),
        }
    }

    fn is_spare(&self, found: &Reported) -> bool {
        self.invented.iter().any(|r| std::ptr::eq(*r, found))
    }
}

/// "money/revenue": what figures are told apart by.
pub(super) fn measure_name(kind: Option<Kind>, measure: Option<&str>) -> String {
    format!("{}/{}", kind_name(kind), measure.unwrap_or("none"))
}

pub(super) fn kind_name(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Money) => "money",
        Some(Kind::Count) => "count",
        Some(Kind::Percent) => "percent",
        None => "unknown",
    }
}
