//! Reference data of the sample: regions, organisations, funding sources, programmes, parameters.
//!
//! Real are the codes and names of Banten's regions and their numbers of kecamatan (idn-area-data
//! 4.0.1, after Kepmendagri 300.2.2-2138/2025), the SIPD codes of funding sources, and the figures
//! of the parameters. Kecamatan are numbered, not named: which number belongs to which name was
//! not looked up, so their names say that they are examples.

use jejak_events::cash::CashAccountOpened;
use jejak_events::ids::OrganisationRef;
use jejak_events::reference::*;
use jejak_events::vocabulary::*;
use jejak_events::{Date, FiscalYear, Rupiah};

use super::build::{Build, lit, rp};
use super::people::token;

/// A kabupaten or kota of Banten.
pub(super) struct Regency {
    /// Kemendagri code.
    pub(super) code: &'static str,
    /// Official name.
    pub(super) name: &'static str,
    /// Number of kecamatan; 155 in all.
    districts: u8,
}

/// The eight kabupaten and kota, in the order of their codes.
pub(super) const REGENCIES: [Regency; 8] = [
    Regency { code: "36.01", name: "Kabupaten Pandeglang", districts: 35 },
    Regency { code: "36.02", name: "Kabupaten Lebak", districts: 28 },
    Regency { code: "36.03", name: "Kabupaten Tangerang", districts: 29 },
    Regency { code: "36.04", name: "Kabupaten Serang", districts: 29 },
    Regency { code: "36.71", name: "Kota Tangerang", districts: 13 },
    Regency { code: "36.72", name: "Kota Cilegon", districts: 8 },
    Regency { code: "36.73", name: "Kota Serang", districts: 6 },
    Regency { code: "36.74", name: "Kota Tangerang Selatan", districts: 7 },
];

/// Village of the one musyawarah desa in the sample.
pub(super) const VILLAGE: &str = "36.02.01.2001";

/// National holidays of 2026 (joint decree of three ministers).
pub(super) const HOLIDAYS: &[(&str, &str)] = &[
    ("2026-01-01", "Tahun Baru"),
    ("2026-01-16", "Isra Mikraj"),
    ("2026-02-17", "Tahun Baru Imlek"),
    ("2026-03-19", "Nyepi"),
    ("2026-03-21", "Idulfitri"),
    ("2026-03-22", "Idulfitri"),
    ("2026-04-03", "Wafat Yesus Kristus"),
    ("2026-04-05", "Paskah"),
    ("2026-05-01", "Hari Buruh"),
    ("2026-05-14", "Kenaikan Yesus Kristus"),
    ("2026-05-27", "Iduladha"),
    ("2026-05-31", "Waisak"),
    ("2026-06-01", "Hari Lahir Pancasila"),
    ("2026-06-16", "Tahun Baru Islam"),
    ("2026-08-17", "Proklamasi Kemerdekaan"),
    ("2026-08-25", "Maulid Nabi"),
    ("2026-12-25", "Natal"),
];

/// Registers everything that events of the sample name.
pub(super) fn register(b: &mut Build) {
    regions(b);
    organisations(b);
    sources(b);
    programmes(b);
    parameters(b);
    amounts(b);
    indicators(b);
    holidays(b);
    b.seal();
}

fn regions(b: &mut Build) {
    let mut region = |code: &str, name: &str| {
        b.add(RegionRegistered {
            code: lit(code),
            name: lit(name),
            scheme: RegionScheme::Kemendagri,
        });
    };
    region("36", "Banten");
    for regency in &REGENCIES {
        region(regency.code, regency.name);
        for district in 1..=regency.districts {
            let code = format!("{}.{district:02}", regency.code);
            region(&code, &format!("Kecamatan {code} (contoh)"));
        }
    }
    region(VILLAGE, &format!("Desa {VILLAGE} (contoh)"));
    b.seal();
}

/// Label, code, name, kind, label of the organisation it belongs to.
const ORGANISATIONS: &[(&str, &str, &str, OrganisationKind, Option<&str>)] = &[
    (
        "pemprov",
        "PEMPROV-36",
        "Pemerintah Provinsi Banten",
        OrganisationKind::RegionalGovernment,
        None,
    ),
    (
        "dinsos",
        "1-06-0-00-0-00-01-0000",
        "Dinas Sosial Provinsi Banten",
        OrganisationKind::Skpd,
        Some("pemprov"),
    ),
    (
        "bpkad",
        "5-02-0-00-0-00-01-0000",
        "BPKAD Provinsi Banten (PPKD)",
        OrganisationKind::Skpd,
        Some("pemprov"),
    ),
    (
        "inspektorat",
        "6-01-0-00-0-00-01-0000",
        "Inspektorat Provinsi Banten",
        OrganisationKind::Oversight,
        Some("pemprov"),
    ),
    ("dprd", "DPRD-36", "DPRD Provinsi Banten", OrganisationKind::Council, None),
    ("kemensos", "KEMENSOS", "Kementerian Sosial", OrganisationKind::Ministry, None),
    ("bank", "BANK-PENYALUR", "Bank penyalur (contoh)", OrganisationKind::Bank, None),
    ("baznas-serang", "BAZNAS-3604", "Baznas Kabupaten Serang", OrganisationKind::Community, None),
];

fn organisations(b: &mut Build) {
    for (label, code, name, kind, parent) in ORGANISATIONS {
        let parent = parent.map(|parent| b.organisation(parent));
        organisation(b, label, code, name, *kind, "36", parent);
    }
    for regency in &REGENCIES {
        let digits: String = regency.code.split('.').collect();
        let (label, code) = (format!("pemda-{}", regency.code), format!("PEMDA-{digits}"));
        let name = format!("Pemerintah {}", regency.name);
        let kind = OrganisationKind::RegionalGovernment;
        organisation(b, &label, &code, &name, kind, regency.code, None);
    }
    b.seal();
}

fn organisation(
    b: &mut Build,
    label: &str,
    code: &str,
    name: &str,
    kind: OrganisationKind,
    region: &str,
    parent: Option<OrganisationRef>,
) {
    let event = OrganisationRegistered {
        code: lit(code),
        name: lit(name),
        kind,
        region: lit(region),
        parent,
    };
    b.add_as(&format!("organisation/{label}"), event);
}

/// Local taxes: what the province's ordinary lines are paid from.
pub(super) const PAD: &str = "1.1.01";
/// Other own revenue. A source has one family, so the money set aside for BTT needs a code that no
/// other line uses.
pub(super) const BTT: &str = "1.1.04";
/// DAU: what the kabupaten's observed lines are paid from; no line of the province uses it.
pub(super) const REGENCY_BUDGET: &str = "1.2.01.01.02";
/// Fiscal incentive (DID).
pub(super) const DID: &str = "2.2.01.02";
/// DAK Fisik, social affairs, regular.
pub(super) const DAK_SOCIAL: &str = "2.2.01.01.03.0050";
/// DAK Fisik, self-built houses.
pub(super) const DAK_HOUSING: &str = "2.2.01.01.03.0027";
/// State budget. SIPD has no code for money outside the APBD; this ledger numbers it under 9.
pub(super) const APBN: &str = "9.1";
/// Zakat through Baznas, off budget.
pub(super) const ZAKAT: &str = "9.2";

fn sources(b: &mut Build) {
    use {CashOrigin as Cash, SourceFamily as Family};
    let list = [
        (PAD, "Pajak daerah (PAD)", Family::ApbdProvince, Cash::Rkud, Earmark::General),
        (BTT, "Lain-lain PAD yang sah, pos BTT", Family::Btt, Cash::Rkud, Earmark::General),
        (
            REGENCY_BUDGET,
            "DAU kabupaten/kota (diamati)",
            Family::ApbdRegency,
            Cash::Rkud,
            Earmark::General,
        ),
        (DID, "DID/insentif fiskal", Family::FiscalIncentive, Cash::Rkud, Earmark::Earmarked),
        (
            DAK_SOCIAL,
            "DAK Fisik-Bidang Sosial-Reguler",
            Family::DakPhysical,
            Cash::Rkud,
            Earmark::Earmarked,
        ),
        (
            DAK_HOUSING,
            "DAK Fisik-Perumahan-Penyediaan Rumah Swadaya",
            Family::DakPhysical,
            Cash::Rkud,
            Earmark::Earmarked,
        ),
        (
            "2.2.01.01.04.0022",
            "DAK Nonfisik-Pelayanan Perlindungan Perempuan dan Anak",
            Family::DakNonPhysical,
            Cash::Rkud,
            Earmark::Earmarked,
        ),
        (
            APBN,
            "APBN Kementerian Sosial (DIPA BA 027)",
            Family::Apbn,
            Cash::Rkun,
            Earmark::Earmarked,
        ),
        (ZAKAT, "Zakat melalui Baznas", Family::Zakat, Cash::OffBudget, Earmark::Earmarked),
    ];
    for (code, name, family, cash_origin, earmark) in list {
        let (code, name) = (lit(code), lit(name));
        b.add(FundingSourceRegistered { code, name, family, cash_origin, earmark });
    }
}

fn programmes(b: &mut Build) {
    use {AidForm as Form, AidPurpose as Purpose, Cycle as Often, RecipientType as Who};
    let list = [
        (
            "BLT-BBM",
            "BLT BBM",
            Pillar::Protection,
            Purpose::Protection,
            Who::Family,
            Form::Cash,
            Often::Once,
        ),
        (
            "JAMSOSRATU",
            "Jaminan Sosial Rakyat Banten Bersatu",
            Pillar::Security,
            Purpose::Security,
            Who::Family,
            Form::Cash,
            Often::Yearly,
        ),
        (
            "UEP",
            "Usaha Ekonomi Produktif",
            Pillar::Empowerment,
            Purpose::Empowerment,
            Who::Family,
            Form::Goods,
            Often::Once,
        ),
        (
            "KUBE",
            "Kelompok Usaha Bersama",
            Pillar::Empowerment,
            Purpose::Empowerment,
            Who::Group,
            Form::Cash,
            Often::Once,
        ),
        (
            "RTLH",
            "Rehabilitasi Rumah Tidak Layak Huni",
            Pillar::Protection,
            Purpose::PovertyReduction,
            Who::Group,
            Form::Cash,
            Often::Staged,
        ),
        (
            "SEMBAKO",
            "Program Sembako",
            Pillar::Protection,
            Purpose::PovertyReduction,
            Who::Family,
            Form::Cash,
            Often::Monthly,
        ),
        (
            "PKH",
            "Program Keluarga Harapan",
            Pillar::Security,
            Purpose::Security,
            Who::Family,
            Form::Cash,
            Often::Quarterly,
        ),
        (
            "PERMAKANAN",
            "Permakanan klien LKS",
            Pillar::Rehabilitation,
            Purpose::Rehabilitation,
            Who::Institution,
            Form::Goods,
            Often::Monthly,
        ),
        (
            "PANTI",
            "Kawasan Terpadu Panti Sosial",
            Pillar::Rehabilitation,
            Purpose::Rehabilitation,
            Who::Institution,
            Form::Service,
            Often::Staged,
        ),
        (
            "SLRT",
            "SLRT dan Puskesos",
            Pillar::Protection,
            Purpose::Protection,
            Who::Community,
            Form::Service,
            Often::Yearly,
        ),
        (
            "BENCANA",
            "Bantuan korban bencana",
            Pillar::Protection,
            Purpose::DisasterResponse,
            Who::Family,
            Form::Goods,
            Often::Once,
        ),
    ];
    for (code, name, pillar, purpose, recipient_type, form, cycle) in list {
        let (code, name) = (lit(code), lit(name));
        b.add(ProgrammeRegistered { code, name, pillar, purpose, recipient_type, form, cycle });
    }
}

/// Deadlines and terms. Articles were not looked up: the basis names the instrument by which
/// practitioners know the figure.
fn parameters(b: &mut Build) {
    let list = [
        (Parameter::SpmDecisionDays, None, 1, "2022-01-01", "Permendagri 77/2020"),
        (Parameter::Sp2dDays, None, 2, "2022-01-01", "Permendagri 77/2020"),
        (Parameter::ChannelDays, None, 30, "2022-01-01", "Perpres 63/2017"),
        (
            Parameter::NoTransactionDays,
            None,
            105,
            "2022-01-01",
            "Perpres 63/2017 dan pedoman penyaluran",
        ),
        (Parameter::ReturnRepairDays, None, 7, "2022-01-01", "pedoman retur SP2D"),
        (Parameter::TuDays, None, 30, "2022-01-01", "Permendagri 77/2020"),
        (Parameter::ReportDueDay, None, 10, "2022-01-01", "Permendagri 32/2011 dan perubahannya"),
        (Parameter::BackdatingDays, None, 14, "2026-01-01", "kebijakan buku contoh"),
        (Parameter::EligibilityDays, None, 90, "2026-01-01", "pemutakhiran DTSEN tiap triwulan"),
        (
            Parameter::ApbnYears,
            Some("SLRT"),
            3,
            "2021-01-01",
            "dukungan APBN tiga tahun untuk SLRT",
        ),
        (
            Parameter::CoolingOffDays,
            Some("RTLH"),
            1_826,
            "2022-01-01",
            "lima tahun sejak bantuan rumah terakhir",
        ),
        (
            Parameter::CoolingOffDays,
            Some("UEP"),
            365,
            "2022-01-01",
            "tidak menerima pada tahun sebelumnya",
        ),
        (
            Parameter::ProposalDeadline,
            Some("JAMSOSRATU"),
            181,
            "2026-01-01",
            "jadwal usulan contoh",
        ),
    ];
    for (parameter, programme, value, from, basis) in list {
        enact(b, (parameter, programme), (Some(value), None), (lit(from), None), basis);
    }
}

/// Amounts per recipient, each with the days on which it held.
fn amounts(b: &mut Build) {
    use Parameter::{AmountCap, TuCashLimit, UnitAmount};
    let list = [
        (TuCashLimit, None, 5_000_000, "2022-01-01", None, "Permendagri 32/2011 dan perubahannya"),
        (
            UnitAmount,
            Some("BLT-BBM"),
            600_000,
            "2022-09-01",
            Some("2022-10-31"),
            "Rp150.000 x 4 bulan",
        ),
        (
            UnitAmount,
            Some("BLT-BBM"),
            450_000,
            "2022-11-01",
            Some("2022-12-31"),
            "Rp150.000 x 3 bulan",
        ),
        (
            UnitAmount,
            Some("JAMSOSRATU"),
            1_750_000,
            "2026-01-01",
            None,
            "nilai contoh, sebesar tahun 2019-2020",
        ),
        (UnitAmount, Some("SEMBAKO"), 200_000, "2020-03-01", None, "Rp200.000 per bulan"),
        (
            AmountCap,
            Some("RTLH"),
            25_000_000,
            "2022-01-01",
            None,
            "nilai tertinggi yang diberitakan",
        ),
        (AmountCap, Some("KUBE"), 20_000_000, "2022-01-01", None, "Rp2.000.000 x 10 KK"),
    ];
    for (parameter, programme, amount, from, until, basis) in list {
        let days = (lit(from), until.map(lit));
        enact(b, (parameter, programme), (None, Some(rp(amount))), days, basis);
    }
}

fn enact(
    b: &mut Build,
    (parameter, programme): (Parameter, Option<&str>),
    (value, amount): (Option<u32>, Option<Rupiah>),
    (from, until): (Date, Option<Date>),
    basis: &str,
) {
    let (programme, basis) = (programme.map(lit), lit(basis));
    b.add(RuleEnacted { parameter, programme, value, amount, from, until, basis });
}

/// Targets that Banten published: people of all kinds served, and four shares of social
/// functioning in basis points.
fn indicators(b: &mut Build) {
    let fiscal_year: FiscalYear = lit("2026");
    let mut target = |indicator: &str, basis_points: Option<u32>, count: Option<u64>| {
        let indicator = lit(indicator);
        b.add(IndicatorTargetSet { indicator, fiscal_year, basis_points, count });
    };
    target("SASARAN-REHABSOS", None, Some(223_142));
    target("IKS-ANAK", Some(35), None);
    target("IKS-TUNA-SOSIAL", Some(35), None);
    target("IKS-LANSIA", Some(27), None);
    target("IKS-DISABILITAS", Some(35), None);
}

fn holidays(b: &mut Build) {
    for (day, name) in HOLIDAYS {
        let basis = format!("SKB libur nasional 2026: {name}");
        b.add(HolidayDeclared { day: lit(day), basis: lit(&basis) });
    }
}

/// Opens the cash books: label, kind, whose, name.
pub(super) fn open_cash(b: &mut Build) {
    let list = [
        ("rkud", CashKind::Rkud, "bpkad", "RKUD Provinsi Banten"),
        ("pajak", CashKind::TaxHeld, "bpkad", "Pajak dipungut belum disetor"),
        ("bendahara-bank", CashKind::TreasurerBank, "dinsos", "Rekening bendahara Dinas Sosial"),
        ("bendahara-tunai", CashKind::TreasurerCash, "dinsos", "Kas tunai bendahara Dinas Sosial"),
    ];
    for (label, kind, organisation, name) in list {
        let account = Some(token(&format!("rekening {label}"), 0));
        let organisation = b.organisation(organisation);
        let event = CashAccountOpened { kind, organisation, name: lit(name), account };
        b.add_as(&format!("cash/{label}"), event);
    }
}
