//! Pages as pictures. Only this file knows `hayro`.

use super::open;
use crate::document::BBox;
use crate::reader::ReadError;
use crate::reader::ocr::Picture;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::PremulRgba8;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A file whose pages can be drawn.
pub struct Drawer {
    pdf: Pdf,
}

/// A drawn page.
pub struct Drawing {
    pixmap: Pixmap,
    /// Pixels a point.
    pub scale: f32,
}

/// Pixels of the largest picture: a page of A3 at 250 an inch.
const MOST_PIXELS: f32 = 12.0e6;
/// The drawing program counts in 16 bits.
const LONGEST_SIDE: f32 = 30_000.0;

impl Drawer {
    pub fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Self, ReadError> {
        Ok(Self { pdf: open(bytes, password)? })
    }

    /// The page (from 1) at about so many pixels an inch, fewer where it is very large; none if it can't be drawn.
    pub fn draw(&self, number: u32, resolution: f32) -> Option<Drawing> {
        let page = self.pdf.pages().get(number.checked_sub(1)? as usize)?;
        let (width, height) = page.render_dimensions();
        if !(width >= 1.0 && height >= 1.0 && width.is_finite() && height.is_finite()) {
            return None;
        }
        let scale = (resolution / 72.0).min((MOST_PIXELS / (width * height)).sqrt()).min(LONGEST_SIDE / width.max(height));
        if scale * width.min(height) < 1.0 {
            return None;
        }
        let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        // A page that brings the drawing program down must not cost the others.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings)
        }));
        drawn.ok().map(|pixmap| Drawing { pixmap, scale })
    }
}

impl Drawing {
    /// How light each pixel is.
    pub fn gray(&self) -> Picture {
        // Weights of the eye for red, green and blue, in 256ths. The ground is opaque, so colours are not premultiplied.
        let light = |p: &PremulRgba8| ((u32::from(p.r) * 77 + u32::from(p.g) * 150 + u32::from(p.b) * 29) >> 8) as u8;
        Picture {
            width: usize::from(self.pixmap.width()),
            height: usize::from(self.pixmap.height()),
            pixels: self.pixmap.data().iter().map(light).collect(),
            resolution: (self.scale * 72.0).round() as u32,
        }
    }

    /// Draws a box, in points, with edges so many pixels thick.
    pub fn outline(&mut self, bbox: BBox, [r, g, b]: [u8; 3], thick: usize) {
        let (width, height) = (usize::from(self.pixmap.width()), usize::from(self.pixmap.height()));
        let at = |points: f32, most: usize| ((points * self.scale).max(0.0).round() as usize).min(most.saturating_sub(1));
        let (x0, y0, x1, y1) = (at(bbox.x0, width), at(bbox.y0, height), at(bbox.x1, width), at(bbox.y1, height));
        let color = PremulRgba8 { r, g, b, a: 255 };
        let data = self.pixmap.data_mut();
        for y in y0..=y1 {
            for x in x0..=x1 {
                let edge = (x - x0).min(x1 - x).min(y - y0).min(y1 - y);
                if edge < thick
                    && let Some(pixel) = data.get_mut(y * width + x)
                {
                    *pixel = color;
                }
            }
        }
    }

    /// As a PNG file.
    pub fn png(self) -> Option<Vec<u8>> {
        self.pixmap.into_png().ok()
    }
}
