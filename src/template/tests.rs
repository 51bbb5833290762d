//! The template stage as a whole: headings perturbed as authors perturb them, guidance, strays.

use super::sample::{Entry, Layout, build};
use super::{Choice, Role, SlotState, Structure, Templates, structure};
use crate::document::Document;
use crate::flag::FlagCode;
use crate::knowledge::Knowledge;

fn templates() -> Templates {
    Templates::load(&Knowledge::embedded()).expect("built-in knowledge is right")
}

fn read(document: &Document) -> Structure {
    structure(document, None, &Choice::Auto, &templates())
}

/// A document of our own: section, heading as printed, what was written.
const SAMPLE: &[(&str, &str, &[&str])] = &[
    ("title", "Title", &["Borrowing instead of buying: the Kallio Tool Library"]),
    ("authors", "Authors and organizational affiliations", &["Aino Rantala, chairwoman, Kallio Tool Library Cooperative, Helsinginkatu 12, 00500 Helsinki"]),
    (
        "background",
        "1. Background: Social and Solidarity Economy sector, institutions and policy framework in the region/State/country where the organisation is located",
        &["In Finland cooperatives are old and large, and small ones are rare in the cities. A law of 2013 made founding one cheaper, and some 900 new ones were registered in five years.", "The city of Helsinki lends empty shops to associations for a year."],
    ),
    (
        "summary",
        "2. Summary of main characteristics of good practice approach",
        &["The library lends 640 tools to its 1,120 members for a yearly fee of 35 euros. Two people are paid, and twenty more keep the desk open four evenings a week.", "- Every tool has a book in which borrowers write what they made with it.", "- Repairs are done on Mondays, together.", "What is broken twice is not bought again."],
    ),
    ("evidence", "3. Evidence/Justification for Good Practice", &["The library counts its loans, and it asks."]),
    ("evidence.hard", "Hard evidence", &["There were 7,800 loans last year, twelve a tool. Members told us that they did not buy a drill in 83 per cent of the cases.", "The fee pays for two thirds of the rent."]),
    ("evidence.soft", "Soft evidence", &["A man of eighty borrowed a lathe and now teaches turning on Thursdays. The caretakers of four houses send tenants to us before they send them to a shop."]),
    ("context", "4. Context and history of how it developed", &["It began in a bicycle cellar in 2014 with a drill that nobody wanted to own alone. The first shop was cold, and the second one belongs to a parish."]),
    ("outcomes", "5. Outcomes (for different stakeholders)", &["For members it is cheaper, for the parish it is company, and for the city it is less to burn. Two libraries elsewhere were founded by people who had moved away."]),
    ("drivers_barriers", "6. Drivers and Barriers", &["Small flats and a tradition of sharing saunas help us. Insurance does not: no company knew what to make of a lent chainsaw, and it took fourteen months."]),
    ("assessment", "7. Overall assessment", &["We would do it again, with a dry cellar. Others should begin with ten tools and a repair evening, and buy the eleventh when it is asked for."]),
];

fn sample() -> Vec<(&'static str, Entry)> {
    let entry = |heading: &str, text: &[&str], level| Entry { level, heading: vec![heading.to_owned()], text: text.iter().map(|t| (*t).to_owned()).collect() };
    SAMPLE.iter().map(|(id, heading, text)| (*id, entry(heading, text, if id.contains('.') { 2 } else { 1 }))).collect()
}

fn entries(sample: &[(&'static str, Entry)]) -> Vec<Entry> {
    sample.iter().map(|(_, e)| e.clone()).collect()
}

/// The author's words of a section, as the sample writes them.
fn text(document: &Document, structure: &Structure, id: &str) -> Option<String> {
    let section = structure.sections.iter().position(|s| s.id == id || s.also.iter().any(|a| a == id))?;
    let pieces = structure.pieces.iter().filter(|p| p.role == Role::Content && p.section == Some(section));
    Some(pieces.map(|p| document.slice(p.span)).collect::<Vec<_>>().join(" "))
}

fn expected(entry: &Entry) -> String {
    entry.text.iter().map(|t| t.strip_prefix("- ").unwrap_or(t)).collect::<Vec<_>>().join(" ")
}

/// How many sections of a perturbed sample were read right, and which weren't.
fn judge(name: &str, sample: &[(&'static str, Entry)], layout: Layout, tally: &mut (usize, usize), failures: &mut Vec<String>) {
    let document = build(&entries(sample), layout);
    let found = read(&document);
    for (id, entry) in sample {
        tally.1 += 1;
        if text(&document, &found, id).as_deref() == Some(expected(entry).as_str()) {
            tally.0 += 1;
        } else {
            failures.push(format!("{name} {layout:?} {id}: {:?}", text(&document, &found, id).map(|t| t.chars().take(60).collect::<String>())));
        }
    }
}

const LAYOUTS: [Layout; 6] = [Layout::Styled, Layout::Bold, Layout::Plain, Layout::Form, Layout::Columns, Layout::Boxed];

type Change = fn(usize, &str) -> Vec<String>;

fn one(text: impl Into<String>) -> Vec<String> {
    vec![text.into()]
}

fn unnumbered(heading: &str) -> &str {
    heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ')
}

/// Two letters of the longest word swapped, or one left out.
fn typo(nth: usize, heading: &str) -> Vec<String> {
    let longest = heading.split(|c: char| !c.is_alphabetic()).max_by_key(|w| w.len()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = letters.len() / 2;
    if nth.is_multiple_of(2) && letters.len() > 4 {
        letters.swap(middle, middle + 1);
    } else {
        letters.remove(middle);
    }
    one(heading.replacen(longest, &letters.into_iter().collect::<String>(), 1))
}

/// The heading over two lines.
fn split(_: usize, heading: &str) -> Vec<String> {
    let words: Vec<&str> = heading.split(' ').collect();
    let (a, b) = words.split_at(words.len().div_ceil(2));
    [a, b].iter().filter(|w| !w.is_empty()).map(|w| w.join(" ")).collect()
}

const PERTURBATIONS: &[(&str, Change)] = &[
    ("as printed", |_, h| one(h)),
    ("capitals", |_, h| one(h.to_uppercase())),
    ("number lost", |_, h| one(unnumbered(h))),
    ("colon", |_, h| one(format!("{h}:"))),
    ("renumbered", |i, h| one(if i < 2 { h.to_owned() } else { format!("{}. {}", i + 3, unnumbered(h)) })),
    ("numbered from the title", |i, h| one(if i == 5 || i == 6 { h.to_owned() } else { format!("{}) {}", if i > 6 { i - 1 } else { i + 1 }, unnumbered(h)) })),
    ("shortened", |_, h| one(h.split([':', '/', '(']).next().unwrap_or(h).trim())),
    ("typo", typo),
    ("two typos", |i, h| if h.len() < 10 { one(h) } else { typo(i + 1, &typo(i, h).join(" ")) }),
    ("split", split),
];

#[test]
fn headings_as_authors_perturb_them() {
    let (mut tally, mut failures) = ((0, 0), Vec::new());
    for (name, change) in PERTURBATIONS {
        for layout in LAYOUTS {
            let mut changed = sample();
            for (i, (_, entry)) in changed.iter_mut().enumerate() {
                entry.heading = change(i, &entry.heading.join(" "));
            }
            judge(name, &changed, layout, &mut tally, &mut failures);
        }
    }
    report(tally, &failures, 0.97);
}

/// Headings in other words and languages, by section, in the order of the sample.
const WORDINGS: &[(&str, [&str; 11])] = &[
    ("plain words", ["Name of the practice", "Written by", "1. Landscape", "2. Our approach", "3. Proof", "Figures", "Stories", "4. How it started", "5. Results", "6. Enablers and obstacles", "7. Lessons learned"]),
    ("loose", ["Practice title", "Authors", "Policy background", "Summary of our practice", "Evidence of the good practice", "Hard data", "Soft data", "History", "Outcomes for each stakeholder", "Barriers and drivers", "Final assessment"]),
    ("french", ["Titre", "Auteurs", "1. Contexte institutionnel et politique", "2. Résumé de l'approche", "3. Preuves et justification", "Données chiffrées", "Témoignages", "4. Contexte et histoire", "5. Résultats", "6. Freins et moteurs", "7. Évaluation globale"]),
    ("spanish", ["Título", "Autores", "1. Contexto: economía social e instituciones", "2. Resumen de la práctica", "3. Evidencia", "Evidencia cuantitativa", "Evidencia cualitativa", "4. Contexto e historia", "5. Resultados", "6. Barreras e impulsores", "7. Evaluación general"]),
    ("german", ["Titel", "Autoren", "1. Hintergrund: Sektor und Institutionen", "2. Zusammenfassung der Praxis", "3. Belege", "Harte Fakten", "Weiche Fakten", "4. Geschichte", "5. Ergebnisse", "6. Treiber und Barrieren", "7. Gesamtbewertung"]),
    ("italian", ["Titolo", "Autori", "1. Contesto: settore, istituzioni, politiche", "2. Sintesi della pratica", "3. Prove", "Dati quantitativi", "Dati qualitativi", "4. Storia", "5. Risultati", "6. Barriere e fattori favorevoli", "7. Valutazione generale"]),
    ("portuguese", ["Título", "Autores", "1. Enquadramento institucional", "2. Resumo da prática", "3. Evidências", "Dados quantitativos", "Dados qualitativos", "4. História", "5. Resultados", "6. Barreiras e motores", "7. Avaliação global"]),
    ("bilingual", ["Title / Titre", "Authors / Auteurs", "1. Background / Contexte", "2. Summary / Résumé", "3. Evidence / Preuves", "Hard evidence / Preuves chiffrées", "Soft evidence / Preuves qualitatives", "4. Context and history / Contexte et histoire", "5. Outcomes / Résultats", "6. Drivers and barriers / Moteurs et obstacles", "7. Overall assessment / Appréciation générale"]),
    ("two of them unheard of", ["Title", "Authors", "1. Background", "2. Summary", "3. Evidence", "Hard evidence", "Soft evidence", "4. Under the bicycle cellar", "5. Outcomes", "6. Wind and anchor", "7. Overall assessment"]),
];

#[test]
fn headings_in_other_words_and_languages() {
    let (mut tally, mut failures) = ((0, 0), Vec::new());
    for (name, headings) in WORDINGS {
        for layout in LAYOUTS {
            let mut changed = sample();
            for ((_, entry), heading) in changed.iter_mut().zip(headings) {
                entry.heading = one(*heading);
            }
            judge(name, &changed, layout, &mut tally, &mut failures);
        }
    }
    report(tally, &failures, 0.97);
}

#[test]
fn headings_that_run_into_their_text() {
    let (mut tally, mut failures) = ((0, 0), Vec::new());
    for stop in [".", ":", " –"] {
        for layout in [Layout::RunInBold, Layout::RunIn] {
            let mut changed = sample();
            for (_, entry) in &mut changed {
                entry.heading = one(format!("{}{stop}", entry.heading.join(" ").split([':', '/', '(']).next().unwrap_or_default().trim()));
            }
            judge(stop, &changed, layout, &mut tally, &mut failures);
        }
    }
    report(tally, &failures, 0.97);
}

#[test]
fn sections_swapped_merged_and_missing() {
    let (mut tally, mut failures) = ((0, 0), Vec::new());
    for layout in LAYOUTS {
        for (a, b) in [(2, 3), (7, 8), (9, 10), (3, 7)] {
            let mut changed = sample();
            changed.swap(a, b);
            judge(&format!("swapped {a} {b}"), &changed, layout, &mut tally, &mut failures);
        }
        for gone in [0, 1, 2, 3, 7, 8, 9, 10] {
            let mut changed = sample();
            let (id, _) = changed.remove(gone);
            judge(&format!("without {id}"), &changed, layout, &mut tally, &mut failures);
        }
        for (first, second, heading) in [(7, 8, "4-5. Context and outcomes"), (7, 8, "4. Context, history and outcomes"), (8, 9, "5. Outcomes, drivers and barriers"), (2, 3, "1. Background / summary")] {
            let mut changed = sample();
            let (_, taken) = changed.remove(second);
            let (_, kept) = &mut changed[first];
            kept.heading = one(heading);
            kept.text.extend(taken.text);
            judge(heading, &changed, layout, &mut tally, &mut failures);
        }
    }
    report(tally, &failures, 0.97);
}

fn report((right, all): (usize, usize), failures: &[String], least: f64) {
    let share = right as f64 / all as f64;
    println!("{right} of {all} sections right ({share:.4})\n{}", failures.join("\n"));
    assert!(share >= least, "{right} of {all} sections right:\n{}", failures.join("\n"));
}

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
    let more = ["- Background", "Results: more loans than ever, and the evidence is in the books.", "Drivers", "Summary of the year", "The history of the drill is short."];
    changed[3].1.text.extend(more.map(str::to_owned));
    for layout in [Layout::Styled, Layout::Bold, Layout::Form] {
        let document = build(&entries(&changed), layout);
        assert_eq!(text(&document, &read(&document), "summary").as_deref(), Some(expected(&changed[3].1).as_str()), "{layout:?}");
    }
}

#[test]
fn matter_around_the_form_stays_outside() {
    let mut changed = sample();
    changed.insert(0, ("front", Entry { level: 1, heading: Vec::new(), text: vec!["Call for cases, second round".to_owned(), "Please return the form before the end of May.".to_owned()] }));
    changed.push(("other", Entry { level: 1, heading: one("Annex 1: list of tools"), text: vec!["Drill, lathe, chainsaw and 637 others.".to_owned()] }));
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
    &[("Tool library opens second shop", "The city's first tool library opened a second shop on Friday."), ("Background", "It was founded in 2014 by neighbours."), ("What changes", "Members may borrow in both."), ("About the library", "It lends 640 tools."), ("Contact", "press@example.org")],
    &[("Abstract", "We study lending."), ("Introduction", "Lending is old."), ("Methods", "We asked 200 people."), ("Results", "Most were glad."), ("Discussion", "It could be otherwise."), ("Conclusion", "Lending works."), ("References", "None.")],
    &[("Minutes of the board", "Present: five."), ("1. Opening", "At seven."), ("2. Finances", "The fee is raised to 38 euros."), ("3. Any other business", "None."), ("4. Next meeting", "In May.")],
    &[("Executive summary", "In 2022 we lent more."), ("Members", "There were 1,120."), ("Finances", "Income was 39,000 euros."), ("Risks", "The lease ends."), ("Outlook", "A third shop.")],
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
    ("background", &["Briefly summarise: landscape of level of development of SE sector, related institutions, and public policy relevant to SE in this region/country (max 1 page)", "Cooperatives are old here."], "Cooperatives are old here."),
    ("background", &["Please describe in short the landscape and level of development of the sector (1 page at most).", "Cooperatives are old here."], "Cooperatives are old here."),
    ("background", &["Describa brevemente el panorama del sector y las instituciones relacionadas (máximo 1 página). Las cooperativas son antiguas aquí."], "Las cooperativas son antiguas aquí."),
    ("background", &["related institutions, and public policy relevant to SE in this region/country", "Cooperatives are old here."], "Cooperatives are old here."),
    ("summary", &["Describe the process, instruments and resources used. Provide a general introduction of main characteristics of the organisation (Max 4 pages)", "We lend tools."], "We lend tools."),
    ("summary", &["Bitte beschreiben Sie den Prozess und die eingesetzten Ressourcen (max. 4 Seiten).", "Wir verleihen Werkzeug."], "Wir verleihen Werkzeug."),
    ("context", &["(Max 0.5 page)", "It began in a cellar."], "It began in a cellar."),
    ("context", &["Máximo una página.", "It began in a cellar."], "It began in a cellar."),
    ("outcomes", &["Décrivez ses principales réalisations et comment elle est perçue par les parties prenantes (0,5 page max). Nos membres paient moins."], "Nos membres paient moins."),
    ("assessment", &["Summarise, in your views, its utility, and its value as a learning case study. Please delete this text.", "We would do it again."], "We would do it again."),
    // Answers that speak with the form's words.
    ("drivers_barriers", &["Our main drivers were market opportunities and direct requests; the barriers were regulations and the absence of tailored support measures."], "Our main drivers were market opportunities and direct requests; the barriers were regulations and the absence of tailored support measures."),
    ("background", &["The landscape of the sector is young, and public policy relevant to it was made in this region in 2013."], "The landscape of the sector is young, and public policy relevant to it was made in this region in 2013."),
    ("outcomes", &["Its main achievements are seen by workers, clients and local communities alike."], "Its main achievements are seen by workers, clients and local communities alike."),
    ("summary", &["Present in four districts, we lend tools.", "The book is limited to 200 pages."], "Present in four districts, we lend tools. The book is limited to 200 pages."),
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
    assert_eq!((authors[0].name.as_str(), authors[0].role.as_deref(), authors[0].affiliation.as_deref()), ("Aino Rantala", Some("chairwoman"), Some("Kallio Tool Library Cooperative")));
}
