//! The figure stage as a whole: a document's sections in, its figures out.

use super::grid::{Governed, Grid, grids};
use super::headline::headline;
use super::interpret::{Anchor, Surroundings, anchors, spans_years};
use super::lexicon::{Lexicon, Symbols, lower, power_of_ten};
use super::number::convention;
use super::rate::rate;
use super::scan::{Candidate, Context, Line, Noun};
use super::sentence::sentences;
use super::table::{Head, head};
use super::token::{TokenKind, tokens};
use super::weights::Weights;
use super::{Alternative, Aspect, Confidences, Evidence, Excluded, Figure, Figures, Kind, Quantity, Status, picture};
use crate::document::{CellRef, Document, Span};
use crate::flag::{Flag, FlagCode};
use crate::knowledge::{Knowledge, KnowledgeError};
use crate::template::{Holds, Piece, Role, Structure};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The rules of every language, ready to run.
#[derive(Debug)]
pub struct Recogniser {
    lexicons: Lexicons,
    symbols: Symbols,
    weights: Weights,
}

/// What the figure stage may know of a document beside its text and sections.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// ISO 639-1.
    pub language: Option<&'a str>,
    /// The currency of the country the document is about, ISO 4217.
    pub currency: Option<&'a str>,
    /// Where places are named, by start.
    pub places: &'a [Place<'a>],
}

/// A place named in the text.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub span: Span,
    /// It is in the country the document is about.
    pub home: bool,
    /// Its country's money, ISO 4217.
    pub currency: Option<&'a str>,
}

#[derive(Deserialize)]
struct FunctionWords {
    function_words: Vec<String>,
}

/// The languages' words. Compiling them takes longer than reading most files, so each language's are where first asked for.
#[derive(Debug)]
struct Lexicons {
    knowledge: Knowledge,
    by_language: BTreeMap<String, OnceLock<Option<Lexicon>>>,
}

impl Lexicons {
    /// A user's own files are compiled at once, so that a mistake in them is named before any file is read.
    fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let mut by_language = BTreeMap::new();
        for language in knowledge.stems("figures") {
            let lexicon = OnceLock::new();
            let files = [format!("figures/{language}.toml"), format!("languages/{language}.toml")];
            if !files.iter().all(|f| knowledge.is_built_in(f)) {
                let _ = lexicon.set(Some(Self::compile(knowledge, language)?));
            }
            by_language.insert(language.to_owned(), lexicon);
        }
        Ok(Self { knowledge: knowledge.clone(), by_language })
    }

    fn compile(knowledge: &Knowledge, language: &str) -> Result<Lexicon, KnowledgeError> {
        let name = format!("languages/{language}.toml");
        let words = if knowledge.text(&name).is_some() { knowledge.file::<FunctionWords>(&name)?.function_words } else { Vec::new() };
        Lexicon::load(knowledge, language, words.into_iter().collect())
    }

    fn get(&self, language: &str) -> Option<&Lexicon> {
        self.by_language.get(language)?.get_or_init(|| Self::compile(&self.knowledge, language).ok()).as_ref()
    }
}

/// The language whose rules serve where a document's own is unknown.
const FALLBACK: &str = "en";

impl Recogniser {
    /// # Errors
    /// With the file and line of the first mistake.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        Ok(Self { lexicons: Lexicons::load(knowledge)?, symbols: Symbols::load(knowledge)?, weights: Weights::load(knowledge)? })
    }

    /// Finds the figures of a document.
    #[must_use]
    pub fn figures(&self, document: &Document, structure: &Structure, about: About<'_>) -> Figures {
        let Some(lexicon) = about.language.and_then(|l| self.lexicons.get(l)).or_else(|| self.lexicons.get(FALLBACK)) else {
            return Figures::default();
        };
        let text = &document.text;
        let lower = lower(text);
        let hits = lexicon.hits(&lower);
        let currencies = self.symbols.currencies_in(about.currency);
        let all = tokens(text, Span::new(0, text.len()), &currencies);
        let numerals = all.iter().filter(|t| t.kind == TokenKind::Numeral).map(|t| &text[t.span.start..t.span.end]);
        let habit = about.currency.and_then(|c| lexicon.decimal_of.get(c)).copied().unwrap_or(lexicon.decimal);
        let convention = convention(numerals, habit);
        let own = own_names(document, structure);
        let context = Context { text, lower: &lower, hits: &hits, lexicon, symbols: &self.symbols, currencies: &currencies, convention };
        let run = Run {
            document,
            structure,
            about,
            weights: &self.weights,
            context,
            own,
            home: about.places.iter().filter(|p| p.home).map(|p| p.span).collect(),
            tables: grids(document, structure, &context),
        };
        run.figures()
    }
}

/// Where the organisation is named.
fn own_names(document: &Document, structure: &Structure) -> Vec<Span> {
    let Some(name) = structure.organisation.as_ref().map(|o| o.value.as_str()).filter(|n| n.chars().count() > 2) else { return Vec::new() };
    document.text.match_indices(name).map(|(i, n)| Span::new(i, i + n.len())).collect()
}

struct Run<'a> {
    document: &'a Document,
    structure: &'a Structure,
    about: About<'a>,
    weights: &'a Weights,
    context: Context<'a>,
    own: Vec<Span>,
    /// Where the country is named.
    home: Vec<Span>,
    tables: BTreeMap<usize, Grid>,
}

/// The paragraph that introduces the list being read.
#[derive(Default)]
struct Intro {
    span: Option<Span>,
    section: Option<usize>,
}

/// A list's items are at most this long.
const ITEM_WORDS: usize = 60;

impl Intro {
    /// What introduces this piece; a colon at its end introduces those that follow, a long paragraph ends the list.
    fn before(&mut self, piece: &Piece, text: &str) -> Option<Span> {
        let opens = text.trim_end().ends_with(':');
        let given = self.span.filter(|_| {
            self.section == piece.section && piece.cell.is_none() && text.split_whitespace().take(ITEM_WORDS).count() < ITEM_WORDS
        });
        *self = Self { span: if opens { Some(piece.span) } else { given }, section: piece.section };
        given.filter(|_| !opens)
    }
}

/// The sentence a span stands in.
fn sentence_of(sentences: &[Span], span: Span) -> Option<usize> {
    let i = sentences.partition_point(|s| s.end < span.end);
    sentences.get(i).filter(|s| s.contains(span)).map(|_| i)
}

/// A cell is read as a value, not as prose, up to this many words.
const VALUE_WORDS: usize = 6;

impl<'a> Run<'a> {
    fn line(&self, span: Span, in_cell: bool) -> Line<'a> {
        Line::new(&self.context, span, in_cell)
    }

    fn figures(&self) -> Figures {
        let mut figures: Vec<Figure> = Vec::new();
        let mut excluded: Vec<Excluded> = Vec::new();
        let mut intro = Intro::default();
        for piece in &self.structure.pieces {
            if !matches!(piece.role, Role::Content | Role::Note) {
                intro = Intro::default();
                continue;
            }
            let grid = piece.cell.and_then(|c| self.tables.get(&c.table).map(|g| (c, g)));
            match grid {
                Some((cell, grid)) if self.document.slice(piece.span).split_whitespace().count() <= VALUE_WORDS => {
                    self.cell_figures(piece, cell, grid, &mut figures, &mut excluded);
                }
                _ => self.prose_figures(piece, intro.before(piece, self.document.slice(piece.span)), &mut figures, &mut excluded),
            }
        }
        self.resolve_currencies(&mut figures);
        figures.sort_by_key(|f| (f.span.start, f.span.end));
        picture::mark(&mut figures, self.document);
        let headline = headline(&figures, self.document, self.weights);
        Figures { figures, excluded, headline }
    }

    // ------------------------------------------------------------ prose

    fn prose_figures(&self, piece: &Piece, intro: Option<Span>, figures: &mut Vec<Figure>, excluded: &mut Vec<Excluded>) {
        let line = self.line(piece.span, false);
        let (mut candidates, left_out) = line.scan();
        excluded.extend(left_out);
        candidates.retain(|c| {
            let unit = line.names_a_unit(c);
            if unit {
                excluded.push(Excluded { span: c.span, reason: "unit" });
            }
            !unit
        });
        // Where authors are named, a bare number is part of an address.
        if piece.section.and_then(|s| self.structure.holds(s)) == Some(Holds::Authors) {
            candidates.retain(|c| {
                let address = c.kind == Kind::Count && c.noun.is_none();
                if address {
                    excluded.push(Excluded { span: c.span, reason: "address" });
                }
                !address
            });
        }
        let spans = sentences(&self.document.text, piece.span, &self.context.symbols.abbreviations);
        // a figure is no time of its own ("2000 farmers")
        let mut times = anchors(&line);
        times.retain(|t| !candidates.iter().any(|c| c.number.overlaps(t.span)));
        self.stated_unit(&line, &spans, &mut candidates);
        self.money_without_currency(&line, &spans, &mut candidates);
        drop_repetitions(&self.document.text, &mut candidates);
        take_unit_before(&line, &spans, &mut candidates);
        drop_uncounted(&line, &spans, &mut candidates, excluded);
        for index in 0..candidates.len() {
            let at = sentence_of(&spans, candidates[index].span);
            let figure = {
                let around = Surroundings {
                    line: &line,
                    sentence: at.map_or(piece.span, |i| spans[i]),
                    before: at.and_then(|i| i.checked_sub(1)).map(|i| spans[i]),
                    intro,
                    all: &candidates,
                    index,
                    decided: figures,
                    heads: &[],
                    cell: None,
                    section: self.section_id(piece),
                };
                self.interpret(&around, &times, piece)
            };
            figures.push(figure);
        }
    }

    fn section_id(&self, piece: &Piece) -> &'a str {
        piece.section.and_then(|s| self.structure.sections.get(s)).map_or("", |s| s.id.as_str())
    }

    /// "Balance sheet (EUR thousand): fixed assets 604, stocks 88": bare numbers take the unit their sentence states.
    fn stated_unit(&self, line: &Line<'_>, spans: &[Span], candidates: &mut [Candidate]) {
        for sentence in spans {
            let from = candidates.partition_point(|c| c.span.start < sentence.start);
            let to = candidates.partition_point(|c| c.span.start < sentence.end);
            let own = &mut candidates[from..to];
            if !own.iter().any(|c| c.counts_alone() && !c.worded) {
                continue;
            }
            let free = |span: &Span| !own.iter().any(|c| span.overlaps(c.number));
            let unit = line.stated_units(*sentence).into_iter().filter(free).find_map(|span| {
                let head = head(&self.line(span, true));
                // "(EUR thousand)", "in euros:"; what is paid in dollars is no list of amounts
                let opens = line.text[span.end..sentence.end].trim_start_matches(')').trim_start().starts_with(':');
                (head.currency.is_some() && (head.scale > 0 || opens)).then_some((span, head))
            });
            let Some((span, unit)) = unit else { continue };
            for candidate in own.iter_mut().filter(|c| c.span.start >= span.end && c.counts_alone() && !c.worded && !line.counted_before(c))
            {
                apply_unit(candidate, &unit, unit.scale);
                candidate.rule = "money.stated_unit";
            }
        }
    }

    /// "a turnover of 16.9 billion": a large round number that counts nothing is money where money is spoken of.
    fn money_without_currency(&self, line: &Line<'_>, spans: &[Span], candidates: &mut [Candidate]) {
        let Some(local) = self.about.currency else { return };
        for index in 0..candidates.len() {
            let this = &candidates[index];
            if this.kind != Kind::Count || this.scale < 6 || this.noun.is_some() {
                continue;
            }
            if !line.counts_nothing(this) {
                continue;
            }
            let sentence = sentence_of(spans, this.span).map_or(line.span, |i| spans[i]);
            let around = Surroundings {
                line,
                sentence,
                before: None,
                intro: None,
                all: candidates,
                index,
                decided: &[],
                heads: &[],
                cell: None,
                section: "",
            };
            if around.speaks_of_money() {
                candidates[index].kind = Kind::Money;
                candidates[index].rule = "money.scale";
                candidates[index].currency = Some((local.to_owned(), candidates[index].number));
            }
        }
    }

    fn interpret(&self, around: &Surroundings<'_, '_>, times: &[Anchor], piece: &Piece) -> Figure {
        let this = &around.all[around.index];
        let mut flags = Vec::new();
        let mut measured = around.measure(self.weights);
        let mut scope = around.scope(self.weights, &measured.value, &self.own, &self.home);
        let (anchor, mut period_share, period_word) = around.period(self.weights, times);
        let mut period = anchor.map(|a| a.period.clone());
        // "137 M $ (93 M €)": one amount said twice
        if let Some(first) = around.converted() {
            measured.value.clone_from(&first.measure);
            scope.value = first.scope;
            period.clone_from(&first.period);
            (measured.share, scope.share, period_share) = (first.confidences.measure, first.confidences.scope, first.confidences.period);
        }
        if measured.share < 0.5 {
            flags.push(Flag::new(FlagCode::MeasureUncertain));
        }
        let (approximation, approximated) = around.approximation();
        let status = around.status(self.weights, approximation);
        let direction = around.direction(self.weights, &measured.value);
        if direction.value.is_some()
            && let Some(change) = around.change_period(times)
        {
            period = Some(change);
        }
        let aspect = around.aspect(&measured.value, direction.value, period.as_deref(), anchor.map(|a| a.fiscal));
        let mut evidence = vec![Evidence { role: "number", span: this.number, rule: this.rule.to_owned() }];
        evidence.extend(this.currency.iter().map(|(code, span)| Evidence { role: "unit", span: *span, rule: format!("currency.{code}") }));
        evidence.extend(measured.evidence.iter().cloned());
        evidence.extend(scope.evidence.iter().cloned());
        evidence.extend(approximated);
        evidence.extend(period_word);
        evidence.extend(status.evidence);
        evidence.extend(direction.evidence);
        if this.ambiguous {
            flags.push(Flag::new(FlagCode::NumberAmbiguous).at(this.number));
        }
        if status.value != Status::Actual {
            flags.push(Flag::new(FlagCode::NotRealised));
        }
        Figure {
            kind: this.kind,
            span: this.span,
            quantity: this.quantity,
            resolution: Some(this.resolution.normalize()),
            currency: this.currency.as_ref().map(|(code, _)| code.clone()).filter(|_| this.kind == Kind::Money),
            measure: measured.value,
            label: this.noun.as_ref().map(|n| n.span),
            scope: scope.value,
            approximation,
            period,
            rate: rate(around.line, this).filter(|_| this.kind != Kind::Percent),
            negated: around.negated(),
            aspect,
            basis: around.basis(direction.value),
            fiscal: anchor.map(|a| a.fiscal),
            converted_from: around.converted().map(|f| f.span),
            status: status.value,
            direction: direction.value,
            section: piece.section,
            cell: piece.cell,
            sentence: around.sentence,
            rule: this.rule.to_owned(),
            evidence,
            alternatives: Vec::new(),
            confidence: confidence(this),
            confidences: Confidences { measure: measured.share, scope: scope.share, period: period_share },
            flags,
        }
    }

    // ------------------------------------------------------------ tables

    fn cell_figures(&self, piece: &Piece, at: CellRef, grid: &Grid, figures: &mut Vec<Figure>, excluded: &mut Vec<Excluded>) {
        let line = self.line(piece.span, true);
        let (candidates, left_out) = line.scan();
        excluded.extend(left_out);
        if candidates.is_empty() {
            return;
        }
        if at.row < grid.header_rows {
            excluded.extend(candidates.iter().map(|c| Excluded { span: c.span, reason: "table_head" }));
            return;
        }
        let governed = grid.governed(at);
        let heads = grid.head_spans(at);
        for mut candidate in candidates {
            if line.names_a_unit(&candidate) {
                excluded.push(Excluded { span: candidate.span, reason: "unit" });
                continue;
            }
            let bare = candidate.kind == Kind::Count && candidate.noun.is_none();
            if bare && at.col == 0 && grid.header_rows > 0 {
                excluded.push(Excluded { span: candidate.span, reason: "row_label" });
                continue;
            }
            if bare && let Some(unit) = governed.unit() {
                let own_count = governed.column.is_counted() && !governed.column.has_unit();
                if let Some(reason) = unit.uncounted.filter(|_| !own_count) {
                    excluded.push(Excluded { span: candidate.span, reason });
                    continue;
                }
                if !own_count {
                    apply_unit(&mut candidate, unit, governed.scale());
                }
            } else if bare {
                scale_by(&mut candidate, governed.scale());
                if let Some(currency) = governed.currency.filter(|_| !governed.is_counted()) {
                    candidate.kind = Kind::Money;
                    candidate.rule = "money.column";
                    candidate.currency = Some(currency.clone());
                } else if governed.is_money() && (candidate.scale > 0 || is_an_amount(candidate.quantity)) {
                    candidate.kind = Kind::Money;
                    candidate.rule = "money.table_words";
                    candidate.currency = self.about.currency.map(|c| (c.to_owned(), candidate.number));
                }
            }
            if bare && candidate.kind == Kind::Count && !is_whole(candidate.quantity) {
                excluded.push(Excluded { span: candidate.span, reason: "not_counted" });
                continue;
            }
            // what the label of its row or the head of its column names is what a bare number counts
            if candidate.counts_alone() {
                candidate.noun = governed.counted().map(|(measure, span)| Noun { span: *span, measure: measure.clone() });
            }
            let probe = [candidate];
            let mut figure = {
                let around = Surroundings {
                    line: &line,
                    sentence: piece.span,
                    before: None,
                    intro: None,
                    all: &probe,
                    index: 0,
                    decided: figures,
                    heads: &heads,
                    cell: Some(at),
                    section: self.section_id(piece),
                };
                self.interpret(&around, &[], piece)
            };
            label_from_heads(&mut figure, governed, bare);
            if let Some(sentence) = grid.row_span(at.row) {
                figure.sentence = sentence;
            }
            figures.push(figure);
        }
    }

    // ------------------------------------------------------------ currencies

    /// A bare "$" or "francs" is the member of its family that the document gives evidence for, or stays open.
    fn resolve_currencies(&self, figures: &mut [Figure]) {
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for code in figures.iter().filter_map(|f| f.currency.as_deref()).filter(|c| !self.context.symbols.families.contains_key(*c)) {
            *named.entry(code.to_owned()).or_default() += 1;
        }
        for figure in figures.iter_mut().filter(|f| f.kind == Kind::Money) {
            let Some(code) = figure.currency.clone() else {
                // cents and the like: hundredths of the country's money
                figure.currency =
                    self.about.currency.map(str::to_owned).or_else(|| (named.len() == 1).then(|| named.keys().next().cloned()).flatten());
                continue;
            };
            let Some(members) = self.context.symbols.families.get(&code) else { continue };
            let local = self.about.currency.filter(|c| members.iter().any(|m| m == c));
            let seen: Vec<&String> = members.iter().filter(|m| named.contains_key(*m)).collect();
            let mut named_here: Vec<&str> = self
                .about
                .places
                .iter()
                .filter(|p| figure.sentence.contains(p.span))
                .filter_map(|p| p.currency)
                .filter(|c| members.iter().any(|m| m == c))
                .collect();
            named_here.sort_unstable();
            named_here.dedup();
            figure.currency = match (local, named_here.as_slice(), seen.as_slice()) {
                (Some(local), ..) => Some(local.to_owned()),
                (None, [one], _) => Some((*one).to_owned()),
                (None, [], [one]) => Some((*one).clone()),
                (None, [], []) => self.context.symbols.defaults.get(&code).cloned(),
                _ => None,
            };
            if figure.currency.is_none() {
                figure.flags.push(Flag::new(FlagCode::CurrencyAmbiguous).because(members.join(", ")));
                figure.alternatives = members
                    .iter()
                    .take(4)
                    .map(|m| Alternative { field: "currency", value: m.clone(), confidence: 1.0 / members.len() as f64 })
                    .collect();
            }
        }
    }
}

/// A number that stands alone before a full stop or a comma ("room 12.", "at 9,") counts something only where its sentence
/// names what could be counted.
fn drop_uncounted(line: &Line<'_>, sentences: &[Span], candidates: &mut Vec<Candidate>, excluded: &mut Vec<Excluded>) {
    let counts: Vec<Span> = candidates.iter().filter(|c| c.kind == Kind::Count && !c.counts_alone()).map(|c| c.span).collect();
    candidates.retain(|c| {
        let alone = c.counts_alone() && (line.ends_here(c) || matches!(c.quantity, Quantity::Range { .. }));
        let sentence = sentence_of(sentences, c.span).map_or(line.span, |i| sentences[i]);
        let known = || line.counted_in(sentence) || counts.iter().any(|s| sentence.contains(*s));
        let keep = !alone || known();
        if !keep {
            excluded.push(Excluded { span: c.span, reason: "not_counted" });
        }
        keep
    });
}

/// Label and period from the heads that govern a cell.
fn label_from_heads(figure: &mut Figure, governed: Governed<'_>, bare: bool) {
    let heads = governed.nearest();
    let label = heads.iter().find_map(|h| match figure.kind {
        Kind::Money => h.money.as_ref().map(|(_, s)| *s),
        Kind::Percent => h.percent_of.as_ref().map(|(_, s)| *s).or(h.count.as_ref().map(|(_, s)| *s)),
        Kind::Count => h.count.as_ref().filter(|_| bare).map(|(_, s)| *s),
    });
    if let Some(span) = label {
        figure.evidence.push(Evidence { role: "measure", span, rule: format!("table.{}", figure.measure) });
        figure.label = Some(span);
    }
    if let Some((period, span)) = heads.into_iter().find_map(|h| h.period.clone())
        && figure.period.is_none()
    {
        figure.evidence.push(Evidence { role: "time", span, rule: "table.period".to_owned() });
        if figure.aspect == Aspect::Unknown && spans_years(&period, None) {
            figure.aspect = Aspect::Cumulative;
        }
        figure.period = Some(period);
    }
}

/// An amount repeated in words, "600.000,00 (seicentomila/00)", is one figure.
fn drop_repetitions(text: &str, candidates: &mut Vec<Candidate>) {
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates.drain(..) {
        let repeats = kept.last().is_some_and(|before| {
            candidate.worded
                && before.quantity == candidate.quantity
                && text.get(before.span.end..candidate.span.start).is_some_and(|gap| gap.trim_end().ends_with('('))
        });
        if !repeats {
            kept.push(candidate);
        }
    }
    *candidates = kept;
}

/// "15.400 euros a year, against the 26,100 of the city": a bare number of like size takes the unit of the amount before it.
fn take_unit_before(line: &Line<'_>, sentences: &[Span], candidates: &mut [Candidate]) {
    for index in 1..candidates.len() {
        let (head, tail) = candidates.split_at_mut(index);
        let (before, this) = (&head[index - 1], &mut tail[0]);
        let bare = this.kind == Kind::Count && this.noun.is_none() && !this.worded && line.counts_nothing(this);
        let together = sentences.iter().any(|s| s.contains(before.span) && s.contains(this.span));
        let between = Span::new(before.span.end, this.span.start.max(before.span.end));
        let apart = line.text[between.start..between.end].len() > 80
            || line.text[between.start..between.end].contains([';', ':'])
            || line.counted_in(between);
        if !(bare && together && before.kind == Kind::Money) || apart {
            continue;
        }
        let (Quantity::Value(a), Quantity::Value(b)) = (before.quantity, this.quantity) else { continue };
        if b >= Decimal::ONE_HUNDRED && within(a, b) && within(b, a) {
            this.kind = Kind::Money;
            this.rule = "money.carried";
            this.currency.clone_from(&before.currency);
            this.cents = before.cents;
        }
    }
}

/// `a` is at most thirty times `b`.
fn within(a: Decimal, b: Decimal) -> bool {
    b.checked_mul(Decimal::from(30)).is_none_or(|most| a <= most)
}

/// A number without a unit under a head of amounts: below this it may as well number them.
fn is_an_amount(quantity: Quantity) -> bool {
    let Quantity::Value(value) = quantity else { return true };
    value >= Decimal::ONE_THOUSAND || !value.is_integer()
}

fn apply_unit(candidate: &mut Candidate, unit: &Head, scale: u32) {
    if let Some(currency) = unit.currency.as_ref().filter(|_| !unit.percent) {
        candidate.kind = Kind::Money;
        candidate.rule = "money.table";
        candidate.currency = Some(currency.clone());
        scale_by(candidate, scale);
    } else if unit.percent {
        candidate.kind = Kind::Percent;
        candidate.rule = "percent.table";
    }
}

fn scale_by(candidate: &mut Candidate, power: u32) {
    if candidate.scale > 0 || power == 0 {
        return;
    }
    let factor = power_of_ten(power);
    let times = |d: Decimal| d.checked_mul(factor).unwrap_or(d).normalize();
    candidate.scale = power;
    candidate.resolution = times(candidate.resolution);
    candidate.quantity = match candidate.quantity {
        Quantity::Value(v) => Quantity::Value(times(v)),
        Quantity::Range { low, high } => Quantity::Range { low: times(low), high: times(high) },
    };
}

fn is_whole(quantity: Quantity) -> bool {
    match quantity {
        Quantity::Value(v) => v.is_integer(),
        Quantity::Range { low, high } => low.is_integer() && high.is_integer(),
    }
}

/// How sure the reading of the number itself is, before any calibration.
fn confidence(candidate: &Candidate) -> f64 {
    let base: f64 = match candidate.rule {
        "money.currency" | "percent.sign" => 0.97,
        "money.range" | "percent.range" => 0.93,
        "count.noun" => 0.92,
        "money.table" | "percent.table" => 0.9,
        "money.column" | "money.table_words" | "money.stated_unit" => 0.8,
        "percent.fraction" | "percent.ratio" => 0.85,
        "money.scale" => 0.75,
        _ => 0.7,
    };
    let doubt = if candidate.ambiguous { 0.6 } else { 1.0 } * if candidate.worded && candidate.kind == Kind::Count { 0.85 } else { 1.0 };
    base * doubt
}

#[cfg(test)]
mod tests {
    use super::Lexicons;
    use crate::knowledge::Knowledge;

    #[test]
    fn the_built_in_words_compile() {
        let knowledge = Knowledge::embedded();
        assert!(knowledge.stems("figures").count() >= 6);
        for language in knowledge.stems("figures") {
            assert_eq!(Lexicons::compile(&knowledge, language).err(), None, "{language}");
        }
    }
}
