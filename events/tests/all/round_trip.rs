//! Every event survives the way through JSON and bytes, in both orders.

use std::collections::BTreeSet;

use jejak_events::field::{FieldInfo, Shape};
use jejak_events::wire::OlderBody;
use jejak_events::{ChainHash, Event, Kind, RawEntry, Recorded};
use proptest::prelude::*;
use serde_json::Value;

use crate::samples::{bare_envelope, body, full_envelope, recorded};

/// JSON -> event -> bytes -> event -> JSON.
fn assert_round_trips(kind: Kind, seed: u64) {
    let event = Event::sample(kind, seed);
    let json = event.to_json();
    let text = json.to_string();
    let reread: Value = serde_json::from_str(&text).expect("JSON");
    let from_json = Event::from_json(kind, &reread);
    let from_json = from_json.unwrap_or_else(|error| panic!("{kind:?} {seed}: {error}: {text}"));
    assert_eq!(from_json, event, "{kind:?} {seed}: {text}");
    let bytes = body(&from_json);
    let decoded = Event::decode(kind, kind.version(), &bytes);
    let decoded = decoded.unwrap_or_else(|error| panic!("{kind:?} {seed}: {error}: {text}"));
    assert_eq!(decoded.to_json(), json, "{kind:?} {seed}");
    assert_eq!(body(&decoded), bytes, "{kind:?} {seed}");
}

#[test]
fn every_kind_with_its_first_samples() {
    for kind in Kind::ALL {
        (0..64).for_each(|seed| assert_round_trips(*kind, seed));
    }
}

proptest! {
    #[test]
    fn any_kind_with_any_sample(kind in prop::sample::select(Kind::ALL), seed: u64) {
        assert_round_trips(kind, seed);
    }

    #[test]
    fn whole_entries(kind in prop::sample::select(Kind::ALL), seed: u64, bare: bool, prev: [u8; 32]) {
        let envelope = if bare { bare_envelope() } else { full_envelope(seed) };
        let fact = recorded(kind, seed, envelope);
        let mut bytes = vec![0xee];
        let hash = fact.write(ChainHash(prev), &mut bytes).expect("samples are short");
        prop_assert_eq!(hash, ChainHash::of(&bytes[1..]));
        prop_assert_eq!(Recorded::parse(&bytes[1..]).expect("parses"), fact);
    }
}

/// Samples that never reach a value test nothing of it: every word, an absent and a present
/// option, empty and long lists must turn up.
#[test]
fn samples_reach_everything() {
    for kind in Kind::ALL {
        let samples: Vec<Value> =
            (0..600).map(|seed| Event::sample(*kind, seed).to_json()).collect();
        for field in kind.info().fields {
            assert_reached(*kind, &field, &samples);
        }
    }
}

fn assert_reached(kind: Kind, field: &FieldInfo, samples: &[Value]) {
    let values: Vec<&Value> = samples.iter().map(|sample| &sample[field.name]).collect();
    let at = format!("{kind:?}.{}", field.name);
    let shape = match &field.shape {
        Shape::Optional(inner) => {
            assert!(values.iter().any(|value| value.is_null()), "{at}: never absent");
            inner
        }
        shape => shape,
    };
    let present: Vec<&Value> = values.into_iter().filter(|value| !value.is_null()).collect();
    assert!(!present.is_empty(), "{at}: never present");
    match shape {
        Shape::OneOf { words, .. } => {
            let seen: BTreeSet<&str> = present.iter().filter_map(|value| value.as_str()).collect();
            assert_eq!(seen, words.iter().copied().collect(), "{at}: not every word");
        }
        Shape::List(_) => {
            let lengths = present.iter().filter_map(|value| Some(value.as_array()?.len()));
            assert_eq!(lengths.collect::<BTreeSet<_>>(), (0..=5).collect(), "{at}");
        }
        _ => {
            let distinct: BTreeSet<String> = present.iter().map(ToString::to_string).collect();
            assert!(distinct.len() > 1, "{at}: always the same");
        }
    }
}

/// An entry of an older version is written again as it was.
#[test]
fn an_older_body_is_written_as_it_was_recorded() {
    let mut fact = recorded(Kind::HolidayDeclared, 1, bare_envelope());
    fact.older = Some(Box::new(OlderBody { version: 9, bytes: [7, 1, 2].into() }));
    let mut entry = Vec::new();
    fact.write(ChainHash::ZERO, &mut entry).unwrap();
    let raw = RawEntry::parse(&entry).unwrap();
    assert_eq!((raw.version, raw.body), (9, &[7, 1, 2][..]));
}
