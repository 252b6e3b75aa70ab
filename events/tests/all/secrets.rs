//! A personal number in the wrong field is refused without being repeated.

use jejak_events::field::Shape;
use jejak_events::{Event, Kind};
use serde_json::{Value, json};

/// Ways in which a NIK gets into a field: as a number, as text, in groups, damaged.
fn disguises() -> Vec<Value> {
    vec![
        json!(3_601_010_101_800_001_u64),
        json!(-3_601_010_101_800_001_i64),
        json!(3_601_010_101_800_001.5),
        json!(3.601_010_101_800_001e19),
        json!("3601010101800001"),
        json!("3601.0101.0180.0001"),
        json!("3601 0101 0180 0001"),
        json!("36.01.01-010180-0001"),
        json!("NIK 3601010101800001"),
        json!(["3601010101800001"]),
        json!({ "3601010101800001": "3601010101800001" }),
    ]
}

#[track_caller]
fn assert_not_repeated(kind: Kind, body: &Value) {
    let Err(error) = Event::from_json(kind, body) else { return };
    let message = error.to_string();
    let digits: String = message.chars().filter(char::is_ascii_digit).collect();
    assert!(!digits.contains("360101"), "{kind:?}: {message}");
}

/// Puts a value into every place of a body in turn.
fn in_every_place(body: &Value, value: &Value, found: &mut dyn FnMut(Value)) {
    match body {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let mut put = |inner: Value| {
                    let mut body = body.clone();
                    body[name] = inner;
                    found(body);
                };
                put(value.clone());
                in_every_place(inner, value, &mut put);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                in_every_place(inner, value, &mut |inner| {
                    let mut body = body.clone();
                    body[index] = inner;
                    found(body);
                });
            }
        }
        _ => {}
    }
}

#[test]
fn a_nik_in_any_field_is_not_repeated() {
    for kind in Kind::ALL.iter().copied() {
        for seed in 1..4 {
            let body = Event::sample(kind, seed).to_json();
            for nik in disguises() {
                in_every_place(&body, &nik, &mut |body| assert_not_repeated(kind, &body));
            }
        }
    }
}

#[test]
fn a_nik_as_the_name_of_a_field_is_not_repeated() {
    for kind in Kind::ALL.iter().copied() {
        let mut body = Event::sample(kind, 1).to_json();
        for name in ["3601010101800001", "3601.0101.0180.0001"] {
            body[name] = json!(1);
            assert!(Event::from_json(kind, &body).is_err(), "{kind:?} takes unknown fields");
            assert_not_repeated(kind, &body);
        }
    }
}

#[test]
fn a_nik_in_an_integer_field_is_refused_with_what_fits() {
    let mut met = 0;
    for kind in Kind::ALL.iter().copied() {
        for field in kind.info().fields {
            let narrow = matches!(field.shape, Shape::Value { name: "small number", .. });
            if !narrow {
                continue;
            }
            met += 1;
            let mut body = Event::sample(kind, 1).to_json();
            body[field.name] = json!(3_601_010_101_800_001_u64);
            let error = Event::from_json(kind, &body).expect_err("too large");
            assert_eq!(error.field, field.name);
            assert!(error.what.contains("expected u8"), "{error}");
            assert!(!error.what.contains("36010"), "{error}");
        }
    }
    assert!(met >= 3, "no integer field was met");
}
