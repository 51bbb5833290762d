//! Lines to paragraphs and list items, over columns and pages.

use super::hyphens::ends_in_hyphen;
use super::lines::Line;
use super::order::Element;
use super::tables::Draft;
use super::words::Word;
use std::collections::HashMap;

/// A paragraph, list item or table, before it is written.
#[derive(Debug)]
pub enum Raw {
    Text(Text),
    Table(Draft),
}

#[derive(Debug, Default)]
pub struct Text {
    /// The bullet, if it is a list item.
    pub marker: Option<(Word, Line)>,
    pub lines: Vec<Line>,
}

/// The usual distance of baselines, by font size in half points.
#[derive(Debug, Default)]
pub struct Leading(HashMap<i32, f32>);

impl Leading {
    pub fn measure(lines: &[&Line]) -> Self {
        let mut gaps: HashMap<i32, HashMap<i32, usize>> = HashMap::new();
        let mut last: Option<&Line> = None;
        for line in lines.iter().copied() {
            if let Some(l) = last
                && l.column == line.column
                && half_points(l.size) == half_points(line.size)
            {
                let gap = line.base - l.base;
                if gap > 0.8 * line.size && gap < 2.2 * line.size {
                    *gaps.entry(half_points(line.size)).or_default().entry((gap * 5.0).round() as i32).or_default() += 1;
                }
            }
            last = Some(line);
        }
        let usual = |by_gap: HashMap<i32, usize>| {
            by_gap.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map_or(0.0, |(gap, _)| gap as f32 / 5.0)
        };
        Self(gaps.into_iter().map(|(size, by_gap)| (size, usual(by_gap))).collect())
    }

    fn of(&self, size: f32) -> f32 {
        self.0.get(&half_points(size)).copied().unwrap_or(1.25 * size)
    }
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

/// Elements of the whole document, in order, to blocks.
pub fn build(elements: Vec<Element>, leading: &Leading) -> Vec<Raw> {
    let mut out: Vec<Raw> = Vec::new();
    let mut asides: Vec<Line> = Vec::new();
    let mut queue = elements.into_iter().peekable();
    while let Some(element) = queue.next() {
        match element {
            Element::Table(draft) => {
                flush(&mut out, &mut asides, leading);
                out.push(Raw::Table(draft));
            }
            // A box beside the text waits for the end of the paragraph it interrupts.
            Element::Line(line) if line.aside => asides.push(line),
            Element::Line(line) => {
                if !asides.is_empty() && !matches!(out.last(), Some(Raw::Text(text)) if goes_on(text, &line, None, leading)) {
                    flush(&mut out, &mut asides, leading);
                }
                let next = if let Some(Element::Line(next)) = queue.peek() { Some(next) } else { None };
                push_line(&mut out, line, next, leading);
            }
        }
    }
    flush(&mut out, &mut asides, leading);
    out
}

fn flush(out: &mut Vec<Raw>, asides: &mut Vec<Line>, leading: &Leading) {
    if asides.is_empty() {
        return;
    }
    out.extend(build_lines(std::mem::take(asides), leading).into_iter().map(Raw::Text));
}

/// The lines of one cell or note to blocks.
pub fn build_lines(lines: Vec<Line>, leading: &Leading) -> Vec<Text> {
    let elements = lines.into_iter().map(|line| Element::Line(Line { aside: false, ..line })).collect();
    let blocks = build(elements, leading);
    blocks.into_iter().filter_map(|b| if let Raw::Text(t) = b { Some(t) } else { None }).collect()
}

fn push_line(out: &mut Vec<Raw>, mut line: Line, next: Option<&Line>, leading: &Leading) {
    if let Some(marker) = take_marker(&mut line) {
        out.push(Raw::Text(Text { marker: Some((marker, line.clone())), lines: vec![line] }));
        return;
    }
    if let Some(Raw::Text(text)) = out.last_mut()
        && goes_on(text, &line, next, leading)
    {
        text.lines.push(line);
        return;
    }
    out.push(Raw::Text(Text { marker: None, lines: vec![line] }));
}

/// Takes a bullet off the start of a line.
fn take_marker(line: &mut Line) -> Option<Word> {
    let first = line.words.first()?;
    let bullet = is_bullet(&first.text) || (first.text == "o" && is_spaced(line));
    if !bullet || line.words.len() < 2 {
        return None;
    }
    let marker = line.words.remove(0);
    line.x0 = line.words.first().map_or(line.x0, |w| w.x0);
    Some(marker)
}

fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(
        (chars.next(), chars.next()),
        (
            Some(
                '•' | '‣'
                    | '◦'
                    | '▪'
                    | '▫'
                    | '■'
                    | '□'
                    | '●'
                    | '○'
                    | '∙'
                    | '·'
                    | '–'
                    | '—'
                    | '-'
                    | '−'
                    | '*'
                    | '➢'
                    | '➤'
                    | '►'
                    | '▶'
                    | '✓'
                    | '✔'
                    | '➔'
                    | '→'
                    | '❖'
                    | '◆'
                    | '⁃'
                    | '\u{2010}'
                    | char::REPLACEMENT_CHARACTER
            ),
            None
        )
    )
}

/// A letter that stands for a bullet is followed by more than a space.
fn is_spaced(line: &Line) -> bool {
    matches!(line.words.as_slice(), [a, b, ..] if b.x0 - a.x1 > 0.6 * a.size)
}

/// Whether a line continues the paragraph before it.
fn goes_on(text: &Text, line: &Line, next: Option<&Line>, leading: &Leading) -> bool {
    let Some(last) = text.lines.last() else { return false };
    let ratio = line.size / last.size;
    if !(0.89..=1.12).contains(&ratio) || weight_changes(last, line) || next_of_list(text, line) {
        return false;
    }
    let same_column = last.column == line.column;
    if same_column {
        let gap = line.base - last.base;
        if gap > 1.25 * leading.of(last.size) + 0.3 || gap < 0.3 * last.size {
            return false;
        }
    }
    if ends_early(last, line) {
        return false;
    }
    !begins_by_indent(text, line, next, same_column)
}

/// Whether a line opens with a note mark, or with a list's number where the paragraph does too.
fn next_of_list(text: &Text, line: &Line) -> bool {
    let (Some(first), Some(mark)) = (text.lines.first(), line.words.first()) else { return false };
    let note = mark.text.chars().all(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
    let under = (first.x0 - first.left - line.x0 + line.left).abs() <= 1.5;
    note || (under && is_number(mark) && first.words.first().is_some_and(is_number))
}

/// The number or letter of a list's item: "1.", "a)", "(iv)".
fn is_number(word: &Word) -> bool {
    let inner = word.text.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let marked = inner.len() < word.text.len() && !word.text.ends_with(inner);
    marked
        && ((inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit()))
            || inner.chars().count() == 1
            || inner.bytes().all(|b| b"ivx".contains(&b)))
}

/// A change between bold and not, where a line is all of the one.
fn weight_changes(last: &Line, line: &Line) -> bool {
    let (Some(a), Some(b)) = (last.words.last(), line.words.first()) else { return false };
    a.bold != b.bold && (last.all_bold() || line.all_bold())
}

/// Whether the next line's first word would have found room: then the line was ended on purpose.
pub fn ends_early(last: &Line, line: &Line) -> bool {
    let Some(word) = line.words.first() else { return false };
    if last.words.last().is_some_and(|w| ends_in_hyphen(&w.text)) && word.text.starts_with(char::is_lowercase) {
        return false;
    }
    let width = (last.right - last.left).max(1.0);
    // A centred line leaves room on both sides.
    let indent = last.x0 - last.left;
    let slack = last.right - last.x1;
    let moved = (line.x0 - last.x0).abs() > 0.5 * last.size;
    let centred = moved && indent.min(slack) > 2.0 * last.size && (indent - slack).abs() < 0.15 * width;
    let room = if centred { slack + indent } else { slack };
    let need = word.x1 - word.x0 + 0.25 * last.size;
    let short_of_edge = last.justified && slack > 0.5 * last.size;
    if room <= need + 0.4 * last.size && !short_of_edge {
        return false;
    }
    let closed = last.words.last().is_some_and(|w| ends_sentence(&w.text));
    let opens = word.text.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase());
    opens || room > if closed { 0.25 * width } else { 0.6 * width }
}

pub fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(['"', '\'', '»', '”', '’', ')', ']', '\u{A0}', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰'])
        .ends_with(['.', '!', '?', ':', ';', '…'])
}

/// Indents that tell a new paragraph from a hanging one.
fn begins_by_indent(text: &Text, line: &Line, next: Option<&Line>, same_column: bool) -> bool {
    let step = 0.8 * line.size;
    let (first, last) = match text.lines.as_slice() {
        [] => return false,
        [only] => (only, only),
        [first, .., last] => (first, last),
    };
    let inset = |l: &Line| if same_column { l.x0 } else { l.x0 - l.left };
    let moved = inset(line) - inset(last);
    if moved.abs() <= step {
        return false;
    }
    if text.marker.is_some() {
        // Under a list item's text it goes on; back at the margin it is something new.
        return moved < 0.0 || text.lines.len() > 1;
    }
    let only_line = text.lines.len() == 1;
    if moved < 0.0 {
        // Back to the margin after an indented first line, or after a centred one.
        return !only_line
            && (inset(line) - inset(first)).abs() > step
            && inset(line) < inset(first) - step
            && inset(first) < inset(last) + step;
    }
    // Under the text after a number, or in the middle of a sentence, it hangs.
    if only_line && (hangs_under_number(first, line) || is_mid_sentence(first, line)) {
        return false;
    }
    // Further in than the line before: a first line, unless the next one stands there too (a hanging indent).
    let hangs = next.is_some_and(|n| n.column == line.column && (n.x0 - line.x0).abs() <= 2.0 && n.base - line.base < 1.6 * line.size);
    !(only_line && hangs)
}

/// Whether a line stands under the text that follows a number or letter of a list.
fn hangs_under_number(first: &Line, line: &Line) -> bool {
    let [number, word, ..] = first.words.as_slice() else { return false };
    is_number(number) && (line.x0 - word.x0).abs() <= 2.0
}

fn is_mid_sentence(last: &Line, line: &Line) -> bool {
    let lower = line.words.first().and_then(|w| w.text.chars().next()).is_some_and(char::is_lowercase);
    lower && !last.words.last().is_some_and(|w| ends_sentence(&w.text))
}
