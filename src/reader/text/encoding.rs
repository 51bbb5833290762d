//! Bytes to characters: by mark, by validity, and where a file declares nothing by which letters make sense.

use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text as decoded, and what had to be supposed for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// The encoding's name for people, when neither a mark nor valid UTF-8 told it.
    pub inferred: Option<&'static str>,
    /// Some bytes fit the encoding nowhere.
    pub damaged: bool,
}

/// How much of a file is looked at to tell text from other data.
const SAMPLE: usize = 1 << 20;

/// Whether the bytes can be text at all.
#[must_use]
pub fn looks_like_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let text = match marked(sample).or_else(|| unmarked_utf16(sample)) {
        Some(encoding) => encoding.decode(sample).0,
        None => WINDOWS_1252.decode_without_bom_handling(sample).0,
    };
    let text = text.trim_end_matches('\0');
    let control =
        |c: &char| (*c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1A' | '\x1B')) || *c == char::REPLACEMENT_CHARACTER;
    let (all, controls) = (text.chars().count(), text.chars().filter(control).count());
    controls * 100 <= all
}

/// Decodes a whole file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(encoding) = marked(bytes) {
        let (text, _, damaged) = encoding.decode(bytes);
        return Decoded { text: text.into_owned(), inferred: None, damaged };
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        return Decoded { text: text.into_owned(), inferred: Some(name_of(encoding)), damaged };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), inferred: None, damaged: false };
    }
    if mostly_utf8(bytes) {
        return Decoded { text: String::from_utf8_lossy(bytes).into_owned(), inferred: None, damaged: true };
    }
    let encoding = declared_by_html(bytes).unwrap_or_else(|| likeliest(bytes));
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), inferred: Some(name_of(encoding)), damaged }
}

fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

/// UTF-16 without a mark: in European text every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = &bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>().0;
    let zeros = |at: usize| pairs.iter().filter(|p| p[at] == 0).count();
    let (first, second, all) = (zeros(0), zeros(1), pairs.len());
    let many = |n: usize| all >= 2 && n * 2 > all;
    let few = |n: usize| n * 20 < all;
    match (first, second) {
        (a, b) if few(a) && many(b) => Some(UTF_16LE),
        (a, b) if many(a) && few(b) => Some(UTF_16BE),
        _ => None,
    }
}

/// A file in UTF-8 that was cut or pasted together has a few stray bytes among many right sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > 10 * wrong
}

/// The encoding a web page names in its head; one that can't hold bytes like these is not believed.
fn declared_by_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let (_, value) = head.split_once("<meta")?.1.split_once("charset=")?;
    let label: String =
        value.trim_start_matches(['"', '\'']).chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    Encoding::for_label(label.as_bytes()).filter(|e| e.is_single_byte())
}

/// The one-byte encoding that makes the best sense of the letters; the commonest where they say nothing.
fn likeliest(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut best = (WINDOWS_1252, sense(WINDOWS_1252, sample));
    for encoding in [ISO_8859_15, MACINTOSH] {
        let score = sense(encoding, sample);
        if score > best.1 {
            best = (encoding, score);
        }
    }
    best.0
}

fn name_of(encoding: &'static Encoding) -> &'static str {
    match encoding {
        e if e == WINDOWS_1252 => "Windows-1252",
        e if e == MACINTOSH => "Mac Roman",
        e if e == UTF_16LE => "UTF-16, little-endian",
        e if e == UTF_16BE => "UTF-16, big-endian",
        e if e == UTF_8 => "UTF-8",
        e => e.name(),
    }
}

/// How much sense the characters beyond ASCII make in their places.
fn sense(encoding: &'static Encoding, bytes: &[u8]) -> i64 {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut score = 0;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            score += sense_of(before, c, after);
        }
        before = c;
    }
    score
}

/// Letters of Western European languages, lower case.
const LETTERS: &str = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßšž";
/// Letters that are words of their own.
const WORDS: &str = "àÀèÈéÉêáÁóÓÒòöåÖÅøØæÆíÍÚúÔô";

fn sense_of(before: char, c: char, after: char) -> i64 {
    let beside_letter = before.is_alphabetic() || after.is_alphabetic();
    match c {
        _ if LETTERS.contains(c) => match () {
            () if before.is_lowercase() || after.is_lowercase() => 2,
            () if beside_letter || !WORDS.contains(c) => -1,
            () => 1,
        },
        _ if c.is_uppercase() && c.to_lowercase().all(|l| LETTERS.contains(l)) => match () {
            // A capital inside a word in small letters is the wrong letter.
            () if before.is_lowercase() => -3,
            () if beside_letter || WORDS.contains(c) => 1,
            () => -1,
        },
        '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '–' | '—' | '…' | '•' | '·' => 1,
        '\u{A0}' => i64::from(!(before.is_alphabetic() && after.is_alphabetic())),
        '€' | '£' | '¥' | '°' | '²' | '³' | 'º' | 'ª' | '½' | '¼' | '¾' | '±' | '×' | '‰' | '§' => {
            if before.is_alphabetic() && after.is_alphabetic() { -2 } else { 1 }
        }
        '¡' | '¿' => {
            if after.is_alphabetic() {
                1
            } else {
                -1
            }
        }
        '©' | '®' | '™' | '´' | '¨' | '¢' | '¹' => 0,
        _ => -2,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, looks_like_text};
    use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, WINDOWS_1252};

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text} can't be written in {}", encoding.name());
        bytes.into_owned()
    }

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    const FRENCH: &str = "L’épicerie a été créée à Évry ; 12 000 € d'aides, « reçues » à l'été. À bientôt, cœur.";

    #[test]
    fn encodings_are_told_apart() {
        let plain = "Größe, señor, città, maçã: déjà vu";
        let cases: Vec<(&str, &str, Vec<u8>, Option<&str>)> = vec![
            ("ASCII", "Plain words.", b"Plain words.".to_vec(), None),
            ("UTF-8", FRENCH, FRENCH.as_bytes().to_vec(), None),
            ("UTF-8 with mark", FRENCH, [b"\xEF\xBB\xBF", FRENCH.as_bytes()].concat(), None),
            ("UTF-16 LE with mark", FRENCH, utf16(FRENCH, true, true), None),
            ("UTF-16 BE with mark", FRENCH, utf16(FRENCH, true, false), None),
            ("UTF-16 LE", FRENCH, utf16(FRENCH, false, true), Some("UTF-16, little-endian")),
            ("UTF-16 BE", FRENCH, utf16(FRENCH, false, false), Some("UTF-16, big-endian")),
            ("Windows-1252", FRENCH, encoded(FRENCH, WINDOWS_1252), Some("Windows-1252")),
            ("Mac Roman", FRENCH, encoded(FRENCH, MACINTOSH), Some("Mac Roman")),
            (
                "Mac Roman, Portuguese",
                "A associação não tem 30 sócios",
                encoded("A associação não tem 30 sócios", MACINTOSH),
                Some("Mac Roman"),
            ),
            ("Mac Roman, German", "Für 40 Mitglieder genügt’s", encoded("Für 40 Mitglieder genügt’s", MACINTOSH), Some("Mac Roman")),
            ("ISO-8859-1 is a part of it", plain, encoded(plain, WINDOWS_1252), Some("Windows-1252")),
            ("ISO-8859-15 by its euro", "Coût : 300 € au cœur", encoded("Coût : 300 € au cœur", ISO_8859_15), Some("ISO-8859-15")),
            ("Windows-1252 fractions", "½ von 300 £ für Öl", encoded("½ von 300 £ für Öl", WINDOWS_1252), Some("Windows-1252")),
        ];
        for (name, text, bytes, inferred) in cases {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text, "{name}");
            assert_eq!(decoded.inferred, inferred, "{name}");
            assert!(!decoded.damaged, "{name}");
            assert!(looks_like_text(&bytes), "{name}");
        }
    }

    #[test]
    fn a_stray_byte_does_not_cost_the_others() {
        let bytes = [FRENCH.as_bytes(), b" \xE9 ", FRENCH.as_bytes()].concat();
        let decoded = decode(&bytes);
        assert!(decoded.damaged);
        assert_eq!(decoded.text, format!("{FRENCH} \u{FFFD} {FRENCH}"));
    }

    #[test]
    fn other_data_is_no_text() {
        let junk: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(!looks_like_text(&junk));
        assert!(!looks_like_text(&[0, 1, 2, 3, 0, 0, 4, 5, 6, 7, 0, 0]));
    }
}
