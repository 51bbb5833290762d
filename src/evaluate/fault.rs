//! What is wrong with a record, in words.

use super::figures::{Attribute, Miss, kind_name};
use super::gold::{Gold, GoldFigure};
use super::reading::{Reading, Reported};
use super::text::{fold, head, tail};
use serde::Serialize;
use std::collections::HashMap;

/// One thing that is wrong with one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The same from run to run, and unique within its file: what changed is told by it.
    pub key: String,
    /// What sort of mistake it is; mistakes are counted by it.
    pub cause: String,
    /// What gold says. Empty: nothing is there.
    pub gold: String,
    /// What the record says. Empty: nothing.
    pub found: String,
    /// The sentence it stands in. Empty where it stands in none.
    pub sentence: String,
}

/// The key of a file without a record.
pub(super) const NO_RECORD: &str = "no record";

/// The faults of one file, each with a key of its own.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
    keys: HashMap<String, usize>,
}

impl Faults {
    pub(super) fn add(&mut self, key: &str, cause: impl Into<String>, gold: impl Into<String>, found: impl Into<String>, sentence: String) {
        let times = self.keys.entry(key.to_owned()).or_default();
        *times += 1;
        let key = if *times == 1 { key.to_owned() } else { format!("{key}, again {times}") };
        self.list.push(Fault { key, cause: cause.into(), gold: gold.into(), found: found.into(), sentence });
    }

    pub(super) fn into_list(self) -> Vec<Fault> {
        self.list
    }

    pub(super) fn missed(&mut self, gold: &Gold, figure: &GoldFigure, (miss, instead): (Miss, Option<&Reported>), reading: &Reading) {
        let kind = kind_name(Some(figure.kind));
        let cause = match miss {
            Miss::Section => format!("{kind}: put into another section"),
            Miss::Currency => "money: currency misread".to_owned(),
            Miss::Kind => format!("{kind}: taken for {}", kind_name(instead.and_then(|r| r.kind))),
            Miss::Value => format!("{kind}: number misread"),
            Miss::NotSeen => format!("{kind}: not seen"),
        };
        let found = instead.map(describe_reported).unwrap_or_default();
        let sentence = instead.map_or_else(|| gold_sentence(gold, figure), |r| reported_sentence(r, reading));
        self.add(&format!("missed {}", name_of(figure)), cause, describe_gold(figure), found, sentence);
    }

    pub(super) fn invented(&mut self, figure: &Reported, reading: &Reading) {
        let kind = kind_name(figure.kind);
        let key = format!("invented {} {kind} {}", figure.section.as_deref().unwrap_or("none"), fold(&figure.surface));
        self.add(&key, format!("{kind}: invented"), "", describe_reported(figure), reported_sentence(figure, reading));
    }

    pub(super) fn mismatch(&mut self, gold: &GoldFigure, found: &Reported, attribute: &Attribute, reading: &Reading) {
        let Attribute { name, gold: want, found: got } = attribute;
        // Values of periods and rates are too many to tell mistakes apart by.
        let cause = match (*name, want.as_str(), got.as_str()) {
            ("period" | "per", "none", _) => format!("{name}: invented"),
            ("period" | "per", _, "none") => format!("{name}: not seen"),
            ("period" | "per", ..) => format!("{name}: misread"),
            ("measure", ..) => format!("{} measure: {want} read as {got}", kind_name(Some(gold.kind))),
            _ => format!("{name}: {want} read as {got}"),
        };
        let (gold_words, found_words) = (format!("{}: {name} {want}", fold(&gold.surface)), format!("{name} {got}"));
        self.add(&format!("{name} {}", name_of(gold)), cause, gold_words, found_words, reported_sentence(found, reading));
    }
}

/// Section, surface and occurrence: a gold figure's name from run to run.
pub(super) fn name_of(figure: &GoldFigure) -> String {
    let nth = if figure.nth > 1 { format!(" ({})", figure.nth) } else { String::new() };
    format!("{} {}{nth}", figure.section.as_deref().unwrap_or("none"), fold(&figure.surface))
}

fn describe_gold(figure: &GoldFigure) -> String {
    let currency = figure.currency.clone().flatten().map(|c| format!(" {c}")).unwrap_or_default();
    let section = figure.section.as_deref().unwrap_or("any section");
    format!("{} = {} {}{currency} in {section}", fold(&figure.surface), kind_name(Some(figure.kind)), figure.quantity)
}

fn describe_reported(figure: &Reported) -> String {
    let currency = figure.currency.as_ref().map(|c| format!(" {c}")).unwrap_or_default();
    let section = figure.section.as_deref().unwrap_or("no section");
    format!("{} = {} {}{currency} in {section} ({})", fold(&figure.surface), kind_name(figure.kind), figure.quantity, figure.rule)
}

fn reported_sentence(figure: &Reported, reading: &Reading) -> String {
    let span = figure.sentence.or(figure.span);
    span.map(|(start, end)| shortened(&fold(&reading.slice(start, end)))).unwrap_or_default()
}

/// The gold figure's sentence, from its section's text where gold has it, else the words beside it.
pub(super) fn gold_sentence(gold: &Gold, figure: &GoldFigure) -> String {
    let around = || format!("{}{}{}", figure.before, fold(&figure.surface), figure.after);
    let text = figure.section.as_deref().and_then(|id| gold.section_text(id)).unwrap_or_default();
    let Some(at) = figure.at.or_else(|| position(text, &fold(&figure.surface), figure.nth)) else { return around() };
    let chars: Vec<char> = text.chars().collect();
    let stop = |at: usize| matches!(chars.get(at), Some('.' | '!' | '?')) && chars.get(at + 1).is_none_or(|c| c.is_whitespace());
    let end = at + figure.surface.chars().count();
    if end > chars.len() {
        return around();
    }
    let start = (0..at).rev().find(|i| stop(*i)).map_or(0, |i| i + 2);
    let last = (end..chars.len()).find(|i| stop(*i)).map_or(chars.len(), |i| i + 1);
    // A table has no full stops: the words beside it tell more than the whole of it.
    if last.saturating_sub(start) > LONGEST { around() } else { chars.get(start..last).unwrap_or_default().iter().collect() }
}

/// Where the nth occurrence of some words begins, in characters.
fn position(text: &str, words: &str, nth: usize) -> Option<usize> {
    let (at, _) = text.match_indices(words).nth(nth.saturating_sub(1))?;
    text.get(..at).map(|before| before.chars().count())
}

const LONGEST: usize = 300;

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST { text.to_owned() } else { format!("{} … {}", head(text, LONGEST / 2), tail(text, LONGEST / 2)) }
}
