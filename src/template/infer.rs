//! Headings whose words say nothing of the template ("So what?"), told by their look and by the place left for them.

use super::candidate::Candidate;
use super::form::Template;
use super::likeness::Likeness;
use super::look::{Line, Look, look};

/// Adds headings for sections that are missing between two found ones, where just as many lines look like their headings.
pub fn infer(chosen: &mut Vec<Candidate>, lines: &[Line], template: &Template) {
    let top: Vec<Candidate> = chosen.iter().filter(|c| is_section(c.unit, template)).copied().collect();
    let Some(typical) = typical(&top) else { return };
    let taken = |unit: usize| top.iter().any(|c| c.unit == unit || c.also == Some(unit));
    let mut added = Vec::new();
    for (i, before) in top.iter().enumerate() {
        let after = top.get(i + 1);
        let from = before.also.map_or(before.unit, |also| also.max(before.unit));
        let to = after.map_or(template.units.len(), |c| c.unit);
        let missing: Vec<usize> = (from + 1..to.max(from + 1)).filter(|u| is_section(*u, template) && !taken(*u)).collect();
        let range = before.last + 1..after.map_or(lines.len(), |c| c.first);
        let free: Vec<usize> = range.filter(|l| !chosen.iter().any(|c| (c.first..=c.last).contains(l))).collect();
        let unread: Vec<usize> = free.into_iter().filter(|l| lines.get(*l).is_some_and(|line| could_be(line, typical))).collect();
        if missing.is_empty() || missing.len() != unread.len() {
            continue;
        }
        added.extend(missing.into_iter().zip(unread).filter_map(|(unit, at)| {
            let line = lines.get(at)?;
            let likeness = Likeness { score: 0.0, generic: true, printed: false };
            Some(Candidate { first: at, last: at, end: line.text.len(), unit, also: None, likeness, gain: 0.2, look: look(line, line.text, false) })
        }));
    }
    chosen.extend(added);
    chosen.sort_by_key(|c| (c.first, c.end));
}

fn is_section(unit: usize, template: &Template) -> bool {
    template.units.get(unit).is_some_and(|u| u.parent.is_none())
}

/// The look that most of the found headings have, if it is one that prose hasn't.
fn typical(top: &[Candidate]) -> Option<Look> {
    let count = |look: &Look| top.iter().filter(|c| c.look == *look).count();
    let best = top.iter().map(|c| c.look).max_by_key(count)?;
    let visible = best.level.is_some() || best.bold || best.large || best.caps;
    (visible && !best.run_in && count(&best) >= 3 && count(&best) * 2 > top.len()).then_some(best)
}

fn could_be(line: &Line, typical: Look) -> bool {
    line.body() && line.words <= 12 && !line.bullet && !line.text.trim_end().ends_with(['.', ',', ';', ':']) && look(line, line.text, false) == typical
}
