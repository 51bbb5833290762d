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
pub mod layout;
pub mod package;
pub mod xml;
