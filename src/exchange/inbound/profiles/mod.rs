//! The kinds of files that are read, one file each.

use super::desk::Order;
use super::error::InboundError;
use super::profile::{Column, Kind, Profile, Row};
use crate::said::said;

mod bank_answer;
mod bank_statement;
mod bnba;
mod dtks;
mod funding_sources;
mod match_list;
mod opening_balances;
mod people;
mod regions;
mod sample_results;
mod siks_ng;
mod sipd_sp2d;

/// All profiles, in the order in which they are listed.
pub static ALL: &[&Profile] = &[
    &bnba::PROFILE,
    &dtks::PROFILE,
    &sipd_sp2d::PROFILE,
    &bank_statement::PROFILE,
    &bank_answer::PROFILE,
    &sample_results::PROFILE,
    &siks_ng::PROFILE,
    &match_list::PROFILE,
    &regions::PROFILE,
    &funding_sources::PROFILE,
    &opening_balances::PROFILE,
];

/// The profile of a name.
pub fn named(name: &str) -> Option<&'static Profile> {
    ALL.iter().find(|profile| profile.name == name).copied()
}

/// For profiles without notes between the data.
const fn never(_: &Row) -> bool {
    false
}

/// A column that every row must have.
const fn required(
    key: &'static str,
    kind: Kind,
    headings: &'static [&'static str],
    means: (&'static str, &'static str),
) -> Column {
    Column { key, kind, required: true, personal: false, headings, means }
}

/// A column that may be missing.
const fn optional(
    key: &'static str,
    kind: Kind,
    headings: &'static [&'static str],
    means: (&'static str, &'static str),
) -> Column {
    Column { key, kind, required: false, personal: false, headings, means }
}

/// The same, of a person.
const fn of_person(column: Column) -> Column {
    Column { personal: true, ..column }
}

/// An object that a setting names by the number of the event that made it.
fn object(
    order: &Order<'_>,
    name: &'static str,
    exists: impl FnOnce(u64) -> bool,
) -> Result<u64, InboundError> {
    let seq: u64 = order.needed(name)?;
    if exists(seq) {
        return Ok(seq);
    }
    let (en, id) = order.profile.setting_means(name);
    Err(InboundError::Usage(said!(
        "--set {name}: expected {en}, found event {seq}, which made none",
        "--set {name}: seharusnya {id}, ditemukan kejadian {seq}, yang bukan itu"
    )))
}
