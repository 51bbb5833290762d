//! How far the lines of a column may go: tells where a paragraph ends.

use super::lines::Line;
use super::order::Element;
use std::collections::HashMap;

/// How far the lines of each column may go, and whether they all do.
/// A column that stands alone on its page ends where the columns of other pages do.
pub fn set_right_edges(elements: &mut [Element], gutters: &[(f32, f32)]) {
    let mut widest: HashMap<u32, f32> = HashMap::new();
    let mut lines: Vec<&mut Line> = elements.iter_mut().filter_map(|e| if let Element::Line(l) = e { Some(l) } else { None }).collect();
    for line in &lines {
        let x1 = widest.entry(line.column).or_insert(line.x1);
        *x1 = x1.max(line.x1);
    }
    for line in &mut lines {
        let x1 = widest.get(&line.column).copied().unwrap_or(line.x1);
        let edge = gutters.iter().map(|g| g.0).filter(|g| *g >= x1 - 1.0 && *g > line.left + 5.0 * line.size).fold(f32::MAX, f32::min);
        line.right = line.right.min(edge);
    }
    justify(lines);
}

/// Columns most of whose lines end at the same edge. The widest line may hang out by a hyphen.
fn justify(lines: Vec<&mut Line>) {
    let mut ends: HashMap<u32, Vec<f32>> = HashMap::new();
    for line in &lines {
        ends.entry(line.column).or_default().push(line.x1);
    }
    let edge = |ends: Vec<f32>| {
        let near = |at: f32| ends.iter().filter(|e| (*e - at).abs() < 0.6).count();
        let most = ends.iter().take(40).copied().max_by_key(|e| near(*e))?;
        (near(most) >= 4 && near(most) * 2 >= ends.len()).then_some(most)
    };
    let edges: HashMap<u32, f32> = ends.into_iter().filter_map(|(column, ends)| Some((column, edge(ends)?))).collect();
    for line in lines {
        if let Some(edge) = edges.get(&line.column) {
            line.justified = true;
            line.right = *edge;
        }
    }
}
