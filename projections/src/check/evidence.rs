//! A38: evidence that is used again, or cannot be of that day.

use jejak_events::document::Binding;
use jejak_events::ids::Token;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Kind, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, events_of, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::spending::Purchase;
use crate::state::State;
use crate::view::{Unanswered, View};

const NO_PARAMETERS: &[Parameter] = &[];

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A38",
    version: 1,
    en: "evidence used again or outside its time",
    title_id: "bukti dipakai ulang atau di luar waktunya",
    severity: Severity::High,
    basis: "Permendagri 77/2020: setiap pengeluaran didukung bukti yang sah",
    parameters: NO_PARAMETERS,
    deterministic: false,
    watches: true,
    looks_at: "receipts, papers and photographs used again; receipts of Sundays and holidays, before the aid came, after the report",
    make: || Box::<Evidence>::default(),
}];

#[derive(Default)]
struct Evidence {
    /// The first event that each paper proved.
    papers: FxHashMap<Token, u64>,
    /// Event, the event that its paper had proved before.
    papers_again: Vec<(u64, u64)>,
    /// Work, event, the event that had shown the picture before.
    pictures_again: Vec<(u64, u64, u64)>,
    /// Row, event that closed its spending, day.
    closings: FxHashMap<u64, Vec<(u64, Date)>>,
}

impl Check for Evidence {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::SpjSubmitted(_) | Event::TbpRecorded(_) | Event::PurchaseRecorded(_) => {}
            Event::WorkProgressRecorded(body) => {
                let before = state.works.shown(&body.photos).filter(|seq| *seq < fact.seq);
                let again = before.map(|before| (body.work.0, fact.seq, before));
                self.pictures_again.extend(again);
            }
            Event::SpendingClosed(body) => {
                let closing = (fact.seq, fact.envelope.occurred_on);
                self.closings.entry(body.designation.0).or_default().push(closing);
                return;
            }
            _ => return,
        }
        for document in &fact.envelope.documents {
            let Some(Binding::Token(token)) = &document.proof else { continue };
            let first = *self.papers.entry(*token).or_insert(fact.seq);
            // Papers of one request are handed in together.
            let request = fact.seq.saturating_sub(u64::from(fact.envelope.batch_index));
            if first < request {
                self.papers_again.push((fact.seq, first));
            }
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        let state = &view.reading.state;
        receipts(state, &mut verdict);
        for (seq, first) in &self.papers_again {
            let what = said!(
                "its paper had proved event {first} before",
                "buktinya sudah dipakai kejadian {first}"
            );
            verdict.add((Object::Event, *seq), [*first, *seq], 0, Place::default(), what);
        }
        for (work, seq, first) in &self.pictures_again {
            let region = state.works.works.get(work).map(|work| work.region);
            let place = Place { region, ..Place::default() };
            let what = said!(
                "a photograph of event {seq} had been shown by event {first}",
                "foto kejadian {seq} sudah dipakai kejadian {first}"
            );
            verdict.add((Object::Work, *work), [*first, *seq], 0, place, what);
        }
        self.days(view, &mut verdict)?;
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Evidence {
    /// Purchases on days on which shops are closed, before the aid came, after their report.
    fn days(&self, view: &View, verdict: &mut Verdict) -> Result<(), Unanswered> {
        let state = &view.reading.state;
        let mut received: FxHashMap<u64, Option<(u64, Date)>> = FxHashMap::default();
        for (seq, purchase) in standing(state) {
            let row = purchase.designation;
            if purchase.on.is_sunday() || state.reference.holidays.contains(&purchase.on) {
                let day = purchase.on;
                let what = said!(
                    "the receipt is of {day}, a Sunday or holiday",
                    "nota bertanggal {day}, hari Minggu atau hari libur"
                );
                add(state, verdict, (seq, purchase), [], what);
            }
            if let std::collections::hash_map::Entry::Vacant(slot) = received.entry(row) {
                slot.insert(first_credit(view, row)?);
            }
            let first = received.get(&row).copied().flatten();
            if let Some((credit, day)) = first.filter(|(_, day)| purchase.on < *day) {
                let what = said!(
                    "bought before the aid came on {day}",
                    "dibeli sebelum bantuan diterima pada {day}"
                );
                add(state, verdict, (seq, purchase), [credit], what);
            }
            let closed = self.closings.get(&row).into_iter().flatten();
            let mut late = closed.filter(|(event, day)| *event < seq && purchase.on <= *day);
            if let Some((closing, day)) = late.next() {
                let what = said!(
                    "recorded after the report that closed on {day}",
                    "dicatat sesudah LPJ ditutup pada {day}"
                );
                add(state, verdict, (seq, purchase), [*closing], what);
            }
        }
        Ok(())
    }
}

fn standing(state: &State) -> impl Iterator<Item = (u64, &Purchase)> {
    state.spending.purchases.iter().filter(|(_, purchase)| purchase.reversed_by.is_none())
}

/// One receipt for several purchases that stand.
fn receipts(state: &State, verdict: &mut Verdict) {
    let mut first: FxHashMap<Token, u64> = FxHashMap::default();
    for (seq, purchase) in standing(state) {
        let before = *first.entry(purchase.receipt).or_insert(seq);
        if before == seq {
            continue;
        }
        let sen = rupiah(purchase.sen);
        let what = said!(
            "its receipt had proved purchase {before} before; {sen}",
            "notanya sudah dipakai belanja {before}; {sen}"
        );
        add(state, verdict, (seq, purchase), [before], what);
    }
}

fn add(
    state: &State,
    verdict: &mut Verdict,
    (seq, purchase): (u64, &Purchase),
    more: impl IntoIterator<Item = u64>,
    what: Said,
) {
    let place = Place::of_designation(state, purchase.designation);
    let evidence = more.into_iter().chain([seq]);
    verdict.add((Object::Purchase, seq), evidence, purchase.sen, place, what);
}

/// The first credit of a row.
fn first_credit(view: &View, row: u64) -> Result<Option<(u64, Date)>, Unanswered> {
    let credits = events_of(view, Object::Designation, row, &[Kind::PaymentCredited])?;
    let Some(first) = credits.first() else { return Ok(None) };
    Ok(Some((*first, view.facts.fact(*first)?.envelope.occurred_on)))
}
