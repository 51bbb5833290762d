//! How a phrase stands to a figure, in features that any class may weigh.

use super::super::weights::{Listener, Tied};
use super::{Surroundings, WINDOW};
use crate::document::Span;

/// Where a phrase stands from a figure, and what stands between.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // independent facts about one pair
pub(super) struct Relation {
    pub inside: bool,
    /// The phrase stands before the figure.
    pub before: bool,
    pub words: usize,
    pub figures: usize,
    pub commas: usize,
    pub semicolon: bool,
    pub colon: bool,
    pub bracket: bool,
    pub dash: bool,
    pub conjunction: bool,
    /// Nothing but function words between.
    pub plain: bool,
    /// A link ("of") is the word beside the phrase that comes second.
    pub link: bool,
}

impl Relation {
    /// Words and boundaries between.
    pub fn distance(&self) -> usize {
        self.words + 2 * self.commas + 3 * self.figures + if self.semicolon { 8 } else { 0 }
    }

    fn side(&self) -> Tied {
        const BEFORE: [Tied; 7] =
            [Tied::Before0, Tied::Before1, Tied::Before2, Tied::Before4, Tied::Before7, Tied::Before11, Tied::Before17];
        const AFTER: [Tied; 7] = [Tied::After0, Tied::After1, Tied::After2, Tied::After4, Tied::After7, Tied::After11, Tied::After17];
        let bucket = match self.words {
            0 => 0,
            1 => 1,
            2..=3 => 2,
            4..=6 => 3,
            7..=10 => 4,
            11..=16 => 5,
            _ => 6,
        };
        if self.before { BEFORE[bucket] } else { AFTER[bucket] }
    }

    /// Tells a listener all of it, for a class.
    pub fn tell(&self, class: usize, to: &mut dyn Listener) {
        if self.inside {
            to.tied(class, Tied::Inside);
            return;
        }
        to.tied(class, self.side());
        let facts = [
            (self.plain && self.words <= 4, Tied::Plain),
            (self.link && self.before, Tied::LinkBefore),
            (self.link && !self.before, Tied::LinkAfter),
            (self.colon, Tied::Colon),
            (self.commas > 0 && self.before, Tied::CommaBefore),
            (self.commas > 0 && !self.before, Tied::CommaAfter),
            (self.semicolon, Tied::Semicolon),
            (self.bracket, Tied::Bracket),
            (self.dash, Tied::Dash),
            (self.conjunction, Tied::And),
            (self.figures == 1, Tied::One),
            (self.figures > 1, Tied::More),
        ];
        for (_, feature) in facts.into_iter().filter(|(holds, _)| *holds) {
            to.tied(class, feature);
        }
    }
}

impl Surroundings<'_, '_> {
    pub(super) fn relation(&self, span: Span) -> Relation {
        let this = self.this().span;
        let (gap, before) = if span.end <= this.start {
            (Span::new(span.end, this.start), true)
        } else {
            (Span::new(this.end, span.start.max(this.end)), false)
        };
        let inside = span.overlaps(this);
        // what lies farther off is not looked at
        let text = if gap.end - gap.start > 4 * WINDOW { "" } else { &self.line.lower[gap.start..gap.end] };
        let count = |c: char| text.matches(c).count();
        let mut relation = Relation {
            inside,
            before,
            words: 0,
            figures: self.figures_in(gap),
            commas: text.match_indices(',').filter(|(i, _)| !text[i + 1..].starts_with(|c: char| c.is_ascii_digit())).count(),
            semicolon: count(';') > 0,
            colon: count(':') > 0,
            bracket: count('(') + count(')') > 0,
            dash: count('–') + count('—') > 0,
            conjunction: false,
            plain: true,
            link: false,
        };
        let lexicon = self.line.lexicon;
        let mut first = None;
        let mut last = None;
        for word in text.split_whitespace() {
            relation.words += 1;
            relation.plain &= self.is_function(word);
            relation.conjunction |= lexicon.conjunctions.iter().any(|c| c == word);
            first = first.or(Some(word));
            last = Some(word);
        }
        let beside = if before { last } else { first };
        relation.link = beside.is_some_and(|w| {
            lexicon.links.iter().any(|l| w == l || w.strip_prefix(l.as_str()).is_some_and(|r| r.starts_with(['\'', '’'])))
        });
        relation
    }

    /// How many other figures stand in a stretch.
    pub(super) fn figures_in(&self, gap: Span) -> usize {
        let from = self.all.partition_point(|c| c.span.start < gap.start);
        self.all[from..].iter().take_while(|c| c.span.end <= gap.end).count()
    }
}
