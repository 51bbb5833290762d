//! A web page as a stream of tags and text, however it is written. Every byte is looked at a few times at most.

use std::borrow::Cow;

pub enum Token<'a> {
    Open(Tag<'a>),
    /// The name of a closing tag, in small letters.
    Close(String),
    Text(&'a str),
}

/// An opening tag.
pub struct Tag<'a> {
    /// In small letters.
    pub name: String,
    attributes: &'a str,
}

/// Elements whose content is no markup, and no text.
const RAW: &[&str] = &["script", "style", "template", "iframe", "noembed", "noframes", "svg", "math", "object", "xml"];

pub struct Tags<'a> {
    rest: &'a str,
    /// No `>` is left: what looks like a tag is none.
    no_more: bool,
}

impl<'a> Tags<'a> {
    pub fn new(page: &'a str) -> Self {
        Self { rest: page, no_more: false }
    }

    fn text(&mut self, end: usize) -> Token<'a> {
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Token::Text(text)
    }

    /// The rest after the first `end`; all of it where there is none.
    fn skip_past(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, after)| after);
    }

    /// Passes over what stands up to the closing tag of this name.
    fn skip_raw(&mut self, name: &str) {
        let is_end =
            |at: &usize| self.rest.as_bytes().get(at + 2..at + 2 + name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()));
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(is_end);
        self.rest = end.map_or("", |at| &self.rest[at..]);
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let at = self.rest.find('<').filter(|_| !self.no_more);
            match at {
                None => return Some(self.text(self.rest.len())),
                Some(0) => {}
                Some(at) => return Some(self.text(at)),
            }
            if self.rest.starts_with("<!--") {
                self.skip_past("-->");
                continue;
            }
            let inner = &self.rest[1..];
            if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                // A sign for "less than".
                return Some(self.text(1));
            }
            let Some(end) = end_of_tag(inner) else {
                self.no_more = true;
                continue;
            };
            let tag = &inner[..end];
            self.rest = &inner[end + 1..];
            if tag.starts_with(['!', '?']) {
                continue;
            }
            let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |t| (true, t));
            let (name, attributes) = tag.split_at(tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len()));
            let name = name.to_ascii_lowercase();
            if closes {
                return Some(Token::Close(name));
            }
            if RAW.contains(&name.as_str()) {
                if !attributes.ends_with('/') {
                    self.skip_raw(&name);
                }
                continue;
            }
            return Some(Token::Open(Tag { name, attributes }));
        }
    }
}

/// Longer attributes are cut short at the first `>`, quoted or not.
const LONGEST_QUOTED: usize = 4096;

/// Where the tag ends: a `>` that is not inside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut opened = 0;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if text[..at].trim_end().ends_with('=') => (quote, opened) = (Some(byte), at),
            (Some(q), _) if byte == q => quote = None,
            (Some(_), _) if at - opened > LONGEST_QUOTED => return text[opened..].find('>').map(|end| opened + end),
            _ => {}
        }
    }
    text[opened..].find('>').map(|end| opened + end)
}

impl Tag<'_> {
    /// An attribute's value; empty where it has none.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut rest = self.attributes.trim_start_matches(['/', ' ']);
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(value) => take_value(value.trim_start()),
                None => ("", after),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(crate::reader::text::decode_entities(value));
            }
            rest = if after.len() < rest.len() { after } else { "" };
        }
    }

    /// A number in an attribute; none if it is not one.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

fn take_value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}
