//! Crumbs of Markdown and HTML in plain text: taken out of the words, kept as what they meant.

use super::flow::{Flow, Moved};
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Stands for a paragraph's end inside a line; no text holds it, for control characters are dropped before.
pub const BREAK: char = '\u{1}';

/// Tags that only shape text. Words in angle brackets that are no tags (`<customers>`) are the author's.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:p|br|div|section|article|header|footer|main|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|hr|table|thead|tbody|tfoot|tr|td|th|caption|span|font|b|i|u|s|em|strong|small|big|sup|sub|code|center|img|a|html|head|body|meta|link|title|o:p)(?:\s[^<>\n]*)?/?>")
        .expect("a fixed pattern")
});

static ENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));").expect("a fixed pattern"));

/// Takes the tags and entities out of a line; tags that end a paragraph leave a [`BREAK`].
#[must_use]
pub fn strip_tags(line: &str) -> String {
    let without = if line.contains('<') { TAG.replace_all(line, replacement).into_owned() } else { line.to_owned() };
    decode_entities(&without).into_owned()
}

/// The characters that entities stand for; what is none stays.
#[must_use]
pub fn decode_entities(text: &str) -> Cow<'_, str> {
    if text.contains('&') { ENTITY.replace_all(text, |c: &regex::Captures| decoded(c)) } else { Cow::Borrowed(text) }
}

/// Tags inside a word's line that part no paragraphs.
const INLINE: &[&str] = &["span", "font", "b", "i", "u", "s", "em", "strong", "small", "big", "sup", "sub", "code", "a", "o:p", "img"];

fn replacement(captures: &regex::Captures) -> String {
    let tag = captures[0].to_lowercase();
    let name = tag.trim_start_matches(['<', '/']).split(|c: char| !(c.is_alphanumeric() || c == ':')).next().unwrap_or_default();
    if INLINE.contains(&name) { String::new() } else { BREAK.to_string() }
}

/// Named characters that come up in European texts; others are left as they stand.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{AD}'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("deg", '°'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("times", '×'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("permil", '‰'),
    ("plusmn", '±'),
];

/// Accents as entities name them: `&eacute;` is e and a combining acute accent.
const ACCENTS: &[(&str, char)] = &[
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circ", '\u{302}'),
    ("tilde", '\u{303}'),
    ("uml", '\u{308}'),
    ("ring", '\u{30A}'),
    ("cedil", '\u{327}'),
];

fn decoded(captures: &regex::Captures) -> String {
    let whole = || captures[0].to_owned();
    let code =
        captures.get(1).map(|d| d.as_str().parse().ok()).or_else(|| captures.get(2).map(|h| u32::from_str_radix(h.as_str(), 16).ok()));
    if let Some(code) = code {
        return code.and_then(char::from_u32).filter(|c| !c.is_control()).map_or_else(whole, String::from);
    }
    let name = captures.get(3).map_or("", |n| n.as_str());
    if let Some((_, c)) = NAMED.iter().find(|(n, _)| *n == name) {
        return c.to_string();
    }
    let mut chars = name.chars();
    let (letter, accent) = (chars.next().unwrap_or(' '), chars.as_str());
    match ACCENTS.iter().find(|(n, _)| *n == accent) {
        Some((_, mark)) => unicode_normalization::UnicodeNormalization::nfc([letter, *mark].into_iter()).collect(),
        None => whole(),
    }
}

static BOLD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\*\*|__)(\S(?:[^*_]*?[^\s*_])?)(\*\*|__)").expect("a fixed pattern"));
static ITALIC: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(«“\x22'])(\*)([^\s*](?:[^*]*?[^\s*])?)(\*)(?:$|[\s.,;:!?)»”\x22'])").expect("a fixed pattern"));
/// Bytes. Signs further apart than this have nothing to do with each other. (Counted here: in the pattern it costs milliseconds to build.)
const LONGEST_EMPHASIS: usize = 2000;
/// A sign that Markdown would take for its own, written with a backslash.
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\\)[$*_#%&~\[\]<>`|+.!(){}\-]").expect("a fixed pattern"));

/// What a paragraph's Markdown said about it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Emphasis {
    pub bold: Vec<Range<usize>>,
    pub italic: Vec<Range<usize>>,
}

/// Takes Markdown's emphasis and escapes out of a paragraph and says which words were emphasised.
pub fn strip_markdown(flow: &mut Flow) -> Emphasis {
    let mut emphasis = Emphasis::default();
    let (marks, bold) = pairs(&flow.text, &BOLD);
    emphasis.bold = bold;
    take_out(flow, &marks, &mut emphasis);
    let (marks, italic) = pairs(&flow.text, &ITALIC);
    emphasis.italic = italic;
    take_out(flow, &marks, &mut emphasis);
    let escapes: Vec<Range<usize>> = ESCAPE.captures_iter(&flow.text).filter_map(|c| c.get(1)).map(|m| m.range()).collect();
    take_out(flow, &escapes, &mut emphasis);
    emphasis
}

/// Takes ranges out of the text and moves what was found in it.
fn take_out(flow: &mut Flow, ranges: &[Range<usize>], emphasis: &mut Emphasis) {
    for found in [&mut emphasis.bold, &mut emphasis.italic] {
        let mut moved = Moved::new(ranges);
        for range in found.iter_mut() {
            *range = moved.to(range.start)..moved.to(range.end);
        }
    }
    if !ranges.is_empty() {
        flow.remove_all(ranges);
    }
}

/// Where the pattern's first and third group stand, and its second.
fn pairs(text: &str, pattern: &Regex) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut marks, mut words) = (Vec::new(), Vec::new());
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let (Some(open), Some(inner), Some(close)) = (found.get(1), found.get(2), found.get(3)) else { break };
        if open.as_str() == close.as_str() && inner.len() <= LONGEST_EMPHASIS && !escaped(text, open.start()) {
            marks.extend([open.range(), close.range()]);
            words.push(inner.range());
            from = close.end();
        } else {
            from = open.end();
        }
    }
    (marks, words)
}

fn escaped(text: &str, at: usize) -> bool {
    text[..at].ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::{BREAK, Flow, strip_markdown, strip_tags};

    #[test]
    fn tags_and_entities() {
        let cases = [
            ("<p>Shared values</p> <p>We act</p>", "|Shared values| |We act|"),
            ("a <b>bold</b> word<br/>next", "a bold word|next"),
            ("what the <customers> said, <import> too", "what the <customers> said, <import> too"),
            ("5 < 7 and 8 > 3", "5 < 7 and 8 > 3"),
            ("R&amp;D &euro;&nbsp;5 caf&eacute; &#8364; &#x20AC;", "R&D €\u{A0}5 café € €"),
            ("&unknown; A&B; &#0;", "&unknown; A&B; &#0;"),
            ("<td class=\"x\">5</td>", "|5|"),
        ];
        for (line, expected) in cases {
            assert_eq!(strip_tags(line).replace(BREAK, "|"), expected, "{line}");
        }
    }

    #[test]
    fn markdown_inside_a_paragraph() {
        let cases = [
            (r"was \$ 47 billion", "was $ 47 billion", "", ""),
            ("**Bold lead.** The rest", "Bold lead. The rest", "Bold lead.", ""),
            ("Hard evidence: *For example data.*", "Hard evidence: For example data.", "", "For example data."),
            ("5 * 3 * 2 and a*b*c", "5 * 3 * 2 and a*b*c", "", ""),
            ("snake_case_name __init__", "snake_case_name init", "init", ""),
            (r"\*not bold\*", "*not bold*", "", ""),
            ("2 ** 3 ** 4", "2 ** 3 ** 4", "", ""),
        ];
        for (text, expected, bold, italic) in cases {
            let mut flow = Flow::from_line(text, 1, 1);
            let emphasis = strip_markdown(&mut flow);
            assert_eq!(flow.text, expected);
            let words = |ranges: &[std::ops::Range<usize>]| ranges.iter().map(|r| &flow.text[r.clone()]).collect::<Vec<_>>().join(" ");
            assert_eq!(words(&emphasis.bold), bold, "{text}");
            assert_eq!(words(&emphasis.italic), italic, "{text}");
        }
    }
}
