//! Who people are: asked of the vault when somebody asks for it and says what for, else masked.
//!
//! Invariant: nothing is shown before it is logged who looks at whom, what for and for which case.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jejak_events::Timestamp;
use jejak_events::ids::{Bytes32, RecipientId};
use jejak_projections::report::{Personal, Table, Value};

use crate::said::Language;
use crate::vault::{Person, Reveal, RevealLog, Vault, VaultError};

/// What stands for a number of 16 digits.
const NUMBER: &str = "****************";
/// What stands for words.
const WORDS: &str = "****";

/// Who people are.
pub trait Names {
    /// What is shown of a person.
    fn of(
        &self,
        id: RecipientId,
        field: Personal,
        language: Language,
    ) -> Result<String, VaultError>;

    /// Whether anything is shown.
    fn knows(&self) -> bool;
}

/// Shows nothing of anybody, and needs no vault.
#[derive(Debug, Clone, Copy)]
pub struct Masked;

impl Names for Masked {
    fn of(&self, _: RecipientId, field: Personal, _: Language) -> Result<String, VaultError> {
        Ok(masked(field).to_owned())
    }

    fn knows(&self) -> bool {
        false
    }
}

const fn masked(field: Personal) -> &'static str {
    match field {
        Personal::Nik | Personal::Kk | Personal::BankAccount => NUMBER,
        Personal::Name | Personal::Address => WORDS,
    }
}

/// Who looks, when, what for.
#[derive(Debug, Clone, Copy)]
pub struct Looker<'a> {
    /// When.
    pub at: Timestamp,
    /// Account, by the event that opened it.
    pub account: u64,
    /// What for, in a word.
    pub purpose: &'a str,
    /// Number of the case.
    pub case: &'a str,
}

/// Reads people from a vault.
pub struct Revealed<'a> {
    vault: &'a Vault,
    /// The person read last: the cells of a row ask for the same one.
    last: RefCell<Option<(RecipientId, Shown)>>,
}

/// What may be shown of one person.
enum Shown {
    Person(Box<Person>),
    Restricted,
    Erased,
}

/// Why people cannot be revealed.
#[derive(Debug, thiserror::Error)]
pub enum RevealError {
    /// The ids of the ledger are those of another vault.
    #[error(
        "the ledger is bound to another vault than the one in {0}: its ids stand for other people; put the right vault back"
    )]
    Foreign(std::path::PathBuf),
    /// The vault, or its log.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Logs that everybody in a table is looked at, then lets them be read. `bound` is what the ledger
/// says of its vault.
pub fn reveal<'a>(
    vault: &'a Vault,
    bound: Option<Bytes32>,
    table: &Table,
    looker: Looker,
) -> Result<Revealed<'a>, RevealError> {
    if bound != Some(vault.commitment()) {
        return Err(RevealError::Foreign(vault.folder().to_owned()));
    }
    let Looker { at, account, purpose, case } = looker;
    let reveals: Vec<Reveal> = people(table)
        .into_iter()
        .map(|recipient| Reveal { at, account, recipient, purpose, case })
        .collect();
    RevealLog::of(vault.folder()).record_all(&reveals)?;
    Ok(Revealed { vault, last: RefCell::new(None) })
}

/// Everybody of whom a table says something that only the vault can tell.
fn people(table: &Table) -> BTreeSet<RecipientId> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells
        .filter_map(|cell| match cell.value {
            Value::Personal(id, _) => Some(id),
            _ => None,
        })
        .collect()
}

impl Revealed<'_> {
    fn read(&self, id: RecipientId) -> Result<Shown, VaultError> {
        match self.vault.read(id) {
            Ok(person) => Ok(Shown::Person(Box::new(person))),
            Err(VaultError::Restricted { .. }) => Ok(Shown::Restricted),
            Err(VaultError::Erased(_) | VaultError::Unknown(_)) => Ok(Shown::Erased),
            Err(error) => Err(error),
        }
    }
}

impl Names for Revealed<'_> {
    fn of(
        &self,
        id: RecipientId,
        field: Personal,
        language: Language,
    ) -> Result<String, VaultError> {
        let mut last = self.last.borrow_mut();
        let read = match last.take() {
            Some((known, shown)) if known == id => shown,
            _ => self.read(id)?,
        };
        let (_, shown) = last.insert((id, read));
        Ok(match (shown, language) {
            (Shown::Person(person), _) => value(person, field),
            (Shown::Restricted, Language::Id) => "(dibatasi)".to_owned(),
            (Shown::Restricted, Language::En) => "(restricted)".to_owned(),
            (Shown::Erased, Language::Id) => "(dihapus)".to_owned(),
            (Shown::Erased, Language::En) => "(erased)".to_owned(),
        })
    }

    fn knows(&self) -> bool {
        true
    }
}

fn value(person: &Person, field: Personal) -> String {
    match field {
        Personal::Name => person.name.clone(),
        Personal::Nik => person.nik.clone().unwrap_or_default(),
        Personal::Kk => person.kk.clone().unwrap_or_default(),
        Personal::Address => person.address.clone().unwrap_or_default(),
        Personal::BankAccount => person.accounts.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use jejak_projections::report::{Cell, Column, Kind};

    use super::*;
    use crate::said::said;
    use crate::vault::KeySource;

    const KEY: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";
    const NIK: &str = "3603120201900001";
    const LOOKER: Looker =
        Looker { at: Timestamp::MIN, account: 1, purpose: "verifikasi", case: "LHP 7/2026" };

    fn table(ids: &[RecipientId]) -> Table {
        let columns = vec![Column::new("nik", said!("NIK", "NIK"), Kind::Code)];
        let mut table = Table::new("uji", said!("test", "uji"), columns);
        for id in ids {
            table.push(vec![Cell::of(Value::Personal(*id, Personal::Nik))]);
        }
        table
    }

    #[test]
    fn who_is_named_was_logged_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = KeySource::Text(KEY.to_owned().into());
        let vault = Vault::create(folder.path(), &key).expect("creates");
        let line = format!(r#"{{"nik":"{NIK}","name":"Siti Rahmawati","region":"36.03.12"}}"#);
        let person: Person = serde_json::from_str(&line).expect("a person");
        let id = vault.add(&[person]).expect("adds")[0].id;
        let gone = RecipientId([9; 16]);
        let log = folder.path().join("reveals.log");
        let table = table(&[id, id, gone]);
        let foreign = reveal(&vault, Some(Bytes32([1; 32])), &table, LOOKER);
        assert!(matches!(foreign, Err(RevealError::Foreign(_))));
        assert!(!log.exists(), "nothing was shown, nothing is logged");
        let names = reveal(&vault, Some(vault.commitment()), &table, LOOKER).expect("logs");
        let logged = std::fs::read_to_string(&log).expect("a log");
        assert_eq!(logged.lines().count(), 2, "each person once: {logged}");
        assert!(logged.contains(&id.to_string()) && !logged.contains(NIK), "{logged}");
        let shown = |id, field| names.of(id, field, Language::Id).expect("reads");
        assert_eq!(shown(id, Personal::Nik), NIK);
        assert_eq!(shown(id, Personal::Name), "Siti Rahmawati");
        assert_eq!(shown(gone, Personal::Name), "(dihapus)");
        vault.restrict(id, "S 1").expect("restricts");
        let names = reveal(&vault, Some(vault.commitment()), &table, LOOKER).expect("logs");
        assert_eq!(names.of(id, Personal::Nik, Language::Id).expect("reads"), "(dibatasi)");
    }

    #[test]
    fn nobody_is_named_without_the_vault() {
        let shown = |field| Masked.of(RecipientId([7; 16]), field, Language::En).expect("masks");
        assert_eq!(shown(Personal::Nik), "*".repeat(16));
        assert_eq!(shown(Personal::Name), "****");
    }
}
