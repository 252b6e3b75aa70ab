//! References and tags: every word is read back, references within a batch find their place.

use std::collections::BTreeSet;

use jejak_events::field::{Object, Shape};
use jejak_events::ids::LineRef;
use jejak_events::{Event, Kind, Tag};
use serde_json::Value;

#[test]
fn every_object_is_known_by_its_word() {
    let mut words = BTreeSet::new();
    for object in Object::ALL {
        assert_eq!(Object::from_word(object.word()), Some(*object));
        assert!(words.insert(object.word()), "{} is used twice", object.word());
    }
    // The list is complete: no object that an event creates or names is missing in it.
    for kind in Kind::ALL {
        assert!(kind.creates().is_none_or(|object| Object::ALL.contains(&object)), "{kind:?}");
    }
    assert_eq!(Object::from_word("cheque"), None);
}

/// The word of a tag's own kind.
fn word(tag: &Tag) -> &'static str {
    match tag {
        Tag::Recipient(_) => "recipient",
        Tag::Household(_) => "household",
        Tag::Person(_) => "person",
        Tag::Token(_) => "token",
        Tag::Object(..) => "object",
        Tag::Region(_) => "region",
        Tag::Source(_) => "source",
        Tag::Programme(_) => "programme",
        Tag::Document(_) => "document",
    }
}

#[test]
fn tags_are_read_back() {
    let mut seen = BTreeSet::new();
    let mut check = |tag: Tag| {
        let text = tag.to_string();
        assert_eq!(text.parse::<Tag>().as_ref(), Ok(&tag), "{text}");
        seen.insert(word(&tag));
    };
    for kind in Kind::ALL {
        (0..40).for_each(|seed| Event::sample(*kind, seed).tags(&mut check));
    }
    for object in Object::ALL {
        for seq in [0, 1, u64::MAX] {
            check(Tag::Object(*object, seq));
        }
    }
    check(Tag::Programme("BLT-BBM".parse().expect("a code")));
    assert_eq!(seen.len(), 9, "not every tag was met: {seen:?}");
    // SPM and SP2D live in the life of their SPP.
    for (text, tag) in
        [("sp2d:7", Tag::Object(Object::Spp, 7)), ("spm:7", Tag::Object(Object::Spp, 7))]
    {
        assert_eq!(text.parse(), Ok(tag));
    }
    for text in
        ["", "decree", "decree:", "decree:x", "decree:-1", "cheque:1", "person:9f", "region:0"]
    {
        assert!(text.parse::<Tag>().is_err(), "{text}");
    }
}

/// Puts `"#5"` wherever a shape asks for a reference; how many that were.
fn refer_to_fifth(value: &mut Value, shape: &Shape) -> usize {
    match (shape, value) {
        (_, Value::Null) => 0,
        (Shape::Reference(_), value) => {
            *value = "#5".into();
            1
        }
        (Shape::Optional(inner), value) => refer_to_fifth(value, inner),
        (Shape::List(inner), Value::Array(items)) => {
            items.iter_mut().map(|item| refer_to_fifth(item, inner)).sum()
        }
        (Shape::Record(fields), value) => {
            fields.iter().map(|field| refer_to_fifth(&mut value[field.name], &field.shape)).sum()
        }
        _ => 0,
    }
}

#[test]
fn references_within_a_batch_find_their_place() {
    for kind in Kind::ALL.iter().copied() {
        for seed in 0..20 {
            let shape = Shape::Record(kind.info().fields);
            let mut json = Event::sample(kind, seed).to_json();
            let count = refer_to_fifth(&mut json, &shape);
            let mut event = Event::from_json(kind, &json).expect("a draft");
            assert_eq!(event.to_json(), json, "{kind:?}: a draft shows what was written");
            let seqs = |event: &Event| {
                let mut seqs = Vec::new();
                event.references(&mut |_, seq| seqs.push(seq));
                seqs
            };
            assert_eq!(seqs(&event).len(), count, "{kind:?}: every reference is visited");
            event.resolve(1_000);
            assert_eq!(seqs(&event), vec![1_005; count], "{kind:?}");
            let resolved = event.clone();
            event.resolve(2_000);
            assert_eq!(event, resolved, "{kind:?}: resolved once for all");
        }
    }
}

#[test]
fn only_sequence_numbers_and_indexes_are_references() {
    let read = |text: &str| serde_json::from_str::<LineRef>(text);
    assert_eq!(read("\"#2\"").expect("an index"), LineRef::in_batch(2));
    assert_eq!(read("9223372036854775807").expect("the last").0, u64::MAX >> 1);
    for refused in
        ["9223372036854775808", "-1", "1.5", "\"2\"", "\"#\"", "\"#-1\"", "\"#4294967296\"", "null"]
    {
        assert!(read(refused).is_err(), "{refused}");
    }
}
