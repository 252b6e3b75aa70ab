//! KUBe: groups of 2016 to 2020 as history, and three groups of 2026, all invented. One becomes
//! independent; one fails in the way that was found in Banyumas in 2020, where one person drew the
//! money of many groups; one should never have been formed.
//!
//! Not here: what the groups do with the money (`spending`).

use jejak_events::accountability::{RefundClaimed, RefundDeposited};
use jejak_events::decree::*;
use jejak_events::ids::*;
use jejak_events::kube::*;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::vocabulary::*;
use jejak_events::{Code, Region, Rupiah, Stage};

use super::Scene;
use crate::sample::build::{Build, count, lit, rp, times};
use crate::sample::people::{paper, recipient, token};
use crate::sample::year_2026::desk::{self, Request};

mod history;

pub(super) const SCENES: &[Scene] = &[
    (1, history::take_over),
    (2, form_groups),
    (2, propose),
    (3, decide),
    (4, pay),
    (6, report_may),
    (7, report_june),
    (8, report_july),
    (8, change_people),
    (9, end),
    (10, give_back),
];

/// A group of 2026.
pub(super) struct Group {
    /// By which its labels are called.
    pub(super) name: &'static str,
    /// Its number among the groups.
    pub(super) number: u64,
    business: KubeBusiness,
    members: u64,
    /// A member who belonged to a group of history, by regency and year.
    returns: Option<(usize, u16)>,
    /// A member who was found not eligible, counted from 0.
    rejected: Option<u64>,
    /// Whether its account is in its name.
    own_account: bool,
}

/// Ten members, and nothing wrong with them.
pub(super) const GOATS: Group = Group {
    name: "kambing",
    number: 0,
    business: KubeBusiness::Livestock,
    members: 10,
    returns: None,
    rejected: None,
    own_account: true,
};

/// Ten members, one of whom had such aid before.
pub(super) const SHOP: Group = Group {
    name: "warung",
    number: 1,
    business: KubeBusiness::Trade,
    returns: Some((1, 2018)),
    ..GOATS
};

/// Four members, one a civil servant and one of another group; the account is somebody's own.
pub(super) const SEWING: Group = Group {
    name: "jahit",
    number: 2,
    business: KubeBusiness::Sewing,
    members: 4,
    returns: Some((1, 2020)),
    rejected: Some(1),
    own_account: false,
};

/// The groups of 2026, in the order of their numbers.
pub(super) const GROUPS: [&Group; 3] = [&GOATS, &SHOP, &SEWING];

/// What each group gets: Rp2.000.000 for each of ten members.
pub(super) const AMOUNT: Rupiah = rp(20_000_000);

/// The district in Lebak where the groups live.
const DISTRICT: &str = "36.02.02";

const REQUEST: Request = Request {
    decree: Some("kube"),
    payee: "rekening penampungan",
    ..Request::new("kube", SppKind::LsThirdParty, "kube", rp(60_000_000))
};

impl Group {
    pub(super) fn recipient(&self) -> RecipientId {
        recipient("kube kelompok", self.number)
    }

    pub(super) fn account(&self) -> Token {
        token("rekening kube", self.number)
    }

    /// Whoever is named first; the one who returns comes last.
    fn member(&self, at: u64) -> RecipientId {
        match self.returns.filter(|_| at + 1 == self.members) {
            Some((regency, year)) => history::member(regency, year, 9),
            None => recipient("kube anggota", self.number * 100 + at),
        }
    }

    pub(super) fn seq(&self, b: &Build) -> KubeGroupRef {
        KubeGroupRef(b.at(&format!("kube/{}", self.name)))
    }

    pub(super) fn designation(&self, b: &Build) -> DesignationRef {
        DesignationRef(b.at(&format!("designation/kube-{}", self.name)))
    }

    fn payment(&self, b: &Build) -> PaymentRef {
        PaymentRef(b.at(&format!("payment/kube-{}", self.name)))
    }
}

/// The programme.
fn programme() -> Code {
    lit("KUBE")
}

/// The offices in the order in which members take them.
fn office(at: u64) -> Option<KubeOffice> {
    usize::try_from(at).ok().and_then(|at| KubeOffice::ALL.get(at)).copied()
}

fn register(b: &mut Build, recipient: RecipientId, group: bool, region: Region) {
    b.add(RecipientRegistered {
        recipient,
        recipient_type: if group { RecipientType::Group } else { RecipientType::Individual },
        region,
        household: None,
        identity: if group { IdentityKind::Organisation } else { IdentityKind::NikVerified },
        fault: NikFault::None,
    });
}

/// A check for the programme; with a reason it was not passed.
fn check(b: &mut Build, data: ExternalDataRef, recipient: RecipientId, reason: Option<Reason>) {
    let outcome = if reason.is_some() { Outcome::Rejected } else { Outcome::Accepted };
    b.add(EligibilityChecked { recipient, programme: programme(), data, outcome, reason });
}

/// A group, its members in the order of their offices, and the closing of its formation.
fn form(b: &mut Build, label: &str, formed: KubeGroupFormed, members: &[RecipientId]) {
    let group = KubeGroupRef(b.add_as(label, formed));
    for (at, recipient) in (0..).zip(members) {
        b.add(KubeMemberJoined { group, recipient: *recipient, office: office(at) });
    }
    b.add(KubeFormationClosed { group, count: count(members.len()) });
}

/// The people are checked one by one, then the groups are formed.
fn form_groups(b: &mut Build) {
    b.acting("petugas");
    for group in GROUPS {
        register(b, group.recipient(), true, lit(DISTRICT));
        let new = group.members - u64::from(group.returns.is_some());
        (0..new).for_each(|at| register(b, group.member(at), false, lit(DISTRICT)));
    }
    b.acting("verifikator");
    let data = ExternalDataRef(b.at("dtsen"));
    for group in GROUPS {
        check(b, data, group.recipient(), None);
        for at in 0..group.members {
            let reason = (group.rejected == Some(at)).then_some(Reason::CivilServant);
            check(b, data, group.member(at), reason);
        }
    }
    b.acting("petugas");
    for group in GROUPS {
        let members: Vec<RecipientId> = (0..group.members).map(|at| group.member(at)).collect();
        let formed = KubeGroupFormed {
            recipient: group.recipient(),
            programme: programme(),
            region: lit(DISTRICT),
            business: group.business,
            number: lit(&format!("CONTOH/BA-KUBE/{}/2026", group.name.to_uppercase())),
            count: count(members.len()),
        };
        form(b, &format!("kube/{}", group.name), formed, &members);
    }
}

/// Pemkab Lebak proposes the three groups through e-hibah.
fn propose(b: &mut Build) {
    b.acting("petugas");
    let (number, requested) = (count(GROUPS.len()), times(AMOUNT, 3));
    let opened = ProposalOpened {
        programme: programme(),
        proposer: b.organisation("pemda-36.02"),
        region: lit("36.02"),
        channel: ProposalChannel::EHibah,
        number: lit("CONTOH/E-HIBAH/KUBE/2026"),
        count: number,
        requested,
    };
    let proposal = ProposalRef(b.add_as("proposal/kube", opened));
    for group in GROUPS {
        let recipient = group.recipient();
        b.add(CandidateProposed { proposal, recipient, requested: AMOUNT });
    }
    b.add(ProposalClosed { proposal, count: number, requested });
    b.acting("verifikator");
    b.add(ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None });
    b.acting("kpa");
    b.add(ProposalRecommended { proposal, amount: requested });
    b.acting("tapd");
    b.add(ProposalConsidered { proposal, amount: requested });
}

/// The decree, and whose its rows are.
fn decide(b: &mut Build) {
    b.acting("kadis");
    b.on_behalf("kadis-sk");
    let number = "CONTOH/SK/KUBE/2026";
    let (rows, total) = (count(GROUPS.len()), times(AMOUNT, 3));
    let opened = DecreeOpened {
        number: lit(number),
        signed_on: b.today(),
        signatory: Some(AppointmentRef(b.at("office/kadis-sk"))),
        programme: programme(),
        amends: None,
        count: rows,
        total,
    };
    let document = b.paper(DocumentKind::Decree, number);
    let decree = DecreeRef(b.add_with(opened, vec![document]));
    b.name("decree/kube", decree.0);
    let line = b.line("kube");
    for (number, group) in (1..).zip(GROUPS) {
        let row = RecipientDesignated {
            decree,
            recipient: group.recipient(),
            line,
            amount: AMOUNT,
            tranches: 1,
            number,
            region: lit(DISTRICT),
            account: Some(group.account()),
        };
        b.add_as(&format!("designation/kube-{}", group.name), row);
    }
    b.add(DecreeClosed { decree, count: rows, total });
    b.acting("petugas");
    for group in GROUPS {
        b.add(jejak_events::spending::GroupAccountRegistered {
            recipient: group.recipient(),
            account: group.account(),
            name_matches: group.own_account,
        });
        let (designation, pact) = (group.designation(b), paper("pakta kube", group.number));
        b.add(IntegrityPactSigned { designation, paper: pact });
        let group_seq = group.seq(b);
        b.add_as(
            &format!("grant/kube-{}", group.name),
            KubeGrantDesignated { group: group_seq, designation },
        );
    }
}

/// From SPP to the accounts of the groups.
fn pay(b: &mut Build) {
    desk::pay_out_in_a_day(b, &[REQUEST]);
    b.acting("bendahara");
    let spp = SppRef(b.at("spp/kube"));
    let (rows, total) = (count(GROUPS.len()), REQUEST.amount);
    let opened = PaymentListOpened { spp, channel: Channel::Bank, count: rows, total };
    let list = PaymentListRef(b.add(opened));
    for group in GROUPS {
        let instruction = PaymentInstructed {
            list,
            designation: Some(group.designation(b)),
            tranche: 1,
            amount: AMOUNT,
            account: Some(group.account()),
        };
        b.add_as(&format!("payment/kube-{}", group.name), instruction);
    }
    b.add(PaymentListClosed { list, count: rows, total });
    b.acting("bank");
    for group in GROUPS {
        let payment = group.payment(b);
        let bank_reference = token("kredit kube", group.number);
        b.add(PaymentCredited { payment, amount: AMOUNT, bank_reference });
    }
}

/// Month, then turnover, profit, cash, IKS and assets in thousands of rupiah.
type Figures = (&'static str, [i64; 5]);

fn report(b: &mut Build, group: &Group, (month, figures): Figures) {
    let [turnover, profit, cash, solidarity, assets] = figures.map(|figure| rp(figure * 1_000));
    let (group, month) = (group.seq(b), lit(month));
    b.add(KubeBusinessReported { group, month, turnover, profit, cash, solidarity, assets });
}

/// The goats do well; the shop's members pay nothing into the solidarity fund.
fn report_may(b: &mut Build) {
    b.acting("petugas");
    report(b, &GOATS, ("2026-05", [0, -250, 450, 100, 18_500]));
    report(b, &SHOP, ("2026-05", [1_200, 150, 300, 0, 9_000]));
}

fn report_june(b: &mut Build) {
    b.acting("petugas");
    report(b, &GOATS, ("2026-06", [2_400, 900, 1_250, 100, 18_800]));
}

/// Of the shop nobody heard for a month; monitoring finds it closed.
fn report_july(b: &mut Build) {
    b.acting("petugas");
    report(b, &GOATS, ("2026-07", [3_100, 1_400, 2_550, 100, 19_600]));
    report(b, &SHOP, ("2026-07", [0, -400, 0, 50, 4_000]));
    let (group, status) = (SHOP.seq(b), KubeStatus::Stalled);
    b.add(KubeStatusChanged { group, status });
}

/// A member moves away; the office held passes to another.
fn change_people(b: &mut Build) {
    b.acting("petugas");
    let (group, office) = (GOATS.seq(b), KubeOffice::Treasurer);
    let reason = Reason::Moved;
    b.add(KubeMemberLeft { group, recipient: GOATS.member(2), reason });
    b.add(KubeOfficeChanged { group, office, recipient: Some(GOATS.member(3)) });
}

/// One group stands on its own feet; another one is dissolved, and money is claimed back.
fn end(b: &mut Build) {
    b.acting("petugas");
    report(b, &GOATS, ("2026-08", [3_600, 1_700, 4_100, 100, 20_400]));
    let (group, status) = (GOATS.seq(b), KubeStatus::Independent);
    b.add(KubeStatusChanged { group, status });
    let (group, status) = (SHOP.seq(b), KubeStatus::Dissolved);
    b.add_as("dissolution/kube-warung", KubeStatusChanged { group, status });
    let settled = KubeAssetsSettled {
        group,
        heir: KubeHeir::Village,
        other: None,
        value: rp(3_000_000),
        number: lit("CONTOH/BA-ASET-KUBE/WARUNG/2026"),
    };
    b.add_as("assets/kube-warung", settled);
    b.acting("ppk");
    let claim = RefundClaimed {
        payment: Some(SHOP.payment(b)),
        spp: None,
        line: b.line("kube"),
        amount: rp(5_000_000),
        reason: Reason::IncompleteDocuments,
        due: lit("2026-10-31"),
    };
    b.add_as("claim/kube-warung", claim);
}

/// A part of what was claimed comes back.
fn give_back(b: &mut Build) {
    b.acting("bendahara");
    let deposit = RefundDeposited {
        claim: Some(RefundClaimRef(b.at("claim/kube-warung"))),
        spp: None,
        payment: Some(SHOP.payment(b)),
        line: b.line("kube"),
        stage: Stage::Credited,
        cash: b.cash("rkud"),
        from: None,
        amount: rp(2_000_000),
        origin_year: lit("2026"),
        treatment: Treatment::ContraPost,
        receipt: token("sts kube", 0),
    };
    b.add_as("refund/kube-warung", deposit);
}
