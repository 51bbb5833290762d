//! Pages that are pictures: read with tesseract where it is installed, and told where it is not.

use super::support::{Folder, assert_valid};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/corpus/out");
const SCAN: &str = "kulturwerk-aare--scanned.pdf";

/// Whether tesseract is there. Skipping is said aloud, and is a failure where nothing may be skipped.
fn tesseract() -> bool {
    let there = Command::new("tesseract").arg("--version").output().is_ok();
    if !there {
        assert!(std::env::var_os("CASEBOOK_TEST_ALL").is_none(), "tesseract is not installed");
        eprintln!("SKIPPED: tesseract is not installed");
    }
    there
}

fn scan() -> Folder {
    Folder::with(&[(SCAN, &std::fs::read(format!("{CORPUS}/{SCAN}")).unwrap())])
}

fn flags(thing: &Value) -> Vec<(&str, &str)> {
    let flags = thing["flags"].as_array().unwrap().iter();
    flags.map(|f| (f["code"].as_str().unwrap(), f["detail"].as_str().unwrap_or_default())).collect()
}

#[test]
fn a_scan_is_read_and_says_so() {
    if !tesseract() {
        return;
    }
    let folder = scan();
    let run = folder.run(&["inspect", SCAN, "--json"]);
    let record: Value = serde_json::from_str(&run.ends(0).stdout).unwrap();
    assert_valid(&record);
    assert_eq!(record["software"]["ocr"]["engine"], "tesseract");
    assert!(flags(&record).iter().any(|(code, detail)| *code == "ocr" && detail.contains("pages 1-3") && detail.contains("eng")));
    assert!(flags(&record).iter().all(|(code, _)| *code != "no_text_layer"));
    let figures = record["figures"].as_array().unwrap();
    for figure in figures {
        assert!(flags(figure).iter().any(|(code, _)| *code == "ocr"), "{figure}");
        assert!(figure["places"][0]["box"].is_array() && figure["confidence"].as_f64().unwrap() < 1.0, "{figure}");
    }
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(format!("{CORPUS}/kulturwerk-aare.gold.json")).unwrap()).unwrap();
    let values = |figures: &Value| -> BTreeSet<String> {
        figures.as_array().unwrap().iter().filter_map(|f| f["value"].as_str()).map(|v| v.trim_end_matches(".0").to_owned()).collect()
    };
    let (wanted, got) = (values(&gold["figures"]), values(&record["figures"]));
    let found = wanted.intersection(&got).count();
    assert!(found * 10 >= wanted.len() * 8, "{found} of {} values", wanted.len());
    assert_eq!(folder.run(&["inspect", SCAN, "--json"]).stdout, run.stdout, "a second reading gives the same bytes");
}

#[test]
fn languages_that_are_not_there_are_told_before_any_file_is_read() {
    if !tesseract() {
        return;
    }
    scan().run(&["inspect", SCAN, "--ocr-lang", "en,xx"]).ends(2).says("no data for xx").says("choose among");
}

#[test]
fn without_the_engine_the_pages_are_flagged() {
    let folder = scan();
    for (mode, advice) in [("auto", "apt install tesseract"), ("never", "--ocr never")] {
        let run = folder.run_with(&["inspect", SCAN, "--json", "--ocr", mode], &[("PATH", "")]);
        let record: Value = serde_json::from_str(&run.ends(0).stdout).unwrap();
        assert_valid(&record);
        assert!(record["software"]["ocr"].is_null());
        assert!(
            flags(&record).iter().any(|(code, detail)| *code == "no_text_layer" && detail.contains(advice)),
            "{mode}: {:?}",
            flags(&record)
        );
    }
    folder.run_with(&["inspect", SCAN, "--ocr", "always"], &[("PATH", "")]).ends(2).says("not installed").says("apt install");
}

#[cfg(unix)]
#[test]
fn an_engine_that_hangs_or_breaks_costs_its_pages_only() {
    use std::os::unix::fs::PermissionsExt;
    for (name, body, reason) in [
        ("hangs", "exec sleep 100", "took longer than 1 seconds"),
        ("breaks", "exit 3", "gave up"),
        ("babbles", "cat /dev/urandom | head -c 100000", ""),
    ] {
        let folder = scan();
        let script =
            format!("#!/bin/sh\ncase $1 in --version) echo tesseract 9.9;; --list-langs) echo List; echo eng;; *) {body};; esac\n");
        folder.add("bin/tesseract", script.as_bytes());
        std::fs::set_permissions(folder.path("bin/tesseract"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:{}", folder.path("bin").display(), std::env::var("PATH").unwrap_or_default());
        let run = folder.run_with(&["inspect", SCAN, "--json", "--timeout", "2"], &[("PATH", &path)]);
        let record: Value = serde_json::from_str(&run.ends(0).stdout).unwrap();
        let told = flags(&record).iter().any(|(code, detail)| *code == "no_text_layer" && detail.contains(reason));
        assert!(told || reason.is_empty(), "{name}: {:?}", flags(&record));
    }
}

#[test]
fn a_page_is_shown_with_its_boxes() {
    let folder = Folder::with(&[]);
    let file = format!("{CORPUS}/fundy-credit--running-header-footer.pdf");
    let run = folder.run(&["inspect", &file, "--layout", "--page", "2"]);
    run.ends(0).says("page 2  ").says("paragraph, body  [").says("paragraph, running  [");
    folder.run(&["inspect", &file, "--layout", "--page", "2", "-o", "page.png"]).ends(0);
    assert!(std::fs::read(folder.path("page.png")).unwrap().starts_with(b"\x89PNG"));
    folder.run(&["inspect", &file, "--layout", "--page", "99", "-o", "none.png"]).ends(2).says("can't be drawn");
    folder.run(&["inspect", &file, "--page", "2"]).ends(2);
}
