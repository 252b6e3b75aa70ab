//! What an intruder would do to a ledger, done to a copy: for demonstrations and tests of
//! [`super::verify`].
//!
//! Each [`Attack`] is as thorough as it can be without a secret: whoever rewrites history here
//! numbers and chains everything again, moves the high-water mark, and recomputes the checkpoints
//! recorded in the ledger. What is left to catch it is a checkpoint in somebody else's hands.
//!
//! The original is only read, and the target has to be a new folder: this is no tool against a
//! real ledger, which its own writer holds locked.
//!
//! Not here: finding what was done ([`super::verify`]).

mod forge;

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use jejak_events::entry::EntryError;

pub use self::forge::{Forged, forge};
use crate::store::{
    AppendError, Block, Engine, EventStore, Folder, FolderError, OpenError, ReadError, frame,
    open_store,
};

/// What is done. Without a sequence number, a payment is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attack {
    /// One bit of an entry is flipped, its frame written anew: only the chain can notice.
    FlipInEntry {
        /// The entry.
        seq: Option<u64>,
    },
    /// One bit of a frame on the disk is flipped, as bad hardware does: the checksum notices.
    FlipOnDisk {
        /// An entry in the frame.
        seq: Option<u64>,
    },
    /// The amount of a payment is changed by one rupiah, and everything after it chained again.
    ChangePayment {
        /// The payment's event.
        seq: Option<u64>,
    },
    /// The last batches are removed, and the high-water mark with them.
    CutTail {
        /// How many.
        batches: u64,
    },
    /// An event is dropped, the rest numbered and chained again; its batch still states its count.
    Drop {
        /// The event.
        seq: Option<u64>,
    },
    /// An event and the one after it change places; both are chained again.
    Swap {
        /// The first of the two.
        seq: Option<u64>,
    },
    /// A payment is put in a second time as a request of its own, the rest chained again.
    Insert {
        /// The event that is repeated.
        seq: Option<u64>,
    },
    /// The same event is written in longer bytes, and everything after it chained again.
    Reencode {
        /// The event.
        seq: Option<u64>,
    },
}

impl Attack {
    /// One of each.
    pub const ALL: [Attack; 8] = [
        Attack::FlipInEntry { seq: None },
        Attack::FlipOnDisk { seq: None },
        Attack::ChangePayment { seq: None },
        Attack::CutTail { batches: 1 },
        Attack::Drop { seq: None },
        Attack::Swap { seq: None },
        Attack::Insert { seq: None },
        Attack::Reencode { seq: None },
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Attack::FlipInEntry { .. } => "flip-in-entry",
            Attack::FlipOnDisk { .. } => "flip-on-disk",
            Attack::ChangePayment { .. } => "change-payment",
            Attack::CutTail { .. } => "cut-tail",
            Attack::Drop { .. } => "drop",
            Attack::Swap { .. } => "swap",
            Attack::Insert { .. } => "insert",
            Attack::Reencode { .. } => "reencode",
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The first event concerned.
    pub seq: u64,
    /// In words.
    pub what: String,
    /// Events in the forged ledger.
    pub size: u64,
}

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum TamperError {
    /// The attack does not fit this ledger.
    #[error("this cannot be done to this ledger: {0}")]
    NotPossible(String),
    /// The original cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The forged ledger cannot be written.
    #[error(transparent)]
    Write(#[from] AppendError),
    /// The folder of the forged ledger cannot be made.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The forged ledger cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// An entry of the original does not decode.
    #[error("entry {seq} of the original: {error}")]
    Entry {
        /// The entry.
        seq: u64,
        /// Why.
        error: EntryError,
    },
    /// The files cannot be changed.
    #[error("cannot change {path}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Writes a forged copy of a ledger into a new folder: entries and high-water mark, nothing else.
pub fn tamper(
    from: &dyn EventStore,
    to: &Path,
    engine: Engine,
    attack: Attack,
) -> Result<Done, TamperError> {
    let mut entries = Vec::new();
    from.read(0..from.head().size, &mut |block| {
        entries.extend(block.iter().map(|(_, entry)| entry.to_vec()));
        true
    })?;
    let forged = forge(entries, attack)?;
    let store = open_store(&Folder::create(to, engine)?)?;
    write(&*store, &forged)?;
    store.close()?;
    drop(store);
    if let Attack::FlipOnDisk { .. } = attack {
        flip_on_disk(&to.join("store"), forged.done.seq)?;
    }
    Ok(forged.done)
}

/// Appends forged entries to an empty store. The store checks how blocks link, not what is in them: a broken link
/// goes through in the middle of one.
pub fn write(store: &dyn EventStore, forged: &Forged) -> Result<(), TamperError> {
    let most = store.promises().largest_batch / 2;
    let mut block = Block::starting_at(0);
    for (seq, entry) in (0u64..).zip(&forged.entries) {
        block.push(entry);
        let broken_behind = forged.broken_after == Some(seq);
        if block.bytes().len() > most && !broken_behind {
            store.append(store.head(), &block)?;
            block.restart(seq + 1);
        }
    }
    store.append(store.head(), &block)?;
    Ok(())
}

/// Flips one bit in the payload of every frame in these files that holds the entry.
fn flip_on_disk(folder: &Path, seq: u64) -> Result<(), TamperError> {
    let in_path = |path: &Path, source| TamperError::Io { path: path.to_owned(), source };
    let mut flipped = 0;
    for found in std::fs::read_dir(folder).map_err(|e| in_path(folder, e))? {
        let path = found.map_err(|e| in_path(folder, e))?.path();
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|e| in_path(&path, e))?;
        let file = OpenOptions::new().write(true).open(&path).map_err(|e| in_path(&path, e))?;
        for payload in frame::payloads_holding(&bytes, seq) {
            // Some way into the payload: an entry, not the lengths at its end.
            let at = payload + 8;
            let Some(byte) = bytes.get(at) else { continue };
            file.write_all_at(&[byte ^ 1], at as u64).map_err(|e| in_path(&path, e))?;
            flipped += 1;
        }
    }
    if flipped == 0 {
        let what = format!("no frame that holds entry {seq} was found in {}", folder.display());
        return Err(TamperError::NotPossible(what));
    }
    Ok(())
}
