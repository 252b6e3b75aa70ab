//! Drafts from JSON lines: one event per line, the whole file accepted or refused.
//!
//! ```json
//! {"kind": "BudgetShifted", "occurred_on": "2026-03-01", "official": 12, "label": "shift-1",
//!  "body": {"from": 40, "to": "@line-b", "amount": "1000000.00", "reason": "pergeseran"}}
//! ```
//!
//! Beside these, a line may carry `fiscal_year`, `recorder`, `historical`, `documents` and
//! `signature`: `{"key": 31, "nonce": 32 hexadecimal digits, "bytes": base64}`, over what
//! `docs/FORMAT.md` section 6 says.
//!
//! A reference is the sequence number of a recorded event, `"#3"` for the fourth draft of the
//! file, or `"@label"` for the draft that carries that label.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jejak_events::document::Document;
use jejak_events::envelope::{ActorSignature, Nonce};
use jejak_events::field::{FieldInfo, Shape};
use jejak_events::ids::{AccountRef, ActorKeyRef, AppointmentRef, HistoricalBatchRef};
use jejak_events::parse::{Found, mask_digit_runs};
use jejak_events::{Date, Event, FiscalYear, Kind};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

use super::{lines, words};
use crate::ledger::Draft;
use crate::said::{Said, said};

/// One line that cannot be a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadLine {
    /// Line number, from 1.
    pub line: usize,
    /// Field, as a path within the line.
    pub field: String,
    /// What would have been accepted.
    pub expected: Said,
    /// What was there.
    pub found: Said,
}

/// The drafts of a file, and where each stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drafts {
    /// The drafts, in the order of their lines.
    pub drafts: Vec<Draft>,
    /// Line number of each, from 1; blank lines count, but hold no draft.
    pub lines: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    occurred_on: Date,
    #[serde(default)]
    fiscal_year: Option<FiscalYear>,
    #[serde(default)]
    recorder: Option<AccountRef>,
    #[serde(default)]
    official: Option<AppointmentRef>,
    #[serde(default)]
    historical: Option<HistoricalBatchRef>,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    signature: Option<SignatureOfActor>,
    #[serde(default)]
    #[expect(dead_code, reason = "read before, when labels are collected")]
    label: Option<String>,
    body: Value,
}

/// Signature of an actor's registered key, as an export shows it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureOfActor {
    key: ActorKeyRef,
    nonce: Nonce,
    #[serde(deserialize_with = "base64_of_64")]
    bytes: [u8; 64],
}

fn base64_of_64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 64], D::Error> {
    let text = String::deserialize(deserializer)?;
    let bytes = STANDARD.decode(&text).ok().and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
    bytes.ok_or_else(|| {
        let found = Found::quote(&text);
        de::Error::custom(format_args!("expected 64 bytes in base64, found {found}"))
    })
}

/// Reads the drafts of a file in UTF-8; every bad line is listed.
pub fn read(file: &(impl AsRef<[u8]> + ?Sized)) -> Result<Drafts, Vec<BadLine>> {
    let mut bad = Vec::new();
    let lines = lines::values(file.as_ref(), &mut bad);
    let labels = labels(&lines, &mut bad);
    let mut read = Drafts::default();
    for (number, value) in lines {
        match draft(value, &labels) {
            Ok(draft) => {
                read.drafts.push(draft);
                read.lines.push(number);
            }
            Err(problem) => bad.push(problem.on(number)),
        }
    }
    bad.sort_by_key(|line| line.line);
    if bad.is_empty() { Ok(read) } else { Err(bad) }
}

/// Index of the draft that carries each label.
fn labels(lines: &[(usize, Value)], bad: &mut Vec<BadLine>) -> HashMap<String, usize> {
    let mut labels = HashMap::new();
    for (index, (number, value)) in lines.iter().enumerate() {
        let Some(label) = value.get("label").and_then(Value::as_str) else { continue };
        if labels.insert(label.to_owned(), index).is_some() {
            bad.push(BadLine {
                line: *number,
                field: "label".to_owned(),
                expected: said!(
                    "a label that no other line carries",
                    "label yang tidak dipakai baris lain"
                ),
                found: Said::same(Found::quote(label)),
            });
        }
    }
    labels
}

/// What is wrong with a line, before its number is known.
struct Problem {
    field: String,
    expected: Said,
    found: Said,
}

impl Problem {
    fn on(self, line: usize) -> BadLine {
        BadLine { line, field: self.field, expected: self.expected, found: self.found }
    }

    /// Splits a message of serde or of our own types into expected and found.
    fn of(path: &str, message: &str) -> Problem {
        let (message, path) = (mask_digit_runs(message), mask_digit_runs(path));
        if let Some(rest) = message.strip_prefix("missing field `") {
            let field = rest.split('`').next().unwrap_or(rest);
            let field = if path == "." { field.to_owned() } else { format!("{path}.{field}") };
            let (expected, found) = words::missing();
            return Problem { field, expected, found };
        }
        for (separator, swapped) in [(", found ", false), (", expected ", true)] {
            if let Some((one, two)) = message.split_once(separator) {
                let one = one.trim_start_matches("expected ").trim_start_matches("invalid type: ");
                let (expected, found) = if swapped { (two, one) } else { (one, two) };
                let (expected, found) = (words::expected(expected), words::found(found));
                return Problem { field: path, expected, found };
            }
        }
        let expected = said!(
            "a value of this field's shape (`jejak kinds NAME`)",
            "nilai dalam bentuk isian ini (`jejak kinds NAMA`)"
        );
        Problem { field: path, expected, found: message.into() }
    }
}

fn draft(mut value: Value, labels: &HashMap<String, usize>) -> Result<Draft, Problem> {
    for key in ["recorder", "official", "historical"] {
        if let Some(reference) = value.get_mut(key) {
            relabel(reference, labels, key)?;
        }
    }
    if let Some(reference) = value.pointer_mut("/signature/key") {
        relabel(reference, labels, "signature.key")?;
    }
    let line: Line = serde_path_to_error::deserialize(value)
        .map_err(|error| Problem::of(&error.path().to_string(), &error.inner().to_string()))?;
    let kind = Kind::from_name(&line.kind).ok_or_else(|| Problem {
        field: "kind".to_owned(),
        expected: said!("a kind of `jejak kinds`", "jenis kejadian dari `jejak kinds`"),
        found: Said::same(Found::quote(&line.kind)),
    })?;
    let mut body = line.body;
    relabel_fields(&mut body, &kind.info().fields, labels)?;
    let event = Event::from_json(kind, &body)
        .map_err(|error| Problem::of(&within_body(&error.field), &error.what))?;
    Ok(Draft {
        occurred_on: line.occurred_on,
        fiscal_year: line.fiscal_year,
        recorder: line.recorder,
        official: line.official,
        documents: line.documents,
        historical: line.historical,
        signature: line.signature.map(|given| ActorSignature {
            key: given.key,
            nonce: given.nonce,
            bytes: given.bytes,
        }),
        event,
    })
}

/// The path in a line of a path in its body, where `.` is the body itself.
fn within_body(path: &str) -> String {
    if path == "." { "body".to_owned() } else { format!("body.{path}") }
}

/// Replaces `"@label"` by the index of its draft wherever the shape asks for a reference.
fn relabel_fields(
    body: &mut Value,
    fields: &[FieldInfo],
    labels: &HashMap<String, usize>,
) -> Result<(), Problem> {
    for field in fields {
        if let Some(value) = body.get_mut(field.name) {
            relabel_shape(value, &field.shape, labels, field.name)?;
        }
    }
    Ok(())
}

fn relabel_shape(
    value: &mut Value,
    shape: &Shape,
    labels: &HashMap<String, usize>,
    field: &str,
) -> Result<(), Problem> {
    match (shape, value) {
        (Shape::Reference(_), value) => relabel(value, labels, field),
        (Shape::Optional(inner), value) => relabel_shape(value, inner, labels, field),
        (Shape::List(inner), Value::Array(items)) => {
            items.iter_mut().try_for_each(|item| relabel_shape(item, inner, labels, field))
        }
        (Shape::Record(fields), value) => relabel_fields(value, fields, labels),
        _ => Ok(()),
    }
}

fn relabel(value: &mut Value, labels: &HashMap<String, usize>, field: &str) -> Result<(), Problem> {
    let Some(label) = value.as_str().and_then(|text| text.strip_prefix('@')) else {
        return Ok(());
    };
    let index = labels.get(label).ok_or_else(|| Problem {
        field: field.to_owned(),
        expected: said!(
            "a label that a line of this file carries",
            "label yang dipakai salah satu baris berkas ini"
        ),
        found: Said::same(Found::quote(label)),
    })?;
    *value = Value::String(format!("#{index}"));
    Ok(())
}
