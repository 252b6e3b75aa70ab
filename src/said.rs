//! A sentence in both languages.
//!
//! Whoever finds something does not know who will read it: both sentences are made at once, and the
//! reader chooses. JSON keeps the English one, for programs. Terms are those of
//! `docs/GLOSSARY.md`.
//!
//! Not here: the sentences themselves, and the titles of rules ([`crate::ledger::rules`]).

use std::error::Error;
use std::io::ErrorKind;

use serde::{Serialize, Serializer};

use crate::ledger::rules::Language;

/// A sentence in both languages. What a library beneath says stays English in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub(crate) id: String,
    pub(crate) en: String,
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

impl Said {
    /// An error with its causes, on one line. `indonesian` has the words for the errors that it
    /// knows; what neither it nor this knows stays English in both languages.
    pub fn of_error(
        error: &(dyn Error + 'static),
        indonesian: impl Fn(&(dyn Error + 'static)) -> Option<String>,
    ) -> Said {
        let (mut told, mut next) = (Vec::new(), Some(error));
        while let Some(error) = next {
            let en = error.to_string();
            let known = indonesian(error).or_else(|| of_system(error.downcast_ref()?));
            told.push(Said { id: known.unwrap_or_else(|| en.clone()), en });
            next = error.source();
        }
        Said::join(&told, ": ")
    }
}

/// What the operating system says most.
fn of_system(error: &std::io::Error) -> Option<String> {
    let what = match error.kind() {
        ErrorKind::NotFound => "berkas atau folder tidak ada",
        ErrorKind::PermissionDenied => "izin ditolak",
        ErrorKind::AlreadyExists => "sudah ada",
        ErrorKind::IsADirectory => "itu sebuah folder",
        ErrorKind::NotADirectory => "itu bukan folder",
        ErrorKind::StorageFull => "cakram penuh",
        ErrorKind::ReadOnlyFilesystem => "sistem berkas hanya dapat dibaca",
        _ => return None,
    };
    let code = error.raw_os_error()?;
    Some(format!("{what} (os error {code})"))
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
pub(crate) use said;

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
        assert_eq!(serde_json::to_value(&part).unwrap(), "two events");
    }

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn causes_follow_from_the_outermost_inwards() {
        let error = Outer(std::io::Error::from_raw_os_error(2));
        let told = Said::of_error(&error, |error| error.is::<Outer>().then(|| "luar".to_owned()));
        assert_eq!(told.within(Language::En), "outer: No such file or directory (os error 2)");
        let id = "luar: berkas atau folder tidak ada (os error 2)";
        assert_eq!(told.within(Language::Id), id);
        let unknown = Said::of_error(&std::fmt::Error, |_| None);
        assert_eq!(unknown.within(Language::Id), unknown.within(Language::En));
    }
}
