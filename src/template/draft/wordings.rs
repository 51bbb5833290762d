//! Other wordings of a drafted heading, as far as they are known: the heading without its tail, and what the known
//! templates have for the same heading.

use super::outline::DraftUnit;
use crate::template::Templates;
use crate::template::cues::Cues;
use crate::template::form::{Holds, Template, Unit};
use crate::template::words::{alike, tokens, words};
use std::collections::HashSet;

/// Adds wordings to drafted units.
pub fn take_over(units: &mut [DraftUnit], language: &str, templates: &Templates) {
    let mut used: HashSet<(usize, usize)> = HashSet::new();
    for exact in [true, false] {
        for unit in units.iter_mut().filter(|u| u.source.is_none()) {
            let Some((t, u, source)) = find(unit, exact, &used, templates) else { continue };
            used.insert((t, u));
            if exact {
                adopt(unit, source, language);
                unit.source = templates.templates.get(t).map(|t| t.id.clone());
            } else {
                // A heading any document may have: only its translations.
                unit.wordings.generic.clone_from(&source.wordings.generic);
                unit.holds = source.holds;
            }
        }
    }
    for holds in [Holds::Title, Holds::Authors] {
        units.iter_mut().filter(|u| u.holds == Some(holds)).skip(1).for_each(|u| u.holds = None);
    }
    shorten(units, language, &templates.cues);
}

/// The known section or part with this heading: as one of its own wordings, or as one that any document may have.
fn find<'t>(unit: &DraftUnit, exact: bool, used: &HashSet<(usize, usize)>, templates: &'t Templates) -> Option<(usize, usize, &'t Unit)> {
    let heading = words(&unit.heading);
    let all = || {
        templates
            .templates
            .iter()
            .enumerate()
            .flat_map(|(t, template)| template.units.iter().enumerate().map(move |(u, x)| (t, u, template, x)))
    };
    let free = all().filter(|(t, u, _, x)| !used.contains(&(*t, *u)) && x.parent.is_some() == unit.part);
    let says = |x: &Unit| {
        let own = x.wordings.names.values().flatten();
        let generic = x.wordings.generic.values().flatten();
        if exact {
            let printed = same(&words(&x.heading), &heading) && !generic.clone().any(|n| words(n) == heading);
            if printed { 2 } else { usize::from(own.into_iter().any(|n| same(&words(n), &heading))) }
        } else {
            let known = |text: &[String]| generic.clone().any(|n| words(n) == text) || words(&x.heading) == text;
            if known(&heading) { 2 } else { usize::from(openings(&unit.heading, &templates.cues).iter().any(|o| known(&words(o)))) }
        }
    };
    let best = free.map(|(t, u, _, x): (usize, usize, &Template, &Unit)| (says(x), t, u, x)).filter(|(score, ..)| *score > 0);
    // The first of equals, for the same draft every time.
    best.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, t, u, x)| (t, u, x))
}

/// The same words in the same order; "affiliation" is "affiliations", "organizational" is "organisational".
fn same(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| alike(x, y) > 0.8)
}

fn adopt(unit: &mut DraftUnit, source: &Unit, language: &str) {
    unit.holds = source.holds;
    unit.wordings.names.clone_from(&source.wordings.names);
    unit.wordings.generic.clone_from(&source.wordings.generic);
    let known: HashSet<String> = source.wordings.guidance.get(language).into_iter().flatten().flat_map(|g| words(g)).collect();
    let own: Vec<String> = unit.guidance.iter().flat_map(|g| words(g)).collect();
    let shared = own.iter().filter(|w| known.contains(*w)).count();
    if !own.is_empty() && shared * 10 >= own.len() * 8 {
        unit.wordings.guidance =
            source.wordings.guidance.iter().filter(|(l, _)| *l != language).map(|(l, g)| (l.clone(), g.clone())).collect();
    }
    for (own, known) in unit.tables.iter().zip(&source.wordings.tables) {
        let same = known.get(language).is_some_and(|k| words(&k.join(" ")) == words(&own.join(" ")));
        unit.wordings.tables.push(if same { known.clone() } else { std::collections::BTreeMap::default() });
    }
}

/// Authors leave the tail of a long heading away: what stands before its colon or bracket, or before a small word in it
/// ("Summary" of "Summary of the project"), names the section too, if it names no other.
fn shorten(units: &mut [DraftUnit], language: &str, cues: &Cues) {
    let all: Vec<Vec<String>> = units.iter().map(|u| openings(&u.heading, cues)).collect();
    let elsewhere = |nth: usize, short: &str| {
        let same = |other: &str| words(other) == words(short);
        all.iter().enumerate().any(|(i, list)| i != nth && list.iter().any(|o| same(o)))
            || units.iter().enumerate().any(|(i, u)| i != nth && same(&u.heading))
    };
    let own: Vec<Vec<String>> =
        all.iter().enumerate().map(|(i, list)| list.iter().filter(|short| !elsewhere(i, short)).cloned().collect()).collect();
    for (unit, shorts) in units.iter_mut().zip(own) {
        for short in shorts {
            let telling = words(&short).iter().filter(|w| !cues.small.contains(*w)).count();
            let list = if telling == 1 { &mut unit.wordings.generic } else { &mut unit.wordings.names };
            let list = list.entry(language.to_owned()).or_default();
            if !list.iter().any(|known| words(known) == words(&short)) {
                list.push(short);
            }
        }
    }
}

/// The shorter forms of a heading, none of a question: it is one whole.
fn openings(heading: &str, cues: &Cues) -> Vec<String> {
    let mut ends: Vec<usize> = heading.find([':', '(', '–', '—', '/']).into_iter().collect();
    if !heading.trim_end().ends_with('?') {
        let before = ends.first().copied().unwrap_or(heading.len());
        let small = tokens(heading).into_iter().filter(|t| t.at.start < before && cues.small.contains(&t.word));
        ends.extend(small.map(|t| t.at.start));
    }
    let mut out: Vec<String> = Vec::new();
    for end in ends {
        let short = heading.get(..end).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
        let last_is_small = tokens(short).last().is_some_and(|t| cues.small.contains(&t.word));
        let says = tokens(short).iter().any(|t| !cues.small.contains(&t.word) && t.word.chars().count() > 2);
        if says && !last_is_small && !out.iter().any(|o| o == short) {
            out.push(short.to_owned());
        }
    }
    out
}
