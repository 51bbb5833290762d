//! Fields that a document names itself, where no template tells them: "Organisation: …", a form's row "Contact | …".

use super::cues::Cues;
use super::look::Line;
use super::words::words;
use crate::document::Span;

/// Labels stand on top, in bodies' own lines up to this one.
const DEEPEST: usize = 120;
/// Longer ones, in words, are text and no value.
const LONGEST: usize = 24;

/// The field's value: behind a label on its line, in the cell beside it or on the line below.
pub fn value(lines: &[Line], labels: &[Vec<String>]) -> Option<Span> {
    let body: Vec<&Line> = lines.iter().filter(|l| l.body()).take(DEEPEST).collect();
    let is_label = |text: &str| text.len() < 80 && labels.contains(&words(text));
    body.iter().enumerate().find_map(|(i, line)| {
        let text = line.text.get(line.number_end..)?;
        let (head, rest) = text.split_once(':').unwrap_or((text, ""));
        if !is_label(head) {
            return None;
        }
        if rest.contains(char::is_alphanumeric) {
            let start = line.span().end - rest.trim_start().len();
            return brief(rest).then(|| Span::new(start, start + rest.trim().len()));
        }
        let next = body.get(i + 1)?;
        let beside = match (line.leaf.cell, next.leaf.cell) {
            (Some(a), Some(b)) => a.table == b.table && (a.row == b.row || a.col == b.col),
            (a, b) => a.is_none() && b.is_none(),
        };
        // A single word below a label is another label, or a column's head.
        let says = line.leaf.cell.is_some() || next.words > 1;
        (beside && says && brief(next.text) && !next.text.trim_end().ends_with(':')).then(|| next.span())
    })
}

fn brief(text: &str) -> bool {
    text.split_whitespace().count() <= LONGEST
}

/// A body's name out of such a value: without what follows in brackets or behind a comma, its legal form aside.
pub fn organisation(text: &str, cues: &Cues) -> Option<String> {
    let text = text.split(['(', ';', '\n', '\t', '|']).next()?;
    let mut parts = text.split(',');
    let mut name = parts.next()?.trim().to_owned();
    if let Some(form) = parts.next().filter(|p| cues.legal_forms.contains(&words(p))) {
        name.push_str(", ");
        name.push_str(form.trim());
    }
    let proper = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !name.contains('@');
    let count = name.split_whitespace().count();
    (proper && (1..=14).contains(&count)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{organisation, value};
    use crate::knowledge::Knowledge;
    use crate::reader::{ReadOptions, read};
    use crate::template::cues::Cues;
    use crate::template::look;

    #[test]
    fn values_stand_behind_beside_and_below_their_label() {
        let cues = Cues::load(&Knowledge::embedded()).expect("built-in knowledge is right");
        let cases = [
            ("Our news\n\nOrganisation: Tidal Bakers Ltd, Harbour Road 3\n\nText follows here.", Some("Tidal Bakers Ltd")),
            ("Entidade promotora\n\nAssociação do Moinho (IPSS)\n\nNIPC\n\n507", Some("Associação do Moinho")),
            ("Organisme demandeur : Les Jardins d'Ys, SCIC\n\nTexte.", Some("Les Jardins d'Ys, SCIC")),
            ("The organisation: we began with nothing and no one believed in it.", None),
            ("Organisation\n\nwe organise ourselves in circles.", None),
            ("A. Entidade promotora\n\nCampo\n\nResposta\n\nDesignação\n\nAssociação do Moinho", Some("Associação do Moinho")),
            ("Nothing of the kind.", None),
        ];
        for (text, expected) in cases {
            let document = read(text.as_bytes(), "a.txt", &ReadOptions::default()).expect("text").1;
            let lines = look::lines(&document, &cues);
            let found = value(&lines, &cues.organisation_labels).and_then(|span| organisation(document.slice(span), &cues));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
