//! One table in every format, and what must hold of all of them.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use jejak_events::ChainHash;
use jejak_events::date::ZoneId;
use jejak_events::ids::{Bytes32, RecipientId};
use jejak_projections::report::{Cell, Column, Kind, Personal, Row, RowKind, Table, Value};

use super::*;
use crate::said::said;

pub(super) fn stamp() -> Stamp {
    Stamp {
        size: 382_527,
        head: ChainHash([0xab; 32]),
        root: Bytes32([0xcd; 32]),
        ruleset: 1,
        recorded_at: "2026-06-30T17:00:00.5Z".parse().expect("a moment"),
        zone: ZoneId::Wib,
        as_of: Some("2026-06-30".parse().expect("a day")),
    }
}

/// A table that has a value of every kind, a group of headings, levels, subtotal and total.
pub(super) fn table() -> Table {
    let columns = vec![
        Column::new("code", said!("code", "kode"), Kind::Code),
        Column::new("name", said!("name", "uraian"), Kind::Text),
        Column::new("budget", said!("budget", "anggaran"), Kind::Money)
            .summed()
            .under(said!("money", "uang")),
        Column::new("paid", said!("paid", "dibayar"), Kind::Money)
            .summed()
            .under(said!("money", "uang")),
        Column::new("people", said!("people", "orang"), Kind::Count).summed(),
        Column::new("share", said!("%", "%"), Kind::Percent),
        Column::new("on", said!("on", "tanggal"), Kind::Date),
        Column::new("nik", said!("NIK", "NIK"), Kind::Code),
    ];
    let mut table = Table::new("uji", said!("Test <1>", "Uji <1>"), columns);
    table.about.push((said!("year", "tahun"), said!("2026", "2026")));
    let nik = Cell::of(Value::Personal(RecipientId([7; 16]), Personal::Nik));
    let row = |code: &str, name: &str, budget: i128, paid: i128, people: i64| {
        vec![
            Cell::code(code),
            Cell::name(name),
            Cell::money(budget),
            Cell::money(paid),
            Cell::count(people),
            Cell::share(paid, budget),
            Cell::date("2026-03-22".parse().ok()),
            nik.clone(),
        ]
    };
    table.push(row("5.1.06", "=HYPERLINK(\"x\")", 123_456_789, 23_456_700, 1_234));
    table.push(row("0001", "naïve; \"kutip\"", 100, -50, 0));
    table.subtotal(0..2, 0, said!("of these", "di antaranya"));
    table.push(row("3601010101010001", "Bukit", 0, 0, 3));
    table.rows[3].level = 2;
    table.total(said!("TOTAL", "JUMLAH"));
    table.notes.push(said!("a note", "catatan"));
    table.signed_by.push(said!("Head of office", "Kepala Dinas"));
    table
}

fn rendered(table: &Table, format: Format, look: Look) -> Vec<u8> {
    Page::masked(table, &stamp(), look).bytes(format).expect("it renders")
}

fn text(format: Format, look: Look) -> String {
    String::from_utf8(rendered(&table(), format, look)).expect("UTF-8")
}

fn indonesian() -> Look {
    Look { language: Language::Id, ..Look::default() }
}

fn sheet(bytes: Vec<u8>) -> (calamine::Range<Data>, calamine::Range<String>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("uji").expect("a sheet");
    (range, book.worksheet_formula("uji").expect("formulas"))
}

#[test]
fn the_terminal_shows_indonesian_figures() {
    insta::assert_snapshot!(text(Format::Terminal, indonesian()));
}

#[test]
fn csv_is_guarded_and_keeps_codes() {
    insta::assert_snapshot!(text(Format::Csv, indonesian()));
    let comma =
        Look { separator: Separator::Comma, decimals: Decimals::Indonesian, ..indonesian() };
    let text = text(Format::Csv, comma);
    assert!(text.contains("\"1.234.567,89\""), "{text}");
    assert!(text.lines().all(|line| line.matches('"').count() % 2 == 0), "{text}");
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count(), "CRLF everywhere");
}

#[test]
fn every_line_of_csv_has_as_many_fields() {
    let text = text(Format::Csv, Look { codes: Codes::Plain, ..Look::default() });
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let rows: Vec<_> = reader.records().map(|row| row.expect("eight fields")).collect();
    assert_eq!(&rows[3][0], "3601010101010001", "plain codes");
    assert_eq!(&rows[0][1], "'=HYPERLINK(\"x\")", "a formula is guarded all the same");
    assert!(rows[5..].iter().all(|row| row[0].starts_with("# ")));
}

#[test]
fn html_needs_nothing_from_outside() {
    let html = text(Format::Html, indonesian());
    insta::assert_snapshot!(html);
    for outside in ["<script", "http", "src=", "url(", "@import", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn json_has_stable_names() {
    insta::assert_snapshot!(text(Format::Json, Look { indented: true, ..Look::default() }));
}

#[test]
fn a_workbook_has_numbers_days_and_formulas() {
    let (values, formulas) = sheet(rendered(&table(), Format::Xlsx, indonesian()));
    let at = |row, column| values.get_value((row, column)).cloned().unwrap_or_default();
    // Title, one fact, an empty line, two lines of headings.
    assert_eq!(at(0, 0), Data::String("Uji <1>".into()));
    assert_eq!(at(3, 2), Data::String("uang".into()));
    assert_eq!(at(4, 3), Data::String("dibayar".into()));
    assert_eq!(at(5, 0), Data::String("5.1.06".into()));
    assert_eq!(at(5, 1), Data::String("=HYPERLINK(\"x\")".into()), "text, and no formula");
    assert_eq!(at(5, 2), Data::Float(1_234_567.89));
    assert_eq!(at(5, 5), Data::Float(0.19));
    assert!(
        matches!(&at(5, 6), Data::DateTime(day) if day.as_f64().to_string() == "46103"),
        "{:?}",
        at(5, 6)
    );
    assert_eq!(at(8, 0), Data::String("3601010101010001".into()));
    let formula = |row, column| formulas.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(formula(7, 2), "SUBTOTAL(9,C6:C7)");
    assert_eq!(formula(9, 3), "SUBTOTAL(9,D6:D9)");
    assert_eq!(formula(9, 4), "SUBTOTAL(9,E6:E9)");
    assert_eq!(formula(9, 5), "");
    assert_eq!(at(9, 2), Data::Float(1_234_568.89), "the cached result");
}

/// A total that is no sum of what stands above it stays the figure that the ledger has.
#[test]
fn what_is_no_sum_is_no_formula() {
    let mut table = table();
    table.rows[4].cells[2] = Cell::money(5);
    let large = i128::from(i64::MAX);
    table.rows[0].cells[3] = Cell::money(large);
    table.rows[4].cells[3] = Cell::money(large - 50);
    let (values, formulas) = sheet(rendered(&table, Format::Xlsx, Look::default()));
    assert_eq!(values.get_value((9, 2)), Some(&Data::Float(0.05)));
    assert!(formulas.get_value((9, 2)).is_none_or(String::is_empty));
    assert_eq!(values.get_value((5, 3)), Some(&Data::String("92233720368547758.07".into())));
    assert!(formulas.get_value((9, 3)).is_none_or(String::is_empty));
    let said = values.rows().any(|row| row[0].to_string().contains("more than 15 digits"));
    assert!(said, "the reader is told");
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let before: Vec<_> =
        Format::ALL.map(|format| rendered(&table(), format, Look::default())).into();
    // A clock of two seconds stands in the entries of a zip.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    for (format, before) in Format::ALL.into_iter().zip(before) {
        let after = rendered(&table(), format, Look::default());
        assert!(before == after, "{format:?} differs");
    }
}

#[test]
fn every_output_carries_the_stamp() {
    for format in [Format::Terminal, Format::Csv, Format::Html] {
        let text = text(format, Look::default());
        for fact in [
            "382.527",
            "abababababababab",
            "cdcdcdcdcdcdcdcd",
            "01/07/2026 00.00.00 WIB",
            "30/06/2026",
        ] {
            assert!(text.contains(fact), "{format:?}: {fact}\n{text}");
        }
        assert!(!text.contains(&"ab".repeat(9)), "the first 16 digits only");
    }
    let json = text(Format::Json, Look::default());
    assert!(json.contains(&"ab".repeat(32)) && json.contains("\"as_of\":\"2026-06-30\""));
    let (values, _) = sheet(rendered(&table(), Format::Xlsx, Look::default()));
    let said =
        values.rows().any(|row| row[0] == Data::String("chain head: abababababababab".into()));
    assert!(said, "at the end of the sheet");
}

#[test]
fn an_empty_table_is_a_table() {
    let columns = vec![Column::new("seq", said!("seq", "nomor"), Kind::Seq)];
    let mut table = Table::new("uji", said!("Nothing", "Kosong"), columns);
    for format in Format::ALL {
        assert!(!rendered(&table, format, Look::default()).is_empty());
    }
    table.total(said!("TOTAL", "JUMLAH"));
    let heading = Row { kind: RowKind::Heading, level: 0, cells: vec![Cell::name("x")] };
    table.rows.push(heading);
    for format in Format::ALL {
        assert!(!rendered(&table, format, Look::default()).is_empty());
    }
}

/// 100,000 rows: run alone, it says how long each format takes and how much memory it needs.
#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_rows() {
    let mut long = table();
    let row = long.rows[0].clone();
    long.rows = vec![row; 100_000];
    long.total(said!("TOTAL", "JUMLAH"));
    let peak = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned()
    };
    println!("table alone: {}", peak());
    for format in [Format::Xlsx, Format::Csv, Format::Html, Format::Json, Format::Terminal] {
        let started = std::time::Instant::now();
        let mut out = std::io::sink();
        Page::masked(&long, &stamp(), Look::default()).write(format, &mut out).expect("written");
        println!("{}: {:?}, {}", format.word(), started.elapsed(), peak());
    }
}
