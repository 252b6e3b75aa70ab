//! SLRT and Puskesos. Published: an SLRT in six of eight kabupaten and kota, twelve Puskesos,
//! three years of APBN and then APBD. Which six, since when, and all amounts are invented.
//!
//! SLRT 36.01 is the whole life: three years of APBN, then a line of APBD, paid and accounted for.
//! SLRT 36.73 fails: nothing supports it any more, and it closes.

use jejak_events::Rupiah;
use jejak_events::ids::{LineRef, ServiceUnitRef};
use jejak_events::service::*;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rows, rp};
use super::super::reference::{APBN, PAD};
use super::super::year_2026::desk::Request;
use super::Scene;
use super::papers::{self, Line};

pub(super) const SCENES: &[Scene] = &[(1, found), (3, report), (4, pay), (6, close)];

/// Running costs of SLRT that the province carries from the fourth year on.
const LINE: Line = Line {
    name: "layanan",
    activity: "1.06.02.1.03.0005",
    account: "5.1.02.01.01.0026",
    programme: "SLRT",
    amount: rp(100_000_000),
};

/// What a year of an SLRT costs.
const YEAR: Rupiah = rp(48_000_000);

const REQUEST: Request = Request {
    commitment: Some("layanan-slrt"),
    payee: "penyedia layanan SLRT",
    ..Request::new("layanan-slrt", SppKind::LsGoods, "layanan", YEAR)
};

/// Kabupaten or kota, first day, years of APBN, whether APBD pays in 2026, and by a line.
const SLRT: &str = "
  36.01 | 2023-03-01 | 2023 2024 2025      | line
  36.02 | 2024-02-01 | 2024 2025 2026      |
  36.03 | 2022-07-01 | 2022 2023 2024 2026 |
  36.04 | 2023-05-01 | 2023 2024 2025      | apbd
  36.71 | 2025-01-15 | 2025 2026           |
  36.73 | 2021-09-01 | 2021 2022 2023      |
";

/// Kabupaten and kota of the twelve Puskesos; their villages were not published.
const PUSKESOS: [&str; 12] = [
    "36.01", "36.01", "36.02", "36.02", "36.03", "36.03", "36.04", "36.04", "36.71", "36.71",
    "36.73", "36.73",
];

fn unit(b: &Build, region: &str) -> ServiceUnitRef {
    ServiceUnitRef(b.at(&format!("service/{region}")))
}

/// What is known in January: six SLRT with what supported them, twelve Puskesos, one kota that
/// says it has none. Nobody said anything of the eighth.
fn found(b: &mut Build) {
    papers::set_line(b, &LINE);
    b.acting("operator");
    for [region, from, years, apbd] in rows(SLRT) {
        let founded = ServiceUnitFounded {
            kind: ServiceKind::Slrt,
            programme: lit("SLRT"),
            region: lit(region),
            number: lit(&format!("CONTOH/SK-SLRT/{region}")),
            from: lit(from),
        };
        b.add_as(&format!("service/{region}"), founded);
        for year in years.split_whitespace() {
            support(b, region, year, APBN, None);
        }
        let line = (apbd == "line").then(|| b.line(LINE.name));
        if !apbd.is_empty() {
            support(b, region, "2026", PAD, line);
        }
    }
    for (region, number) in PUSKESOS.iter().zip(1..) {
        b.add(ServiceUnitFounded {
            kind: ServiceKind::Puskesos,
            programme: lit("SLRT"),
            region: lit(region),
            number: lit(&format!("CONTOH/SK-PUSKESOS/{number:02}")),
            from: lit("2025-01-15"),
        });
    }
    b.add(ServiceAbsenceObserved { kind: ServiceKind::Slrt, region: lit("36.72") });
}

fn support(b: &mut Build, region: &str, year: &str, source: &str, line: Option<LineRef>) {
    let (unit, fiscal_year, source) = (unit(b, region), lit(year), lit(source));
    b.add(ServiceSupportSet { unit, fiscal_year, source, amount: YEAR, line });
}

/// Reports on January and February.
fn report(b: &mut Build) {
    b.acting("operator");
    for ([region, ..], nth) in rows::<4>(SLRT).zip(0..) {
        for (month, more) in [("2026-01", 0), ("2026-02", 5)] {
            // Nothing supports the SLRT of Kota Serang this year; it reports on January alone.
            if region == "36.73" && more > 0 {
                continue;
            }
            b.add(ServiceReported {
                unit: unit(b, region),
                month: lit(month),
                received: 40 + nth * 3 + more,
                referred: 12 + nth,
                resolved: 20 + nth * 2,
            });
        }
    }
}

/// The year of SLRT 36.01 is paid from the line of APBD.
fn pay(b: &mut Build) {
    papers::commit_twice(b, &REQUEST, CommitmentBasis::Order);
    papers::pay(b, REQUEST);
    papers::account_for(b, REQUEST);
}

/// An SLRT without support closes.
fn close(b: &mut Build) {
    b.acting("operator");
    let unit = unit(b, "36.73");
    b.add(ServiceUnitClosed { unit, until: b.today(), reason: Reason::NoBudget });
}
