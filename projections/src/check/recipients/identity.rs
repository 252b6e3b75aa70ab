//! Who somebody is, and where they live.

use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{IdentityKind, NikFault};
use jejak_events::{Event, Recorded, RegionLevel, Tag};
use rustc_hash::FxHashMap;

use super::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A01: recipients whose NIK cannot be, with their rows.
#[derive(Default)]
pub(super) struct Invalid {
    /// The event that last said so.
    faulty: FxHashMap<RecipientId, (u64, NikFault)>,
}

impl Check for Invalid {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        let (recipient, identity, fault) = match &fact.event {
            Event::RecipientRegistered(body) => (body.recipient, body.identity, body.fault),
            Event::IdentityAssessed(body) => (body.recipient, body.identity, body.fault),
            _ => return,
        };
        if identity == IdentityKind::NikInvalid || fault != NikFault::None {
            self.faulty.insert(recipient, (fact.seq, fault));
        } else {
            self.faulty.remove(&recipient);
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut named: FxHashMap<RecipientId, (Vec<u64>, i128)> = FxHashMap::default();
        let mut unchecked = 0u64;
        for claim in claims::all(state) {
            if self.faulty.contains_key(&claim.recipient) {
                let (seqs, sen) = named.entry(claim.recipient).or_default();
                seqs.push(claim.about.1);
                *sen += i128::from(claim.sen);
            } else if is_unchecked(state, claim.recipient) {
                unchecked += 1;
            }
        }
        let mut found = Vec::with_capacity(self.faulty.len());
        for (recipient, (seq, fault)) in &self.faulty {
            let (seqs, sen) = named.remove(recipient).unwrap_or_default();
            let (en, id, rows) = (fault.label_en(), fault.label_id(), seqs.len());
            let what = said!("NIK: {en}; named {rows} times", "NIK: {id}; ditetapkan {rows} kali");
            let evidence = seqs.into_iter().chain([*seq]);
            let about = Found::on(Tag::Recipient(recipient.0), evidence, what).risking(sen);
            found.push(match state.proposal.recipients.get(recipient) {
                Some(known) => about.within(known.region),
                None => about,
            });
        }
        Ok(Outcome::beside(unchecked, found, |n| {
            said!(
                "not decidable without a checked NIK: {n} rows name somebody whose NIK nobody checked",
                "tidak dapat diputus tanpa NIK yang diperiksa: {n} baris menyebut orang yang NIK-nya belum dipadankan"
            )
        }))
    }
}

/// Whether a person's NIK was neither matched nor assessed.
fn is_unchecked(state: &State, recipient: RecipientId) -> bool {
    let known = state.proposal.recipients.get(&recipient);
    known.is_some_and(|known| known.identity == IdentityKind::NikUnverified)
        && claims::is_person(state, recipient)
        && !state.privacy.levels.contains(&recipient)
}

/// A10: the domicile lies outside the region for which the row or place stands.
pub(super) struct Domicile;

impl Check for Domicile {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let (mut found, mut unknown) = (Vec::new(), 0u64);
        for claim in claims::all(state) {
            let Some(known) = state.proposal.recipients.get(&claim.recipient) else { continue };
            let (domicile, region) = (known.region, claim.region);
            if domicile.level() == RegionLevel::Province && region != domicile {
                unknown += 1;
            } else if !region.contains(domicile) && !domicile.contains(region) {
                let what = said!(
                    "lives in {domicile}, the row is for {region}",
                    "berdomisili di {domicile}, barisnya untuk {region}"
                );
                found.push(claim.found(state, [known.seq], what));
            }
        }
        Ok(Outcome::beside(unknown, found, |n| {
            said!(
                "not decidable without a domicile: of {n} recipients only the province is known",
                "tidak dapat diputus tanpa domisili: {n} penerima hanya diketahui provinsinya"
            )
        }))
    }
}
