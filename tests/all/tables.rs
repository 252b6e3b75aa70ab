//! `export parquet` and `export jsonl --table`: the same rows in both, always the same bytes, and
//! sums that are those of `jejak balances`.

use std::collections::BTreeMap;
use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use crate::python_peer::{Desk, python_is_here, sen};

/// A Parquet value as JSON lines show it.
fn shown(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => (*truth).into(),
        Field::Long(number) => (*number).into(),
        Field::Str(text) => text.clone().into(),
        Field::Date(days) => jejak_events::Date::from_days(*days).unwrap().to_string().into(),
        Field::TimestampMicros(micros) => {
            jejak_events::Timestamp::from_micros(*micros).unwrap().to_string().into()
        }
        Field::Decimal(decimal) => {
            assert_eq!((decimal.precision(), decimal.scale()), (18, 2));
            let bytes: [u8; 8] = decimal.data().try_into().unwrap();
            jejak_events::Rupiah::from_sen(i64::from_be_bytes(bytes)).to_string().into()
        }
        other => panic!("no table has {other:?}"),
    }
}

/// The rows of a file, and what it says of itself.
fn rows(desk: &Desk, name: &str) -> (Vec<Value>, BTreeMap<String, String>) {
    let file = File::open(desk.path("out").join(format!("{name}.parquet"))).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let told = reader.metadata().file_metadata().key_value_metadata().unwrap().iter();
    let told = told.map(|told| (told.key.clone(), told.value.clone().unwrap())).collect();
    let row = |row: parquet::record::Row| {
        let fields = row.get_column_iter().map(|(name, field)| (name.clone(), shown(field)));
        Value::Object(fields.collect())
    };
    let rows = reader.get_row_iter(None).unwrap().map(|read| row(read.unwrap())).collect();
    (rows, told)
}

/// The rows of a table as JSON lines, JSON columns as text.
fn lines(desk: &Desk, name: &str) -> Vec<Value> {
    let table = jejak::exchange::tables::named(name).unwrap();
    let text = String::from_utf8(desk.jejak(&["export", "jsonl", "--table", name])).unwrap();
    let line = |line: &str| {
        let mut row: Value = serde_json::from_str(line).unwrap();
        for column in &table.columns {
            let cell = &mut row[column.name];
            if column.of == jejak::exchange::tables::Type::Json && !cell.is_null() {
                *cell = cell.to_string().into();
            }
        }
        row
    };
    text.lines().map(line).collect()
}

fn exported() -> Desk {
    let desk = Desk::new();
    let told: Value = serde_json::from_slice(&desk.jejak(&parquet(&desk, &["--json"]))).unwrap();
    let files = jejak::exchange::tables::all().len();
    assert_eq!(told["files"].as_array().unwrap().len(), files);
    desk
}

/// Arguments of an export to `out`; leaked, because a test ends with its process.
fn parquet(desk: &Desk, more: &[&'static str]) -> Vec<&'static str> {
    let out: &'static str = desk.path("out").display().to_string().leak();
    [&["export", "parquet", "--to", out], more].concat()
}

/// Each of these is another way in which rows are made; the rest differ in columns alone.
const WAYS: [&str; 10] = [
    "events",
    "postings",
    "cash_postings",
    "balances",
    "cash",
    "flags",
    "mentions",
    "documents",
    "line_amounts",
    "payments",
];

#[test]
fn both_formats_have_the_same_rows() {
    let desk = exported();
    let size = desk.read("export.jsonl").lines().count();
    let mut filled = 0;
    for name in WAYS {
        let (rows, told) = rows(&desk, name);
        assert_eq!(rows, lines(&desk, name), "{name}");
        assert_eq!(told["jejak.size"], size.to_string());
        filled += usize::from(!rows.is_empty());
        if name == "events" {
            assert_eq!(rows.len(), size);
        }
    }
    assert_eq!(filled, WAYS.len(), "a table without a row proves nothing");
}

/// Every kind of the story fills the tables that it should.
#[test]
fn every_table_has_the_rows_of_its_kinds() {
    let desk = exported();
    let export = desk.read("export.jsonl");
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    for line in export.lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        *of_kind.entry(told["kind"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    for table in jejak::exchange::tables::all() {
        let kinds = table.kinds();
        if kinds.is_empty() {
            continue;
        }
        let expected: usize =
            kinds.iter().map(|kind| of_kind.get(kind.name()).copied().unwrap_or(0)).sum();
        let (rows, _) = rows(&desk, table.name);
        assert_eq!(rows.len(), expected, "{}", table.name);
        assert!(expected > 0, "the story has no row for {}", table.name);
    }
}

/// A column of our own that is never filled, though its table has rows, is misspelt or misses its
/// object. Fields of a body are the catalogue's, and may be left out by the story.
#[test]
fn every_column_is_filled_somewhere() {
    /// What the story never says.
    const EMPTY: &[&str] = &["lots.reversed_by"];
    let desk = exported();
    let mut empty = Vec::new();
    for table in jejak::exchange::tables::all() {
        let (rows, _) = rows(&desk, table.name);
        let fields = table.kinds().iter().flat_map(|kind| kind.info().fields);
        let fields: Vec<&str> = fields.map(|field| field.name).collect();
        let ours = table.columns.iter().map(|column| column.name);
        let ours = ours.filter(|name| !name.starts_with("official") && !fields.contains(name));
        empty.extend(
            ours.filter(|name| rows.iter().all(|row| row[*name].is_null()))
                .map(|name| format!("{}.{name}", table.name)),
        );
    }
    assert_eq!(empty, EMPTY);
}

/// Sen of a book, line and stage.
type Sums = BTreeMap<(String, String, String), i128>;

#[test]
fn sums_are_the_balances() {
    let desk = exported();
    let told: Value = serde_json::from_str(&desk.read("lines.json")).unwrap();
    let (mut expected, mut of_postings, mut of_balances) = (Sums::new(), Sums::new(), Sums::new());
    let text = |row: &Value, name: &str| match &row[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    for row in told["rows"].as_array().unwrap() {
        for stage in jejak_events::Stage::ALL {
            let key = (text(row, "book"), text(row, "line"), stage.word().to_owned());
            expected.insert(key, sen(row, stage.word()));
        }
    }
    for row in rows(&desk, "postings").0 {
        let stage = text(&row, "stage");
        let sign = if stage == "pagu" { -1 } else { 1 };
        let key = (text(&row, "book"), text(&row, "line"), stage);
        *of_postings.entry(key).or_default() += sign * sen(&row, "amount");
    }
    for row in rows(&desk, "balances").0 {
        for stage in jejak_events::Stage::ALL {
            let key = (text(&row, "book"), text(&row, "line"), stage.word().to_owned());
            *of_balances.entry(key).or_default() += sen(&row, &stage.word().replace('-', "_"));
        }
    }
    for sums in [&mut expected, &mut of_postings, &mut of_balances] {
        sums.retain(|_, sum| *sum != 0);
    }
    assert!(!expected.is_empty());
    assert_eq!(of_postings, expected);
    assert_eq!(of_balances, expected);
}

#[test]
fn two_exports_have_the_same_bytes() {
    let desk = exported();
    let bytes = || -> Vec<(String, Vec<u8>)> {
        let files = std::fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> =
            files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect();
        files.sort();
        files
    };
    let first = bytes();
    desk.jejak(&parquet(&desk, &["--force"]));
    assert!(first == bytes());
    assert!(first.iter().all(|(path, _)| path.ends_with(".parquet")), "nothing is left half-made");
}

#[test]
fn files_are_replaced_only_when_asked() {
    let desk = Desk::new();
    let out = desk.path("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("flags.parquet"), "of somebody").unwrap();
    let run = |more: &[&'static str]| crate::cli::run(&desk.path("ledger"), &parquet(&desk, more));
    let refused = run(&[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("flags.parquet is there already"));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1, "nothing was written");
    assert_eq!(run(&["--table", "cash"]).status.code(), Some(0), "another file is in nobody's way");
    assert_eq!(std::fs::read(out.join("flags.parquet")).unwrap(), b"of somebody");
    assert_eq!(run(&["--table", "flags", "--force"]).status.code(), Some(0));
    assert!(std::fs::read(out.join("flags.parquet")).unwrap().starts_with(b"PAR1"));
}

#[test]
fn an_unknown_table_is_answered_with_those_that_there_are() {
    let desk = crate::cli::Desk::founded();
    let out = desk.data().join("out").display().to_string();
    for args in [
        ["export", "jsonl", "--table", "event"].as_slice(),
        &["export", "parquet", "--to", &out, "--table", "event"],
    ] {
        let answer = desk.run(args);
        assert_eq!(answer.status.code(), Some(2));
        let told = String::from_utf8_lossy(&answer.stderr).into_owned();
        for word in ["`event`", "events, postings", "sp2ds", "kube_groups"] {
            assert!(told.contains(word), "{told}");
        }
    }
}

/// The queries of the document, and the comparison with balances, by DuckDB where it is installed.
#[test]
fn duckdb_reads_the_files_and_answers_the_documents_queries() {
    let test = "duckdb_reads_the_files_and_answers_the_documents_queries";
    if !python_is_here(test) {
        return;
    }
    let desk = Desk::new();
    let jejak = env!("CARGO_BIN_EXE_jejak");
    let (status, text) =
        desk.python("data_check.py", &[jejak, desk.path("ledger").to_str().unwrap()]);
    assert_eq!(status, Some(0), "{text}");
    if text.contains("SKIPPED") {
        eprintln!("skipped: {test}: duckdb is not installed");
    } else {
        assert!(text.contains("equal to the sen"), "{text}");
        assert!(text.matches("query: ").count() >= 12, "{text}");
    }
}
