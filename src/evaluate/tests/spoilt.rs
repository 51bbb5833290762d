//! Ways to spoil a perfect record, and what each must lose.

use super::{gold, judged, lost, perfect};
use crate::evaluate::Split;
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Spoil = fn(&mut Value);

/// Ways to spoil the first file's record, the scores each must lose (and no other), and the cause it must name.
const SPOILT: &[(&str, Spoil, &[&str], &str)] = &[
    ("a span shifted", |r| shift(&mut r["figures"][3]["span"], 30), &["grounded"], "span: points elsewhere"),
    (
        "a value changed",
        |r| r["figures"][5]["value"] = json!("30000"),
        &["figure_precision", "figure_recall", "figure_f1", "figure_found", "ece"],
        "money: number misread",
    ),
    ("a worded fraction to another precision", |r| r["figures"][2]["value"] = json!("33.33"), &[], ""),
    (
        "a written percentage off by a little",
        |r| r["figures"][4]["value"] = json!("15.05"),
        &["figure_precision", "figure_recall", "figure_f1", "figure_found", "ece"],
        "percent: number misread",
    ),
    (
        "a currency changed",
        |r| r["figures"][5]["currency"] = json!("USD"),
        &["figure_precision", "figure_recall", "figure_f1", "currency", "ece"],
        "money: currency misread",
    ),
    (
        "a kind changed",
        |r| r["figures"][1]["kind"] = json!("percent"),
        &["figure_precision", "figure_recall", "figure_f1", "figure_found", "headline", "headline_wrong", "ece"],
        "count: taken for percent",
    ),
    (
        "a section changed",
        |r| r["figures"][0]["section"] = json!("summary"),
        &["figure_precision", "figure_recall", "figure_f1", "ece"],
        "count: put into another section",
    ),
    ("a part's figure given to the whole", |r| r["figures"][7]["section"] = json!("evidence"), &[], ""),
    (
        "a figure dropped",
        |r| drop(r["figures"].as_array_mut().unwrap().remove(4)),
        &["figure_recall", "figure_f1", "figure_found"],
        "percent: not seen",
    ),
    ("an optional figure dropped", |r| drop(r["figures"].as_array_mut().unwrap().remove(8)), &["figure_found"], ""),
    (
        "a figure invented",
        |r| r["figures"].as_array_mut().unwrap().push(json!({ "id": "x", "kind": "count", "value": "2015", "confidence": 1.0 })),
        &["figure_precision", "figure_f1", "ece"],
        "count: invented",
    ),
    (
        "a small count invented",
        |r| r["figures"].as_array_mut().unwrap().push(json!({ "id": "x", "kind": "count", "value": "2", "confidence": 1.0 })),
        &[],
        "",
    ),
    ("an invented figure twice the same", |r| twice(&mut r["figures"], 1), &["figure_precision", "figure_f1", "ece"], "count: invented"),
    ("a measure changed", |r| r["figures"][5]["measure"] = json!("revenue"), &["measure"], "money measure: funding read as revenue"),
    ("a scope changed", |r| r["figures"][5]["scope"] = json!("sector"), &["scope"], "scope: organisation read as sector"),
    (
        "an approximation changed",
        |r| r["figures"][4]["approximation"] = json!("over"),
        &["approximation"],
        "approximation: about read as over",
    ),
    ("a period lost", |r| r["figures"][3]["period"] = Value::Null, &["period"], "period: not seen"),
    ("a period invented", |r| r["figures"][5]["period"] = json!("2021"), &["period"], "period: invented"),
    ("a month for its year", |r| r["figures"][3]["period"] = json!("2021-06"), &[], ""),
    ("a confidence lowered", |r| r["figures"][3]["confidence"] = json!(0.5), &["ece"], ""),
    ("a section cut short", |r| cut(&mut r["sections"][1]["text"], 60), &["section_text_f1", "section_edges"], "section: cut short"),
    (
        "a section with its heading left in",
        |r| lengthen(&mut r["sections"][1]["text"]),
        &["section_text_f1", "section_edges"],
        "section: too much",
    ),
    (
        "a section missing",
        |r| drop(r["sections"].as_array_mut().unwrap().remove(0)),
        &["section_text_f1", "section_edges"],
        "section: missing",
    ),
    (
        "a section invented",
        |r| r["sections"].as_array_mut().unwrap().push(json!({ "id": "outcomes", "text": "" })),
        &["section_text_f1"],
        "section: invented",
    ),
    ("matter outside the template", |r| r["sections"].as_array_mut().unwrap().push(json!({ "id": "other", "text": "x" })), &[], ""),
    ("a table cell changed", |r| r["tables"][0]["rows"][0][1] = json!("€90"), &["table_rows"], "table: row not as in the document"),
    ("another title", |r| r["title"]["text"] = json!("The mill"), &["title"], "title: wrong"),
    ("no organisation", |r| r["organisation"] = Value::Null, &["organisation"], "organisation: not seen"),
    ("another country", |r| r["country"]["code"] = json!("GB"), &["country"], "country: wrong"),
    ("an author dropped", |r| drop(r["authors"].as_array_mut().unwrap().remove(1)), &["authors"], "authors: wrong"),
    ("another language", |r| r["document"]["language"] = json!("fr"), &["language"], "language: wrong"),
    ("another template", |r| r["template"]["id"] = Value::Null, &["template"], "template: wrong"),
    ("a headline swapped", |r| r["headline"]["revenue"] = json!("f5"), &["headline", "headline_wrong"], "headline revenue: another figure"),
    ("a headline left empty", |r| r["headline"]["jobs"] = Value::Null, &["headline"], "headline jobs: left empty"),
    (
        "a headline invented",
        |r| r["headline"]["funding"] = json!("f5"),
        &["headline_wrong"],
        "headline funding: filled where the text gives none",
    ),
    ("a direction turned", |r| r["figures"][4]["direction"] = json!("down"), &["direction"], "direction: up read as down"),
    ("a direction invented", |r| r["figures"][1]["direction"] = json!("up"), &["direction"], "direction: none read as up"),
    ("a status lost", |r| r["figures"][5]["status"] = json!("actual"), &["status"], "status: target read as actual"),
    ("a rate lost", |r| r["figures"][6]["per"] = Value::Null, &["per"], "per: not seen"),
    (
        "a rate per each said in the record's way",
        |r| (r["figures"][6]["per"], r["figures"][6]["each"]) = (Value::Null, json!(true)),
        &[],
        "",
    ),
    ("all checks dropped", |r| r["checks"] = json!([]), &["contradictions", "checks_found"], "check: not seen"),
    ("a check dropped", |r| drop(r["checks"].as_array_mut().unwrap().remove(1)), &["checks_found"], "check: not seen"),
    (
        "a check explained away",
        |r| r["checks"][0]["verdict"] = json!("explained_by_rounding"),
        &["contradictions", "checks_verdict"],
        "check: verdict wrong",
    ),
    ("another difference", |r| r["checks"][0]["difference"] = json!("19"), &["checks_difference"], "check: difference wrong"),
    (
        "a check invented",
        |r| r["checks"].as_array_mut().unwrap().push(json!({ "figures": ["f1", "f4"], "verdict": "doubtful" })),
        &["checks_right"],
        "check: invented",
    ),
    (
        "a fitting check more",
        |r| r["checks"].as_array_mut().unwrap().push(json!({ "figures": ["f1", "f4"], "verdict": "explained_by_rounding" })),
        &[],
        "",
    ),
];

fn shift(span: &mut Value, by: u64) {
    for end in ["start", "end"] {
        span[end] = json!(span[end].as_u64().unwrap() + by);
    }
}

fn twice(figures: &mut Value, at: usize) {
    let again = figures[at].clone();
    figures.as_array_mut().unwrap().push(again);
}

fn lengthen(text: &mut Value) {
    *text = json!(format!("2. A short summary of the case as the form asks for it {}", text.as_str().unwrap()));
}

fn cut(text: &mut Value, by: usize) {
    let short: String = text.as_str().unwrap().chars().rev().skip(by).collect::<Vec<_>>().into_iter().rev().collect();
    *text = json!(short);
}

#[test]
fn every_way_of_spoiling_a_record_loses_what_it_should() {
    let gold = gold();
    for (what, spoil, losses, cause) in SPOILT {
        let mut records = perfect(&gold);
        spoil(&mut records[0]);
        let evaluation = judged(std::slice::from_ref(&gold), &records, &Split::default());
        assert_eq!(lost(&evaluation), losses.iter().map(|l| (*l).to_owned()).collect(), "{what}");
        let causes: Vec<&str> = evaluation.causes().into_iter().map(|(cause, _)| cause).collect();
        assert_eq!(causes.contains(cause), !cause.is_empty(), "{what}: {causes:?}");
        let spoilt = evaluation.documents.iter().filter(|d| !d.faults.is_empty());
        assert!(spoilt.map(|d| d.name.as_str()).all(|name| name == "mill--a.docx"), "{what}");
        let keys: BTreeSet<_> = evaluation.documents[0].faults.iter().map(|f| &f.key).collect();
        assert_eq!(keys.len(), evaluation.documents[0].faults.len(), "{what}: keys are unique");
    }
}
