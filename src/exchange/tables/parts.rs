//! What an event has several of, one row each: papers, amounts by line, objects that it names.

use jejak_events::document::Binding;
use jejak_events::treasury::LineAmount;
use jejak_events::{Event, Recorded};

use super::column::{Cell, Column, Type, plain};

/// Columns of `documents`.
pub(super) const DOCUMENTS: &[Column] = &[
    plain("seq", Type::Integer, "Event that stands on the paper."),
    plain("position", Type::Integer, "Position among the papers of the event, from 0."),
    plain("kind", Type::Text, "What kind of paper it is."),
    plain("number", Type::Text, "Its number as printed."),
    plain("dated", Type::Date, "The date it bears."),
    plain("proof", Type::Text, "What binds the file: public_hash, token or commitment."),
    plain("value", Type::Text, "That hash, token or commitment; one token is one paper."),
];

/// Rows of `documents`.
pub(super) fn documents(fact: &Recorded, row: &mut dyn FnMut(Vec<Cell>)) {
    for (at, document) in fact.envelope.documents.iter().enumerate() {
        let (proof, value) = match &document.proof {
            Some(Binding::PublicHash(file)) => (Some("public_hash"), Some(file.sha256.to_string())),
            Some(Binding::Token(token)) => (Some("token"), Some(token.to_string())),
            Some(Binding::Commitment(bytes)) => (Some("commitment"), Some(bytes.to_string())),
            None => (None, None),
        };
        row(vec![
            fact.seq.into(),
            at.into(),
            Cell::shown(Some(document.kind)),
            Cell::shown(document.number.as_ref()),
            document.dated.into(),
            proof.into(),
            value.into(),
        ]);
    }
}

/// Columns of `line_amounts`.
pub(super) const LINE_AMOUNTS: &[Column] = &[
    plain("seq", Type::Integer, "Event with several lines: SPD, NPD, SPP or SPJ."),
    plain("event_kind", Type::Text, "Its kind."),
    plain("position", Type::Integer, "Position in the list, from 0."),
    plain("line", Type::Integer, "Budget line."),
    plain("amount", Type::Money, "Amount on that line."),
];

/// The list of lines of an event that has one.
fn lines(event: &Event) -> &[LineAmount] {
    match event {
        Event::SpdIssued(body) => &body.lines,
        Event::NpdSubmitted(body) => &body.lines,
        Event::SppSubmitted(body) => &body.lines,
        Event::SpjSubmitted(body) => &body.lines,
        _ => &[],
    }
}

/// Rows of `line_amounts`.
pub(super) fn line_amounts(fact: &Recorded, row: &mut dyn FnMut(Vec<Cell>)) {
    for (at, part) in lines(&fact.event).iter().enumerate() {
        row(vec![
            fact.seq.into(),
            fact.event.kind().name().into(),
            at.into(),
            part.line.0.into(),
            Cell::Money(part.amount.sen()),
        ]);
    }
}

/// Columns of `mentions`.
pub(super) const MENTIONS: &[Column] = &[
    plain("seq", Type::Integer, "Event that names the object."),
    plain("event_kind", Type::Text, "Its kind."),
    plain("object", Type::Text, "What kind of object: line, decree, payment, spp, ..."),
    plain("object_seq", Type::Integer, "Event that made the object."),
];

/// Rows of `mentions`.
pub(super) fn mentions(fact: &Recorded, row: &mut dyn FnMut(Vec<Cell>)) {
    let kind = fact.event.kind().name();
    fact.event.references(&mut |object, seq| {
        row(vec![fact.seq.into(), kind.into(), object.word().into(), seq.into()]);
    });
}
