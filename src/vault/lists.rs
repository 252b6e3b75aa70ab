//! Match lists: the dead, civil servants, staff. A list is compared inside the vault; out come the
//! ids that stand on it, counts, and a commitment to the file. Numbers of people who are not known
//! here are not kept.

use jejak_events::date::Date;
use jejak_events::ids::{Bytes32, RecipientId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::batch::Batch;
use super::rows::{damaged, key};
use super::seal::{self, Kind, Place};
use super::{Vault, VaultError};

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// The dead, each with the day.
    Deceased,
    /// Civil servants, army and police.
    Asn,
    /// Staff and officials of the programmes.
    Staff,
    /// Officers of companies, as the register of legal entities (AHU) shows them.
    Ahu,
    /// People who earn more than the minimum wage.
    Wage,
}

impl ListKind {
    /// All of them.
    pub const ALL: &'static [ListKind] =
        &[ListKind::Deceased, ListKind::Asn, ListKind::Staff, ListKind::Ahu, ListKind::Wage];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            ListKind::Deceased => "deceased",
            ListKind::Asn => "asn",
            ListKind::Staff => "staff",
            ListKind::Ahu => "ahu",
            ListKind::Wage => "wage",
        }
    }
}

/// A row of a list, read and found good.
pub struct ListRow {
    /// The number, wiped after use.
    pub nik: Zeroizing<String>,
    /// Day of death, on a list of the dead.
    pub date: Option<Date>,
}

/// Somebody who stands on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The person.
    pub recipient: RecipientId,
    /// Day of death, on a list of the dead.
    pub date: Option<Date>,
}

/// What was found of a list. The same file, kind and version give the same again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// What it is of.
    pub kind: ListKind,
    /// Commitment to the file.
    pub file: Bytes32,
    /// Day on which it was imported.
    pub imported_on: Date,
    /// Day for which it speaks.
    pub position: Date,
    /// Rows of the file.
    pub rows: u64,
    /// Who stands on it, each once, in the order of the file.
    pub matches: Vec<Match>,
}

impl Vault {
    /// Compares a list with everybody in the vault. Imported again under the same version, what was
    /// found the first time is the answer, so that an interrupted import can be completed.
    pub fn import_list(
        &self,
        kind: ListKind,
        version: &str,
        (imported_on, position): (Date, Date),
        file: &[u8],
        rows: &[ListRow],
    ) -> Result<List, VaultError> {
        let mut batch = self.batch();
        let name = [kind.word().as_bytes(), b"\n", version.as_bytes(), b"\n"].concat();
        let hash = self.keys.hash("list", &Zeroizing::new([name.as_slice(), file].concat()));
        if let Some(sealed) = batch.get(&key(b'w', &[&hash]))? {
            return self.open_list(&hash, &sealed);
        }
        let matches = self.matches(&batch, rows)?;
        let made = self.commit_in(&mut batch, None, file)?;
        let rows = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let list = List { kind, file: made, imported_on, position, rows, matches };
        self.put_list(&mut batch, &hash, &list);
        batch.commit()?;
        Ok(list)
    }

    /// Who stands on a list, with nothing kept of it.
    pub fn would_match(&self, rows: &[ListRow]) -> Result<Vec<Match>, VaultError> {
        self.matches(&self.batch(), rows)
    }

    fn matches(&self, batch: &Batch<'_>, rows: &[ListRow]) -> Result<Vec<Match>, VaultError> {
        let mut matches: Vec<Match> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for row in rows {
            let Some(recipient) = self.find_nik(batch, &row.nik)? else { continue };
            if seen.insert(recipient) {
                matches.push(Match { recipient, date: row.date });
            }
        }
        Ok(matches)
    }

    fn put_list(&self, batch: &mut Batch<'_>, hash: &[u8], list: &List) {
        let bytes = serde_json::to_vec(list).expect("ids and days are JSON");
        let place = Place { of: hash, ..Place::shared(Kind::List) };
        batch.put(key(b'w', &[hash]), seal::seal(&self.keys.shared, &place, &bytes));
    }

    fn open_list(&self, hash: &[u8], sealed: &[u8]) -> Result<List, VaultError> {
        let place = Place { of: hash, ..Place::shared(Kind::List) };
        let opened = seal::open(&self.keys.shared, &place, sealed);
        let list = opened.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        list.ok_or_else(|| damaged("a match list does not open"))
    }

    /// Takes a person off the lists that name them.
    pub(super) fn forget_matches(
        &self,
        batch: &mut Batch<'_>,
        id: RecipientId,
    ) -> Result<(), VaultError> {
        for (row, sealed) in batch.under(b"w")? {
            let hash = row.get(1..).unwrap_or_default().to_vec();
            let mut list = self.open_list(&hash, &sealed)?;
            let before = list.matches.len();
            list.matches.retain(|found| found.recipient != id);
            if list.matches.len() < before {
                self.put_list(batch, &hash, &list);
            }
        }
        Ok(())
    }
}
