//! Two small records, whole: a change to the format or to what is read shows as a difference to be reviewed.
//! `INSTA_UPDATE=always cargo test --release --test cli snapshots` takes it over.

use super::support::{CASE, FILES, Folder, assert_valid};
use serde_json::Value;

fn record(name: &str, bytes: &[u8]) -> String {
    let folder = Folder::with(&[(name, bytes)]);
    let text = folder.run(&["inspect", name, "--json"]).ends(0).stdout.clone();
    let record: Value = serde_json::from_str(&text).unwrap();
    assert_valid(&record);
    // Changes with every word of the knowledge, which is not what these records are about.
    text.replace(record["software"]["knowledge"].as_str().unwrap(), "[digest]")
}

#[test]
fn text_record() {
    insta::assert_snapshot!(record("laundry.txt", CASE.as_bytes()));
}

#[test]
fn pdf_record() {
    insta::assert_snapshot!(record("laundry.pdf", &std::fs::read(format!("{FILES}/laundry.pdf")).unwrap()));
}
