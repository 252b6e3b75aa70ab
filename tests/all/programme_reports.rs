//! Reports of the programmes on the story of `events/examples.jsonl`: the figures of each as a
//! table of cases, what an empty period says, and what is refused.

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use jejak_events::examples;
use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

/// A ledger with the whole story, for all who only read; one process opens it at a time.
pub fn story() -> MutexGuard<'static, Desk> {
    static TOLD: LazyLock<Mutex<Desk>> = LazyLock::new(|| {
        let desk = Desk::new();
        let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
        assert!(desk.run(&["checkpoint"]).status.success());
        let head = made["chain_head"].as_str().unwrap();
        let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
        assert!(desk.json(&["append", &story])["refused"].is_null());
        Mutex::new(desk)
    });
    TOLD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The event that a label of the story stands for, as in `kube:@mawar`.
pub fn labelled(text: &str) -> String {
    let Some((before, label)) = text.split_once(":@") else { return text.to_owned() };
    let mark = format!("\"label\": \"{label}\"");
    let lines = examples::STORY.lines().filter(|line| !line.trim().is_empty());
    let at = lines.into_iter().position(|line| line.contains(&mark));
    // Two founding events and a checkpoint come before the story.
    format!("{before}:{}", at.unwrap_or_else(|| panic!("no {label}")) + 4)
}

fn args(text: &str) -> Vec<String> {
    text.split(' ').map(labelled).collect()
}

#[track_caller]
pub fn report(desk: &Desk, text: &str) -> Value {
    let args = args(text);
    desk.json(&["report"].into_iter().chain(args.iter().map(String::as_str)).collect::<Vec<_>>())
}

/// A report, the rows of one kind, the columns to look at, and what they must say.
type Case = (&'static str, &'static str, &'static [&'static str], &'static str);

/// What a payment, a purchase or a movement of the story must come to. Money is a decimal string.
const CASES: &[Case] = &[
    // Two goats and ten sacks; the purchase that was reversed counts nowhere.
    (
        "kube-lpj --of kube:@mawar",
        "item",
        &["item", "planned_quantity", "unit_price", "planned", "bought_quantity", "bought", "left"],
        r#"[["KAMBING", 2, "250.00", "500.00", 2, "500.00", "0.00"],
            ["PAKAN", 10, "10.00", "100.00", 10, "100.00", "0.00"]]"#,
    ),
    (
        "kube-lpj --of kube:@mawar",
        "total",
        &["planned", "bought", "left", "receipts"],
        r#"[["600.00", "600.00", "0.00", 2]]"#,
    ),
    // One grant of the group is the same as all of them: it has one.
    (
        "kube-lpj --of designation:@row-mawar",
        "total",
        &["planned", "bought"],
        r#"[["600.00", "600.00"]]"#,
    ),
    // A house without a plan: its sheet has a heading and nothing below it.
    ("rtlh-lpj --of house:@house", "item", &["item"], "[]"),
    ("rtlh-lpj --of work:@house-work", "total", &["planned", "bought"], r#"[["0.00", "0.00"]]"#),
    // Eka used all, Gilang a part: the rest of it went back, so that nothing is left anywhere.
    (
        "sembako-monev --month 2022-02",
        "item",
        &["topped_up", "credited", "used", "unused", "partly", "left", "returned"],
        r#"[[2, "800.00", "550.00", 0, 1, "0.00", "250.00"]]"#,
    ),
    (
        "sembako-monev --month 2022-03 --programme PKH",
        "item",
        &["programme", "topped_up", "credited", "used", "unused", "partly", "left"],
        r#"[["PKH", 1, "225.00", "0.00", 1, 0, "225.00"]]"#,
    ),
    // Opening and what moved are the closing; damaged and adjusted stand apart.
    (
        "stock --month 2022-03",
        "item",
        &["item", "opening", "in", "out", "written_off", "adjusted", "closing", "value"],
        r#"[["BERAS", 380000, 0, 0, 0, 0, 380000, "4560000.00"],
            ["BERAS", 100000, 0, 0, 1000, -100, 98900, "1186800.00"]]"#,
    ),
    ("stock --month 2022-03 --of warehouse:@tigaraksa", "total", &["value"], r#"[["1186800.00"]]"#),
    (
        "findings --year 2022",
        "item",
        &["check", "amount", "answers", "stage", "number", "to_recover", "due", "recovered"],
        r#"[["LHP-1", "150.00", "Dinas Sosial", "open", "LHP/1/2022", "150.00", "2022-06-24",
            "150.00"]]"#,
    ),
    // What was paid again stands once; returned and refunded money was not received.
    (
        "receipts --of payment-list:@list",
        "item",
        &["tranche", "instructed", "received", "status"],
        r#"[[1, "300.00", "300.00", "received"], [2, null, "0.00", "paid again"],
            [1, "600.00", "450.00", "received"], [1, "600.00", "600.00", "received"],
            [1, "600.00", "500.00", "received"], [1, null, "0.00", "paid again"],
            [1, "500.00", "0.00", "refunded"], [2, "300.00", "300.00", "received"],
            [1, "700.00", "700.00", "received"]]"#,
    ),
    (
        "receipts --of decree:@decree",
        "total",
        &["instructed", "received"],
        r#"[["3600.00", "2850.00"]]"#,
    ),
    (
        "receipts --of payment-list:@void-list",
        "item",
        &["instructed", "received", "status"],
        r#"[[null, "0.00", "void"]]"#,
    ),
    (
        "bnba --of decree:@decree",
        "item",
        &["amount", "remark"],
        r#"[["600.00", "accounted for"], ["600.00", "paid"], ["600.00", "accounted for"],
            ["600.00", "paid"], ["700.00", "paid"], ["500.00", "paid"],
            ["500.00", "cancelled or replaced"]]"#,
    ),
    (
        "oversight --year 2022 --organisation DINSOS",
        "total",
        &["budget", "realised", "recipients"],
        r#"[["16100.00", "4580.00", 11]]"#,
    ),
];

#[test]
fn the_figures_of_the_story_are_these() {
    let desk = story();
    for (asked, kind, columns, expected) in CASES {
        let told = report(&desk, asked);
        let rows = told["rows"].as_array().unwrap_or_else(|| panic!("{asked}: {told}"));
        let rows = rows.iter().filter(|row| row["row"] == *kind);
        let found: Vec<Value> = rows
            .map(|row| columns.iter().map(|column| row[*column].clone()).collect::<Vec<_>>().into())
            .collect();
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(json!(found), expected, "{asked}: {columns:?}");
    }
}

/// What stands under a table, or above it.
#[test]
fn what_is_signed_says_its_sum_in_words() {
    let cases = [
        ("receipts --of payment-list:@list", "terbilang: dua ribu delapan ratus lima puluh rupiah"),
        ("kube-lpj --of kube:@mawar", "terbilang: enam ratus rupiah"),
        ("sp2d --of spp:@aid-spp", "terbilang: "),
        ("bku --month 2022-02", "terbilang: seratus empat puluh lima rupiah tujuh puluh lima sen"),
        ("bnba --of decree:@decree", "di antaranya 1 baris senilai Rp500,00 kemudian dibatalkan"),
        ("sp2d --of spp:@aid-spp", "SPP: SPP/"),
        (
            "register-sp2d --year 2022 --month 2022-02",
            "Masa: 1 Februari 2022 s.d. 28 Februari 2022",
        ),
    ];
    let desk = story();
    for (asked, expected) in cases {
        let args = args(asked);
        let mut all = vec!["--lang", "id", "report"];
        all.extend(args.iter().map(String::as_str));
        let output = desk.run(&all);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(text.contains(expected), "{asked}: {expected}\n{text}{}", stderr(&output));
        assert!(!text.contains("2022-02"), "{asked}: a day that is not Indonesian\n{text}");
    }
}

#[test]
fn an_empty_period_says_so() {
    let desk = story();
    for (asked, note) in [
        ("sembako-monev --month 2019-01", "No credit was observed"),
        ("stock --month 2019-01", "no goods lay"),
        ("findings --year 2019", "no finding is recorded"),
        ("oversight --year 2019", "No line of social assistance"),
        ("rtlh-lpj --of house:@neighbour", "No spending plan"),
        ("receipts --of decree:@open-decree", "no payment was instructed"),
        ("bnba --of decree:@decree --region 36", "cancelled or replaced later"),
    ] {
        let told = report(&desk, asked);
        let notes = told["notes"].to_string();
        assert!(notes.contains(note), "{asked}: {told:#}");
        let items = told["rows"].as_array().unwrap().iter().filter(|row| row["row"] == "item");
        assert_eq!(items.count() == 0, !asked.starts_with("bnba"), "{asked}");
    }
}

/// What is asked of a year that is over is the same as of its last day and now.
#[test]
fn a_closed_year_keeps_its_figures() {
    let desk = story();
    for asked in ["stock --month 2022-12", "oversight --year 2022", "kube-lpj --of kube:@mawar"] {
        let now = report(&desk, asked);
        let then = report(&desk, &format!("{asked} --as-of 2022-12-31"));
        assert_eq!(now["rows"], then["rows"], "{asked}");
        assert!(!now["rows"].as_array().unwrap().is_empty(), "{asked}");
    }
}

#[test]
fn what_nobody_registered_is_refused_with_what_is_there() {
    let desk = story();
    let cases = [
        ("sembako-monev --month 2022-02 --programme NOSUCH", "(BLT, KUBE, PANTI, PKH, RTLH"),
        ("recap-region --year 2022 --programme NOSUCH", "expected a registered programme"),
        ("lra --year 2022 --source 9.9", "--source: expected a registered funding source"),
        ("oversight --year 2022 --organisation NOSUCH", "--organisation: expected the code of"),
        ("findings --organisation NOSUCH", "found NOSUCH"),
        ("bnba --of decree:@decree --region 99", "--region: expected a registered region"),
        ("kube-lpj --of house:@house", "--of: expected one that is in the ledger"),
        ("kube-lpj --of designation:@row-ani", "expected a KUBe group"),
        ("receipts --of decree:999999", "found decree:999999"),
        ("stock", "expected --month"),
    ];
    for (asked, said) in cases {
        let args = args(asked);
        let all: Vec<&str> =
            ["report"].into_iter().chain(args.iter().map(String::as_str)).collect();
        let output = desk.run(&all);
        assert_eq!(output.status.code(), Some(2), "{asked}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{asked}: {}", stderr(&output));
    }
}

/// Each figure of these reports leads to events: else `--explain` fails.
#[test]
fn figures_lead_to_their_events() {
    let desk = story();
    for (asked, spot, kinds) in [
        ("kube-lpj --of kube:@mawar", "bought@KAMBING", "Purchase recorded"),
        ("kube-lpj --of kube:@mawar", "planned_quantity@KAMBING", "Spending plan item listed"),
        ("receipts --of payment-list:@list", "received@1", "Payment credited"),
        ("sembako-monev --month 2022-02", "credited@1", "aid credited"),
        ("stock --month 2022-03", "closing@2", "Stock book adjusted"),
        ("findings", "recovered@1", "Follow"),
        ("oversight --year 2022", "budget@1", "Budget ceiling set"),
    ] {
        let explained = report(&desk, &format!("{asked} --explain {spot}"));
        let told = explained["rows"].to_string().to_lowercase();
        assert!(told.contains(&kinds.to_lowercase()), "{asked} {spot}: {explained:#}");
    }
}
