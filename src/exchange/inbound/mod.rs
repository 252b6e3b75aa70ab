//! Files in: what the programs that people use write, taken over into the ledger.
//!
//! ```text
//! survey   -> length, hash, encoding; a workbook is a zip, and checked as one (survey, zipped)
//! table    -> sheet or separator, heading, columns (table, heading, mapping)
//! rows     -> cells (text, sheet), values (value), what spreadsheets did to them (repair)
//! look     -> every row against the ledger; all that is wrong is listed, nothing is recorded
//! record   -> the same rows again, in requests of bounded size (record)
//! ```
//!
//! One engine, and a profile for each kind of file (`profiles/`): its columns, what it asks for
//! beside the file, and what its rows become. [`take`] is the whole of it; a dry run stops before
//! anything is recorded.
//!
//! Invariants:
//! - a file is read three times from disk and never held; a workbook's table of texts is held;
//! - nothing is recorded while one row is bad, and what was recorded of an import that was
//!   interrupted has no effect until the same file completes it;
//! - a value of a personal column goes to the vault or nowhere: no message repeats it;
//! - what a spreadsheet did is made undone only where one value can have been there, and told.
//!
//! Not here: the command line, files that go out, JSON lines ([`crate::exchange::drafts`]).

mod cell;
mod desk;
mod error;
mod heading;
pub mod limits;
mod mapping;
mod places;
mod profile;
pub mod profiles;
pub mod reasons;
mod record;
mod repair;
mod rows;
mod sheet;
mod survey;
mod table;
mod text;
mod total;
mod unfinished;
mod value;
mod zipped;

pub use cell::{Cell, RawRow};
pub use desk::{Desk, Order};
pub use error::{BadRows, InboundError};
pub use mapping::Mapping;
pub use profile::{Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking};
pub use record::{Outcome, Phase, Progress, take};
pub use repair::Repair;
pub use survey::{Shape, Survey, survey};
pub use table::{Table, Tally, find};
pub use text::Encoding;
pub use unfinished::{Abandoned, Unfinished, abandon, unfinished};
pub use value::Value;

#[cfg(test)]
mod tests;
