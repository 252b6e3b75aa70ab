//! `jejak stock` from outside: what came in, went out and lies there, on any day.

use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

const GOODS: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"ItemRegistered","occurred_on":"2026-01-02","body":{"code":"BERAS","name":"Beras","unit":"kg","smallest":"gram","per_unit":1000}}
{"kind":"WarehouseOpened","label":"hall","occurred_on":"2026-01-02","body":{"organisation":"@dinsos","kind":"provinsi","region":"36","standing":"sendiri","name":"Gudang"}}
{"kind":"WarehouseOpened","label":"store","occurred_on":"2026-01-02","body":{"organisation":"@dinsos","kind":"ksb","region":"36","standing":"sendiri","name":"Lumbung"}}
{"kind":"GoodsReceived","label":"lot","occurred_on":"2026-01-05","body":{"warehouse":"@hall","item":"BERAS","quantity":5000,"unit_cost":"12.50","source":"apbn-buffer","number":"BA/1"}}
{"kind":"GoodsTransferred","occurred_on":"2026-02-01","body":{"from":"@hall","to":"@store","lot":"@lot","quantity":2000,"number":"BAST/1"}}
{"kind":"GoodsIssued","occurred_on":"2026-03-01","body":{"warehouse":"@hall","lot":"@lot","quantity":500,"purpose":"pelatihan","destination":"36","number":"SPB/1"}}
"#;

fn stocked() -> Desk {
    let desk = Desk::founded();
    let file = desk.file("goods.jsonl", GOODS);
    assert_eq!(desk.json(&["append", &file])["count"], 8);
    desk
}

/// Opening, in, out, closing and value of each row.
fn figures(card: &Value) -> Vec<Value> {
    let rows = card["rows"].as_array().unwrap();
    let columns = ["opening", "in", "out", "closing", "value"];
    rows.iter().map(|row| columns.map(|name| row[name].clone()).into()).collect()
}

#[test]
fn a_card_has_both_legs_of_a_transfer() {
    let desk = stocked();
    let card = desk.json(&["stock", "--as-of", "2026-12-31"]);
    let hall = json!([0, 5000, 2500, 2500, "31250.00"]);
    let store = json!([0, 2000, 0, 2000, "25000.00"]);
    assert_eq!(figures(&card), [hall, store.clone()]);
    assert_eq!(
        (&card["rows"][0]["item"], &card["rows"][0]["unit"], &card["rows"][0]["name"]),
        (&"BERAS".into(), &"gram".into(), &"Gudang".into())
    );
    let one = desk.json(&["stock", "--as-of", "2026-12-31", "--warehouse", "7", "--item", "BERAS"]);
    assert_eq!(figures(&one), [store]);
}

#[test]
fn a_card_begins_and_ends_on_any_day() {
    let desk = stocked();
    let before = desk.json(&["stock", "--as-of", "2026-01-31"]);
    assert_eq!(figures(&before), [json!([0, 5000, 0, 5000, "62500.00"])]);
    let march = desk.json(&["stock", "--from", "2026-03-01", "--as-of", "2026-03-31"]);
    let hall = json!([3000, 0, 500, 2500, "31250.00"]);
    assert_eq!(figures(&march), [hall, json!([2000, 0, 0, 2000, "25000.00"])]);
    let text = String::from_utf8(desk.run(&["stock", "--as-of", "2026-03-31"]).stdout).unwrap();
    assert!(text.contains("Lumbung") && text.contains("2026-01-01 to 2026-03-31"), "{text}");
}

#[test]
fn what_is_no_warehouse_item_or_span_is_said() {
    let desk = stocked();
    let cases: [(&[&str], &str); 3] = [
        (&["--warehouse", "5"], "--warehouse: expected the number of an event that opened"),
        (&["--item", "GARAM"], "--item: expected the code of a registered item, found GARAM"),
        (&["--as-of", "2026-01-31", "--from", "2026-02-01"], "--from: expected 2026-01-31 or"),
    ];
    for (args, expected) in cases {
        let output = desk.run(&[&["stock"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(expected), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn more_than_lies_there_does_not_leave() {
    let desk = stocked();
    let line = r#"{"kind":"GoodsIssued","occurred_on":"2026-03-02","body":{"warehouse":6,"lot":8,"quantity":2501,"purpose":"pelatihan","destination":"36","number":"SPB/2"}}"#;
    let output = desk.run(&["append", &desk.file("more.jsonl", line)]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("STK-05") && text.contains("2500 or less"), "{text}");
}

#[test]
fn goods_are_in_the_trails_of_what_they_are_for() {
    let desk = stocked();
    let lines = r#"
{"kind":"DisasterDeclared","label":"flood","occurred_on":"2026-03-02","body":{"kind":"banjir","status":"tanggap-darurat","region":"36","number":"360/1","from":"2026-03-02","until":"2026-03-20"}}
{"kind":"GoodsIssued","label":"out","occurred_on":"2026-03-03","body":{"warehouse":6,"lot":8,"quantity":100,"disaster":"@flood","destination":"36","number":"SPB/2"}}
{"kind":"GoodsDelivered","occurred_on":"2026-03-04","body":{"issue":"@out","number":"BAST/2","receiver":"posko","quantity":100,"complete":true}}
{"kind":"AccountOpened","occurred_on":"2026-03-04","body":{"person":"11111111111111111111111111111111"}}
{"kind":"StockMovementReversed","occurred_on":"2026-03-04","body":{"movement":9,"reason":"salah-catat","authorised_by":"11111111111111111111111111111111"}}
"#;
    assert_eq!(desk.json(&["append", &desk.file("flood.jsonl", lines)])["count"], 5);
    let kinds = |tag: &str| -> Vec<String> {
        let trail = desk.json(&["trail", tag]);
        let events = trail["events"].as_array().unwrap().iter();
        events.map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds("disaster:11"), ["DisasterDeclared", "GoodsIssued", "GoodsDelivered"]);
    let of_lot = [
        "GoodsReceived",
        "GoodsTransferred",
        "GoodsIssued",
        "GoodsIssued",
        "GoodsDelivered",
        "StockMovementReversed",
    ];
    assert_eq!(kinds("lot:8"), of_lot);
    assert_eq!(kinds("stock-movement:12"), ["GoodsIssued", "GoodsDelivered"]);
    assert_eq!(kinds("document:BAST/2"), ["GoodsDelivered"]);
    assert_eq!(
        kinds("warehouse:7"),
        ["WarehouseOpened", "GoodsTransferred", "StockMovementReversed"]
    );
}
