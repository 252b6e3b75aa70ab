//! Eight houses in Lebak that the province pays for, Rp25.000.000 each in two stages: proposal,
//! decree, payments, progress, BAST, reports. One goes well from beginning to end, one is
//! corrected, one fails and pays back; the others show what the checks look for.

use jejak_events::accountability::{RefundDeposited, SpjSubmitted};
use jejak_events::budget::BudgetCeilingSet;
use jejak_events::cash::BankLineObserved;
use jejak_events::decree::*;
use jejak_events::ids::*;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::treasury::SpdIssued;
use jejak_events::vocabulary::*;
use jejak_events::works::*;
use jejak_events::{Region, Rupiah, Stage};

use super::super::super::build::{lit, rp, times};
use super::super::super::people::{paper, person, recipient};
use super::super::super::reference::PAD;
use super::super::super::year_2026::desk::{self, Request};
use super::*;

mod life;

pub(super) use life::{finish, give_up, look_again, pay_second, see_half};

/// The story by which the houses and households are derived.
pub(super) const STORY: &str = "rtlh";

/// The house whose whole life goes well.
const WELL: u64 = 0;
/// Its progress was recorded too high, and is corrected.
const CORRECTED: u64 = 1;
/// DAK pays for the same house in the same year.
const DOUBLE: u64 = 2;
/// Its land is disputed.
const DISPUTED: u64 = 3;
/// Its household leaves: the work stops, the money comes back.
const FAILED: u64 = 4;
/// Its photographs are another's, its progress is not what was paid for.
const BAD: u64 = 5;
/// Nothing happens after the first stage.
const IDLE: u64 = 6;
/// BSRS of Lebak helped it in 2024.
pub(super) const HELPED_BEFORE: u64 = 7;

const HOUSES: u32 = 8;
const AMOUNT: Rupiah = rp(25_000_000);
/// Half of the amount: one stage.
const HALF: Rupiah = rp(12_500_000);

/// The houses whose second stage is paid.
const SECOND: [u64; 6] = [WELL, CORRECTED, DOUBLE, DISPUTED, BAD, HELPED_BEFORE];

const fn request(name: &'static str, amount: Rupiah) -> Request {
    Request {
        decree: Some("rtlh"),
        payee: "rekening penampungan",
        ..Request::new(name, SppKind::LsThirdParty, "rtlh", amount)
    }
}

/// Eight times the first stage.
const FIRST_REQUEST: Request = request("rtlh-1", rp(100_000_000));
/// Six times the second.
const SECOND_REQUEST: Request = request("rtlh-2", rp(75_000_000));

/// The kecamatan of a house.
pub(super) fn region(number: u64) -> Region {
    lit(&format!("36.02.{:02}", number + 1))
}

fn house_of(b: &Build, number: u64) -> HouseRef {
    if number == HELPED_BEFORE {
        return HouseRef(b.at("house/rtlh-2024"));
    }
    house(b, STORY, number)
}

fn row(b: &Build, number: u64) -> DesignationRef {
    DesignationRef(b.at("designation/rtlh").saturating_add(number))
}

fn account(number: u64) -> Token {
    token("rekening rumah", number)
}

/// A line of the province for families: Rp200.000.000, released at once.
pub(super) fn set_ceiling(b: &mut Build) {
    b.acting("ppkd");
    let ceiling = BudgetCeilingSet {
        fiscal_year: lit("2026"),
        organisation: b.organisation("dinsos"),
        activity: lit("1.06.05.1.02.0009"),
        account: lit("5.1.06.02.01.0001"),
        source: lit(PAD),
        programme: lit("RTLH"),
        region: lit("36.02"),
        standing: Standing::Own,
        basis: CeilingBasis::Dpa,
        carried_from: None,
        amount: times(AMOUNT, HOUSES),
    };
    b.add_as("line/rtlh", ceiling);
    let lines = b.lines(&[("rtlh", times(AMOUNT, HOUSES))]);
    b.add(SpdIssued { number: lit("CONTOH/SPD/RTLH/2026"), quarter: 1, lines });
}

/// Lebak proposes eight families; they are checked, their houses surveyed.
pub(super) fn propose(b: &mut Build) {
    b.acting("petugas");
    for number in 0..u64::from(HOUSES) {
        b.add(RecipientRegistered {
            recipient: recipient(STORY, number),
            recipient_type: RecipientType::Family,
            region: region(number),
            household: Some(household(STORY, number)),
            identity: IdentityKind::NikVerified,
            fault: NikFault::None,
        });
    }
    let requested = times(AMOUNT, HOUSES);
    let opened = ProposalOpened {
        programme: lit("RTLH"),
        proposer: b.organisation("pemda-36.02"),
        region: lit("36.02"),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/E-HIBAH/RTLH/2026"),
        count: HOUSES,
        requested,
    };
    let proposal = ProposalRef(b.add_as("proposal/rtlh", opened));
    for number in 0..u64::from(HOUSES) {
        let recipient = recipient(STORY, number);
        b.add(CandidateProposed { proposal, recipient, requested: AMOUNT });
    }
    b.add(ProposalClosed { proposal, count: HOUSES, requested });
    register(b, STORY, ("36.02", 28), u64::from(HOUSES) - 1);
    check(b, proposal);
    b.acting("kpa");
    b.add(ProposalRecommended { proposal, amount: requested });
    b.acting("tapd");
    b.add(ProposalConsidered { proposal, amount: requested });
}

fn check(b: &mut Build, proposal: ProposalRef) {
    b.acting("verifikator");
    b.add(ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None });
    let data = ExternalDataRef(b.at("dtsen"));
    for number in 0..u64::from(HOUSES) {
        b.add(EligibilityChecked {
            recipient: recipient(STORY, number),
            programme: lit("RTLH"),
            data,
            outcome: Outcome::Accepted,
            reason: None,
        });
        let land = if number == DISPUTED { LandStatus::Disputed } else { LandStatus::Owned };
        let surveyed =
            HouseSurveyed { house: house_of(b, number), land, ..found(b, STORY, number) };
        b.add(surveyed);
    }
}

/// The decree; DAK named one of the houses before.
pub(super) fn designate(b: &mut Build) {
    b.acting("operator");
    let aid = RepairAidObserved {
        house: house_of(b, DOUBLE),
        family: SourceFamily::DakPhysical,
        organisation: b.organisation("pemda-36.02"),
        fiscal_year: lit("2026"),
        amount: rp(20_000_000),
        line: Some(b.line("rtlh-dak")),
        number: Some(lit("CONTOH/SK/RTLH-DAK/2026")),
    };
    b.add_as("aid/rtlh-dak", aid);
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let number = "CONTOH/SK/RTLH/2026";
    let total = times(AMOUNT, HOUSES);
    let opened = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(AppointmentRef(b.at("office/kadis-sk"))),
        programme: lit("RTLH"),
        amends: None,
        count: HOUSES,
        total,
    };
    let document = b.paper(DocumentKind::Decree, number);
    let decree = DecreeRef(b.add_with(opened, vec![document]));
    b.name("decree/rtlh", decree.0);
    b.name("designation/rtlh", b.next_seq());
    let line = b.line("rtlh");
    for (house, number) in (0..u64::from(HOUSES)).zip(1..) {
        b.add(RecipientDesignated {
            decree,
            recipient: recipient(STORY, house),
            line,
            amount: AMOUNT,
            tranches: 2,
            number,
            region: region(house),
            account: Some(account(house)),
        });
    }
    b.add(DecreeClosed { decree, count: HOUSES, total });
    for number in 0..u64::from(HOUSES) {
        let (house, designation) = (house_of(b, number), row(b, number));
        b.add(HouseDesignated { house, designation, group: None });
    }
    b.acting("petugas");
    for number in 0..u64::from(HOUSES) {
        let designation = row(b, number);
        b.add(IntegrityPactSigned { designation, paper: paper("pakta rumah", number) });
    }
}

/// Works start; the first stage goes.
pub(super) fn pay_first(b: &mut Build) {
    b.acting("pptk");
    b.name("work/rtlh", b.next_seq());
    for number in 0..u64::from(HOUSES) {
        let started = WorkStarted {
            kind: WorkKind::HouseRepair,
            designation: Some(row(b, number)),
            commitment: None,
            line: None,
            house: Some(house_of(b, number)),
            institution: None,
            region: region(number),
            organisation: b.organisation("perkim-36.02"),
            stages: 2,
            finish: lit("2026-08-31"),
            amount: AMOUNT,
        };
        b.add(started);
    }
    for number in 0..u64::from(HOUSES) {
        let (work, share_bp, component) = (work(b, STORY, number), 5_000, WorkComponent::Both);
        for (stage, required_bp) in [(1, 0), (2, 5_000)] {
            b.add(WorkStagePlanned { work, stage, share_bp, required_bp, component });
        }
    }
    let houses: Vec<u64> = (0..u64::from(HOUSES)).collect();
    life::pay(b, FIRST_REQUEST, 1, &houses);
}
