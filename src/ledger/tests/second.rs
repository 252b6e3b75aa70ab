//! The second ledger: what is recorded before it is told, what is not done where that fails, and how
//! the main ledger holds on to it.

use jejak_events::Event;
use jejak_events::ids::RecipientId;
use jejak_events::oversight::PersonRevealed;
use jejak_events::vocabulary::RevealedField;

use super::*;
use crate::ledger::second::{Seal, Second, SecondError};

/// A main ledger in memory with its second one.
struct Both {
    world: World,
    other: MemoryDisk,
}

impl Both {
    fn new() -> Both {
        let both = Both { world: World::new(), other: MemoryDisk::new() };
        drop(both.world.founded());
        both
    }

    fn open(&self) -> Ledger {
        self.open_beside(&self.other)
    }

    fn open_beside(&self, other: &MemoryDisk) -> Ledger {
        let (disk, clock) = (other.clone(), &self.world.clock);
        let second = Second::on(move || disk.open(), Arc::<ScriptedClock>::clone(clock));
        let clock = Arc::<ScriptedClock>::clone(clock);
        let setup = Setup { clock, accept_clock: true, ..Setup::plain() };
        Ledger::over_both(self.world.disk.open().unwrap(), second, setup).unwrap()
    }

    /// What the second ledger holds after a power cut.
    fn survived(&self) -> Vec<Event> {
        self.other.power_cut();
        let store = self.other.open().unwrap();
        let mut events = Vec::new();
        let read = store.read(0..u64::MAX, &mut |block| {
            let facts = block.iter().map(|(_, entry)| jejak_events::Recorded::parse(entry));
            events.extend(facts.map(|fact| fact.unwrap().event));
            true
        });
        read.unwrap();
        events
    }
}

fn reveal() -> Event {
    Event::from(PersonRevealed {
        account: 1,
        recipient: RecipientId([9; 16]),
        purpose: "VERIFIKASI".parse().unwrap(),
        case: "LHP 7/2026".parse().unwrap(),
        fields: vec![RevealedField::Nik],
    })
}

/// A draft that is refused: nothing there is recorded twice.
fn bad() -> Request {
    Request::new(actor(), vec![source("1.1"), source("1.1")])
}

#[test]
fn what_is_told_survived_before_it_is_told() {
    let both = Both::new();
    let ledger = both.open();
    assert_eq!(refused(ledger.propose(bad())), "REF-04");
    let told = both.survived();
    let [Event::LedgerCreated(created), Event::AccountOpened(_), Event::AttemptRefused(body)] =
        told.as_slice()
    else {
        panic!("{told:?}");
    };
    assert_eq!(created.origin.as_str(), "example/test/second");
    assert_eq!((body.account, body.rule.as_str(), body.draft), (1, "REF-04", 1));
    let both = Both::new();
    both.open().oversee(vec![reveal(), reveal()]).unwrap();
    assert_eq!(both.survived()[2..], [reveal(), reveal()]);
}

#[test]
fn a_trial_is_no_attempt_and_before_the_creation_there_is_nobody() {
    let both = Both { world: World::new(), other: MemoryDisk::new() };
    let ledger = both.open();
    assert_eq!(refused(ledger.propose(Request::new(actor(), vec![holiday()]))), "INT-01");
    ledger.oversee(vec![reveal()]).unwrap();
    drop(ledger);
    drop(both.world.founded());
    let ledger = both.open();
    assert_eq!(refused(ledger.propose(Request { dry_run: true, ..bad() })), "REF-04");
    assert!(both.survived().is_empty());
}

#[test]
fn what_cannot_be_recorded_is_not_done() {
    let both = Both::new();
    let ledger = both.open();
    ledger.oversee(vec![reveal()]).unwrap();
    both.other.set_free_space(0);
    let error = ledger.oversee(vec![reveal()]).unwrap_err();
    assert!(matches!(error, SecondError::Write(WriteError::DiskFull { .. })), "{error:?}");
    let size = ledger.head().size;
    let answer = ledger.propose(bad());
    let Err(WriteError::NotOverseen(why)) = &answer else { panic!("{answer:?}") };
    assert!(why.contains("the second ledger did not record it"), "{why}");
    assert_eq!(ledger.head().size, size);
    ledger.propose(Request::new(actor(), vec![holiday()])).unwrap();
    both.other.set_free_space(u64::MAX);
    assert_eq!(refused(ledger.propose(bad())), "REF-04", "there is room again");
    assert_eq!(both.survived().len(), 4);
}

#[test]
fn a_second_ledger_that_stopped_is_opened_again_by_the_next_act() {
    let both = Both::new();
    let ledger = both.open();
    ledger.oversee(vec![reveal()]).unwrap();
    both.other.fail_next_append(Fault::UnknownStored);
    assert!(ledger.oversee(vec![reveal()]).is_err(), "nobody knows whether it is stored");
    ledger.oversee(vec![reveal()]).unwrap();
    assert_eq!(both.survived().len(), 5, "it was stored, and shows nothing but that");
}

#[test]
fn its_head_is_recorded_daily_and_at_close() {
    let both = Both::new();
    let ledger = both.open();
    let seal = |seal| ledger.seal_second(actor(), seal).unwrap();
    assert!(!seal(Seal::Closing), "there is none yet");
    ledger.oversee(vec![reveal()]).unwrap();
    assert!(!seal(Seal::Daily), "its day is not over");
    both.world.clock.set(time("2026-07-01T05:00:00Z"));
    assert!(seal(Seal::Daily));
    assert!(!seal(Seal::Daily) && !seal(Seal::Closing), "once a day, unless it grew");
    ledger.oversee(vec![reveal()]).unwrap();
    assert!(!seal(Seal::Daily) && seal(Seal::Closing));
    both.world.clock.set(time("2026-07-02T05:00:00Z"));
    assert!(seal(Seal::Daily), "that nothing is new is told, too");
    let last = ledger.read(|folded| folded.reading.state.integrity.meta().second).unwrap();
    drop(ledger);
    let head = both.other.open().unwrap().head();
    assert_eq!((last.size, last.chain_hash.0), (head.size, head.hash.0));
}

#[test]
fn one_that_was_cut_or_replaced_is_not_written_to() {
    let both = Both::new();
    let ledger = both.open();
    ledger.oversee(vec![reveal()]).unwrap();
    drop(ledger);
    let shorter = both.other.image();
    let ledger = both.open();
    ledger.oversee(vec![reveal()]).unwrap();
    assert!(ledger.seal_second(actor(), Seal::Closing).unwrap());
    drop(ledger);
    // Another of the same length.
    let another = Both::new();
    let ledger = another.open();
    ledger.oversee(vec![reveal(), reveal()]).unwrap();
    drop(ledger);
    let cut = MemoryDisk::new();
    cut.restore(&shorter);
    for (disk, size) in [(&cut, 3), (&another.other, 4), (&MemoryDisk::new(), 0)] {
        let ledger = both.open_beside(disk);
        let error = ledger.oversee(vec![reveal()]).unwrap_err();
        let SecondError::Replaced { expected: 4, found } = error else { panic!("{error:?}") };
        assert_eq!(found, size);
        assert!(matches!(ledger.propose(bad()), Err(WriteError::NotOverseen(_))));
        drop(ledger);
        assert_eq!(disk.open().unwrap().head().size, size, "nothing was added");
    }
    both.open().oversee(vec![reveal()]).unwrap();
}
