//! What the second ledger names: regions, organisations, the meeting of 2024, one source and one
//! programme, and who acts.

use jejak_events::cash::CashAccountOpened;
use jejak_events::document::{Binding, Document};
use jejak_events::reference::*;
use jejak_events::vocabulary::*;

use super::super::OPERATOR;
use super::super::build::{Build, lit, rows, word};
use super::super::cast::{self, Actor, actor};
use super::super::{parameters, reference};
use crate::reference::sources;

/// Before anything else can be named.
pub(super) const SCENES: &[fn(&mut Build)] =
    &[regions, organisations, programme, appoint, open_cash, meeting];

/// Local taxes pay for the one line.
pub(super) const SOURCE: &str = reference::PAD;
/// The one programme.
pub(super) const PROGRAMME: &str = "UEP";
/// The kabupaten whose families are helped.
pub(super) const REGENCY: &str = "63.03";

/// Code and official name (idn-area-data 4.0.1, docs/decisions/0015-names-of-regions.md).
const REGENCIES: &str = "
  63.01 | Kabupaten Tanah Laut
  63.02 | Kabupaten Kotabaru
  63.03 | Kabupaten Banjar
  63.04 | Kabupaten Barito Kuala
  63.05 | Kabupaten Tapin
  63.06 | Kabupaten Hulu Sungai Selatan
  63.07 | Kabupaten Hulu Sungai Tengah
  63.08 | Kabupaten Hulu Sungai Utara
  63.09 | Kabupaten Tabalong
  63.10 | Kabupaten Tanah Bumbu
  63.11 | Kabupaten Balangan
  63.71 | Kota Banjarmasin
  63.72 | Kota Banjarbaru
";

fn regions(b: &mut Build) {
    let province = [["63", "Kalimantan Selatan"]].into_iter();
    for [code, name] in province.chain(rows(REGENCIES)) {
        let scheme = RegionScheme::Kemendagri;
        b.add(RegionRegistered { code: lit(code), name: lit(name), scheme });
    }
    b.seal();
}

/// Label, code, name, kind. The last six stand for the kinds of social workers of the meeting.
const ORGANISATIONS: &str = "
  pemprov     | PEMPROV-63     | Pemerintah Provinsi Kalimantan Selatan   | pemda
  dinsos      | DINSOS-63      | Dinas Sosial Provinsi Kalimantan Selatan | skpd
  bpkad       | BPKAD-63       | BPKAD Provinsi Kalimantan Selatan        | skpd
  bank        | BANK-PENYALUR  | Bank penyalur (contoh)                   | bank
  tksk        | SDM-TKSK       | TKSK (contoh)                            | masyarakat
  peksos      | SDM-PEKSOS     | Pekerja sosial (contoh)                  | masyarakat
  karang      | SDM-KARTAR     | Karang taruna (contoh)                   | masyarakat
  lks         | SDM-LKS        | LKS (contoh)                             | lks
  penyuluh    | SDM-PENYULUH   | Penyuluh sosial (contoh)                 | masyarakat
  relawan     | SDM-RELAWAN    | Relawan sosial lain (contoh)             | masyarakat
";

fn organisations(b: &mut Build) {
    for [label, code, name, kind] in rows(ORGANISATIONS) {
        let kind = word(OrganisationKind::from_word, kind);
        reference::organisation(b, label, [code, name, "63"], kind, None);
    }
    for [region, name] in rows(REGENCIES) {
        let (label, code) =
            (format!("dinsos-{region}"), format!("DINSOS-{}", region.replace('.', "")));
        let name = format!("Dinas Sosial {name}");
        let kind = OrganisationKind::Skpd;
        reference::organisation(b, &label, [&code, &name, region], kind, None);
    }
    b.seal();
}

/// The parameters that hold here; holidays are the nation's.
const PARAMETERS: &str = "
  hari-keputusan-spm |     | 1         | 2022-01-01 | | Permendagri 77/2020
  hari-sp2d          |     | 2         | 2022-01-01 | | Permendagri 77/2020
  hari-penyalur      |     | 30        | 2022-01-01 | | Perpres 63/2017
  hari-kelayakan     |     | 90        | 2026-01-01 | | DTSEN tiap triwulan
  nilai-satuan       | UEP | Rp2000000 | 2026-01-01 | | nilai contoh
";

fn programme(b: &mut Build) {
    for source in sources::all().into_iter().filter(|it| it.code == lit(SOURCE)) {
        b.add(FundingSourceRegistered {
            code: source.code,
            name: lit(source.name),
            family: source.family,
            cash_origin: source.cash_origin,
            earmark: source.earmark,
        });
    }
    b.add(ProgrammeRegistered {
        code: lit(PROGRAMME),
        name: lit("Usaha Ekonomi Produktif"),
        pillar: Pillar::Empowerment,
        purpose: word(AidPurpose::from_word, "pemberdayaan"),
        recipient_type: RecipientType::Family,
        form: word(AidForm::from_word, "uang"),
        cycle: word(Cycle::from_word, "sekali"),
    });
    parameters::enact_rows(b, PARAMETERS);
    parameters::holidays(b);
    b.seal();
}

/// Who acts, under the names by which the desks call.
const ACTORS: &[Actor] = &[
    actor("kadis", "dinsos", Role::BudgetUser, Some(Office::Pa)),
    actor("kpa", "dinsos", Role::BudgetUser, Some(Office::Kpa)),
    actor("ppk", "dinsos", Role::PpkSkpd, Some(Office::PpkSkpd)),
    actor("bendahara", "dinsos", Role::Treasurer, Some(Office::Treasurer)),
    actor("verifikator", "dinsos", Role::Verifier, Some(Office::Verifier)),
    actor("petugas", "dinsos-63.03", Role::Operator, Some(Office::FieldOfficer)),
    actor("ppkd", "bpkad", Role::RegionalTreasury, Some(Office::Ppkd)),
    actor("kuasa-bud", "bpkad", Role::RegionalTreasury, Some(Office::KuasaBud)),
    actor("tapd", "bpkad", Role::RegionalTreasury, Some(Office::Tapd)),
    actor("bank", "bank", Role::Channel, Some(Office::BankOfficer)),
];

fn appoint(b: &mut Build) {
    b.name("account/operator", OPERATOR.0);
    let since = lit("2025-01-02");
    for actor in ACTORS {
        cast::open(b, actor, since, Capacity::Definitive);
    }
    cast::office(b, "kadis-sk", "kadis", "dinsos", Office::HeadOfAgency, since, None);
    b.seal();
}

fn open_cash(b: &mut Build) {
    let account = Some(b.people().token("rekening rkud", 0));
    let (kind, organisation) = (CashKind::Rkud, b.organisation("bpkad"));
    let name = lit("RKUD Provinsi Kalimantan Selatan");
    b.add_as("cash/rkud", CashAccountOpened { kind, organisation, name, account });
    b.seal();
}

/// 26 took part in the coordination meeting on social empowerment: the list lies elsewhere, here is
/// its number and what stands for it.
fn meeting(b: &mut Build) {
    b.day("2026-01-06");
    b.acting("operator");
    let (held, file) = (lit("2024-10-18"), b.people().paper("daftar hadir rakor", 0));
    let list = ExternalDataImported {
        dataset: Dataset::Other,
        version: lit("Daftar hadir rakor pemberdayaan sosial"),
        position: held,
        period: None,
        file,
        rows_accepted: 26,
        rows_rejected: 0,
        rows_total: 26,
    };
    let minutes = Document {
        kind: DocumentKind::List,
        number: Some(lit("CONTOH/RAKOR/2024")),
        dated: Some(held),
        proof: Some(Binding::Commitment(file)),
    };
    let seq = b.add_with(list, vec![minutes]);
    b.name("meeting", seq);
}
