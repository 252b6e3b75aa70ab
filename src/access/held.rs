//! Every row in memory, by what it is asked for.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::AtomicI64;

use jejak_events::Timestamp;
use rustc_hash::FxHashMap;

use super::rows::{
    CodeRow, Credential, SessionRow, SubjectRow, TokenRow, VERSION_KEY, decoded, encoded,
    session_key, subject_key, token_key,
};
use super::store::{Change, Row};

/// A session, and when it was last seen, which is written more rarely.
#[derive(Debug)]
pub(super) struct Live {
    /// As it stands on disk.
    pub row: SessionRow,
    /// When it was last seen, in microseconds since 1970.
    pub seen: AtomicI64,
}

/// Every row, by what it is asked for.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// By account.
    pub credentials: FxHashMap<u64, Credential>,
    /// Accounts by login. What strangers send is looked up here: keyed hashes.
    pub logins: HashMap<String, u64, RandomState>,
    /// By hash.
    pub sessions: HashMap<[u8; 32], Live, RandomState>,
    /// By id.
    pub tokens: BTreeMap<[u8; 8], TokenRow>,
    /// Token ids by hash.
    pub token_ids: HashMap<[u8; 32], [u8; 8], RandomState>,
    /// By account.
    pub codes: FxHashMap<u64, CodeRow>,
    /// By keyed hash of issuer and subject.
    pub subjects: FxHashMap<[u8; 32], SubjectRow>,
}

impl Held {
    /// Everything that is stored; the error says what is wrong.
    pub fn of(rows: Vec<Row>) -> Result<Held, String> {
        let mut held = Held::default();
        let changes = rows.into_iter().map(|(key, value)| Change::put(key, value)).collect();
        held.apply(changes)?;
        Ok(held)
    }

    /// Puts durable changes in place.
    pub fn apply(&mut self, changes: Vec<Change>) -> Result<(), String> {
        changes.into_iter().try_for_each(|change| self.put(&change.key, change.value.as_deref()))
    }

    fn put(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), String> {
        match key.split_first() {
            _ if key == VERSION_KEY => Ok(()),
            Some((b'c', id)) => {
                let account = u64::from_be_bytes(id_of(id)?);
                if let Some(old) = self.credentials.remove(&account) {
                    self.logins.remove(&old.login);
                }
                if let Some(row) = value.map(decoded::<Credential>).transpose()? {
                    self.logins.insert(row.login.clone(), account);
                    self.credentials.insert(account, row);
                }
                Ok(())
            }
            Some((b's', id)) => {
                let row = value.map(decoded::<SessionRow>).transpose()?;
                let live = row.map(|row| Live { seen: AtomicI64::new(row.seen), row });
                set(live, id_of(id)?, &mut self.sessions);
                Ok(())
            }
            Some((b't', id)) => {
                let id = id_of(id)?;
                if let Some(row) = value.map(decoded::<TokenRow>).transpose()? {
                    self.token_ids.insert(row.hash, id);
                    self.tokens.insert(id, row);
                }
                Ok(())
            }
            Some((b'o', id)) => {
                let row = value.map(decoded).transpose()?;
                set(row, u64::from_be_bytes(id_of(id)?), &mut self.codes);
                Ok(())
            }
            Some((b'i', id)) => {
                set(value.map(decoded).transpose()?, id_of(id)?, &mut self.subjects);
                Ok(())
            }
            _ => Err("a row of an unknown kind".to_owned()),
        }
    }

    /// What ends every session of an account.
    pub fn sessions_of(&self, account: u64) -> Vec<Change> {
        let own = self.sessions.iter().filter(|(_, live)| live.row.account == account);
        own.map(|(hash, _)| Change::remove(session_key(hash))).collect()
    }

    /// What unbinds everybody for whom an issuer vouches from an account.
    pub fn subjects_of(&self, account: u64) -> Vec<Change> {
        let own = self.subjects.iter().filter(|(_, row)| row.account == account);
        own.map(|(hash, _)| Change::remove(subject_key(hash))).collect()
    }

    /// What revokes every token of an account.
    pub fn revocations_of(&self, account: u64, now: Timestamp) -> Vec<Change> {
        let live = |row: &TokenRow| row.account == account && row.revoked.is_none();
        let own = self.tokens.iter().filter(|(_, row)| live(row));
        let revoked = |row: &TokenRow| TokenRow { revoked: Some(now.micros()), ..row.clone() };
        own.map(|(id, row)| Change::put(token_key(*id), encoded(&revoked(row)))).collect()
    }
}

fn id_of<const N: usize>(bytes: &[u8]) -> Result<[u8; N], String> {
    bytes.try_into().map_err(|_| "a row has a key of another length".to_owned())
}

fn set<K: std::hash::Hash + Eq, V, S: std::hash::BuildHasher>(
    row: Option<V>,
    key: K,
    rows: &mut HashMap<K, V, S>,
) {
    match row {
        Some(row) => drop(rows.insert(key, row)),
        None => drop(rows.remove(&key)),
    }
}
