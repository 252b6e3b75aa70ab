//! People who work for social welfare in Banten. Published are their numbers: 155 TKSK, one for
//! each kecamatan, 121 Sakti Peksos, 22 counsellors, 1.038 PKH and 15 KUBe companions, 621 KTKPM,
//! 6.121 PSM, 1.452 Tagana, 1.568 on the boards of Karang Taruna; each is an appointment of its
//! own. Where they serve below the kabupaten is known of TKSK alone. Stipends of Rp500.000 and
//! Rp250.000 are what practitioners name; that the province pays TKSK is invented.

use jejak_events::Rupiah;
use jejak_events::ids::*;
use jejak_events::reference::{ExternalDataImported, ProgrammeRegistered, RuleEnacted};
use jejak_events::vocabulary::*;
use jejak_events::worker::*;

use super::super::build::{Build, lit, rp};
use super::super::people::{paper, person, recipient, token};
use super::super::reference::{APBN, PAD, REGENCIES};
use super::super::year_2026::desk::Request;
use super::super::year_2026::jamsosratu;
use super::Scene;
use super::papers::{self, Line};
use super::places;

pub(super) const SCENES: &[Scene] =
    &[(1, appoint), (2, report), (3, pay_tksk), (4, account_for), (5, pay_tagana)];

/// Stipends and honoraria are spending on goods and services, never aid.
const LINE: Line = Line {
    name: "tali-asih",
    activity: "1.06.02.1.03.0002",
    account: "5.1.02.02.01.0028",
    programme: "TALI-ASIH",
    amount: rp(160_000_000),
};

const TKSK: u64 = 155;
const TKSK_STIPEND: Rupiah = rp(500_000);
const TAGANA_STIPEND: Rupiah = rp(250_000);

/// January of all TKSK: 155 x Rp500.000.
const REQUEST: Request = Request {
    commitment: Some("tali-asih-tksk"),
    payee: "rekening penampungan tali asih",
    ..Request::new("tali-asih-tksk", SppKind::LsPayroll, "tali-asih", rp(77_500_000))
};

/// Numbers of those to whom something happens, counted from 0.
const UNREPORTED: u64 = 7;
const CIVIL_SERVANT: u64 = 8;
const PAID_TWICE: u64 = 5;
const NOT_PAID: u64 = 6;
const RELEASED: u64 = 3;
const UNDERPAID: u64 = 4;
/// Tagana who are paid.
const PAID_TAGANA: u64 = 10;
/// KUBe companions who are also, or whose account is that of, families of JAMSOSRATU.
const FAMILY_OF_COMPANION: u64 = 20;
const ACCOUNT_OF_COMPANION: u64 = 21;

/// Role, name of the story, number of people. TKSK stand apart.
const OTHERS: &[(WorkerRole, &str, u64)] = &[
    (WorkerRole::SaktiPeksos, "sakti-peksos", 121),
    (WorkerRole::Counsellor, "penyuluh", 22),
    (WorkerRole::PkhCompanion, "pendamping-pkh", 1_038),
    // Two more come in February.
    (WorkerRole::KubeCompanion, "pendamping-kube", 13),
    (WorkerRole::Ktkpm, "ktkpm", 621),
    (WorkerRole::Psm, "psm", 6_121),
    (WorkerRole::Tagana, "tagana", 1_452),
    (WorkerRole::YouthBoard, "pengurus-karang-taruna", 1_568),
];

/// The worker of a story with a number.
fn worker(b: &Build, story: &str, number: u64) -> WorkerRef {
    WorkerRef(b.at(&format!("worker/{story}")).saturating_add(number))
}

fn appointed(b: &Build, role: WorkerRole, story: &str, number: u64) -> WorkerAppointed {
    // One Tagana is a PSM as well.
    let one = story == "tagana" && number == 0;
    let who = if one { person("psm 0") } else { person(&format!("{story} {number}")) };
    let nth = usize::try_from(number).unwrap_or(0) % REGENCIES.len();
    WorkerAppointed {
        person: who,
        role,
        region: lit(REGENCIES[nth].code),
        organisation: b.organisation("dinsos"),
        number: lit(&format!("CONTOH/SK-{}/2026", story.to_uppercase())),
        from: lit("2026-01-01"),
        until: None,
        recipient: None,
        account: Some(token(&format!("rekening {story}"), number)),
    }
}

/// The programme, its rates and its line; everybody is appointed.
fn appoint(b: &mut Build) {
    b.acting("operator");
    b.add(ProgrammeRegistered {
        code: lit("TALI-ASIH"),
        name: lit("Tali asih SDM kesejahteraan sosial"),
        pillar: Pillar::Empowerment,
        purpose: AidPurpose::Empowerment,
        recipient_type: RecipientType::Individual,
        form: AidForm::Cash,
        cycle: Cycle::Monthly,
    });
    let rates =
        [(Parameter::StipendTksk, TKSK_STIPEND), (Parameter::StipendTagana, TAGANA_STIPEND)];
    for (parameter, amount) in rates {
        b.add(RuleEnacted {
            parameter,
            programme: None,
            value: None,
            amount: Some(amount),
            from: lit("2026-01-01"),
            until: None,
            basis: lit("juknis tali asih (contoh)"),
        });
    }
    papers::set_line(b, &LINE);
    b.acting("operator");
    b.name("worker/tksk", b.next_seq());
    for ([code, _], number) in places::districts().zip(0..) {
        let tksk = appointed(b, WorkerRole::Tksk, "tksk", number);
        b.add(WorkerAppointed { region: lit(code), ..tksk });
    }
    for (role, story, people) in OTHERS {
        b.name(&format!("worker/{story}"), b.next_seq());
        for number in 0..*people {
            let event = appointed(b, *role, story, number);
            b.add(event);
        }
    }
}

/// Two more KUBe companions: one is a family of JAMSOSRATU, one gave a family's account as the
/// own. Then TKSK and some Tagana report on January.
fn report(b: &mut Build) {
    b.acting("operator");
    let story = "pendamping-kube";
    let recipient = Some(recipient(jamsosratu::STORY, FAMILY_OF_COMPANION));
    let companion = appointed(b, WorkerRole::KubeCompanion, story, 13);
    b.add_as("worker/family", WorkerAppointed { recipient, ..companion });
    let account = Some(token("rekening keluarga", ACCOUNT_OF_COMPANION));
    let companion = appointed(b, WorkerRole::KubeCompanion, story, 14);
    b.add_as("worker/account", WorkerAppointed { account, ..companion });
    submit(b, "tksk", TKSK);
    submit(b, "tagana", PAID_TAGANA);
    submit(b, "psm", 1);
    b.acting("verifikator");
    for number in 0..TKSK {
        let unreported = number == UNREPORTED;
        let outcome = if unreported { Outcome::Returned } else { Outcome::Accepted };
        let reason = unreported.then_some(Reason::IncompleteDocuments);
        review(b, "tksk", number, outcome, reason);
    }
    (0..PAID_TAGANA).for_each(|number| review(b, "tagana", number, Outcome::Accepted, None));
    review(b, "psm", 0, Outcome::Accepted, None);
}

fn submit(b: &mut Build, story: &str, people: u64) {
    b.name(&format!("worker-report/{story}"), b.next_seq());
    for number in 0..people {
        b.add(WorkerReportSubmitted {
            worker: worker(b, story, number),
            month: lit("2026-01"),
            paper: Some(paper(&format!("laporan {story}"), number)),
        });
    }
}

fn review(b: &mut Build, story: &str, number: u64, outcome: Outcome, reason: Option<Reason>) {
    let first = b.at(&format!("worker-report/{story}"));
    let report = WorkerReportRef(first.saturating_add(number));
    b.add(WorkerReportReviewed { report, outcome, reason });
}

/// January of the TKSK: one payment, 155 stipends. One is not approved, one is a civil servant,
/// one is paid twice and another not at all.
fn pay_tksk(b: &mut Build) {
    b.acting("operator");
    let data = b.add(ExternalDataImported {
        dataset: Dataset::CivilServants,
        version: lit("2026-T1 (contoh)"),
        position: lit("2026-03-01"),
        period: None,
        file: paper("data asn", 0),
        rows_accepted: 1,
        rows_rejected: 0,
        rows_total: 1,
    });
    b.add(WorkerFoundCivilServant {
        worker: worker(b, "tksk", CIVIL_SERVANT),
        since: lit("2026-01-05"),
        data: ExternalDataRef(data),
    });
    papers::commit_twice(b, &REQUEST, CommitmentBasis::Payroll);
    papers::pay(b, REQUEST);
    b.acting("bendahara");
    let payment = PaymentRef(b.at("payment/tali-asih-tksk"));
    for number in 0..TKSK {
        let number = if number == NOT_PAID { PAID_TWICE } else { number };
        b.add(StipendPaid {
            source: lit(PAD),
            payment: Some(payment),
            ..stipend(b, "tksk", number, TKSK_STIPEND)
        });
    }
}

/// A stipend for January that the ministry pays.
fn stipend(b: &Build, story: &str, number: u64, amount: Rupiah) -> StipendPaid {
    StipendPaid {
        worker: worker(b, story, number),
        month: lit("2026-01"),
        source: lit(APBN),
        amount,
        payment: None,
        tbp: None,
        spp: None,
    }
}

/// The SPJ of the stipends. A TKSK is certified, another leaves, and the one who follows begins
/// two weeks too early.
fn account_for(b: &mut Build) {
    papers::account_for(b, REQUEST);
    b.acting("operator");
    b.add(WorkerCertified {
        worker: worker(b, "tksk", 0),
        certificate: WorkerCertificate::WelfareWorker,
        number: lit("CONTOH/SERTIFIKAT/TKSK/0001"),
        until: Some(lit("2030-12-31")),
    });
    let leaving = worker(b, "tksk", TKSK - 1);
    b.add(WorkerReleased { worker: leaving, until: lit("2026-04-30"), reason: Reason::Moved });
    let [code, _] = places::districts().last().unwrap_or_default();
    let next = appointed(b, WorkerRole::Tksk, "tksk", TKSK);
    let next = WorkerAppointed { region: lit(code), from: lit("2026-04-15"), ..next };
    b.add_as("worker/second-tksk", next);
}

/// Ten Tagana are paid by the ministry for January: one gets too little, one is a PSM and paid as
/// such from the same source. One who left in January is paid for February, too.
fn pay_tagana(b: &mut Build) {
    b.acting("operator");
    let left = worker(b, "tagana", RELEASED);
    b.add(WorkerReleased { worker: left, until: lit("2026-01-31"), reason: Reason::Declined });
    for number in 0..PAID_TAGANA {
        let amount = if number == UNDERPAID { rp(200_000) } else { TAGANA_STIPEND };
        let event = stipend(b, "tagana", number, amount);
        b.add(event);
    }
    let as_psm = stipend(b, "psm", 0, rp(150_000));
    b.add(as_psm);
    let paid = stipend(b, "tagana", RELEASED, TAGANA_STIPEND);
    b.add(StipendPaid { month: lit("2026-02"), ..paid });
}
