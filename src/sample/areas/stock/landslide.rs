//! A landslide in Kabupaten Pandeglang in April 2026 (invented), and what is wrong in the stores:
//! the wrong lot, expired goods, a gap, a transfer that never was.

use jejak_events::disaster::*;
use jejak_events::ids::{DisasterRef, EventRef};
use jejak_events::stock::*;
use jejak_events::vocabulary::*;

use super::super::super::build::{Build, lit};
use super::super::super::people::person;
use super::{delivered, issued, lot, number, warehouse};

const TO_PANDEGLANG: (&str, &str) = ("longsor", "36.01.02");

/// The decree, and one assessment in which people and households were exchanged.
pub(super) fn declare(b: &mut Build) {
    b.acting("operator");
    b.occurred(lit("2026-04-22"));
    let declared = DisasterDeclared {
        kind: DisasterKind::Landslide,
        status: EmergencyStatus::Response,
        region: lit("36.01"),
        number: number("SK-DARURAT", "longsor"),
        from: lit("2026-04-22"),
        until: lit("2026-05-05"),
    };
    b.add_as("disaster/longsor", declared);
    let disaster = DisasterRef(b.at("disaster/longsor"));
    b.occurred(lit("2026-04-23"));
    for (label, region, households, people) in
        [("asesmen/benar", "36.01.02", 18, 66), ("asesmen/tertukar", "36.01.03", 66, 18)]
    {
        let region = lit(region);
        let (light, medium, heavy) = (5, 3, 4);
        let found = DisasterAssessed { disaster, region, households, people, light, medium, heavy };
        b.add_as(label, found);
    }
}

/// Food for children of the lot that expires later, and side dishes that are expired. The tents of
/// March are still without BAST, and every order of the warehouse shows it.
pub(super) fn issue(b: &mut Build) {
    b.acting("gudang");
    b.occurred(lit("2026-04-24"));
    for (name, goods, quantity) in
        [("longsor-anak", "MAKANAN-ANAK-CSR", 40), ("longsor-lauk", "LAUK-PAUK", 30)]
    {
        let out = issued(b, name, goods, quantity, TO_PANDEGLANG);
        b.add_as(&format!("stock/{name}"), out);
    }
    b.acting("petugas");
    b.occurred(lit("2026-04-27"));
    for (name, quantity) in [("longsor-anak", 40), ("longsor-lauk", 30)] {
        let arrived = delivered(b, name, quantity);
        b.add(arrived);
    }
}

/// Cilegon gives more blankets than its book holds; the inspectorate finds expired rice.
pub(super) fn look_into_stores(b: &mut Build) {
    b.acting("operator");
    b.occurred(lit("2026-04-28"));
    let more = GoodsIssued {
        warehouse: warehouse(b, "36.72"),
        disaster: None,
        purpose: Some(GoodsPurpose::SmallDisaster),
        ..issued(b, "cilegon-selimut", "SELIMUT-36.72", 45, ("longsor", "36.72.01"))
    };
    b.add_as("stock/cilegon-selimut", more);
    let arrived = delivered(b, "cilegon-selimut", 45);
    b.add(arrived);
    b.acting("inspektur");
    b.occurred(lit("2026-04-30"));
    let found = counted(b, "BERAS", 1_540_000, "inspektorat");
    b.add_as("opname/beras-kedaluwarsa", found);
}

fn counted(b: &Build, goods: &str, counted: u32, papers: &str) -> StockCounted {
    let (warehouse, lot) = (warehouse(b, "provinsi"), lot(b, goods));
    StockCounted { warehouse, lot, counted, number: number("BA-OPNAME", papers) }
}

/// The expired rice and side dishes go, with minutes and a second person.
pub(super) fn write_off(b: &mut Build) {
    b.acting("gudang");
    for (goods, quantity) in [("BERAS", 1_540_000), ("LAUK-PAUK", 370)] {
        let gone = GoodsWrittenOff {
            warehouse: warehouse(b, "provinsi"),
            lot: lot(b, goods),
            quantity,
            reason: WriteOffReason::Expired,
            number: number("BA-HAPUS", "kedaluwarsa"),
            authorised_by: person("kadis"),
        };
        b.add_as(&format!("stock/hapus-{goods}"), gone);
    }
}

/// Three kilograms are missing, and the book follows; the keeper counts blankets himself.
pub(super) fn count(b: &mut Build) {
    b.acting("verifikator");
    let rice = counted(b, "BERAS-APBD", 1_997_000, "semester-1");
    let count = b.add_as("opname/beras", rice);
    b.acting("gudang");
    let adjusted = StockAdjusted {
        warehouse: warehouse(b, "provinsi"),
        lot: lot(b, "BERAS-APBD"),
        direction: Direction::Out,
        quantity: 3_000,
        count: Some(EventRef(count)),
        reason: Reason::Other,
        authorised_by: person("kadis"),
    };
    b.add_as("stock/sesuai-beras", adjusted);
    let blankets = counted(b, "SELIMUT-APBD", 150, "sendiri");
    b.add_as("opname/selimut-sendiri", blankets);
}

/// Rice was said to have gone to Kota Serang; it had not. So much leaves less than the buffer.
pub(super) fn make_mistake(b: &mut Build) {
    b.acting("gudang");
    let wrong = GoodsTransferred {
        from: warehouse(b, "provinsi"),
        to: warehouse(b, "36.73"),
        lot: lot(b, "BERAS-APBD"),
        quantity: 1_900_000,
        number: number("BAST-GUDANG", "keliru"),
    };
    b.add_as("stock/keliru", wrong);
}

/// The transfer is taken back; both stay visible.
pub(super) fn take_mistake_back(b: &mut Build) {
    b.acting("gudang");
    let movement = EventRef(b.at("stock/keliru"));
    let (reason, authorised_by) = (Reason::EntryError, person("kadis"));
    b.add_as("stock/keliru-dibalik", StockMovementReversed { movement, reason, authorised_by });
}
