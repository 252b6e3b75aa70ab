//! Backups that prove themselves, and going back to one.
//!
//! ```text
//! BACKUP.json     what it holds, written last (`crate::proof::manifest`)
//! LEDGER HIGHWATER store/     the ledger, in an engine of its own
//! second/         the second ledger
//! keys/           what is not secret of signing: the secret of request ids
//! ```
//!
//! Invariants:
//! - a backup ends at a batch end that was durable, and holds everything before it;
//! - it appears whole or not at all, and what its manifest says was read again from the disk;
//! - it only grows: what does not continue it is refused;
//! - it holds no key that signs, nothing of the vault, and not `SIGNED`: a ledger that is restored must
//!   meet the record of what was signed, not an old copy of it;
//! - what is restored is proved before it has its place, and never becomes a second history silently.
//!
//! Not here: when backups are made (`crate::api`), backups of the vault, and copies that go on as the
//! ledger (`jejak copy`).

mod continued;
pub mod errors;
mod files;
mod known;
mod make;
mod place;
mod prove;
mod restore;

pub use continued::Anew;
pub use errors::BackupError;
pub use files::copy_access;
pub use known::{Lost, Witnesses};
pub use make::{Made, Source, make};
pub use place::{Place, Standing};
pub use restore::{Going, Restore, Restored, restore};

/// Told how far the work is: entries done, entries in all. From several threads.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);
