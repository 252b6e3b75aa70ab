//! One operation on the page: who may, what it takes, what it answers, and how it is typed.

use serde_json::Value;

use super::html::Html;
use super::page::Words;
use super::shape;
use crate::access::Act;
use crate::ledger::rules::Language;

/// Writes an operation.
pub fn operation(html: &mut Html, path: &str, verb: &str, told: &Value, words: &Words) {
    let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = text("operationId");
    html.raw("<section class=\"card\" id=\"").text(id).raw("\"><h3>");
    html.element("span", &format!("verb {verb}"), verb.to_uppercase());
    html.element("code", "path", path);
    html.raw("</h3><p class=\"summary\">").prose(text("summary")).raw("</p>");
    who(html, told, words);
    example(html, told, words);
    parameters(html, told, words);
    body(html, told, words);
    answers(html, told, words);
    html.raw("</section>");
}

/// The act that it needs, and the roles that may.
fn who(html: &mut Html, told: &Value, words: &Words) {
    html.raw("<p class=\"who\">").element("span", "label", words.who);
    let act = told.get("x-act").and_then(Value::as_str);
    let act = act.and_then(|word| Act::ALL.iter().find(|act| act.word() == word));
    match act {
        Some(act) => {
            html.element("code", "", act.word());
            for role in act.roles() {
                let label = match words.language {
                    Language::Id => role.label_id(),
                    Language::En => role.label_en(),
                };
                html.element("span", "role", label);
            }
        }
        None if told.get("security") == Some(&Value::Array(Vec::new())) => {
            html.element("span", "role open", words.anybody);
        }
        None => {
            html.element("span", "role", words.known);
        }
    }
    html.raw("</p>");
}

fn example(html: &mut Html, told: &Value, words: &Words) {
    let source = told.pointer("/x-codeSamples/0/source").and_then(Value::as_str);
    let Some(source) = source else { return };
    html.element("h4", "", words.example).raw("<pre tabindex=\"0\"><code>");
    html.text(source).raw("</code></pre>");
}

fn parameters(html: &mut Html, told: &Value, words: &Words) {
    let all = told.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let all: Vec<&Value> = all.collect();
    if all.is_empty() {
        return;
    }
    html.raw("<details><summary>").text(words.parameters);
    html.element("span", "count", all.len()).raw("</summary><div class=\"rows\">");
    for one in all {
        let text = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default();
        html.raw("<div class=\"row\"><div class=\"what\">").element("code", "name", text("name"));
        html.raw("<span class=\"type\">");
        shape::kind(html, one.get("schema").unwrap_or(&Value::Null), words);
        html.raw("</span>");
        if text("in") != "query" {
            html.element("span", "where", words.of_place(text("in")));
        }
        if one.get("required") == Some(&Value::Bool(true)) {
            html.element("span", "must", words.must);
        }
        html.raw("</div><div class=\"why\">").prose(text("description")).raw("</div></div>");
    }
    html.raw("</div></details>");
}

fn body(html: &mut Html, told: &Value, words: &Words) {
    let content = told.pointer("/requestBody/content").and_then(Value::as_object);
    let Some(content) = content else { return };
    html.raw("<p class=\"who\">").element("span", "label", words.body);
    for (media, told) in content {
        html.element("code", "", media).text(" ");
        shape::kind(html, told.get("schema").unwrap_or(&Value::Null), words);
        html.text(" ");
    }
    html.raw("</p>");
}

fn answers(html: &mut Html, told: &Value, words: &Words) {
    let all = told.get("responses").and_then(Value::as_object).into_iter().flatten();
    html.raw("<details><summary>").text(words.answers).raw("<span class=\"statuses\">");
    for (status, _) in all.clone() {
        html.element("span", &format!("status s{}", &status[..1]), status);
    }
    html.raw("</span></summary><div class=\"rows\">");
    for (status, told) in all {
        html.raw("<div class=\"row answer\"><div class=\"what\">");
        html.element("span", &format!("status s{}", &status[..1]), status);
        html.raw("</div><div class=\"why\">");
        html.prose(told.get("description").and_then(Value::as_str).unwrap_or_default());
        for (media, told) in told.get("content").and_then(Value::as_object).into_iter().flatten() {
            html.raw("<div class=\"form\">").element("code", "", media).text(" ");
            let schema = told.get("x-line").or_else(|| told.get("schema"));
            shape::kind(html, schema.unwrap_or(&Value::Null), words);
            html.raw("</div>");
        }
        html.raw("</div></div>");
    }
    html.raw("</div></details>");
}
