//! The members of a zip archive.

use super::{MOST_BYTES, MOST_IN_ALL, MOST_MEMBERS, Source, What, clean, too_large, too_many};
use crate::batch::discover::system_file;
use crate::reader::ReadError;
use std::borrow::Cow;
use std::io::{Read as _, SeekFrom};
use zip::ZipArchive;

/// Nothing people write packs this well.
const MOST_RATIO: u64 = 250;
/// Small members may: a blank form, a list of zeros.
const RATIO_COUNTS_FROM: u64 = 16 << 20;

fn archive(source: &mut dyn Source) -> Result<ZipArchive<&mut dyn Source>, ReadError> {
    let damaged = |e: &dyn std::fmt::Display| ReadError::Damaged(format!("its list of files can't be read: {e}"));
    source.seek(SeekFrom::Start(0)).map_err(|e| damaged(&e))?;
    ZipArchive::new(source).map_err(|e| damaged(&e))
}

/// Every file in the archive: its place, its path, and whether it can be read.
pub fn list(source: &mut dyn Source) -> Result<Vec<(usize, String, What)>, ReadError> {
    let length = source.seek(SeekFrom::End(0)).unwrap_or(u64::MAX);
    let mut archive = archive(source)?;
    if archive.len() > MOST_MEMBERS {
        return Err(too_many(archive.len()));
    }
    let (mut packed, mut unpacked) = (0u64, 0u64);
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(at) else {
            found.push((at, clean("", at), What::Refused(ReadError::Damaged("its place in the archive can't be found".to_owned()))));
            continue;
        };
        if file.is_dir() {
            continue;
        }
        packed = packed.saturating_add(file.compressed_size());
        unpacked = unpacked.saturating_add(file.size());
        let name = file.name().map_or_else(|_| String::from_utf8_lossy(file.name_raw()).into_owned(), Cow::into_owned);
        let path = clean(&name, at);
        let inner = path.rsplit('/').next().unwrap_or_default();
        let folders = path.split('/').rev().skip(1);
        let what = if file.encrypted() {
            What::Refused(ReadError::PasswordNeeded)
        } else if file.is_symlink() {
            What::Ignored("a link")
        } else if let Some(reason) = folders.chain([inner]).find_map(system_file) {
            What::Ignored(reason)
        } else if is_bomb(file.size(), file.compressed_size()) {
            What::Refused(ReadError::TooLarge(format!("it says to unpack to {} MB", file.size() >> 20)))
        } else {
            What::File
        };
        found.push((at, path, what));
    }
    if packed > length || unpacked > MOST_IN_ALL {
        return Err(ReadError::TooLarge(format!("its files say to unpack to {} MB", unpacked >> 20)));
    }
    Ok(found)
}

fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > MOST_BYTES || (unpacked > RATIO_COUNTS_FROM && unpacked / packed.max(1) > MOST_RATIO)
}

/// Whether a member begins like something that holds others.
pub fn may_be_container(source: &mut dyn Source, at: usize, path: &str) -> bool {
    let Ok(mut archive) = archive(source) else { return false };
    let Ok(file) = archive.by_index(at) else { return false };
    let mut start = Vec::new();
    // What breaks off is told when it is read.
    let _ = file.take(super::mail::HEADERS_WITHIN).read_to_end(&mut start);
    start.starts_with(b"PK") || super::mail::is_mail(&start, path)
}

/// A member's bytes, whatever the archive says of their number.
pub fn take(source: &mut dyn Source, at: usize) -> Result<Vec<u8>, ReadError> {
    let mut archive = archive(source)?;
    let damaged = |e: &dyn std::fmt::Display| ReadError::Damaged(format!("the archive gives it only in part: {e}"));
    let file = archive.by_index(at).map_err(|e| damaged(&e))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|e| damaged(&e))?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large()) } else { Ok(bytes) }
}
