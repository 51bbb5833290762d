//! Every place of the document that could be the heading of a section, with the evidence for it.

use super::guidance::Guide;
use super::likeness::{Likeness, Matcher};
use super::look::{Line, Look, ends_in_page_number, look, running, standing, styled};
use super::surroundings;
use super::words::{Token, tokens};
use crate::document::Document;

/// A possible heading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// First and last line of the heading.
    pub first: usize,
    pub last: usize,
    /// Bytes of the last line that belong to it; 0 for a section that opens without a heading.
    pub end: usize,
    /// Index into [`Template::units`].
    pub unit: usize,
    /// The second section of a merged heading.
    pub also: Option<usize>,
    pub likeness: Likeness,
    /// Evidence that it is this section's heading: about 0 for "could be".
    pub gain: f64,
    pub look: Look,
}

impl Candidate {
    /// What the heading says for the template, next to one that only this form has.
    pub fn says(&self) -> f64 {
        if self.likeness.score <= 0.0 {
            return 0.2;
        }
        self.likeness.score * if self.likeness.generic { 0.35 } else { 1.0 } * if self.also.is_some() { 2.0 } else { 1.0 }
    }
}

/// What a heading must gain before it counts.
const BAR: f64 = 1.2;
/// Below this, a line reads like no heading of the section.
pub const UNLIKE: f64 = 0.55;

/// All candidates, by line.
pub fn candidates(document: &Document, lines: &[Line], matcher: &Matcher, guide: &Guide) -> Vec<Candidate> {
    let finder = Finder { lines, matcher, guide, styled: styled(lines) };
    let mut out = Vec::new();
    for i in 0..lines.len() {
        if lines.get(i).is_some_and(Line::body) {
            finder.whole(i, &mut out);
            finder.run_in(i, &mut out);
        }
    }
    surroundings::crowded(&mut out, lines, matcher.template);
    surroundings::tables(document, lines, matcher.template, &mut out);
    out.retain(|c| c.gain > 0.0);
    if out.len() > MOST {
        out.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        out.truncate(MOST);
    }
    out
}

/// More headings no document has; the likeliest are kept.
const MOST: usize = 2000;

struct Finder<'a> {
    lines: &'a [Line<'a>],
    matcher: &'a Matcher<'a>,
    guide: &'a Guide<'a>,
    styled: bool,
}

fn worth(likeness: f64) -> f64 {
    3.4 * (likeness - UNLIKE) / (1.0 - UNLIKE)
}

impl Finder<'_> {
    /// The line as a whole, or with the one or two after it (a heading broken over lines).
    fn whole(&self, first: usize, out: &mut Vec<Candidate>) {
        let Some(line) = self.lines.get(first).filter(|l| l.words <= 64) else { return };
        let alone = self.parts(line.text.get(line.number_end..).unwrap_or_default());
        self.standing(first, first, &alone, out);
        let best_alone = |unit: usize| alone.get(unit).copied().flatten().map_or(0.0, |l| l.score);
        let mut joined = line.text.to_owned();
        for last in first + 1..=first + 2 {
            let Some(next) = self.lines.get(last).filter(|n| n.body() && continues(line, n) && n.words <= 24) else { break };
            joined.push(' ');
            joined.push_str(next.text);
            let mut together = self.parts(joined.get(line.number_end..).unwrap_or_default());
            let next_alone = self.parts(next.text);
            let dangles = self.dangles(first, last);
            for (unit, likeness) in together.iter_mut().enumerate() {
                let second = next_alone.get(unit).copied().flatten().map_or(0.0, |l| l.score);
                let better = likeness.is_some_and(|l| l.score >= 0.8 && l.score > best_alone(unit) + 0.05 && l.score > second + 0.05);
                let whole = likeness.is_some_and(|l| {
                    l.score >= 0.9 && l.score > best_alone(unit) - 0.05 && (second < 0.97 || next.text.starts_with(char::is_lowercase))
                });
                let better = better || whole || (dangles && likeness.is_some_and(|l| l.score > UNLIKE));
                if !better {
                    *likeness = None;
                }
            }
            self.standing(first, last, &together, out);
        }
    }

    /// Lines that read as one heading together are one, even where the first alone could be it.
    fn joined(&self, first: usize, last: usize) -> f64 {
        if first == last {
            return 0.0;
        }
        if self.dangles(first, last) { 1.0 } else { 0.35 }
    }

    /// A line that looks like a heading and breaks off ("… institutions and") goes on in the next.
    fn dangles(&self, first: usize, last: usize) -> bool {
        let Some(line) = last.checked_sub(1).and_then(|l| self.lines.get(l)) else { return false };
        let cut = tokens(line.text).last().is_some_and(|t| self.matcher.cues.small.contains(&t.word))
            || line.text.trim_end().ends_with([',', '/', '-', '&']);
        cut && self.lines.get(first).is_some_and(|l| look(l, l.text, false).visible())
    }

    fn standing(&self, first: usize, last: usize, likenesses: &[Option<Likeness>], out: &mut Vec<Candidate>) {
        let (Some(line), Some(end_line)) = (self.lines.get(first), self.lines.get(last)) else { return };
        let look = look(line, line.text, false);
        let text: Vec<&str> = self.lines.get(first..=last).unwrap_or_default().iter().map(|l| l.text).collect();
        let text = text.join(" ");
        let evidence = standing(line, look, &text, self.styled) - BAR + self.joined(first, last);
        let common = Candidate {
            first,
            last,
            end: end_line.text.len(),
            unit: 0,
            also: None,
            likeness: Likeness { score: 0.0, generic: true, printed: false },
            gain: 0.0,
            look,
        };
        for (unit, likeness) in likenesses.iter().enumerate() {
            let Some(likeness) = likeness.filter(|l| l.score > UNLIKE) else { continue };
            let lead = self.lead_only(line.text.get(line.number_end..).unwrap_or_default(), unit, first == last);
            if lead == Lead::Answer {
                continue;
            }
            let gain = worth(likeness.score) + evidence + self.number_fits(line, unit) - if likeness.generic { 0.2 } else { 0.0 };
            out.push(Candidate { unit, likeness, gain, ..common });
        }
        let best = likenesses.iter().flatten().map(|l| l.score).fold(0.0, f64::max);
        if best < 0.97 {
            out.extend(self.merged(line, &text).into_iter().map(|(unit, also, likeness)| {
                let gain = worth(likeness.score) * 1.5 + evidence - 0.3;
                Candidate { unit, also: Some(also), likeness, gain, ..common }
            }));
        }
    }

    /// The line's likeness to each section: of the whole, of what stands before a colon, dash or bracket, or of all such parts.
    fn parts(&self, text: &str) -> Vec<Option<Likeness>> {
        let mut best = self.matcher.headings(text);
        let parts: Vec<&str> =
            text.split([':', '/', '–', '—', '|', '(']).map(str::trim).filter(|p| p.contains(char::is_alphabetic)).collect();
        if parts.len() < 2 {
            return best;
        }
        let each: Vec<Vec<Option<Likeness>>> = parts.iter().take(6).map(|p| self.matcher.headings(p)).collect();
        for (unit, slot) in best.iter_mut().enumerate() {
            let score = |part: &Vec<Option<Likeness>>| part.get(unit).copied().flatten();
            let least = each.iter().map(|p| score(p).map_or(0.0, |l| l.score)).fold(1.0, f64::min);
            let first = each.first().and_then(score);
            let found = match first {
                Some(l) if least >= 0.8 => Some(Likeness { score: l.score.max(least), ..l }),
                Some(l) if l.score >= 0.8 => Some(Likeness { score: l.score * 0.93, printed: false, ..l }),
                _ => None,
            };
            if let Some(new) = found
                && slot.is_none_or(|old| old.score < new.score)
            {
                *slot = Some(new);
            }
        }
        best
    }

    /// Two sections' headings in one: "4. Context, history and outcomes".
    fn merged(&self, line: &Line, text: &str) -> Vec<(usize, usize, Likeness)> {
        let text = text.get(line.number_end..).unwrap_or_default();
        let words = tokens(text);
        if words.len() < 2 || words.len() > 16 {
            return Vec::new();
        }
        let mut out: Vec<(usize, usize, Likeness)> = Vec::new();
        for (left, right) in self.splits(text, &words) {
            let (a, b) = (self.matcher.of_tokens(left), self.matcher.of_tokens(right));
            for (unit, x) in a.iter().enumerate().filter_map(|(u, l)| Some((u, l.filter(|l| l.score >= 0.8)?))) {
                for (also, y) in b.iter().enumerate().filter_map(|(u, l)| Some((u, l.filter(|l| l.score >= 0.8)?))) {
                    if unit != also && self.is_section(unit) && self.is_section(also) {
                        let weaker = if x.score < y.score { x } else { y };
                        out.push((unit.min(also), unit.max(also), Likeness { generic: x.generic && y.generic, printed: false, ..weaker }));
                    }
                }
            }
        }
        // The form's numbers, both printed, say it as clearly as words.
        if let Some([first, second]) = line.numbering.as_ref().map(|n| n.numbers.as_slice()) {
            let numbered = |n: u32| self.matcher.template.units.iter().position(|u| u.parent.is_none() && u.number == Some(n));
            if let (Some(a), Some(b)) = (numbered(*first), numbered(*second)) {
                out.iter_mut().filter(|(x, y, _)| (*x, *y) == (a, b)).for_each(|(_, _, l)| l.score = 1.0);
            }
        }
        out
    }

    /// The ways to part a line in two at a comma, a slash or a joining word.
    fn splits<'w>(&self, text: &str, words: &'w [Token]) -> Vec<(&'w [Token], &'w [Token])> {
        let mut out = Vec::new();
        for i in 1..words.len() {
            let (Some(before), Some(word)) = (words.get(i - 1), words.get(i)) else { continue };
            let between = text.get(before.at.end..word.at.start).unwrap_or_default();
            let (left, right) = words.split_at(i);
            if self.matcher.cues.joining.contains(&word.word) && right.len() > 1 {
                out.push((left, right.get(1..).unwrap_or_default()));
            }
            if between.contains([',', '/', '&', '+', ';', '–', '—']) {
                out.push((left, right));
            }
        }
        out
    }

    fn is_section(&self, unit: usize) -> bool {
        self.matcher.template.units.get(unit).is_some_and(|u| u.parent.is_none())
    }

    fn number_fits(&self, line: &Line, unit: usize) -> f64 {
        let number = self.matcher.template.units.get(unit).and_then(|u| u.number);
        let printed = line.numbering.as_ref().and_then(|n| n.numbers.first().copied());
        if number.is_some() && number == printed { 0.4 } else { 0.0 }
    }

    /// What stands behind the heading's own words on its line.
    fn lead_only(&self, text: &str, unit: usize, one_line: bool) -> Lead {
        let Some((at, delimiter)) = text.char_indices().find(|(i, c)| *i > 0 && matches!(c, ':' | '–' | '—')) else {
            return Lead::None;
        };
        let rest = text.get(at + delimiter.len_utf8()..).unwrap_or_default().trim();
        if rest.is_empty() || !one_line {
            return Lead::None;
        }
        let own = |t: &str| self.matcher.headings(t).get(unit).copied().flatten().map_or(0.0, |l| l.score);
        if own(text) >= 0.85 || own(rest) >= 0.8 || own(text.get(..at).unwrap_or_default()) < 0.8 {
            return Lead::None;
        }
        let holds = self.matcher.template.units.get(unit).is_some_and(|u| u.holds.is_some());
        let words = tokens(rest);
        let answers = words.iter().any(|t| self.matcher.cues.answer.contains(&t.word));
        let sentence = rest.ends_with(['.', '!', '?']) && words.len() > 6;
        if holds || answers || sentence || words.len() > 25 { Lead::Answer } else { Lead::None }
    }

    /// Headings at the start of a paragraph, with the section's text behind them.
    fn run_in(&self, at: usize, out: &mut Vec<Candidate>) {
        let Some(line) = self.lines.get(at).filter(|l| !ends_in_page_number(l.text)) else { return };
        for end in self.ends(line) {
            let head = line.text.get(line.number_end..end).unwrap_or_default();
            let rest = line.text.get(end..).unwrap_or_default().trim_start();
            if !head.contains(char::is_alphabetic) || !rest.contains(char::is_alphanumeric) {
                continue;
            }
            let look = look(line, head, true);
            let evidence = running(line, look, end);
            for (unit, likeness) in self.parts(head).into_iter().enumerate() {
                let Some(likeness) = likeness.filter(|l| l.score >= 0.8) else { continue };
                let guidance = sentence(rest) && self.guide.is_all(rest, unit);
                let (look, evidence) = if guidance {
                    let look = super::look::look(line, head, false);
                    (look, standing(line, look, head, self.styled).max(0.4))
                } else {
                    (look, evidence)
                };
                let gain = worth(likeness.score) + evidence - BAR + self.number_fits(line, unit) - if likeness.generic { 0.2 } else { 0.0 };
                out.push(Candidate { first: at, last: at, end, unit, also: None, likeness, gain, look });
            }
            let merges = if line.numbering.as_ref().is_some_and(|n| n.numbers.len() > 1) || look.bold {
                self.merged(line, line.text.get(..end).unwrap_or_default())
            } else {
                Vec::new()
            };
            out.extend(merges.into_iter().map(|(unit, also, likeness)| Candidate {
                first: at,
                last: at,
                end,
                unit,
                also: Some(also),
                likeness,
                gain: worth(likeness.score) * 1.5 + evidence - BAR - 0.3,
                look,
            }));
        }
    }

    /// Where a run-in heading may end: with its bold letters, at a stop, or where a known heading's words are over.
    fn ends(&self, line: &Line) -> Vec<usize> {
        let mut out = Vec::new();
        let lead = line.leaf.block.style.bold_lead;
        if lead > line.number_end && line.text.is_char_boundary(lead) && lead < line.text.len() {
            out.push(lead);
        }
        let mut chars = line.text.char_indices().skip_while(|(i, _)| *i < line.number_end).take(260).peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            let spaced = chars.peek().is_some_and(|(_, n)| n.is_whitespace());
            let dash = matches!(c, '–' | '—' | '-') && spaced && line.text.get(..at).is_some_and(|t| t.ends_with(char::is_whitespace));
            if (matches!(c, '.' | ':' | '?' | ')') && spaced) || matches!(c, '\n') || dash {
                out.push(end);
            }
            if out.len() > 5 {
                break;
            }
        }
        out.extend(self.known_words(line));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The end of the longest known heading the text opens with, where a capital follows: "Overall assessment The practice …".
    fn known_words(&self, line: &Line) -> Option<usize> {
        let text = line.text.get(line.number_end..)?;
        let words = tokens(text.get(..text.char_indices().nth(300).map_or(text.len(), |(i, _)| i))?);
        let known = words.first().is_some_and(|w| self.matcher.template.vocabulary.contains_key(&w.word));
        if !(known || line.numbering.is_some()) {
            return None;
        }
        let longest = (1..words.len().min(32)).rev().filter(|n| *n >= 2 || line.numbering.is_some()).find(|n| {
            let (Some(head), Some(next)) = (words.get(..*n), words.get(*n)) else { return false };
            let capital = text.get(next.at.clone()).is_some_and(|t| t.starts_with(char::is_uppercase));
            capital && self.matcher.of_tokens(head).iter().flatten().any(|l| l.score >= 0.97)
        })?;
        let end = words.get(longest - 1)?.at.end;
        // A few words more are the heading's own: "SUMMARY OF OUR WORK".
        if words.len() < longest + 8 && !text.trim_end().ends_with(['.', '!', '?']) {
            return None;
        }
        // The stop behind the words is the heading's.
        let rest = text.get(end..)?;
        let stop = rest.trim_start().trim_start_matches(['.', ':', '?', ')', '–', '—', '-']);
        let stop = if rest.starts_with(char::is_alphanumeric) { end } else { text.len() - stop.len() };
        Some(line.number_end + stop)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Nothing, or more of the heading.
    None,
    /// The section's text.
    Answer,
}

/// Whether what stands behind a heading is set like a sentence, not like more of the heading ("Background: sector and policy").
fn sentence(text: &str) -> bool {
    !text.starts_with(char::is_lowercase) || text.trim_end().ends_with(['.', '?', '!', ')', ']'])
}

/// Whether a line can be the next line of the same heading.
fn continues(line: &Line, next: &Line) -> bool {
    let (a, b) = (line.leaf.block.style, next.leaf.block.style);
    line.leaf.cell == next.leaf.cell
        && next.numbering.is_none()
        && !next.bullet
        && a.bold == b.bold
        && a.heading_level == b.heading_level
        && (a.bold || (a.size - b.size).abs() < 0.06)
}
