//! Archives and mails among the files: every file in them ends as a record or as a named failure, under its own path.

use super::support::{CASE, FIXTURES, Folder, entry, zip};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Names as they are, also such as no program would write.
fn crooked(name: &str, bytes: &[u8]) -> Vec<u8> {
    let placeholder = "x".repeat(name.len());
    let whole = zip(&[(&placeholder, bytes)]);
    let mut out = whole.clone();
    for at in whole.windows(name.len()).enumerate().filter(|(_, w)| *w == placeholder.as_bytes()).map(|(at, _)| at) {
        out[at..at + name.len()].copy_from_slice(name.as_bytes());
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for nth in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * nth) & 63) as usize];
            out.push(if nth <= chunk.len() { char::from(sign) } else { '=' });
        }
        if out.len() % 77 == 76 {
            out.push('\n');
        }
    }
    out
}

fn mail(body: &str, attachments: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut out = format!(
        "From: Rosa <rosa@example.org>\r\nTo: calls@example.org\r\nSubject: Our case\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    );
    for (name, kind, bytes) in attachments {
        let _ = write!(
            out,
            "--b1\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(bytes)
        );
    }
    (out + "--b1--\r\n").into_bytes()
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn docx() -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}/karite-sahel--word-headings.docx")).unwrap()
}

#[test]
fn files_in_archives_and_mails_are_read_under_their_own_path() {
    let docx = docx();
    let inner = zip(&[("annex/b.txt", CASE.as_bytes()), ("bad.png", b"\x89PNG\r\n\x1a\n")]);
    let outer = zip(&[
        ("case.docx", &docx),
        ("more.zip", &inner),
        ("__MACOSX/._case.docx", b"x"),
        (".DS_Store", b"x"),
        ("letter.eml", &mail("Please find our case attached.", &[("in mail.docx", WORD, &docx)])),
    ]);
    let forwarded = mail(CASE, &[]);
    let folder = Folder::with(&[
        ("in/call.zip", &outer),
        ("in/rosa.eml", &mail("Voilà.", &[("éa.docx", WORD, &docx), ("photo.png", "image/png", b"\x89PNG\r\n\x1a\n")])),
        ("in/direct.eml", &forwarded),
        ("in/plain.txt", CASE.as_bytes()),
    ]);
    folder.run(&["extract", "in"]).ends(1);
    let manifest = folder.manifest("output");
    let outcomes: Vec<(&str, &str)> = manifest["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["path"].as_str().unwrap(), e["error"]["code"].as_str().unwrap_or("record")))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("call.zip/case.docx", "record"),
            ("call.zip/letter.eml/in mail.docx", "record"),
            ("call.zip/more.zip/annex/b.txt", "record"),
            ("call.zip/more.zip/bad.png", "unsupported"),
            ("direct.eml/message.txt", "record"),
            ("plain.txt", "record"),
            ("rosa.eml/photo.png", "unsupported"),
            ("rosa.eml/éa.docx", "record"),
        ]
    );
    let ignored: Vec<_> = manifest["ignored"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(
        ignored,
        ["call.zip/.DS_Store", "call.zip/__MACOSX/._case.docx", "call.zip/letter.eml/message.txt", "rosa.eml/message.txt"],
        "what is left out is named"
    );
    let records = folder.records("output");
    let inside = records.iter().find(|r| r["document"]["path"] == "call.zip/case.docx").unwrap();
    let direct = folder.run(&["inspect", &format!("{FIXTURES}/karite-sahel--word-headings.docx"), "--json"]);
    let direct: serde_json::Value = serde_json::from_str(&direct.stdout).unwrap();
    assert_eq!((&inside["text"], &inside["document"]["id"]), (&direct["text"], &direct["document"]["id"]), "read as if it stood alone");
    assert_eq!(inside["document"]["name"], "case.docx");
    folder.run(&["inspect", "in/call.zip/more.zip/annex/b.txt", "--text"]).ends(0).says("employs 42 people");
    folder.run(&["inspect", "in/call.zip"]).ends(2).says("call.zip/case.docx").says("casebook extract");
    folder.run(&["inspect", "in/call.zip/nothing.txt"]).ends(2);
}

#[test]
fn hostile_archives_end_by_name_and_write_nowhere_else() {
    let zeros = vec![0u8; 64 << 20];
    let many: Vec<(String, Vec<u8>)> = (0..10_000).map(|n| (format!("{n}.txt"), b"x".to_vec())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let mut nested = zip(&[("deep.txt", CASE.as_bytes())]);
    for _ in 0..4 {
        nested = zip(&[("a.zip", &nested)]);
    }
    let mut cut = zip(&[("a.txt", CASE.as_bytes())]);
    cut.truncate(cut.len() - 30);
    let mut lying = zip(&[("zeros.txt", &vec![b'a'; 200 << 20])]);
    // The sizes it claims, small in both lists.
    let claimed = (200u32 << 20).to_le_bytes();
    let places: Vec<usize> = lying.windows(4).enumerate().filter(|(_, w)| *w == claimed).map(|(at, _)| at).collect();
    for at in places {
        lying[at..at + 4].copy_from_slice(&100_000u32.to_le_bytes());
    }
    let folder = Folder::with(&[
        ("in/good.txt", CASE.as_bytes()),
        ("in/bomb.zip", &zip(&[("zeros.bin", &zeros), ("good.txt", CASE.as_bytes())])),
        ("in/lying.zip", &lying),
        ("in/many.zip", &zip(&many)),
        ("in/nested.zip", &nested),
        ("in/cut.zip", &cut),
        ("in/empty.zip", &zip(&[])),
        ("in/up.zip", &crooked("../../../escaped.txt", CASE.as_bytes())),
        ("in/root.zip", &crooked("/tmp-casebook-escaped.txt", CASE.as_bytes())),
    ]);
    let started = Instant::now();
    folder.run(&["extract", "in"]).ends(1);
    assert!(started.elapsed() < Duration::from_mins(1), "{:?}", started.elapsed());
    let manifest = folder.manifest("output");
    for (path, code) in [
        ("bomb.zip/zeros.bin", "too_large"),
        ("many.zip", "too_large"),
        ("nested.zip/a.zip/a.zip", "nested_too_deep"),
        ("cut.zip", "damaged"),
        ("empty.zip", "nothing_inside"),
    ] {
        assert_eq!(entry(&manifest, path)["error"]["code"], code, "{path}");
    }
    let lying = &entry(&manifest, "lying.zip/zeros.txt")["error"]["code"];
    assert!(lying == "too_large" || lying == "damaged", "{lying}");
    for path in ["good.txt", "bomb.zip/good.txt", "up.zip/escaped.txt", "root.zip/tmp-casebook-escaped.txt"] {
        assert!(entry(&manifest, path)["record"].is_string(), "{path}: {}", entry(&manifest, path)["error"]);
    }
    assert!(!folder.path("escaped.txt").exists() && !folder.path("../escaped.txt").exists());
}

#[test]
fn protected_members_and_outlook_messages_say_what_to_do() {
    let mut protected = zip(&[("a.txt", CASE.as_bytes())]);
    // The flag that says so, in both lists.
    let mark = |bytes: &mut Vec<u8>, signature: &[u8], offset: usize| {
        let at = bytes.windows(4).position(|w| w == signature).unwrap();
        bytes[at + offset] |= 1;
    };
    mark(&mut protected, b"PK\x03\x04", 6);
    mark(&mut protected, b"PK\x01\x02", 8);
    let outlook: Vec<u8> = "__properties_version1.0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let outlook = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &outlook].concat();
    let folder = Folder::with(&[("in/p.zip", &protected), ("in/m.msg", &outlook)]);
    folder.run(&["extract", "in"]).ends(1).says("p.zip/a.txt").says("password_needed").says("save its attachments");
    assert_eq!(entry(&folder.manifest("output"), "m.msg")["error"]["code"], "outlook_message");
}
