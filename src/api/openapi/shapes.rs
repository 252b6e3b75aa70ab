//! Shapes of answers: made from the structs that are printed, and closed, so that a field that nobody
//! described fails where answers are compared with the description.

use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Shapes by their names.
pub type Shapes = Map<String, Value>;

/// Where a shape is.
pub fn shape(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Adds the shape of a struct and of everything in it, and says where it is.
pub fn add<T: ToSchema + PartialSchema>(all: &mut Shapes) -> Value {
    let mut found: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut found);
    for (name, schema) in found {
        all.entry(name).or_insert_with(|| serde_json::to_value(schema).unwrap_or_default());
    }
    shape(&T::name())
}

/// Makes one object of what is put together, and lets no object have more than its fields.
pub fn close(all: &mut Shapes) {
    let open = all.clone();
    for schema in all.values_mut() {
        if let Some(whole) = together(schema, &open) {
            *schema = whole;
        }
        close_one(schema);
    }
}

fn close_one(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(close_one);
            if fields.contains_key("properties") && fields.get("type") == Some(&json!("object")) {
                fields.entry("additionalProperties").or_insert(Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close_one),
        _ => {}
    }
}

/// The one object that a shape is which is put together of others (`allOf`).
fn together(schema: &Value, all: &Shapes) -> Option<Value> {
    let parts = schema.get("allOf")?.as_array()?;
    let mut whole = json!({ "type": "object", "required": [], "properties": {} });
    whole["description"] = schema.get("description").cloned().unwrap_or_default();
    for part in parts {
        let name = part.get("$ref").and_then(Value::as_str).and_then(|it| it.rsplit('/').next());
        let named = name.and_then(|name| all.get(name));
        let part = named.unwrap_or(part);
        let part = together(part, all).unwrap_or_else(|| part.clone());
        if let (Some(into), Some(fields)) =
            (whole["properties"].as_object_mut(), part["properties"].as_object())
        {
            into.extend(fields.clone());
        }
        if let (Some(into), Some(required)) =
            (whole["required"].as_array_mut(), part["required"].as_array())
        {
            into.extend(required.clone());
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_together_becomes_one_closed_object() {
        let mut all = Map::from_iter([
            (
                "A".to_owned(),
                json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }),
            ),
            (
                "B".to_owned(),
                json!({ "description": "both", "allOf": [
                    { "$ref": "#/components/schemas/A" },
                    { "type": "object", "required": ["b"], "properties": { "b": { "type": "object" } } },
                ] }),
            ),
        ]);
        close(&mut all);
        assert_eq!(all["A"]["additionalProperties"], false);
        let expected = json!({
            "type": "object", "description": "both", "required": ["a", "b"],
            "properties": { "a": { "type": "string" }, "b": { "type": "object" } },
            "additionalProperties": false,
        });
        assert_eq!(all["B"], expected);
    }
}
