//! Bad files among good ones: every good one gets its record, every bad one a named failure with what to do.

use super::support::{CASE, FILES, FIXTURES, Folder, entry};
use std::time::{Duration, Instant};

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\0\0\0\x01\0\x01\0\0\0\0IEND";

#[test]
fn bad_files_fail_by_name_and_good_ones_are_read() {
    let pdf = std::fs::read(format!("{FIXTURES}/strathbeg-energy--hyphenated.pdf")).unwrap();
    let docx = std::fs::read(format!("{FIXTURES}/karite-sahel--word-headings.docx")).unwrap();
    let protected = std::fs::read(format!("{FILES}/protected.pdf")).unwrap();
    let folder = Folder::with(&[
        ("in/good.pdf", &pdf),
        ("in/good.docx", &docx),
        ("in/good.txt", CASE.as_bytes()),
        ("in/empty.pdf", b""),
        ("in/truncated.pdf", &pdf[..400]),
        ("in/truncated.docx", &docx[..docx.len() / 2]),
        ("in/no-zip.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0"),
        ("in/protected.pdf", &protected),
        ("in/picture.png", PNG),
        ("in/zeros.bin", &[0; 4096]),
    ]);
    let run = folder.run(&["extract", "in"]);
    run.ends(1);
    let manifest = folder.manifest("output");
    for good in ["good.pdf", "good.docx", "good.txt"] {
        assert!(["read", "flagged"].contains(&entry(&manifest, good)["outcome"].as_str().unwrap()), "{good}");
    }
    for (bad, codes) in [
        ("empty.pdf", &["empty"][..]),
        ("truncated.pdf", &["damaged", "no_text"]),
        ("truncated.docx", &["damaged"]),
        ("no-zip.docx", &["unsupported", "damaged"]),
        ("protected.pdf", &["password_needed"]),
        ("picture.png", &["unsupported"]),
        ("zeros.bin", &["unsupported", "no_text", "damaged"]),
    ] {
        let entry = entry(&manifest, bad);
        let code = entry["error"]["code"].as_str().unwrap_or_else(|| panic!("{bad} was read: {entry:#}"));
        assert!(codes.contains(&code), "{bad}: {}", entry["error"]);
        let advice = entry["error"]["advice"].as_str().unwrap();
        run.says(bad).says(advice);
        assert!(entry["record"].is_null());
    }
    assert_eq!(folder.records("output").len(), 3);
    let totals = |name: &str| manifest["totals"][name].as_u64().unwrap();
    assert_eq!((totals("read") + totals("flagged"), totals("failed")), (3, 7));
    run.says(&format!("read    {:>6}  nothing to do", totals("read")));
}

#[test]
fn a_password_opens_a_protected_file() {
    let protected = std::fs::read(format!("{FILES}/protected.pdf")).unwrap();
    let folder = Folder::with(&[("in/protected.pdf", &protected), ("in/a.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in", "--password", "wrong"]).ends(1).says("password_wrong");
    folder.run(&["extract", "in", "--password", "open sesame"]).ends(0);
    assert!(folder.records("output").iter().any(|r| r["text"].as_str().unwrap().contains("employs 42 people")));
    assert!(
        folder.files("output").iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("sesame")),
        "a password is never written"
    );
}

/// Runs a batch whose worker is the program behind a shell that does something else when it is handed `b.txt`.
#[cfg(unix)]
fn run_with_worker(then: &str, timeout: u64) -> (Folder, casebook::batch::Manifest) {
    use casebook::batch::{Batch, Entry, Watch, WorkerSetup, run};
    struct Silent;
    impl Watch for Silent {
        fn begin(&self, _: usize) {}
        fn reading(&self, _: &str) {}
        fn done(&self, _: &Entry) {}
        fn end(&self) {}
    }
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes()), ("in/b.txt", CASE.as_bytes()), ("in/c.txt", CASE.as_bytes())]);
    let script = format!(
        "while IFS= read -r task; do case \"$task\" in *b.txt*) {then};; esac; printf '%s\\n' \"$task\"; done | '{}' worker",
        env!("CARGO_BIN_EXE_casebook")
    );
    let batch = Batch {
        paths: vec![folder.path("in")],
        output: folder.path("output"),
        jobs: 1,
        setup: WorkerSetup {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            timeout: Duration::from_secs(timeout),
            template: None,
            password: None,
            convert: false,
            ocr: casebook::reader::ocr::OcrWish::default(),
        },
        knowledge: casebook::knowledge::Knowledge::embedded(),
    };
    let manifest = run(&batch, &Silent).unwrap().manifest;
    (folder, manifest)
}

#[cfg(unix)]
#[test]
fn a_hung_reader_is_stopped_at_the_deadline() {
    let started = Instant::now();
    let (folder, manifest) = run_with_worker("sleep 20", 2);
    assert!(started.elapsed() < Duration::from_secs(18), "{:?}", started.elapsed());
    let error = manifest.inputs.iter().find_map(|e| e.error.as_ref().filter(|_| e.path == "b.txt")).unwrap();
    assert!(error.code == "timeout" && error.message.contains("longer than 2 s") && error.advice.contains("--timeout"), "{error:?}");
    assert_eq!(folder.records("output").len(), 2, "the batch went on");
}

#[cfg(unix)]
#[test]
fn a_crashed_reader_is_replaced() {
    let (folder, manifest) = run_with_worker("exit 1", 60);
    let error = manifest.inputs.iter().find_map(|e| e.error.as_ref().filter(|_| e.path == "b.txt")).unwrap();
    assert!(error.code == "crashed" && error.advice.contains("report it"), "{error:?}");
    assert_eq!(folder.records("output").len(), 2, "the batch went on");
}

#[test]
fn a_failed_file_leaves_no_old_record() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes()), ("in/b.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in"]).ends(0);
    folder.add("in/a.txt", b"");
    folder.run(&["extract", "in"]).ends(1);
    assert_eq!(folder.records("output").len(), 1);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes())]);
    let pipe = folder.path("in/pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("..", folder.path("in/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("in/broken.txt")).unwrap();
    folder.run(&["extract", "in"]).ends(1).says("broken.txt").says("unreadable");
    let manifest = folder.manifest("output");
    assert_eq!((&manifest["totals"]["flagged"], &manifest["totals"]["ignored"]), (&1.into(), &2.into()), "{manifest:#}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_named_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[("in/a.txt", CASE.as_bytes())]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    std::fs::write(folder.path("in").join(name), CASE).unwrap();
    folder.run(&["extract", "in"]).ends(1).says("name_not_unicode").says("Rename the file");
    assert_eq!(folder.records("output").len(), 1);
}
