//! Every feature a table row: a small web page, and what must come out of it.

use super::is_page;
use crate::flag::FlagCode;
use crate::reader::ReadError;
use crate::reader::rich::testing::describe;
use std::time::{Duration, Instant};

fn check(rows: &[(&str, &str, &str)]) {
    for (name, page, expected) in rows {
        let document = super::read(page.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(describe(&document), *expected, "{name}");
    }
}

#[test]
fn text() {
    check(&[
        (
            "headings and paragraphs",
            "<h2>The\nshop</h2><p>It cost\n  5&nbsp;&euro; &amp; <b>not</b> more,\nas 4 < 5.",
            "H2 The shop\nIt cost 5\u{a0}€ & not more, as 4 < 5.",
        ),
        ("paragraphs nobody closed", "<body><p>one<p>two<div>three</div>four", "one\ntwo\nthree\nfour"),
        ("line breaks part paragraphs, but no headings", "<h1>a<br>b</h1>c<br/>d", "H1 a b\nc\nd"),
        (
            "what is no text",
            "<head><title>T</title><style>p{}</style></head><!-- <p>no --><script>if (a < b) '</p>'</script><p>x</p><svg><text>y</text></svg>",
            "x",
        ),
        ("signs for less", "<p>a <5 b < c <= d", "a <5 b < c <= d"),
        ("attributes with tags in them", "<p title=\"a > b\" data-x='<p>'>x", "x"),
        ("preformatted lines", "<pre>a  b\nc</pre>", "a b\nc"),
        (
            "forms",
            "<input type=checkbox checked> yes <input type=radio> no <input value=\"42\"> <select><option>a<option>b</select>x",
            "☒ yes ☐ no 42 x",
        ),
        ("navigation stands beside the text", "<nav><a>Home</a></nav><p>x", "x\nrunning: Home"),
        (
            "Word's own marks",
            "<p class=MsoNormal><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>item<o:p></o:p></p>",
            "- (·) item",
        ),
    ]);
}

#[test]
fn lists() {
    check(&[
        ("bullets", "<ul><li>near</li><li>ours</ul>after", "- (•) near\n- (•) ours\nafter"),
        ("numbers", "<ol start=3><li>a<li value=7>b<li>c</ol>", "- (3.) a\n- (7.) b\n- (8.) c"),
        ("lists in lists", "<ol><li>a<ul><li>b</ul><li>c</ol>", "- (1.) a\n- (•) b\n- (2.) c"),
        ("several paragraphs in an item", "<ul><li><p>a</p><p>b</p></ul>", "- (•) a\n- b"),
    ]);
}

#[test]
fn tables() {
    check(&[
        ("cells", "<table><tr><th>Zone<th>Members<tr><td><p>East<p>and North<td>9</table>", "[Zone|Members / East; and North|9]"),
        (
            "merged cells",
            "<table><tr><td colspan=2>wide</td></tr><tr><td rowspan=2>tall</td><td>x</td></tr><tr><td>y</td></tr></table>",
            "[1x2:wide / 2x1:tall|x / y]",
        ),
        ("tables in cells", "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>", "[a; [b]|c]"),
        ("captions come first", "<table><caption>Jobs</caption><tr><td>5</td></tr></table>", "Jobs\n[5]"),
        ("a table nobody closed", "<table><tr><td>a<td>b", "[a|b]"),
        ("cells without rows", "<table><td>a</td><td>b</td></table>", "[a|b]"),
        ("lists in cells are their own", "<ul><li>x<table><tr><td>a</td></tr></table>y</ul>", "- (•) x\n[a]\n- y"),
    ]);
    let document = super::read(b"<table><thead><tr><td>Year</td></tr></thead><tbody><tr><td>2020</td></tr></table>").unwrap();
    let crate::document::BlockKind::Table(grid) = &document.blocks[0].kind else { panic!("no table") };
    assert_eq!((grid.rows, grid.header_rows), (2, 1));
}

#[test]
fn looks_and_what_is_said_about_the_page() {
    let page = "<html lang=\"fr-CA\"><head><meta charset=windows-1252><title>Caf\u{e9} &amp; co</title><meta name=author content=Rosa></head>\
                <p><strong>Lead.</strong> more</p><p style='font-weight: bold; font-size:24pt'>All</p><p>the usual size of a text of this page</p>";
    let bytes: Vec<u8> = page.chars().map(|c| c as u8).collect();
    let document = super::read(&bytes).unwrap();
    let looks: Vec<_> = document.blocks.iter().map(|b| (b.style.bold, b.style.bold_lead, b.style.size > 1.5)).collect();
    assert_eq!(looks, [(false, 5, false), (true, 0, true), (false, 0, false)]);
    let metadata = &document.metadata;
    let said = [&metadata.title, &metadata.author, &metadata.language].map(|f| f.as_deref().unwrap_or_default());
    assert_eq!(said, ["Café & co", "Rosa", "fr-CA"]);
}

#[test]
fn what_is_left_out_is_said() {
    for (name, page, expected, code, detail) in [
        ("deleted", "<p>a<del>b <del>c</del></del>d", "ad", FlagCode::TrackedChanges, "0 insertions, 1 deletion"),
        ("inserted", "<p>a<ins>b</ins>", "ab", FlagCode::TrackedChanges, "1 insertion, 0 deletions"),
        ("hidden by style", "<div style=\"display : none\">a<div>b</div></div>c", "c", FlagCode::HiddenTextLeftOut, "1 stretch"),
        ("hidden by attribute", "<p hidden>a</p><p>c", "c", FlagCode::HiddenTextLeftOut, "1 stretch"),
    ] {
        let document = super::read(page.as_bytes()).unwrap();
        assert_eq!(describe(&document), expected, "{name}");
        let flags: Vec<_> = document.flags.iter().map(|f| (f.code, f.detail.as_deref().unwrap_or_default())).collect();
        assert_eq!(flags, [(code, detail)], "{name}");
    }
}

#[test]
fn pages_are_told_from_texts() {
    for (start, name, page) in [
        ("<!DOCTYPE html>", "a", true),
        ("\u{FEFF}\n<HTML>", "a.txt", true),
        ("<!-- saved from --> <html>", "a", true),
        ("<?xml version=\"1.0\"?><html xmlns=\"x\">", "a", true),
        ("<p>Words</p>", "a.htm", true),
        ("<p>Words</p>", "a.txt", false),
        ("Words <b>here</b>", "a.html", false),
        ("<customers> say", "a.txt", false),
    ] {
        assert_eq!(is_page(start, name), page, "{start:?} {name}");
    }
}

#[test]
fn hostile_pages_end_in_time_and_by_name() {
    let many = |text: &str, times: usize| format!("<html>x{}", text.repeat(times));
    let rows: Vec<(&str, String, Option<&str>)> = vec![
        ("no words", "<html><p></p>".to_owned(), Some("no_text")),
        ("tags that never end", many("<p ", 200_000), None),
        ("quotes that never end", many("<p a=\"", 200_000), None),
        ("quotes that end late", many("<p a=\"", 200_000) + ">", None),
        ("attributes that never end", format!("<html>x<ol {}>", "a=b ".repeat(200_000)), None),
        ("comments that never end", many("<!--", 200_000), None),
        ("scripts that never end", many("<script>", 200_000), None),
        ("tables in tables", many("<table><tr><td>", 50_000), None),
        ("lists in lists", many("<ul><li>", 50_000), None),
        ("bold in bold", many("<b><i>", 200_000), None),
        ("hidden in hidden", many("<div hidden>", 200_000), None),
        ("cells of great size", "<table><td rowspan=99999999999 colspan=99999999999>x<td rowspan=0>y".to_owned(), None),
        ("cells of some size", format!("<table>{}", "<tr><td rowspan=65000 colspan=1000>x".repeat(3_000)), None),
        ("paragraphs without end", many("<p>a", 300_000), Some("too_large")),
        ("closing without opening", many("</table></td></ul></div>", 50_000), None),
    ];
    for (name, page, code) in rows {
        let started = Instant::now();
        let read = super::read(page.as_bytes());
        assert!(started.elapsed() < Duration::from_secs(5), "{name} took {:?}", started.elapsed());
        assert_eq!(read.as_ref().map_err(ReadError::code).err(), code, "{name}");
    }
}
