//! Whether a glyph's font is bold or italic.

use hayro_font::{Font, FontCache, FontGlyph};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::font::{Glyph, GlyphIdentifier, OutlineGlyph};
use hayro_interpret::hayro_syntax::object::dict::keys::{BASE_FONT, FLAGS, FONT_DESC, FONT_WEIGHT, ITALIC_ANGLE, RESOURCES};
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::Shape;
use std::cell::RefCell;
use std::collections::HashMap;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Face {
    pub bold: bool,
    pub italic: bool,
}

/// Faces already found, by the glyph they were asked for, and the fonts of the resources seen so far.
#[derive(Default)]
pub struct Faces<'a> {
    known: RefCell<HashMap<GlyphIdentifier, Face>>,
    raised: RefCell<HashMap<GlyphIdentifier, bool>>,
    named: RefCell<Vec<(Font<'a>, Face)>>,
    cache: FontCache<'a>,
}

/// Fonts looked at in one file, and levels of drawings within drawings looked into for fonts.
const MAX_FONTS: usize = 500;
const MAX_DEPTH: usize = 6;

impl<'a> Faces<'a> {
    pub fn of(&self, glyph: &Glyph<'a>, resources: &Resources<'a>) -> Face {
        let Glyph::Outline(outline) = glyph else { return Face::default() };
        let id = outline.identifier();
        if let Some(face) = self.known.borrow().get(&id) {
            return *face;
        }
        let face = match outline.font_data() {
            Some(data) => {
                let named = data.postscript_name.as_deref().map(from_name).unwrap_or_default();
                Face { bold: named.bold || data.weight.is_some_and(|w| (600..=1000).contains(&w)), italic: named.italic || data.is_italic }
            }
            // Type 1 and standard fonts don't say: find the font of the resources that gives the same glyph.
            None => self.by_resources(outline, resources),
        };
        self.known.borrow_mut().insert(id, face);
        face
    }

    /// Whether the font draws this digit as a superscript, small and high up.
    pub fn is_raised(&self, glyph: &Glyph<'a>) -> bool {
        let Glyph::Outline(outline) = glyph else { return false };
        *self.raised.borrow_mut().entry(outline.identifier()).or_insert_with(|| {
            let drawn = outline.outline().bounding_box();
            drawn.y0 > 180.0 && drawn.height() < 550.0 && drawn.area() > 0.0
        })
    }

    fn by_resources(&self, glyph: &OutlineGlyph, resources: &Resources<'a>) -> Face {
        if let Some(face) = self.lookup(glyph) {
            return face;
        }
        self.load(resources, 0);
        self.lookup(glyph).unwrap_or_default()
    }

    fn lookup(&self, glyph: &OutlineGlyph) -> Option<Face> {
        let id = glyph.identifier();
        let same = |font: &Font<'a>| match font.glyph(glyph.glyph_id(), glyph.char_code()) {
            FontGlyph::Outline(other) => other.identifier() == id,
            FontGlyph::Type3(_) => false,
        };
        self.named.borrow().iter().find(|(font, _)| same(font)).map(|(_, face)| *face)
    }

    fn load(&self, resources: &Resources<'a>, depth: usize) {
        let settings = InterpreterSettings::default();
        for name in resources.fonts.keys() {
            let Some(dict) = resources.fonts.get::<Dict<'a>>(name.as_ref()) else { continue };
            let Some(font) = self.cache.font(&dict, &settings.font_resolver, &settings.cmap_resolver) else { continue };
            if self.named.borrow().len() < MAX_FONTS {
                self.named.borrow_mut().push((font, from_dict(&dict)));
            }
        }
        if depth == MAX_DEPTH || self.named.borrow().len() >= MAX_FONTS {
            return;
        }
        for name in resources.x_objects.keys() {
            if let Some(inner) = resources.x_objects.get::<Stream<'a>>(name.as_ref()).and_then(|s| s.dict().get::<Dict<'a>>(RESOURCES)) {
                self.load(&Resources::new(inner), depth + 1);
            }
        }
    }
}

fn from_dict(dict: &Dict<'_>) -> Face {
    const ITALIC_FLAG: u32 = 1 << 6;
    const FORCE_BOLD_FLAG: u32 = 1 << 18;
    let mut face = dict.get::<Name<'_>>(BASE_FONT).map(|n| from_name(n.as_str())).unwrap_or_default();
    if let Some(descriptor) = dict.get::<Dict<'_>>(FONT_DESC) {
        let flags = descriptor.get::<u32>(FLAGS).unwrap_or(0);
        face.bold |= flags & FORCE_BOLD_FLAG != 0 || descriptor.get::<f32>(FONT_WEIGHT).is_some_and(|w| w >= 600.0);
        face.italic |= flags & ITALIC_FLAG != 0 || descriptor.get::<f32>(ITALIC_ANGLE).is_some_and(|a| a.abs() > 2.0);
    }
    face
}

/// What a font's name tells, as font makers and layout programs write it ("ABCDEF+Times-BoldItalic", "CMBX10").
fn from_name(name: &str) -> Face {
    let name = name.split_once('+').map_or(name, |(prefix, rest)| if prefix.len() == 6 { rest } else { name });
    let low = name.to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|w| low.contains(w));
    Face {
        bold: any(&["bold", "black", "heavy", "-demi", "cmbx", "sfbx", "-bd"]) || low.ends_with("bd"),
        italic: any(&["italic", "oblique", "slanted", "cmti", "cmsl", "sfti", "-it"]),
    }
}

#[cfg(test)]
mod tests {
    use super::from_name;

    #[test]
    fn names_of_faces() {
        for (name, bold, italic) in [
            ("ABCDEF+LiberationSerif", false, false),
            ("LiberationSans-BoldItalic", true, true),
            ("Arial,Bold", true, false),
            ("CMBX12", true, false),
            ("Helvetica-Oblique", false, true),
            ("Georgia-It", false, true),
            ("Roboto-Black", true, false),
            ("Times-Roman", false, false),
        ] {
            let face = from_name(name);
            assert_eq!((face.bold, face.italic), (bold, italic), "{name}");
        }
    }
}
