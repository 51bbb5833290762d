//! Title, people, place, language, template and headline against gold.

use super::gold::Gold;
use super::quantity::same_quantity;
use super::reading::Reading;
use super::text::fold;
use crate::figure::HEADLINE_FIELDS;

/// A field of the document that gold states.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) gold: String,
    pub(super) found: String,
}

impl Field {
    pub(super) fn is_right(&self) -> bool {
        self.gold == self.found
    }
}

pub(super) fn judge_fields(gold: &Gold, reading: &Reading) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut field = |name, gold: String, found: String| fields.push(Field { name, gold, found });
    let text = |value: &Option<String>| fold(value.as_deref().unwrap_or_default());
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    if let Some(title) = &gold.title {
        field("title", text(title), text(&reading.title));
    }
    if let Some(organisation) = &gold.organisation {
        field("organisation", text(organisation), text(&reading.organisation));
    }
    if let Some(country) = &gold.country {
        field("country", text(country), text(&reading.country));
    }
    if let Some(authors) = &gold.authors {
        let names: Vec<String> = authors.iter().map(|a| fold(&a.name)).collect();
        field("authors", names.join("; "), reading.authors.join("; "));
    }
    if let Some(language) = &gold.lang {
        field("language", text(language), text(&reading.language));
    }
    if let Some(template) = &gold.template {
        field("template", or_none(template), or_none(&reading.template));
    }
    fields
}

/// One place of the headline.
pub(super) struct Place {
    pub(super) name: String,
    /// The gold figure's surface; none: the text gives none.
    pub(super) gold: Option<String>,
    /// The surface of the record's pick.
    pub(super) found: Option<String>,
    pub(super) fits: bool,
}

impl Place {
    /// Filled, with something else.
    pub(super) fn is_wrong(&self) -> bool {
        self.found.is_some() && !self.fits
    }
}

pub(super) fn judge_headline(gold: &Gold, reading: &Reading) -> Vec<Place> {
    // Every case is asked for these; gold leaves out of them what the text doesn't give.
    let Some(headline) = &gold.headline else { return Vec::new() };
    let more = headline.keys().map(String::as_str).filter(|k| !HEADLINE_FIELDS.contains(k));
    HEADLINE_FIELDS.into_iter().chain(more).map(|name| place(name, headline.get(name).and_then(Option::as_deref), gold, reading)).collect()
}

fn place(name: &str, surface: Option<&str>, gold: &Gold, reading: &Reading) -> Place {
    let want = surface.and_then(|s| gold.figures.iter().flatten().find(|g| g.surface == s));
    let picked = reading.headline.get(name).and_then(|id| reading.figures.iter().rfind(|f| f.id == *id));
    let fits = want.zip(picked).is_some_and(|(g, p)| Some(g.kind) == p.kind && same_quantity(g, p));
    Place { name: name.to_owned(), gold: want.map(|g| g.surface.clone()), found: picked.map(|p| p.surface.clone()), fits }
}
