//! Who should not get aid: civil servants, staff, people on other reference lists (A07, A09).

use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{Dataset, Outcome as Verdict, Reason};
use jejak_events::{Event, Recorded};
use rustc_hash::{FxHashMap, FxHashSet};

use super::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A07: civil servants, army, police, staff of the programmes.
#[derive(Default)]
pub(super) struct Servants {
    /// Checks that found a civil servant: programme and recipient, with the event.
    checked: FxHashMap<(u16, RecipientId), u64>,
    /// Stipends: event, appointment, sen. Thousands at most.
    stipends: Vec<(u64, u64, jejak_events::Month, i64)>,
}

impl Check for Servants {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::EligibilityChecked(body) => {
                let programme = state.reference.programmes.get(&body.programme);
                let Some(index) = programme.map(|known| known.index) else { return };
                let servant = body.reason == Some(Reason::CivilServant);
                if servant && body.outcome == Verdict::Rejected {
                    self.checked.insert((index, body.recipient), fact.seq);
                } else {
                    self.checked.remove(&(index, body.recipient));
                }
            }
            Event::StipendPaid(body) => {
                self.stipends.push((fact.seq, body.worker.0, body.month, body.amount.sen()));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = listed(state, &[Dataset::CivilServants, Dataset::Staff]);
        for claim in claims::named(state) {
            let mut ids = state.proposal.ids_of(claim.recipient);
            let checked = ids.find_map(|id| self.checked.get(&(claim.programme.0, id)));
            if let Some(checked) = checked {
                let what = said!(
                    "the last check found a civil servant",
                    "pemeriksaan terakhir menemukan ASN/TNI/Polri"
                );
                found.push(claim.found(state, [*checked], what));
            }
            if let Some(worker) = serving(state, &claim) {
                let what = said!(
                    "works for the aid by appointment {worker}",
                    "bertugas sebagai SDM kesejahteraan sosial dengan penugasan {worker}"
                );
                found.push(claim.found(state, [worker], what));
            }
        }
        self.paid(state, &mut found);
        Ok(undecided(state, &[Dataset::CivilServants, Dataset::Staff], found))
    }
}

/// The appointment that a recipient served in on the day of the claim.
fn serving(state: &State, claim: &claims::Claim<'_>) -> Option<u64> {
    let ids = state.proposal.ids_of(claim.recipient);
    let mut seqs = ids.filter_map(|id| state.worker.of_recipient.get(&id));
    seqs.find_map(|seqs| state.worker.serving(Some(seqs), claim.on))
}

impl Servants {
    /// Stipends of civil servants: one finding for each appointment.
    fn paid(&self, state: &State, found: &mut Vec<Found>) {
        let mut each: FxHashMap<u64, (Vec<u64>, i128)> = FxHashMap::default();
        for (seq, worker, month, sen) in &self.stipends {
            let since = state.worker.workers.get(worker).and_then(|known| known.civil_servant);
            if since.is_some_and(|since| since <= month.last_day()) {
                let (seqs, sum) = each.entry(*worker).or_default();
                seqs.push(*seq);
                *sum += i128::from(*sen);
            }
        }
        for (worker, (seqs, sum)) in each {
            let Some(known) = state.worker.workers.get(&worker) else { continue };
            let (count, since) = (seqs.len(), known.civil_servant);
            let since = since.map_or_else(String::new, |day| day.to_string());
            let what = said!(
                "{count} stipends to a civil servant since {since}",
                "{count} tali asih kepada ASN sejak {since}"
            );
            let evidence = seqs.into_iter().chain([worker]);
            let about = Found::about(Object::Worker, worker, evidence, what);
            found.push(about.risking(sum).within(known.region));
        }
    }
}

/// A09: officers of companies (AHU), wages above the minimum, and whoever a list of no named kind
/// shows.
pub(super) struct OtherLists;

/// What A09 needs in order to say that somebody stands on no list.
const MEANS: &[Dataset] = &[Dataset::CompanyOfficers, Dataset::Wages];

impl Check for OtherLists {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let lists = [Dataset::CompanyOfficers, Dataset::Wages, Dataset::Other];
        Ok(undecided(state, MEANS, listed(state, &lists)))
    }
}

/// Rows and places of people whom a match found on one of the lists.
fn listed(state: &State, lists: &[Dataset]) -> Vec<Found> {
    let matched: FxHashSet<RecipientId> = state
        .privacy
        .matches
        .iter()
        .filter(|((_, list), _)| lists.contains(list))
        .map(|((id, _), _)| *id)
        .collect();
    let mut found = Vec::new();
    if matched.is_empty() {
        return found;
    }
    for claim in claims::named(state) {
        for id in state.proposal.ids_of(claim.recipient).filter(|id| matched.contains(id)) {
            for list in lists {
                let Some(seq) = state.privacy.matches.get(&(id, *list)) else { continue };
                let (en, of) = (list.label_en(), list.label_id());
                let what = said!("stands on a list: {en}", "ada di daftar: {of}");
                found.push(claim.found(state, [*seq], what));
            }
        }
    }
    found
}

/// Without every list nobody can say that somebody stands on none.
fn undecided(state: &State, lists: &[Dataset], found: Vec<Found>) -> Outcome {
    let known = |list: &&Dataset| {
        let mut imported = state.reference.external.iter();
        !imported.any(|(_, of)| of == *list)
    };
    let missing: Vec<&str> = lists.iter().filter(known).map(|list| list.word()).collect();
    let words = missing.join(", ");
    Outcome::beside(missing.len() as u64, found, |_| {
        said!(
            "not decidable without an imported match list: {words}",
            "tidak dapat diputus tanpa daftar padan yang diimpor: {words}"
        )
    })
}
