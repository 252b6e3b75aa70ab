//! SP2D of ours against another system's register of SP2D.

use jejak_events::vocabulary::Dataset;
use jejak_events::{DocumentNumber, Event, Object, Tag};

use super::pairs::{Line, Open, Reconciled};
use super::{Question, rows_of};
use crate::treasury::SppStage;
use crate::view::{Unanswered, View};

/// Compares the SP2D of a month, by number.
pub fn sp2d(view: &View, question: &Question) -> Result<Reconciled, Unanswered> {
    let mut open = Open::new(ours(view, question)?);
    let left = open.pair(theirs(view, question)?, |ours, theirs| {
        (ours.number == theirs.number).then(|| ours.sen.abs_diff(theirs.sen))
    });
    Ok(open.close(left))
}

/// SP2D that were issued in the month and not cancelled, whatever became of their money.
fn ours(view: &View, question: &Question) -> Result<Vec<Line>, Unanswered> {
    let mut lines = Vec::new();
    for (seq, spp) in view.reading.state.treasury.spps.iter() {
        let Some(number) = &spp.sp2d_number else { continue };
        if spp.stage < SppStage::Sp2dIssued
            || (spp.stage == SppStage::Ended && spp.paid_on.is_none())
        {
            continue;
        }
        let Some((issued, on)) = issued(view, seq)? else { continue };
        if on.month_key() == question.month {
            let number = normalised(number);
            lines.push(Line { seq: issued, on, number, sen: spp.sen });
        }
    }
    Ok(lines)
}

/// The event that issued the SP2D of a request last, and its day.
fn issued(view: &View, spp: u64) -> Result<Option<(u64, jejak_events::Date)>, Unanswered> {
    for at in view.reading.under(&Tag::Object(Object::Spp, spp)).into_iter().rev() {
        let fact = view.facts.fact(at)?;
        if matches!(&fact.event, Event::Sp2dIssued(body) if body.spp.0 == spp) {
            return Ok(Some((at, fact.envelope.occurred_on)));
        }
    }
    Ok(None)
}

fn theirs(view: &View, question: &Question) -> Result<Vec<Line>, Unanswered> {
    let mut lines = Vec::new();
    for seq in rows_of(view, &question.imports, Dataset::Sp2dRegister)? {
        if let Event::Sp2dRowObserved(body) = view.facts.fact(seq)?.event
            && body.dated.month_key() == question.month
        {
            let number = body.number.normalised();
            lines.push(Line { seq, on: body.dated, number, sen: body.amount.sen() });
        }
    }
    Ok(lines)
}

fn normalised(number: &str) -> String {
    number.parse().map_or_else(|_| number.to_owned(), |it: DocumentNumber| it.normalised())
}
