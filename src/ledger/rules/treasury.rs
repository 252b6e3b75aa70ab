//! Rules from SPD to SP2D, and for the advances. These are our own acts: refused when arithmetic,
//! state or segregation of duties is violated.

use std::collections::BTreeMap;

use jejak_events::treasury::*;
use jejak_events::vocabulary::{CashKind, Outcome, Parameter, SpjKind, SppKind};
use jejak_events::{Event, Rupiah, Stage};
use jejak_projections::treasury::{Spp, SppStage};

use super::{Figures, Judge, Judgement, Refusal, rules, short_of};

mod advance;
mod papers;

use papers::{flag_late, flag_order, flag_signatory};

rules! {
    SPD_ABOVE_CEILING = "TRE-01" Refuse,
        "SPD kumulatif melebihi pagu", "cumulative SPD is above the ceiling", "SpdDiterbitkan G1 A22";
    QUARTER = "TRE-02" Refuse,
        "triwulan harus 1 sampai 4", "the quarter must be 1 to 4", "SpdDiterbitkan";
    SUM_MISMATCH = "TRE-03" Refuse,
        "jumlah tidak sama dengan rincian baris", "the amount is not the sum of its lines", "SppDiajukan G3";
    ABOVE_SPD = "TRE-04" Refuse,
        "SPP melebihi sisa SPD", "the SPP is above what the SPD leaves", "SppDiajukan G1 A22";
    BASIS_MISSING = "TRE-05" Refuse,
        "SPP-LS perlu SK yang sudah ditutup atau komitmen; jenis lain tidak menyebutnya", "an SPP-LS needs a closed decree or a commitment, other kinds must name none", "G14 SppDiajukan";
    ABOVE_COMMITMENT = "TRE-06" Refuse,
        "SPP melebihi sisa komitmen", "the SPP is above what the commitment leaves", "SppDiajukan G1 A16";
    ABOVE_AVAILABLE = "TRE-07" Refuse,
        "melebihi sisa tersedia", "above what is available", "G1 SppDiajukan TbpDicatat NpdDiajukan";
    GU_NOT_ACCOUNTED = "TRE-08" Refuse,
        "GU harus sama dengan SPJ yang diterima dan belum diganti", "a GU refills exactly an accepted SPJ that was not refilled", "SppDiajukan G1";
    UP_CEILING = "TRE-09" Refuse,
        "UP melebihi besaran UP atau sudah diberikan", "the UP is above its ceiling or was already given", "SppDiajukan G1";
    WRONG_STAGE = "TRE-10" Refuse,
        "SPP tidak berada pada tahap yang tepat", "the SPP is not at the stage that this needs", "G14 SppDiverifikasi SpmDiterbitkan SpmDitolak Sp2dDiterbitkan Sp2dDitolak Sp2dDicairkan Sp2dDibatalkan";
    SPM_MISMATCH = "TRE-11" Refuse,
        "SPM tidak sama dengan SPP", "the SPM is not what the SPP asked for", "SpmDiterbitkan G3 A16";
    SP2D_MISMATCH = "TRE-12" Refuse,
        "SP2D bruto tidak sama dengan SPM, atau dengan neto ditambah potongan", "the SP2D's gross is not the SPM, or not net plus deductions", "Sp2dDiterbitkan G3 A16";
    VERIFIER_IS_SUBMITTER = "TRE-13" Refuse,
        "PPK-SKPD sama dengan yang mengajukan SPP", "the PPK-SKPD is who submitted the SPP", "A46 SppDiverifikasi";
    ORDERER_IS_SUBMITTER = "TRE-14" Refuse,
        "PA/KPA sama dengan bendahara atau PPK", "the PA/KPA is the treasurer or the verifier", "A46 SpmDiterbitkan";
    BUD_IS_SKPD = "TRE-15" Refuse,
        "BUD sama dengan pejabat SKPD pada dokumen ini", "the BUD is an officer of the SKPD on this document", "A46 Sp2dDiterbitkan Sp2dDitolak";
    WRONG_TREASURY = "TRE-16" Refuse,
        "rekening kas bukan kas asal sumber dana", "the cash account is not the treasury of the source", "P2 A23";
    DOCUMENT_ORDER = "TRE-17" Flag,
        "tanggal dokumen mendahului dokumen sebelumnya", "the document is dated before the one it follows", "A25 G14";
    SP2D_LATE = "TRE-18" Flag,
        "SP2D terbit melewati batas hari", "the SP2D was issued after the allowed days", "A25";
    LINE_YEAR = "TRE-19" Refuse,
        "baris dari tahun anggaran lain", "the line is of another fiscal year", "G1 SppDiajukan SpdDiterbitkan";
    NPD_STATE = "TRE-20" Refuse,
        "NPD tidak berada pada tahap yang tepat", "the NPD is not at the stage that this needs", "NpdDiajukan NpdDisetujui NpdDivalidasi";
    ABOVE_NPD = "TRE-21" Refuse,
        "TBP melebihi sisa NPD", "the TBP is above what the NPD leaves", "TbpDicatat";
    ABOVE_CASH = "TRE-22" Refuse,
        "kas di tangan tidak cukup", "not enough cash in hand", "TbpDicatat G5";
    TU_CASH_LIMIT = "TRE-23" Flag,
        "bansos tunai lewat TU melebihi batas", "aid paid through a TU is above the limit", "A26 SppDiajukan";
    OPERATING_COST_IN_AID = "TRE-24" Flag,
        "akun bansos dipakai untuk selain bansos", "an aid account pays something other than aid", "P6 A24";
    AFTER_YEAR_END = "TRE-25" Flag,
        "dicairkan setelah tahun anggaran berakhir", "paid out after the fiscal year ended", "A27";
    NPD_APPROVER_IS_SUBMITTER = "TRE-26" Refuse,
        "penyetuju NPD sama dengan pengaju", "who approves the NPD is who submitted it", "A46 NpdDisetujui";
    TAX_ACCOUNT = "TRE-27" Refuse,
        "potongan perlu rekening pajak dipungut", "deductions need an account for withheld tax", "Sp2dDicairkan G5";
    ADVANCE_ACCOUNT = "TRE-28" Refuse,
        "UP, GU, dan TU perlu rekening bendahara; LS tidak", "UP, GU and TU need the treasurer's account; LS must not have one", "Sp2dDicairkan G5";
    LINES_MISSING = "TRE-29" Refuse,
        "rincian baris wajib kecuali UP", "lines are needed, except for UP", "SppDiajukan P1";
    SPM_DECIDED_LATE = "TRE-30" Flag,
        "SPM diputuskan melewati batas hari", "the SPM was issued or refused after the allowed days", "A25 SpmDiterbitkan SpmDitolak";
    SP2D_REFUSED_LATE = "TRE-31" Flag,
        "SP2D ditolak melewati batas hari", "the SP2D was refused after the allowed days", "A25 Sp2dDitolak";
    BEFORE_SPD = "TRE-32" Flag,
        "SPP bertanggal sebelum SPD yang menyediakan dananya", "the SPP is dated before the SPD that releases its funds", "A25 G14 SppDiajukan";
    BEFORE_CEILING = "TRE-33" Flag,
        "SPD atau SPP bertanggal sebelum pagu barisnya", "the SPD or SPP is dated before the ceiling of its line", "A25 SpdDiterbitkan SppDiajukan";
    SIGNATORY = "TRE-34" Flag,
        "jabatan itu tidak berwenang menandatangani dokumen ini", "that office may not sign this document", "A21 G9 SppDiajukan SpmDiterbitkan SpmDitolak Sp2dDiterbitkan Sp2dDitolak";
    ABOVE_TREASURY = "TRE-35" Flag,
        "pencairan melebihi saldo buku RKUD untuk sumber dana itu", "the payout is above what the RKUD's book holds of that source", "G5 Sp2dDicairkan";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::SpdIssued(body) => {
            spd(judge, body)?;
            papers::flag_ceiling(judge, &body.lines);
            Ok(())
        }
        Event::AdvanceCeilingSet(body) => advance::ceiling(judge, body),
        Event::NpdSubmitted(body) => advance::npd(judge, body),
        Event::NpdApproved(body) => advance::approve(judge, body),
        Event::NpdValidated(body) => advance::validate(judge, body),
        Event::TbpRecorded(body) => advance::tbp(judge, body),
        Event::SppSubmitted(body) => {
            spp(judge, body)?;
            flag_signatory(judge, papers::SPP);
            papers::flag_ceiling(judge, &body.lines);
            papers::flag_release(judge, body);
            Ok(())
        }
        Event::SppVerified(body) => {
            judge.reason_unless_accepted(body.outcome, body.reason.is_some())?;
            let accepted = body.outcome == Outcome::Accepted;
            let late = |spp: &Spp| accepted && spp.verified_by.is_empty();
            let spp = spp_in(judge, body.spp.0, SppStage::Submitted, late)?;
            judge.separate_from(&VERIFIER_IS_SUBMITTER, &spp.submitted_by)?;
            flag_order(judge, spp);
            Ok(())
        }
        Event::SpmIssued(body) => spm(judge, body),
        Event::SpmRejected(body) => {
            let spp = spp_at(judge, body.spp.0, SppStage::Verified)?;
            flag_order(judge, spp);
            flag_late(judge, spp, Parameter::SpmDecisionDays, &SPM_DECIDED_LATE);
            flag_signatory(judge, papers::SPM);
            Ok(())
        }
        Event::Sp2dIssued(body) => sp2d(judge, body),
        Event::Sp2dPaidOut(body) => paid_out(judge, body),
        Event::Sp2dCancelled(body) => spp_at(judge, body.spp.0, SppStage::Sp2dIssued).map(|_| ()),
        Event::Sp2dRefused(body) => {
            let spp = spp_at(judge, body.spp.0, SppStage::SpmIssued)?;
            bud_is_another(judge, spp)?;
            flag_order(judge, spp);
            flag_late(judge, spp, Parameter::Sp2dRefusalDays, &SP2D_REFUSED_LATE);
            flag_signatory(judge, papers::SP2D);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn spd(judge: &Judge<'_>, body: &SpdIssued) -> Judgement {
    judge.require((1..=4).contains(&body.quarter), &QUARTER, || {
        Figures::expected("quarter", "1 to 4", body.quarter)
    })?;
    judge.ascending_lines("lines", &body.lines)?;
    body.lines.iter().try_for_each(|item| {
        judge.own_line("lines", item.line.0)?;
        year_of_line(judge, item.line.0)?;
        let line = judge.state.budget.lines.get(&item.line.0);
        let room = line.map_or(0, |line| line.ceiling().saturating_add(line.at(Stage::SpdLimit)));
        judge.require(item.amount.sen() <= room, &SPD_ABOVE_CEILING, || {
            short_of("lines", item.amount.sen(), room, item.line.0)
        })
    })
}

fn year_of_line(judge: &Judge<'_>, seq: u64) -> Judgement {
    let Some(line) = judge.state.budget.lines.get(&seq) else { return Ok(()) };
    let year = judge.fact.envelope.fiscal_year;
    judge.require(line.fiscal_year == year, &LINE_YEAR, || {
        Figures::expected("lines", year, line.fiscal_year).on_line(seq)
    })
}

/// What a line has left for a request that needs no commitment.
fn available(judge: &Judge<'_>, item: &LineAmount) -> Judgement {
    judge.own_line("lines", item.line.0)?;
    year_of_line(judge, item.line.0)?;
    let available = judge.state.budget.at(item.line.0, Stage::Available);
    judge.require(item.amount.sen() <= available, &ABOVE_AVAILABLE, || {
        short_of("lines", item.amount.sen(), available, item.line.0)
    })
}

fn is_treasurers(kind: Option<CashKind>) -> bool {
    matches!(kind, Some(CashKind::TreasurerBank | CashKind::TreasurerCash))
}

fn spp(judge: &mut Judge<'_>, body: &SppSubmitted) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.ascending_lines("lines", &body.lines)?;
    basis(judge, body)?;
    if body.kind == SppKind::Up {
        return advance::up(judge, body);
    }
    judge.require(!body.lines.is_empty(), &LINES_MISSING, || {
        Figures::expected("lines", "at least one line", 0)
    })?;
    let sum = Rupiah::sum(body.lines.iter().map(|item| item.amount));
    judge.require(sum == Some(body.amount), &SUM_MISMATCH, || {
        Figures::amounts("amount", body.amount.sen(), sum.unwrap_or(Rupiah::ZERO).sen())
    })?;
    for item in &body.lines {
        judge.own_line("lines", item.line.0)?;
        year_of_line(judge, item.line.0)?;
        released(judge, body.kind, item)?;
    }
    match body.kind {
        SppKind::Gu | SppKind::GuNil => refill(judge, body)?,
        SppKind::Tu => body.lines.iter().try_for_each(|item| available(judge, item))?,
        SppKind::TuNil => accepted_spj(judge, body)?,
        _ => direct(judge, body)?,
    }
    flag_lines(judge, body);
    Ok(())
}

/// Every request is covered by released funds; closings ask for nothing new.
fn released(judge: &Judge<'_>, kind: SppKind, item: &LineAmount) -> Judgement {
    let free = judge.state.budget.at(item.line.0, Stage::SpdFree);
    let covered = kind == SppKind::TuNil || item.amount.sen() <= free;
    judge.require(covered, &ABOVE_SPD, || short_of("lines", item.amount.sen(), free, item.line.0))
}

/// A refill or closing names exactly one accepted SPJ: of its own kind and organisation, not yet
/// refilled, with the same lines.
fn accepted_spj(judge: &Judge<'_>, body: &SppSubmitted) -> Judgement {
    let spj = body.spj.and_then(|spj| judge.state.accountability.spjs.get(&spj.0));
    let kind = match body.kind {
        SppKind::TuNil => SpjKind::AdditionalAdvance,
        _ => SpjKind::Advance,
    };
    let accepted = spj.filter(|spj| {
        let organisation = spj.organisation.is_none_or(|known| known == body.organisation.0);
        spj.outcome == Some(Outcome::Accepted)
            && spj.refilled == 0
            && spj.kind == kind
            && organisation
    });
    let lines = body.lines.iter().map(|item| (item.line.0, item.amount.sen()));
    let same = accepted.is_some_and(|spj| lines.eq(spj.lines.iter().copied()));
    judge.require(same, &GU_NOT_ACCOUNTED, || {
        let spent = accepted.map_or(0, |spj| spj.spent);
        Figures::amounts("spj", body.amount.sen(), spent).by(body.spj.map_or(0, |spj| spj.0))
    })
}

fn refill(judge: &Judge<'_>, body: &SppSubmitted) -> Judgement {
    accepted_spj(judge, body)?;
    body.lines.iter().try_for_each(|item| {
        let spent = judge.state.budget.at(item.line.0, Stage::Advanced);
        judge.require(item.amount.sen() <= spent, &GU_NOT_ACCOUNTED, || {
            short_of("lines", item.amount.sen(), spent, item.line.0)
        })
    })
}

/// Direct payments stand on a closed decree or a commitment, refills and closings on an SPJ.
/// History may know of a payment without knowing what it was based on.
fn basis(judge: &mut Judge<'_>, body: &SppSubmitted) -> Judgement {
    let decree = body.decree.and_then(|decree| judge.state.decree.decrees.get(&decree.0));
    let open = decree.is_some_and(|decree| !decree.closed);
    let (by_decree, by_commitment) = (body.decree.is_some(), body.commitment.is_some());
    let (none, by_spj) = (!by_decree && !by_commitment, body.spj.is_some());
    let (holds, skips) = match body.kind {
        SppKind::LsPayroll | SppKind::LsGoods | SppKind::LsThirdParty => {
            (by_decree != by_commitment && !open && !by_spj, none && !by_spj)
        }
        SppKind::Gu | SppKind::GuNil | SppKind::TuNil => (none, false),
        SppKind::Up | SppKind::Tu => (none && !by_spj, false),
    };
    judge.in_order(holds, skips, &BASIS_MISSING, || {
        let expected = "a closed decree or a commitment for LS, an SPJ for GU and Nihil, else none";
        Figures::expected("decree", expected, "neither, both, open or another")
    })
}

fn direct(judge: &Judge<'_>, body: &SppSubmitted) -> Judgement {
    let basis = body.decree.map(|d| d.0).or(body.commitment.map(|c| c.0));
    let Some(basis) = basis else {
        return body.lines.iter().try_for_each(|item| available(judge, item));
    };
    body.lines.iter().try_for_each(|item| {
        let bound = judge.state.budget.obligations.get(&(basis, item.line.0)).copied();
        let bound = bound.unwrap_or_default();
        // What the decree promised above its line counts as soon as the line has it.
        let available = judge.state.budget.at(item.line.0, Stage::Available).max(0);
        let left = bound.left.saturating_add(bound.short.min(available));
        judge.require(item.amount.sen() <= left, &ABOVE_COMMITMENT, || {
            short_of("lines", item.amount.sen(), left, item.line.0).by(basis)
        })
    })
}

fn flag_lines(judge: &mut Judge<'_>, body: &SppSubmitted) {
    for item in &body.lines {
        judge.flag_missing_plan(item.line.0);
        let Some(line) = judge.state.budget.lines.get(&item.line.0) else { continue };
        let aid = line.account.is_bansos();
        let direct_aid = matches!(body.kind, SppKind::LsThirdParty | SppKind::Tu | SppKind::TuNil)
            || (body.kind == SppKind::LsGoods && line.account.is_goods());
        judge.flag_if(aid && !direct_aid, &OPERATING_COST_IN_AID, || {
            Figures::expected("kind", SppKind::LsThirdParty, body.kind).on_line(item.line.0)
        });
        let day = judge.fact.envelope.occurred_on;
        let limit =
            judge.state.reference.in_force(Parameter::TuCashLimit, &line.programme, day).cloned();
        let Some(limit) = limit.filter(|_| aid && body.kind == SppKind::Tu) else { continue };
        let most = limit.amount.unwrap_or(Rupiah::ZERO);
        judge.flag_if(item.amount > most, &TU_CASH_LIMIT, || {
            short_of("lines", item.amount.sen(), most.sen(), item.line.0).by(limit.seq)
        });
    }
}

/// The request, which must be at the stage.
fn spp_at<'a>(judge: &mut Judge<'a>, seq: u64, stage: SppStage) -> Result<&'a Spp, Refusal> {
    spp_in(judge, seq, stage, |_| false)
}

/// The request, which must be at the stage. History may skip papers that nobody has kept, and
/// bring one `late`.
fn spp_in<'a>(
    judge: &mut Judge<'a>,
    seq: u64,
    stage: SppStage,
    late: impl Fn(&Spp) -> bool,
) -> Result<&'a Spp, Refusal> {
    let spp = judge.state.treasury.spps.get(&seq);
    let found = || spp.map_or_else(|| "none".to_owned(), |spp| format!("{:?}", spp.stage));
    let figures = || Figures::expected("spp", format_args!("{stage:?}"), found()).by(seq);
    let holds = spp.is_some_and(|spp| spp.stage == stage);
    let skips =
        spp.is_some_and(|spp| spp.stage < stage || (late(spp) && spp.stage != SppStage::Ended));
    judge.in_order(holds, skips, &WRONG_STAGE, figures)?;
    spp.ok_or_else(|| Refusal { rule: &WRONG_STAGE, draft: judge.draft, figures: figures() })
}

fn spm(judge: &mut Judge<'_>, body: &SpmIssued) -> Judgement {
    let late = |spp: &Spp| spp.ordered_by.is_empty();
    let spp = spp_in(judge, body.spp.0, SppStage::Verified, late)?;
    judge.require(body.amount.sen() == spp.sen, &SPM_MISMATCH, || {
        Figures::amounts("amount", body.amount.sen(), spp.sen).by(body.spp.0)
    })?;
    judge.separate_from(&ORDERER_IS_SUBMITTER, &spp.submitted_by)?;
    judge.separate_from(&ORDERER_IS_SUBMITTER, &spp.verified_by)?;
    flag_order(judge, spp);
    flag_late(judge, spp, Parameter::SpmDecisionDays, &SPM_DECIDED_LATE);
    flag_signatory(judge, papers::SPM);
    Ok(())
}

fn sp2d(judge: &mut Judge<'_>, body: &Sp2dIssued) -> Judgement {
    let spp = spp_at(judge, body.spp.0, SppStage::SpmIssued)?;
    body.deductions.iter().try_for_each(|item| judge.positive("deductions", item.amount))?;
    judge.not_negative("net", body.net)?;
    let parts = body.deductions.iter().map(|item| item.amount).chain([body.net]);
    let sum = Rupiah::sum(parts).map(Rupiah::sen);
    judge.require(body.gross.sen() == spp.sen, &SP2D_MISMATCH, || {
        Figures::amounts("gross", body.gross.sen(), spp.sen).by(body.spp.0)
    })?;
    judge.require(sum == Some(spp.sen), &SP2D_MISMATCH, || {
        let deducted = sum.map_or(i64::MAX, |sum| sum.saturating_sub(body.net.sen()));
        Figures::amounts("net", body.net.sen(), spp.sen.saturating_sub(deducted)).by(body.spp.0)
    })?;
    bud_is_another(judge, spp)?;
    let held = judge.state.cash.accounts.get(&body.cash.0).map(|cash| cash.kind);
    let of_lines = spp.lines.iter().filter_map(|(line, _)| judge.state.budget.lines.get(line));
    let of_advance = spp.source.and_then(|source| judge.state.reference.sources.get(&source));
    let origins = of_lines.map(|line| line.cash_origin).chain(of_advance.map(|s| s.cash_origin));
    origins.into_iter().try_for_each(|origin| super::cash::is_treasury_of(judge, held, origin))?;
    flag_order(judge, spp);
    flag_late(judge, spp, Parameter::Sp2dDays, &SP2D_LATE);
    flag_signatory(judge, papers::SP2D);
    Ok(())
}

/// The BUD is none of the officers who brought the document here.
fn bud_is_another(judge: &Judge<'_>, spp: &Spp) -> Judgement {
    let officers = [&spp.submitted_by, &spp.verified_by, &spp.ordered_by];
    officers.into_iter().try_for_each(|people| judge.separate_from(&BUD_IS_SKPD, people))
}

fn paid_out(judge: &mut Judge<'_>, body: &Sp2dPaidOut) -> Judgement {
    let spp = spp_at(judge, body.spp.0, SppStage::Sp2dIssued)?;
    let kind_of = |account: u64| judge.state.cash.accounts.get(&account).map(|cash| cash.kind);
    let tax = body.tax_account.and_then(|account| kind_of(account.0));
    judge.require(spp.withheld == 0 || tax == Some(CashKind::TaxHeld), &TAX_ACCOUNT, || {
        Figures::expected("tax_account", CashKind::TaxHeld, tax.map_or("none", CashKind::word))
    })?;
    let advance = body.advance.and_then(|account| kind_of(account.0));
    let fits = match spp.kind {
        SppKind::Up | SppKind::Gu | SppKind::Tu => is_treasurers(advance),
        _ => body.advance.is_none(),
    };
    judge.require(fits, &ADVANCE_ACCOUNT, || {
        Figures::expected("advance", "the treasurer's account for UP, GU, TU", spp.kind)
    })?;
    flag_order(judge, spp);
    let (day, year) = (judge.fact.envelope.occurred_on, spp.fiscal_year);
    judge.flag_if(day > year.last_day(), &AFTER_YEAR_END, || {
        Figures::expected("occurred_on", format_args!("within {year}"), day)
    });
    flag_treasury(judge, spp);
    Ok(())
}

/// The bank pays from one account whatever our books say of a source; they must not fall below
/// zero unseen. Only the RKUD's receipts are ours to record: other treasuries' are kept elsewhere,
/// and history need not bring any.
fn flag_treasury(judge: &mut Judge<'_>, spp: &Spp) {
    let rkud = |account: &u64| {
        let known = judge.state.cash.accounts.get(account);
        known.is_some_and(|known| known.kind == CashKind::Rkud)
    };
    let Some(account) = spp.cash.filter(rkud) else { return };
    let mut asked = BTreeMap::new();
    for (source, net, withheld) in judge.state.cash_of(spp) {
        let sen: &mut i64 = asked.entry(source).or_default();
        *sen = sen.saturating_add(net).saturating_add(withheld);
    }
    for (source, sen) in asked {
        let held = judge.state.cash.at(account, source);
        judge.flag_if(sen > held && !judge.historical(), &ABOVE_TREASURY, || {
            Figures::amounts("spp", sen, held).by(account)
        });
    }
}
