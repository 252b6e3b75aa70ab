//! `jejak kinds`: the catalogue of events.
//!
//! With `--json` each shape says what JSON it is: `json`, `minimum` and `maximum` of integers (exact,
//! up to 2^64 - 1), `max_bytes` or `pattern` of strings. A pattern is that of the form in which a
//! value is shown again; `append` reads other usual spellings, too.
//!
//! An example is a line of one story: its labels are those of other lines there.

use jejak_events::catalogue::KindInfo;
use jejak_events::field::{FieldInfo, Form, REFERENCE_MAX, Shape};
use jejak_events::{Kind, examples};
use serde_json::{Value, json};

use super::{Context, Failure, output};
use crate::ledger::rules::Language;

/// What `append` takes around the body of an event, and one line with some of it.
const AROUND: &str = r##"A line for `append` has `kind`, `occurred_on` and `body`. Beside them it may have:
  fiscal_year  budget year, where it is not that of occurred_on: 2026
  recorder     account that recorded it elsewhere, for what is brought in: 1
  official     appointment of the official who acted: 12, "#0" or "@label"
  documents    papers it rests on: [{"kind": "sk", "number": "188.4/1-DINSOS/2022", "dated": "2022-02-07"}]
  historical   batch of history it belongs to: 40, "#0" or "@label"
  signature    of the official's registered key: {"key": 31, "nonce": 32 digits, "bytes": base64}
  label        a name by which other lines of the file refer to it, as "@name"
for instance:
  {"kind": "BudgetShifted", "occurred_on": "2026-03-01", "official": 12, "label": "shift-1", "body": {"from": 40, "to": "@line-b", "amount": "1000000.00", "reason": "pergeseran"}}"##;

/// Options of `kinds`.
#[derive(Debug, clap::Args)]
#[command(after_help = AROUND)]
pub struct Args {
    /// One kind, with the shape of its body and an example line for `append`.
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// A reference to another draft of the same file: by index, or by label.
const IN_FILE: &str = "^(#[0-9]+|@.+)$";

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let Some(name) = args.name else { return list(context) };
    let kind = Kind::from_name(&name)
        .ok_or_else(|| Failure::Usage(format!("there is no kind `{name}`; see `jejak kinds`")))?;
    let info = kind.info();
    if context.json {
        return output::json(&to_json(kind, &info));
    }
    output::line(&format!("{} ({} v{}), {}", info.name, info.number, info.version, info.area))?;
    output::line(&format!("{} / {}", info.label_id, info.label_en))?;
    output::line(info.doc.trim())?;
    if let Some(object) = info.creates {
        output::line(&format!("creates: {}", object.word()))?;
    }
    let mut table = output::table(&["field", "shape", "meaning"], 9);
    for field in &info.fields {
        table.add_row([field.name, &describe(&field.shape), field.doc.trim()]);
    }
    output::line(&table.to_string())?;
    output::line(&match examples::line_of(kind) {
        Some(line) => format!("example: {line}"),
        None => "no example: the ledger records it of itself, no file can bring it".to_owned(),
    })
}

fn list(context: &Context) -> Result<(), Failure> {
    if context.json {
        let kinds: Vec<Value> = Kind::ALL.iter().map(|kind| to_json(*kind, &kind.info())).collect();
        return output::json(&json!({ "kinds": kinds }));
    }
    let mut table = output::table(&["number", "kind", "label", "area"], 9);
    for kind in Kind::ALL {
        let label = match context.language {
            Language::Id => kind.label_id(),
            Language::En => kind.label_en(),
        };
        table.add_row([&kind.number().to_string(), kind.name(), label, kind.area()]);
    }
    output::line(&table.to_string())?;
    output::line(
        "`jejak kinds NAME` shows the fields of one kind and an example line for `append`",
    )?;
    output::line(AROUND)
}

/// The example line of a kind as JSON; null where no file can bring the kind.
fn example(kind: Kind) -> Value {
    let line = examples::line_of(kind);
    line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or(Value::Null)
}

fn to_json(kind: Kind, info: &KindInfo) -> Value {
    json!({
        "kind": info.name, "number": info.number, "version": info.version, "area": info.area,
        "label_id": info.label_id, "label_en": info.label_en, "doc": info.doc.trim(),
        "creates": info.creates.map(jejak_events::Object::word), "planning": info.planning,
        "fields": info.fields.iter().map(field_json).collect::<Vec<_>>(),
        "example": example(kind),
    })
}

fn field_json(field: &FieldInfo) -> Value {
    json!({ "name": field.name, "doc": field.doc.trim(), "shape": shape_json(&field.shape) })
}

fn shape_json(shape: &Shape) -> Value {
    match shape {
        Shape::Value { name, example, form } => {
            let mut shape = json!({ "type": name, "example": example });
            describe_form(*form, &mut shape);
            shape
        }
        Shape::OneOf { name, words } => json!({ "type": name, "one_of": words, "json": "string" }),
        Shape::Reference(object) => json!({
            "reference": object.word(), "json": ["integer", "string"],
            "minimum": 0, "maximum": REFERENCE_MAX, "pattern": IN_FILE,
        }),
        Shape::Optional(inner) => json!({ "optional": shape_json(inner) }),
        Shape::List(inner) => json!({ "list": shape_json(inner) }),
        Shape::Record(fields) => {
            json!({ "fields": fields.iter().map(field_json).collect::<Vec<_>>() })
        }
    }
}

/// Adds what JSON a value is, in the words of JSON Schema.
fn describe_form(form: Form, shape: &mut Value) {
    let mut set = |key: &str, value: Value| shape[key] = value;
    let json = match form {
        Form::Integer { minimum, maximum } => {
            set("minimum", minimum.into());
            set("maximum", maximum.into());
            "integer"
        }
        Form::Pattern(pattern) => {
            set("pattern", pattern.into());
            "string"
        }
        Form::Bytes(most) => {
            set("max_bytes", most.into());
            "string"
        }
        Form::Boolean => "boolean",
        Form::Object => "object",
    };
    set("json", json.into());
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Value { name, example, form: Form::Integer { minimum, maximum } } => {
            format!("{name}, {minimum} to {maximum}, {example}")
        }
        Shape::Value { name, example, .. } => format!("{name}, {example}"),
        Shape::OneOf { words, .. } => format!("one of {}", words.join(", ")),
        Shape::Reference(object) => format!("{} (seq, \"#index\" or \"@label\")", object.word()),
        Shape::Optional(inner) => format!("optional: {}", describe(inner)),
        Shape::List(inner) => format!("list of {}", describe(inner)),
        Shape::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            format!("{{{}}}", names.join(", "))
        }
    }
}
