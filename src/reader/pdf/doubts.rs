//! What a reader of the text should know: pages without text, text that can't be trusted, damage.

use super::source::{PageContent, Source};
use crate::flag::{Flag, FlagCode};

/// The flags a file's pages earn. `damage` says why the file was not read as it was meant.
pub fn flags(source: &Source, struck: &[u32], damage: Option<&str>) -> Vec<Flag> {
    let mut out = Vec::new();
    let pages = |is: &dyn Fn(&PageContent) -> bool| -> Vec<u32> {
        source.pages.iter().zip(1..).filter(|(page, _)| is(page)).map(|(_, number)| number).collect()
    };
    let pictures = pages(&PageContent::is_picture);
    if !pictures.is_empty() {
        let reason = source.scans.reason.as_ref().map_or(String::new(), |r| format!("; {r}"));
        out.push(Flag::new(FlagCode::NoTextLayer).because(format!("pages {}{reason}", ranges(&pictures))));
    }
    if let Some((engine, version)) = source.scans.engine.as_ref().filter(|_| !source.scans.read.is_empty()) {
        let languages = source.scans.languages.join(", ");
        out.push(Flag::new(FlagCode::Ocr).because(format!("pages {}, by {engine} {version} ({languages})", ranges(&source.scans.read))));
    }
    let layers = pages(&PageContent::is_scan_with_layer);
    if !layers.is_empty() {
        out.push(Flag::new(FlagCode::Ocr).because(format!("pages {}, by the program that scanned them", ranges(&layers))));
    }
    let unreadable = pages(&is_unreliable);
    if !unreadable.is_empty() {
        out.push(Flag::new(FlagCode::TextUnreliable).because(format!("pages {}", ranges(&unreadable))));
    }
    if !struck.is_empty() {
        out.push(Flag::new(FlagCode::HiddenTextLeftOut).because(format!("struck-out words on pages {}", ranges(struck))));
    }
    if let Some(reason) = damage {
        out.push(Flag::new(FlagCode::FileDamaged).because(reason));
    }
    if !source.broken_pages.is_empty() {
        out.push(Flag::new(FlagCode::FileDamaged).because(format!("pages {} could not be read", ranges(&source.broken_pages))));
    }
    out
}

/// Characters without letters, or letters that make no language: in every European one, and most others in Latin script,
/// eight letters make up more than half of all text (the same eight: a e i n o r s t; 56 % to 68 %).
pub fn is_unreliable(page: &PageContent) -> bool {
    const ENOUGH: usize = 150;
    let all = page.letters();
    let private = page.glyphs.iter().filter(|g| matches!(g.c, '\u{E000}'..='\u{F8FF}')).count();
    if (page.unmapped + private) * 20 > all && page.unmapped + private >= 10 {
        return true;
    }
    let (mut latin, mut common) = (0, 0);
    for glyph in page.glyphs.iter().filter(|g| g.c.is_alphabetic() && (g.c as u32) < 0x250) {
        latin += 1;
        common += usize::from(is_common(glyph.c));
    }
    latin >= ENOUGH && latin * 10 > all * 6 && common * 100 < latin * 44
}

fn is_common(c: char) -> bool {
    c as u32 >= 0xC0 || matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'n' | 'o' | 'r' | 's' | 't')
}

/// "1-3, 7" for 1, 2, 3, 7.
fn ranges(numbers: &[u32]) -> String {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for n in numbers {
        match out.last_mut() {
            Some(last) if last.1 + 1 == *n => last.1 = *n,
            _ => out.push((*n, *n)),
        }
    }
    out.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") }).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{flags, ranges};
    use crate::flag::FlagCode;
    use crate::reader::pdf::source::{Glyph, PageContent, Source};

    fn page(text: &str, unmapped: usize, pictures: f32) -> PageContent {
        let glyphs = text.chars().map(|c| Glyph { c, ..Glyph::default() }).collect();
        PageContent { glyphs, pictures, unmapped, ..PageContent::default() }
    }

    #[test]
    fn pages_are_listed_as_ranges() {
        assert_eq!(ranges(&[1, 2, 3, 7]), "1-3, 7");
        assert_eq!(ranges(&[4]), "4");
    }

    #[test]
    fn doubts_are_told_by_page() {
        let prose = "The cooperative employs four hundred people in nine villages of the province. ".repeat(4);
        let shifted: String =
            prose.chars().map(|c| if c.is_ascii_lowercase() { (b'a' + (c as u8 - b'a' + 7) % 26) as char } else { c }).collect();
        for (name, page, wanted) in [
            ("prose", page(&prose, 0, 0.0), None),
            ("prose beside a picture", page(&prose, 0, 0.9), None),
            ("a scan", page("", 0, 1.0), Some(FlagCode::NoTextLayer)),
            ("a blank page", page("", 0, 0.0), None),
            ("unmapped characters", page(&prose, 60, 0.0), Some(FlagCode::TextUnreliable)),
            ("letters exchanged", page(&shifted, 0, 0.0), Some(FlagCode::TextUnreliable)),
        ] {
            let source = Source { pages: vec![page], ..Source::default() };
            assert_eq!(flags(&source, &[], None).first().map(|f| f.code), wanted, "{name}");
        }
    }
}
