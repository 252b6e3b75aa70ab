//! Histories whose hashes hold, but whose times or batches do not: no start takes them, and
//! `verify` says which verdict they break.

use jejak_events::envelope::RequestId;
use jejak_events::{ChainHash, Recorded};

use super::*;
use crate::proof::verify::{Name, Options, Step, Target, verify};
use crate::store::Block;

/// Two founding events, then batches of one, three and two.
fn history() -> Vec<Recorded> {
    let world = World::new();
    let ledger = world.founded();
    for (count, now) in [(1, "05:01:00"), (3, "05:02:00"), (2, "05:03:00")] {
        world.clock.set(time(&format!("2026-06-30T{now}Z")));
        ledger.propose(Request::new(actor(), vec![holiday(); count])).unwrap();
    }
    (0..ledger.head().size).map(|seq| ledger.event(seq).unwrap().unwrap()).collect()
}

/// A disk that holds these events, numbered and chained again.
fn chained_again(facts: &[Recorded]) -> MemoryDisk {
    let (disk, mut block, mut prev) = (MemoryDisk::new(), Block::starting_at(0), ChainHash::ZERO);
    for (seq, fact) in (0u64..).zip(facts) {
        let fact = Recorded { seq, ..fact.clone() };
        prev = block.push_with(|out| fact.write(prev, out)).unwrap();
    }
    disk.open().unwrap().append(Head::EMPTY, &block).unwrap();
    disk
}

/// What is changed, how, and the verdict that fails with the event that it names.
type Row = (&'static str, fn(&mut Vec<Recorded>), Option<(Name, u64)>);

#[test]
fn times_and_batches_are_checked_at_start_and_by_verify() {
    let table: [Row; 9] = [
        ("nothing", |_| {}, None),
        (
            "time goes back",
            |f| f[2].recorded_at = time("2026-06-30T04:59:59.999999Z"),
            Some((Name::Integrity, 2)),
        ),
        ("time stands still", |f| f[2].recorded_at = time(NOON), None),
        (
            "two times in a batch",
            |f| f[4].recorded_at = time("2026-06-30T05:02:00.000001Z"),
            Some((Name::Completeness, 4)),
        ),
        ("an index is skipped", |f| f[4].envelope.batch_index = 2, Some((Name::Completeness, 4))),
        ("a longer batch", |f| f[4].envelope.batch_len = 4, Some((Name::Completeness, 4))),
        (
            "another request",
            |f| f[4].envelope.request_id = RequestId([9; 16]),
            Some((Name::Completeness, 4)),
        ),
        ("an event is dropped", |f| drop(f.remove(4)), Some((Name::Completeness, 4))),
        ("a batch loses its begin", |f| drop(f.remove(3)), Some((Name::Completeness, 3))),
    ];
    for (name, change, expected) in table {
        let mut facts = history();
        change(&mut facts);
        let disk = chained_again(&facts);
        let setup = Setup { clock: Arc::new(ScriptedClock::at(time(NOON))), ..Setup::plain() };
        let refused = Ledger::over(disk.open().unwrap(), setup).err();
        let seq = match &refused {
            Some(OpenError::Replay(
                ReplayError::Time { seq, .. } | ReplayError::Batch { seq, .. },
            )) => Some(*seq),
            Some(other) => panic!("{name}: {other}"),
            None => None,
        };
        assert_eq!(seq, expected.map(|(_, seq)| seq), "{name}: {refused:?}");
        let store = disk.open().unwrap();
        let report = verify(&Target::store(&*store), &Options::default(), &|_: Step| {});
        assert_eq!(report.ok, expected.is_none(), "{name}: {report:?}");
        if let Some((verdict, seq)) = expected {
            let verdict = report.verdict(verdict).unwrap();
            let first = verdict.problems.first().and_then(|problem| problem.seq);
            assert_eq!((verdict.failed(), first), (true, Some(seq)), "{name}: {report:?}");
        }
    }
}
