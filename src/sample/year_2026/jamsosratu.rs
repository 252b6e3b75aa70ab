//! A small decree through the whole chain: 25 families x Rp1.750.000, from the proposal to the
//! reports, with a replacement, a returned payment, one that nobody took and a deduction.

use jejak_events::accountability::{RefundDeposited, SpjSubmitted};
use jejak_events::decree::*;
use jejak_events::ids::*;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::reference::ExternalDataImported;
use jejak_events::vocabulary::*;
use jejak_events::{Code, Region, Rupiah, Stage};

use super::super::build::{Build, lit, rp, times};
use super::super::people::{household, paper, recipient, token};
use super::super::reference::VILLAGE;
use super::desk::{self, Request};

/// The story by which its people are derived.
pub(in crate::sample) const STORY: &str = "jamsosratu";

const AMOUNT: Rupiah = rp(1_750_000);
/// Families proposed: those designated, one in reserve, one not eligible.
const PROPOSED: u32 = 27;
const DESIGNATED: u32 = 25;
const RESERVE: u64 = 25;
const NOT_ELIGIBLE: u64 = 26;

/// Rows, counted from 0, to which something happens.
pub(in crate::sample) const REPLACED: u32 = 7;
pub(in crate::sample) const RETURNED: u32 = 3;
pub(in crate::sample) const UNTAKEN: u32 = 11;
const DEDUCTED: u32 = 5;
/// From this row on, nobody has reported yet.
const UNREPORTED_FROM: u32 = 22;

const REQUEST: Request = Request {
    decree: Some("families"),
    payee: "rekening penampungan",
    ..Request::new("jamsosratu", SppKind::LsThirdParty, "jamsosratu", rp(43_750_000))
};

fn programme() -> Code {
    lit("JAMSOSRATU")
}

/// The kecamatan of a family in Lebak.
fn region(family: u64) -> Region {
    lit(&format!("36.02.{:02}", family % 28 + 1))
}

/// Pemkab Lebak proposes 27 families through e-hibah.
pub(super) fn propose(b: &mut Build) {
    b.day("2026-02-03");
    b.acting("operator");
    let data = ExternalDataImported {
        dataset: Dataset::Dtsen,
        version: lit("2026-T1 (contoh)"),
        position: lit("2026-01-31"),
        period: None,
        file: paper("dtsen", 0),
        rows_accepted: 27,
        rows_rejected: 0,
        rows_total: 27,
    };
    b.add_as("dtsen", data);
    b.acting("petugas");
    for family in 0..u64::from(PROPOSED) {
        let faulty = family == NOT_ELIGIBLE;
        b.add(RecipientRegistered {
            recipient: recipient(STORY, family),
            recipient_type: RecipientType::Family,
            region: region(family),
            household: Some(household(STORY, family)),
            identity: if faulty { IdentityKind::NikInvalid } else { IdentityKind::NikVerified },
            fault: if faulty { NikFault::Birthdate } else { NikFault::None },
        });
    }
    let requested = times(AMOUNT, PROPOSED);
    let opened = ProposalOpened {
        programme: programme(),
        proposer: b.organisation("pemda-36.02"),
        region: lit("36.02"),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/E-HIBAH/0001/2026"),
        count: PROPOSED,
        requested,
    };
    let proposal = ProposalRef(b.add_as("proposal/families", opened));
    for family in 0..u64::from(PROPOSED) {
        let recipient = recipient(STORY, family);
        b.add(CandidateProposed { proposal, recipient, requested: AMOUNT });
    }
    b.add(ProposalClosed { proposal, count: PROPOSED, requested });
}

/// The amount shrinks from desk to desk.
pub(super) fn look_at_proposal(b: &mut Build) {
    let proposal = ProposalRef(b.at("proposal/families"));
    let data = ExternalDataRef(b.at("dtsen"));
    b.next_working_day();
    b.acting("verifikator");
    b.add(ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None });
    for family in 0..u64::from(PROPOSED) {
        let fails = family == NOT_ELIGIBLE;
        b.add(EligibilityChecked {
            recipient: recipient(STORY, family),
            programme: programme(),
            data,
            outcome: if fails { Outcome::Rejected } else { Outcome::Accepted },
            reason: fails.then_some(Reason::NikMismatch),
        });
    }
    b.next_working_day();
    b.acting("kpa");
    b.add(ProposalRecommended { proposal, amount: times(AMOUNT, PROPOSED - 1) });
    b.next_working_day();
    b.acting("tapd");
    b.add(ProposalConsidered { proposal, amount: times(AMOUNT, DESIGNATED) });
}

/// The decree; each family signs its pakta integritas.
pub(super) fn decide(b: &mut Build) {
    b.day("2026-03-02");
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let number = "CONTOH/SK/JAMSOSRATU/2026";
    let total = times(AMOUNT, DESIGNATED);
    let opened = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(AppointmentRef(b.at("office/kadis-sk"))),
        programme: programme(),
        amends: None,
        count: DESIGNATED,
        total,
    };
    let document = b.paper(DocumentKind::Decree, number);
    let decree = DecreeRef(b.add_with(opened, vec![document]));
    b.name("decree/families", decree.0);
    b.name("designation/families", b.next_seq());
    let line = b.line("jamsosratu");
    for (family, number) in (0..u64::from(DESIGNATED)).zip(1..) {
        b.add(RecipientDesignated {
            decree,
            recipient: recipient(STORY, family),
            line,
            amount: AMOUNT,
            tranches: 1,
            number,
            region: region(family),
            account: Some(account(family)),
        });
    }
    b.add(DecreeClosed { decree, count: DESIGNATED, total });
    b.next_working_day();
    b.acting("petugas");
    for row in 0..DESIGNATED {
        let designation = designation(b, row);
        b.add(IntegrityPactSigned { designation, paper: paper("pakta", u64::from(row)) });
    }
}

fn account(family: u64) -> Token {
    token("rekening keluarga", family)
}

fn designation(b: &Build, row: u32) -> DesignationRef {
    DesignationRef(b.at("designation/families").saturating_add(u64::from(row)))
}

/// One head of family died; the musyawarah names the family in reserve.
pub(super) fn replace(b: &mut Build) {
    b.next_working_day();
    b.acting("petugas");
    b.add(RecipientStatusChanged {
        recipient: recipient(STORY, u64::from(REPLACED)),
        status: RecipientStatus::Deceased,
        effective: lit("2026-03-03"),
        data: None,
    });
    let number = lit("CONTOH/BA-MUSDES/0001/2026");
    let minutes = DeliberationRecorded { region: lit(VILLAGE), number, added: 1, removed: 1 };
    let minutes = DeliberationRef(b.add(minutes));
    b.next_working_day();
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let replacement = RecipientReplaced {
        designation: designation(b, REPLACED),
        recipient: recipient(STORY, RESERVE),
        account: Some(account(RESERVE)),
        reason: Reason::Deceased,
        minutes: Some(minutes),
        amendment: None,
    };
    b.add_as("replacement", replacement);
    // The pact of the family before does not bind the one in reserve.
    b.next_working_day();
    b.acting("petugas");
    let designation = designation(b, REPLACED);
    b.add(IntegrityPactSigned { designation, paper: paper("pakta", RESERVE) });
}

/// SPP to SP2D, then the list for the bank.
pub(super) fn pay(b: &mut Build) {
    b.next_working_day();
    desk::pay_out(b, &[REQUEST]);
    b.next_working_day();
    b.acting("bendahara");
    let spp = SppRef(b.at("spp/jamsosratu"));
    let total = REQUEST.amount;
    let opened = PaymentListOpened { spp, channel: Channel::Bank, count: DESIGNATED, total };
    let list = PaymentListRef(b.add(opened));
    b.name("payment/families", b.next_seq());
    for row in 0..DESIGNATED {
        let family = if row == REPLACED { RESERVE } else { u64::from(row) };
        let designation = Some(designation(b, row));
        let account = Some(account(family));
        b.add(PaymentInstructed { list, designation, tranche: 1, amount: AMOUNT, account });
    }
    b.add(PaymentListClosed { list, count: DESIGNATED, total });
}

fn payment(b: &Build, row: u32) -> PaymentRef {
    PaymentRef(b.at("payment/families").saturating_add(u64::from(row)))
}

/// The bank credits 24 families and sends one payment back; most families draw the money.
pub(super) fn credit(b: &mut Build) {
    b.day("2026-03-25");
    b.acting("bank");
    for row in (0..DESIGNATED).filter(|row| *row != RETURNED) {
        let payment = payment(b, row);
        let bank_reference = token("kredit keluarga", u64::from(row));
        b.add(PaymentCredited { payment, amount: AMOUNT, bank_reference });
    }
    b.add(PaymentReturned { payment: payment(b, RETURNED), reason: ReturnReason::NameMismatch });
    b.next_working_day();
    b.acting("bank");
    for row in (0..20).filter(|row| ![RETURNED, UNTAKEN].contains(row)) {
        let agent = u64::from(row % 3);
        b.add(AidTransacted {
            payment: payment(b, row),
            amount: AMOUNT,
            minute: 540 + u16::try_from(row * 7).unwrap_or(0),
            place: Some(token("agen", agent)),
            terminal: Some(token("terminal", agent)),
        });
    }
}

/// The returned payment is sent again to the right account; somebody reports a deduction.
pub(super) fn reissue(b: &mut Build) {
    b.next_working_day();
    b.acting("bendahara");
    let account = Some(token("rekening keluarga diperbaiki", u64::from(RETURNED)));
    let again = PaymentReissued { payment: payment(b, RETURNED), account };
    let again = PaymentRef(b.add_as("payment/reissued", again));
    b.next_working_day();
    b.acting("bank");
    let bank_reference = token("kredit ulang keluarga", u64::from(RETURNED));
    b.add(PaymentCredited { payment: again, amount: AMOUNT, bank_reference });
    b.next_working_day();
    b.acting("inspektur");
    let reporter = Some(token("pelapor", 0));
    let received = rp(1_500_000);
    let report = DeductionReported { payment: payment(b, DEDUCTED), received, reporter };
    b.add_as("deduction", report);
}

/// The families' reports; a few are missing still.
pub(super) fn report(b: &mut Build) {
    b.next_working_day();
    b.acting("petugas");
    let rows = || (0..UNREPORTED_FROM).filter(|row| ![UNTAKEN, DEDUCTED].contains(row));
    for row in rows() {
        let report = SpjSubmitted {
            number: lit(&format!("CONTOH/LPJ/JAMSOSRATU/{:02}/2026", row + 1)),
            kind: SpjKind::Recipient,
            designation: Some(designation(b, row)),
            spp: None,
            organisation: None,
            lines: b.lines(&[("jamsosratu", AMOUNT)]),
            spent: AMOUNT,
            unspent: rp(0),
        };
        b.add_as(&format!("spj/family-{row}"), report);
    }
    b.next_working_day();
    b.acting("ppk");
    for row in rows() {
        desk::accept(b, &format!("family-{row}"));
    }
}

/// After 105 days one family has not opened its account: the money goes back to the treasury.
pub(super) fn give_up(b: &mut Build) {
    b.day("2026-07-13");
    b.acting("bank");
    let payment = payment(b, UNTAKEN);
    b.add(AidUnclaimed { payment, amount: AMOUNT, reason: UnclaimedReason::NoActivation });
    b.next_working_day();
    b.acting("bendahara");
    let deposit = RefundDeposited {
        claim: None,
        spp: None,
        payment: Some(payment),
        line: b.line("jamsosratu"),
        stage: Stage::Unclaimed,
        cash: b.cash("rkud"),
        from: None,
        amount: AMOUNT,
        origin_year: lit("2026"),
        treatment: Treatment::ContraPost,
        receipt: token("sts keluarga", u64::from(UNTAKEN)),
    };
    b.add_as("refund/family", deposit);
}
