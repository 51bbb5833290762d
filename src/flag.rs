//! The closed list of reasons for doubt. Every stage raises flags from it; `casebook flags` lists it.

use crate::document::Span;

/// A reason for doubt, where it applies, and what a reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    pub code: FlagCode,
    pub span: Option<Span>,
    pub detail: Option<String>,
}

impl Flag {
    #[must_use]
    pub fn new(code: FlagCode) -> Self {
        Self { code, span: None, detail: None }
    }

    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// How much a flag asks of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing to do.
    Info,
    /// A value beside it may be wrong: look before relying on it.
    Doubt,
    /// Something is missing or unreadable: a person has to act.
    Action,
}

macro_rules! flags {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// What a flag says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FlagCode {
            $($(#[doc = $doc])+ $name,)+
        }

        impl FlagCode {
            /// Every code, in the order of the list.
            pub const ALL: &'static [FlagCode] = &[$(FlagCode::$name),+];

            /// The name in records.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(FlagCode::$name => $code),+ }
            }

            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(FlagCode::$name => Severity::$severity),+ }
            }

            /// What it means, for people.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(FlagCode::$name => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

flags! {
    // The file.
    /// Some pages are pictures without text; install tesseract or ask for a text version.
    NoTextLayer = "no_text_layer", Action;
    /// The text of this file can't be trusted: its fonts don't say which letters they draw.
    TextUnreliable = "text_unreliable", Action;
    /// The file was damaged and was read as far as possible.
    FileDamaged = "file_damaged", Doubt;
    /// The file's encoding is not declared and was inferred.
    EncodingInferred = "encoding_inferred", Info;
    /// The file's format is read through another program, which the detail names.
    Converted = "converted", Info;
    /// The file has tracked changes: insertions were read as text, deletions left out.
    TrackedChanges = "tracked_changes", Info;
    /// The file has reviewers' comments, which were left out.
    CommentsLeftOut = "comments_left_out", Info;
    /// The file has hidden text, which was left out.
    HiddenTextLeftOut = "hidden_text_left_out", Info;
    /// The file embeds another file that stands in for text; it was not read.
    EmbeddedLeftOut = "embedded_left_out", Action;
    /// The file's language could not be told.
    LanguageUnknown = "language_unknown", Doubt;
    // The template.
    /// The document follows no known template; text and figures were read all the same.
    TemplateUnknown = "template_unknown", Action;
    /// A section the template asks for is not there.
    SectionMissing = "section_missing", Action;
    /// A section's heading is there, with nothing under it.
    SectionEmpty = "section_empty", Action;
    /// One heading covers two sections of the template.
    SectionsMerged = "sections_merged", Doubt;
    /// The heading was reworded.
    HeadingRenamed = "heading_renamed", Info;
    /// The section was recognised without a clear heading.
    HeadingInferred = "heading_inferred", Doubt;
    /// The section stands in another place than in the template.
    OrderChanged = "order_changed", Info;
    /// The template's own guidance was left in the document; it was kept out of the section's text.
    GuidanceLeftIn = "guidance_left_in", Info;
    /// The section is longer than the template allows.
    OverLength = "over_length", Info;
    /// The template's table is there, with nothing in its rows.
    TableNotFilled = "table_not_filled", Action;
    /// The answer is none of those the template allows.
    ValueNotAllowed = "value_not_allowed", Action;
    /// The document is not in a language the template asks for.
    LanguageUnexpected = "language_unexpected", Action;
    /// The document follows the template asked for in few places; it may be another form.
    TemplateDoubtful = "template_doubtful", Action;
    // Figures.
    /// The currency could be one of several.
    CurrencyAmbiguous = "currency_ambiguous", Doubt;
    /// The number can be read in two ways (1.234).
    NumberAmbiguous = "number_ambiguous", Doubt;
    /// The figure is a target, an estimate or a supposition, not something that happened.
    NotRealised = "not_realised", Info;
    /// What the figure measures was inferred from weak evidence.
    MeasureUncertain = "measure_uncertain", Doubt;
    /// It was read from a picture, where letters and digits are easily mistaken for others.
    Ocr = "ocr", Doubt;
}

#[cfg(test)]
mod tests {
    use super::FlagCode;

    #[test]
    fn codes_are_unique_and_explained() {
        let mut codes: Vec<_> = FlagCode::ALL.iter().map(|f| f.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), FlagCode::ALL.len());
        assert!(FlagCode::ALL.iter().all(|f| f.meaning().ends_with('.')));
    }
}
