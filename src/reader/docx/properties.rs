//! Paragraph and run properties as the body, the styles and the numbering write them.

use super::ReadError;
use super::xml::{Element, Xml, short};

/// What a run's properties say; none where they say nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunProperties {
    /// Style id of a character style.
    pub style: Option<String>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
    /// In half-points.
    pub size: Option<u16>,
    /// Only its name matters: symbol fonts draw other characters than they store.
    pub font: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// On a paragraph's mark: the mark was deleted, so the paragraph runs on into the next.
    pub deleted: bool,
}

impl RunProperties {
    /// Fills what is unsaid from what these are based on.
    pub fn inherit(&mut self, base: &RunProperties) {
        self.bold = self.bold.or(base.bold);
        self.italic = self.italic.or(base.italic);
        self.hidden = self.hidden.or(base.hidden);
        self.size = self.size.or(base.size);
        self.font = self.font.take().or_else(|| base.font.clone());
        self.language = self.language.take().or_else(|| base.language.clone());
    }

    /// Reads the `w:rPr` opened last.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut out = Self::default();
        let depth = xml.depth();
        while let Some(element) = xml.next_inside(depth)? {
            match element.name() {
                "rStyle" => out.style = element.short(),
                "b" => out.bold = Some(element.is_on()),
                "i" => out.italic = Some(element.is_on()),
                "vanish" => out.hidden = Some(element.is_on()),
                "sz" => out.size = half_points(&element),
                "rFonts" => out.font = ["ascii", "hAnsi", "cs"].iter().find_map(|a| element.attribute(a)).and_then(short),
                "lang" => out.language = element.short(),
                "del" | "moveFrom" => out.deleted = true,
                // How it was before a tracked change.
                "rPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(out)
    }
}

/// Strict files may write "12pt" where transitional ones write half-points.
fn half_points(element: &Element<'_>) -> Option<u16> {
    let value = element.val()?;
    let value = value.trim();
    let size = match value.strip_suffix("pt") {
        Some(points) => points.parse::<f32>().ok()? * 2.0,
        None => value.parse::<f32>().ok()?,
    };
    (1.0..4000.0).contains(&size).then_some(size as u16)
}

/// Which list a paragraph belongs to; each half may come from another style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListRef {
    /// `numId`; 0 takes the paragraph out of its style's list.
    pub list: Option<u32>,
    /// `ilvl`, from 0.
    pub level: Option<usize>,
}

/// What a paragraph's properties say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParagraphProperties {
    /// Style id of a paragraph style.
    pub style: Option<String>,
    pub list: ListRef,
    /// 0 to 8; 9 says "body text". Not inherited here: a heading's name counts as a level, and the nearer of the two wins.
    pub outline: Option<u8>,
    pub page_break_before: Option<bool>,
    /// A big first letter kept in a paragraph of its own.
    pub drop_cap: bool,
    /// The last paragraph of a section carries the section's properties.
    pub ends_section: bool,
    /// Of the paragraph's mark, which is no run.
    pub mark: RunProperties,
}

impl ParagraphProperties {
    pub fn inherit(&mut self, base: &ParagraphProperties) {
        self.list.list = self.list.list.or(base.list.list);
        self.list.level = self.list.level.or(base.list.level);
        self.page_break_before = self.page_break_before.or(base.page_break_before);
    }

    /// Reads the `w:pPr` opened last; `section` gets each `w:sectPr` in it.
    pub fn read<'a>(xml: &mut Xml<'a>, section: &mut dyn FnMut(&mut Xml<'a>) -> Result<(), ReadError>) -> Result<Self, ReadError> {
        let mut out = Self::default();
        let depth = xml.depth();
        while let Some(element) = xml.next_inside(depth)? {
            match element.name() {
                "pStyle" => out.style = element.short(),
                "numId" => out.list.list = element.number(),
                "ilvl" => out.list.level = element.number(),
                "outlineLvl" => out.outline = element.number(),
                "pageBreakBefore" => out.page_break_before = Some(element.is_on()),
                "framePr" => out.drop_cap = element.attribute("dropCap").is_some_and(|d| d != "none"),
                "rPr" => out.mark = RunProperties::read(xml)?,
                "sectPr" => {
                    out.ends_section = true;
                    section(xml)?;
                }
                "pPrChange" | "numberingChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(out)
    }
}
