//! A sentence of a report, in both languages.
//!
//! Whoever finds something does not know who will read it: both sentences are made at once, and the
//! reader chooses. JSON keeps the English one, for programs.

use serde::{Serialize, Serializer};

use crate::ledger::rules::Language;

/// A sentence in both languages. What a library beneath says stays English in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub(super) id: String,
    pub(super) en: String,
}

impl Said {
    /// The sentence in a language.
    pub fn within(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }
}

/// The English sentence.
impl std::ops::Deref for Said {
    type Target = str;

    fn deref(&self) -> &str {
        &self.en
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.en)
    }
}

/// What is the same in both languages: a message from beneath.
impl From<String> for Said {
    fn from(text: String) -> Said {
        Said { id: text.clone(), en: text }
    }
}

/// Formats both sentences from the same figures.
macro_rules! said {
    ($en:literal, $id:literal $(, $figure:expr)* $(,)?) => {
        $crate::proof::verify::said::Said {
            en: format!($en $(, $figure)*),
            id: format!($id $(, $figure)*),
        }
    };
}
pub(crate) use said;
