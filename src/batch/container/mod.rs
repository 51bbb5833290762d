//! Files that hold other files: archives and mails. Each member is read like a file of its own, without ever being
//! written to disk: discovery lists them, a worker takes its member out of the file that holds it.

mod archive;
mod mail;

use crate::reader::{Archive, ReadError, archive_content};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

/// Members of one container; more is an archive of something else.
const MOST_MEMBERS: usize = 2_000;
/// What a member may unpack to.
const MOST_BYTES: u64 = 128 << 20;
/// What all of a container's members say they unpack to.
const MOST_IN_ALL: u64 = 1 << 30;
/// Containers inside one another: an archive in a mail, an archive in an archive, and no further.
const MOST_NESTED: usize = 2;

/// A kind of container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Archive,
    Mail,
}

/// A file in a container, or what stands in for one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Its place in each container around it, outermost first.
    pub at: Vec<usize>,
    /// Its path inside, cleaned: it leads nowhere else.
    pub path: String,
    pub what: What,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    File,
    /// No submission; why.
    Ignored(&'static str),
    /// Can't be read; why.
    Refused(ReadError),
}

/// Where a container's bytes are.
trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// What kind of container a file is, if it is one.
pub(super) fn kind_of_file(path: &Path) -> Option<Kind> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    kind_of(&mut BufReader::new(File::open(path).ok()?), &name)
}

fn kind_of(source: &mut dyn Source, name: &str) -> Option<Kind> {
    let mut start = Vec::new();
    source.take(mail::HEADERS_WITHIN).read_to_end(&mut start).ok()?;
    source.seek(SeekFrom::Start(0)).ok()?;
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return (archive_content(source) == Ok(Archive::Files)).then_some(Kind::Archive);
    }
    mail::is_mail(&start, name).then_some(Kind::Mail)
}

/// All members of a container, those of containers in it among them.
///
/// # Errors
/// When it can't be listed, holds nothing, or holds too much.
pub(super) fn list(path: &Path, kind: Kind) -> Result<Vec<Member>, ReadError> {
    let mut source = BufReader::new(File::open(path).map_err(|e| broken(&e))?);
    list_in(&mut source, kind, &[])
}

fn list_in(source: &mut dyn Source, kind: Kind, outer: &[usize]) -> Result<Vec<Member>, ReadError> {
    let found = match kind {
        Kind::Archive => archive::list(source)?,
        Kind::Mail => mail::list(&whole(source)?)?,
    };
    let mut members = Vec::with_capacity(found.len());
    for (at, path, what) in found {
        let at = [outer, &[at]].concat();
        let inner = if what == What::File { nested(source, kind, &at, &path) } else { Ok(None) };
        match inner {
            Ok(None) => members.push(Member { at, path, what }),
            Ok(Some(inner)) => members.extend(inner.into_iter().map(|m| Member { path: format!("{path}/{}", m.path), ..m })),
            Err(error) => members.push(Member { at, path, what: What::Refused(error) }),
        }
        if members.len() > MOST_MEMBERS {
            return Err(too_many(members.len()));
        }
    }
    if members.is_empty() { Err(ReadError::NothingInside) } else { Ok(members) }
}

/// The members of a member, if it is a container itself.
fn nested(source: &mut dyn Source, kind: Kind, at: &[usize], path: &str) -> Result<Option<Vec<Member>>, ReadError> {
    let last = at.last().copied().unwrap_or_default();
    // Only what begins like a container is unpacked for a look.
    if kind == Kind::Archive && !archive::may_be_container(source, last, path) {
        return Ok(None);
    }
    // What can't be unpacked fails when it is read.
    let Ok(bytes) = take(source, kind, last) else { return Ok(None) };
    let mut inner = Cursor::new(bytes.as_slice());
    let Some(inner_kind) = kind_of(&mut inner, path) else { return Ok(None) };
    if at.len() >= MOST_NESTED {
        return Err(ReadError::NestedTooDeep);
    }
    list_in(&mut inner, inner_kind, at).map(Some)
}

/// The bytes of a member.
///
/// # Errors
/// When it is damaged, protected, or unpacks to too much.
pub(super) fn open(path: &Path, members: &[usize]) -> Result<Vec<u8>, ReadError> {
    let mut source: Box<dyn Source> = Box::new(BufReader::new(File::open(path).map_err(|e| broken(&e))?));
    let mut name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut bytes = Vec::new();
    for at in members {
        let kind = kind_of(&mut *source, &name).ok_or_else(|| ReadError::Damaged("the file that holds it has changed".to_owned()))?;
        bytes = take(&mut *source, kind, *at)?;
        source = Box::new(Cursor::new(bytes.clone()));
        name = "inner.eml".into();
    }
    Ok(bytes)
}

fn take(source: &mut dyn Source, kind: Kind, at: usize) -> Result<Vec<u8>, ReadError> {
    match kind {
        Kind::Archive => archive::take(source, at),
        Kind::Mail => mail::take(&whole(source)?, at),
    }
}

fn whole(source: &mut dyn Source) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(0)).and_then(|_| source.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(|e| broken(&e))?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn broken(error: &io::Error) -> ReadError {
    ReadError::Damaged(format!("it could not be read to its end: {error}"))
}

fn too_large() -> ReadError {
    ReadError::TooLarge(format!("more than {} MB", MOST_BYTES >> 20))
}

fn too_many(number: usize) -> ReadError {
    ReadError::TooLarge(format!("it holds {number} files, and at most {MOST_MEMBERS} are read"))
}

/// A member's path as records can carry it: no way up or to a root, no signs a file system might take amiss.
fn clean(path: &str, nth: usize) -> String {
    let plain = |c: char| if c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c };
    let path: String = path.chars().map(|c| if c == '\\' { '/' } else { plain(c) }).collect();
    let parts = path.split('/').map(|p| p.trim_matches(' ').trim_end_matches('.')).filter(|p| !p.is_empty());
    let parts: Vec<String> = parts.map(|p| shortened(p, 150)).collect();
    // Deeper or longer than file systems go: the end tells most.
    let parts = &parts[parts.len().saturating_sub(8)..];
    if parts.is_empty() { format!("file {}", nth + 1) } else { parts.join("/") }
}

/// A name of so many bytes at most, its ending kept.
fn shortened(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').filter(|(_, e)| e.len() < 10).unwrap_or((name, ""));
    let cut = stem.floor_char_boundary(most - ending.len() - 1);
    format!("{}.{ending}", &stem[..cut])
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn paths_lead_nowhere_else() {
        for (path, cleaned) in [
            ("a/b.docx", "a/b.docx"),
            ("../../etc/passwd", "etc/passwd"),
            ("/root/.ssh/id", "root/.ssh/id"),
            ("C:\\Users\\x\\case.docx", "C_/Users/x/case.docx"),
            ("a/./../b.txt", "a/b.txt"),
            ("..", "file 1"),
            ("", "file 1"),
            ("a\nb\u{7}.txt", "a_b_.txt"),
            ("case .docx ", "case .docx"),
            ("1/2/3/4/5/6/7/8/9/10.txt", "3/4/5/6/7/8/9/10.txt"),
        ] {
            assert_eq!(clean(path, 0), cleaned, "{path:?}");
        }
        let long = clean(&format!("{}.docx", "é".repeat(500)), 0);
        assert!(long.len() <= 150 && long.rsplit('.').next() == Some("docx"), "{long}");
    }
}
