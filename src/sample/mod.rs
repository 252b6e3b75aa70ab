//! The sample ledger: a script of batches that `jejak demo` records through the real ledger.
//!
//! One province: Banten's BLT BBM of 2022 as history at full scale, and a live fiscal year 2026
//! beside it. Where figures were published they are used, and the comments say so; all people,
//! papers, officials and the rest of 2026 are invented, and look it.
//!
//! A second, small ledger is of Kalimantan Selatan ([`KALSEL`]): the same desks in another province.
//!
//! Pure and deterministic: the same batches every time, with plain sequence numbers inside, so
//! that what a reader is told to look at is where it was. What happens on which day of 2026 is in
//! `year_2026`, in the order of the days.
//!
//! Not here: recording, keys, clocks. The founding batch is made by whoever creates the ledger:
//! `LedgerCreated`, `AccountOpened` (the operator), `RoleGranted` (administrator).

mod areas;
mod blt_bbm;
mod build;
mod cast;
mod kalsel;
mod landmarks;
mod parameters;
mod people;
mod planted;
mod province;
mod reference;
#[cfg(test)]
mod tests;
mod year_2026;

use jejak_events::ids::{AccountRef, Bytes32};
use jejak_events::{ChainHash, Event, Timestamp, ZoneId};

use crate::ledger::Draft;
use crate::proof::key;
use crate::proof::vkey::{KeyError, Signer};

use self::build::Build;
pub use self::kalsel::KALSEL;
pub use self::landmarks::Landmarks;
pub use self::planted::{Planted, planted};
pub use self::province::Province;

/// Origin line of the sample's checkpoints.
pub const ORIGIN: &str = "contoh.example/jejak-banten";

/// Identity of the sample ledger: readable, because nothing about it is secret.
pub const LEDGER_ID: Bytes32 = Bytes32(*b"jejak: buku contoh, bukan asli..");

/// From this every id of a person, token and paper of the sample is derived.
pub const SEED: &str = "jejak sample ledger 2026: its people, tokens and papers are invented";

/// The operator's account: the second event of the founding batch.
pub const OPERATOR: AccountRef = AccountRef(1);

/// Events of the founding batch: the sample's own begin here.
pub const FIRST_SEQ: u64 = 3;

/// Events of the whole sample ledger, the founding batch among them: for a progress bar.
pub const EVENTS: u64 = 382_778;

/// 2026-01-02 08:00 WIB in microseconds.
const OPENED_AT_MICROS: i64 = 1_767_315_600_000_000;

/// The sample ledger: Banten.
pub const BANTEN: Province = Province {
    name: "Banten",
    origin: ORIGIN,
    ledger_id: LEDGER_ID,
    seed: SEED,
    zone: ZoneId::Wib,
    opened_at_micros: OPENED_AT_MICROS,
    events: EVENTS,
    key: key::sample,
    script: batches,
};

/// What the scripted clock shows when the ledger is created.
pub fn opened_at() -> Timestamp {
    BANTEN.opened_at()
}

/// The key that signs the sample's checkpoints: published, hence worthless.
pub fn checkpoint_key() -> Result<Signer, KeyError> {
    key::sample(ORIGIN)
}

/// What one actor proposes in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// What the scripted clock shows.
    pub at: Timestamp,
    /// Account that proposes.
    pub by: AccountRef,
    /// Idempotency key.
    pub key: String,
    /// The drafts; references are sequence numbers.
    pub drafts: Vec<Draft>,
}

/// What a checkpoint names beside size and head of the chain: what costs a look at everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roots {
    /// RFC 6962 root of the entries.
    pub tree: Bytes32,
    /// Root of balances and object states.
    pub state: Bytes32,
}

impl Batch {
    /// The same batch at a head of the chain: the closing of a period names it, and a checkpoint
    /// beside it the `roots` there, which are asked for only then. No script can know them before.
    #[must_use]
    pub fn at_head(mut self, head: ChainHash, roots: impl Fn() -> Roots) -> Batch {
        for draft in &mut self.drafts {
            match &mut draft.event {
                Event::PeriodClosed(body) => body.head = Bytes32(head.0),
                Event::CheckpointIssued(body) => {
                    let Roots { tree, state } = roots();
                    (body.tree_root, body.state_root) = (tree, state);
                    body.chain_head = Bytes32(head.0);
                }
                _ => {}
            }
        }
        self
    }
}

/// The script: its batches in order, made as they are asked for.
pub struct Script {
    build: Build,
    scenes: std::vec::IntoIter<fn(&mut Build)>,
}

impl Iterator for Script {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        loop {
            if let Some(batch) = self.build.take() {
                return Some(batch);
            }
            let scene = self.scenes.next()?;
            scene(&mut self.build);
            self.build.seal();
        }
    }
}

impl Script {
    /// Where to look; complete when all batches were taken.
    pub fn landmarks(&self) -> Landmarks {
        Landmarks::of(&self.build)
    }
}

/// The script of a ledger whose founding batch ends before `first_seq`, see [`FIRST_SEQ`].
pub fn batches(first_seq: u64) -> Script {
    let founding: [fn(&mut Build); 3] = [reference::register, cast::appoint, reference::open_cash];
    let scenes = founding.iter().chain(blt_bbm::SCENES).chain(year_2026::SCENES);
    let scenes: Vec<fn(&mut Build)> = scenes.copied().collect();
    Script { build: Build::new(first_seq), scenes: scenes.into_iter() }
}

/// Where to look in a sample ledger whose founding batch ends before `first_seq`.
pub fn landmarks(first_seq: u64) -> Landmarks {
    let mut script = batches(first_seq);
    while script.next().is_some() {}
    script.landmarks()
}
