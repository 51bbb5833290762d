//! The template stage as a whole, on a document of our own: its headings perturbed as authors perturb them, the form's
//! words left in it, matter around it, and documents that follow no template.

mod around;
mod headings;

use super::sample::{Entry, Layout, build};
use super::{Choice, Role, Structure, Templates, structure};
use crate::document::Document;
use crate::knowledge::Knowledge;

fn templates() -> Templates {
    Templates::load(&Knowledge::embedded()).expect("built-in knowledge is right")
}

fn read(document: &Document) -> Structure {
    structure(document, &Choice::Auto, &templates())
}

/// A document of our own: section, heading as printed, what was written.
const SAMPLE: &[(&str, &str, &[&str])] = &[
    ("title", "Title", &["Borrowing instead of buying: the Kallio Tool Library"]),
    (
        "authors",
        "Authors and organizational affiliations",
        &["Aino Rantala, chairwoman, Kallio Tool Library Cooperative, Helsinginkatu 12, 00500 Helsinki"],
    ),
    (
        "background",
        "1. Background: Social and Solidarity Economy sector, institutions and policy framework in the region/State/country where the organisation is located",
        &[
            "In Finland cooperatives are old and large, and small ones are rare in the cities. A law of 2013 made founding one cheaper, and some 900 new ones were registered in five years.",
            "The city of Helsinki lends empty shops to associations for a year.",
        ],
    ),
    (
        "summary",
        "2. Summary of main characteristics of good practice approach",
        &[
            "The library lends 640 tools to its 1,120 members for a yearly fee of 35 euros. Two people are paid, and twenty more keep the desk open four evenings a week.",
            "- Every tool has a book in which borrowers write what they made with it.",
            "- Repairs are done on Mondays, together.",
            "What is broken twice is not bought again.",
        ],
    ),
    ("evidence", "3. Evidence/Justification for Good Practice", &["The library counts its loans, and it asks."]),
    (
        "evidence.hard",
        "Hard evidence",
        &[
            "There were 7,800 loans last year, twelve a tool. Members told us that they did not buy a drill in 83 per cent of the cases.",
            "The fee pays for two thirds of the rent.",
        ],
    ),
    (
        "evidence.soft",
        "Soft evidence",
        &[
            "A man of eighty borrowed a lathe and now teaches turning on Thursdays. The caretakers of four houses send tenants to us before they send them to a shop.",
        ],
    ),
    (
        "context",
        "4. Context and history of how it developed",
        &[
            "It began in a bicycle cellar in 2014 with a drill that nobody wanted to own alone. The first shop was cold, and the second one belongs to a parish.",
        ],
    ),
    (
        "outcomes",
        "5. Outcomes (for different stakeholders)",
        &[
            "For members it is cheaper, for the parish it is company, and for the city it is less to burn. Two libraries elsewhere were founded by people who had moved away.",
        ],
    ),
    (
        "drivers_barriers",
        "6. Drivers and Barriers",
        &[
            "Small flats and a tradition of sharing saunas help us. Insurance does not: no company knew what to make of a lent chainsaw, and it took fourteen months.",
        ],
    ),
    (
        "assessment",
        "7. Overall assessment",
        &[
            "We would do it again, with a dry cellar. Others should begin with ten tools and a repair evening, and buy the eleventh when it is asked for.",
        ],
    ),
];

fn sample() -> Vec<(&'static str, Entry)> {
    let entry = |heading: &str, text: &[&str], level| Entry {
        level,
        heading: vec![heading.to_owned()],
        text: text.iter().map(|t| (*t).to_owned()).collect(),
    };
    SAMPLE.iter().map(|(id, heading, text)| (*id, entry(heading, text, if id.contains('.') { 2 } else { 1 }))).collect()
}

fn entries(sample: &[(&'static str, Entry)]) -> Vec<Entry> {
    sample.iter().map(|(_, e)| e.clone()).collect()
}

/// The author's words of a section, as the sample writes them.
fn text(document: &Document, structure: &Structure, id: &str) -> Option<String> {
    let section = structure.sections.iter().position(|s| s.id == id || s.also.iter().any(|a| a == id))?;
    let pieces = structure.pieces.iter().filter(|p| p.role == Role::Content && p.section == Some(section));
    Some(pieces.map(|p| document.slice(p.span)).collect::<Vec<_>>().join(" "))
}

fn expected(entry: &Entry) -> String {
    entry.text.iter().map(|t| t.strip_prefix("- ").unwrap_or(t)).collect::<Vec<_>>().join(" ")
}

/// How many sections of a perturbed sample were read right, and which weren't.
fn judge(name: &str, sample: &[(&'static str, Entry)], layout: Layout, tally: &mut (usize, usize), failures: &mut Vec<String>) {
    let document = build(&entries(sample), layout);
    let found = read(&document);
    for (id, entry) in sample {
        tally.1 += 1;
        if text(&document, &found, id).as_deref() == Some(expected(entry).as_str()) {
            tally.0 += 1;
        } else {
            failures
                .push(format!("{name} {layout:?} {id}: {:?}", text(&document, &found, id).map(|t| t.chars().take(60).collect::<String>())));
        }
    }
}

const LAYOUTS: [Layout; 6] = [Layout::Styled, Layout::Bold, Layout::Plain, Layout::Form, Layout::Columns, Layout::Boxed];

fn one(text: impl Into<String>) -> Vec<String> {
    vec![text.into()]
}
