//! `casebook inspect` and the small verbs.

use super::support::{CASE, FIXTURES, Folder, assert_valid};
use serde_json::Value;

#[test]
fn inspect_shows_what_was_read_and_where() {
    let folder = Folder::with(&[("case.txt", CASE.as_bytes())]);
    let run = folder.run(&["inspect", "case.txt"]);
    run.ends(0).says("good-practice").says("background").says("1.2 million EUR").says("1200000 EUR, revenue, organisation, 2021");
    run.says("A laundry run by its workers").says("section_missing");
    let pdf = format!("{FIXTURES}/fundy-credit--running-header-footer.pdf");
    folder.run(&["inspect", &pdf]).ends(0).says("p. 1").says("pages");
}

#[test]
fn inspect_prints_the_record_or_the_text() {
    let folder = Folder::with(&[("case.txt", CASE.as_bytes())]);
    let record: Value = serde_json::from_str(&folder.run(&["inspect", "case.txt", "--json"]).stdout).unwrap();
    assert_valid(&record);
    assert_eq!(record["document"]["path"], "case.txt");
    let text = folder.run(&["inspect", "case.txt", "--text"]).stdout;
    assert!(text.contains("founded in 2009") && record["text"].as_str().unwrap().starts_with(text.trim_end()));
}

#[test]
fn inspect_says_why_a_file_gives_nothing() {
    let folder = Folder::with(&[("empty.txt", b"")]);
    folder.run(&["inspect", "empty.txt"]).ends(1).says("the file is empty").says("Ask the sender");
    folder.run(&["inspect", "nowhere.txt"]).ends(2).says("nowhere.txt").says("spelling");
}

#[test]
fn text_from_a_file_can_not_steer_the_terminal() {
    let case = CASE.replace("A laundry", "A \u{1b}[31mlaundry\u{7}");
    let folder = Folder::with(&[("case.txt", case.as_bytes())]);
    let run = folder.run(&["inspect", "case.txt"]);
    assert!(run.ends(0).stdout.chars().all(|c| c == '\n' || !c.is_control()), "{}", run.stdout);
}

#[test]
fn flags_are_listed_with_their_meaning() {
    let folder = Folder::with(&[]);
    folder.run(&["flags"]).ends(0).says("section_missing").says("A section the template asks for is not there.");
    let list: Vec<Value> = serde_json::from_str(&folder.run(&["flags", "--json"]).stdout).unwrap();
    assert!(list.iter().any(|f| f["code"] == "no_text_layer" && f["severity"] == "action"));
}

#[test]
fn help_shows_the_ways_in() {
    let folder = Folder::with(&[]);
    let run = folder.run(&["--help"]);
    run.ends(0).says("extract").says("inspect").says("flags").says("Examples:");
    assert!(!run.stdout.contains("worker") && !run.stdout.contains("schema"), "machinery stays hidden");
    folder.run(&["extract", "--help"]).ends(0).says("Exit codes:");
}
