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
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Context, Failure};
use crate::said::said;

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

/// The same in Indonesian, for the list; `--help` is English.
const AROUND_ID: &str = r##"Satu baris untuk `append` memuat `kind`, `occurred_on` dan `body`. Di sampingnya boleh ada:
  fiscal_year  tahun anggaran, bila bukan tahun occurred_on: 2026
  recorder     akun yang mencatatnya di tempat lain, untuk yang dibawa masuk: 1
  official     penunjukan pejabat yang bertindak: 12, "#0" atau "@label"
  documents    dokumen dasarnya: [{"kind": "sk", "number": "188.4/1-DINSOS/2022", "dated": "2022-02-07"}]
  historical   kelompok riwayat tempatnya: 40, "#0" atau "@label"
  signature    dari kunci terdaftar pejabat: {"key": 31, "nonce": 32 digit, "bytes": base64}
  label        nama yang dirujuk baris lain dalam berkas, sebagai "@nama"
misalnya:
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
    let kind = Kind::from_name(&name).ok_or_else(|| {
        Failure::Absent(said!(
            "there is no kind `{name}`; see `jejak kinds`",
            "tidak ada jenis `{name}`; lihat `jejak kinds`"
        ))
    })?;
    let info = kind.info();
    if context.json {
        return context.print_answer(&shown(kind, &info));
    }
    context
        .print_line(&format!("{} ({} v{}), {}", info.name, info.number, info.version, info.area))?;
    context.print_line(&format!("{} / {}", info.label_id, info.label_en))?;
    context.print_line(info.doc.trim())?;
    if let Some(object) = info.creates {
        context.tell(&said!("creates: {}", "membuat: {}", object.word()))?;
    }
    let header = context.pick(["field", "shape", "meaning"], ["isian", "bentuk", "arti"]);
    let mut table = context.table(&header, 9);
    for field in &info.fields {
        table.add_row([field.name, &describe(context, &field.shape), field.doc.trim()]);
    }
    context.print_line(&table.to_string())?;
    context.tell(&match examples::line_of(kind) {
        Some(line) => said!("example: {}", "contoh: {}", line),
        None => said!(
            "no example: the ledger records it of itself, no file can bring it",
            "tidak ada contoh: buku mencatatnya sendiri, tidak ada berkas yang membawanya"
        ),
    })
}

fn list(context: &Context) -> Result<(), Failure> {
    if context.json {
        let kinds = Kind::ALL.iter().map(|kind| shown(*kind, &kind.info())).collect();
        return context.print_answer(&KindsShown { kinds });
    }
    let header =
        context.pick(["number", "kind", "label", "area"], ["nomor", "jenis", "label", "bidang"]);
    let mut table = context.table(&header, 9);
    for kind in Kind::ALL {
        let label = context.pick(kind.label_en(), kind.label_id());
        table.add_row([&kind.number().to_string(), kind.name(), label, kind.area()]);
    }
    context.print_line(&table.to_string())?;
    context.tell(&said!(
        "`jejak kinds NAME` shows the fields of one kind and an example line for `append`",
        "`jejak kinds NAMA` menampilkan isian satu jenis dan contoh baris untuk `append`"
    ))?;
    context.print_line(context.pick(AROUND, AROUND_ID))
}

/// The example line of a kind as JSON; null where no file can bring the kind.
fn example(kind: Kind) -> Value {
    let line = examples::line_of(kind);
    line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or(Value::Null)
}

/// The catalogue of events.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Kinds)]
pub struct KindsShown {
    /// Every kind of event.
    kinds: Vec<KindShown>,
}

/// A kind of event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Kind)]
pub struct KindShown {
    /// Its name.
    kind: &'static str,
    /// Its number in the hashed bytes.
    number: u16,
    /// The version of its body.
    version: u8,
    /// The area that it belongs to.
    area: &'static str,
    /// What it is called, in Indonesian.
    label_id: &'static str,
    /// What it is called, in English.
    label_en: &'static str,
    /// What it means.
    doc: &'static str,
    /// What it makes, by the word of tags.
    creates: Option<&'static str>,
    /// Whether it plans, and may lie in the future.
    planning: bool,
    /// The fields of its body.
    fields: Vec<FieldShown>,
    /// A line for `append`; null where no file can bring the kind.
    #[schema(value_type = Option<Object>)]
    example: Value,
}

/// A field of a body.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Field)]
pub struct FieldShown {
    /// Its name.
    name: &'static str,
    /// What it means.
    doc: &'static str,
    /// The JSON that it is: a value (`type`, `json`, `minimum`, `maximum`, `pattern`, `max_bytes`), one
    /// of some words (`one_of`), a `reference`, an `optional` one, a `list`, or more `fields`.
    #[schema(value_type = Object)]
    shape: Value,
}

fn shown(kind: Kind, info: &KindInfo) -> KindShown {
    KindShown {
        kind: info.name,
        number: info.number,
        version: info.version,
        area: info.area,
        label_id: info.label_id,
        label_en: info.label_en,
        doc: info.doc.trim(),
        creates: info.creates.map(jejak_events::Object::word),
        planning: info.planning,
        fields: info.fields.iter().map(field_shown).collect(),
        example: example(kind),
    }
}

fn field_shown(field: &FieldInfo) -> FieldShown {
    FieldShown { name: field.name, doc: field.doc.trim(), shape: shape_json(&field.shape) }
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
            json!({ "fields": fields.iter().map(field_shown).collect::<Vec<_>>() })
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

/// A shape in words.
fn describe(context: &Context, shape: &Shape) -> String {
    let inner = |shape| describe(context, shape);
    match shape {
        Shape::Value { name, example, form: Form::Integer { minimum, maximum } } => {
            let to = context.pick("to", "sampai");
            format!("{name}, {minimum} {to} {maximum}, {example}")
        }
        Shape::Value { name, example, .. } => format!("{name}, {example}"),
        Shape::OneOf { words, .. } => {
            format!("{} {}", context.pick("one of", "salah satu dari"), words.join(", "))
        }
        Shape::Reference(object) => {
            let or = context.pick("or", "atau");
            format!("{} (seq, \"#index\" {or} \"@label\")", object.word())
        }
        Shape::Optional(shape) => {
            format!("{}: {}", context.pick("optional", "opsional"), inner(shape))
        }
        Shape::List(shape) => format!("{} {}", context.pick("list of", "daftar"), inner(shape)),
        Shape::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            format!("{{{}}}", names.join(", "))
        }
    }
}
