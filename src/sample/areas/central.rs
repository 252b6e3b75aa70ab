//! What the ministry pays to the holders of `sembako`: two periods of two months at Rp200.000, with
//! one credit too many, one too small, one to a dead person and one to nobody on the list; with a
//! terminal that saw too many cards; with what nobody used and what went back.
//!
//! Amounts per month are those of the programme; who is paid, and what goes wrong, is invented.

use jejak_events::central::*;
use jejak_events::ids::*;
use jejak_events::vocabulary::*;
use jejak_events::{Region, Rupiah};

use super::super::build::{Build, lit, rp, times};
use super::super::people::{paper, recipient, token};
use super::super::reference::REGENCIES;
use super::Scene;
use super::sembako::{DIED, OUTSIDER, PLACES, STORY, later_holder, region};

pub(super) const SCENES: &[Scene] = &[
    (2, show_pipeline),
    (2, credit_first),
    (2, credit_wrongly),
    (3, cancel),
    (3, use_first),
    (5, credit_second),
    (6, use_second),
    (6, block),
    (7, give_back),
    (8, close_first),
    (8, close_second),
];

/// Two months at Rp200.000.
const AMOUNT: Rupiah = rp(400_000);

/// Places of the first period, counted from 0, to which something happens.
const HALF: u64 = 50;
const UNUSED: u64 = 60;
const UNRETURNED: u64 = 61;
const TWICE: u64 = 70;
/// Has the account of the one before.
const SHARED: u64 = 80;
const DEDUCTED: u64 = 90;
/// Five cards on one terminal within five minutes.
const BURST: std::ops::Range<u64> = 100..105;
/// Eleven cards with one amount on one terminal.
const SAME: std::ops::Range<u64> = 110..121;
const AT_NIGHT: u64 = 130;

/// What the ministry's system showed of Lebak, and how many KPM.
const LEBAK: [(CentralStatus, u32); 7] = [
    (CentralStatus::FinalClosing, 303),
    (CentralStatus::AccountCheck, 300),
    (CentralStatus::Spp, 300),
    (CentralStatus::Spm, 300),
    (CentralStatus::Sp2d, 300),
    (CentralStatus::StandingInstruction, 300),
    (CentralStatus::TopUp, 300),
];

fn period(b: &Build, number: u8) -> CentralPeriodRef {
    CentralPeriodRef(b.at(&format!("central-period/sembako-{number}")))
}

fn credit(b: &Build, number: u8, place: u64) -> CentralCreditRef {
    let first = b.at(&format!("central-credit/sembako-{number}"));
    CentralCreditRef(first.saturating_add(place))
}

fn open(b: &mut Build, number: u8, first: &str) {
    let opened = CentralPeriodOpened {
        programme: lit("SEMBAKO"),
        first: lit(first),
        months: 2,
        fiscal_year: lit("2026"),
    };
    b.add_as(&format!("central-period/sembako-{number}"), opened);
}

/// The pipeline of February and March: step by step for Lebak, its ends for the others.
fn show_pipeline(b: &mut Build) {
    b.acting("operator");
    open(b, 1, "2026-02");
    let period = period(b, 1);
    for (status, kpm) in LEBAK {
        show(b, period, "36.02", status, kpm);
    }
    for regency in REGENCIES.iter().filter(|regency| regency.code != "36.02") {
        for status in [CentralStatus::FinalClosing, CentralStatus::TopUp] {
            show(b, period, regency.code, status, 10_000);
        }
    }
}

fn show(b: &mut Build, period: CentralPeriodRef, code: &str, status: CentralStatus, kpm: u32) {
    let (region, amount) = (lit(code), times(AMOUNT, kpm));
    let file = paper(&format!("siks-ng {code} {status}"), 0);
    b.add(CentralStatusObserved { period, region, status, kpm, amount, file });
}

/// A credit to somebody on the account of a number.
fn credited(
    period: CentralPeriodRef,
    recipient: RecipientId,
    region: Region,
    account: u64,
) -> CentralAidCredited {
    CentralAidCredited {
        period,
        recipient,
        region,
        amount: AMOUNT,
        channel: Channel::Bank,
        account: Some(token("kartu sembako", account)),
    }
}

/// Everybody is credited for February and March, also somebody who died.
fn credit_first(b: &mut Build) {
    b.acting("bank");
    b.name("central-credit/sembako-1", b.next_seq());
    let period = period(b, 1);
    for place in 0..PLACES {
        let account = if place == SHARED { place - 1 } else { place };
        let usual = credited(period, recipient(STORY, place), region(place), account);
        let amount = if place == HALF { rp(200_000) } else { AMOUNT };
        b.add(CentralAidCredited { amount, ..usual });
    }
}

/// One is credited again, and somebody who is on no list.
fn credit_wrongly(b: &mut Build) {
    let period = period(b, 1);
    let again = credited(period, recipient(STORY, TWICE), region(TWICE), TWICE);
    b.add_as("central-credit/twice", again);
    let outsider = credited(period, recipient(STORY, OUTSIDER), region(0), OUTSIDER);
    b.add_as("central-credit/outsider", outsider);
}

/// The ministry recalls the credit that was one too many.
fn cancel(b: &mut Build) {
    b.acting("bank");
    let credit = CentralCreditRef(b.at("central-credit/twice"));
    b.add(CentralCreditCancelled { credit, reason: CreditCancelReason::Recalled });
}

/// Terminal and minute at which a card of the first period is used.
fn terminal(place: u64) -> (u64, u64) {
    if BURST.contains(&place) {
        return (1_000, 700 + place - BURST.start);
    }
    if SAME.contains(&place) {
        return (1_001, 480 + 12 * (place - SAME.start));
    }
    let minute = if place == AT_NIGHT { 1_410 } else { 480 + 15 * (place % 10) };
    (place / 10, minute)
}

fn used(b: &mut Build, credit: CentralCreditRef, amount: Rupiah, (terminal, minute): (u64, u64)) {
    b.add(CentralAidTransacted {
        credit,
        amount,
        minute: u16::try_from(minute).unwrap_or(u16::MAX),
        place: Some(token("warung", terminal)),
        terminal: Some(token("mesin", terminal)),
    });
}

/// Nearly all use what they got; one says that it was less.
fn use_first(b: &mut Build) {
    b.acting("bank");
    for place in (0..PLACES).filter(|place| ![DIED, UNUSED, UNRETURNED].contains(place)) {
        let amount = if place == HALF { rp(200_000) } else { AMOUNT };
        let credit = credit(b, 1, place);
        used(b, credit, amount, terminal(place));
    }
    let outsider = CentralCreditRef(b.at("central-credit/outsider"));
    used(b, outsider, AMOUNT, (90, 600));
    b.acting("petugas");
    let reporter = Some(token("pelapor sembako", 0));
    let (credit, received) = (credit(b, 1, DEDUCTED), rp(350_000));
    let reported = CentralDeductionReported { credit, received, reporter };
    b.add_as("deduction/sembako", reported);
}

/// April and May, to those who hold the places now.
fn credit_second(b: &mut Build) {
    b.acting("operator");
    open(b, 2, "2026-04");
    let period = period(b, 2);
    for status in [CentralStatus::FinalClosing, CentralStatus::Sp2d, CentralStatus::TopUp] {
        show(b, period, "36.02", status, 300);
    }
    b.acting("bank");
    b.name("central-credit/sembako-2", b.next_seq());
    for place in 0..PLACES {
        let holder = later_holder(place);
        let account = if holder == recipient(STORY, place) { place } else { place + 500 };
        // The two who had one account have one each.
        let account = if place == SHARED { 600 } else { account };
        b.add(credited(period, holder, region(place), account));
    }
}

/// All of it is used.
fn use_second(b: &mut Build) {
    b.acting("bank");
    for place in 0..PLACES {
        let credit = credit(b, 2, place);
        used(b, credit, AMOUNT, (place / 10, 480 + 15 * (place % 10)));
    }
}

/// What was not touched in February is blocked.
fn block(b: &mut Build) {
    for place in [DIED, UNUSED, UNRETURNED] {
        let credit = credit(b, 1, place);
        b.add(CentralAidUnspent { credit, amount: AMOUNT });
    }
}

/// Two of three amounts go back to the state treasury.
fn give_back(b: &mut Build) {
    b.acting("bank");
    for place in [DIED, UNUSED] {
        let (credit, receipt) = (credit(b, 1, place), token("NTPN sembako", 1));
        b.add(CentralAidReturned { credit, amount: AMOUNT, receipt });
    }
}

/// The ministry's report on the first period; Rp400.000 lie where they should not.
fn close_first(b: &mut Build) {
    b.acting("operator");
    let closed = CentralPeriodClosed {
        period: period(b, 1),
        count: 301,
        credited: rp(120_200_000),
        transacted: rp(119_000_000),
        returned: rp(800_000),
    };
    b.add_as("central-closed/sembako-1", closed);
}

fn close_second(b: &mut Build) {
    let closed = CentralPeriodClosed {
        period: period(b, 2),
        count: 300,
        credited: times(AMOUNT, 300),
        transacted: times(AMOUNT, 300),
        returned: rp(0),
    };
    b.add_as("central-closed/sembako-2", closed);
}
