//! The parts' XML as a stream of opening tags, text and closing tags, with the limits that keep hostile files harmless.
//!
//! Names are matched without their prefix: strict and transitional files use different namespaces, and some writers
//! choose prefixes of their own. Broken XML ends the stream, so that what stood before it is still read.

use crate::reader::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Word itself stays far below this; the readers recurse at most once a level.
const MAX_DEPTH: usize = 256;

pub enum Token<'a> {
    Open(Element<'a>),
    Close,
    Text(Cow<'a, str>),
    /// The part's end, or the place where it stops being XML.
    End,
}

pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    damaged: bool,
}

impl<'a> Xml<'a> {
    pub fn new(part: &'a str) -> Self {
        let mut reader = Reader::from_str(part);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, damaged: false }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Whether the part broke off before its end.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// # Errors
    /// When elements are nested deeper than any document needs.
    pub fn next(&mut self) -> Result<Token<'a>, ReadError> {
        loop {
            let event = if self.damaged { Event::Eof } else { self.reader.read_event().unwrap_or_else(|_| self.break_off()) };
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(ReadError::TooLarge(format!("its XML is nested more than {MAX_DEPTH} levels deep")));
                    }
                    return Ok(Token::Open(Element(tag)));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                Event::Text(text) => return Ok(Token::Text(text.into_inner())),
                Event::CData(text) => return Ok(Token::Text(text.into_inner())),
                Event::GeneralRef(reference) => return Ok(Token::Text(resolve(&reference))),
                Event::Eof => {
                    self.damaged |= self.depth > 0;
                    return Ok(Token::End);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn break_off(&mut self) -> Event<'static> {
        self.damaged = true;
        Event::Eof
    }

    /// The next opening tag inside the element that was opened at `depth`; none once it has been closed.
    pub fn next_inside(&mut self, depth: usize) -> Result<Option<Element<'a>>, ReadError> {
        loop {
            match self.next()? {
                Token::Open(element) => return Ok(Some(element)),
                Token::Close if self.depth < depth => return Ok(None),
                Token::End => return Ok(None),
                Token::Close | Token::Text(_) => {}
            }
        }
    }

    /// Passes over the rest of the element opened last.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let depth = self.depth;
        while self.next_inside(depth)?.is_some() {}
        Ok(())
    }

    /// All text in the element opened last.
    pub fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let depth = self.depth;
        let mut all: Cow<'a, str> = Cow::Borrowed("");
        loop {
            match self.next()? {
                Token::Text(text) if all.is_empty() => all = text,
                Token::Text(text) => all.to_mut().push_str(&text),
                Token::Close if self.depth < depth => return Ok(all),
                Token::End => return Ok(all),
                Token::Open(_) | Token::Close => {}
            }
        }
    }
}

/// An opening tag.
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Without the prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// As the file writes it.
    pub fn prefix(&self) -> Option<&str> {
        self.0.name().prefix().map(quick_xml::name::Prefix::into_inner)
    }

    /// The attribute with this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|a| a.key.local_name().into_inner() == name)?;
        found.unescape().or(Some(found.value))
    }

    /// `w:val`, where nearly everything stands.
    pub fn val(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// `w:val` as a name or a short text. Word allows 255 characters; longer ones are hostile, and names are copied around.
    pub fn short(&self) -> Option<String> {
        self.attribute("val").and_then(short)
    }

    /// `w:val` as a number; none if it is not one.
    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.val()?.trim().parse().ok()
    }

    /// A switch is on unless its value says otherwise.
    pub fn is_on(&self) -> bool {
        !matches!(self.val().as_deref().map(str::trim), Some("0" | "false" | "off"))
    }
}

trait Unescape<'a> {
    fn unescape(&self) -> Option<Cow<'a, str>>;
}

impl<'a> Unescape<'a> for quick_xml::events::attributes::Attribute<'a> {
    fn unescape(&self) -> Option<Cow<'a, str>> {
        self.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()
    }
}

/// A name from an attribute, unless it is longer than any real one.
pub fn short(value: Cow<'_, str>) -> Option<String> {
    (value.len() <= 1020).then(|| value.into_owned())
}

/// A reference's character; one to an entity this part does not define stays as it is written, so that nothing is lost.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    match quick_xml::escape::resolve_predefined_entity(reference) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{};", &**reference)),
    }
}
