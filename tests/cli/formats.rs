//! Formats beside PDF, DOCX and text: read by casebook, or through another program, or refused by name.

use super::support::{CASE, Folder, entry, zip};

/// The same case in other formats: a heading a part, and a paragraph under it.
fn parts() -> Vec<(bool, &'static str)> {
    CASE.split("\n\n").map(str::trim).map(|line| (line.starts_with(|c: char| c.is_ascii_digit()), line)).collect()
}

fn html() -> String {
    let lines = parts().into_iter().map(|(heading, line)| if heading { format!("<h2>{line}</h2>") } else { format!("<p>{line}</p>") });
    format!("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{}</body></html>", lines.collect::<String>())
}

fn rtf() -> String {
    let escaped =
        |line: &str| -> String { line.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", c as u32) }).collect() };
    let lines = parts().into_iter().map(|(heading, line)| {
        let style = if heading { "\\outlinelevel1\\b " } else { "" };
        format!("\\pard\\plain {style}{}\\par\n", escaped(line))
    });
    format!("{{\\rtf1\\ansi\\uc1 {}}}", lines.collect::<String>())
}

fn odt() -> Vec<u8> {
    let lines = parts().into_iter().map(|(heading, line)| {
        if heading { format!("<text:h text:outline-level=\"2\">{line}</text:h>") } else { format!("<text:p>{line}</text:p>") }
    });
    let content = format!(
        "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\"><office:body><office:text>{}</office:text></office:body></office:document-content>",
        lines.collect::<String>()
    );
    zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

#[test]
fn one_case_in_five_formats_gives_the_same_figures_and_sections() {
    let folder = Folder::with(&[
        ("in/a.txt", CASE.as_bytes()),
        ("in/a.html", html().as_bytes()),
        ("in/a.rtf", rtf().as_bytes()),
        ("in/a.odt", &odt()),
        ("in/misnamed.doc", rtf().as_bytes()),
        ("in/a.md", CASE.as_bytes()),
    ]);
    folder.run(&["extract", "in", "--convert", "never"]).ends(0).says("6 files");
    let records = folder.records("output");
    let figures = |r: &serde_json::Value| -> Vec<String> {
        r["figures"].as_array().unwrap().iter().map(|f| format!("{} {} {}", f["surface"], f["value"], f["section"])).collect()
    };
    let kind = |path: &str| records.iter().find(|r| r["document"]["path"] == path).unwrap()["document"]["media_type"].clone();
    assert_eq!([kind("a.html"), kind("a.rtf"), kind("a.odt")], ["text/html", "application/rtf", "application/vnd.oasis.opendocument.text"]);
    let text = records.iter().find(|r| r["document"]["path"] == "a.txt").unwrap();
    assert!(figures(text).len() >= 5, "{:?}", figures(text));
    for record in &records {
        assert_eq!(figures(record), figures(text), "{}", record["document"]["path"]);
    }
}

/// Something that begins like an old Word file.
fn doc() -> Vec<u8> {
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &name, &[0; 40]].concat()
}

#[test]
fn what_casebook_does_not_read_itself_says_what_to_do() {
    let folder = Folder::with(&[("in/old.doc", &doc()), ("in/a.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in", "--convert", "never"]).ends(1).says("Word 97-2003 document (.doc)").says("--convert auto");
    assert_eq!(entry(&folder.manifest("output"), "old.doc")["error"]["code"], "conversion_off");
    if cfg!(target_os = "linux") {
        folder.run_with(&["extract", "in"], &[("PATH", "/nowhere")]).ends(1).says("not installed").says("Save it as DOCX or PDF");
        assert_eq!(entry(&folder.manifest("output"), "old.doc")["error"]["code"], "converter_missing");
    }
}

/// A stand-in for LibreOffice: a script in a folder that comes first on the path.
#[cfg(unix)]
fn office(folder: &Folder, script: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    folder.add("bin/soffice", format!("#!/bin/sh\n{script}\n").as_bytes());
    std::fs::set_permissions(folder.path("bin/soffice"), std::fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", folder.path("bin").display(), std::env::var("PATH").unwrap())
}

/// Finds the folder that files are to be written to.
#[cfg(unix)]
const OUT: &str = "while [ $# -gt 1 ]; do [ \"$1\" = --outdir ] && out=\"$2\"; shift; done";

#[cfg(unix)]
#[test]
fn a_converted_file_says_so() {
    let folder = Folder::with(&[
        ("in/old.doc", &doc()),
        ("case.docx", &std::fs::read(format!("{}/karite-sahel--word-headings.docx", super::support::FIXTURES)).unwrap()),
    ]);
    let case = folder.path("case.docx");
    let path = office(&folder, &format!("{OUT}\nmkdir -p \"$out\" && cp '{}' \"$out/file.docx\"", case.display()));
    folder.run_with(&["extract", "in"], &[("PATH", &path)]).ends(0);
    let records = folder.records("output");
    let record = &records[0];
    assert_eq!(record["document"]["media_type"], "application/msword");
    assert_eq!(record["document"]["bytes"], doc().len());
    let flag = record["flags"].as_array().unwrap().iter().find(|f| f["code"] == "converted").unwrap();
    assert_eq!((&flag["severity"], &flag["detail"]), (&"info".into(), &"a Word 97-2003 document (.doc) read through LibreOffice".into()));
}

#[cfg(unix)]
#[test]
fn a_converter_that_fails_or_hangs_is_named_and_ended_with_its_children() {
    let folder = Folder::with(&[("in/old.doc", &doc()), ("in/a.txt", CASE.as_bytes())]);
    let path = office(&folder, "exit 1");
    folder.run_with(&["extract", "in"], &[("PATH", &path)]).ends(1).says("did not convert").says("save it as DOCX or PDF");
    let alive = folder.path("alive");
    let path = office(&folder, &format!("(sleep 5; touch '{}') & wait", alive.display()));
    let started = std::time::Instant::now();
    folder.run_with(&["extract", "in", "--timeout", "2"], &[("PATH", &path)]).ends(1).says("longer than 1 s");
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    assert_eq!(entry(&folder.manifest("output"), "old.doc")["error"]["code"], "not_converted");
    std::thread::sleep(std::time::Duration::from_secs(6).saturating_sub(started.elapsed()));
    assert!(!alive.exists(), "its children were ended too");
}
