//! A35: recipients who got less than was credited.

use jejak_events::codes::Region;
use jejak_events::vocabulary::ComplaintSubject;
use jejak_events::{Event, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A35",
    version: 1,
    en: "aid was cut before it reached the recipient",
    title_id: "bantuan dipotong",
    severity: Severity::High,
    basis: "Perpres 63/2017: bantuan diterima utuh",
    parameters: &[],
    deterministic: false,
    watches: true,
    looks_at: "reports that less was received than credited, and proven complaints about deductions",
    make: || Box::<Deductions>::default(),
}];

/// Somebody said that less was received: the payment or credit, and how many sen arrived.
struct Report {
    seq: u64,
    of: (Object, u64),
    received: i64,
}

#[derive(Default)]
struct Deductions {
    reports: Vec<Report>,
    /// Complaints about deductions.
    complaints: Vec<u64>,
}

impl Check for Deductions {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        let seq = fact.seq;
        match &fact.event {
            Event::DeductionReported(body) => {
                let (of, received) = ((Object::Payment, body.payment.0), body.received.sen());
                self.reports.push(Report { seq, of, received });
            }
            Event::CentralDeductionReported(body) => {
                let (of, received) = ((Object::CentralCredit, body.credit.0), body.received.sen());
                self.reports.push(Report { seq, of, received });
            }
            Event::ComplaintReceived(body) if body.subject == ComplaintSubject::Deduction => {
                self.complaints.push(seq);
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        let mut missing: Vec<(&Report, i64, Place, Option<Region>)> = Vec::new();
        for report in &self.reports {
            let Some((credited, place, village)) = credited(state, report.of) else { continue };
            let kept = credited.saturating_sub(report.received);
            if kept > 0 {
                missing.push((report, kept, place, village));
            }
        }
        let mut villages: FxHashMap<Option<Region>, u64> = FxHashMap::default();
        for (_, _, _, village) in &missing {
            *villages.entry(*village).or_default() += 1;
        }
        for (report, kept, place, village) in missing {
            let (sen, in_village) = (rupiah(kept), villages.get(&village).copied().unwrap_or(1));
            let village = village.map_or_else(String::new, |village| village.to_string());
            let what = said!(
                "{sen} were kept; one of {in_village} such reports of {village}",
                "{sen} dipotong; satu dari {in_village} laporan di {village}"
            );
            verdict.add(report.of, [report.of.1, report.seq], kept, place, what);
        }
        self.complaints(state, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// Sen credited, where it counts, and the village of the recipient.
fn credited(state: &State, of: (Object, u64)) -> Option<(i64, Place, Option<Region>)> {
    if of.0 == Object::CentralCredit {
        let credit = state.central.credits.get(&of.1)?;
        return Some((credit.sen, Place::of_central(state, credit), Some(credit.region)));
    }
    let payment = state.payment.payments.get(&of.1)?;
    let row = payment.designation.and_then(|row| state.decree.designations.get(&row));
    let place = Place::of_payment(state, payment);
    Some((payment.credited, place, row.map(|row| row.region)))
}

impl Deductions {
    /// Complaints about deductions that were proven.
    fn complaints(&self, state: &State, verdict: &mut Verdict) {
        for seq in &self.complaints {
            let Some(complaint) = state.complaint.complaints.get(seq).filter(|c| c.proven) else {
                continue;
            };
            let (region, programme) = (Some(complaint.region), complaint.programme.clone());
            let place = Place { region, programme, source: None };
            let what = said!(
                "a complaint about a deduction was proven",
                "pengaduan tentang potongan terbukti"
            );
            let evidence = [*seq].into_iter().chain(complaint.disputed);
            verdict.add((Object::Complaint, *seq), evidence, 0, place, what);
        }
    }
}
