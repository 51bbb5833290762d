//! Symbol fonts store letters and draw signs. Tables from the fonts' own charts (Symbol, Wingdings, Wingdings 2), cut down
//! to what people put into documents: boxes, ticks, arrows, bullets, mathematics.

/// The character a symbol font draws for a code; `code` may carry the 0xF000 Word adds to it.
pub fn symbol(code: u32, font: Option<&str>) -> char {
    let font = font.unwrap_or_default().to_ascii_lowercase();
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let found = match font.as_str() {
        "symbol" => symbol_font(low),
        "wingdings" => wingdings(low),
        "wingdings 2" => wingdings2(low),
        _ => None,
    };
    // Unknown signs of a symbol font stay visible as unknown; other fonts store plain Unicode.
    let plain = if low == code { char::from_u32(code) } else { char::from_u32(low).filter(char::is_ascii_graphic) };
    found.or(plain.filter(|_| !is_symbol_font(&font))).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn is_symbol_font(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("wingdings") || name == "webdings" || name == "symbol"
}

/// A character of running text: only those in the private area Word keeps symbol fonts in are changed.
pub fn in_text(c: char, font: Option<&str>) -> char {
    if ('\u{F000}'..='\u{F0FF}').contains(&c) { symbol(u32::from(c), font) } else { c }
}

/// A list's bullet: whatever a symbol font draws there, it is a bullet.
pub fn bullet(c: char, font: Option<&str>) -> char {
    let is_symbol_font = font.is_some_and(is_symbol_font);
    match if is_symbol_font { symbol(u32::from(c), font) } else { in_text(c, font) } {
        char::REPLACEMENT_CHARACTER => '•',
        c => c,
    }
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x6C | 0x9F => '•',
        0x6E => '■',
        0x6F | 0x71 | 0x72 | 0xA8 => '☐',
        0x75 | 0x76 => '◆',
        0xA1 => '○',
        0xA7 => '▪',
        0xD8 => '➢',
        0xDF | 0xE7 => '←',
        0xE0 | 0xE8 | 0xF0 => '→',
        0xE1 | 0xE9 => '↑',
        0xE2 | 0xEA => '↓',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        0x4A => '☺',
        0x4C => '☹',
        0x28 => '☎',
        0x2A => '✉',
        _ => return None,
    })
}

fn wingdings2(code: u32) -> Option<char> {
    Some(match code {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0xA3 => '☐',
        0x97 => '•',
        _ => return None,
    })
}

fn symbol_font(code: u32) -> Option<char> {
    const GREEK_UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const GREEK_LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    Some(match code {
        0x41..=0x5A => GREEK_UPPER.chars().nth(code as usize - 0x41)?,
        0x61..=0x7A => GREEK_LOWER.chars().nth(code as usize - 0x61)?,
        0xA0 => '€',
        0xA3 => '≤',
        0xA5 => '∞',
        0xAC => '←',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xBC => '…',
        0xD2 | 0xE2 => '®',
        0xD3 | 0xE3 => '©',
        0xD4 | 0xE4 => '™',
        0xE5 => '∑',
        0x2D => '−',
        0x20..=0x3F => char::from_u32(code)?,
        _ => return None,
    })
}
