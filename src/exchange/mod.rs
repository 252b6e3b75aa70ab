//! Files in and out.
//!
//! [`drafts`] reads proposed events from JSON lines; [`events`] writes recorded ones; [`regions`]
//! reads lists of regions from CSV.
//!
//! Not here: other spreadsheets, journals, and what is printed for people on a terminal.

pub mod drafts;
pub mod events;
mod lines;
pub mod regions;
pub(crate) mod words;
