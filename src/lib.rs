//! casebook turns a folder of submitted case files (PDF, DOCX, ODT, RTF, HTML, text) into one normalised JSON record each.
//!
//! Data flows one way: a module uses only those above it in this list, and `document`.
//!
//! ```text
//! knowledge   TOML under schemas/ → typed tables, errors with their line
//! flag        the closed list of reasons for doubt, used by every stage
//! document    the model all share: one canonical text, pages, blocks, spans that resolve to page and box
//! language    Document → the language most of it is in
//! reader      bytes → Document            (identify, pdf, docx, odt, rtf, html, text; ocr; convert)
//! place       which country a document is about, and its money
//! template    Document → Structure        (sections, guidance, tables, title, authors)
//! figure      Document + Structure → figures   (scan → parse → interpret → headline)
//! record      all of it → Record          (the public format and its JSON Schema)
//! letter      Record → a letter to the author about what is missing
//! pipeline    bytes + options → Record    (the one place that knows the stages and their order)
//! batch       paths → records on disk     (discovery, archives and mails, supervised workers, manifest, tables)
//! evaluate    records + gold → scores       (what is right, what went wrong, the regression gate)
//! cli         arguments → one call
//! ```

pub mod batch;
pub mod cli;
pub mod document;
pub mod evaluate;
pub mod figure;
pub mod flag;
pub mod knowledge;
pub mod language;
pub mod letter;
pub mod pipeline;
pub mod place;
pub mod reader;
pub mod record;
pub mod template;
