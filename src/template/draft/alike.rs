//! Headings that authors reworded a little are one heading of the form all the same.

use super::common::Sighting;
use crate::template::cues::Cues;
use crate::template::look::{Line, look};
use crate::template::words::alike;
use std::collections::{BTreeMap, HashSet};

/// Longer lines are no headings, in words.
const LONGEST: usize = 24;
/// More different headings are not compared with one another.
const MOST: usize = 1200;

/// Gives the sightings of like headings to the wording that most documents have, or the longest of those.
pub fn gather(seen: &mut BTreeMap<String, Vec<Sighting>>, enough: usize, cues: &Cues) {
    let heading =
        |(key, own): &(&String, &Vec<Sighting>)| key.split(' ').count() <= LONGEST && own.iter().any(|s| looks_like_heading(s.line, s.end));
    let mut keys: Vec<(usize, String)> = seen.iter().filter(heading).map(|(key, own)| (own.len(), key.clone())).collect();
    keys.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.len().cmp(&a.1.len())).then(a.1.cmp(&b.1)));
    keys.truncate(MOST);
    let mut given: HashSet<String> = HashSet::new();
    for (i, (_, leader)) in keys.iter().enumerate() {
        if given.contains(leader) {
            continue;
        }
        for (count, other) in keys.iter().skip(i + 1) {
            if *count >= enough || given.contains(other) || !like(leader, other, cues) {
                continue;
            }
            let Some(others) = seen.get(other) else { continue };
            let known: HashSet<usize> = seen.get(leader).into_iter().flatten().map(|s| s.document).collect();
            if others.iter().any(|s| known.contains(&s.document)) {
                continue;
            }
            given.insert(other.clone());
            if let Some(moved) = seen.remove(other)
                && let Some(own) = seen.get_mut(leader)
            {
                own.extend(moved);
            }
        }
    }
}

fn looks_like_heading(line: &Line, end: usize) -> bool {
    let text = line.text.get(line.number_end..end).unwrap_or_default();
    let whole = end == line.text.len();
    let style = line.leaf.block.style;
    let lead = style.bold_lead > 0 && end <= style.bold_lead;
    lead || line.numbering.is_some()
        || text.ends_with(':')
        || (whole && (look(line, text, false).visible() || (line.words <= 10 && !text.ends_with('.'))))
}

/// Whether two headings share most of their telling words, slips forgiven.
fn like(a: &str, b: &str, cues: &Cues) -> bool {
    let telling = |key: &str| -> Vec<String> { key.split(' ').filter(|w| !cues.small.contains(*w)).map(str::to_owned).collect() };
    let (a, b) = (telling(a), telling(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let shared = a.iter().filter(|w| b.contains(*w) || b.iter().any(|o| alike(w, o) > 0.75)).count();
    let opens = a.iter().zip(&b).all(|(x, y)| alike(x, y) > 0.75);
    // Most of their words, or the whole of the shorter one at the longer one's beginning.
    shared * 20 >= (a.len() + b.len()) * 6 || opens
}
