//! Keeping the books: closings, reconciliation, late facts, corrections.

use jejak_events::accountability::*;
use jejak_events::cash::*;
use jejak_events::ids::{EventRef, ExternalDataRef};
use jejak_events::reference::ExternalDataImported;
use jejak_events::vocabulary::*;
use jejak_events::{Month, Rupiah};

use super::super::build::{Build, UNTIL_RECORDED, lit, rp};
use super::super::people::{paper, person, token};
use super::budget;

/// A month is closed: afterwards only corrections.
pub(super) fn close_month(b: &mut Build, day: &str, month: &str) {
    b.day(day);
    b.acting("ppkd");
    let period: Month = lit(month);
    let event = PeriodClosed { kind: PeriodKind::Month, period, head: UNTIL_RECORDED };
    b.add_as(&format!("closed/{month}"), event);
}

/// The first stage of the DAK is booked twice, and the second booking reversed the next day with
/// a second person's consent.
pub(super) fn receive_twice(b: &mut Build) {
    b.next_working_day();
    b.acting("kuasa-bud");
    let amount = rp(1_500_000_000);
    budget::receive_dak(b, "DAK tahap I", amount);
    let twice = budget::receive_dak(b, "DAK tahap I", amount);
    b.next_working_day();
    b.acting("kuasa-bud");
    let (reason, authorised_by) = (Reason::EntryError, person("ppkd"));
    let reversal = TransactionReversed { event: EventRef(twice), reason, authorised_by };
    b.add_as("reversal", reversal);
}

/// Our SP2D beside SIPD's register, which holds one that this ledger has never seen; the
/// treasurer's cash beside the book.
pub(super) fn reconcile(b: &mut Build) {
    b.next_working_day();
    b.acting("ppkd");
    let rows = b.orders().to_vec();
    let unknown = (lit("CONTOH/SP2D/TIDAK-DIKENAL/2026"), rp(12_000_000));
    let count = u64::try_from(rows.len()).unwrap_or(0).saturating_add(1);
    let register = ExternalDataImported {
        dataset: Dataset::Sp2dRegister,
        version: lit("2026-09 (contoh)"),
        position: lit("2026-09-30"),
        period: Some(lit("2026-09")),
        file: paper("register sp2d", 0),
        rows_accepted: count,
        rows_rejected: 0,
        rows_total: count,
    };
    let data = Some(ExternalDataRef(b.add_as("register", register)));
    let ours = Rupiah::sum(rows.iter().map(|(_, amount)| *amount)).unwrap_or(rp(0));
    let theirs = ours.checked_add(unknown.1).unwrap_or(ours);
    b.name("sp2d-unknown", b.next_seq().saturating_add(count).saturating_sub(1));
    for (number, amount) in rows.into_iter().chain([unknown]) {
        b.add(Sp2dRowObserved {
            number,
            dated: lit("2026-09-30"),
            amount,
            kind: None,
            spp: None,
            spp_dated: None,
            spm: None,
            spm_dated: None,
            paid_on: None,
            account: None,
            data,
        });
    }
    let (register, period) = (Register::Sp2d, lit("2026-09"));
    b.add(ReconciliationRecorded { register, period, ours, theirs });
    b.acting("bendahara");
    let cash = b.cash("bendahara-tunai");
    b.add(CashCounted { cash, counted: rp(500_000), book: rp(500_000) });
}

/// A bank line of September turns up after September was closed: recorded, and flagged.
pub(super) fn learn_late(b: &mut Build) {
    b.next_working_day();
    b.acting("bank");
    b.occurred(lit("2026-09-30"));
    let line = BankLineObserved {
        cash: b.cash("rkud"),
        direction: Direction::In,
        amount: rp(48_500),
        bank_reference: Some(token("jasa giro rkud", 0)),
        sp2d: None,
        balance: None,
        data: None,
    };
    b.add_as("late", line);
}

/// The day of a credit was written down wrongly; a second person agrees, both readings stay.
pub(super) fn correct(b: &mut Build) {
    b.next_working_day();
    b.acting("bendahara");
    let correction = FactCorrected {
        event: EventRef(b.at("credit/panti-1")),
        field: Correctable::OccurredOn,
        from: lit("2026-04-15"),
        to: lit("2026-04-14"),
        reason: Reason::EntryError,
        authorised_by: person("ppk"),
    };
    b.add_as("correction", correction);
}
