//! A flood in Kabupaten Lebak in March 2026 (invented): declared, assessed, supplied, ended. Some
//! goods arrive as they left, some do not arrive at all.

use jejak_events::disaster::*;
use jejak_events::ids::DisasterRef;
use jejak_events::stock::*;
use jejak_events::vocabulary::*;

use super::super::super::build::{Build, lit};
use super::super::super::reference::REGENCIES;
use super::super::places;
use super::{VILLAGES, delivered, issued, lot, movement, number, warehouse};

const TO_LEBAK: (&str, &str) = ("banjir", "36.02.03");

/// Region, households, people, houses lightly, half and heavily damaged.
const ASSESSED: &[(&str, [u32; 5])] = &[
    ("36.02.03", [320, 1_184, 90, 41, 12]),
    ("36.02.04", [150, 540, 38, 17, 4]),
    ("36.02.05", [75, 262, 20, 6, 1]),
];

fn disaster(b: &Build) -> DisasterRef {
    DisasterRef(b.at("disaster/banjir"))
}

/// The decree, what was found in three kecamatan, and that it goes on.
pub(super) fn declare(b: &mut Build) {
    b.acting("operator");
    b.occurred(lit("2026-03-18"));
    let declared = DisasterDeclared {
        kind: DisasterKind::Flood,
        status: EmergencyStatus::Response,
        region: lit("36.02"),
        number: number("SK-DARURAT", "banjir"),
        from: lit("2026-03-18"),
        until: lit("2026-03-31"),
    };
    b.add_as("disaster/banjir", declared);
    b.occurred(lit("2026-03-20"));
    for (region, [households, people, light, medium, heavy]) in ASSESSED.iter().copied() {
        let (disaster, region) = (disaster(b), lit(region));
        b.add(DisasterAssessed { disaster, region, households, people, light, medium, heavy });
    }
    b.occurred(lit("2026-03-30"));
    b.add(DisasterExtended {
        disaster: disaster(b),
        status: EmergencyStatus::Transition,
        number: number("SK-DARURAT", "banjir-2"),
        until: lit("2026-04-21"),
    });
}

/// Half a tonne of rice to Lebak's own warehouse and 20 kg to each KSB: one event with two legs.
pub(super) fn supply_villages(b: &mut Build) {
    b.acting("gudang");
    b.occurred(lit("2026-03-20"));
    transfer(b, "36.02", 500_000);
    for (regency, villages) in REGENCIES.iter().zip(VILLAGES) {
        for village in 1..=villages {
            let store = places::district(regency.code, village.saturating_sub(1)).to_string();
            transfer(b, &store, 20_000);
        }
    }
    // Lebak gives it on; its own movements are facts of another body.
    b.acting("operator");
    b.occurred(lit("2026-03-22"));
    let given = GoodsIssued {
        warehouse: warehouse(b, "36.02"),
        ..issued(b, "lebak-beras", "BERAS", 450_000, TO_LEBAK)
    };
    b.add_as("stock/lebak-beras", given);
    let delivery =
        GoodsDelivered { receiver: ReceivingBody::Post, ..delivered(b, "lebak-beras", 450_000) };
    b.add(delivery);
}

fn transfer(b: &mut Build, to: &str, quantity: u32) {
    let (from, lot) = (warehouse(b, "provinsi"), lot(b, "BERAS"));
    let number = number("BAST-GUDANG", to);
    let to_place = warehouse(b, to);
    let moved = GoodsTransferred { from, to: to_place, lot, quantity, number };
    b.add_as(&format!("stock/transfer-{to}"), moved);
}

/// Rice that expires first, noodles, blankets out of an allocation, and tents that never arrive.
pub(super) fn issue(b: &mut Build) {
    b.acting("gudang");
    b.occurred(lit("2026-03-20"));
    let allocated = GoodsAllocated {
        warehouse: warehouse(b, "provinsi"),
        lot: lot(b, "SELIMUT-APBD"),
        quantity: 80,
        disaster: Some(disaster(b)),
        purpose: None,
    };
    b.add_as("stock/alokasi-selimut", allocated);
    b.occurred(lit("2026-03-24"));
    for (name, goods, quantity) in
        [("beras", "BERAS", 300_000), ("mi", "MI-INSTAN", 1_000), ("tenda", "TENDA-GULUNG", 10)]
    {
        let out = issued(b, name, goods, quantity, TO_LEBAK);
        b.add_as(&format!("stock/{name}"), out);
    }
    let blankets = GoodsIssued {
        allocation: Some(movement(b, "alokasi-selimut")),
        ..issued(b, "selimut", "SELIMUT-APBD", 60, TO_LEBAK)
    };
    b.add_as("stock/selimut", blankets);
}

/// The rice arrives; 50 packets of noodles do not; ten blankets were not needed.
pub(super) fn deliver(b: &mut Build) {
    b.acting("petugas");
    b.occurred(lit("2026-03-26"));
    let rice = delivered(b, "beras", 300_000);
    b.add_as("bast/beras", rice);
    let noodles = delivered(b, "mi", 950);
    b.add_as("bast/mi", noodles);
    b.occurred(lit("2026-03-27"));
    let blankets = GoodsDelivered { complete: false, ..delivered(b, "selimut", 50) };
    b.add_as("bast/selimut", blankets);
    b.acting("gudang");
    b.occurred(lit("2026-03-30"));
    b.add_as(
        "stock/selimut-kembali",
        GoodsReturnedToStock {
            issue: movement(b, "selimut"),
            warehouse: warehouse(b, "provinsi"),
            quantity: 10,
            reason: GoodsReturnReason::Surplus,
        },
    );
    let allocation = movement(b, "alokasi-selimut");
    b.add(AllocationReleased { allocation, reason: Reason::Other });
}

/// The emergency is over.
pub(super) fn end(b: &mut Build) {
    b.acting("operator");
    b.occurred(lit("2026-04-20"));
    b.add(DisasterEnded { disaster: disaster(b), number: number("SK-DARURAT", "banjir-3") });
}
