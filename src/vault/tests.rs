//! The vault in real folders: what is kept, what opens, what is destroyed, and every step at which
//! it may be stopped.

mod crash;
mod documents;
mod kept;
mod sealed;

use std::path::Path;

use jejak_events::Date;
use tempfile::TempDir;

use jejak_events::ids::{RecipientId, Token};
use jejak_events::vocabulary::DocumentKind as Paper;

use super::{Bound, DOCUMENT_BYTES_MAX, KeySource, NewDocument, Person, Vault, key};

/// A NIK, a KK and an account that belong to nobody.
pub const NIK: &str = "3603120201900001";
pub const KK: &str = "3603121503100007";
pub const ACCOUNT: &str = "BJB 0012-3456-789";
pub const NAME: &str = "Siti Rahmawati";

/// A folder with a key beside it, and the vault in it.
pub struct Place {
    temp: TempDir,
}

impl Place {
    pub fn new() -> Place {
        let place = Place { temp: tempfile::tempdir().expect("a folder") };
        key::create_file(&place.temp.path().join("master.key")).expect("writes");
        drop(Vault::create(&place.folder(), &place.source()).expect("creates"));
        place
    }

    pub fn folder(&self) -> std::path::PathBuf {
        self.temp.path().join("vault")
    }

    pub fn source(&self) -> KeySource {
        KeySource::File(self.temp.path().join("master.key"))
    }

    pub fn open(&self) -> Vault {
        Vault::open(&self.folder(), &self.source()).expect("opens")
    }

    /// Whether some file of the folder holds these bytes.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        holds(&self.folder(), bytes)
    }
}

pub fn holds(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("reads").any(|entry| {
        let path = entry.expect("reads").path();
        if path.is_dir() {
            return holds(&path, bytes);
        }
        let found = std::fs::read(&path).expect("reads");
        found.windows(bytes.len()).any(|window| window == bytes)
    })
}

/// A person with a NIK, a household and an account.
pub fn siti() -> Person {
    person(&format!(
        r#"{{"nik":"{NIK}","name":"{NAME}","birth_date":"1990-01-02","sex":"L","kk":"{KK}",
            "kk_since":"2010-03-15","accounts":["{ACCOUNT}"],"address":"Jl. Melati 7"}}"#
    ))
}

pub fn person(json: &str) -> Person {
    serde_json::from_str(json).expect("a person")
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A file that lies nowhere else.
pub fn letter(bytes: &[u8]) -> std::fs::File {
    use std::io::{Seek as _, Write as _};
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("writes");
    file.rewind().expect("goes back");
    file
}

/// A letter, somebody's or nobody's.
pub fn paper(owner: Option<RecipientId>) -> NewDocument<'static> {
    NewDocument {
        kind: Paper::Letter,
        bound: Bound::Commitment,
        owner,
        name: Some("Surat Siti Rahmawati.pdf"),
        account: 1,
        on: day("2026-11-22"),
        bytes_max: DOCUMENT_BYTES_MAX,
    }
}

/// The bytes of a document.
pub fn content(vault: &Vault, id: Token) -> Vec<u8> {
    let mut bytes = Vec::new();
    vault.read_document(id, &mut bytes).expect("opens");
    bytes
}
