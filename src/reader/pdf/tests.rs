//! Whole small files, built here, and what a careful reader reads in them.

use super::read;
use crate::document::{BlockKind, Document, Flow};
use crate::flag::FlagCode;
use crate::reader::{ReadError, ReadOptions};
use std::fmt::Write as _;

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;

/// Text at a place, in points from the top left: what one drawing operator shows.
fn at(x: f32, y: f32, text: &str) -> String {
    styled(x, y, 10.0, "F1", text)
}

fn styled(x: f32, y: f32, size: f32, font: &str, text: &str) -> String {
    format!("BT /{font} {size} Tf {x} {} Td ({}) Tj ET\n", HEIGHT - y, text.replace('(', "\\(").replace(')', "\\)"))
}

/// A line of words drawn one by one without spaces, as far apart as `stretch` spaces.
fn words_apart(x: f32, y: f32, text: &str, stretch: f32) -> Vec<String> {
    let mut left = x;
    let mut out = Vec::new();
    for word in text.split(' ') {
        out.push(at(left, y, word));
        left += width(word) + 2.78 * stretch;
    }
    out
}

/// Width in Helvetica at 10 points, near enough for the letters used here.
fn width(word: &str) -> f32 {
    word.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' => 2.22,
            'f' | 't' | '.' | ',' | ' ' | 'I' => 2.78,
            'r' | '-' => 3.33,
            'm' | 'M' => 8.33,
            'w' | 'C' | 'D' | 'H' | 'N' | 'R' => 7.22,
            'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 5.0,
            'A' | 'B' | 'E' | 'P' | 'S' | 'V' => 6.67,
            'W' => 9.44,
            'F' | 'T' => 6.11,
            'O' | 'G' => 7.78,
            _ => 5.56,
        })
        .sum()
}

/// A file with these page contents, in Helvetica (F1) and its bold (F2).
fn pdf(pages: &[String]) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned(), String::new()];
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".into());
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>".into());
    let mut kids = String::new();
    for content in pages {
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents {stream} 0 R>>"
        ));
        write!(kids, "{} 0 R ", objects.len()).unwrap();
    }
    objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len());
    let mut out = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (i, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1).unwrap();
    }
    let start = out.len();
    let size = objects.len() + 1;
    write!(out, "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    out.into_bytes()
}

fn read_pages(pages: &[String]) -> Document {
    let document = read(&pdf(pages), &ReadOptions::default()).unwrap();
    promises(&document);
    document
}

/// What every document promises: fragments ascend, cover all words and stay on their page.
fn promises(document: &Document) {
    for pair in document.fragments.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    for fragment in &document.fragments {
        let page = document.pages[fragment.page as usize - 1];
        let bbox = fragment.bbox.unwrap();
        assert!(bbox.x0 >= -1.0 && bbox.x1 <= page.width + 1.0 && bbox.y1 <= page.height + 3.0, "{bbox:?}");
        assert!(fragment.ends.is_empty() || fragment.ends.len() == document.slice(fragment.span).chars().count());
        assert!(fragment.ends.windows(2).all(|w| w[0] <= w[1] + 0.01));
    }
    let mut covered = 0;
    for leaf in document.leaves() {
        covered += document.slice(leaf.block.span).split_whitespace().map(str::len).sum::<usize>();
        covered += leaf.block.marker.map_or(0, |m| m.end - m.start);
    }
    let placed: usize = document.fragments.iter().map(|f| f.span.end - f.span.start).sum();
    assert_eq!(covered, placed);
}

fn flow(document: &Document, flow: Flow) -> Vec<&str> {
    document.blocks.iter().filter(|b| b.flow == flow).map(|b| document.slice(b.span)).collect()
}

fn body(document: &Document) -> Vec<&str> {
    flow(document, Flow::Body)
}

#[test]
fn words_are_told_by_place_not_by_spaces_or_stream_order() {
    for stretch in [0.8, 1.0, 2.0] {
        let mut words = words_apart(72.0, 100.0, "We sold 1,250 tonnes of fish", stretch);
        words.reverse();
        assert_eq!(body(&read_pages(&[words.concat()])), ["We sold 1,250 tonnes of fish"], "{stretch}");
    }
}

#[test]
fn columns_drawn_row_by_row_are_read_one_after_the_other() {
    let left = ["The union of fishers was", "founded by nine women who", "had no boat and no licence", "and today it owns a harbour"];
    let right = ["with cold rooms and a small", "school where members learn", "how to keep accounts and to", "sell without a middleman."];
    let rows: String = left
        .iter()
        .zip(right)
        .zip(0..)
        .map(|((l, r), i)| {
            let y = 100.0 + 12.0 * i as f32;
            at(72.0, y, l) + &at(230.0, y, r)
        })
        .collect();
    let heading = styled(72.0, 70.0, 14.0, "F2", "A harbour of our own, and how it came to be built");
    let document = read_pages(&[rows + &heading]);
    let text = format!("{} {}", left.join(" "), right.join(" "));
    assert_eq!(body(&document), ["A harbour of our own, and how it came to be built", &text]);
    assert!(document.blocks[0].style.bold && document.blocks[0].style.size > 1.3);
}

#[test]
fn footers_leave_a_sentence_cut_by_the_page_whole() {
    let page = |n: u32, lines: [&str; 3]| {
        let text: String = lines.iter().zip(0..).map(|(l, i)| at(72.0, 100.0 + 12.0 * i as f32, l)).collect();
        text + &styled(72.0, 800.0, 8.0, "F1", &format!("Funded by the fund, page {n}"))
    };
    let one = page(
        1,
        [
            "The members of the dairy deliver their milk every morning",
            "before six to one of the collection points, and since 2016",
            "the union has paid them within a week, which no other buyer",
        ],
    );
    let two = page(
        2,
        [
            "does in the region, so that most of them have stayed with it",
            "through two droughts and one strike of the transporters who",
            "bring the milk to town.",
        ],
    );
    let document = read_pages(&[one, two]);
    assert_eq!(body(&document).len(), 1, "{:?}", body(&document));
    assert!(body(&document)[0].contains("no other buyer does in the region"));
    assert_eq!(flow(&document, Flow::Running), ["Funded by the fund, page 1", "Funded by the fund, page 2"]);
}

/// Lines of a grid with these column and row edges.
fn grid(xs: &[f32], ys: &[f32]) -> String {
    let (x0, x1) = (xs[0], xs[xs.len() - 1]);
    let (y0, y1) = (HEIGHT - ys[0], HEIGHT - ys[ys.len() - 1]);
    let down = xs.iter().map(|x| format!("{x} {y0} m {x} {y1} l S\n"));
    let across = ys.iter().map(|y| format!("{x0} {0} m {x1} {0} l S\n", HEIGHT - y));
    down.chain(across).collect()
}

fn tables(document: &Document) -> Vec<Vec<Vec<&str>>> {
    let rows = |block: &crate::document::Block| match &block.kind {
        BlockKind::Table(table) => {
            (0..table.rows).map(|row| table.cells.iter().filter(|c| c.row == row).map(|c| document.slice(c.span)).collect()).collect()
        }
        _ => Vec::new(),
    };
    document.tables().into_iter().map(rows).collect()
}

#[test]
fn a_row_cut_by_the_page_is_one_row_and_a_repeated_head_is_dropped() {
    let head = |y| styled(75.0, y, 10.0, "F2", "Drivers") + &styled(205.0, y, 10.0, "F2", "Barriers");
    let one = grid(&[70.0, 200.0, 330.0], &[690.0, 710.0, 745.0])
        + &head(703.0)
        + &at(75.0, 722.0, "A law of 2015 that gives")
        + &at(205.0, 722.0, "Banks ask for land");
    let two = grid(&[70.0, 200.0, 330.0], &[60.0, 80.0, 105.0, 130.0])
        + &head(73.0)
        + &at(75.0, 93.0, "us the right to bid")
        + &at(75.0, 118.0, "Young people")
        + &at(205.0, 118.0, "No cold rooms");
    let wanted = vec![
        vec!["Drivers", "Barriers"],
        vec!["A law of 2015 that gives us the right to bid", "Banks ask for land"],
        vec!["Young people", "No cold rooms"],
    ];
    assert_eq!(tables(&read_pages(&[one, two])), [wanted]);
}

#[test]
fn texts_that_line_up_are_a_table_without_rules() {
    let rows = [["Members", "1,204", "1,377"], ["Jobs", "45", "61"], ["Volunteers", "310", "402"], ["Grants received", "75,000", "82,500"]];
    let content: String = rows
        .iter()
        .zip(0..)
        .flat_map(|(cells, i)| {
            let y = 200.0 + 16.0 * i as f32;
            cells.iter().zip([72.0, 220.0, 300.0]).map(move |(cell, x)| at(x, y, cell))
        })
        .collect();
    let document = read_pages(&[content]);
    assert_eq!(tables(&document), [rows.map(|r| r.to_vec()).to_vec()]);
}

#[test]
fn every_other_row_painted_is_one_table() {
    let rows = [
        ["Item", "2019", "2021"],
        ["Members of the", "1,204", "1,377"],
        ["Jobs", "45", "61"],
        ["Grants", "75,000", ""],
        ["Hours", "", "90"],
    ];
    let edges = [70.0, 200.0, 270.0, 340.0];
    // The second row has two lines.
    let tops = [100.0, 116.0, 144.0, 160.0, 176.0, 192.0];
    let mut content = String::new();
    for row in [0, 2, 4] {
        for col in edges.windows(2) {
            let (x, width) = (col[0], col[1] - col[0]);
            let _ = writeln!(content, "0.9 g {x} {} {width} {} re f 0 g", HEIGHT - tops[row + 1], tops[row + 1] - tops[row]);
        }
    }
    for (cells, top) in rows.iter().zip(tops) {
        content.extend(cells.iter().zip(edges).filter(|(c, _)| !c.is_empty()).map(|(cell, x)| at(x + 5.0, top + 12.0, cell)));
    }
    content += &at(75.0, 140.0, "four unions");
    let mut wanted = rows.map(|r| r.to_vec()).to_vec();
    wanted[1][0] = "Members of the four unions";
    assert_eq!(tables(&read_pages(&[content])), [wanted]);
}

#[test]
fn numbers_close_to_each_other_are_cells_of_their_own() {
    let rows = [
        ["Members", "11,204", "21,377", "31,377"],
        ["Jobs", "45", "61", "70"],
        ["Volunteers", "3,110", "4,402", "5,402"],
        ["Grants", "75,000", "82,500", "90,000"],
    ];
    let mut content = String::new();
    for (cells, i) in rows.iter().zip(0..) {
        let y = 200.0 + 28.0 * i as f32;
        content += &at(72.0, y, cells[0]);
        // A second line of the label stands alone.
        if i < 3 {
            content += &at(72.0, y + 12.0, "in all");
        }
        // Right-aligned columns, 5 points apart at their widest.
        content.extend(cells[1..].iter().zip([200.0, 236.0, 272.0]).map(|(cell, right)| at(right - width(cell), y, cell)));
    }
    let labels = ["Members in all", "Jobs in all", "Volunteers in all", "Grants"];
    let wanted: Vec<Vec<&str>> = rows.iter().zip(labels).map(|(r, label)| vec![label, r[1], r[2], r[3]]).collect();
    assert_eq!(tables(&read_pages(&[content])), [wanted]);
}

#[test]
fn hyphens_go_where_the_layout_put_them_and_stay_where_the_author_did() {
    let lines = [
        "We publish our accounts and the coop-",
        "erative is a non-profit body. The devel-",
        "opment of the co-operative was slow, a mat-",
        "ter of years, as its foun-",
        "ders say. Every non-",
        "profit body knows what coop-",
        "eration costs. Of the mem-",
        "bers most were there at the devel-",
        "opment of it. This cooperative, like any development, takes time, founders and members.",
    ];
    let content: String = lines.iter().zip(0..).map(|(l, i)| at(72.0, 100.0 + 12.0 * i as f32, l)).collect();
    let text = body(&read_pages(&[content])).join(" ");
    for word in ["the cooperative is", "The development of", "a matter", "founders say", "Every non-profit body", "the members most"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn marks_of_notes_stay_out_of_numbers() {
    let raised = |x: f32, y: f32, text: &str| styled(x, y - 3.5, 6.5, "F1", text);
    let content = at(72.0, 100.0, "We have 47") + &raised(72.0 + width("We have 47"), 100.0, "3") + &at(135.0, 100.0, "members");
    let document = read_pages(&[content]);
    assert_eq!(body(&document), ["We have 47 ³ members"]);
}

#[test]
fn text_printed_twice_is_read_once_and_is_bold() {
    let document = read_pages(&[at(72.0, 100.0, "Twice") + &at(72.3, 100.0, "Twice") + &at(72.0, 130.0, "Once")]);
    assert_eq!(body(&document), ["Twice", "Once"]);
    assert_eq!(document.blocks.iter().map(|b| b.style.bold).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn accents_printed_over_letters_make_one_letter() {
    // An acute accent and a cedilla of their own, as older typesetting draws them, before and after the letter.
    let content = at(72.0, 100.0, "caf\\264")
        + &at(72.0 + width("caf") - 1.1, 100.0, "e")
        + &at(120.0, 100.0, "Proven")
        + &at(120.0 + width("Proven"), 100.0, "c")
        + &at(120.0 + width("Proven") + 0.9, 100.0, "\\270");
    let document = read_pages(&[content]);
    assert_eq!(body(&document), ["café Provenç"]);
}

#[test]
fn bullets_are_markers() {
    let content =
        at(72.0, 100.0, "\\225") + &at(90.0, 100.0, "a market every day") + &at(72.0, 115.0, "\\225") + &at(90.0, 115.0, "a school");
    let document = read_pages(&[content]);
    assert_eq!(body(&document), ["a market every day", "a school"]);
    assert!(document.blocks.iter().all(|b| matches!(b.kind, BlockKind::ListItem) && b.marker.is_some()));
}

#[test]
fn rotated_text_is_read_and_its_boxes_are_where_it_stands() {
    // Written upwards along the left edge of the page.
    let up = |x: f32, text: &str| format!("BT /F1 10 Tf 0 1 -1 0 {x} 100 Tm ({text}) Tj ET\n");
    let document = read_pages(&[up(100.0, "First line of a turned page") + &up(114.0, "and the second one")]);
    assert_eq!(body(&document).join(" "), "First line of a turned page and the second one");
    let first = document.fragments[0].bbox.unwrap();
    assert!(first.x0 < 100.0 && first.x1 > 100.0 && (first.y1 - (HEIGHT - 100.0)).abs() < 1.0, "{first:?}");
}

#[test]
fn what_can_not_be_read_is_named() {
    let whole = pdf(&[at(72.0, 100.0, "Text"), at(72.0, 100.0, "More")]);
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q".to_owned();
    let options = ReadOptions::default();
    assert!(matches!(read(b"%PDF-1.4\n", &options), Err(ReadError::Damaged(_))));
    assert!(matches!(read(&pdf(&[String::new()]), &options), Err(ReadError::NoText)));
    let cut = read(&whole[..whole.len() - 60], &options).unwrap();
    assert_eq!(cut.flags.iter().map(|f| f.code).collect::<Vec<_>>(), [FlagCode::FileDamaged]);
    let scan = read(&pdf(&[picture]), &options).unwrap();
    assert_eq!(scan.flags.iter().map(|f| f.code).collect::<Vec<_>>(), [FlagCode::NoTextLayer]);
    assert!(scan.text.is_empty());
}

#[test]
fn struck_out_words_are_left_out_and_a_frame_strikes_nothing() {
    let line = |x0: f32, x1: f32, y: f32| format!("{x0} {} m {x1} {} l S\n", HEIGHT - y, HEIGHT - y);
    let text = at(72.0, 100.0, "The grant was 400 euros");
    for (name, rule, wanted) in [
        ("a word", line(72.0 + width("The grant was "), 72.0 + width("The grant was 400"), 97.0), "The grant was euros"),
        ("all of them", line(71.0, 73.0 + width("The grant was 400 euros"), 97.0), ""),
        ("a frame", line(40.0, 500.0, 97.0), "The grant was 400 euros"),
        ("underlined", line(72.0, 72.0 + width("The grant was 400 euros"), 101.5), "The grant was 400 euros"),
    ] {
        let document = read(&pdf(&[format!("{text}{}{rule}", at(72.0, 200.0, "More"))]), &ReadOptions::default()).unwrap();
        let first = document.text.lines().next().unwrap_or_default();
        assert_eq!(first.strip_prefix("More").unwrap_or(first), wanted, "{name}");
    }
}

#[test]
fn a_table_at_the_foot_of_a_column_is_not_lost() {
    // Lines side by side at the same heights, as a table's rows; below them on the left a ruled table.
    let mut content = String::new();
    for i in 0..12 {
        let y = 100.0 + 14.0 * i as f32;
        content += &at(72.0, y, "the spinning mill buys its wool from");
        content += &at(310.0, y, "families who have never kept a book");
    }
    for (i, y) in [290.0, 310.0, 330.0].into_iter().enumerate() {
        let _ = writeln!(content, "72 {0} m 250 {0} l S", HEIGHT - y);
        if i < 2 {
            content += &at(78.0, y + 14.0, ["Members", "Wool"][i]);
            content += &at(180.0, y + 14.0, ["415", "873"][i]);
        }
        content += &at(310.0, y + 4.0, "and sells it at the fair in the town");
    }
    for x in [72.0, 170.0, 250.0] {
        let _ = writeln!(content, "{x} {} m {x} {} l S", HEIGHT - 290.0, HEIGHT - 330.0);
    }
    let document = read(&pdf(&[content]), &ReadOptions::default()).unwrap();
    for word in ["Members", "415", "Wool", "873"] {
        assert!(document.text.contains(word), "{word} is missing in {}", document.text);
    }
}
