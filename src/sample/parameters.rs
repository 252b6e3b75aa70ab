//! Rule parameters, indicators and holidays of the sample.
//!
//! The figures are those of the field: deadlines, limits, amounts per recipient, Banten's
//! published indicators. Articles were not looked up: the basis names the instrument by which
//! practitioners know the figure.

use jejak_events::Code;
use jejak_events::planning::{IndicatorDefined, IndicatorTargetSet};
use jejak_events::reference::*;
use jejak_events::vocabulary::{IndicatorLevel, IndicatorUnit, Parameter};

use super::build::{Build, lit, rows, word};

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

/// Enacts parameters, sets targets, declares holidays.
pub(super) fn enact(b: &mut Build) {
    parameters(b);
    indicators(b);
    holidays(b);
}

/// Parameter, programme, number or amount in rupiah, first day, last day, basis.
const PARAMETERS: &str = "
  hari-keputusan-spm   |            | 1          | 2022-01-01 |            | Permendagri 77/2020
  hari-sp2d            |            | 2          | 2022-01-01 |            | Permendagri 77/2020
  hari-penyalur        |            | 30         | 2022-01-01 |            | Perpres 63/2017
  hari-tanpa-transaksi |            | 105        | 2022-01-01 |            | Perpres 63/2017
  hari-perbaikan-retur |            | 7          | 2022-01-01 |            | pedoman retur SP2D
  hari-tu              |            | 30         | 2022-01-01 |            | Permendagri 77/2020
  batas-lpj            |            | 10         | 2022-01-01 |            | Permendagri 32/2011
  hari-mundur          |            | 14         | 2026-01-01 |            | kebijakan buku contoh
  hari-kelayakan       |            | 90         | 2026-01-01 |            | DTSEN tiap triwulan
  tahun-apbn           | SLRT       | 3          | 2021-01-01 |            | APBN tiga tahun
  jeda-bantuan         | RTLH       | 1826       | 2022-01-01 |            | lima tahun
  jeda-bantuan         | UEP        | 365        | 2022-01-01 |            | jeda satu tahun
  batas-usulan         | JAMSOSRATU | 181        | 2026-01-01 |            | jadwal usulan contoh
  batas-tunai-tu       |            | Rp5000000  | 2022-01-01 |            | Permendagri 32/2011
  nilai-satuan         | BLT-BBM    | Rp600000   | 2022-09-01 | 2022-10-31 | Rp150.000 x 4 bulan
  nilai-satuan         | BLT-BBM    | Rp450000   | 2022-11-01 | 2022-12-31 | Rp150.000 x 3 bulan
  nilai-satuan         | JAMSOSRATU | Rp1750000  | 2026-01-01 |            | sebesar 2019 (contoh)
  hari-tindak-lanjut   |            | 60         | 2020-01-01 |            | tindak lanjut LHP 60 hari
  hari-tanggapan-pengaduan |        | 5          | 2020-01-01 |            | standar pelayanan contoh
  hari-jawaban-pengaduan   |        | 60         | 2020-01-01 |            | standar pelayanan contoh
  denda-harian         |            | 10         | 2018-01-01 |            | 1/1000 per hari keterlambatan
  denda-maksimum       |            | 500        | 2018-01-01 |            | batas denda contoh
  uang-muka-maksimum   |            | 3000       | 2018-01-01 |            | Perpres pengadaan barang/jasa
  adendum-maksimum     |            | 1000       | 2018-01-01 |            | Perpres pengadaan barang/jasa
  nilai-satuan         | SEMBAKO    | Rp200000   | 2020-03-01 |            | Rp200.000 per bulan
  nilai-maksimum       | RTLH       | Rp25000000 | 2022-01-01 |            | nilai yang diberitakan
  nilai-maksimum       | KUBE       | Rp20000000 | 2022-01-01 |            | Rp2.000.000 x 10 KK
  anggota-minimum      | KUBE       | 5          | 2019-03-06 |            | Permensos 2/2019
  anggota-maksimum     | KUBE       | 20         | 2019-03-06 |            | Permensos 2/2019
  nilai-per-anggota    | KUBE       | Rp2000000  | 2019-03-06 |            | Rp2.000.000 per anggota
  jeda-bantuan         | KUBE       | 36500      | 2019-03-06 |            | belum pernah menerima KUBE
  penanda-tangan-penarikan | KUBE   | 2          | 2019-03-06 |            | dua dari tiga pengurus
  kelompok-per-penarik | KUBE       | 1          | 2026-01-01 |            | kebijakan buku contoh
  menit-terminal       | KUBE       | 10         | 2026-01-01 |            | kebijakan buku contoh
  kelompok-per-toko    | KUBE       | 1          | 2026-01-01 |            | kebijakan buku contoh
  hari-pendampingan    | KUBE       | 45         | 2026-01-01 |            | pendampingan bulanan (contoh)
  batas-belanja        | KUBE       | Rp10000000 | 2026-01-01 |            | kebijakan buku contoh
  hari-belanja-dipecah | KUBE       | 7          | 2026-01-01 |            | kebijakan buku contoh
  batas-pengadaan-langsung |        | Rp200000000 | 2022-01-01 |           | Perpres 16/2018 jo. 12/2021
  hari-pembayaran-dipecah  |        | 30         | 2022-01-01 |            | kebijakan pengawasan contoh
  batas-spj-bendahara      |        | 10         | 2022-01-01 |            | Permendagri 77/2020 (tanggal 10)
  bagian-desember          |        | 3000       | 2022-01-01 |            | kebijakan pengawasan contoh
  bagian-tak-tersalur      |        | 500        | 2022-01-01 |            | kebijakan pengawasan contoh
  jumlah-penapisan         |        | 10         | 2022-01-01 |            | penapisan statistik contoh
  penyimpangan-digit-pertama |      | 2009       | 2022-01-01 |            | Benford: khi-kuadrat 8 db, 1%
  bagian-nilai-bulat       |        | 5000       | 2022-01-01 |            | penapisan statistik contoh
  lebar-penumpukan         |        | 500        | 2022-01-01 |            | penapisan statistik contoh
  baris-serentak           |        | 25         | 2022-01-01 |            | penapisan statistik contoh
";

fn parameters(b: &mut Build) {
    enact_rows(b, PARAMETERS);
}

/// Enacts the rows of a table such as [`PARAMETERS`].
pub(super) fn enact_rows(b: &mut Build, table: &'static str) {
    for [parameter, programme, figure, from, until, basis] in rows(table) {
        let amount = figure.strip_prefix("Rp");
        b.add(RuleEnacted {
            parameter: word(Parameter::from_word, parameter),
            programme: given(programme).map(lit),
            value: amount.is_none().then(|| lit(figure)),
            amount: amount.map(lit),
            from: lit(from),
            until: given(until).map(lit),
            basis: lit(basis),
        });
    }
}

/// The text of a cell that is not empty.
fn given(cell: &str) -> Option<&str> {
    (!cell.is_empty()).then_some(cell)
}

/// Indicators and targets that Banten published: people of all kinds served, and four shares of
/// social functioning in basis points, the state's and the region's alike.
fn indicators(b: &mut Build) {
    for (indicator, name, unit, value) in INDICATORS {
        let indicator: Code = lit(indicator);
        b.add(IndicatorDefined { indicator: indicator.clone(), name: lit(name), unit: *unit });
        // Shares were published for 2020, of the state and the region alike; people served for
        // 2022, of the region alone. The sample year takes them over.
        let (published, national) = match unit {
            IndicatorUnit::Share => ("2020", Some((IndicatorLevel::National, None))),
            IndicatorUnit::Count => ("2022", None),
        };
        let regional = Some((IndicatorLevel::Regional, Some(lit("36"))));
        for year in [published, "2026"] {
            for (level, region) in national.into_iter().chain(regional) {
                b.add(IndicatorTargetSet {
                    indicator: indicator.clone(),
                    fiscal_year: lit(year),
                    level,
                    region,
                    value: *value,
                    document: None,
                });
            }
        }
    }
}

/// Code, name, unit, target.
const INDICATORS: &[(&str, &str, IndicatorUnit, u64)] = &[
    ("SASARAN-REHABSOS", "Sasaran rehabilitasi sosial", IndicatorUnit::Count, 223_142),
    ("IKS-ANAK", "Indeks keberfungsian sosial anak", IndicatorUnit::Share, 35),
    (
        "IKS-TUNA-SOSIAL",
        "Indeks keberfungsian sosial tuna sosial dan korban perdagangan orang",
        IndicatorUnit::Share,
        35,
    ),
    ("IKS-LANSIA", "Indeks keberfungsian sosial lanjut usia", IndicatorUnit::Share, 27),
    (
        "IKS-DISABILITAS",
        "Indeks keberfungsian sosial penyandang disabilitas",
        IndicatorUnit::Share,
        35,
    ),
];

/// Declares the national holidays.
pub(super) fn holidays(b: &mut Build) {
    for (day, name) in HOLIDAYS {
        let basis = format!("SKB libur nasional 2026: {name}");
        b.add(HolidayDeclared { day: lit(day), basis: lit(&basis) });
    }
}
