//! Log-linear models whose weights are data (`schemas/weights.toml`): a class's score is the sum of the weights of what speaks for it.

use super::Kind;
use crate::knowledge::{Knowledge, KnowledgeError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Names what a model may know of a figure; the names are the keys of `schemas/weights.toml`.
macro_rules! features {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($variant),* }
        impl $name {
            pub const NAMES: &'static [&'static str] = &[$($text),*];
        }
    };
}

features! {
    /// Of the figure as a whole: one weight for each class.
    Whole {
        Always = "always",
        Rate = "rate",
        PerUnit = "per_unit",
        Tiny = "below_100",
        Small = "below_10000",
        Middle = "below_1000000",
        Large = "large",
        Cell = "cell",
        Change = "change",
        OfUnknown = "of_unknown",
        Silent = "no_cue",
        Person = "person",
        Thing = "thing",
        Alone = "alone",
        Background = "background",
        Context = "context",
        Drivers = "drivers_barriers",
        Assessment = "assessment",
        Money = "money",
        Percent = "percent",
        Count = "count",
        Named = "named",
        Acronym = "acronym",
        Hypothetical = "hypothetical",
        Level = "level_before",
        About = "about",
        Over = "over",
        Under = "under",
        Ours = "organisation_before",
        Public = "sector_before",
        Theirs = "other_body_before",
        Nearest = "nearest_cue",
        Held = "held_cue",
        Revenue = "measure_revenue",
        Funding = "measure_funding",
        Investment = "measure_investment",
        Assets = "measure_assets",
        Cost = "measure_cost",
        Jobs = "measure_jobs",
        Members = "measure_members",
        Enterprises = "measure_enterprises",
        Beneficiaries = "measure_beneficiaries",
        Volunteers = "measure_volunteers",
        Activities = "measure_activities",
        Other = "measure_other",
    }
}

features! {
    /// Of one phrase that speaks for a class, in its relation to the figure: one weight for all classes.
    Tied {
        Inside = "inside",
        Before0 = "before_0", Before1 = "before_1", Before2 = "before_2", Before4 = "before_4", Before7 = "before_7",
        Before11 = "before_11", Before17 = "before_17",
        After0 = "after_0", After1 = "after_1", After2 = "after_2", After4 = "after_4", After7 = "after_7",
        After11 = "after_11", After17 = "after_17",
        NearestBefore = "nearest_before",
        NearestAfter = "nearest_after",
        Nearest = "nearest",
        Plain = "function_words_between",
        LinkBefore = "link_before",
        LinkAfter = "link_after",
        Colon = "colon",
        CommaBefore = "comma_before",
        CommaAfter = "comma_after",
        Semicolon = "semicolon",
        Bracket = "bracket",
        Dash = "dash",
        And = "conjunction",
        One = "figure_between",
        More = "figures_between",
        FirstAgain = "again",
        Weak = "weak_near",
        WeakFar = "weak_far",
        Noun = "counted_noun",
        Person = "person_noun",
        Own = "own_noun",
        Despite = "despite_own_noun",
        Earlier = "sentence_before",
        EarlierLast = "sentence_before_last",
        Intro = "introduction",
        PreviousNext = "previous_without_cue",
        Previous = "previous_with_cue",
        PreviousJoined = "previous_joined",
        PreviousEarlier = "previous_sentence",
        PreviousPronoun = "previous_pronoun",
        Name = "own_name",
        Place = "home_place",
        HeadColumn = "column_head",
        HeadRow = "row_head",
        HeadCaption = "caption",
        HeadLast = "head_last",
        PreviousRow = "previous_in_row",
        PreviousColumn = "previous_in_column",
        MoneyWord = "money_word",
        CountBefore = "count_before",
        CountEarlier = "count_in_sentence_before",
    }
}

features! {
    /// Of a figure and a word of time.
    Time {
        Always = "always",
        Year = "year",
        Years = "years",
        Span = "span",
        Rate = "rate",
        Before = "before",
        Initial = "sentence_initial",
        Near = "near_1",
        Words3 = "near_3",
        Words6 = "near_6",
        Words10 = "near_10",
        Words18 = "near_18",
        Far = "far",
        RateNear = "rate_near",
        RateMiddle = "rate_middle",
        RateFar = "rate_far",
        FigureBefore = "figure_between_before",
        FigureAfter = "figure_between_after",
        FiguresBefore = "figures_between_before",
        FiguresAfter = "figures_between_after",
        RateFigure = "rate_figure_between",
        Comma = "comma",
        Commas = "commas",
        Semicolon = "semicolon",
        Colon = "colon",
        Bracketed = "in_brackets_after",
        Bracket = "bracket",
        Nearer = "other_nearer",
        Between = "other_between",
        RateOther = "rate_beside_year",
        Only = "only_one",
        Now = "now_between",
        And = "conjunction",
        Money = "money",
        Percent = "percent",
    }
}

features! {
    /// Of a figure that can fill a field of the summary.
    Field {
        Always = "always",
        Measure = "measure_confidence",
        Scope = "scope_confidence",
        Size = "log_size_of_largest",
        Largest = "largest",
        First = "first",
        Only = "only_one",
        Many = "many",
        Cell = "cell",
        Rate = "rate",
        NoPeriod = "no_period",
        Years = "years",
        Latest = "latest_year",
        Old = "older_year",
        Twice = "said_twice",
        Bound = "bound",
        Early = "early",
        Late = "late",
        List = "list",
    }
}

/// Hears what a decision knows of a figure; the scores and the trace for fitting are told the same.
pub trait Listener {
    fn whole(&mut self, feature: Whole);
    /// As [`Listener::whole`], but of one class alone.
    fn whole_of(&mut self, class: usize, feature: Whole);
    fn tied(&mut self, class: usize, feature: Tied);
    /// A tied feature whose class is what an earlier figure, by its start, was decided to be.
    fn chained(&mut self, _start: usize, class: usize, feature: Tied) {
        self.tied(class, feature);
    }
}

/// One decision's classes and weights.
#[derive(Debug)]
pub struct Model {
    classes: Vec<String>,
    /// By feature, then class.
    whole: Vec<f64>,
    tied: Vec<f64>,
}

/// The score of each class of a model.
pub struct Scores<'m> {
    model: &'m Model,
    scores: Vec<f64>,
}

impl Model {
    pub fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|c| c == name)
    }

    pub fn name(&self, class: usize) -> &str {
        self.classes.get(class).map_or("", String::as_str)
    }

    pub fn start(&self) -> Scores<'_> {
        Scores { model: self, scores: vec![0.0; self.classes.len()] }
    }
}

impl Scores<'_> {
    /// The best class and its probability; of equals the first.
    pub fn best(&self) -> (usize, f64) {
        let mut best = 0;
        for (i, score) in self.scores.iter().enumerate() {
            if *score > self.scores[best] {
                best = i;
            }
        }
        let top = self.scores.get(best).copied().unwrap_or(0.0);
        let total: f64 = self.scores.iter().map(|s| (s - top).exp()).sum();
        (best, 1.0 / total.max(1.0))
    }
}

impl Listener for Scores<'_> {
    fn whole(&mut self, feature: Whole) {
        let n = self.scores.len();
        for (score, weight) in self.scores.iter_mut().zip(&self.model.whole[feature as usize * n..]) {
            *score += weight;
        }
    }

    fn whole_of(&mut self, class: usize, feature: Whole) {
        let weight = self.model.whole.get(feature as usize * self.scores.len() + class).copied().unwrap_or(0.0);
        if let Some(score) = self.scores.get_mut(class) {
            *score += weight;
        }
    }

    fn tied(&mut self, class: usize, feature: Tied) {
        if let Some(score) = self.scores.get_mut(class) {
            *score += self.model.tied[feature as usize];
        }
    }
}

/// Writes what a decision hears to standard error, for fitting.
#[cfg(feature = "trace")]
pub struct Trace(pub String);

#[cfg(feature = "trace")]
impl Listener for Trace {
    fn whole(&mut self, feature: Whole) {
        self.0 += &format!(" w:{}", Whole::NAMES[feature as usize]);
    }
    fn whole_of(&mut self, class: usize, feature: Whole) {
        self.0 += &format!(" o:{class}:{}", Whole::NAMES[feature as usize]);
    }
    fn tied(&mut self, class: usize, feature: Tied) {
        self.0 += &format!(" t:{class}:{}", Tied::NAMES[feature as usize]);
    }
    fn chained(&mut self, start: usize, _: usize, feature: Tied) {
        self.0 += &format!(" c:{start}:{}", Tied::NAMES[feature as usize]);
    }
}

/// The models of all decisions.
#[derive(Debug)]
pub struct Weights {
    pub money: Model,
    pub percent: Model,
    pub count: Model,
    pub scope: Model,
    pub direction: Model,
    pub status: Model,
    /// By [`Time`].
    pub period: Vec<f64>,
    headline: Summary,
}

/// The weights of the summary's fields.
#[derive(Debug)]
struct Summary {
    fields: Vec<String>,
    /// By [`Field`], then field.
    weights: Vec<f64>,
}

impl Weights {
    pub fn measure(&self, kind: Kind) -> &Model {
        match kind {
            Kind::Money => &self.money,
            Kind::Percent => &self.percent,
            Kind::Count => &self.count,
        }
    }

    /// How much speaks for a figure as the summary's `field`; "none of them" has 0.
    pub fn headline(&self, field: &str, features: &[(Field, f64)]) -> f64 {
        let Some(at) = self.headline.fields.iter().position(|f| f == field) else { return f64::NEG_INFINITY };
        let n = self.headline.fields.len();
        features.iter().map(|(feature, value)| value * self.headline.weights[*feature as usize * n + at]).sum()
    }

    /// # Errors
    /// For a feature that doesn't exist, a row that doesn't fit its classes, or a number that is none.
    pub fn load(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let file: WeightsFile = knowledge.file(FILE)?;
        Ok(Self {
            money: model("money", file.money)?,
            percent: model("percent", file.percent)?,
            count: model("count", file.count)?,
            scope: fixed(model("scope", file.scope)?, "scope", &["organisation", "sector", "other"])?,
            direction: fixed(model("direction", file.direction)?, "direction", &["none", "up", "down"])?,
            status: fixed(model("status", file.status)?, "status", &["actual", "target", "estimate", "hypothetical"])?,
            period: row("period", &file.period, Time::NAMES)?,
            headline: Summary {
                weights: table("headline", &file.headline.weights, Field::NAMES, file.headline.fields.len())?,
                fields: file.headline.fields,
            },
        })
    }
}

const FILE: &str = "weights.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightsFile {
    money: ModelFile,
    percent: ModelFile,
    count: ModelFile,
    scope: ModelFile,
    direction: ModelFile,
    status: ModelFile,
    period: BTreeMap<String, f64>,
    headline: SummaryFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SummaryFile {
    fields: Vec<String>,
    weights: BTreeMap<String, Vec<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelFile {
    classes: Vec<String>,
    whole: BTreeMap<String, Vec<f64>>,
    tied: BTreeMap<String, f64>,
}

fn wrong(message: String) -> KnowledgeError {
    KnowledgeError { file: FILE.to_owned(), line: None, message }
}

fn model(name: &str, file: ModelFile) -> Result<Model, KnowledgeError> {
    let n = file.classes.len();
    if n == 0 {
        return Err(wrong(format!("[{name}] needs classes")));
    }
    let whole = table(&format!("{name}.whole"), &file.whole, Whole::NAMES, n)?;
    Ok(Model { whole, tied: row(name, &file.tied, Tied::NAMES)?, classes: file.classes })
}

/// Rows of a weight for each class, by feature.
fn table(name: &str, rows: &BTreeMap<String, Vec<f64>>, names: &[&str], n: usize) -> Result<Vec<f64>, KnowledgeError> {
    let mut out = vec![0.0; names.len() * n];
    for (feature, weights) in rows {
        let at = place(name, feature, names)?;
        if weights.len() != n || weights.iter().any(|w| !w.is_finite()) {
            return Err(wrong(format!("[{name}] {feature}: {n} numbers are needed, one for each class")));
        }
        out[at * n..(at + 1) * n].copy_from_slice(weights);
    }
    Ok(out)
}

/// These classes are the program's, so the file has to name them.
fn fixed(model: Model, name: &str, classes: &[&str]) -> Result<Model, KnowledgeError> {
    if model.classes == classes { Ok(model) } else { Err(wrong(format!("[{name}] classes have to be {}", classes.join(", ")))) }
}

fn row(name: &str, weights: &BTreeMap<String, f64>, names: &[&str]) -> Result<Vec<f64>, KnowledgeError> {
    let mut out = vec![0.0; names.len()];
    for (feature, weight) in weights {
        let at = place(name, feature, names)?;
        if !weight.is_finite() {
            return Err(wrong(format!("[{name}] {feature}: {weight} is no weight")));
        }
        out[at] = *weight;
    }
    Ok(out)
}

fn place(name: &str, feature: &str, names: &[&str]) -> Result<usize, KnowledgeError> {
    names.iter().position(|n| *n == feature).ok_or_else(|| wrong(format!("[{name}] there is no feature {feature:?}")))
}

#[cfg(test)]
mod tests {
    use super::Weights;
    use crate::knowledge::Knowledge;

    /// Reads the built-in weights with one piece of text put for another.
    fn with(from: &str, to: &str) -> Result<Weights, String> {
        let knowledge = Knowledge::embedded();
        let text = knowledge.text("weights.toml").unwrap_or("").replacen(from, to, 1);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("weights.toml"), text).unwrap();
        let knowledge = knowledge.with_folder(folder.path()).map_err(|e| e.to_string())?;
        Weights::load(&knowledge).map_err(|e| e.to_string())
    }

    #[test]
    fn mistakes_are_named() {
        assert!(with("", "").is_ok());
        let cases = [
            ("always = [", "alwais = [", "no feature \"alwais\""),
            ("always = [", "always = [1.0, ", "one for each class"),
            ("\"organisation\", \"sector\"", "\"sector\", \"organisation\"", "organisation, sector, other"),
            ("before_0 = ", "before_0 = nan #", "no weight"),
        ];
        for (from, to, message) in cases {
            let error = with(from, to).err().unwrap_or_default();
            assert!(error.contains(message), "{to}: {error}");
        }
    }
}
