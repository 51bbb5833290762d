//! A language's words for figures (`schemas/figures/*.toml`), compiled into one automaton over lower-case text.

use super::currency::Currencies;
use super::{Direction, Kind, Scope, Status};
use crate::document::Span;
use crate::knowledge::{Knowledge, KnowledgeError};
use aho_corasick::{AhoCorasick, MatchKind};
use hashbrown::{HashMap, HashSet};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

type Phrases = Vec<String>;
type Classes = BTreeMap<String, Phrases>;

/// The file's shape; what each key means is explained in `schemas/figures/en.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    decimal: char,
    #[serde(default)]
    decimal_of: BTreeMap<String, char>,
    grammar: GrammarFile,
    numbers: NumbersFile,
    fractions: BTreeMap<String, Decimal>,
    ratio: RatioFile,
    scales: BTreeMap<String, u32>,
    percent: PercentFile,
    currencies: Classes,
    cents: CentsFile,
    approximation: BTreeMap<String, Phrases>,
    ranges: RangesFile,
    period: PeriodFile,
    rate: RateFile,
    tables: TablesFile,
    /// Phrases of `[money]` and `[percent_of]` that say less than the others.
    #[serde(default)]
    weak: Phrases,
    count: Classes,
    money: Classes,
    percent_of: Classes,
    person_context: Classes,
    scope: Classes,
    status: Classes,
    direction: DirectionFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DirectionFile {
    up: Phrases,
    down: Phrases,
    level_before: Phrases,
    compared: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GrammarFile {
    head_last: bool,
    #[serde(default)]
    nouns_capitalised: bool,
    #[serde(default)]
    plural_endings: Phrases,
    links: Phrases,
    conjunctions: Phrases,
    /// Multipliers that are numbers without another before them ("mille").
    #[serde(default)]
    bare_multipliers: Phrases,
    /// Before a scale word: half of it ("half a million").
    halves: Phrases,
    /// Stand for persons counted before ("of whom").
    pronouns: Phrases,
    between: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersFile {
    connectors: Phrases,
    articles: Phrases,
    one: Phrases,
    atoms: BTreeMap<String, u32>,
    multipliers: BTreeMap<String, u64>,
    #[serde(default)]
    collectives: BTreeMap<String, u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateFile {
    per: Phrases,
    articles: Phrases,
    each: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TablesFile {
    amounts: Phrases,
    units_in: Phrases,
    number_of: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatioFile {
    between: Phrases,
    /// Those that tie two numbers though what is counted stands between ("un foyer sur quatre").
    #[serde(default)]
    across: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PercentFile {
    units: Phrases,
    points: Phrases,
    mille: Phrases,
    basis_points: Phrases,
    interest: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CentsFile {
    words: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RangesFile {
    between: Phrases,
    joiners: Phrases,
    change_verbs: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodFile {
    units: BTreeMap<String, String>,
    rate_before: Phrases,
    annual: Phrases,
    monthly: Phrases,
    weekly: Phrases,
    daily: Phrases,
    spans: Phrases,
    span_units: BTreeMap<String, char>,
    since: Phrases,
    now: Phrases,
    last_year: Phrases,
    fiscal: Phrases,
    months: Phrases,
}

/// What a phrase tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Cue {
    /// A noun that is counted, and the measure it stands for.
    Count(String),
    Person,
    Duration,
    Physical,
    ReferenceBefore,
    ReferenceAfter,
    Score,
    Measure(Kind, String),
    PersonContext(String),
    Scope(Scope),
    Status(Status),
    Direction(Direction),
    /// A percentage beside it is a rate of interest.
    Interest,
    /// Before the year a change is reckoned from.
    Compared,
    /// Before a number: what was reached ("rose to").
    LevelBefore,
    Negated,
    /// Something came, went, was made or saved.
    Flow,
    /// The phrase says less of a measure than others.
    Weak,
    Approximation(super::Approximation, Side),
    /// May stand between an approximator and its number.
    Filler,
    Fraction(Decimal),
    Half,
    RatioBetween,
    Scale(u32),
    Percent(PercentUnit),
    /// An ISO 4217 code or a family ("dollar").
    Currency(String),
    Cent,
    RangeBetween,
    RangeJoiner,
    Change,
    Rate(&'static str),
    RateBefore,
    /// Before the noun a rate is per: "per", "je".
    Per,
    /// An article that says the same right behind an amount: "42 € la tonne".
    PerArticle,
    Each,
    /// In a table's head: the numbers are of money.
    Amount,
    /// In a table's head: the numbers are counts.
    NumberOf,
    /// A street's name begins; a number behind it is a house's.
    Street,
    /// Before the unit a table's numbers are in: "in thousands of euros".
    UnitIn,
    RateUnit(String),
    SpanBefore,
    SpanUnit(char),
    Since,
    Now,
    LastYear,
    Fiscal,
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PercentUnit {
    Percent,
    Points,
    Mille,
    BasisPoints,
}

/// A phrase found in the text.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub span: Span,
    /// Index of its cues: a pattern's, or behind those a set that several patterns over the same words share.
    set: usize,
}

/// The phrases of one text, by start, and what each tells.
#[derive(Debug)]
pub struct Hits<'a> {
    pub list: Vec<Hit>,
    patterns: &'a [Pattern],
    shared: Vec<Vec<Cue>>,
}

impl Hits<'_> {
    pub fn cues(&self, hit: &Hit) -> &[Cue] {
        match self.patterns.get(hit.set) {
            Some(pattern) => &pattern.cues,
            None => self.shared.get(hit.set - self.patterns.len()).map_or(&[], Vec::as_slice),
        }
    }
}

/// A language's compiled lexicon.
#[derive(Debug)]
pub struct Lexicon {
    pub decimal: char,
    /// The head of a row of nouns is the last one.
    pub head_last: bool,
    pub nouns_capitalised: bool,
    /// How most nouns end in the plural.
    pub plural_endings: Vec<String>,
    /// Words that tie a number to its noun or currency ("of").
    pub links: Vec<String>,
    pub conjunctions: Vec<String>,
    pub bare_multipliers: Vec<String>,
    pub pronouns: Vec<String>,
    pub ratio_across: Vec<String>,
    /// The decimal mark where this money is used, if it isn't the language's.
    pub decimal_of: HashMap<String, char>,
    /// Openers of a range whose joiner is a plain "and".
    pub between: Vec<String>,
    pub function_words: HashSet<String>,
    pub connectors: Vec<String>,
    pub articles: Vec<String>,
    pub one: Vec<String>,
    pub atoms: HashMap<String, u64>,
    pub multipliers: HashMap<String, u64>,
    pub collectives: HashMap<String, u64>,
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    open_start: bool,
    open_end: bool,
    /// Bytes of the phrase itself.
    letters: usize,
    cues: Vec<Cue>,
}

impl Lexicon {
    pub fn load(knowledge: &Knowledge, language: &str, function_words: HashSet<String>) -> Result<Self, KnowledgeError> {
        let name = format!("figures/{language}.toml");
        let file: LexiconFile = knowledge.file(&name)?;
        let mut phrases: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
        collect(&file, &mut phrases).map_err(|message| KnowledgeError { file: name.clone(), line: None, message })?;
        end_as_references(&mut phrases);
        let mut texts = Vec::new();
        let mut patterns = Vec::new();
        for (phrase, cues) in phrases {
            let bare = phrase.trim_matches('*');
            if bare.is_empty() {
                return Err(KnowledgeError { file: name, line: None, message: format!("the phrase {phrase:?} has no letters") });
            }
            for variant in variants(bare) {
                let (open_start, open_end) = (phrase.starts_with('*'), phrase.ends_with('*'));
                patterns.push(Pattern { open_start, open_end, letters: variant.len(), cues: cues.clone() });
                texts.push(variant);
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts).map_err(|e| KnowledgeError {
            file: name,
            line: None,
            message: e.to_string(),
        })?;
        Ok(Self {
            decimal: file.decimal,
            head_last: file.grammar.head_last,
            nouns_capitalised: file.grammar.nouns_capitalised,
            plural_endings: file.grammar.plural_endings,
            links: file.grammar.links,
            conjunctions: file.grammar.conjunctions,
            bare_multipliers: file.grammar.bare_multipliers,
            pronouns: file.grammar.pronouns,
            ratio_across: file.ratio.across,
            decimal_of: file.decimal_of.into_iter().collect(),
            between: file.grammar.between,
            function_words,
            connectors: file.numbers.connectors,
            articles: file.numbers.articles,
            one: file.numbers.one,
            atoms: file.numbers.atoms.into_iter().map(|(w, v)| (w, u64::from(v))).collect(),
            multipliers: file.numbers.multipliers.into_iter().collect(),
            collectives: file.numbers.collectives.into_iter().collect(),
            automaton,
            patterns,
        })
    }

    /// Every phrase in the lower-case text, by start; one that stands inside a longer one is dropped.
    pub fn hits(&self, lower: &str) -> Hits<'_> {
        let mut found: Vec<Hit> = Vec::new();
        for m in self.automaton.find_overlapping_iter(lower) {
            let pattern = &self.patterns[m.pattern().as_usize()];
            let (start, end) = (m.start(), m.end());
            let first = lower[start..].chars().next().is_some_and(char::is_alphanumeric);
            let last = lower[..end].chars().next_back().is_some_and(char::is_alphanumeric);
            let glued_start = first && lower[..start].chars().next_back().is_some_and(char::is_alphabetic);
            let glued_end = last && lower[end..].chars().next().is_some_and(char::is_alphabetic);
            if glued_start && !pattern.open_start || glued_end && !pattern.open_end {
                continue;
            }
            let start = if pattern.open_start { word_start(lower, start) } else { start };
            let end = if pattern.open_end { word_end(lower, end) } else { end };
            found.push(Hit { span: Span::new(start, end), set: m.pattern().as_usize() });
        }
        // of phrases over the same words the one with the most letters of its own comes first: "putzfrauen" before "*frauen"
        let letters = |h: &Hit| self.patterns[h.set].letters;
        found.sort_unstable_by(|a, b| {
            let longer = b.span.end.cmp(&a.span.end).then_with(|| letters(b).cmp(&letters(a)));
            a.span.start.cmp(&b.span.start).then(longer).then(a.set.cmp(&b.set))
        });
        let mut hits = Hits { list: Vec::with_capacity(found.len()), patterns: &self.patterns, shared: Vec::new() };
        for hit in found {
            match hits.list.last_mut() {
                Some(last) if last.span == hit.span => {
                    let mut cues = if last.set < self.patterns.len() {
                        self.patterns[last.set].cues.clone()
                    } else {
                        hits.shared.pop().unwrap_or_default()
                    };
                    cues.extend(self.patterns[hit.set].cues.iter().cloned());
                    last.set = self.patterns.len() + hits.shared.len();
                    hits.shared.push(cues);
                }
                Some(last) if hit.span.end <= last.span.end => {}
                _ => hits.list.push(hit),
            }
        }
        hits
    }
}

/// A longer phrase hides the shorter ones in it: "the act" still ends in "act", after which a number is a law's.
fn end_as_references(phrases: &mut BTreeMap<String, Vec<Cue>>) {
    let references: HashSet<String> =
        phrases.iter().filter(|(_, cues)| cues.contains(&Cue::ReferenceBefore)).map(|(phrase, _)| phrase.clone()).collect();
    for (phrase, cues) in phrases.iter_mut() {
        let last = phrase.rsplit_once([' ', '\'']).map(|(_, last)| last);
        if last.is_some_and(|last| references.contains(last)) && !cues.contains(&Cue::ReferenceBefore) {
            cues.push(Cue::ReferenceBefore);
        }
    }
}

/// Both apostrophes, and a no-break space where units have one.
fn variants(phrase: &str) -> Vec<String> {
    let mut out = vec![phrase.to_owned()];
    if phrase.contains('\'') {
        out.push(phrase.replace('\'', "’"));
    }
    if phrase.contains(' ') && phrase.len() < 16 {
        out.push(phrase.replace(' ', "\u{a0}"));
    }
    out
}

fn word_start(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take_while(|(_, c)| c.is_alphabetic() || *c == '-').last().map_or(at, |(i, _)| i)
}

fn word_end(text: &str, at: usize) -> usize {
    text[at..].char_indices().find(|(_, c)| !c.is_alphabetic()).map_or(text.len(), |(i, _)| at + i)
}

/// Lower case, byte for byte: a letter whose lower case has another length stays as it is.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        })
        .collect()
}

type Target = BTreeMap<String, Vec<Cue>>;

fn add(target: &mut Target, phrases: &[String], cue: &Cue) {
    for phrase in phrases {
        target.entry(phrase.clone()).or_default().push(cue.clone());
    }
}

fn collect(file: &LexiconFile, out: &mut Target) -> Result<(), String> {
    use super::Approximation::{About, Over, Under};
    for (class, phrases) in &file.count {
        let cue = match class.as_str() {
            "people" => Cue::Person,
            "duration" => Cue::Duration,
            "physical" => Cue::Physical,
            "reference_before" => Cue::ReferenceBefore,
            "reference_after" => Cue::ReferenceAfter,
            "score" => Cue::Score,
            "street" => Cue::Street,
            measure => Cue::Count(measure.to_owned()),
        };
        add(out, phrases, &cue);
    }
    for (kind, classes) in [(Kind::Money, &file.money), (Kind::Percent, &file.percent_of)] {
        for (measure, phrases) in classes {
            add(out, phrases, &Cue::Measure(kind, measure.clone()));
        }
    }
    for (measure, phrases) in &file.person_context {
        add(out, phrases, &Cue::PersonContext(measure.clone()));
    }
    for (scope, phrases) in &file.scope {
        let scope = match scope.as_str() {
            "organisation" => Scope::Organisation,
            "sector" => Scope::Sector,
            "other" => Scope::Other,
            unknown => return Err(format!("[scope] has no {unknown:?}: organisation, sector or other")),
        };
        add(out, phrases, &Cue::Scope(scope));
    }
    for (status, phrases) in &file.status {
        let cue = match status.as_str() {
            "target" => Cue::Status(Status::Target),
            "hypothetical" => Cue::Status(Status::Hypothetical),
            "estimate" => Cue::Status(Status::Estimate),
            "negated" => Cue::Negated,
            "flow" => Cue::Flow,
            unknown => return Err(format!("[status] has no {unknown:?}: target, hypothetical, estimate, negated or flow")),
        };
        add(out, phrases, &cue);
    }
    for (class, phrases) in &file.approximation {
        let cue = match class.as_str() {
            "about" => Cue::Approximation(About, Side::Before),
            "over" => Cue::Approximation(Over, Side::Before),
            "under" => Cue::Approximation(Under, Side::Before),
            "after_about" => Cue::Approximation(About, Side::After),
            "after_over" => Cue::Approximation(Over, Side::After),
            "after_under" => Cue::Approximation(Under, Side::After),
            "between_words" => Cue::Filler,
            unknown => return Err(format!("[approximation] has no {unknown:?}")),
        };
        add(out, phrases, &cue);
    }
    add(out, &file.weak, &Cue::Weak);
    for (phrase, share) in &file.fractions {
        add(out, std::slice::from_ref(phrase), &Cue::Fraction(*share));
    }
    for (phrase, power) in &file.scales {
        add(out, std::slice::from_ref(phrase), &Cue::Scale(*power));
    }
    for (code, phrases) in &file.currencies {
        add(out, phrases, &Cue::Currency(code.clone()));
    }
    collect_period(&file.period, out);
    for (phrases, cue) in [
        (&file.rate.per, Cue::Per),
        (&file.rate.articles, Cue::PerArticle),
        (&file.rate.each, Cue::Each),
        (&file.tables.amounts, Cue::Amount),
        (&file.percent.interest, Cue::Interest),
        (&file.direction.up, Cue::Direction(Direction::Up)),
        (&file.direction.down, Cue::Direction(Direction::Down)),
        (&file.direction.level_before, Cue::LevelBefore),
        (&file.direction.compared, Cue::Compared),
        (&file.tables.units_in, Cue::UnitIn),
        (&file.tables.number_of, Cue::NumberOf),
        (&file.grammar.halves, Cue::Half),
        (&file.ratio.between, Cue::RatioBetween),
        (&file.percent.units, Cue::Percent(PercentUnit::Percent)),
        (&file.percent.points, Cue::Percent(PercentUnit::Points)),
        (&file.percent.mille, Cue::Percent(PercentUnit::Mille)),
        (&file.percent.basis_points, Cue::Percent(PercentUnit::BasisPoints)),
        (&file.cents.words, Cue::Cent),
        (&file.ranges.between, Cue::RangeBetween),
        (&file.ranges.joiners, Cue::RangeJoiner),
        (&file.ranges.change_verbs, Cue::Change),
    ] {
        add(out, phrases, &cue);
    }
    Ok(())
}

fn collect_period(period: &PeriodFile, out: &mut Target) {
    for (unit, iso) in &period.units {
        add(out, std::slice::from_ref(unit), &Cue::RateUnit(iso.clone()));
    }
    for (unit, letter) in &period.span_units {
        add(out, std::slice::from_ref(unit), &Cue::SpanUnit(*letter));
    }
    for (phrases, cue) in [
        (&period.rate_before, Cue::RateBefore),
        (&period.annual, Cue::Rate("P1Y")),
        (&period.monthly, Cue::Rate("P1M")),
        (&period.weekly, Cue::Rate("P1W")),
        (&period.daily, Cue::Rate("P1D")),
        (&period.spans, Cue::SpanBefore),
        (&period.since, Cue::Since),
        (&period.now, Cue::Now),
        (&period.last_year, Cue::LastYear),
        (&period.fiscal, Cue::Fiscal),
        (&period.months, Cue::Month),
    ] {
        add(out, phrases, &cue);
    }
}

/// Symbols of scale shared by all languages (`schemas/figures.toml`) and currencies (`schemas/currencies.toml`).
#[derive(Debug)]
pub struct Symbols {
    /// Longest first.
    pub scales: Vec<(String, u32, bool)>,
    /// Symbol, and the code or family it stands for.
    pub currencies: Vec<(String, String)>,
    /// Symbols that stand for a currency only where it is the country's own.
    local: Vec<(String, String)>,
    /// By the country's currency, made where first asked for.
    by_country: Mutex<HashMap<String, Arc<Currencies>>>,
    /// Family → its members' codes.
    pub families: HashMap<String, Vec<String>>,
    /// Family → the member that is meant where nothing speaks for another.
    pub defaults: HashMap<String, String>,
    pub abbreviations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedFile {
    scales: BTreeMap<String, u32>,
    beside_currency: BTreeMap<String, u32>,
    sentence: SentenceFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceFile {
    abbreviations: Vec<String>,
}

#[derive(Deserialize)]
struct CurrenciesFile {
    currency: Vec<CurrencyFile>,
    #[serde(default)]
    family: Vec<FamilyFile>,
}

#[derive(Deserialize)]
struct CurrencyFile {
    code: String,
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    local: Vec<String>,
}

#[derive(Deserialize)]
struct FamilyFile {
    id: String,
    symbols: Vec<String>,
    members: Vec<String>,
    /// Taken where nothing in the document speaks for another member.
    default: Option<String>,
}

impl Symbols {
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let shared: SharedFile = knowledge.file("figures.toml")?;
        let file: CurrenciesFile = knowledge.file("currencies.toml")?;
        let mut scales: Vec<_> = shared.scales.into_iter().map(|(s, p)| (s, p, false)).collect();
        scales.extend(shared.beside_currency.into_iter().map(|(s, p)| (s, p, true)));
        scales.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
        let mut currencies = Vec::new();
        let mut local = Vec::new();
        let mut families = HashMap::new();
        let mut defaults = HashMap::new();
        for currency in file.currency {
            currencies.extend(currency.symbols.into_iter().map(|s| (s, currency.code.clone())));
            local.extend(currency.local.into_iter().map(|s| (s, currency.code.clone())));
            currencies.push((currency.code.clone(), currency.code));
        }
        for family in file.family {
            currencies.extend(family.symbols.into_iter().map(|s| (s, family.id.clone())));
            defaults.extend(family.default.map(|d| (family.id.clone(), d)));
            families.insert(family.id, family.members);
        }
        let by_country = Mutex::default();
        Ok(Self { scales, currencies, local, by_country, families, defaults, abbreviations: shared.sentence.abbreviations })
    }
}

impl Symbols {
    /// The currency symbols of a document about a country with this currency.
    pub fn currencies_in(&self, own: Option<&str>) -> Arc<Currencies> {
        let mut known = self.by_country.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(own.unwrap_or_default()) {
            return Arc::clone(known);
        }
        let local: Vec<_> = self.local.iter().filter(|(_, code)| Some(code.as_str()) == own).cloned().collect();
        let general = self.currencies.iter().filter(|(symbol, _)| local.iter().all(|(s, _)| s != symbol)).cloned();
        let all = Currencies::new(general.chain(local.iter().cloned()).collect());
        known.insert(own.unwrap_or_default().to_owned(), Arc::clone(&all));
        all
    }
}

/// Ten to a power.
pub fn power_of_ten(power: u32) -> Decimal {
    Decimal::from_str(&format!("1{}", "0".repeat(power.min(24) as usize))).unwrap_or(Decimal::ONE)
}
