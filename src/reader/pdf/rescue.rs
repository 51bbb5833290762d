//! Files that don't open: a second try with another program's eyes, and the signs of damage. Only this file knows `lopdf`.

use lopdf::Document;

/// Larger files are not rewritten: it takes several times their size in memory.
const LARGEST: usize = 256 << 20;

/// The file written anew from what can be found in it, without protection; none if nothing can be found.
pub fn rewritten(bytes: &[u8], password: Option<&str>) -> Option<Vec<u8>> {
    if bytes.len() > LARGEST {
        return None;
    }
    let mut file = Document::load_mem(bytes).ok()?;
    if file.is_encrypted() {
        file.decrypt(password.unwrap_or_default()).ok()?;
    }
    if file.get_pages().is_empty() {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    file.save_to(&mut out).ok()?;
    Some(out)
}

/// Whether the file's end is missing: what stands there is needed to read it as it was meant.
pub fn is_cut_off(bytes: &[u8]) -> bool {
    const TAIL: usize = 4096;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let Some(at) = find_last(tail, b"startxref") else { return true };
    let digits: Vec<u8> = tail[at + 9..].iter().copied().skip_while(u8::is_ascii_whitespace).take_while(u8::is_ascii_digit).collect();
    let offset = std::str::from_utf8(&digits).ok().and_then(|d| d.parse::<usize>().ok());
    offset.is_none_or(|o| o >= bytes.len())
}

fn find_last(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::is_cut_off;

    #[test]
    fn a_file_without_its_end_is_cut_off() {
        for (text, cut) in [
            ("%PDF-1.4 … 1 0 obj", true),
            ("%PDF-1.4 xref 0 1 trailer startxref\n9\n%%EOF", false),
            ("%PDF-1.4 startxref\n99999\n%%EOF", true),
            ("%PDF-1.4 startxref", true),
            ("", true),
        ] {
            assert_eq!(is_cut_off(text.as_bytes()), cut, "{text}");
        }
    }
}
