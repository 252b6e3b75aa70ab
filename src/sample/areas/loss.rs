//! Losses: one paid in instalments and settled, one handed on, one revised and written off. All
//! invented.

use jejak_events::Rupiah;
use jejak_events::ids::{FindingRef, LossRef};
use jejak_events::loss::*;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rp};
use super::super::people::{paper, person, token};
use super::Scene;

pub(super) const SCENES: &[Scene] =
    &[(3, determine), (4, |b| instalment(b, 1)), (5, |b| instalment(b, 2)), (6, settle), (10, end)];

fn loss(b: &Build, name: &str) -> LossRef {
    LossRef(b.at(&format!("loss/{name}")))
}

fn determined(b: &mut Build, name: &str, cause: LossCause, party: LossParty, amount: Rupiah) {
    let firm = party == LossParty::ThirdParty;
    let event = LossDetermined {
        kind: LossKind::Regional,
        cause,
        party,
        person: (!firm).then(|| person(&format!("penanggung jawab {name}"))),
        firm: firm.then(|| token(&format!("penanggung jawab {name}"), 0)),
        amount,
        line: None,
        finding: (name == "kas").then(|| FindingRef(b.at("finding/kas"))),
        number: lit(&format!("CONTOH/TPKD/{}/2026", name.to_uppercase())),
    };
    b.add_as(&format!("loss/{name}"), event);
}

/// A cash shortage of an earlier treasurer, an overpaid contractor, goods that went missing.
fn determine(b: &mut Build) {
    b.acting("inspektur");
    determined(b, "kas", LossCause::CashShortage, LossParty::Treasurer, rp(24_000_000));
    determined(b, "rekanan", LossCause::Overpayment, LossParty::ThirdParty, rp(60_000_000));
    determined(b, "barang", LossCause::GoodsLost, LossParty::Official, rp(9_000_000));
    let (due, instalments) = (lit("2026-06-30"), 3);
    let acknowledged =
        LossAcknowledged { loss: loss(b, "kas"), paper: paper("sktjm", 0), instalments, due };
    b.add(acknowledged);
    let number = lit("CONTOH/SK-PEMBEBANAN/REKANAN/2026");
    let charged = LossCharged { loss: loss(b, "rekanan"), number, due: lit("2026-09-30") };
    b.add(charged);
}

fn instalment(b: &mut Build, number: u64) {
    b.acting("kuasa-bud");
    let event = LossInstalmentPaid {
        loss: loss(b, "kas"),
        amount: rp(8_000_000),
        refund: None,
        cash: Some(b.cash("rkud")),
        receipt: token("sts angsuran kas", number),
    };
    b.add(event);
}

fn settle(b: &mut Build) {
    instalment(b, 3);
    let settled = LossSettled { loss: loss(b, "kas"), number: lit("CONTOH/SKPT/KAS/2026") };
    b.add(settled);
}

/// The contractor never paid: handed on. The goods were found in part: revised, the rest written
/// off.
fn end(b: &mut Build) {
    b.acting("inspektur");
    let handed_over = LossHandedOver {
        loss: loss(b, "rekanan"),
        authority: LossAuthority::Pupn,
        number: lit("CONTOH/LIMPAH/REKANAN/2026"),
    };
    b.add(handed_over);
    let revised = LossRevised {
        loss: loss(b, "barang"),
        from_amount: rp(9_000_000),
        to_amount: rp(2_500_000),
        number: lit("CONTOH/UBAH/BARANG/2026"),
    };
    b.add(revised);
    let written_off = LossWrittenOff {
        loss: loss(b, "barang"),
        amount: rp(2_500_000),
        basis: lit("Keputusan kepala daerah contoh"),
        number: lit("CONTOH/HAPUS/BARANG/2026"),
    };
    b.add(written_off);
}
