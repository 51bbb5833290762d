//! Every feature a table row: a small OpenDocument text built here, and what must come out of it.

use crate::document::{Document, Pagination};
use crate::flag::FlagCode;
use crate::reader::ReadError;
use crate::reader::rich::testing::{describe, zip};
use std::time::{Duration, Instant};

const NAMES: &str = "xmlns:office=\"urn:o\" xmlns:text=\"urn:t\" xmlns:table=\"urn:b\" xmlns:style=\"urn:s\" xmlns:fo=\"urn:f\" \
                     xmlns:draw=\"urn:d\" xmlns:svg=\"urn:v\" xmlns:dc=\"urn:c\" xmlns:meta=\"urn:m\" xmlns:form=\"urn:r\" xmlns:xlink=\"urn:x\"";

const STYLES: &str = "<style:default-style style:family=\"paragraph\"><style:text-properties fo:font-size=\"12pt\" fo:language=\"fr\" fo:country=\"CA\"/></style:default-style>\
    <style:style style:name=\"Title\" style:family=\"paragraph\"><style:text-properties fo:font-size=\"24pt\" fo:font-weight=\"bold\"/></style:style>\
    <style:style style:name=\"Part\" style:family=\"paragraph\" style:default-outline-level=\"2\"/>\
    <style:style style:name=\"Mine\" style:family=\"paragraph\" style:parent-style-name=\"Part\"/>\
    <style:style style:name=\"NewPage\" style:family=\"paragraph\"><style:paragraph-properties fo:break-before=\"page\"/></style:style>\
    <style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
    <style:style style:name=\"Secret\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
    <style:style style:name=\"InList\" style:family=\"paragraph\" style:list-style-name=\"N\"/>\
    <text:list-style style:name=\"N\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
      <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style>\
    <text:list-style style:name=\"Deep\"><text:list-level-style-number text:level=\"1\" style:num-format=\"I\"/>\
      <text:list-level-style-number text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\"/></text:list-style>\
    <text:list-style style:name=\"U\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"\u{F0B7}\"/></text:list-style>";

fn parts(body: &str) -> Vec<(String, String)> {
    let content =
        format!("<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body></office:document-content>");
    let running = "<style:master-page style:name=\"Standard\"><style:header><text:p>Our network</text:p></style:header>\
                   <style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>\
                   <style:footer-left style:display=\"false\"><text:p>never shown</text:p></style:footer-left></style:master-page>";
    let outline = "<text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"1\"/></text:outline-style>";
    let styles = format!("<office:document-styles {NAMES}>{STYLES}{outline}{running}</office:document-styles>");
    let meta = format!(
        "<office:document-meta {NAMES}><dc:title>A title</dc:title><meta:initial-creator>An author</meta:initial-creator></office:document-meta>"
    );
    let named = [
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        ("content.xml", content),
        ("styles.xml", styles),
        ("meta.xml", meta),
    ];
    named.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn read(body: &str) -> Document {
    super::read(&zip(&parts(body))).unwrap_or_else(|e| panic!("{e}: {body}"))
}

/// The body's blocks; every file here has the same header and footer.
fn body(document: &Document) -> String {
    let all = describe(document);
    let (body, running) = all.split_at(all.find("running: ").unwrap_or(all.len()));
    assert!(running.ends_with("running: Our network\nrunning: Page 1"), "{running}");
    body.trim_end().to_owned()
}

fn check(rows: &[(&str, &str, &str)]) {
    for (name, xml, expected) in rows {
        assert_eq!(body(&read(xml)), *expected, "{name}");
    }
}

#[test]
fn paragraphs_and_headings() {
    check(&[
        ("white space", "<text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d\n  e</text:p>", "a b c d e"),
        ("no-break spaces stay", "<text:p>1\u{a0}000\u{202f}€</text:p>", "1\u{a0}000\u{202f}€"),
        ("spans and links", "<text:p>co<text:span>oper<text:a>at</text:a></text:span>ive</text:p>", "cooperative"),
        ("fields show their value", "<text:p>on <text:date>3 May</text:date> by <text:title>Us</text:title></text:p>", "on 3 May by Us"),
        (
            "headings by level, numbered by the outline",
            "<text:h text:outline-level=\"1\">One</text:h><text:h text:outline-level=\"1\">Two</text:h><text:h text:outline-level=\"3\">Deep</text:h>",
            "H1 (1) One\nH1 (2) Two\nH3 Deep",
        ),
        ("headings that are not counted", "<text:h text:outline-level=\"1\" text:is-list-header=\"true\">Preface</text:h>", "H1 Preface"),
        (
            "headings by style, also a style based on one",
            "<text:p text:style-name=\"Part\">A</text:p><text:p text:style-name=\"Mine\">B</text:p>",
            "H2 A\nH2 B",
        ),
        (
            "ruby keeps its base",
            "<text:p><text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>kana</text:ruby-text></text:ruby></text:p>",
            "字",
        ),
        (
            "prompts that nobody filled in",
            "<text:p>Name: <text:placeholder>&lt;your name&gt;</text:placeholder>Rosa</text:p>",
            "Name: Rosa",
        ),
        (
            "text boxes follow their paragraph, titles of pictures are none",
            "<text:p>before <draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box><svg:title>Image 1</svg:title></draw:frame>after</text:p>",
            "before after\nin the box",
        ),
        ("shapes in groups", "<draw:g><draw:custom-shape><text:p>in a shape</text:p></draw:custom-shape></draw:g>", "in a shape"),
        (
            "notes are kept apart",
            "<text:p>Sales<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In 2020.</text:p></text:note-body></text:note> grew.</text:p>",
            "Sales grew.\nnote: In 2020.",
        ),
        ("sections", "<text:section><text:p>shown</text:p></text:section>", "shown"),
        (
            "form fields",
            "<office:forms><form:form><form:text form:id=\"c1\" form:current-value=\"42\"/><form:checkbox form:id=\"c2\" form:label=\"yes\" form:current-state=\"checked\"/></form:form></office:forms><text:p>Jobs: <draw:control draw:control=\"c1\"/> <draw:control draw:control=\"c2\"/></text:p>",
            "Jobs: 42 ☒ yes",
        ),
    ]);
    let looks = read(
        "<text:p text:style-name=\"Title\">Big</text:p><text:p><text:span text:style-name=\"B\">Lead.</text:span> Then a longer sentence.</text:p>",
    );
    let styles: Vec<_> = looks.blocks.iter().map(|b| (b.style.bold, b.style.bold_lead, b.style.size > 1.5)).collect();
    assert_eq!(styles[..2], [(true, 0, true), (false, 5, false)]);
    assert_eq!(looks.metadata.title.as_deref(), Some("A title"));
    assert_eq!(looks.metadata.author.as_deref(), Some("An author"));
    assert_eq!(looks.metadata.language.as_deref(), Some("fr-CA"));
}

#[test]
fn lists() {
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let list = |style: &str, items: &str| format!("<text:list text:style-name=\"{style}\">{items}</text:list>");
    let nested = list(
        "N",
        &format!(
            "<text:list-item><text:p>one</text:p><text:list>{}{}</text:list></text:list-item>{}",
            item("in"),
            item("side"),
            item("two")
        ),
    );
    let goes_on = format!(
        "{}<text:p>and</text:p><text:list text:style-name=\"N\" text:continue-numbering=\"true\">{}</text:list>{}",
        list("N", &item("a")),
        item("b"),
        list("N", &item("c"))
    );
    check(&[
        ("bullets of symbol fonts", &list("U", &item("x")), "- (•) x"),
        ("nested numbers", &nested, "- (1.) one\n- (a)) in\n- (b)) side\n- (2.) two"),
        ("lists that go on, and that begin anew", &goes_on, "- (1.) a\nand\n- (2.) b\n- (1.) c"),
        (
            "numbers of two levels",
            &list("Deep", &format!("<text:list-item><text:p>A</text:p><text:list>{}</text:list></text:list-item>", item("B"))),
            "- (I) A\n- (I.1) B",
        ),
        ("a number of its own", &list("N", "<text:list-item text:start-value=\"7\"><text:p>x</text:p></text:list-item>"), "- (7.) x"),
        (
            "only an item's first paragraph is numbered",
            &list("N", "<text:list-item><text:p>x</text:p><text:p>y</text:p></text:list-item>"),
            "- (1.) x\n- y",
        ),
        (
            "headers are not counted",
            &list("N", &format!("<text:list-header><text:p>h</text:p></text:list-header>{}", item("x"))),
            "- h\n- (1.) x",
        ),
        (
            "the paragraph's own list style",
            "<text:list><text:list-item><text:p text:style-name=\"InList\">x</text:p></text:list-item></text:list>",
            "- (1.) x",
        ),
    ]);
}

#[test]
fn tables() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let merged = format!(
        "<table:table><table:table-column/>{}{}{}</table:table>",
        row(
            "<table:table-cell table:number-columns-spanned=\"2\"><text:p>wide</text:p></table:table-cell><table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>"
        ),
        row(&format!("<table:table-cell table:number-rows-spanned=\"2\"><text:p>tall</text:p></table:table-cell>{}", cell("x"))),
        row(&format!("<table:covered-table-cell/>{}", cell("y"))),
    );
    let head = format!(
        "<table:table><table:table-header-rows>{}</table:table-header-rows>{}</table:table>",
        row(&(cell("Year") + &cell("Jobs"))),
        row(&(cell("2020") + "<table:table-cell/>"))
    );
    check(&[
        ("merged cells, and none of what they cover", &merged, "[1x2:wide / 2x1:tall|x / y]"),
        ("empty cells", &head, "[Year|Jobs / 2020|]"),
        (
            "tables in cells",
            &format!(
                "<table:table>{}</table:table>",
                row(&format!("<table:table-cell><table:table>{}</table:table></table:table-cell>", row(&cell("in"))))
            ),
            "[[in]]",
        ),
        (
            "repeated cells",
            &format!(
                "<table:table>{}</table:table>",
                row("<table:table-cell table:number-columns-repeated=\"2\"><text:p>x</text:p></table:table-cell>")
            ),
            "[x|x]",
        ),
        ("tables without words are none", &format!("<table:table>{}</table:table><text:p>x</text:p>", row("<table:table-cell/>")), "x"),
    ]);
    let table = read(&head);
    let crate::document::BlockKind::Table(grid) = &table.blocks[0].kind else { panic!("no table") };
    assert_eq!((grid.rows, grid.cols, grid.header_rows), (2, 2, 1));
}

#[test]
fn what_is_left_out_is_said() {
    let changes = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info/><text:p>was here</text:p></text:deletion></text:changed-region>\
                   <text:changed-region><text:insertion/></text:changed-region></text:tracked-changes><text:p>is <text:change-start/>new<text:change-end/></text:p>";
    let rows = [
        ("tracked changes", changes, "is new", FlagCode::TrackedChanges, "1 insertion, 1 deletion"),
        (
            "comments",
            "<text:p>a<office:annotation><dc:creator>B</dc:creator><text:p>why?</text:p></office:annotation>b</text:p>",
            "ab",
            FlagCode::CommentsLeftOut,
            "1 comment",
        ),
        (
            "hidden words",
            "<text:p>a<text:span text:style-name=\"Secret\">b</text:span>c</text:p>",
            "ac",
            FlagCode::HiddenTextLeftOut,
            "1 stretch",
        ),
        (
            "hidden sections",
            "<text:section text:display=\"none\"><text:p>b</text:p></text:section><text:p>c</text:p>",
            "c",
            FlagCode::HiddenTextLeftOut,
            "1 stretch",
        ),
        (
            "hidden paragraphs",
            "<text:p>b<text:hidden-paragraph text:is-hidden=\"true\"/></text:p><text:p>c</text:p>",
            "c",
            FlagCode::HiddenTextLeftOut,
            "1 stretch",
        ),
    ];
    for (name, xml, expected, code, detail) in rows {
        let document = read(xml);
        assert_eq!(body(&document), expected, "{name}");
        let flags: Vec<_> = document.flags.iter().map(|f| (f.code, f.detail.as_deref().unwrap_or_default())).collect();
        assert_eq!(flags, [(code, detail)], "{name}");
    }
    let contents = read(
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>T</text:index-title-template></text:table-of-content-source><text:index-body><text:p>One 1</text:p></text:index-body></text:table-of-content><text:p>x</text:p>",
    );
    assert!(describe(&contents).starts_with("x\nrunning: One 1\n"), "{}", describe(&contents));
}

#[test]
fn pages_follow_the_breaks_in_the_file() {
    let document = read(
        "<text:p text:style-name=\"NewPage\">first</text:p><text:p>goes <text:soft-page-break/>on</text:p><text:p text:style-name=\"NewPage\">third</text:p>",
    );
    assert_eq!(document.pagination, Pagination::Approximate);
    assert_eq!(document.pages.len(), 3);
    let pages: Vec<_> = document.blocks.iter().take(3).map(|b| document.pages_of(b.span)).collect();
    assert_eq!(pages, [Some((1, 1)), Some((1, 2)), Some((3, 3))]);
    assert_eq!(read("<text:p>no breaks</text:p>").pagination, Pagination::None);
}

#[test]
fn one_file_form() {
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document {NAMES} office:mimetype=\"application/vnd.oasis.opendocument.text\">{STYLES}<office:body><office:text><text:h text:outline-level=\"2\">Flat</text:h></office:text></office:body></office:document>"
    );
    assert_eq!(describe(&super::read(flat.as_bytes()).unwrap()), "H2 Flat");
}

#[test]
fn hostile_files_end_in_time_and_by_name() {
    let with = |content: String| zip(&[("content.xml".to_owned(), content)]);
    let root = |inside: &str| {
        format!("<office:document-content {NAMES}><office:body><office:text>{inside}</office:text></office:body></office:document-content>")
    };
    let mut protected = parts("<text:p>x</text:p>");
    protected.push(("META-INF/manifest.xml".to_owned(), "<manifest:encryption-data/>".to_owned()));
    let rings = root(
        "<style:style style:name=\"A\" style:family=\"paragraph\" style:parent-style-name=\"B\"/><text:p text:style-name=\"A\">x</text:p>",
    );
    let repeated = "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"4000000000\" table:number-columns-spanned=\"4000000000\" table:number-rows-spanned=\"99999999999\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    let rows: Vec<(&str, Vec<u8>, Result<&str, &str>)> = vec![
        ("no text", with(root("")), Err("no_text")),
        ("no content", zip(&[("a".to_owned(), "b".to_owned())]), Err("no_text")),
        ("protected", zip(&protected), Err("password_needed")),
        ("nested without end", with(root(&"<text:section>".repeat(10_000))), Err("too_large")),
        ("a bomb", with(root(&format!("<text:p>{}</text:p>", " ".repeat(40 << 20)))), Err("too_large")),
        ("far too many paragraphs", with(root(&"<text:p/>".repeat(300_000))), Err("too_large")),
        ("cells repeated without end", with(root(repeated)), Ok("damaged: no")),
        ("styles in a ring", with(rings), Ok("damaged: no")),
        (
            "cut off",
            with(root("<text:p>kept</text:p><text:p>lo")[..root("<text:p>kept</text:p><text:p>lo").len() - 60].to_owned()),
            Ok("damaged: yes"),
        ),
        ("entities", with(format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", root("<text:p>x &b;</text:p>"))), Ok("damaged: no")),
    ];
    for (name, bytes, expected) in rows {
        let started = Instant::now();
        let read = super::read(&bytes);
        assert!(started.elapsed() < Duration::from_secs(5), "{name} took {:?}", started.elapsed());
        let said = read
            .as_ref()
            .map_err(ReadError::code)
            .map(|d| if d.flags.iter().any(|f| f.code == FlagCode::FileDamaged) { "damaged: yes" } else { "damaged: no" });
        assert_eq!(said, expected, "{name}");
    }
}
