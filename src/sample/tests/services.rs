//! What the sample's warehouses hold and whom its services reach.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::vocabulary::{ContributionForm, WarehouseKind};
use jejak_projections::stock::card::{CardLine, CardQuery, card};
use jejak_projections::welfare::CaseStage;

use super::recorded;

/// The card of the province's warehouse from January up to a day.
fn province(until: &str) -> BTreeMap<String, CardLine> {
    let (desk, _) = recorded();
    let stock = &desk.state.stock;
    let mut places = stock.warehouses.iter();
    let own = places.find(|(_, place)| place.kind == WarehouseKind::Provincial);
    let query = CardQuery {
        warehouse: own.map(|(seq, _)| seq),
        item: None,
        from: "2026-01-01".parse().unwrap(),
        until: until.parse().unwrap(),
    };
    card(stock, &query).into_iter().map(|((_, item), line)| (item.to_string(), line)).collect()
}

#[test]
fn places_and_goods_are_as_many_as_published() {
    let (desk, _) = recorded();
    let of = |kind| desk.state.stock.warehouses.iter().filter(|(_, w)| w.kind == kind).count();
    let kinds = [WarehouseKind::Provincial, WarehouseKind::Regency, WarehouseKind::Ksb];
    assert_eq!(kinds.map(of), [1, 8, 33]);
    assert_eq!(desk.state.stock.items.len(), 17);
    assert_eq!(desk.state.welfare.targets.iter().filter(|(_, served)| **served).count(), 20);
}

#[test]
fn rice_of_the_province_is_where_the_stories_leave_it() {
    // 3 t of the buffer and 2 t bought; 0.5 t to Lebak, 33 x 20 kg to KSB, 300 kg issued; what is
    // left of the buffer expires, 3 kg are missing, and a transfer is taken back.
    let rice = province("2026-12-31").remove("BERAS").unwrap();
    let expected = CardLine {
        opening: 0,
        inflow: 5_000_000,
        outflow: 1_460_000,
        written_off: 1_540_000,
        adjusted: -3_000,
        value: 1_997_000 * 1_332,
    };
    assert_eq!((rice.closing(), rice), (1_997_000, expected));
    let in_may = province("2026-05-31").remove("BERAS").unwrap();
    assert_eq!(in_may.closing(), 97_000, "the mistake stood until June");
    let blankets = province("2026-12-31").remove("SELIMUT").unwrap();
    assert_eq!(blankets.closing(), 300 + 200 - 60 + 10);
}

#[test]
fn every_card_agrees_with_the_book() {
    let (desk, _) = recorded();
    let stock = &desk.state.stock;
    let query = CardQuery {
        warehouse: None,
        item: None,
        from: "2026-01-01".parse().unwrap(),
        until: "2026-12-31".parse().unwrap(),
    };
    let lines = card(stock, &query);
    assert!(lines.len() > 60, "{}", lines.len());
    for ((warehouse, item), line) in &lines {
        assert_eq!(line.closing(), stock.total(*warehouse, item), "{warehouse} {item}");
    }
}

#[test]
fn the_bought_goods_are_worth_their_contract() {
    let (desk, _) = recorded();
    let bought: Vec<i64> = desk.state.stock.bought.iter().map(|(_, sen)| *sen).collect();
    assert_eq!(bought, [4_440_000_000]);
}

#[test]
fn people_are_served_insured_and_helped_as_told() {
    let (desk, _) = recorded();
    let welfare = &desk.state.welfare;
    let mut stages: BTreeMap<CaseStage, u32> = BTreeMap::new();
    welfare.cases.iter().for_each(|(_, case)| *stages.entry(case.stage).or_default() += 1);
    assert_eq!(stages, [(CaseStage::Rehabilitating, 1), (CaseStage::Closed, 11)].into());
    let insured: BTreeSet<_> =
        welfare.insurances.iter().map(|(_, known)| known.recipient).collect();
    assert_eq!((insured.len(), welfare.insurances.len()), (36, 37), "one is insured twice");
    let forms: BTreeSet<ContributionForm> =
        welfare.contributions.iter().map(|(_, given)| given.form).collect();
    assert_eq!(forms.len(), ContributionForm::ALL.len());
}
