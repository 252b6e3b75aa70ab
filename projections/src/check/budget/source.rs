//! A23: the money is of another source, programme or treasury than it should be.

use jejak_events::field::Object;
use jejak_events::vocabulary::{
    CashKind, CashOrigin, CeilingBasis, ContributionBook, ContributionForm, SourceFamily,
};
use jejak_events::{Event, Recorded, Rupiah, Stage};

use crate::budget::Line;
use crate::check::recipients::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::payment::PaymentStage;
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// Rows, payments, treasuries, budget documents and contributions.
#[derive(Default)]
pub(super) struct Sources {
    found: Vec<Found>,
}

impl Check for Sources {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let seq = fact.seq;
        match &fact.event {
            Event::Sp2dIssued(body) => {
                let Some(spp) = state.treasury.spps.get(&body.spp.0) else { return };
                let kind = kind_of(state, body.cash.0);
                let lines = spp.lines.iter().filter_map(|(line, sen)| {
                    Some((*line, *sen, state.budget.lines.get(line)?.cash_origin))
                });
                let wrong: Vec<_> = lines.filter(|(_, _, of)| !is_treasury(kind, *of)).collect();
                for (line, sen, origin) in wrong {
                    let found = treasury((Object::Spp, body.spp.0), seq, kind, origin);
                    self.found.push(found.risking(sen).of_line(state, line));
                }
            }
            Event::RefundDeposited(body) => {
                let line = state.budget.lines.get(&body.line.0);
                let Some(origin) = line.map(|line| line.cash_origin) else { return };
                let kind = kind_of(state, body.cash.0);
                if !is_treasury(kind, origin) {
                    let found = treasury((Object::Refund, seq), seq, kind, origin);
                    self.found.push(found.risking(body.amount.sen()).of_line(state, body.line.0));
                }
            }
            Event::BudgetCeilingSet(body) => {
                let origin = state.reference.sources.get(&body.source).map(|it| it.cash_origin);
                let fits = match body.basis {
                    CeilingBasis::Dpa | CeilingBasis::Dppa => origin == Some(CashOrigin::Rkud),
                    CeilingBasis::Dipa => origin == Some(CashOrigin::Rkun),
                    CeilingBasis::External => true,
                };
                if !fits {
                    let (source, document) = (body.source, body.basis.word());
                    let what = said!(
                        "source {source} does not belong in a budget document of kind {document}",
                        "sumber {source} tidak boleh berada pada dokumen {document}"
                    );
                    let found = Found::about(Object::Line, seq, [seq], what);
                    self.found.push(found.risking(body.amount.sen()).of_line(state, seq));
                }
            }
            Event::CommunityContributionRecorded(body) => {
                let cash = body.form == ContributionForm::Cash;
                let within = body.book == ContributionBook::OnBudget;
                if cash && within && body.receipt.is_none() {
                    let what = said!(
                        "cash within the budget that no cash account received",
                        "uang dalam APBD yang tidak diterima rekening kas mana pun"
                    );
                    let found = Found::about(Object::Contribution, seq, [seq], what);
                    let sen = body.value.map_or(0, Rupiah::sen);
                    self.found.push(found.risking(sen).within(body.region));
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = self.found.clone();
        rows(state, &mut found);
        payments(state, &mut found);
        plans(state, &mut found);
        Ok(Outcome::Found(found))
    }
}

fn kind_of(state: &State, cash: u64) -> Option<CashKind> {
    state.cash.accounts.get(&cash).map(|known| known.kind)
}

/// Whether an account is of the treasury in which money of an origin lies.
fn is_treasury(kind: Option<CashKind>, origin: CashOrigin) -> bool {
    match origin {
        CashOrigin::Rkud => kind == Some(CashKind::Rkud),
        CashOrigin::Rkun => kind == Some(CashKind::Rkun),
        CashOrigin::OffBudget => matches!(kind, Some(CashKind::Donor | CashKind::Channel)),
    }
}

fn treasury(about: (Object, u64), seq: u64, kind: Option<CashKind>, origin: CashOrigin) -> Found {
    let (is, due) = (kind.map_or("", CashKind::word), origin.word());
    let what = said!(
        "through an account of kind {is}, the source lies in {due}",
        "lewat rekening {is}, kas sumbernya {due}"
    );
    Found::about(about.0, about.1, [about.1, seq], what)
}

/// Rows whose line is of another programme or year than their decree.
fn rows(state: &State, found: &mut Vec<Found>) {
    for (seq, row, decree) in claims::rows(state) {
        let Some(line) = state.budget.lines.get(&row.line) else { continue };
        let what = if line.programme != decree.programme {
            let (is, due) = (&line.programme, &decree.programme);
            said!(
                "the line is of programme {is}, the decree of {due}",
                "baris anggaran milik program {is}, SK untuk {due}"
            )
        } else if line.fiscal_year != decree.fiscal_year {
            let (is, due) = (line.fiscal_year, decree.fiscal_year);
            said!("the line is of {is}, the decree of {due}", "baris anggaran {is}, SK tahun {due}")
        } else {
            continue;
        };
        let about = Found::about(Object::Designation, seq, [row.decree, row.line, seq], what);
        found.push(about.risking(row.sen).of_row(state, row));
    }
}

/// Payments from a line that their SP2D does not draw from.
fn payments(state: &State, found: &mut Vec<Found>) {
    for (seq, payment) in state.payment.payments.iter() {
        let spp = state.spp_of_payment(payment);
        let Some((of, spp)) = spp.and_then(|of| Some((of, state.treasury.spps.get(&of)?))) else {
            continue;
        };
        let drawn = spp.lines.iter().any(|(line, _)| *line == payment.line);
        if !drawn && payment.stage != PaymentStage::Void {
            let line = payment.line;
            let what = said!(
                "pays from line {line}, which its SP2D does not draw from",
                "membayar dari baris {line} yang tidak didanai SP2D-nya"
            );
            let evidence = [seq, of].into_iter().chain(payment.designation);
            let about = Found::about(Object::Payment, seq, evidence, what);
            found.push(about.risking(payment.sen).of_payment(state, payment));
        }
    }
}

/// DAK lines that were used without an approved activity plan.
fn plans(state: &State, found: &mut Vec<Found>) {
    let dak = |line: &Line| {
        matches!(line.family, SourceFamily::DakPhysical | SourceFamily::DakNonPhysical)
    };
    for (seq, line) in state.budget.lines.iter().filter(|(_, line)| dak(line)) {
        let free = line.at(Stage::Available).saturating_add(line.at(Stage::Blocked));
        let used = line.ceiling().saturating_sub(free);
        if !line.plan_approved && used > 0 {
            let what = said!(
                "DAK used without an approved activity plan",
                "DAK dipakai tanpa rencana kegiatan yang disetujui"
            );
            let about = Found::about(Object::Line, seq, [seq], what);
            found.push(about.risking(used).of_line(state, seq));
        }
    }
}
