//! Running headers, footers and page numbers that a copy left in the middle of the text: found by their repetition.

use super::lines::Line;
use super::wrap::{ends_sentence, goes_on};
use std::collections::HashMap;

/// So many lines at a page's top and bottom may be running matter.
const EDGE: usize = 6;
/// Running lines in a text without form feeds stand at least so many lines apart: a page's length, roughly.
const APART: usize = 14;
/// A gap of so many empty lines is what a page's end leaves in some copies.
pub const GAP: usize = 3;
/// Longer paragraphs are no running matter.
const LONGEST: usize = 200;

/// For every line whether it is running matter.
#[must_use]
pub fn find(lines: &[Line]) -> Vec<bool> {
    let mut running = vec![false; lines.len()];
    at_page_edges(lines, &mut running);
    over_the_file(lines, &mut running);
    in_gaps(lines, &mut running);
    beside_running(lines, &mut running);
    numbers_beside(lines, &mut running);
    running
}

/// What stays the same from page to page: letters in lower case, a '#' for each number, nothing else.
fn key(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else if c.is_alphabetic() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn letters(key: &str) -> usize {
    key.chars().filter(|c| *c != '#').count()
}

/// The number of a line that holds nothing else ("7", "- 7 -", "[7]").
fn bare_number(text: &str) -> Option<u32> {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "-–—[]()|·.".contains(c));
    (bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())).then(|| bare.parse().ok()).flatten()
}

fn first_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(9).collect();
    digits.parse().ok()
}

/// Lines at the top or bottom of pages that come again at other pages' edges.
fn at_page_edges(lines: &[Line], running: &mut [bool]) {
    let pages: Vec<&[Line]> = lines.chunk_by(|a, b| a.page == b.page).collect();
    if lines.first().is_none_or(|l| l.page == 0) {
        return;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        for at in edges(page.len()) {
            *seen.entry(key(&page[at].text)).or_default() += 1;
        }
    }
    let again = |line: &Line| {
        let k = key(&line.text);
        line.text.chars().count() <= LONGEST && letters(&k) > 0 && seen.get(&k).is_some_and(|n| *n >= 2)
    };
    let (rise_top, rise_bottom) = (numbers_rise(&pages, true), numbers_rise(&pages, false));
    let mut from = 0;
    for page in &pages {
        let len = page.len();
        let number = |at: usize| bare_number(&page[at].text).is_some();
        // From the edge inwards, as long as it goes on; a bare number only at the very edge.
        let top = (0..len.min(EDGE)).take_while(|at| again(&page[*at]) || (*at == 0 && number(0))).count();
        let bottom = (0..len.min(EDGE)).take_while(|back| again(&page[len - 1 - back]) || (*back == 0 && number(len - 1))).count();
        let top = if top == 1 && number(0) && !rise_top { 0 } else { top };
        let bottom = if bottom == 1 && number(len - 1) && !rise_bottom { 0 } else { bottom };
        running[from..from + top].fill(true);
        running[from + len - bottom..from + len].fill(true);
        from += len;
    }
}

fn edges(len: usize) -> impl Iterator<Item = usize> {
    (0..len).filter(move |at| *at < EDGE || at + EDGE >= len)
}

/// Whether bare numbers at the pages' edges count the pages.
fn numbers_rise(pages: &[&[Line]], top: bool) -> bool {
    let edge = |page: &&[Line]| if top { page.first().cloned() } else { page.last().cloned() };
    let numbers: Vec<(u32, u32)> = pages.iter().filter_map(edge).filter_map(|l| Some((l.page, bare_number(&l.text)?))).collect();
    let rising = numbers.windows(2).filter(|w| w[1].1.checked_sub(w[0].1) == Some(w[1].0 - w[0].0)).count();
    rising >= 1 && rising + 1 == numbers.len() && numbers.len() * 2 >= pages.len()
}

/// Without form feeds: lines that come again at a page's distance, with a number that counts or in the middle of sentences.
fn over_the_file(lines: &[Line], running: &mut [bool]) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let k = key(&line.text);
        if !running[at] && line.text.chars().count() <= LONGEST && !k.is_empty() {
            places.entry(k).or_default().push(at);
        }
    }
    for (k, at) in places {
        if at.len() >= 2 && is_running(lines, &k, &at) {
            for i in at {
                running[i] = true;
            }
        }
    }
}

fn is_running(lines: &[Line], key: &str, places: &[usize]) -> bool {
    // A footer and the next page's header may be the same words: places beside each other count as one.
    let clusters: Vec<&[usize]> = places.chunk_by(|a, b| b - a <= 4).collect();
    let distances: Vec<usize> = clusters.windows(2).map(|w| w[1][0] - w[0][0]).collect();
    // The last page may be short.
    let Some((_, whole_pages)) = distances.split_last() else { return false };
    if whole_pages.iter().any(|d| *d < APART) || distances[0] < APART {
        return false;
    }
    let rises = |numbers: &[u32]| numbers.len() >= 2 && numbers.windows(2).all(|w| w[1] == w[0] + 1);
    let own: Vec<u32> = clusters.iter().filter_map(|c| first_number(&lines[c[0]].text)).collect();
    let counts = own.len() == clusters.len() && rises(&own);
    if key == "#" {
        return counts && clusters.len() >= 3 && places.iter().all(|at| bare_number(&lines[*at].text).is_some());
    }
    if counts && key.contains('#') && clusters.len() >= 3 {
        return true;
    }
    let beside: Vec<u32> = clusters.iter().filter_map(|c| number_beside(lines, c)).collect();
    let same = places.windows(2).all(|w| lines[w[0]].text == lines[w[1]].text);
    // Nobody writes the same line twice in a row.
    let doubled = clusters.iter().any(|c| c.len() > 1);
    let cuts = clusters.iter().filter(|c| cuts_sentence(lines, c)).count();
    letters(key) >= 10 && (same || counts) && (rises(&beside) || doubled || cuts >= 2 || (cuts >= 1 && (counts || clusters.len() >= 3)))
}

/// The page number that stands alone right before, after or between these lines.
fn number_beside(lines: &[Line], cluster: &[usize]) -> Option<u32> {
    let (first, last) = (*cluster.first()?, *cluster.last()?);
    (first.saturating_sub(1)..=last + 1).find_map(|at| bare_number(&lines.get(at)?.text))
}

/// Whether the lines around these would make one sentence without them (a bare page number between them aside).
fn cuts_sentence(lines: &[Line], cluster: &[usize]) -> bool {
    let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { return false };
    let words = |l: &&Line| bare_number(&l.text).is_none();
    let before = lines[..*first].iter().rev().take(2).find(words);
    let after = lines[last + 1..].iter().take(2).find(words);
    matches!((before, after), (Some(a), Some(b)) if !ends_sentence(&a.text) && goes_on(&b.text))
}

/// Paragraphs as ranges of lines, parted by empty lines.
fn paragraphs(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some(last) if line.blanks == 0 => last.end = at + 1,
            _ => out.push(at..at + 1),
        }
    }
    out
}

/// Where pages end in wide gaps: short paragraphs between gaps that come again between other gaps (a logo's words, broken now
/// this way, now that), and what stands between such.
fn in_gaps(lines: &[Line], running: &mut [bool]) {
    let paragraphs = paragraphs(lines);
    let gap_before = |i: usize| paragraphs.get(i).is_none_or(|p| lines[p.start].blanks >= GAP);
    let text = |i: usize| lines[paragraphs[i].clone()].iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
    if (0..paragraphs.len()).filter(|i| gap_before(*i)).count() * 3 > paragraphs.len() {
        return; // Here every paragraph is set off so: the gaps mark no pages.
    }
    // Blocks between gaps that are short enough all through.
    let mut islands: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    for i in 1..=paragraphs.len() {
        if gap_before(i) {
            if (start..i).all(|p| text(p).chars().count() <= LONGEST) && start > 0 {
                islands.push(start..i);
            }
            start = i;
        }
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for p in islands.iter().flat_map(Clone::clone) {
        *seen.entry(key(&text(p))).or_default() += 1;
    }
    for island in islands {
        let again: Vec<usize> = island.clone().filter(|p| seen.get(&key(&text(*p))).is_some_and(|n| *n >= 2)).collect();
        if again.is_empty() {
            continue;
        }
        // What is left beside them is a part of the same letterhead if it is no sentence.
        for p in island {
            let t = text(p);
            if again.contains(&p) || (t.split_whitespace().count() <= 6 && !ends_sentence(&t)) {
                running[paragraphs[p].clone()].fill(true);
            }
        }
    }
}

/// Short paragraphs right beside running matter that come again right beside other running matter.
fn beside_running(lines: &[Line], running: &mut [bool]) {
    let paragraphs = paragraphs(lines);
    // A letterhead has few lines: so many rounds outwards are enough.
    for _ in 0..EDGE {
        let is_running = |at: Option<usize>| at.and_then(|i| running.get(i)).is_some_and(|r| *r);
        let mut beside: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, p) in paragraphs.iter().enumerate() {
            let text = lines[p.clone()].iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
            let next = is_running(p.start.checked_sub(1)) || is_running(Some(p.end));
            if next && !running[p.start] && text.chars().count() <= LONGEST && letters(&key(&text)) > 0 {
                beside.entry(key(&text)).or_default().push(i);
            }
        }
        let again: Vec<usize> = beside.into_values().filter(|places| places.len() >= 2).flatten().collect();
        if again.is_empty() {
            return;
        }
        for i in again {
            running[paragraphs[i].clone()].fill(true);
        }
    }
}

/// Bare numbers beside running lines are page numbers if they count the pages.
fn numbers_beside(lines: &[Line], running: &mut [bool]) {
    let mut group: i64 = 0;
    let mut last = None;
    let mut found: Vec<(usize, i64)> = Vec::new();
    for at in 0..lines.len() {
        let before = at > 0 && running[at - 1];
        if running[at] {
            // A footer, a number and the next page's header are one place.
            group += i64::from(last.is_none_or(|l| at - l > 2));
            last = Some(at);
        }
        let after = running.get(at + 1).is_some_and(|r| *r);
        let number = bare_number(&lines[at].text).filter(|_| !running[at] && (before || after));
        if let Some(number) = number {
            let ordinal = match lines[at].page {
                0 => {
                    if before {
                        group
                    } else {
                        group + 1
                    }
                }
                page => i64::from(page),
            };
            found.push((at, i64::from(number) - ordinal));
        }
    }
    let votes = |offset: i64| found.iter().filter(|(_, o)| *o == offset).count();
    let Some(offset) = found.iter().map(|(_, o)| *o).max_by_key(|o| (votes(*o), -o.abs())) else { return };
    if votes(offset) >= 2 || offset.abs() <= 1 {
        for (at, _) in found.iter().filter(|(_, o)| *o == offset) {
            running[*at] = true;
        }
    }
}
