//! What must hold for the bytes and the words of every event, seen from outside the crate.

mod canonical;
mod catalogue;
mod golden;
mod references;
mod round_trip;
mod samples;
mod secrets;
mod wire;
