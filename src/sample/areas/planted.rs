//! Odd papers that belong to no story: a proposal after the deadline, a decree signed by somebody
//! who had left, for somebody who was never checked and stands on lists of civil servants and of
//! officers of companies, and a decree that names nobody; beside it, each in a file of its own, money
//! that never arrived, the rush at the end of a year, amounts that heap. All invented;
//! `docs/PLANTED.md` says which check finds each.

use jejak_events::Rupiah;
use jejak_events::decree::*;
use jejak_events::ids::{AppointmentRef, DecreeRef, DesignationRef, ExternalDataRef, ProposalRef};
use jejak_events::privacy::RecipientMatched;
use jejak_events::proposal::*;
use jejak_events::reference::ExternalDataImported;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rp, times};
use super::super::cast;
use super::super::people::{household, paper, recipient};
use super::Scene;

mod heap;
mod returned;
mod year_end;

pub(super) const SCENES: &[Scene] = &[
    (1, returned::exclude),
    (1, year_end::take_over),
    (6, returned::pay_three),
    (7, propose_late),
    (7, match_list),
    (7, decide_for_one),
    (7, decide_for_nobody),
    (9, heap::buy_in_bulk),
];

const STORY: &str = "kasus tanam";
const AMOUNT: Rupiah = rp(1_750_000);

/// The deadline was the end of June.
fn propose_late(b: &mut Build) {
    b.acting("petugas");
    let recipient = recipient(STORY, 0);
    b.add(RecipientRegistered {
        recipient,
        recipient_type: RecipientType::Family,
        region: lit("36.01"),
        household: Some(household(STORY, 0)),
        identity: IdentityKind::NikVerified,
        fault: NikFault::None,
    });
    let opened = ProposalOpened {
        programme: lit("JAMSOSRATU"),
        proposer: b.organisation("pemda-36.01"),
        region: lit("36.01"),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/E-HIBAH/9999/2026"),
        count: 1,
        requested: AMOUNT,
    };
    let proposal = ProposalRef(b.add_as("proposal/late", opened));
    b.add(CandidateProposed { proposal, recipient, requested: AMOUNT });
    b.add(ProposalClosed { proposal, count: 1, requested: AMOUNT });
}

/// The family's head stands on a list of civil servants, and on one of officers of companies.
fn match_list(b: &mut Build) {
    b.acting("dpo");
    let lists = [(Dataset::CivilServants, "daftar asn"), (Dataset::Other, "daftar pengurus ahu")];
    for (dataset, file) in lists {
        let imported = ExternalDataImported {
            dataset,
            version: lit("2026-07 (contoh)"),
            position: lit("2026-07-01"),
            period: None,
            file: paper(file, 0),
            rows_accepted: 1,
            rows_rejected: 0,
            rows_total: 1,
        };
        let data = ExternalDataRef(b.add(imported));
        b.add(RecipientMatched { recipient: recipient(STORY, 0), data });
    }
}

/// The head of the agency who signed had left; nobody had checked the family; it is withdrawn.
fn decide_for_one(b: &mut Build) {
    let signatory = AppointmentRef(b.at("office/kadis-sk"));
    let decree = open(b, "CONTOH/SK/TANAM/2026", signatory, (1, AMOUNT));
    b.name("decree/planted", decree.0);
    let designated = RecipientDesignated {
        decree,
        recipient: recipient(STORY, 0),
        line: b.line("jamsosratu"),
        amount: AMOUNT,
        tranches: 1,
        number: 1,
        region: lit("36.01"),
        account: None,
    };
    let designation = DesignationRef(b.add_as("designation/planted", designated));
    b.add(DecreeClosed { decree, count: 1, total: AMOUNT });
    b.add(DesignationCancelled { designation, reason: Reason::NotEligible });
}

/// Three families, says the decree; it names none.
fn decide_for_nobody(b: &mut Build) {
    let signatory = AppointmentRef(b.at("office/plt-kadis"));
    let stated = (3, times(AMOUNT, 3));
    let decree = open(b, "CONTOH/SK/GELONDONGAN/2026", signatory, stated);
    b.name("decree/gelondongan", decree.0);
    b.add(DecreeClosed { decree, count: 0, total: rp(0) });
}

fn open(
    b: &mut Build,
    number: &str,
    signatory: AppointmentRef,
    (count, total): (u32, Rupiah),
) -> DecreeRef {
    b.acting(cast::budget_user(b));
    let event = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(signatory),
        programme: lit("JAMSOSRATU"),
        amends: None,
        count,
        total,
    };
    let paper = b.paper(DocumentKind::Decree, number);
    DecreeRef(b.add_with(event, vec![paper]))
}
