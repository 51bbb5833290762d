//! The authors of a document, from the lines of its authors' section: "Name, role, organisation, address".

use super::Author;
use super::cues::Cues;
use super::words::{Token, fold, has_phrase, tokens, words};
use crate::document::Span;

/// A stretch of the authors' section and where it starts in the canonical text.
pub struct Stretch<'d> {
    pub text: &'d str,
    pub start: usize,
}

/// A part of a line between commas.
#[derive(Debug, Clone, Copy)]
struct Field<'d> {
    text: &'d str,
    start: usize,
    /// It opens a line or follows ";".
    opens: bool,
    /// It follows "and".
    joined: bool,
    /// It stands in brackets.
    bracketed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Role,
    Body,
    Address,
    Nothing,
}

/// The people named, in order. `mentions` says how often the document names a phrase: an organisation often, a person rarely.
pub fn people(stretches: &[Stretch], cues: &Cues, mentions: &dyn Fn(&str) -> usize) -> Vec<Author> {
    let reader = Reader { cues, mentions };
    let fields: Vec<Field> = stretches.iter().flat_map(|s| reader.fields(s)).collect();
    let kinds: Vec<Kind> = fields.iter().map(|f| reader.kind(f)).collect();
    let mut people: Vec<Draft> = Vec::new();
    let mut skipping = false;
    for (i, (field, kind)) in fields.iter().zip(&kinds).enumerate() {
        let next = kinds.get(i + 1).filter(|_| fields.get(i + 1).is_some_and(|f| !f.opens));
        let begins = *kind == Kind::Person && !field.bracketed && reader.begins(field, next, people.last());
        if begins {
            let (text, start) = reader.without_titles(field);
            people.push(Draft { name: text, start, line: field.start, ..Draft::default() });
            skipping = false;
            continue;
        }
        if let Some(body) = reader.of_both(field.text) {
            for person in people.iter_mut().rev().take(2) {
                person.role = person.of_board.take().or(person.role.take());
                person.affiliation = Some(reader.proper(body));
            }
            continue;
        }
        skipping |= *kind == Kind::Address;
        let Some(person) = people.last_mut() else { continue };
        match kind {
            Kind::Role if person.role.is_none() && !skipping => reader.role(field.text, person),
            Kind::Body | Kind::Person if !skipping => reader.body(field, person),
            _ => {}
        }
    }
    share_affiliations(&mut people, &fields);
    people.into_iter().map(Draft::finish).collect()
}

#[derive(Debug, Clone, Default)]
struct Draft<'d> {
    name: &'d str,
    start: usize,
    line: usize,
    role: Option<String>,
    affiliation: Option<String>,
    /// The role with what stands behind its "of", if that is one word: "secretary of the Board".
    of_board: Option<String>,
}

impl Draft<'_> {
    fn finish(self) -> Author {
        let confidence = if self.role.is_some() || self.affiliation.is_some() { 0.9 } else { 0.7 };
        let span = Span::new(self.start, self.start + self.name.len());
        Author {
            name: self.name.split_whitespace().collect::<Vec<_>>().join(" "),
            role: self.role,
            affiliation: self.affiliation,
            span,
            confidence,
        }
    }
}

/// "A, president, and B, coordinator, Union X": the union is A's too.
fn share_affiliations(people: &mut [Draft], fields: &[Field]) {
    for i in (1..people.len()).rev() {
        let Some((before, after)) = people.split_at_mut_checked(i) else { continue };
        let (Some(a), Some(b)) = (before.last_mut(), after.first()) else { continue };
        let same_line = !fields.iter().any(|f| f.opens && f.start > a.line && f.start <= b.line);
        if a.affiliation.is_none() && same_line {
            a.affiliation.clone_from(&b.affiliation);
        }
    }
}

/// "MPC", "CRL": capitals without a vowel are no name.
fn acronym(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(char::is_uppercase) && !fold(word).contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

struct Reader<'a> {
    cues: &'a Cues,
    mentions: &'a dyn Fn(&str) -> usize,
}

impl Reader<'_> {
    fn fields<'d>(&self, stretch: &Stretch<'d>) -> Vec<Field<'d>> {
        let mut out = Vec::new();
        let (mut from, mut opens, mut joined, mut depth) = (0, true, false, 0usize);
        let mut push = |range: std::ops::Range<usize>, opens: bool, joined: bool, bracketed: bool| {
            let Some(part) = stretch.text.get(range.clone()) else { return };
            let text = part.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '*' | '•') && !part.trim_end().ends_with(c)
            });
            let text = text.trim();
            if text.contains(char::is_alphanumeric) {
                let lead = part.find(text).unwrap_or(0);
                out.push(Field { text, start: stretch.start + range.start + lead, opens, joined, bracketed });
            }
        };
        for (at, c) in stretch.text.char_indices() {
            let dash = matches!(c, '–' | '—' | '-')
                && stretch.text.get(..at).is_some_and(|t| t.ends_with(' '))
                && stretch.text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(' '));
            let breaks = matches!(c, ';' | '\n' | '•');
            let stops = matches!(c, ',' | '(' | ')' | '|' | '\t') || dash || breaks;
            if stops {
                push(from..at, opens, joined, depth > 0);
                from = at + c.len_utf8();
                (opens, joined) = (breaks, false);
                depth = if c == '(' {
                    depth + 1
                } else if c == ')' {
                    depth.saturating_sub(1)
                } else {
                    depth
                };
            } else if c == ' '
                && let Some(word) = self.joins(stretch.text, at)
            {
                push(from..at, opens, joined, depth > 0);
                from = at + 1 + word;
                (opens, joined) = (false, true);
            }
        }
        push(from..stretch.text.len(), opens, joined, depth > 0);
        out
    }

    /// The length of a joining word behind the blank at `at`, where a person's name follows it.
    fn joins(&self, text: &str, at: usize) -> Option<usize> {
        let rest = text.get(at + 1..)?;
        let word = rest.split(' ').next().filter(|w| *w == "&" || self.cues.joining.contains(&fold(w)))?;
        let after = rest.get(word.len()..)?.trim_start();
        let name = after.split([',', ';', '(', '\n']).next()?.trim();
        let named: Vec<&str> = name.split_whitespace().collect();
        let person = named.len() >= 2 && named.iter().take(2).all(|w| w.starts_with(char::is_uppercase)) && !self.names_body(name);
        let before = text.get(..at)?;
        let field = before.rsplit([',', ';', '\n']).next()?.trim();
        // "A and B, …", "A, president(,) and B": not inside an organisation's name.
        let opens = field.len() == before.rsplit([';', '\n']).next()?.trim().len();
        let role = words(field).iter().any(|w| self.cues.roles.contains(w));
        (person && !self.names_body(field) && (field.is_empty() || role || opens)).then_some(word.len())
    }

    fn names_body(&self, text: &str) -> bool {
        words(text).iter().any(|w| self.cues.organisations.contains(w))
    }

    fn kind(&self, field: &Field) -> Kind {
        let all = words(field.text);
        let contact = field.text.contains('@') || self.cues.addresses.iter().any(|a| has_phrase(&all, a));
        let body = self.names_body(field.text);
        if contact || (field.text.contains(|c: char| c.is_ascii_digit()) && !body) {
            return Kind::Address;
        }
        let (name, _) = self.without_titles(field);
        let role = all.iter().any(|w| self.cues.roles.contains(w));
        let person = self.is_name(name) && !body;
        match (person, role) {
            (true, true) if field.opens || field.joined => Kind::Person,
            (_, true) if !(body && field.text.starts_with(char::is_uppercase) && !self.opens_with_role(&all)) => Kind::Role,
            (true, _) => Kind::Person,
            _ if all.is_empty() => Kind::Nothing,
            _ => Kind::Body,
        }
    }

    fn opens_with_role(&self, all: &[String]) -> bool {
        all.iter().take(3).any(|w| self.cues.roles.contains(w))
    }

    /// Two to five words that begin with capitals, particles aside.
    fn is_name(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let capital = |w: &&str| w.starts_with(char::is_uppercase);
        let particle = |w: &&str| self.cues.particles.contains(&fold(w)) || w.starts_with("d'") || w.starts_with("d’");
        (2..=5).contains(&words.len())
            && words
                .iter()
                .all(|w| (capital(w) || particle(w)) && !w.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '/' | '"')))
            && words.iter().filter(|w| capital(w)).count() >= 2
            && words.first().is_some_and(capital)
            && !words.iter().any(|w| acronym(w))
    }

    fn without_titles<'d>(&self, field: &Field<'d>) -> (&'d str, usize) {
        let mut text = field.text;
        while let Some((first, rest)) = text.split_once(' ') {
            let title = fold(&first.replace(['.', '-'], ""));
            if !self.cues.titles.contains(&title) || !(first.ends_with('.') || title.len() > 1) {
                break;
            }
            text = rest.trim_start();
        }
        (text, field.start + field.text.len() - text.len())
    }

    /// Whether a name opens a new person rather than telling where the last one works.
    fn begins(&self, field: &Field, next: Option<&Kind>, last: Option<&Draft>) -> bool {
        let Some(last) = last else { return true };
        if (self.mentions)(field.text) >= 3 && last.affiliation.is_none() {
            return false;
        }
        field.opens || field.joined || next == Some(&Kind::Role) || (last.affiliation.is_none() && last.role.is_none() && next.is_none())
    }

    /// A role, and the body it names behind "of" or at once: "president of the Union", "manager Union".
    fn role(&self, text: &str, person: &mut Draft) {
        let all = tokens(text);
        let is_role = |t: &Token| self.cues.roles.contains(&t.word);
        let first = all.iter().position(is_role).unwrap_or(0);
        let role_at = first + all.iter().skip(first).take_while(|t| is_role(t)).count().saturating_sub(1);
        let mut at = role_at + 1;
        while at < all.len() {
            let rest: Vec<String> = all.get(at..).unwrap_or_default().iter().map(|t| t.word.clone()).collect();
            let of = self.cues.of_words.iter().find(|p| rest.starts_with(p)).map_or(0, Vec::len);
            let Some(body) = all.get(at + of) else { break };
            let capital = text.get(body.at.clone()).is_some_and(|t| t.starts_with(char::is_uppercase));
            if capital && (of > 0 || at == role_at + 1) {
                let end = all.get(at).map_or(0, |t| t.at.start);
                person.role = Some(text.get(..end).unwrap_or_default().trim().trim_end_matches([',', '-']).to_owned());
                person.affiliation = text.get(body.at.start..).map(|t| self.proper(t)).filter(|t| !t.is_empty());
                let one_word = person.affiliation.as_ref().is_some_and(|a| !a.contains(' ') && !self.names_body(a));
                person.of_board = (one_word && of > 0).then(|| text.trim().to_owned());
                return;
            }
            at += 1;
        }
        person.role = Some(text.trim().to_owned());
    }

    /// The capitalised run a text opens with, small words inside it.
    fn proper(&self, text: &str) -> String {
        // A legal form in small letters belongs to the name: "soc. coop.", "ek. för.".
        let all = tokens(text);
        let legal_end = |from: usize| {
            let rest: Vec<String> = all.iter().skip_while(|t| t.at.start < from).map(|t| t.word.clone()).collect();
            let form = self.cues.legal_forms.iter().find(|f| rest.starts_with(f))?;
            let last = all.iter().skip_while(|t| t.at.start < from).nth(form.len() - 1)?;
            Some(last.at.end + usize::from(text.get(last.at.end..)?.starts_with('.')))
        };
        let mut end = 0;
        let mut at = 0;
        for word in text.split(' ') {
            if let Some(legal) = legal_end(at).filter(|_| end > 0) {
                end = end.max(legal);
            }
            if at < end {
                at += word.len() + 1;
                continue;
            }
            let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            let legal = self.cues.organisations.contains(&fold(&word.replace('.', "")));
            let inside = self.cues.small.contains(&fold(word.split(['\'', '’']).next().unwrap_or(word)));
            if capital || legal {
                end = at + word.len();
            } else if !inside || self.cues.being.contains(&fold(word)) {
                break;
            }
            at += word.len() + 1;
        }
        text.get(..end).unwrap_or_default().trim_end_matches([',', ';']).to_owned()
    }

    fn body(&self, field: &Field, person: &mut Draft) {
        let text = self.without_article(field.text.trim());
        if text.starts_with(char::is_lowercase) && !self.opens_body(text) {
            if let Some(known) = person.affiliation.as_mut().filter(|_| self.is_legal_form(text)) {
                known.push_str(", ");
                known.push_str(text);
            } else if person.affiliation.is_none() && !field.opens {
                // "vice-president, community lending"
                let role = person.role.take().map_or_else(String::new, |r| r + ", ");
                person.role = Some(role + text);
            }
            return;
        }
        if self.names_body(text)
            && let Some(role) = person.of_board.take()
        {
            person.role = Some(role);
            person.affiliation = None;
        }
        match person.affiliation.as_mut() {
            Some(known) if self.is_legal_form(text) => {
                known.push_str(", ");
                known.push_str(text);
            }
            None => person.affiliation = Some(text.to_owned()),
            Some(_) => {}
        }
    }

    /// "association La Pesée"
    fn opens_body(&self, text: &str) -> bool {
        let all = tokens(text);
        let capital = all.get(1).and_then(|t| text.get(t.at.start..)).is_some_and(|t| t.starts_with(char::is_uppercase));
        capital && all.first().is_some_and(|t| self.cues.organisations.contains(&t.word))
    }

    /// What stands behind "both of".
    fn of_both<'d>(&self, text: &'d str) -> Option<&'d str> {
        let all = tokens(text);
        let rest: Vec<String> = all.iter().map(|t| t.word.clone()).collect();
        let both = self.cues.both.iter().find(|b| rest.starts_with(b))?.len();
        let of = self.cues.of_words.iter().find(|o| rest.get(both..).is_some_and(|r| r.starts_with(o)))?.len();
        text.get(all.get(both + of)?.at.start..).filter(|body| body.starts_with(char::is_uppercase))
    }

    fn is_legal_form(&self, text: &str) -> bool {
        let all = words(text);
        all.len() <= 8 && self.cues.legal_forms.contains(&all)
    }

    /// "the University of X", "l'Union X".
    fn without_article<'d>(&self, text: &'d str) -> &'d str {
        let all = tokens(text);
        let (Some(first), Some(second)) = (all.first(), all.get(1)) else { return text };
        let rest = text.get(second.at.start..).unwrap_or(text);
        let article = text.starts_with(char::is_lowercase) && first.word.len() <= 3 && self.cues.small.contains(&first.word);
        if article && rest.starts_with(char::is_uppercase) { rest } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stretch, people};
    use crate::knowledge::Knowledge;
    use crate::template::cues::Cues;

    /// Lines of an authors' section, and the people in it: name, role, affiliation.
    type Case = (&'static [&'static str], &'static [(&'static str, &'static str, &'static str)]);

    const CASES: &[Case] = &[
        (
            &["Ana Ruiz, gerente, Cooperativa Tres Ríos, calle Mayor 3, 28001 Madrid, tel. 910 555 010"],
            &[("Ana Ruiz", "gerente", "Cooperativa Tres Ríos")],
        ),
        (
            &["Dr. Tom Okello, Makerere University; Ms Jane Auma, field officer, Lakeside Fishers' Union"],
            &[("Tom Okello", "", "Makerere University"), ("Jane Auma", "field officer", "Lakeside Fishers' Union")],
        ),
        (
            &["Paul Roy, président, et Léa Martin, trésorière, Coopérative du Lac, BP 12, Annecy"],
            &[("Paul Roy", "président", "Coopérative du Lac"), ("Léa Martin", "trésorière", "Coopérative du Lac")],
        ),
        (
            &["Ilse Kern, Geschäftsführerin der Bürgergenossenschaft Moos eG, 6900 Bregenz", "Prof. Dr. Jan Pohl, Hochschule Vorarlberg"],
            &[("Ilse Kern", "Geschäftsführerin", "Bürgergenossenschaft Moos eG"), ("Jan Pohl", "", "Hochschule Vorarlberg")],
        ),
        (
            &["Maria da Luz Prado", "coordenadora", "Associação das Rendeiras", "maria@rendeiras.example"],
            &[("Maria da Luz Prado", "coordenadora", "Associação das Rendeiras")],
        ),
        (&["Rosa Neri, presidente di Filo Rosso soc. coop., corso Como 9, Lecce"], &[("Rosa Neri", "presidente", "Filo Rosso soc. coop.")]),
        (
            &["Sam Hill, vice-president, community lending, Bay Credit Union"],
            &[("Sam Hill", "vice-president, community lending", "Bay Credit Union")],
        ),
        (
            &["Vera Lund, manager, Fishers and Weavers Cooperative, Box 3, Visby"],
            &[("Vera Lund", "manager", "Fishers and Weavers Cooperative")],
        ),
        (
            &["Nuria Vega, secretaria del Patronato, Fundación Casa del Molino"],
            &[("Nuria Vega", "secretaria del Patronato", "Fundación Casa del Molino")],
        ),
        (
            &["Ana Rey, secretaria del Patronato, y Luis Mora, conservador, ambos de la Fundación Casa del Molino (calle Real 3)"],
            &[
                ("Ana Rey", "secretaria del Patronato", "Fundación Casa del Molino"),
                ("Luis Mora", "conservador", "Fundación Casa del Molino"),
            ],
        ),
        (&["Zoé Petit, présidente, association Le Levier, 4 rue Haute"], &[("Zoé Petit", "présidente", "association Le Levier")]),
        (&["The cooperative of the valley, 3 Mill Road"], &[]),
    ];

    #[test]
    fn people_of_authors_lines() {
        let cues = Cues::load(&Knowledge::embedded()).expect("built-in knowledge is right");
        for (lines, expected) in CASES {
            let text = lines.join("\n");
            let mut start = 0;
            let stretches: Vec<Stretch> = lines
                .iter()
                .map(|line| {
                    let stretch = Stretch { text: line, start };
                    start += line.len() + 1;
                    stretch
                })
                .collect();
            let found = people(&stretches, &cues, &|_| 0);
            let plain: Vec<_> =
                found.iter().map(|a| (a.name.as_str(), a.role.as_deref().unwrap_or(""), a.affiliation.as_deref().unwrap_or(""))).collect();
            assert_eq!(plain, *expected, "{text}");
            assert!(
                found.iter().all(|a| text[a.span.start..a.span.end].contains(a.name.split(' ').next_back().unwrap_or_default())),
                "{text}"
            );
        }
    }
}
