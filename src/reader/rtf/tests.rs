//! Every feature a table row: a small rich text, and what must come out of it.

use crate::document::Document;
use crate::flag::FlagCode;
use crate::reader::ReadError;
use crate::reader::rich::testing::describe;
use std::time::{Duration, Instant};

const HEAD: &str = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\
    {\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 Titre 1;}{\\s2\\b heading 2;}{\\s3\\sbasedon0\\snext0 toc 1;}{\\s4 TOC Heading;}{\\*\\cs10 Default;}}\
    {\\info{\\title A title}{\\author An author}{\\company Us}}\\pard\\plain ";

fn read(body: &str) -> Document {
    super::read(format!("{HEAD}{body}}}").as_bytes()).unwrap_or_else(|e| panic!("{e}: {body}"))
}

fn check(rows: &[(&str, &str, &str)]) {
    for (name, rtf, expected) in rows {
        assert_eq!(describe(&read(rtf)), *expected, "{name}");
    }
}

#[test]
fn text() {
    check(&[
        ("paragraphs", "one\\par two\\\nthree", "one\ntwo\nthree"),
        ("line ends of the file are none of the text", "coop\r\nerative\\line next", "cooperative next"),
        ("code page", "caf\\'e9 50 \\'80", "café 50 €"),
        ("a font's character set", "{\\f1 \\'cf\\'f0\\'e8} x", "При x"),
        ("unicode with what stands in for it", "\\u8364?\\u8217\\'92\\uc0\\u233 t", "€’ét"),
        ("negative and beyond the plane", "x \\u-3913? \\u-10179?\\u-8704?", "x • 😀"),
        ("signs", "a\\~b\\_c\\-d \\emdash \\ldblquote e\\rdblquote \\{f\\}\\\\", "a\u{a0}b\u{2011}cd —“e”{f}\\"),
        ("fields show their result", "see {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt our site}}", "see our site"),
        ("destinations nobody knows", "a{\\*\\unknown b}c{\\pict\\pngblip 89504e47}", "ac"),
        ("binary data with braces", "a{\\pict\\bin4 }}{{}b", "ab"),
        ("said again in Unicode", "{\\upr{old}{\\*\\ud{new}}}", "new"),
        (
            "a table of contents stands aside",
            "\\s4 Contents\\par\\pard\\s3 Why we began\\tab 2\\par\\pard\\s1 Why we began\\par\\pard It was cold.",
            "H1 Why we began\nIt was cold.\nrunning: Contents\nrunning: Why we began 2",
        ),
        (
            "headings by outline level, by style, by the style's name",
            "\\outlinelevel2 A\\par\\pard\\s1 B\\par\\pard\\s2 C\\par\\pard D",
            "H3 A\nH1 B\nH2 C\nD",
        ),
        ("list markers", "{\\listtext\\pard 1.\\tab}one\\par{\\pntext\\'b7\\tab}two", "- (1.) one\n- (·) two"),
        ("notes", "Sales{\\super\\chftn}{\\footnote\\pard In 2020.} grew.", "Sales grew.\nnote: In 2020."),
        ("headers and footers", "{\\header Us\\par}{\\footer Us\\par}x", "x\nrunning: Us"),
        ("text boxes, once", "a{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt\\pard box\\par}}{\\shprslt old}}b", "ab\nbox"),
        ("embedded objects show their result", "{\\object{\\*\\objclass Excel}{\\*\\objdata 00}{\\result 5}}", "5"),
    ]);
    let document = read("{\\b Lead.} Then more\\par\\b All\\b0");
    let bold: Vec<_> = document.blocks.iter().map(|b| (b.style.bold, b.style.bold_lead)).collect();
    assert_eq!(bold, [(false, 5), (true, 0)]);
    assert_eq!((document.metadata.title.as_deref(), document.metadata.author.as_deref()), (Some("A title"), Some("An author")));
}

#[test]
fn tables() {
    let row = |ends: &str, cells: &str| format!("\\trowd{ends}\\pard\\intbl {cells}\\row ");
    let two = "\\cellx2000\\cellx4000";
    check(&[
        (
            "rows and cells",
            &(row(two, "Year\\cell Jobs\\cell") + &row(two, "2020\\cell\\cell") + "\\pard after"),
            "[Year|Jobs / 2020|]\nafter",
        ),
        ("paragraphs in a cell", &row(two, "a\\par b\\cell c\\cell"), "[a; b|c]"),
        ("wide cells, by where they end", &(row("\\cellx4010", "wide\\cell") + &row(two, "x\\cell y\\cell")), "[1x2:wide / x|y]"),
        (
            "tall cells",
            &(row("\\clvmgf\\cellx2000\\cellx4000", "tall\\cell x\\cell") + &row("\\clvmrg\\cellx2000\\cellx4000", "\\cell y\\cell")),
            "[2x1:tall|x / y]",
        ),
        ("cells merged to the left", &row("\\clmgf\\cellx2000\\clmrg\\cellx4000", "both\\cell\\cell"), "[1x2:both]"),
        (
            "tables in cells",
            "\\trowd\\cellx4000\\pard\\intbl\\itap2 in\\nestcell{\\*\\nesttableprops\\trowd\\cellx2000\\nestrow}{\\nonesttables old}\\pard\\intbl out\\cell\\trowd\\cellx4000\\row\\pard x",
            "[[in]; out]\nx",
        ),
        ("a table that is cut off", "\\trowd\\cellx2000\\pard\\intbl kept\\cell lost?", "[kept|lost?]"),
    ]);
    let document = read(&(row("\\trhdr\\cellx2000", "Head\\cell") + &row("\\cellx2000", "x\\cell")));
    let crate::document::BlockKind::Table(grid) = &document.blocks[0].kind else { panic!("no table") };
    assert_eq!((grid.rows, grid.cols, grid.header_rows), (2, 1, 1));
}

#[test]
fn what_is_left_out_is_said() {
    for (name, rtf, expected, code, detail) in [
        ("deleted", "a{\\deleted b}c", "ac", FlagCode::TrackedChanges, "0 insertions, 1 deletion"),
        ("inserted", "a{\\revised b}c", "abc", FlagCode::TrackedChanges, "1 insertion, 0 deletions"),
        ("comments", "a{\\*\\atnid X}{\\*\\annotation why?}b", "ab", FlagCode::CommentsLeftOut, "1 comment"),
        ("hidden", "a{\\v b}c", "ac", FlagCode::HiddenTextLeftOut, "1 stretch"),
    ] {
        let document = read(rtf);
        assert_eq!(describe(&document), expected, "{name}");
        let flags: Vec<_> = document.flags.iter().map(|f| (f.code, f.detail.as_deref().unwrap_or_default())).collect();
        assert_eq!(flags, [(code, detail)], "{name}");
    }
    let cut = super::read(format!("{HEAD}kept").as_bytes()).unwrap();
    assert_eq!((describe(&cut).as_str(), cut.flags[0].code), ("kept", FlagCode::FileDamaged));
}

#[test]
fn hostile_files_end_in_time_and_by_name() {
    let rows: Vec<(&str, String, Option<&str>)> = vec![
        ("nothing", "{\\rtf1}".to_owned(), Some("no_text")),
        ("nested without end", "{".repeat(100_000), Some("too_large")),
        ("stories in stories", format!("{HEAD}x{}", "{\\footnote a".repeat(4_000)), None),
        ("paragraphs without end", format!("{HEAD}{}", "a\\par ".repeat(300_000)), Some("too_large")),
        ("cells without end", format!("{HEAD}{}", "\\intbl a\\cell".repeat(100_000)), None),
        ("cell ends without end", format!("{HEAD}\\trowd{}\\intbl a\\cell\\row", "\\cellx5".repeat(100_000)), None),
        ("tables in tables", format!("{HEAD}{}", "\\itap99999999 a\\nestcell\\nestrow\\itap1 b\\cell".repeat(5_000)), None),
        ("numbers too large", format!("{HEAD}\\u99999999999999? \\bin99999999999 x"), None),
        ("binary beyond the end", format!("{HEAD}x\\bin2000000000 y"), None),
        ("closing without opening", format!("{HEAD}x{}", "}".repeat(1_000)), None),
        ("signs at the end", format!("{HEAD}x\\"), None),
    ];
    for (name, rtf, code) in rows {
        let started = Instant::now();
        let read = super::read(rtf.as_bytes());
        assert!(started.elapsed() < Duration::from_secs(5), "{name} took {:?}", started.elapsed());
        assert_eq!(read.as_ref().map_err(ReadError::code).err(), code, "{name}");
    }
}
