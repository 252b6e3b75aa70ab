//! Rules for SPJ, refunds, closing of periods, reversals and corrections.

use jejak_events::accountability::*;
use jejak_events::vocabulary::{CashOrigin, Outcome, Parameter, PeriodKind, SpjKind, Treatment};
use jejak_events::{Event, Rupiah, Stage};

use super::{Figures, Judge, Judgement, Refusal, rules, short_of};

rules! {
    SPJ_MISMATCH = "ATB-01" Refuse,
        "belanja ditambah sisa tidak sama dengan yang diterima", "spent and unspent do not make what was received", "SpjDisampaikan G3";
    SPJ_LINES = "ATB-02" Refuse,
        "rincian baris tidak sama dengan belanja", "the lines do not sum to what was spent", "SpjDisampaikan G3";
    SPJ_DECIDED = "ATB-03" Refuse,
        "SPJ sudah diputuskan", "the SPJ is already decided", "SpjDiverifikasi";
    SPJ_VERIFIER = "ATB-04" Refuse,
        "verifikator SPJ sama dengan pelapor", "the SPJ's verifier is who submitted it", "A46 SpjDiverifikasi";
    SPJ_SUBJECT = "ATB-05" Refuse,
        "SPJ tidak menyebut objek yang sesuai jenisnya", "the SPJ does not name what its kind accounts for", "SpjDisampaikan";
    SPJ_LATE = "ATB-06" Flag,
        "SPJ terlambat", "the SPJ is late", "A37 A28";
    REFUND_ABOVE = "ATB-07" Refuse,
        "pengembalian melebihi yang ada pada tahap itu", "the refund is above what rests in that stage", "PengembalianDisetor G4";
    REFUND_TREATMENT = "ATB-08" Refuse,
        "perlakuan pengembalian tidak sesuai tahun dan sumber", "the refund's treatment does not fit year and source", "PengembalianDisetor P2";
    REFUND_ABOVE_CLAIM = "ATB-09" Refuse,
        "setoran melebihi tagihan, atau tagihan untuk baris lain", "the deposit is above the claim, or the claim is for another line", "PengembalianDitagih PengembalianDisetor";
    PERIOD_ORDER = "ATB-10" Refuse,
        "periode sudah ditutup atau belum berakhir", "the period is already closed or has not ended", "PeriodeDitutup G10";
    SILPA_MISMATCH = "ATB-11" Refuse,
        "SiLPA tidak sama dengan buku kas", "the SiLPA is not what the cash book gives", "SilpaDihitung G5";
    NOT_REVERSIBLE = "ATB-12" Refuse,
        "kejadian itu tidak memindahkan dana yang dapat dibalik, atau sudah dibalik", "that event moved nothing that can be reversed, or is already reversed", "TransaksiDikoreksi G6";
    SECOND_PERSON = "ATB-13" Refuse,
        "perlu persetujuan orang kedua", "a second person must agree", "TransaksiDikoreksi A46";
    CORRECTION_EMPTY = "ATB-14" Refuse,
        "koreksi tidak mengubah apa pun", "the correction changes nothing", "FactCorrected";
    REVERSAL_SHORT = "ATB-15" Refuse,
        "pembalikan akan membuat tahap itu negatif", "the reversal would leave a stage below zero", "TransaksiDikoreksi G1";
    REFUND_LATE = "ATB-16" Flag,
        "pengembalian melewati jatuh tempo", "the refund came after its due date", "A34";
    ORIGIN_YEAR = "ATB-17" Refuse,
        "tahun asal bukan tahun baris anggaran", "the year of origin is not that of the line", "PengembalianDisetor";
    REFUND_PAYMENT = "ATB-18" Refuse,
        "pembayaran itu bukan dari baris itu", "the payment was not made from that line", "PengembalianDisetor A23";
}

/// Stages out of which money can come back.
const REFUNDABLE: &[Stage] = &[
    Stage::AtChannel,
    Stage::Credited,
    Stage::Transacted,
    Stage::Returned,
    Stage::Unclaimed,
    Stage::AccountedFor,
    Stage::Suspense,
];

/// Stages that may fall below zero: they mirror what came from outside the line.
const UNGUARDED: &[Stage] = &[Stage::Ceiling, Stage::SpdLimit, Stage::ContraPost, Stage::Suspense];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::SpjSubmitted(body) => submit(judge, body),
        Event::SpjVerified(body) => verify(judge, body),
        Event::RefundClaimed(body) => judge.positive("amount", body.amount),
        Event::RefundDeposited(body) => refund(judge, body),
        Event::PeriodClosed(body) => close(judge, body),
        Event::SilpaComputed(body) => {
            judge.known_source("source", body.source)?;
            let book = judge.state.cash.at(body.cash.0, body.source);
            judge.require(book == body.amount.sen(), &SILPA_MISMATCH, || {
                Figures::amounts("amount", body.amount.sen(), book).by(body.cash.0)
            })
        }
        Event::TransactionReversed(body) => reverse(judge, body),
        Event::FactCorrected(body) => {
            second_person(judge, body.authorised_by)?;
            judge.require(body.from != body.to, &CORRECTION_EMPTY, || {
                Figures::expected("to", "another reading", "the same")
            })
        }
        _ => Ok(()),
    }
}

fn submit(judge: &mut Judge<'_>, body: &SpjSubmitted) -> Judgement {
    judge.not_negative("spent", body.spent)?;
    judge.not_negative("unspent", body.unspent)?;
    judge.ascending_lines("lines", &body.lines)?;
    let sum = Rupiah::sum(body.lines.iter().map(|item| item.amount));
    judge.require(sum == Some(body.spent), &SPJ_LINES, || {
        Figures::amounts("lines", sum.unwrap_or(Rupiah::ZERO).sen(), body.spent.sen())
    })?;
    let subject = received(judge, body);
    judge.require(subject.is_some(), &SPJ_SUBJECT, || {
        Figures::expected("kind", "designation, spp or organisation as the kind asks", body.kind)
    })?;
    let total = body.spent.checked_add(body.unspent).map(Rupiah::sen);
    judge.require(total.is_some() && total == subject, &SPJ_MISMATCH, || {
        Figures::amounts("spent", total.unwrap_or(i64::MAX), subject.unwrap_or(0))
    })?;
    flag_late(judge, body);
    Ok(())
}

/// What the subject of an SPJ received and has not accounted for.
fn received(judge: &Judge<'_>, body: &SpjSubmitted) -> Option<i64> {
    let state = judge.state;
    match body.kind {
        SpjKind::Recipient => {
            let row = state.decree.designations.get(&body.designation?.0)?;
            Some(row.credited.saturating_add(row.transacted))
        }
        SpjKind::AdditionalAdvance | SpjKind::Direct => {
            let spp = state.treasury.spps.get(&body.spp?.0)?;
            spp.paid_on.map(|_| spp.net())
        }
        SpjKind::Advance => {
            body.organisation?;
            let spent = body.lines.iter().map(|item| state.budget.at(item.line.0, Stage::Advanced));
            let spent: i64 = spent.fold(0, i64::saturating_add);
            // The advance goes on revolving: what is not spent is no part of the report.
            Some(spent.min(body.spent.sen()).saturating_add(body.unspent.sen()))
        }
    }
}

fn flag_late(judge: &mut Judge<'_>, body: &SpjSubmitted) {
    let day = judge.fact.envelope.occurred_on;
    let reference = &judge.state.reference;
    let late = match body.kind {
        SpjKind::AdditionalAdvance => {
            let spp = body.spp.and_then(|spp| judge.state.treasury.spps.get(&spp.0));
            let paid = spp.and_then(|spp| spp.paid_on);
            let rule = reference.in_force_for_all(Parameter::TuDays, day);
            paid.zip(rule).map(|(paid, rule)| (paid, rule.clone()))
        }
        SpjKind::Recipient => {
            let row = body.designation.and_then(|row| judge.state.decree.designations.get(&row.0));
            let decree = row.and_then(|row| judge.state.decree.decrees.get(&row.decree));
            let rule = reference.in_force_for_all(Parameter::ReportDueDay, day);
            decree
                .and_then(|decree| decree.fiscal_year.last_day().checked_add_days(0))
                .zip(rule)
                .map(|(end, rule)| (end, rule.clone()))
        }
        _ => None,
    };
    let Some((start, rule)) = late else { return };
    let limit = i64::from(rule.value.unwrap_or(0));
    let days = i64::from(day.days_since(start));
    judge.flag_if(days > limit, &SPJ_LATE, || {
        Figures::expected("occurred_on", format_args!("within {limit} days of {start}"), days)
            .by(rule.seq)
    });
}

fn verify(judge: &Judge<'_>, body: &SpjVerified) -> Judgement {
    judge.reason_unless_accepted(body.outcome, body.reason.is_some())?;
    let Some(spj) = judge.state.accountability.spjs.get(&body.spj.0) else { return Ok(()) };
    judge.require(spj.outcome.is_none(), &SPJ_DECIDED, || {
        Figures::expected("spj", "an SPJ not yet decided", body.spj.0).by(body.spj.0)
    })?;
    judge.separate_from(&SPJ_VERIFIER, &spj.submitted_by)?;
    if body.outcome != Outcome::Accepted {
        return Ok(());
    }
    accountable(judge, spj, body.spj.0)
}

/// What an accepted SPJ covers must still rest where it is taken from.
fn accountable(
    judge: &Judge<'_>,
    spj: &jejak_projections::accountability::Spj,
    seq: u64,
) -> Judgement {
    let short = |asked: i64, rests: i64, line: u64| {
        judge.require(asked <= rests, &SPJ_MISMATCH, || short_of("spj", asked, rests, line).by(seq))
    };
    match (spj.kind, spj.designation) {
        (SpjKind::Recipient, Some(row)) => {
            let Some(row) = judge.state.decree.designations.get(&row) else { return Ok(()) };
            short(spj.spent, row.credited.saturating_add(row.transacted), row.line)
        }
        (SpjKind::Direct | SpjKind::AdditionalAdvance, _) => {
            spj.lines.iter().try_for_each(|(line, sen)| {
                short(*sen, judge.state.budget.at(*line, Stage::Credited), *line)
            })
        }
        _ => Ok(()),
    }
}

fn refund(judge: &mut Judge<'_>, body: &RefundDeposited) -> Judgement {
    judge.positive("amount", body.amount)?;
    let Some(line) = judge.state.budget.lines.get(&body.line.0) else { return Ok(()) };
    let kind = judge.state.cash.accounts.get(&body.cash.0).map(|cash| cash.kind);
    super::cash::is_treasury_of(judge, kind, line.cash_origin)?;
    judge.require(body.origin_year == line.fiscal_year, &ORIGIN_YEAR, || {
        Figures::expected("origin_year", line.fiscal_year, body.origin_year).on_line(body.line.0)
    })?;
    treatment(judge, body, line.cash_origin)?;
    let rests = resting(judge, body)?;
    judge.require(body.amount.sen() <= rests, &REFUND_ABOVE, || {
        short_of("amount", body.amount.sen(), rests, body.line.0)
    })?;
    claim(judge, body)
}

/// PSAP 02: in the year of the spending a contra-post, later revenue; state money to the state.
fn treatment(judge: &Judge<'_>, body: &RefundDeposited, origin: CashOrigin) -> Judgement {
    let year = judge.fact.envelope.occurred_on.fiscal_year();
    let expected = match origin {
        CashOrigin::Rkun => Treatment::StateTreasury,
        _ if body.origin_year == year => Treatment::ContraPost,
        _ => Treatment::RevenueOfYear,
    };
    judge.require(body.treatment == expected, &REFUND_TREATMENT, || {
        Figures::expected("treatment", expected, body.treatment).on_line(body.line.0)
    })
}

/// How much rests in the stage that the refund names: of the payment, or of the whole line.
fn resting(judge: &Judge<'_>, body: &RefundDeposited) -> Result<i64, Refusal> {
    let on_line = judge.state.budget.at(body.line.0, body.stage).max(0);
    let on_line = if REFUNDABLE.contains(&body.stage) { on_line } else { 0 };
    let payment = body.payment.and_then(|seq| judge.state.payment.payments.get(&seq.0));
    let Some(payment) = payment else { return Ok(on_line) };
    judge.require(payment.line == body.line.0, &REFUND_PAYMENT, || {
        Figures::expected("line", payment.line, body.line.0).on_line(body.line.0)
    })?;
    Ok(judge.state.resting(payment, body.stage).min(on_line))
}

fn claim(judge: &mut Judge<'_>, body: &RefundDeposited) -> Judgement {
    let Some(claim) = body.claim else { return Ok(()) };
    let Some(known) = judge.state.accountability.claims.get(&claim.0) else { return Ok(()) };
    let fits = known.line == body.line.0 && body.amount.sen() <= known.left;
    judge.require(fits, &REFUND_ABOVE_CLAIM, || {
        short_of("amount", body.amount.sen(), known.left, known.line).by(claim.0)
    })?;
    let (day, due) = (judge.fact.envelope.occurred_on, known.due);
    judge.flag_if(day > due, &REFUND_LATE, || {
        Figures::expected("occurred_on", format_args!("{due} or earlier"), day).by(claim.0)
    });
    Ok(())
}

fn close(judge: &Judge<'_>, body: &PeriodClosed) -> Judgement {
    let after = judge.state.accountability.closed_until().is_none_or(|last| last < body.period);
    let ended = body.period.last_day() <= judge.fact.envelope.occurred_on;
    let whole = body.kind == PeriodKind::Month || body.period.month() == 12;
    judge.require(after && ended && whole, &PERIOD_ORDER, || {
        Figures::expected("period", "a month that ended and is not closed", body.period)
    })
}

fn second_person(judge: &Judge<'_>, person: jejak_events::ids::PersonId) -> Judgement {
    judge.separate_from(&SECOND_PERSON, &[person])?;
    let known = judge.state.access.accounts.iter().any(|(_, account)| account.person == person)
        || judge.state.access.appointments.iter().any(|(_, known)| known.person == person);
    judge.require(known, &SECOND_PERSON, || {
        Figures::expected("authorised_by", "a person with an account or office", "an unknown one")
    })
}

fn reverse(judge: &Judge<'_>, body: &TransactionReversed) -> Judgement {
    second_person(judge, body.authorised_by)?;
    let event = body.event.0;
    let movement = judge.state.accountability.movements.get(&event);
    let open = movement.filter(|movement| movement.reversed_by.is_none());
    judge.require(open.is_some(), &NOT_REVERSIBLE, || {
        Figures::expected("event", "a movement not yet reversed", event).by(event)
    })?;
    let Some(movement) = open else { return Ok(()) };
    for leg in &movement.legs {
        let after = net_after(judge, movement, leg.place.line, leg.stage);
        judge.require(after >= 0 || UNGUARDED.contains(&leg.stage), &REVERSAL_SHORT, || {
            short_of(
                "event",
                leg.sen,
                judge.state.budget.at(leg.place.line, leg.stage),
                leg.place.line,
            )
            .by(event)
        })?;
    }
    Ok(())
}

/// What would stand in a stage after all legs of a movement are moved back.
fn net_after(
    judge: &Judge<'_>,
    movement: &jejak_projections::accountability::Movement,
    line: u64,
    stage: Stage,
) -> i64 {
    let moved = movement.legs.iter().filter(|leg| leg.place.line == line && leg.stage == stage);
    let moved = moved.map(|leg| leg.sen).fold(0, i64::saturating_add);
    judge.state.budget.at(line, stage).saturating_sub(moved)
}
