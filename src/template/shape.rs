//! A form's shape, whatever its headings say: numbered headings in order, parts where the form has parts, its table,
//! and who writes above them. An author who renames everything keeps it.

use super::candidate::{Candidate, UNLIKE};
use super::cues::Cues;
use super::form::Template;
use super::likeness::{Likeness, Matcher};
use super::look::{Line, Look, ends_in_page_number, look};
use super::numbering::Kind;
use super::people;
use crate::document::{BlockKind, Document};
use std::collections::HashMap;

/// The document's numbered headings, one a numbered section of the form.
pub struct Shape {
    /// Line and unit, in order.
    pub spine: Vec<(usize, usize)>,
    /// What speaks for this form among those of as many sections.
    points: f64,
    /// Headings that name another section.
    against: usize,
    /// The form's parts are where it has them; elsewhere, an author has moved its sections, or it is another document.
    parts: bool,
}

/// Longer lines, in words, are no headings.
const LONGEST: usize = 24;
/// A form of fewer numbered sections has no shape of its own.
const FEWEST: usize = 5;
/// What must speak for the form: its parts, and about two things more.
const ENOUGH: f64 = 3.0;
/// Lines above the first number; a document with more has chapters before it.
const LONGEST_FRONT: usize = 14;
/// From here on, a heading's words say which section it is.
const TOLD: f64 = 0.7;
/// What a heading must gain that only its number tells.
const GAIN: f64 = 2.6;

impl Shape {
    /// The numbered headings of a document, if they are as many as the form's.
    pub fn of(document: &Document, lines: &[Line], matcher: &Matcher) -> Option<Self> {
        let template = matcher.template;
        let numbered: Vec<usize> = numbered(template)?;
        let places = spine(lines, numbered.len())?;
        let spine: Vec<(usize, usize)> =
            places.into_iter().map(|(line, number)| Some((line, *numbered.get(number - 1)?))).collect::<Option<_>>()?;
        let read = Reading { document, lines, matcher, spine: &spine };
        let (agree, against) = read.words();
        let (parts, table) = (read.parts(), read.table());
        let points = agree.min(2.0) + f64::from(u8::from(parts)) + f64::from(u8::from(table)) + f64::from(u8::from(read.front()));
        Some(Self { spine, points, against, parts })
    }

    /// Whether the document answers this form, even if no heading's words say so.
    pub fn holds(&self) -> bool {
        self.agrees() && self.points >= ENOUGH
    }

    /// Nothing speaks against its numbers being the form's.
    pub fn agrees(&self) -> bool {
        self.against == 0 && self.parts
    }

    /// Whether headings told by their words stand elsewhere than the numbers say: an author moved and renumbered sections.
    pub fn moved(&self, chosen: &[Candidate], template: &Template) -> bool {
        let section = |unit: usize| template.units.get(unit).and_then(|u| u.parent).unwrap_or(unit);
        let told = chosen.iter().filter(|c| c.likeness.score >= TOLD);
        told.into_iter().any(|c| {
            let at = self.spine.iter().rev().find(|(line, _)| *line <= c.first);
            let here = at.map(|(_, unit)| *unit);
            let numbered = self.spine.iter().any(|(_, unit)| *unit == section(c.unit));
            (numbered && here != Some(section(c.unit))) || (!numbered && at.is_some_and(|(line, _)| *line == c.first))
        })
    }

    /// How far beyond the least that counts, from 0 to 1.
    pub fn surplus(&self) -> f64 {
        ((self.points - ENOUGH) / 2.0).clamp(0.0, 1.0)
    }

    /// Makes the numbered headings those of the form's sections, if their words name none.
    pub fn claim(&self, candidates: &mut Vec<Candidate>, lines: &[Line], matcher: &Matcher) {
        for (at, unit) in &self.spine {
            let Some(line) = lines.get(*at) else { continue };
            if candidates.iter().any(|c| c.first == *at && c.unit == *unit && c.likeness.score >= UNLIKE && c.gain >= GAIN) {
                continue;
            }
            let own = likeness(matcher, line, *unit).map_or(0.0, |l| l.score);
            candidates.retain(|c| c.first != *at);
            let likeness = Likeness { score: if own >= UNLIKE { own } else { 0.0 }, generic: true, printed: false };
            let look = look(line, line.text, false);
            candidates.push(Candidate { first: *at, last: *at, end: line.text.len(), unit: *unit, also: None, likeness, gain: GAIN, look });
        }
    }
}

fn likeness(matcher: &Matcher, line: &Line, unit: usize) -> Option<Likeness> {
    matcher.headings(line.text.get(line.number_end..)?).get(unit).copied().flatten()
}

/// The form's numbered sections, if they count from 1 without a gap.
fn numbered(template: &Template) -> Option<Vec<usize>> {
    let all: Vec<(usize, u32)> =
        template.units.iter().enumerate().filter(|(_, u)| u.parent.is_none()).filter_map(|(i, u)| Some((i, u.number?))).collect();
    let counts = all.iter().zip(1..).all(|((_, number), n)| *number == n);
    (counts && all.len() >= FEWEST).then(|| all.into_iter().map(|(i, _)| i).collect())
}

/// Level, bold, large, in a cell, roman: what numbered lines have in common.
type LookOfNumber = (Option<u8>, bool, bool, bool, u8);

/// Lines that look alike and are numbered 1, 2, 3 … up to `most` and no further.
fn spine(lines: &[Line], most: usize) -> Option<Vec<(usize, usize)>> {
    let mut series: HashMap<LookOfNumber, Vec<(usize, usize)>> = HashMap::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, l)| l.body() && l.words <= LONGEST && !ends_in_page_number(l.text)) {
        let Some(numbering) = line.numbering.as_ref().filter(|n| !n.deep && n.kind != Kind::Letter) else { continue };
        let [number] = numbering.numbers.as_slice() else { continue };
        let own: Look = look(line, line.text, false);
        let key = (own.level, own.bold, own.large, own.cell, u8::from(numbering.kind == Kind::Roman));
        series.entry(key).or_default().push((i, usize::try_from(*number).ok()?));
    }
    let whole = |all: &Vec<(usize, usize)>| all.len() == most && all.iter().zip(1..).all(|((_, number), n)| *number == n);
    let text_between = |all: &Vec<(usize, usize)>| {
        let ends = all.iter().skip(1).map(|(i, _)| *i).chain([lines.len()]);
        all.iter().zip(ends).all(|((from, _), to)| lines.get(from + 1..to).unwrap_or_default().iter().any(|l| l.body() && l.words > 3))
    };
    let mut found = series.into_values().filter(|all| whole(all) && text_between(all));
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

struct Reading<'a> {
    document: &'a Document,
    lines: &'a [Line<'a>],
    matcher: &'a Matcher<'a>,
    spine: &'a [(usize, usize)],
}

impl Reading<'_> {
    /// How much the headings' words, however few, name the sections their numbers say, and how many name another.
    fn words(&self) -> (f64, usize) {
        let (mut agree, mut against) = (0.0, 0);
        for (at, unit) in self.spine {
            let Some(line) = self.lines.get(*at) else { continue };
            let all = self.matcher.headings(line.text.get(line.number_end..).unwrap_or_default());
            let own = all.get(*unit).copied().flatten();
            let own_score = own.map_or(0.0, |l| l.score);
            let other = all.iter().enumerate().filter(|(u, _)| u != unit).filter_map(|(_, l)| *l).map(|l| l.score).fold(0.0, f64::max);
            if own_score >= UNLIKE {
                agree += own_score * if own.is_some_and(|l| l.generic) { 0.4 } else { 1.0 };
            }
            against += usize::from(other >= 0.8 && own_score < UNLIKE);
        }
        (agree, against)
    }

    /// The lines of each numbered section.
    fn stretches(&self) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
        let ends = self.spine.iter().skip(1).map(|(i, _)| *i).chain([self.lines.len()]);
        self.spine.iter().zip(ends).map(|((at, unit), end)| (*unit, at + 1..end))
    }

    /// As many sub-headings as the form has parts, in the section that has them, and nowhere else.
    fn parts(&self) -> bool {
        let parts = |unit: usize| self.matcher.template.units.iter().filter(|u| u.parent == Some(unit)).count();
        let mut any = false;
        self.stretches().all(|(unit, range)| {
            any |= parts(unit) > 0;
            self.sub_headings(range) == parts(unit)
        }) && any
    }

    /// Short lines set like headings, or numbered within the section; in plain text, those that stand alone.
    fn sub_headings(&self, range: std::ops::Range<usize>) -> usize {
        let body: Vec<&Line> = self.lines.get(range).unwrap_or_default().iter().filter(|l| l.body()).collect();
        let heading = |line: &Line, next: Option<&&Line>| {
            let text = line.text.trim_end();
            let alone = line.words <= 10 && !line.bullet && !text.ends_with(['.', ',', ';', '!', ':']) && line.leaf.cell.is_none();
            let follows = next.is_some_and(|n| n.words > 10 || n.leaf.cell.is_some());
            alone && follows
        };
        body.iter().enumerate().filter(|(i, line)| heading(line, body.get(i + 1))).count()
    }

    /// A table as wide as the one a section asks for, headed by words, stands in that section.
    fn table(&self) -> bool {
        let tables = self.document.tables();
        self.stretches().any(|(unit, range)| {
            let columns = self.matcher.template.units.get(unit).map_or(&[][..], |u| u.columns.as_slice());
            let cells = self.lines.get(range).unwrap_or_default().iter().filter_map(|l| l.leaf.cell);
            let mut numbers: Vec<usize> = cells.map(|c| c.table).collect();
            numbers.dedup();
            numbers.iter().filter_map(|n| tables.get(*n)).any(|block| {
                let BlockKind::Table(table) = &block.kind else { return false };
                let texts = |head: bool| table.cells.iter().filter(move |c| (c.row == 0) == head).map(|c| self.document.slice(c.span));
                let words = |t: &str| t.split_whitespace().count();
                columns.iter().any(|c| c.len() == table.cols)
                    && table.rows >= 2
                    && texts(true).all(|t| (1..=5).contains(&words(t)) && !t.contains(|c: char| c.is_ascii_digit()))
                    && texts(false).filter(|t| words(t) >= 3).count() * 2 > texts(false).count()
            })
        })
    }

    /// Above the first number, a few lines, and in them who wrote it.
    fn front(&self) -> bool {
        let first = self.spine.first().map_or(0, |(at, _)| *at);
        let lines: Vec<&Line> = self.lines.get(..first).unwrap_or_default().iter().filter(|l| l.body()).collect();
        let stretches: Vec<people::Stretch> = lines.iter().map(|l| people::Stretch { text: l.text, start: l.span().start }).collect();
        let known = |a: &super::Author| a.role.is_some();
        lines.len() <= LONGEST_FRONT && people::people(&stretches, self.cues(), &|_| 0).iter().any(known)
    }

    fn cues(&self) -> &Cues {
        self.matcher.cues
    }
}
