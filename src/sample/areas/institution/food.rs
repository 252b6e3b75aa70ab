//! Food support of a children's home for two months, from the proposal to the report; and what the
//! home for the elderly claims.

use jejak_events::accountability::SpjSubmitted;
use jejak_events::decree::*;
use jejak_events::ids::*;
use jejak_events::institution::FoodSupportCounted;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::reference::ExternalDataImported;
use jejak_events::vocabulary::*;
use jejak_events::{Code, Rupiah};

use super::super::super::build::{Build, lit, rp, times};
use super::super::super::people::{paper, recipient, token};
use super::super::super::year_2026::desk::{self, Request};
use super::super::papers::{self, Line};
use super::{INDEX, STORY, WHOLE, clients, institution};

const LINE: Line = Line {
    name: "permakanan",
    activity: "1.06.04.1.01.0001",
    account: "5.1.06.04.01.0001",
    programme: "PERMAKANAN",
    amount: rp(10_000_000),
};

/// 279 client-days x Rp30.000.
const AMOUNT: Rupiah = rp(8_370_000);

const REQUEST: Request = Request {
    decree: Some("permakanan"),
    payee: "rekening penampungan",
    ..Request::new("permakanan", SppKind::LsThirdParty, "permakanan", AMOUNT)
};

fn programme() -> Code {
    lit(LINE.programme)
}

/// What is paid for each month.
fn months() -> [(&'static str, u32, Rupiah); 2] {
    [("2026-02", clients::FEBRUARY), ("2026-03", clients::MARCH)]
        .map(|(month, days)| (month, days, times(INDEX, days)))
}

/// The line; Pemkab Lebak proposes the home through e-hibah, and the desks look at it.
pub(super) fn propose(b: &mut Build) {
    clients::change(b);
    papers::set_line(b, &LINE);
    b.acting("operator");
    let data = ExternalDataImported {
        dataset: Dataset::Other,
        version: lit("Data LKS 2026-T1 (contoh)"),
        position: lit("2026-03-01"),
        period: None,
        file: paper("data lks", 0),
        rows_accepted: 393,
        rows_rejected: 0,
        rows_total: 393,
    };
    let data = ExternalDataRef(b.add(data));
    b.acting("petugas");
    let (home, requested) = (recipient(STORY, WHOLE), rp(9_000_000));
    let opened = ProposalOpened {
        programme: programme(),
        proposer: b.organisation("pemda-36.02"),
        region: lit("36.02"),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/E-HIBAH/PERMAKANAN/2026"),
        count: 1,
        requested,
    };
    let proposal = ProposalRef(b.add_as("proposal/permakanan", opened));
    b.add(CandidateProposed { proposal, recipient: home, requested });
    b.add(ProposalClosed { proposal, count: 1, requested });
    b.acting("verifikator");
    b.add(ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None });
    let (programme, outcome) = (programme(), Outcome::Accepted);
    b.add(EligibilityChecked { recipient: home, programme, data, outcome, reason: None });
    b.acting("kpa");
    b.add(ProposalRecommended { proposal, amount: AMOUNT });
    b.acting("tapd");
    b.add(ProposalConsidered { proposal, amount: AMOUNT });
}

/// The decree of one row in two tranches, paid on the same day.
pub(super) fn decide(b: &mut Build) {
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let number = "CONTOH/SK/PERMAKANAN/2026";
    let opened = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(AppointmentRef(b.at("office/kadis-sk"))),
        programme: programme(),
        amends: None,
        count: 1,
        total: AMOUNT,
    };
    let document = b.paper(DocumentKind::Decree, number);
    let decree = DecreeRef(b.add_with(opened, vec![document]));
    b.name("decree/permakanan", decree.0);
    let row = RecipientDesignated {
        decree,
        recipient: recipient(STORY, WHOLE),
        line: b.line(LINE.name),
        amount: AMOUNT,
        tranches: 2,
        number: 1,
        region: lit("36.02"),
        account: Some(token("rekening lembaga", WHOLE)),
    };
    let designation = DesignationRef(b.add_as("designation/permakanan", row));
    b.add(DecreeClosed { decree, count: 1, total: AMOUNT });
    b.acting("petugas");
    b.add(IntegrityPactSigned { designation, paper: paper("pakta lembaga", WHOLE) });
    papers::pay_out(b, REQUEST);
    instruct(b, designation);
}

fn instruct(b: &mut Build, designation: DesignationRef) {
    b.acting("bendahara");
    let spp = SppRef(b.at("spp/permakanan"));
    let opened = PaymentListOpened { spp, channel: Channel::Bank, count: 2, total: AMOUNT };
    let list = PaymentListRef(b.add(opened));
    for ((month, _, amount), tranche) in months().into_iter().zip(1..) {
        let instructed = PaymentInstructed {
            list,
            designation: Some(designation),
            tranche,
            amount,
            account: Some(token("rekening lembaga", WHOLE)),
        };
        b.add_as(&format!("payment/permakanan-{month}"), instructed);
    }
    b.add(PaymentListClosed { list, count: 2, total: AMOUNT });
    b.acting("bank");
    for ((month, _, amount), nth) in months().into_iter().zip(0..) {
        let payment = PaymentRef(b.at(&format!("payment/permakanan-{month}")));
        let bank_reference = token("kredit permakanan", nth);
        b.add(PaymentCredited { payment, amount, bank_reference });
    }
}

/// What the children's home got is what its stays give; what the other home claims is not.
pub(super) fn count(b: &mut Build) {
    b.acting("verifikator");
    for (month, client_days, amount) in months() {
        b.add(FoodSupportCounted {
            institution: institution(b, "anak", 0),
            month: lit(month),
            client_days,
            index: INDEX,
            amount,
            spp: Some(SppRef(b.at("spp/permakanan"))),
            payment: Some(PaymentRef(b.at(&format!("payment/permakanan-{month}")))),
        });
    }
    let claimed = FoodSupportCounted {
        institution: institution(b, "lansia", 0),
        month: lit("2026-03"),
        client_days: clients::CLAIMED,
        index: INDEX,
        amount: times(INDEX, clients::CLAIMED),
        spp: None,
        payment: None,
    };
    b.add_as("food/claimed", claimed);
}

/// The home's report.
pub(super) fn report(b: &mut Build) {
    b.acting("petugas");
    let report = SpjSubmitted {
        number: lit("CONTOH/LPJ/PERMAKANAN/2026"),
        kind: SpjKind::Recipient,
        designation: Some(DesignationRef(b.at("designation/permakanan"))),
        spp: None,
        organisation: None,
        lines: b.lines(&[(LINE.name, AMOUNT)]),
        spent: AMOUNT,
        unspent: rp(0),
    };
    b.add_as("spj/permakanan", report);
    b.acting("ppk");
    desk::accept(b, "permakanan");
}
