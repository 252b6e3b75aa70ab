//! Goods for disasters: nine warehouses, 33 stores of disaster-ready villages (KSB), a flood and a
//! landslide.
//!
//! Published are the numbers of warehouses and KSB and the kinds of goods with their units. Who
//! has a KSB where, every quantity, cost and disaster is invented.

use jejak_events::DocumentNumber;
use jejak_events::budget::CommitmentMade;
use jejak_events::ids::*;
use jejak_events::reference::RuleEnacted;
use jejak_events::stock::*;
use jejak_events::treasury::SpdIssued;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rows, rp, word};
use super::super::people::token;
use super::super::reference::REGENCIES;
use super::super::year_2026::desk::{self, Request};
use super::{Scene, places};

mod flood;
mod landslide;

pub(super) const SCENES: &[Scene] = &[
    (1, open),
    (1, fill),
    (2, buy),
    (3, flood::declare),
    (3, flood::supply_villages),
    (3, flood::issue),
    (3, flood::deliver),
    (4, flood::end),
    (4, landslide::declare),
    (4, landslide::issue),
    (4, landslide::look_into_stores),
    (5, landslide::write_off),
    (5, landslide::count),
    (5, landslide::make_mistake),
    (6, landslide::take_mistake_back),
];

/// KSB per kabupaten or kota, in the order of the codes: 33 in all.
const VILLAGES: [u64; 8] = [7, 6, 5, 6, 3, 2, 2, 2];

/// Code, name, unit, smallest unit, how many of it make one, cost of the smallest unit, quantity
/// that the state's buffer stock begins with, last day of use.
const ITEMS: &str = "
  BERAS           | Beras                          | kg      | gram    | 1000 | 11.50     | 3000000 | 2026-04-15
  MI-INSTAN       | Mi instan                      | bungkus | bungkus | 1    | 3000.00   | 5000    | 2026-10-31
  LAUK-PAUK       | Lauk pauk                      | paket   | paket   | 1    | 45000.00  | 400     | 2026-04-10
  MAKANAN-ANAK    | Makanan anak                   | paket   | paket   | 1    | 60000.00  | 300     | 2026-06-30
  MAKANAN-SIAP    | Makanan siap saji              | paket   | paket   | 1    | 35000.00  | 600     | 2026-12-31
  FAMILY-KIT      | Family kit                     | paket   | paket   | 1    | 150000.00 | 150     |
  KIDS-WARE       | Kids ware                      | paket   | paket   | 1    | 120000.00 | 100     |
  FOOD-WARE       | Food ware                      | paket   | paket   | 1    | 110000.00 | 100     |
  DAPUR-KELUARGA  | Peralatan dapur keluarga       | paket   | paket   | 1    | 250000.00 | 80      |
  SANDANG         | Sandang                        | paket   | paket   | 1    | 90000.00  | 200     |
  SELIMUT         | Selimut                        | lembar  | lembar  | 1    | 75000.00  | 300     |
  MATRAS          | Matras                         | lembar  | lembar  | 1    | 130000.00 | 150     |
  KASUR           | Kasur                          | unit    | unit    | 1    | 350000.00 | 60      |
  TENDA-GULUNG    | Tenda gulung                   | lembar  | lembar  | 1    | 400000.00 | 90      |
  TENDA-KELUARGA  | Tenda serbaguna keluarga       | unit    | unit    | 1    | 900000.00 | 40      |
  VELBED          | Velbed                         | unit    | unit    | 1    | 500000.00 | 50      |
  WAREPACK        | Warepack (perlengkapan Tagana) | paket   | paket   | 1    | 300000.00 | 60      |
";

/// Label of a warehouse.
fn warehouse(b: &Build, name: &str) -> WarehouseRef {
    WarehouseRef(b.at(&format!("warehouse/{name}")))
}

fn lot(b: &Build, name: &str) -> LotRef {
    LotRef(b.at(&format!("lot/{name}")))
}

fn movement(b: &Build, name: &str) -> StockMovementRef {
    StockMovementRef(b.at(&format!("stock/{name}")))
}

fn number(kind: &str, name: &str) -> DocumentNumber {
    lit(&format!("CONTOH/{kind}/{}/2026", name.to_uppercase()))
}

/// Places and kinds of goods, how long a BAST may take, what the province always holds.
fn open(b: &mut Build) {
    b.acting("operator");
    b.add(RuleEnacted {
        parameter: Parameter::HandOverDays,
        programme: None,
        value: Some(7),
        amount: None,
        from: lit("2026-01-01"),
        until: None,
        basis: lit("kebijakan buku contoh"),
    });
    for [code, name, unit, smallest, per_unit, ..] in rows::<8>(ITEMS) {
        b.add(ItemRegistered {
            code: lit(code),
            name: lit(name),
            unit: word(GoodsUnit::from_word, unit),
            smallest: word(GoodsUnit::from_word, smallest),
            per_unit: lit(per_unit),
        });
    }
    let own = ("dinsos", "36", WarehouseKind::Provincial, Standing::Own);
    place(b, "provinsi", "Gudang bencana provinsi", own);
    for (regency, villages) in REGENCIES.iter().zip(VILLAGES) {
        let whose = format!("pemda-{}", regency.code);
        let name = format!("Gudang bencana {}", regency.name);
        let of = (whose.as_str(), regency.code, WarehouseKind::Regency, Standing::Observed);
        place(b, regency.code, &name, of);
        for village in 1..=villages {
            let region = places::district(regency.code, village.saturating_sub(1)).to_string();
            let name = format!("Lumbung sosial KSB {region} (contoh)");
            let of = (whose.as_str(), region.as_str(), WarehouseKind::Ksb, Standing::Observed);
            place(b, &region, &name, of);
        }
    }
    b.acting("kadis");
    for (item, quantity) in [("BERAS", 500_000), ("SELIMUT", 50)] {
        let (warehouse, basis) = (warehouse(b, "provinsi"), lit("kebijakan buku contoh"));
        b.add(BufferStockSet { warehouse, item: lit(item), quantity, basis });
    }
}

fn place(
    b: &mut Build,
    label: &str,
    name: &str,
    (organisation, region, kind, standing): (&str, &str, WarehouseKind, Standing),
) {
    let (organisation, region, name) = (b.organisation(organisation), lit(region), lit(name));
    let opened = WarehouseOpened { organisation, kind, region, standing, name };
    b.add_as(&format!("warehouse/{label}"), opened);
}

/// The state's buffer stock in the province's warehouse; rice and blankets in the others.
fn fill(b: &mut Build) {
    b.acting("gudang");
    for [code, _, _, _, _, cost, quantity, expiry] in rows(ITEMS) {
        let received = GoodsReceived {
            unit_cost: lit(cost),
            expiry: (!expiry.is_empty()).then(|| lit(expiry)),
            ..received(b, "provinsi", code, lit(quantity), "buffer")
        };
        b.add_as(&format!("lot/{code}"), received);
    }
    let later = GoodsReceived {
        unit_cost: rp(60_000),
        source: GoodsSource::Csr,
        expiry: Some(lit("2026-09-30")),
        ..received(b, "provinsi", "MAKANAN-ANAK", 200, "csr")
    };
    b.add_as("lot/MAKANAN-ANAK-CSR", later);
    b.acting("operator");
    for regency in &REGENCIES {
        for (item, quantity, cost) in [("BERAS", 400_000, 1_150), ("SELIMUT", 40, 7_500_000)] {
            let received = GoodsReceived {
                unit_cost: jejak_events::Rupiah::from_sen(cost),
                ..received(b, regency.code, item, quantity, regency.code)
            };
            b.add_as(&format!("lot/{item}-{}", regency.code), received);
        }
    }
}

/// Goods that came in, of the state's buffer stock unless said otherwise.
fn received(b: &Build, place: &str, item: &str, quantity: u32, papers: &str) -> GoodsReceived {
    GoodsReceived {
        warehouse: warehouse(b, place),
        item: lit(item),
        quantity,
        unit_cost: rp(0),
        source: GoodsSource::StateBuffer,
        expiry: None,
        number: number("BA-TERIMA", papers),
        supplier: None,
        commitment: None,
        payment: None,
    }
}

/// Rice and blankets for Rp40 million and PPN of 11 %.
const INVOICE: Request = Request {
    commitment: Some("stok"),
    payee: "pemasok beras",
    taxed: true,
    ..Request::new("stok", SppKind::LsGoods, "stok", rp(44_400_000))
};

/// A contract, its goods into the warehouse, the invoice, the report: all on one day.
fn buy(b: &mut Build) {
    b.acting("ppkd");
    let lines = b.lines(&[("stok", INVOICE.amount)]);
    b.add(SpdIssued { number: number("SPD", "stok"), quarter: 1, lines });
    b.acting("kadis");
    let contract = CommitmentMade {
        line: b.line("stok"),
        basis: CommitmentBasis::Contract,
        number: number("KONTRAK", "stok"),
        party: Some(token(INVOICE.payee, 0)),
        amount: INVOICE.amount,
    };
    let paper = b.paper(DocumentKind::Contract, "CONTOH/KONTRAK/STOK/2026");
    let seq = b.add_with(contract, vec![paper]);
    b.name("commitment/stok", seq);
    b.acting("gudang");
    // Two tonnes at Rp13,320 and 200 blankets at Rp88,800 are what the contract is worth.
    let goods =
        [("BERAS", 2_000_000, 1_332, Some("2026-12-31")), ("SELIMUT", 200, 8_880_000, None)];
    for (item, quantity, cost, expiry) in goods {
        let received = GoodsReceived {
            unit_cost: jejak_events::Rupiah::from_sen(cost),
            source: GoodsSource::RegionalBudget,
            expiry: expiry.map(lit),
            supplier: Some(token(INVOICE.payee, 0)),
            commitment: Some(CommitmentRef(b.at("commitment/stok"))),
            ..received(b, "provinsi", item, quantity, "stok")
        };
        b.add_as(&format!("lot/{item}-APBD"), received);
    }
    desk::pay_invoices_today(b, &[INVOICE]);
}

/// Goods that leave the province's warehouse for a disaster.
fn issued(b: &Build, name: &str, goods: &str, quantity: u32, to: (&str, &str)) -> GoodsIssued {
    let (disaster, destination) = to;
    GoodsIssued {
        warehouse: warehouse(b, "provinsi"),
        lot: lot(b, goods),
        quantity,
        disaster: Some(DisasterRef(b.at(&format!("disaster/{disaster}")))),
        purpose: None,
        allocation: None,
        destination: lit(destination),
        number: number("SPB", name),
    }
}

/// A last delivery to a village.
fn delivered(b: &Build, issue: &str, quantity: u32) -> GoodsDelivered {
    GoodsDelivered {
        issue: movement(b, issue),
        number: number("BAST", issue),
        receiver: ReceivingBody::Village,
        organisation: None,
        designation: None,
        quantity,
        complete: true,
        recipients: Some(super::super::people::paper(issue, 0)),
    }
}
