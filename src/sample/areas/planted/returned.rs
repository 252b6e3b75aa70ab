//! A small decree of which a third never arrived: of three families the bank sent one payment back
//! in June, and nobody has repaired it since. The others should not be on it: one gets PKH, and lives
//! in another kabupaten; one is no family, and a finding about it is open. All invented.

use jejak_events::Rupiah;
use jejak_events::decree::*;
use jejak_events::finding::FindingOpened;
use jejak_events::ids::*;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::reference::ProgrammesExcluded;
use jejak_events::vocabulary::*;

use crate::sample::areas::papers::{Line, set_line};
use crate::sample::build::{Build, count, lit, rp, times};
use crate::sample::people::{household, paper, recipient, token};
use crate::sample::year_2026::desk::{self, Request};

const STORY: &str = "susulan";
const AMOUNT: Rupiah = rp(1_750_000);
const FAMILIES: [u64; 3] = [0, 1, 2];
/// A family of PKH in Kabupaten Tangerang.
const OF_PKH: u64 = 0;
/// Registered as one person, though the account is for families; a finding is open.
const ODD: u64 = 1;
/// Whose account was closed.
const RETURNED: u64 = 2;
/// The kecamatan where they live.
const DISTRICT: &str = "36.01.02";

const REQUEST: Request = Request {
    decree: Some("susulan"),
    payee: "rekening penampungan",
    ..Request::new("susulan", SppKind::LsThirdParty, "susulan", rp(5_250_000))
};

/// Programmes that exclude each other, which of their aid does, legal basis.
const EXCLUSIONS: [(&str, &str, ExclusionSpan, &str); 2] = [
    ("JAMSOSRATU", "PKH", ExclusionSpan::SameYear, "juknis JAMSOSRATU (contoh)"),
    ("UEP", "KUBE", ExclusionSpan::Ever, "Permensos 2/2019: belum pernah menerima"),
];

/// The matrix of programmes that nobody gets together.
pub(super) fn exclude(b: &mut Build) {
    b.acting("operator");
    for (first, second, span, basis) in EXCLUSIONS {
        let (first, second, from) = (lit(first), lit(second), lit("2026-01-01"));
        b.add(ProgrammesExcluded { first, second, span, from, until: None, basis: lit(basis) });
    }
}

/// Who the families are: one was registered for another programme.
fn who(family: u64) -> RecipientId {
    if family == OF_PKH { recipient("pkh", 3) } else { recipient(STORY, family) }
}

/// Everything on one day, but for the money that never arrives.
pub(super) fn pay_three(b: &mut Build) {
    set_line(
        b,
        &Line {
            name: "susulan",
            activity: "1.06.05.1.02.0012",
            account: "5.1.06.02.01.0001",
            programme: "JAMSOSRATU",
            amount: REQUEST.amount,
        },
    );
    propose(b);
    find(b);
    decide(b);
    desk::pay_out_in_a_day(b, &[REQUEST]);
    instruct(b);
    credit_two(b);
}

fn propose(b: &mut Build) {
    b.acting("petugas");
    for family in FAMILIES.into_iter().filter(|family| *family != OF_PKH) {
        b.add(RecipientRegistered {
            recipient: recipient(STORY, family),
            recipient_type: if family == ODD {
                RecipientType::Individual
            } else {
                RecipientType::Family
            },
            region: lit(DISTRICT),
            household: Some(household(STORY, family)),
            identity: IdentityKind::NikVerified,
            fault: NikFault::None,
        });
    }
    let opened = ProposalOpened {
        programme: lit("JAMSOSRATU"),
        proposer: b.organisation("pemda-36.01"),
        region: lit("36.01"),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/E-HIBAH/SUSULAN/2026"),
        count: count(FAMILIES.len()),
        requested: REQUEST.amount,
    };
    let proposal = ProposalRef(b.add_as("proposal/susulan", opened));
    for family in FAMILIES {
        let recipient = who(family);
        b.add(CandidateProposed { proposal, recipient, requested: AMOUNT });
    }
    let (number, requested) = (count(FAMILIES.len()), REQUEST.amount);
    b.add(ProposalClosed { proposal, count: number, requested });
    b.acting("verifikator");
    b.add(ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None });
    let data = ExternalDataRef(b.at("dtsen"));
    for family in FAMILIES {
        b.add(EligibilityChecked {
            recipient: who(family),
            programme: lit("JAMSOSRATU"),
            data,
            outcome: Outcome::Accepted,
            reason: None,
        });
    }
    b.acting("kpa");
    b.add(ProposalRecommended { proposal, amount: REQUEST.amount });
    b.acting("tapd");
    b.add(ProposalConsidered { proposal, amount: REQUEST.amount });
}

/// The inspectorate asks whether the second one is poor at all.
fn find(b: &mut Build) {
    b.acting("inspektur");
    let opened = FindingOpened {
        source: FindingSource::Apip,
        check: lit("A08"),
        check_version: 0,
        severity: Severity::Medium,
        amount: AMOUNT,
        as_of_size: b.next_seq(),
        evidence: Vec::new(),
        recipient: Some(recipient(STORY, ODD)),
        region: Some(lit("36.01")),
        organisation: Some(b.organisation("dinsos")),
    };
    b.add_as("finding/susulan", opened);
}

fn decide(b: &mut Build) {
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let number = "CONTOH/SK/SUSULAN/2026";
    let (rows, total) = (count(FAMILIES.len()), times(AMOUNT, count(FAMILIES.len())));
    let opened = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(AppointmentRef(b.at("office/kadis-sk"))),
        programme: lit("JAMSOSRATU"),
        amends: None,
        count: rows,
        total,
    };
    let document = b.paper(DocumentKind::Decree, number);
    let decree = DecreeRef(b.add_with(opened, vec![document]));
    b.name("decree/susulan", decree.0);
    b.name("designation/susulan", b.next_seq());
    for (family, number) in FAMILIES.into_iter().zip(1..) {
        b.add(RecipientDesignated {
            decree,
            recipient: who(family),
            line: b.line("susulan"),
            amount: AMOUNT,
            tranches: 1,
            number,
            region: lit(DISTRICT),
            account: Some(account(family)),
        });
    }
    b.add(DecreeClosed { decree, count: rows, total });
    b.acting("petugas");
    for family in FAMILIES {
        let designation = row(b, family);
        b.add(IntegrityPactSigned { designation, paper: paper("pakta susulan", family) });
    }
}

fn account(family: u64) -> Token {
    token("rekening susulan", family)
}

fn row(b: &Build, family: u64) -> DesignationRef {
    DesignationRef(b.at("designation/susulan").saturating_add(family))
}

fn instruct(b: &mut Build) {
    b.acting("bendahara");
    let spp = SppRef(b.at("spp/susulan"));
    let (rows, total) = (count(FAMILIES.len()), REQUEST.amount);
    let opened = PaymentListOpened { spp, channel: Channel::Bank, count: rows, total };
    let list = PaymentListRef(b.add(opened));
    b.name("payment/susulan", b.next_seq());
    for family in FAMILIES {
        let (designation, account) = (Some(row(b, family)), Some(account(family)));
        b.add(PaymentInstructed { list, designation, tranche: 1, amount: AMOUNT, account });
    }
    b.add(PaymentListClosed { list, count: rows, total });
}

fn credit_two(b: &mut Build) {
    b.acting("bank");
    let payment =
        |b: &Build, family: u64| PaymentRef(b.at("payment/susulan").saturating_add(family));
    for family in FAMILIES.into_iter().filter(|family| *family != RETURNED) {
        let payment = payment(b, family);
        let bank_reference = token("kredit susulan", family);
        b.add(PaymentCredited { payment, amount: AMOUNT, bank_reference });
        let place = Some(token("agen susulan", family));
        let minute = 600 + u16::try_from(family).unwrap_or(0) * 30;
        b.add(AidTransacted { payment, amount: AMOUNT, minute, place, terminal: None });
    }
    let payment = payment(b, RETURNED);
    b.add(PaymentReturned { payment, reason: ReturnReason::Inactive });
}
