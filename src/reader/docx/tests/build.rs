//! Builds Word files from strings of XML.

use crate::document::Document;
use crate::reader::rich::testing::zip;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file in the making.
#[derive(Clone, Default)]
pub struct Docx {
    body: String,
    /// Name, kind of relationship, content.
    parts: Vec<(String, String, String)>,
    strict: bool,
}

/// A paragraph of plain text.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

impl Docx {
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Adds a part with its root element; its relationship has the id "r" and the part's number.
    pub fn part(mut self, kind: &str, root: &str, inside: &str) -> Self {
        let name = format!("{kind}{}.xml", self.parts.len() + 1);
        let xml = format!("<w:{root} xmlns:w=\"{W}\" xmlns:a=\"urn:a\" xmlns:dgm=\"urn:dgm\">{inside}</w:{root}>");
        self.parts.push((name, kind.to_owned(), xml));
        self
    }

    pub fn styles(self, inside: &str) -> Self {
        self.part("styles", "styles", inside)
    }

    pub fn numbering(self, inside: &str) -> Self {
        self.part("numbering", "numbering", inside)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let namespace = if self.strict { STRICT } else { W };
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{namespace}\" xmlns:r=\"{REL}\" xmlns:mc=\"urn:mc\" \
             xmlns:v=\"urn:v\" xmlns:m=\"urn:m\" xmlns:wps=\"urn:wps\" xmlns:dgm=\"urn:dgm\" xmlns:w14=\"urn:w14\" xmlns:a=\"urn:a\"><w:body>{}</w:body></w:document>",
            self.body
        );
        let sheet = |rows: String| format!("<Relationships>{rows}</Relationships>");
        let row = |id: &str, kind: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>");
        let rows = self.parts.iter().enumerate().map(|(i, (name, kind, _))| row(&format!("r{}", i + 1), kind, name));
        let mut files = vec![
            ("_rels/.rels".to_owned(), sheet(row("r1", "officeDocument", "word/document.xml") + &row("r2", "core-properties", "core.xml"))),
            ("word/_rels/document.xml.rels".to_owned(), sheet(rows.collect())),
            ("word/document.xml".to_owned(), document),
            ("core.xml".to_owned(), "<c><title>A title</title><creator>An author</creator></c>".to_owned()),
        ];
        files.extend(self.parts.iter().map(|(name, _, xml)| (format!("word/{name}"), xml.clone())));
        zip(&files)
    }

    pub fn read(&self) -> Document {
        super::super::read(&self.bytes()).unwrap_or_else(|e| panic!("{e}"))
    }
}
