//! What an import works with: the ledger, the vault where there is one, and what was asked for.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use jejak_events::{Date, Event};
use jejak_projections::State;

use super::error::InboundError;
use super::mapping::Mapping;
use super::profile::Profile;
use super::text::Encoding;
use crate::ledger::{Actor, Draft, Ledger};
use crate::said::said;
use crate::vault::Vault;

/// Ledger and vault of one folder.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The vault, opened, where the profile needs it.
    pub vault: Option<&'a Vault>,
    /// Who records.
    pub actor: Actor,
    /// The civil date of today in the ledger's zone.
    pub today: Date,
}

impl<'a> Desk<'a> {
    /// A question to the state of the ledger.
    pub fn state<T>(&self, question: impl FnOnce(&State) -> T) -> T {
        self.ledger.read(|folded| question(&folded.reading.state))
    }

    /// A draft of today.
    pub fn draft(&self, event: impl Into<Event>) -> Draft {
        Draft::new(self.today, event)
    }

    /// The vault; without one it is said which profile needs it.
    pub fn vault(&self, profile: &str) -> Result<&'a Vault, InboundError> {
        self.vault.ok_or_else(|| {
            InboundError::Usage(said!(
                "{profile}: expected a vault, found none: what this file says of people or bank \
                 accounts is kept there alone; run `jejak person init`, and give its key",
                "{profile}: seharusnya ada brankas, ditemukan tidak ada: isi berkas ini tentang \
                 orang atau rekening bank disimpan hanya di sana; jalankan `jejak person init`, \
                 lalu berikan kuncinya"
            ))
        })
    }
}

/// What is to be taken over, and how.
pub struct Order<'a> {
    /// The kind of file.
    pub profile: &'static Profile,
    /// The file.
    pub path: &'a Path,
    /// The sheet, where a workbook has several.
    pub sheet: Option<&'a str>,
    /// Headings that the profile does not know, and the columns they stand for.
    pub mapping: Mapping,
    /// Encoding of a text, where it was declared.
    pub encoding: Option<Encoding>,
    /// Whether amounts are declared to be written as in English, `1,234.56`.
    pub english_amounts: bool,
    /// Version of the list, such as `2026-11`.
    pub version: Option<&'a str>,
    /// Day for which the list speaks.
    pub position: Option<Date>,
    /// What the profile asks for beside the file.
    pub settings: &'a BTreeMap<String, String>,
    /// Look only: nothing is kept or recorded.
    pub dry_run: bool,
}

impl Order<'_> {
    /// A setting, read; nothing where it was not given.
    pub fn setting<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, InboundError> {
        let Some(text) = self.settings.get(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let (en, id) = self.profile.setting_means(name);
            let found = jejak_events::parse::Found::quote(text);
            InboundError::Usage(said!(
                "--set {name}: expected {en}, found {found}",
                "--set {name}: seharusnya {id}, ditemukan {found}",
            ))
        })
    }

    /// A setting that the profile needs.
    pub fn needed<T: FromStr>(&self, name: &'static str) -> Result<T, InboundError> {
        self.setting(name)?.ok_or_else(|| {
            let (en, id) = self.profile.setting_means(name);
            let profile = self.profile.name;
            InboundError::Usage(said!(
                "{profile}: expected `--set {name}=...`: {en}",
                "{profile}: seharusnya ada `--set {name}=...`: {id}"
            ))
        })
    }

    /// Refuses settings that the profile does not have.
    pub fn check_settings(&self) -> Result<(), InboundError> {
        let known = self.profile.settings;
        let unknown = self.settings.keys().find(|name| known.iter().all(|s| s.name != *name));
        let Some(unknown) = unknown else { return Ok(()) };
        let names: Vec<&str> = known.iter().map(|setting| setting.name).collect();
        let (names, found) = (names.join(", "), jejak_events::parse::Found::quote(unknown));
        let profile = self.profile.name;
        Err(InboundError::Usage(said!(
            "{profile}: expected settings among {names}, found {found}",
            "{profile}: seharusnya setelan dari {names}, ditemukan {found}"
        )))
    }
}
