//! What a number counts.

use super::super::lexicon::{Cue, Hit};
use super::super::token::TokenKind;
use super::super::words::worded;
use super::{Line, Noun};
use crate::document::Span;

impl Line<'_> {
    /// The noun a number counts: the nearest phrase with a class of its own within the noun phrase that follows.
    pub(super) fn noun_after(&self, next: usize) -> Option<Noun> {
        let mut found: Option<Noun> = None;
        let mut gap = 0;
        let mut i = next;
        while let Some(token) = self.tokens.get(i) {
            if token.kind != TokenKind::Word {
                let sign = self.text[token.span.start..].chars().next();
                // an apostrophe or a bracketed remark doesn't end the phrase; anything else does
                if found.is_none() && matches!(sign, Some('\'' | '’' | '“' | '"' | '«' | '„')) {
                    i += 1;
                    continue;
                }
                break;
            }
            let hit = self.hit_at(token.span.start);
            let noun = hit.and_then(|h| self.noun_of(&h));
            match (noun, &found) {
                (Some(noun), _) => {
                    // the last of nouns side by side is the head where the language puts it last ("member groups")
                    if found.is_some() && !self.head_last() {
                        break;
                    }
                    i = self.token_from(noun.span.end);
                    found = Some(noun);
                    gap = 0;
                    continue;
                }
                // "workers trade union": one unknown word may stand inside a compound
                (None, Some(_)) => {
                    let word = &self.lower[token.span.start..token.span.end];
                    let inside = self.head_last()
                        && !self.is_function_word(word)
                        && self.tokens.get(i + 1).and_then(|t| self.hit_at(t.span.start)).is_some_and(|h| self.noun_of(&h).is_some());
                    if !inside {
                        break;
                    }
                    i += 1;
                    continue;
                }
                (None, None) => {}
            }
            let word = &self.lower[token.span.start..token.span.end];
            let link = i == next && self.is_link(word);
            let coordinated = gap > 0 && self.lexicon.conjunctions.iter().any(|c| c == word);
            if !link && !coordinated && (self.is_function_word(word) || gap >= 5) {
                break;
            }
            gap += 1;
            i += 1;
        }
        found
    }

    /// "38 of our 1,078 shareholders", "vier der sechs Vorstandsmitglieder": the noun of the whole.
    pub(super) fn noun_of_whole(&self, next: usize) -> Option<Noun> {
        let first = self.tokens.get(next)?;
        if !self.is_link(&self.lower[first.span.start..first.span.end]) {
            return None;
        }
        for i in next + 1..next + 5 {
            let token = self.tokens.get(i)?;
            let word = &self.lower[token.span.start..token.span.end];
            if let Some(noun) = self.hit_at(token.span.start).and_then(|h| self.noun_of(&h)) {
                return Some(noun);
            }
            if token.kind == TokenKind::Sign
                || token.kind == TokenKind::Word
                    && !self.is_function_word(word)
                    && worded(self.lower, &self.tokens, i, self.lexicon).is_none()
            {
                return None;
            }
        }
        None
    }

    /// A noun that is counted stands within the span.
    pub fn counted_in(&self, span: Span) -> bool {
        let from = self.hits.list.partition_point(|h| h.span.start < span.start);
        self.hits.list[from..].iter().take_while(|h| h.span.end <= span.end).any(|h| self.noun_of(h).is_some())
    }

    /// "employees 12": what it counts stands right before.
    pub fn counted_before(&self, candidate: &super::Candidate) -> bool {
        self.hit_ending_near(candidate.span.start).is_some_and(|h| self.noun_of(&h).is_some())
    }

    /// German and English put the head of a compound last.
    pub(super) fn head_last(&self) -> bool {
        self.lexicon.head_last
    }

    pub(super) fn is_link(&self, word: &str) -> bool {
        self.lexicon.links.iter().any(|l| l == word)
    }

    pub(super) fn is_function_word(&self, word: &str) -> bool {
        self.lexicon.function_words.contains(word)
    }

    pub(super) fn noun_of(&self, hit: &Hit) -> Option<Noun> {
        self.cues(hit).iter().find_map(|cue| match cue {
            Cue::Count(measure) => Some(Noun { span: hit.span, measure: Some(measure.clone()) }),
            Cue::Person => Some(Noun { span: hit.span, measure: None }),
            _ => None,
        })
    }
}
