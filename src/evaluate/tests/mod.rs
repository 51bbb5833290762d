//! The measure itself: records made from gold are perfect, and every way of spoiling one loses what it should.

mod spoilt;

use super::checks::is_number_of;
use super::{Evaluation, Gate, Gold, Records, Report, Score, Split, evaluate};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A document with a bit of everything.
fn gold() -> Value {
    let section = |id: &str, text: &str| json!({ "id": id, "also": [], "heading": id, "part_of": null, "text": text });
    let mut gold = json!({
        "name": "mill", "lang": "en", "template": "good-practice", "title": "The mill at the ford",
        "organisation": "Ford Mill Co-operative", "country": "IE",
        "authors": [{ "name": "Una Kerr" }, { "name": "Tom Daly" }],
        "headline": { "revenue": "€1.2 million", "jobs": "42 people" },
        "contradictions": [{ "a": "310 members", "b": "301 members", "why": "stated twice" }],
        "sections": [
            section("background", "The mill has 310 members in the valley today and employs 42 people there. A third of them came since 2015, says the board of the mill."),
            section("summary", "Sales reached €1.2 million in 2021, some 15% more than before, and the county gave a grant of €300,000 towards the wheel in that year."),
            section("evidence.hard", "Year Sales 2021 €900 The register lists 301 members and 3 donkeys, which carry 40 tonnes of flour a year up to the market."),
        ],
        "tables": [{ "section": "evidence.hard", "header": ["Year", "Sales"], "rows": [["2021", "€900"], ["2022", "none"]] }],
        "figures": [
            figure("310 members", "background", "count", "310", "members", "org"),
            figure("42 people", "background", "count", "42", "jobs", "org"),
            figure("A third", "background", "percent", "33.3", "members", "org"),
            figure("€1.2 million", "summary", "money", "1200000", "revenue", "org"),
            figure("15%", "summary", "percent", "15", "revenue", "org"),
            figure("€300,000", "summary", "money", "300000", "funding", "org"),
            figure("€900", "evidence.hard", "money", "900", "revenue", "org"),
            figure("301 members", "evidence.hard", "count", "301", "members", "org"),
            figure("3 donkeys", "evidence.hard", "count", "3", "other", "org"),
            figure("40 tonnes", "evidence.hard", "count", "40", "other", "org"),
        ],
        "files": [{ "file": "mill--a.docx", "format": "docx" }, { "file": "mill--b.pdf", "format": "pdf" }],
    });
    gold["figures"][3]["period"] = json!("2021");
    gold["figures"][4]["approx"] = json!("about");
    for figure in gold["figures"].as_array_mut().unwrap() {
        (figure["direction"], figure["status"], figure["per"]) = (Value::Null, Value::Null, Value::Null);
    }
    gold["figures"][4]["direction"] = json!("up");
    gold["figures"][5]["status"] = json!("target");
    gold["figures"][6]["per"] = json!("each");
    gold["checks"] = json!([
        { "kind": "same", "figures": ["310 members", "301 members"], "difference": "9", "verdict": "contradiction", "why": "stated twice" },
        { "kind": "sum", "figures": ["€1.2 million", "€300,000", "€900"], "difference": "899100", "verdict": "explained_by_rounding", "why": "" },
    ]);
    locate(&mut gold);
    gold
}

fn figure(surface: &str, section: &str, kind: &str, value: &str, measure: &str, scope: &str) -> Value {
    let currency = if kind == "money" { json!("EUR") } else { Value::Null };
    json!({ "surface": surface, "nth": 1, "section": section, "kind": kind, "value": value, "low": null, "high": null, "currency": currency,
            "measure": measure, "scope": scope, "approx": null, "period": null })
}

/// Writes where each figure stands and what is beside it.
fn locate(gold: &mut Value) {
    let texts: BTreeMap<String, String> = sections(gold).into_iter().collect();
    for figure in gold["figures"].as_array_mut().unwrap() {
        let text = &texts[figure["section"].as_str().unwrap()];
        let (before, after) = text.split_once(figure["surface"].as_str().unwrap()).unwrap();
        figure["at"] = json!(before.chars().count());
        figure["before"] = json!(crate::evaluate::text::tail(before, 40));
        figure["after"] = json!(crate::evaluate::text::head(after, 40));
    }
}

fn sections(gold: &Value) -> Vec<(String, String)> {
    let text = |s: &Value, key: &str| s[key].as_str().unwrap().to_owned();
    gold["sections"].as_array().unwrap().iter().map(|s| (text(s, "id"), text(s, "text"))).collect()
}

/// The record a perfect reader would make of one of its files.
fn record(gold: &Value, file: &str) -> Value {
    let (mut text, mut starts) = (String::new(), BTreeMap::new());
    for (id, words) in sections(gold) {
        starts.entry(id).or_insert(text.chars().count());
        text.push_str(&words);
        text.push('\n');
    }
    let list = |key: &str| gold[key].as_array().cloned().unwrap_or_default();
    let figures: Vec<Value> = list("figures").iter().enumerate().map(|(n, g)| reported(g, n, &starts)).collect();
    let number_of = |f: &Value, surface: &Value| is_number_of(f["surface"].as_str().unwrap(), surface.as_str().unwrap());
    let find =
        |surface: &Value| figures.iter().find(|f| f["surface"] == *surface).or_else(|| figures.iter().find(|f| number_of(f, surface)));
    let with_surface = |surface: &Value| find(surface).map(|f| f["id"].clone());
    let headline = gold["headline"].as_object().unwrap().iter().map(|(k, s)| (k.clone(), json!(with_surface(s))));
    let ids = |surfaces: &Value| surfaces.as_array().unwrap().iter().map(with_surface).collect::<Vec<_>>();
    let check = |c: &Value| json!({ "figures": ids(&c["figures"]), "difference": c["difference"], "verdict": c["verdict"] });
    let mut checks: Vec<Value> = list("checks").iter().map(check).collect();
    for contradiction in list("contradictions") {
        let pair = ids(&json!([contradiction["a"], contradiction["b"]]));
        // One that is also a check is told once.
        if !checks.iter().any(|c| pair.iter().all(|id| c["figures"].as_array().unwrap().contains(&json!(id)))) {
            checks.push(json!({ "figures": pair, "verdict": "contradiction" }));
        }
    }
    json!({
        "document": { "name": file, "path": file, "language": gold["lang"] },
        "template": { "id": if gold["template"] == "none" { Value::Null } else { gold["template"].clone() } },
        "title": { "text": gold["title"] }, "organisation": { "name": gold["organisation"] }, "country": { "code": gold["country"] },
        "authors": gold["authors"], "text": text, "sections": if gold["template"] == "none" { json!([]) } else { gold["sections"].clone() },
        "tables": gold["tables"], "figures": figures, "flags": [{ "code": "no_text_layer" }],
        "headline": headline.collect::<serde_json::Map<_, _>>(), "checks": checks,
    })
}

fn reported(gold: &Value, n: usize, starts: &BTreeMap<String, usize>) -> Value {
    let mut figure = gold.clone();
    let start = starts[gold["section"].as_str().unwrap()] + usize::try_from(gold["at"].as_u64().unwrap()).unwrap();
    let end = start + crate::evaluate::text::fold(gold["surface"].as_str().unwrap()).chars().count();
    figure["id"] = json!(format!("f{n}"));
    figure["span"] = json!({ "start": start, "end": end });
    figure["approximation"] = if gold["approx"].is_null() { json!("exact") } else { gold["approx"].clone() };
    figure["scope"] = if gold["scope"] == "org" { json!("organisation") } else { gold["scope"].clone() };
    if figure["currency"] == "?" {
        figure["currency"] = Value::Null;
    }
    figure["confidence"] = json!(1.0);
    figure["rule"] = json!("by.hand");
    figure
}

fn judged(golds: &[Value], records: &[Value], split: &Split) -> Evaluation {
    let golds: Vec<Gold> = golds.iter().map(|g| serde_json::from_value(g.clone()).unwrap()).collect();
    let mut all = Records::default();
    for record in records {
        all.add(record);
    }
    evaluate(&golds, &all, split).unwrap()
}

fn perfect(gold: &Value) -> Vec<Value> {
    gold["files"].as_array().unwrap().iter().map(|f| record(gold, f["file"].as_str().unwrap())).collect()
}

/// Scores that are not what a perfect reader gets.
fn lost(evaluation: &Evaluation) -> BTreeSet<String> {
    let best = |name: &str| if ["headline_wrong", "ece"].contains(&name) { 0.0 } else { 1.0 };
    let scores = evaluation.all.scores();
    let below = scores.iter().filter(|(name, score)| score.value.is_some_and(|v| (v - best(name)).abs() > 1e-9));
    below.map(|(name, _)| name.clone()).collect()
}

#[test]
fn records_made_from_gold_are_perfect() {
    let gold = gold();
    let evaluation = judged(std::slice::from_ref(&gold), &perfect(&gold), &Split::default());
    assert_eq!(lost(&evaluation), BTreeSet::new());
    assert!(evaluation.documents.iter().all(|d| d.faults.is_empty()), "{:#?}", evaluation.documents);
    let judged = ["figure_found", "measure", "currency", "section_edges", "table_rows", "headline", "headline_wrong", "contradictions"];
    assert!(judged.iter().all(|name| evaluation.all.scores()[*name].of > 0), "everything was judged");
}

/// The same, of every document of the corpus.
#[test]
fn records_made_from_the_corpus_gold_are_perfect() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/corpus/out");
    let files = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let golds: Vec<Value> = files
        .filter(|p| p.to_str().unwrap().ends_with(crate::evaluate::gold::SUFFIX))
        .map(|p| serde_json::from_str(&std::fs::read_to_string(p).unwrap()).unwrap())
        .collect();
    assert!(golds.len() > 10);
    let records: Vec<Value> = golds.iter().flat_map(perfect).collect();
    let evaluation = judged(&golds, &records, &Split::default());
    let faults: Vec<_> = evaluation.documents.iter().flat_map(|d| &d.faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(lost(&evaluation), BTreeSet::new());
}

#[test]
fn a_missing_rendering_loses_everything_in_it() {
    let gold = gold();
    let evaluation = judged(std::slice::from_ref(&gold), &perfect(&gold)[..1], &Split::default());
    assert_eq!(evaluation.missing, ["mill--b.pdf"]);
    let scores = evaluation.all.scores();
    // Ten are right in the file that is there; eight of ten had to be found in the one that isn't.
    assert_eq!(scores["figure_recall"], Score { value: Some(0.5556), of: 18, ..scores["figure_recall"] });
    for name in ["section_text_f1", "section_edges", "table_rows", "title", "headline", "contradictions", "figure_found"] {
        assert_eq!(scores[name].value, Some(0.5), "{name}");
    }
    assert_eq!((scores["headline_wrong"].value, scores["figure_precision"].value), (Some(0.0), Some(1.0)));
    let faults: Vec<&str> = evaluation.documents[0].faults.iter().map(|f| f.key.as_str()).collect();
    assert_eq!(faults, ["no record"]);
}

/// One figure in the wrong currency, one misread, one not there.
#[test]
fn a_small_case_by_hand() {
    let gold = gold();
    let mut records = perfect(&gold);
    let spoilt = &mut records[0];
    spoilt["figures"][3]["currency"] = json!("GBP");
    spoilt["figures"][0]["value"] = json!("3100");
    spoilt["figures"][0]["confidence"] = json!(0.6);
    spoilt["figures"].as_array_mut().unwrap().remove(4);
    let mut gold = gold;
    gold["files"].as_array_mut().unwrap().truncate(1);
    let scores = judged(&[gold], &records, &Split::default()).all.scores();
    let value = |name: &str| scores[name].value.unwrap();
    // Right: 42, a third, €300,000, €900, 301, 3 donkeys, 40 tonnes. Invented: £1.2 million, 3100. Missed: 310, €1.2 million, 15%.
    for (name, by_hand) in [
        ("figure_precision", 7.0 / 9.0),
        ("figure_recall", 7.0 / 10.0),
        ("figure_f1", 14.0 / 19.0),
        ("figure_found", 8.0 / 10.0),
        ("currency", 2.0 / 3.0),
        // Eight at 1.0, one of them wrong; one at 0.6, wrong.
        ("ece", (1.0 + 0.6) / 9.0),
        // Of three places: jobs right, revenue right by its number, funding empty as it should be.
        ("headline", 1.0),
    ] {
        assert!((value(name) - by_hand).abs() < 1e-4, "{name}: {} is not {by_hand}", value(name));
    }
}

#[test]
fn what_gold_does_not_state_is_not_judged() {
    let full = gold();
    let records = perfect(&full);
    for (left_out, scores) in [
        (&["title"][..], &["title"][..]),
        (&["headline"], &["headline", "headline_wrong"]),
        (&["sections"], &["section_text_f1", "section_edges"]),
        (&["tables", "authors"], &["table_rows", "authors"]),
        (&["figures"], &["figure_f1", "measure", "ece", "grounded"]),
    ] {
        let mut sparse = full.clone();
        for key in left_out {
            sparse.as_object_mut().unwrap().remove(*key);
        }
        let judged = judged(&[sparse], &records, &Split::default()).all.scores();
        for name in scores {
            assert_eq!(judged.get(*name).and_then(|s| s.value), None, "{name} without {left_out:?}");
        }
    }
    let mut sparse = full.clone();
    for key in ["measure", "section", "currency"] {
        sparse["figures"][5].as_object_mut().unwrap().remove(key);
    }
    let mut other = records.clone();
    other[0]["figures"][5]["section"] = json!("outcomes");
    other[0]["figures"][5]["measure"] = json!("cost");
    other[0]["figures"][5]["currency"] = json!("GBP");
    assert_eq!(lost(&judged(&[sparse], &other, &Split::default())), BTreeSet::new());
}

#[test]
fn a_partial_list_invents_nothing() {
    let (mut gold, records) = (gold(), perfect(&gold()));
    gold["figures"].as_array_mut().unwrap().truncate(4);
    gold["sections"].as_array_mut().unwrap().truncate(1);
    let whole = lost(&judged(std::slice::from_ref(&gold), &records, &Split::default()));
    assert!(whole.contains("figure_precision") && whole.contains("section_text_f1"), "{whole:?}");
    gold["partial"] = json!(["figures", "sections"]);
    let partial = lost(&judged(&[gold], &records, &Split::default()));
    assert!(!partial.contains("figure_precision") && !partial.contains("section_text_f1"), "{partial:?}");
}

#[test]
fn an_unknowable_currency_wants_none_or_a_doubt() {
    let mut gold = gold();
    gold["figures"][5]["currency"] = json!("?");
    for (currency, flags, right) in
        [(Value::Null, json!([]), true), (json!("USD"), json!([]), false), (json!("USD"), json!([{ "code": "currency_ambiguous" }]), true)]
    {
        let mut records = perfect(&gold);
        for record in &mut records {
            record["figures"][5]["currency"] = currency.clone();
            record["figures"][5]["flags"] = flags.clone();
        }
        assert_eq!(lost(&judged(std::slice::from_ref(&gold), &records, &Split::default())).is_empty(), right, "{currency} {flags}");
    }
}

#[test]
fn scanned_files_are_counted_apart() {
    let mut gold = gold();
    gold["files"][1]["style"] = json!("scanned");
    let mut records = perfect(&gold);
    records[1]["figures"] = json!([]);
    let evaluation = judged(&[gold], &records, &Split::default());
    assert_eq!(lost(&evaluation), BTreeSet::new());
    assert_eq!((evaluation.scanned.flagged, evaluation.scanned.missed, evaluation.all.renderings), (1, 8, 1));
}

/// Everything that is printed is made from these, so that a name that isn't in them can't be shown.
#[test]
fn validation_cases_are_counted_and_never_named() {
    let mut hidden = gold();
    hidden["name"] = json!("secret");
    hidden["files"] = json!([{ "file": "secret--a.docx" }, { "file": "secret--b.pdf" }]);
    let golds = [gold(), hidden.clone()];
    let mut records: Vec<Value> = perfect(&gold());
    records.push(record(&hidden, "secret--a.docx"));
    records.last_mut().unwrap()["figures"][5]["value"] = json!("1");
    let split = Split { validation: ["secret".to_owned()].into() };
    let evaluation = judged(&golds, &records, &split);
    let split = evaluation.split.as_ref().unwrap();
    assert_eq!((split.development.renderings, split.validation.renderings, evaluation.missing_in_validation), (2, 2, 1));
    assert!(split.validation.figures.missed > 0 && split.development.figures.missed == 0);
    for printed in [serde_json::to_string(&Report::new(&evaluation)).unwrap(), toml::to_string(&Gate::of(&evaluation)).unwrap()] {
        assert!(printed.contains("validation") && !printed.contains("secret"), "{printed}");
    }
}
