//! Rules for cash books.

use jejak_events::vocabulary::{CashKind, CashOrigin, CashReceiptKind};
use jejak_events::{Event, Rupiah, SourceCode};

use super::{Figures, Judge, Judgement, rules, treasury};

rules! {
    SAME_ACCOUNT = "CSH-01" Refuse,
        "rekening asal dan tujuan sama", "both accounts are the same", "CashTransferred";
    CASH_SHORT = "CSH-02" Refuse,
        "kas pada rekening itu tidak cukup", "not enough of that source in the account", "G5 CashTransferred";
    TAX_SHORT = "CSH-03" Refuse,
        "pajak yang disetor melebihi yang dipungut", "more tax is deposited than is held", "G5 TaxDeposited";
    BOOK_MISMATCH = "CSH-04" Refuse,
        "saldo buku tidak sama dengan buku kas", "the book balance is not what the cash book says", "G5 CashCounted";
    COUNT_DIFFERS = "CSH-05" Flag,
        "kas opname berbeda dari buku", "the cash counted is not what the book says", "G5 CashCounted A47";
    RECONCILIATION_DIFFERS = "CSH-06" Flag,
        "rekonsiliasi menunjukkan selisih", "the reconciliation shows a difference", "RekonsiliasiDicatat A47";
    SP2D_MISSING = "CSH-07" Flag,
        "SP2D pada register lain tidak ada di sini atau berbeda nilai", "an SP2D of the other register is not here, or has another amount", "A47 Sp2dRowObserved";
    INTEREST_ACCOUNT = "CSH-08" Refuse,
        "jasa giro hanya pada rekening bank", "interest is for bank accounts only", "CashReceived";
    TAX_ACCOUNT = "CSH-09" Refuse,
        "setoran pajak harus dari rekening pajak dipungut", "tax is deposited from the account in which it is held", "TaxDeposited";
    RECEIPT_USED = "CSH-10" Flag,
        "bukti setor atau referensi bank sudah dipakai pada permintaan sebelumnya", "the receipt or bank reference was used by an earlier request", "A38 A30 PengembalianDisetor PajakDisetor";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::CashReceived(body) => {
            judge.positive("amount", body.amount)?;
            judge.known_source("source", body.source)?;
            let kind = kind_of(judge, body.cash.0);
            let interest = body.kind == CashReceiptKind::Interest;
            let bank = !matches!(kind, Some(CashKind::TreasurerCash | CashKind::TaxHeld));
            judge.require(!interest || bank, &INTEREST_ACCOUNT, || {
                Figures::expected("cash", "a bank account", kind.map_or("", CashKind::word))
            })?;
            treasury_of_source(judge, body.cash.0, body.source)?;
            flag_receipt(judge, "bank_reference");
            Ok(())
        }
        Event::CashTransferred(body) => {
            judge.positive("amount", body.amount)?;
            judge.require(body.from != body.to, &SAME_ACCOUNT, || {
                Figures::expected("to", "another account", body.to.0)
            })?;
            treasury_of_source(judge, body.to.0, body.source)?;
            holds(judge, body.from.0, body.source, body.amount, &CASH_SHORT)
        }
        Event::TaxDeposited(body) => {
            judge.positive("amount", body.amount)?;
            let kind = kind_of(judge, body.cash.0);
            judge.require(kind == Some(CashKind::TaxHeld), &TAX_ACCOUNT, || {
                Figures::expected("cash", CashKind::TaxHeld, kind.map_or("", CashKind::word))
            })?;
            holds(judge, body.cash.0, body.source, body.amount, &TAX_SHORT)?;
            flag_receipt(judge, "receipt");
            Ok(())
        }
        Event::CashCounted(body) => {
            judge.not_negative("counted", body.counted)?;
            let book = judge.state.cash.total(body.cash.0);
            judge.require(i128::from(body.book.sen()) == book, &BOOK_MISMATCH, || {
                let book = i64::try_from(book).unwrap_or(i64::MAX);
                Figures::amounts("book", body.book.sen(), book)
            })?;
            judge.flag_if(body.counted != body.book, &COUNT_DIFFERS, || {
                Figures::amounts("counted", body.counted.sen(), body.book.sen())
            });
            Ok(())
        }
        Event::BankLineObserved(body) => judge.positive("amount", body.amount),
        Event::Sp2dRowObserved(body) => {
            judge.positive("amount", body.amount)?;
            let ours = judge.state.sp2d_of_number(&body.number);
            judge.flag_if(ours != Some(body.amount.sen()), &SP2D_MISSING, || {
                Figures::amounts("amount", body.amount.sen(), ours.unwrap_or(0))
            });
            Ok(())
        }
        Event::ReconciliationRecorded(body) => {
            judge.flag_if(body.ours != body.theirs, &RECONCILIATION_DIFFERS, || {
                Figures::amounts("theirs", body.theirs.sen(), body.ours.sen())
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A deposit slip, NTPN or bank reference shows one deposit.
pub(super) fn flag_receipt(judge: &mut Judge<'_>, field: &'static str) {
    let used = judge.state.receipt_used(judge.fact);
    judge.flag_if(used.is_some(), &RECEIPT_USED, || Figures::field(field).by(used.unwrap_or(0)));
}

fn kind_of(judge: &Judge<'_>, account: u64) -> Option<CashKind> {
    judge.state.cash.accounts.get(&account).map(|account| account.kind)
}

/// Refuses to take more of a source from an account than it holds.
pub(super) fn holds(
    judge: &Judge<'_>,
    account: u64,
    source: SourceCode,
    amount: Rupiah,
    rule: &'static super::Rule,
) -> Judgement {
    let held = judge.state.cash.at(account, source);
    let figures = || Figures::amounts("amount", amount.sen(), held).by(account);
    judge.require(amount.sen() <= held, rule, figures)
}

/// P2: a treasury account takes only money whose source belongs to that treasury.
pub(super) fn treasury_of_source(judge: &Judge<'_>, account: u64, source: SourceCode) -> Judgement {
    let origin = judge.state.reference.sources.get(&source).map(|source| source.cash_origin);
    let fits = match kind_of(judge, account) {
        Some(CashKind::Rkud) => origin == Some(CashOrigin::Rkud),
        Some(CashKind::Rkun) => origin == Some(CashOrigin::Rkun),
        Some(CashKind::Donor) => origin == Some(CashOrigin::OffBudget),
        _ => true,
    };
    judge.require(fits, &treasury::WRONG_TREASURY, || {
        Figures::expected("cash", origin.map_or("", CashOrigin::word), "another treasury")
            .by(account)
    })
}

/// P2: money goes out of, and back to, the treasury that its source implies.
pub(super) fn is_treasury_of(
    judge: &Judge<'_>,
    kind: Option<CashKind>,
    origin: CashOrigin,
) -> Judgement {
    let fits = match origin {
        CashOrigin::Rkud => kind == Some(CashKind::Rkud),
        CashOrigin::Rkun => kind == Some(CashKind::Rkun),
        CashOrigin::OffBudget => matches!(kind, Some(CashKind::Donor | CashKind::Channel)),
    };
    judge.require(fits, &treasury::WRONG_TREASURY, || {
        Figures::expected("cash", origin, kind.map_or("none", CashKind::word))
    })
}
