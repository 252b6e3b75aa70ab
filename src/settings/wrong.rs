//! What is wrong with a setting.

use super::resolve::Source;
use super::table::Setting;
use crate::said::{Said, said};

/// Longest value that is shown.
const SHOWN: usize = 80;

/// A setting that cannot be taken: where it stands, its key, what was expected and what was found.
#[derive(Debug, Clone)]
pub struct Wrong {
    source: Source,
    key: String,
    expected: Said,
    found: Said,
}

impl Wrong {
    /// A value that the setting does not take.
    pub fn value(source: Source, setting: &Setting, found: &str) -> Wrong {
        let found = if setting.names_secret {
            // Somebody may have put the secret itself there.
            said!("something else", "lain")
        } else {
            quoted(found)
        };
        Wrong { source, key: setting.name.to_owned(), expected: setting.expected(), found }
    }

    /// A key that no setting has.
    pub fn key(source: Source, key: &str) -> Wrong {
        let known: Vec<&str> = super::TABLE.iter().map(|setting| setting.name).collect();
        let known = known.join(", ");
        Wrong {
            source,
            key: shortened(key),
            expected: said!("a key among {known}", "kunci dari {known}"),
            found: said!("this one", "kunci ini"),
        }
    }

    /// Something else.
    pub fn other(source: Source, key: &str, expected: Said, found: Said) -> Wrong {
        Wrong { source, key: key.to_owned(), expected, found }
    }

    /// The same in words.
    pub fn said(&self) -> Said {
        let Wrong { source, key, expected, found } = self;
        let place = source.place();
        said!(
            with place, expected, found;
            "{place}: {key}: expected {expected}, found {found}",
            "{place}: {key}: seharusnya {expected}, ditemukan {found}"
        )
    }
}

/// A value as it is shown.
pub(super) fn quoted(found: &str) -> Said {
    if found.is_empty() {
        return said!("nothing", "tidak ada apa-apa");
    }
    let found = shortened(found);
    said!("`{found}`", "`{found}`")
}

fn shortened(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN).collect();
    let more = if shown.len() < text.len() { "..." } else { "" };
    format!("{}{more}", shown.escape_debug())
}
