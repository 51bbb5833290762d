//! Which of a form's lines are headings, and which tell what to write under them.

use super::limits::{Limit, limit, without};
use super::lines::{FormLine, Place, instructs};
use crate::template::cues::Cues;
use crate::template::form::Holds;
use crate::template::guidance::sentences;
use crate::template::look::Look;
use crate::template::words::words;

/// A section or part as drafted.
#[derive(Debug, Clone, Default)]
pub struct DraftUnit {
    pub part: bool,
    pub heading: String,
    pub number: Option<u32>,
    pub holds: Option<Holds>,
    pub guidance: Vec<String>,
    pub tables: Vec<Vec<String>>,
    pub max_pages: Option<f64>,
    pub max_words: Option<usize>,
    /// Filled in later, by language.
    pub wordings: crate::template::form::Wordings,
    /// The template its wordings are from.
    pub source: Option<String>,
}

/// A form's sections, and what it calls itself.
#[derive(Debug, Default)]
pub struct DraftForm {
    pub name: Option<String>,
    pub units: Vec<DraftUnit>,
}

/// A line with the form's words on it parted into heading and guidance.
struct Reading<'a> {
    line: &'a FormLine,
    heading: Option<String>,
    guidance: String,
}

/// Builds the outline.
pub fn outline(lines: &[FormLine], cues: &Cues) -> DraftForm {
    let numbered = lines.iter().filter(|l| l.number.is_some()).count() >= 3;
    let first_number = lines.iter().position(|l| l.number.is_some()).filter(|_| numbered);
    let styled = lines.iter().filter(|l| shown(l.look)).count() >= 3;
    // A plain line is less of a heading where the form shows its headings, numbers its first ones aside.
    let shows = |i: usize| styled || first_number.is_some_and(|first| i > first);
    let readings: Vec<Reading> = lines.iter().enumerate().map(|(i, line)| read(line, shows(i), cues)).collect();
    let levels = Levels::new(&readings);
    let mut form = DraftForm::default();
    for (i, reading) in readings.iter().enumerate() {
        if form.units.is_empty() && form.name.is_none() && levels.names_form(i, &readings, cues) {
            form.name.clone_from(&reading.heading);
            continue;
        }
        if let Some(heading) = &reading.heading {
            let part = !form.units.is_empty() && levels.part(i, &readings);
            form.units.push(unit(heading, reading.line, part, cues));
        }
        let Some(unit) = form.units.last_mut() else { continue };
        match &reading.line.place {
            Place::Columns(columns) => unit.tables.push(columns.clone()),
            _ => guide(unit, &reading.guidance, cues),
        }
    }
    form
}

fn shown(look: Look) -> bool {
    look.level.is_some() || look.bold || look.large || look.caps
}

fn unit(heading: &str, line: &FormLine, part: bool, cues: &Cues) -> DraftUnit {
    let mut unit = DraftUnit { part, heading: without(heading, cues), number: line.number.filter(|_| !part), ..DraftUnit::default() };
    bound(&mut unit, heading, cues);
    unit
}

fn guide(unit: &mut DraftUnit, text: &str, cues: &Cues) {
    let own = sentences(text).into_iter().filter_map(|s| text.get(s)).filter(|s| s.contains(char::is_alphabetic));
    for sentence in own {
        bound(unit, sentence, cues);
        // A limit in brackets belongs to the sentence before it.
        match unit.guidance.last_mut() {
            Some(last) if sentence.starts_with(['(', '[']) => {
                last.push(' ');
                last.push_str(sentence);
            }
            _ => unit.guidance.push(sentence.to_owned()),
        }
    }
}

fn bound(unit: &mut DraftUnit, text: &str, cues: &Cues) {
    match limit(text, cues) {
        Some(Limit::Pages(pages)) if unit.max_pages.is_none() => unit.max_pages = Some(pages),
        Some(Limit::Words(words)) if unit.max_words.is_none() => unit.max_words = Some(words),
        _ => {}
    }
}

/// Parts a line into its heading and the guidance behind it.
fn read<'a>(line: &'a FormLine, shows: bool, cues: &Cues) -> Reading<'a> {
    let all = |heading: bool| {
        let text = line.words().to_owned();
        if heading {
            Reading { line, heading: Some(text), guidance: String::new() }
        } else {
            Reading { line, heading: None, guidance: text }
        }
    };
    if matches!(line.place, Place::Columns(_)) {
        return Reading { line, heading: None, guidance: String::new() };
    }
    if let Some(end) = run_in(line, cues) {
        let (heading, rest) = (line.text.get(line.number_end..end).unwrap_or_default(), line.text.get(end..).unwrap_or_default());
        return Reading { line, heading: Some(heading.trim().to_owned()), guidance: rest.trim().to_owned() };
    }
    all(weight(line, shows, cues) > 0.3)
}

/// Where a heading with its guidance on the same line ends.
fn run_in(line: &FormLine, cues: &Cues) -> Option<usize> {
    let lead = line.style.bold_lead;
    let text = line.text.as_str();
    if lead > line.number_end && lead < text.len() && text.is_char_boundary(lead) && text.get(lead..)?.contains(char::is_alphabetic) {
        return Some(lead);
    }
    let stop = text.char_indices().skip_while(|(i, _)| *i < line.number_end).find(|(_, c)| matches!(c, ':' | '–' | '—' | '.' | '?'))?;
    let end = stop.0 + stop.1.len_utf8();
    let (head, rest) = (text.get(line.number_end..end)?, text.get(end..)?.trim());
    let brief = (1..=14).contains(&head.split_whitespace().count()) && !instructs(head, cues);
    (brief && rest.contains(char::is_alphabetic) && instructs(rest, cues)).then_some(end)
}

/// Evidence that a whole line is a heading and not guidance.
fn weight(line: &FormLine, shows: bool, cues: &Cues) -> f64 {
    let text = line.words();
    let bare = without(text, cues);
    let count = text.split_whitespace().count();
    let (level, visible) = (line.look.level.is_some(), shown(line.look));
    let prompt = matches!(line.place, Place::Prompt | Place::Group);
    let features = [
        (level, 2.0),
        (line.style.bold, 1.0),
        (line.look.large, 0.8),
        (line.look.caps, 0.8),
        (line.number.is_some(), 1.2),
        (text.ends_with(':'), 0.6),
        (prompt, 2.0),
        (count <= 12, 0.4),
        (count > 30, -1.0),
        (line.style.italic, -1.0),
        (bare.ends_with(['.', '!', ';', ',']) && count > 3, -1.2),
        (instructs(&bare, cues), -1.5),
        (sentences(&bare).len() > 1, -1.0),
        (text.starts_with(char::is_lowercase), -0.8),
        (text.starts_with(['(', '[']), -1.5),
        (shows && !visible && line.number.is_none() && !prompt && count > 8, -1.2),
        (shows && !visible && line.number.is_none() && !prompt && text.ends_with('?'), -0.8),
        (line.bullet, -1.0),
    ];
    features.iter().filter(|(has, _)| *has).map(|(_, w)| w).sum()
}

/// How a form tells sections from their parts.
struct Levels {
    /// The heading style of its sections.
    level: Option<u8>,
    /// Its sections are numbered.
    numbered: bool,
    last_number: Option<usize>,
    /// Rows over all columns head groups of prompts.
    grouped: bool,
}

impl Levels {
    fn new(readings: &[Reading]) -> Self {
        let heads: Vec<(usize, &Reading)> = readings.iter().enumerate().filter(|(_, r)| r.heading.is_some()).collect();
        let at = |level: u8| heads.iter().filter(|(_, r)| r.line.look.level == Some(level)).count();
        let level = (1..=9).find(|l| at(*l) >= 2);
        let section_number = |r: &Reading| r.line.number.is_some() && !r.line.sub;
        let numbers = heads.iter().filter(|(_, r)| section_number(r)).count();
        let groups = heads.iter().filter(|(_, r)| r.line.place == Place::Group).count();
        let prompts = heads.iter().filter(|(_, r)| r.line.place == Place::Prompt).count();
        Self {
            level,
            numbered: numbers >= 2,
            last_number: heads.iter().rev().find(|(_, r)| section_number(r)).map(|(i, _)| *i),
            grouped: groups >= 2 && prompts >= groups,
        }
    }

    /// Whether a heading stands inside the section before it.
    fn part(&self, at: usize, readings: &[Reading]) -> bool {
        let Some(reading) = readings.get(at) else { return false };
        let line = reading.line;
        if self.grouped {
            return line.place == Place::Prompt;
        }
        if let Some(level) = self.level {
            return match line.look.level {
                Some(own) => own > level,
                None => !self.numbered || line.number.is_none() || line.sub,
            };
        }
        if !self.numbered {
            return line.sub;
        }
        if line.number.is_some() {
            return line.sub;
        }
        // Between two sections' numbers that follow one another, nothing can be a section.
        let before = readings.iter().take(at).rev().find_map(|r| r.line.number.filter(|_| r.heading.is_some() && !r.line.sub));
        let after = readings.iter().skip(at).find_map(|r| r.line.number.filter(|_| r.heading.is_some() && !r.line.sub));
        match (before, after) {
            (Some(a), Some(b)) => b <= a + 1,
            (None, _) => false,
            (Some(_), None) => self.last_number.is_some_and(|last| {
                readings.iter().skip(last).take(at - last).any(|r| r.heading.is_some() && shown(r.line.look) && !shown(line.look))
            }),
        }
    }

    /// Whether a heading above the first section is the form's own name: another heading follows at once, and it is set
    /// apart from all of them, or calls itself a form.
    fn names_form(&self, at: usize, readings: &[Reading], cues: &Cues) -> bool {
        let own_heading = |r: &&Reading| r.heading.is_some() && r.guidance.is_empty();
        let Some(reading) = readings.get(at).filter(own_heading) else { return false };
        let line = reading.line;
        let answered = line.number.is_some() || line.text.trim_end().ends_with(':') || line.place == Place::Prompt;
        if answered || words(&line.text).len() > 16 || readings.get(at + 1).is_none_or(|next| next.heading.is_none()) {
            return false;
        }
        let others = || readings.iter().enumerate().filter(|(i, r)| *i != at && r.heading.is_some()).map(|(_, r)| r.line);
        let above = self.level.is_some_and(|section| line.look.level.is_some_and(|own| own < section));
        let larger = others().all(|o| line.style.size > o.style.size + 0.1);
        let outside = line.place == Place::Text && others().all(|o| matches!(o.place, Place::Prompt | Place::Group));
        let look = |l: &FormLine| Look { numbered: false, ..l.look };
        let alone = shown(line.look) && others().all(|o| look(o) != look(line));
        let called = words(&line.text).iter().any(|w| cues.form_names.contains(w));
        above || larger || outside || alone || called
    }
}
