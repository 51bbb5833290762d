//! `casebook evaluate` and `casebook annotate-gold`: from submissions to gold to scores to a gate.

use super::support::{CASE, Folder, Run};
use serde_json::{Value, json};

/// A folder with two submissions, their records in `output/` and gold in `gold/` that says what the records say.
fn measured() -> Folder {
    let folder = Folder::with(&[("in/laundry.txt", CASE.as_bytes()), ("in/secret.txt", CASE.replace("Rosa", "Ana").as_bytes())]);
    folder.run(&["extract", "in", "--quiet"]).ends(0);
    folder.run(&["annotate-gold", "output", "-o", "gold"]).ends(0).says("laundry.gold.json").says("Correct them");
    for name in ["laundry", "secret"] {
        edit(&folder, name, |gold| drop(gold.as_object_mut().unwrap().remove("draft")));
    }
    folder
}

fn edit(folder: &Folder, name: &str, change: impl FnOnce(&mut Value)) {
    let path = format!("gold/{name}.gold.json");
    let mut gold = serde_json::from_str(&folder.read(&path)).unwrap();
    change(&mut gold);
    folder.add(&path, gold.to_string().as_bytes());
}

fn evaluate(folder: &Folder, more: &[&str]) -> Run {
    folder.run(&[&["evaluate", "output", "--gold", "gold"], more].concat())
}

fn scores(folder: &Folder) -> Value {
    serde_json::from_str(&evaluate(folder, &["--json"]).ends(0).stdout).unwrap()
}

/// Says that the case's jobs are another number than was read.
fn other_jobs(gold: &mut Value) {
    let figures = gold["figures"].as_array_mut().unwrap();
    let jobs = figures.iter_mut().find(|f| f["value"] == "42").unwrap();
    jobs["value"] = json!("24");
}

#[test]
fn gold_that_says_what_was_read_scores_full_marks() {
    let folder = measured();
    let report = scores(&folder);
    let all = &report["scores"]["all"];
    for name in ["figure_f1", "measure", "grounded", "section_text_f1", "section_edges", "title", "organisation", "headline"] {
        assert_eq!(all[name]["value"], 1.0, "{name}: {all:#}");
    }
    assert_eq!((&report["renderings"], &report["by_format"]["txt"]["figure_f1"]["value"]), (&json!(2), &json!(1.0)));
    evaluate(&folder, &[]).ends(0).says("2 cases, 2 files scored").says("Wilson").says("Reliability");
}

#[test]
fn records_are_found_wherever_extract_put_them() {
    let folder = measured();
    for records in ["output", "output/records.ndjson", "output/records"] {
        folder.run(&["evaluate", records, "--gold", "gold"]).ends(0).says("2 files scored");
    }
    folder.run(&["evaluate", "output/records/laundry.txt.json", "--gold", "gold"]).ends(0).says("no record").says("secret.txt");
}

#[test]
fn what_is_wrong_is_shown_in_its_sentence() {
    let folder = measured();
    edit(&folder, "laundry", other_jobs);
    let run = evaluate(&folder, &["--worst", "1"]);
    run.ends(0).says("count: number misread").says("= count 24").says("today employs 42 people");
}

#[test]
fn changes_are_told_case_by_case() {
    let folder = measured();
    folder.add("before.json", evaluate(&folder, &["--json"]).stdout.as_bytes());
    evaluate(&folder, &["--against", "before.json"]).ends(0).says("Nothing changed");
    edit(&folder, "laundry", other_jobs);
    evaluate(&folder, &["--against", "before.json"])
        .ends(0)
        .says("figure_recall")
        .says("laundry.txt")
        .says("broke   missed summary 42 people");
    folder.add("after.json", evaluate(&folder, &["--json"]).stdout.as_bytes());
    edit(&folder, "laundry", |gold| {
        let figures = gold["figures"].as_array_mut().unwrap();
        figures.iter_mut().filter(|f| f["value"] == "24").for_each(|f| f["value"] = json!("42"));
    });
    evaluate(&folder, &["--against", "after.json"]).ends(0).says("mended  missed summary 42 people");
}

#[test]
fn a_gate_fails_on_a_fall_and_names_what_broke() {
    let folder = measured();
    let gate = ["--gate", "scores.toml"];
    evaluate(&folder, &gate).ends(2).says("scores.toml");
    evaluate(&folder, &["--gate", "scores.toml", "--write-gate"]).ends(0).says("wrote scores.toml");
    evaluate(&folder, &gate).ends(0).says("No score fell");
    for name in ["laundry", "secret"] {
        edit(&folder, name, other_jobs);
    }
    evaluate(&folder, &gate).ends(1).says("figure_recall").says("broke   missed summary 42 people").says("--write-gate");
    evaluate(&folder, &["--gate", "scores.toml", "--write-gate"]).ends(0);
    evaluate(&folder, &gate).ends(0);
}

#[test]
fn one_flip_in_a_small_number_only_warns() {
    let folder = measured();
    evaluate(&folder, &["--gate", "scores.toml", "--write-gate"]).ends(0);
    edit(&folder, "laundry", |gold| gold["title"] = json!("Another title"));
    evaluate(&folder, &["--gate", "scores.toml"]).ends(0).says("too small to tell").says("broke   title");
}

#[test]
fn validation_cases_are_never_named() {
    let folder = measured();
    let before = evaluate(&folder, &["--json"]);
    folder.add("before.json", before.stdout.as_bytes());
    assert!(before.stdout.contains("secret"), "without a split every case may be shown");
    folder.add("split.toml", b"validation = [\"secret\"]\n");
    edit(&folder, "secret", other_jobs);
    let gate: &[&str] = &["--gate", "scores.toml"];
    for arguments in [&["--worst", "9"][..], &["--json"], &["--against", "before.json"], &["--gate", "scores.toml", "--write-gate"], gate] {
        let run = evaluate(&folder, arguments);
        let printed = run.ends(0).stdout.clone() + &run.stderr;
        assert!(!printed.contains("secret") && !printed.contains("= count 24"), "{arguments:?}\n{printed}");
    }
    assert!(!folder.read("scores.toml").contains("secret") && folder.read("scores.toml").contains("[scores.validation]"));
    let report = scores(&folder);
    let recall = |pool: &str| report["scores"][pool]["figure_recall"]["value"].as_f64().unwrap();
    assert!(recall("validation") < 1.0 && (recall("development") - 1.0).abs() < 1e-9, "it is measured all the same");
    folder.add("output/records/secret.txt.json", b"{}");
    let missing = evaluate(&folder, &[]);
    assert!(missing.ends(0).says("in validation: 1").stdout.find("secret").is_none());
}

#[test]
fn errors_say_what_to_do() {
    let folder = measured();
    folder.add("empty/notes.txt", b"");
    folder.add("other/else.gold.json", b"{ \"files\": [{ \"file\": \"else.pdf\" }] }");
    folder.add("broken/a.gold.json", b"{\n \"figures\": [{ \"kind\": \"monay\" }] }");
    folder.add("draft/a.gold.json", b"{ \"draft\": true }");
    folder.add("twice/a.gold.json", b"{ \"files\": [{ \"file\": \"laundry.txt\" }] }");
    folder.add("twice/b.gold.json", b"{ \"files\": [{ \"file\": \"laundry.txt\" }] }");
    for (records, gold, message, advice) in [
        ("nowhere", "gold", "nowhere", "spelling"),
        ("output", "nowhere", "nowhere", "spelling"),
        ("output", "empty", "no gold file", "annotate-gold"),
        ("empty", "gold", "no casebook record", "extract"),
        ("output", "other", "else.pdf", "files"),
        ("output", "broken", "line 2", "Correct"),
        ("output", "draft", "draft", "delete its line"),
        ("output", "twice", "laundry.txt", "one of them"),
    ] {
        folder.run(&["evaluate", records, "--gold", gold]).ends(2).says(message).says(advice);
    }
    evaluate(&folder, &["--against", "gold/laundry.gold.json"]).ends(2).says("evaluate --json");
    evaluate(&folder, &["--split", "nowhere.toml"]).ends(2).says("nowhere.toml");
}

#[test]
fn gold_with_corrections_is_not_overwritten() {
    let folder = measured();
    edit(&folder, "laundry", other_jobs);
    folder.run(&["annotate-gold", "output", "-o", "gold"]).ends(2).says("exists already").says("--force");
    assert!(folder.read("gold/laundry.gold.json").contains("\"24\""));
    folder.run(&["annotate-gold", "output", "-o", "gold", "--force"]).ends(0);
    assert!(folder.read("gold/laundry.gold.json").contains("\"draft\": true"));
    folder.run(&["annotate-gold", "in", "-o", "gold2"]).ends(2).says("no casebook record");
}

#[test]
fn gold_of_files_with_the_same_name_is_kept_apart() {
    let folder = Folder::with(&[("in/a/case.txt", CASE.as_bytes()), ("in/b/case.txt", CASE.replace("42", "43").as_bytes())]);
    folder.run(&["extract", "in", "--quiet"]).ends(0);
    folder.run(&["annotate-gold", "output", "-o", "gold"]).ends(0);
    for name in ["case", "case.txt"] {
        edit(&folder, name, |gold| drop(gold.as_object_mut().unwrap().remove("draft")));
    }
    let report = scores(&folder);
    assert_eq!(report["scores"]["all"]["figure_f1"]["value"], 1.0, "each is measured by its own gold");
}
