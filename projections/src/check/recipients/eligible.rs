//! A08: whether a recipient may have the aid.

use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{LandStatus, Outcome as Verdict, Parameter, ProposalChannel};
use jejak_events::{Date, Event, Recorded};
use rustc_hash::FxHashMap;

use super::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A08: found not eligible, or proposed through another door than the one required.
#[derive(Default)]
pub(super) struct Eligible {
    /// Checks that did not accept: programme and recipient, with the event.
    refused: FxHashMap<(u16, RecipientId), u64>,
    /// Proposals through other doors than e-hibah: day.
    other_doors: Vec<(u64, Date, ProposalChannel)>,
}

impl Check for Eligible {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::EligibilityChecked(body) => {
                let programme = state.reference.programmes.get(&body.programme);
                let Some(key) = programme.map(|known| (known.index, body.recipient)) else {
                    return;
                };
                if body.outcome == Verdict::Accepted {
                    self.refused.remove(&key);
                } else {
                    self.refused.insert(key, fact.seq);
                }
            }
            Event::ProposalOpened(body) if body.channel != ProposalChannel::EHibah => {
                self.other_doors.push((fact.seq, fact.envelope.occurred_on, body.channel));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let (mut found, mut unchecked) = (Vec::new(), 0u64);
        for claim in claims::all(state) {
            let programme = claim.programme.0;
            let mut ids = state.proposal.ids_of(claim.recipient);
            if let Some(seq) = ids.clone().find_map(|id| self.refused.get(&(programme, id))) {
                let what = said!(
                    "the last check did not find the recipient eligible",
                    "pemeriksaan terakhir tidak menyatakan layak"
                );
                found.push(claim.found(state, [*seq], what));
            } else if claim.row.is_some()
                && claims::is_person(state, claim.recipient)
                && !ids.any(|id| state.proposal.eligibility.contains(&(programme, id)))
            {
                unchecked += 1;
            }
        }
        self.members(state, &mut found);
        land(state, &mut found);
        self.doors(state, rules, &mut found);
        Ok(Outcome::beside(unchecked, found, |n| {
            said!(
                "not decidable without a check against DTKS or DTSEN: {n} rows name somebody never checked",
                "tidak dapat diputus tanpa pemeriksaan DTKS atau DTSEN: {n} baris menyebut orang yang tidak pernah diperiksa"
            )
        }))
    }
}

impl Eligible {
    /// Members of KUBe who were found not eligible.
    fn members(&self, state: &State, found: &mut Vec<Found>) {
        for (seq, group) in state.kube.groups.iter() {
            let programme = state.reference.programmes.get(&group.programme);
            let Some(index) = programme.map(|known| known.index) else { continue };
            let refused = group.members.iter().filter_map(|id| self.refused.get(&(index, *id)));
            let refused: Vec<u64> = refused.copied().collect();
            let count = refused.len();
            if count > 0 {
                let what = said!(
                    "{count} members were found not eligible",
                    "{count} anggota dinyatakan tidak layak"
                );
                let evidence = refused.into_iter().chain([seq]);
                let about = Found::about(Object::KubeGroup, seq, evidence, what);
                found.push(about.within(group.region).of_programme(group.programme.clone()));
            }
        }
    }

    /// Proposals through another door, where a rule asks for e-hibah.
    fn doors(&self, state: &State, rules: &Rules, found: &mut Vec<Found>) {
        for (seq, day, channel) in &self.other_doors {
            let Some(proposal) = state.proposal.proposals.get(seq) else { continue };
            let code = Some(&proposal.programme);
            if rules.number(Parameter::EHibahRequired, code, *day, *seq).unwrap_or(0) == 0 {
                continue;
            }
            let (en, of) = (channel.label_en(), channel.label_id());
            let what = said!(
                "came through {en}, a rule asks for e-hibah",
                "masuk lewat {of}, aturan mewajibkan e-hibah"
            );
            let about = Found::about(Object::Proposal, *seq, [*seq], what);
            let about = about.risking(proposal.stated_sen).within(proposal.region);
            found.push(about.of_programme(proposal.programme.clone()));
        }
    }
}

/// Rows for houses on land that is not the household's own.
fn land(state: &State, found: &mut Vec<Found>) {
    for (_, house) in state.rtlh.houses.iter() {
        let Some(survey) = house.survey.as_ref().filter(|it| it.land != LandStatus::Owned) else {
            continue;
        };
        for seq in house.aids.iter().filter_map(|aid| aid.designation) {
            let Some(row) = state.decree.designations.get(&seq) else { continue };
            if !claims::stands(row) {
                continue;
            }
            let (en, of) = (survey.land.label_en(), survey.land.label_id());
            let what = said!("the land of the house: {en}", "tanah rumah itu: {of}");
            let about = Found::about(Object::Designation, seq, [seq, survey.seq], what);
            found.push(about.risking(row.sen).of_row(state, row));
        }
    }
}
