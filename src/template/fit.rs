//! How well a template fits a document, whichever of its sections were found.

use super::assign;
use super::candidate::{self, Candidate};
use super::cues::Cues;
use super::form::Template;
use super::guidance::Guide;
use super::infer;
use super::likeness::Matcher;
use super::look::Line;
use super::shape::Shape;
use super::{Choice, Templates};
use crate::document::Document;
use crate::flag::{Flag, FlagCode};

/// What to say where the template was asked for and the document hardly follows it.
pub fn doubtful(document: &Document, lines: &[Line], asked: &Fit, choice: &Choice, templates: &Templates) -> Option<Flag> {
    if *choice == Choice::Auto || asked.evidence >= ENOUGH {
        return None;
    }
    let others = templates.templates.iter().filter(|t| t.id != asked.template.id).map(|t| fit(document, lines, t, &templates.cues));
    let better = others.filter(|o| o.holds(&Choice::Auto)).max_by(|a, b| a.evidence.total_cmp(&b.evidence));
    let flag = Flag::new(FlagCode::TemplateDoubtful);
    Some(match better {
        Some(other) => flag.because(format!("{} fits better", other.template.id)),
        None => flag,
    })
}

/// A template laid over the document.
pub struct Fit<'t> {
    pub template: &'t Template,
    pub chosen: Vec<Candidate>,
    /// The share of the template's sections found, weighed by how much their headings say: 0 to 1.
    pub evidence: f64,
    /// Sections found.
    pub found: usize,
}

/// The evidence from which a document is taken to follow the template.
const ENOUGH: f64 = 0.3;

impl Fit<'_> {
    pub fn holds(&self, choice: &Choice) -> bool {
        let sections = self.template.units.iter().filter(|u| u.parent.is_none()).count();
        match choice {
            Choice::Named(_) => self.found > 0,
            Choice::Auto => self.evidence >= ENOUGH && self.found * 5 >= sections * 2,
        }
    }

    pub fn confidence(&self) -> f64 {
        1.0 / (1.0 + (-14.0 * (self.evidence - ENOUGH + 0.02)).exp())
    }
}

pub fn fit<'t>(document: &Document, lines: &[Line], template: &'t Template, cues: &Cues) -> Fit<'t> {
    let matcher = Matcher::new(template, cues);
    let candidates = candidate::candidates(document, lines, &matcher, &Guide::new(template, cues));
    let fit = lay(template, &candidates, lines, &matcher);
    let Some(shape) = Shape::of(document, lines, &matcher).filter(|s| s.holds() && !s.moved(&fit.chosen, template)) else { return fit };
    let shaped = claimed(&shape, candidates, lines, &matcher);
    let evidence = fit.evidence.max(shaped.evidence).max(ENOUGH + SHAPED * (1.0 + shape.surplus()));
    Fit { template, chosen: shaped.chosen, found: shaped.found, evidence }
}

/// What a document's shape alone adds to the least evidence.
const SHAPED: f64 = 0.06;

/// In a document that is known to answer the template, its numbers tell its sections where words don't.
pub fn by_shape(fit: &mut Fit, document: &Document, lines: &[Line], matcher: &Matcher) {
    if let Some(shape) = Shape::of(document, lines, matcher).filter(|s| s.agrees() && !s.moved(&fit.chosen, fit.template)) {
        let candidates = candidate::candidates(document, lines, matcher, &Guide::new(fit.template, matcher.cues));
        fit.chosen = claimed(&shape, candidates, lines, matcher).chosen;
    }
}

fn claimed<'t>(shape: &Shape, mut candidates: Vec<Candidate>, lines: &[Line], matcher: &Matcher<'t>) -> Fit<'t> {
    shape.claim(&mut candidates, lines, matcher);
    lay(matcher.template, &candidates, lines, matcher)
}

/// The template laid over the document by these candidates.
fn lay<'t>(template: &'t Template, candidates: &[Candidate], lines: &[Line], matcher: &Matcher) -> Fit<'t> {
    let mut chosen = assign::assign(candidates, template);
    let sections = template.units.iter().filter(|u| u.parent.is_none()).count() as f64;
    let section = |c: &&Candidate| template.units.get(c.unit).is_some_and(|u| u.parent.is_none());
    infer::infer(&mut chosen, lines, matcher);
    let evidence = chosen.iter().map(|c| c.says() * if section(&c) { 1.0 } else { 0.5 }).sum::<f64>() / sections;
    Fit { template, found: found(&chosen, template), chosen, evidence }
}

/// How many of the template's sections have a heading.
pub fn found(chosen: &[Candidate], template: &Template) -> usize {
    let section = |c: &&Candidate| template.units.get(c.unit).is_some_and(|u| u.parent.is_none());
    chosen.iter().filter(section).map(|c| 1 + usize::from(c.also.is_some())).sum()
}
