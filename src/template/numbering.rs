//! The number an author puts before a heading: "3.", "II –", "Section 4:", "4-5.".

use super::cues::Cues;
use super::words::fold;
use regex::Regex;
use std::sync::LazyLock;

/// A heading's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// Bytes of the text up to the heading's first word.
    pub end: usize,
    /// One, or the two of a merged heading.
    pub numbers: Vec<u32>,
    /// It counts within another: "3.1", "III.a".
    pub deep: bool,
    pub kind: Kind,
}

/// What a number is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Digits,
    Roman,
    Letter,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let numeral = r"(?:\d{1,2}(?:\.\d{1,2})*(?:\.[a-z]\b)?|(?:[IVX]{1,5}|[ivx]{1,5}\b)(?:\.(?:\d{1,2}|[a-z])\b)*|[A-Za-z])";
    let pattern = format!(
        r"^\s*[(\[]?(?P<first>{numeral})(?:[.)]?\s*(?:[-–&/+,]|\b(?P<join>\p{{L}}{{1,3}})\b)\s*(?P<second>\d{{1,2}}|[IVX]{{1,5}}))?(?P<stop>\s*[.):\]–—-]+)?\s*"
    );
    Regex::new(&pattern).expect("the pattern is fixed")
});

/// The number a text opens with, if what follows reads as a heading's words.
pub fn numbering(text: &str, cues: &Cues) -> Option<Numbering> {
    let word = text.split_whitespace().next().filter(|w| cues.number.contains(fold(w).trim_end_matches('.')));
    let skipped = word.map_or(0, |w| text.len() - text.trim_start().len() + w.len());
    let numeral = text.get(skipped..)?;
    let found = NUMBER.captures(numeral)?;
    if found.name("join").is_some_and(|j| !cues.joining.contains(&fold(j.as_str()))) {
        return None;
    }
    let first = found.name("first")?;
    let stopped = found.name("stop").is_some();
    let end = found.get(0)?.end();
    let rest = numeral.get(end..)?;
    let digits = first.as_str().starts_with(|c: char| c.is_ascii_digit());
    let bare = !stopped && word.is_none();
    let last = found.name("second").unwrap_or(first).end();
    let parted = stopped || numeral.get(last..)?.starts_with(char::is_whitespace) || numeral.get(last..)?.is_empty();
    if !parted || (bare && !(digits && rest.starts_with(char::is_uppercase))) {
        return None;
    }
    // "A - minus": a single letter needs a stop right behind it.
    let kind = match first.as_str().split('.').next().and_then(roman) {
        _ if digits => Kind::Digits,
        Some(_) => Kind::Roman,
        None => Kind::Letter,
    };
    let small = first.as_str().starts_with(char::is_lowercase);
    let letter = first.as_str().len() == 1 && (kind == Kind::Letter || small);
    if letter && !numeral.get(first.end()..)?.starts_with(['.', ')', ':']) {
        return None;
    }
    let numbers: Vec<u32> = [Some(first), found.name("second")].into_iter().flatten().filter_map(|n| value(n.as_str())).collect();
    (!bare || numbers.iter().all(|n| *n <= 20)).then_some(Numbering {
        end: skipped + end,
        numbers,
        deep: first.as_str().contains('.'),
        kind,
    })
}

fn value(numeral: &str) -> Option<u32> {
    if numeral.starts_with(|c: char| c.is_ascii_digit()) {
        return numeral.split('.').next()?.parse().ok();
    }
    roman(numeral.split('.').next()?).or_else(|| {
        let letter = numeral.chars().next()?.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| u32::from(letter) - u32::from('A') + 1)
    })
}

fn roman(numeral: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = numeral
        .chars()
        .map(|c| [('I', 1), ('V', 5), ('X', 10)].iter().find(|(l, _)| *l == c.to_ascii_uppercase()).map(|(_, v)| *v))
        .collect();
    let digits = digits?;
    let next = digits.iter().skip(1).chain([&0]);
    let (plus, minus) =
        digits.iter().zip(next).fold((0, 0), |(plus, minus), (d, n)| if d < n { (plus, minus + d) } else { (plus + d, minus) });
    plus.checked_sub(minus).filter(|v| *v > 0)
}

#[cfg(test)]
mod tests {
    use super::numbering;
    use crate::knowledge::Knowledge;
    use crate::template::cues::Cues;

    #[test]
    fn numbers_of_headings_and_of_nothing() {
        let cues = Cues::load(&Knowledge::embedded()).expect("built-in knowledge is right");
        let cases: &[(&str, &[u32], &str)] = &[
            ("1. Background", &[1], "Background"),
            ("2) Summary", &[2], "Summary"),
            ("II. Background", &[2], "Background"),
            ("IV - Evidence", &[4], "Evidence"),
            ("VIII. Overall", &[8], "Overall"),
            ("4-5. Context and outcomes", &[4, 5], "Context and outcomes"),
            ("4. & 5. Context", &[4, 5], "Context"),
            ("Section 3: Evidence", &[3], "Evidence"),
            ("3 Evidence", &[3], "Evidence"),
            ("3.1. Hard", &[3], "Hard"),
            ("B) Soft", &[2], "Soft"),
            ("iv. context", &[4], "context"),
            ("III.a) Hard", &[3], "Hard"),
            ("III.2. Soft", &[3], "Soft"),
            ("3.a) Hard", &[3], "Hard"),
        ];
        for (text, numbers, rest) in cases {
            let found = numbering(text, &cues).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.numbers.as_slice(), &text[found.end..]), (*numbers, *rest), "{text}");
            assert_eq!(found.deep, ["Hard", "Soft"].contains(rest) && !text.starts_with('B'), "{text}");
        }
        for text in
            ["12 apprentices finished", "2019 was a year", "3.5 million", "A brewery hall", "Title", "Overall 3. x", "In 2019", "I am", ""]
        {
            assert_eq!(numbering(text, &cues), None, "{text}");
        }
    }
}
