//! `casebook template check`: everything wrong with a template file, in words its writer can act on.

use super::form::{FormFile, flat};
use super::validate;
use super::words::close;
use crate::knowledge::line_of;
use serde::Serialize;

/// How much a finding asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The file can't be used.
    Mistake,
    /// The file works; authors' documents would be read better otherwise.
    Advice,
}

/// Something to correct in a template file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub weight: Weight,
    /// From 1.
    pub line: usize,
    pub message: String,
    /// What to write instead; empty where the message says it.
    pub hint: String,
}

/// Everything there is to say about a template file; no [`Weight::Mistake`] among it: it can be used.
#[must_use]
pub fn check(text: &str) -> Vec<Finding> {
    let file: FormFile = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let line = line_of(text, error.span().map_or(0, |s| s.start));
            let message = error.message().lines().next().unwrap_or_default();
            let message = message.split(", expected one of").next().unwrap_or(message).to_owned();
            return vec![Finding { weight: Weight::Mistake, line, hint: hint(error.message()), message }];
        }
    };
    let (head, raw) = flat(file);
    let finding =
        |weight: Weight| move |m: validate::Mistake| Finding { weight, line: line_of(text, m.at), message: m.message, hint: String::new() };
    let mut out: Vec<Finding> = validate::mistakes(&head, &raw).into_iter().map(finding(Weight::Mistake)).collect();
    out.extend(validate::advice(&raw).into_iter().map(finding(Weight::Advice)));
    out
}

/// What the reader of TOML means, for people who have not met it.
fn hint(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.contains("unknown field") || message.contains("unknown variant") {
        let (Some(wrong), known) = (quoted.first(), quoted.get(1..).unwrap_or_default()) else { return String::new() };
        return match known.iter().find(|k| close(wrong, k)) {
            Some(near) => format!("Did you mean {near}?"),
            None => format!("Possible here: {}.", known.join(", ")),
        };
    }
    if message.contains("missing field") {
        let field = quoted.first().copied().unwrap_or_default();
        return match field {
            "section" => "A template needs at least one [[section]] with an id and a heading.".to_owned(),
            _ => format!("Add a line: {field} = \"…\""),
        };
    }
    let known = [
        ("duplicate key", "The same word stands twice in one section; keep one of the lines."),
        ("expected a sequence", "Several wordings stand in square brackets: [\"…\", \"…\"]"),
        ("expected a string", "Text stands between double quotes: \"…\""),
        ("expected a map", "Wordings are given by language, under a line like [section.names]: en = [\"…\"]"),
        ("expected f64", "A number stands without quotes: max_pages = 1.5"),
        ("expected usize", "A whole number stands without quotes: max_words = 300"),
        ("expected u32", "A whole number stands without quotes: number = 3"),
        ("expected a boolean", "Write true or false, without quotes."),
        ("string", "Text stands between double quotes on one line; a quote inside is written \\\"."),
    ];
    let known = known.iter().find(|(part, _)| message.contains(part)).map(|(_, hint)| *hint);
    known.unwrap_or("Each line reads: name = value. Text stands in double quotes, lists in square brackets.").to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Weight, check};

    const HEAD: &str = "id = \"mine\"\nversion = \"1\"\nname = \"Mine\"\nlanguage = \"en\"\n";

    #[test]
    fn mistakes_come_with_their_line_and_a_way_out() {
        let cases = [
            ("[[section]]\nid = \"a\"\nheding = \"A\"\n", 7, "unknown field `heding`", "Did you mean heading?"),
            ("[[section]]\nid = \"a\"\n", 5, "missing field `heading`", "Add a line: heading"),
            ("[[section]]\nid = \"a\"\nheading = A\n", 7, "", "double quotes"),
            ("[[section]]\nid = \"a\"\nheading = \"A\"\nmax_pages = \"one\"\n", 8, "invalid type", "without quotes"),
            ("[[section]]\nid = \"a\"\nheading = \"A\"\nholds = \"titel\"\n", 8, "unknown variant", "Did you mean title?"),
            ("[[section]]\nid = \"a b\"\nheading = \"A\"\n", 6, "without blanks", ""),
            ("[[section]]\nid = \"a\"\nheading = \"A\"\nmax_pages = -1.0\n", 6, "more than nothing", ""),
            ("[[section]]\nid = \"a\"\nheading = \"A\"\n[section.names]\nenglish = [\"B\"]\n", 6, "ISO 639-1", ""),
        ];
        for (rest, line, message, hint) in cases {
            let found = check(&format!("{HEAD}{rest}"));
            let first = found.iter().find(|f| f.weight == Weight::Mistake).unwrap_or_else(|| panic!("{rest}: {found:?}"));
            assert!(first.line == line && first.message.contains(message) && first.hint.contains(hint), "{rest}: {first:?}");
        }
    }

    #[test]
    fn the_documented_example_and_the_built_in_files_are_right() {
        let documented = include_str!("../../schemas/templates/README.md");
        let example = documented.split("```toml").nth(1).and_then(|t| t.split("```").next()).expect("an example");
        let built_in = crate::knowledge::Knowledge::embedded();
        let names: Vec<String> = built_in.stems("templates").map(|s| format!("templates/{s}.toml")).collect();
        for text in names.iter().filter_map(|n| built_in.text(n)).chain([example]) {
            let mistakes: Vec<_> = check(text).into_iter().filter(|f| f.weight == Weight::Mistake).collect();
            assert!(mistakes.is_empty(), "{mistakes:?}");
        }
        assert!(names.len() >= 3 && example.contains("[section.table.columns]"));
    }

    #[test]
    fn all_mistakes_are_told_at_once_and_advice_is_no_mistake() {
        let found = check(&format!("{HEAD}[[section]]\nid = \"front\"\nheading = \"…\"\n"));
        assert_eq!(found.iter().filter(|f| f.weight == Weight::Mistake).count(), 2, "{found:?}");
        let found = check(&format!("{HEAD}[[section]]\nid = \"aims\"\nheading = \"Aims\"\n"));
        assert!(!found.is_empty() && found.iter().all(|f| f.weight == Weight::Advice), "{found:?}");
    }
}
