//! One pass over all entries: both hashes, all links, batches, and what the ledger says of itself.
//!
//! The range is cut in parts that begin at multiples of 256. Each stored previous hash makes a
//! part checkable alone, so every core takes the next part that nobody has taken; the seams are
//! compared when all are done. Entries pass by in blocks: what stays is a few hashes per part.
//!
//! Not here: what an event means beyond the ledger's own (its keys and checkpoints).

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jejak_events::{ChainHash, Event, Head, Kind, LeafHash, RawEntry, Timestamp};

use super::report::{Name, Problem, Problems};
use super::subtrees::{Gathered, LEAVES, Subtrees};
use super::{Progress, Step};
use crate::ledger::batches::{Place, wrong_after};
use crate::proof::hash::TreeHash;
use crate::proof::tree::Frontier;
use crate::said::{Said, said};
use crate::store::{Block, EventStore, ReadError};

/// Entries of the longest part: short enough that no core waits long for the last one.
const LONGEST_PART: u64 = 65_536;

/// Parts per thread that a small ledger is cut in.
const PARTS_PER_THREAD: u64 = 4;

/// Broken links kept per part: enough to tell which entry was altered.
const LINKS_KEPT: usize = 64;

/// What the whole pass found.
#[derive(Debug, Default)]
pub(super) struct Pass {
    /// Entries that were read.
    pub read: u64,
    /// Entry from which on not all could be read.
    pub unreadable: Option<u64>,
    /// Head, recomputed; nothing when the last entry could not be read.
    pub head: Option<Head>,
    /// Root over all entries; nothing when not all could be read.
    pub root: Option<TreeHash>,
    pub subtrees: Subtrees,
    /// Links and entries that are wrong.
    pub links: Vec<Broken>,
    pub problems: Problems,
    pub batches: Problems,
    /// Where the last entry stands in its batch.
    pub last: Option<Place>,
    /// What the ledger says of itself: creation, keys, checkpoints.
    pub own: Vec<(u64, Event)>,
    pub took: Duration,
}

/// A link that does not hold: entry `seq` carries another hash than the entry before it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    pub seq: u64,
    pub expected: ChainHash,
    pub found: ChainHash,
}

/// What the entry after this one is compared with.
#[derive(Debug, Clone, Copy)]
struct Seam {
    hash: ChainHash,
    at: Timestamp,
    /// Nothing when it could not be read: what follows is then taken as it comes.
    place: Option<Place>,
}

/// What an entry states about the one before it.
#[derive(Debug, Clone, Copy)]
struct Stated {
    seq: u64,
    prev: ChainHash,
    at: Timestamp,
    place: Option<Place>,
}

/// One part, while and after it is read.
struct Part {
    range: Range<u64>,
    next: u64,
    gathered: Gathered,
    /// First entry, compared with the part before when both are done.
    first: Option<Stated>,
    seam: Option<Seam>,
    found: Findings,
}

#[derive(Default)]
struct Findings {
    links: Vec<Broken>,
    problems: Problems,
    batches: Problems,
    own: Vec<(u64, Event)>,
    unreadable: Option<u64>,
}

/// Reads entries `0..size` on so many threads.
pub(super) fn run(
    store: &dyn EventStore,
    size: u64,
    threads: usize,
    progress: Progress<'_>,
) -> Pass {
    let workers = u64::try_from(threads).unwrap_or(1).max(1);
    let fair = size / workers.saturating_mul(PARTS_PER_THREAD).max(1);
    let length = fair.clamp(LEAVES, LONGEST_PART).next_multiple_of(LEAVES);
    run_parts(store, size, threads, length, progress)
}

/// The same with parts of a length, which is a multiple of [`LEAVES`].
pub(super) fn run_parts(
    store: &dyn EventStore,
    size: u64,
    threads: usize,
    length: u64,
    progress: Progress<'_>,
) -> Pass {
    let started = Instant::now();
    let count = size.div_ceil(length);
    let (taken, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let finished = Mutex::new(Vec::new());
    let work = || {
        loop {
            let index = taken.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let begin = index * length;
            let mut part = Part::of(begin..size.min(begin + length));
            part.read(store, &mut |more| {
                let done = done.fetch_add(more, Ordering::Relaxed) + more;
                progress(Step { name: Name::Integrity, done, of: size });
            });
            // A panic elsewhere leaves a whole list of parts behind; the missing one is noticed.
            finished.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(part);
        }
    };
    std::thread::scope(|scope| {
        let spawned: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
        work();
        for thread in spawned {
            // A part that a panic has lost is reported as one that was not read.
            let _ = thread.join();
        }
    });
    let mut parts = finished.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    parts.sort_by_key(|part| part.range.start);
    let mut pass = join(parts, size);
    pass.took = started.elapsed();
    pass
}

impl Part {
    fn of(range: Range<u64>) -> Part {
        Part {
            next: range.start,
            gathered: Gathered::starting_at(range.start),
            first: None,
            // Entry 0 follows nothing: a hash of zeros, no time, no batch.
            seam: None,
            found: Findings::default(),
            range,
        }
    }

    fn read(&mut self, store: &dyn EventStore, progress: &mut dyn FnMut(u64)) {
        let outcome = store.read(self.range.clone(), &mut |block: &Block| {
            let before = self.next;
            let whole = block.iter().all(|(seq, entry)| self.take(seq, entry));
            progress(self.next - before);
            whole
        });
        let missing = || Problem {
            seq: Some(self.next),
            rule: None,
            what: said!(
                "expected entries up to {}, the store gave them up to here only",
                "seharusnya ada entri sampai {}, penyimpanan hanya memberi sampai di sini",
                self.range.end
            ),
        };
        let problem = match outcome {
            Ok(()) if self.next == self.range.end => return,
            Ok(()) => missing(),
            Err(error) => of_store(error, self.next),
        };
        self.found.unreadable = Some(self.next);
        self.found.problems.push(problem);
    }

    /// Takes the next entry; `false` when the store gave another one.
    fn take(&mut self, seq: u64, entry: &[u8]) -> bool {
        if seq != self.next || seq >= self.range.end {
            return false;
        }
        self.next += 1;
        let raw = RawEntry::parse(entry);
        let stated = match &raw {
            Ok(raw) => {
                self.check(seq, raw);
                let place = Place::of(raw);
                Stated { seq, prev: raw.prev, at: raw.recorded_at, place }
            }
            Err(error) => {
                let what = said!("it is no entry: {error}", "ini bukan entri: {error}");
                self.found.problems.add(seq, what);
                let prev = crate::store::entry::prev_hash(entry).unwrap_or_default();
                let at = self.seam.map_or(Timestamp::MIN, |seam| seam.at);
                Stated { seq, prev, at, place: None }
            }
        };
        match &self.seam {
            Some(seam) => compare(seam, &stated, &mut self.found),
            None => self.first = Some(stated),
        }
        let hash = ChainHash::of(entry);
        self.gathered.append(LeafHash::of(entry));
        self.seam = Some(Seam { hash, at: stated.at, place: stated.place });
        true
    }

    fn check(&mut self, seq: u64, raw: &RawEntry<'_>) {
        if raw.seq != seq {
            let what = said!(
                "expected sequence number {seq}, it carries {}",
                "nomor urut seharusnya {seq}, yang dibawanya {}",
                raw.seq
            );
            self.found.problems.add(seq, what);
        }
        let own = [
            Kind::LedgerCreated,
            Kind::CheckpointIssued,
            Kind::CheckpointKeyAdded,
            Kind::SecondLedgerHead,
            Kind::LedgerContinued,
        ];
        if own.iter().any(|kind| kind.number() == raw.kind) {
            // One that does not decode is a matter of lawfulness.
            self.found.own.extend(raw.event().ok().map(|event| (seq, event)));
        }
    }
}

/// A failure to read, as a problem of the entry that it names.
pub(super) fn of_store(error: ReadError, next: u64) -> Problem {
    let (seq, what) = match error {
        ReadError::Corrupt { seq, what } => (seq, what),
        error @ ReadError::Io(_) => (next, error.to_string()),
    };
    Problem {
        seq: Some(seq),
        rule: None,
        what: said!("it cannot be read: {what}", "tidak terbaca: {what}"),
    }
}

fn compare(seam: &Seam, stated: &Stated, found: &mut Findings) {
    let seq = stated.seq;
    if stated.prev != seam.hash && found.links.len() < LINKS_KEPT {
        found.links.push(Broken { seq, expected: seam.hash, found: stated.prev });
    }
    if stated.at < seam.at {
        let what = said!(
            "recorded at {}, before the entry before it ({})",
            "dicatat pada {}, sebelum entri yang mendahuluinya ({})",
            stated.at,
            seam.at
        );
        found.problems.add(seq, what);
    }
    match (&seam.place, &stated.place) {
        (Some(last), Some(place)) => {
            if let Some(what) = wrong_after(Some(last), place) {
                found.batches.add(seq, what);
            }
        }
        (_, None) => found.batches.add(seq, no_place()),
        (None, Some(_)) => {}
    }
}

fn no_place() -> Said {
    said!("its place in its batch cannot be read", "tempatnya dalam kelompok tidak terbaca")
}

/// Compares the first entry of the ledger with nothing before it.
fn compare_start(stated: &Stated, found: &mut Findings) {
    if stated.prev != ChainHash::ZERO {
        found.links.push(Broken { seq: 0, expected: ChainHash::ZERO, found: stated.prev });
    }
    match &stated.place {
        Some(place) => {
            if let Some(what) = wrong_after(None, place) {
                found.batches.add(0, what);
            }
        }
        None => found.batches.add(0, no_place()),
    }
}

/// Puts the parts together, in order.
fn join(parts: Vec<Part>, size: u64) -> Pass {
    let mut pass = Pass::default();
    let mut tree = Some(Frontier::new());
    let (mut smallest, mut seam, mut next) = (Vec::new(), None::<Seam>, 0);
    for part in parts {
        let mut at_seam = Findings::default();
        if part.range.start != next {
            lost(&mut pass, next);
            (tree, seam) = (None, None);
        }
        match (&part.first, &seam) {
            (Some(first), None) if first.seq == 0 => compare_start(first, &mut at_seam),
            (Some(first), Some(seam)) => compare(seam, first, &mut at_seam),
            _ => {}
        }
        pass.take(at_seam);
        pass.read += part.next - part.range.start;
        if let Some(whole) = &mut tree {
            smallest.extend(part.gathered.subtrees);
            // Parts follow each other as they were cut; one that does not has no root.
            if whole.join(&part.gathered.range).is_err() {
                tree = None;
            }
        }
        let readable = part.found.unreadable.is_none();
        seam = part.seam.filter(|_| readable);
        if !readable {
            tree = None;
        }
        pass.take(part.found);
        next = part.range.end;
    }
    if next != size {
        lost(&mut pass, next);
        (tree, seam) = (None, None);
    }
    pass.head = match seam {
        Some(seam) => Some(Head { size, hash: seam.hash }),
        None if size == 0 => Some(Head::EMPTY),
        None => None,
    };
    pass.last = seam.and_then(|seam| seam.place);
    pass.root = tree.map(|tree| tree.root());
    pass.subtrees = Subtrees::over(smallest);
    pass
}

fn lost(pass: &mut Pass, seq: u64) {
    pass.unreadable = Some(pass.unreadable.map_or(seq, |known| known.min(seq)));
    let what = said!(
        "the check of this part stopped with an error of the program itself",
        "pemeriksaan bagian ini berhenti karena kesalahan program sendiri"
    );
    pass.problems.add(seq, what);
}

impl Pass {
    fn take(&mut self, found: Findings) {
        self.links.extend(found.links);
        self.problems.absorb(found.problems);
        self.batches.absorb(found.batches);
        self.own.extend(found.own);
        if let Some(seq) = found.unreadable {
            self.unreadable = Some(self.unreadable.map_or(seq, |known| known.min(seq)));
        }
    }
}
