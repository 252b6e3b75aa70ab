//! Files in and out.
//!
//! [`drafts`] reads proposed events from JSON lines; [`events`] writes recorded ones.
//!
//! Not here: spreadsheets, journals, and what is printed for people on a terminal.

pub mod drafts;
pub mod events;
mod lines;
pub(crate) mod words;
