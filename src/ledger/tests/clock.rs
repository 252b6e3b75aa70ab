//! Clocks that are not sane, and consent to a long gap.

use jejak_events::Event;

use super::*;

fn write(ledger: &Ledger) -> Result<Receipt, WriteError> {
    ledger.propose(Request::new(actor(), vec![holiday()]))
}

#[test]
fn a_clock_that_is_not_sane_refuses_writes() {
    let world = World::new();
    let ledger = world.founded();
    world.clock.set(time("2026-06-30T05:00:10Z"));
    write(&ledger).unwrap();
    // Within five seconds behind: recorded with the time of the head.
    world.clock.jump(time("2026-06-30T05:00:05Z"));
    assert_eq!(write(&ledger).unwrap().recorded_at, time("2026-06-30T05:00:10Z"));
    world.clock.jump(time("2026-06-30T05:00:04Z"));
    assert_eq!(refused(write(&ledger)), "REQ-08");
    world.clock.jump(time("2026-06-30T05:10:05Z"));
    write(&ledger).unwrap();
    world.clock.jump(time("2026-06-30T05:20:06Z"));
    assert_eq!(refused(write(&ledger)), "REQ-09");
    drop(ledger);
    world.clock.set(time("2026-07-30T05:10:05Z"));
    write(&world.open()).unwrap();
    world.clock.set(time("2026-08-29T05:10:06Z"));
    assert_eq!(refused(write(&world.open())), "REQ-10");
    write(&world.try_open(true).unwrap()).unwrap();
}

/// A founded ledger of two events, opened again with consent after so long.
fn reopened(now: &str) -> (World, Ledger) {
    let world = World::new();
    drop(world.founded());
    world.clock.set(time(now));
    let ledger = world.try_open(true).unwrap();
    (world, ledger)
}

#[test]
fn consent_to_a_gap_is_recorded_before_the_request() {
    let now = "2026-07-30T05:00:00.000001Z";
    let (_world, ledger) = reopened(now);
    let dry = Request { dry_run: true, ..Request::new(actor(), vec![holiday()]) };
    ledger.propose(dry).unwrap();
    assert_eq!(ledger.head().size, 2, "a dry run records nothing");
    let receipt = write(&ledger).unwrap();
    assert_eq!((receipt.first_seq, receipt.count), (3, 1), "the client's own events");
    let gap = ledger.event(2).unwrap().unwrap();
    let Event::ClockGapAccepted(body) = &gap.event else { panic!("{gap:?}") };
    assert_eq!((body.last_recorded_at, body.accepted), (time(NOON), time(now)));
    let envelope = &gap.envelope;
    assert_eq!((envelope.batch_index, envelope.batch_len), (0, 1), "a batch of its own");
    assert_eq!(envelope.recorder.account, actor().account);
    assert_ne!(envelope.request_id, ledger.event(3).unwrap().unwrap().envelope.request_id);
    assert_eq!(write(&ledger).unwrap().first_seq, 4, "once is enough");
}

#[test]
fn consent_without_a_gap_records_nothing_more() {
    let (_world, ledger) = reopened("2026-07-30T05:00:00Z");
    assert_eq!(write(&ledger).unwrap().first_seq, 2, "30 days are within the limit");
}

#[test]
fn consent_stays_recorded_when_the_request_is_refused() {
    let (world, ledger) = reopened("2026-08-30T05:00:00Z");
    let twice = Request::new(actor(), vec![source("1.1"), source("1.1")]);
    assert_eq!(refused(ledger.propose(twice)), "REF-04");
    assert_eq!(ledger.head().size, 3);
    drop(ledger);
    assert_eq!(world.open().head().size, 3);
    write(&world.open()).unwrap();
}

#[test]
fn consent_that_was_not_stored_is_recorded_with_the_next_request() {
    let (world, ledger) = reopened("2026-08-30T05:00:00Z");
    world.disk.fail_next_append(Fault::Unavailable);
    assert!(matches!(write(&ledger), Err(WriteError::NotStored(_))));
    assert_eq!(write(&ledger).unwrap().first_seq, 3);
    assert!(matches!(ledger.event(2).unwrap().unwrap().event, Event::ClockGapAccepted(_)));
}

#[test]
fn nobody_unknown_can_accept_a_gap() {
    let (_world, ledger) = reopened("2026-08-30T05:00:00Z");
    let unknown = Actor { account: AccountRef(0), ..actor() };
    assert_eq!(refused(ledger.propose(Request::new(unknown, vec![holiday()]))), "ENV-04");
    assert_eq!(ledger.head().size, 2);
}

/// In the east of the country it is tomorrow already.
#[test]
fn a_ledger_is_founded_on_the_day_of_its_own_zone() {
    for (zone, now) in [
        (ZoneId::Wita, "2026-06-30T16:30:00Z"),
        (ZoneId::Wit, "2026-06-30T15:30:00Z"),
        (ZoneId::Wib, "2026-06-30T17:00:00Z"),
    ] {
        let world = World::new();
        world.clock.set(time(now));
        assert_eq!(world.founded_in(zone, day("2026-07-01")).head().size, 2, "{zone:?}");
    }
}
