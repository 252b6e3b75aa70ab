//! One value, one byte string: everything else is refused, and nothing panics.

use jejak_events::field::part_of;
use jejak_events::{ChainHash, Event, Kind, RawEntry, Recorded};
use proptest::prelude::*;

use crate::samples::{bare_envelope, body, full_envelope, recorded};
use crate::wire::{Part, Piece, pieces, varint};

fn decode(kind: Kind, bytes: &[u8]) -> Option<Event> {
    Event::decode(kind, kind.version(), bytes).ok()
}

/// The same bytes with one piece replaced.
fn with(body: &[u8], piece: &Piece, bytes: &[u8]) -> Vec<u8> {
    [&body[..piece.start], bytes, &body[piece.end..]].concat()
}

/// All longer ways to write a number than the shortest.
fn over_long(value: u64, length: usize) -> Vec<Vec<u8>> {
    let wide = |marker: u8, width: usize| {
        let bytes = u128::from(value).to_le_bytes();
        [&[marker], &bytes[..width]].concat()
    };
    let all = [wide(251, 2), wide(252, 4), wide(253, 8), wide(254, 16)];
    all.into_iter().filter(|bytes| bytes.len() > length).collect()
}

/// Every way to write a piece that no encoder of ours would.
fn forgeries(body: &[u8], piece: &Piece) -> Vec<Vec<u8>> {
    let bytes = &body[piece.start..piece.end];
    match piece.part {
        Part::Varint => {
            let (value, length) = varint(bytes);
            let mut forged = over_long(value, length);
            forged.push(vec![255]);
            forged
        }
        Part::Word(words) => {
            let (value, length) = varint(bytes);
            let mut forged = over_long(value, length);
            forged.push(vec![u8::try_from(words).expect("few words")]);
            forged.push(vec![250]);
            forged
        }
        Part::Presence | Part::Bool => (2..=255).map(|byte| vec![byte]).collect(),
        Part::Text => {
            let (length, prefix) = varint(bytes);
            let mut forged: Vec<Vec<u8>> = over_long(length, prefix)
                .into_iter()
                .map(|longer| [&longer, &bytes[prefix..]].concat())
                .collect();
            // Not composed, not UTF-8, a control character, outer blanks, nothing.
            let texts: [&[u8]; 6] = ["e\u{301}".as_bytes(), &[0xff], b"A\tB", b" A", b"A ", b""];
            let short = |text: &[u8]| [&[u8::try_from(text.len()).expect("short")], text].concat();
            forged.extend(texts.map(short));
            forged
        }
        Part::Plain => Vec::new(),
    }
}

#[test]
fn only_the_canonical_form_of_each_piece_is_read() {
    for kind in Kind::ALL.iter().copied() {
        for seed in 0..12 {
            let bytes = body(&Event::sample(kind, seed));
            for piece in pieces(kind, &bytes) {
                for forged in forgeries(&bytes, &piece) {
                    let read = decode(kind, &with(&bytes, &piece, &forged));
                    assert_eq!(read, None, "{} as {forged:?}, seed {seed}", piece.path);
                }
            }
        }
    }
}

#[test]
fn missing_and_left_over_bytes_are_refused() {
    for kind in Kind::ALL.iter().copied() {
        for seed in 0..12 {
            let bytes = body(&Event::sample(kind, seed));
            for end in 0..bytes.len() {
                assert_eq!(decode(kind, &bytes[..end]), None, "{kind:?} cut to {end}");
            }
            for more in [0u8, 1, 250, 255] {
                let longer = [bytes.as_slice(), &[more]].concat();
                assert_eq!(decode(kind, &longer), None, "{kind:?} and {more}");
            }
        }
    }
}

#[test]
fn other_versions_and_kinds_are_refused() {
    for kind in Kind::ALL.iter().copied() {
        let bytes = body(&Event::sample(kind, 1));
        for version in (0..=255).filter(|version| *version > kind.version() || *version == 0) {
            assert!(Event::decode(kind, version, &bytes).is_err(), "{kind:?} v{version}");
        }
    }
    let mut entry = Vec::new();
    let fact = recorded(Kind::PaymentCredited, 1, bare_envelope());
    fact.write(ChainHash::ZERO, &mut entry).expect("writes");
    entry[49..51].copy_from_slice(&9_999u16.to_be_bytes());
    let raw = RawEntry::parse(&entry).expect("an unknown kind is still an entry");
    assert_eq!(raw.kind, 9_999);
    assert!(raw.decode().is_err());
}

#[test]
fn entries_hold_exactly_the_lengths_they_state() {
    let mut entry = Vec::new();
    let fact = recorded(Kind::SppSubmitted, 4, full_envelope(4));
    fact.write(ChainHash::ZERO, &mut entry).expect("writes");
    for end in 0..entry.len() {
        assert!(RawEntry::parse(&entry[..end]).is_err(), "cut to {end}");
    }
    assert!(RawEntry::parse(&[entry.as_slice(), &[0]].concat()).is_err());
    for (at, found) in [(32, 0), (32, 2), (52, 0xff), (53, entry[53] ^ 1)] {
        let mut changed = entry.clone();
        changed[at] = found;
        assert!(Recorded::parse(&changed).is_err(), "byte {at} as {found}");
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = RawEntry::parse(&bytes).map(|raw| (raw.envelope().is_ok(), raw.event().is_ok()));
        let _ = Recorded::parse(&bytes);
        for kind in Kind::ALL {
            let _ = Event::decode(*kind, kind.version(), &bytes);
        }
    }

    /// Whatever is read was written in its one form; so no two byte strings are one event.
    #[test]
    fn what_decodes_encodes_to_the_same_bytes(
        kind in prop::sample::select(Kind::ALL), seed: u64, damage in prop::collection::vec(any::<(u16, u8)>(), 1..4)
    ) {
        let mut bytes = body(&Event::sample(kind, seed));
        for (at, byte) in damage {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        if let Some(event) = decode(kind, &bytes) {
            prop_assert_eq!(body(&event), bytes);
        }
    }

    #[test]
    fn damaged_entries_never_panic(
        kind in prop::sample::select(Kind::ALL), seed: u64, damage in prop::collection::vec(any::<(u16, u8)>(), 1..6)
    ) {
        let mut entry = Vec::new();
        let fact = recorded(kind, part_of(seed, 0), full_envelope(seed));
        fact.write(ChainHash::ZERO, &mut entry).expect("writes");
        for (at, byte) in damage {
            let at = usize::from(at) % entry.len();
            entry[at] = byte;
        }
        if let Ok(fact) = Recorded::parse(&entry) {
            let prev = RawEntry::parse(&entry).expect("parsed before").prev;
            let mut again = Vec::new();
            fact.write(prev, &mut again).expect("writes");
            prop_assert_eq!(again, entry);
        }
    }
}
