//! Flags, guidance, contents, front and annex, strays, fields.

use super::super::SlotState;
use super::super::sample::{Entry, Layout, build};
use super::{LAYOUTS, SAMPLE, entries, expected, one, read, sample, text};
use crate::flag::FlagCode;

#[test]
fn what_was_done_to_the_form_is_flagged() {
    let mut changed = sample();
    changed.swap(9, 10);
    changed[3].1.heading = one("2. Our approach");
    changed[8].1.text.clear();
    changed.remove(2);
    let found = read(&build(&entries(&changed), Layout::Styled));
    let state = |id: &str| found.slots.iter().find(|s| s.id == id).map(|s| s.state);
    assert_eq!(state("background"), Some(SlotState::Missing));
    assert_eq!(state("outcomes"), Some(SlotState::Empty));
    assert_eq!(state("summary"), Some(SlotState::Filled));
    let missing: Vec<_> = found.flags.iter().filter(|f| f.code == FlagCode::SectionMissing).filter_map(|f| f.detail.clone()).collect();
    assert_eq!(missing, ["background"]);
    let flagged = |id: &str, code: FlagCode| found.sections.iter().any(|s| s.id == id && s.flags.iter().any(|f| f.code == code));
    assert!(flagged("summary", FlagCode::HeadingRenamed));
    assert!(!flagged("assessment", FlagCode::HeadingRenamed));
    assert!(flagged("assessment", FlagCode::OrderChanged) ^ flagged("drivers_barriers", FlagCode::OrderChanged));
    assert!(flagged("outcomes", FlagCode::SectionEmpty));
}

#[test]
fn every_leaf_is_covered_in_order() {
    for layout in LAYOUTS {
        let document = build(&entries(&sample()), layout);
        let found = read(&document);
        assert!(found.pieces.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{layout:?}");
        for leaf in document.leaves() {
            let inside: String = found.pieces.iter().filter(|p| p.span.overlaps(leaf.block.span)).map(|p| document.slice(p.span)).collect();
            let words = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(words(&inside), words(document.slice(leaf.block.span)), "{layout:?}");
        }
    }
}

#[test]
fn contents_sub_headings_and_prose_are_no_headings() {
    let mut changed = sample();
    let contents = SAMPLE.iter().map(|(_, h, _)| format!("{h} ........ 3"));
    changed[0].1.text.splice(1.., contents.collect::<Vec<_>>());
    let document = build(&entries(&changed), Layout::Styled);
    let found = read(&document);
    for (id, entry) in changed.iter().skip(1) {
        assert_eq!(text(&document, &found, id).as_deref(), Some(expected(entry).as_str()), "{id} with contents");
    }
    let mut changed = sample();
    let more = [
        "- Background",
        "Results: more loans than ever, and the evidence is in the books.",
        "Drivers",
        "Summary of the year",
        "The history of the drill is short.",
    ];
    changed[3].1.text.extend(more.map(str::to_owned));
    for layout in [Layout::Styled, Layout::Bold, Layout::Form] {
        let document = build(&entries(&changed), layout);
        assert_eq!(text(&document, &read(&document), "summary").as_deref(), Some(expected(&changed[3].1).as_str()), "{layout:?}");
    }
}

#[test]
fn matter_around_the_form_stays_outside() {
    let mut changed = sample();
    changed.insert(
        0,
        (
            "front",
            Entry {
                level: 1,
                heading: Vec::new(),
                text: vec!["Call for cases, second round".to_owned(), "Please return the form before the end of May.".to_owned()],
            },
        ),
    );
    changed.push((
        "other",
        Entry { level: 1, heading: one("Annex 1: list of tools"), text: vec!["Drill, lathe, chainsaw and 637 others.".to_owned()] },
    ));
    for layout in [Layout::Styled, Layout::Bold, Layout::Plain] {
        let document = build(&entries(&changed), layout);
        let found = read(&document);
        for (id, entry) in &changed {
            assert_eq!(text(&document, &found, id).as_deref(), Some(expected(entry).as_str()), "{layout:?} {id}");
        }
    }
}

/// Documents that follow no template, with headings that also stand in one.
const STRAYS: &[&[(&str, &str)]] = &[
    &[
        ("Tool library opens second shop", "The city's first tool library opened a second shop on Friday."),
        ("Background", "It was founded in 2014 by neighbours."),
        ("What changes", "Members may borrow in both."),
        ("About the library", "It lends 640 tools."),
        ("Contact", "press@example.org"),
    ],
    &[
        ("Abstract", "We study lending."),
        ("Introduction", "Lending is old."),
        ("Methods", "We asked 200 people."),
        ("Results", "Most were glad."),
        ("Discussion", "It could be otherwise."),
        ("Conclusion", "Lending works."),
        ("References", "None."),
    ],
    &[
        ("Minutes of the board", "Present: five."),
        ("1. Opening", "At seven."),
        ("2. Finances", "The fee is raised to 38 euros."),
        ("3. Any other business", "None."),
        ("4. Next meeting", "In May."),
    ],
    &[
        ("Executive summary", "In 2022 we lent more."),
        ("Members", "There were 1,120."),
        ("Finances", "Income was 39,000 euros."),
        ("Risks", "The lease ends."),
        ("Outlook", "A third shop."),
    ],
    &[],
];

#[test]
fn strays_are_not_forced_into_a_template() {
    for stray in STRAYS {
        for layout in [Layout::Styled, Layout::Bold, Layout::Plain] {
            let list: Vec<Entry> = stray.iter().map(|(h, t)| Entry { level: 1, heading: one(*h), text: vec![(*t).to_owned()] }).collect();
            let found = read(&build(&list, layout));
            assert_eq!(found.template, None, "{stray:?} {layout:?}");
            assert!(found.flags.iter().any(|f| f.code == FlagCode::TemplateUnknown));
            assert!(found.sections.iter().all(|s| s.id == "other"));
        }
    }
}

/// Section, its text with the form's words in it, and what is the author's.
const GUIDANCE: &[(&str, &[&str], &str)] = &[
    (
        "background",
        &[
            "Briefly summarise: landscape of level of development of SE sector, related institutions, and public policy relevant to SE in this region/country (max 1 page)",
            "Cooperatives are old here.",
        ],
        "Cooperatives are old here.",
    ),
    (
        "background",
        &["Please describe in short the landscape and level of development of the sector (1 page at most).", "Cooperatives are old here."],
        "Cooperatives are old here.",
    ),
    (
        "background",
        &[
            "Describa brevemente el panorama del sector y las instituciones relacionadas (máximo 1 página). Las cooperativas son antiguas aquí.",
        ],
        "Las cooperativas son antiguas aquí.",
    ),
    (
        "background",
        &["related institutions, and public policy relevant to SE in this region/country", "Cooperatives are old here."],
        "Cooperatives are old here.",
    ),
    (
        "summary",
        &[
            "Describe the process, instruments and resources used. Provide a general introduction of main characteristics of the organisation (Max 4 pages)",
            "We lend tools.",
        ],
        "We lend tools.",
    ),
    (
        "summary",
        &["Bitte beschreiben Sie den Prozess und die eingesetzten Ressourcen (max. 4 Seiten).", "Wir verleihen Werkzeug."],
        "Wir verleihen Werkzeug.",
    ),
    ("context", &["(Max 0.5 page)", "It began in a cellar."], "It began in a cellar."),
    ("context", &["Máximo una página.", "It began in a cellar."], "It began in a cellar."),
    (
        "outcomes",
        &[
            "Décrivez ses principales réalisations et comment elle est perçue par les parties prenantes (0,5 page max). Nos membres paient moins.",
        ],
        "Nos membres paient moins.",
    ),
    (
        "assessment",
        &[
            "Summarise, in your views, its utility, and its value as a learning case study. Please delete this text.",
            "We would do it again.",
        ],
        "We would do it again.",
    ),
    // Answers that speak with the form's words.
    (
        "drivers_barriers",
        &[
            "Our main drivers were market opportunities and direct requests; the barriers were regulations and the absence of tailored support measures.",
        ],
        "Our main drivers were market opportunities and direct requests; the barriers were regulations and the absence of tailored support measures.",
    ),
    (
        "background",
        &["The landscape of the sector is young, and public policy relevant to it was made in this region in 2013."],
        "The landscape of the sector is young, and public policy relevant to it was made in this region in 2013.",
    ),
    (
        "outcomes",
        &["Its main achievements are seen by workers, clients and local communities alike."],
        "Its main achievements are seen by workers, clients and local communities alike.",
    ),
    (
        "summary",
        &["Present in four districts, we lend tools.", "The book is limited to 200 pages."],
        "Present in four districts, we lend tools. The book is limited to 200 pages.",
    ),
];

#[test]
fn guidance_is_cut_out_and_answers_are_kept() {
    for (id, lines, expected) in GUIDANCE {
        for layout in [Layout::Styled, Layout::Plain, Layout::Form] {
            let mut changed = sample();
            for (section, entry) in &mut changed {
                if section == id {
                    entry.text = lines.iter().map(|l| (*l).to_owned()).collect();
                }
            }
            let document = build(&entries(&changed), layout);
            let found = read(&document);
            assert_eq!(text(&document, &found, id).as_deref(), Some(*expected), "{layout:?} {lines:?}");
            let flagged = found.sections.iter().filter(|s| s.id == *id).any(|s| s.flags.iter().any(|f| f.code == FlagCode::GuidanceLeftIn));
            assert_eq!(flagged, lines.join(" ") != *expected, "{layout:?} {lines:?}");
        }
    }
}

#[test]
fn fields_of_the_sample() {
    let found = read(&build(&entries(&sample()), Layout::Styled));
    assert_eq!(found.title.map(|t| t.value).as_deref(), Some("Borrowing instead of buying: the Kallio Tool Library"));
    let authors = found.authors.unwrap_or_default();
    assert_eq!(authors.len(), 1);
    assert_eq!(
        (authors[0].name.as_str(), authors[0].role.as_deref(), authors[0].affiliation.as_deref()),
        ("Aino Rantala", Some("chairwoman"), Some("Kallio Tool Library Cooperative"))
    );
}
