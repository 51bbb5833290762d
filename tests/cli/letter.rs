//! `casebook letter`.

use super::support::{CASE, Folder};

/// A record with something to say about it, and one with nothing.
fn folder() -> Folder {
    let asked = CASE
        .replace("Some 120 cooperatives", "Briefly summarise: landscape of level of development of SE sector.\n\nSome 120 cooperatives");
    let asked = asked.replace("The city gave a grant of EUR 300,000 for new machines.", "");
    let whole = format!(
        "{CASE}\n5. Outcomes\n\nClean sheets for three hospitals.\n\n6. Drivers and Barriers\n\nThe price of gas was the barrier.\n\n7. Overall assessment\n\nWe would do it again.\n"
    );
    let french = "Titre : Le linge\n\nAuteurs et affiliations : Rosa Petit, gérante, Blanchisserie du Nord\n\n1. Contexte\n\nDans la région il y a peu de coopératives, et elles sont petites.\n\n2. Résumé de la bonne pratique\n\nLa blanchisserie lave le linge des hôpitaux et des cantines de la ville.\n\n3. Éléments de preuve\n\nLes clients restent avec nous depuis des années.\n";
    let stray = "A poem about the sea, which is wide and grey and does not follow any form.\n";
    let folder = Folder::with(&[
        ("in/asked.txt", asked.as_bytes()),
        ("in/whole.txt", whole.as_bytes()),
        ("in/french.txt", french.as_bytes()),
        ("in/stray.txt", stray.as_bytes()),
    ]);
    folder.run(&["extract", "in"]).ends(0);
    folder
}

#[test]
fn a_letter_asks_for_what_is_missing() {
    let folder = folder();
    let run = folder.run(&["letter", "output/records/asked.txt.json"]);
    run.ends(0).says("Dear Rosa Quiroga,").says("“A laundry run by its workers” (asked.txt)");
    run.says("- Delete the instructions of the form under “1. Background”.");
    run.says("- Fill in the section “3. Evidence”: there is nothing under its heading.");
    run.says("- Add the section “Overall assessment”: it is missing.");
    let (background, assessment) = (run.stdout.find("1. Background").unwrap(), run.stdout.find("Overall assessment").unwrap());
    assert!(background < assessment, "in the form's order:\n{}", run.stdout);
    let lines: Vec<&str> = run.stdout.lines().filter(|l| l.starts_with("- ")).collect();
    let mut once = lines.clone();
    once.dedup();
    assert_eq!(lines, once);
    folder.run(&["letter", "output/records/stray.txt.json"]).ends(0).says("Dear author,").says("- Use our form");
}

#[test]
fn a_letter_is_in_the_documents_language_or_the_one_asked_for() {
    let folder = folder();
    let run = folder.run(&["letter", "output/records/french.txt.json"]);
    run.ends(0)
        .says("Bonjour Rosa Petit,")
        .says("« Le linge » (french.txt)")
        .says("- Ajouter la rubrique « Résultats pour les parties prenantes » : elle manque.");
    for (language, words) in [
        ("de", "Guten Tag Rosa Petit,"),
        ("es", "- Añada el apartado"),
        ("it", "- Aggiungere la sezione"),
        ("pt", "- Acrescente a secção"),
        ("en", "Dear"),
    ] {
        folder.run(&["letter", "output/records/french.txt.json", "--lang", language]).ends(0).says(words);
    }
    folder.run(&["letter", "output/records/french.txt.json", "--lang", "xx"]).ends(2).says("no letters in the language \"xx\"").says("pt");
}

#[test]
fn nothing_to_say_is_said_and_no_file_is_lost() {
    let folder = folder();
    folder.run(&["letter", "output/records/whole.txt.json", "-o", "none.txt"]).ends(0).says("nothing to write to the author of whole.txt");
    assert!(!folder.path("none.txt").exists());
    folder.run(&["letter", "output/records/asked.txt.json", "-o", "letter.txt"]).ends(0).says("letter.txt");
    assert!(folder.read("letter.txt").starts_with("Dear Rosa Quiroga,"));
    folder.run(&["letter", "output/records/asked.txt.json", "-o", "letter.txt"]).ends(2).says("Choose another name");
    folder.run(&["letter", "output/manifest.json"]).ends(2).says("no record").says("output/records/");
    folder.run(&["letter", "nowhere.json"]).ends(2).says("spelling");
}

#[test]
fn wordings_of_ones_own_replace_the_built_in_ones() {
    let folder = folder();
    let own = include_str!("../../schemas/letters/en.toml").replace("Kind regards", "Yours, the programme office");
    folder.add("ours/letters/en.toml", own.as_bytes());
    folder.run(&["letter", "output/records/asked.txt.json", "--knowledge", "ours"]).ends(0).says("Yours, the programme office");
    folder.add("ours/letters/en.toml", own.replace("farewell", "farwell").as_bytes());
    folder.run(&["letter", "output/records/asked.txt.json", "--knowledge", "ours"]).ends(2).says("letters/en.toml, line").says("farwell");
}

#[test]
fn a_letter_is_a_word_file_where_its_name_says_so() {
    let folder = folder();
    folder.run(&["letter", "output/records/asked.txt.json", "-o", "letter.docx"]).ends(0).says("letter.docx");
    folder.run(&["letter", "output/records/asked.txt.json", "-o", "letter.docx"]).ends(2).says("Choose another name");
    folder
        .run(&["inspect", "letter.docx", "--text"])
        .ends(0)
        .says("Dear Rosa Quiroga,")
        .says("Add the section “Overall assessment”: it is missing.");
    if !soffice() {
        return;
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.path("profile").display());
    let mut command = std::process::Command::new("soffice");
    command.current_dir(folder.path("")).args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "letter.docx"]);
    assert!(command.output().unwrap().status.success());
    let read = folder.read("letter.txt");
    assert!(read.contains("Dear Rosa Quiroga,") && read.contains("Add the section “Overall assessment”: it is missing."), "{read}");
}

/// Whether LibreOffice is there. Skipping is said aloud, and is a failure where nothing may be skipped.
fn soffice() -> bool {
    let there = std::process::Command::new("soffice").arg("--version").output().is_ok_and(|o| o.status.success());
    assert!(there || std::env::var_os("CASEBOOK_TEST_ALL").is_none(), "soffice is not installed");
    if !there {
        eprintln!("skipped: soffice is not installed");
    }
    there
}

#[test]
fn a_letter_in_parts_for_programs() {
    let folder = folder();
    let run = folder.run(&["letter", "output/records/asked.txt.json", "--json"]);
    let letter: serde_json::Value = serde_json::from_str(&run.ends(0).stdout).unwrap();
    assert_eq!(letter["language"], "en");
    assert!(letter["please"].as_array().unwrap().len() >= 3 && letter["text"].as_str().unwrap().starts_with("Dear Rosa"), "{letter:#}");
    let run = folder.run(&["letter", "output/records/whole.txt.json", "--json"]);
    let letter: serde_json::Value = serde_json::from_str(&run.ends(0).stdout).unwrap();
    assert_eq!((letter["please"].as_array().unwrap().len(), &letter["text"]), (0, &serde_json::Value::Null), "{letter:#}");
}

#[test]
fn more_of_a_heading_is_no_instruction() {
    let case = CASE.replace("1. Background", "1. Background: sector, institutions and policy");
    let folder = Folder::with(&[("in/a.txt", case.as_bytes())]);
    folder.run(&["extract", "in"]).ends(0);
    let run = folder.run(&["letter", "output/records/a.txt.json"]);
    assert!(!run.ends(0).stdout.contains("Delete the instructions"), "{}", run.stdout);
}
