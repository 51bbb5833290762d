//! Which country a document is about, told by the places, people, telephone numbers and addresses it names (data:
//! `schemas/places.toml`).

use crate::document::{Document, Flow, Span};
use crate::knowledge::{Knowledge, KnowledgeError};
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The countries of ISO 3166-1 and what betrays them.
#[derive(Debug)]
pub struct Places {
    countries: BTreeMap<String, Country>,
    money: Vec<Money>,
    /// Built by the first text that is searched: the names are many.
    finder: OnceLock<Finder>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    /// ISO 4217; empty where there is none.
    currency: String,
    names: Vec<String>,
    /// Calling code, where it is the country's own.
    phone: Option<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct MoneyFile {
    currency: Vec<Money>,
}

#[derive(Debug, Deserialize)]
struct Money {
    code: String,
    symbols: Vec<String>,
}

impl Money {
    /// The country that issues it: the first letters of its code. None where many countries use it (EUR, XOF) or trade in it (USD).
    fn issuer(&self, countries: &BTreeMap<String, Country>) -> Option<&str> {
        let country = self.code.get(..2)?;
        (self.code != "USD" && countries.get(country)?.currency == self.code).then_some(country)
    }
}

/// What kind of evidence a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Name,
    Word,
    Place,
    Phone,
    Domain,
    Money,
}

impl Kind {
    /// How much the first mention counts: an address is the writer's own, a demonym may be a partner's.
    fn weight(self) -> f64 {
        match self {
            Kind::Name => 2.0,
            Kind::Word => 1.0,
            Kind::Place | Kind::Money => 1.5,
            Kind::Phone | Kind::Domain => 3.0,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Mention<'a> {
    span: Span,
    country: &'a str,
    kind: Kind,
}

/// Writers say where they are when they begin (title, authors, addresses): a mention at the very start counts this much more, and the
/// surplus shrinks to a third every so many bytes.
const EARLY_SURPLUS: f64 = 4.0;
const EARLY_BYTES: f64 = 1000.0;
const NOTE_FACTOR: f64 = 0.5;
/// A lone adjective says nothing yet.
const LEAST_SCORE: f64 = 2.0;
/// What the first country must have of the first two together.
const LEAST_SHARE: f64 = 0.6;

impl Places {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let money: MoneyFile = knowledge.file("currencies.toml")?;
        Ok(Self { countries: knowledge.file("places.toml")?, money: money.currency, finder: OnceLock::new() })
    }

    /// The ISO 4217 code of a country's money.
    #[must_use]
    pub fn currency_of(&self, country: &str) -> Option<&str> {
        self.countries.get(country).map(|c| c.currency.as_str()).filter(|c| !c.is_empty())
    }

    /// Every mention of a country (ISO 3166-1 alpha-2), by start; they never overlap.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<(Span, &str)> {
        self.find(text).into_iter().filter(|m| m.kind != Kind::Money).map(|m| (m.span, m.country)).collect()
    }

    /// The country a document is about and the confidence in it, from 0 to 1; None where two countries are close.
    ///
    /// `weights` says how much mentions inside a span count (an authors' section more than 1, references less); outside of them 1.
    #[must_use]
    pub fn country_of(&self, document: &Document, weights: &[(Span, f64)]) -> Option<(&str, f64)> {
        let beside: Vec<Span> = document.leaves().iter().filter(|l| l.block.flow != Flow::Body).map(|l| l.block.span).collect();
        // Every name counts, but its hundredth mention hardly more than its tenth.
        // Ordered, because a sum of floats depends on its order and records must not.
        let mut amounts: BTreeMap<(&str, Kind, String), f64> = BTreeMap::new();
        for mention in self.find(&document.text) {
            let mut amount = 1.0 + EARLY_SURPLUS * (-(mention.span.start as f64) / EARLY_BYTES).exp();
            if within(&beside, mention.span) {
                amount *= NOTE_FACTOR;
            }
            amount *= weights.iter().filter(|(span, _)| span.contains(mention.span)).map(|(_, w)| w.max(0.0)).product::<f64>();
            let surface = document.slice(mention.span).to_lowercase();
            *amounts.entry((mention.country, mention.kind, surface)).or_default() += amount;
        }
        let mut scores: BTreeMap<&str, f64> = BTreeMap::new();
        for ((country, kind, _), amount) in amounts {
            *scores.entry(country).or_default() += kind.weight() * (1.0 + amount).log2();
        }
        decide(&scores)
    }

    fn find(&self, text: &str) -> Vec<Mention<'_>> {
        let finder = self.finder.get_or_init(|| Finder::new(&self.countries, &self.money));
        let mut found: Vec<Mention<'_>> = Vec::new();
        let mut add = |span, country: &'_ str, kind| {
            if let Some((code, _)) = self.countries.get_key_value(country) {
                found.push(Mention { span, country: code, kind });
            }
        };
        for (span, pattern) in finder.names(text) {
            add(span, &pattern.country, pattern.kind);
        }
        for (span, digits) in phone_numbers(text) {
            if let Some(code) = (1..=3).rev().find_map(|n| finder.phones.get(digits.get(..n)?)) {
                add(span, code, Kind::Phone);
            }
        }
        for (span, code) in domains(text) {
            add(span, &code, Kind::Domain);
        }
        // The first, and of those the longest, wins.
        found.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end, m.kind));
        let mut end = 0;
        found.retain(|m| {
            let keep = m.span.start >= end;
            if keep {
                end = m.span.end;
            }
            keep
        });
        found
    }
}

fn within(spans: &[Span], span: Span) -> bool {
    // Blocks ascend, so the last that starts before the span is the only one that can hold it.
    let after = spans.partition_point(|s| s.start <= span.start);
    after.checked_sub(1).and_then(|i| spans.get(i)).is_some_and(|s| s.contains(span))
}

fn decide<'a>(scores: &BTreeMap<&'a str, f64>) -> Option<(&'a str, f64)> {
    let (code, first) = scores.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
    let second = scores.iter().filter(|(c, _)| *c != code).map(|(_, s)| *s).fold(0.0, f64::max);
    let decided = *first >= LEAST_SCORE && first / (first + second) >= LEAST_SHARE;
    // The one added keeps thin evidence from being sure of itself.
    decided.then(|| (*code, first / (first + second + 1.0)))
}

/// Finds names, demonyms and places.
#[derive(Debug)]
struct Finder {
    /// None when no name could be searched for (a user's empty file).
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    phones: HashMap<String, String>,
}

#[derive(Debug, Clone)]
struct Pattern {
    text: String,
    country: String,
    kind: Kind,
    /// Any ending may follow.
    open: bool,
}

impl Finder {
    fn new(countries: &BTreeMap<String, Country>, money: &[Money]) -> Self {
        // None: several countries use the word, so it says nothing.
        let mut patterns: BTreeMap<String, Option<Pattern>> = BTreeMap::new();
        for (code, kind, written) in evidence(countries, money) {
            let open = kind == Kind::Word && written.ends_with('*');
            for text in variants(written.trim_end_matches('*')) {
                let new = Pattern { text: text.clone(), country: code.to_owned(), kind, open };
                let slot = patterns.entry(text).or_insert_with(|| Some(new));
                if slot.as_ref().is_some_and(|p| p.country != code) {
                    *slot = None;
                }
            }
        }
        let patterns: Vec<Pattern> = patterns.into_values().flatten().collect();
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(patterns.iter().map(|p| &p.text)).ok();
        let phones = countries.iter().filter_map(|(code, c)| Some((c.phone.clone()?, code.clone()))).collect();
        Self { automaton, patterns, phones }
    }

    fn names<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, &'a Pattern)> {
        let matches = self.automaton.iter().flat_map(move |a| a.find_overlapping_iter(text));
        matches.filter_map(move |m| {
            let pattern = self.patterns.get(m.pattern().as_usize())?;
            let (before, inside, after) = (text.get(..m.start())?, text.get(m.range())?, text.get(m.end()..)?);
            let tail = if pattern.open { after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len()) } else { 0 };
            let after = after.get(tail..)?;
            let fits = match pattern.kind {
                Kind::Money => inside == pattern.text && is_amount(before, after),
                Kind::Word => is_apart(before, after),
                _ => is_apart(before, after) && capitals_agree(&pattern.text, inside),
            };
            fits.then(|| (Span::new(m.start(), m.end() + tail), pattern))
        })
    }
}

/// Everything to be searched for: its country, what it is and how it is written.
fn evidence<'a>(countries: &'a BTreeMap<String, Country>, money: &'a [Money]) -> impl Iterator<Item = (&'a str, Kind, &'a str)> {
    let named = countries.iter().flat_map(|(code, country)| {
        let kinds = [(Kind::Name, &country.names), (Kind::Word, &country.words), (Kind::Place, &country.places)];
        kinds.into_iter().flat_map(move |(kind, list)| list.iter().map(move |written| (code.as_str(), kind, written.as_str())))
    });
    let paid = money.iter().filter_map(|m| Some((m, m.issuer(countries)?))).flat_map(|(m, country)| {
        let written = std::iter::once(&m.code).chain(&m.symbols);
        written.map(move |w| (country, Kind::Money, w.as_str()))
    });
    named.chain(paid)
}

/// No part of a longer word.
fn is_apart(before: &str, after: &str) -> bool {
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}

/// A symbol of money beside a number, perhaps a space away, and no part of a word or of another symbol ("$CA" in "$CAN").
fn is_amount(before: &str, after: &str) -> bool {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let digit = |c: char| c.is_ascii_digit();
    let beside = before.strip_suffix(is_space).unwrap_or(before).ends_with(digit)
        || after.strip_prefix(is_space).unwrap_or(after).starts_with(digit);
    beside && !before.ends_with(char::is_alphabetic) && !after.starts_with(|c: char| c.is_alphabetic() || c == '$')
}

/// A name as written, without its accents, and in capitals (the search itself ignores the case of ASCII letters only).
fn variants(written: &str) -> Vec<String> {
    if written.is_ascii() {
        return if written.is_empty() { Vec::new() } else { vec![written.to_owned()] };
    }
    let plain: String = written.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let mut all = vec![written.nfc().collect(), plain, written.to_uppercase()];
    all.dedup();
    all
}

/// "Togo" may be TOGO but not "togo"; "USA" and "UK" only themselves.
fn capitals_agree(name: &str, found: &str) -> bool {
    if name.chars().all(|c| !c.is_lowercase()) && name.is_ascii() {
        return name == found;
    }
    match (name.chars().next(), found.chars().next()) {
        (Some(n), Some(f)) => !n.is_uppercase() || f.is_uppercase(),
        _ => false,
    }
}

/// International telephone numbers: the span of "+254 712 …" and its digits. Growth ("+33 %") has too few digits to be one.
fn phone_numbers(text: &str) -> impl Iterator<Item = (Span, String)> {
    const FEWEST: usize = 8;
    const MOST: usize = 15;
    text.match_indices('+').filter_map(|(start, _)| {
        let rest = text.get(start + 1..)?;
        let mut digits = String::new();
        let mut end = start + 1;
        for (at, c) in rest.char_indices() {
            if c.is_ascii_digit() && digits.len() < MOST {
                digits.push(c);
                end = start + 2 + at;
            } else if !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/') {
                break;
            }
        }
        (digits.len() >= FEWEST).then(|| (Span::new(start, end), digits))
    })
}

/// Web and e-mail addresses under a country's domain: their spans and the country.
fn domains(text: &str) -> impl Iterator<Item = (Span, String)> {
    // Two-letter domains that are sold as words.
    const GENERIC: [&str; 14] = ["ai", "cc", "co", "fm", "im", "io", "is", "la", "ly", "me", "sh", "to", "tv", "ws"];
    text.split_whitespace().filter_map(move |token| {
        let lower = token.trim_matches(|c: char| !c.is_alphanumeric());
        let is_address = lower.contains('@') || lower.starts_with("http") || lower.starts_with("www.");
        if !is_address {
            return None;
        }
        let after_scheme = lower.split_once("://").map_or(lower, |(_, rest)| rest);
        let host = after_scheme.rsplit('@').next()?.split(['/', '?', '#', ':', ',', ';', ')', '>']).next()?;
        let mut labels = host.rsplit('.');
        let top = labels.next()?.to_ascii_lowercase();
        let below = labels.next()?;
        let owned = ["com", "org", "net", "edu", "gov", "gob", "ac"].contains(&below);
        if top.len() != 2 || GENERIC.contains(&top.as_str()) && !owned {
            return None;
        }
        let code = if top == "uk" { "GB".to_owned() } else { top.to_ascii_uppercase() };
        // Tokens are slices of the text: their distance is their place.
        let start = lower.as_ptr() as usize - text.as_ptr() as usize;
        Some((Span::new(start, start + lower.len()), code))
    })
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::document::{Document, Span};
    use crate::knowledge::Knowledge;

    fn places() -> Places {
        Places::load(&Knowledge::embedded()).unwrap()
    }

    fn document(text: &str) -> Document {
        Document { text: text.to_owned(), ..Document::default() }
    }

    #[test]
    fn tells_the_country_in_six_languages() {
        let places = places();
        for (text, expected) in [
            ("Our savings group meets in Kisumu; Kenyan law lets it lend to members.", Some("KE")),
            ("La coopérative est née à Sherbrooke, au Québec, avec l'aide d'une fondation canadienne.", Some("CA")),
            ("La asociación reúne a familias de Popayán y de otros municipios colombianos del Cauca.", Some("CO")),
            ("Die Genossenschaft versorgt drei Dörfer im Allgäu; in Bayern ist sie die erste ihrer Art.", Some("DE")),
            ("La cooperativa lavora in Puglia e ha aperto una sede a Bologna.", Some("IT")),
            ("A rede nasceu em Porto Alegre e hoje está em todo o Brasil.", Some("BR")),
            ("WORKERS OF THE PORT OF GÖTEBORG, SWEDEN", Some("SE")),
            ("Write to office@example.org.uk or call +44 131 555 0123.", Some("GB")),
            ("Call us on +254 700 555 010", Some("KE")),
            ("We paid KSh 300 and then 1 200 KES; a dairy in Uganda paid less.", Some("KE")),
            // A tie, a single adjective, nothing, growth that is no telephone number.
            ("Partners from Kenya and partners from Uganda.", None),
            ("French recipes were popular.", None),
            ("The members met twice.", None),
            ("Sales rose by +33 % and +254 jobs.", None),
        ] {
            assert_eq!(places.country_of(&document(text), &[]).map(|c| c.0), expected, "{text}");
        }
    }

    #[test]
    fn confidence_grows_with_evidence() {
        let places = places();
        let confidence = |text: &str| places.country_of(&document(text), &[]).map(|c| c.1).unwrap();
        let (thin, rich) = ("Kenya is far.", "In Kenya, Nairobi and Kisumu trade; Kenyan growers in Nakuru and Eldoret sell.");
        assert!(confidence(thin) < confidence(rich));
        assert!(confidence(rich) < 1.0);
    }

    #[test]
    fn weights_settle_ties() {
        let text = "Written in Kenya. Compared with Uganda.";
        let (places, first) = (places(), Span::new(0, 17));
        assert_eq!(places.country_of(&document(text), &[(first, 5.0)]).map(|c| c.0), Some("KE"));
        assert_eq!(places.country_of(&document(text), &[(first, 0.0)]).map(|c| c.0), Some("UG"));
    }

    #[test]
    fn mentions_are_whole_words_in_order() {
        let places = places();
        for (text, expected) in [
            ("Nigeria, not Niger", vec![("Nigeria", "NG"), ("Niger", "NE")]),
            ("les élus québécoises de Montreal", vec![("québécoises", "CA"), ("Montreal", "CA")]),
            ("a woman in romantic indiana, with chile and china", vec![]),
            ("Papua New Guinea and Equatorial Guinea", vec![("Papua New Guinea", "PG"), ("Equatorial Guinea", "GQ")]),
            ("the UK asked us; uk, USA", vec![("UK", "GB"), ("USA", "US")]),
            ("see www.example.de/page, mail a@b.co", vec![("www.example.de/page", "DE")]),
        ] {
            let found: Vec<(&str, &str)> = places.mentions(text).into_iter().map(|(s, c)| (&text[s.start..s.end], c)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_country_has_a_name_and_known_money() {
        let places = places();
        assert!(places.countries.len() >= 249);
        assert!(places.countries.values().all(|c| !c.names.is_empty()));
        for (country, currency) in [("HR", "EUR"), ("BG", "EUR"), ("SN", "XOF"), ("CM", "XAF"), ("CA", "CAD"), ("KE", "KES"), ("CH", "CHF")]
        {
            assert_eq!(places.currency_of(country), Some(currency), "{country}");
        }
        assert_eq!(places.currency_of("XX"), None);
    }
}
