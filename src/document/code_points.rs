//! Byte offsets to code points and back: bytes inside the program, code points on the wire.

/// An index over one text. ASCII text needs no table.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each 64-byte step of the text; empty for ASCII.
    steps: Vec<usize>,
}

const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut steps = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for (i, byte) in text.bytes().enumerate() {
                if i % STEP == 0 {
                    steps.push(count);
                }
                count += usize::from(is_start(byte));
            }
        }
        Self { text, steps }
    }

    /// The code points before byte `offset`, which must lie on a character boundary.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.steps.is_empty() {
            return offset;
        }
        let step = (offset / STEP).min(self.steps.len() - 1);
        let rest = &self.text.as_bytes()[step * STEP..offset];
        self.steps[step] + rest.iter().filter(|b| is_start(**b)).count()
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn agrees_with_counting_characters() {
        let long = "aé€😀\u{1F1E8}\u{1F1E6} ".repeat(40);
        for text in ["", "plain ascii", "137 M $ (93 M €)", "😀", &long] {
            let index = CodePoints::new(text);
            for (nth, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.at(byte), nth, "{text:?} at {byte}");
            }
            assert_eq!(index.at(text.len()), text.chars().count());
        }
    }
}
