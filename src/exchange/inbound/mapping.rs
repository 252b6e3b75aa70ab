//! Headings that a profile does not know, and the columns that they stand for: said once, kept in a
//! file, used again.

use std::collections::BTreeMap;

use jejak_events::parse::{Found, mask_digit_runs};
use serde::{Deserialize, Serialize};

use super::cell::plain;
use super::error::InboundError;
use super::profile::Profile;
use crate::said::said;

/// Columns of a profile by the heading that stands for each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// By heading as written; compared without case, blanks and dots.
    headings: BTreeMap<String, &'static str>,
}

/// A mapping as it is kept in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    profile: String,
    columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.headings.is_empty()
    }

    /// Adds what somebody said: `heading=column`.
    pub fn add(&mut self, profile: &Profile, said: &str) -> Result<(), InboundError> {
        let Some((heading, column)) = said.rsplit_once('=') else {
            let found = Found::quote(said);
            return Err(InboundError::Usage(said!(
                "--map: expected HEADING=COLUMN, found {found}",
                "--map: seharusnya JUDUL=KOLOM, ditemukan {found}"
            )));
        };
        self.insert(profile, heading.trim(), column.trim())
    }

    fn insert(
        &mut self,
        profile: &Profile,
        heading: &str,
        column: &str,
    ) -> Result<(), InboundError> {
        let columns = profile.columns;
        let Some(known) = columns.iter().find(|known| known.key == column) else {
            let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
            let (keys, found, name) = (keys.join(", "), Found::quote(column), profile.name);
            return Err(InboundError::Usage(said!(
                "{name}: expected one of its columns {keys}, found {found}",
                "{name}: seharusnya salah satu kolomnya {keys}, ditemukan {found}"
            )));
        };
        self.headings.insert(heading.to_owned(), known.key);
        Ok(())
    }

    /// The column that a heading stands for.
    pub fn column(&self, heading: &str) -> Option<&'static str> {
        let asked = plain(heading);
        let found = self.headings.iter().find(|(known, _)| plain(known) == asked);
        found.map(|(_, column)| *column)
    }

    /// The columns that it names.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.headings.values().copied()
    }

    /// Reads a mapping that was kept for this profile.
    pub fn read(profile: &Profile, kept: &[u8]) -> Result<Mapping, InboundError> {
        let kept: Kept = serde_json::from_slice(kept).map_err(|error| {
            let why = mask_digit_runs(&error.to_string());
            InboundError::Usage(said!(
                "expected a mapping as --save-mapping writes it, found something else ({why})",
                "seharusnya pemetaan seperti ditulis --save-mapping, ditemukan yang lain ({why})"
            ))
        })?;
        let name = profile.name;
        if kept.profile != name {
            let found = Found::quote(&kept.profile);
            return Err(InboundError::Usage(said!(
                "expected a mapping of `{name}`, found one of {found}",
                "seharusnya pemetaan `{name}`, ditemukan milik {found}"
            )));
        }
        let mut mapping = Mapping::default();
        for (heading, column) in &kept.columns {
            mapping.insert(profile, heading, column)?;
        }
        Ok(mapping)
    }

    /// The mapping as it is kept in a file.
    pub fn to_json(&self, profile: &Profile) -> String {
        let columns = self.headings.iter();
        let columns = columns.map(|(heading, column)| (heading.clone(), (*column).to_owned()));
        let kept = Kept { profile: profile.name.to_owned(), columns: columns.collect() };
        let mut text = serde_json::to_string_pretty(&kept).expect("texts are JSON");
        text.push('\n');
        text
    }
}
