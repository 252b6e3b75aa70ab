//! Checkpoints: every one that is known is a prefix of this ledger.
//!
//! Whoever rewrites history can rewrite every hash in it, the high-water mark and the checkpoints
//! recorded in it. What cannot be rewritten is a signed checkpoint in somebody else's hands.
//!
//! Not here: the signatures themselves ([`crate::proof::checkpoint`]).

mod claims;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use jejak_events::ids::Bytes32;
use jejak_events::{ChainHash, Event, LeafHash};

use super::completeness::hash_of;
use super::pass::Pass;
use super::report::{Name, Problems, Verdict};
use super::subtrees::Subtrees;
use super::{Against, Options, RecordedHead};
use crate::proof::hash::TreeHash;
use crate::proof::signed::{self, SignedError};
use crate::proof::vkey::VerifierKey;
use crate::proof::{checkpoint, errors};
use crate::said::{Said, said};
use crate::store::EventStore;

pub use self::claims::{KnownCheckpoint, known_checkpoints};

/// Who can have changed a checkpoint along with the history: everybody who can write the store,
/// the folder, nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Recorded,
    /// In `SIGNED`, or in the main ledger.
    Signed,
    Outside,
}

/// A checkpoint to compare with.
#[derive(Debug, Clone)]
pub(super) struct Known {
    held: Held,
    /// Where it comes from, in words.
    from: Said,
    /// The event that records it.
    seq: Option<u64>,
    pub size: u64,
    root: TreeHash,
    chain_head: Option<ChainHash>,
    pub state_root: Option<Bytes32>,
}

/// Every known checkpoint, and what kept others from being known.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub known: Vec<Known>,
    problems: Problems,
    notes: Vec<Said>,
}

/// Gathers what the ledger recorded, what it signed, and what was handed in.
pub(super) fn gather(pass: &Pass, signed: Option<&Path>, options: &Options) -> Gathered {
    let mut gathered = Gathered::default();
    let origins = origins(pass);
    for (seq, event) in &pass.own {
        if let Event::CheckpointIssued(body) = event {
            gathered.known.push(Known {
                held: Held::Recorded,
                from: said!("recorded as event {seq}", "yang dicatat sebagai kejadian {seq}"),
                seq: Some(*seq),
                size: body.size,
                root: TreeHash(body.tree_root.0),
                chain_head: Some(ChainHash(body.chain_head.0)),
                state_root: Some(body.state_root),
            });
        }
    }
    for RecordedHead { seq, head } in &options.heads {
        gathered.known.push(Known {
            held: Held::Signed,
            from: said!(
                "recorded as event {seq} of the main ledger",
                "yang dicatat sebagai kejadian {seq} buku utama"
            ),
            seq: None,
            size: head.size,
            root: TreeHash(head.tree_root.0),
            chain_head: Some(ChainHash(head.chain_hash.0)),
            state_root: None,
        });
    }
    gathered.add_claim(options);
    let Some(origin) = origins.last() else {
        if !options.against.is_empty() || signed.is_some_and(Path::exists) {
            let what = said!(
                "the ledger does not say who it is: it has no readable first event, so no \
                 checkpoint can be compared with it",
                "buku tidak menyebut siapa dirinya: kejadian pertamanya tidak terbaca, \
                 sehingga tidak ada titik periksa yang dapat dibandingkan dengannya"
            );
            gathered.problems.add(0, what);
        }
        return gathered;
    };
    gathered.add_signed(signed, origin);
    let own: Vec<VerifierKey> = origins.iter().flat_map(|origin| own_keys(pass, origin)).collect();
    let keys = if options.keys.is_empty() { &own } else { &options.keys };
    if options.keys.is_empty() && !options.against.is_empty() {
        gathered.notes.push(said!(
            "the notes were opened with the keys that the ledger itself names; a forged ledger \
             names its own: give the key that you were handed, to be sure",
            "catatan dibuka dengan kunci yang disebut buku itu sendiri; buku palsu \
             menyebut kuncinya sendiri: berikan kunci yang Anda terima, agar pasti"
        ));
    }
    options.against.iter().for_each(|note| gathered.add_note(note, &origins, keys));
    gathered.add_stranger(&own, &options.keys);
    gathered
}

/// The names under which it has signed, the present one last: it may have gone on under another.
fn origins(pass: &Pass) -> Vec<String> {
    let named = pass.own.iter().filter_map(|(_, event)| match event {
        Event::LedgerCreated(body) => Some(body.origin.to_string()),
        Event::LedgerContinued(body) => Some(body.origin.to_string()),
        _ => None,
    });
    named.collect()
}

/// Every key that the ledger ever named: old checkpoints stay checkable after a key is retired.
fn own_keys(pass: &Pass, origin: &str) -> Vec<VerifierKey> {
    let named = pass.own.iter().flat_map(|(_, event)| match event {
        Event::LedgerCreated(body) => body.checkpoint_keys.clone(),
        Event::CheckpointKeyAdded(body) => vec![body.key],
        Event::LedgerContinued(body) => vec![body.key],
        _ => Vec::new(),
    });
    // A key that is no point of the curve can have signed nothing.
    named.filter_map(|key| VerifierKey::new(origin, &key.0).ok()).collect()
}

impl Gathered {
    /// What the manifest of a backup says that it holds.
    fn add_claim(&mut self, options: &Options) {
        match &options.claimed {
            None => {}
            Some(Ok(part)) => self.known.push(Known {
                held: Held::Signed,
                from: said!("in the manifest of the backup", "dalam manifes cadangan"),
                seq: None,
                size: part.size,
                root: TreeHash(part.tree_root.0),
                chain_head: Some(ChainHash(part.chain_head.0)),
                state_root: Some(part.state_root),
            }),
            Some(Err(why)) => self.problems.add(None, why.clone()),
        }
    }

    fn add_signed(&mut self, path: Option<&Path>, origin: &str) {
        let Some(path) = path else { return };
        match signed::read(path, origin) {
            Ok(lines) => self.known.extend(lines.into_iter().map(|line| Known {
                held: Held::Signed,
                from: said!("in SIGNED", "dalam SIGNED"),
                seq: None,
                size: line.size,
                root: line.root,
                chain_head: None,
                state_root: None,
            })),
            Err(SignedError::Missing { .. }) => self.notes.push(said!(
                "there is no file SIGNED here: what this ledger has signed is known only from its \
                 own events and from what was handed in",
                "tidak ada berkas SIGNED di sini: apa yang pernah ditandatangani buku ini \
                 hanya diketahui dari kejadiannya sendiri dan dari yang diserahkan"
            )),
            Err(error) => self.problems.add(None, errors::said(&error)),
        }
    }

    /// A key that was handed over and that the ledger never named: one of the two is not what it
    /// seems.
    fn add_stranger(&mut self, own: &[VerifierKey], handed: &[VerifierKey]) {
        for key in handed.iter().filter(|key| !own.contains(key)) {
            let what = said!(
                "the ledger does not name the key {key} that was handed over: this is another \
                 ledger, or the key is another's",
                "buku ini tidak menyebut kunci {key} yang diserahkan: ini buku lain, \
                 atau kuncinya milik pihak lain"
            );
            self.problems.add(None, what);
        }
    }

    /// A note under any of its names; what is said of one under none of them is said of the present one.
    fn add_note(&mut self, against: &Against, origins: &[String], keys: &[VerifierKey]) {
        let mut opened = origins.iter().rev().map(|it| checkpoint::open(&against.note, it, keys));
        let Some(newest) = opened.next() else { return };
        let opened = newest.or_else(|error| opened.find_map(Result::ok).ok_or(error));
        match opened {
            Ok(opened) => self.known.push(Known {
                held: Held::Outside,
                from: said!("in {}", "dalam {}", against.name),
                seq: None,
                size: opened.size,
                root: opened.root,
                chain_head: None,
                state_root: None,
            }),
            Err(error) => {
                self.problems.add(None, errors::said(&error).after(&against.name));
            }
        }
    }

    /// Compares all of them with the ledger.
    pub fn verdict(
        mut self,
        store: &dyn EventStore,
        size: u64,
        pass: &Pass,
        states: Option<&BTreeMap<u64, Bytes32>>,
    ) -> Verdict {
        let started = Instant::now();
        if self.known.is_empty() && self.problems.is_empty() {
            let why = said!(
                "no checkpoint of this ledger is known; sign one and hand it to others",
                "tidak ada titik periksa buku ini yang dikenal; tandatangani satu dan serahkan \
                 kepada pihak lain"
            );
            return Verdict::skipped(Name::Checkpoints, why).with_notes(self.notes);
        }
        if pass.root.is_none() && self.problems.is_empty() {
            let why = said!(
                "integrity: not all entries could be read, so there are no roots to compare",
                "keutuhan: tidak semua entri terbaca, sehingga tidak ada akar untuk dibandingkan"
            );
            return Verdict::skipped(Name::Checkpoints, why).with_notes(self.notes);
        }
        self.known.sort_by_key(|known| known.size);
        let mut roots = BTreeMap::new();
        for known in self.known.iter().filter(|known| known.size <= size) {
            roots.entry(known.size).or_insert_with(|| root_at(store, &pass.subtrees, known.size));
        }
        for known in &self.known {
            let agreed = agreed_before(known, &self.known, &roots);
            compare(known, size, &roots, agreed, store, &mut self.problems);
        }
        self.compare_states(states);
        self.problems.sort();
        Verdict::judged(
            Name::Checkpoints,
            self.known.len() as u64,
            started.elapsed(),
            self.problems,
        )
        .without_speed()
        .with_notes(self.notes)
    }

    fn compare_states(&mut self, states: Option<&BTreeMap<u64, Bytes32>>) {
        let recorded = || self.known.iter().filter_map(|known| Some((known, known.state_root?)));
        let Some(states) = states else {
            if recorded().next().is_some() {
                self.notes.push(said!(
                    "their state roots were not compared: nothing was folded",
                    "akar keadaannya tidak dibandingkan: tidak ada yang diputar ulang"
                ));
            }
            return;
        };
        let (mut wrong, mut left_out) = (Vec::new(), 0u64);
        for (known, expected) in recorded() {
            match states.get(&known.size) {
                Some(found) if *found == expected => {}
                Some(found) => {
                    let Known { from, size, .. } = known;
                    let what = said!(
                        with from;
                        "the checkpoint {from} states that the balances and object states at \
                         {size} events have the root {expected}, they fold to {found}",
                        "titik periksa {from} menyatakan bahwa saldo dan keadaan objek pada \
                         {size} kejadian berakar {expected}, hasil putar ulangnya {found}"
                    );
                    wrong.push((known.seq, what));
                }
                None => left_out += 1,
            }
        }
        if left_out > 0 {
            let note = said!(
                "the state roots of {left_out} checkpoints were not recomputed",
                "akar keadaan {left_out} titik periksa tidak diputar ulang"
            );
            self.notes.push(note);
        }
        for (seq, what) in wrong {
            self.problems.add(seq, what);
        }
    }
}

/// The largest size below this checkpoint's at which another agrees that is no easier to forge:
/// what lies before it is as it was.
fn agreed_before(of: &Known, known: &[Known], roots: &BTreeMap<u64, Option<TreeHash>>) -> u64 {
    let agrees = |other: &&Known| {
        other.held >= of.held
            && other.size < of.size
            && roots.get(&other.size) == Some(&Some(other.root))
    };
    known.iter().filter(agrees).map(|other| other.size).max().unwrap_or(0)
}

fn compare(
    known: &Known,
    size: u64,
    roots: &BTreeMap<u64, Option<TreeHash>>,
    agreed: u64,
    store: &dyn EventStore,
    problems: &mut Problems,
) {
    let Known { from, size: at, root, .. } = known;
    if *at > size {
        let what = said!(
            with from;
            "the checkpoint {from} was signed at {at} events, this ledger has {size}: events were \
             removed since, or an old backup was put in its place",
            "titik periksa {from} ditandatangani pada {at} kejadian, buku ini berisi {size}: \
             kejadian dihapus sejak itu, atau cadangan lama ditaruh di tempatnya"
        );
        return problems.add(size, what);
    }
    match roots.get(at).copied().flatten() {
        Some(found) if found == *root => {}
        Some(found) => {
            let what = said!(
                with from;
                "the checkpoint {from} was signed over another history: at {at} events it has the \
                 root {root}, this ledger has {found}; at least one of the events {agreed} to {} \
                 was changed, removed or put in since",
                "titik periksa {from} ditandatangani atas riwayat lain: pada {at} kejadian akarnya \
                 {root}, buku ini {found}; sedikitnya satu dari kejadian {agreed} sampai {} \
                 diubah, dihapus, atau disisipkan sejak itu",
                at.saturating_sub(1)
            );
            problems.add(agreed, what);
        }
        None => problems.add(
            *at,
            said!(
                "the root at {at} events could not be computed",
                "akar pada {at} kejadian tidak dapat dihitung"
            ),
        ),
    }
    compare_heads(known, store, problems);
}

/// Compares the chain hash that a recorded checkpoint states.
fn compare_heads(known: &Known, store: &dyn EventStore, problems: &mut Problems) {
    let Known { from, size: at, .. } = known;
    let found = match at.checked_sub(1) {
        Some(last) => hash_of(store, last),
        None => Some(ChainHash::ZERO),
    };
    if let (Some(expected), Some(found)) = (known.chain_head, found)
        && expected != found
    {
        let last = at.saturating_sub(1);
        let what = said!(
            with from;
            "the checkpoint {from} states that event {last} has the chain hash {expected}, it has \
             {found}",
            "titik periksa {from} menyatakan bahwa kejadian {last} ber-hash rantai {expected}, \
             yang ada {found}"
        );
        problems.add(known.seq, what);
    }
}

/// The root at an earlier size: kept subtrees, and the few leaves behind them read again.
pub(super) fn root_at(store: &dyn EventStore, subtrees: &Subtrees, size: u64) -> Option<TreeHash> {
    let mut tail = Vec::new();
    let begin = Subtrees::tail_of(size);
    let read = store.read(begin..size, &mut |block| {
        tail.extend(block.iter().map(|(_, entry)| LeafHash::of(entry)));
        true
    });
    read.ok().and_then(|()| subtrees.root(size, &tail))
}
