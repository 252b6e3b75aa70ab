//! Rules for contracts. The money of a contract goes through commitments and SPP, and no SPP is
//! above its commitment: with commitments never above the contract, payments never are either.

use jejak_events::Event;
use jejak_events::contract::*;
use jejak_events::vocabulary::{GuaranteeKind, Parameter};
use jejak_projections::contract::{Contract, ContractStage};

use super::{Figures, Judge, Judgement, Refusal, rules, share_of};

mod money;

rules! {
    CONTRACT_OVER = "KON-01" Refuse,
        "kontrak sudah selesai atau diputus", "the contract is completed or terminated", "KontrakDitandatangani";
    RATES = "KON-02" Refuse,
        "uang muka atau retensi lebih dari nilai kontrak", "advance or retention above the whole", "KontrakDitandatangani";
    FUNDED_TWICE = "KON-03" Refuse,
        "komitmen sudah menjadi bagian sebuah kontrak", "the commitment already belongs to a contract", "KontrakDidanai P1";
    COMMITTED_ABOVE = "KON-04" Refuse,
        "komitmen melebihi nilai kontrak", "more is committed than the contract is worth", "KontrakDidanai A22";
    VALUE_STALE = "KON-05" Refuse,
        "nilai lama bukan yang berlaku", "the old value is not the one in force", "KontrakDiubah";
    VALUE_BELOW_COMMITTED = "KON-06" Refuse,
        "nilai baru di bawah yang sudah dikomitmenkan", "the new value is below what is committed or paid", "KontrakDiubah";
    ADDENDUM_LARGE = "KON-07" Flag,
        "tambahan nilai melebihi batas adendum", "the addenda raise the value above the limit", "KontrakDiubah A26";
    ADVANCE_LARGE = "KON-08" Flag,
        "uang muka melebihi batas", "the advance is above the limit", "KontrakDitandatangani";
    PERFORMANCE_UNSECURED = "KON-09" Flag,
        "tagihan tanpa jaminan pelaksanaan yang berlaku", "invoiced without a performance guarantee in force", "KontrakDitagih";
    INVOICE_SPP = "KON-10" Refuse,
        "SPP bukan dari komitmen kontrak ini, atau nilainya lain", "the SPP is not of this contract's commitments, or of another amount", "KontrakDitagih A23";
    SPP_INVOICED = "KON-11" Refuse,
        "SPP sudah menjadi tagihan kontrak", "the SPP is already an invoice of a contract", "KontrakDitagih A30";
    TERM_NOT_REACHED = "KON-12" Refuse,
        "termin belum tercapai atau sudah ditagih", "the term is not reached yet, or already invoiced", "KontrakDitagih";
    ADVANCE_ABOVE_AGREED = "KON-13" Refuse,
        "uang muka melebihi yang diperjanjikan", "the advance is above what was agreed", "KontrakDitagih";
    ADVANCE_UNSECURED = "KON-14" Flag,
        "uang muka tanpa jaminan yang cukup", "the advance is not secured by a guarantee", "KontrakDitagih";
    RETENTION_EARLY = "KON-15" Flag,
        "retensi dibayar sebelum masa pemeliharaan berakhir tanpa jaminan", "retention is paid before maintenance ends, without a guarantee", "KontrakDitagih";
    RETENTION_ABOVE = "KON-16" Refuse,
        "retensi yang dibayar melebihi yang ditahan", "more retention is paid than was held back", "KontrakDitagih";
    RETENTION_NOT_HELD = "KON-17" Flag,
        "retensi tidak ditahan sesuai kontrak", "the retention agreed was not held back", "KontrakDitagih";
    RECOVERED_ABOVE = "KON-18" Refuse,
        "uang muka yang diperhitungkan melebihi yang dibayar", "more advance is recovered than was paid", "KontrakDitagih";
    PAID_AHEAD = "KON-19" Flag,
        "pembayaran mendahului kemajuan pekerjaan", "paid ahead of the work done", "KontrakDitagih A39";
    PENALTY_AMOUNT = "KON-20" Flag,
        "denda tidak sesuai hari dan tarif", "the penalty is not what days and rate give", "DendaDikenakan";
    PENALTY_ABOVE = "KON-21" Flag,
        "denda yang disetor melebihi yang dikenakan", "more penalty is paid than was imposed", "DendaDikenakan";
    PENALTY_MISSING = "KON-22" Flag,
        "serah terima terlambat tanpa denda", "handed over late, without a penalty", "DendaDikenakan A34";
    TERM_BACK = "KON-23" Flag,
        "kemajuan termin mundur", "the progress of the term goes back", "TerminTercapai G12";
    COMPLETED_SHORT = "KON-24" Flag,
        "serah terima sebelum pekerjaan penuh", "handed over before the work was whole", "TerminTercapai A39";
    GUARANTEE_OVER = "KON-25" Refuse,
        "jaminan sudah berakhir", "the guarantee already ended", "JaminanDiterima";
    YEARS = "KON-26" Flag,
        "kontrak tahun tunggal melewati tahun anggaran", "a contract of one year runs into the next", "KontrakDitandatangani";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::ContractSigned(body) => sign(judge, body),
        Event::ContractFunded(body) => money::fund(judge, body),
        Event::ContractAmended(body) => amend(judge, body),
        Event::GuaranteeLodged(body) => judge.positive("amount", body.amount),
        Event::GuaranteeEnded(body) => {
            let guarantee = judge.state.contract.guarantees.get(&body.guarantee.0);
            let open = guarantee.is_none_or(|it| it.ended.is_none());
            judge
                .require(open, &GUARANTEE_OVER, || Figures::field("guarantee").by(body.guarantee.0))
        }
        Event::ContractTermReached(body) => reach(judge, body),
        Event::ContractInvoiced(body) => money::invoice(judge, body),
        Event::ContractPenaltyImposed(body) => money::penalise(judge, body),
        Event::ContractPenaltyPaid(body) => money::pay_penalty(judge, body),
        Event::ContractCompleted(body) => complete(judge, body),
        Event::ContractTerminated(body) => running(judge, body.contract.0).map(|_| ()),
        _ => Ok(()),
    }
}

/// The contract, whatever became of it.
fn contract<'a>(judge: &Judge<'a>, seq: u64) -> Option<&'a Contract> {
    judge.state.contract.contracts.get(&seq)
}

/// The contract, which must not be over.
fn running<'a>(judge: &Judge<'a>, seq: u64) -> Result<Option<&'a Contract>, Refusal> {
    let known = judge.state.contract.contracts.get(&seq);
    let over = known.is_some_and(|it| it.stage != ContractStage::Running);
    judge.require(!over, &CONTRACT_OVER, || {
        Figures::expected("contract", "a running contract", "one that is over").by(seq)
    })?;
    Ok(known)
}

fn sign(judge: &mut Judge<'_>, body: &ContractSigned) -> Judgement {
    judge.positive("value", body.value)?;
    judge.days_in_order("until", body.from, Some(body.until))?;
    let whole = body.advance_bp <= 10_000 && body.retention_bp <= 10_000;
    judge.require(whole, &RATES, || {
        let found = body.advance_bp.max(body.retention_bp);
        Figures::expected("advance_bp", "0 to 10000 basis points, as retention_bp", found)
    })?;
    let years = body.from.fiscal_year() == body.until.fiscal_year() || body.multi_year;
    judge.flag_if(!years, &YEARS, || {
        Figures::expected("until", format_args!("within {}", body.from.fiscal_year()), body.until)
    });
    let Some((most, enacted)) = judge.limit(Parameter::ContractAdvanceMax) else { return Ok(()) };
    judge.flag_if(i64::from(body.advance_bp) > most, &ADVANCE_LARGE, || {
        Figures::expected("advance_bp", format_args!("{most} or less"), body.advance_bp).by(enacted)
    });
    Ok(())
}

fn amend(judge: &mut Judge<'_>, body: &ContractAmended) -> Judgement {
    let Some(contract) = running(judge, body.contract.0)? else { return Ok(()) };
    judge.positive("to_value", body.to_value)?;
    judge.days_in_order("until", contract.period.0, Some(body.until))?;
    judge.require(contract.value == body.from_value.sen(), &VALUE_STALE, || {
        Figures::expected(
            "from_value",
            jejak_events::Rupiah::from_sen(contract.value),
            body.from_value,
        )
    })?;
    let least = judge.state.funding_of(contract);
    judge.require(body.to_value.sen() >= least, &VALUE_BELOW_COMMITTED, || {
        Figures::amounts("to_value", body.to_value.sen(), least)
    })?;
    let Some((most, enacted)) = judge.limit(Parameter::ContractAddendumMax) else { return Ok(()) };
    let ceiling = contract.signed_value.saturating_add(share_of(contract.signed_value, most));
    judge.flag_if(body.to_value.sen() > ceiling, &ADDENDUM_LARGE, || {
        Figures::amounts("to_value", body.to_value.sen(), ceiling).by(enacted)
    });
    Ok(())
}

fn reach(judge: &mut Judge<'_>, body: &ContractTermReached) -> Judgement {
    let Some(contract) = running(judge, body.contract.0)? else { return Ok(()) };
    let (term, progress) = contract.reached;
    let on = body.term > term && body.progress_bp >= progress && body.progress_bp <= 10_000;
    judge.flag_if(!on, &TERM_BACK, || {
        let expected = format_args!("a term above {term} at {progress} to 10000 basis points");
        let found = format_args!("term {} at {}", body.term, body.progress_bp);
        Figures::expected("progress_bp", expected, found)
    });
    Ok(())
}

fn complete(judge: &mut Judge<'_>, body: &ContractCompleted) -> Judgement {
    let Some(contract) = running(judge, body.contract.0)? else { return Ok(()) };
    let (_, progress) = contract.reached;
    judge.flag_if(progress < 10_000, &COMPLETED_SHORT, || {
        Figures::expected("contract", "a last term at 10000 basis points", progress)
    });
    let (due, day) = (contract.period.1, judge.fact.envelope.occurred_on);
    judge.flag_if(day > due && contract.penalty.0 == 0, &PENALTY_MISSING, || {
        Figures::expected("occurred_on", format_args!("{due} or earlier, or a penalty"), day)
    });
    Ok(())
}

/// Sen of a contract's guarantees of a kind in force on the day of the event.
fn secured(judge: &Judge<'_>, contract: u64, kind: GuaranteeKind) -> i64 {
    judge.state.secured(contract, kind, judge.fact.envelope.occurred_on)
}
