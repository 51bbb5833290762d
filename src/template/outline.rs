//! From the chosen headings to sections and pieces: every leaf's text gets a role and a place.

use super::candidate::Candidate;
use super::cues::Cues;
use super::form::Template;
use super::guidance::{Guide, Position};
use super::look::{Line, look, standing, styled};
use super::words::{tokens, words};
use super::{Piece, Role, Section};
use crate::document::{CellRef, Flow, Span};
use crate::flag::{Flag, FlagCode};
use std::collections::HashMap;

/// A document's sections and pieces as they come about.
pub struct Outline {
    pub sections: Vec<Section>,
    pub pieces: Vec<Piece>,
}

/// Builds the outline of a document that follows a template.
pub fn outline(lines: &[Line], chosen: &[Candidate], template: &Template, guide: &Guide, cues: &Cues) -> Outline {
    let starts: HashMap<usize, &Candidate> = chosen.iter().map(|c| (c.first, c)).collect();
    let end = chosen.last().map_or(0, |c| c.last + 1);
    let after = after_matter(lines, end, cues);
    let displaced = displaced(chosen, template);
    let mut walk = Walk {
        outline: Outline { sections: Vec::new(), pieces: Vec::new() },
        units: Vec::new(),
        template,
        guide,
        current: None,
        opens: false,
        columns: columns(lines, chosen),
    };
    let mut open: Option<&Candidate> = None;
    for (i, line) in lines.iter().enumerate() {
        if !line.body() {
            walk.outside(line);
            continue;
        }
        if after.contains(&i) {
            walk.open_other(line);
            continue;
        }
        if let Some(candidate) = starts.get(&i) {
            walk.open(candidate, lines, displaced.contains(&candidate.unit));
            open = Some(candidate);
        }
        match open {
            Some(c) if i < c.last => walk.heading(line, line.text.len()),
            Some(c) if i == c.last => {
                walk.heading(line, c.end);
                walk.content(line, c.end);
            }
            _ => {
                walk.enter_column(line);
                walk.content(line, 0);
            }
        }
    }
    walk.outline
}

struct Walk<'a> {
    outline: Outline,
    /// The unit of each section, None outside the template.
    units: Vec<Option<usize>>,
    template: &'a Template,
    guide: &'a Guide<'a>,
    current: Option<usize>,
    /// Nothing of the author's has come since the heading.
    opens: bool,
    /// Columns headed by a section each: table and column → the heading's row and unit.
    columns: HashMap<(usize, usize), (usize, usize)>,
}

/// The columns of forms that print headings in one row and take answers in the next.
fn columns(lines: &[Line], chosen: &[Candidate]) -> HashMap<(usize, usize), (usize, usize)> {
    let cells = || chosen.iter().filter(|c| !c.look.run_in).filter_map(|c| Some((lines.get(c.first)?.leaf.cell?, c.unit)));
    let beside = |cell: &CellRef| cells().any(|(other, _)| other.table == cell.table && other.row == cell.row && other.col != cell.col);
    let headed = cells().filter(|(cell, _)| beside(cell)).collect::<Vec<_>>();
    // Prompt and answer side by side in one row: no columns.
    let answered = |cell: &CellRef| {
        lines.iter().any(|l| {
            l.body()
                && l.leaf.cell.is_some_and(|c| c.table == cell.table && c.row == cell.row)
                && !headed.iter().any(|(h, _)| Some(*h) == l.leaf.cell)
        })
    };
    headed.iter().filter(|(cell, _)| !answered(cell)).map(|(cell, unit)| ((cell.table, cell.col), (cell.row, *unit))).collect()
}

impl Walk<'_> {
    /// An answer under its heading's column belongs to that section, whichever was opened last.
    fn enter_column(&mut self, line: &Line) {
        let headed = line.leaf.cell.and_then(|c| self.columns.get(&(c.table, c.col)).filter(|(row, _)| *row < c.row));
        let section = headed.and_then(|(_, unit)| self.units.iter().position(|u| *u == Some(*unit)));
        if section.is_some() {
            self.current = section;
        }
    }

    fn push(&mut self, section: Section, unit: Option<usize>) {
        self.outline.sections.push(section);
        self.units.push(unit);
        self.current = Some(self.outline.sections.len() - 1);
        self.opens = true;
    }

    fn open(&mut self, c: &Candidate, lines: &[Line], displaced: bool) {
        let Some(unit) = self.template.units.get(c.unit) else { return };
        let part_of = unit.parent.map(|p| self.parent(p));
        let (Some(first), Some(last)) = (lines.get(c.first), lines.get(c.last)) else { return };
        let start = first.leaf.block.marker.map_or(first.span().start, |m| m.start);
        let heading = (c.end > 0).then(|| Span::new(start, last.span().start + c.end));
        let mut flags = Vec::new();
        if heading.is_none() || c.likeness.score < 0.5 {
            flags.push(flag(FlagCode::HeadingInferred, heading));
        } else if !(c.likeness.printed && c.likeness.score > 0.97) {
            flags.push(flag(FlagCode::HeadingRenamed, heading).because(unit.heading.clone()));
        }
        let also: Vec<String> = c.also.and_then(|a| self.template.units.get(a)).map(|u| u.id.clone()).into_iter().collect();
        if let Some(other) = also.first() {
            flags.retain(|f| f.code != FlagCode::HeadingRenamed);
            flags.push(flag(FlagCode::SectionsMerged, heading).because(format!("{} and {other}", unit.id)));
        }
        if displaced {
            flags.push(flag(FlagCode::OrderChanged, heading));
        }
        let confidence = confidence(c.gain);
        self.push(Section { id: unit.id.clone(), part_of, also, heading, confidence, flags }, Some(c.unit));
    }

    /// The section a part belongs to; one without a heading if its own heading is missing.
    fn parent(&mut self, parent: usize) -> usize {
        if let Some(known) = self.units.iter().position(|u| *u == Some(parent)) {
            return known;
        }
        let id = self.template.units.get(parent).map_or_else(String::new, |u| u.id.clone());
        let flags = vec![Flag::new(FlagCode::HeadingInferred)];
        self.push(Section { id, part_of: None, also: Vec::new(), heading: None, confidence: 0.6, flags }, Some(parent));
        self.outline.sections.len() - 1
    }

    fn open_other(&mut self, line: &Line) {
        self.push(matter("other", Some(whole(line))), None);
        self.heading(line, line.text.len());
    }

    fn heading(&mut self, line: &Line, end: usize) {
        if end == 0 {
            return;
        }
        let start = line.leaf.block.marker.map_or(line.span().start, |m| m.start);
        self.piece(Span::new(start, line.span().start + end), Role::Heading, line);
    }

    /// Notes and running matter.
    fn outside(&mut self, line: &Line) {
        let role = match line.leaf.block.flow {
            Flow::Note => Role::Note,
            Flow::Running => Role::Running,
            Flow::Body => return self.piece(line.span(), Role::Content, line),
        };
        self.outline.pieces.push(Piece { span: line.span(), role, section: None, cell: line.leaf.cell });
    }

    /// The text of a line from byte `from` on, with guidance cut out.
    fn content(&mut self, line: &Line, from: usize) {
        let Some(text) = line.text.get(from..) else { return };
        let base = line.span().start + from;
        if !text.contains(|c: char| !c.is_whitespace()) {
            return;
        }
        if self.current.is_none() {
            self.push(matter("front", None), None);
        }
        let unit = self.current.and_then(|s| self.units.get(s).copied().flatten());
        let position = Position { opens: self.opens, set_off: line.leaf.block.style.italic };
        let guidance = unit.map_or_else(Vec::new, |u| self.guide.find(text, u, position));
        let mut at = 0;
        for range in &guidance {
            self.trimmed(text, base, at..range.start, Role::Content, line);
            self.trimmed(text, base, range.clone(), Role::Guidance, line);
            at = range.end;
        }
        self.trimmed(text, base, at..text.len(), Role::Content, line);
    }

    fn trimmed(&mut self, text: &str, base: usize, range: std::ops::Range<usize>, role: Role, line: &Line) {
        let Some(part) = text.get(range.clone()) else { return };
        let start = range.end - part.trim_start().len();
        let end = start + part.trim().len();
        if start >= end {
            return;
        }
        let span = Span::new(base + start, base + end);
        if role == Role::Content && part.contains(char::is_alphanumeric) {
            self.opens = false;
        }
        if role == Role::Guidance
            && let Some(section) = self.current.and_then(|s| self.outline.sections.get_mut(s))
        {
            section.flags.push(Flag::new(FlagCode::GuidanceLeftIn).at(span));
        }
        self.piece(span, role, line);
    }

    fn piece(&mut self, span: Span, role: Role, line: &Line) {
        if !span.is_empty() {
            self.outline.pieces.push(Piece { span, role, section: self.current, cell: line.leaf.cell });
        }
    }
}

fn flag(code: FlagCode, at: Option<Span>) -> Flag {
    let flag = Flag::new(code);
    match at {
        Some(span) => flag.at(span),
        None => flag,
    }
}

/// Evidence as a probability.
fn confidence(gain: f64) -> f64 {
    1.0 / (1.0 + (-1.1 * (gain - 0.2)).exp())
}

/// Matter outside the template.
fn matter(id: &str, heading: Option<Span>) -> Section {
    Section { id: id.to_owned(), part_of: None, also: Vec::new(), heading, confidence: 0.8, flags: Vec::new() }
}

fn whole(line: &Line) -> Span {
    Span::new(line.leaf.block.marker.map_or(line.span().start, |m| m.start), line.span().end)
}

/// Sections that must move for the rest to stand in the template's order.
fn displaced(chosen: &[Candidate], template: &Template) -> Vec<usize> {
    let order: Vec<usize> = chosen.iter().map(|c| c.unit).filter(|u| template.units.get(*u).is_some_and(|u| u.parent.is_none())).collect();
    // The longest ascending run that may skip: best[i] is the longest ending at i.
    let mut best: Vec<Vec<usize>> = Vec::new();
    for (i, unit) in order.iter().enumerate() {
        let mut run =
            order.iter().zip(&best).take(i).filter(|(u, _)| *u < unit).map(|(_, b)| b).max_by_key(|b| b.len()).cloned().unwrap_or_default();
        run.push(*unit);
        best.push(run);
    }
    let longest = best.into_iter().max_by_key(Vec::len).unwrap_or_default();
    order.into_iter().filter(|u| !longest.contains(u)).collect()
}

/// Lines behind the last section's heading that open an annex or references.
fn after_matter(lines: &[Line], from: usize, cues: &Cues) -> Vec<usize> {
    let styled = styled(lines);
    let opens = |line: &Line| {
        let text = line.text.get(line.number_end..).unwrap_or_default();
        let all = words(text);
        let exact = cues.after_matter.contains(&all);
        let numbered = cues.after_matter.iter().any(|m| {
            let rest = tokens(text);
            all.starts_with(m)
                && rest.get(m.len()).is_some_and(|t| t.word.chars().count() <= 2)
                && text
                    .get(rest.get(m.len()).map_or(0, |t| t.at.end)..)
                    .is_some_and(|t| t.trim_start().starts_with([':', '.', '–', '-', '—']) || t.trim().is_empty())
        });
        let look = look(line, line.text, false);
        (exact || numbered) && line.words <= 14 && line.leaf.cell.is_none() && standing(line, look, line.text, styled) > -0.4
    };
    lines.iter().enumerate().skip(from).filter(|(_, l)| l.body() && opens(l)).map(|(i, _)| i).collect()
}

/// The outline of a document without a template: its own headings, as far as they are certain.
pub fn stray(lines: &[Line]) -> Outline {
    let mut outline = Outline { sections: Vec::new(), pieces: Vec::new() };
    for line in lines {
        let (role, section) = match line.leaf.block.flow {
            Flow::Note => (Role::Note, None),
            Flow::Running => (Role::Running, None),
            Flow::Body => {
                let heading = line.leaf.block.style.heading_level.is_some() && line.body() && line.words <= 30;
                if heading || outline.sections.is_empty() {
                    outline.sections.push(matter("other", heading.then(|| whole(line))));
                }
                (if heading { Role::Heading } else { Role::Content }, Some(outline.sections.len() - 1))
            }
        };
        let span = if role == Role::Heading { whole(line) } else { line.span() };
        if !span.is_empty() {
            outline.pieces.push(Piece { span, role, section, cell: line.leaf.cell });
        }
    }
    outline
}

/// Whether anything of the author's stands in a section or its parts.
pub fn filled(outline: &Outline, section: usize) -> bool {
    let inside = |s: usize| s == section || outline.sections.get(s).is_some_and(|o| o.part_of == Some(section));
    outline.pieces.iter().any(|p| p.role == Role::Content && p.section.is_some_and(inside))
}
