//! What an observer hears: each commit once, nothing of what stored nothing, and what failed.

use std::sync::Mutex;

use super::*;
use crate::ledger::{Committed, Observer};

#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Observer for Heard {
    fn committed(&self, committed: &Committed) {
        let Committed { requests, events, whole, store } = *committed;
        assert!(whole >= store, "storing is a part of it");
        self.0.lock().unwrap().push(format!("{requests} requests, {events} events"));
    }

    fn not_stored(&self, why: &WriteError) {
        self.0.lock().unwrap().push(why.to_string());
    }
}

#[test]
fn an_observer_hears_of_every_commit_once() {
    let world = World::new();
    let ledger = world.founded();
    let heard = Arc::new(Heard::default());
    ledger.watch(Arc::clone(&heard) as _);
    let propose = |drafts| ledger.propose(Request::new(actor(), drafts));
    propose(vec![source("1.1")]).unwrap();
    propose(vec![holiday(), holiday(), holiday()]).unwrap();
    // Refused, only tried out, or not stored: no commit.
    propose(vec![source("1.1")]).unwrap_err();
    let tried = Request { dry_run: true, ..Request::new(actor(), vec![holiday()]) };
    ledger.propose(tried).unwrap();
    world.disk.fail_next_append(Fault::Unavailable);
    let failed = propose(vec![holiday()]).unwrap_err();
    propose(vec![holiday()]).unwrap();
    let expected = [
        "1 requests, 1 events",
        "1 requests, 3 events",
        &failed.to_string(),
        "1 requests, 1 events",
    ];
    assert_eq!(*heard.0.lock().unwrap(), expected);
}

#[test]
fn readers_that_have_caught_up_do_not_lag() {
    let world = World::new();
    let ledger = world.founded();
    ledger.propose(Request::new(actor(), vec![holiday()])).unwrap();
    let size = ledger.read(|it| it.head.size);
    assert_eq!((ledger.read_lag(), ledger.read_as_is(|it| it.head.size)), (0, size));
    assert_eq!(ledger.snapshot_taken(), None, "it lies in no folder");
}
