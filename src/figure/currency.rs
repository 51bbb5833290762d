//! The currency symbols that hold in a document, found by their first or last letter.

use std::sync::Arc;

/// A symbol, and the code or family it stands for.
pub type Symbol = (String, String);

/// The symbols of a document, longest first.
#[derive(Debug, Default)]
pub struct Currencies {
    all: Vec<Symbol>,
    /// By first letter, indices in order.
    first: hashbrown::HashMap<char, Vec<usize>>,
    last: hashbrown::HashMap<char, Vec<usize>>,
}

impl Currencies {
    pub fn new(mut all: Vec<Symbol>) -> Arc<Self> {
        all.retain(|(symbol, _)| !symbol.is_empty());
        all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        all.dedup();
        let mut out = Self { all, ..Self::default() };
        for (i, (symbol, _)) in out.all.iter().enumerate() {
            if let (Some(first), Some(last)) = (symbol.chars().next(), symbol.chars().next_back()) {
                out.first.entry(first).or_default().push(i);
                out.last.entry(last).or_default().push(i);
            }
        }
        Arc::new(out)
    }

    /// Those the text begins with.
    pub fn starting<'s>(&'s self, text: &'s str) -> impl Iterator<Item = &'s Symbol> {
        let near = text.chars().next().and_then(|c| self.first.get(&c)).map_or(&[][..], Vec::as_slice);
        near.iter().map(|i| &self.all[*i]).filter(move |(symbol, _)| text.starts_with(symbol.as_str()))
    }

    /// Those the text ends with.
    pub fn ending<'s>(&'s self, text: &'s str) -> impl Iterator<Item = &'s Symbol> {
        let near = text.chars().next_back().and_then(|c| self.last.get(&c)).map_or(&[][..], Vec::as_slice);
        near.iter().map(|i| &self.all[*i]).filter(move |(symbol, _)| text.ends_with(symbol.as_str()))
    }

    /// What the whole word stands for.
    pub fn code(&self, word: &str) -> Option<&str> {
        let near = word.chars().next().and_then(|c| self.first.get(&c))?;
        near.iter().map(|i| &self.all[*i]).find(|(symbol, _)| symbol == word).map(|(_, code)| code.as_str())
    }
}
