//! Reports of the treasury on the story of `events/examples.jsonl`, in which every kind is recorded:
//! official columns, totals that agree with balances and cash book, history apart, clear answers.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use jejak_events::examples;
use serde_json::Value;

use crate::cli::{Desk, stderr};

/// A ledger of its own with the whole story.
pub fn told() -> Desk {
    let desk = Desk::new();
    let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
    assert!(desk.run(&["checkpoint"]).status.success());
    let head = made["chain_head"].as_str().unwrap();
    let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
    assert!(desk.json(&["append", &story])["refused"].is_null());
    desk
}

/// The same for all who only read; one at a time, because one process opens a ledger.
fn story() -> MutexGuard<'static, Desk> {
    static TOLD: LazyLock<Mutex<Desk>> = LazyLock::new(|| Mutex::new(told()));
    TOLD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn report(desk: &Desk, args: &str) -> Value {
    desk.json(&args.split(' ').collect::<Vec<_>>())
}

fn rows(table: &Value) -> &Vec<Value> {
    table["rows"].as_array().unwrap()
}

/// Sen of a decimal string; nothing where there is none.
fn sen(value: &Value) -> i64 {
    value.as_str().map_or(0, |text| text.replace('.', "").parse().unwrap())
}

/// Sum of a column over rows of a kind.
fn sum(table: &Value, kind: &str, column: &str) -> i64 {
    rows(table).iter().filter(|row| row["row"] == kind).map(|row| sen(&row[column])).sum()
}

/// The row whose description begins so.
fn row<'a>(table: &'a Value, what: &str) -> &'a Value {
    let begins = |row: &&Value| row["what"].as_str().is_some_and(|text| text.starts_with(what));
    rows(table).iter().find(begins).unwrap_or_else(|| panic!("no {what} in {table:#}"))
}

/// Sen in own books of 2022 per line, by the word of a stage or sum.
fn balances(desk: &Desk, word: &str) -> BTreeMap<String, i64> {
    let table = report(desk, "balances --by account --where fiscal-year=2022");
    let own = rows(&table).iter().filter(|row| row["book"] == "own");
    own.map(|row| (row["account"].as_str().unwrap().to_owned(), sen(&row[word]))).collect()
}

#[test]
fn the_closing_balance_of_the_bku_is_that_of_the_cash_book() {
    let desk = story();
    let book = report(&desk, "report bku --month 2022-12");
    let cash = report(&desk, "balances --cash");
    // The accounts of the treasurer in the story.
    let kept = ["Rekening bendahara", "Kas tunai bendahara", "Pajak dipungut"];
    let of_treasurer = |row: &&Value| kept.contains(&row["name"].as_str().unwrap());
    let balance: i64 =
        rows(&cash).iter().filter(of_treasurer).map(|row| sen(&row["balance"])).sum();
    assert!(balance > 0);
    assert_eq!(sen(&row(&book, "Closing balance")["balance"]), balance);
    let parts = ["a. ", "b. ", "c. ", "d. "].map(|part| sen(&row(&book, part)["balance"]));
    assert_eq!(parts.iter().sum::<i64>(), balance);
    assert_eq!(row(&book, "Opening balance")["balance"], row(&book, "Closing")["balance"]);
    assert!(book["notes"][0].as_str().unwrap().contains("nothing moved"), "{}", book["notes"]);
}

#[test]
fn months_follow_each_other_without_a_gap() {
    let desk = story();
    for name in ["bku", "book-cash", "book-bank"] {
        let mut closing = None;
        for month in ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05"] {
            let book = report(&desk, &format!("report {name} --month {month}"));
            let opening = sen(&row(&book, "Opening balance")["balance"]);
            assert_eq!(closing.unwrap_or(0), opening, "{name} {month}");
            let moved = sum(&book, "subtotal", "in") - sum(&book, "subtotal", "out");
            closing = Some(opening + moved);
            assert_eq!(closing, Some(sen(&row(&book, "Closing balance")["balance"])), "{month}");
        }
    }
}

const KINDS: [&str; 6] = ["up", "gu", "tu", "ls_payroll", "ls_goods", "ls_third_party"];

fn total(table: &Value) -> i64 {
    KINDS.iter().map(|kind| sum(table, "item", kind)).sum()
}

#[test]
fn registers_add_up_to_what_stands_in_the_stages() {
    let desk = story();
    let all = |word| balances(&desk, word).values().sum::<i64>();
    // What the opening balance says was paid before this ledger is in no register.
    let (opening, up) = (10_000, 50_000);
    let paid = all("dicairkan") - opening;
    let sp2d = report(&desk, "report register-sp2d --year 2022");
    assert_eq!(total(&sp2d), paid + all("sp2d") + up);
    let spm = report(&desk, "report register-spm --year 2022");
    assert_eq!(total(&spm), paid + all("sp2d") + all("spm") + up);
    let spp = report(&desk, "report register-spp --year 2022");
    assert_eq!(total(&spp), paid + all("sp2d") + all("spm") + all("spp") + up);
    for table in [&sp2d, &spm, &spp] {
        for kind in KINDS {
            assert_eq!(sum(table, "item", kind), sum(table, "subtotal", kind), "{kind}");
        }
    }
}

#[test]
fn what_was_cancelled_or_refused_stands_again_below_zero() {
    let desk = story();
    let of = |name: &str, what: &str, kind: &str| {
        let table = report(&desk, &format!("report {name} --year 2022"));
        row(&table, what)[kind].clone()
    };
    assert_eq!(of("register-sp2d", "SP2D cancelled", "ls_third_party"), "-250.00");
    assert_eq!(of("register-spm", "SP2D refused", "ls_goods"), "-115.00");
    assert_eq!(of("register-spp", "SPM rejected", "ls_goods"), "-110.00");
    assert_eq!(of("register-spp", "SPP verified", "ls_goods"), "-100.00");
    let march = report(&desk, "report register-sp2d --year 2022 --month 2022-03");
    assert!(rows(&march).iter().all(
        |row| row["row"] == "subtotal" || row["date"].as_str().unwrap().starts_with("2022-03")
    ));
    assert_eq!(sum(&march, "subtotal", "up"), 50_000);
}

#[test]
fn a_reversal_is_a_line_of_its_own() {
    let desk = story();
    let april = report(&desk, "report bku --month 2022-04");
    let reversed = row(&april, "Transaction reversed");
    assert_ne!(reversed["in"].is_null(), reversed["out"].is_null(), "{reversed}");
    let march = report(&desk, "report book-tax --month 2022-03");
    assert_eq!(row(&march, "Tax deposited: final income tax")["deposited"], "20.00");
    let april = report(&desk, "report book-tax --month 2022-04");
    assert_eq!(row(&april, "Transaction reversed")["withheld"], "20.00");
}

#[test]
fn realisation_is_that_of_balances_line_by_line() {
    let desk = story();
    let realised = balances(&desk, "realisasi");
    let card = report(&desk, "report activity-card --year 2022");
    let items: Vec<&Value> = rows(&card).iter().filter(|row| row["row"] == "item").collect();
    assert_eq!(items.len(), realised.len());
    for item in items {
        let paid = ["up_gu", "tu", "ls", "unknown"].map(|column| sen(&item[column]));
        let account = item["account"].as_str().unwrap();
        assert_eq!(paid.iter().sum::<i64>(), realised[account], "{account}");
        assert_eq!(sen(&item["left"]), sen(&item["ceiling"]) - realised[account], "{account}");
    }
    let plan = report(&desk, "cashplan --year 2022 --by line");
    assert_eq!(sum(&plan, "item", "paid"), realised.values().sum::<i64>());
    assert_eq!(sum(&plan, "item", "plan"), 50_000);
    assert!(plan["notes"][0].as_str().unwrap().contains("8 lines have no cash plan"), "{plan}");
}

/// Advances count in the SPJ when the treasurer spends them, in balances when an SP2D refills them.
#[test]
fn the_spj_is_ahead_of_balances_by_what_is_not_refilled() {
    let desk = story();
    let spj = report(&desk, "report spj-functional --month 2022-12");
    let open: i64 = balances(&desk, "belanja-up").values().sum();
    let realised: i64 = balances(&desk, "realisasi").values().sum();
    // What one line spent from the advance and refilled less the tax withheld of it.
    assert_eq!(sum(&spj, "item", "total"), realised + open - 4_000, "{spj:#}");
}

#[test]
fn history_stands_apart() {
    let desk = story();
    for (args, column) in [
        ("report register-sp2d --year 2021", "ls_third_party"),
        ("report activity-card --year 2021", "ls"),
    ] {
        let table = report(&desk, args);
        let first = &rows(&table)[0];
        assert_eq!(first["row"], "heading", "{args}");
        assert_eq!(sum(&table, "item", column), 80_000, "{args}");
    }
    let calk = report(&desk, "report calk --year 2021");
    assert_eq!(sum(&calk, "item", "designated"), 80_000);
    let silpa = report(&desk, "report silpa --year 2022");
    let kinds: Vec<&str> = rows(&silpa).iter().map(|row| row["row"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["item", "item", "item", "subtotal", "heading", "item", "subtotal"]);
    let state = rows(&silpa).iter().find(|row| row["source"] == "5.1").unwrap();
    assert_eq!((&state["recorded"], &state["difference"]), (&"4020.00".into(), &"0.00".into()));
}

#[test]
fn the_annex_has_every_row_of_the_years_decrees() {
    let desk = story();
    let calk = report(&desk, "report calk --year 2022");
    let designated: i64 = balances(&desk, "ditetapkan").values().sum();
    assert_eq!(sum(&calk, "item", "designated"), designated);
    assert_eq!(sum(&calk, "total", "designated"), designated);
    let items = rows(&calk).iter().filter(|row| row["row"] == "item");
    let (mut accepted, mut none) = (0, 0);
    for row in items {
        assert!(row["recipient"]["recipient"].is_string(), "an id, never a name: {row}");
        accepted += i32::from(row["report"] == "accepted");
        none += i32::from(row["report"] == "none");
    }
    // Of the story: Ani, Citra, the KUBe and Mawar accounted for what they got.
    assert_eq!((accepted, none), (4, 7));
    let one = report(&desk, "report calk --year 2022 --programme RTLH");
    assert_eq!(sum(&one, "item", "designated"), 50_000);
}

/// March 2022 is closed at the end of the story.
#[test]
fn a_late_fact_changes_no_closed_month() {
    let desk = told();
    let before = report(&desk, "report bku --month 2022-03");
    let till = before["rows"].as_array().unwrap().len();
    let late = r#"{"kind":"CashReceived","occurred_on":"2022-03-30","body":{"cash":84,"source":"1.1.01","kind":"jasa-giro","amount":"7.00"}}"#;
    let receipt = desk.json(&["append", &desk.file("late.jsonl", late)]);
    assert_eq!(receipt["count"], 1, "{receipt}");
    let after = report(&desk, "report bku --month 2022-03");
    assert_eq!((after["rows"].as_array().unwrap().len(), &after["rows"]), (till, &before["rows"]));
    let april = report(&desk, "report bku --month 2022-04");
    let first = row(&april, "Cash received");
    assert_eq!((&first["date"], &first["in"]), (&"2022-03-30".into(), &"7.00".into()));
}

#[test]
fn a_report_is_of_what_was_true_or_known_then() {
    let desk = story();
    let then = report(&desk, "report bku --month 2022-03 --as-of 2022-03-04");
    let last = rows(&then).iter().filter_map(|row| row["date"].as_str()).max();
    assert_eq!(last, Some("2022-03-04"));
}

/// What was asked, and what the answer names.
const WRONG: &[(&str, &[&str])] = &[
    ("report bku", &["bku: expected --month, found nothing"]),
    ("report register-sp2d", &["register-sp2d: expected --year, found nothing"]),
    ("report register-sp2d --year 2019", &["that has budget lines (2021, 2022), found 2019"]),
    ("report silpa --year 2040", &["(2021, 2022), found 2040"]),
    ("report register-sp2d --year 2022 --month 2021-03", &["a month of 2022, found 2021-03"]),
    ("report bku --month 2022-03 --organisation NOBODY", &["(BANK", "DINSOS", "found NOBODY"]),
    ("report calk --year 2022 --programme NOTHING", &["BLT, KUBE", "found NOTHING"]),
    ("report bku --month 2022-03 --of line:57", &["cash-account:84 Rekening bendahara"]),
    ("report sp2d --of line:57", &["such as spp:", "found line:57"]),
    ("report book-object --of spp:57", &["line:60", "found spp:57"]),
    ("report calk --year 2022 --of decree:1", &["a closed decree of 2022 (decree:"]),
    // Nothing but the founding of the ledger was known then.
    ("report register-sp2d --year 2022 --as-recorded 2", &["that has budget lines (-)"]),
    ("due --kind nothing", &["expected one of tu, up, return", "found `nothing`"]),
    ("cashplan --year 2019", &["(2021, 2022), found 2019"]),
];

#[test]
fn what_cannot_be_asked_names_what_can() {
    let desk = story();
    for (args, expected) in WRONG {
        let output = desk.run(&args.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(2), "{args}: {}", stderr(&output));
        for part in *expected {
            assert!(stderr(&output).contains(part), "{args}: {part} in {}", stderr(&output));
        }
    }
}

#[test]
fn periods_without_anything_say_so() {
    let desk = story();
    let future = report(&desk, "report bku --month 2031-01");
    assert!(future["notes"][0].as_str().unwrap().contains("begins after"), "{future}");
    let quiet = report(&desk, "report register-sp2d --year 2022 --month 2022-11");
    assert!(quiet["notes"][0].as_str().unwrap().contains("nothing was recorded"), "{quiet}");
    let tax = report(&desk, "report book-tax --month 2022-01");
    assert!(tax["notes"][0].as_str().unwrap().contains("no tax moved"), "{tax}");
}

#[test]
fn an_sp2d_shows_lines_and_deductions() {
    let desk = story();
    let register = report(&desk, "report register-sp2d --year 2022");
    let number = |row: &&Value| row["sp2d_number"] == "SP2D/LS/8";
    assert_eq!(rows(&register).iter().filter(number).count(), 1);
    let trail = report(&desk, "trail document:sp2d/ls/8");
    let mut issued = trail["events"].as_array().unwrap().iter();
    let issued = issued.rfind(|it| it["kind"] == "Sp2dIssued").unwrap();
    let seq = issued["seq"].as_u64().unwrap();
    let shown = report(&desk, &format!("show {seq}"));
    let spp = shown["body"]["spp"].as_u64().unwrap();
    let sp2d = report(&desk, &format!("report sp2d --of sp2d:{spp}"));
    assert_eq!(sum(&sp2d, "item", "amount"), 100_000);
    assert_eq!(sum(&sp2d, "item", "deduction"), 13_500);
    assert_eq!(sum(&sp2d, "total", "deduction"), 13_500);
}

#[test]
fn minutes_tell_what_only_one_side_knows() {
    let desk = story();
    let march = report(&desk, "report reconciliation-minutes --month 2022-03");
    let recorded = row(&march, "bank statement, as recorded");
    assert_eq!(
        (&recorded["difference"], &recorded["explained"]),
        (&"-0.01".into(), &"to be explained".into())
    );
    let february = report(&desk, "report reconciliation-minutes --month 2022-02");
    assert_eq!(row(&february, "SP2D issued in the month")["difference"], "2620.00");
    assert_eq!(row(&february, "SP2D SP2D/LS/8")["explained"], "not in their register");
    let none = report(&desk, "report reconciliation-minutes --month 2022-12");
    assert!(none["notes"][0].as_str().unwrap().contains("nothing"), "{none}");
}

#[test]
fn money_and_work_stand_beside_each_other() {
    let desk = story();
    let rfk = report(&desk, "report rfk --year 2022");
    let panti = row(&rfk, "work of PANTI");
    assert_eq!((&panti["financial"], &panti["physical"]), (&3_333.into(), &10_000.into()));
    assert_eq!(panti["ahead"], -6_667);
    let realised: i64 = balances(&desk, "realisasi").values().sum();
    assert_eq!(sen(&row(&rfk, "DINSOS")["realised"]), realised);
}

/// Rows with their stable names: how they are drawn is tested where they are drawn.
#[test]
fn two_reports_row_by_row() {
    let desk = story();
    let book = report(&desk, "report book-tax --month 2022-03");
    insta::assert_json_snapshot!("book_tax", book["rows"]);
    let register = report(&desk, "report register-sp2d --year 2022 --month 2022-03");
    insta::assert_json_snapshot!("register_sp2d", register["rows"]);
}
