//! A web page as plain text: a paragraph a line, headings as Markdown writes them, cells parted by tabs.

/// Whether the text is a whole web page, not one with a few crumbs.
#[must_use]
pub fn is_page(text: &str) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(1000).collect::<String>().to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || (start.starts_with("<?xml") && start.contains("<html"))
}

/// Elements whose content is no text.
const HIDDEN: &[&str] = &["head", "script", "style", "template", "noscript", "svg", "nav"];
/// Elements that end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "figure",
    "figcaption",
    "hr",
    "form",
    "fieldset",
    "address",
    "body",
    "html",
];

/// The page's text.
#[must_use]
pub fn to_text(page: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        writer.words(before);
        if let Some((name, after)) = next_tag(tagged) {
            writer.tag(&name);
            rest = if HIDDEN.contains(&name.as_str()) { after_end_of(&name, after) } else { after };
        } else {
            // A sign for "less than".
            writer.words("&lt;");
            rest = &tagged[1..];
        }
    }
    writer.words(rest);
    writer.out
}

/// The tag's name in small letters (with `/` if it closes) and what follows it; comments have no name.
fn next_tag(text: &str) -> Option<(String, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some((String::new(), comment.split_once("-->").map_or("", |(_, after)| after)));
    }
    let inner = text.strip_prefix('<')?;
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return None;
    }
    let (tag, after) = inner.split_once('>')?;
    let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    Some((name.strip_suffix('/').unwrap_or(name).to_ascii_lowercase(), after))
}

fn after_end_of<'a>(name: &str, text: &'a str) -> &'a str {
    let end = format!("</{name}>");
    let found = text
        .match_indices("</")
        .find(|(at, _)| text.as_bytes()[*at..].get(..end.len()).is_some_and(|t| t.eq_ignore_ascii_case(end.as_bytes())));
    // The end of a head need not be written.
    found.map_or(if name == "head" { text } else { "" }, |(at, _)| &text[at..])
}

#[derive(Default)]
struct Writer {
    out: String,
    in_row: bool,
    cells: usize,
}

impl Writer {
    fn words(&mut self, text: &str) {
        // Line ends in a page's source are spaces; a space at a paragraph's start is none.
        for (i, word) in text.split([' ', '\t', '\r', '\n', '\x0C']).enumerate() {
            if i > 0 && !self.out.is_empty() && !self.out.ends_with([' ', '\n', '\t']) {
                self.out.push(' ');
            }
            self.out.push_str(word);
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches('/');
        let closes = tag.starts_with('/');
        match name {
            "tr" => {
                self.in_row = !closes;
                self.cells = 0;
                self.out.push('\n');
            }
            "td" | "th" if !closes => {
                if self.cells > 0 {
                    self.out.push('\t');
                }
                self.cells += 1;
            }
            "br" if !self.in_row => self.out.push('\n'),
            // In a cell a paragraph's end stays a crumb, for a line is a row.
            "br" | "p" | "div" | "li" if self.in_row => self.out.push_str("<br>"),
            "li" if !closes => self.out.push_str("\n- "),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !self.in_row => {
                self.out.push_str("\n\n");
                if !closes {
                    let level = name[1..].parse().unwrap_or(1);
                    self.out.push_str(&"#".repeat(level));
                    self.out.push(' ');
                }
            }
            _ if BLOCKS.contains(&name) && !self.in_row => self.out.push_str("\n\n"),
            _ => {}
        }
    }
}
