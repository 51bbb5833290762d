//! When a figure holds: the year, span or rate that reaches it.

use super::super::lexicon::{Cue, Hit};
use super::super::scan::{Line, is_year};
use super::super::token::TokenKind;
use super::super::weights::{Time, Weights};
use super::super::{Evidence, Kind};
use super::Surroundings;
use crate::document::Span;

/// What sort of word of time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Year,
    Years,
    Span,
    Rate,
}

/// A period is given only where its anchor's odds are at least even.
const EVEN: f64 = 0.0;

impl Surroundings<'_, '_> {
    /// `anchors` are the line's, by start. The share is how sure the answer is, "none" too.
    pub fn period<'t>(&self, weights: &Weights, anchors: &'t [Anchor]) -> (Option<&'t Anchor>, f64, Option<Evidence>) {
        let from = anchors.partition_point(|a| a.span.start < self.sentence.start);
        let own: Vec<&'t Anchor> = anchors[from..].iter().take_while(|a| a.span.end <= self.sentence.end).take(MOST).collect();
        let mut best: Option<(f64, &'t Anchor)> = None;
        for anchor in &own {
            let features = self.time_features(anchor, &own);
            #[cfg(feature = "trace")]
            {
                let names: Vec<&str> = features.iter().map(|f| Time::NAMES[*f as usize]).collect();
                eprintln!("A {} {} {}", self.this().span.start, anchor.period, names.join(" "));
            }
            let score: f64 = features.iter().map(|f| weights.period[*f as usize]).sum();
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, anchor));
            }
        }
        match best {
            Some((score, anchor)) if score >= EVEN => {
                let evidence = Evidence { role: "time", span: anchor.span, rule: anchor.rule.to_owned() };
                (Some(anchor), odds(score), Some(evidence))
            }
            Some((score, _)) => (None, odds(-score), None),
            None => (None, SILENT, None),
        }
    }

    /// "15 % more than in 2020", said of 2021: a change lasts from the one year to the other.
    pub fn change_period(&self, anchors: &[Anchor]) -> Option<String> {
        let this = self.this().span;
        let year = |a: &&Anchor| a.sort == Sort::Year && self.sentence.contains(a.span);
        let from = anchors.iter().filter(year).find(|a| a.span.start >= this.end)?;
        let between = Span::new(this.end, from.span.start);
        let compared = self.relation(from.span).words <= 6 && self.hits_in(between).any(|h| self.has(h, &Cue::Compared));
        let of = anchors.iter().filter(year).rfind(|a| a.span.end <= this.start).filter(|_| compared)?;
        (from.period < of.period).then(|| format!("{}/{}", from.period, of.period))
    }

    fn time_features(&self, anchor: &Anchor, own: &[&Anchor]) -> Vec<Time> {
        let relation = self.relation(anchor.span);
        let rate = anchor.sort == Sort::Rate;
        let near = if relation.inside { 0 } else { relation.words };
        let same = |a: &&&Anchor| (a.sort == Sort::Rate) == rate && a.span != anchor.span;
        let this = self.this();
        let distance = |a: &Anchor| {
            if a.span.end <= this.span.start { this.span.start - a.span.end } else { a.span.start.saturating_sub(this.span.end) }
        };
        let nearer = own.iter().filter(same).any(|a| distance(a) < distance(anchor));
        let gap = if relation.before {
            Span::new(anchor.span.end, this.span.start)
        } else {
            Span::new(this.span.end, anchor.span.start.max(this.span.end))
        };
        let between = own.iter().filter(same).any(|a| gap.contains(a.span));
        let text = self.line.text[gap.start..gap.end].trim();
        let bracketed = !relation.before && text.starts_with('(') && relation.words <= 2;
        let initial = anchor.span.start <= self.sentence.start + 12;
        let mut out = vec![Time::Always];
        out.push(match anchor.sort {
            Sort::Year => Time::Year,
            Sort::Years => Time::Years,
            Sort::Span => Time::Span,
            Sort::Rate => Time::Rate,
        });
        out.push(if rate { rate_distance(near) } else { year_distance(near) });
        let facts = [
            (relation.before, Time::Before),
            (initial && !rate, Time::Initial),
            (rate && relation.figures > 0, Time::RateFigure),
            (!rate && relation.figures == 1 && relation.before, Time::FigureBefore),
            (!rate && relation.figures == 1 && !relation.before, Time::FigureAfter),
            (!rate && relation.figures > 1 && relation.before, Time::FiguresBefore),
            (!rate && relation.figures > 1 && !relation.before, Time::FiguresAfter),
            (relation.commas == 1, Time::Comma),
            (relation.commas > 1, Time::Commas),
            (relation.semicolon, Time::Semicolon),
            (relation.colon, Time::Colon),
            (bracketed, Time::Bracketed),
            (relation.bracket && !bracketed, Time::Bracket),
            (nearer, Time::Nearer),
            (between, Time::Between),
            (!own.iter().any(|a| same(&a)), Time::Only),
            (!rate && own.iter().any(|a| a.sort == Sort::Rate && self.relation(a.span).words <= 2), Time::RateOther),
            (!rate && self.now_between(gap), Time::Now),
            (relation.conjunction, Time::And),
            (this.kind == Kind::Money, Time::Money),
            (this.kind == Kind::Percent, Time::Percent),
        ];
        out.extend(facts.into_iter().filter(|(holds, _)| *holds).map(|(_, f)| f));
        out
    }

    fn now_between(&self, gap: Span) -> bool {
        self.hits_in(gap).any(|h| self.has(h, &Cue::Now))
    }
}

fn rate_distance(words: usize) -> Time {
    match words {
        0..=1 => Time::RateNear,
        2..=4 => Time::RateMiddle,
        _ => Time::RateFar,
    }
}

fn year_distance(words: usize) -> Time {
    match words {
        0..=1 => Time::Near,
        2..=3 => Time::Words3,
        4..=6 => Time::Words6,
        7..=10 => Time::Words10,
        11..=18 => Time::Words18,
        _ => Time::Far,
    }
}

/// More words of time than this in one sentence are a table in prose.
const MOST: usize = 24;

/// How sure "no period" is where no word of time stands in the sentence.
const SILENT: f64 = 0.9;

fn odds(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// A word of time, what period it says, and of what sort it is.
#[derive(Debug, Clone)]
pub struct Anchor {
    pub span: Span,
    pub period: String,
    pub sort: Sort,
    pub rule: &'static str,
    /// A financial or school year.
    pub fiscal: bool,
}

/// The words of time in a line: years and their spans, rates, durations.
pub fn anchors(line: &Line<'_>) -> Vec<Anchor> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < line.tokens.len() {
        let token = line.tokens[i];
        let raw = &line.text[token.span.start..token.span.end];
        if token.kind == TokenKind::Numeral && is_year(raw) && !numbered(line, i) {
            let (period, next) = years(line, i);
            let end = line.tokens[next - 1].span.end;
            out.push(Anchor {
                span: Span::new(token.span.start, end),
                sort: if period.contains('/') { Sort::Years } else { Sort::Year },
                fiscal: is_fiscal(line, Span::new(token.span.start, end)),
                period,
                rule: "period.year",
            });
            i = next;
            continue;
        }
        if let Some(hit) = line.hit_at(token.span.start) {
            for cue in line.cues(&hit) {
                match cue {
                    // "im Jahr 2017" is no rate
                    Cue::Rate(_) | Cue::RateBefore if before_year(line, &hit) => {}
                    Cue::Rate(iso) => {
                        out.push(Anchor {
                            span: hit.span,
                            period: (*iso).to_owned(),
                            sort: Sort::Rate,
                            rule: "period.rate",
                            fiscal: false,
                        });
                    }
                    Cue::RateBefore => {
                        let next = line.token_from(hit.span.end);
                        if let Some(unit) = line.tokens.get(next).and_then(|t| line.hit_at(t.span.start))
                            && let Some(iso) =
                                line.cues(&unit).iter().find_map(|c| if let Cue::RateUnit(u) = c { Some(u.clone()) } else { None })
                        {
                            out.push(Anchor {
                                span: hit.span.cover(unit.span),
                                period: iso,
                                sort: Sort::Rate,
                                rule: "period.rate",
                                fiscal: false,
                            });
                        }
                    }
                    Cue::SpanBefore => out.extend(duration(line, &hit)),
                    _ => {}
                }
            }
        }
        i += 1;
    }
    out
}

/// "2019/20", or "FY", "financial year" before it.
fn is_fiscal(line: &Line<'_>, span: Span) -> bool {
    let text = &line.text[span.start..span.end];
    let year = |s: &str| s.get(s.len().saturating_sub(2)..).and_then(|y| y.parse::<u32>().ok());
    let straddles = text.split_once('/').is_some_and(|(a, b)| year(a.trim()).zip(year(b.trim())).is_some_and(|(a, b)| (a + 1) % 100 == b));
    straddles || line.hit_ending_near(span.start).is_some_and(|h| line.cues(&h).contains(&Cue::Fiscal))
}

/// A year follows the phrase, or the word behind it.
fn before_year(line: &Line<'_>, hit: &Hit) -> bool {
    let next = line.token_from(hit.span.end);
    line.tokens.iter().skip(next).take(2).any(|t| t.kind == TokenKind::Numeral && is_year(&line.text[t.span.start..t.span.end]))
}

/// "over five years" → P5Y.
fn duration(line: &Line<'_>, hit: &Hit) -> Option<Anchor> {
    let at = line.token_from(hit.span.end);
    for skip in 0..2 {
        let token = line.tokens.get(at + skip)?;
        let (value, next) = if token.kind == TokenKind::Numeral {
            (line.text[token.span.start..token.span.end].parse::<u64>().ok()?, at + skip + 1)
        } else if let Some(number) = super::super::words::worded(line.lower, &line.tokens, at + skip, line.lexicon) {
            (number.value, number.next)
        } else {
            continue;
        };
        let unit = line.hit_at(line.tokens.get(next)?.span.start)?;
        let letter = line.cues(&unit).iter().find_map(|c| if let Cue::SpanUnit(l) = c { Some(*l) } else { None })?;
        if value == 0 || value > 200 || letter != 'Y' {
            return None;
        }
        return Some(Anchor {
            span: hit.span.cover(unit.span),
            period: format!("P{value}{letter}"),
            sort: Sort::Span,
            rule: "period.span",
            fiscal: false,
        });
    }
    None
}

/// A year that is part of a name or no period of anything: "Agenda 2030", "law 381 of 1991", "2018:672", "since 2016".
fn numbered(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens[at];
    let after = &line.text[token.span.end..line.span.end];
    if after.strip_prefix(':').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())) || of_law(line, at) {
        return true;
    }
    if !token.spaced && at > 0 && line.tokens[at - 1].kind != TokenKind::Sign {
        return true;
    }
    line.hit_ending_near(token.span.start).is_some_and(|h| line.cues(&h).iter().any(|c| matches!(c, Cue::Since | Cue::ReferenceBefore)))
}

/// "law 381 of 1991", "the Act of 2007": the year is part of the law's name.
fn of_law(line: &Line<'_>, at: usize) -> bool {
    let is_tied = |i: usize| line.lexicon.links.iter().any(|l| *l == line.lower[line.tokens[i].span.start..line.tokens[i].span.end]);
    let mut linked = false;
    for i in (at.saturating_sub(4)..at).rev() {
        let token = line.tokens[i];
        if is_tied(i) {
            linked = true;
        } else if token.kind != TokenKind::Numeral {
            return linked && line.hit_ending_near(token.span.end).is_some_and(|h| line.cues(&h).contains(&Cue::ReferenceBefore));
        }
    }
    false
}

/// The period of the year at token `at`, joined to a second one ("2019-2021", "2019/20", "from 2013 to 2022").
fn years(line: &Line<'_>, at: usize) -> (String, usize) {
    let word = |i: usize| line.tokens.get(i).map_or("", |t| &line.lower[t.span.start..t.span.end]);
    let first = word(at);
    let joined = line.tokens.get(at + 1).is_some_and(|joiner| {
        let dash = matches!(word(at + 1), "-" | "–" | "—" | "/");
        dash || opened(line, at) && line.hit_at(joiner.span.start).is_some_and(|h| line.cues(&h).contains(&Cue::RangeJoiner))
    });
    // "tra il 2021 e il 2022"
    let second = if joined && line.lexicon.function_words.contains(word(at + 2)) { at + 3 } else { at + 2 };
    if !joined || line.tokens.get(second).is_none_or(|t| t.kind != TokenKind::Numeral) {
        return (first.to_owned(), at + 1);
    }
    let raw = word(second);
    let last = match raw.len() {
        4 if is_year(raw) => raw.to_owned(),
        2 if raw.bytes().all(|b| b.is_ascii_digit()) => format!("{}{raw}", &first[..2]),
        _ => return (first.to_owned(), at + 1),
    };
    if last.as_str() > first { (format!("{first}/{last}"), second + 1) } else { (first.to_owned(), at + 1) }
}

/// "between", "from" stands before the year, with an article or none.
fn opened(line: &Line<'_>, at: usize) -> bool {
    let opens = |start: usize| line.hit_ending_near(start).is_some_and(|h| line.cues(&h).contains(&Cue::RangeBetween));
    let article =
        at.checked_sub(1).map(|i| line.tokens[i].span).filter(|s| line.lexicon.function_words.contains(&line.lower[s.start..s.end]));
    opens(line.tokens[at].span.start) || article.is_some_and(|s| opens(s.start))
}
