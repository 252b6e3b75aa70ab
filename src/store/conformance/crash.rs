//! Properties of a store whose process died, or whose bytes were lost or changed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jejak_events::Head;

use super::super::testing::{block, block_sized};
use super::{AppendError, Block, Harness, Part, grow, read_all};

pub fn kill_and_restart(h: &mut dyn Harness) {
    let mut store = h.opened();
    let mut all = Block::starting_at(0);
    for lengths in [&[1][..], &[300, 2], &[1, 600, 2], &[1], &[1], &[2, 249], &[1, 1, 1]] {
        all = grow(&*store, lengths);
        store = h.crash(store);
        assert_eq!(Some(store.head()), all.head());
        assert_eq!(store.high_water(), store.head());
        assert!(read_all(&*store, 0).unwrap() == all);
    }
    store.close().unwrap();
    drop(store);
    assert!(read_all(&*h.opened(), 0).unwrap() == all);
}

/// The process died between the engine's write and the answer: stored or not, appending the same
/// block again is right, and appending another one is a conflict only if the first was stored.
pub fn unknown_outcome(h: &mut dyn Harness) {
    for stored in [false, true] {
        let store = h.opened();
        grow(&*store, &[20]);
        let (head, before) = (store.head(), h.image());
        let next = block(head, 700);
        store.append(head, &next).unwrap();
        drop(store);
        h.restore(before, if stored { Part::Mark } else { Part::All });
        let store = h.opened();
        assert_eq!(store.high_water(), head);
        assert_eq!(store.head() == head, !stored);
        store.append(head, &next).unwrap();
        assert_eq!(Some(store.head()), next.head());
        let other = store.append(head, &block_sized(head, 700, 1, |_| 90));
        assert!(matches!(other, Err(AppendError::Conflict { .. })), "{other:?}");
    }
}

pub fn a_shortened_store_is_refused(h: &mut dyn Harness) {
    let store = h.opened();
    grow(&*store, &[300, 1, 1]);
    let before = h.image();
    grow(&*store, &[1]);
    store.close().unwrap();
    drop(store);
    h.restore(before, Part::Store);
    let refused = h.open().err().expect("a store shorter than its mark is refused");
    assert!(refused.contains("expected 303 entries"), "{refused}");
    assert!(refused.contains("found 302"), "{refused}");
    h.restore(before, Part::All);
    assert_eq!(h.opened().head().size, 302);
}

pub fn an_emptied_store_is_refused(h: &mut dyn Harness) {
    let store = h.opened();
    grow(&*store, &[3]);
    store.close().unwrap();
    drop(store);
    h.lose_store();
    let refused = h.open().err().expect("an emptied store is refused");
    assert!(refused.contains("restore"), "{refused}");
}

pub fn another_history_is_refused(h: &mut dyn Harness) {
    let store = h.opened();
    let empty = h.image();
    store.append(Head::EMPTY, &block_sized(Head::EMPTY, 30, 1, |_| 100)).unwrap();
    store.close().unwrap();
    drop(store);
    let ours = h.image();
    h.restore(empty, Part::All);
    let store = h.opened();
    store.append(Head::EMPTY, &block_sized(Head::EMPTY, 40, 2, |_| 100)).unwrap();
    store.close().unwrap();
    drop(store);
    h.restore(ours, Part::Mark);
    let refused = h.open().err().expect("another history is refused");
    assert!(refused.contains("not the store that the ledger was written to"), "{refused}");
}

pub fn the_tail_beyond_the_mark_can_be_cut(h: &mut dyn Harness) {
    let store = h.opened();
    grow(&*store, &[300, 1, 1, 1]);
    let before = h.image();
    let all = grow(&*store, &[1, 1, 1, 600, 5]);
    drop(store);
    let after = h.image();
    for size in [303, 304, 305, 306, 307, 400, 555, 556, 557, 905, 906, 910, 911] {
        h.restore(after, Part::All);
        h.restore(before, Part::Mark);
        let mut store = h.opened();
        assert_eq!((store.high_water().size, store.head().size), (303, 911));
        assert!(matches!(store.truncate_tail(302), Err(AppendError::Refused(_))));
        assert!(matches!(store.truncate_tail(912), Err(AppendError::Refused(_))));
        assert_eq!(store.head().size, 911);
        store.truncate_tail(size).unwrap();
        let mut expected = all.clone();
        expected.keep(0..size);
        for crashed in [true, false] {
            assert_eq!(Some(store.head()), expected.head());
            assert_eq!(store.high_water(), store.head());
            assert!(read_all(&*store, 0).unwrap() == expected, "cut at {size}");
            let below = store.truncate_tail(size - 1);
            assert!(matches!(below, Err(AppendError::Refused(_))), "{below:?}");
            if crashed {
                store = h.crash(store);
            }
        }
        assert_eq!(grow(&*store, &[4, 300]).next_seq(), size + 304);
    }
}

/// The states that a kill may leave between the steps of a compaction: before it, after each of
/// its atomic changes, after it. Each step is one atomic change, so these are all states.
pub fn an_interrupted_compaction_loses_nothing(h: &mut dyn Harness) {
    let mut store = h.opened();
    for _ in 0..3 {
        let all = grow(&*store, &[1; 270]);
        let before = h.image();
        store.compact().unwrap();
        let after = h.image();
        drop(store);
        for image in [before, after, before] {
            h.restore(image, Part::All);
            let store = h.opened();
            assert!(read_all(&*store, 0).unwrap() == all);
            store.compact().unwrap();
            assert!(read_all(&*store, 0).unwrap() == all);
        }
        store = h.opened();
    }
}

/// Places that the suite tries; all of them are tried by `every_place`.
const SAMPLE: usize = 120;

pub fn damaged_bytes_are_refused_or_harmless(h: &mut dyn Harness) {
    try_damage(h, Some(SAMPLE));
}

pub fn try_damage(h: &mut dyn Harness, sample: Option<usize>) {
    let store = h.opened();
    let all = grow(&*store, &[1, 30, 1, 1, 7]);
    store.close().unwrap();
    drop(store);
    let good = h.image();
    let places = h.places();
    let step = sample.map_or(1, |sample| (places / sample).max(1));
    let (mut tried, mut refused) = (0, 0);
    for place in (0..places).step_by(step) {
        h.restore(good, Part::All);
        h.damage(place);
        tried += 1;
        let before = h.fingerprint();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let Ok(store) = h.open() else {
                assert!(h.fingerprint() == before, "place {place}: a refused store was changed");
                return None;
            };
            read_all(&*store, 0).ok()
        }));
        let Ok(outcome) = outcome else { panic!("place {place} of {places} made it panic") };
        match outcome {
            Some(found) => assert!(found == all, "place {place} was accepted, but differs"),
            None => refused += 1,
        }
    }
    println!("{refused} of {tried} places (of {places}) were refused");
    h.restore(good, Part::All);
    assert!(read_all(&*h.opened(), 0).unwrap() == all);
    assert!(refused > 0, "the damage must have been somewhere");
}

#[test]
#[ignore = "takes minutes: every place instead of a sample"]
fn every_place() {
    try_damage(&mut super::drivers::memory(), None);
    try_damage(&mut super::drivers::sled(), None);
    try_damage(&mut super::drivers::redb(), None);
}
