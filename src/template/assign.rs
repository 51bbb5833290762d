//! Which candidate is which section's heading: decided for the whole document at once.

use super::candidate::Candidate;
use super::form::Template;
use super::look::Look;
use std::collections::HashMap;

/// Partial answers kept at each step. Templates have few sections, so the best answer is practically always among them.
const BEAM: usize = 256;
/// What it costs a section to stand before one it follows in the template.
const OUT_OF_ORDER: f64 = 1.4;
/// What it costs a part to stand away from its section, and to stand there without its section's heading.
const AWAY: f64 = 2.5;
const ORPHAN: f64 = 0.8;

/// A partial answer: which units have a heading so far.
#[derive(Debug, Clone, Copy)]
struct State {
    score: f64,
    taken: u64,
    /// The unit of the last heading, and the section it stands in.
    last: Option<usize>,
    section: Option<usize>,
    /// First line no heading has used.
    free: usize,
    /// Into the trail.
    trail: Option<usize>,
}

/// The chosen headings in document order.
pub fn assign(candidates: &[Candidate], template: &Template) -> Vec<Candidate> {
    let first = best(candidates, template);
    let again: Vec<Candidate> =
        candidates.iter().map(|c| Candidate { gain: c.gain + conformity(c, &first, template), ..*c }).filter(|c| c.gain > 0.0).collect();
    best(&again, template)
}

/// Whether two looks share a feature.
type Same = fn(&Look, &Look) -> bool;

/// Headings of one document look alike: what the surest of them share speaks for a candidate, or against it.
fn conformity(candidate: &Candidate, chosen: &[Candidate], template: &Template) -> f64 {
    let part = |c: &Candidate| template.units.get(c.unit).is_some_and(|u| u.parent.is_some());
    // What looks like the sections' headings and reads only a little like a part's is a section's.
    let like_sections = || chosen.iter().filter(|c| !part(c) && c.likeness.score >= 0.85 && c.look == candidate.look).count() >= 3;
    if part(candidate) && candidate.likeness.score < 0.85 && like_sections() {
        return -1.5;
    }
    let peers: Vec<&Candidate> = chosen.iter().filter(|c| part(c) == part(candidate) && c.likeness.score >= 0.85).collect();
    if peers.len() < 3 {
        return 0.0;
    }
    let total: f64 = peers.iter().map(|c| c.gain).sum();
    // What sets headings off from the text most surely weighs most: a cell among paragraphs, a sentence among lines.
    let features: [(Same, f64); 7] = [
        (|a, b| a.run_in == b.run_in, 0.8),
        (|a, b| a.cell == b.cell, 2.0),
        (|a, b| a.level == b.level, 0.6),
        (|a, b| a.bold == b.bold, 0.6),
        (|a, b| a.caps == b.caps, 0.6),
        (|a, b| a.numbered == b.numbered, 0.6),
        (|a, b| a.large == b.large, 0.6),
    ];
    let share =
        |same: fn(&Look, &Look) -> bool| peers.iter().filter(|p| same(&p.look, &candidate.look)).map(|p| p.gain).sum::<f64>() / total;
    // A feature all headings share and the candidate lacks costs most.
    features.iter().map(|(same, weight)| (share(*same) - 0.6) * weight).sum()
}

fn best(candidates: &[Candidate], template: &Template) -> Vec<Candidate> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|i| candidates.get(*i).map(|c| (c.first, c.last, c.end)));
    let mut trail: Vec<(usize, Option<usize>)> = Vec::new();
    let mut states = vec![State { score: 0.0, taken: 0, last: None, section: None, free: 0, trail: None }];
    let mut i = 0;
    while let Some(line) = order.get(i).and_then(|c| candidates.get(*c)).map(|c| c.first) {
        let mut next: HashMap<(u64, Option<usize>, usize), State> = HashMap::new();
        let mut keep = |state: State| {
            let key = (state.taken, state.last, state.free.saturating_sub(line + 1));
            let slot = next.entry(key).or_insert(state);
            if state.score > slot.score {
                *slot = state;
            }
        };
        states.iter().copied().for_each(&mut keep);
        while let Some((index, c)) = order.get(i).and_then(|c| Some((*c, candidates.get(*c)?))).filter(|(_, c)| c.first == line) {
            for state in &states {
                if let Some(mut after) = step(state, c, template) {
                    trail.push((index, state.trail));
                    after.trail = Some(trail.len() - 1);
                    keep(after);
                }
            }
            i += 1;
        }
        states = next.into_values().collect();
        states.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.taken.cmp(&b.taken)).then(a.last.cmp(&b.last)).then(a.free.cmp(&b.free)));
        states.truncate(BEAM);
    }
    let mut out = Vec::new();
    let mut at = states.first().and_then(|s| s.trail);
    while let Some((index, before)) = at.and_then(|t| trail.get(t)) {
        out.extend(candidates.get(*index));
        at = *before;
    }
    out.reverse();
    out
}

/// The state after taking a candidate, or none if it can't be taken.
fn step(state: &State, c: &Candidate, template: &Template) -> Option<State> {
    let bit = |unit: usize| 1u64.checked_shl(u32::try_from(unit).ok()?);
    let mut bits = bit(c.unit)? | c.also.map_or(Some(0), bit)?;
    if state.taken & bits != 0 || c.first < state.free {
        return None;
    }
    let parent = template.units.get(c.unit)?.parent;
    let mut score = state.score + c.gain;
    if let Some(parent) = parent {
        let parent_bit = bit(parent)?;
        if state.taken & parent_bit == 0 {
            score -= ORPHAN;
            bits |= parent_bit;
        } else if state.section != Some(parent) {
            score -= AWAY;
        }
    }
    if let Some(last) = state.last.filter(|last| c.unit < *last) {
        score -= OUT_OF_ORDER + 0.1 * (last - c.unit) as f64;
    }
    let last = c.also.map_or(c.unit, |also| also.max(c.unit));
    Some(State {
        score,
        taken: state.taken | bits,
        last: Some(last),
        section: Some(parent.unwrap_or(c.unit)),
        free: c.last + 1,
        trail: None,
    })
}
