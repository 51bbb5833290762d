//! What was filled in or typed on a page without a picture of it: form values and free text that viewers draw themselves.

use super::{Direction, Glyph, PageContent};
use hayro_interpret::hayro_syntax::object::dict::keys::{ANNOTS, AP, CONTENTS, F, FT, PARENT, RECT, SUBTYPE, V};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Affine;

/// Annotations of a page looked at, and characters taken of one.
const MOST: usize = 2_000;
const LONGEST: usize = 20_000;
const HIDDEN: u32 = 1 << 1;

/// Adds the text of annotations that have no appearance of their own.
pub fn add(page: &Page<'_>, to_page: Affine, content: &mut PageContent) {
    let Some(annotations) = page.raw().get::<Array<'_>>(ANNOTS) else { return };
    for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
        if annotation.get::<Dict<'_>>(AP).is_some() || annotation.get::<u32>(F).unwrap_or(0) & HIDDEN != 0 {
            continue;
        }
        if let (Some(text), Some(rect)) = (value(&annotation), annotation.get::<Rect>(RECT)) {
            let rect = to_page.transform_rect_bbox(hayro_interpret::kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1));
            write(&text, rect, content);
        }
    }
}

fn value(annotation: &Dict<'_>) -> Option<String> {
    let kind = annotation.get::<Name<'_>>(SUBTYPE)?;
    let text = match kind.as_str() {
        "FreeText" => annotation.get::<PdfString<'_>>(CONTENTS)?,
        "Widget" => {
            // A field with several widgets keeps its kind and value in their parent.
            let parent = annotation.get::<Dict<'_>>(PARENT);
            let kind = annotation.get::<Name<'_>>(FT).or_else(|| parent.as_ref()?.get::<Name<'_>>(FT))?;
            if !matches!(kind.as_str(), "Tx" | "Ch") {
                return None;
            }
            annotation.get::<PdfString<'_>>(V).or_else(|| parent.as_ref()?.get::<PdfString<'_>>(V))?
        }
        _ => return None,
    };
    super::text_string(text.as_bytes())
}

/// Lays the text out in its box, as small as it takes.
fn write(text: &str, rect: hayro_interpret::kurbo::Rect, content: &mut PageContent) {
    const USUAL: f32 = 10.0;
    const WIDTH: f32 = 0.5;
    let (x0, y0, width, height) = (rect.x0 as f32, rect.y0 as f32, rect.width() as f32, rect.height() as f32);
    if !(width > 1.0 && height > 1.0) {
        return;
    }
    let size = USUAL.min(height);
    let in_line = ((width / (WIDTH * size)) as usize).max(1);
    let mut line = 0;
    for paragraph in text.lines() {
        let mut column = 0;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + length > in_line {
                line += 1;
                column = 0;
            }
            for c in word.chars().take(LONGEST) {
                let left = x0 + column as f32 * WIDTH * size;
                let base = y0 + (line as f32 * 1.2 + 0.9) * size;
                content.glyphs.push(Glyph {
                    c,
                    x0: left,
                    x1: left + WIDTH * size,
                    base,
                    size,
                    direction: Direction::Right,
                    ..Glyph::default()
                });
                column += 1;
            }
            column += 1;
        }
        line += 1;
        if content.glyphs.len() > super::MAX_GLYPHS {
            return;
        }
    }
}
