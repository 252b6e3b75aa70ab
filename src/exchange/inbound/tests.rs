//! What spreadsheets do to cells, as a table: damaged, and what is made of it. Headings and names of
//! places, and the bytes that files may have.

use std::io::Write as _;
use std::path::Path;

use super::cell::{Cell, RawRow};
use super::limits::{CELL_BYTES_MAX, RATIO_MAX};
use super::profile::{Column, Kind};
use super::repair::Repair;
use super::rows::{How, Source, Step};
use super::survey::{Shape, survey};
use super::text::{Dialect, Encoding};
use super::value::{Value, read};
use super::{InboundError, Mapping, heading, profiles};
use crate::ledger::rules::Language;

fn column(kind: Kind, personal: bool) -> Column {
    Column { key: "x", kind, required: false, personal, headings: &[], means: ("", "") }
}

fn shown(value: Option<Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text,
        Some(Value::Money(amount)) => amount.to_string(),
        Some(Value::Day(day)) => day.to_string(),
        Some(Value::Source(code)) => code.to_string(),
        Some(Value::Account(code)) => code.to_string(),
        Some(Value::Activity(code)) => code.to_string(),
        Some(Value::Region(code)) => code.to_string(),
        Some(Value::Document(number)) => number.as_str().to_owned(),
        Some(Value::Count(count)) => count.to_string(),
    }
}

/// A kind of column, a cell (`#` a number, `@` a day, `+` with a time of day, `~` a time, `!` an
/// error, `?` a flag, all else text), and the value with what was made undone, or what is said of it.
type Damaged = (Kind, &'static str, Result<(&'static str, Option<Repair>), &'static str>);

#[rustfmt::skip]
const DAMAGED: &[Damaged] = &[
    // NIK and KK.
    (Kind::Sixteen, "3603125201900001", Ok(("3603125201900001", None))),
    (Kind::Sixteen, "'3603125201900001", Ok(("3603125201900001", Some(Repair::Wrapping)))),
    (Kind::Sixteen, "=\"3603125201900001\"", Ok(("3603125201900001", Some(Repair::Wrapping)))),
    (Kind::Sixteen, "3603 1252 0190-0001", Ok(("3603125201900001", Some(Repair::Blanks)))),
    (Kind::Sixteen, "\u{a0}3603125201900001\u{200b}", Ok(("3603125201900001", Some(Repair::Blanks)))),
    (Kind::Sixteen, "#3603125201900001", Ok(("3603125201900001", Some(Repair::Number)))),
    (Kind::Sixteen, "#3603125201900000", Err("keeps 15 digits")),
    (Kind::Sixteen, "#9903125201900001", Err("keeps 15 digits")),
    (Kind::Sixteen, "#360312520190000", Err("a number of 15 digits")),
    (Kind::Sixteen, "3,60313E+15", Err("scientific notation")),
    (Kind::Sixteen, "3.60313e15", Err("scientific notation")),
    (Kind::Sixteen, "360312520190001", Err("15 digits")),
    (Kind::Sixteen, "36031252O1900001", Err("16 characters, 15 of them digits")),
    (Kind::Sixteen, "@2022-03-22", Err("a date")),
    (Kind::Sixteen, "-", Ok(("", None))),
    (Kind::Sixteen, "", Ok(("", None))),
    (Kind::Sixteen, "!REF", Err("an error of a formula")),
    // Account numbers: a zero in front cannot be known.
    (Kind::Digits, "0012-345-678", Ok(("0012-345-678", None))),
    (Kind::Digits, "'00123", Ok(("00123", Some(Repair::Wrapping)))),
    (Kind::Digits, "#12345678901", Err("without its leading zeros")),
    (Kind::Digits, "BJB 0012", Err("8 characters, 4 of them digits")),
    // Amounts.
    (Kind::Money, "Rp37.000.000.000,-", Ok(("37000000000.00", None))),
    (Kind::Money, "1.234.567,00", Ok(("1234567.00", None))),
    (Kind::Money, "1.500", Ok(("1500.00", None))),
    (Kind::Money, "Rp\u{a0}1.234.567", Ok(("1234567.00", Some(Repair::Blanks)))),
    (Kind::Money, "(1.234.567,00)", Ok(("-1234567.00", None))),
    (Kind::Money, "-", Ok(("0.00", None))),
    (Kind::Money, "1,234.56", Err("the comma stands where English puts thousands")),
    (Kind::Money, "1,5E+06", Err("scientific notation")),
    (Kind::Money, "37 juta", Err("are rounded")),
    (Kind::Money, "#600000", Ok(("600000.00", None))),
    (Kind::Money, "#600000.5", Ok(("600000.50", None))),
    (Kind::Money, "#0.30000000000000004", Ok(("0.30", Some(Repair::Noise)))),
    (Kind::Money, "#1.2345", Err("4 decimals")),
    (Kind::Money, "#-0.30000000000000004", Ok(("-0.30", Some(Repair::Noise)))),
    (Kind::Money, "#0.9999999999999999", Ok(("1.00", Some(Repair::Noise)))),
    (Kind::Money, "#1234567.8900000001", Ok(("1234567.89", Some(Repair::Noise)))),
    // 15 digits come back the same, 16 do not; but whole numbers are exact up to 2^53.
    (Kind::Money, "#9007199254740991", Ok(("9007199254740991.00", None))),
    (Kind::Money, "#9007199254740992", Ok(("9007199254740992.00", None))),
    (Kind::Money, "#9007199254740994", Err("a number of 16 digits")),
    (Kind::Money, "#9007199254741000", Ok(("9007199254741000.00", None))),
    (Kind::Money, "#36000000000000000", Ok(("36000000000000000.00", None))),
    (Kind::Money, "#36000000000000004", Err("a number of 17 digits")),
    (Kind::Money, "#9007199254740.99", Ok(("9007199254740.99", None))),
    (Kind::Money, "#9007199254740.993", Ok(("9007199254740.99", Some(Repair::Noise)))),
    (Kind::Money, "#9999999999999.996", Ok(("10000000000000.00", Some(Repair::Noise)))),
    (Kind::Money, "#90071992547409.9", Ok(("90071992547409.90", None))),
    (Kind::Money, "#90071992547409.93", Err("a number of 16 digits")),
    (Kind::Money, "#900719925474099.3", Err("a number of 16 digits")),
    (Kind::Money, "#4503599627370495.5", Err("a number of 17 digits")),
    (Kind::Money, "#-90071992547409.93", Err("a number of 16 digits")),
    (Kind::Money, "@2022-03-22", Err("a date")),
    (Kind::Money, "~1:1:1", Err("a time of day")),
    // Days.
    (Kind::Day, "22 Maret 2022", Ok(("2022-03-22", None))),
    (Kind::Day, "Selasa, 22 Maret 2022", Ok(("2022-03-22", None))),
    (Kind::Day, "22/03/2022", Ok(("2022-03-22", None))),
    (Kind::Day, "22-03-2022", Ok(("2022-03-22", None))),
    (Kind::Day, "2022-03-22", Ok(("2022-03-22", None))),
    (Kind::Day, "22/03/2022 10:15", Ok(("2022-03-22", Some(Repair::TimeOfDay)))),
    (Kind::Day, "2022-03-22T00:00:00", Ok(("2022-03-22", Some(Repair::TimeOfDay)))),
    (Kind::Day, "@2022-03-22", Ok(("2022-03-22", None))),
    (Kind::Day, "@2022-03-22+", Ok(("2022-03-22", Some(Repair::TimeOfDay)))),
    (Kind::Day, "#44642", Ok(("2022-03-22", Some(Repair::Serial)))),
    (Kind::Day, "44642", Ok(("2022-03-22", Some(Repair::Serial)))),
    (Kind::Day, "#44642.75", Ok(("2022-03-22", Some(Repair::Serial)))),
    (Kind::Day, "#19999", Err("serial number")),
    (Kind::Day, "03/22/2022", Err("the day stands before the month")),
    (Kind::Day, "22/03/22", Err("four digits")),
    (Kind::Day, "31/04/2026", Err("no such day")),
    (Kind::Day, "~1:1:1", Err("a time of day")),
    // Codes.
    (Kind::Source, "1.1.01", Ok(("1.1.01", None))),
    (Kind::Source, "01:01:01", Ok(("1.1.01", Some(Repair::TimeForCode)))),
    (Kind::Source, "01:01", Ok(("1.1", Some(Repair::TimeForCode)))),
    (Kind::Source, "~1:1:0", Ok(("1.1", Some(Repair::TimeForCode)))),
    (Kind::Source, "~1:1:4", Ok(("1.1.04", Some(Repair::TimeForCode)))),
    (Kind::Source, "~1:0:4", Err("a time of day")),
    (Kind::Source, "~0:1:4", Err("a time of day")),
    (Kind::Source, "#1.1", Ok(("1.1", None))),
    (Kind::Source, "@2004-01-01", Err("a date")),
    (Kind::Source, "1.1,01", Err("a comma means")),
    (Kind::Region, "#36.03", Ok(("36.03", None))),
    (Kind::Region, "#36.1", Err("all its zeros")),
    (Kind::Region, "3603122001", Ok(("36.03.12.2001", None))),
    (Kind::Region, "~36:3:12", Ok(("36.03.12", Some(Repair::TimeForCode)))),
    (Kind::Region, "36:03", Ok(("36.03", Some(Repair::TimeForCode)))),
    (Kind::Account, "5.1.06.01.01.0001", Ok(("5.1.06.01.01.0001", None))),
    // The rest.
    (Kind::Document, " 188.4/21122-DINSOS/2022 ", Ok(("188.4/21122-DINSOS/2022", None))),
    (Kind::Document, "@2022-03-22", Err("a date")),
    (Kind::Count, "1.250", Ok(("1250", None))),
    (Kind::Count, "#12", Ok(("12", None))),
    (Kind::Count, "1.25", Err("`1.25`")),
    (Kind::Count, "sepuluh", Err("`sepuluh`")),
    (Kind::Text, "Siti\u{a0}Aminah", Ok(("Siti Aminah", Some(Repair::Blanks)))),
    (Kind::Text, "O'Hara", Ok(("O'Hara", None))),
    (Kind::Text, "?", Err("true or false")),
];

fn cell(written: &str) -> Cell {
    let rest = written.get(1..).unwrap_or_default();
    match written.chars().next() {
        Some('#') => Cell::Number(rest.to_owned()),
        Some('@') => {
            let day = rest.trim_end_matches('+').parse().unwrap();
            Cell::Day { day, timed: rest.ends_with('+') }
        }
        Some('~') => {
            let parts: Vec<u32> = rest.split(':').map(|part| part.parse().unwrap()).collect();
            Cell::Time { hours: parts[0], minutes: parts[1], seconds: parts[2] }
        }
        Some('!') => Cell::Error(rest.to_owned()),
        Some('?') => Cell::Flag(true),
        _ => Cell::text(written),
    }
}

#[test]
fn damaged_cells_are_made_good_or_refused() {
    for (kind, written, expected) in DAMAGED {
        let personal = matches!(kind, Kind::Sixteen | Kind::Digits);
        let found = read(&cell(written), &column(*kind, personal), false);
        match (found, expected) {
            (Ok(found), Ok((value, repair))) => {
                let found = (shown(found.value), found.repair);
                assert_eq!((found.0.as_str(), found.1), (*value, *repair), "{written}");
            }
            (Err(problem), Err(said)) => {
                let told = problem.found.within(Language::En);
                assert!(told.contains(said), "{kind:?} {written}: {told}");
                assert!(!told.contains("36031252"), "{told}");
                let quoted = told.starts_with('`') && told.ends_with('`');
                assert!(quoted || told != problem.found.within(Language::Id), "{told}");
            }
            (found, expected) => panic!("{kind:?} {written}: {found:?}, expected {expected:?}"),
        }
    }
}

#[test]
fn english_amounts_are_read_where_they_are_declared() {
    for (written, amount) in [
        ("1,234.56", Some("1234.56")),
        ("1,234,567", Some("1234567.00")),
        ("500.00", Some("500.00")),
        ("-1,234.5", Some("-1234.50")),
        ("(1,234.56)", Some("-1234.56")),
        ("IDR 1,000", Some("1000.00")),
        ("1.234.567,00", None),
        ("12,34.56", None),
        ("1.500", None),
    ] {
        let found = read(&Cell::text(written), &column(Kind::Money, false), true).ok();
        let found = found.map(|found| shown(found.value));
        // What is not English is as it would be without the declaration, or refused.
        assert_eq!(found.as_deref().filter(|_| amount.is_some()), amount, "{written}");
    }
}

fn row(number: usize, cells: &[&str]) -> RawRow {
    RawRow { number, cells: cells.iter().map(|cell| Cell::text(*cell)).collect() }
}

#[test]
fn headings_are_found_below_titles_over_two_rows_and_above_numbers() {
    let profile = profiles::named("bnba").unwrap();
    let rows = [
        row(1, &["LAMPIRAN", "Nama dan nilai"]),
        row(4, &["No", "Nama", "Alamat", "", "Nilai (Rp)", "Lain"]),
        row(5, &["", "", "Jalan", "Desa/Kel", "", ""]),
        row(6, &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]),
        row(7, &["1", "Siti", "Jl. Melati", "Sukaasih", "1", ""]),
    ];
    let found = heading::find(&rows, profile, &Mapping::default()).unwrap();
    let places: Vec<(usize, &str)> = found.places.iter().map(|(at, c)| (*at, c.key)).collect();
    let all = [(0, "no"), (1, "nama"), (2, "alamat"), (3, "desa"), (4, "nilai")];
    assert_eq!((places.as_slice(), found.last), (&all[..], 6));
    assert_eq!(found.unknown, ["Lain"]);
    let mut mapping = Mapping::default();
    mapping.add(profile, "Lain=nilai").unwrap();
    let found = heading::find(&rows, profile, &mapping).unwrap();
    let value = found.places.iter().find(|(_, column)| column.key == "nilai");
    assert_eq!(value.map(|(at, _)| *at), Some(5), "what was said goes before what looks like it");
    assert!(mapping.add(profile, "Lain=rumah").is_err());
    let kept = mapping.to_json(profile);
    assert_eq!(Mapping::read(profile, kept.as_bytes()).unwrap(), mapping);
    assert!(Mapping::read(profiles::named("dtks").unwrap(), kept.as_bytes()).is_err());
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn utf16(text: &str, low_first: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    units.flat_map(|u| if low_first { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
}

#[test]
fn encodings_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let plain = "nama;nilai\nRené;1\n";
    let cases: Vec<(Vec<u8>, Result<Encoding, &str>)> = vec![
        (plain.as_bytes().to_vec(), Ok(Encoding::Utf8)),
        ([b"\xef\xbb\xbf", plain.as_bytes()].concat(), Ok(Encoding::Utf8)),
        ([b"\xff\xfe".to_vec(), utf16(plain, true)].concat(), Ok(Encoding::Utf16Le)),
        ([b"\xfe\xff".to_vec(), utf16(plain, false)].concat(), Ok(Encoding::Utf16Be)),
        (utf16(plain, true), Ok(Encoding::Utf16Le)),
        (utf16(plain, false), Ok(Encoding::Utf16Be)),
        (b"nama;nilai\nRen\xe9;1\n".to_vec(), Ok(Encoding::Windows1252)),
        (["é;\n".as_bytes(), b"Ren\xe9;1\n"].concat(), Err("one encoding")),
        (b"nama\0;nilai\n".to_vec(), Err("zero bytes")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec(), Err("before 2007")),
        (b"%PDF-1.7".to_vec(), Err("PDF")),
        (b"\r\n<html><table>".to_vec(), Err("web page")),
        (Vec::new(), Err("empty")),
    ];
    for (bytes, expected) in cases {
        let path = written(folder.path(), "file.csv", &bytes);
        match (survey(&path, None), expected) {
            (Ok(found), Ok(encoding)) => assert_eq!(found.shape, Shape::Text(encoding)),
            (Err(InboundError::Refused(told)), Err(said)) => {
                assert!(told.contains(said), "{}", &*told);
            }
            (found, expected) => panic!("{bytes:?}: {found:?}, expected {expected:?}"),
        }
    }
}

#[test]
fn rows_keep_the_numbers_of_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let text = "sep=;\r\n\r\na;b\r\n\"two\nlines\";1\r\n\r\n;\r\nc;2\nd;3";
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xff\xfe".to_vec(), utf16(text, true)].concat(), Encoding::Utf16Le),
    ] {
        let path = written(folder.path(), "rows.csv", &bytes);
        let how = How::Text(Dialect { encoding, separator: b';' });
        let mut rows = Vec::new();
        let source = Source { path, how };
        source
            .visit(&mut |row| {
                rows.push((row.number, row.cells.first().map(Cell::words).unwrap_or_default()));
                Ok(Step::On)
            })
            .unwrap();
        let rows: Vec<(usize, &str)> = rows.iter().map(|(at, text)| (*at, text.as_str())).collect();
        assert_eq!(rows, [(3, "a"), (4, "two lines"), (8, "c"), (9, "d")]);
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("a;b\n\"{}", "x\n".repeat(CELL_BYTES_MAX));
    let path = written(folder.path(), "open.csv", text.as_bytes());
    let how = How::Text(Dialect { encoding: Encoding::Utf8, separator: b';' });
    let Err(InboundError::Refused(told)) = (Source { path, how }).head(10) else {
        panic!("not refused")
    };
    assert!(told.contains("line 2") && told.contains("never closed"), "{}", &*told);
}

fn zip(members: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes, times) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        for _ in 0..*times {
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A bomb is told before anything reads it, also where its directory lies.
#[test]
fn zip_bombs_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let blanks = vec![b' '; 65_536];
    let bomb = zip(&[("xl/worksheets/sheet1.xml", &blanks, 64)]);
    assert!(bomb.len() < 64 * 65_536 / usize::try_from(RATIO_MAX).unwrap());
    let mut lying = bomb.clone();
    // The length that the directory states, and the one before the member: 1 byte.
    let size = (64u32 * 65_536).to_le_bytes();
    let places: Vec<usize> = (0..lying.len() - 4).filter(|at| lying[*at..at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
    }
    for (name, bytes) in [("bomb", &bomb), ("lying", &lying)] {
        let path = written(folder.path(), name, bytes);
        let refused = survey(&path, None);
        assert!(refused.is_err(), "{name}: {refused:?}");
    }
    let many: Vec<(String, &[u8], usize)> =
        (0..3_000).map(|at| (format!("{at}"), &b"x"[..], 1)).collect();
    let many: Vec<(&str, &[u8], usize)> =
        many.iter().map(|(name, bytes, times)| (name.as_str(), *bytes, *times)).collect();
    let path = written(folder.path(), "many", &zip(&many));
    assert!(
        matches!(survey(&path, None), Err(InboundError::Refused(told)) if told.contains("3000"))
    );
    let path = written(folder.path(), "cut", &bomb[..bomb.len() / 2]);
    assert!(
        matches!(survey(&path, None), Err(InboundError::Refused(told)) if told.contains("damaged"))
    );
}
