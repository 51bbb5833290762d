//! A document's title and the organisation it is about.

use super::cues::Cues;
use super::look::Line;
use super::words::{Token, fold, tokens};
use super::{Author, Found};
use super::{domain, labelled};
use crate::document::{Document, Span};
use crate::flag::{Flag, FlagCode};

/// The longest title, in words; more is a section filled with text.
const LONGEST: usize = 50;

/// The title as the template's section holds it.
pub fn stated(document: &Document, content: &[Span], confidence: f64) -> Option<Found> {
    let words = |span: &Span| document.slice(*span).split_whitespace().count();
    let mut span = *content.first()?;
    let mut total = words(&span);
    for next in content.iter().skip(1) {
        total += words(next);
        if total > LONGEST || document.slice(span).trim_end().ends_with(['.', '!']) {
            break;
        }
        span = span.cover(*next);
    }
    let value = tidy(document.slice(span));
    (!value.is_empty()).then(|| Found { value, span: Some(span), confidence: confidence.min(0.97), flags: Vec::new() })
}

/// The title of a document that labels none: the file's own title where the text has it, else the line that stands out on top.
pub fn inferred(document: &Document, lines: &[Line], cues: &Cues) -> Option<Found> {
    let in_grid = |l: &Line| l.leaf.cell.is_some_and(|c| c.row > 0 || c.col > 0);
    let top: Vec<&Line> = lines.iter().filter(|l| l.body()).take(15).take_while(|l| !opens_count(l)).filter(|l| !in_grid(l)).collect();
    let own = document.metadata.title.as_deref().map(fold).filter(|t| t.split_whitespace().count() > 1);
    let same = top.iter().find(|l| own.as_ref().is_some_and(|t| *t == fold(l.text.trim())));
    let rank = |l: &Line| {
        f32::from(u8::MAX - l.leaf.block.style.heading_level.unwrap_or(u8::MAX)) / 50.0
            + l.leaf.block.style.size
            + f32::from(u8::from(l.leaf.block.style.bold)) * 0.2
    };
    let stands_out = |l: &&&Line| {
        let style = l.leaf.block.style;
        (3..=LONGEST).contains(&l.words) && (style.heading_level.is_some() || style.size > 1.15 || style.bold)
    };
    let mut best: Option<&Line> = None;
    for line in top.iter().filter(stands_out) {
        if best.is_none_or(|b| rank(line) > rank(b) + 0.01) {
            best = Some(line);
        }
    }
    let recorded = document.metadata.title.as_deref().map(str::trim).filter(|t| same.is_none() && plausible(t, &document.text));
    if let Some(title) = recorded {
        return Some(Found { value: tidy(title), span: None, confidence: 0.6, flags: vec![Flag::new(FlagCode::HeadingInferred)] });
    }
    let named = labelled::value(lines, &cues.title_labels).filter(|_| same.is_none());
    if let Some(span) = named {
        return Some(Found { value: tidy(document.slice(span)), span: Some(span), confidence: 0.7, flags: Vec::new() });
    }
    let (line, confidence) = same.map(|l| (*l, 0.85)).or(best.map(|l| (l, 0.6))).or(plain(&top).map(|l| (l, 0.4)))?;
    let flags = vec![Flag::new(FlagCode::HeadingInferred).at(line.span())];
    Some(Found { value: tidy(line.text), span: Some(line.span()), confidence, flags })
}

/// "A. …", "1. …": a title stands before the first chapter.
fn opens_count(line: &Line) -> bool {
    line.numbering.as_ref().is_some_and(|n| n.numbers.first() == Some(&1))
}

/// Where nothing stands out: the first line above the text that reads like a title, and no label, date or address.
fn plain<'l, 'd>(top: &[&'l Line<'d>]) -> Option<&'l Line<'d>> {
    let reads_like_title = |l: &&Line| {
        let text = l.text.trim();
        let numbers = text.split_whitespace().filter(|w| w.contains(|c: char| c.is_ascii_digit())).count();
        (4..=20).contains(&l.words) && numbers < 3 && !text.contains([':', '@', '\t']) && !text.ends_with(['.', ';', ','])
    };
    let head = top.iter().position(|l| l.words > 25).filter(|at| *at <= 6)?;
    top.iter().take(head).filter(|l| l.leaf.cell.is_none()).copied().find(reads_like_title)
}

/// The file's own title is often a program's or another document's: believed if the text has most of its words.
fn plausible(title: &str, text: &str) -> bool {
    let words: Vec<String> = tokens(title).into_iter().map(|t| t.word).filter(|w| w.chars().count() > 3).collect();
    let text: std::collections::HashSet<String> = tokens(text).into_iter().map(|t| t.word).collect();
    let file = title.contains(".doc") || title.contains(".pdf") || title.contains('_');
    words.len() >= 3 && !file && words.iter().filter(|w| text.contains(*w)).count() * 3 >= words.len() * 2
}

fn tidy(text: &str) -> String {
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')].iter().find_map(|(a, b)| one.strip_prefix(*a)?.strip_suffix(*b));
    bare.filter(|b| !b.contains(['"', '“', '«', '„'])).map_or(one.clone(), |b| b.trim().to_owned())
}

/// The organisation the case is about: where its authors work, in the fullest form the title gives, if the text names it;
/// or what the document calls so; or the name in the title; or the one whose address it gives.
pub fn organisation(document: &Document, lines: &[Line], title: Option<&Found>, authors: &[Author], cues: &Cues) -> Option<Found> {
    let text = fold(&document.text);
    if let Some((body, times)) = affiliation(&text, authors, cues) {
        let name = title.and_then(|t| extended(body, &t.value, cues)).unwrap_or_else(|| body.to_owned());
        return (times >= 2).then(|| found(document, &name, if times > 3 { 0.85 } else { 0.65 }));
    }
    let labelled = || {
        let span = labelled::value(lines, &cues.organisation_labels)?;
        labelled::organisation(document.slice(span), cues).map(|name| found(document, &name, 0.8))
    };
    let titled = || {
        let (name, times) = named_in(&title?.value, &text, cues)?;
        (times >= 2).then(|| found(document, &name, if times > 3 { 0.85 } else { 0.65 }))
    };
    labelled().or_else(titled).or_else(|| domain::organisation(&document.text, cues).map(|name| found(document, &name, 0.6)))
}

fn found(document: &Document, name: &str, confidence: f64) -> Found {
    let span = document.text.find(name).map(|at| Span::new(at, at + name.len()));
    // "association La Pesée" is a name, though its sentence has it in small letters.
    let mut letters = name.chars();
    let name = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Found { value: name, span, confidence, flags: Vec::new() }
}

/// The first author's own body, unless the text is about another's, and how often the text names it.
fn affiliation<'a>(text: &str, authors: &'a [Author], cues: &Cues) -> Option<(&'a str, usize)> {
    let mut bodies: Vec<(&str, usize)> = Vec::new();
    for author in authors {
        if let Some(body) = author.affiliation.as_deref()
            && !bodies.iter().any(|(b, _)| *b == body)
        {
            bodies.push((body, mentions(text, &key(body, cues))));
        }
    }
    let most = bodies.iter().map(|(_, n)| *n).max().unwrap_or(0);
    bodies.into_iter().find(|(_, n)| *n * 2 >= most)
}

/// The word of a name that texts repeat: its first one that is neither small nor a word for organisations of all kinds.
fn key(name: &str, cues: &Cues) -> String {
    let all = tokens(name);
    let telling = |t: &&Token| !cues.small.contains(&t.word) && t.word.chars().count() > 1;
    let own = all.iter().find(|t| {
        telling(t) && !cues.organisations.contains(&t.word) && name.get(t.at.clone()).is_some_and(|w| w.starts_with(char::is_uppercase))
    });
    own.or_else(|| all.iter().find(telling)).map_or_else(|| fold(name), |t| t.word.clone())
}

/// How often a folded text has a word.
fn mentions(text: &str, word: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| *w == word).count()
}

/// A longer form of the name in the title: "Union X" in "…: l'Union X des productrices de karité".
fn extended(name: &str, title: &str, cues: &Cues) -> Option<String> {
    let (mine, all) = (tokens(name), tokens(title));
    let at = all.windows(mine.len().max(1)).position(|w| w.iter().map(|t| &t.word).eq(mine.iter().map(|t| &t.word)))?;
    let next = all.get(at + mine.len())?;
    let continues = title.get(next.at.clone()).is_some_and(|w| w.starts_with(char::is_lowercase))
        && cues.particles.contains(&next.word)
        && !cues.joining.contains(&next.word)
        && next.word.len() > 1;
    let start = all.get(at)?.at.start;
    let rest = title.get(start..)?;
    let end = rest.find([':', ',', ';', '–', '—', '(', '.']).unwrap_or(rest.len());
    let long = rest.get(..end)?.trim();
    (continues && long.len() > name.len()).then(|| long.to_owned())
}

/// What a report is of: "Jahresbericht 2022 der Genossenschaft Moos eG" is about the cooperative.
fn body_in<'t>(part: &'t str, cues: &Cues) -> &'t str {
    let all = tokens(part);
    let report = all.first().is_some_and(|t| {
        cues.report_names.contains(&t.word) || cues.report_names.iter().any(|n| n.chars().count() > 5 && t.word.ends_with(n.as_str()))
    });
    let year = |t: &Token| t.word.len() == 4 && t.word.chars().all(|c| c.is_ascii_digit());
    if !report && !all.iter().any(year) {
        return part;
    }
    let of = all.iter().position(|t| cues.of_words.iter().any(|o| o.as_slice() == [t.word.clone()]));
    of.and_then(|at| part.get(all.get(at + 1)?.at.start..)).unwrap_or(part)
}

/// A name that the title sets off with a colon or dash and the text repeats.
fn named_in(title: &str, text: &str, cues: &Cues) -> Option<(String, usize)> {
    let parts = title.split([':', '–', '—', '|']).map(str::trim).filter(|p| !p.is_empty());
    let mut best: Option<(String, usize)> = None;
    for part in parts {
        let part = part.split(" (").next().unwrap_or(part);
        let whole = part;
        let part = body_in(part, cues);
        let all = tokens(part);
        let start = all.iter().find(|t| !cues.small.contains(&t.word)).map_or(0, |t| t.at.start);
        let name = part.get(start..).unwrap_or(part).trim();
        let body = all.iter().any(|t| cues.organisations.contains(&t.word));
        let reported = body && part.len() < whole.len();
        let telling: Vec<&Token> = all.iter().filter(|t| !cues.small.contains(&t.word)).collect();
        let capitals = telling.iter().filter(|t| part.get(t.at.clone()).is_some_and(|w| w.starts_with(char::is_uppercase))).count();
        // The first two words of the name, as texts repeat it.
        let short =
            telling.get(..2).map_or(0, |two| text.matches(&two.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" ")).count());
        let times = text.matches(&fold(name)).count().max(short).max(if reported { 2 } else { 0 });
        let proper = name.starts_with(char::is_uppercase)
            && capitals >= 2
            && capitals * 2 >= telling.len()
            && (body || capitals == telling.len())
            && all.len() <= 9;
        if proper && times >= 2 && best.as_ref().is_none_or(|(_, n)| times > *n) {
            best = Some((name.to_owned(), times));
        }
    }
    best
}
