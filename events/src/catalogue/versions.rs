//! A kind with two versions, in a catalogue of its own: what `Event` promises of the first kind that
//! will have a second version.

use super::*;
use crate::date::{Date, FiscalYear};
use crate::envelope::{Nonce, ToSign};
use crate::event::{events, records};
use crate::ids::{Bytes32, LineRef};
use crate::money::Rupiah;
use crate::vocabulary::Reason;

records! {
    /// Version 1: there was no reason.
    ShelfMovedV1 {
        /// The line.
        line: LineRef,
        /// Amount.
        amount: Rupiah,
    }
}

events! {
    /// Version 2: with a reason, where it is known.
    ShelfMoved("Rak dipindahkan", "Shelf moved") {
        /// Amount.
        amount: Rupiah,
        /// The line.
        line: LineRef,
        /// Why; absent in what was written before it was asked.
        reason: Option<Reason>,
    }

    /// A kind that never changed.
    ShelfClosed("Rak ditutup", "Shelf closed") {
        /// The line.
        line: LineRef,
    }
}

impl From<ShelfMovedV1> for ShelfMoved {
    fn from(old: ShelfMovedV1) -> ShelfMoved {
        let ShelfMovedV1 { line, amount } = old;
        ShelfMoved { amount, line, reason: None }
    }
}

catalogue! {
    shelves Shelves {
        9001 v 2 ShelfMoved | 1 ShelfMovedV1,
        9002 v 1 ShelfClosed,
    }
}

fn old_bytes() -> Vec<u8> {
    let old = ShelfMovedV1 { line: LineRef(7), amount: Rupiah::from_sen(1_500) };
    let mut bytes = Vec::new();
    codec::encode(&old, &mut bytes).unwrap();
    bytes
}

#[test]
fn an_old_version_is_read_as_the_newest() {
    let read = Event::decode(Kind::ShelfMoved, 1, &old_bytes()).unwrap();
    let now = ShelfMoved { amount: Rupiah::from_sen(1_500), line: LineRef(7), reason: None };
    assert_eq!(read, Event::from(now));
    let mut seen = Vec::new();
    read.references(&mut |object, seq| seen.push((object, seq)));
    assert_eq!(seen, [(Object::Line, 7)]);
    assert_eq!(read.to_json()["amount"], "15.00");
}

#[test]
fn what_is_written_now_has_the_newest_version() {
    assert_eq!((Kind::ShelfMoved.version(), Kind::ShelfClosed.version()), (2, 1));
    let read = Event::decode(Kind::ShelfMoved, 1, &old_bytes()).unwrap();
    let mut bytes = Vec::new();
    read.encode(&mut bytes).unwrap();
    assert_ne!(bytes, old_bytes());
    assert_eq!(Event::decode(Kind::ShelfMoved, 2, &bytes), Ok(read));
}

#[test]
fn a_version_is_not_read_as_another() {
    let unknown = |version| CodecError::UnknownVersion { kind: "ShelfMoved", version };
    for version in [0, 3] {
        assert_eq!(Event::decode(Kind::ShelfMoved, version, &old_bytes()), Err(unknown(version)));
    }
    assert!(Event::decode(Kind::ShelfMoved, 2, &old_bytes()).is_err(), "v1 bytes are no v2");
    assert!(Event::decode(Kind::ShelfClosed, 2, &[7]).is_err());
}

#[test]
fn an_old_version_has_one_form_too() {
    let mut longer = old_bytes();
    longer.push(0);
    let read = Event::decode(Kind::ShelfMoved, 1, &longer);
    assert_eq!(read, Err(CodecError::Trailing { left: 1 }));
    // 7 in three bytes instead of one.
    let long_form = [&[251, 7, 0], &old_bytes()[1..]].concat();
    assert_eq!(Event::decode(Kind::ShelfMoved, 1, &long_form), Err(CodecError::NotCanonical));
}

/// What an actor signs of a body, everything else being equal.
fn message(wire: Wire<'_>) -> Vec<u8> {
    let to_sign = ToSign {
        ledger_id: Bytes32([1; 32]),
        nonce: Nonce([2; 16]),
        appointment: None,
        occurred_on: Date::from_ymd(2026, 3, 1).unwrap(),
        fiscal_year: FiscalYear::new(2026).unwrap(),
        documents: &[],
        historical: None,
        wire: Some(wire),
    };
    to_sign.bytes()
}

#[test]
fn what_was_signed_in_an_old_version_stays_what_was_signed() {
    // What the program of that time made, when version 1 was the newest.
    let signed = message(Wire { kind: 9001, version: 1, body: old_bytes().into() });
    let (event, older) = Event::read(Kind::ShelfMoved, 1, &old_bytes()).unwrap();
    assert_eq!(message(event.wire(older.as_deref()).unwrap()), signed);
    assert_ne!(message(event.wire(None).unwrap()), signed, "a newer version is another message");
    let same_bytes = Wire { kind: 9001, version: 2, body: old_bytes().into() };
    assert_ne!(message(same_bytes), signed, "the version is signed too");
}

#[test]
fn the_newest_version_is_written_from_the_event() {
    let mut bytes = Vec::new();
    let read = Event::decode(Kind::ShelfMoved, 1, &old_bytes()).unwrap();
    read.encode(&mut bytes).unwrap();
    let (event, older) = Event::read(Kind::ShelfMoved, 2, &bytes).unwrap();
    assert_eq!((&event, &older), (&read, &None));
    let wire = event.wire(None).unwrap();
    assert_eq!((wire.kind, wire.version, wire.body.as_ref()), (9001, 2, bytes.as_slice()));
}
