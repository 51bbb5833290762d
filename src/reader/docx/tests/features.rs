use super::{Docx, describe, p};
use crate::document::Pagination;

/// Rows of: what it shows, the body's XML, what must be read.
fn check(rows: &[(&str, &str, &str)], docx: impl Fn(&str) -> Docx) {
    for (name, body, expected) in rows {
        assert_eq!(describe(&docx(body).read()), *expected, "{name}");
    }
}

#[test]
fn inline_text() {
    check(
        &[
            (
                "runs join without a space",
                "<w:p><w:r><w:t>co</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>operative</w:t></w:r></w:p>",
                "cooperative",
            ),
            (
                "white space folds",
                "<w:p><w:r><w:t xml:space=\"preserve\">  a \n b </w:t></w:r><w:r><w:t xml:space=\"preserve\"> c </w:t></w:r></w:p>",
                "a b c",
            ),
            ("no-break and thin spaces stay", &p("1\u{a0}000\u{202f}€ 2\u{2009}%"), "1\u{a0}000\u{202f}€ 2\u{2009}%"),
            (
                "tabs and line breaks are spaces",
                "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r></w:p>",
                "a b c d",
            ),
            (
                "hyphens",
                "<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op\u{ad}era</w:t><w:softHyphen/><w:t>tive</w:t></w:r></w:p>",
                "co\u{2011}operative",
            ),
            (
                "symbols",
                "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t> yes </w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>5</w:t></w:r></w:p>",
                "☑ yes ≥5",
            ),
            (
                "symbols typed in a symbol font",
                "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>\u{F0E0}</w:t></w:r></w:p>",
                "→",
            ),
            ("text is NFC across runs", "<w:p><w:r><w:t>e</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>\u{301}t</w:t></w:r></w:p>", "ét"),
            ("entities", "<w:p><w:r><w:t>R&amp;D &#8364; &unknown; <![CDATA[<5]]></w:t></w:r></w:p>", "R&D € &unknown; <5"),
            (
                "hyperlinks",
                "<w:p><w:r><w:t>see </w:t></w:r><w:hyperlink r:id=\"r1\"><w:r><w:t>our site</w:t></w:r></w:hyperlink></w:p>",
                "see our site",
            ),
            ("smart tags", "<w:p><w:smartTag><w:smartTagPr/><w:r><w:t>Quebec</w:t></w:r></w:smartTag></w:p>", "Quebec"),
            (
                "formulas",
                "<w:p><m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>",
                "x=1/2",
            ),
            (
                "ruby keeps its base",
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
                "字",
            ),
            (
                "a drop cap joins its word",
                "<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p><w:p><w:r><w:t>nce upon</w:t></w:r></w:p>",
                "Once upon",
            ),
            ("typed bullets", &(p("• one") + &p("- two") + &p("- 5 %") + &p("-3 degrees")), "- (•) one\n- (-) two\n- 5 %\n-3 degrees"),
            ("other prefixes", "<x:p xmlns:x=\"urn:x\"><x:r><x:t>ours</x:t></x:r></x:p>", "ours"),
        ],
        |body| Docx::new(body),
    );
    assert_eq!(describe(&Docx::new(p("strict")).strict().read()), "strict");
}

#[test]
fn fields_and_forms() {
    let field = |inside: &str, instruction: &str, result: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\">{inside}</w:fldChar></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        )
    };
    let ticked = "<w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData>";
    let empty_box = "<w:ffData><w:checkBox><w:default w:val=\"0\"/></w:checkBox></w:ffData>";
    let list = "<w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"no\"/><w:listEntry w:val=\"yes\"/></w:ddList></w:ffData>";
    let nested = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>inner</w:t></w:r>\
                  <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>inner result</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
                  <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    check(
        &[
            ("a sum's result", &field("", "=SUM(ABOVE)", "1,250"), "1,250"),
            ("a simple field", "<w:p><w:fldSimple w:instr=\"DATE\"><w:r><w:t>2021</w:t></w:r></w:fldSimple></w:p>", "2021"),
            ("an instruction's own fields", nested, "shown"),
            (
                "an instruction that never ends",
                &("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".to_owned() + &p("kept")),
                "kept",
            ),
            ("a form's text", &field("<w:ffData><w:textInput/></w:ffData>", "FORMTEXT", "our name"), "our name"),
            ("a ticked box", &field(ticked, "FORMCHECKBOX", ""), "☒"),
            ("an empty box", &field(empty_box, "FORMCHECKBOX", ""), "☐"),
            ("a list's choice", &field(list, "FORMDROPDOWN", ""), "yes"),
        ],
        |body| Docx::new(body),
    );
}

#[test]
fn content_controls() {
    let prompt = "<w:r><w:rPr><w:rStyle w:val=\"Ph\"/></w:rPr><w:t>Click here</w:t></w:r>";
    check(
        &[
            (
                "around blocks",
                &format!("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>", p("a"), p("b")),
                "a\nb",
            ),
            (
                "around runs, nested",
                "<w:p><w:sdt><w:sdtContent><w:sdt><w:sdtContent><w:r><w:t>deep</w:t></w:r></w:sdtContent></w:sdt></w:sdtContent></w:sdt></w:p>",
                "deep",
            ),
            (
                "around a row and a cell",
                &format!(
                    "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{}</w:tc><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
                    p("a"),
                    p("b")
                ),
                "[a|b]",
            ),
            (
                "a box",
                "<w:p><w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t> yes</w:t></w:r></w:p>",
                "☒ yes",
            ),
            (
                "a prompt is not an answer",
                &format!(
                    "<w:p><w:r><w:t>Name:</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{prompt}</w:sdtContent></w:sdt><w:r><w:t> end</w:t></w:r></w:p>"
                ),
                "Name: end",
            ),
            (
                "an answer a program put in is one",
                "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Ana</w:t></w:r></w:sdtContent></w:sdt></w:p>",
                "Ana",
            ),
        ],
        |body| Docx::new(body).styles("<w:style w:type=\"character\" w:styleId=\"Ph\"><w:name w:val=\"Placeholder Text\"/></w:style>"),
    );
}

#[test]
fn tables() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = |rows: &[String]| format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat());
    let plain = table(&[row(&[cell("", "a"), cell("", "b")]), row(&[cell("", ""), cell("", "d")])]);
    let merged = table(&[
        row(&[cell("<w:vMerge w:val=\"restart\"/>", "a"), cell("<w:gridSpan w:val=\"2\"/>", "b")]),
        row(&[cell("<w:vMerge/>", ""), cell("", "c"), cell("", "d")]),
    ]);
    let before = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let nested =
        table(&[row(&[format!("<w:tc>{}{}{}</w:tc>", p("before"), table(&[row(&[cell("", "in"), cell("", "side")])]), p("after"))])]);
    let deleted = format!("<w:tbl>{}<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>", row(&[cell("", "kept")]), cell("", "gone"));
    check(
        &[
            ("rows and cells, empty ones too", &plain, "[a|b / |d]"),
            ("merged cells", &merged, "[2x1:a|1x2:b / c|d]"),
            ("a row that begins later", before, "[b]"),
            ("a table in a cell", &nested, "[before; [in|side]; after]"),
            ("a deleted row", &deleted, "[kept]"),
            ("a table of nothing", &(table(&[row(&[cell("", "")])]) + &p("x")), "x"),
        ],
        |body| Docx::new(body),
    );
    let document = Docx::new(plain.clone() + &p("after")).read();
    assert_eq!(document.text, "a\tb\n\td\n\nafter");
    assert_eq!(Docx::new(nested).read().text, "before\nin\tside\nafter");
    let header = "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>h</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let tables = Docx::new(header).read();
    assert!(matches!(&tables.blocks[0].kind, crate::document::BlockKind::Table(t) if (t.rows, t.cols, t.header_rows) == (1, 1, 1)));
}

#[test]
fn headings() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Standard\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Ours\"><w:name w:val=\"Section ours\"/><w:basedOn w:val=\"berschrift2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Outlined\"><w:name w:val=\"Any\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Body\"><w:name w:val=\"Lead\"/><w:basedOn w:val=\"Outlined\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Second\"><w:name w:val=\"Heading 2\"/><w:basedOn w:val=\"Outlined\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Circle\"><w:name w:val=\"c\"/><w:basedOn w:val=\"Circle\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Verzeichnis1\"><w:name w:val=\"toc 1\"/></w:style>";
    let in_style = |style: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>text</w:t></w:r></w:p>");
    check(
        &[
            ("a built-in style under its German id", &in_style("berschrift2"), "H2 text"),
            ("a style based on it", &in_style("Ours"), "H2 text"),
            ("a style with an outline level", &in_style("Outlined"), "H1 text"),
            ("a name nearer than a level", &in_style("Second"), "H2 text"),
            ("a style that takes the level back", &in_style("Body"), "text"),
            ("a paragraph's own level", "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>text</w:t></w:r></w:p>", "H3 text"),
            (
                "a paragraph that is body text",
                "<w:p><w:pPr><w:pStyle w:val=\"Ours\"/><w:outlineLvl w:val=\"9\"/></w:pPr><w:r><w:t>text</w:t></w:r></w:p>",
                "text",
            ),
            ("a style based on itself", &in_style("Circle"), "text"),
            ("a style that is not there", &in_style("Titre3"), "H3 text"),
            ("a table of contents stands aside", &(in_style("Verzeichnis1") + &p("body")), "body\nrunning: text"),
        ],
        |body| Docx::new(body).styles(styles),
    );
}

#[test]
fn looks() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/><w:lang w:val=\"fr-CA\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"Big\"><w:name w:val=\"Big\"/><w:rPr><w:b/><w:sz w:val=\"33\"/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Big\"/></w:pPr><w:r><w:t>All bold</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr><w:t xml:space=\"preserve\">Évidence. </w:t></w:r><w:r><w:t>In 2019 we grew, and then grew on.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"Big\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"Strong\"/><w:i/></w:rPr><w:t>switched back</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"Big\"/></w:pPr><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>not bold</w:t></w:r></w:p>";
    let document = Docx::new(body).styles(styles).read();
    let looks: Vec<_> = document.blocks.iter().map(|b| (b.style.size, b.style.bold, b.style.bold_lead, b.style.italic)).collect();
    assert_eq!(looks, [(1.5, true, 0, false), (1.0, false, "Évidence.".len(), false), (1.5, false, 0, true), (1.5, false, 0, false)]);
    assert_eq!(document.metadata.title.as_deref(), Some("A title"));
    assert_eq!(document.metadata.author.as_deref(), Some("An author"));
    assert_eq!(document.metadata.language.as_deref(), Some("fr-CA"));
}

#[test]
fn numbers_and_bullets() {
    let level = |n: usize, format: &str, text: &str, more: &str| {
        format!("<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>{more}</w:lvl>")
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\"><w:styleLink w:val=\"L\"/>{}</w:abstractNum><w:abstractNum w:abstractNumId=\"3\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>\
         <w:num w:numId=\"4\"><w:abstractNumId w:val=\"3\"/></w:num>",
        level(0, "upperRoman", "%1.", "<w:pStyle w:val=\"H1\"/>"),
        level(1, "decimal", "%1.%2", "<w:isLgl/><w:pStyle w:val=\"H2\"/>"),
        level(2, "lowerLetter", "(%3)", ""),
        level(3, "decimal", "%4)", "<w:lvlRestart w:val=\"1\"/>"),
        level(0, "bullet", "\u{F0B7}", "<w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr>"),
        level(1, "none", "", ""),
        level(0, "decimalZero", "No %1", ""),
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let item = |list: u32, level: usize, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let in_style =
        |style: &str, more: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr><w:r><w:t>t</w:t></w:r></w:p>");
    let out_of_list = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    check(
        &[
            (
                "counts go on and restart below",
                &[item(1, 0, "a"), item(1, 2, "b"), item(1, 2, "c"), item(1, 0, "d"), item(1, 2, "e")].concat(),
                "- (I.) a\n- ((a)) b\n- ((b)) c\n- (II.) d\n- ((a)) e",
            ),
            (
                "a level that outlives the one above",
                &[item(1, 0, "a"), item(1, 1, "b"), item(1, 3, "c"), item(1, 1, "d"), item(1, 3, "e")].concat(),
                "- (I.) a\n- (1.1) b\n- (1)) c\n- (1.2) d\n- (2)) e",
            ),
            (
                "headings by style, legal digits",
                &[in_style("H1", ""), in_style("H2", ""), in_style("H2", ""), in_style("H1", "")].concat(),
                "H1 (I.) t\nH2 (1.1) t\nH2 (1.2) t\nH1 (II.) t",
            ),
            ("a heading out of its list", &in_style("H1", out_of_list), "H1 t"),
            ("bullets of a symbol font", &item(2, 0, "a"), "- (•) a"),
            ("a level without numbers", &item(2, 1, "a"), "a"),
            (
                "a list with its own start",
                &[item(1, 0, "a"), item(3, 0, "b"), item(3, 0, "c")].concat(),
                "- (I.) a\n- (VII.) b\n- (VIII.) c",
            ),
            ("levels through a list style", &item(4, 0, "a"), "- (No 01) a"),
            ("empty paragraphs count", &[item(1, 0, ""), item(1, 0, "b")].concat(), "- (II.) b"),
            ("an unknown list", &item(99, 0, "a"), "a"),
        ],
        |body| Docx::new(body).styles(styles).numbering(&numbering),
    );
    let document = Docx::new(item(1, 0, "a") + &p("b")).numbering(&numbering).read();
    assert_eq!(document.text, "I. a\n\nb");
}

#[test]
fn shapes_and_diagrams() {
    let text_box = |tag: &str, text: &str| format!("<{tag}><w:txbxContent>{}</w:txbxContent></{tag}>", p(text));
    let twice = format!(
        "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> after</w:t></w:r></w:p>",
        text_box("wps:txbx", "boxed"),
        text_box("v:textbox", "boxed")
    );
    let fallback = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><a:unknown/></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        text_box("v:textbox", "old")
    );
    let two = twice.clone() + &twice.replace("boxed", "other");
    check(
        &[
            ("a box once, after its paragraph", &twice, "before after\nboxed"),
            ("a fallback where the choice has no text", &fallback, "old"),
            ("each of two boxes", &two, "before after\nboxed\nbefore after\nother"),
            (
                "shape text in plain drawing marks",
                "<w:p><w:r><w:drawing><a:p><a:r><a:t>drawn</a:t></a:r></a:p></w:drawing></w:r></w:p>",
                "drawn",
            ),
            ("word art", "<w:p><w:r><w:pict><v:textpath string=\"Big words\"/></w:pict></w:r></w:p>", "Big words"),
            ("a chart's title", "<w:p><w:r><w:drawing><a:chart r:id=\"r2\"/></w:drawing></w:r></w:p>", "Members by year"),
            (
                "a diagram",
                "<w:p><w:r><w:t>see</w:t><w:drawing><dgm:relIds r:dm=\"r1\"/></w:drawing></w:r></w:p>",
                "see\nstep one\nstep two",
            ),
        ],
        |body| {
            let points = "<dgm:pt><dgm:t><a:p><a:r><a:t>step one</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>step two</a:t></a:r></a:p></dgm:t></dgm:pt>";
            let title = "<a:title><a:p><a:r><a:t>Members by year</a:t></a:r></a:p></a:title><a:v>2019</a:v>";
            Docx::new(body).part("diagramData", "data", points).part("chart", "chartSpace", title)
        },
    );
}

#[test]
fn notes_headers_and_footers() {
    let note = |tag: &str, id: &str, text: &str| format!("<w:{tag} w:id=\"{id}\">{}</w:{tag}>", p(text));
    let body = "<w:p><w:r><w:t>First</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r><w:r><w:t xml:space=\"preserve\"> and then</w:t></w:r>\
        <w:r><w:endnoteReference w:id=\"1\" w:customMarkFollows=\"1\"/><w:t>*</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>\
        <w:del><w:r><w:footnoteReference w:id=\"4\"/></w:r></w:del></w:p><w:sectPr><w:headerReference r:id=\"r3\"/><w:footerReference r:id=\"r4\"/><w:footerReference r:id=\"r5\"/></w:sectPr>";
    let notes =
        [note("footnote", "-1", "---"), note("footnote", "2", "second"), note("footnote", "3", "third"), note("footnote", "4", "deleted")]
            .concat();
    let document = Docx::new(body)
        .part("footnotes", "footnotes", &notes)
        .part("endnotes", "endnotes", &note("endnote", "1", "at the end"))
        .part("header", "hdr", &p("Our letterhead"))
        .part("footer", "ftr", &p("Funded by all"))
        .part("footer", "ftr", &p("Funded by all"))
        .part("header", "hdr", &p("shown nowhere"))
        .read();
    assert_eq!(
        describe(&document),
        "First and then\nnote: third\nnote: at the end\nnote: second\nrunning: Our letterhead\nrunning: Funded by all"
    );
}

#[test]
fn changes_comments_and_hidden_text() {
    let body = "<w:p><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>words</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"Hid\"/></w:rPr><w:t>secret</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p><w:p><w:moveTo><w:r><w:t>paragraph</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>all gone</w:delText></w:r></w:del></w:p>";
    let styles = "<w:style w:type=\"character\" w:styleId=\"Hid\"><w:name w:val=\"h\"/><w:rPr><w:vanish/></w:rPr></w:style>";
    let document = Docx::new(body).styles(styles).part("comments", "comments", &p("a remark")).read();
    assert_eq!(describe(&document), "new words\none paragraph");
    let flags: Vec<_> = document.flags.iter().map(|f| (f.code.code(), f.detail.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        flags,
        [("tracked_changes", "2 insertions, 5 deletions"), ("comments_left_out", "1 comment"), ("hidden_text_left_out", "2 stretches")]
    );
}

#[test]
fn an_embedded_file_is_named() {
    let document = Docx::new(p("text") + "<w:altChunk r:id=\"r9\"/>").read();
    assert_eq!(describe(&document), "text");
    assert_eq!(document.flags.iter().map(|f| f.code.code()).collect::<Vec<_>>(), ["embedded_left_out"]);
}

/// First and last page of each block.
type Pages<'a> = &'a [(u32, u32)];

#[test]
fn pages() {
    let rendered = "<w:p><w:r><w:t>on one </w:t><w:lastRenderedPageBreak/><w:t>on two</w:t></w:r></w:p>";
    let asked_for = "<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>";
    let before = p("a") + "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>";
    let section = |kind: &str| {
        let end = "<w:sectPr/>";
        format!(
            "<w:p><w:pPr>{end}</w:pPr><w:r><w:t>a</w:t></w:r></w:p>{}<w:sectPr><w:type w:val=\"{kind}\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/></w:sectPr>",
            p("b")
        )
    };
    let rows: [(&str, &str, Pages<'_>); 4] = [
        ("a paragraph over two pages", rendered, &[(1, 2)]),
        ("a break and its rendering are one", asked_for, &[(1, 1), (2, 2)]),
        ("a style's break", &before, &[(1, 1), (2, 2)]),
        ("a section on a new page", &section("nextPage"), &[(1, 1), (2, 2)]),
    ];
    for (name, body, pages) in rows {
        let document = Docx::new(body).read();
        assert_eq!(document.pagination, Pagination::Approximate, "{name}");
        let found: Vec<_> = document.blocks.iter().filter_map(|b| document.pages_of(b.span)).collect();
        assert_eq!(found, pages, "{name}");
        assert_eq!(document.pages.len(), 2, "{name}");
    }
    let document = Docx::new(section("continuous")).read();
    assert_eq!((document.pagination, document.pages.len()), (Pagination::None, 0));
    assert_eq!(document.pages_of(document.blocks[0].span), None);
    let document = Docx::new(section("nextPage")).read();
    assert_eq!((document.pages[0].width, document.pages[0].height), (612.0, 792.0));
}
