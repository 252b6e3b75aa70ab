//! Banten's BLT BBM of 2022 at full scale, as history taken over from press reports.
//!
//! The totals are published; the people behind them are invented, one event each. Days between
//! the decrees and the credits, officials and document numbers other than the decrees' are
//! invented too.

pub(super) mod figures;

use jejak_events::accountability::{RefundDeposited, SilpaComputed};
use jejak_events::budget::BudgetCeilingSet;
use jejak_events::cash::{BankLineObserved, CashReceived};
use jejak_events::decree::*;
use jejak_events::document::Document;
use jejak_events::ids::*;
use jejak_events::opening::{HistoricalBatchClosed, HistoricalBatchOpened};
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::treasury::*;
use jejak_events::vocabulary::*;
use jejak_events::{Date, Rupiah, Stage};

use self::figures::{Decree, FROM_BTT, FROM_DID, chosen};
use super::build::{Build, count, lit, rp, times};
use super::people::{recipient, token};
use super::reference::{BTT, DID};

/// The story by which its people are derived.
pub(super) const STORY: &str = "blt-bbm";

/// What happened around a decree; invented but for the decree itself.
struct Course {
    decree: Decree,
    /// Quarter of the SPD.
    quarter: u8,
    /// Treasurer, verifier, who orders payment.
    officials: [&'static str; 3],
    /// SPD, SPP, verification, SPM, SP2D, payment by the treasury.
    days: [&'static str; 6],
    /// First and last day of credits.
    credits: (&'static str, &'static str),
    /// Day on which the channel paid back what it could not distribute.
    deposit: &'static str,
}

const BTT_COURSE: Course = Course {
    decree: FROM_BTT,
    quarter: 3,
    officials: ["bendahara-ppkd-2022", "ppk-ppkd-2022", "ppkd-2022"],
    days: ["2022-09-12", "2022-09-14", "2022-09-15", "2022-09-16", "2022-09-19", "2022-09-20"],
    credits: ("2022-09-26", "2022-10-14"),
    deposit: "2022-12-28",
};

const DID_COURSE: Course = Course {
    decree: FROM_DID,
    quarter: 4,
    officials: ["bendahara-2022", "ppk-2022", "pa-2022"],
    days: ["2022-11-14", "2022-11-16", "2022-11-17", "2022-11-18", "2022-11-21", "2022-11-22"],
    credits: ("2022-11-28", "2022-12-16"),
    deposit: "2022-12-29",
};

/// The scenes in order. Each gives at most some eighty thousand drafts.
pub(super) const SCENES: &[fn(&mut Build)] = &[
    open_history,
    register_people,
    propose,
    |b| designate(b, &BTT_COURSE),
    |b| order_payment(b, &BTT_COURSE),
    |b| credit(b, &BTT_COURSE),
    |b| designate(b, &DID_COURSE),
    |b| order_payment(b, &DID_COURSE),
    |b| credit(b, &DID_COURSE),
    |b| deposit(b, &BTT_COURSE),
    |b| deposit(b, &DID_COURSE),
    close_history,
];

fn open_history(b: &mut Build) {
    b.day("2026-01-05");
    b.acting("operator");
    let press = Document { kind: DocumentKind::Press, number: None, dated: None, proof: None };
    let opened = HistoricalBatchOpened {
        basis: HistoryBasis::Press,
        origin: lit("Pemberitaan 2022-2023 tentang BLT BBM Banten; rincian per orang dibangkitkan"),
        file: None,
        completeness: Completeness::Totals,
        from: lit("2022-09-01"),
        until: lit("2022-12-31"),
    };
    let batch = b.add_with(opened, vec![press]);
    b.name("history", batch);
    b.begin_history(batch);
    b.occurred(lit("2022-09-01"));
    b.on_behalf("ppkd-2022");
    let ceiling = BudgetCeilingSet {
        fiscal_year: lit("2022"),
        organisation: b.organisation("bpkad"),
        activity: lit("5.02.02.1.04.0008"),
        account: lit("5.3.01.01.01.0001"),
        source: lit(BTT),
        programme: lit("BLT-BBM"),
        region: lit("36"),
        standing: Standing::Own,
        basis: CeilingBasis::Dpa,
        carried_from: None,
        amount: FROM_BTT.stated,
    };
    b.add_as("line/btt", ceiling.clone());
    let ceiling = BudgetCeilingSet {
        organisation: b.organisation("dinsos"),
        activity: lit("1.06.05.1.02.0003"),
        account: lit("5.1.06.02.01.0001"),
        source: lit(DID),
        basis: CeilingBasis::Dppa,
        amount: FROM_DID.stated,
        ..ceiling
    };
    b.add_as("line/did", ceiling);
    receive(b, BTT, CashReceiptKind::OwnRevenue, FROM_BTT.stated);
    receive(b, DID, CashReceiptKind::Transfer, FROM_DID.stated);
}

fn receive(b: &mut Build, source: &str, kind: CashReceiptKind, amount: Rupiah) {
    let cash = b.cash("rkud");
    b.add(CashReceived { cash, source: lit(source), kind, amount, bank_reference: None });
}

/// Households are not known: none is named.
fn register_people(b: &mut Build) {
    b.on_own_behalf();
    b.occurred(lit("2022-09-02"));
    for share in figures::shares() {
        for person in share.everybody() {
            b.add(RecipientRegistered {
                recipient: recipient(STORY, person),
                recipient_type: RecipientType::Family,
                region: share.region,
                household: None,
                identity: IdentityKind::NikUnverified,
                fault: NikFault::None,
            });
        }
    }
}

/// The amounts asked for are not published; four months for each are assumed.
fn propose(b: &mut Build) {
    b.occurred(lit("2022-09-05"));
    for share in figures::shares().into_iter().filter(|share| share.proposed > 0) {
        let requested = times(FROM_BTT.amount, share.proposed);
        let opened = ProposalOpened {
            programme: lit("BLT-BBM"),
            proposer: b.organisation(&format!("pemda-{}", share.region)),
            region: share.region,
            channel: ProposalChannel::Regency,
            number: lit(&format!("CONTOH/USULAN/{}/2022", share.region)),
            count: share.proposed,
            requested,
        };
        let proposal = ProposalRef(b.add(opened));
        b.name(&format!("proposal/{}", share.region), proposal.0);
        for person in share.candidates() {
            let recipient = recipient(STORY, person);
            b.add(CandidateProposed { proposal, recipient, requested: FROM_BTT.amount });
        }
        b.add(ProposalClosed { proposal, count: share.proposed, requested });
    }
}

fn designate(b: &mut Build, course: &Course) {
    let decree = &course.decree;
    let signed: Date = lit(decree.signed);
    b.occurred(signed);
    b.on_behalf("kadis-2022");
    let document = Document {
        kind: DocumentKind::Decree,
        number: Some(lit(decree.number)),
        dated: Some(signed),
        proof: None,
    };
    let opened = DecreeOpened {
        number: lit(decree.number),
        signed_on: signed,
        signatory: Some(AppointmentRef(b.at("office/kadis-2022"))),
        programme: lit("BLT-BBM"),
        amends: None,
        count: decree.rows,
        total: decree.stated,
    };
    let seq = DecreeRef(b.add_with(opened, vec![document]));
    b.name(&format!("decree/{}", decree.name), seq.0);
    b.name(&format!("designation/{}", decree.name), b.next_seq());
    let line = b.line(decree.name);
    for (row, number) in figures::rows(decree).into_iter().zip(1..) {
        b.add(RecipientDesignated {
            decree: seq,
            recipient: recipient(STORY, row.person),
            line,
            amount: decree.amount,
            tranches: 1,
            number,
            region: row.region,
            account: None,
        });
    }
    let total = times(decree.amount, decree.rows);
    b.add(DecreeClosed { decree: seq, count: decree.rows, total });
}

/// SPD to SP2D, then one instruction per row.
fn order_payment(b: &mut Build, course: &Course) {
    let decree = &course.decree;
    let total = times(decree.amount, decree.rows);
    let [treasurer, verifier, orderer] = course.officials;
    let [spd, submitted, verified, ordered, issued, paid] = course.days.map(lit);
    let name = decree.name;
    let number = |kind: &str| lit(&format!("CONTOH/{kind}/BLT-BBM-{name}/2022"));
    let step = |b: &mut Build, day: Date, official: &str| {
        b.occurred(day);
        b.on_behalf(official);
    };
    let lines = b.lines(&[(name, total)]);
    step(b, spd, "kuasa-bud-2022");
    b.add(SpdIssued { number: number("SPD"), quarter: course.quarter, lines: lines.clone() });
    step(b, submitted, treasurer);
    let organisation = b.organisation(if name == FROM_BTT.name { "bpkad" } else { "dinsos" });
    let request = SppSubmitted {
        number: number("SPP"),
        kind: SppKind::LsThirdParty,
        organisation,
        source: None,
        lines,
        amount: total,
        decree: Some(DecreeRef(b.at(&format!("decree/{name}")))),
        commitment: None,
        spj: None,
        payee: Some(token("rekening penampungan 2022", 0)),
    };
    let spp = SppRef(b.add_as(&format!("spp/{name}"), request));
    step(b, verified, verifier);
    b.add(SppVerified { spp, outcome: Outcome::Accepted, reason: None });
    step(b, ordered, orderer);
    b.add(SpmIssued { spp, number: number("SPM"), amount: total });
    step(b, issued, "kuasa-bud-2022");
    let cash = b.cash("rkud");
    let deductions = Vec::new();
    let order =
        Sp2dIssued { spp, number: number("SP2D"), gross: total, deductions, net: total, cash };
    b.add_as(&format!("sp2d/{name}"), order);
    step(b, paid, "kuasa-bud-2022");
    let bank_reference = token(&format!("sp2d {name}"), 0);
    b.add(Sp2dPaidOut { spp, bank_reference, advance: None, tax_account: None });
    step(b, paid, treasurer);
    instruct(b, decree, spp);
}

fn instruct(b: &mut Build, decree: &Decree, spp: SppRef) {
    let total = times(decree.amount, decree.rows);
    let opened = PaymentListOpened { spp, channel: Channel::Bank, count: decree.rows, total };
    let list = PaymentListRef(b.add(opened));
    b.name(&format!("payment/{}", decree.name), b.next_seq());
    let first_row = b.at(&format!("designation/{}", decree.name));
    for row in 0..u64::from(decree.rows) {
        b.add(PaymentInstructed {
            list,
            designation: Some(DesignationRef(first_row.saturating_add(row))),
            tranche: 1,
            amount: decree.amount,
            account: None,
        });
    }
    b.add(PaymentListClosed { list, count: decree.rows, total });
}

/// All rows but the undistributed ones, evenly over the days of credits.
fn credit(b: &mut Build, course: &Course) {
    let decree = &course.decree;
    let (first, last): (Date, Date) = (lit(course.credits.0), lit(course.credits.1));
    let days: Vec<Date> = (0..=last.days_since(first))
        .filter_map(|after| first.checked_add_days(after))
        .filter(|day| !day.is_weekend())
        .collect();
    let first_payment = b.at(&format!("payment/{}", decree.name));
    let label = format!("kredit {}", decree.name);
    b.on_behalf("bank-2022");
    for at in (0..decree.rows).filter(|at| !undistributed(decree, *at)) {
        let day = u64::from(at) * u64::from(count(days.len())) / u64::from(decree.rows);
        if let Some(day) = usize::try_from(day).ok().and_then(|day| days.get(day)) {
            b.occurred(*day);
        }
        b.add(PaymentCredited {
            payment: PaymentRef(first_payment.saturating_add(u64::from(at))),
            amount: decree.amount,
            bank_reference: token(&label, u64::from(at)),
        });
    }
}

/// Whether the row at a position of a decree never reached its recipient.
fn undistributed(decree: &Decree, at: u32) -> bool {
    chosen(at, decree.undistributed, decree.rows)
}

/// The channel pays back what it could not distribute: one deposit, one event per row, and the
/// bank's own line over the whole. When it did so is not published; before the end of the year is
/// assumed, which makes it a contra-post.
fn deposit(b: &mut Build, course: &Course) {
    let decree = &course.decree;
    let name = decree.name;
    b.occurred(lit(course.deposit));
    b.on_behalf(course.officials[0]);
    let (line, cash) = (b.line(name), b.cash("rkud"));
    let first_payment = b.at(&format!("payment/{name}"));
    let receipt = token(&format!("sts {name}"), 0);
    for at in (0..decree.rows).filter(|at| undistributed(decree, *at)) {
        b.add(RefundDeposited {
            claim: None,
            spp: None,
            payment: Some(PaymentRef(first_payment.saturating_add(u64::from(at)))),
            line,
            stage: Stage::AtChannel,
            cash,
            from: None,
            amount: decree.amount,
            origin_year: lit("2022"),
            treatment: Treatment::ContraPost,
            receipt,
        });
    }
    let amount = times(decree.amount, decree.undistributed);
    let direction = Direction::In;
    b.add(BankLineObserved {
        cash,
        direction,
        amount,
        bank_reference: Some(receipt),
        sp2d: None,
        balance: None,
        data: None,
    });
}

/// DID is earmarked: what is left of it at the end of the year stays traceable.
fn close_history(b: &mut Build) {
    b.occurred(lit("2022-12-31"));
    b.on_behalf("ppkd-2022");
    let spent = times(FROM_DID.amount, FROM_DID.rows - FROM_DID.undistributed);
    let left = FROM_DID.stated.checked_sub(spent).unwrap_or(rp(0));
    let cash = b.cash("rkud");
    b.add(SilpaComputed { fiscal_year: lit("2022"), source: lit(DID), cash, amount: left });
    let events = b.end_history();
    let batch = HistoricalBatchRef(b.at("history"));
    b.add(HistoricalBatchClosed { batch, events });
    b.seal();
}
