//! Files in and out.
//!
//! [`drafts`] reads proposed events from JSON lines; [`events`] writes recorded ones; [`counts`]
//! counts them by what they say; [`journal`] writes what they moved for programs of plain text
//! accounting, [`tables`] writes tables for SQL; their files carry a [`stamp`]. [`regions`] reads lists of regions from CSV. [`people`] and
//! [`matchlist`] read what goes into the vault, and never repeat a value. [`oversight`] lists what
//! the second ledger tells.
//!
//! Not here: other spreadsheets, and what is printed for people on a terminal.

pub mod counts;
pub mod drafts;
pub mod events;
pub mod inbound;
pub mod investigation;
pub mod journal;
mod lines;
pub mod matchlist;
pub mod oversight;
pub mod payfile;
pub mod people;
pub mod regions;

pub mod render;
pub mod stamp;
pub mod tables;
pub(crate) mod words;
