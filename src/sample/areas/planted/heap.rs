//! Amounts that heap: thirty purchases of exactly Rp100.000 each, entered in one go on one day.
//! The cloth of the sewing group (`kube`, `spending`) is what they buy. All invented.

use jejak_events::ids::{DesignationRef, SpendingPlanRef};
use jejak_events::spending::PurchaseRecorded;

use crate::sample::build::{Build, lit, rp};
use crate::sample::people::token;

/// How many there are.
const PURCHASES: u64 = 30;

pub(super) fn buy_in_bulk(b: &mut Build) {
    b.acting("petugas");
    b.name("purchase/heap", b.next_seq());
    let designation = DesignationRef(b.at("designation/kube-jahit"));
    let plan = Some(SpendingPlanRef(b.at("plan/kube-jahit")));
    for number in 0..PURCHASES {
        b.add(PurchaseRecorded {
            designation,
            plan,
            item: lit("KAIN"),
            quantity: 5,
            unit_price: rp(20_000),
            amount: rp(100_000),
            shop: token("toko kube", 6),
            receipt: token("nota kube", 100 + number),
        });
    }
}
