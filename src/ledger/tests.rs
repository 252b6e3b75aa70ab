//! The writer from outside: receipts, idempotency, conditions, clocks, faults, undo, and a
//! comparison with a small model.

use std::sync::Arc;

use jejak_events::access::{AccountOpened, OfficialAppointed};
use jejak_events::field::Field;
use jejak_events::ids::{
    AccountRef, AppointmentRef, Bytes32, HistoricalBatchRef, OrganisationRef, PersonId,
};
use jejak_events::integrity::LedgerCreated;
use jejak_events::opening::HistoricalBatchOpened;
use jejak_events::reference::{
    FundingSourceRegistered, HolidayDeclared, OrganisationRegistered, RegionRegistered,
};
use jejak_events::vocabulary::{
    Authentication, Capacity, CashOrigin, Earmark, Office, OrganisationKind, RegionScheme,
    SourceFamily,
};
use jejak_events::{Date, Head, Tag, Timestamp, ZoneId};
use proptest::prelude::*;

use super::identity::RequestSecret;
use super::*;
use crate::store::memory::{Fault, MemoryDisk};

mod clock;
mod group;
mod linked;
mod observer;
mod replay;
mod second;
mod signature;
mod upkeep;

const NOON: &str = "2026-06-30T05:00:00Z";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn actor() -> Actor {
    Actor { account: AccountRef(1), authentication: Authentication::Local }
}

struct World {
    disk: MemoryDisk,
    clock: Arc<ScriptedClock>,
}

impl World {
    fn new() -> World {
        World { disk: MemoryDisk::new(), clock: Arc::new(ScriptedClock::at(time(NOON))) }
    }

    fn open(&self) -> Ledger {
        self.try_open(false).unwrap()
    }

    fn try_open(&self, accept_clock: bool) -> Result<Ledger, OpenError> {
        self.open_with(Arc::<ScriptedClock>::clone(&self.clock), accept_clock)
    }

    fn open_with(&self, clock: Arc<dyn Clock>, accept_clock: bool) -> Result<Ledger, OpenError> {
        let setup = Setup { clock, secret: RequestSecret::new([7; 32]), accept_clock };
        Ledger::over(self.disk.open().unwrap(), setup)
    }

    /// A founded ledger: two events.
    fn founded(&self) -> Ledger {
        self.founded_in(ZoneId::Wib, day("2026-06-30"))
    }

    fn founded_in(&self, zone: ZoneId, on: Date) -> Ledger {
        let ledger = self.open();
        let created = LedgerCreated {
            ledger_id: Bytes32([1; 32]),
            origin: "example/test".parse().unwrap(),
            zone,
            checkpoint_keys: vec![Bytes32([2; 32])],
            ruleset: 1,
            created_at: time(NOON),
        };
        let account = AccountOpened { person: PersonId([3; 16]), organisation: None };
        let drafts = vec![Draft::new(on, created), Draft::new(on, account)];
        ledger.propose(Request::new(actor(), drafts)).unwrap();
        ledger
    }
}

/// A draft that may be recorded once per code.
fn source(code: &str) -> Draft {
    let body = FundingSourceRegistered {
        code: code.parse().unwrap(),
        name: "Sumber".parse().unwrap(),
        family: SourceFamily::ApbdProvince,
        cash_origin: CashOrigin::Rkud,
        earmark: Earmark::General,
    };
    Draft::new(day("2026-06-30"), body)
}

/// A draft that may be recorded any number of times.
fn holiday() -> Draft {
    let body = HolidayDeclared { day: day("2026-08-17"), basis: "SKB".parse().unwrap() };
    Draft::new(day("2026-06-30"), body)
}

#[track_caller]
fn refused(outcome: Result<Receipt, WriteError>) -> &'static str {
    match outcome {
        Err(WriteError::Refused(refusal)) => refusal.rule.code,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

fn keyed(key: &str, drafts: Vec<Draft>) -> Request {
    Request { key: Some(key.to_owned()), ..Request::new(actor(), drafts) }
}

#[test]
fn a_receipt_tells_where_and_readers_see_it() {
    let world = World::new();
    let ledger = world.founded();
    let receipt = ledger.propose(Request::new(actor(), vec![source("1.1"), holiday()])).unwrap();
    assert_eq!((receipt.first_seq, receipt.count, receipt.head), (2, 2, ledger.head()));
    ledger.read(|folded| {
        assert_eq!(folded.head, receipt.head);
        assert_eq!(folded.reading.trail(&Tag::Person([3; 16])), [0, 1, 2, 3]);
    });
    let fact = ledger.event(0).unwrap().unwrap();
    assert_eq!(fact.envelope.recorder.person, PersonId([3; 16]), "the founder is named");
    assert!(ledger.event(4).unwrap().is_none());
}

#[test]
fn the_same_request_is_answered_with_the_first_receipt() {
    let world = World::new();
    let ledger = world.founded();
    let first = ledger.propose(keyed("k", vec![source("1.1")])).unwrap();
    let again = ledger.propose(keyed("k", vec![source("1.1")])).unwrap();
    assert!(again.repeated);
    assert_eq!((again.first_seq, again.head), (first.first_seq, first.head));
    assert_eq!(refused(ledger.propose(keyed("k", vec![source("1.2")]))), "REQ-05");
    drop(ledger);
    // Also after a restart, from the entries alone.
    let reopened = world.open();
    let again = reopened.propose(keyed("k", vec![source("1.1")])).unwrap();
    assert!(again.repeated);
    assert_eq!((again.first_seq, again.head), (first.first_seq, first.head));
    assert_eq!(reopened.head(), first.head);
}

/// Every reference that a draft may make within its own batch.
fn all_in_one_batch() -> Vec<Draft> {
    let person = PersonId([5; 16]);
    let region = RegionRegistered {
        code: "36".parse().unwrap(),
        name: "Banten".parse().unwrap(),
        scheme: RegionScheme::Kemendagri,
    };
    let agency = OrganisationRegistered {
        code: "DINSOS".parse().unwrap(),
        name: "Dinas Sosial".parse().unwrap(),
        kind: OrganisationKind::Skpd,
        region: "36".parse().unwrap(),
        parent: None,
    };
    let account = AccountOpened { person, organisation: Some(OrganisationRef::in_batch(1)) };
    let appointment = OfficialAppointed {
        person,
        office: Office::HeadOfAgency,
        organisation: OrganisationRef::in_batch(1),
        capacity: Capacity::Definitive,
        from: day("2026-06-30"),
        until: None,
        basis: "SK 1".parse().unwrap(),
    };
    let history = HistoricalBatchOpened {
        from: day("2026-01-01"),
        until: day("2026-06-30"),
        ..Field::sample(1)
    };
    let on = day("2026-06-30");
    vec![
        Draft::new(on, region),
        Draft::new(on, agency),
        Draft::new(on, account),
        Draft::new(on, appointment),
        Draft::new(on, history),
        holiday()
            .recorded_by(AccountRef::in_batch(2))
            .by_official(AppointmentRef::in_batch(3))
            .in_history(HistoricalBatchRef::in_batch(4)),
    ]
}

#[test]
fn a_repeat_with_references_within_the_batch_is_the_same_request() {
    let world = World::new();
    let ledger = world.founded();
    let first = ledger.propose(keyed("k", all_in_one_batch())).unwrap();
    let last = ledger.event(7).unwrap().unwrap().envelope;
    assert_eq!(
        (last.recorder.account, last.historical),
        (AccountRef(4), Some(HistoricalBatchRef(6)))
    );
    let again = ledger.propose(keyed("k", all_in_one_batch())).unwrap();
    assert_eq!((again.repeated, again.head), (true, first.head));
    let mut other = all_in_one_batch();
    other[5].recorder = Some(AccountRef(1));
    assert_eq!(refused(ledger.propose(keyed("k", other))), "REQ-05");
}

#[test]
fn a_key_has_one_to_two_hundred_bytes() {
    let world = World::new();
    let ledger = world.founded();
    let of = |length| keyed(&"k".repeat(length), vec![holiday()]);
    ledger.propose(of(1)).unwrap();
    ledger.propose(of(limits::KEY_BYTES_MAX)).unwrap();
    for length in [0, limits::KEY_BYTES_MAX + 1] {
        assert_eq!(refused(ledger.propose(of(length))), "REQ-12");
        assert_eq!(refused(ledger.propose(Request { dry_run: true, ..of(length) })), "REQ-12");
    }
    let wide = "é".repeat(limits::KEY_BYTES_MAX / 2 + 1);
    assert_eq!(refused(ledger.propose(keyed(&wide, vec![holiday()]))), "REQ-12", "bytes count");
}

#[test]
fn conditions_hold_or_refuse() {
    let world = World::new();
    let ledger = world.founded();
    let head = ledger.head();
    let when = |condition| Request { condition, ..Request::new(actor(), vec![holiday()]) };
    ledger.propose(when(Condition::HeadIs(head))).unwrap();
    assert_eq!(refused(ledger.propose(when(Condition::HeadIs(head)))), "REQ-06");
    let tags = vec![Tag::Person([3; 16])];
    let since = ledger.head().size;
    let quiet = |since| Condition::NothingNewUnder { tags: tags.clone(), since };
    ledger.propose(when(quiet(since))).unwrap();
    assert_eq!(refused(ledger.propose(when(quiet(since)))), "REQ-07");
}

#[test]
fn limits_are_said() {
    let world = World::new();
    let ledger = world.founded();
    assert_eq!(refused(ledger.propose(Request::new(actor(), vec![]))), "REQ-01");
    let many = vec![holiday(); limits::EVENTS_PER_REQUEST_MAX + 1];
    assert_eq!(refused(ledger.propose(Request::new(actor(), many))), "REQ-02");
    let mut long = holiday();
    let document = jejak_events::document::Document {
        kind: jejak_events::vocabulary::DocumentKind::Law,
        number: Some("x".repeat(200).parse().unwrap()),
        dated: None,
        proof: None,
    };
    long.documents = vec![document.clone(); 400];
    assert_eq!(refused(ledger.propose(Request::new(actor(), vec![long.clone()]))), "REQ-04");
    long.documents = vec![document; 300];
    let large = vec![long; 600];
    assert_eq!(refused(ledger.propose(Request::new(actor(), large))), "REQ-03");
    assert_eq!(ledger.head().size, 2, "nothing was recorded");
    ledger.propose(Request::new(actor(), vec![holiday()])).unwrap();
}

#[test]
fn a_dry_run_changes_nothing() {
    let world = World::new();
    let ledger = world.founded();
    let request = Request { dry_run: true, ..Request::new(actor(), vec![source("1.1")]) };
    let receipt = ledger.propose(request.clone()).unwrap();
    assert_eq!(receipt.count, 1);
    assert_eq!(ledger.head().size, 2);
    ledger.propose(Request { dry_run: false, ..request.clone() }).unwrap();
    assert_eq!(refused(ledger.propose(request)), "REF-04");
}

#[test]
fn a_failed_flush_stops_the_writer_for_good() {
    for (fault, stored) in [(Fault::UnknownStored, 3), (Fault::UnknownNotStored, 2)] {
        let world = World::new();
        let ledger = world.founded();
        world.disk.fail_next_append(fault);
        let outcome = ledger.propose(keyed("k", vec![source("1.1")]));
        assert!(matches!(outcome, Err(WriteError::Stopped(_))), "{outcome:?}");
        let outcome = ledger.propose(Request::new(actor(), vec![holiday()]));
        assert!(matches!(outcome, Err(WriteError::Stopped(_))), "{outcome:?}");
        assert_eq!(ledger.head().size, 2, "readers see only what is surely durable");
        drop(ledger);
        let reopened = world.open();
        assert_eq!(reopened.head().size, stored);
        let receipt = reopened.propose(keyed("k", vec![source("1.1")])).unwrap();
        assert_eq!((receipt.first_seq, receipt.repeated), (2, stored == 3));
    }
}

#[test]
fn a_full_disk_refuses_and_the_ledger_goes_on() {
    let world = World::new();
    let ledger = world.founded();
    world.disk.set_free_space(1024);
    let outcome = ledger.propose(Request::new(actor(), vec![source("1.1")]));
    assert!(matches!(outcome, Err(WriteError::DiskFull { available: 1024, .. })), "{outcome:?}");
    world.disk.set_free_space(u64::MAX);
    let receipt = ledger.propose(Request::new(actor(), vec![source("1.1")])).unwrap();
    assert_eq!(receipt.first_seq, 2);
}

#[test]
fn an_unfinished_last_batch_is_cut() {
    let world = World::new();
    let ledger = world.founded();
    let before = ledger.head();
    world.disk.fail_next_append(Fault::Torn(2));
    let outcome = ledger.propose(keyed("k", vec![source("1.1"), source("1.2"), holiday()]));
    assert!(outcome.is_err());
    drop(ledger);
    let reopened = world.open();
    assert_eq!((reopened.head(), reopened.cut_events()), (before, 2));
    reopened.propose(keyed("k", vec![source("1.1"), source("1.2"), holiday()])).unwrap();
}

#[test]
fn many_clients_get_one_order() {
    let world = World::new();
    let ledger = world.founded();
    let receipts: Vec<Receipt> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..16)
            .map(|_| {
                let ledger = &ledger;
                scope.spawn(move || {
                    let one = || Request::new(actor(), vec![holiday(), holiday()]);
                    (0..20).map(|_| ledger.propose(one()).unwrap()).collect::<Vec<_>>()
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    let mut firsts: Vec<u64> = receipts.iter().map(|receipt| receipt.first_seq).collect();
    firsts.sort_unstable();
    assert_eq!(firsts, (0..320).map(|i| 2 + 2 * i).collect::<Vec<u64>>());
    let head = ledger.head();
    let root = ledger.read(|folded| folded.tree.root());
    drop(ledger);
    let reopened = world.open();
    assert_eq!((reopened.head(), reopened.read(|folded| folded.tree.root())), (head, root));
}

/// What a client may do in the model test.
#[derive(Debug, Clone)]
enum Step {
    Register(Vec<u8>),
    Repeat(u8, Vec<u8>),
    DryRun(u8),
    Reopen,
    Fail(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let codes = || prop::collection::vec(1u8..10, 1..4);
    prop_oneof![
        4 => codes().prop_map(Step::Register),
        3 => (0u8..4, codes()).prop_map(|(key, codes)| Step::Repeat(key, codes)),
        1 => (1u8..10).prop_map(Step::DryRun),
        1 => Just(Step::Reopen),
        1 => any::<bool>().prop_map(Step::Fail),
    ]
}

fn sources(codes: &[u8]) -> Vec<Draft> {
    codes.iter().map(|code| source(&format!("1.{code}"))).collect()
}

/// The model: which codes are registered, and which key was used for what.
#[derive(Default)]
struct Model {
    codes: std::collections::BTreeSet<u8>,
    keys: std::collections::BTreeMap<u8, Vec<u8>>,
    size: u64,
}

impl Model {
    /// Whether a list of codes would be accepted: all new, no repetition.
    fn accepts(&self, codes: &[u8]) -> bool {
        let mut seen = self.codes.clone();
        codes.iter().all(|code| seen.insert(*code))
    }

    fn take(&mut self, codes: &[u8]) {
        self.codes.extend(codes);
        self.size += codes.len() as u64;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever clients do, and whenever the store fails: the ledger holds what the model holds,
    /// and a refused batch leaves no trace.
    #[test]
    fn the_ledger_agrees_with_a_model(steps in prop::collection::vec(step(), 1..25)) {
        let world = World::new();
        let mut ledger = world.founded();
        let mut model = Model { size: 2, ..Model::default() };
        for step in steps {
            let before = ledger.read(|folded| folded.reading.state.root());
            match step {
                Step::Register(codes) => {
                    let outcome = ledger.propose(Request::new(actor(), sources(&codes)));
                    prop_assert_eq!(outcome.is_ok(), model.accepts(&codes));
                    if outcome.is_ok() { model.take(&codes); }
                }
                Step::Repeat(key, codes) => {
                    let outcome = ledger.propose(keyed(&key.to_string(), sources(&codes)));
                    match model.keys.get(&key) {
                        Some(known) if *known == codes => prop_assert!(outcome.unwrap().repeated),
                        Some(_) => prop_assert_eq!(refused(outcome), "REQ-05"),
                        None => {
                            prop_assert_eq!(outcome.is_ok(), model.accepts(&codes));
                            if outcome.is_ok() {
                                model.take(&codes);
                                model.keys.insert(key, codes);
                            }
                        }
                    }
                }
                Step::DryRun(code) => {
                    let request = Request { dry_run: true, ..Request::new(actor(), sources(&[code])) };
                    prop_assert_eq!(ledger.propose(request).is_ok(), model.accepts(&[code]));
                    prop_assert_eq!(ledger.read(|folded| folded.reading.state.root()), before);
                }
                Step::Reopen => {
                    drop(ledger);
                    ledger = world.open();
                    prop_assert_eq!(ledger.read(|folded| folded.reading.state.root()), before);
                }
                Step::Fail(stored) => {
                    let fault = if stored { Fault::UnknownStored } else { Fault::UnknownNotStored };
                    world.disk.fail_next_append(fault);
                    let outcome = ledger.propose(Request::new(actor(), vec![holiday()]));
                    prop_assert!(outcome.is_err());
                    drop(ledger);
                    ledger = world.open();
                    model.size += u64::from(stored);
                }
            }
            prop_assert_eq!(ledger.head().size, model.size);
            let known = ledger.read(|folded| folded.reading.state.reference.sources.len());
            prop_assert_eq!(known, model.codes.len());
        }
    }
}

#[test]
fn an_empty_ledger_has_the_empty_head() {
    let ledger = World::new().open();
    assert_eq!(ledger.head(), Head::EMPTY);
    let early = Request::new(actor(), vec![holiday()]);
    assert_eq!(refused(ledger.propose(early)), "INT-01", "the creation comes first");
}

#[test]
fn whatever_is_recorded_can_be_read_again() {
    // Many short documents take far more memory than bytes; they must not make the ledger
    // unreadable.
    let world = World::new();
    let ledger = world.founded();
    let mut draft = holiday();
    let document = jejak_events::document::Document {
        kind: jejak_events::vocabulary::DocumentKind::Letter,
        number: None,
        dated: None,
        proof: None,
    };
    draft.documents = vec![document; 16_000];
    let receipt = ledger.propose(Request::new(actor(), vec![draft])).unwrap();
    drop(ledger);
    assert_eq!(world.open().head(), receipt.head);
}

#[test]
fn a_store_that_is_surely_unavailable_may_be_tried_again() {
    let world = World::new();
    let ledger = world.founded();
    world.disk.fail_next_append(Fault::Unavailable);
    let outcome = ledger.propose(Request::new(actor(), vec![source("1.1")]));
    assert!(matches!(outcome, Err(WriteError::NotStored(_))), "{outcome:?}");
    assert_eq!(ledger.propose(Request::new(actor(), vec![source("1.1")])).unwrap().first_seq, 2);
}
