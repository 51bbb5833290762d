//! The zip around a Word file: its parts by name, their relationships, and the limits on what they unpack to.

use super::ReadError;
use super::xml::Xml;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A part's text may unpack to this many bytes; the largest of a thousand-page report takes two thirds of it.
const MAX_PART: u64 = 32 << 20;
/// And all parts read of one file to this many.
const MAX_ALL: u64 = 48 << 20;

pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

/// A pointer from one part to another.
pub struct Relationship {
    pub id: String,
    /// The last word of its type ("footnotes"): strict and transitional files agree on it.
    pub kind: String,
    /// The part's name in the zip.
    pub target: String,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| ReadError::Damaged("it starts like a Word file, but its end is missing or its list of parts is broken".into()))?;
        Ok(Self { archive, unpacked: 0 })
    }

    /// The text of a part; none if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let damaged = |_| ReadError::Damaged(format!("its part {name} can't be unpacked"));
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => return Err(ReadError::PasswordNeeded),
            Err(e) => return Err(damaged(std::io::Error::other(e))),
        };
        let mut bytes = Vec::new();
        let outcome = file.take(MAX_PART + 1).read_to_end(&mut bytes);
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > MAX_PART || self.unpacked > MAX_ALL {
            return Err(ReadError::TooLarge(format!("its part {name} unpacks to more than {} MB", MAX_PART >> 20)));
        }
        match outcome {
            // What was unpacked before the damage is worth reading.
            Err(e) if bytes.is_empty() => Err(damaged(e)),
            _ => Ok(Some(decode(bytes))),
        }
    }

    /// Part names differ in case between some writers.
    fn index(&self, name: &str) -> Option<usize> {
        let exact = self.archive.index_for_name(name);
        exact.or_else(|| (0..self.archive.len()).find(|i| self.archive.name_for_index(*i).is_some_and(|n| n.is_ok_and(|n| same(&n, name)))))
    }

    /// What a part points to; "" stands for the package itself.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let sheet = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(text) = self.part(&sheet)? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&text);
        let mut out = Vec::new();
        while let Some(element) = xml.next_inside(0)? {
            if element.name() != "Relationship" || element.attribute("TargetMode").is_some_and(|m| m == "External") {
                continue;
            }
            let (Some(id), Some(kind), Some(target)) = (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"))
            else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            out.push(Relationship { id: id.into_owned(), kind, target: resolve(folder, &target) });
        }
        Ok(out)
    }

    /// The document's main part, wherever the package keeps it.
    pub fn main_part(&mut self) -> Result<String, ReadError> {
        let root = self.relationships("")?;
        let named = root.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        let candidates = named.into_iter().chain(["word/document.xml".to_owned(), "word/document2.xml".to_owned()]);
        for name in candidates {
            if name.to_ascii_lowercase().ends_with(".xml") && self.index(&name).is_some() {
                return Ok(name);
            }
        }
        Err(ReadError::Damaged("it is a zip without a Word document inside".into()))
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim_start_matches('/').replace('\\', "/").eq_ignore_ascii_case(b)
}

/// A target relative to the folder of the part that names it.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            name => path.push(name),
        }
    }
    path.join("/")
}

/// Parts are UTF-8 or UTF-16; wrong bytes become replacement characters rather than an error.
fn decode(bytes: Vec<u8>) -> String {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return encoding_rs::UTF_8.decode(&bytes).0.into_owned();
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => String::from_utf8_lossy(e.as_bytes()).into_owned(),
    }
}
