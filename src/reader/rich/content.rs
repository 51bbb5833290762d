//! What a story of the file (its body, a note, a header) holds, before it is laid out as canonical text.

#[derive(Debug, Clone)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    pub pieces: Vec<Piece>,
    /// The number or bullet printed before it.
    pub marker: Option<String>,
    pub in_list: bool,
    /// From 1.
    pub heading: Option<u8>,
    /// A line of a generated table of contents.
    pub contents: bool,
}

/// Text of one look on one page. White space is as the file has it.
#[derive(Debug, Clone)]
pub struct Piece {
    pub text: String,
    pub look: Look,
    pub page: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    /// In half-points.
    pub size: u16,
}

#[derive(Debug, Clone, Default)]
pub struct Table {
    pub rows: usize,
    pub cols: usize,
    pub header_rows: usize,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone)]
pub struct Cell {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    pub blocks: Vec<Block>,
}

impl Block {
    /// All its words, to tell it from others.
    pub fn text(&self) -> String {
        match self {
            Self::Paragraph(p) => p.pieces.iter().map(|p| p.text.as_str()).collect(),
            Self::Table(t) => t.cells.iter().flat_map(|c| &c.blocks).map(Self::text).collect::<Vec<_>>().join("\t"),
        }
    }
}

impl Paragraph {
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|p| p.text.chars().all(|c| c.is_whitespace() || super::layout::is_invisible(c)))
    }
}

/// The built-in name of a style that lines of a generated table of contents, of figures or of authorities have.
pub fn is_contents_style(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let level = name.strip_prefix("toc ").or_else(|| name.strip_prefix("contents "));
    level.is_some_and(|l| l.parse::<u8>().is_ok())
        || ["toc heading", "contents heading", "table of figures", "table of authorities"].contains(&name.as_str())
}
