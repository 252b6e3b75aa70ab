//! A43: stipends of workers, and kecamatan with two TKSK.

use jejak_events::{Event, Month, Object, Recorded, SourceCode};

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};
use crate::worker::Worker;

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A43",
    version: 1,
    en: "worker paid while inactive, without report, or twice; two TKSK in one kecamatan",
    title_id: "SDM dibayar saat tidak aktif, tanpa laporan, atau ganda; dua TKSK satu kecamatan",
    severity: Severity::Medium,
    basis: "Permensos tentang TKSK dan Tagana; keputusan tali asih daerah",
    parameters: &[],
    deterministic: false,
    watches: true,
    looks_at: "each stipend beside appointment, approved report and other stipends; appointments of TKSK by kecamatan",
    make: || Box::<Workers>::default(),
}];

/// A stipend as paid.
struct Paid {
    seq: u64,
    worker: u64,
    month: Month,
    source: SourceCode,
    sen: i64,
    /// The report on the month that was approved when it was paid.
    report: Option<u64>,
}

#[derive(Default)]
struct Workers {
    paid: Vec<Paid>,
}

impl Check for Workers {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let Event::StipendPaid(body) = &fact.event else { return };
        let report = state.worker.approved.get(&(body.worker.0, body.month)).copied();
        self.paid.push(Paid {
            seq: fact.seq,
            worker: body.worker.0,
            month: body.month,
            source: body.source,
            sen: body.amount.sen(),
            report,
        });
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for paid in &self.paid {
            let Some(worker) = state.worker.workers.get(&paid.worker) else { continue };
            judge(state, (paid, worker), &mut verdict);
        }
        two_in_one(state, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

fn judge(state: &State, (paid, worker): (&Paid, &Worker), verdict: &mut Verdict) {
    let (month, sen) = (paid.month, rupiah(paid.sen));
    let place = Place { region: Some(worker.region), programme: None, source: Some(paid.source) };
    let mut add = |more: Option<u64>, what: Said| {
        let evidence = [paid.worker, paid.seq].into_iter().chain(more);
        verdict.add((Object::Worker, paid.worker), evidence, paid.sen, place.clone(), what);
    };
    if !worker.active_in(month) {
        let what = said!(
            "{sen} for {month}, in which the appointment covers no day",
            "{sen} untuk {month}, di luar masa pengangkatan"
        );
        add(None, what);
    }
    if paid.report.is_none() {
        let what = said!(
            "{sen} for {month} without an approved report",
            "{sen} untuk {month} tanpa laporan yang disetujui"
        );
        add(None, what);
    }
    let key = (worker.person, month, paid.source);
    let others = state.worker.stipends.get(&key).into_iter().flatten();
    let mut before = others.filter(|other| other.seq < paid.seq && other.role != worker.role);
    if let Some(other) = before.next() {
        let (role, before) = (other.role, other.seq);
        let what = said!(
            "{sen} for {month}, which the same source had paid the person as {role} by event {before}",
            "{sen} untuk {month}, padahal sumber yang sama sudah membayar orang itu sebagai {role} pada kejadian {before}"
        );
        add(Some(before), what);
    }
}

/// TKSK who serve one kecamatan on the same days.
fn two_in_one(state: &State, verdict: &mut Verdict) {
    for (region, seqs) in state.worker.tksk.iter().filter(|(_, seqs)| seqs.len() > 1) {
        for (at, seq) in seqs.iter().enumerate() {
            let Some(worker) = state.worker.workers.get(seq) else { continue };
            let overlaps = |other: &&u64| {
                let other = state.worker.workers.get(other);
                other.is_some_and(|other| other.overlaps(worker.from, worker.until))
            };
            let Some(before) = seqs.iter().take(at).find(overlaps) else { continue };
            let what = said!(
                "TKSK of {region} on days on which worker {before} was",
                "TKSK {region} pada hari yang sama dengan petugas {before}"
            );
            let place = Place::of_region(*region);
            verdict.add((Object::Worker, *seq), [*before, *seq], 0, place, what);
        }
    }
}
