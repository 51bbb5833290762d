//! The record's view of the numbers: figures, what they add up to, and the numbers that are none.

use super::words::words;
use super::{Flag, Place, Span};
use crate::figure as stage;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An amount of money, a count or a percentage, read as its author meant it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Local to this record; `anchor` carries over to another run.
    pub id: String,
    pub anchor: Anchor,
    pub kind: Kind,
    /// What it measures. Money: revenue, funding, investment, assets, cost, other. Counts: jobs, members, enterprises,
    /// beneficiaries, volunteers, activities, other. Percent: what it is a share or change of, in the same words.
    pub measure: String,
    /// The author's words for what is counted or measured.
    pub label: Option<String>,
    pub scope: Scope,
    /// The number with its unit words, as written.
    pub surface: String,
    /// A decimal string with the scale applied; null for a range.
    pub value: Option<String>,
    pub low: Option<String>,
    pub high: Option<String>,
    /// The size of the last digit given: "1000000" for "137 M $".
    pub resolution: Option<String>,
    /// ISO 4217; null for what is no money, or where a careful reader couldn't know.
    pub currency: Option<String>,
    pub approximation: Approximation,
    /// ISO 8601: 2016, 2016/2019, P1Y, P30Y.
    pub period: Option<String>,
    /// The period is a financial year.
    pub fiscal: Option<bool>,
    /// What a rate is per: a unit, a noun, a duration.
    pub per: Option<String>,
    /// The amount is given for each of several.
    pub each: Option<bool>,
    /// What a percentage is.
    pub basis: Option<Basis>,
    pub direction: Option<Direction>,
    /// "Employs 400" and "created 50" must not be summed.
    pub aspect: Option<Aspect>,
    /// Which way money went.
    pub role: Option<MoneyRole>,
    pub status: Status,
    pub negated: bool,
    /// Whose it is.
    pub subject: Option<Subject>,
    /// Id of the innermost section.
    pub section: Option<String>,
    /// Key of the innermost section.
    pub section_key: Option<String>,
    pub cell: Option<CellAddress>,
    pub places: Vec<Place>,
    pub span: Span,
    /// The sentence, list item or cell it stands in.
    pub sentence: Span,
    /// The rule that found it.
    pub rule: String,
    pub evidence: Vec<Evidence>,
    pub alternatives: Vec<Alternative>,
    /// That kind, value, unit and section are all right.
    pub confidence: f64,
    pub confidences: Confidences,
    pub flags: Vec<Flag>,
}

/// Finds the figure again in another version of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    pub exact: String,
    /// Up to 32 code points before it.
    pub prefix: String,
    /// Up to 32 code points after it.
    pub suffix: String,
}

/// A cell of one of the record's tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CellAddress {
    /// Key of the table.
    pub table: String,
    pub row: usize,
    pub col: usize,
}

/// A word or phrase that decided something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// number, scale, unit, measure, scope, time, approximation, status, …
    pub role: String,
    pub span: Span,
    pub rule: String,
}

/// Another reading that could not be ruled out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alternative {
    pub field: String,
    pub value: String,
    pub confidence: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Confidences {
    pub measure: f64,
    pub scope: f64,
    pub period: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subject {
    pub text: String,
    pub span: Span,
}

words!(Kind from stage::Kind { Money, Count, Percent });
words!(
    /// Whose quantity it is.
    Scope from stage::Scope {
        /// The case's own organisation, its members, staff, customers and beneficiaries.
        Organisation,
        /// A region, country, movement, market or public programme.
        Sector,
        /// Another body that is singled out.
        Other,
    }
);
words!(Approximation from stage::Approximation { Exact, About, Over, Under });
words!(Status from stage::Status { Actual, Target, Estimate, Hypothetical });
words!(Basis from stage::Basis { Share, Change, Rate, Points });
words!(Direction from stage::Direction { Up, Down });
words!(Aspect from stage::Aspect { Level, Change, Cumulative, Unknown });
words!(MoneyRole { Received, Given, Requested });

/// A number in the text that is no figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excluded {
    pub span: Span,
    /// What it is instead: a year, a date, a law, a phone number, a list number, …
    pub reason: String,
    /// The rule that told it, where there is more than one to a reason.
    pub rule: Option<String>,
}

/// How one figure follows from another. So far amounts said again in another currency are told (`converted_from`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    pub kind: RelationKind,
    /// Id of a figure.
    pub from: String,
    /// Id of a figure.
    pub to: String,
    pub span: Span,
}

words!(RelationKind { ConvertedFrom, TotalOf, ShareOf, ChangeOf, SameAs });

/// A sum, share or requirement that was looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    pub kind: String,
    /// Ids of figures.
    pub figures: Vec<String>,
    /// Keys of sections.
    pub sections: Vec<String>,
    /// A decimal string.
    pub difference: Option<String>,
    /// A decimal string.
    pub tolerance: Option<String>,
    pub verdict: Verdict,
    pub message: String,
}

words!(Verdict { ExplainedByRounding, Doubtful, Contradiction });
