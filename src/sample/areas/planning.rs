//! Plans, regulations and what was reached of the targets. Titles and numbers of laws are real;
//! which line stands on which plan, the open item's day, and the measurements are invented but for
//! the published targets.

use jejak_events::ids::PlanningDocumentRef;
use jejak_events::planning::*;
use jejak_events::reference::{OrganisationRegistered, RegionRegistered};
use jejak_events::vocabulary::{
    Dataset, IndicatorLevel, OrganisationKind, PlanningKind, RegionScheme,
};

use super::super::build::{Build, lit, rows, word};
use super::Scene;

pub(super) const SCENES: &[Scene] = &[(1, others), (1, register), (2, update_rates), (10, measure)];

/// Bodies that plan, oversee, compare or cooperate: code, name, kind, region, label.
const OTHERS: &str = "
  KEMENDAGRI-BANGDA | Ditjen Bina Pembangunan Daerah Kemendagri        | kementerian | 36 | kemendagri
  BAPPENAS          | Bappenas                                         | kementerian | 36 | bappenas
  DPRD-36-KOMISI-V  | Komisi V DPRD Provinsi Banten                    | dprd        | 36 | komisi-v
  1-06-BIDANG-RS    | Bidang Rehabilitasi Sosial                       | unit        | 36 | bidang-rehsos
  1-06-SEKSI-PK     | Seksi Penyuluhan Kesos dan PSDS                  | unit        | 36 | seksi-penyuluhan
  DINSOS-31         | Dinas Sosial Provinsi DKI Jakarta (pembanding)   | skpd        | 31 | dinsos-dki
  DINSOS-63         | Dinas Sosial Provinsi Kalimantan Selatan         | skpd        | 63 | dinsos-kalsel
";

/// Two provinces beside the own one, and the bodies.
fn others(b: &mut Build) {
    b.acting("operator");
    for (code, name) in [("31", "DKI Jakarta"), ("63", "Kalimantan Selatan")] {
        let scheme = RegionScheme::Kemendagri;
        b.add(RegionRegistered { code: lit(code), name: lit(name), scheme });
    }
    for [code, name, kind, region, label] in rows(OTHERS) {
        let kind = word(OrganisationKind::from_word, kind);
        let parent = (kind == OrganisationKind::Unit).then(|| b.organisation("dinsos"));
        let (code, name, region) = (lit(code), lit(name), lit(region));
        let event = OrganisationRegistered { code, name, kind, region, parent };
        b.add_as(&format!("organisation/{label}"), event);
    }
}

/// Label | kind | number | first day | last day | region | title
const DOCUMENTS: &str = "
  uud-1945         | undang-undang        | UUD-1945      | 1945-08-18 |            |    | Undang-Undang Dasar Negara Republik Indonesia Tahun 1945
  uu-11-2009       | undang-undang        | 11/2009       | 2009-01-16 |            |    | Kesejahteraan Sosial
  uu-23-2014       | undang-undang        | 23/2014       | 2014-10-02 |            |    | Pemerintahan Daerah
  pp-39-2012       | peraturan-pemerintah | 39/2012       | 2012-02-03 |            |    | Penyelenggaraan Kesejahteraan Sosial
  permensos-16     | peraturan-menteri    | 16/2017       | 2017-01-01 |            |    | Standar Nasional Sumber Daya Manusia Penyelenggara Kesejahteraan Sosial
  perda-8-2010     | perda                | 8/2010        | 2010-01-01 |            | 36 | Penyelenggaraan Kesejahteraan Sosial
  perda-8-2018     | perda                | 8/2018        | 2018-10-02 |            | 36 | Penyelenggaraan Kesejahteraan Sosial
  perda-dki-4-2013 | perda                | 4/2013-DKI    | 2013-01-01 |            |    | Kesejahteraan Sosial (DKI Jakarta, pembanding)
  rpd              | rpd                  | RPD-2023-2026 | 2023-01-01 | 2026-12-31 | 36 | Rencana Pembangunan Daerah 2023-2026
  rpjmd            | rpjmd                | RPJMD-2017    | 2017-01-01 | 2022-12-31 | 36 | Rencana Pembangunan Jangka Menengah Daerah 2017-2022
  rkpd-2026        | rkpd                 | RKPD-2026     | 2026-01-01 | 2026-12-31 | 36 | Rencana Kerja Pemerintah Daerah 2026
  renstra          | renstra              | RENSTRA-2023  | 2023-01-01 | 2026-12-31 | 36 | Rencana Strategis Dinas Sosial 2023-2026
  renja-2026       | renja                | RENJA-2026    | 2026-01-01 | 2026-12-31 | 36 | Rencana Kerja Dinas Sosial 2026
";

/// What stands on what: line, document.
const LINES: &[(&str, &str)] = &[("panti", "rpd"), ("panti", "renja-2026")];

fn document(b: &Build, label: &str) -> PlanningDocumentRef {
    PlanningDocumentRef(b.at(&format!("plan/{label}")))
}

/// The papers behind the budget: the old Perda gave way to the new one, whose Pergub is missing.
fn register(b: &mut Build) {
    b.acting("operator");
    for [label, kind, number, from, until, region, title] in rows(DOCUMENTS) {
        let kind = word(PlanningKind::from_word, kind);
        // The draft of 2017 became the regulation of 2018.
        let awaited = (label == "perda-8-2018").then(|| {
            let draft =
                PlanningDocumentAwaited { parent: document(b, "uu-11-2009"), kind, due: None };
            PlanningDocumentRef(b.add_as("plan/raperda", draft))
        });
        let given = |cell: &'static str| (!cell.is_empty()).then_some(cell);
        let event = PlanningDocumentRegistered {
            kind,
            number: lit(number),
            title: lit(title),
            region: given(region).map(lit),
            from: lit(from),
            until: given(until).map(lit),
            file: None,
            awaited,
        };
        b.add_as(&format!("plan/{label}"), event);
    }
    let (old, new) = (document(b, "perda-8-2010"), document(b, "perda-8-2018"));
    b.add(PlanningDocumentSuperseded { document: old, successor: new, until: lit("2018-10-01") });
    let missing = PlanningDocumentAwaited { parent: new, kind: PlanningKind::Pergub, due: None };
    b.add_as("plan/pergub-awaited", missing);
    for (line, label) in LINES {
        let event = LinePlanned { line: b.line(line), document: document(b, label) };
        b.add(event);
    }
    for (programme, label) in
        [("SEMBAKO", "uu-11-2009"), ("RTLH", "perda-8-2018"), ("KUBE", "renstra")]
    {
        let event = ProgrammePlanned { programme: lit(programme), document: document(b, label) };
        b.add(event);
    }
}

/// Region | rows brought up to date | all rows. Invented; the target is all of them.
const RATES: &str = "
  36.01 | 118400 | 121000
  36.02 | 131000 | 131000
  36.03 | 201500 | 236000
  36.04 |  98000 | 112500
  36.71 |  90100 |  90100
  36.72 |  21400 |  23900
  36.73 |  47000 |  50200
  36.74 |  33300 |  40800
";

/// How far each kabupaten and kota has brought DTSEN up to date.
fn update_rates(b: &mut Build) {
    b.acting("operator");
    for [region, updated, total] in rows(RATES) {
        b.add(UpdateRateObserved {
            dataset: Dataset::Dtsen,
            region: lit(region),
            period: lit("2026-01"),
            updated: lit(updated),
            total: lit(total),
        });
    }
}

/// What was reached: children at the target, the elderly below it, people served below it.
fn measure(b: &mut Build) {
    b.acting("operator");
    for (indicator, value) in [("IKS-ANAK", 35), ("IKS-LANSIA", 24), ("SASARAN-REHABSOS", 198_310)]
    {
        b.add(IndicatorMeasured {
            indicator: lit(indicator),
            fiscal_year: lit("2026"),
            level: IndicatorLevel::Regional,
            region: Some(lit("36")),
            value,
            data: None,
        });
    }
}
