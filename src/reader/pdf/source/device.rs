//! The drawing device that keeps characters, rules and the size of pictures, and draws nothing.

use super::face::Faces;
use super::{Direction, Glyph, MAX_GLYPHS, PageContent, Rule};
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::dict::keys::ACTUAL_TEXT;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// Rules kept of one page: a guard against drawings made of millions of strokes.
const MAX_RULES: usize = 20_000;
/// Invisible text is what a scanner's own program read in the picture it lies over; it doesn't say how surely.
const LAYER_DOUBT: f32 = 0.03;
/// Thickest box still taken for a line, in points.
const THIN: f32 = 3.0;

pub struct Collector<'a, 'f> {
    page: PageContent,
    resources: &'f Resources<'a>,
    faces: &'f Faces<'a>,
    marks: Vec<Mark>,
    artifacts: usize,
}

/// An open marked-content sequence.
enum Mark {
    Plain,
    Artifact,
    /// Replacement text for the glyphs from this index on.
    ActualText(usize, String),
}

impl<'a, 'f> Collector<'a, 'f> {
    pub fn new(width: f32, height: f32, resources: &'f Resources<'a>, faces: &'f Faces<'a>) -> Self {
        Self { page: PageContent { width, height, ..PageContent::default() }, resources, faces, marks: Vec::new(), artifacts: 0 }
    }

    pub fn finish(self) -> PageContent {
        self.page
    }

    fn push_rule(&mut self, a: Point, b: Point) {
        let rule = Rule { x0: a.x.min(b.x) as f32, y0: a.y.min(b.y) as f32, x1: a.x.max(b.x) as f32, y1: a.y.max(b.y) as f32 };
        let finite = [rule.x0, rule.y0, rule.x1, rule.y1].iter().all(|v| v.is_finite());
        if finite && self.page.rules.len() < MAX_RULES {
            self.page.rules.push(rule);
        }
    }

    /// A box that is drawn filled is a line if thin; one that is stroked, or filled and large, gives its four edges.
    fn push_box(&mut self, rect: Rect) {
        let (w, h) = (rect.width() as f32, rect.height() as f32);
        if w.min(h) <= THIN {
            let (cx, cy) = (rect.center().x, rect.center().y);
            if w >= h {
                self.push_rule(Point::new(rect.x0, cy), Point::new(rect.x1, cy));
            } else {
                self.push_rule(Point::new(cx, rect.y0), Point::new(cx, rect.y1));
            }
            return;
        }
        let corners =
            [Point::new(rect.x0, rect.y0), Point::new(rect.x1, rect.y0), Point::new(rect.x1, rect.y1), Point::new(rect.x0, rect.y1)];
        for i in 0..4 {
            self.push_rule(corners[i], corners[(i + 1) % 4]);
        }
    }

    fn stroke_path(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        let line = |this: &mut Self, a: Point, b: Point| {
            if (a.x - b.x).abs() < 0.5 || (a.y - b.y).abs() < 0.5 {
                this.push_rule(a, b);
            }
        };
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    start = transform * p;
                    last = start;
                }
                PathEl::LineTo(p) => {
                    let p = transform * p;
                    line(self, last, p);
                    last = p;
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = transform * p,
                PathEl::ClosePath => {
                    line(self, last, start);
                    last = start;
                }
            }
        }
    }

    /// Filled outlines: each closed piece that is a thin box is a line (how some programs draw borders).
    fn fill_path(&mut self, path: &BezPath, transform: Affine) {
        self.page.drawings += 1;
        let mut piece: Option<Rect> = None;
        for element in path.elements() {
            let point = match *element {
                PathEl::MoveTo(p) => {
                    self.thin_piece(piece.take());
                    Some(p)
                }
                PathEl::LineTo(p) | PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => Some(p),
                PathEl::ClosePath => None,
            };
            if let Some(p) = point {
                let p = transform * p;
                piece = Some(piece.map_or(Rect::from_points(p, p), |r| r.union_pt(p)));
            }
        }
        self.thin_piece(piece);
    }

    fn thin_piece(&mut self, piece: Option<Rect>) {
        if let Some(rect) = piece
            && (rect.width().min(rect.height()) as f32) <= THIN
        {
            self.push_box(rect);
        }
    }

    fn push_glyph(&mut self, glyph: &PositionedGlyph<'a>, placed: Placed, look: Look) {
        let Some((direction, x0, base)) = placed.along() else { return };
        let letter = glyph.as_unicode();
        let raised = matches!(letter, Some(BfString::Char('0'..='9'))) && self.faces.is_raised(glyph);
        let mut put = |c: char, x0: f32, x1: f32| {
            if self.page.glyphs.len() < MAX_GLYPHS {
                self.page.glyphs.push(Glyph {
                    c,
                    x0,
                    x1,
                    base,
                    size: placed.size,
                    bold: look.bold,
                    italic: look.italic,
                    raised,
                    direction,
                    artifact: look.artifact,
                    invisible: look.invisible,
                    doubt: if look.invisible { LAYER_DOUBT } else { 0.0 },
                });
            }
        };
        match letter {
            Some(BfString::Char(c)) if !is_unknown(c) => match ligature(c) {
                Some(letters) => spread(letters, x0, placed.advance, &mut put),
                None => put(c, x0, x0 + placed.advance),
            },
            Some(BfString::String(s)) if !s.is_empty() && !s.chars().any(is_unknown) => spread(&s, x0, placed.advance, &mut put),
            _ => {
                // A glyph without a letter still takes its place; a blank one is a space.
                let blank = is_blank(glyph);
                self.page.unmapped += usize::from(!blank);
                put(if blank { ' ' } else { char::REPLACEMENT_CHARACTER }, x0, x0 + placed.advance);
            }
        }
    }

    /// Replaces what was drawn since `from` by the text the file gives for it.
    fn replace(&mut self, from: usize, text: &str) {
        let glyphs = &mut self.page.glyphs;
        let Some(drawn) = glyphs.get(from..).filter(|d| !d.is_empty()) else { return };
        let (first, last) = (drawn[0], drawn[drawn.len() - 1]);
        if drawn.iter().any(|g| g.direction != first.direction || (g.base - first.base).abs() > 0.5 * first.size) {
            return;
        }
        if drawn.len() == text.chars().count() {
            for (glyph, c) in glyphs[from..].iter_mut().zip(text.chars()) {
                glyph.c = c;
            }
            return;
        }
        glyphs.truncate(from);
        spread(text, first.x0, last.x1 - first.x0, &mut |c, x0, x1| glyphs.push(Glyph { c, x0, x1, ..first }));
    }
}

/// Where a glyph stands on the displayed page: origin, direction of writing, size and advance in points.
#[derive(Clone, Copy)]
struct Placed {
    origin: Point,
    along: (f64, f64),
    size: f32,
    advance: f32,
}

impl Placed {
    /// The direction with the place along it and the baseline across it; none for glyphs too far out to be on a page.
    fn along(&self) -> Option<(Direction, f32, f32)> {
        let (x, y) = (self.origin.x as f32, self.origin.y as f32);
        if !(x.is_finite() && y.is_finite() && self.size.is_finite() && self.advance.is_finite()) || self.size < 0.2 {
            return None;
        }
        let (dx, dy) = self.along;
        let slope = 0.05 * length(dx, dy);
        Some(match () {
            () if dy.abs() <= slope && dx > 0.0 => (Direction::Right, x, y),
            () if dy.abs() <= slope => (Direction::Left, -x, -y),
            () if dx.abs() <= slope && dy > 0.0 => (Direction::Down, y, -x),
            () if dx.abs() <= slope => (Direction::Up, -y, x),
            () => (Direction::Slanted, x, y),
        })
    }
}

#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Copy)]
struct Look {
    bold: bool,
    italic: bool,
    artifact: bool,
    invisible: bool,
}

impl<'a> Device<'a> for Collector<'a, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        match mode {
            DrawMode::Fill(_) => self.fill_path(path, props.transform),
            DrawMode::Invisible => {}
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.stroke_path(path, props.transform),
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        if !matches!(mode, DrawMode::Invisible) {
            self.push_box(props.transform.transform_rect_bbox(*rect));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let glyphs = run.glyphs();
        let Some(first) = glyphs.first() else { return };
        let face = self.faces.of(first, self.resources);
        let look =
            Look { bold: face.bold, italic: face.italic, artifact: self.artifacts > 0, invisible: matches!(mode, DrawMode::Invisible) };
        let stretch = usual_stretch(glyphs);
        for glyph in glyphs {
            let placed = (props.transform * glyph.transform()).as_coeffs();
            let (along, across) = ((placed[0], placed[1]), (placed[2], placed[3]));
            let (em, up) = (length(along.0, along.1) * 1000.0, length(across.0, across.1) * 1000.0);
            // A substitute font is stretched to the width the file wants: take the run's usual stretch out again.
            let own = glyph.transform().as_coeffs();
            let own = length(own[0], own[1]) / length(own[2], own[3]).max(1e-12);
            let width = if own > 0.0 { em * stretch / own } else { em };
            let advance = advance_width(glyph).unwrap_or(500.0) / 1000.0;
            let placed = Placed {
                origin: Point::new(placed[4], placed[5]),
                along,
                size: up as f32,
                advance: (f64::from(advance) * width).max(0.0) as f32,
            };
            self.push_glyph(glyph, placed, look);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let page = Rect::new(0.0, 0.0, f64::from(self.page.width), f64::from(self.page.height));
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let seen = props.transform.transform_rect_bbox(whole).intersect(page);
        self.page.pictures += (seen.area() / page.area().max(1.0)) as f32;
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let replacement = properties.and_then(|p| p.get::<PdfString<'_>>(ACTUAL_TEXT)).map(|s| super::decoded(s.as_bytes()));
        self.marks.push(match replacement {
            _ if tag == b"Artifact" => {
                self.artifacts += 1;
                Mark::Artifact
            }
            Some(text) => Mark::ActualText(self.page.glyphs.len(), text),
            None => Mark::Plain,
        });
    }

    fn end_marked_content(&mut self) {
        match self.marks.pop() {
            Some(Mark::Artifact) => self.artifacts = self.artifacts.saturating_sub(1),
            Some(Mark::ActualText(from, text)) => self.replace(from, &text),
            Some(Mark::Plain) | None => {}
        }
    }
}

/// Plain and fast: the numbers are far from overflowing, and a page that makes them do so shows nothing.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// The horizontal scale most glyphs of a run have.
fn usual_stretch(glyphs: &[PositionedGlyph<'_>]) -> f64 {
    let mut all: Vec<f64> = glyphs
        .iter()
        .map(|g| {
            let [a, b, c, d, ..] = g.transform().as_coeffs();
            length(a, b) / length(c, d).max(1e-12)
        })
        .collect();
    let middle = all.len() / 2;
    *all.select_nth_unstable_by(middle, f64::total_cmp).1
}

fn advance_width(glyph: &PositionedGlyph<'_>) -> Option<f32> {
    match &**glyph {
        FontGlyph::Outline(g) => g.advance_width(),
        FontGlyph::Type3(g) => g.advance_width(),
    }
}

fn is_blank(glyph: &PositionedGlyph<'_>) -> bool {
    match &**glyph {
        FontGlyph::Outline(g) => g.outline().bounding_box().area() == 0.0,
        FontGlyph::Type3(_) => false,
    }
}

/// Code points that name no letter: controls (but for tabs, which are blanks) and what can't be in a text.
fn is_unknown(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The letters of a ligature that has a code point of its own.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

/// Several characters drawn as one: each gets an equal share of the width.
fn spread(text: &str, x0: f32, advance: f32, put: &mut impl FnMut(char, f32, f32)) {
    let share = advance / text.chars().count().max(1) as f32;
    for (i, c) in text.chars().enumerate() {
        put(c, x0 + share * i as f32, x0 + share * (i + 1) as f32);
    }
}
