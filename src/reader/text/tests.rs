//! Whole texts and what is made of them. A block is written `P words`, `LI marker|words`, `H2 words`, `B words` (bold), `RUN words`; a table
//! `T` with a line a row, cells parted by `|`, the paragraphs in a cell by `//`.

use super::read;
use crate::document::{Block, BlockKind, Document, Flow, Pagination};
use crate::flag::FlagCode;
use crate::reader::ReadError;

fn shown(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|b| show(document, b)).collect()
}

fn show(document: &Document, block: &Block) -> String {
    let text = document.slice(block.span);
    match &block.kind {
        BlockKind::Table(table) => {
            let cell = |c: &crate::document::Cell| c.blocks.iter().map(|b| document.slice(b.span)).collect::<Vec<_>>().join("//");
            let rows = table.cells.chunks(table.cols).map(|r| r.iter().map(cell).collect::<Vec<_>>().join("|"));
            format!("T\n{}", rows.collect::<Vec<_>>().join("\n"))
        }
        BlockKind::ListItem => format!("LI {}|{text}", block.marker.map_or("", |m| document.slice(m))),
        BlockKind::Paragraph if block.flow == Flow::Running => format!("RUN {text}"),
        BlockKind::Paragraph => match block.style.heading_level {
            Some(level) => format!("H{level} {text}"),
            None if block.style.bold => format!("B {text}"),
            None => format!("P {text}"),
        },
    }
}

#[track_caller]
fn assert_blocks(text: &str, expected: &[&str]) {
    let document = read(text.as_bytes()).expect("it is a text");
    assert_eq!(shown(&document), expected, "{text}");
    assert_promises(&document);
}

/// What the model promises of every document.
#[track_caller]
fn assert_promises(document: &Document) {
    let mut last = 0;
    for fragment in &document.fragments {
        assert!(fragment.span.start >= last && fragment.span.end <= document.text.len());
        last = fragment.span.end;
    }
    for leaf in document.leaves() {
        let span = leaf.block.span;
        assert!(document.fragments.iter().any(|f| f.span.overlaps(span)), "no place for {:?}", document.slice(span));
        let text = document.slice(span);
        assert!(!text.contains("  ") && !text.contains(['\n', '\t']) && text.trim() == text, "{text:?} is not folded");
    }
}

#[test]
fn a_paragraph_a_line() {
    assert_blocks(
        "Title\nThe bakery on the corner\n\n- flour;\n- water.\nA last word, and it is long enough to be a paragraph of its own.",
        &[
            "P Title",
            "P The bakery on the corner",
            "LI -|flour;",
            "LI -|water.",
            "P A last word, and it is long enough to be a paragraph of its own.",
        ],
    );
}

#[test]
fn wrapped_lines_are_joined_and_nothing_else() {
    let text = "\
1. Background
The co-operative was founded by nine
neighbours who wanted a shop of their
own, and it has grown since then to
more than forty members.
Today it sells what the farms of the
valley grow, and it pays them in a
week.

- It opens on six days, which is more
  than the shop before it did.
- It delivers.

2. Evidence
In the year that ended in March it
sold for 212,000 euros.";
    assert_blocks(
        text,
        &[
            "P 1. Background",
            "P The co-operative was founded by nine neighbours who wanted a shop of their own, and it has grown since then to more than forty members.",
            "P Today it sells what the farms of the valley grow, and it pays them in a week.",
            "LI -|It opens on six days, which is more than the shop before it did.",
            "LI -|It delivers.",
            "P 2. Evidence",
            "P In the year that ended in March it sold for 212,000 euros.",
        ],
    );
}

#[test]
fn hyphens_at_line_ends() {
    // Broken at syllables, a compound the text writes elsewhere, a word left out, a range.
    let text = "\
Die Genossen\u{AD}schaft der Nach-
barn betreibt seit dem Jahre 2011 Lä-
den mit Brot, die Bio-Ware und Wa-
ren aus der Region, nämlich die Bio-
ware der Höfe sowie Sozial- und Ge-
sundheitsdienste, dazu für Sozial-
und Jugendämter in den Jahren 2011-
2014 ein Angebot, das man so hier
vorher nicht kannte.";
    assert_blocks(
        text,
        &[
            "P Die Genossenschaft der Nachbarn betreibt seit dem Jahre 2011 Läden mit Brot, die Bio-Ware und Waren aus der Region, nämlich die \
             Bio-ware der Höfe sowie Sozial- und Gesundheitsdienste, dazu für Sozial- und Jugendämter in den Jahren 2011-2014 ein Angebot, das \
             man so hier vorher nicht kannte.",
        ],
    );
    // Broken at spaces and written hyphens only: they stay.
    let text = "The farmers of the valley own their co-\noperative and have owned it for a very\nlong time, since it was they who had\nfounded it in the first place, and it\nis the oldest of its kind in the whole\nof the region, older than the railway,\nwhich came some years after it, and it\nis older than the bank, the school and\nthe hall that the parish has built for\nthe meetings of the people who live in\nthe houses round it and for nobody who\nlives elsewhere, and this is the point\nof the story that is told on these few\npages of paper by those who were there\nfrom the start and are still there now\nand will be there for a long time yet,\nas far as anyone can tell, and so they\nwill say it to each and every visitor,\nbe it a friend or be it a stranger who\ncame here by chance in the first place\nand stayed on because of the weather.";
    let document = read(text.as_bytes()).expect("a text");
    assert!(document.text.starts_with("The farmers of the valley own their co-operative and"));
}

#[test]
fn tables_of_every_kind() {
    let table = "T\nZone|Members|Share\nEast|9,350|38 %\nWest|5,900|44 %";
    let cases = [
        "Zone\tMembers\tShare\nEast\t9,350\t38 %\nWest\t5,900\t44 %",
        "Zone | Members | Share\nEast | 9,350 | 38 %\nWest | 5,900 | 44 %",
        "| Zone | Members | Share |\n|------|--------:|-------|\n| East | 9,350 | 38 % |\n| West | 5,900 | 44 % |",
        "Zone    Members   Share\nEast      9,350   38 %\nWest      5,900   44 %",
        "Zone\n\nMembers\n\nShare\n\nEast\n\n9,350\n\n38 %\n\nWest\n\n5,900\n\n44 %",
    ];
    for text in cases {
        assert_blocks(&format!("The zones:\n\n{text}\n\nThat is all."), &["P The zones:", table, "P That is all."]);
    }
    // Empty cells stay where they are.
    assert_blocks("a\tb\tc\n\t\t3\n1\t\t", &["T\na|b|c\n||3\n1||"]);
}

#[test]
fn a_table_copied_cell_by_cell() {
    let lead = "The figures below are those that the members were shown in spring,\nand they were read out before the vote was taken in the hall.\n\n";
    let cells = "Item\n\n31.12.2022\n\n2023/24 (€)\n\nSales of goods\n(in thousands)\n\n1,873\n\n1,815\n\nAverage\nCost of a place\n\n204\n\n198\n\nMembers\n\n12\n\n14\n";
    assert_blocks(
        &format!("{lead}{cells}"),
        &[
            "P The figures below are those that the members were shown in spring, and they were read out before the vote was taken in the hall.",
            "T\nItem|31.12.2022|2023/24 (€)\nSales of goods (in thousands)|1,873|1,815\nAverage Cost of a place|204|198\nMembers|12|14",
        ],
    );
}

#[test]
fn wrapped_rows_are_one_row() {
    let text = "\
We list what has helped us and what
has stood in our way, as it was seen
by the members of the board in May.

Drivers | Barriers
A school that was empty | A by-law of
the town
The bank, with a loan of half a
million | Prices, which rose by 20-25%
Trust | Time";
    assert_blocks(
        text,
        &[
            "P We list what has helped us and what has stood in our way, as it was seen by the members of the board in May.",
            "T\nDrivers|Barriers\nA school that was empty|A by-law of the town\nThe bank, with a loan of half a million|Prices, which rose by 20-25%\nTrust|Time",
        ],
    );
}

#[test]
fn markdown_and_html_crumbs() {
    let text = "# The shop\n\nFacts\n-----\n\n**All of it is bold**\n\nIt cost \\$ 5 and *not* more, said the <customers>.\n\n<p>Shared values</p> <p>We act</p>\t<p>Costs</p>\n<p>Trust</p>\t\n";
    assert_blocks(
        text,
        &[
            "H1 The shop",
            "H2 Facts",
            "B All of it is bold",
            "P It cost $ 5 and not more, said the <customers>.",
            "T\nShared values//We act|Costs\nTrust|",
        ],
    );
}

#[test]
fn pages_with_running_matter() {
    let text = "Network of shops · draft\n\nOur shop is owned by its customers and it sells what the\nfarms of the\n\nNetwork of shops · draft\n\n1\n\n\x0CNetwork of shops · draft\n\nvalley grow. It is the only one in the district that does\nso all the year.\n\nNetwork of shops · draft\n\n2\n\n\x0C";
    let document = read(text.as_bytes()).expect("a text");
    let body = "P Our shop is owned by its customers and it sells what the farms of the valley grow. It is the only one in the district that does so all the year.";
    let running = [
        "RUN Network of shops · draft",
        "RUN Network of shops · draft",
        "RUN 1",
        "RUN Network of shops · draft",
        "RUN Network of shops · draft",
        "RUN 2",
    ];
    assert_eq!(shown(&document), [&[body], &running[..]].concat());
    assert_eq!(document.pagination, Pagination::Approximate);
    assert_eq!(document.pages_of(document.blocks[0].span), Some((1, 2)));
    assert_promises(&document);
}

#[test]
fn a_letterhead_in_the_middle_of_a_table() {
    let text = "The first words of the text stand here.\n\nThe second ones.\n\nThe third ones.\n\nThe fourth ones.\n\nWhy\tWhy not\nIt is near, and the people who live there can\tIt costs much, and the\n\n\n\nPaid by the County\n\n\n\nBETTER SHOPS\n\nwalk to it.\tmoney is late.\nIt is ours.\t\n\nThe text goes on, but its sentence is cut at this\n\n\n\nPaid by\nthe County\n\n\n\nBETTER SHOPS\n\nplace, and here it ends.";
    assert_blocks(
        text,
        &[
            "P The first words of the text stand here.",
            "P The second ones.",
            "P The third ones.",
            "P The fourth ones.",
            "T\nWhy|Why not\nIt is near, and the people who live there can walk to it.|It costs much, and the money is late.\nIt is ours.|",
            "P The text goes on, but its sentence is cut at this place, and here it ends.",
            "RUN Paid by the County",
            "RUN BETTER SHOPS",
            "RUN Paid by",
            "RUN the County",
            "RUN BETTER SHOPS",
        ],
    );
}

#[test]
fn what_repeats_by_right_stays() {
    let text = "Case one\n\nResults\n\nTwelve jobs.\n\nCase two\n\nResults\n\nNine jobs.\n\nCase three\n\nResults\n\nSix jobs.";
    let document = read(text.as_bytes()).expect("a text");
    assert!(document.blocks.iter().all(|b| b.flow == Flow::Body));
    assert_eq!(document.blocks.len(), 9);
}

#[test]
fn flags_and_errors() {
    let document = read(b"Caf\xE9 coop\xE9ratif").expect("a text");
    let flag = document.flags.first().expect("a flag");
    assert_eq!((flag.code, flag.detail.as_deref()), (FlagCode::EncodingInferred, Some("read as Windows-1252")));
    assert_eq!(document.pagination, Pagination::None);
    assert!(read("Plain".as_bytes()).expect("a text").flags.is_empty());
    assert_eq!(read(b" \n--- \n").map(|_| ()), Err(ReadError::NoText));
}

#[test]
fn hostile_texts_end_soon() {
    let cases = [
        "**".repeat(50_000),
        "<p".repeat(50_000),
        " | a".repeat(50_000),
        "a\t".repeat(50_000),
        "a  b\n".repeat(20_000),
        "-\n".repeat(50_000),
        "a-\nb".repeat(30_000),
        "x\n\n\n\n".repeat(20_000),
        "*a ".repeat(50_000),
        "7\n".repeat(50_000),
        "x<p>".repeat(50_000),
        "Footer words here\n\x0C".repeat(20_000),
        "(".repeat(100_000),
        "&#1;".repeat(30_000),
        "a | b\n".repeat(20_000),
        "A a | b\nC | d | e\n".repeat(20_000),
    ];
    for text in cases {
        let start = std::time::Instant::now();
        let _ = read(text.as_bytes());
        assert!(start.elapsed().as_secs() < 5, "{} took {:?}", &text[..12], start.elapsed());
    }
}
