//! Reference data of the sample: regions, organisations, funding sources, programmes, cash books.
//!
//! Real are the codes and names of Banten's regions and kecamatan (idn-area-data
//! 4.0.1, after Kepmendagri 300.2.2-2138/2025) and the SIPD codes of funding sources. The one desa
//! is an example, and its name says so.

use jejak_events::cash::CashAccountOpened;
use jejak_events::ids::OrganisationRef;
use jejak_events::reference::*;
use jejak_events::vocabulary::*;

use super::areas::places;
use super::build::{Build, lit, rows, word};
use super::parameters;
use super::people::token;

/// A kabupaten or kota of Banten.
pub(super) struct Regency {
    /// Kemendagri code.
    pub(super) code: &'static str,
    /// Official name.
    pub(super) name: &'static str,
}

/// The eight kabupaten and kota, in the order of their codes.
pub(super) const REGENCIES: [Regency; 8] = [
    Regency { code: "36.01", name: "Kabupaten Pandeglang" },
    Regency { code: "36.02", name: "Kabupaten Lebak" },
    Regency { code: "36.03", name: "Kabupaten Tangerang" },
    Regency { code: "36.04", name: "Kabupaten Serang" },
    Regency { code: "36.71", name: "Kota Tangerang" },
    Regency { code: "36.72", name: "Kota Cilegon" },
    Regency { code: "36.73", name: "Kota Serang" },
    Regency { code: "36.74", name: "Kota Tangerang Selatan" },
];

/// Village of the one musyawarah desa in the sample.
pub(super) const VILLAGE: &str = "36.02.01.2001";

/// Registers everything that events of the sample name.
pub(super) fn register(b: &mut Build) {
    regions(b);
    organisations(b);
    sources(b);
    programmes(b);
    parameters::enact(b);
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
        for [code, name] in places::districts().filter(|[code, _]| code.starts_with(regency.code)) {
            region(code, name);
        }
    }
    region(VILLAGE, &format!("Desa {VILLAGE} (contoh)"));
    b.seal();
}

/// Label, code, name, kind, label of the organisation it belongs to.
const ORGANISATIONS: &str = "
  pemprov       | PEMPROV-36             | Pemerintah Provinsi Banten   | pemda       |
  dinsos        | 1-06-0-00-0-00-01-0000 | Dinas Sosial Provinsi Banten | skpd        | pemprov
  bpkad         | 5-02-0-00-0-00-01-0000 | BPKAD Provinsi Banten (PPKD) | skpd        | pemprov
  inspektorat   | 6-01-0-00-0-00-01-0000 | Inspektorat Provinsi Banten  | pengawas    | pemprov
  dprd          | DPRD-36                | DPRD Provinsi Banten         | dprd        |
  kemensos      | KEMENSOS               | Kementerian Sosial           | kementerian |
  bank          | BANK-PENYALUR          | Bank penyalur (contoh)       | bank        |
  baznas-serang | BAZNAS-3604            | Baznas Kabupaten Serang      | masyarakat  |
";

fn organisations(b: &mut Build) {
    for [label, code, name, kind, parent] in rows(ORGANISATIONS) {
        let parent = (!parent.is_empty()).then(|| b.organisation(parent));
        organisation(b, label, [code, name, "36"], word(OrganisationKind::from_word, kind), parent);
    }
    for regency in &REGENCIES {
        let digits: String = regency.code.split('.').collect();
        let (label, code) = (format!("pemda-{}", regency.code), format!("PEMDA-{digits}"));
        let name = format!("Pemerintah {}", regency.name);
        let kind = OrganisationKind::RegionalGovernment;
        organisation(b, &label, [&code, &name, regency.code], kind, None);
    }
    b.seal();
}

/// Registers an organisation under a label.
pub(super) fn organisation(
    b: &mut Build,
    label: &str,
    [code, name, region]: [&str; 3],
    kind: OrganisationKind,
    parent: Option<OrganisationRef>,
) {
    let (code, name, region) = (lit(code), lit(name), lit(region));
    let event = OrganisationRegistered { code, name, kind, region, parent };
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

/// Code, name, family, where the cash lies, whether it is earmarked.
const SOURCES: &str = "
  1.1.01            | Pajak daerah (PAD)                    | apbd-provinsi | rkud | umum
  1.1.04            | Lain-lain PAD yang sah, pos BTT       | btt           | rkud | umum
  1.2.01.01.02      | DAU kabupaten/kota (diamati)          | apbd-kabkota  | rkud | umum
  2.2.01.02         | DID/insentif fiskal                   | did           | rkud | terikat
  2.2.01.01.03.0050 | DAK Fisik-Bidang Sosial-Reguler       | dak-fisik     | rkud | terikat
  2.2.01.01.03.0027 | DAK Fisik-Penyediaan Rumah Swadaya    | dak-fisik     | rkud | terikat
  2.2.01.01.04.0022 | DAK Nonfisik-Pelayanan PPA            | dak-nonfisik  | rkud | terikat
  9.1               | APBN Kementerian Sosial (DIPA BA 027) | apbn          | rkun | terikat
  9.2 | Zakat melalui Baznas | zakat | di-luar-anggaran | terikat
";

fn sources(b: &mut Build) {
    for [code, name, family, origin, earmark] in rows(SOURCES) {
        b.add(FundingSourceRegistered {
            code: lit(code),
            name: lit(name),
            family: word(SourceFamily::from_word, family),
            cash_origin: word(CashOrigin::from_word, origin),
            earmark: word(Earmark::from_word, earmark),
        });
    }
}

/// Code, name, pillar, purpose, who receives, what, how often.
const PROGRAMMES: &str = "
  BLT-BBM | BLT BBM | perlindungan | perlindungan | keluarga | uang | sekali
  JAMSOSRATU | Jaminan Sosial Rakyat Banten Bersatu | jaminan | jaminan | keluarga | uang | tahunan
  UEP | Usaha Ekonomi Produktif | pemberdayaan | pemberdayaan | keluarga | barang | sekali
  KUBE | Kelompok Usaha Bersama | pemberdayaan | pemberdayaan | kelompok | uang | sekali
  RTLH | Rehabilitasi RTLH | perlindungan | penanggulangan-kemiskinan | kelompok | uang | bertahap
  SEMBAKO | Program Sembako | perlindungan | penanggulangan-kemiskinan | keluarga | uang | bulanan
  PKH | Program Keluarga Harapan | jaminan | jaminan | keluarga | uang | triwulanan
  PERMAKANAN | Permakanan klien LKS | rehabilitasi | rehabilitasi | lembaga | barang | bulanan
  PANTI | Kawasan Terpadu Panti Sosial | rehabilitasi | rehabilitasi | lembaga | jasa | bertahap
  SLRT | SLRT dan Puskesos | perlindungan | perlindungan | masyarakat | jasa | tahunan
  BENCANA | Bantuan bencana | perlindungan | penanggulangan-bencana | keluarga | barang | sekali
";

fn programmes(b: &mut Build) {
    for [code, name, pillar, purpose, recipient, form, cycle] in rows(PROGRAMMES) {
        b.add(ProgrammeRegistered {
            code: lit(code),
            name: lit(name),
            pillar: word(Pillar::from_word, pillar),
            purpose: word(AidPurpose::from_word, purpose),
            recipient_type: word(RecipientType::from_word, recipient),
            form: word(AidForm::from_word, form),
            cycle: word(Cycle::from_word, cycle),
        });
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
