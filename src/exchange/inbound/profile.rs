//! What a kind of file is: its columns, what it asks for beside them, and what its rows become.

use std::collections::BTreeMap;

use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::vocabulary::Dataset;
use jejak_events::{AccountCode, ActivityCode, Date, DocumentNumber, Region, Rupiah, SourceCode};

use super::desk::{Desk, Order};
use super::error::InboundError;
use super::value::Value;
use crate::exchange::drafts::BadLine;
use crate::ledger::Draft;
use crate::said::Said;

/// What a column holds, and so how its cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text that is kept as it is, in the vault alone.
    Text,
    /// NIK or KK: 16 digits, which a spreadsheet must not have had as a number.
    Sixteen,
    /// The number of a bank account, or another number whose zeros count.
    Digits,
    /// Rupiah.
    Money,
    /// A day.
    Day,
    /// Kode sumber dana.
    Source,
    /// Kode rekening.
    Account,
    /// Kode sub-kegiatan.
    Activity,
    /// Kode wilayah.
    Region,
    /// The number of a document.
    Document,
    /// A whole number, zero or more.
    Count,
}

/// A column of a profile.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name here: in `--map`, saved mappings and lists of faults.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a file without it is refused, and a row without a value.
    pub required: bool,
    /// Whether it says something of a person: its values stay in the vault, and no message repeats
    /// them.
    pub personal: bool,
    /// Headings by which it is known, besides its name; case, blanks and dots make no difference.
    pub headings: &'static [&'static str],
    /// What it holds, in English and Indonesian.
    pub means: (&'static str, &'static str),
}

impl Column {
    /// What it holds.
    pub fn meaning(&self) -> Said {
        Said { en: self.means.0.to_owned(), id: self.means.1.to_owned() }
    }
}

/// What a profile asks for beside the file: `--set NAME=VALUE`.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Whether the profile needs it.
    pub required: bool,
    /// What it says, in English and Indonesian.
    pub means: (&'static str, &'static str),
}

/// How the rows of a profile are recorded, so that a file is there whole or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// `ImportOpened`, events that name it, `ImportClosed`. Interrupted, the same command goes on
    /// after the rows that are there; until it closes none of them has an effect.
    Opened,
    /// One request. It is recorded whole or not at all.
    AtOnce,
    /// The same, with rows that do not name the import: what they name has an opening and a closing
    /// of its own, as a decree has.
    Gradual,
}

/// How a profile begins with a file: it reads the settings, and looks up what they name. The hash is
/// the commitment to the file.
pub type Begin =
    for<'a> fn(&Desk<'a>, &Order<'a>, Bytes32) -> Result<Box<dyn Taking + 'a>, InboundError>;

/// A kind of file.
pub struct Profile {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in English and Indonesian.
    pub title: (&'static str, &'static str),
    /// Its columns.
    pub columns: &'static [Column],
    /// What it asks for beside the file.
    pub settings: &'static [Setting],
    /// Whether it cannot do without the vault.
    pub needs_vault: bool,
    /// How its rows are recorded.
    pub manner: Manner,
    /// What the ledger calls such a file.
    pub dataset: fn(&Order<'_>) -> Dataset,
    /// Begins with a file.
    pub begin: Begin,
    /// Whether a row is a note between the data, such as the opening balance of a statement.
    pub is_note: fn(&Row) -> bool,
}

impl Profile {
    /// What it is.
    pub fn title(&self) -> Said {
        Said { en: self.title.0.to_owned(), id: self.title.1.to_owned() }
    }

    /// What a setting says, in English and Indonesian.
    pub fn setting_means(&self, name: &str) -> (&'static str, &'static str) {
        let known = self.settings.iter().find(|setting| setting.name == name);
        known.map_or(("", ""), |setting| setting.means)
    }
}

/// One file of a profile while it is taken over. The rows come twice: all of them to be looked at,
/// then, when none was bad, all of them again to be recorded.
pub trait Taking {
    /// Looks at a row; everything that is wrong with it beyond its single cells.
    fn look(&mut self, row: &Row) -> Vec<Problem>;

    /// Everything that is wrong with the file as a whole, when all rows were looked at.
    fn whole(&mut self) -> Vec<BadLine> {
        Vec::new()
    }

    /// What the rows come to.
    fn stated(&self) -> Stated;

    /// The events of some rows, in their order, each with the number of its row. `data` is the
    /// import: for [`Manner::Opened`] exactly one event per row names it.
    fn drafts(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError>;

    /// What [`Taking::drafts`] would give, with nothing kept in the vault: for profiles that keep
    /// people there, so that the rules are asked first.
    fn trial(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError> {
        let _ = (rows, data);
        Ok(Vec::new())
    }

    /// What is recorded after the last row.
    fn closing(&mut self) -> Result<OfRows, InboundError> {
        Ok(Vec::new())
    }

    /// What was drafted until now is recorded.
    fn sent(&mut self) {}

    /// For [`Manner::Gradual`]: rows of this file that stand after the event that opened its import.
    fn recorded_since(&self, opened: u64) -> u64 {
        let _ = opened;
        0
    }

    /// What else there is to tell when all is done.
    fn notes(&self) -> Vec<Said> {
        Vec::new()
    }
}

/// Events, each with the number of the row that it comes from.
pub type OfRows = Vec<(usize, Draft)>;

/// What the rows of a file come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Sum of their amounts.
    pub total: Rupiah,
    /// First day that the file speaks of, where it spans days.
    pub from: Option<Date>,
    /// Day for which it speaks, the last of a span.
    pub position: Date,
}

/// What is wrong with a cell, before its row is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The column.
    pub column: &'static str,
    /// What would have been accepted.
    pub expected: Said,
    /// What was there; never a personal value.
    pub found: Said,
}

impl Problem {
    /// A problem of a column.
    pub fn new(column: &'static str, expected: Said, found: Said) -> Problem {
        Problem { column, expected, found }
    }

    /// The same as a line of a list of faults.
    pub fn on(self, line: usize) -> BadLine {
        BadLine { line, field: self.column.to_owned(), expected: self.expected, found: self.found }
    }
}

/// A row whose cells could all be read.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number in the file.
    pub number: usize,
    /// Its values, by the name of the column; columns that are empty are not there.
    pub values: BTreeMap<&'static str, Value>,
}

macro_rules! readers {
    ($($(#[$doc:meta])* $name:ident -> $variant:ident $type:ty;)+) => {
        impl Row {
            $(
                $(#[$doc])*
                pub fn $name(&self, column: &str) -> Option<$type> {
                    match self.values.get(column) {
                        Some(Value::$variant(value)) => Some(value.clone()),
                        _ => None,
                    }
                }
            )+
        }
    };
}

readers! {
    /// The text of a column.
    text -> Text String;
    /// The amount of a column.
    money -> Money Rupiah;
    /// The day of a column.
    day -> Day Date;
    /// The funding source of a column.
    source -> Source SourceCode;
    /// The account code of a column.
    account -> Account AccountCode;
    /// The sub-activity of a column.
    activity -> Activity ActivityCode;
    /// The region of a column.
    region -> Region Region;
    /// The document number of a column.
    document -> Document DocumentNumber;
    /// The number of a column.
    count -> Count u64;
}
