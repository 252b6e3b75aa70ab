//! Aid that the ministry pays and this ledger observes: pipeline statuses, credits, use, what goes
//! back. Facts are flagged; refused is only what cannot be recorded at all.

mod usage;

use jejak_events::central::*;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{CentralStatus, Parameter, RecipientStatus};
use jejak_events::{Date, Event, Month, Region, RegionLevel};
use jejak_projections::central::Period;

use super::{Figures, Judge, Judgement, rules};

rules! {
    PERIOD_MONTHS = "PST-01" Refuse,
        "periode harus 1 sampai 12 bulan", "a period has 1 to 12 months", "CentralPeriodOpened G3";
    PERIOD_KNOWN = "PST-02" Refuse,
        "bulan itu sudah termasuk periode lain program ini", "a month of it is in another period of the programme", "CentralPeriodOpened A30";
    STATUS_REGION = "PST-03" Refuse,
        "status pusat dicatat per kabupaten/kota", "the ministry's status is recorded per kabupaten or kota", "StatusPusatDicatat";
    STATUS_BACK = "PST-04" Flag,
        "status pusat mundur", "the ministry's status goes back", "StatusPusatDicatat A25";
    STATUS_COUNT = "PST-05" Flag,
        "jumlah KPM berbeda dari status sebelumnya", "the number of KPM is not that of the status before", "StatusPusatDicatat A16";
    STATUS_AMOUNT = "PST-06" Flag,
        "nilai status bukan jumlah KPM x nilai satuan x bulan", "the amount is not KPM x unit amount x months", "StatusPusatDicatat A15 A16";
    CREDITED_TWICE = "PST-07" Flag,
        "KPM dikreditkan lagi untuk periode yang sama", "the recipient was credited before for this period", "A30 PembayaranDicatatPusat";
    CREDIT_AMOUNT = "PST-08" Flag,
        "nilai kredit bukan nilai satuan x bulan", "the credit is not unit amount x months", "A15 PembayaranDicatatPusat";
    PAID_AFTER_DEATH = "PST-09" Flag,
        "dikreditkan setelah penerima meninggal", "credited after the recipient died", "A06 StatusPenerimaBerubah";
    NOT_ACTIVE = "PST-10" Flag,
        "penerima sudah pindah, graduasi, atau nonaktif", "the recipient moved, graduated or is inactive", "A08 StatusPenerimaBerubah";
    NOT_ENTITLED = "PST-11" Flag,
        "penerima tidak ada pada daftar program untuk periode itu", "the recipient is not on the programme's list for the period", "A14";
    ACCOUNT_SHARED = "PST-12" Flag,
        "rekening sudah dipakai penerima lain", "the account was used for another recipient", "A31";
    OTHER_REGION = "PST-13" Flag,
        "kabupaten/kota bukan domisili penerima", "the kabupaten or kota is not the recipient's", "A10 A03";
    BEFORE_SP2D = "PST-14" Flag,
        "dikreditkan sebelum status pusat mencapai SP2D", "credited before the ministry's status came to SP2D", "A25 StatusPusatDicatat";
    PERIOD_OVER = "PST-15" Flag,
        "periode penyaluran sudah ditutup", "the ministry's period is closed", "CentralPeriodClosed G10";
    CANCELLED_TWICE = "PST-16" Refuse,
        "kredit sudah dibatalkan", "the credit is already cancelled", "CentralCreditCancelled";
    CREDIT_CANCELLED = "PST-17" Flag,
        "kredit sudah dibatalkan", "the credit was cancelled", "CentralCreditCancelled G4";
    CANCELLED_USED = "PST-18" Flag,
        "kredit dibatalkan padahal sudah dipakai atau dikembalikan", "the credit is cancelled although it was used or returned", "CentralCreditCancelled G4";
    MINUTE = "PST-19" Refuse,
        "menit harus 0 sampai 1439", "the minute must be 0 to 1439", "CentralAidTransacted";
    ABOVE_CREDIT = "PST-20" Flag,
        "transaksi melebihi saldo kredit", "more is used than is left of the credit", "CentralAidTransacted G4";
    OUTSIDE_HOURS = "PST-21" Flag,
        "transaksi di luar jam yang wajar", "used outside the usual hours", "A36";
    TERMINAL_BURST = "PST-22" Flag,
        "banyak kartu pada satu mesin dalam beberapa menit", "many cards on one terminal within minutes", "A36";
    SAME_AMOUNTS = "PST-23" Flag,
        "banyak kartu bernilai sama pada satu mesin dalam sehari", "many cards with one amount on one terminal in a day", "A36";
    DEDUCTION = "PST-24" Flag,
        "penerima menerima kurang dari yang dikreditkan", "the recipient got less than was credited", "A35";
    UNSPENT_EARLY = "PST-25" Flag,
        "dinyatakan tidak bertransaksi sebelum batas hari", "called unspent before the days without a transaction passed", "CentralAidUnspent";
    UNSPENT_LATE = "PST-26" Flag,
        "bantuan mengendap melewati batas hari tanpa transaksi", "the aid lay untouched longer than the days allow", "A32";
    UNSPENT_AMOUNT = "PST-27" Flag,
        "sisa berbeda dari saldo kredit", "what is left is not the balance of the credit", "CentralAidUnspent G4";
    RETURN_UNBLOCKED = "PST-28" Flag,
        "dikembalikan tanpa dinyatakan tidak bertransaksi", "returned without having been called unspent", "CentralAidReturned";
    OVER_RETURN = "PST-29" Flag,
        "pengembalian melebihi saldo kredit", "more is returned than is left of the credit", "CentralAidReturned G4";
    CLOSED_TWICE = "PST-30" Refuse,
        "periode sudah ditutup", "the period is already closed", "CentralPeriodClosed";
    CLOSING_DIFFERS = "PST-31" Flag,
        "laporan periode berbeda dari catatan di sini", "the report on the period is not what was recorded here", "A16 A47 CentralPeriodClosed G4";
    LEFT_AT_CLOSE = "PST-32" Flag,
        "sisa belum kembali ke kas negara saat periode ditutup", "what is left has not gone back to the state treasury when the period closes", "A34";
    USED_BEFORE_CREDIT = "PST-33" Flag,
        "dipakai sebelum dikreditkan", "used before it was credited", "A25 CentralAidTransacted";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::CentralPeriodOpened(body) => open(judge, body),
        Event::CentralStatusObserved(body) => status(judge, body),
        Event::CentralAidCredited(body) => credit(judge, body),
        Event::CentralCreditCancelled(body) => usage::cancel(judge, body),
        Event::CentralAidTransacted(body) => usage::transact(judge, body),
        Event::CentralDeductionReported(body) => usage::deduct(judge, body),
        Event::CentralAidUnspent(body) => usage::unspent(judge, body),
        Event::CentralAidReturned(body) => usage::give_back(judge, body),
        Event::CentralPeriodClosed(body) => usage::close(judge, body),
        _ => Ok(()),
    }
}

fn open(judge: &Judge<'_>, body: &CentralPeriodOpened) -> Judgement {
    judge.known_programme("programme", &body.programme)?;
    judge.require((1..=12).contains(&body.months), &PERIOD_MONTHS, || {
        Figures::expected("months", "1 to 12", body.months)
    })?;
    let programme = judge.state.reference.programmes.get(&body.programme).map_or(0, |p| p.index);
    let months = std::iter::successors(Some(body.first), |month: &Month| month.next());
    let months = months.take(usize::from(body.months));
    let known = |month: Month| {
        let other = judge.state.central.months.get(&(programme, month)).copied()?;
        Some((month, other))
    };
    let clash = months.into_iter().find_map(known);
    judge.require(clash.is_none(), &PERIOD_KNOWN, || {
        let (month, other) = clash.unwrap_or((body.first, 0));
        Figures::expected("first", "months without a period", month).by(other)
    })
}

fn status(judge: &mut Judge<'_>, body: &CentralStatusObserved) -> Judgement {
    judge.known_region("region", body.region)?;
    let regency = body.region.level() == RegionLevel::Regency;
    judge.require(regency, &STATUS_REGION, || {
        Figures::expected("region", "a kabupaten or kota, 36.03", body.region)
    })?;
    judge.not_negative("amount", body.amount)?;
    flag_closed(judge, body.period.0);
    if let Some(shown) = judge.state.central.shown.get(&(body.period.0, body.region)) {
        judge.flag_if(body.status < shown.status, &STATUS_BACK, || {
            let expected = format_args!("{} or later", shown.status).to_string();
            Figures::expected("status", expected, body.status).by(shown.seq)
        });
        judge.flag_if(body.kpm != shown.kpm, &STATUS_COUNT, || {
            Figures::expected("kpm", shown.kpm, body.kpm).by(shown.seq)
        });
    }
    let Some(period) = judge.state.central.periods.get(&body.period.0) else { return Ok(()) };
    let Some(each) = unit_of(judge, period) else { return Ok(()) };
    let due = each.saturating_mul(i64::from(body.kpm));
    judge.flag_if(body.amount.sen() != due, &STATUS_AMOUNT, || {
        Figures::amounts("amount", body.amount.sen(), due)
    });
    Ok(())
}

fn credit(judge: &mut Judge<'_>, body: &CentralAidCredited) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    judge.known_region("region", body.region)?;
    judge.positive("amount", body.amount)?;
    flag_closed(judge, body.period.0);
    let mut ids = judge.state.proposal.ids_of(body.recipient);
    let before =
        ids.find_map(|id| judge.state.central.standing.get(&(body.period.0, id))?.first().copied());
    judge.flag_if(before.is_some(), &CREDITED_TWICE, || {
        Figures::expected("recipient", "no credit for this period", "another")
            .by(before.unwrap_or(0))
    });
    flag_person(judge, body.recipient, body.region);
    let used_by = body.account.and_then(|token| judge.state.central.accounts.get(&token)).copied();
    let shared = used_by.is_some_and(|known| {
        let one = |recipient| judge.state.proposal.one(recipient);
        one(known) != one(body.recipient)
    });
    judge.flag_if(shared, &ACCOUNT_SHARED, || {
        Figures::expected("account", "an account of this recipient alone", "another's")
    });
    let Some(period) = judge.state.central.periods.get(&body.period.0) else { return Ok(()) };
    if let Some(due) = unit_of(judge, period) {
        judge.flag_if(body.amount.sen() != due, &CREDIT_AMOUNT, || {
            Figures::amounts("amount", body.amount.sen(), due)
        });
    }
    let ids = judge.state.proposal.ids_of(body.recipient);
    let entitled: Vec<bool> =
        ids.filter_map(|id| judge.state.central.is_entitled(period, id)).collect();
    let on_no_list = !entitled.is_empty() && !entitled.contains(&true);
    judge.flag_if(on_no_list, &NOT_ENTITLED, || {
        Figures::expected("recipient", "somebody on the list of the period", "nobody on it")
    });
    flag_pipeline(judge, body);
    Ok(())
}

/// Flags a credit that comes before the ministry's own papers, as far as they were seen.
fn flag_pipeline(judge: &mut Judge<'_>, body: &CentralAidCredited) {
    let regency = body.region.regency().unwrap_or(body.region);
    let Some(shown) = judge.state.central.shown.get(&(body.period.0, regency)) else { return };
    judge.flag_if(shown.status < CentralStatus::Sp2d, &BEFORE_SP2D, || {
        Figures::expected("period", "a status of sp2d or later", shown.status).by(shown.seq)
    });
}

/// Flags a recipient who died, is not active, or lives elsewhere.
fn flag_person(judge: &mut Judge<'_>, recipient: RecipientId, region: Region) {
    let Some(known) = judge.state.proposal.recipients.get(&recipient) else { return };
    let day = judge.fact.envelope.occurred_on;
    let (status, since) = known.status;
    let since_before = since.is_none_or(|since| since < day);
    let dead = status == RecipientStatus::Deceased && since_before;
    judge.flag_if(dead, &PAID_AFTER_DEATH, || {
        Figures::expected("occurred_on", "before death", day).by(known.seq)
    });
    let gone = !matches!(status, RecipientStatus::Active | RecipientStatus::Deceased);
    judge.flag_if(gone && since_before, &NOT_ACTIVE, || {
        Figures::expected("recipient", RecipientStatus::Active, status).by(known.seq)
    });
    let elsewhere = known.region.regency() != region.regency();
    judge.flag_if(elsewhere, &OTHER_REGION, || {
        let domicile = known.region.regency().unwrap_or(known.region);
        Figures::expected("region", domicile, region).by(known.seq)
    });
}

/// Flags what comes after a period was closed.
fn flag_closed(judge: &mut Judge<'_>, seq: u64) {
    let closed = judge.state.central.periods.get(&seq).and_then(|period| period.closed);
    judge.flag_if(closed.is_some(), &PERIOD_OVER, || {
        Figures::expected("period", "an open period", "a closed one").by(closed.unwrap_or(0))
    });
}

/// Sen that one recipient gets for a period: each month at the amount in force on its first day;
/// nothing where no such amount was enacted.
fn unit_of(judge: &Judge<'_>, period: &Period) -> Option<i64> {
    let of = |month: Month| {
        let day: Date = month.first_day();
        let rule = judge.state.reference.in_force(Parameter::UnitAmount, &period.code, day)?;
        Some(rule.amount?.sen())
    };
    period.months().try_fold(0i64, |sum, month| sum.checked_add(of(month)?))
}
