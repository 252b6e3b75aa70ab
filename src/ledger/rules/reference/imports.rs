//! Rules for imports whose rows are events: a file comes in once, whole, and counts when closed.

use jejak_events::Event;
use jejak_events::reference::{ImportClosed, ImportOpened};
use jejak_projections::reference::{Import, import_named};

use super::super::{Figures, Judge, Judgement};
use super::{IMPORT_INCOMPLETE, IMPORT_NOT_OPEN, IMPORT_STILL_OPEN, IMPORTED_BEFORE};

/// A file is opened once, whoever took it over.
pub(super) fn open(judge: &Judge<'_>, body: &ImportOpened) -> Judgement {
    if let Some(from) = body.from {
        judge.days_in_order("position", from, Some(body.position))?;
    }
    judge.not_negative("total", body.total)?;
    let known = judge.state.reference.import_of_file(&body.file);
    judge.require(known.is_none(), &IMPORTED_BEFORE, || {
        Figures::expected("file", "a file that was not imported yet", body.file)
            .by(known.unwrap_or(0))
    })
}

/// Count and sum are those that were announced and those that were recorded.
pub(super) fn close(judge: &Judge<'_>, body: &ImportClosed) -> Judgement {
    still_open(judge, body.data.0)?;
    let Some(open) = judge.state.reference.imports.get(&body.data.0) else { return Ok(()) };
    let counted = open.count == body.count && open.stated_count == body.count;
    judge.require(counted, &IMPORT_INCOMPLETE, || {
        let expected = format!("{} announced, {} recorded", open.stated_count, open.count);
        Figures::expected("count", expected, body.count).by(body.data.0)
    })?;
    let summed = open.sen == body.total.sen() && open.stated_sen == body.total.sen();
    judge.require(summed, &IMPORT_INCOMPLETE, || {
        let differs = if open.stated_sen == body.total.sen() { open.sen } else { open.stated_sen };
        Figures::amounts("total", body.total.sen(), differs).by(body.data.0)
    })
}

/// An import ends once: it is closed or abandoned while it is open.
pub(super) fn still_open(judge: &Judge<'_>, data: u64) -> Judgement {
    let import = judge.state.reference.imports.get(&data);
    judge.require(import.is_some_and(Import::is_open), &IMPORT_NOT_OPEN, || {
        let ended_by = import.and_then(Import::ended_by);
        Figures::expected("data", "an open import", data).by(ended_by.unwrap_or(data))
    })
}

/// What an event may say of an import: rows come while it is open, everything else may rest on it
/// once it is closed. A check of eligibility may do both. Nothing rests on one that was abandoned.
pub(in super::super) fn within(judge: &Judge<'_>) -> Judgement {
    let event = &judge.fact.event;
    let Some(named) = import_named(event) else { return Ok(()) };
    let Some(import) = judge.state.reference.imports.get(&named) else { return Ok(()) };
    let figures = || Figures::field("data").by(import.ended_by().unwrap_or(named));
    match event {
        Event::ImportClosed(_) | Event::ImportAbandoned(_) => Ok(()),
        Event::EligibilityChecked(_) => {
            judge.require(import.abandoned_by.is_none(), &IMPORT_NOT_OPEN, figures)
        }
        Event::BankLineObserved(_) | Event::Sp2dRowObserved(_) => {
            judge.require(import.is_open(), &IMPORT_NOT_OPEN, figures)
        }
        _ => judge.require(import.closed_by.is_some(), &IMPORT_STILL_OPEN, figures),
    }
}
