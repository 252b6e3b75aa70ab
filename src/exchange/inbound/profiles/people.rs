//! People of a list: into the vault, and into the ledger as far as it may know them. Rows of the
//! profiles that name people by NIK go through here.

use std::collections::BTreeSet;

use jejak_events::ids::RecipientId;
use jejak_events::{Region, RegionLevel};

use super::super::desk::Desk;
use super::super::error::InboundError;
use super::super::profile::{OfRows, Problem};
use crate::exchange::people::registration;
use crate::said::{Said, said};
use crate::vault::{Added, Known, Person, VaultError};

/// People who are taken over, batch by batch.
#[derive(Clone)]
pub struct People<'a> {
    desk: Desk<'a>,
    profile: &'static str,
    dry_run: bool,
    /// Those who were new to the vault, and those whose particulars there are others.
    new: u64,
    differs: u64,
}

impl<'a> People<'a> {
    /// Nobody yet.
    pub fn new(desk: &Desk<'a>, profile: &'static str, dry_run: bool) -> People<'a> {
        People { desk: *desk, profile, dry_run, new: 0, differs: 0 }
    }

    /// The same, that only asks: nobody is kept.
    #[must_use]
    pub fn asking(&self) -> People<'a> {
        People { dry_run: true, ..self.clone() }
    }

    /// Whether nobody is kept.
    pub fn only_asks(&self) -> bool {
        self.dry_run
    }

    /// Adds people to the vault; the id of each, and the events that register those whom the ledger
    /// does not know, with the row of each. In a trial nobody is added, and ids stand for nobody.
    pub fn add(
        &mut self,
        people: &[(usize, Person)],
    ) -> Result<(Vec<RecipientId>, OfRows), InboundError> {
        let vault = self.desk.vault(self.profile)?;
        let (rows, people): (Vec<usize>, Vec<Person>) = people.iter().cloned().unzip();
        let added = if self.dry_run { vault.would_add(&people)? } else { vault.add(&people)? };
        let (mut drafts, mut seen) = (Vec::new(), BTreeSet::new());
        for ((row, person), added) in rows.into_iter().zip(&people).zip(&added) {
            self.count(added.known);
            if self.registered(added.id) || !seen.insert(added.id) {
                continue;
            }
            let events = registration(person, added, self.identity(person, added)?);
            drafts.extend(events.into_iter().map(|event| (row, self.desk.draft(event))));
        }
        Ok((added.iter().map(|added| added.id).collect(), drafts))
    }

    fn count(&mut self, known: Known) {
        match known {
            Known::New => self.new = self.new.saturating_add(1),
            Known::Differs => self.differs = self.differs.saturating_add(1),
            Known::Same => {}
        }
    }

    fn registered(&self, id: RecipientId) -> bool {
        self.desk.state(|state| state.proposal.recipients.contains(&id))
    }

    /// Of somebody known, what the vault says counts, not the file.
    fn identity(
        &self,
        person: &Person,
        added: &Added,
    ) -> Result<crate::vault::Identity, InboundError> {
        let known = |prefix: &str| self.knows(prefix);
        Ok(match added.known {
            Known::New => person.identity(self.desk.today, &known),
            Known::Same | Known::Differs => {
                self.desk.vault(self.profile)?.identity(added.id, self.desk.today, &known)?
            }
        })
    }

    /// Whether a prefix such as `36.03.12` is a region that the ledger knows, or once knew.
    fn knows(&self, prefix: &str) -> bool {
        let region: Option<Region> = prefix.parse().ok();
        region.is_some_and(|region| {
            self.desk.state(|state| state.reference.regions.contains(&region))
        })
    }

    /// What there is to tell of them.
    pub fn notes(&self) -> Vec<Said> {
        let (new, differs) = (self.new, self.differs);
        let mut notes = vec![if self.dry_run {
            said!("{new} people would be new to the vault", "{new} orang akan baru di brankas")
        } else {
            said!("{new} people were new to the vault", "{new} orang baru di brankas")
        }];
        if differs > 0 {
            notes.push(said!(
                "{differs} people are in the vault with other particulars; what the vault has stays. \
                 Look at them with `jejak person show`, then `jejak person correct`",
                "{differs} orang sudah ada di brankas dengan keterangan lain; isi brankas tetap. \
                 Lihat dengan `jejak person show`, lalu `jejak person correct`"
            ));
        }
        notes
    }
}

/// What the vault would not keep of somebody, by the columns that its fields come from.
pub fn fault(person: &Person, columns: &[(&str, &'static str)]) -> Option<Problem> {
    let Err(VaultError::Field { field, expected, .. }) = person.check() else { return None };
    let column = columns.iter().find(|(known, _)| *known == field).map_or("nama", |(_, to)| *to);
    let id = match expected {
        "a text" => "teks",
        "at most 1000 bytes" => "paling panjang 1000 bita",
        "16 digits" => "16 digit",
        _ => "NIK yang bisa milik satu orang, atau rujukan lain",
    };
    let expected = Said { en: expected.to_owned(), id: id.to_owned() };
    Some(Problem::new(column, expected, said!("something else", "yang lain")))
}

/// Whether a region is one where people live: a village, or a district.
pub fn is_domicile(region: Region) -> bool {
    matches!(region.level(), RegionLevel::District | RegionLevel::Village)
}

/// Texts with something in them, joined; nothing where none has.
pub fn joined(parts: &[(&str, Option<String>)]) -> Option<String> {
    let parts: Vec<String> = parts
        .iter()
        .filter_map(|(label, text)| {
            let text = text.as_deref()?;
            Some(if label.is_empty() { text.to_owned() } else { format!("{label}{text}") })
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
