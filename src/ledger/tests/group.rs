//! Several requests in one commit: what one of them must see of the others.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

use super::*;

/// A clock at which the writer has to wait, so that requests gather behind the one it decides.
struct Gate {
    shown: Timestamp,
    /// Whether somebody waits, and whether the gate is open.
    state: Mutex<(bool, bool)>,
    changed: Condvar,
}

impl Gate {
    fn new() -> Gate {
        Gate { shown: time(NOON), state: Mutex::new((false, true)), changed: Condvar::new() }
    }

    fn set(&self, open: bool) {
        *self.state.lock().unwrap() = (false, open);
        self.changed.notify_all();
    }

    /// Returns once the writer waits.
    fn wait_for_writer(&self) {
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, |(waiting, _)| !*waiting).unwrap());
    }
}

impl Clock for Gate {
    fn now(&self) -> Timestamp {
        let mut state = self.state.lock().unwrap();
        if !state.1 {
            state.0 = true;
            self.changed.notify_all();
        }
        drop(self.changed.wait_while(state, |(_, open)| !*open).unwrap());
        self.shown
    }
    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

/// Proposes the first request, and the others while the writer is held at it. Gives the answers
/// and whether the store was written once.
fn together(
    world: &World,
    ledger: &Ledger,
    gate: &Gate,
    requests: Vec<Request>,
) -> (Vec<Result<Receipt, WriteError>>, bool) {
    let frames = world.disk.frames();
    gate.set(false);
    let answers = std::thread::scope(|scope| {
        let mut clients = Vec::new();
        for (index, request) in requests.into_iter().enumerate() {
            clients.push(scope.spawn(move || ledger.propose(request)));
            if index == 0 {
                gate.wait_for_writer();
            }
        }
        // They send at once; where one did not, the caller sees more than one commit.
        std::thread::sleep(Duration::from_millis(20));
        gate.set(true);
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    (answers, world.disk.frames() == frames + 1)
}

#[test]
fn a_condition_on_tags_sees_what_the_same_commit_holds() {
    let (world, gate) = (World::new(), Arc::new(Gate::new()));
    drop(world.founded());
    let ledger = world.open_with(Arc::<Gate>::clone(&gate), false).unwrap();
    let region = Tag::Person([3; 16]);
    let other = Tag::Person([4; 16]);
    let mut in_one_commit = false;
    for _ in 0..20 {
        let since = ledger.head().size;
        let when = |tag: &Tag, since| Request {
            condition: Condition::NothingNewUnder { tags: vec![tag.clone()], since },
            ..Request::new(actor(), vec![holiday()])
        };
        let requests = vec![
            Request::new(actor(), vec![holiday()]),
            when(&region, since),
            when(&other, since),
            when(&region, since + 2),
        ];
        let (answers, one_commit) = together(&world, &ledger, &gate, requests);
        let [first, moved, elsewhere, later] = answers.try_into().unwrap();
        assert_eq!(first.unwrap().first_seq, since);
        let Err(WriteError::Refused(refusal)) = moved else { panic!("{moved:?}") };
        assert_eq!((refusal.rule.code, refusal.figures.event >= Some(since)), ("REQ-07", true));
        assert!(elsewhere.is_ok(), "nothing is about that person: {elsewhere:?}");
        if let Err(WriteError::Refused(refusal)) = later {
            assert_eq!(refusal.figures.event, Some(since + 2), "older events do not count");
        }
        if one_commit {
            in_one_commit = true;
            break;
        }
    }
    assert!(in_one_commit, "the requests never met in one commit: the test proves nothing");
}

#[test]
fn a_repeat_within_one_commit_gets_the_first_receipt() {
    let (world, gate) = (World::new(), Arc::new(Gate::new()));
    drop(world.founded());
    let ledger = world.open_with(Arc::<Gate>::clone(&gate), false).unwrap();
    let request = || keyed("twice", vec![source("1.1")]);
    let (answers, _) = together(&world, &ledger, &gate, vec![request(), request()]);
    let [first, again] = answers.try_into().unwrap();
    let (first, again) = (first.unwrap(), again.unwrap());
    assert_eq!((again.repeated, again.head), (true, first.head));
    assert_eq!(ledger.head().size, 3);
}

/// A bad import: each refusal is recorded in the second ledger before it is told, and they share
/// its commits.
#[test]
fn a_thousand_refusals_cost_few_commits() {
    const REFUSALS: usize = 1_000;
    let (world, gate, other) = (World::new(), Arc::new(Gate::new()), MemoryDisk::new());
    drop(world.founded());
    let (disk, clock) = (other.clone(), Arc::<Gate>::clone(&gate));
    let second = Second::on(move || disk.open(), Arc::<Gate>::clone(&gate));
    let setup = Setup { clock, ..Setup::plain() };
    let ledger = Ledger::over_both(world.disk.open().unwrap(), second, setup).unwrap();
    let bad = || Request::new(actor(), Vec::new());
    assert_eq!(refused(ledger.propose(bad())), "REQ-01", "the second ledger is made");
    let before = other.frames();
    let requests = (0..REFUSALS).map(|_| bad()).collect();
    let (answers, _) = together(&world, &ledger, &gate, requests);
    for answer in answers {
        assert_eq!(refused(answer), "REQ-01");
    }
    let commits = other.frames() - before;
    assert!(commits <= REFUSALS / 20, "{commits} commits for {REFUSALS} refusals");
    ledger.close().unwrap();
    let told = other.open().unwrap().head().size;
    assert_eq!(told, 2 + 1 + REFUSALS as u64, "founding, the first, and every other");
}
