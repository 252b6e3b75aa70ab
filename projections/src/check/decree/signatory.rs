//! A21: who signed held no office that may sign on that day.

use jejak_events::field::Object;
use jejak_events::vocabulary::Office;
use jejak_events::{Date, Event, Recorded};

use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// Offices that sign decrees: the head of the region, and those it may delegate to.
const DECREE: &[Office] = &[Office::Governor, Office::HeadOfAgency, Office::Pa, Office::Kpa];
/// Offices that submit an SPP.
const SPP: &[Office] = &[Office::Treasurer, Office::AssistantTreasurer];
/// Offices that order payment by SPM; the PPKD is the PA of its own agency.
const SPM: &[Office] = &[Office::Pa, Office::Kpa, Office::Ppkd];
/// Offices that issue an SPD.
const SPD: &[Office] = &[Office::Ppkd, Office::Bud, Office::KuasaBud];
/// Offices that issue an SP2D.
const SP2D: &[Office] = &[Office::Bud, Office::KuasaBud];

/// A document and who signed it.
struct Signed {
    about: (Object, u64),
    seq: u64,
    on: Date,
    appointment: u64,
    may: &'static [Office],
}

/// Decrees, SPD, SPP, SPM and SP2D with who signed. Thousands at most.
#[derive(Default)]
pub(super) struct Signatories {
    signed: Vec<Signed>,
    /// Decrees that name nobody, and whether they are history.
    unsigned: Vec<(u64, bool)>,
}

impl Check for Signatories {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        let seq = fact.seq;
        let (about, may) = match &fact.event {
            Event::DecreeOpened(body) => {
                let Some(signatory) = body.signatory else {
                    self.unsigned.push((seq, fact.envelope.historical.is_some()));
                    return;
                };
                let (on, appointment) = (body.signed_on, signatory.0);
                let about = (Object::Decree, seq);
                self.signed.push(Signed { about, seq, on, appointment, may: DECREE });
                return;
            }
            Event::SpdIssued(_) => ((Object::Spd, seq), SPD),
            Event::SppSubmitted(_) => ((Object::Spp, seq), SPP),
            Event::SpmIssued(body) => ((Object::Spp, body.spp.0), SPM),
            Event::Sp2dIssued(body) => ((Object::Spp, body.spp.0), SP2D),
            _ => return,
        };
        let Some(official) = &fact.envelope.official else { return };
        let (on, appointment) = (fact.envelope.occurred_on, official.appointment.0);
        self.signed.push(Signed { about, seq, on, appointment, may });
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        for signed in &self.signed {
            let Some(known) = state.access.appointments.get(&signed.appointment) else { continue };
            let (on, en, id) = (signed.on, known.office.label_en(), known.office.label_id());
            let what = if !known.covers(on) {
                said!(
                    "signed on {on} by somebody who was not in office as {en} that day",
                    "ditandatangani {on} oleh orang yang hari itu tidak menjabat {id}"
                )
            } else if !signed.may.contains(&known.office) {
                said!(
                    "signed by the {en}, which may not sign this document",
                    "ditandatangani {id}, yang tidak berwenang atas dokumen ini"
                )
            } else {
                continue;
            };
            let evidence = [signed.about.1, signed.seq, signed.appointment];
            let about = Found::about(signed.about.0, signed.about.1, evidence, what);
            found.push(placed(state, about, signed.about));
        }
        let (history, nobody): (Vec<_>, Vec<_>) =
            self.unsigned.iter().copied().partition(|(_, historical)| *historical);
        for (seq, _) in nobody {
            let what = said!("names no signatory", "tidak menyebut penanda tangan");
            let about = Found::about(Object::Decree, seq, [seq], what);
            found.push(placed(state, about, (Object::Decree, seq)));
        }
        Ok(Outcome::beside(history.len() as u64, found, |n| {
            said!(
                "not decidable without a signatory: {n} decrees of history name none",
                "tidak dapat diputus tanpa penanda tangan: {n} SK riwayat tidak menyebutnya"
            )
        }))
    }
}

/// With amount and place of a decree or request.
fn placed(state: &State, about: Found, (object, seq): (Object, u64)) -> Found {
    match object {
        Object::Decree => {
            let Some(decree) = state.decree.decrees.get(&seq) else { return about };
            let about = about.risking(decree.sen).of_programme(decree.programme.clone());
            match decree.per_line.first() {
                Some((line, _)) => about.of_line(state, *line),
                None => about,
            }
        }
        Object::Spp => {
            let Some(spp) = state.treasury.spps.get(&seq) else { return about };
            let about = about.risking(spp.sen);
            match spp.lines.first() {
                Some((line, _)) => about.of_line(state, *line),
                None => about,
            }
        }
        _ => about,
    }
}
