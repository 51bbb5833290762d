//! Running text put together from lines, which remembers the line each part came from.

use std::ops::Range;

/// Text in one piece; `parts` says from which byte on it comes from which page and line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    pub text: String,
    pub parts: Vec<Part>,
}

/// Where a part of a [`Flow`] begins and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub at: usize,
    pub page: u32,
    pub line: u32,
}

impl Flow {
    /// The text of one line, white space folded.
    #[must_use]
    pub fn from_line(text: &str, page: u32, line: u32) -> Self {
        let mut flow = Self::default();
        flow.push(&fold(text), page, line);
        flow
    }

    pub fn push(&mut self, text: &str, page: u32, line: u32) {
        if !text.is_empty() {
            self.parts.push(Part { at: self.text.len(), page, line });
            self.text.push_str(text);
        }
    }

    /// Appends another flow after `glue`, which belongs to the part before it.
    pub fn append(&mut self, glue: &str, other: &Flow) {
        if !self.text.is_empty() {
            self.text.push_str(glue);
        }
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.parts.extend(other.parts.iter().map(|p| Part { at: p.at + shift, ..*p }));
    }

    /// Takes ranges of bytes out: ascending, apart from each other.
    pub fn remove_all(&mut self, ranges: &[Range<usize>]) {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for range in ranges {
            text.push_str(&self.text[from..range.start]);
            from = range.end;
        }
        text.push_str(&self.text[from..]);
        self.text = text;
        let mut moved = Moved::new(ranges);
        self.parts.iter_mut().for_each(|part| part.at = moved.to(part.at));
    }

    /// Takes the last character away.
    pub fn pop(&mut self) {
        self.text.pop();
    }

    /// Splits at every `mark`, which goes, and so does white space around it; empty pieces are left out.
    #[must_use]
    pub fn split(self, mark: char) -> Vec<Flow> {
        if !self.text.contains(mark) {
            return if self.text.is_empty() { Vec::new() } else { vec![self] };
        }
        let mut out = Vec::new();
        let mut next_part = 0;
        let mut at = 0;
        for piece in self.text.split(mark) {
            let start = at + piece.len() - piece.trim_start().len();
            let text = piece.trim();
            while self.parts.get(next_part + 1).is_some_and(|p| p.at <= start) {
                next_part += 1;
            }
            let inside = self.parts[next_part.min(self.parts.len())..].iter().take_while(|p| p.at < start + text.len());
            let parts = inside.map(|p| Part { at: p.at.saturating_sub(start), ..*p }).collect();
            if !text.is_empty() {
                out.push(Flow { text: text.to_owned(), parts });
            }
            at += piece.len() + mark.len_utf8();
        }
        out
    }

    /// The stretches of the text with the place each comes from.
    pub fn stretches(&self) -> impl Iterator<Item = (&str, Part)> {
        self.parts.iter().enumerate().filter_map(|(i, part)| {
            let end = self.parts.get(i + 1).map_or(self.text.len(), |next| next.at);
            (part.at < end).then(|| (&self.text[part.at..end], *part))
        })
    }
}

/// Where places of a text are after ranges of it were taken out; asked in ascending order.
pub struct Moved<'a> {
    ranges: &'a [Range<usize>],
    gone: usize,
}

impl<'a> Moved<'a> {
    #[must_use]
    pub fn new(ranges: &'a [Range<usize>]) -> Self {
        Self { ranges, gone: 0 }
    }

    pub fn to(&mut self, at: usize) -> usize {
        while let Some((first, rest)) = self.ranges.split_first().filter(|(r, _)| r.end <= at) {
            self.gone += first.len();
            self.ranges = rest;
        }
        let inside = self.ranges.first().map_or(0, |r| at.saturating_sub(r.start));
        at - self.gone - inside
    }
}

/// Single spaces for white space; no-break and thin spaces hold numbers together and stay.
#[must_use]
pub fn fold(text: &str) -> String {
    text.split([' ', '\t', '\n']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Flow;

    #[test]
    fn parts_follow_what_is_done_to_the_text() {
        let mut flow = Flow::from_line("one  two", 1, 1);
        flow.append(" ", &Flow::from_line("three|four", 2, 5));
        assert_eq!(flow.text, "one two three|four");
        flow.remove_all(&[0..1, 1..4]);
        let places: Vec<_> = flow.stretches().map(|(t, p)| (t.to_owned(), p.line)).collect();
        assert_eq!(places, [("two ".to_owned(), 1), ("three|four".to_owned(), 5)]);
        let split = flow.split('|');
        assert_eq!(split.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["two three", "four"]);
        assert_eq!(split[1].parts[0].line, 5);
    }
}
