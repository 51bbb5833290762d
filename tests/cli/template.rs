//! `casebook template` and templates given by file.

use super::support::{CASE, FIXTURES, Folder};

const MINE: &str = "\
id = \"laundry\"
version = \"2.1\"
name = \"Our call\"
language = \"en\"

[[section]]
id = \"title\"
heading = \"Title\"
holds = \"title\"

[[section]]
id = \"sector\"
heading = \"Background\"
number = 1

[[section]]
id = \"work\"
heading = \"Summary\"
number = 2
max_words = 10

[[section]]
id = \"later\"
heading = \"What comes later\"
number = 9
";

const BLANK: &str = "\
APPLICATION FORM

1. The place (max 1 page)

Describe where it is and who lives there.

2. The plan

Explain what you want to do, in no more than 200 words.

3. The money
";

#[test]
fn templates_are_listed_and_shown() {
    let folder = Folder::with(&[("mine.toml", MINE.as_bytes())]);
    let list = folder.run(&["template", "list"]);
    list.ends(0).says("good-practice").says("final-report").says("funding-application").says("Case study of a good practice");
    folder.run(&["template", "show", "final-report"]).ends(0).says("5. Budget and expenditure").says("table: Budget line | Approved");
    folder.run(&["template", "show", "mine.toml"]).ends(0).says("9. What comes later").says("at most 10 words");
    let file = folder.run(&["template", "show", "good-practice", "--toml"]);
    assert!(file.ends(0).stdout.starts_with("# The template") && file.stdout.contains("[section.names]"));
    folder.run(&["template", "show", "nothing"]).ends(2).says("there is no template nothing").says("good-practice");
}

#[test]
fn every_mistake_in_a_file_is_told_with_its_line() {
    let wrong = MINE.replace("number = 9", "numer = 9");
    let twice = MINE.replace("id = \"work\"", "id = \"sector\"").replace("id = \"later\"", "id = \"front\"");
    let folder = Folder::with(&[("mine.toml", MINE.as_bytes()), ("wrong.toml", wrong.as_bytes()), ("twice.toml", twice.as_bytes())]);
    folder.run(&["template", "check", "mine.toml"]).ends(0).says("can be used").says("advice");
    folder.run(&["template", "check", "wrong.toml"]).ends(1).says("wrong.toml, line 25").says("Did you mean number?");
    folder.run(&["template", "check", "twice.toml"]).ends(1).says("line 17").says("line 23").says("2 to correct");
    folder.run(&["template", "check", "nowhere.toml"]).ends(2).says("nowhere.toml").says("spelling");
    let run = folder.run(&["inspect", "mine.toml", "--template", "wrong.toml"]);
    run.ends(2).says("wrong.toml, line 25").says("Did you mean number?");
}

#[test]
fn documents_are_read_by_a_template_file() {
    let folder = Folder::with(&[("case.txt", CASE.as_bytes()), ("mine.toml", MINE.as_bytes())]);
    folder
        .run(&["inspect", "case.txt", "--template", "mine.toml"])
        .ends(0)
        .says("laundry 2.1")
        .says("later                missing")
        .says("over_length");
    folder.run(&["extract", "case.txt", "--template", "mine.toml"]).ends(0);
    let record = &folder.records("output")[0];
    assert_eq!((&record["template"]["id"], &record["software"]["options"]["template"]), (&"laundry".into(), &"laundry".into()));
    folder.run(&["extract", "case.txt", "--template", "auto", "-o", "auto"]).ends(0);
    assert_eq!(folder.records("auto")[0]["template"]["id"], "good-practice");
    folder.run(&["extract", "case.txt", "--template", "nowhere.toml"]).ends(2).says("nowhere.toml");
}

#[test]
fn trying_a_template_shows_how_well_it_fits() {
    let folder = Folder::with(&[("in/case.txt", CASE.as_bytes()), ("in/empty.txt", b""), ("mine.toml", MINE.as_bytes())]);
    folder.run(&["template", "try", "mine.toml", "in/case.txt"]).ends(0).says("3 of 4").says("later");
    folder.run(&["template", "try", "mine.toml", "in"]).ends(1).says("the file is empty").says("3 of 4");
    folder.run(&["template", "try", "good-practice", FIXTURES]).ends(0).says("9 of 9").says("karite-sahel--word-headings.docx");
    folder.run(&["template", "try", "mine.toml", "nowhere"]).ends(2).says("spelling");
}

#[test]
fn a_blank_form_becomes_a_template_that_reads_its_answers() {
    let answered = BLANK.replace("Describe where it is and who lives there.", "It is a street by the river, and old people live there.");
    let folder = Folder::with(&[("blank.txt", BLANK.as_bytes()), ("answered.txt", answered.as_bytes()), ("empty.txt", b"")]);
    folder.run(&["template", "draft", "blank.txt", "-o", "call.toml"]).ends(0).says("3 sections").says("template try");
    folder.run(&["template", "check", "call.toml"]).ends(0);
    let draft = folder.read("call.toml");
    assert!(draft.contains("id = \"call\"") && draft.contains("max_pages = 1.0") && draft.contains("max_words = 200"), "{draft}");
    folder.run(&["template", "try", "call.toml", "answered.txt"]).ends(0).says("3 of 3");
    folder.run(&["template", "draft", "blank.txt", "-o", "call.toml"]).ends(2).says("Choose another name");
    assert_eq!(folder.read("call.toml"), draft, "a file that is there is kept");
    folder.run(&["template", "draft", "blank.txt"]).ends(0).says("[[section]]");
    folder.run(&["template", "draft", "empty.txt"]).ends(2).says("the file is empty");
}

#[test]
fn programs_get_json() {
    let folder = Folder::with(&[("mine.toml", MINE.as_bytes()), ("in/case.txt", CASE.as_bytes()), ("in/empty.txt", b"")]);
    let json =
        |arguments: &[&str], code: i32| -> serde_json::Value { serde_json::from_str(&folder.run(arguments).ends(code).stdout).unwrap() };
    let list = json(&["template", "list", "--json"], 0);
    assert!(list.as_array().unwrap().iter().any(|t| t["id"] == "good-practice" && t["sections"][0]["holds"] == "title"), "{list:#}");
    let shown = json(&["template", "show", "mine.toml", "--json"], 0);
    assert_eq!((&shown["version"], &shown["sections"][2]["max_words"]), (&"2.1".into(), &10.into()));
    let checked = json(&["template", "check", "mine.toml", "--json"], 0);
    assert_eq!((&checked["usable"], &checked["findings"][0]["weight"]), (&true.into(), &"advice".into()), "{checked:#}");
    folder.add("wrong.toml", MINE.replace("version", "versoin").as_bytes());
    let checked = json(&["template", "check", "wrong.toml", "--json"], 1);
    assert_eq!((&checked["usable"], &checked["findings"][0]["line"]), (&false.into(), &2.into()), "{checked:#}");
    let tried = folder.run(&["template", "try", "mine.toml", "in", "--json"]);
    let lines: Vec<serde_json::Value> = tried.ends(1).stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!((&lines[0]["found"], &lines[0]["missing"][0]), (&3.into(), &"later".into()), "{lines:#?}");
    assert_eq!(lines[1]["error"]["code"], "empty");
}

#[test]
fn answers_a_form_does_not_allow_are_told() {
    let form = "\
id = \"answers\"
version = \"1\"
name = \"Answers\"
language = \"en\"
accepts = [\"fr\"]

[[section]]
id = \"title\"
heading = \"Title\"
holds = \"title\"

[[section]]
id = \"size\"
heading = \"Size of the group\"
[section.values]
en = [\"up to 10\", \"more than 10\"]

[[section]]
id = \"plan\"
heading = \"Plan of the year\"
[[section.table]]
[section.table.columns]
en = [\"Month\", \"Work\"]
";
    let document = |size: &str, work: &str| {
        format!(
            "<html><body><h1>Title</h1><p>A mill that grinds again</p><h1>Size of the group</h1><p>{size}</p><h1>Plan of the year</h1>\
             <p>We grind what the neighbours bring, and we mend what breaks over the winter.</p>\
             <table><tr><th>Month</th><th>Work</th></tr><tr><td>{work}</td><td>{work}</td></tr></table></body></html>"
        )
    };
    let folder = Folder::with(&[
        ("form.toml", form.as_bytes()),
        ("in/right.html", document("More than 10.", "May").as_bytes()),
        ("in/wrong.html", document("Rather many", "").as_bytes()),
    ]);
    folder
        .run(&["extract", "in", "--template", "form.toml"])
        .ends(0)
        .says("language_unexpected")
        .says("value_not_allowed")
        .says("table_not_filled");
    let codes =
        |name: &str| folder.manifest("output")["inputs"].as_array().unwrap().iter().find(|e| e["path"] == name).unwrap()["flags"].clone();
    let (right, wrong) = (codes("right.html"), codes("wrong.html"));
    assert!(right.get("value_not_allowed").is_none() && right.get("table_not_filled").is_none(), "{right:#}");
    assert!(wrong.get("value_not_allowed").is_some() && wrong.get("table_not_filled").is_some(), "{wrong:#}");
}

#[test]
fn a_document_of_another_form_is_told() {
    let folder = Folder::with(&[("in/case.txt", CASE.as_bytes())]);
    folder.run(&["extract", "in", "--template", "final-report"]).ends(0).says("template_doubtful");
    let record: serde_json::Value = serde_json::from_str(&folder.read("output/records/case.txt.json")).unwrap();
    let flag = record["flags"].as_array().unwrap().iter().find(|f| f["code"] == "template_doubtful").unwrap();
    assert_eq!(flag["detail"], "good-practice fits better");
    folder.run(&["letter", "output/records/case.txt.json"]).ends(0).says("Check that you used our form");
    folder.run(&["extract", "in", "--template", "good-practice"]).ends(0);
    assert!(!folder.read("output/records/case.txt.json").contains("template_doubtful"));
}
