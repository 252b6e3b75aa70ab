//! Why the vault did not do what was asked. No variant holds a value of a person.

use std::io;
use std::path::PathBuf;

use jejak_events::ids::RecipientId;

/// Why the vault did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no vault.
    #[error(
        "there is no vault in {0}; put it back from its backup, or begin one with `jejak person init`"
    )]
    Missing(PathBuf),
    /// There is one already.
    #[error(
        "expected no vault in {0}, found one; it is never replaced, because its ids stand in the ledger"
    )]
    Exists(PathBuf),
    /// The marker is not one.
    #[error(
        "{path} is no marker of a vault: expected {expected}, found something else; put it back from its backup, nothing was changed"
    )]
    NotAVault {
        /// The marker file.
        path: PathBuf,
        /// What its next line should have been.
        expected: &'static str,
    },
    /// The rows are gone.
    #[error("{0} is missing, although the vault's marker is there; put it back from its backup")]
    RowsMissing(PathBuf),
    /// The marker is gone.
    #[error(
        "{0} is there without the vault's marker VAULT; put the marker back from its backup, or move the rows away: nothing was changed"
    )]
    MarkerMissing(PathBuf),
    /// Nobody supplied a master key.
    #[error(
        "no master key was given: name its file with --master-key-file or JEJAK_MASTER_KEY_FILE, or give JEJAK_MASTER_KEY (64 hexadecimal digits), or a file with a passphrase by --passphrase-file; nothing was opened"
    )]
    NoKey,
    /// Another way of giving the key than the vault was made with.
    #[error(
        "expected a {expected} for this vault, found a {found}; give the kind of key that it was made with"
    )]
    OtherKind {
        /// What the marker says.
        expected: &'static str,
        /// What was given.
        found: &'static str,
    },
    /// Not a key.
    #[error("{place}: expected {expected}, found {found}; restore the key from its own backup")]
    BadKey {
        /// File or variable.
        place: String,
        /// What would have been accepted.
        expected: &'static str,
        /// What was there, never the content.
        found: String,
    },
    /// Others can read the key file.
    #[error(
        "{path} can be read by others (mode {mode:03o}); run `chmod 600 {path}`, and consider the key known if they could reach it"
    )]
    KeyExposed {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A key file is never overwritten.
    #[error(
        "{0} exists already; a key file is never overwritten, because whatever was sealed by a lost key is lost"
    )]
    KeyExists(PathBuf),
    /// The key opens another vault.
    #[error(
        "the master key is not the one of the vault {0}; give the right one, nothing was opened"
    )]
    WrongKey(PathBuf),
    /// The new master key is the old one.
    #[error(
        "expected another master key than the present one, found the same; nothing was changed"
    )]
    SameKey,
    /// A backup is never written over.
    #[error("expected a new folder for the backup, found {0}; name another")]
    BackupExists(PathBuf),
    /// Not what a backup wrote.
    #[error(
        "{0} is no whole backup of a vault: its files are not those that BACKUP names; take another backup, nothing was changed"
    )]
    BadBackup(PathBuf),
    /// Another process has the vault.
    #[error("the vault {0} is in use by another process; stop that one first")]
    InUse(PathBuf),
    /// What is stored contradicts itself.
    #[error("the vault is damaged: {0}; put it back from its backup, nothing was changed")]
    Damaged(String),
    /// The operating system or the engine failed.
    #[error("cannot use {path}")]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The engine failed to write.
    #[error("the vault's rows were not written: {0}; open the vault again to learn what is stored")]
    NotWritten(String),
    /// No such person.
    #[error("the vault knows nobody with the id {0}; look for it with `jejak person find`")]
    Unknown(RecipientId),
    /// Destroyed before.
    #[error("the personal data of {0} was destroyed; only the id is left")]
    Erased(RecipientId),
    /// Kept, not to be read.
    #[error(
        "the personal data of {id} may not be read: restricted for {case}; lift the restriction first"
    )]
    Restricted {
        /// The person.
        id: RecipientId,
        /// The first case that says so.
        case: String,
    },
    /// Must not be destroyed.
    #[error("the personal data of {id} must be kept: held for {case}; lift the hold first")]
    Held {
        /// The person.
        id: RecipientId,
        /// The first case that says so.
        case: String,
    },
    /// There is no such document.
    #[error("the vault has no document {0}; `jejak document list` lists them")]
    NoDocument(jejak_events::ids::Token),
    /// A file that cannot be kept as a document.
    #[error("file: expected {expected}, found {found}; nothing was kept")]
    NotADocument {
        /// What would have been accepted.
        expected: String,
        /// What was there.
        found: String,
    },
    /// Its retention has not ended.
    #[error("the personal data of {id} is to be kept until {until}; name another ground, or wait")]
    Retained {
        /// The person.
        id: RecipientId,
        /// The last day.
        until: jejak_events::Date,
    },
    /// The number belongs to another id.
    #[error(
        "expected a number that no other id has, found one of {0}; link the two ids instead, or correct the other one first"
    )]
    Belongs(RecipientId),
    /// Links stand between two ids that stand for themselves.
    #[error("expected two ids {expected}, found others; look at both with `jejak person show`")]
    LinkState {
        /// What would have been accepted.
        expected: &'static str,
    },
    /// A list of the same file was imported as another kind, or with other rows.
    #[error("field `{field}`: expected {expected}, found {found}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What would have been accepted.
        expected: &'static str,
        /// What was there: its length or kind, never the value.
        found: String,
    },
    /// A test pulled the plug.
    #[error("stopped before `{0}`")]
    Stopped(&'static str),
}
