//! Who people are: asked of the vault when somebody asks for it and says what for, else masked.
//!
//! Invariant: nothing is shown before the second ledger tells who looks at whom, what for and for which case.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jejak_events::ids::{Bytes32, RecipientId};
use jejak_events::oversight::PersonRevealed;
use jejak_events::vocabulary::RevealedField;
use jejak_events::{Code, Event, Text};
use jejak_projections::report::{Personal, Table, Value};

use crate::ledger::{Ledger, SecondError};
use crate::said::Language;
use crate::vault::{Person, Vault, VaultError};

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

/// Who looks, and what for.
#[derive(Debug, Clone)]
pub struct Looker {
    /// Account, by the event that opened it.
    pub account: u64,
    /// What for, in a word.
    pub purpose: Code,
    /// Number of the case; public, never a name.
    pub case: Text,
}

impl Looker {
    /// What the second ledger is told before this looker sees so much of a person.
    pub fn sees(&self, recipient: RecipientId, fields: Vec<RevealedField>) -> Event {
        let Looker { account, purpose, case } = self.clone();
        Event::from(PersonRevealed { account, recipient, purpose, case, fields })
    }
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
    /// The second ledger cannot tell of it, so nobody is shown.
    #[error(transparent)]
    Second(#[from] SecondError),
}

/// Records that everybody in a table is looked at, then lets them be read. `bound` is what the
/// ledger says of its vault.
pub fn reveal<'a>(
    ledger: &Ledger,
    vault: &'a Vault,
    bound: Option<Bytes32>,
    table: &Table,
    looker: &Looker,
) -> Result<Revealed<'a>, RevealError> {
    if bound != Some(vault.commitment()) {
        return Err(RevealError::Foreign(vault.folder().to_owned()));
    }
    let reveals = people(table).into_iter();
    let acts = reveals.map(|(recipient, fields)| looker.sees(recipient, Vec::from_iter(fields)));
    ledger.oversee(acts.collect())?;
    Ok(Revealed { vault, last: RefCell::new(None) })
}

/// How many people a table would name.
pub fn named(table: &Table) -> usize {
    people(table).len()
}

/// Everybody of whom a table says something that only the vault can tell, and what it says.
fn people(table: &Table) -> BTreeMap<RecipientId, BTreeSet<RevealedField>> {
    let mut people: BTreeMap<RecipientId, BTreeSet<RevealedField>> = BTreeMap::new();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        if let Value::Personal(id, field) = cell.value {
            people.entry(id).or_default().insert(revealed(field));
        }
    }
    people
}

const fn revealed(field: Personal) -> RevealedField {
    match field {
        Personal::Name => RevealedField::Name,
        Personal::Nik => RevealedField::Nik,
        Personal::Kk => RevealedField::Kk,
        Personal::Address => RevealedField::Address,
        Personal::BankAccount => RevealedField::BankAccount,
    }
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
    use crate::ledger::{Actor, Draft, Request, Setup};
    use crate::said::said;
    use crate::store::{Engine, Folder, open_store};
    use crate::vault::KeySource;

    const KEY: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";
    const NIK: &str = "3603120201900001";

    fn looker() -> Looker {
        let (purpose, case) = ("VERIFIKASI".parse(), "LHP 7/2026".parse());
        Looker { account: 1, purpose: purpose.expect("a code"), case: case.expect("a text") }
    }

    /// A new ledger in a folder, with its creation and one account.
    fn founded(within: &std::path::Path) -> Ledger {
        let folder = Folder::create(&within.join("ledger"), Engine::Redb).expect("creates");
        let setup = Setup::plain();
        let now = setup.clock.now();
        let ledger = Ledger::open(&folder, setup, &mut |_, _| {}).expect("opens");
        let created = jejak_events::integrity::LedgerCreated {
            ledger_id: Bytes32([1; 32]),
            origin: "example/test".parse().expect("a text"),
            zone: jejak_events::ZoneId::Wib,
            checkpoint_keys: vec![Bytes32([2; 32])],
            ruleset: 1,
            created_at: now,
        };
        let person = jejak_events::ids::PersonId([3; 16]);
        let opened = jejak_events::access::AccountOpened { person, organisation: None };
        let today = now.date_in(created.zone);
        let drafts = vec![Draft::new(today, created), Draft::new(today, opened)];
        let actor = Actor {
            account: jejak_events::ids::AccountRef::in_batch(1),
            authentication: jejak_events::vocabulary::Authentication::Local,
        };
        ledger.propose(Request::new(actor, drafts)).expect("founds");
        ledger
    }

    fn table(ids: &[RecipientId]) -> Table {
        let columns = vec![Column::new("nik", said!("NIK", "NIK"), Kind::Code)];
        let mut table = Table::new("uji", said!("test", "uji"), columns);
        for id in ids {
            table.push(vec![Cell::of(Value::Personal(*id, Personal::Nik))]);
        }
        table
    }

    #[test]
    fn who_is_named_was_recorded_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = KeySource::Text(KEY.to_owned().into());
        let vault = Vault::create(folder.path(), &key).expect("creates");
        let line = format!(r#"{{"nik":"{NIK}","name":"Siti Rahmawati","region":"36.03.12"}}"#);
        let person: Person = serde_json::from_str(&line).expect("a person");
        let id = vault.add(&[person]).expect("adds")[0].id;
        let gone = RecipientId([9; 16]);
        let ledger = founded(folder.path());
        let told = || {
            let second = Folder::open(&folder.path().join("ledger/second"));
            let store = second.ok().and_then(|second| open_store(&second).ok());
            store.map_or(0, |store| store.head().size)
        };
        let table = table(&[id, id, gone]);
        let foreign = reveal(&ledger, &vault, Some(Bytes32([1; 32])), &table, &looker());
        assert!(matches!(foreign, Err(RevealError::Foreign(_))));
        assert_eq!(told(), 0, "nothing was shown, nothing is recorded");
        let bound = Some(vault.commitment());
        let names = reveal(&ledger, &vault, bound, &table, &looker()).expect("records");
        drop(ledger);
        assert_eq!(told(), 4, "the founding, and each person once");
        let shown = |id, field| names.of(id, field, Language::Id).expect("reads");
        assert_eq!(shown(id, Personal::Nik), NIK);
        assert_eq!(shown(id, Personal::Name), "Siti Rahmawati");
        assert_eq!(shown(gone, Personal::Name), "(dihapus)");
        vault.restrict(id, "S 1").expect("restricts");
        let names = Revealed { vault: &vault, last: RefCell::new(None) };
        assert_eq!(names.of(id, Personal::Nik, Language::Id).expect("reads"), "(dibatasi)");
    }

    #[test]
    fn nobody_is_named_without_the_vault() {
        let shown = |field| Masked.of(RecipientId([7; 16]), field, Language::En).expect("masks");
        assert_eq!(shown(Personal::Nik), "*".repeat(16));
        assert_eq!(shown(Personal::Name), "****");
    }
}
