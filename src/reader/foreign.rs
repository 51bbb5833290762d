//! Formats casebook does not read itself but LibreOffice does.

/// A format, and what it is turned into for reading.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// As people call it, with its article.
    pub name: &'static str,
    pub media_type: &'static str,
    /// The usual ending, which the other program goes by.
    pub ending: &'static str,
    /// What it is turned into.
    pub target: &'static str,
}

const fn foreign(name: &'static str, media_type: &'static str, ending: &'static str, target: &'static str) -> Foreign {
    Foreign { name, media_type, ending, target }
}

// Texts become Word files, tables pages with tables, slides the pages they are.
pub static WORD: Foreign = foreign("a Word 97-2003 document (.doc)", "application/msword", "doc", "docx");
pub static WORD_XML: Foreign = foreign("a Word document saved as XML", "application/xml", "xml", "docx");
pub static WORD_PERFECT: Foreign = foreign("a WordPerfect document", "application/vnd.wordperfect", "wpd", "docx");
static PAGES: Foreign = foreign("a document of Apple's Pages, Numbers or Keynote", "application/vnd.apple.pages", "pages", "docx");
static SLIDES_OLD: Foreign = foreign("a PowerPoint 97-2003 presentation (.ppt)", "application/vnd.ms-powerpoint", "ppt", "pdf");
static SLIDES: Foreign =
    foreign("a PowerPoint presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "pdf");
static SHEETS_OLD: Foreign = foreign("an Excel 97-2003 workbook (.xls)", "application/vnd.ms-excel", "xls", "html");
static SHEETS: Foreign = foreign("an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "html");
static SHEETS_BINARY: Foreign = foreign("an Excel workbook", "application/vnd.ms-excel.sheet.binary.macroenabled.12", "xlsb", "html");
static OPEN_SHEETS: Foreign = foreign("an OpenDocument spreadsheet (ODS)", "application/vnd.oasis.opendocument.spreadsheet", "ods", "html");
static OPEN_SLIDES: Foreign =
    foreign("an OpenDocument presentation (ODP)", "application/vnd.oasis.opendocument.presentation", "odp", "pdf");
static OPEN_DRAWING: Foreign = foreign("an OpenDocument drawing (ODG)", "application/vnd.oasis.opendocument.graphics", "odg", "pdf");
static OPEN_BOOK: Foreign =
    foreign("an OpenDocument master document (ODM)", "application/vnd.oasis.opendocument.text-master", "odm", "docx");

/// Archives by the part only they have.
pub const BY_MAIN_PART: &[(&str, &Foreign)] = &[
    ("xl/workbook.xml", &SHEETS),
    ("xl/workbook.bin", &SHEETS_BINARY),
    ("ppt/presentation.xml", &SLIDES),
    ("index/document.iwa", &PAGES),
    ("index.zip", &PAGES),
    ("index.xml", &PAGES),
];

/// Microsoft's compound files by a stream only they have.
pub const BY_STREAM: &[(&str, &Foreign)] = &[("WordDocument", &WORD), ("PowerPoint Document", &SLIDES_OLD), ("Workbook", &SHEETS_OLD)];

/// By the media type an OpenDocument file declares; templates are read as what they are templates for.
pub fn of_open_document(media_type: &str) -> Option<&'static Foreign> {
    let kind = media_type.strip_suffix("-template").unwrap_or(media_type);
    [&OPEN_SHEETS, &OPEN_SLIDES, &OPEN_DRAWING, &OPEN_BOOK].into_iter().find(|f| f.media_type == kind)
}
