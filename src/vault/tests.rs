//! The vault in real folders: what is kept, what opens, what is destroyed, and every step at which
//! it may be stopped.

mod crash;
mod kept;
mod sealed;

use std::path::Path;

use jejak_events::Date;
use tempfile::TempDir;

use super::{KeySource, Person, Vault, key};

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
