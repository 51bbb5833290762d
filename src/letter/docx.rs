//! A letter as a Word file: paragraphs and bulleted lists, nothing else.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The letter's text, a paragraph between blank lines and an entry of a list behind "- ", as a DOCX package. `language` is
/// an ISO 639-1 code, for the spelling checker.
///
/// # Errors
/// When the archive can't be built.
pub fn package(text: &str, language: &str) -> Result<Vec<u8>, zip::result::ZipError> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", relations(&[("styles", "styles.xml"), ("numbering", "numbering.xml")])),
        ("word/document.xml", document(text)),
        ("word/styles.xml", styles(language)),
        ("word/numbering.xml", numbering()),
    ];
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        out.start_file(name, SimpleFileOptions::default())?;
        out.write_all(head.as_bytes())?;
        out.write_all(xml.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

fn document(text: &str) -> String {
    let blocks = text.split("\n\n").flat_map(str::lines).filter(|line| !line.trim().is_empty());
    let body: String = blocks.map(paragraph).collect();
    let page = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" \
                w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>";
    format!("<w:document xmlns:w=\"{W}\"><w:body>{body}{page}</w:body></w:document>")
}

fn paragraph(line: &str) -> String {
    let (list, words) = match line.strip_prefix("- ") {
        Some(entry) => ("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>", entry),
        None => ("", line),
    };
    format!("<w:p>{list}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(words))
}

/// Text in XML; characters it can't hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn types() -> String {
    let part = |name: &str, kind: &str| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>");
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{}{}{}</Types>",
        part("document", "document.main"),
        part("styles", "styles"),
        part("numbering", "numbering")
    )
}

fn relations(parts: &[(&str, &str)]) -> String {
    let row = |(nth, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"r{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>", nth + 1)
    };
    let rows: String = parts.iter().enumerate().map(row).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{rows}</Relationships>")
}

fn styles(language: &str) -> String {
    format!(
        "<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/>\
         <w:sz w:val=\"22\"/><w:lang w:val=\"{}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"264\" \
         w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/></w:style></w:styles>",
        escaped(language)
    )
}

fn numbering() -> String {
    format!(
        "<w:numbering xmlns:w=\"{W}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\">\
         <w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"425\" \
         w:hanging=\"283\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

#[cfg(test)]
mod tests {
    use super::package;
    use crate::document::BlockKind;
    use crate::reader::{ReadOptions, read};

    #[test]
    fn reads_back_as_it_was_written() {
        let text = "Dear A & B,\n\nplease do “this” <now>:\n\n- one\n- two\u{1}\n\nKind regards\n";
        let bytes = package(text, "en").expect("an archive");
        let document = read(&bytes, "letter.docx", &ReadOptions::default()).expect("a Word file").1;
        let blocks: Vec<(bool, &str)> =
            document.blocks.iter().map(|b| (matches!(b.kind, BlockKind::ListItem), document.slice(b.span))).collect();
        let expected = [(false, "Dear A & B,"), (false, "please do “this” <now>:"), (true, "one"), (true, "two"), (false, "Kind regards")];
        assert_eq!(blocks, expected);
        assert_eq!(package(text, "en").expect("an archive"), bytes, "the same letter gives the same bytes");
    }
}
