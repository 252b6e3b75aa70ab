//! What must hold for the bytes and the words of every event, seen from outside the crate.

mod golden;
mod samples;
