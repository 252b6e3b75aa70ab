//! Institutions of Banten. Published are their numbers: two government homes for 100 each, 393 LKS
//! with homes (21 for people with disabilities, 359 for children, 13 for the elderly) and what
//! they hold, 166 LKS outside homes, nine LK3, eight transit houses, 1.531 Karang Taruna; and an
//! agreement with BAPAS. Where they lie, and what happens to them, is invented.
//!
//! The first children's home is the whole life: licence, accreditation, clients, two months of
//! food support by decree, the report. The first home for the elderly fails: its licence ran out,
//! it has a client too many, one who lives elsewhere as well, and one who had died.

use jejak_events::ids::*;
use jejak_events::institution::*;
use jejak_events::proposal::RecipientRegistered;
use jejak_events::reference::{OrganisationRegistered, RuleEnacted};
use jejak_events::vocabulary::*;
use jejak_events::{Date, Rupiah};

use super::super::build::{Build, lit, rp};
use super::super::people::{paper, recipient};
use super::super::reference::{REGENCIES, VILLAGE};
use super::Scene;

mod clients;
mod food;

pub(super) const SCENES: &[Scene] = &[
    (1, register),
    (2, clients::admit),
    (3, cooperate),
    (3, food::propose),
    (4, food::decide),
    (4, food::count),
    (5, food::report),
    (5, correct),
    (6, close),
];

/// Food for a client and day: invented.
const INDEX: Rupiah = rp(30_000);

/// The story by which institutions that are recipients are derived, and their numbers.
const STORY: &str = "lembaga";
const WHOLE: u64 = 0;
const FAILED: u64 = 1;

/// Label, kind, owner, how many, capacity of each where it was published.
type Block = (&'static str, InstitutionKind, InstitutionOwner, u64, Option<u32>);

const BLOCKS: &[Block] = &[
    ("uptd", InstitutionKind::GovernmentHome, InstitutionOwner::Province, 2, Some(100)),
    ("disabilitas", InstitutionKind::DisabilityHome, InstitutionOwner::Community, 21, Some(20)),
    ("anak", InstitutionKind::ChildrenHome, InstitutionOwner::Community, 359, Some(40)),
    ("lansia", InstitutionKind::ElderlyHome, InstitutionOwner::Community, 13, Some(40)),
    ("luar-panti", InstitutionKind::OutsideHome, InstitutionOwner::Community, 166, None),
    ("lk3", InstitutionKind::FamilyConsultation, InstitutionOwner::Regency, 9, None),
    ("rumah-singgah", InstitutionKind::TransitHouse, InstitutionOwner::Regency, 8, None),
    ("karang-taruna", InstitutionKind::YouthOrganisation, InstitutionOwner::Community, 1_531, None),
];

/// The institution of a block with a number.
fn institution(b: &Build, block: &str, number: u64) -> InstitutionRef {
    InstitutionRef(b.at(&format!("institution/{block}")).saturating_add(number))
}

/// The institution that is a recipient, if one of a block is.
fn recipient_of(block: &str, number: u64) -> Option<RecipientId> {
    match (block, number) {
        ("anak", 0) => Some(recipient(STORY, WHOLE)),
        ("lansia", 0) => Some(recipient(STORY, FAILED)),
        _ => None,
    }
}

/// Kabupaten and kota in turn; the first Karang Taruna is that of the one village.
fn region(block: &str, number: u64) -> &'static str {
    let nth = usize::try_from(number).unwrap_or(0);
    match (block, number) {
        ("karang-taruna", 0) => VILLAGE,
        ("anak", 0) => "36.02",
        _ => REGENCIES[nth % REGENCIES.len()].code,
    }
}

/// Everything that was published is registered, and one Karang Taruna twice.
fn register(b: &mut Build) {
    b.acting("operator");
    b.add(RuleEnacted {
        parameter: Parameter::FoodIndex,
        programme: None,
        value: None,
        amount: Some(INDEX),
        from: lit("2026-01-01"),
        until: None,
        basis: lit("standar harga satuan (contoh)"),
    });
    for (number, region) in [(WHOLE, "36.02"), (FAILED, REGENCIES[0].code)] {
        b.add(RecipientRegistered {
            recipient: recipient(STORY, number),
            recipient_type: RecipientType::Institution,
            region: lit(region),
            household: None,
            identity: IdentityKind::Organisation,
            fault: NikFault::None,
        });
    }
    for block in BLOCKS {
        let (label, _, _, count, capacity) = *block;
        b.name(&format!("institution/{label}"), b.next_seq());
        (0..count).for_each(|number| add(b, block, number));
        for number in (0..count).filter(|_| capacity.is_some()) {
            let institution = institution(b, label, number);
            let paper = format!("CONTOH/SK-DAYA-TAMPUNG/{}-{number}/2026", label.to_uppercase());
            let count = capacity.unwrap_or(0);
            b.add(CapacitySet { institution, count, number: lit(&paper) });
        }
    }
    let (_, kind, owner, ..) = BLOCKS[BLOCKS.len() - 1];
    let (region, deed) = (lit(VILLAGE), Some(paper("akta ganda", 0)));
    let again =
        InstitutionRegistered { kind, owner, region, organisation: None, recipient: None, deed };
    b.add_as("institution/twice", again);
}

fn add(b: &mut Build, (label, kind, owner, ..): &Block, number: u64) {
    b.add(InstitutionRegistered {
        kind: *kind,
        owner: *owner,
        region: lit(region(label, number)),
        organisation: None,
        recipient: recipient_of(label, number),
        deed: Some(paper(&format!("akta {label}"), number)),
    });
}

/// A licence and, for the whole life, an accreditation.
fn license(b: &mut Build, institution: InstitutionRef, number: &str, from: &str, until: &str) {
    let issuer = b.organisation("dinsos");
    let (number, from, until) = (lit(number), lit(from), lit(until));
    let licence = LicenceRecorded { institution, number, issuer, from, until };
    b.add_as(&format!("licence/{}", institution.0), licence);
}

fn accredit(b: &mut Build, institution: InstitutionRef, grade: AccreditationGrade) {
    let (from, until): (Date, Date) = (lit("2024-01-01"), lit("2028-12-31"));
    b.add(InstitutionAccredited { institution, grade, from, until });
}

/// The agreement with BAPAS; a government home and the children's home are looked at for DAK.
fn cooperate(b: &mut Build) {
    b.acting("operator");
    let bapas = OrganisationRegistered {
        code: lit("BAPAS-SERANG"),
        name: lit("Balai Pemasyarakatan Kelas II Serang"),
        kind: OrganisationKind::Vertical,
        region: lit("36.73"),
        parent: None,
    };
    b.add_as("organisation/bapas", bapas);
    let signed = CooperationSigned {
        organisation: b.organisation("dinsos"),
        institution: None,
        partner: b.organisation("bapas"),
        number: lit("CONTOH/PKS/BAPAS/2026"),
        from: b.today(),
        until: lit("2028-12-31"),
        subject: CooperationSubject::InmateSkills,
    };
    b.add_as("cooperation/bapas", signed);
    let all = DakCriterion::ALL.to_vec();
    let some = vec![DakCriterion::Accreditation, DakCriterion::Licence];
    let looked = [("uptd", AccreditationGrade::A, all), ("anak", AccreditationGrade::B, some)];
    for (block, grade, criteria) in looked {
        b.add(DakReadinessAssessed {
            institution: institution(b, block, 0),
            fiscal_year: lit("2027"),
            ready: criteria.len() == DakCriterion::ALL.len(),
            criteria,
            accreditation: Some(grade),
        });
    }
}

/// The licence of the children's home was written down with a wrong last day.
fn correct(b: &mut Build) {
    b.acting("operator");
    let licence = format!("licence/{}", institution(b, "anak", 0).0);
    let correction = jejak_events::accountability::FactCorrected {
        event: EventRef(b.at(&licence)),
        field: Correctable::Validity,
        from: lit("2028-01-31"),
        to: lit("2027-12-31"),
        reason: Reason::EntryError,
        authorised_by: super::super::people::person("verifikator"),
    };
    b.add_as("correction/licence", correction);
}

/// The home for the elderly is closed with its clients in it; the Karang Taruna that was
/// registered twice goes.
fn close(b: &mut Build) {
    b.acting("operator");
    let failed = institution(b, "lansia", 0);
    let (number, reason) = (lit(clients::EXPIRED), Reason::Expired);
    b.add(LicenceRevoked { institution: failed, number, reason });
    b.add(InstitutionClosed { institution: failed, reason: Reason::NotEligible });
    let twice = InstitutionRef(b.at("institution/twice"));
    b.add(InstitutionClosed { institution: twice, reason: Reason::Duplicate });
}
