//! Styles: what a paragraph or run looks like through the chain of styles it is based on, and which styles are headings.

use super::ReadError;
use super::content::{Look, is_contents_style};
use super::properties::{ParagraphProperties, RunProperties};
use super::xml::{Xml, short};
use std::collections::HashMap;
use std::rc::Rc;

/// Longer chains of `basedOn` are circles.
const MAX_CHAIN: usize = 32;
/// Word itself allows 4,079.
const MAX_STYLES: usize = 10_000;
/// Word's own size where a file says nothing, in half-points.
const DEFAULT_SIZE: u16 = 20;

/// A style with everything it inherits.
#[derive(Debug, Clone, Default)]
pub struct Style {
    pub run: RunProperties,
    pub paragraph: ParagraphProperties,
    /// From 1.
    pub heading: Option<u8>,
    /// A line of a generated table of contents or of figures.
    pub contents: bool,
    based_on: Option<String>,
    name: String,
    is_character: bool,
}

/// What a run looks like with all its styles.
pub struct Appearance<'a> {
    pub look: Look,
    pub hidden: bool,
    pub font: Option<&'a str>,
}

#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Rc<Style>>,
    default_paragraph: Rc<Style>,
    default_run: RunProperties,
}

impl Styles {
    pub fn read(part: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let mut raw = HashMap::new();
        let mut default_id = None;
        let mut xml = Xml::new(part);
        while let Some(element) = xml.next_inside(0)? {
            match element.name() {
                "rPrDefault" => styles.default_run = read_style(&mut xml)?.run,
                "style" => {
                    let Some(id) = element.attribute("styleId").and_then(short) else { continue };
                    let is_default = element.attribute("default").is_some_and(|d| matches!(&*d, "1" | "true" | "on"));
                    let kind = element.attribute("type").map(String::from).unwrap_or_default();
                    let style = Style { is_character: kind == "character", ..read_style(&mut xml)? };
                    if is_default && kind == "paragraph" {
                        default_id = Some(id.clone());
                    }
                    if raw.len() < MAX_STYLES {
                        raw.insert(id, style);
                    }
                }
                _ => {}
            }
        }
        styles.by_id = raw.keys().map(|id| (id.clone(), Rc::new(resolve(id, &raw)))).collect();
        styles.default_paragraph = default_id.and_then(|id| styles.by_id.get(&id).cloned()).unwrap_or_default();
        Ok(styles)
    }

    /// The style of a paragraph; without an id or with an unknown one, the file's default.
    pub fn paragraph(&self, id: Option<&str>) -> Rc<Style> {
        let Some(id) = id else { return Rc::clone(&self.default_paragraph) };
        let unknown = || Rc::new(Style { heading: heading_level(id), ..(*self.default_paragraph).clone() });
        self.by_id.get(id).cloned().unwrap_or_else(unknown)
    }

    /// Whether a run's style is the one Word gives to the prompts of content controls.
    pub fn is_prompt(&self, run: &RunProperties) -> bool {
        let style = run.style.as_deref().and_then(|id| self.by_id.get(id));
        style.is_some_and(|s| s.name.eq_ignore_ascii_case("placeholder text"))
    }

    /// How a run looks: its own properties first, then its character style, its paragraph's style and the defaults.
    pub fn run<'a>(&'a self, own: &'a RunProperties, paragraph: &'a Style) -> Appearance<'a> {
        let character = own.style.as_deref().and_then(|id| self.by_id.get(id)).map(|s| &s.run);
        let layers = [Some(own), character, Some(&paragraph.run), Some(&self.default_run)];
        let layers = || layers.into_iter().flatten();
        // A switch set by both styles is off: emphasis inside emphasis stands out by being plain (ECMA-376 part 1, 17.7.3).
        let switch = |of: fn(&RunProperties) -> Option<bool>| {
            of(own).or_else(|| toggle(character.and_then(of), of(&paragraph.run))).or(of(&self.default_run)).unwrap_or(false)
        };
        Appearance {
            look: Look {
                bold: switch(|r| r.bold),
                italic: switch(|r| r.italic),
                size: layers().find_map(|r| r.size).unwrap_or(DEFAULT_SIZE),
            },
            hidden: switch(|r| r.hidden),
            font: layers().find_map(|r| r.font.as_deref()),
        }
    }

    pub fn language(&self) -> Option<&str> {
        self.default_paragraph.run.language.as_deref().or(self.default_run.language.as_deref())
    }
}

fn toggle(character: Option<bool>, paragraph: Option<bool>) -> Option<bool> {
    match (character, paragraph) {
        (Some(c), Some(p)) => Some(c != p),
        (one, other) => one.or(other),
    }
}

/// The inside of a `w:style` or a `w:rPrDefault`.
fn read_style(xml: &mut Xml<'_>) -> Result<Style, ReadError> {
    let mut style = Style::default();
    let depth = xml.depth();
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "name" => style.name = element.short().unwrap_or_default(),
            "basedOn" => style.based_on = element.short(),
            "pPr" => style.paragraph = ParagraphProperties::read(xml, &mut |xml| xml.skip())?,
            "rPr" => style.run = RunProperties::read(xml)?,
            // Looks of a table's first row, odd rows and the like.
            "tblStylePr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(style)
}

/// Walks the chain of styles. The nearest word on each property wins; an outline level of "body text" ends a heading.
fn resolve(id: &str, raw: &HashMap<String, Style>) -> Style {
    let Some(own) = raw.get(id) else { return Style::default() };
    let mut out = own.clone();
    let mut heading = own_heading(id, own);
    out.contents = is_contents_style(&own.name);
    let mut next = own.based_on.as_deref();
    for _ in 0..MAX_CHAIN {
        let Some((base_id, base)) = next.and_then(|id| raw.get_key_value(id)) else { break };
        out.run.inherit(&base.run);
        out.paragraph.inherit(&base.paragraph);
        out.contents |= is_contents_style(&base.name);
        heading = if heading == Says::Nothing { own_heading(base_id, base) } else { heading };
        next = base.based_on.as_deref();
    }
    out.heading = if let Says::Heading(level) = heading { Some(level) } else { None };
    out
}

/// What one style says, its bases aside.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    Heading(u8),
    /// No heading, whatever it is based on.
    Body,
    Nothing,
}

fn own_heading(id: &str, style: &Style) -> Says {
    let id_of_unnamed = style.name.is_empty().then_some(id);
    match style.paragraph.outline {
        _ if style.is_character => Says::Body,
        Some(level) if level < 9 => Says::Heading(level + 1),
        Some(_) => Says::Body,
        None => heading_level(id_of_unnamed.unwrap_or(&style.name)).map_or(Says::Nothing, Says::Heading),
    }
}

/// Built-in heading styles. Word writes their name in English whatever its language ("heading 1"), and their id in its own
/// ("berschrift1"): ids matter only where a file comes without its styles. The list is of Word's language editions.
fn heading_level(name: &str) -> Option<u8> {
    const STEMS: &[&str] = &[
        "heading",
        "titre",
        "überschrift",
        "berschrift",
        "título",
        "ttulo",
        "titolo",
        "kop",
        "rubrik",
        "overskrift",
        "otsikko",
        "nagłówek",
        "nagwek",
        "nadpis",
        "címsor",
        "cmsor",
        "заголовок",
        "標題",
        "标题",
        "見出し",
    ];
    let name = name.trim().to_lowercase();
    if name == "title" {
        return Some(1);
    }
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name[stem.len()..].parse().ok().filter(|l| (1..=9).contains(l))?;
    STEMS.contains(&stem.trim_end()).then_some(level)
}
