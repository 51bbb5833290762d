//! `casebook extract` on good files: what is written, and where.

use super::support::{CASE, FIXTURES, Folder, entry};
use serde_json::Value;

#[test]
fn every_fixture_gets_a_valid_grounded_record() {
    let folder = Folder::with(&[]);
    folder.run(&["extract", FIXTURES]).ends(0).says("8 files").says("summary.csv");
    let records = folder.records("output");
    assert_eq!(records.len(), 8);
    for record in &records {
        let name = record["document"]["name"].as_str().unwrap();
        assert_eq!(record["template"]["id"], "good-practice", "{name}");
        assert!(record["figures"].as_array().unwrap().len() >= 10, "{name}: too few figures");
        check_promises(record);
    }
    let languages: Vec<_> = records.iter().map(|r| r["document"]["language"].as_str().unwrap()).collect();
    assert_eq!(languages, ["fr", "en", "fr", "en", "en", "es", "de", "en"]);
}

/// What every record promises, whatever is in it.
fn check_promises(record: &Value) {
    let name = &record["document"]["path"];
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let slice = |span: &Value| -> String {
        let at = |end: &str| usize::try_from(span[end].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].iter().collect()
    };
    let list = |value: &Value| value.as_array().unwrap().clone();
    let mut end = 0;
    for block in list(&record["blocks"]) {
        assert_eq!(block["span"]["start"], end, "{name}: blocks must follow one another");
        end = block["span"]["end"].as_u64().unwrap();
    }
    assert_eq!(end, text.len() as u64, "{name}: blocks must reach the end");
    for section in list(&record["sections"]) {
        let content: Vec<String> = list(&section["content"]).iter().map(slice).collect();
        assert_eq!(section["text"], content.join("\n"), "{name}: {}", section["id"]);
    }
    for figure in list(&record["figures"]) {
        assert_eq!(figure["surface"], slice(&figure["span"]), "{name}: {}", figure["id"]);
        assert!(slice(&figure["sentence"]).contains(figure["surface"].as_str().unwrap()), "{name}: {}", figure["id"]);
        let pdf = record["document"]["media_type"] == "application/pdf";
        assert_eq!(list(&figure["places"]).iter().any(|p| p["box"].is_array()), pdf, "{name}: {}", figure["id"]);
    }
    for field in ["fields", "checks"] {
        assert!(record[field].is_null(), "{name}: {field} is not built, so it says nothing");
    }
}

#[test]
fn running_twice_gives_the_same_bytes() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes()), ("in/b/a.txt", CASE.as_bytes())]);
    let docx = std::fs::read(format!("{FIXTURES}/mwanzo-dairy--table-form.docx")).unwrap();
    let pdf = std::fs::read(format!("{FIXTURES}/coop-habitation-estrie--two-column.pdf")).unwrap();
    folder.add("in/c.docx", &docx);
    folder.add("in/d.pdf", &pdf);
    folder.run(&["extract", "in", "-o", "one", "--jobs", "1"]).ends(0);
    folder.run(&["extract", "in", "-o", "two", "--jobs", "4"]).ends(0);
    folder.run(&["extract", "in", "-o", "two"]).ends(0);
    for part in ["records", "records.ndjson", "summary.csv"] {
        let read = |output: &str| {
            if part == "records" {
                folder.files(&format!("{output}/records"))
            } else {
                vec![(String::new(), folder.read(&format!("{output}/{part}")).into_bytes())]
            }
        };
        assert_eq!(read("one"), read("two"), "{part}");
    }
    let records = folder.files("one/records");
    let names: Vec<_> = records.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names, ["a.txt.json", "b/a.txt.json", "c.docx.json", "d.pdf.json"]);
    let here = folder.path("").to_str().unwrap().to_owned();
    assert!(records.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains(&here)), "no path of this machine in a record");
}

#[test]
fn names_of_two_folders_do_not_collide() {
    let folder = Folder::with(&[("north/in/a.txt", CASE.as_bytes()), ("south/in/a.txt", CASE.as_bytes()), ("a.txt", CASE.as_bytes())]);
    folder.run(&["extract", "north/in", "south/in", "a.txt", "a.txt"]).ends(0).says("3 files");
    let paths: Vec<_> = folder.files("output/records").into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["2/in/a.txt.json", "a.txt.json", "in/a.txt.json"]);
}

#[test]
fn what_is_no_submission_is_named_and_left_out() {
    let files: [(&str, &[u8]); 5] =
        [("in/a.txt", CASE.as_bytes()), ("in/.DS_Store", b"x"), ("in/~$a.docx", b"x"), ("in/.git/config", b"x"), ("in/Thumbs.db", b"x")];
    let folder = Folder::with(&files);
    folder.run(&["extract", "in"]).ends(0).says("1 file ");
    let manifest = folder.manifest("output");
    let ignored: Vec<_> = manifest["ignored"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(ignored, [".DS_Store", ".git", "Thumbs.db", "~$a.docx"]);
}

#[test]
fn output_inside_the_input_is_not_read_again() {
    let folder = Folder::with(&[("a.txt", CASE.as_bytes())]);
    for _ in 0..2 {
        folder.run(&["extract", ".", "-o", "."]).ends(0).says("-o OTHER");
        assert_eq!(folder.manifest(".")["totals"]["files"], 1);
    }
}

#[test]
fn a_folder_of_records_is_no_folder_of_submissions() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in", "-o", "in/old"]).ends(0);
    folder.run(&["extract", "in/old"]).ends(2).says("only what casebook wrote").says("the folder the submissions are in");
    folder.run(&["extract", "in"]).ends(0).says("1 file ");
    assert_eq!(folder.manifest("output")["ignored"].as_array().unwrap().len(), 4);
}

#[test]
fn what_a_person_put_in_the_place_of_a_record_stays() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes()), ("in/b.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in"]).ends(0);
    // As a run leaves it that was stopped before it wrote the record, in whose place someone then put a file.
    let mut manifest = folder.manifest("output");
    manifest["complete"] = false.into();
    manifest["inputs"][0]["outcome"] = "pending".into();
    folder.add("output/manifest.json", manifest.to_string().as_bytes());
    for mine in ["my own notes", "{\"schema\": \"casebook.record\", \"document\": {\"path\": \"other.txt\"}}"] {
        folder.add("output/records/a.txt.json", mine.as_bytes());
        folder.run(&["extract", "in"]).ends(1).says("output_taken").says("Move that file away");
        assert_eq!(folder.read("output/records/a.txt.json"), mine);
        assert!(folder.manifest("output")["inputs"][1]["record"].is_string(), "the other file was read");
    }
    folder.add("in/a.txt", b"");
    folder.run(&["extract", "in"]).ends(1);
    assert!(folder.path("output/records/a.txt.json").exists(), "nor is it cleared away when the file fails");
}

#[test]
fn arguments_that_make_no_sense_say_what_would() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in", "--timeout", "abc"]).ends(2).says("whole seconds").says("--timeout 120");
    folder.run(&["extract", "in", "--timeout", "0"]).ends(2).says("whole seconds");
    folder.run(&["extract", "in", "--knowledge", "nope"]).ends(2).says("nope is not there").says("templates/our-call.toml");
    folder.run(&["extract", "in", "--knowledge", "in/a.txt"]).ends(2).says("is a file, not a folder");
}

#[test]
fn the_output_folder_mirrors_one_run() {
    let folder = Folder::with(&[("one/a.txt", CASE.as_bytes()), ("two/sub/b.txt", CASE.as_bytes()), ("output/records/mine.txt", b"mine")]);
    folder.run(&["extract", "two"]).ends(0).says("1 file casebook did not write");
    folder.run(&["extract", "one"]).ends(0).says("Cleared away 1 record");
    let paths: Vec<_> = folder.files("output/records").into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["a.txt.json", "mine.txt"], "its own old record is gone, the stranger's file stays");
}

#[test]
fn files_of_others_are_never_overwritten() {
    for name in ["manifest.json", "summary.csv", "records.ndjson"] {
        let folder = Folder::with(&[("in/a.txt", CASE.as_bytes()), (&format!("output/{name}"), b"mine")]);
        folder.run(&["extract", "in"]).ends(2).says(name).says("--output");
        assert_eq!(folder.read(&format!("output/{name}")), "mine");
    }
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes()), ("output/records/a.txt.json", b"mine")]);
    folder.run(&["extract", "in"]).ends(1).says("output_taken");
    assert_eq!(folder.read("output/records/a.txt.json"), "mine");
}

#[test]
fn a_stopped_run_is_taken_up_again() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in"]).ends(0);
    // As a run leaves it that was killed between its first record and its tables.
    let mut manifest = folder.manifest("output");
    manifest["complete"] = false.into();
    // An earlier version's manifest need not have all that this one's has.
    manifest.as_object_mut().unwrap().remove("software");
    manifest["inputs"][0]["outcome"] = "pending".into();
    folder.add("output/manifest.json", manifest.to_string().as_bytes());
    folder.add("output/records/.casebook-1-0.tmp", b"{ half");
    folder.run(&["extract", "in"]).ends(0);
    assert_eq!(entry(&folder.manifest("output"), "a.txt")["record"], "records/a.txt.json");
    assert_eq!(folder.files("output/records").len(), 1, "the half-written file is gone");
}

#[test]
fn the_summary_opens_right_in_a_spreadsheet() {
    let title = CASE.replace("Title: A laundry", "Title: =HYPERLINK(\"x\") A laundry");
    let folder = Folder::with(&[("in/a, b.txt", title.as_bytes()), ("in/=1+1.txt", CASE.as_bytes()), ("in/empty.txt", b"")]);
    folder.run(&["extract", "in"]).ends(1);
    let text = folder.read("output/summary.csv");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark tells spreadsheets that it is UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| rows[row].get(header.iter().position(|h| h == name).unwrap()).unwrap().to_owned();
    assert_eq!((cell(0, "path"), cell(1, "path"), cell(2, "path")), ("'=1+1.txt".into(), "a, b.txt".into(), "empty.txt".into()));
    assert_eq!(cell(1, "title"), "'=HYPERLINK(\"x\") A laundry run by its workers");
    assert_eq!(
        (cell(1, "revenue"), cell(1, "revenue_currency"), cell(1, "revenue_words")),
        ("1200000".into(), "EUR".into(), "1.2 million EUR".into())
    );
    assert_eq!((cell(1, "jobs"), cell(1, "language")), ("42".into(), "en".into()));
    assert!(cell(1, "missing_sections").split(' ').any(|s| s == "outcomes"), "{}", cell(1, "missing_sections"));
    assert_eq!((cell(2, "status"), cell(2, "error")), ("failed".into(), "the file is empty".into()));
}

#[test]
fn progress_and_report_keep_to_their_streams() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes())]);
    let run = folder.run(&["extract", "in"]);
    assert!(run.stderr.starts_with("[1/1] ") && run.stdout.starts_with("1 file in "), "{run:?}");
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "no colour where no person looks");
    let run = folder.run(&["extract", "in", "--quiet"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let run = folder.run(&["extract", "in", "--quiet", "--json"]);
    let printed: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(printed, folder.manifest("output"));
}

#[test]
fn usage_errors_say_what_to_do() {
    let folder = Folder::with(&[("in/.hidden", b"x"), ("bad/languages/en.toml", b"function_words = 3\n")]);
    folder.run(&["extract", "nowhere"]).ends(2).says("nowhere").says("spelling");
    folder.run(&["extract", "in"]).ends(2).says("no files to read").says("PDF, DOCX, ODT");
    folder.run(&["extract"]).ends(2).says("PATH");
    folder.run(&["extract", "in", "--template", "no-such"]).ends(2).says("no template no-such").says("good-practice");
    folder.run(&["extract", "in", "--knowledge", "bad"]).ends(2).says("languages/en.toml, line 1");
    assert!(!folder.path("output/manifest.json").exists());
}
