//! The writer's body by its address: "press@harbourbakers.example" is Harbour Bakers' own.

use super::cues::Cues;
use super::words::{Token, tokens};

/// Shorter names stand in many words.
const SHORTEST: usize = 6;
/// No body's name has more words.
const LONGEST: usize = 9;
/// Texts are searched this far, in words.
const MOST_WORDS: usize = 50_000;

/// The fullest name in the text whose first words are those of an e-mail or web address.
pub fn organisation(text: &str, cues: &Cues) -> Option<String> {
    let hosts = hosts(text, cues);
    if hosts.is_empty() {
        return None;
    }
    let all: Vec<Token> = tokens(text).into_iter().take(MOST_WORDS).collect();
    let mut best: Option<&str> = None;
    for start in 0..all.len() {
        for name in names(text, &all, start, cues) {
            if hosts.iter().any(|host| opens_with(name, host, cues)) && best.is_none_or(|b| name.len() > b.len()) {
                best = Some(name);
            }
        }
    }
    best.map(str::to_owned)
}

/// The telling part of every address.
fn hosts(text: &str, cues: &Cues) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '/')) {
        let address = word.rsplit('@').next().filter(|_| word.contains('@')).or_else(|| word.strip_prefix("www."));
        let Some((host, rest)) = address.and_then(|a| a.split_once('.')) else { continue };
        let host = tokens(host).into_iter().map(|t| t.word).collect::<String>();
        let known = out.contains(&host) || cues.mail_providers.contains(&host);
        if host.len() >= SHORTEST && rest.starts_with(char::is_alphabetic) && !known {
            out.push(host);
        }
    }
    out
}

/// Runs of capitalised words from a word on, unbroken by punctuation, that end or begin as bodies' names do.
fn names<'t>(text: &'t str, all: &'t [Token], start: usize, cues: &'t Cues) -> impl Iterator<Item = &'t str> {
    let capital = |t: &Token| text.get(t.at.clone()).is_some_and(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let joined = move |a: &Token, b: &Token| {
        text.get(a.at.end..b.at.start).is_some_and(|gap| matches!(gap, " " | "-" | "'" | "’" | "\u{a0}" | " & "))
    };
    let first = all.get(start).filter(|t| capital(t)).map_or(0, |_| 1);
    let run = first
        + all
            .get(start..)
            .unwrap_or_default()
            .windows(2)
            .take(if first == 0 { 0 } else { LONGEST - 1 })
            .take_while(|w| joined(&w[0], &w[1]) && (capital(&w[1]) || cues.small.contains(&w[1].word)))
            .count();
    (1..=run).filter_map(move |count| {
        let name = all.get(start..start + count)?;
        let (a, b) = (name.first()?, name.last()?);
        let body = |t: &Token| cues.organisations.contains(&t.word);
        (capital(b) && (body(a) || body(b))).then(|| text.get(a.at.start..b.at.end)).flatten()
    })
}

/// Whether a name's first words, or those behind a word for bodies of all kinds, are the host's.
fn opens_with(name: &str, host: &str, cues: &Cues) -> bool {
    let words: Vec<String> = tokens(name).into_iter().map(|t| t.word).collect();
    let skips = usize::from(words.first().is_some_and(|w| cues.organisations.contains(w)));
    (0..=skips).any(|skip| {
        let mut joined = String::new();
        words.iter().skip(skip).any(|word| {
            joined.push_str(word);
            joined == host
        })
    })
}

#[cfg(test)]
mod tests {
    use super::organisation;
    use crate::knowledge::Knowledge;
    use crate::template::cues::Cues;

    #[test]
    fn the_body_whose_address_it_is() {
        let cues = Cues::load(&Knowledge::embedded()).expect("built-in knowledge is right");
        let cases = [
            (
                "Write to press@harbourbakers.example. On Friday Harbour Bakers Cooperative of the North opened.",
                Some("Harbour Bakers Cooperative"),
            ),
            ("www.filorosso.example – La Cooperativa Filo Rosso cuce abiti.", Some("Cooperativa Filo Rosso")),
            ("Write to me@gmail.com about the Gmail Users Association.", None),
            ("Write to a@lakeside.example: the Lakeside path is closed.", None),
            ("No address, but a Bakers Union.", None),
            ("@.@@.x www. www..", None),
        ];
        for (text, expected) in cases {
            assert_eq!(organisation(text, &cues).as_deref(), expected, "{text}");
        }
    }
}
