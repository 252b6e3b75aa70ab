//! Records the second ledger as the writer will, and shows that it is nowhere Banten's.

use std::sync::LazyLock;

use jejak_events::{Event, Rupiah, Stage, ZoneId};

use super::super::tests::Desk;
use super::super::{Batch, FIRST_SEQ, batches, people};
use super::*;

fn script() -> Vec<Batch> {
    KALSEL.batches(FIRST_SEQ).collect()
}

fn recorded() -> &'static Desk {
    static RECORDED: LazyLock<Desk> = LazyLock::new(|| {
        let mut desk = Desk::found(&KALSEL);
        script().into_iter().for_each(|batch| desk.record(batch));
        desk
    });
    &RECORDED
}

#[test]
fn the_rules_let_it_pass_without_a_flag_and_every_rupiah_arrives() {
    let desk = recorded();
    assert!(desk.flags.is_empty(), "{:#?}", desk.other_flags);
    assert_eq!(desk.seq, KALSEL.events);
    let lines: Vec<u64> = desk.state.budget.lines.iter().map(|(seq, _)| seq).collect();
    assert_eq!(lines.len(), 1);
    let at = |stage| Rupiah::from_sen(desk.state.budget.at(lines[0], stage)).to_string();
    assert_eq!(at(Stage::AccountedFor), "52000000.00");
    assert_eq!(at(Stage::Available), "0.00");
}

/// Batches of which the day in Banjarmasin is another than in Jakarta.
fn by_night(batches: &[Batch]) -> usize {
    let days = |batch: &&Batch| batch.at.date_in(ZoneId::Wita) != batch.at.date_in(ZoneId::Wib);
    batches.iter().filter(days).count()
}

#[test]
fn days_are_those_of_central_indonesia() {
    let batches = script();
    for batch in &batches {
        let today = batch.at.date_in(ZoneId::Wita);
        assert!(batch.drafts.iter().all(|draft| draft.occurred_on == today), "{}", batch.key);
    }
    assert_eq!(by_night(&batches), 1, "the night run of the bank");
}

/// The same script in a ledger of Jakarta: the bank's night run would be of tomorrow.
#[test]
#[should_panic(expected = "ENV-02")]
fn in_another_zone_the_night_run_is_refused() {
    let mut desk = Desk::found(&Province { zone: ZoneId::Wib, ..KALSEL });
    script().into_iter().for_each(|batch| desk.record(batch));
}

#[test]
fn nothing_in_it_is_of_banten() {
    for draft in script().iter().flat_map(|batch| &batch.drafts) {
        let body = draft.event.to_json().to_string();
        for foreign in ["\"36", "36.", "Banten", "JAMSOSRATU"] {
            assert!(!body.contains(foreign), "{foreign} in {body}");
        }
    }
    let here = KALSEL.batches(FIRST_SEQ).build.people();
    assert_ne!(here.person("kadis"), people::person("kadis"), "other people under the same names");
    assert_ne!(here.token("rekening rkud", 0), people::token("rekening rkud", 0));
    let (ours, theirs) = (KALSEL.checkpoint_key(), super::super::checkpoint_key());
    let public = |key: Result<crate::proof::Signer, _>| {
        key.ok().map(|key: crate::proof::Signer| key.verifier_key().public_bytes())
    };
    assert_ne!(public(ours), public(theirs));
}

/// Making one script leaves no trace in the other.
#[test]
fn bantens_script_is_the_same_beside_it() {
    let head = || batches(FIRST_SEQ).take(12).collect::<Vec<Batch>>();
    let before = head();
    let _ = script();
    assert_eq!(before, head());
    let opened = |batch: &Batch| {
        let accounts = batch.drafts.iter().filter(|d| matches!(d.event, Event::AccountOpened(_)));
        accounts.cloned().collect::<Vec<_>>()
    };
    let ours: Vec<_> = script().iter().flat_map(opened).collect();
    let theirs: Vec<_> = before.iter().flat_map(opened).collect();
    assert!(!ours.is_empty() && !theirs.is_empty());
    assert!(ours.iter().all(|draft| !theirs.contains(draft)), "nobody acts in both");
}
