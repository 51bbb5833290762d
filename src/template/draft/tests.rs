use crate::document::Document;
use crate::knowledge::Knowledge;
use crate::reader::{ReadOptions, read};
use crate::template::{Templates, Weight, check};

fn form(text: &str) -> Document {
    read(text.as_bytes(), "form.txt", &ReadOptions::default()).expect("text").1
}

fn draft(texts: &[&str], language: &str) -> toml::Table {
    let templates = Templates::load(&Knowledge::embedded()).expect("built-in knowledge is right");
    let forms: Vec<Document> = texts.iter().map(|t| form(t)).collect();
    let draft = templates.draft(&forms, "our call", language);
    let mistakes: Vec<_> = check(&draft.toml).into_iter().filter(|f| f.weight == Weight::Mistake).collect();
    assert!(mistakes.is_empty(), "{mistakes:?}\n{}", draft.toml);
    draft.toml.parse().expect("a drafted file parses")
}

/// Sections and parts as "id: heading".
fn outline(file: &toml::Table) -> Vec<String> {
    let list = |t: &toml::Table, key: &str| t.get(key).and_then(|s| s.as_array()).cloned().unwrap_or_default();
    let line = |s: &toml::Value| format!("{}: {}", s["id"].as_str().unwrap_or(""), s["heading"].as_str().unwrap_or(""));
    let sections = list(file, "section");
    let with_parts = sections
        .iter()
        .flat_map(|s| std::iter::once(line(s)).chain(list(s.as_table().expect("a table"), "part").iter().map(line).collect::<Vec<_>>()));
    with_parts.collect()
}

const BLANK: &str = "\
NEIGHBOURHOOD CALL 2024

1. The street and its shops (max 1 page)

Describe the street, who lives in it and which shops have closed.

2. What you want to open

a) The shop

Please say what it will sell.

b) The people

Who will work in it?

3. Money

Explain what the opening costs. No more than 300 words.

4. Signature
";

#[test]
fn a_blank_form_becomes_sections_parts_guidance_and_limits() {
    let file = draft(&[BLANK], "en");
    assert_eq!(file["id"].as_str(), Some("our-call"));
    assert_eq!(file["name"].as_str(), Some("NEIGHBOURHOOD CALL 2024"));
    let expected = [
        "street_shops: The street and its shops",
        "want_open: What you want to open",
        "want_open.shop: The shop",
        "want_open.people: The people",
        "money: Money",
        "signature: Signature",
    ];
    assert_eq!(outline(&file), expected);
    let sections = file["section"].as_array().expect("sections");
    assert_eq!(sections[0]["max_pages"].as_float(), Some(1.0));
    assert_eq!(sections[2]["max_words"].as_integer(), Some(300));
    assert_eq!(sections[0]["guidance"]["en"][0].as_str(), Some("Describe the street, who lives in it and which shops have closed."));
}

#[test]
fn what_filled_forms_share_is_the_form() {
    let filled = |a: &str, b: &str, c: &str| {
        format!(
            "1. The street and its shops\n\nDescribe the street, who lives in it and which shops have closed.\n\n{a}\n\n2. What you want to open\n\n{b}\n\n3. Money\n\n{c}\n"
        )
    };
    let texts = [
        filled(
            "Our street is long and steep, and nobody walks up for bread.",
            "A bakery with two tables in front of it.",
            "The oven costs 4,000 euros.",
        ),
        filled(
            "There were nine shops in 1990. Two are left.",
            "We want to mend bicycles and lend them.",
            "We have half of it already, from a raffle.",
        ),
        filled(
            "It is a quiet street near the harbour.",
            "A laundry, because the machines in the flats are broken.",
            "Two machines, one dryer, and the deposit.",
        ),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let file = draft(&texts, "en");
    assert_eq!(outline(&file), ["street_shops: The street and its shops", "want_open: What you want to open", "money: Money"]);
    assert!(file["section"][0].get("guidance").is_some() && file["section"][1].get("guidance").is_none(), "{file}");
}

#[test]
fn nothing_breaks_a_draft() {
    for text in
        ["x", "\u{202e}\u{0}1. 1. 1.\n\n(\n\n:", "?????\n\n....", &"1. a\n\n".repeat(300), "\"quoted\" \\ heading:\n\nfront\n\nother"]
    {
        let templates = Templates::load(&Knowledge::embedded()).expect("built-in knowledge is right");
        let Ok((_, document)) = read(text.as_bytes(), "form.txt", &ReadOptions::default()) else { continue };
        let draft = templates.draft(&[document.clone(), document], "…", "en");
        assert!(draft.sections == 0 || check(&draft.toml).iter().all(|f| f.weight == Weight::Advice), "{}", draft.toml);
    }
}
