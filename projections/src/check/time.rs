//! A45: when things were recorded. What hashes prove, `jejak verify` proves.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Kind, Month, Object, Recorded, Timestamp};

use super::place::{Place, Verdict};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A45",
    version: 1,
    en: "recorded late, into a closed period, or at a clock that jumped (hashes: `jejak verify`)",
    title_id: "dicatat mundur, ke periode tertutup, atau jam melompat (hash: `jejak verify`)",
    severity: Severity::Critical,
    basis: "Permendagri 77/2020: pencatatan kronologis dan tepat waktu",
    parameters: &[Parameter::BackdatingDays],
    deterministic: false,
    watches: true,
    looks_at: "days between fact and record, months already closed, batches of history, jumps of the clock",
    make: || Box::<Time>::default(),
}];

/// Closing books and correcting them is what may be done with a closed month.
const SPARED: &[Kind] = &[
    Kind::PeriodClosed,
    Kind::TransactionReversed,
    Kind::FactCorrected,
    Kind::PurchaseReversed,
    Kind::StockMovementReversed,
];

/// Bits of the days within a word.
const DAY_BITS: u32 = 20;

#[derive(Default)]
struct Time {
    last: Option<Timestamp>,
    /// Last closed month before the event that is looked at.
    closed: Option<Month>,
    /// Events recorded after their day: number and days in one word.
    after: Vec<u64>,
    /// Events at which the clock went back.
    back: Vec<u64>,
    /// Events of a month that was closed, with that month's end.
    late: Vec<(u64, Month)>,
    /// Events of history outside the days of their batch, with the batch.
    outside: Vec<(u64, u64)>,
    /// Consents to go on after the clock jumped.
    gaps: Vec<u64>,
}

impl Check for Time {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let (seq, day) = (fact.seq, fact.envelope.occurred_on);
        if self.last.is_some_and(|last| fact.recorded_at < last) {
            self.back.push(seq);
        }
        self.last = Some(fact.recorded_at);
        let closed = std::mem::replace(&mut self.closed, state.accountability.closed_until());
        if matches!(fact.event, Event::ClockGapAccepted(_)) {
            self.gaps.push(seq);
        }
        if let Some(batch) = fact.envelope.historical {
            let days = state.opening.batches.get(&batch.0).map(|batch| batch.days);
            if days.is_some_and(|(first, last)| day < first || last < day) {
                self.outside.push((seq, batch.0));
            }
            return;
        }
        let recorded = fact.recorded_at.date_in(state.integrity.meta().zone);
        if let Some(days) = u64::try_from(recorded.days_since(day)).ok().filter(|days| *days > 0) {
            self.after.push(seq << DAY_BITS | days.min((1 << DAY_BITS) - 1));
        }
        let spared = SPARED.contains(&fact.event.kind());
        if let Some(month) = closed.filter(|month| !spared && day.month_key() <= *month) {
            self.late.push((seq, month));
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        let mut add = |seq: u64, more: Option<u64>, what| {
            let evidence = [seq].into_iter().chain(more);
            verdict.add((Object::Event, seq), evidence, 0, Place::default(), what);
        };
        for seq in &self.back {
            add(*seq, seq.checked_sub(1), said!("the clock went back", "jam bergerak mundur"));
        }
        for seq in &self.gaps {
            let what = said!(
                "writing went on after the clock had jumped",
                "pencatatan dilanjutkan sesudah jam melompat"
            );
            add(*seq, None, what);
        }
        for (seq, month) in &self.late {
            let what = said!(
                "of a month that was closed: books are closed up to {month}",
                "terjadi pada bulan yang sudah ditutup: pembukuan ditutup sampai {month}"
            );
            add(*seq, None, what);
        }
        for (seq, batch) in &self.outside {
            let what = said!(
                "outside the days of its batch of history",
                "di luar rentang hari riwayatnya"
            );
            add(*seq, Some(*batch), what);
        }
        self.backdated(view, rules, &mut verdict)?;
        for (seq, batch) in view.reading.state.opening.batches.iter().filter(|(_, b)| !b.closed) {
            let events = batch.events;
            let what = said!(
                "a batch of history with {events} events was never closed",
                "riwayat dengan {events} kejadian tidak pernah ditutup"
            );
            verdict.add((Object::HistoricalBatch, seq), [seq], 0, Place::default(), what);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Time {
    fn backdated(
        &self,
        view: &View,
        rules: &Rules,
        verdict: &mut Verdict,
    ) -> Result<(), Unanswered> {
        let by = Parameter::BackdatingDays;
        let all = view.reading.state.reference.parameters.iter();
        let enacted = all.filter(|((what, _), _)| *what == by);
        let least = enacted.flat_map(|(_, rules)| rules.iter().filter_map(|rule| rule.value)).min();
        let Some(least) = least else {
            if !self.after.is_empty() {
                verdict.lacks_rule(by);
            }
            return Ok(());
        };
        for word in &self.after {
            let (seq, days) = (word >> DAY_BITS, word & ((1 << DAY_BITS) - 1));
            if days <= u64::from(least) {
                continue;
            }
            let on: Date = view.facts.fact(seq)?.envelope.occurred_on;
            let days = i64::try_from(days).unwrap_or(i64::MAX);
            if let Some(limit) = rules.number(by, None, on, seq).filter(|limit| days > *limit) {
                let what = said!(
                    "recorded {days} days after it happened; {limit} are allowed",
                    "dicatat {days} hari sesudah kejadian; batas {limit} hari"
                );
                verdict.add((Object::Event, seq), [seq], 0, Place::default(), what);
            }
        }
        Ok(())
    }
}
