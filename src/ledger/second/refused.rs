//! A refusal as an event of the second ledger: which rule, which figures; nothing of the drafts.

use jejak_events::oversight::AttemptRefused;
use jejak_events::{Event, Text};

use crate::ledger::{Actor, Refusal};

/// The event that tells of a refusal.
pub fn of_refusal(actor: Actor, refusal: &Refusal) -> Option<Event> {
    let figures = &refusal.figures;
    let text = |figure: &Option<String>| figure.as_deref().and_then(public);
    Some(Event::from(AttemptRefused {
        account: actor.account.0,
        rule: refusal.rule.code.parse().ok()?,
        draft: u32::try_from(refusal.draft).unwrap_or(u32::MAX),
        field: figures.field.and_then(public),
        expected: text(&figures.expected),
        found: text(&figures.found),
        asked: figures.asked,
        available: figures.available,
        line: figures.line,
        event: figures.event,
    }))
}

/// A figure as text that may stand in a ledger for good; nothing where it may not.
fn public(figure: &str) -> Option<Text> {
    figure.parse().ok()
}
