//! Which format a file really is: told by its bytes; the name only helps to say what is wrong.

use super::ReadError;
use super::text;
use std::io::{Cursor, Read as _};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Docx,
    Text,
}

impl Format {
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Text => "text/plain",
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
        return zip_content(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(ole_content(bytes));
    }
    if let Some(kind) = known_by_signature(bytes) {
        return Err(ReadError::Unsupported(kind.to_owned()));
    }
    if text::looks_like_text(bytes) {
        // Blank in every encoding: white space, byte order marks, zeros.
        let blank = |b: &u8| b.is_ascii_whitespace() || matches!(b, 0 | 0xFE | 0xFF | 0xEF | 0xBB | 0xBF | 0xA0 | 0xC2 | 0x0C);
        return if bytes.iter().all(blank) { Err(ReadError::NoText) } else { Ok(Format::Text) };
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

/// An archive's list of parts tells Word files from their neighbours.
fn zip_content(bytes: &[u8]) -> Result<Format, ReadError> {
    let damaged = || ReadError::Damaged("it begins like a Word file or zip archive, but its end is missing or its list of parts can't be read".to_owned());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MOST_PARTS {
        return Err(ReadError::TooLarge(format!("an archive of {} parts", archive.len())));
    }
    let names: Vec<String> = archive.file_names().flatten().map(|n| n.trim_start_matches('/').replace('\\', "/").to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("word/document.xml") {
        return Ok(Format::Docx);
    }
    let unsupported = |kind: &str| Err(ReadError::Unsupported(kind.to_owned()));
    if has("xl/workbook.xml") || has("xl/workbook.bin") {
        return unsupported("an Excel workbook");
    }
    if has("ppt/presentation.xml") {
        return unsupported("a PowerPoint presentation");
    }
    if names.iter().any(|n| n.ends_with(".iwa")) {
        return unsupported("a document of Apple's Pages, Numbers or Keynote");
    }
    // Some programs name the main part otherwise and say where it is.
    if has("[content_types].xml") && part(&mut archive, "[Content_Types].xml").contains("wordprocessingml.") {
        return Ok(Format::Docx);
    }
    let declared = part(&mut archive, "mimetype");
    unsupported(match declared.trim() {
        "application/vnd.oasis.opendocument.text" => "an OpenDocument text (ODT)",
        "application/vnd.oasis.opendocument.spreadsheet" => "an OpenDocument spreadsheet (ODS)",
        "application/vnd.oasis.opendocument.presentation" => "an OpenDocument presentation (ODP)",
        "application/epub+zip" => "an e-book (EPUB)",
        _ => "a zip archive",
    })
}

/// The start of a part as text; empty if it isn't there.
fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    const MOST: u64 = 256 * 1024;
    let mut bytes = Vec::new();
    if let Ok(file) = archive.by_name(name) {
        // A broken part is told from what could be read of it.
        let _ = file.take(MOST).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Microsoft's compound file: its directory names streams in UTF-16, each name a tell-tale.
fn ole_content(bytes: &[u8]) -> ReadError {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        return ReadError::PasswordNeeded;
    }
    let kind = if has("WordDocument") {
        "a Word 97-2003 document (.doc)"
    } else if has("__properties_version") {
        "an Outlook message (.msg)"
    } else if has("PowerPoint Document") {
        "a PowerPoint 97-2003 presentation (.ppt)"
    } else if has("Workbook") {
        "an Excel 97-2003 workbook (.xls)"
    } else {
        "an old Microsoft Office file"
    };
    ReadError::Unsupported(kind.to_owned())
}

/// Formats whose first bytes say what they are: offset, bytes, name.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"{\\rtf", "a rich text file (RTF)"),
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
