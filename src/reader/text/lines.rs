//! Characters to lines: line ends and page ends of every system, characters that only serve display.

use super::crumbs;
use super::wrap::{ends_sentence, goes_on};

/// A line with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Without the indentation and without spaces at the end; tabs between cells are kept, also at the end.
    pub text: String,
    /// Columns before the first character.
    pub indent: usize,
    /// From 1; 0 where the file has no form feeds.
    pub page: u32,
    /// Counted over the file's lines, from 1.
    pub number: u32,
    /// Empty lines between this and the line before.
    pub blanks: usize,
    /// A page may have ended before it: a form feed, a wide gap, or running matter stood there.
    pub broken: bool,
    /// Underlined by a line of = (level 1) or - (level 2).
    pub underlined: Option<u8>,
}

impl Line {
    /// Columns up to the last character.
    #[must_use]
    pub fn width(&self) -> usize {
        self.indent + self.text.chars().count()
    }
}

/// Tabs at the start of a line count for this many columns.
const TAB: usize = 4;

/// Splits a text into its lines that hold something. The number of pages comes with them: 0 without form feeds.
#[must_use]
pub fn split(text: &str) -> (Vec<Line>, u32) {
    let text = clean(text);
    let has_pages = text.trim_end_matches(['\n', '\x0C', ' ', '\t']).contains('\x0C');
    let (mut lines, mut number, mut blanks) = (Vec::new(), 0, 0);
    let mut pages = 0;
    // The form feed after the last page begins none.
    for (page, content) in (1..).zip(text.trim_end_matches(['\n', '\x0C', ' ']).split('\x0C')) {
        pages = page;
        for raw in content.split('\n') {
            number += 1;
            let under_row = blanks == 0 && lines.last().is_some_and(|l: &Line| l.text.contains('\t'));
            match line(raw, number, blanks, under_row) {
                Some(line) => {
                    lines.push(Line { page: if has_pages { page } else { 0 }, ..line });
                    blanks = 0;
                }
                None => blanks += 1,
            }
        }
    }
    let least = lines.iter().map(|l| l.indent).min().unwrap_or(0);
    for line in &mut lines {
        line.indent -= least;
    }
    (lines, if has_pages { pages } else { 0 })
}

fn line(raw: &str, number: u32, blanks: usize, under_row: bool) -> Option<Line> {
    let marked = crumbs::strip_tags(raw);
    let body = marked.trim_start_matches([' ', '\t', '\u{A0}', crumbs::BREAK]);
    if body.trim().is_empty() {
        return None;
    }
    let lead = &marked[..marked.len() - body.len()];
    // A row whose first cells are empty begins with tabs, and so does an indented paragraph.
    let cells = under_row || body.trim_end().contains('\t');
    let text = if cells && lead.contains('\t') { format!("{}{body}", "\t".repeat(lead.matches('\t').count())) } else { body.to_owned() };
    let indent = lead.chars().map(|c| if c == '\t' { TAB } else { 1 }).sum();
    let end = text.trim_end_matches([' ', crumbs::BREAK]).len();
    Some(Line { text: text[..end].to_owned(), indent, page: 0, number, blanks, broken: false, underlined: None })
}

/// Takes out lines that only draw a rule, with what they say of the line above; a text in which every line is followed by an
/// empty one (double spacing) is closed up.
pub fn tidy(lines: &mut Vec<Line>) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut blanks = 0;
    for mut line in lines.drain(..) {
        if let Some(sign) = rule(&line.text) {
            match kept.last_mut() {
                Some(above) if line.blanks == 0 && underlines(above, &line) => {
                    above.underlined = if sign == '=' { Some(1) } else { Some(2) }
                }
                _ => blanks += line.blanks,
            }
            continue;
        }
        line.blanks += std::mem::take(&mut blanks);
        kept.push(line);
    }
    *lines = kept;
    let gaps = |n: usize| lines.iter().skip(1).filter(|l| l.blanks == n).count();
    let cut = lines.windows(2).filter(|w| w[1].blanks == 1 && goes_on(&w[1].text) && !ends_sentence(&w[0].text)).count();
    if gaps(0) * 10 < lines.len() && cut * 4 > gaps(1) {
        for line in lines.iter_mut() {
            line.blanks = line.blanks.saturating_sub(1);
        }
    }
}

/// The sign of a line that only draws: "-----", "=== ===", "* * *".
fn rule(text: &str) -> Option<char> {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let first = *signs.first()?;
    (signs.len() >= 3 && matches!(first, '-' | '=' | '_' | '*' | '~' | '—' | '─' | '═') && signs.iter().all(|c| *c == first))
        .then_some(first)
}

fn underlines(above: &Line, rule: &Line) -> bool {
    let (words, drawn) = (above.text.chars().count(), rule.text.chars().count());
    rule.text.starts_with(['-', '='])
        && !rule.text.contains(' ')
        && (above.blanks > 0 || above.number == 1)
        && above.indent == rule.indent
        && drawn * 3 >= words * 2
        && drawn <= words * 2
}

/// One kind of line end, ligatures as letters, nothing invisible. Characters of meaning are left as they are.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\x0B' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' | '\x0C' => out.push(c),
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => out.push_str("st"),
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn line_ends_and_pages() {
        let cases = [
            ("a\nb", "0:1:0:a|0:2:0:b", 0),
            ("a\r\n\r\nb\r\n", "0:1:0:a|0:3:1:b", 0),
            ("a\rb", "0:1:0:a|0:2:0:b", 0),
            ("a\x0Cb", "1:1:0:a|2:2:0:b", 2),
            ("a\n\x0Cb\n\x0C", "1:1:0:a|2:3:1:b", 2),
            ("a\n\x0C\n", "0:1:0:a", 0),
            ("e\u{FB03}cient \u{FB01}ve ½ m²", "0:1:0:efficient five ½ m²", 0),
            ("  \u{FEFF}a\u{200B}b  ", "0:1:0:ab", 0),
            ("x\t\ny\t1\n\t2", "0:1:0:x|0:2:0:y\t1|0:3:0:\t2", 0),
            ("", "", 0),
        ];
        for (text, expected, pages) in cases {
            let (lines, count) = split(text);
            let got: Vec<String> = lines.iter().map(|l| format!("{}:{}:{}:{}", l.page, l.number, l.blanks, l.text.trim_end())).collect();
            assert_eq!(got.join("|"), expected, "{text:?}");
            assert_eq!(count, pages, "{text:?}");
        }
    }
}
