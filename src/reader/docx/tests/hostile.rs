use super::{Docx, describe, p};
use crate::reader::ReadError;
use crate::reader::docx::read;
use crate::reader::rich::testing::zip;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn error(bytes: &[u8]) -> ReadError {
    read(bytes).expect_err("must not be read")
}

#[test]
fn what_is_no_word_file_is_named() {
    assert_eq!(error(b"PK\x03\x04 and then nothing").code(), "damaged");
    assert_eq!(error(&zip(&[("readme.txt".into(), "hello".into())])).code(), "damaged");
    assert_eq!(error(&Docx::new("").bytes()), ReadError::NoText);
}

#[test]
fn half_a_download_is_read_as_far_as_it_goes() {
    let good = Docx::new((0..2000).map(|n| p(&format!("number {n}"))).collect::<String>()).bytes();
    let whole = read(&good).unwrap();
    for end in (0..good.len()).step_by(97) {
        if let Ok(document) = read(&good[..end]) {
            assert!(whole.text.starts_with(&document.text), "cut at {end}");
            assert!(document.flags.iter().any(|f| f.code.code() == "file_damaged"), "cut at {end}");
        }
    }
    let kept = read(&good[..good.len() - 40]).unwrap();
    assert!(kept.text.contains("number 1999"));
}

#[test]
fn text_before_a_break_in_the_xml_is_kept() {
    let document = Docx::new(p("kept") + "<w:p><w:r></w:p>" + &p("lost")).read();
    assert_eq!(describe(&document), "kept");
    assert!(document.flags.iter().any(|f| f.code.code() == "file_damaged"));
    assert_eq!(error(&Docx::new("<w:p><w:r></w:p>").bytes()).code(), "damaged");
}

#[test]
fn deep_nesting_ends_in_a_named_error() {
    let table = ("<w:tbl><w:tr><w:tc>".repeat(10_000), "</w:tc></w:tr></w:tbl>".repeat(10_000));
    let control = ("<w:sdt><w:sdtContent>".repeat(10_000), "</w:sdtContent></w:sdt>".repeat(10_000));
    let shape = ("<w:p><w:r><w:txbxContent>".repeat(10_000), "</w:txbxContent></w:r></w:p>".repeat(10_000));
    for (open, close) in [table, control, shape] {
        assert_eq!(error(&Docx::new(open + &p("deep") + &close).bytes()).code(), "too_large");
    }
    let table = ("<w:tbl><w:tr><w:tc>".repeat(50), "</w:tc></w:tr></w:tbl>".repeat(50));
    assert_eq!(Docx::new(table.0 + &p("deep") + &table.1).read().text, "deep");
}

#[test]
fn bombs_end_in_a_named_error() {
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    bomb.write_all(b"<w:document><w:body w:x=\"").unwrap();
    let megabyte = vec![b'a'; 1 << 20];
    for _ in 0..200 {
        bomb.write_all(&megabyte).unwrap();
    }
    assert_eq!(error(&bomb.finish().unwrap().into_inner()).code(), "too_large");
    assert_eq!(error(&Docx::new(p("a").repeat(400_000)).bytes()).code(), "too_large");
    let wide = format!("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>", p("a"));
    assert_eq!(describe(&Docx::new(wide).read()), "[1x1000:a]");
    let counted = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4000000000\"/><w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
    assert_eq!(describe(&Docx::new(item).numbering(counted).read()), "- (4000000000) a");
}

#[test]
fn entities_are_never_expanded() {
    let body = "<w:p><w:r><w:t>&a;&a;</w:t></w:r></w:p>";
    let document = format!(
        "<!DOCTYPE x [<!ENTITY a \"boom\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document><w:body>{body}</w:body></w:document>"
    );
    assert_eq!(read(&zip(&[("word/document.xml".into(), document)])).unwrap().text, "&a;&a;");
}

#[test]
fn a_cut_part_never_panics() {
    let body = p("a")
        + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>b&#233;</w:t></w:r></w:p>";
    for end in 0..body.len() {
        let cut = format!("<w:document><w:body>{}", &body[..end]);
        let _ = read(&zip(&[("word/document.xml".into(), cut)]));
    }
}
