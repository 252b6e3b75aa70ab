//! From what stands in a cell to what its column holds. What a spreadsheet did to a value is made
//! undone where only one value can have been there, and told; everything else is refused.

use std::str::FromStr;

use jejak_events::parse::{Found, ParseError};
use jejak_events::{AccountCode, ActivityCode, Date, DocumentNumber, Region, Rupiah, SourceCode};

use super::cell::{Cell, clean};
use super::profile::{Column, Kind, Problem};
use super::repair::{self, Repair};
use crate::exchange::words;
use crate::said::{Said, said};

/// What a column of a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, without outer blanks.
    Text(String),
    /// An amount.
    Money(Rupiah),
    /// A day.
    Day(Date),
    /// A funding source.
    Source(SourceCode),
    /// An account code.
    Account(AccountCode),
    /// A sub-activity.
    Activity(ActivityCode),
    /// A region.
    Region(Region),
    /// The number of a document.
    Document(DocumentNumber),
    /// A whole number.
    Count(u64),
}

/// A cell that was read: its value, where it has one, and what was made undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The value; nothing for an empty cell.
    pub value: Option<Value>,
    /// What had been done to it.
    pub repair: Option<Repair>,
}

/// Reads a cell of a column. `english` says that amounts were declared to be written `1,234.56`.
pub fn read(cell: &Cell, column: &Column, english: bool) -> Result<Reading, Problem> {
    let wrong = |(expected, found): (Said, Said)| Problem::new(column.key, expected, found);
    let (text, repair) = match plain_text(cell, column.kind) {
        Ok(Some(found)) => found,
        Ok(None) if column.required => return Err(wrong((expected(column.kind), nothing()))),
        Ok(None) => return Ok(Reading::default()),
        Err(why) => return Err(wrong((expected(column.kind), why))),
    };
    match value(&text, column, english) {
        Ok((value, also)) => Ok(Reading { value: Some(value), repair: repair.or(also) }),
        Err(why) => Err(wrong(why)),
    }
}

/// The text of a cell as a person would have typed it, and what had been done to it.
fn plain_text(cell: &Cell, kind: Kind) -> Result<Option<(String, Option<Repair>)>, Said> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => {
            let (text, repair) = repair::text(text, kind);
            if let Some((hours, minutes, seconds)) =
                repair::clock(&text).filter(|_| kind != Kind::Text)
            {
                return repair::time(hours, minutes, seconds, kind).map(Some);
            }
            let none = text.is_empty() || is_dash(&text) && kind != Kind::Money;
            Ok((!none).then_some((text, repair)))
        }
        Cell::Number(digits) => repair::number(digits, kind).map(Some),
        Cell::Day { day, timed } if kind == Kind::Day => {
            Ok(Some((day.to_string(), timed.then_some(Repair::TimeOfDay))))
        }
        Cell::Day { .. } => Err(said!(
            "a date: a spreadsheet turned the value into it; format the column as text and enter \
             it again",
            "tanggal: lembar kerja mengubah nilainya; jadikan kolom teks dan isi lagi"
        )),
        Cell::Time { hours, minutes, seconds } => {
            repair::time(*hours, *minutes, *seconds, kind).map(Some)
        }
        Cell::Flag(_) => Err(said!("true or false", "TRUE atau FALSE")),
        Cell::Error(_) => Err(said!(
            "an error of a formula, such as #REF!; put the value in its place",
            "galat rumus, seperti #REF!; ganti dengan nilainya"
        )),
    }
}

/// What people write where there is nothing.
fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "--" | "–" | "—")
}

type Wrong = (Said, Said);

fn value(text: &str, column: &Column, english: bool) -> Result<(Value, Option<Repair>), Wrong> {
    let plain = |value| Ok((value, None));
    match column.kind {
        Kind::Text => plain(Value::Text(text.to_owned())),
        Kind::Sixteen => repair::sixteen(text)
            .map(|(digits, repair)| (Value::Text(digits), repair))
            .map_err(|found| (expected(column.kind), found)),
        Kind::Digits => digits(text).and_then(plain),
        Kind::Money => money(text, english, column).and_then(plain),
        Kind::Day => day(text, column),
        Kind::Source => parsed(text, column).map(Value::Source).and_then(plain),
        Kind::Account => parsed(text, column).map(Value::Account).and_then(plain),
        Kind::Activity => parsed(text, column).map(Value::Activity).and_then(plain),
        Kind::Region => parsed(text, column).map(Value::Region).and_then(plain),
        Kind::Document => parsed(text, column).map(Value::Document).and_then(plain),
        Kind::Count => count(text).map(Value::Count).and_then(plain),
    }
}

/// A value of the ledger, or why it is none; of a personal column nothing is repeated.
fn parsed<T: FromStr<Err = ParseError>>(text: &str, column: &Column) -> Result<T, Wrong> {
    text.parse().map_err(|error: ParseError| {
        let found = if column.personal {
            shape(text)
        } else {
            words::found(&format!("{}; {}", error.found, error.advice))
        };
        (words::expected(error.expected), found)
    })
}

fn money(text: &str, english: bool, column: &Column) -> Result<Value, Wrong> {
    if is_dash(text) {
        return Ok(Value::Money(Rupiah::ZERO));
    }
    let text = if english { repair::from_english(text) } else { text.to_owned() };
    parsed(&text, column).map(Value::Money)
}

fn day(text: &str, column: &Column) -> Result<(Value, Option<Repair>), Wrong> {
    if let Some(day) = repair::serial(text) {
        return Ok((Value::Day(day), Some(Repair::Serial)));
    }
    let (text, cut) = repair::without_time(text);
    let day = parsed(text, column)?;
    Ok((Value::Day(day), cut.then_some(Repair::TimeOfDay)))
}

fn digits(text: &str) -> Result<Value, Wrong> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '/'));
    if digits > 0 && others {
        return Ok(Value::Text(text.to_owned()));
    }
    Err((expected(Kind::Digits), shape(text)))
}

/// A whole number, with dots between thousands or without.
fn count(text: &str) -> Result<u64, Wrong> {
    let groups: Vec<&str> = text.split('.').collect();
    let (first, rest) = groups.split_first().unwrap_or((&"", &[]));
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let grouped = rest.is_empty()
        || (digits(first) && first.len() <= 3 && rest.iter().all(|g| digits(g) && g.len() == 3));
    let number = groups.concat().parse().ok().filter(|_| grouped && digits(first));
    number.ok_or_else(|| (expected(Kind::Count), Said::same(Found::quote(text))))
}

/// What a text looks like, without saying it.
pub fn shape(text: &str) -> Said {
    let text = clean(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let all = text.chars().count();
    if repair::is_scientific(&text) {
        return said!(
            "scientific notation: digits are lost; format the column as text and enter the numbers \
             again from the document",
            "notasi ilmiah: angkanya hilang; jadikan kolom teks dan isi lagi nomornya dari dokumen"
        );
    }
    if digits == all {
        return said!("{digits} digits", "{digits} digit");
    }
    said!(
        "{all} characters, {digits} of them digits",
        "{all} karakter, {digits} di antaranya digit"
    )
}

/// Nothing.
pub fn nothing() -> Said {
    said!("nothing", "tidak ada apa-apa")
}

/// What a column of a kind holds.
pub fn expected(kind: Kind) -> Said {
    match kind {
        Kind::Text => said!("a text", "teks"),
        Kind::Sixteen => said!("16 digits as text", "16 digit sebagai teks"),
        Kind::Digits => said!(
            "a number as text, with its leading zeros",
            "nomor sebagai teks, dengan nol di depannya"
        ),
        Kind::Money => {
            words::expected("an amount of rupiah such as \"200000.00\" or \"Rp1.234.567,00\"")
        }
        Kind::Day => words::expected("a date such as \"2022-03-22\" or \"22 Maret 2022\""),
        Kind::Source => words::expected("a funding source code such as \"2.2.01.01.03.0050\""),
        Kind::Account => words::expected("an account code such as \"5.1.06.01.01.0001\""),
        Kind::Activity => words::expected("an activity code such as \"1.06.05.2.02.0003\""),
        Kind::Region => words::expected("a region code such as \"36.03.12.2001\""),
        Kind::Document => words::expected("a document number such as \"188.4/21122-DINSOS/2022\""),
        Kind::Count => said!("a whole number, zero or more", "bilangan bulat, nol atau lebih"),
    }
}
