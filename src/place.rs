//! Which country a document is about, told by the places, people, telephone numbers and addresses it names (data:
//! `schemas/places.toml`).

mod address;
mod finder;
mod money;

use crate::document::{Document, Flow, Span};
use crate::knowledge::{Knowledge, KnowledgeError};
use finder::Finder;
use money::Money;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The countries of ISO 3166-1 and what betrays them.
#[derive(Debug)]
pub struct Places {
    countries: BTreeMap<String, Country>,
    money: Money,
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

/// What kind of evidence a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Name,
    Word,
    Place,
    Phone,
    Domain,
}

impl Kind {
    /// How much the first mention counts: an address is the writer's own, a demonym may be a partner's.
    fn weight(self) -> f64 {
        match self {
            Kind::Name => 2.0,
            Kind::Word => 1.0,
            Kind::Place => 1.5,
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
const LEAST_SCORE: f64 = 3.0;
/// What the first country must have of the first two together.
const LEAST_SHARE: f64 = 0.6;

impl Places {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        Ok(Self { countries: knowledge.file("places.toml")?, money: Money::load(knowledge)?, finder: OnceLock::new() })
    }

    /// The ISO 4217 code of a country's money.
    #[must_use]
    pub fn currency_of(&self, country: &str) -> Option<&str> {
        self.countries.get(country).map(|c| c.currency.as_str()).filter(|c| !c.is_empty())
    }

    /// Every mention of a country (ISO 3166-1 alpha-2), by start; they never overlap.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<(Span, &str)> {
        self.find(text).into_iter().map(|m| (m.span, m.country)).collect()
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
        // A partner abroad is named as often as home, but its money is rarely counted in.
        let money = self.money.shares(&document.text);
        for (country, score) in &mut scores {
            *score *= 1.0 + self.currency_of(country).and_then(|code| money.get(code)).unwrap_or(&0.0);
        }
        decide(&scores)
    }

    fn find(&self, text: &str) -> Vec<Mention<'_>> {
        let finder = self.finder.get_or_init(|| Finder::new(&self.countries));
        let mut found: Vec<Mention<'_>> = Vec::new();
        let mut add = |span, country: &'_ str, kind| {
            if let Some((code, _)) = self.countries.get_key_value(country) {
                found.push(Mention { span, country: code, kind });
            }
        };
        for (span, pattern) in finder.names(text) {
            add(span, &pattern.country, pattern.kind);
        }
        for (span, digits) in address::phone_numbers(text) {
            if let Some(code) = (1..=3).rev().find_map(|n| finder.phones.get(digits.get(..n)?)) {
                add(span, code, Kind::Phone);
            }
        }
        for (span, code) in address::domains(text) {
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
            ("Growers in Uganda and in Kenya get KSh 300, then 1 200 KES.", Some("KE")),
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
