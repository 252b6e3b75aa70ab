//! A sentence in both languages.
//!
//! Whoever finds something does not know who will read it: both sentences are made at once, and the
//! reader chooses. JSON keeps the English one, for programs. Terms are those of
//! `docs/GLOSSARY.md`.
//!
//! Not here: the sentences themselves, and the titles of rules.

use serde::{Serialize, Serializer};

/// Language of a sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Bahasa Indonesia.
    Id,
    /// English, with the Indonesian terms of the field.
    #[default]
    En,
}

/// A sentence in both languages. What a library beneath says stays English in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Bahasa Indonesia.
    pub id: String,
    /// English.
    pub en: String,
}

impl Said {
    /// The sentence in a language.
    pub fn within(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }

    /// The same in both languages: a name, a path, a figure.
    pub fn same(text: impl std::fmt::Display) -> Said {
        text.to_string().into()
    }

    /// The same with a name in it exchanged for another.
    #[must_use]
    pub fn renamed(self, from: &str, to: &str) -> Said {
        Said { id: self.id.replace(from, to), en: self.en.replace(from, to) }
    }

    /// What comes before, a colon, and this.
    #[must_use]
    pub fn after(self, place: impl std::fmt::Display) -> Said {
        Said { id: format!("{place}: {}", self.id), en: format!("{place}: {}", self.en) }
    }

    /// Several sentences with something between them.
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a Said> + Clone, between: &str) -> Said {
        let each = |language| {
            let parts = parts.clone().into_iter().map(|part| part.within(language));
            parts.collect::<Vec<_>>().join(between)
        };
        Said { id: each(Language::Id), en: each(Language::En) }
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

/// Formats both sentences from the same figures, English first. After `with` stand parts that are
/// sentences in both languages themselves.
#[macro_export]
macro_rules! said {
    (with $($part:ident),+; $en:literal, $id:literal $(, $figure:expr)* $(,)?) => {
        $crate::said::Said {
            en: { $(let $part = &$part.en;)+ format!($en $(, $figure)*) },
            id: { $(let $part = &$part.id;)+ format!($id $(, $figure)*) },
        }
    };
    ($en:literal, $id:literal $(, $figure:expr)* $(,)?) => {
        $crate::said::Said {
            en: format!($en $(, $figure)*),
            id: format!($id $(, $figure)*),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_said_in_the_language_of_the_whole() {
        let (part, count) = (said!("two events", "dua kejadian"), 3);
        let whole = said!(with part; "{part} of {count}", "{part} dari {count}");
        assert_eq!(whole.within(Language::En), "two events of 3");
        assert_eq!(whole.within(Language::Id), "dua kejadian dari 3");
        let joined = Said::join([&part, &whole], "; ").after("A");
        assert_eq!(joined.within(Language::Id), "A: dua kejadian; dua kejadian dari 3");
    }
}
