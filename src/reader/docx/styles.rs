//! Styles: what a paragraph or run looks like through the chain of styles it is based on, and which styles are headings.

use super::ReadError;
use super::properties::{ParagraphProperties, RunProperties};
use super::xml::Xml;
use std::collections::HashMap;
use std::rc::Rc;

/// Longer chains of `basedOn` are circles.
const MAX_CHAIN: usize = 32;
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
                    let Some(id) = element.attribute("styleId").map(String::from) else { continue };
                    let is_default = element.attribute("default").is_some_and(|d| matches!(&*d, "1" | "true" | "on"));
                    let kind = element.attribute("type").map(String::from).unwrap_or_default();
                    let style = Style { is_character: kind == "character", ..read_style(&mut xml)? };
                    if is_default && kind == "paragraph" {
                        default_id = Some(id.clone());
                    }
                    raw.insert(id, style);
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
    pub fn run(&self, own: &RunProperties, paragraph: &Style) -> RunProperties {
        let character = own.style.as_deref().and_then(|id| self.by_id.get(id)).map(|s| &s.run);
        let none = RunProperties::default();
        let character = character.unwrap_or(&none);
        let mut out = own.clone();
        // A switch set by both styles is off: emphasis inside emphasis stands out by being plain (ECMA-376 part 1, 17.7.3).
        out.bold = out.bold.or(toggle(character.bold, paragraph.run.bold));
        out.italic = out.italic.or(toggle(character.italic, paragraph.run.italic));
        out.hidden = out.hidden.or(toggle(character.hidden, paragraph.run.hidden));
        out.inherit(character);
        out.inherit(&paragraph.run);
        out.inherit(&self.default_run);
        out.size = out.size.or(Some(DEFAULT_SIZE));
        out
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
            "name" => style.name = element.val().map(String::from).unwrap_or_default(),
            "basedOn" => style.based_on = element.val().map(String::from),
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
    out.contents = is_contents(&own.name);
    let mut next = own.based_on.as_deref();
    for _ in 0..MAX_CHAIN {
        let Some((base_id, base)) = next.and_then(|id| raw.get_key_value(id)) else { break };
        out.run.inherit(&base.run);
        out.paragraph.inherit(&base.paragraph);
        out.contents |= is_contents(&base.name);
        heading = heading.or_else(|| own_heading(base_id, base));
        next = base.based_on.as_deref();
    }
    out.heading = heading.flatten();
    out
}

/// `Some(None)` says "no heading, whatever it is based on".
fn own_heading(id: &str, style: &Style) -> Option<Option<u8>> {
    if style.is_character {
        return Some(None);
    }
    match style.paragraph.outline {
        Some(level) if level < 9 => Some(Some(level + 1)),
        Some(_) => Some(None),
        None => heading_level(&style.name).or_else(|| style.name.is_empty().then(|| heading_level(id)).flatten()).map(Some),
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

fn is_contents(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let level = name.strip_prefix("toc ").or_else(|| name.strip_prefix("contents "));
    level.is_some_and(|l| l.parse::<u8>().is_ok()) || name == "table of figures" || name == "table of authorities"
}
