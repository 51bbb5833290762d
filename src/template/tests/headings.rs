//! Headings, perturbed.

use super::super::sample::Layout;
use super::{LAYOUTS, judge, one, sample};

type Change = fn(usize, &str) -> Vec<String>;

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
    ("numbered from the title", |i, h| {
        one(if i == 5 || i == 6 { h.to_owned() } else { format!("{}) {}", if i > 6 { i - 1 } else { i + 1 }, unnumbered(h)) })
    }),
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
    (
        "plain words",
        [
            "Name of the practice",
            "Written by",
            "1. Landscape",
            "2. Our approach",
            "3. Proof",
            "Figures",
            "Stories",
            "4. How it started",
            "5. Results",
            "6. Enablers and obstacles",
            "7. Lessons learned",
        ],
    ),
    (
        "loose",
        [
            "Practice title",
            "Authors",
            "Policy background",
            "Summary of our practice",
            "Evidence of the good practice",
            "Hard data",
            "Soft data",
            "History",
            "Outcomes for each stakeholder",
            "Barriers and drivers",
            "Final assessment",
        ],
    ),
    (
        "french",
        [
            "Titre",
            "Auteurs",
            "1. Contexte institutionnel et politique",
            "2. Résumé de l'approche",
            "3. Preuves et justification",
            "Données chiffrées",
            "Témoignages",
            "4. Contexte et histoire",
            "5. Résultats",
            "6. Freins et moteurs",
            "7. Évaluation globale",
        ],
    ),
    (
        "spanish",
        [
            "Título",
            "Autores",
            "1. Contexto: economía social e instituciones",
            "2. Resumen de la práctica",
            "3. Evidencia",
            "Evidencia cuantitativa",
            "Evidencia cualitativa",
            "4. Contexto e historia",
            "5. Resultados",
            "6. Barreras e impulsores",
            "7. Evaluación general",
        ],
    ),
    (
        "german",
        [
            "Titel",
            "Autoren",
            "1. Hintergrund: Sektor und Institutionen",
            "2. Zusammenfassung der Praxis",
            "3. Belege",
            "Harte Fakten",
            "Weiche Fakten",
            "4. Geschichte",
            "5. Ergebnisse",
            "6. Treiber und Barrieren",
            "7. Gesamtbewertung",
        ],
    ),
    (
        "italian",
        [
            "Titolo",
            "Autori",
            "1. Contesto: settore, istituzioni, politiche",
            "2. Sintesi della pratica",
            "3. Prove",
            "Dati quantitativi",
            "Dati qualitativi",
            "4. Storia",
            "5. Risultati",
            "6. Barriere e fattori favorevoli",
            "7. Valutazione generale",
        ],
    ),
    (
        "portuguese",
        [
            "Título",
            "Autores",
            "1. Enquadramento institucional",
            "2. Resumo da prática",
            "3. Evidências",
            "Dados quantitativos",
            "Dados qualitativos",
            "4. História",
            "5. Resultados",
            "6. Barreiras e motores",
            "7. Avaliação global",
        ],
    ),
    (
        "bilingual",
        [
            "Title / Titre",
            "Authors / Auteurs",
            "1. Background / Contexte",
            "2. Summary / Résumé",
            "3. Evidence / Preuves",
            "Hard evidence / Preuves chiffrées",
            "Soft evidence / Preuves qualitatives",
            "4. Context and history / Contexte et histoire",
            "5. Outcomes / Résultats",
            "6. Drivers and barriers / Moteurs et obstacles",
            "7. Overall assessment / Appréciation générale",
        ],
    ),
    (
        "two of them unheard of",
        [
            "Title",
            "Authors",
            "1. Background",
            "2. Summary",
            "3. Evidence",
            "Hard evidence",
            "Soft evidence",
            "4. Under the bicycle cellar",
            "5. Outcomes",
            "6. Wind and anchor",
            "7. Overall assessment",
        ],
    ),
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
        for (first, second, heading) in [
            (7, 8, "4-5. Context and outcomes"),
            (7, 8, "4. Context, history and outcomes"),
            (8, 9, "5. Outcomes, drivers and barriers"),
            (2, 3, "1. Background / summary"),
        ] {
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
