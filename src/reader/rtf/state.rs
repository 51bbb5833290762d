//! What control words change, and groups save and restore.

use crate::reader::rich::content::Look;

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    Text,
    /// Pictures, field instructions, what programs keep for themselves.
    Nowhere,
    Fonts,
    Styles,
    Title,
    Author,
    /// The number or bullet before a paragraph.
    Marker,
}

/// The format's own switches.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone)]
pub struct State {
    pub destination: Destination,
    pub bold: bool,
    pub italic: bool,
    pub hidden: bool,
    pub deleted: bool,
    pub inserted: bool,
    /// In half-points.
    pub size: u16,
    pub font: i32,
    /// Characters to pass over after a `\u`.
    pub fallback: usize,
    /// Tables the paragraph stands in.
    pub tables: usize,
    /// From 1.
    pub heading: Option<u8>,
    pub style: i32,
    /// The group began with `\*`: unless known, it is not for us.
    pub optional: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Text,
            bold: false,
            italic: false,
            hidden: false,
            deleted: false,
            inserted: false,
            size: 24,
            font: -1,
            fallback: 1,
            tables: 0,
            heading: None,
            style: 0,
            optional: false,
        }
    }
}

impl State {
    pub fn look(&self) -> Look {
        Look { bold: self.bold, italic: self.italic, size: self.size }
    }

    /// Words that only change how text looks. Says whether the word was one.
    pub fn format(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            "b" => self.bold = on,
            "i" => self.italic = on,
            "v" => self.hidden = on,
            "deleted" => self.deleted = on,
            "revised" => self.inserted = on,
            "fs" => self.size = number.filter(|n| (2..4000).contains(n)).map_or(24, |n| n as u16),
            "uc" => self.fallback = number.unwrap_or(1).clamp(0, 16) as usize,
            "plain" => {
                let Self { destination, font, fallback, tables, heading, style, optional, .. } = *self;
                *self = Self { destination, font, fallback, tables, heading, style, optional, ..Self::default() };
            }
            "pard" => (self.tables, self.heading, self.style) = (0, None, 0),
            "intbl" => self.tables = self.tables.max(1),
            "itap" => self.tables = number.unwrap_or(0).clamp(0, 50) as usize,
            "outlinelevel" => self.heading = number.filter(|l| (0..9).contains(l)).map(|l| l as u8 + 1),
            "s" => self.style = number.unwrap_or(0),
            _ => return false,
        }
        true
    }
}

/// Where a group's text goes that begins with this word; none: the word begins no group of its own.
pub fn destination(word: &str) -> Option<Destination> {
    Some(match word {
        "fonttbl" => Destination::Fonts,
        "stylesheet" => Destination::Styles,
        "title" => Destination::Title,
        "author" => Destination::Author,
        "listtext" | "pntext" => Destination::Marker,
        "info" | "colortbl" | "pict" | "nonshppict" | "object" | "fldinst" | "sp" | "shprslt" | "xe" | "tc" | "rxe" | "bkmkstart"
        | "bkmkend" | "filetbl" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "themedata"
        | "colorschememapping" | "datastore" | "latentstyles" | "xmlnstbl" | "pgptbl" | "mmathPr" | "wgrffmtfilter" | "nonesttables"
        | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "ftncn" | "aftncn" | "formfield" | "datafield" | "pnseclvl" | "pn"
        | "private" | "comment" | "template" | "atnid" | "atnauthor" | "atntime" | "atnicn" | "atndate" | "atnref" | "atrfstart"
        | "atrfend" | "operator" | "keywords" | "subject" | "doccomm" | "company" | "manager" | "category" | "hlinkbase" | "userprops"
        | "docvar" | "background" | "passwordhash" | "objdata" | "objclass" | "falt" | "panose" | "levelnumbers" | "leveltext"
        | "creatim" | "revtim" | "printim" | "buptim" | "blipuid" | "picprop" => Destination::Nowhere,
        "fldrslt" | "shptxt" | "result" | "shpinst" | "shp" | "nesttableprops" | "ud" | "shpgrp" => Destination::Text,
        _ => return None,
    })
}

/// The character a control word stands for.
pub fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" | "line" | "softline" | "lbr" => " ",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => "\u{2009}",
        _ => return None,
    })
}
