//! Many commits of one event: their small frames are merged while the ledger goes on.

use std::time::{Duration, Instant};

use super::*;
use crate::proof::verify::{self, Step, Target};

const COMMITS: usize = 3_000;

fn single(ledger: &Ledger, commits: usize) {
    for _ in 0..commits {
        ledger.propose(Request::new(actor(), vec![holiday()])).unwrap();
    }
}

fn verified(ledger: &Ledger) {
    let report =
        verify::verify(&Target::ledger(ledger, None), &verify::Options::default(), &|_: Step| {});
    assert!(report.ok, "{report:?}");
    assert_eq!(report.tree_root, Some(ledger.read(|folded| folded.tree.root())));
}

#[test]
fn small_frames_are_merged_while_the_ledger_goes_on() {
    let world = World::new();
    let ledger = world.founded();
    single(&ledger, COMMITS);
    let until = Instant::now() + Duration::from_mins(1);
    while world.disk.frames() > COMMITS / 2 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
        single(&ledger, 1);
    }
    assert!(world.disk.frames() <= COMMITS / 2, "{} frames", world.disk.frames());
    let size = ledger.head().size;
    let person = Tag::Person([3; 16]);
    let trail = ledger.read(|folded| folded.reading.trail(&person));
    assert_eq!(trail, (0..size).collect::<Vec<u64>>());
    assert_eq!(ledger.event(1_234).unwrap().unwrap().seq, 1_234);
    verified(&ledger);
    let (head, root) = (ledger.head(), ledger.read(|folded| folded.reading.state.root()));
    drop(ledger);
    let reopened = world.open();
    assert_eq!((reopened.head(), reopened.read(|f| f.reading.state.root())), (head, root));
}

#[test]
fn closing_merges_what_many_short_runs_left() {
    let world = World::new();
    drop(world.founded());
    for _ in 0..12 {
        let ledger = world.open();
        single(&ledger, 100);
        ledger.close().unwrap();
    }
    assert!(world.disk.frames() < 500, "{} frames", world.disk.frames());
    let ledger = world.open();
    assert_eq!(ledger.head().size, 1_202);
    verified(&ledger);
}
