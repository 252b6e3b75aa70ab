//! Rules for SPJ, refunds, closing of periods, reversals and corrections.

use jejak_events::accountability::*;
use jejak_events::ids::{PaymentRef, SppRef};
use jejak_events::vocabulary::{
    CashOrigin, Outcome, Parameter, PeriodKind, SpjKind, SppKind, Treatment,
};
use jejak_events::{Event, Rupiah, Stage};

use super::{Figures, Judge, Judgement, Refusal, rules, short_of};

mod reversal;

rules! {
    SPJ_MISMATCH = "ATB-01" Refuse,
        "belanja ditambah sisa tidak sama dengan yang diterima", "spent and unspent do not make what was received", "SpjDisampaikan G3";
    SPJ_LINES = "ATB-02" Refuse,
        "rincian baris bukan milik objeknya atau tidak sama dengan belanja", "the lines are not the subject's or do not sum to what was spent", "SpjDisampaikan G3";
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
        "kejadian itu tidak memindahkan dana yang dapat dibalik, sudah dibalik, atau sudah dipakai", "that event moved nothing that can be reversed, is already reversed, or was built upon", "TransaksiDikoreksi G6";
    SECOND_PERSON = "ATB-13" Refuse,
        "perlu persetujuan orang kedua", "a second person must agree", "TransaksiDikoreksi A46 FactCorrected";
    CORRECTION_EMPTY = "ATB-14" Refuse,
        "koreksi tidak mengubah apa pun", "the correction changes nothing", "FactCorrected";
    REVERSAL_SHORT = "ATB-15" Refuse,
        "pembalikan akan membuat tahap, pagu, atau kas itu negatif", "the reversal would leave a stage, a ceiling or a cash book below what stands on it", "TransaksiDikoreksi G1 G5";
    REFUND_LATE = "ATB-16" Flag,
        "pengembalian melewati jatuh tempo", "the refund came after its due date", "A34";
    ORIGIN_YEAR = "ATB-17" Refuse,
        "tahun asal bukan tahun baris anggaran", "the year of origin is not that of the line", "PengembalianDisetor";
    REFUND_PAYMENT = "ATB-18" Refuse,
        "pembayaran atau SPP itu bukan dari baris itu", "the payment or SPP was not made from that line", "PengembalianDisetor PengembalianDitagih A23";
    SILPA_YEAR = "ATB-19" Refuse,
        "tahun anggaran itu belum berakhir", "the fiscal year has not ended", "SilpaDihitung";
    PERIOD_HEAD = "ATB-20" Refuse,
        "kepala rantai itu bukan kepala buku ini pada salah satu permintaan terakhir", "the chain head is not this ledger's at one of the last batch ends", "PeriodeDitutup A45";
}

/// Stages out of which money can come back.
pub(super) const REFUNDABLE: &[Stage] = &[
    Stage::AtChannel,
    Stage::Credited,
    Stage::Transacted,
    Stage::Returned,
    Stage::Unclaimed,
    Stage::AccountedFor,
    Stage::Suspense,
];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::SpjSubmitted(body) => submit(judge, body),
        Event::SpjVerified(body) => verify(judge, body),
        Event::RefundClaimed(body) => {
            judge.positive("amount", body.amount)?;
            of_line(judge, body.payment, body.spp, body.line.0)
        }
        Event::RefundDeposited(body) => refund(judge, body),
        Event::PeriodClosed(body) => close(judge, body),
        Event::SilpaComputed(body) => {
            judge.known_source("source", body.source)?;
            let (day, last) = (judge.fact.envelope.occurred_on, body.fiscal_year.last_day());
            judge.require(last <= day, &SILPA_YEAR, || {
                Figures::expected("occurred_on", format_args!("{last} or later"), day)
            })?;
            let book = judge.state.cash.at(body.cash.0, body.source);
            judge.require(book == body.amount.sen(), &SILPA_MISMATCH, || {
                Figures::amounts("amount", body.amount.sen(), book).by(body.cash.0)
            })
        }
        Event::TransactionReversed(body) => reversal::reverse(judge, body),
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
    let stray = body.lines.iter().find(|item| !covers(judge, body, item.line.0));
    judge.require(stray.is_none(), &SPJ_LINES, || {
        let line = stray.map_or(0, |item| item.line.0);
        Figures::expected("lines", "lines of the subject", line).on_line(line)
    })?;
    let total = body.spent.checked_add(body.unspent).map(Rupiah::sen);
    judge.require(total.is_some() && total == subject, &SPJ_MISMATCH, || {
        Figures::amounts("spent", total.unwrap_or(i64::MAX), subject.unwrap_or(0))
    })?;
    if body.kind == SpjKind::Advance {
        body.lines.iter().try_for_each(|item| advanced(judge, item.line.0, item.amount.sen()))?;
    }
    flag_late(judge, body);
    Ok(())
}

/// What the subject of an SPJ received and has neither accounted for nor sent back.
fn received(judge: &Judge<'_>, body: &SpjSubmitted) -> Option<i64> {
    let state = judge.state;
    match body.kind {
        SpjKind::Recipient => {
            let row = state.decree.designations.get(&body.designation?.0)?;
            Some(row.credited.saturating_add(row.transacted))
        }
        SpjKind::AdditionalAdvance | SpjKind::Direct => {
            let spp = state.treasury.spps.get(&body.spp?.0)?;
            let tu = body.kind == SpjKind::AdditionalAdvance;
            let fits = tu == (spp.kind == SppKind::Tu) && is_direct_or_tu(spp.kind);
            (fits && spp.paid_on.is_some()).then(|| spp.to_account())
        }
        // The advance goes on revolving: what is not spent is no part of the report.
        SpjKind::Advance => {
            body.organisation?;
            Some(body.spent.sen())
        }
    }
}

fn is_direct_or_tu(kind: SppKind) -> bool {
    matches!(kind, SppKind::Tu | SppKind::LsPayroll | SppKind::LsGoods | SppKind::LsThirdParty)
}

/// Whether a line belongs to the subject of an SPJ.
fn covers(judge: &Judge<'_>, body: &SpjSubmitted, line: u64) -> bool {
    let state = judge.state;
    let of_row = |row: u64| state.decree.designations.get(&row).is_some_and(|r| r.line == line);
    let of_spp = |spp: u64| {
        let spp = state.treasury.spps.get(&spp);
        spp.is_some_and(|spp| spp.lines.iter().any(|(at, _)| *at == line))
    };
    match body.kind {
        SpjKind::Recipient => body.designation.is_some_and(|row| of_row(row.0)),
        SpjKind::AdditionalAdvance | SpjKind::Direct => body.spp.is_some_and(|spp| of_spp(spp.0)),
        SpjKind::Advance => true,
    }
}

/// A report on the advance covers what was spent and is in no other report.
fn advanced(judge: &Judge<'_>, line: u64, sen: i64) -> Judgement {
    let spent = judge.state.budget.at(line, Stage::Advanced);
    let open = spent.saturating_sub(judge.state.accountability.reported_on(line));
    judge.require(sen <= open, &SPJ_MISMATCH, || short_of("lines", sen, open, line))
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
            let end = decree.map(|decree| decree.fiscal_year.last_day());
            end.zip(rule).map(|(end, rule)| (end, rule.clone()))
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
    let at = |line: u64, stage: Stage| judge.state.budget.at(line, stage);
    match (spj.kind, spj.designation) {
        (SpjKind::Recipient, Some(row)) => {
            let Some(row) = judge.state.decree.designations.get(&row) else { return Ok(()) };
            let (used, credited) = judge.state.accountable(row);
            short(spj.spent, used.saturating_add(credited), row.line)
        }
        (SpjKind::Direct | SpjKind::AdditionalAdvance, _) => {
            let spp = spj.spp.and_then(|spp| judge.state.treasury.spps.get(&spp));
            let first = spj.lines.first().map_or(0, |(line, _)| *line);
            short(spj.spent, spp.map_or(0, |spp| spp.credited), first)?;
            spj.lines
                .iter()
                .try_for_each(|(line, sen)| short(*sen, at(*line, Stage::Credited), *line))
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
    let rests = resting(judge, body)?.min(paid_by_treasury(judge, body.line.0));
    judge.require(body.amount.sen() <= rests, &REFUND_ABOVE, || {
        short_of("amount", body.amount.sen(), rests, body.line.0)
    })?;
    let from = body.from.map_or(Ok(()), |from| {
        super::cash::holds(judge, from.0, line.source, body.amount, &super::cash::CASH_SHORT)
    });
    from?;
    claim(judge, body)?;
    super::cash::flag_receipt(judge, "receipt");
    Ok(())
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

/// A payment or a request that an event names must have drawn from the line that it names.
fn of_line(
    judge: &Judge<'_>,
    payment: Option<PaymentRef>,
    spp: Option<SppRef>,
    line: u64,
) -> Judgement {
    let payment = payment.and_then(|seq| judge.state.payment.payments.get(&seq.0));
    let spp = spp.and_then(|seq| judge.state.treasury.spps.get(&seq.0));
    let fits = payment.is_none_or(|payment| payment.line == line)
        && spp.is_none_or(|spp| spp.lines.iter().any(|(at, _)| *at == line));
    judge.require(fits, &REFUND_PAYMENT, || {
        Figures::expected("line", "the line of the payment or SPP", line).on_line(line)
    })
}

/// What the treasury paid and still lies outside. A channel may pay before the treasury does; what
/// the treasury has not paid yet cannot come back to it.
fn paid_by_treasury(judge: &Judge<'_>, line: u64) -> i64 {
    let stages = REFUNDABLE.iter().map(|stage| judge.state.budget.at(line, *stage));
    stages.fold(0, i64::saturating_add).max(0)
}

/// How much rests in the stage that the refund names: of the payment, of the request, or of the
/// whole line where it names neither.
fn resting(judge: &Judge<'_>, body: &RefundDeposited) -> Result<i64, Refusal> {
    of_line(judge, body.payment, body.spp, body.line.0)?;
    if !REFUNDABLE.contains(&body.stage) {
        return Ok(0);
    }
    if let Some(payment) = body.payment.and_then(|p| judge.state.payment.payments.get(&p.0)) {
        return Ok(judge.state.resting(payment, body.stage));
    }
    let on_line = judge.state.budget.at(body.line.0, body.stage).max(0);
    let Some(spp) = body.spp.and_then(|spp| judge.state.treasury.spps.get(&spp.0)) else {
        return Ok(on_line);
    };
    let of_spp = match body.stage {
        Stage::AtChannel if spp.paid_on.is_some() => spp.free_of_line(body.line.0),
        Stage::Credited => spp.credited,
        Stage::AccountedFor => spp.accounted,
        Stage::Suspense => i64::MAX,
        _ => 0,
    };
    Ok(of_spp.min(on_line))
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
    })?;
    // History was closed in other books.
    let known = judge.historical() || judge.state.integrity.size_of(body.head).is_some();
    judge.require(known, &PERIOD_HEAD, || {
        let size = judge.state.integrity.size();
        let last = judge.state.integrity.head_at(size).map_or_else(String::new, |h| h.to_string());
        Figures::expected(
            "head",
            format_args!("a recent head, such as {last} at {size}"),
            body.head,
        )
    })
}

pub(super) fn second_person(judge: &Judge<'_>, person: jejak_events::ids::PersonId) -> Judgement {
    judge.separate_from(&SECOND_PERSON, &[person])?;
    let known = judge.state.access.accounts.iter().any(|(_, account)| account.person == person)
        || judge.state.access.appointments.iter().any(|(_, known)| known.person == person);
    judge.require(known, &SECOND_PERSON, || {
        Figures::expected("authorised_by", "a person with an account or office", "an unknown one")
    })
}
