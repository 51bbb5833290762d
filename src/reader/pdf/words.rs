//! Characters to words and rows of words, by geometry alone: files need not draw spaces, nor draw in reading order.

use super::source::Glyph;

/// A word with the right edge of each of its characters, in points along the text's direction.
#[derive(Debug, Clone, Default)]
pub struct Word {
    pub text: String,
    pub ends: Vec<f32>,
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub artifact: bool,
    /// How likely it was misread.
    pub doubt: f32,
}

impl Word {
    /// The middle of its box.
    pub fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.x0, self.x1), self.base - 0.27 * self.size)
    }

    pub fn drop_last_dot(&mut self) {
        if self.ends.len() > 1 && self.text.ends_with('.') {
            self.text.pop();
            self.ends.pop();
            self.x1 = self.ends.last().copied().unwrap_or(self.x1);
        }
    }
}

/// Words that share a baseline across the whole page, from left to right.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub base: f32,
    pub words: Vec<Word>,
}

/// Shares of the font size. Kerning stays under a tenth, the narrowest spaces in use are about a sixth.
const WORD_GAP: f32 = 0.13;
const SAME_WORD: f32 = 0.08;
/// A drawn space counts although hardly any room is left for it.
const DRAWN_SPACE_GAP: f32 = 0.03;

/// Characters drawn one after the other with no room between them.
#[derive(Debug, Clone)]
struct Chunk {
    /// Range in the glyphs without blanks.
    start: usize,
    end: usize,
    x0: f32,
    x1: f32,
    base: f32,
    size: f32,
    space_before: bool,
    space_after: bool,
    shift: Shift,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    None,
    Raised,
    Lowered,
}

/// Rows from top to bottom. All glyphs must run in the same direction.
pub fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let no_break_is_blank = no_break_spaces_stand_for_all(glyphs);
    let mut letters = Vec::with_capacity(glyphs.len());
    let mut chunks = chunks(glyphs, no_break_is_blank, &mut letters);
    chunks.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let mut rows = group(chunks);
    attach_shifted(&mut rows);
    rows.into_iter().filter(|row| !row.is_empty()).map(|row| finish_row(row, &mut letters)).filter(|r| !r.words.is_empty()).collect()
}

/// Some programs map every space to the no-break space: then it says nothing.
fn no_break_spaces_stand_for_all(glyphs: &[Glyph]) -> bool {
    let count = |c: char| glyphs.iter().filter(|g| g.c == c).count();
    count('\u{A0}') > 2 * count(' ') + 8
}

fn is_blank(c: char, no_break_is_blank: bool) -> bool {
    match c {
        '\u{A0}' => no_break_is_blank,
        '\u{2007}' | '\u{2009}' | '\u{202F}' => false,
        '\u{200B}' | '\u{FEFF}' => true,
        c => c.is_whitespace(),
    }
}

fn chunks(glyphs: &[Glyph], no_break_is_blank: bool, letters: &mut Vec<Glyph>) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    let mut blank: Option<Glyph> = None;
    for glyph in glyphs {
        if is_blank(glyph.c, no_break_is_blank) {
            if let Some(last) = out.last_mut()
                && beside(glyph, last.base, last.size)
                && (glyph.x0 - last.x1).abs() < 0.6 * last.size
            {
                last.space_after = true;
            }
            blank = Some(*glyph);
            continue;
        }
        let drawn_space = blank.take().is_some_and(|b| beside(glyph, b.base, b.size) && (glyph.x0 - b.x1).abs() < 0.6 * glyph.size);
        if let Some(last) = out.last_mut() {
            let gap = (glyph.x0 - last.x1) / glyph.size;
            let same_height = (last.shift == Shift::Raised) == glyph.raised;
            let joined = beside(glyph, last.base, last.size) && gap > -0.5 && gap < SAME_WORD;
            let parted = (drawn_space || last.space_after) && gap > DRAWN_SPACE_GAP;
            if joined && !parted && same_height && last.size / glyph.size < 1.2 && glyph.size / last.size < 1.2 {
                letters.push(*glyph);
                last.end = letters.len();
                last.x1 = last.x1.max(glyph.x1);
                last.space_after = false;
                continue;
            }
        }
        letters.push(*glyph);
        out.push(Chunk {
            start: letters.len() - 1,
            end: letters.len(),
            x0: glyph.x0,
            x1: glyph.x1,
            base: glyph.base,
            size: glyph.size,
            space_before: drawn_space,
            space_after: false,
            shift: if glyph.raised { Shift::Raised } else { Shift::None },
        });
    }
    out
}

fn beside(glyph: &Glyph, base: f32, size: f32) -> bool {
    (glyph.base - base).abs() <= 0.1 * glyph.size.max(size)
}

/// Chunks, sorted by baseline, to rows: compared with the row's first, so that rows never creep down the page.
fn group(chunks: Vec<Chunk>) -> Vec<Vec<Chunk>> {
    let mut rows: Vec<Vec<Chunk>> = Vec::new();
    for chunk in chunks {
        match rows.last_mut() {
            Some(row) if chunk.base - row[0].base <= 0.2 * chunk.size.min(row[0].size) => row.push(chunk),
            _ => rows.push(vec![chunk]),
        }
    }
    rows
}

/// Moves superscripts and subscripts into the row of the text they stand beside.
fn attach_shifted(rows: &mut [Vec<Chunk>]) {
    // A page of text has some hundred chunks; what has this many is a drawing.
    const MOST: usize = 8_000;
    if rows.iter().map(Vec::len).sum::<usize>() > MOST {
        return;
    }
    for i in 0..rows.len() {
        let mut k = 0;
        while k < rows[i].len() {
            let Some((target, shift)) = host(rows, i, k) else {
                k += 1;
                continue;
            };
            let mut chunk = rows[i].remove(k);
            chunk.shift = shift;
            rows[target].push(chunk);
        }
    }
}

/// The row whose text a small chunk is raised or lowered beside.
fn host(rows: &[Vec<Chunk>], i: usize, k: usize) -> Option<(usize, Shift)> {
    const REACH: usize = 6;
    let chunk = &rows[i][k];
    if chunk.shift != Shift::None {
        return None;
    }
    let nearby = (i.saturating_sub(REACH)..rows.len().min(i + REACH + 1)).filter(|j| *j != i);
    for j in nearby {
        for other in &rows[j] {
            let rise = (other.base - chunk.base) / other.size;
            if chunk.size > 0.83 * other.size || other.shift != Shift::None || !(-0.4..=0.7).contains(&rise) {
                continue;
            }
            let after = (chunk.x0 - other.x1) / other.size;
            let before = (other.x0 - chunk.x1) / other.size;
            if (-0.15..0.3).contains(&after) || (-0.15..0.3).contains(&before) {
                return Some((j, if rise > 0.0 { Shift::Raised } else { Shift::Lowered }));
            }
        }
    }
    None
}

fn finish_row(mut row: Vec<Chunk>, letters: &mut [Glyph]) -> Row {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    drop_overprinted(&mut row, letters);
    undo_small_capitals(&row, letters);
    let limits = word_gaps(&row, letters);
    let base = row.iter().find(|c| c.shift == Shift::None).map_or(0.0, |c| c.base);
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Open> = None;
    for (i, chunk) in row.iter().enumerate() {
        let parted = i > 0 && {
            let last = &row[i - 1];
            let gap = (chunk.x0 - last.x1) / chunk.size.max(last.size);
            gap > limits[i]
                || gap < -0.6
                || ((last.space_after || chunk.space_before) && gap > DRAWN_SPACE_GAP)
                || splits_mark(last, chunk, letters)
        };
        if parted && let Some(word) = open.take() {
            words.extend(word.finish(base));
        }
        open.get_or_insert_with(Open::default).add(chunk, letters);
    }
    words.extend(open.and_then(|w| w.finish(base)));
    Row { base, words }
}

/// A raised number beside a number, or before a word, is a note mark and no part of it.
fn splits_mark(last: &Chunk, chunk: &Chunk, letters: &[Glyph]) -> bool {
    let digit = |c: &Chunk, at: usize| letters[c.start..c.end].get(at).is_some_and(|g| g.c.is_ascii_digit());
    match (last.shift, chunk.shift) {
        (Shift::None, Shift::Raised) => digit(last, last.end - last.start - 1) && digit(chunk, 0),
        (Shift::Raised, Shift::None) => digit(last, 0) && letters[chunk.start].c.is_alphanumeric(),
        _ => false,
    }
}

/// Drops text drawn a second time on the same place (shadows, bold by overprinting) and makes what stays bold.
fn drop_overprinted(row: &mut Vec<Chunk>, letters: &mut [Glyph]) {
    let mut kept: Vec<Chunk> = Vec::with_capacity(row.len());
    for chunk in row.drain(..) {
        let original = kept.iter().rev().take(3).find(|other| {
            let overlap = other.x1.min(chunk.x1) - other.x0.max(chunk.x0);
            overlap > 0.5 * (chunk.x1 - chunk.x0) && is_copy(&chunk, other, letters)
        });
        match original {
            Some(other) => letters[other.start..other.end].iter_mut().for_each(|g| g.bold = true),
            None => kept.push(chunk),
        }
    }
    *row = kept;
}

fn is_copy(copy: &Chunk, original: &Chunk, letters: &[Glyph]) -> bool {
    let mut rest = &letters[original.start..original.end];
    let near = |a: &Glyph, b: &Glyph| a.c == b.c && (a.x0 - b.x0).abs() <= 0.15 * a.size;
    letters[copy.start..copy.end].iter().all(|glyph| match rest.iter().position(|other| near(glyph, other)) {
        Some(at) => {
            rest = &rest[at + 1..];
            true
        }
        None => false,
    })
}

/// Small capitals that are drawn as capitals of a smaller size stand for small letters.
fn undo_small_capitals(row: &[Chunk], letters: &mut [Glyph]) {
    let plain = || row.iter().filter(|c| c.shift == Shift::None);
    let tallest = plain().map(|c| c.size).fold(0.0, f32::max);
    let is_small = |c: &Chunk| (0.68..0.9).contains(&(c.size / tallest));
    if !plain().any(is_small) || !plain().all(|c| is_small(c) || c.size > 0.97 * tallest) {
        return;
    }
    let of = |c: &Chunk, letters: &[Glyph]| letters[c.start..c.end].iter().filter(|g| g.c.is_alphabetic()).count();
    let (small, large) = plain().fold((0, 0), |n, c| if is_small(c) { (n.0 + of(c, letters), n.1) } else { (n.0, n.1 + of(c, letters)) });
    let all_capitals = plain().all(|c| letters[c.start..c.end].iter().all(|g| !g.c.is_lowercase()));
    if large == 0 || small < 3 || !all_capitals {
        return;
    }
    let chunks: Vec<(usize, usize)> = plain().filter(|c| is_small(c)).map(|c| (c.start, c.end)).collect();
    for glyph in chunks.into_iter().flat_map(|(start, end)| start..end).collect::<Vec<_>>() {
        let mut lower = letters[glyph].c.to_lowercase();
        if let (Some(c), None) = (lower.next(), lower.next()) {
            letters[glyph].c = c;
        }
    }
}

/// The gap before each chunk from which on a new word begins: wider in letter-spaced text.
fn word_gaps(row: &[Chunk], letters: &[Glyph]) -> Vec<f32> {
    let mut limits = vec![WORD_GAP; row.len()];
    let single = |c: &&Chunk| c.end - c.start == 1;
    let short = |c: &Chunk| c.end - c.start <= 2;
    let mut start = 0;
    while start < row.len() {
        let mut end = start + 1;
        while end < row.len() && short(&row[end]) && short(&row[end - 1]) && row[end].x0 - row[end - 1].x1 < 1.2 * row[end].size {
            end += 1;
        }
        let stretch = &row[start..end];
        let alphabetic = stretch.iter().filter(|c| letters[c.start].c.is_alphabetic()).count();
        let singles = stretch.iter().filter(single).count();
        if stretch.len() >= 4 && alphabetic.min(singles) * 10 >= stretch.len() * 7 {
            let mut gaps: Vec<f32> = stretch.windows(2).map(|w| (w[1].x0 - w[0].x1) / w[1].size).collect();
            let middle = gaps.len() / 3;
            let usual = *gaps.select_nth_unstable_by(middle, f32::total_cmp).1;
            limits[start + 1..end].fill((usual + 0.15).max(usual * 1.35).max(WORD_GAP));
        }
        start = end;
    }
    limits
}

/// A word being put together.
#[derive(Default)]
struct Open {
    word: Word,
    bold: usize,
    italic: usize,
    sized: f32,
}

impl Open {
    fn add(&mut self, chunk: &Chunk, letters: &[Glyph]) {
        let word = &mut self.word;
        if word.ends.is_empty() {
            word.x0 = chunk.x0;
            word.x1 = chunk.x1;
        }
        word.x1 = word.x1.max(chunk.x1);
        for glyph in &letters[chunk.start..chunk.end] {
            let overlaps = word.ends.last().is_some_and(|end| end - glyph.x0 > 0.15 * glyph.size);
            if overlaps && let Some(letter) = word.text.chars().next_back().and_then(|last| accented(last, glyph.c)) {
                word.text.pop();
                word.text.push(letter);
                word.ends.pop();
                word.ends.push(glyph.x1);
                continue;
            }
            word.text.push(printed(glyph.c, chunk.shift));
            word.ends.push(glyph.x1);
            self.bold += usize::from(glyph.bold);
            self.italic += usize::from(glyph.italic);
            word.artifact |= glyph.artifact;
            word.doubt = word.doubt.max(glyph.doubt);
        }
        if chunk.shift == Shift::None || word.size == 0.0 {
            // A word of mixed sizes (small capitals) has the size of its tallest letters' share.
            let width = chunk.x1 - chunk.x0;
            if width >= self.sized || chunk.size > word.size {
                self.sized = width;
                word.size = word.size.max(chunk.size);
            }
        }
    }

    /// None if nothing but blanks is left after trimming.
    fn finish(mut self, base: f32) -> Option<Word> {
        let word = &mut self.word;
        while word.text.chars().next_back().is_some_and(char::is_whitespace) {
            word.text.pop();
            word.ends.pop();
            word.x1 = word.ends.last().copied().unwrap_or(word.x0);
        }
        let blanks = word.text.chars().take_while(|c| c.is_whitespace()).count();
        if blanks > 0 {
            word.x0 = word.ends[blanks - 1];
            word.ends.drain(..blanks);
            word.text = word.text.trim_start().to_owned();
        }
        let count = word.ends.len();
        word.bold = self.bold * 2 > count;
        word.italic = self.italic * 2 > count;
        word.base = base;
        (count > 0).then_some(self.word)
    }
}

/// The letter that an accent printed over or under another makes, whichever was drawn first.
fn accented(first: char, second: char) -> Option<char> {
    let mark = |c| {
        Some(match c {
            '`' => '\u{300}',
            '´' => '\u{301}',
            'ˆ' | '^' => '\u{302}',
            '˜' | '~' => '\u{303}',
            '¯' => '\u{304}',
            '˘' => '\u{306}',
            '˙' => '\u{307}',
            '¨' => '\u{308}',
            '˚' => '\u{30A}',
            '˝' => '\u{30B}',
            'ˇ' => '\u{30C}',
            '¸' => '\u{327}',
            '˛' => '\u{328}',
            _ => return None,
        })
    };
    let letter = |c| if c == 'ı' { 'i' } else { c };
    let (letter, mark) = mark(first).map(|m| (letter(second), m)).or_else(|| mark(second).map(|m| (letter(first), m)))?;
    unicode_normalization::char::compose(letter, mark)
}

/// Raised digits become superscript characters, so that they can't be read as part of a number.
fn printed(c: char, shift: Shift) -> char {
    const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match (shift, c.to_digit(10)) {
        (Shift::Raised, Some(digit)) => SUPERSCRIPTS[digit as usize],
        _ => match c {
            // Bullets of the symbol fonts word processors use, which have no code point of their own.
            '\u{F0B7}' | '\u{F0A7}' | '\u{F076}' | '\u{F0D8}' | '\u{F0FC}' | '\u{F06E}' | '\u{F0A8}' => '•',
            c => c,
        },
    }
}
