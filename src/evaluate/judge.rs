//! One file's record against its gold: everything counted, and everything that is wrong.

use super::checks::{judge_checks, judge_contradictions};
use super::fault::{Fault, Faults, NO_RECORD};
use super::fields::{judge_fields, judge_headline};
use super::figures::{self, Figures, attributes, currency_fits, is_grounded, kind_name, measure_name};
use super::gold::Gold;
use super::reading::Reading;
use super::scores::{Found, Tally};
use super::structure::{judge_rows, judge_sections};
use super::text::head;
use crate::record::Kind;
use std::collections::BTreeMap;

/// Figures by what they are, so that what is weak shows.
#[derive(Debug, Clone, Default)]
pub struct Breakdown {
    pub kinds: BTreeMap<String, Found>,
    /// By kind and measure; a figure with another measure than gold's is missed in one and invented in the other.
    pub measures: BTreeMap<String, Found>,
    pub sections: BTreeMap<String, Found>,
    /// By the rule that found them. What no rule found is in none.
    pub rules: BTreeMap<String, Found>,
}

/// How often a measure of gold was read as which, by kind.
pub type Confusion = BTreeMap<String, BTreeMap<(String, String), usize>>;

/// A file judged.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) tally: Tally,
    pub(super) breakdown: Breakdown,
    pub(super) confusion: Confusion,
    pub(super) faults: Vec<Fault>,
}

/// `reading` is none where there is no record: everything gold states is then missing.
pub(super) fn judge(gold: &Gold, reading: Option<&Reading>) -> Judged {
    let empty = Reading::default();
    let mut judge = Judge { gold, reading: reading.unwrap_or(&empty), judged: Judged::default(), faults: Faults::default() };
    judge.judged.tally.renderings = 1;
    let figures = figures::judge(gold, judge.reading);
    judge.figures(&figures);
    judge.attributes(&figures);
    judge.sections();
    judge.fields();
    judge.checks(&figures);
    if reading.is_none() {
        judge.faults = Faults::default();
        judge.faults.add(NO_RECORD, NO_RECORD, "", "", String::new());
    }
    Judged { faults: judge.faults.into_list(), ..judge.judged }
}

struct Judge<'a> {
    gold: &'a Gold,
    reading: &'a Reading,
    judged: Judged,
    faults: Faults,
}

impl Judge<'_> {
    fn figures(&mut self, figures: &Figures) {
        let tally = &mut self.judged.tally;
        tally.figures = Found { right: figures.right.len(), missed: figures.missed.len(), invented: figures.invented.len() };
        if figures.gold > 0 {
            let found = tally.rates.entry("figure_found").or_default();
            (found.hits, found.of) = (figures.found.len(), figures.gold);
        }
        tally.confident.extend(figures.right.iter().map(|(_, r)| (r.confidence, true)));
        tally.confident.extend(figures.invented.iter().map(|r| (r.confidence, false)));
        self.break_down(figures);
        let mut told = Vec::new();
        for missed in &figures.missed {
            let (miss, instead) = figures.instead(missed, self.reading);
            told.extend(instead.map(|r| r.id.as_str()));
            self.faults.missed(self.gold, missed, (miss, instead), self.reading);
        }
        for invented in figures.invented.iter().filter(|r| !told.contains(&r.id.as_str())) {
            self.faults.invented(invented, self.reading);
        }
    }

    fn break_down(&mut self, figures: &Figures) {
        let Breakdown { kinds, measures, sections, rules } = &mut self.judged.breakdown;
        let of = |map: &mut BTreeMap<String, Found>, name: &str, add: Found| *map.entry(name.to_owned()).or_default() += add;
        let (right, missed) = (Found { right: 1, ..Found::default() }, Found { missed: 1, ..Found::default() });
        let invented = Found { invented: 1, ..Found::default() };
        // Sections of a document that follows no template are its own, and tell nothing of the next one's.
        let stray = self.gold.is_stray();
        let none = |section: Option<&str>| if stray { "(no template)" } else { section.unwrap_or("none") }.to_owned();
        for (g, r) in &figures.right {
            of(kinds, kind_name(Some(g.kind)), right);
            of(sections, &none(g.section.as_deref()), right);
            of(rules, &r.rule, right);
            let (want, got) = (measure_name(Some(g.kind), g.attribute("measure")), measure_name(r.kind, r.attribute("measure")));
            if want == got || !g.attributes.contains_key("measure") {
                of(measures, &got, right);
            } else {
                of(measures, &want, missed);
                of(measures, &got, invented);
            }
        }
        for g in &figures.missed {
            of(kinds, kind_name(Some(g.kind)), missed);
            of(sections, &none(g.section.as_deref()), missed);
            of(measures, &measure_name(Some(g.kind), g.attribute("measure")), missed);
        }
        for r in &figures.invented {
            of(kinds, kind_name(r.kind), invented);
            of(sections, &none(r.section.as_deref()), invented);
            of(measures, &measure_name(r.kind, r.attribute("measure")), invented);
            of(rules, &r.rule, invented);
        }
    }

    fn attributes(&mut self, figures: &Figures) {
        for (g, r) in figures.found.iter().filter(|(g, _)| g.kind == Kind::Money && g.currency.is_some()) {
            self.judged.tally.count("currency", currency_fits(g, r));
        }
        for (g, r) in &figures.right {
            let grounded = is_grounded(g, r, self.reading);
            self.judged.tally.count("grounded", grounded);
            if !grounded {
                let slice = r.span.map(|(start, end)| self.reading.slice(start, end)).unwrap_or_default();
                let key = format!("grounded {}", super::fault::name_of(g));
                self.faults.add(&key, "span: points elsewhere", &g.surface, slice, super::fault::gold_sentence(self.gold, g));
            }
            for attribute in attributes(g, r) {
                self.judged.tally.count(attribute.name, attribute.is_right());
                if attribute.name == "measure" {
                    let pair = (attribute.gold.clone(), attribute.found.clone());
                    *self.judged.confusion.entry(kind_name(Some(g.kind)).to_owned()).or_default().entry(pair).or_default() += 1;
                }
                if !attribute.is_right() {
                    self.faults.mismatch(g, r, &attribute, self.reading);
                }
            }
        }
    }

    fn sections(&mut self) {
        for section in judge_sections(self.gold, self.reading) {
            self.judged.tally.section_f1 += section.text_f1;
            self.judged.tally.sections += 1;
            if let Some(right) = section.edges {
                self.judged.tally.count("section_edges", right);
            }
            let fault = section.fault.or((section.edges == Some(false)).then_some("begins or ends elsewhere"));
            if let Some(what) = fault {
                let found = format!("text F1 {:.3}", section.text_f1);
                self.faults.add(&format!("section {}", section.id), format!("section: {what}"), &section.id, found, String::new());
            }
        }
        for (row, right) in judge_rows(self.gold, self.reading) {
            self.judged.tally.count("table_rows", right);
            if !right {
                let row = row.join(" | ");
                self.faults.add(&format!("row {}", head(&row, 60)), "table: row not as in the document", row, "", String::new());
            }
        }
    }

    fn fields(&mut self) {
        for field in judge_fields(self.gold, self.reading) {
            self.judged.tally.count(field.name, field.is_right());
            if !field.is_right() {
                let how = if field.found.is_empty() { "not seen" } else { "wrong" };
                self.faults.add(field.name, format!("{}: {how}", field.name), &field.gold, &field.found, String::new());
            }
        }
        for place in judge_headline(self.gold, self.reading) {
            if place.gold.is_some() {
                self.judged.tally.count("headline", place.fits);
            }
            self.judged.tally.count("headline_wrong", place.is_wrong());
            let how = match (&place.gold, &place.found) {
                (Some(_), None) => "left empty",
                (Some(_), Some(_)) => "another figure",
                (None, _) => "filled where the text gives none",
            };
            if place.is_wrong() || place.gold.is_some() && !place.fits {
                let key = format!("headline {}", place.name);
                let (gold, found) = (place.gold.unwrap_or_default(), place.found.unwrap_or_default());
                self.faults.add(&key, format!("{key}: {how}"), gold, found, String::new());
            }
        }
    }

    fn checks(&mut self, figures: &Figures) {
        for (what, found) in judge_contradictions(self.gold, figures, self.reading) {
            self.judged.tally.count("contradictions", found);
            if !found {
                self.faults.add(&format!("contradiction {what}"), "contradiction: not seen", what, "", String::new());
            }
        }
        let Some(checks) = judge_checks(self.gold, figures, self.reading) else { return };
        for check in checks.known {
            self.judged.tally.count("checks_found", check.found.is_some());
            for (name, rate) in [("verdict", "checks_verdict"), ("difference", "checks_difference")] {
                if let Some(found) = check.found.as_ref().filter(|found| found.states(name)) {
                    self.judged.tally.count(rate, !found.wrong.contains(&name));
                }
            }
            let cause = match &check.found {
                None => "check: not seen".to_owned(),
                Some(found) if found.wrong.is_empty() => continue,
                Some(found) => format!("check: {} wrong", found.wrong.join(" and ")),
            };
            let found = check.found.map(|f| f.words).unwrap_or_default();
            self.faults.add(&format!("check {}", check.what), cause, check.words, found, String::new());
        }
        for (what, known) in checks.doubts {
            self.judged.tally.count("checks_right", known);
            if !known {
                self.faults.add(&format!("invented check {what}"), "check: invented", "", what, String::new());
            }
        }
    }
}

impl std::ops::AddAssign<&Breakdown> for Breakdown {
    fn add_assign(&mut self, other: &Self) {
        let add = |mine: &mut BTreeMap<String, Found>, theirs: &BTreeMap<String, Found>| {
            for (name, found) in theirs {
                *mine.entry(name.clone()).or_default() += *found;
            }
        };
        add(&mut self.kinds, &other.kinds);
        add(&mut self.measures, &other.measures);
        add(&mut self.sections, &other.sections);
        add(&mut self.rules, &other.rules);
    }
}
