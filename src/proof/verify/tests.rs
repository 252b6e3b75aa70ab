//! Verdicts on a sound ledger, on every damaged byte, and on forged histories.

mod folder;
mod speed;

use std::ops::Range;

use jejak_events::{ChainHash, LeafHash};
use proptest::prelude::*;

use super::*;
use crate::proof::checkpoint::{self, Checkpoint};
use crate::proof::hash::root_of;
use crate::proof::tamper::{self, Attack, forge};
use crate::proof::{Frontier, Signer, fixture};
use crate::store::memory::MemoryDisk;
use crate::store::{AppendError, Block, Compaction, Frames, Promises};

fn quiet(_: Step) {}

fn one_thread() -> Options {
    Options { threads: Some(1), ..Options::default() }
}

/// A store that gives out what it was given, unchecked.
struct Plain {
    entries: Vec<Vec<u8>>,
    mark: Head,
}

impl Plain {
    /// With the mark of these very entries.
    fn of(entries: Vec<Vec<u8>>) -> Plain {
        let mark = head_of(&entries);
        Plain { entries, mark }
    }
}

fn head_of(entries: &[Vec<u8>]) -> Head {
    let hash = entries.last().map_or(ChainHash::ZERO, |entry| ChainHash::of(entry));
    Head { size: entries.len() as u64, hash }
}

impl EventStore for Plain {
    fn head(&self) -> Head {
        head_of(&self.entries)
    }
    fn high_water(&self) -> Head {
        self.mark
    }
    fn read(
        &self,
        range: Range<u64>,
        visit: &mut dyn FnMut(&Block) -> bool,
    ) -> Result<(), ReadError> {
        let at = |seq: u64| usize::try_from(seq).unwrap_or(usize::MAX).min(self.entries.len());
        for first in (range.start..range.end).step_by(7) {
            let mut block = Block::starting_at(first);
            let part = at(first)..at(range.end.min(first + 7));
            self.entries[part].iter().for_each(|entry| block.push(entry));
            if block.is_empty() || !visit(&block) {
                break;
            }
        }
        Ok(())
    }
    fn append(&self, _: Head, _: &Block) -> Result<(), AppendError> {
        Err(AppendError::Refused("plain".to_owned()))
    }
    fn truncate_tail(&self, _: u64) -> Result<(), AppendError> {
        Err(AppendError::Refused("plain".to_owned()))
    }
    fn compact(&self) -> Result<Compaction, AppendError> {
        Err(AppendError::Refused("plain".to_owned()))
    }
    fn tidy(&self) -> Result<Compaction, AppendError> {
        Ok(Compaction::default())
    }
    fn frames(&self) -> Result<Frames, ReadError> {
        Ok(Frames::default())
    }
    fn promises(&self) -> Promises {
        Promises { process_kill: false, power_cut: false, node_loss: false, largest_batch: 0 }
    }
    fn disk_bytes(&self) -> u64 {
        0
    }
    fn close(&self) -> Result<(), AppendError> {
        Ok(())
    }
}

/// Entries of the small ledger.
fn small() -> Vec<Vec<u8>> {
    let (_disk, writing) = fixture::small();
    fixture::entries(writing.ledger().store())
}

/// A checkpoint over the first `size` of these entries, in somebody else's hands.
fn note(entries: &[Vec<u8>], size: usize, signer: &Signer) -> Against {
    let tree: Frontier = entries[..size].iter().map(|entry| LeafHash::of(entry)).collect();
    let origin = signer.verifier_key().name().to_owned();
    let checkpoint = Checkpoint { origin, size: tree.size(), root: tree.root() };
    let note = checkpoint::sign(&checkpoint, signer).expect("signs").to_string();
    Against { name: "held-outside.txt".to_owned(), note: note.into_bytes() }
}

fn against(entries: &[Vec<u8>]) -> Options {
    let note = note(entries, entries.len(), &fixture::signer());
    Options { against: vec![note], ..one_thread() }
}

/// One letter per verdict: `+` well, `-` failed, `0` not given; and the first problem's event.
fn told(report: &Report) -> String {
    let letter = |verdict: &Verdict| match verdict.ok {
        Some(true) => "+".to_owned(),
        None => "0".to_owned(),
        Some(false) => {
            let seq = verdict.problems.first().and_then(|problem| problem.seq);
            seq.map_or("-".to_owned(), |seq| format!("-{seq}"))
        }
    };
    let letters: Vec<String> = report.verdicts.iter().map(letter).collect();
    letters.join(" ")
}

#[test]
fn a_sound_ledger_passes_every_verdict() {
    let (_disk, writing) = fixture::small();
    let ledger = writing.ledger();
    let options = against(&fixture::entries(ledger.store()));
    let report = verify(&Target::ledger(ledger, None), &options, &quiet);
    assert_eq!(told(&report), "+ + + + +", "{report:?}");
    assert!(report.ok);
    assert_eq!((report.size, report.chain_head), (49, Some(ledger.head().hash)));
    assert_eq!(report.tree_root, Some(ledger.read(|folded| folded.tree.root())));
    assert_eq!(report.state_root, Some(ledger.read(|folded| folded.reading.state.root())));
    assert_eq!(report.verdict(Name::Checkpoints).map(|verdict| verdict.checked), Some(3));
    let json = serde_json::to_value(&report).expect("serialises");
    assert_eq!(json["tree_root"], ledger.read(|folded| folded.tree.root().to_string()));
    assert_eq!(json["verdicts"][0]["name"], "integrity");
}

#[test]
fn an_empty_ledger_is_sound_and_has_nothing_to_compare() {
    let store = Plain::of(Vec::new());
    let report = verify(&Target::store(&store), &one_thread(), &quiet);
    assert_eq!(told(&report), "+ + 0 + 0");
    assert!(report.ok);
    assert_eq!(report.tree_root, Some(TreeHash::EMPTY));
}

/// Damages one byte at a time, all of one bit's place per byte; none may be accepted, and the
/// entry that was damaged is named.
#[test]
fn no_damaged_byte_is_accepted() {
    let sound = small();
    let mut store = Plain::of(sound.clone());
    let last = sound.len() - 1;
    let mut tried = 0;
    for (seq, entry) in sound.iter().enumerate() {
        for (at, byte) in entry.iter().enumerate() {
            store.entries[seq][at] ^= 1 << (at % 8);
            let report = verify(&Target::store(&store), &one_thread(), &quiet);
            assert!(!report.ok, "byte {at} of entry {seq}");
            let (integrity, completeness) = (&report.verdicts[0], &report.verdicts[1]);
            let noticed = if integrity.failed() { integrity } else { completeness };
            assert!(integrity.failed() || seq == last, "byte {at} of entry {seq}");
            let first = noticed.problems.first().and_then(|problem| problem.seq);
            assert_eq!(first, Some(seq as u64), "byte {at}: {:?}", noticed.problems);
            store.entries[seq][at] = *byte;
            tried += 1;
        }
    }
    assert!(tried > 6_000, "{tried} bytes");
    assert!(verify(&Target::store(&store), &one_thread(), &quiet).ok);
}

#[test]
fn no_damaged_bit_of_one_entry_is_accepted() {
    let sound = small();
    let mut store = Plain::of(sound.clone());
    for bit in 0..8 * sound[44].len() {
        store.entries[44][bit / 8] ^= 1 << (bit % 8);
        let report = verify(&Target::store(&store), &one_thread(), &quiet);
        let first = report.verdicts[0].problems.first().and_then(|problem| problem.seq);
        assert_eq!((report.ok, first), (false, Some(44)), "bit {bit}");
        store.entries[44][bit / 8] = sound[44][bit / 8];
    }
}

/// Damage below the entries: in the frames of the store, which is opened as it is found.
#[test]
fn no_damaged_byte_of_a_frame_is_accepted() {
    let (disk, writing) = fixture::small();
    drop(writing);
    let sound = disk.image();
    for index in 0..disk.frames() {
        for byte in 0..disk.frame(index).len() {
            disk.flip_bit(index, 8 * byte + byte % 8);
            let (store, wrong) = disk.open_as_found().expect("opens");
            let target = Target::store(&*store).with_problems(&wrong);
            let report = verify(&target, &one_thread(), &quiet);
            assert!(report.verdicts[0].failed(), "byte {byte} of frame {index}: {report:?}");
            assert!(report.verdicts[3].ok.is_none() && report.verdicts[4].ok.is_none());
            disk.restore(&sound);
        }
    }
}

#[test]
fn lost_entries_are_missed() {
    let (disk, writing) = fixture::small();
    drop(writing);
    let sound = disk.image();
    for size in 0..49 {
        disk.shorten(size);
        let (store, wrong) = disk.open_as_found().expect("opens");
        let report = verify(&Target::store(&*store).with_problems(&wrong), &one_thread(), &quiet);
        assert_eq!((report.size, report.ok), (size, false));
        assert!(report.verdicts[1].failed(), "{size}: {report:?}");
        disk.restore(&sound);
    }
    for index in 0..disk.frames() {
        disk.lose_frame(index);
        let (store, _) = disk.open_as_found().expect("opens");
        let report = verify(&Target::store(&*store), &one_thread(), &quiet);
        assert!(!report.ok, "frame {index}");
        disk.restore(&sound);
    }
    disk.fail_reads(true);
    assert!(disk.open_as_found().is_err());
}

#[test]
fn an_unfinished_batch_beyond_the_mark_is_told_but_is_no_loss() {
    let mut store = Plain::of(small());
    // Entries 43 to 47 are one batch of five; 48 follows.
    store.entries.truncate(46);
    let report = verify(&Target::store(&store), &one_thread(), &quiet);
    assert_eq!(told(&report), "+ -45 + + 0", "acknowledged entries are missing");
    store.mark = head_of(&store.entries[..43]);
    let report = verify(&Target::store(&store), &one_thread(), &quiet);
    assert_eq!(told(&report), "+ + + + 0");
    assert!(report.verdicts[1].notes[0].contains("not whole"), "{report:?}");
    store.mark = head_of(&store.entries[..45]);
    let report = verify(&Target::store(&store), &one_thread(), &quiet);
    assert_eq!(told(&report), "+ -45 + + 0", "a part of it was acknowledged");
    store.mark = Head { hash: ChainHash([1; 32]), ..head_of(&store.entries[..43]) };
    let report = verify(&Target::store(&store), &one_thread(), &quiet);
    assert_eq!(told(&report), "+ -42 + + 0", "another history was acknowledged");
}

/// What each attack leaves to find: without, and with, a checkpoint held outside.
#[test]
fn every_attack_is_caught_by_the_verdict_that_can() {
    let table = [
        // Only the chain notices; the recorded checkpoint over it, too.
        ("flip-in-entry", "-43 + -36 0 0", "-43 + -0 0 0"),
        // The attack is on files; its entries are sound.
        ("flip-on-disk", "+ + + + 0", "+ + + + 0"),
        // Everything was recomputed: only a checkpoint that could not be rewritten tells.
        ("change-payment", "+ + + + 0", "+ + -0 + 0"),
        ("cut-tail", "+ + + + 0", "+ + -48 + 0"),
        ("drop", "+ -43 + + 0", "+ -43 -48 + 0"),
        ("swap", "+ -43 + + 0", "+ -43 -0 + 0"),
        ("insert", "+ + + -42 0", "+ + -0 -42 0"),
        ("reencode", "+ + + -43 0", "+ + -0 -43 0"),
    ];
    let sound = small();
    let held_outside = against(&sound);
    for (attack, (name, alone, with_checkpoint)) in Attack::ALL.into_iter().zip(table) {
        let forged = forge(sound.clone(), attack).expect("possible");
        let disk = MemoryDisk::new();
        let store = disk.open().expect("opens");
        tamper::write(&*store, &forged).expect("writes");
        assert_eq!(attack.name(), name);
        let report = verify(&Target::store(&*store), &one_thread(), &quiet);
        assert_eq!(told(&report), alone, "{name}: {report:?}");
        let report = verify(&Target::store(&*store), &held_outside, &quiet);
        assert_eq!(told(&report), with_checkpoint, "{name}: {report:?}");
        assert_eq!(report.ok, name == "flip-on-disk");
    }
}

#[test]
fn an_early_change_is_narrowed_down_by_checkpoints_held_outside_only() {
    let sound = small();
    let forged = forge(sound.clone(), Attack::Reencode { seq: Some(30) }).expect("possible");
    let store = Plain::of(forged.entries);
    let notes = [20, 30, 31, 49].map(|size| note(&sound, size, &fixture::signer()));
    let options = Options { against: notes.to_vec(), ..one_thread() };
    let report = verify(&Target::store(&store), &options, &quiet);
    let checkpoints = &report.verdicts[2];
    assert_eq!(checkpoints.problem_count, 2, "{checkpoints:?}");
    assert_eq!(checkpoints.problems[0].seq, Some(30));
    assert!(checkpoints.problems[0].what.contains("events 30 to 30 was changed"));
}

#[test]
fn notes_that_are_not_of_this_ledger_fail_clearly() {
    let sound = small();
    let other = Signer::from_seed("other.example/ledger", &[9; 32]).expect("a good name");
    let forger = Signer::from_seed(fixture::ORIGIN, &[9; 32]).expect("a good name");
    let store = Plain::of(sound.clone());
    let found = |note: Against, keys: &[&Signer]| {
        let keys = keys.iter().map(|key| key.verifier_key().clone()).collect();
        let options = Options { against: vec![note], keys, ..one_thread() };
        let report = verify(&Target::store(&store), &options, &quiet);
        assert!(report.verdicts[2].failed(), "{report:?}");
        report.verdicts[2].problems[0].what.to_string()
    };
    let of_other = found(note(&sound, 49, &other), &[&other]);
    assert!(of_other.contains("of the ledger other.example/ledger, not of"), "{of_other}");
    let unknown = found(note(&sound, 49, &other), &[]);
    assert!(unknown.contains("none of which is a known key"), "{unknown}");
    let forged = found(note(&sound, 49, &forger), &[]);
    assert!(forged.contains("none of which is a known key"), "{forged}");
    let not_trusted = found(note(&sound, 49, &fixture::signer()), &[&forger]);
    assert!(not_trusted.contains("none of which is a known key"), "{not_trusted}");
    let garbage = Against { name: "x".to_owned(), note: b"no note".to_vec() };
    assert!(found(garbage, &[]).contains("no signatures"));
}

#[test]
fn one_verdict_alone_still_tells_of_broken_hashes() {
    let mut store = Plain::of(small());
    for name in Name::ALL {
        let options = Options { only: Some(name), ..one_thread() };
        let report = verify(&Target::store(&store), &options, &quiet);
        let given: Vec<Name> =
            report.verdicts.iter().filter(|v| v.ok.is_some()).map(|v| v.name).collect();
        let expected = if name == Name::Rebuilt { vec![] } else { vec![name] };
        assert_eq!(given, expected);
    }
    store.entries[20][100] ^= 1;
    let options = Options { only: Some(Name::Lawfulness), ..one_thread() };
    let report = verify(&Target::store(&store), &options, &quiet);
    assert_eq!((told(&report).as_str(), report.ok), ("-20 0 0 0 0", false));
}

#[test]
fn a_live_state_that_drifted_is_noticed() {
    let sound = small();
    let store = Plain::of(sound);
    let folder = tempfile::tempdir().expect("a folder");
    let mut folded = crate::ledger::Folded::default();
    let options = crate::ledger::replay::Options::LIVE;
    folded.replay(&store, 0..40, options, &mut |_| {}).expect("folds");
    let live = || Live::Snapshots(folder.path().to_owned());
    let told_of = |live| {
        let report = verify(&Target { live, ..Target::store(&store) }, &one_thread(), &quiet);
        (told(&report), report.verdicts[4].clone())
    };
    crate::ledger::snapshot::write(folder.path(), &folded).expect("writes");
    assert_eq!(told_of(live()).0, "+ + + + +", "a snapshot and the entries after it");
    folded.reading.flag(39, "PAY-99");
    crate::ledger::snapshot::write(folder.path(), &folded).expect("writes");
    let (found, verdict) = told_of(live());
    assert_eq!(found, "+ + + + -");
    assert!(verdict.problems[0].what.starts_with("flags: "), "{verdict:?}");
    folded.reading.state = jejak_projections::State::default();
    crate::ledger::snapshot::write(folder.path(), &folded).expect("writes");
    assert!(told_of(live()).1.problems[0].what.starts_with("the state root "));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However the range is cut, and by however many threads, nothing changes.
    #[test]
    fn any_partition_gives_the_same(
        size in 0u64..2_000,
        quarters in 1u64..6,
        threads in 1usize..4,
        damaged in prop::option::of(0u64..2_000),
    ) {
        let mut block = crate::store::testing::block(Head::EMPTY, size);
        let mut entries: Vec<Vec<u8>> = block.iter().map(|(_, entry)| entry.to_vec()).collect();
        if let Some(entry) = damaged.and_then(|seq| entries.get_mut(usize::try_from(seq).ok()?)) {
            entry[200] ^= 1;
        }
        block.truncate(0);
        let store = Plain { mark: head_of(&entries), entries };
        let whole = pass::run_parts(&store, size, 1, 1 << 20, &quiet);
        let cut = pass::run_parts(&store, size, threads, quarters * 256, &quiet);
        let leaves: Vec<LeafHash> = store.entries.iter().map(|e| LeafHash::of(e)).collect();
        prop_assert_eq!(cut.root, Some(root_of(&leaves)));
        prop_assert_eq!(cut.head, Some(head_of(&store.entries)));
        prop_assert_eq!((cut.root, cut.head, cut.read), (whole.root, whole.head, whole.read));
        prop_assert_eq!(&cut.links, &whole.links);
        for at in [0, 1, 255, 256, 257, size / 2, size].into_iter().filter(|at| *at <= size) {
            let expected = root_of(&leaves[..usize::try_from(at)?]);
            prop_assert_eq!(checkpoints::root_at(&store, &cut.subtrees, at), Some(expected));
        }
    }
}
