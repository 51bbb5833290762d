//! Which format a file really is: told by its bytes; the name only helps to say what is wrong.

use super::foreign::{self, Foreign};
use super::{ReadError, html, text};
use std::io::{Cursor, Read, Seek};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Docx,
    Odt,
    Rtf,
    Html,
    Text,
    /// Read through another program.
    Foreign(&'static Foreign),
}

impl Format {
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Rtf => "application/rtf",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Foreign(foreign) => foreign.media_type,
        }
    }
}

/// How far into a file a PDF's header may stand: mail programs and printers write things before it.
const PDF_HEADER_WITHIN: usize = 1024;

/// Archives with more parts than this are no submission; listing them would only cost time.
const MOST_PARTS: usize = 20_000;

/// # Errors
/// When the file holds nothing casebook can read, naming what it is.
pub fn identify(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes[..bytes.len().min(PDF_HEADER_WITHIN)].windows(5).any(|w| w == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match archive_content(Cursor::new(bytes))? {
            Archive::Document(format) => Ok(format),
            Archive::Files => Err(ReadError::Unsupported("a zip archive".to_owned())),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ole_content(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Format::Rtf);
    }
    if bytes.starts_with(b"\xFFWPC") {
        return Ok(Format::Foreign(&foreign::WORD_PERFECT));
    }
    if let Some(kind) = known_by_signature(bytes) {
        return Err(ReadError::Unsupported(kind.to_owned()));
    }
    if text::looks_like_text(bytes) {
        // Blank in every encoding: white space, byte order marks, zeros.
        let blank = |b: &u8| b.is_ascii_whitespace() || matches!(b, 0 | 0xFE | 0xFF | 0xEF | 0xBB | 0xBF | 0xA0 | 0xC2 | 0x0C);
        return if bytes.iter().all(blank) { Err(ReadError::NoText) } else { Ok(text_content(bytes, name)) };
    }
    Err(unknown_content(name))
}

/// What to say of bytes that are neither text nor anything known: what the name promises is a help.
fn unknown_content(name: &str) -> ReadError {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    let promised = match ending.as_str() {
        "docx" | "docm" | "dotx" | "dotm" | "doc" => "Word file",
        "pdf" => "PDF",
        "txt" | "text" | "md" | "csv" | "html" | "htm" => "text file",
        _ => return ReadError::Unsupported("binary data of an unknown kind".to_owned()),
    };
    ReadError::Damaged(format!("its content is no {promised} although its name ends in .{ending}"))
}

/// How far into a text its kind shows.
const TEXT_KIND_WITHIN: usize = 4096;

/// Text may be a markup some program reads.
fn text_content(bytes: &[u8], name: &str) -> Format {
    let start = text::decode(&bytes[..bytes.len().min(TEXT_KIND_WITHIN)]).text;
    if html::is_page(&start, name) {
        return Format::Html;
    }
    if start.trim_start_matches(['\u{FEFF}', ' ', '\r', '\n']).starts_with("<?xml") {
        if start.contains("<office:document") && start.contains("opendocument.text") {
            return Format::Odt;
        }
        if start.contains("<w:wordDocument") || start.contains("<pkg:package") {
            return Format::Foreign(&foreign::WORD_XML);
        }
    }
    Format::Text
}

/// What an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Archive {
    /// A document whose parts are kept in one.
    Document(Format),
    /// Files someone packed.
    Files,
}

/// An archive's list of parts tells Word files from their neighbours.
///
/// # Errors
/// When its list of parts can't be read or is far too long, or when it is nothing casebook can read.
pub fn archive_content(file: impl Read + Seek) -> Result<Archive, ReadError> {
    let damaged = || {
        ReadError::Damaged(
            "it begins like a Word file or zip archive, but its end is missing or its list of parts can't be read".to_owned(),
        )
    };
    let mut archive = zip::ZipArchive::new(file).map_err(|_| damaged())?;
    if archive.len() > MOST_PARTS {
        return Err(ReadError::TooLarge(format!("an archive of {} parts", archive.len())));
    }
    let names: Vec<String> = archive.file_names().flatten().map(|n| n.trim_start_matches('/').replace('\\', "/").to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let document = |format| Ok(Archive::Document(format));
    if has("word/document.xml") {
        return document(Format::Docx);
    }
    for (main_part, foreign) in foreign::BY_MAIN_PART {
        if has(main_part) {
            return document(Format::Foreign(foreign));
        }
    }
    // Some programs name the main part otherwise and say where it is.
    if has("[content_types].xml") && part(&mut archive, "[Content_Types].xml").contains("wordprocessingml.") {
        return document(Format::Docx);
    }
    let declared = part(&mut archive, "mimetype");
    match declared.trim() {
        "application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.text-template" => document(Format::Odt),
        "application/epub+zip" => Err(ReadError::Unsupported("an e-book (EPUB)".to_owned())),
        kind => foreign::of_open_document(kind).map_or(Ok(Archive::Files), |f| document(Format::Foreign(f))),
    }
}

/// The start of a part as text; empty if it isn't there.
fn part(archive: &mut zip::ZipArchive<impl Read + Seek>, name: &str) -> String {
    const MOST: u64 = 256 * 1024;
    let mut bytes = Vec::new();
    if let Ok(file) = archive.by_name(name) {
        // A broken part is told from what could be read of it.
        let _ = file.take(MOST).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Microsoft's compound file: its directory names streams in UTF-16, each name a tell-tale.
fn ole_content(bytes: &[u8]) -> Result<Format, ReadError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        return Err(ReadError::PasswordNeeded);
    }
    if has("__properties_version") {
        return Err(ReadError::OutlookMessage);
    }
    let found = foreign::BY_STREAM.iter().find(|(stream, _)| has(stream));
    found.map(|(_, f)| Format::Foreign(f)).ok_or_else(|| ReadError::Unsupported("an old Microsoft Office file".to_owned()))
}

/// Formats whose first bytes say what they are: offset, bytes, name.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1A\n", "a PNG picture"),
    (0, b"\xFF\xD8\xFF", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (4, b"ftypheic", "a HEIC picture"),
    (4, b"ftypheix", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"8BPS", "a Photoshop picture"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"ID3", "an audio recording"),
    (0, b"\xFF\xFB", "an audio recording"),
    (0, b"\xFF\xF3", "an audio recording"),
    (0, b"OggS", "an audio recording"),
    (0, b"fLaC", "an audio recording"),
    (8, b"WAVE", "an audio recording"),
    (4, b"ftypM4A", "an audio recording"),
    (8, b"AVI ", "a video"),
    (4, b"ftyp", "a video"),
    (0, b"\x1A\x45\xDF\xA3", "a video"),
    (0, b"MZ", "a Windows program"),
    (0, b"\x7FELF", "a program"),
    (0, b"\xCF\xFA\xED\xFE", "a program"),
    (0, b"\x1F\x8B", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xFD7zXZ\0", "an xz archive"),
    (0, b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (0, b"Rar!\x1A\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"BM", "a BMP picture"),
];

/// Signatures this short also begin honest texts ("MZ Cooperative", "BMW plant"): they count only where the rest is no text.
const TELLING: usize = 4;

fn known_by_signature(bytes: &[u8]) -> Option<&'static str> {
    let starts = |(at, signature, _): &&(usize, &[u8], &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(signature));
    let (at, signature, kind) = SIGNATURES.iter().find(starts)?;
    let printable = signature.iter().all(|b| b.is_ascii_graphic() || *b == b' ');
    let doubtful = printable && (*at > 0 || signature.len() < TELLING) || signature.starts_with(b"\xFF");
    (!doubtful || !text::looks_like_text(bytes)).then_some(*kind)
}

#[cfg(test)]
mod tests {
    use super::{Format, identify};
    use crate::reader::ReadError;
    use std::io::{Cursor, Write as _};
    use zip::write::SimpleFileOptions;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn compound(stream: &str) -> Vec<u8> {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600], &name, &[0; 40]].concat()
    }

    fn junk() -> Vec<u8> {
        (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
    }

    #[test]
    fn formats_that_are_read() {
        let word = archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>")]);
        let renamed = archive(&[
            ("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            ("word/document2.xml", ""),
        ]);
        let wide: Vec<u8> = "Bon jour".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: Vec<(&str, Vec<u8>, Format)> = vec![
            ("a.pdf", b"%PDF-1.7\n".to_vec(), Format::Pdf),
            ("a.txt", b"%PDF-1.7\n".to_vec(), Format::Pdf),
            ("mailed.pdf", [b"Subject: here it is\r\n\r\n".as_slice(), b"%PDF-1.4"].concat(), Format::Pdf),
            ("a.docx", word.clone(), Format::Docx),
            ("a.docm", word.clone(), Format::Docx),
            ("a", word, Format::Docx),
            ("main-part-elsewhere.docx", renamed, Format::Docx),
            ("a.txt", b"Title: A shop of our own".to_vec(), Format::Text),
            ("a.docx", b"Title: A shop of our own".to_vec(), Format::Text),
            ("a.pdf", b"Title: A shop of our own".to_vec(), Format::Text),
            ("a.html", b"<html><p>Words</p></html>".to_vec(), Format::Html),
            ("a.doc", b"<html xmlns:w=\"urn:w\"><p>Words</p></html>".to_vec(), Format::Html),
            ("wide.html", "<!DOCTYPE html><p>Mots".encode_utf16().flat_map(u16::to_le_bytes).collect(), Format::Html),
            ("a.odt", odf("text"), Format::Odt),
            ("a.ott", odf("text-template"), Format::Odt),
            (
                "a.fodt",
                b"<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.text\">".to_vec(),
                Format::Odt,
            ),
            ("a.rtf", b"{\\rtf1\\ansi Words}".to_vec(), Format::Rtf),
            ("a.doc", b"{\\rtf1\\ansi Words}".to_vec(), Format::Rtf),
            ("windows.txt", b"Caf\xE9 coop\xE9ratif".to_vec(), Format::Text),
            ("wide.txt", wide, Format::Text),
            ("looks-like-a-bitmap.txt", b"BM is our bakery's name".to_vec(), Format::Text),
            ("looks-like-a-program.txt", b"MZ Cooperative, annual report".to_vec(), Format::Text),
            ("looks-like-sound.txt", b"ID3 is our project's third idea".to_vec(), Format::Text),
            ("late-header.txt", [vec![b'a'; 2000], b"%PDF-1.4".to_vec()].concat(), Format::Text),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(identify(&bytes, name), Ok(expected), "{name}");
        }
    }

    fn odf(kind: &str) -> Vec<u8> {
        archive(&[("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")), ("content.xml", "")])
    }

    #[test]
    fn formats_another_program_reads() {
        let cases: Vec<(&str, Vec<u8>, &str, &str)> = vec![
            ("a.xlsx", archive(&[("xl/workbook.xml", "")]), "an Excel workbook", "html"),
            ("a.docx", archive(&[("xl/workbook.xml", "")]), "an Excel workbook", "html"),
            ("a.pptx", archive(&[("ppt/presentation.xml", "")]), "a PowerPoint presentation", "pdf"),
            ("a.ods", odf("spreadsheet"), "an OpenDocument spreadsheet (ODS)", "html"),
            ("a.odp", odf("presentation"), "an OpenDocument presentation (ODP)", "pdf"),
            ("a.otp", odf("presentation-template"), "an OpenDocument presentation (ODP)", "pdf"),
            ("a.pages", archive(&[("Index/Document.iwa", "")]), "a document of Apple's Pages, Numbers or Keynote", "docx"),
            ("a.doc", compound("WordDocument"), "a Word 97-2003 document (.doc)", "docx"),
            ("a.xls", compound("Workbook"), "an Excel 97-2003 workbook (.xls)", "html"),
            ("a.ppt", compound("PowerPoint Document"), "a PowerPoint 97-2003 presentation (.ppt)", "pdf"),
            ("a.wpd", b"\xFFWPC\x10\0\0\0".to_vec(), "a WordPerfect document", "docx"),
            ("a.xml", b"<?xml version=\"1.0\"?><w:wordDocument>".to_vec(), "a Word document saved as XML", "docx"),
        ];
        for (name, bytes, expected, target) in cases {
            let Ok(Format::Foreign(foreign)) = identify(&bytes, name) else { panic!("{name} is not known") };
            assert_eq!((foreign.name, foreign.target), (expected, target), "{name}");
        }
    }

    #[test]
    fn neighbours_are_refused_by_name() {
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("a.epub", archive(&[("mimetype", "application/epub+zip")]), "an e-book (EPUB)"),
            ("a.zip", archive(&[("case.txt", "words")]), "a zip archive"),
            ("empty.zip", archive(&[]), "a zip archive"),
            ("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(), "a JPEG picture"),
            ("scan.pdf", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(), "a JPEG picture"),
            ("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\x0D".to_vec(), "a PNG picture"),
            ("a.gif", b"GIF89a\x01\0\x01\0".to_vec(), "a GIF picture"),
            ("a.tif", b"II*\0\x08\0\0\0".to_vec(), "a TIFF picture"),
            ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "a HEIC picture"),
            ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec(), "a video"),
            ("a.mp3", [b"ID3\x03\0\0\0\0\0\0".as_slice(), &junk()].concat(), "an audio recording"),
            ("a.exe", [b"MZ\x90\0\x03\0\0\0".as_slice(), &junk()].concat(), "a Windows program"),
            ("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), "a 7-Zip archive"),
            ("a.gz", b"\x1F\x8B\x08\0\0\0".to_vec(), "a gzip archive"),
            ("a.bin", junk(), "binary data of an unknown kind"),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(identify(&bytes, name), Err(ReadError::Unsupported(expected.to_owned())), "{name}");
        }
    }

    #[test]
    fn broken_protected_and_empty_files() {
        let mut cut = archive(&[("word/document.xml", &"words ".repeat(500))]);
        cut.truncate(cut.len() / 2);
        let code = |bytes: &[u8], name: &str| identify(bytes, name).map_err(|e| e.code());
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("empty.pdf", Vec::new(), "empty"),
            ("blank.txt", b" \r\n\t \n".to_vec(), "no_text"),
            ("blank-wide.txt", b"\xFF\xFE \0\r\0\n\0".to_vec(), "no_text"),
            ("cut.docx", cut, "damaged"),
            ("junk.docx", junk(), "damaged"),
            ("junk.pdf", junk(), "damaged"),
            ("protected.docx", compound("EncryptedPackage"), "password_needed"),
            ("a.msg", compound("__properties_version1.0"), "outlook_message"),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(code(&bytes, name), Err(expected), "{name}");
        }
        let said = identify(&junk(), "report.DOCX").unwrap_err().to_string();
        assert_eq!(said, "the file is damaged: its content is no Word file although its name ends in .docx");
    }
}
