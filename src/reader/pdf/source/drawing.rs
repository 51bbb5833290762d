//! Pages as pictures. Only this file knows `hayro`.

use super::open;
use crate::reader::ReadError;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
pub use hayro::vello_cpu::Pixmap;
pub use hayro::vello_cpu::color::PremulRgba8 as Pixel;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A file whose pages can be drawn.
pub struct Drawer {
    pdf: Pdf,
}

/// Pixels of the largest picture: a page of A3 at 250 an inch.
const MOST_PIXELS: f32 = 12.0e6;
/// The drawing program counts in 16 bits.
const LONGEST_SIDE: f32 = 30_000.0;

impl Drawer {
    pub fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Self, ReadError> {
        Ok(Self { pdf: open(bytes, password)? })
    }

    /// The page (from 1) at about so many pixels an inch, with the pixels a point it came to; none if it can't be drawn.
    pub fn draw(&self, number: u32, resolution: f32) -> Option<(Pixmap, f32)> {
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
        drawn.ok().map(|pixmap| (pixmap, scale))
    }
}
