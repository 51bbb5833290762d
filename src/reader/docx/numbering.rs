//! The numbers and bullets Word prints before paragraphs: they are stored nowhere and have to be counted.

use super::ReadError;
use super::properties::{ListRef, ParagraphProperties};
use super::symbols;
use super::xml::Xml;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

const LEVELS: usize = 9;
/// Word itself allows 2,047.
const MAX_DEFINITIONS: usize = 10_000;
/// Bytes printed before a paragraph; a hostile level could repeat its numbers without end.
const MAX_MARKER: usize = 100;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2)": each %n stands for the count of level n.
    text: String,
    font: Option<String>,
    /// The level whose use restarts this one (from 1); 0 for never. None is any level above.
    restart: Option<usize>,
    /// All counts in digits, as in legal texts.
    legal: bool,
    /// The paragraph style that stands for this level.
    style: Option<String>,
}

/// By number, from 0.
type Levels = BTreeMap<usize, Level>;

#[derive(Debug, Clone, Default)]
struct Definition {
    levels: Rc<Levels>,
    /// Levels are those of the list that a style of this name links to.
    style_link: Option<String>,
    num_style_link: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct List {
    definition: u32,
    starts: BTreeMap<usize, u32>,
    levels: Levels,
}

#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    /// Counts so far, by definition: lists of one definition count on.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start has been applied.
    started: HashSet<(u32, usize)>,
}

/// What stands before a paragraph of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    Text(String),
    /// The level prints nothing.
    Nothing,
}

impl Numbering {
    pub fn read(part: &str) -> Result<Self, ReadError> {
        let mut out = Self::default();
        let mut xml = Xml::new(part);
        while let Some(element) = xml.next_inside(0)? {
            match element.name() {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").and_then(|v| v.trim().parse().ok());
                    let definition = read_definition(&mut xml)?;
                    out.definitions.extend(id.filter(|_| out.definitions.len() < MAX_DEFINITIONS).map(|id| (id, definition)));
                }
                "num" => {
                    let id = element.attribute("numId").and_then(|v| v.trim().parse().ok());
                    let list = read_list(&mut xml)?;
                    out.lists.extend(id.map(|id| (id, list)));
                }
                _ => {}
            }
        }
        out.follow_links();
        Ok(out)
    }

    /// A list style's definition only names the style; the levels stand in the definition the style is linked to.
    fn follow_links(&mut self) {
        let linked: HashMap<String, Rc<Levels>> =
            self.definitions.values().filter_map(|d| Some((d.style_link.clone()?, d.levels.clone()))).collect();
        for definition in self.definitions.values_mut() {
            if let Some(levels) = definition.num_style_link.as_ref().and_then(|l| linked.get(l)) {
                definition.levels = levels.clone();
            }
        }
    }

    /// Counts one more paragraph and gives what is printed before it; none if it belongs to no list.
    pub fn next(&mut self, reference: ListRef, style: Option<&str>) -> Option<Marker> {
        let id = reference.list.filter(|id| *id != 0)?;
        let list = self.lists.get(&id)?;
        let definition = self.definitions.get(&list.definition)?;
        let level = reference.level.or_else(|| level_of_style(definition, style?)).unwrap_or(0).min(LEVELS - 1);
        let levels: [Option<&Level>; LEVELS] = std::array::from_fn(|i| list.levels.get(&i).or_else(|| definition.levels.get(&i)));
        let current = levels[level]?;
        let counts = self.counts.entry(list.definition).or_default();
        let own_start = list.starts.get(&level).copied().filter(|_| self.started.insert((id, level)));
        counts[level] = Some(own_start.unwrap_or_else(|| counts[level].map_or(current.start, |n| n.saturating_add(1))));
        for above in 0..level {
            // A level that was skipped is shown as if it had begun.
            counts[above].get_or_insert_with(|| list.starts.get(&above).copied().unwrap_or(levels[above].map_or(1, |l| l.start)));
        }
        for below in level + 1..LEVELS {
            let restart = levels[below].and_then(|l| l.restart);
            if restart.is_none_or(|r| r != 0 && level < r) {
                counts[below] = None;
            }
        }
        Some(render(current, &levels, counts))
    }
}

fn level_of_style(definition: &Definition, style: &str) -> Option<usize> {
    definition.levels.iter().find(|(_, l)| l.style.as_deref() == Some(style)).map(|(number, _)| *number)
}

fn render(level: &Level, levels: &[Option<&Level>; LEVELS], counts: &[Option<u32>; LEVELS]) -> Marker {
    let mut text = String::new();
    if level.format == "bullet" {
        text.extend(level.text.chars().map(|c| symbols::bullet(c, level.font.as_deref())));
    } else {
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next().filter(|_| text.len() < MAX_MARKER) {
            let nth = chars.peek().filter(|_| c == '%').and_then(|d| d.to_digit(10)).filter(|d| (1..=9).contains(d));
            let Some(nth) = nth else {
                text.push(c);
                continue;
            };
            chars.next();
            let index = nth as usize - 1;
            let format = levels[index].map_or("decimal", |l| l.format.as_str());
            let format = if level.legal { "decimal" } else { format };
            text.push_str(&number(counts[index].unwrap_or(0), format));
        }
        // A level without numbers may still have text around them; if nothing is left, nothing is printed.
        if level.format == "none" && !text.chars().any(char::is_alphanumeric) {
            text.clear();
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Marker::Nothing } else { Marker::Text(text) }
}

/// A count as it is printed. Formats that spell numbers out or enclose them are given in digits.
fn number(n: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperLetter" => letters(n),
        "lowerLetter" => letters(n).to_lowercase(),
        _ => n.to_string(),
    }
}

/// A to Z, then AA, BB … as Word counts. Past ten letters nobody reads them.
fn letters(n: u32) -> String {
    let Some(index) = n.checked_sub(1).filter(|i| *i < 260) else { return n.to_string() };
    let letter = char::from(b'A' + (index % 26) as u8);
    std::iter::repeat_n(letter, index as usize / 26 + 1).collect()
}

fn roman(n: u32) -> String {
    const DIGITS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, digits) in DIGITS {
        while rest >= *value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}

fn read_definition(xml: &mut Xml<'_>) -> Result<Definition, ReadError> {
    let (mut out, mut levels) = (Definition::default(), Levels::new());
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "lvl" => read_level(&element, xml, &mut levels)?,
            "styleLink" => out.style_link = element.short(),
            "numStyleLink" => out.num_style_link = element.short(),
            _ => {}
        }
    }
    out.levels = Rc::new(levels);
    Ok(out)
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, ReadError> {
    let mut out = List::default();
    let mut level = 0;
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "abstractNumId" => out.definition = element.number().unwrap_or_default(),
            "lvlOverride" => level = element.attribute("ilvl").and_then(|v| v.trim().parse().ok()).unwrap_or(0),
            "startOverride" => {
                out.starts.extend(element.number().map(|start| (level, start)));
            }
            "lvl" => read_level(&element, xml, &mut out.levels)?,
            _ => {}
        }
    }
    Ok(out)
}

fn read_level(element: &super::xml::Element<'_>, xml: &mut Xml<'_>, levels: &mut Levels) -> Result<(), ReadError> {
    let index = element.attribute("ilvl").and_then(|v| v.trim().parse::<usize>().ok()).unwrap_or(0);
    // The standard starts at 0 where nothing is said.
    let mut level = Level { format: "decimal".into(), ..Level::default() };
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "start" => level.start = element.number().unwrap_or(1),
            // Formats newer than the file's readers stand in a choice, with an old one to fall back on.
            "numFmt" => level.format = element.short().unwrap_or_default(),
            "lvlText" => level.text = element.short().unwrap_or_default(),
            "lvlRestart" => level.restart = element.number(),
            "isLgl" => level.legal = element.is_on(),
            "pStyle" => level.style = element.short(),
            "pPr" => drop(ParagraphProperties::read(xml, &mut |xml| xml.skip())?),
            "rPr" => level.font = super::properties::RunProperties::read(xml)?.font,
            _ => {}
        }
    }
    levels.insert(index, level);
    Ok(())
}
