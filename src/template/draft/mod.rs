//! A template file drafted from the form itself: blank, or as several authors filled it in.
//!
//! form → lines (what is printed, and how it looks) → outline (headings, guidance, limits, tables) → file. Wordings the
//! known templates have for the same heading are taken over, so that reworded and translated answers are found too.

mod alike;
mod common;
mod limits;
mod lines;
mod outline;
mod wordings;
mod write;

use super::Templates;
use super::look;
use crate::document::Document;

/// A drafted template file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub toml: String,
    pub sections: usize,
    pub parts: usize,
    /// Sections and parts with guidance.
    pub guided: usize,
}

/// Drafts a template file; one with no sections where the form shows no headings. `language` is the form's, ISO 639-1.
pub fn draft(forms: &[Document], id: &str, language: &str, templates: &Templates) -> Draft {
    let read: Vec<Vec<look::Line>> = forms.iter().map(|d| look::lines(d, &templates.cues)).collect();
    let printed = match (forms, read.as_slice()) {
        ([blank], [read]) => lines::of_blank(blank, read, &templates.cues),
        _ => common::of_filled(forms, &read, &templates.cues),
    };
    let mut form = outline::outline(&printed, &templates.cues);
    wordings::take_over(&mut form.units, language, templates);
    let title = form.name.clone().or_else(|| forms.first().and_then(|d| d.metadata.title.clone()));
    let toml = write::file(&form.units, id, title.as_deref(), language, &templates.cues);
    Draft {
        toml,
        sections: form.units.iter().filter(|u| !u.part).count(),
        parts: form.units.iter().filter(|u| u.part).count(),
        guided: form.units.iter().filter(|u| !u.guidance.is_empty()).count(),
    }
}

#[cfg(test)]
mod tests;
