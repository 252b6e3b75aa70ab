//! A19: somebody took the place of another without minutes, amendment or approval.

use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::{Event, Recorded};

use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::sembako::ReplacementStage;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A replacement in a row.
struct Replaced {
    seq: u64,
    row: u64,
    recipient: RecipientId,
    /// Minutes or amending decree, where one was named.
    basis: Option<u64>,
    /// Sen that were not instructed yet.
    sen: i64,
}

/// Replacements in rows and places. Few.
#[derive(Default)]
pub(super) struct WithoutPapers {
    rows: Vec<Replaced>,
    /// Replacement in a place, the place, what it lacked.
    places: Vec<(u64, u64, Said)>,
}

impl Check for WithoutPapers {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::RecipientReplaced(body) => {
                let row = state.decree.designations.get(&body.designation.0);
                self.rows.push(Replaced {
                    seq: fact.seq,
                    row: body.designation.0,
                    recipient: body.recipient,
                    basis: body.minutes.map(|it| it.0).or(body.amendment.map(|it| it.0)),
                    sen: row.map_or(0, |row| row.sen.saturating_sub(row.instructed)),
                });
            }
            Event::KpmReplaced(body) => {
                let papers =
                    body.replacement.and_then(|seq| state.sembako.replacements.get(&seq.0));
                let determined = papers.is_some_and(|it| it.stage == ReplacementStage::Determined);
                let lacks = match (body.minutes.is_some(), determined) {
                    (true, true) => return,
                    (false, true) => {
                        said!("replaced without minutes", "diganti tanpa berita acara")
                    }
                    (true, false) => said!(
                        "replaced without approval and determination",
                        "diganti tanpa pengesahan dan penetapan"
                    ),
                    (false, false) => said!(
                        "replaced without minutes, approval and determination",
                        "diganti tanpa berita acara, pengesahan, dan penetapan"
                    ),
                };
                self.places.push((fact.seq, body.place.0, lacks));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        for replaced in &self.rows {
            let Some(row) = state.decree.designations.get(&replaced.row) else { continue };
            let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
            let mut ids = state.proposal.ids_of(replaced.recipient);
            let programme = decree.programme_index;
            let proposed = ids.any(|id| state.proposal.candidates.contains(&(programme, id)));
            let what = match (replaced.basis.is_some(), proposed) {
                (true, true) => continue,
                (false, true) => said!(
                    "replaced without minutes or amending decree",
                    "diganti tanpa BA musyawarah atau SK perubahan"
                ),
                (true, false) => said!(
                    "replaced by somebody never proposed",
                    "diganti oleh orang yang tidak pernah diusulkan"
                ),
                (false, false) => said!(
                    "replaced by somebody never proposed, without minutes or amending decree",
                    "diganti oleh orang yang tidak pernah diusulkan, tanpa BA atau SK perubahan"
                ),
            };
            let evidence = [replaced.row, replaced.seq].into_iter().chain(replaced.basis);
            let about = Found::about(Object::Designation, replaced.row, evidence, what);
            found.push(about.risking(replaced.sen).of_row(state, row));
        }
        for (seq, place, lacks) in &self.places {
            let about = Found::about(Object::Event, *seq, [*seq, *place], lacks.clone());
            found.push(match state.sembako.places.get(place) {
                Some(known) => about.within(known.region).of_programme(known.code.clone()),
                None => about,
            });
        }
        Ok(Outcome::Found(found))
    }
}
