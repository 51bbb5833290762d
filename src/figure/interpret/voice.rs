//! Phrases that speak for a class of a decision, told in their relation to the figure.

use super::super::lexicon::Cue;
use super::super::weights::{Listener, Tied, Whole};
use super::Surroundings;
use super::relation::Relation;
use crate::document::Span;

/// A phrase that speaks for a class.
pub(super) struct Voice {
    pub class: usize,
    pub span: Span,
    pub relation: Relation,
    /// What sort of phrase it is, where not a plain one of the class.
    pub sort: Option<Tied>,
    pub weak: bool,
}

/// Each phrase by its relation; the nearest on each side and of all say more, a class's second phrase less.
pub(super) fn tell_voices(voices: &[Voice], to: &mut dyn Listener) {
    let nearest =
        |before: Option<bool>| voices.iter().filter(|v| before.is_none_or(|b| v.relation.before == b)).map(|v| v.relation.distance()).min();
    let (left, right, all) = (nearest(Some(true)), nearest(Some(false)), nearest(None));
    let mut seen: Vec<usize> = Vec::new();
    for voice in voices {
        let distance = Some(voice.relation.distance());
        voice.relation.tell(voice.class, to);
        if distance == all {
            to.tied(voice.class, Tied::Nearest);
            to.whole_of(voice.class, Whole::Nearest);
        }
        if voice.relation.before && distance == left {
            to.tied(voice.class, Tied::NearestBefore);
        }
        if !voice.relation.before && distance == right {
            to.tied(voice.class, Tied::NearestAfter);
        }
        if voice.weak {
            to.tied(voice.class, if voice.relation.words <= 3 { Tied::Weak } else { Tied::WeakFar });
        }
        if let Some(sort) = voice.sort {
            to.tied(voice.class, sort);
        }
        if seen.contains(&voice.class) {
            to.tied(voice.class, Tied::FirstAgain);
        }
        seen.push(voice.class);
    }
}

/// What phrases of the sentence before, or of a list's introduction, speak for.
pub(super) fn tell_earlier(voices: &[Voice], any: Tied, last: Option<Tied>, to: &mut dyn Listener) {
    for voice in voices {
        to.tied(voice.class, any);
    }
    if let (Some(voice), Some(last)) = (voices.last(), last) {
        to.tied(voice.class, last);
    }
}

impl Surroundings<'_, '_> {
    /// The phrases in a range that `class_of` gives a class.
    pub(super) fn voices_of(&self, range: Span, class_of: impl Fn(&Cue) -> Option<usize>) -> Vec<Voice> {
        let mut out = Vec::new();
        for hit in self.hits_in(range) {
            // "US" is no "us"
            if self.line.text[hit.span.start..hit.span.end].chars().filter(|c| c.is_uppercase()).count() > 1 {
                continue;
            }
            for class in self.line.cues(hit).iter().filter_map(&class_of) {
                out.push(Voice { class, span: hit.span, relation: self.relation(hit.span), sort: None, weak: self.has(hit, &Cue::Weak) });
            }
        }
        out
    }

    /// What an earlier figure was decided to be, whose class is given.
    pub(super) fn tell_previous_of(&self, before: &super::Figure, class: usize, voices: &[Voice], to: &mut dyn Listener) {
        let at = before.span.start;
        if !self.sentence.contains(before.span) {
            to.chained(at, class, Tied::PreviousEarlier);
            return;
        }
        let gap = Span::new(before.span.end, self.this().span.start);
        let silent = !voices.iter().any(|v| gap.contains(v.span));
        to.chained(at, class, if silent { Tied::PreviousNext } else { Tied::Previous });
        if self.line.text[gap.start..gap.end].split_whitespace().take(4).count() < 4 {
            to.chained(at, class, Tied::PreviousJoined);
        }
    }

    /// What the heads that govern a table's cell say.
    pub(super) fn tell_heads_of(&self, class_of: impl Fn(&Cue) -> Option<usize>, to: &mut dyn Listener) {
        for (feature, span) in self.heads {
            for voice in self.voices_of(*span, &class_of) {
                to.tied(voice.class, *feature);
            }
        }
    }
}
