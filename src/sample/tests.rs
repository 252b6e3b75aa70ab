//! Records the whole sample in memory, as the writer will, and compares what comes out with the
//! published figures.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jejak_events::access::{AccountOpened, RoleGranted};
use jejak_events::envelope::{Official, Recorder, RequestId};
use jejak_events::ids::PersonId;
use jejak_events::integrity::LedgerCreated;
use jejak_events::vocabulary::{Authentication, Role};
use jejak_events::{ChainHash, Envelope, Event, Recorded, Region, Rupiah, Stage, ZoneId};
use jejak_projections::posting::Count;
use jejak_projections::{Postings, State};

use super::*;
use crate::ledger::{Draft, Flag, rules};

/// A ledger asks for a person's consent after thirty days without an event.
const GAP_MICROS: i64 = 30 * 86_400_000_000;

/// A writer that keeps nothing but the state and what the tests count.
#[derive(Default)]
struct Desk {
    state: State,
    chain: ChainHash,
    flags: BTreeMap<&'static str, u32>,
    /// Rows designated per region and fiscal year of the decree.
    designated: BTreeMap<(Region, u16), u32>,
    /// Flags other than those that come by thousands.
    other_flags: Vec<Flag>,
    bytes: Vec<u8>,
    seq: u64,
}

impl Desk {
    fn found_ledger() -> Desk {
        let mut desk = Desk::default();
        let today = opened_at().date_in(ZoneId::Wib);
        let created = LedgerCreated {
            ledger_id: LEDGER_ID,
            origin: ORIGIN.parse().unwrap(),
            zone: ZoneId::Wib,
            checkpoint_keys: Vec::new(),
            ruleset: rules::RULESET,
            created_at: opened_at(),
        };
        let opened = AccountOpened { person: PersonId([1; 16]), organisation: None };
        let granted = RoleGranted {
            account: OPERATOR,
            role: Role::Administrator,
            organisation: None,
            region: None,
            from: today,
            until: None,
        };
        let founding = [Event::from(created), opened.into(), granted.into()];
        let drafts = founding.into_iter().map(|event| Draft::new(today, event)).collect();
        desk.record(Batch { at: opened_at(), by: OPERATOR, key: String::new(), drafts });
        assert_eq!(desk.seq, FIRST_SEQ);
        desk
    }

    fn record(&mut self, batch: Batch) {
        let len = u32::try_from(batch.drafts.len()).unwrap();
        assert!((1..=20_000).contains(&len), "{}: {len} drafts", batch.key);
        let last = self.state.integrity.meta().recorded_at.micros();
        if self.seq > 0 {
            let gap = batch.at.micros() - last;
            assert!((0..GAP_MICROS).contains(&gap), "{} comes {gap} after the last", batch.key);
        }
        let mut bytes = 0;
        let mut flags = Vec::new();
        let mut post = Postings::default();
        let by = batch.by;
        let batch = batch.at_head(self.chain);
        for (index, draft) in (0..).zip(batch.drafts) {
            let fact = self.understand(draft, batch.at, by, index, len);
            let at = usize::try_from(index).unwrap();
            if let Err(refusal) = rules::judge(&self.state, &fact, at, &mut flags) {
                panic!("{} #{index}: {refusal}\n{fact:#?}", batch.key);
            }
            post.clear();
            self.state.apply(&fact, &mut post);
            assert!(post.is_balanced(), "{fact:?}");
            self.bytes.clear();
            self.chain = fact.write(self.chain, &mut self.bytes).unwrap();
            bytes += self.bytes.len();
            self.count(&fact, &post);
        }
        assert!(bytes < 8 << 20, "{}: {bytes} bytes", batch.key);
        for flag in flags {
            *self.flags.entry(flag.rule.code).or_default() += 1;
            if !["DCR-07", "DCR-09"].contains(&flag.rule.code) {
                self.other_flags.push(flag);
            }
        }
        self.state.commit();
    }

    fn understand(
        &mut self,
        draft: Draft,
        at: Timestamp,
        by: AccountRef,
        index: u32,
        len: u32,
    ) -> Recorded {
        let access = &self.state.access;
        let account = draft.recorder.unwrap_or(by);
        let person = access.accounts.get(&account.0).map_or(PersonId([1; 16]), |a| a.person);
        let official = draft.official.map(|appointment| {
            let known = access.appointments.get(&appointment.0).expect("an appointment");
            let (person, office, capacity) = (known.person, known.office, known.capacity);
            Official { person, office, capacity, appointment }
        });
        let mut event = draft.event;
        event.resolve(self.seq - u64::from(index));
        let seq = self.seq;
        self.seq += 1;
        let envelope = Envelope {
            batch_index: index,
            batch_len: len,
            request_id: RequestId::default(),
            occurred_on: draft.occurred_on,
            fiscal_year: draft.fiscal_year.unwrap_or(draft.occurred_on.fiscal_year()),
            recorder: Recorder { account, person },
            official,
            authentication: Authentication::Local,
            signature: draft.signature,
            documents: draft.documents,
            historical: draft.historical,
        };
        Recorded { seq, recorded_at: at, envelope, event }
    }

    fn count(&mut self, fact: &Recorded, post: &Postings) {
        for (place, count) in &post.counts {
            if let (Count::Designated(_), Some(region)) = (count, place.region) {
                let key = (region.regency().unwrap_or(region), fact.envelope.fiscal_year.year());
                *self.designated.entry(key).or_default() += 1;
            }
        }
    }

    fn at(&self, line: u64, stage: Stage) -> Rupiah {
        Rupiah::from_sen(self.state.budget.at(line, stage))
    }
}

/// The whole script, recorded; once for all tests.
fn recorded() -> &'static (Desk, Landmarks) {
    static RECORDED: LazyLock<(Desk, Landmarks)> = LazyLock::new(|| {
        let mut desk = Desk::found_ledger();
        let mut script = batches(FIRST_SEQ);
        for batch in script.by_ref() {
            desk.record(batch);
        }
        (desk, script.landmarks())
    });
    &RECORDED
}

#[test]
fn history_is_as_published() {
    let (desk, marks) = recorded();
    let decree = |seq: u64| {
        let decree = desk.state.decree.decrees.get(&seq).unwrap();
        (decree.count, Rupiah::from_sen(decree.sen), Rupiah::from_sen(decree.stated_sen))
    };
    let rupiah = |text: &str| text.parse::<Rupiah>().unwrap();
    let (of_btt, of_did) = (rupiah("45367800000"), rupiah("2205000000"));
    assert_eq!(decree(marks.decree_btt), (75_613, of_btt, of_btt));
    assert_eq!(decree(marks.decree_did), (4_900, of_did, rupiah("2205800000")));
    let in_2022 = |code: &str| desk.designated.get(&(code.parse().unwrap(), 2022)).copied();
    let expected = [
        ("36.01", 8_138),
        ("36.02", 2_179),
        ("36.03", 27_236),
        ("36.04", 10_321),
        ("36.71", 17_021),
        ("36.72", 4_125),
        ("36.73", 6_899),
        ("36.74", 4_137),
        ("36", 457),
    ];
    for (code, rows) in expected {
        assert_eq!(in_2022(code), Some(rows), "{code}");
    }
    assert_eq!(expected.iter().map(|(_, rows)| rows).sum::<u32>(), 80_513);
}

#[test]
fn flags_are_exactly_those_that_the_stories_tell() {
    let (desk, _) = recorded();
    let expected = [("DCR-04", 1), ("DCR-07", 4_309), ("DCR-09", 37_790), ("PRP-13", 8)];
    assert_eq!(desk.flags, BTreeMap::from(expected), "{:#?}", desk.other_flags);
}

#[test]
fn every_rupiah_of_history_is_somewhere() {
    let (desk, marks) = recorded();
    let expected = [
        (marks.line_btt, "45367800000", "42567600000", "2800200000", "2800200000"),
        (marks.line_did, "2205800000", "1567800000", "637200000", "638000000"),
    ];
    for (line, ceiling, credited, refunded, available) in expected {
        let rests = |stage, amount: &str| {
            assert_eq!(desk.at(line, stage), amount.parse().unwrap(), "{line} {stage}");
        };
        rests(Stage::Ceiling, &format!("-{ceiling}"));
        rests(Stage::Credited, credited);
        rests(Stage::Refunded, refunded);
        rests(Stage::Available, available);
        for stage in [Stage::Committed, Stage::AtChannel, Stage::Returned, Stage::Suspense] {
            rests(stage, "0");
        }
    }
}

#[test]
fn landmarks_do_not_move() {
    let (desk, marks) = recorded();
    assert_eq!(&landmarks(FIRST_SEQ), marks, "the script is the same every time");
    assert!(desk.seq < 400_000, "{} events", desk.seq);
}
