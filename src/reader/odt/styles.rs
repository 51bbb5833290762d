//! What OpenDocument styles say of paragraphs, words and lists: which are headings, bold, hidden, numbered.

use crate::reader::ReadError;
use crate::reader::rich::content::Look;
use crate::reader::rich::xml::{Element, Xml, short};
use std::collections::HashMap;

/// Styles based on one another: longer chains are rings.
const MAX_CHAIN: usize = 20;
/// LibreOffice has ten levels.
pub const LEVELS: usize = 10;
/// In half-points.
const USUAL_SIZE: u16 = 24;

/// What a style says of the look of words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    /// In half-points.
    size: Option<u16>,
}

impl Words {
    /// Fills what is unsaid from what these are based on.
    pub fn inherit(&mut self, base: &Words) {
        self.bold = self.bold.or(base.bold);
        self.italic = self.italic.or(base.italic);
        self.hidden = self.hidden.or(base.hidden);
        self.size = self.size.or(base.size);
    }

    pub fn look(&self) -> Look {
        Look { bold: self.bold == Some(true), italic: self.italic == Some(true), size: self.size.unwrap_or(USUAL_SIZE) }
    }

    pub fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }

    fn read(&mut self, element: &Element<'_>) {
        let bold = |w: &str| w == "bold" || w.parse().is_ok_and(|w: u32| w >= 600);
        let size = |s: &str| s.strip_suffix("pt").and_then(|s| s.trim().parse::<f32>().ok()).filter(|s| (1.0..2000.0).contains(s));
        self.bold = element.attribute("font-weight").map(|w| bold(&w)).or(self.bold);
        self.italic = element.attribute("font-style").map(|s| s != "normal").or(self.italic);
        self.hidden = element.attribute("display").map(|d| d == "none").or(self.hidden);
        self.size = element.attribute("font-size").and_then(|s| size(&s)).map(|s| (s * 2.0) as u16).or(self.size);
    }
}

#[derive(Debug, Clone, Default)]
pub struct Style {
    parent: Option<String>,
    pub words: Words,
    /// From 1.
    pub heading: Option<u8>,
    pub list: Option<String>,
    pub page_before: Option<bool>,
}

impl Style {
    fn inherit(&mut self, base: &Style) {
        self.words.inherit(&base.words);
        self.heading = self.heading.or(base.heading);
        self.list = self.list.take().or_else(|| base.list.clone());
        self.page_before = self.page_before.or(base.page_before);
    }
}

/// What a list prints before an item.
#[derive(Debug, Clone, Default)]
pub struct Level {
    bullet: Option<String>,
    /// "1", "a", "i" …; empty prints nothing.
    format: String,
    prefix: String,
    suffix: String,
    /// How many levels' numbers are shown.
    shown: usize,
    pub start: u32,
}

/// By level, from 0.
pub type Levels = Vec<Level>;

#[derive(Debug, Default)]
pub struct Styles {
    paragraphs: HashMap<String, Style>,
    texts: HashMap<String, Style>,
    lists: HashMap<String, Levels>,
    /// How headings are numbered.
    pub outline: Levels,
    default: Style,
    pub language: Option<String>,
}

impl Styles {
    pub fn paragraph(&self, name: Option<&str>) -> Style {
        let mut style = resolve(&self.paragraphs, name);
        style.inherit(&self.default);
        style
    }

    pub fn text(&self, name: Option<&str>) -> Words {
        resolve(&self.texts, name).words
    }

    pub fn list(&self, name: &str) -> Option<&Levels> {
        self.lists.get(name)
    }

    /// Reads the `style:style` or `style:default-style` opened last.
    pub fn read_style(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let family = element.attribute("family").map(String::from).unwrap_or_default();
        let name = element.attribute("name").and_then(short);
        let is_default = element.name() == "default-style";
        let mut style = Style {
            parent: element.attribute("parent-style-name").and_then(short),
            heading: element.attribute("default-outline-level").and_then(|l| l.parse().ok()).filter(|l| *l > 0),
            list: element.attribute("list-style-name").and_then(short),
            page_before: element.attribute("master-page-name").filter(|n| !n.is_empty()).map(|_| true),
            ..Style::default()
        };
        let depth = xml.depth();
        while let Some(inner) = xml.next_inside(depth)? {
            match inner.name() {
                "text-properties" => {
                    style.words.read(&inner);
                    if is_default && family == "paragraph" {
                        let part = |name| inner.attribute(name).filter(|l| l.len() < 9 && l != "none").map(String::from);
                        self.language = part("language").map(|l| part("country").map_or_else(|| l.clone(), |c| format!("{l}-{c}")));
                    }
                }
                "paragraph-properties" => {
                    let breaks = inner.attribute("break-before").map(|b| b == "page");
                    style.page_before = style.page_before.or(breaks);
                }
                _ => {}
            }
        }
        match (family.as_str(), name) {
            ("paragraph", _) if is_default => self.default = style,
            ("paragraph", Some(name)) => drop(self.paragraphs.insert(name, style)),
            ("text", Some(name)) => drop(self.texts.insert(name, style)),
            _ => {}
        }
        Ok(())
    }

    /// Reads the `text:list-style` or `text:outline-style` opened last.
    pub fn read_list(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let name = element.attribute("name").and_then(short);
        let is_outline = element.name() == "outline-style";
        let mut levels = vec![Level::default(); LEVELS];
        let depth = xml.depth();
        while let Some(inner) = xml.next_inside(depth)? {
            let level = inner.attribute("level").and_then(|l| l.parse::<usize>().ok());
            if let Some(level) = level.and_then(|l| levels.get_mut(l.checked_sub(1)?)) {
                *level = Level::read(&inner);
            }
        }
        if is_outline {
            self.outline = levels;
        } else if let Some(name) = name {
            self.lists.insert(name, levels);
        }
        Ok(())
    }
}

impl Level {
    fn read(element: &Element<'_>) -> Self {
        let text = |name| element.attribute(name).and_then(short).filter(|t| t.len() < 40).unwrap_or_default();
        let number = |name| element.attribute(name).and_then(|n| n.parse().ok());
        let bullet = element.attribute("bullet-char").and_then(|b| b.chars().next());
        // Signs of symbol fonts stand in a private area; whatever they draw, it is a bullet.
        let shown = |c: char| if ('\u{E000}'..='\u{F8FF}').contains(&c) { '•' } else { c };
        Self {
            bullet: bullet.map(|c| shown(c).to_string()),
            format: text("num-format"),
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            shown: number("display-levels").unwrap_or(1) as usize,
            start: number("start-value").unwrap_or(1),
        }
    }
}

/// What stands before an item, given how many items each level has counted.
pub fn marker(levels: &[Level], level: usize, counts: &[u32; LEVELS]) -> Option<String> {
    let own = levels.get(level)?;
    if let Some(bullet) = &own.bullet {
        return Some(bullet.clone());
    }
    if own.format.is_empty() {
        return None;
    }
    let first = (level + 1).saturating_sub(own.shown.max(1));
    let shown = (first..=level).filter_map(|l| Some((levels.get(l)?, *counts.get(l)?)));
    let numbers: Vec<String> = shown.filter(|(l, _)| !l.format.is_empty()).map(|(l, n)| number(n, &l.format)).collect();
    Some(format!("{}{}{}", own.prefix, numbers.join("."), own.suffix).trim().to_owned()).filter(|m| !m.is_empty())
}

fn number(n: u32, format: &str) -> String {
    match format {
        "a" => letters(n),
        "A" => letters(n).to_uppercase(),
        "i" => roman(n),
        "I" => roman(n).to_uppercase(),
        _ => n.to_string(),
    }
}

/// a to z, then aa, bb …, as office programs count.
fn letters(n: u32) -> String {
    let Some(zero_based) = n.checked_sub(1) else { return n.to_string() };
    let letter = char::from(b'a' + (zero_based % 26) as u8);
    std::iter::repeat_n(letter, (zero_based / 26 + 1).min(20) as usize).collect()
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&n) {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

fn resolve(styles: &HashMap<String, Style>, name: Option<&str>) -> Style {
    let mut out = Style::default();
    let mut next = name.and_then(|n| styles.get(n));
    for _ in 0..MAX_CHAIN {
        let Some(style) = next else { break };
        out.inherit(style);
        next = style.parent.as_ref().and_then(|p| styles.get(p));
    }
    out
}
