//! Rules for investigations: what cannot be done with one. That its kinds stand in the second ledger
//! alone is INT-07, that there is such an investigation ENV-01.

use jejak_events::Event;
use jejak_projections::investigation::{Investigation, of};

use super::{Figures, Judge, Judgement, rules};

rules! {
    NUMBER_TAKEN = "PMR-01" Refuse,
        "nomor pemeriksaan sudah dipakai", "another investigation has this number", "InvestigationOpened";
    NOT_THEIRS = "PMR-02" Refuse,
        "pemeriksaan dipegang pemeriksa lain", "another inspector has the investigation", "InvestigationOpened";
    IS_CLOSED = "PMR-03" Refuse,
        "pemeriksaan sudah ditutup", "the investigation is closed", "InvestigationClosed";
    IS_OPEN = "PMR-04" Refuse,
        "pemeriksaan masih terbuka", "the investigation is still open", "InvestigationReopened";
    EVENTS_UNKNOWN = "PMR-05" Refuse,
        "kejadian harus sudah tercatat di buku utama, urut tanpa ganda", "events must be recorded in the main ledger, in order, each once", "InvestigationEventsChosen";
    CHOSEN_ALREADY = "PMR-06" Refuse,
        "kejadian sudah dipilih", "the event is chosen already", "InvestigationEventsChosen";
    NOT_CHOSEN = "PMR-07" Refuse,
        "kejadian tidak sedang dipilih", "the event is not among those chosen", "InvestigationEventsRemoved";
    NOTE_UNKNOWN = "PMR-08" Refuse,
        "catatan yang diikuti bukan catatan pemeriksaan ini", "the note that it follows is none of this investigation", "InvestigationNoted";
    HELD_ALREADY = "PMR-09" Refuse,
        "data orang ini sudah ditahan untuk pemeriksaan ini", "the person's data is held for this investigation already", "InvestigationHoldSet";
    NOT_HELD = "PMR-10" Refuse,
        "data orang ini tidak ditahan untuk pemeriksaan ini", "the person's data is not held for this investigation", "InvestigationHoldLifted";
    DOCUMENT_TWICE = "PMR-11" Refuse,
        "dokumen sudah ditambahkan", "the document was added already", "InvestigationDocumentAdded";
    GIVEN_TO_ITSELF = "PMR-12" Refuse,
        "pemeriksa sudah memegang pemeriksaan ini", "the inspector has the investigation already", "InvestigationHandedOver";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    let all = &judge.state.investigation;
    if let Event::InvestigationOpened(body) = &judge.fact.event {
        let earlier = all.of_number(body.number.as_str());
        return judge.require(earlier.is_none(), &NUMBER_TAKEN, || {
            Figures::field("number").by(earlier.unwrap_or(0))
        });
    }
    let Some((Some(seq), account)) = of(&judge.fact.event) else { return Ok(()) };
    let Some(investigation) = all.investigations.get(&seq) else { return Ok(()) };
    let has = investigation.inspector;
    judge.require(has == account || as_head(&judge.fact.event), &NOT_THEIRS, || {
        Figures::expected("account", has, account).by(seq)
    })?;
    stage(judge, investigation, seq)?;
    what(judge, investigation)
}

/// Whether it is the head of inspection who acts: whatever the inspector does alone is no act of theirs.
fn as_head(event: &Event) -> bool {
    match event {
        Event::InvestigationHandedOver(body) => body.as_head,
        Event::InvestigationSeen(body) => body.as_head,
        _ => false,
    }
}

/// A closed one is only looked at, handed over, freed of holds or reopened.
fn stage(judge: &Judge<'_>, investigation: &Investigation, seq: u64) -> Judgement {
    let closed = investigation.is_closed();
    match &judge.fact.event {
        Event::InvestigationSeen(_)
        | Event::InvestigationHandedOver(_)
        | Event::InvestigationHoldLifted(_) => Ok(()),
        Event::InvestigationReopened(_) => {
            judge.require(closed, &IS_OPEN, || Figures::field("investigation").by(seq))
        }
        _ => judge.require(!closed, &IS_CLOSED, || Figures::field("investigation").by(seq)),
    }
}

fn what(judge: &Judge<'_>, investigation: &Investigation) -> Judgement {
    match &judge.fact.event {
        Event::InvestigationEventsChosen(body) => {
            in_order(judge, &body.events, Some(body.size))?;
            let twice = body.events.iter().find(|event| investigation.has(**event));
            judge.require(twice.is_none(), &CHOSEN_ALREADY, || {
                Figures::expected("events", "none that is chosen", twice.unwrap_or(&0))
            })
        }
        Event::InvestigationEventsRemoved(body) => {
            in_order(judge, &body.events, None)?;
            let other = body.events.iter().find(|event| !investigation.has(**event));
            judge.require(other.is_none(), &NOT_CHOSEN, || {
                Figures::expected("events", "chosen events", other.unwrap_or(&0))
            })
        }
        Event::InvestigationNoted(body) => {
            let follows = body.follows.map(|earlier| earlier.0);
            let known = |earlier: u64| investigation.notes.iter().any(|note| note.seq == earlier);
            judge.require(follows.is_none_or(known), &NOTE_UNKNOWN, || {
                Figures::expected("follows", "an earlier note of it", follows.unwrap_or(0))
            })
        }
        Event::InvestigationHoldSet(body) => {
            judge.require(!investigation.holds(body.recipient), &HELD_ALREADY, || {
                Figures::field("recipient")
            })
        }
        Event::InvestigationHoldLifted(body) => {
            judge.require(investigation.holds(body.recipient), &NOT_HELD, || {
                Figures::field("recipient")
            })
        }
        Event::InvestigationDocumentAdded(body) => {
            let earlier = investigation.papers.iter().find(|it| it.document == body.document);
            judge.require(earlier.is_none(), &DOCUMENT_TWICE, || {
                Figures::field("document").by(earlier.map_or(0, |it| it.seq))
            })
        }
        Event::InvestigationHandedOver(body) => {
            judge.require(body.to != investigation.inspector, &GIVEN_TO_ITSELF, || {
                Figures::expected("to", "another account", body.to)
            })
        }
        _ => Ok(()),
    }
}

/// At least one event, ascending, each once, and none that the main ledger did not have.
fn in_order(judge: &Judge<'_>, events: &[u64], size: Option<u64>) -> Judgement {
    let ascending = !events.is_empty() && events.is_sorted_by(|a, b| a < b);
    let last = events.last().copied().unwrap_or(0);
    let known = size.is_none_or(|size| last < size);
    judge.require(ascending && known, &EVENTS_UNKNOWN, || match size {
        Some(size) if !known => Figures::expected("events", format_args!("below {size}"), last),
        _ => Figures::expected("events", "at least one, ascending, each once", events.len()),
    })
}
