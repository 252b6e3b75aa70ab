//! Shapes of JSON, in words and as tables of their fields.

use serde_json::{Map, Value};

use super::html::Html;
use super::page::Words;

/// The name behind a reference.
fn named(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// What a schema is, in a few words, with links to the shapes that have names.
pub fn kind(html: &mut Html, schema: &Value, words: &Words) {
    if let Some(name) = named(schema) {
        html.link(format!("#shape-{name}"), "shape", name);
        return;
    }
    for many in ["anyOf", "oneOf"] {
        if let Some(of) = schema.get(many).and_then(Value::as_array) {
            let of = of.iter().filter(|one| one.get("type") != Some(&Value::from("null")));
            for (at, one) in of.enumerate() {
                if at > 0 {
                    html.text(words.or);
                }
                kind(html, one, words);
            }
            return;
        }
    }
    if let Some(items) = schema.get("items") {
        html.text(words.list_of);
        kind(html, items, words);
        return;
    }
    html.text(types(schema, words));
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        html.text(format!(" ({format})"));
    }
    if let Some(known) = schema.get("enum").and_then(Value::as_array) {
        html.text(": ");
        for (at, word) in known.iter().filter_map(Value::as_str).enumerate() {
            if at > 0 {
                html.text(", ");
            }
            html.element("code", "", word);
        }
    }
}

/// The types of a schema, in the words of the page.
fn types(schema: &Value, words: &Words) -> String {
    let known = match schema.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => return words.any.to_owned(),
    };
    let translated = known.into_iter().map(|word| words.of_type(word));
    translated.collect::<Vec<_>>().join(words.or)
}

/// Every shape that has a name, each with its fields.
pub fn all(html: &mut Html, schemas: &Map<String, Value>, words: &Words) {
    for (name, schema) in schemas {
        html.raw("<section class=\"card shape-card\" id=\"shape-").text(name).raw("\">");
        html.element("h3", "shape-name", name);
        if let Some(about) = schema.get("description").and_then(Value::as_str) {
            html.raw("<p>").prose(about).raw("</p>");
        }
        match schema.get("properties").and_then(Value::as_object) {
            Some(fields) => table(html, schema, fields, words),
            None => {
                html.raw("<p class=\"type\">");
                kind(html, schema, words);
                html.raw("</p>");
            }
        }
        html.raw("</section>");
    }
}

fn table(html: &mut Html, schema: &Value, fields: &Map<String, Value>, words: &Words) {
    let required = schema.get("required").and_then(Value::as_array);
    html.raw("<div class=\"rows\">");
    for (name, field) in fields {
        let must = required.is_some_and(|all| all.iter().any(|one| one == name));
        html.raw("<div class=\"row\"><div class=\"what\">").element("code", "name", name);
        html.raw("<span class=\"type\">");
        kind(html, field, words);
        html.raw("</span>");
        if !must {
            html.element("span", "maybe", words.maybe);
        }
        html.raw("</div><div class=\"why\">");
        if let Some(about) = field.get("description").and_then(Value::as_str) {
            html.prose(about);
        }
        html.raw("</div></div>");
    }
    html.raw("</div>");
}
