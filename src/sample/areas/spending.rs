//! What the KUBe of 2026 do with their money: plans, withdrawals, purchases, visits, reports.
//!
//! Not here: the groups themselves (`kube`).

use jejak_events::accountability::{SpjSubmitted, SpjVerified};
use jejak_events::ids::*;
use jejak_events::spending::*;
use jejak_events::vocabulary::*;

use super::Scene;
use super::kube::{AMOUNT, GOATS, GROUPS, Group, SEWING, SHOP};
use crate::sample::build::{Build, count, lit, rp, times};
use crate::sample::people::{person, token};
use crate::sample::year_2026::desk;

pub(super) const SCENES: &[Scene] = &[
    (3, plan),
    (5, withdraw),
    (5, visit),
    (5, buy),
    (5, correct),
    (6, visit),
    (6, pretend),
    (7, visit),
    (7, report),
    (8, visit),
    (9, visit),
];

/// Item, quantity, price of one in rupiah.
type Items = &'static [(&'static str, u32, i64)];

const GOATS_PLAN: Items = &[
    ("KAMBING-BETINA", 8, 1_500_000),
    ("KAMBING-JANTAN", 2, 1_750_000),
    ("PAKAN", 300, 10_000),
    ("KANDANG", 1, 1_500_000),
];
const SHOP_PLAN: Items = &[("DAGANGAN", 100, 150_000), ("ETALASE", 1, 5_000_000)];
const SEWING_PLAN: Items = &[("MESIN-JAHIT", 4, 3_000_000), ("KAIN", 400, 20_000)];

fn spending_plan(b: &Build, group: &Group) -> SpendingPlanRef {
    SpendingPlanRef(b.at(&format!("plan/kube-{}", group.name)))
}

/// The plans, each of all that the group gets.
fn plan(b: &mut Build) {
    for (group, items) in GROUPS.iter().zip([GOATS_PLAN, SHOP_PLAN, SEWING_PLAN]) {
        b.acting("pptk");
        let items_count = count(items.len());
        let opened = SpendingPlanOpened {
            designation: group.designation(b),
            replaces: None,
            count: items_count,
            total: AMOUNT,
        };
        let plan = SpendingPlanRef(b.add_as(&format!("plan/kube-{}", group.name), opened));
        for (item, quantity, price) in items {
            let (unit_price, amount) = (rp(*price), times(rp(*price), *quantity));
            let (item, quantity) = (lit(item), *quantity);
            b.add(SpendingPlanItemListed { plan, item, quantity, unit_price, amount });
        }
        b.acting("kpa");
        b.add(SpendingPlanClosed { plan, count: items_count, total: AMOUNT });
    }
}

/// The goats' money is drawn by two of three officers; that of the others by one stranger with one
/// signature each, four minutes apart at one terminal.
fn withdraw(b: &mut Build) {
    b.acting("bank");
    let mut draw = |group: &Group, minute: u16, withdrawer: Token, signatories: Vec<Token>| {
        let terminal = if group.number == GOATS.number { "loket" } else { "atm" };
        let withdrawn = AccountWithdrawn {
            designation: group.designation(b),
            account: group.account(),
            amount: AMOUNT,
            minute,
            withdrawer,
            terminal: Some(token(terminal, 0)),
            signatories,
        };
        b.add_as(&format!("withdrawal/kube-{}", group.name), withdrawn);
    };
    let officer = |number: u64| token("pengurus kube", number);
    draw(&GOATS, 570, officer(0), vec![officer(0), officer(2)]);
    let stranger = token("penarik banyak kelompok", 0);
    draw(&SHOP, 615, stranger, vec![stranger]);
    draw(&SEWING, 619, stranger, vec![stranger]);
}

/// Day, item, quantity, price of one in rupiah, number of the shop, number of the receipt.
type Bought = (&'static str, &'static str, u32, i64, u64, u64);

/// Exactly what was planned.
const GOATS_BOUGHT: &[Bought] = &[
    ("2026-05-18", "KAMBING-BETINA", 4, 1_500_000, 0, 0),
    ("2026-05-18", "KAMBING-JANTAN", 2, 1_750_000, 0, 1),
    ("2026-05-26", "KAMBING-BETINA", 4, 1_500_000, 0, 2),
    ("2026-05-28", "KANDANG", 1, 1_500_000, 1, 3),
];

/// On a Sunday; with the receipt of another purchase; something that nobody planned.
const SHOP_BOUGHT: &[Bought] = &[
    ("2026-05-24", "ETALASE", 1, 5_000_000, 2, 10),
    ("2026-05-25", "DAGANGAN", 40, 150_000, 3, 10),
    ("2026-05-26", "MOTOR-BEKAS", 1, 4_000_000, 4, 11),
];

/// Four machines for Rp12.000.000, in two halves below the limit; cloth from the shop that wrote
/// the same amount for the others.
const SEWING_BOUGHT: &[Bought] = &[
    ("2026-05-25", "MESIN-JAHIT", 2, 3_000_000, 5, 20),
    ("2026-05-26", "MESIN-JAHIT", 2, 3_000_000, 5, 21),
    ("2026-05-26", "KAIN", 250, 20_000, 2, 22),
];

fn purchase(b: &mut Build, group: &Group, bought: &Bought) -> u64 {
    let (day, item, quantity, price, shop, receipt) = *bought;
    b.occurred(lit(day));
    let purchase = PurchaseRecorded {
        designation: group.designation(b),
        plan: Some(spending_plan(b, group)),
        item: lit(item),
        quantity,
        unit_price: rp(price),
        amount: times(rp(price), quantity),
        shop: token("toko kube", shop),
        receipt: token("nota kube", receipt),
    };
    let seq = b.add(purchase);
    b.occurred(b.today());
    seq
}

fn buy(b: &mut Build) {
    b.acting("petugas");
    for (group, bought) in GROUPS.iter().zip([GOATS_BOUGHT, SHOP_BOUGHT, SEWING_BOUGHT]) {
        for (bought, number) in bought.iter().zip(1..) {
            let seq = purchase(b, group, bought);
            b.name(&format!("purchase/kube-{}-{number}", group.name), seq);
        }
    }
}

/// A tenth of the fodder was written down, and taken back with a second person's consent; the
/// receipt is free for the purchase as it was.
fn correct(b: &mut Build) {
    const DAY: &str = "2026-05-28";
    b.acting("petugas");
    let mistake = purchase(b, &GOATS, &(DAY, "PAKAN", 30, 10_000, 1, 4));
    b.name("purchase/kube-kambing-mistake", mistake);
    let (reason, authorised_by) = (Reason::EntryError, person("verifikator"));
    let purchase_seq = PurchaseRef(mistake);
    b.add_as(
        "reversal/kube-kambing",
        PurchaseReversed { purchase: purchase_seq, reason, authorised_by },
    );
    let right = purchase(b, &GOATS, &(DAY, "PAKAN", 300, 10_000, 1, 4));
    b.name("purchase/kube-kambing-fodder", right);
}

/// The mentor visits the goats month after month; the shop sees nobody.
fn visit(b: &mut Build) {
    b.acting("petugas");
    let mentor = person("pendamping kube 1");
    let recipient = GOATS.recipient();
    b.add(MentoringVisited { recipient, mentor, mentor_is_member: false, present: 8 });
}

/// Of the sewing group a member signs as mentor, for a visit at which nobody was.
fn pretend(b: &mut Build) {
    b.acting("petugas");
    let mentor = person("anggota kube yang mendampingi");
    let recipient = SEWING.recipient();
    let visited = MentoringVisited { recipient, mentor, mentor_is_member: true, present: 0 };
    b.add_as("visit/kube-jahit", visited);
}

/// The goats account for every rupiah. The shop claims to have spent everything; of Rp5.000.000
/// there is no receipt, and its report is refused.
fn report(b: &mut Build) {
    for (group, bought) in [(&GOATS, AMOUNT), (&SHOP, rp(15_000_000))] {
        b.acting("petugas");
        submit(b, group);
        b.acting("verifikator");
        let (designation, spj) = (group.designation(b), spj(b, group));
        let closed = SpendingClosed { designation, spj, purchases: bought };
        b.add_as(&format!("spending/kube-{}", group.name), closed);
    }
    b.acting("ppk");
    desk::accept(b, "kube-kambing");
    let (spj, reason) = (spj(b, &SHOP), Some(Reason::IncompleteDocuments));
    b.add(SpjVerified { spj, outcome: Outcome::Rejected, reason });
}

fn spj(b: &Build, group: &Group) -> SpjRef {
    SpjRef(b.at(&format!("spj/kube-{}", group.name)))
}

fn submit(b: &mut Build, group: &Group) {
    let report = SpjSubmitted {
        number: lit(&format!("CONTOH/LPJ/KUBE/{}/2026", group.name.to_uppercase())),
        kind: SpjKind::Recipient,
        designation: Some(group.designation(b)),
        spp: None,
        organisation: None,
        lines: b.lines(&[("kube", AMOUNT)]),
        spent: AMOUNT,
        unspent: rp(0),
    };
    b.add_as(&format!("spj/kube-{}", group.name), report);
}
