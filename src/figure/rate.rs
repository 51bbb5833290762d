//! What an amount is per: "R$ 212 per tonne", "42 € la tonne", "₩50 million each".

use super::lexicon::Cue;
use super::scan::{Candidate, Line};
use super::token::TokenKind;
use crate::document::Span;

/// What a rate is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// The unit or noun, as written.
    Per(Span),
    /// Every one of several.
    Each,
}

/// The rate words right behind an amount, with a word of time between at most ("540 € a year per family").
pub fn rate(line: &Line<'_>, candidate: &Candidate) -> Option<Rate> {
    let mut at = line.token_from(candidate.span.end);
    for _ in 0..2 {
        let token = line.tokens.get(at)?;
        let hit = line.hit_at(token.span.start)?;
        let cues = line.cues(&hit);
        let next = line.token_from(hit.span.end);
        if cues.contains(&Cue::Each) {
            return Some(Rate::Each);
        }
        if cues.iter().any(|c| matches!(c, Cue::Per | Cue::PerArticle)) && !is_time(line, next) {
            return noun(line, next).map(Rate::Per);
        }
        if cues.iter().any(|c| matches!(c, Cue::Rate(_))) {
            at = next;
        } else if cues.iter().any(|c| matches!(c, Cue::RateBefore | Cue::Per | Cue::PerArticle)) && is_time(line, next) {
            at = next + 1;
        } else {
            return None;
        }
    }
    None
}

fn is_time(line: &Line<'_>, at: usize) -> bool {
    line.tokens
        .get(at)
        .and_then(|t| line.hit_at(t.span.start))
        .is_some_and(|h| line.cues(&h).iter().any(|c| matches!(c, Cue::RateUnit(_) | Cue::Duration)))
}

/// The noun itself: a phrase of the lexicon as a whole, else one word, after at most one small word.
fn noun(line: &Line<'_>, at: usize) -> Option<Span> {
    for i in at..at + 2 {
        let token = line.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
        let word = &line.lower[token.span.start..token.span.end];
        if line.lexicon.function_words.contains(word) {
            continue;
        }
        let phrase = line.hit_at(token.span.start).filter(|h| line.cues(h).iter().any(|c| matches!(c, Cue::Count(_) | Cue::Physical)));
        return Some(phrase.map_or(token.span, |h| h.span));
    }
    None
}
