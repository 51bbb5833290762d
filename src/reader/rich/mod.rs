//! What the readers of formatted documents share (Word, OpenDocument, rich text, web pages).
//!
//! | file | holds |
//! |---|---|
//! | `package` | a zip of parts, relationships, limits on what is unpacked |
//! | `xml` | a part as tags and text, whatever its namespaces; limits on nesting |
//! | `content` | paragraphs and tables as they were read |
//! | `grid` | cells put into rows and columns |
//! | `layout` | their way into the canonical text |

pub mod content;
pub mod grid;
pub mod layout;
pub mod package;
#[cfg(test)]
pub mod testing;
pub mod xml;

use crate::document::{DocumentBuilder, Flow, Page, Pagination};
use content::Block;
use layout::Layout;

/// Everything a file says, by where it belongs.
#[derive(Default)]
pub struct Stories {
    pub body: Vec<Block>,
    pub notes: Vec<Block>,
    pub running: Vec<Block>,
    /// How many pages the body's breaks make, where it has any.
    pub pages: Option<u32>,
}

/// A4, in points.
const PAPER: (f32, f32) = (595.3, 841.9);

impl Stories {
    /// The canonical text; none where there are no words.
    pub fn lay_out(self) -> Option<DocumentBuilder> {
        let builder = DocumentBuilder::new(if self.pages.is_some() { Pagination::Approximate } else { Pagination::None });
        let mut layout = Layout::new(builder, self.pages.is_some(), layout::body_size(&self.body));
        layout.write(self.body, Flow::Body);
        layout.write(self.notes, Flow::Note);
        layout.write(self.running, Flow::Running);
        let mut builder = layout.finish();
        let (width, height) = PAPER;
        (1..=self.pages.unwrap_or(0)).for_each(|number| builder.push_page(Page { number, width, height }));
        (builder.end() > 0).then_some(builder)
    }
}

/// "1 comment", "2 stretches".
pub fn plural(n: usize, noun: &str) -> String {
    let ending = if n == 1 {
        ""
    } else if noun.ends_with("ch") {
        "es"
    } else {
        "s"
    };
    format!("{n} {noun}{ending}")
}
