//! The second sample ledger: Kalimantan Selatan, in its own zone, under its own origin, key and
//! seed. It shows that nothing is tied to Banten.
//!
//! Published are the coordination meeting of 18 October 2024 with its 26 participants and the kinds
//! of social workers that it was about; real are the names of the 13 kabupaten and kota. Everything
//! that happens in 2026 is invented: one budget line, one decree, 26 payments.

mod reference;
#[cfg(test)]
mod tests;
mod year;

use jejak_events::ZoneId;
use jejak_events::ids::Bytes32;

use super::Script;
use super::build::Build;
use super::province::Province;
use crate::proof::key;

/// Kalimantan Selatan.
pub const KALSEL: Province = Province {
    name: "Kalimantan Selatan",
    origin: "contoh.example/jejak-kalsel",
    ledger_id: Bytes32(*b"jejak: contoh kedua, bukan asli."),
    seed: "jejak second sample ledger 2026: its people, tokens and papers are invented, too",
    zone: ZoneId::Wita,
    opened_at_micros: OPENED_AT_MICROS,
    events: EVENTS,
    key: key::second_sample,
    script,
};

/// 2026-01-05 08:00 WITA in microseconds.
const OPENED_AT_MICROS: i64 = 1_767_571_200_000_000;

/// Events of the whole ledger.
const EVENTS: u64 = 350;

fn script(first_seq: u64) -> Script {
    let scenes: Vec<fn(&mut Build)> = [reference::SCENES, year::SCENES].concat();
    Script { build: Build::of(&KALSEL, first_seq), scenes: scenes.into_iter() }
}
