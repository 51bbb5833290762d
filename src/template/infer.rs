//! Headings whose words say nothing of the template ("So what?"), told by their look and by the place left for them.

use super::candidate::Candidate;
use super::form::{Template, Unit};
use super::likeness::{Likeness, Matcher};
use super::look::{Line, Look, look};
use super::words::words;
use std::collections::HashSet;
use std::ops::Range;

/// Adds headings for sections and parts that are missing between found ones, where lines look like their headings.
pub fn infer(chosen: &mut Vec<Candidate>, lines: &[Line], matcher: &Matcher) {
    let inference = Inference { lines, matcher, template: matcher.template };
    let sections = inference.sections(chosen);
    chosen.extend(sections);
    chosen.sort_by_key(|c| (c.first, c.end));
    let parts = inference.parts(chosen);
    chosen.extend(parts);
    chosen.sort_by_key(|c| (c.first, c.end));
}

/// Adds headings to a document that is known to answer the template, where too few were told by their words to say how
/// its headings look: lines that look alike, as many as there are sections or a few less.
pub fn by_look(chosen: &mut Vec<Candidate>, lines: &[Line], matcher: &Matcher) {
    let inference = Inference { lines, matcher, template: matcher.template };
    let Some(look) = inference.shared_look(chosen) else { return };
    let sections = inference.sections_like(chosen, look, true);
    chosen.extend(sections);
    chosen.sort_by_key(|c| (c.first, c.end));
    let parts = inference.parts(chosen);
    chosen.extend(parts);
    chosen.sort_by_key(|c| (c.first, c.end));
}

/// What is known of a heading that no word gave away.
const GAIN: f64 = 1.2;
/// Of the text behind a heading, as many words tell what it is about.
const MOST_WORDS: usize = 1500;

struct Inference<'a> {
    lines: &'a [Line<'a>],
    matcher: &'a Matcher<'a>,
    template: &'a Template,
}

impl Inference<'_> {
    fn is_section(&self, unit: usize) -> bool {
        self.template.units.get(unit).is_some_and(|u| u.parent.is_none())
    }

    fn sections(&self, chosen: &[Candidate]) -> Vec<Candidate> {
        typical(&self.top(chosen)).map_or_else(Vec::new, |typical| self.sections_like(chosen, typical, false))
    }

    fn top(&self, chosen: &[Candidate]) -> Vec<Candidate> {
        chosen.iter().filter(|c| self.is_section(c.unit)).copied().collect()
    }

    /// The look of the lines that can be the sections' headings: shown, on most of the known ones and on about as many
    /// lines as there are sections.
    fn shared_look(&self, chosen: &[Candidate]) -> Option<Look> {
        let sections = (0..self.template.units.len()).filter(|u| self.is_section(*u)).count();
        let top = self.top(chosen);
        let mut looks: Vec<(Look, usize)> = Vec::new();
        for line in self.lines.iter().filter(|l| l.body()) {
            let own = look(line, line.text, false);
            if heading_end(line, own).is_none() || !own.visible() {
                continue;
            }
            match looks.iter_mut().find(|(l, _)| *l == own) {
                Some((_, count)) => *count += 1,
                None => looks.push((own, 1)),
            }
        }
        let known = |look: &Look| top.iter().filter(|c| c.look == *look).count();
        looks.retain(|(look, count)| {
            (3..=self.template.units.len()).contains(count) && count * 2 >= sections && known(look) * 2 >= top.len()
        });
        looks.into_iter().max_by_key(|(look, count)| (known(look), *count)).map(|(look, _)| look)
    }

    /// Sections headed by lines of this look. `fewer`: the lines may be fewer than the sections that are missing there.
    fn sections_like(&self, chosen: &[Candidate], typical: Look, fewer: bool) -> Vec<Candidate> {
        let top = self.top(chosen);
        let taken = |unit: usize| top.iter().any(|c| c.unit == unit || c.also == Some(unit));
        let mut out = Vec::new();
        let bounds = std::iter::once(None).chain(top.iter().map(Some));
        for (i, before) in bounds.enumerate() {
            let after = top.get(i);
            let from = before.map_or(0, |b| b.also.map_or(b.unit, |also| also.max(b.unit)) + 1);
            let to = after.map_or(self.template.units.len(), |c| c.unit);
            let missing: Vec<usize> = (from..to.max(from)).filter(|u| self.is_section(*u) && !taken(*u)).collect();
            let range = before.map_or(0, |b| b.last + 1)..after.map_or(self.lines.len(), |c| c.first);
            let numbers = (self.number(before), self.number(after));
            // Where the form numbers its sections, those it leaves without a number have none in the document either.
            let plain = |u: &usize| typical.numbered && self.template.units.get(*u).is_some_and(|x| x.number.is_none());
            let (unnumbered, numbered): (Vec<usize>, Vec<usize>) = missing.into_iter().partition(plain);
            let without = Look { numbered: false, ..typical };
            for (missing, look, numbers) in [(numbered, typical, numbers), (unnumbered, without, (None, None))] {
                let found = self.unread(range.clone(), chosen, look, numbers);
                // Where parts are headed like sections, a part may be missing among them.
                let with_parts = self.with_parts(&missing, before, after, chosen);
                let some_parts = fewer && (missing.len() + 1..with_parts.len()).contains(&found.len());
                let wanted = if found.len() == with_parts.len() || some_parts { &with_parts } else { &missing };
                // More lines than sections: the author's own sub-headings look the same, and none can be told from them.
                if found.is_empty() || found.len() > wanted.len() || (found.len() < wanted.len() && !look.numbered && !fewer) {
                    continue;
                }
                out.extend(self.pair(&found, wanted).into_iter().map(|((at, end), unit)| self.candidate(at, end, unit, look)));
            }
        }
        self.moved(chosen, &out, typical).into_iter().for_each(|c| out.push(c));
        out
    }

    /// Sections that stand out of order: as many lines look like headings, in the whole document, as sections are missing.
    fn moved(&self, chosen: &[Candidate], found: &[Candidate], typical: Look) -> Vec<Candidate> {
        let all: Vec<Candidate> = chosen.iter().chain(found).copied().collect();
        let taken = |unit: usize| all.iter().any(|c| c.unit == unit || c.also == Some(unit));
        let missing: Vec<usize> = (0..self.template.units.len()).filter(|u| self.is_section(*u) && !taken(*u)).collect();
        let last = all.iter().map(|c| c.first).max().unwrap_or(0);
        let lines = self.unread(0..last, &all, typical, (None, None));
        if !typical.visible() || missing.len() > 2 || lines.len() != missing.len() {
            return Vec::new();
        }
        self.pair(&lines, &missing).into_iter().map(|((at, end), unit)| self.candidate(at, end, unit, typical)).collect()
    }

    /// The missing sections and the missing parts of the sections from `before` to `after`, in the template's order.
    fn with_parts(&self, missing: &[usize], before: Option<&Candidate>, after: Option<&Candidate>, chosen: &[Candidate]) -> Vec<usize> {
        let from = before.map_or(0, |b| b.unit);
        let to = after.map_or(self.template.units.len(), |a| a.unit).max(from);
        let part = |u: usize| {
            let parent = self.template.units.get(u).and_then(|x| x.parent);
            parent.is_some_and(|p| missing.contains(&p) || before.is_some_and(|b| b.unit == p)) && !chosen.iter().any(|c| c.unit == u)
        };
        (from..to).filter(|u| missing.contains(u) || part(*u)).collect()
    }

    fn number(&self, heading: Option<&Candidate>) -> Option<u32> {
        self.lines.get(heading?.first)?.numbering.as_ref()?.numbers.last().copied()
    }

    /// Lines that look like the headings found, with the heading's end.
    fn unread(&self, range: Range<usize>, chosen: &[Candidate], typical: Look, numbers: (Option<u32>, Option<u32>)) -> Vec<(usize, usize)> {
        let free = range.filter(|l| !chosen.iter().any(|c| (c.first..=c.last).contains(l)));
        let fits = |at: usize| {
            let line = self.lines.get(at)?;
            let end = heading_end(line, typical)?;
            let number = line.numbering.as_ref().and_then(|n| n.numbers.first().copied());
            let in_turn = !typical.numbered || number.is_some_and(|n| numbers.0.is_none_or(|b| n > b) && numbers.1.is_none_or(|a| n < a));
            (in_turn && self.leads(at, end)).then_some((at, end))
        };
        free.filter_map(fits).collect()
    }

    /// Whether the author's text follows.
    fn leads(&self, at: usize, end: usize) -> bool {
        let line = self.lines.get(at);
        let rest = line.and_then(|l| l.text.get(end..)).is_some_and(|t| t.contains(char::is_alphanumeric));
        rest || self.lines.get(at + 1..).unwrap_or_default().iter().find(|l| l.body()).is_some()
    }

    /// Lines to sections in order; if there are fewer lines, so that the headings, and what follows them, fit best.
    fn pair(&self, found: &[(usize, usize)], missing: &[usize]) -> Vec<((usize, usize), usize)> {
        if found.len() >= missing.len() {
            return found.iter().copied().zip(missing.iter().copied()).collect();
        }
        // best[i][k]: the fit of the first i lines with sections before the k-th.
        let mut best = vec![vec![f64::NEG_INFINITY; missing.len() + 1]; found.len() + 1];
        let mut takes = vec![vec![false; missing.len() + 1]; found.len() + 1];
        best[0].fill(0.0);
        for (i, place) in found.iter().enumerate() {
            let until = found.get(i + 1).map_or(self.lines.len(), |next| next.0);
            for (k, unit) in missing.iter().enumerate() {
                let with = best[i][k] + self.fits(*place, until, *unit);
                takes[i + 1][k + 1] = with > best[i + 1][k];
                best[i + 1][k + 1] = with.max(best[i + 1][k]);
            }
        }
        let mut out = Vec::new();
        let (mut i, mut k) = (found.len(), missing.len());
        while i > 0 && k > 0 {
            if takes[i][k] {
                out.push((found[i - 1], missing[k - 1]));
                i -= 1;
            }
            k -= 1;
        }
        out.reverse();
        out
    }

    /// How well a heading and the text behind it fit a section.
    fn fits(&self, (at, end): (usize, usize), until: usize, unit: usize) -> f64 {
        let Some(line) = self.lines.get(at) else { return 0.0 };
        let text = line.text.get(line.number_end..end).unwrap_or_default();
        let heading = self.matcher.headings(text).get(unit).copied().flatten().map_or(0.0, |l| l.score);
        let number = self.template.units.get(unit).and_then(|u| u.number);
        let same = number.is_some() && line.numbering.as_ref().and_then(|n| n.numbers.first().copied()) == number;
        let rest = line.text.get(end..).unwrap_or_default();
        let below = self.lines.get(at + 1..until).unwrap_or_default().iter().filter(|l| l.body()).map(|l| l.text);
        let words = std::iter::once(text).chain([rest]).chain(below).flat_map(words).take(MOST_WORDS).collect();
        heading + if same { 0.3 } else { 0.0 } + self.topic(unit, &words)
    }

    /// The share of what the form says of a section, and of no other, that a text says too.
    fn topic(&self, unit: usize, text: &HashSet<String>) -> f64 {
        let said = |u: &Unit| -> HashSet<String> { u.guidance.iter().flatten().cloned().chain(words(&u.heading)).collect() };
        let all: Vec<HashSet<String>> = self.template.units.iter().map(said).collect();
        let Some(own) = all.get(unit) else { return 0.0 };
        let weight = |word: &String| 1.0 / all.iter().filter(|set| set.contains(word)).count().max(1) as f64;
        let telling: Vec<&String> = own.iter().filter(|w| !self.matcher.cues.small.contains(*w)).collect();
        let total: f64 = telling.iter().map(|w| weight(w)).sum();
        let found: f64 = telling.iter().filter(|w| text.contains(**w)).map(|w| weight(w)).sum();
        if total > 0.0 { found / total } else { 0.0 }
    }

    fn candidate(&self, at: usize, end: usize, unit: usize, look: Look) -> Candidate {
        let likeness = Likeness { score: 0.0, generic: true, printed: false };
        let end = self.lines.get(at).map_or(end, |l| end.min(l.text.len()));
        Candidate { first: at, last: at, end, unit, also: None, likeness, gain: GAIN, look }
    }

    /// Parts whose headings no word gave away: as many lines that stand out in the section as parts are missing.
    fn parts(&self, chosen: &[Candidate]) -> Vec<Candidate> {
        let mut out = Vec::new();
        for (parent, _) in self.template.units.iter().enumerate().filter(|(u, _)| self.is_section(*u)) {
            let parts: Vec<usize> =
                self.template.units.iter().enumerate().filter(|(_, u)| u.parent == Some(parent)).map(|(i, _)| i).collect();
            let known: Vec<&Candidate> = chosen.iter().filter(|c| parts.contains(&c.unit)).collect();
            let missing: Vec<usize> = parts.iter().copied().filter(|p| !known.iter().any(|c| c.unit == *p)).collect();
            let Some(heading) = chosen.iter().find(|c| c.unit == parent || c.also == Some(parent)).or(known.first().copied()) else {
                continue;
            };
            if missing.is_empty() {
                continue;
            }
            let until = chosen
                .iter()
                .filter(|c| self.is_section(c.unit) && c.first > heading.last)
                .map(|c| c.first)
                .min()
                .unwrap_or(self.lines.len());
            let Some(until) = self.known_end(until, chosen) else { continue };
            let lines = self.standing_out(heading.last + 1..until, chosen, known.first().map(|c| c.look));
            if lines.len() == missing.len() && in_order(&lines, &missing, &known) {
                out.extend(lines.iter().zip(missing).filter_map(|(at, unit)| {
                    let line = self.lines.get(*at)?;
                    Some(self.candidate(*at, line.text.len(), unit, look(line, line.text, false)))
                }));
            }
        }
        out
    }

    /// A section without a heading behind it may hold anything.
    fn known_end(&self, until: usize, chosen: &[Candidate]) -> Option<usize> {
        (until < self.lines.len() || chosen.len() <= 1).then_some(until)
    }

    /// Lines of a section that look like a part's heading: like a known one, or short between longer text.
    fn standing_out(&self, range: Range<usize>, chosen: &[Candidate], known: Option<Look>) -> Vec<usize> {
        let free: Vec<usize> = range.filter(|l| !chosen.iter().any(|c| (c.first..=c.last).contains(l))).collect();
        let short = |at: &usize| {
            self.lines.get(*at).is_some_and(|l| l.body() && brief(l, 8) && !l.bullet && l.leaf.cell.is_none() && self.before_text(*at))
        };
        let brief: Vec<usize> = free.into_iter().filter(short).collect();
        let same = |at: &usize, wanted: Look| self.lines.get(*at).is_some_and(|l| look(l, l.text, false) == wanted);
        if let Some(wanted) = known.filter(|k| !k.run_in) {
            return brief.into_iter().filter(|at| same(at, wanted)).collect();
        }
        let first = brief.first().and_then(|at| self.lines.get(*at)).map(|l| look(l, l.text, false));
        brief.into_iter().filter(|at| first.is_some_and(|f| same(at, f))).collect()
    }

    /// A paragraph, list or table follows, not another short line.
    fn before_text(&self, at: usize) -> bool {
        let next = self.lines.get(at + 1..).unwrap_or_default().iter().find(|l| l.body());
        next.is_some_and(|n| n.words > 12 || n.bullet || n.leaf.cell.is_some())
    }
}

fn in_order(lines: &[usize], missing: &[usize], known: &[&Candidate]) -> bool {
    lines.iter().zip(missing).all(|(at, unit)| known.iter().all(|k| (k.unit < *unit) == (k.first < *at)))
}

/// The look that most of the found headings have.
fn typical(top: &[Candidate]) -> Option<Look> {
    let count = |look: &Look| top.iter().filter(|c| c.look == *look).count();
    let best = top.iter().map(|c| c.look).max_by_key(count)?;
    (count(&best) >= 3 && count(&best) * 2 > top.len()).then_some(best)
}

/// Where the heading of a line ends if the line looks like the others.
fn heading_end(line: &Line, typical: Look) -> Option<usize> {
    if !line.body() || line.bullet {
        return None;
    }
    if !typical.run_in {
        let visible = typical.visible();
        let same = look(line, line.text, false) == typical && brief(line, if visible { 14 } else { 8 });
        return (same && (visible || line.leaf.cell.is_none())).then_some(line.text.len());
    }
    if look(line, line.text.get(..line.leaf.block.style.bold_lead).unwrap_or_default(), true) != typical
        || !(typical.bold || typical.numbered)
    {
        return None;
    }
    if line.leaf.block.style.bold_lead > 0 {
        return Some(line.leaf.block.style.bold_lead);
    }
    let text = line.text.get(line.number_end..)?;
    let stop = text.find(['.', ':', '?'])?;
    (text.get(..stop)?.split_whitespace().count() <= 10).then_some(line.number_end + stop + 1)
}

/// A few words that are no sentence.
fn brief(line: &Line, most: usize) -> bool {
    let text = line.text.trim();
    line.words <= most
        && !text.ends_with(['.', ',', ';', '!'])
        && text.get(line.number_end..).is_some_and(|t| !t.starts_with(char::is_lowercase))
}
