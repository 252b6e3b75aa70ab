//! A [`Table`] as bytes: for the terminal, as JSON, CSV, XLSX or HTML for print.
//!
//! One entry for every way out ([`Page::write`]): command line, and whoever else hands out a table.
//! - The bytes depend on table, stamp and [`Look`] alone: never on clock, locale or environment. The
//!   same size of the same ledger gives the same bytes.
//! - Every output carries the stamp that lets anyone check it again.
//! - What only the vault can tell is asked of [`Names`]; without them it is masked.
//!
//! A piece of a page of the console is [`fragment`]: it leads to other pages, so it is no format that
//! is handed out.
//!
//! Not here: what a table says, and files.

mod csv;
pub mod explain;
pub mod fragment;
pub(crate) mod guard;
mod html;
pub mod json;
mod names;
mod shown;
mod stamped;
mod terminal;
mod xlsx;

use std::io::Write;
use std::str::FromStr;

use jejak_projections::Stamp;
use jejak_projections::report::Table;
use jejak_projections::said::Language;

pub use fragment::Here;
pub use guard::unguarded;
pub use names::{Looker, Masked, Names, RevealError, Revealed, named, reveal};
pub use xlsx::is_exact;

/// What a table can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines for people.
    Terminal,
    /// Stable names, money as decimal strings.
    Json,
    /// RFC 4180 with a byte order mark.
    Csv,
    /// A workbook.
    Xlsx,
    /// One file to be printed.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 5] =
        [Format::Terminal, Format::Json, Format::Csv, Format::Xlsx, Format::Html];

    /// The word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Format::Terminal => "terminal",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Html => "html",
        }
    }

    /// The format that the ending of a file name asks for.
    pub fn of_ending(ending: &str) -> Option<Format> {
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Terminal),
            "htm" => Some(Format::Html),
            other => Format::ALL.into_iter().skip(1).find(|format| format.word() == other),
        }
    }

    /// What it is called where files are handed out by HTTP.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Terminal => "text/plain; charset=utf-8",
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8; header=present",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Html => "text/html; charset=utf-8",
        }
    }

    /// Whether it is for people to read, and not for programs.
    pub const fn is_text(self) -> bool {
        !matches!(self, Format::Xlsx)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Format, String> {
        let found = Format::ALL.into_iter().find(|format| format.word() == text);
        found.ok_or_else(|| {
            format!("expected one of terminal, json, csv, xlsx, html, found `{text}`")
        })
    }
}

/// What divides the fields of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// `;`, which Excel expects where the decimal sign is a comma.
    #[default]
    Semicolon,
    /// `,`.
    Comma,
}

/// How CSV writes amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decimals {
    /// `1234567.00`, for programs.
    #[default]
    Point,
    /// `1.234.567,00`, for people with id-ID settings.
    Indonesian,
}

/// How CSV writes codes that a spreadsheet would take for numbers or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Codes {
    /// With an apostrophe in front, so that a spreadsheet leaves them alone.
    #[default]
    Guarded,
    /// As they are, for programs.
    Plain,
}

/// The size of the sheet that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 215 x 330 mm, as Indonesian offices have it.
    F4,
}

/// How a table is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Language of headings and notes. Numbers are Indonesian in both.
    pub language: Language,
    /// Terminal: fold long cells to the width of the window; else nothing is folded.
    pub folded: bool,
    /// JSON: indented.
    pub indented: bool,
    /// CSV: what divides fields.
    pub separator: Separator,
    /// CSV: how amounts are written.
    pub decimals: Decimals,
    /// CSV: how codes are written.
    pub codes: Codes,
    /// XLSX and HTML: the sheet.
    pub paper: Paper,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// What it is written to failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The workbook could not be made.
    #[error("the workbook could not be written: {0}")]
    Workbook(String),
    /// A person's data could not be read.
    #[error(transparent)]
    Vault(#[from] crate::vault::VaultError),
}

/// A table with all that is needed to write it.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// What it says.
    pub table: &'a Table,
    /// Where it comes from.
    pub stamp: &'a Stamp,
    /// Who people are.
    pub names: &'a dyn Names,
    /// How it looks.
    pub look: Look,
}

impl<'a> Page<'a> {
    /// A page on which nobody is named.
    pub fn masked(table: &'a Table, stamp: &'a Stamp, look: Look) -> Page<'a> {
        Page { table, stamp, names: &Masked, look }
    }

    /// Writes the table in a format.
    pub fn write(&self, format: Format, out: &mut (impl Write + Send)) -> Result<(), RenderError> {
        match format {
            Format::Terminal => terminal::write(self, out),
            Format::Json => json::write(self, out),
            Format::Csv => csv::write(self, out),
            Format::Xlsx => xlsx::write(self, out),
            Format::Html => html::write(self, out),
        }
    }

    /// The table as bytes.
    pub fn bytes(&self, format: Format) -> Result<Vec<u8>, RenderError> {
        let mut bytes = Vec::new();
        self.write(format, &mut bytes)?;
        Ok(bytes)
    }
}

/// Sen as `Rp1.234.567,00`; what stands alone needs its unit.
pub fn rupiah(sen: i128) -> String {
    format!("Rp{}", shown::money(sen))
}

/// How many, as `1.234`.
pub fn count(number: u64) -> String {
    shown::grouped(number.into())
}

/// A moment on the clock of a zone, `22/03/2022 07.44.05 WIB`.
pub fn moment(time: jejak_events::Timestamp, zone: jejak_events::date::ZoneId) -> String {
    shown::moment(time, zone)
}

#[cfg(test)]
mod tests;
