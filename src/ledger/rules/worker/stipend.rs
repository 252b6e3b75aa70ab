//! Stipends: paid once a month, role and source, to whoever served and reported.

use jejak_events::vocabulary::CashOrigin;
use jejak_events::worker::StipendPaid;
use jejak_events::{Object, SourceCode};
use jejak_projections::worker::{Paper, paper_of, stipend_of};

use super::*;

/// Judges a stipend that was paid.
pub(super) fn paid(judge: &mut Judge<'_>, body: &StipendPaid) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.known_source("source", body.source)?;
    let Some(known) = worker(judge, body.worker.0) else { return Ok(()) };
    judge.flag_if(!known.active_in(body.month), &PAID_INACTIVE, || {
        Figures::expected("month", "a month of the appointment", body.month).by(body.worker.0)
    });
    let approved = judge.state.worker.approved.contains(&(body.worker.0, body.month));
    judge.flag_if(!approved, &PAID_UNREPORTED, || {
        Figures::expected("month", "a month whose report is approved", body.month)
    });
    flag_before(judge, body, known);
    flag_amount(judge, body, known);
    let civil = known.civil_servant.is_some_and(|since| since <= body.month.last_day());
    judge.flag_if(civil, &CIVIL_SERVANT, || {
        Figures::expected("worker", "nobody in civil service", body.worker.0).by(body.worker.0)
    });
    flag_paper(judge, body);
    Ok(())
}

/// What the person was paid before for the same month from the same source.
fn flag_before(judge: &mut Judge<'_>, body: &StipendPaid, known: &Worker) {
    let key = (known.person, body.month, body.source);
    let stipends = judge.state.worker.stipends.get(&key).map_or(&[][..], Vec::as_slice);
    let same = stipends.iter().find(|stipend| stipend.role == known.role);
    judge.flag_if(same.is_some(), &PAID_TWICE, || {
        let figures = Figures::expected("month", "a month not paid yet", body.month);
        figures.by(same.map_or(0, |stipend| stipend.seq))
    });
    let other = stipends.iter().find(|stipend| stipend.role != known.role);
    judge.flag_if(other.is_some(), &TWO_ROLES, || {
        let expected = other.map_or("", |stipend| stipend.role.word());
        let figures = Figures::expected("worker", expected, known.role);
        figures.by(other.map_or(0, |stipend| stipend.seq))
    });
}

fn flag_amount(judge: &mut Judge<'_>, body: &StipendPaid, known: &Worker) {
    let what = stipend_of(known.role);
    let rule = judge.state.reference.in_force_for_all(what, body.month.first_day());
    let in_force = rule.and_then(|rule| Some((rule.seq, rule.amount?)));
    let Some((event, amount)) = in_force else { return };
    judge.flag_if(amount != body.amount, &AMOUNT_DIFFERS, || {
        Figures::amounts("amount", body.amount.sen(), amount.sen()).by(event)
    });
}

/// Compares a stipend with the paper that paid it: its source, its account, its sum.
fn flag_paper(judge: &mut Judge<'_>, body: &StipendPaid) {
    let Some(paper) = paper_of(body) else {
        let source = judge.state.reference.sources.get(&body.source);
        let ours = source.is_some_and(|source| source.cash_origin == CashOrigin::Rkud);
        judge.flag_if(ours, &NO_PAPER, || {
            Figures::expected("payment", "a payment, TBP or SPP", "none")
        });
        return;
    };
    let (lines, sen) = of_paper(judge, paper);
    let sources: Vec<SourceCode> =
        lines.iter().filter_map(|line| Some(judge.state.budget.lines.get(line)?.source)).collect();
    let differs = !sources.is_empty() && !sources.contains(&body.source);
    judge.flag_if(differs, &SOURCE_DIFFERS, || {
        let expected = sources.first().map_or_else(String::new, ToString::to_string);
        Figures::expected("source", expected, body.source).by(paper.1)
    });
    let aid = lines.iter().copied().find(|line| {
        judge.state.budget.lines.get(line).is_some_and(|line| line.account.is_bansos())
    });
    judge.flag_if(aid.is_some(), &PAID_AS_AID, || {
        let figures = Figures::expected("payment", "an account of goods and services", "5.1.06");
        figures.on_line(aid.unwrap_or(0))
    });
    let before = judge.state.worker.by_paper.get(&paper).copied().unwrap_or(0);
    let sum = before.saturating_add(body.amount.sen());
    judge.flag_if(sum > sen, &ABOVE_PAPER, || Figures::amounts("amount", sum, sen).by(paper.1));
}

/// The lines that a paper draws from, and its sen before anything is withheld.
fn of_paper(judge: &Judge<'_>, (object, seq): Paper) -> (Vec<u64>, i64) {
    let state = judge.state;
    let of_spp = |seq: u64| {
        let spp = state.treasury.spps.get(&seq);
        spp.map(|spp| (spp.lines.iter().map(|(line, _)| *line).collect(), spp.sen))
    };
    let known = match object {
        Object::Payment => {
            state.payment.payments.get(&seq).map(|payment| (vec![payment.line], payment.sen))
        }
        Object::Tbp => state.treasury.tbps.get(&seq).map(|tbp| (vec![tbp.line], tbp.sen)),
        _ => of_spp(seq),
    };
    known.unwrap_or_default()
}
