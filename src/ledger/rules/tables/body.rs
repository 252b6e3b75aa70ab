//! Turns the words of a line into the JSON body of an event, by the shapes of the catalogue.

use jejak_events::ChainHash;
use jejak_events::field::{FieldInfo, Shape};
use serde_json::{Map, Value, json};

/// What the words of a line may mean.
pub trait Names {
    /// The sequence number of a label.
    fn seq(&self, label: &str) -> Option<u64>;
    /// The sequence number that the event will get.
    fn next(&self) -> u64;
}

/// Reads a record: every field from the words, or absent where the shape allows.
pub fn record(
    fields: &[FieldInfo],
    words: &[(String, String)],
    names: &dyn Names,
) -> Result<Value, String> {
    let mut body = Map::new();
    for field in fields {
        let word = words.iter().find(|(key, _)| key == field.name).map(|(_, value)| value.as_str());
        let value = match (word, &field.shape) {
            (None, Shape::Optional(_)) => Value::Null,
            (None, _) => return Err(format!("field `{}` has no value and no default", field.name)),
            (Some(word), shape) => value(shape, word, names)
                .map_err(|what| format!("field `{}`: {what}", field.name))?,
        };
        body.insert(field.name.to_owned(), value);
    }
    Ok(Value::Object(body))
}

/// Reads one value of a shape.
fn value(shape: &Shape, word: &str, names: &dyn Names) -> Result<Value, String> {
    match shape {
        Shape::Optional(_) if word == "none" => Ok(Value::Null),
        Shape::Optional(inner) => value(inner, word, names),
        Shape::OneOf { .. } => Ok(json!(word)),
        Shape::Reference(_) => reference(word, names),
        Shape::List(inner) => list(inner, word, names),
        Shape::Record(fields) => {
            let parts = word.split(':').map(str::to_owned);
            let words: Vec<(String, String)> =
                fields.iter().map(|field| field.name.to_owned()).zip(parts).collect();
            record(fields, &words, names)
        }
        Shape::Value { name, .. } => plain(name, word, names.next()),
    }
}

fn reference(word: &str, names: &dyn Names) -> Result<Value, String> {
    let seq = word.parse::<u64>().ok().or_else(|| names.seq(word));
    seq.map(|seq| json!(seq)).ok_or_else(|| format!("no event is labelled `{word}`"))
}

/// `[a,b*3]`: the items in order, the second three times.
fn list(inner: &Shape, word: &str, names: &dyn Names) -> Result<Value, String> {
    let items = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    let items = items.ok_or_else(|| format!("`{word}` is no list"))?;
    let mut values = Vec::new();
    for item in items.split(',').filter(|item| !item.is_empty()) {
        let (item, times) = item.split_once('*').unwrap_or((item, "1"));
        let times: usize = times.parse().map_err(|_| format!("`{item}*{times}`"))?;
        let value = value(inner, item, names)?;
        values.extend(std::iter::repeat_n(value, times));
    }
    Ok(Value::Array(values))
}

fn plain(name: &str, word: &str, next: u64) -> Result<Value, String> {
    let fresh = word == "fresh";
    let number = |word: &str| match word {
        "next" => Ok(json!(next)),
        "next+1" => Ok(json!(next + 1)),
        word => word.parse::<u64>().map(|n| json!(n)).map_err(|e| e.to_string()),
    };
    match name {
        "small number" | "number" | "fiscal year" => number(word),
        "true or false" => word.parse::<bool>().map(|b| json!(b)).map_err(|e| e.to_string()),
        "32 bytes" if word == "head" => Ok(json!(hex(&head_of(next).0))),
        "32 bytes" if word.starts_with("head-") => {
            let size = word.trim_start_matches("head-").parse().map_err(|_| "no such head")?;
            Ok(json!(hex(&head_of(size).0)))
        }
        "32 bytes" => Ok(json!(hex(&key_of(&named(word, next)).verifying_key().to_bytes()))),
        name if name.starts_with("binding of a file") => {
            Ok(json!({ "token": id_of(&named(word, next)) }))
        }
        id if id.ends_with(" id") => Ok(json!(id_of(&named(word, next)))),
        "document number" if fresh => Ok(json!(format!("{next}/JEJAK/2026"))),
        name if fresh && name.starts_with("code of") => Ok(json!(format!("C{next}"))),
        _ => Ok(json!(word)),
    }
}

fn named(word: &str, next: u64) -> String {
    if word == "fresh" { format!("fresh {next}") } else { word.to_owned() }
}

/// The 16 bytes that stand for a name in tables.
pub fn id_of(name: &str) -> String {
    hex(&blake3::hash(name.as_bytes()).as_bytes()[..16])
}

/// The signing key that stands for a name in tables; its public half is what `key=NAME` means.
pub fn key_of(name: &str) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(blake3::hash(name.as_bytes()).as_bytes())
}

/// The chain hash that stands at a size in tables; `head-20` is the one at 20, `head` the present.
pub fn head_of(size: u64) -> ChainHash {
    ChainHash(*blake3::hash(&size.to_be_bytes()).as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
