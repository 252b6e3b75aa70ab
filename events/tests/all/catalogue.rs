//! The catalogue is complete and unambiguous, and a change to it is a readable diff.
//!
//! `UPDATE_CATALOGUE=1 cargo test -p jejak-events catalogue` writes `tests/catalogue.txt` again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use jejak_events::Kind;
use jejak_events::field::{FieldInfo, Form, REFERENCE_MAX, Shape};
use jejak_events::vocabulary;

/// Calls `visit` for each field at any depth with its path.
fn visit_fields(path: &str, fields: &[FieldInfo], visit: &mut dyn FnMut(&str, &FieldInfo)) {
    for field in fields {
        let path = format!("{path}.{}", field.name);
        visit(&path, field);
        let mut shape = &field.shape;
        while let Shape::Optional(inner) | Shape::List(inner) = shape {
            shape = inner;
        }
        if let Shape::Record(fields) = shape {
            visit_fields(&path, fields, visit);
        }
    }
}

#[test]
fn numbers_are_unique_and_grouped_by_area() {
    let mut last = 0;
    let mut areas: BTreeMap<&str, u16> = BTreeMap::new();
    for kind in Kind::ALL {
        assert!(kind.number() > last, "{kind:?}: numbers ascend in the order of the catalogue");
        last = kind.number();
        let hundred = kind.number() / 100;
        let group = *areas.entry(kind.area()).or_insert(hundred);
        assert_eq!(hundred, group, "{kind:?}: {} has the {group}xx", kind.area());
        assert_eq!(Kind::from_number(kind.number()), Some(*kind));
        assert!(kind.version() > 0, "{kind:?}: versions begin with 1");
    }
    let groups: BTreeSet<u16> = areas.values().copied().collect();
    assert_eq!(groups.len(), areas.len(), "two areas share a hundred");
    for unknown in [0, 9, 99, u16::MAX] {
        assert_eq!(Kind::from_number(unknown), None, "{unknown}");
    }
}

#[test]
fn names_and_labels_are_unique() {
    let mut seen = BTreeSet::new();
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.name()), Some(*kind));
        assert_eq!(format!("{kind:?}"), kind.name());
        for word in [kind.name(), kind.label_id(), kind.label_en()] {
            assert!(seen.insert(word.to_owned()), "{kind:?}: `{word}` is used twice");
        }
    }
    assert_eq!(Kind::from_name("budgetceilingset"), None);
}

#[test]
fn everything_is_explained_in_both_languages() {
    let filled = |text: &str| !text.trim().is_empty();
    for kind in Kind::ALL {
        let info = kind.info();
        assert!(filled(info.label_id) && filled(info.label_en), "{kind:?}: a label is missing");
        assert!(filled(info.doc), "{kind:?}: what does it mean?");
        assert_eq!((info.name, info.number, info.area), (kind.name(), kind.number(), kind.area()));
        assert!(!info.fields.is_empty(), "{kind:?}: says nothing");
        visit_fields(info.name, &info.fields, &mut |path, field| {
            assert!(filled(field.doc), "{path}: what does it mean?");
            if let Shape::Value { name, example, .. } = &field.shape {
                assert!(filled(name) && filled(example), "{path}: no example");
            }
        });
    }
    for (list, words) in vocabulary::lists() {
        let mut seen = BTreeSet::new();
        for word in words {
            let labelled = filled(word.word) && filled(word.label_id) && filled(word.label_en);
            assert!(labelled, "{list}.{}: a label is missing", word.word);
            assert!(seen.insert(word.word), "{list}.{} stands twice", word.word);
        }
    }
}

#[test]
fn examples_of_fields_are_accepted_where_they_stand() {
    for kind in Kind::ALL {
        for field in kind.info().fields {
            let Shape::Value { example, .. } = field.shape else { continue };
            let mut json = jejak_events::Event::sample(*kind, 3).to_json();
            json[field.name] = serde_json::from_str(example).expect("JSON");
            let read = jejak_events::Event::from_json(*kind, &json);
            assert!(read.is_ok(), "{kind:?}.{}: {example}: {read:?}", field.name);
        }
    }
}

/// The limits that the catalogue states are those that reading keeps: nothing beyond is read, and
/// within them the value itself is.
#[test]
fn stated_limits_of_integers_are_those_of_reading() {
    let mut met = BTreeSet::new();
    for kind in Kind::ALL {
        for field in kind.info().fields {
            let (minimum, maximum) = match field.shape {
                Shape::Value { form: Form::Integer { minimum, maximum }, .. } => (minimum, maximum),
                Shape::Reference(_) => (0, REFERENCE_MAX),
                _ => continue,
            };
            met.insert(maximum);
            let read = |value: serde_json::Value| {
                let mut json = jejak_events::Event::sample(*kind, 3).to_json();
                json[field.name] = value;
                jejak_events::Event::from_json(*kind, &json)
            };
            for value in [minimum, maximum] {
                let event = read(value.into()).expect("within the limits");
                assert_eq!(event.to_json()[field.name], value, "{kind:?}.{}", field.name);
            }
            let beyond = [minimum.checked_sub(1), maximum.checked_add(1)];
            for value in beyond.into_iter().flatten() {
                assert!(read(value.into()).is_err(), "{kind:?}.{}: {value}", field.name);
            }
            for value in [serde_json::json!(-1), serde_json::json!(1.5)] {
                assert!(read(value.clone()).is_err(), "{kind:?}.{}: {value}", field.name);
            }
        }
    }
    assert!(met.len() >= 4, "few widths were met: {met:?}");
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Value { name, .. } | Shape::OneOf { name, .. } => (*name).to_owned(),
        Shape::Reference(object) => format!("-> {}", object.word()),
        Shape::Optional(inner) => format!("{}?", describe(inner)),
        Shape::List(inner) => format!("[{}]", describe(inner)),
        Shape::Record(fields) => {
            let field = |field: &FieldInfo| format!("{}: {}", field.name, describe(&field.shape));
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

fn catalogue() -> String {
    let mut text = String::new();
    let mut line = |line: String| writeln!(text, "{line}").expect("writes to a string");
    let mut area = "";
    for kind in Kind::ALL {
        if kind.area() != area {
            area = kind.area();
            line(format!("\n[{area}]"));
        }
        let creates = kind.creates().map_or(String::new(), |o| format!(", creates {}", o.word()));
        let planning = if kind.planning() { ", planning" } else { "" };
        line(format!("{} v{} {}{creates}{planning}", kind.number(), kind.version(), kind.name()));
        line(format!("    {} / {}", kind.label_id(), kind.label_en()));
        for field in kind.info().fields {
            line(format!("    {}: {}", field.name, describe(&field.shape)));
        }
    }
    line("\n[words in wire order]".to_owned());
    for (list, words) in vocabulary::lists() {
        line(list.to_owned());
        for (number, word) in words.iter().enumerate() {
            line(format!("    {number} {}: {} / {}", word.word, word.label_id, word.label_en));
        }
    }
    text.trim_start().to_owned()
}

#[test]
fn the_catalogue_is_the_one_committed() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue.txt");
    let now = catalogue();
    if std::env::var_os("UPDATE_CATALOGUE").is_some() {
        std::fs::write(&path, &now).expect("writes the catalogue");
    }
    let committed = std::fs::read_to_string(&path).expect("reads the catalogue");
    let differs = committed.lines().zip(now.lines()).find(|(was, is)| was != is);
    assert!(
        committed == now,
        "the catalogue changed at {differs:?}: UPDATE_CATALOGUE=1 writes it, the diff shows what it means"
    );
}
