//! Closed lists of words in the record, each from the value a stage uses inside.

/// Declares an enum that is written in snake case and, with `from`, made of the stage's enum of the same words.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident from $stage:path { $($(#[doc = $word_doc:literal])* $word:ident),+ $(,)? }) => {
        words!($(#[doc = $doc])* $name { $($(#[doc = $word_doc])* $word),+ });

        impl From<$stage> for $name {
            fn from(value: $stage) -> Self {
                use $stage as Stage;
                match value { $(Stage::$word => Self::$word),+ }
            }
        }
    };
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $word_doc:literal])* $word:ident),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $word_doc])* $word),+ }
    };
}

pub(super) use words;
