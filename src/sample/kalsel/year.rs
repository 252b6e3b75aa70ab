//! 2026 in Kalimantan Selatan, invented: one line, one decree for 26 families, one SP2D, 26 credits
//! in the bank's night run, 26 reports.

use jejak_events::Rupiah;
use jejak_events::accountability::SpjSubmitted;
use jejak_events::budget::BudgetCeilingSet;
use jejak_events::cash::CashReceived;
use jejak_events::decree::*;
use jejak_events::ids::*;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::reference::ExternalDataImported;
use jejak_events::treasury::SpdIssued;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rp, times};
use super::super::year_2026::desk::{self, Request};
use super::reference::{PROGRAMME, REGENCY, SOURCE};

/// The scenes of the year, in the order of its days.
pub(super) const SCENES: &[fn(&mut Build)] =
    &[set_budget, propose, look_at_proposal, decide, pay, credit, report];

/// As many as took part in the meeting.
const FAMILIES: u32 = 26;
const AMOUNT: Rupiah = rp(2_000_000);
const TOTAL: Rupiah = rp(52_000_000);
const STORY: &str = "uep";

const REQUEST: Request = Request {
    decree: Some("families"),
    payee: "rekening penampungan",
    ..Request::new("uep", SppKind::LsThirdParty, "families", TOTAL)
};

fn family(b: &Build, number: u32) -> RecipientId {
    b.people().recipient(STORY, number.into())
}

fn account(b: &Build, number: u32) -> Token {
    b.people().token("rekening keluarga", number.into())
}

/// Something made once per family, in order: the first is named.
fn row(b: &Build, label: &str, number: u32) -> u64 {
    b.at(label).saturating_add(number.into())
}

/// Money comes in, a ceiling is set and released.
fn set_budget(b: &mut Build) {
    b.day("2026-01-07");
    b.acting("kuasa-bud");
    let (cash, source, kind) = (b.cash("rkud"), lit(SOURCE), CashReceiptKind::OwnRevenue);
    let bank_reference = Some(b.people().token("penerimaan PAD", 0));
    b.add(CashReceived { cash, source, kind, amount: rp(100_000_000), bank_reference });
    b.next_working_day();
    b.acting("ppkd");
    let ceiling = BudgetCeilingSet {
        fiscal_year: lit("2026"),
        organisation: b.organisation("dinsos"),
        activity: lit("1.06.02.1.03.0003"),
        account: lit("5.1.06.02.01.0001"),
        source: lit(SOURCE),
        programme: lit(PROGRAMME),
        region: lit("63"),
        standing: Standing::Own,
        basis: CeilingBasis::Dpa,
        carried_from: None,
        amount: TOTAL,
    };
    b.add_as("line/families", ceiling);
    b.day("2026-01-12");
    b.acting("ppkd");
    let lines = b.lines(&[("families", TOTAL)]);
    b.add(SpdIssued { number: lit("CONTOH/SPD/1/2026"), quarter: 1, lines });
}

/// The Dinas Sosial of one kabupaten proposes 26 families.
fn propose(b: &mut Build) {
    b.day("2026-01-19");
    b.acting("operator");
    let data = ExternalDataImported {
        dataset: Dataset::Dtsen,
        version: lit("2026-T1 (contoh)"),
        position: lit("2026-01-15"),
        period: None,
        file: b.people().paper("dtsen", 0),
        rows_accepted: FAMILIES.into(),
        rows_rejected: 0,
        rows_total: FAMILIES.into(),
    };
    b.add_as("dtsen", data);
    b.acting("petugas");
    for number in 0..FAMILIES {
        let household = b.people().household(STORY, number.into());
        b.add(RecipientRegistered {
            recipient: family(b, number),
            recipient_type: RecipientType::Family,
            region: lit(REGENCY),
            household: Some(household),
            identity: IdentityKind::NikVerified,
            fault: NikFault::None,
        });
    }
    let opened = ProposalOpened {
        programme: lit(PROGRAMME),
        proposer: b.organisation("dinsos-63.03"),
        region: lit(REGENCY),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/USULAN/0001/2026"),
        count: FAMILIES,
        requested: TOTAL,
    };
    let proposal = ProposalRef(b.add_as("proposal/families", opened));
    for number in 0..FAMILIES {
        let recipient = family(b, number);
        b.add(CandidateProposed { proposal, recipient, requested: AMOUNT });
    }
    b.add(ProposalClosed { proposal, count: FAMILIES, requested: TOTAL });
}

fn look_at_proposal(b: &mut Build) {
    let proposal = ProposalRef(b.at("proposal/families"));
    let data = ExternalDataRef(b.at("dtsen"));
    b.next_working_day();
    b.acting("verifikator");
    b.add(ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None });
    for number in 0..FAMILIES {
        b.add(EligibilityChecked {
            recipient: family(b, number),
            programme: lit(PROGRAMME),
            data,
            outcome: Outcome::Accepted,
            reason: None,
        });
    }
    b.next_working_day();
    b.acting("kpa");
    b.add(ProposalRecommended { proposal, amount: TOTAL });
    b.next_working_day();
    b.acting("tapd");
    b.add(ProposalConsidered { proposal, amount: TOTAL });
}

/// The decree; each family signs its pakta integritas.
fn decide(b: &mut Build) {
    b.day("2026-02-02");
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let number = "CONTOH/SK/UEP/2026";
    let opened = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(AppointmentRef(b.at("office/kadis-sk"))),
        programme: lit(PROGRAMME),
        amends: None,
        count: FAMILIES,
        total: times(AMOUNT, FAMILIES),
    };
    let document = b.paper(DocumentKind::Decree, number);
    let decree = DecreeRef(b.add_with(opened, vec![document]));
    b.name("decree/families", decree.0);
    b.name("designation/families", b.next_seq());
    for number in 0..FAMILIES {
        b.add(RecipientDesignated {
            decree,
            recipient: family(b, number),
            line: b.line("families"),
            amount: AMOUNT,
            tranches: 1,
            number: number.saturating_add(1),
            region: lit(REGENCY),
            account: Some(account(b, number)),
        });
    }
    b.add(DecreeClosed { decree, count: FAMILIES, total: TOTAL });
    b.next_working_day();
    b.acting("petugas");
    for number in 0..FAMILIES {
        let designation = DesignationRef(row(b, "designation/families", number));
        let paper = b.people().paper("pakta", number.into());
        b.add(IntegrityPactSigned { designation, paper });
    }
}

/// SPP to SP2D over the same desks as in Banten, then the list for the bank.
fn pay(b: &mut Build) {
    b.next_working_day();
    desk::pay_out(b, &[REQUEST]);
    b.next_working_day();
    b.acting("bendahara");
    let spp = SppRef(b.at("spp/uep"));
    let (count, total) = (FAMILIES, TOTAL);
    let opened = PaymentListOpened { spp, channel: Channel::Bank, count, total };
    let list = PaymentListRef(b.add(opened));
    b.name("payment/families", b.next_seq());
    for number in 0..FAMILIES {
        let designation = Some(DesignationRef(row(b, "designation/families", number)));
        let account = Some(account(b, number));
        b.add(PaymentInstructed { list, designation, tranche: 1, amount: AMOUNT, account });
    }
    b.add(PaymentListClosed { list, count, total });
}

/// The bank's night run: a quarter past midnight in Banjarmasin, where in Jakarta it is still the
/// day before.
fn credit(b: &mut Build) {
    b.next_working_day();
    b.by_night();
    b.acting("bank");
    for number in 0..FAMILIES {
        b.add(PaymentCredited {
            payment: PaymentRef(row(b, "payment/families", number)),
            amount: AMOUNT,
            bank_reference: b.people().token("kredit keluarga", number.into()),
        });
    }
}

/// Every family reports, and every report is in order.
fn report(b: &mut Build) {
    b.day("2026-03-02");
    b.acting("petugas");
    for number in 0..FAMILIES {
        let report = SpjSubmitted {
            number: lit(&format!("CONTOH/LPJ/UEP/{:02}/2026", number.saturating_add(1))),
            kind: SpjKind::Recipient,
            designation: Some(DesignationRef(row(b, "designation/families", number))),
            spp: None,
            organisation: None,
            lines: b.lines(&[("families", AMOUNT)]),
            spent: AMOUNT,
            unspent: rp(0),
        };
        b.add_as(&format!("spj/family-{number}"), report);
    }
    b.next_working_day();
    b.acting("ppk");
    for number in 0..FAMILIES {
        desk::accept(b, &format!("family-{number}"));
    }
}
