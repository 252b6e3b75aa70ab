//! The kinds of files that are read, one file each.

use super::profile::{Column, Kind, Profile};

mod sipd_sp2d;

/// All profiles, in the order in which they are listed.
pub const ALL: &[&dyn Profile] = &[&sipd_sp2d::SipdSp2d];

/// The profile of a name.
pub fn named(name: &str) -> Option<&'static dyn Profile> {
    ALL.iter().find(|profile| profile.name() == name).copied()
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
