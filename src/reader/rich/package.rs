//! The zip around a Word file: its parts by name, their relationships, and the limits on what they unpack to.

use super::xml::Xml;
use crate::reader::ReadError;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::read::read_zipfile_from_stream;
use zip::result::ZipError;

/// A part's text may unpack to this many bytes; the largest of a thousand-page report takes two thirds of it.
const MAX_PART: u64 = 32 << 20;
/// And all parts read of one file to this many.
const MAX_ALL: u64 = 48 << 20;

pub struct Package<'a> {
    store: Store<'a>,
    /// Where each part is in the store; names in small letters, as writers differ in their case.
    names: HashMap<String, usize>,
    unpacked: u64,
    /// Parts that could not be unpacked whole.
    damaged: Vec<String>,
}

enum Store<'a> {
    Archive(ZipArchive<Cursor<&'a [u8]>>),
    /// The parts that stand before the place where a zip was cut off.
    Salvaged(Vec<Vec<u8>>),
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
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Self::salvage(bytes) };
        let names = (0..archive.len()).filter_map(|i| Some((plain_name(&archive.name_for_index(i)?.ok()?), i))).collect();
        Ok(Self { store: Store::Archive(archive), names, unpacked: 0, damaged: Vec::new() })
    }

    /// A zip's list of parts stands at its end. Where that is missing, the parts themselves are read one after the other
    /// as far as they go: half a download is better than none.
    fn salvage(mut bytes: &[u8]) -> Result<Self, ReadError> {
        let mut out =
            Self { store: Store::Salvaged(Vec::new()), names: HashMap::new(), unpacked: 0, damaged: vec!["the list of parts".into()] };
        let mut parts = Vec::new();
        while let Ok(Some(file)) = read_zipfile_from_stream(&mut bytes) {
            let name = file.name().map(|n| plain_name(&n)).unwrap_or_default();
            if has_ending(&name, &["xml", "rels"]) {
                let (is_whole, part) = unpack(file);
                out.account(&name, is_whole, &part)?;
                out.names.insert(name, parts.len());
                parts.push(part);
            }
        }
        out.store = Store::Salvaged(parts);
        Ok(out)
    }

    /// Holds what was unpacked against the limits, and remembers what came out damaged.
    fn account(&mut self, name: &str, is_whole: bool, bytes: &[u8]) -> Result<(), ReadError> {
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > MAX_PART || self.unpacked > MAX_ALL {
            return Err(ReadError::TooLarge(format!("its part {name} unpacks to more than {} MB", MAX_PART >> 20)));
        }
        if !is_whole {
            self.damaged.push(name.to_owned());
        }
        Ok(())
    }

    /// What could not be unpacked.
    pub fn damaged(&self) -> &[String] {
        &self.damaged
    }

    /// The text of a part, as much of it as can be unpacked; none if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(&index) = self.names.get(&plain_name(name)) else { return Ok(None) };
        let (is_whole, bytes) = match &mut self.store {
            Store::Salvaged(parts) => return Ok(parts.get(index).cloned().map(decode)),
            Store::Archive(archive) => match archive.by_index(index) {
                Ok(file) => unpack(file),
                Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                    return Err(ReadError::PasswordNeeded);
                }
                Err(_) => (false, Vec::new()),
            },
        };
        self.account(name, is_whole, &bytes)?;
        Ok(Some(decode(bytes)))
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
            let key = plain_name(&name);
            if has_ending(&key, &["xml"]) && self.names.contains_key(&key) {
                return Ok(name);
            }
        }
        Err(ReadError::Damaged(if self.damaged.is_empty() {
            "it is a zip without a Word document inside".into()
        } else {
            "it begins like a Word file, but breaks off before the document".into()
        }))
    }
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

fn plain_name(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// Unpacks as far as the file and the limit go, and says whether that was without an error.
fn unpack(file: impl Read) -> (bool, Vec<u8>) {
    let mut bytes = Vec::new();
    let is_whole = file.take(MAX_PART + 1).read_to_end(&mut bytes).is_ok();
    (is_whole, bytes)
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
