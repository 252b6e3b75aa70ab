//! The whole page: what there is to know first, then the groups, then the shapes.

use serde_json::{Map, Value};

use super::html::Html;
use super::{operation, shape};
use crate::api::openapi::groups::{GROUPS, Group};
use crate::ledger::rules::Language;

/// What the page says in one language.
pub struct Words {
    /// The language.
    pub language: Language,
    pub(super) tagline: &'static str,
    pub(super) begin: &'static str,
    pub(super) begin_text: &'static str,
    pub(super) problems: &'static str,
    pub(super) problems_text: &'static str,
    pub(super) shapes: &'static str,
    pub(super) who: &'static str,
    pub(super) anybody: &'static str,
    pub(super) known: &'static str,
    pub(super) example: &'static str,
    pub(super) parameters: &'static str,
    pub(super) body: &'static str,
    pub(super) answers: &'static str,
    pub(super) must: &'static str,
    pub(super) maybe: &'static str,
    pub(super) or: &'static str,
    pub(super) list_of: &'static str,
    pub(super) any: &'static str,
    pub(super) skip: &'static str,
    types: &'static [(&'static str, &'static str)],
}

const EN: Words = Words {
    language: Language::En,
    tagline: "A ledger of social assistance that anyone can check.",
    begin: "Begin",
    begin_text: "Sign in with `POST /v1/session` and repeat `csrf` in `X-CSRF-Token` wherever something \
                 changes, or send a token: `AS=\"authorization: Bearer TOKEN\"`. `Accept` chooses the \
                 form of an answer, `Accept-Language` its language, `Prefer: respond-async` makes a job \
                 of what takes long. Money is a decimal string of rupiah.",
    problems: "Problems",
    problems_text: "Every error is `application/problem+json` (RFC 9457): `type` never changes, `detail` \
                    says it to people, `code` is the rule that refused, `parameter` names what is wrong, \
                    `figures` holds what decided.",
    shapes: "Shapes",
    who: "Who may",
    anybody: "anybody",
    known: "whoever is signed in",
    example: "Example",
    parameters: "Parameters",
    body: "Body",
    answers: "Answers",
    must: "needed",
    maybe: "may be absent",
    or: " or ",
    list_of: "list of ",
    any: "any JSON",
    skip: "Skip to the operations",
    types: &[],
};

const ID: Words = Words {
    language: Language::Id,
    tagline: "Buku bantuan sosial yang dapat diperiksa siapa saja.",
    begin: "Mulai",
    begin_text: "Masuk dengan `POST /v1/session` dan ulangi `csrf` di `X-CSRF-Token` setiap kali ada yang \
                 diubah, atau kirim token: `AS=\"authorization: Bearer TOKEN\"`. `Accept` memilih bentuk \
                 jawaban, `Accept-Language` bahasanya, `Prefer: respond-async` menjadikannya pekerjaan \
                 panjang. Uang ditulis sebagai teks desimal rupiah.",
    problems: "Masalah",
    problems_text: "Setiap galat adalah `application/problem+json` (RFC 9457): `type` tidak pernah \
                    berubah, `detail` untuk dibaca orang, `code` aturan yang menolak, `parameter` yang \
                    salah, `figures` angka yang menentukan.",
    shapes: "Bentuk data",
    who: "Yang boleh",
    anybody: "siapa saja",
    known: "siapa pun yang sudah masuk",
    example: "Contoh",
    parameters: "Parameter",
    body: "Isi kiriman",
    answers: "Jawaban",
    must: "wajib",
    maybe: "boleh tidak ada",
    or: " atau ",
    list_of: "daftar ",
    any: "JSON apa pun",
    skip: "Langsung ke operasi",
    types: &[
        ("string", "teks"),
        ("integer", "bilangan bulat"),
        ("number", "bilangan"),
        ("boolean", "ya/tidak"),
        ("object", "objek"),
        ("array", "daftar"),
        ("null", "kosong (null)"),
        ("path", "di jalur"),
        ("header", "di kepala"),
    ],
};

impl Words {
    /// A type of JSON.
    pub fn of_type<'a>(&self, word: &'a str) -> &'a str {
        let found = self.types.iter().find(|(known, _)| *known == word);
        found.map_or(word, |(_, told)| told)
    }

    /// Where a parameter stands.
    pub fn of_place<'a>(&self, word: &'a str) -> &'a str {
        self.of_type(word)
    }

    fn of_group(&self, group: &Group) -> &'static str {
        match self.language {
            Language::Id => group.id,
            Language::En => group.en,
        }
    }
}

/// The page of a description.
pub fn page(described: &Value, language: Language) -> String {
    let words = match language {
        Language::Id => &ID,
        Language::En => &EN,
    };
    let none = Map::new();
    let paths = described.get("paths").and_then(Value::as_object).unwrap_or(&none);
    let schemas = described.pointer("/components/schemas").and_then(Value::as_object);
    let mut html = Html::default();
    head(&mut html, described, words);
    navigation(&mut html, paths, words);
    html.raw("<main id=\"main\">");
    introduction(&mut html, words);
    for group in GROUPS {
        html.raw("<h2 id=\"").text(group.word).raw("\">").text(words.of_group(group)).raw("</h2>");
        each(paths, group, |path, verb, told| {
            operation::operation(&mut html, path, verb, told, words);
        });
    }
    html.raw("<h2 id=\"shapes\">").text(words.shapes).raw("</h2>");
    shape::all(&mut html, schemas.unwrap_or(&none), words);
    html.raw("</main></div></body></html>\n");
    html.finish()
}

/// Every operation of a group.
fn each<'a>(
    paths: &'a Map<String, Value>,
    group: &Group,
    mut take: impl FnMut(&'a str, &'a str, &'a Value),
) {
    for (path, item) in paths {
        for (verb, told) in item.as_object().into_iter().flatten() {
            if told.pointer("/tags/0").and_then(Value::as_str) == Some(group.word) {
                take(path, verb, told);
            }
        }
    }
}

fn head(html: &mut Html, described: &Value, words: &Words) {
    let (code, other, other_name) = match words.language {
        Language::Id => ("id", "en", "English"),
        Language::En => ("en", "id", "Bahasa Indonesia"),
    };
    let version = described.pointer("/info/version").and_then(Value::as_str).unwrap_or_default();
    html.raw("<!doctype html><html lang=\"").text(code).raw("\"><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.element("title", "", "jejak API");
    html.raw("<link rel=\"stylesheet\" href=\"/v1/docs/style.css\"></head><body>");
    html.link("#main", "skip", words.skip);
    html.raw("<header><div class=\"brand\"><strong>jejak</strong><span>API</span>");
    html.element("span", "version", version).raw("</div><p>").text(words.tagline);
    html.raw("</p><nav class=\"top\" aria-label=\"document\">");
    html.link("/v1/openapi.json", "", "OpenAPI");
    html.raw("<a hreflang=\"").text(other).raw("\" lang=\"").text(other).raw("\" href=\"?lang=");
    html.text(other).raw("\">").text(other_name).raw("</a></nav></header><div class=\"page\">");
}

fn navigation(html: &mut Html, paths: &Map<String, Value>, words: &Words) {
    html.raw("<nav class=\"side\" aria-label=\"operations\">");
    html.link("#begin", "group", words.begin);
    for group in GROUPS {
        html.link(format!("#{}", group.word), "group", words.of_group(group)).raw("<ul>");
        each(paths, group, |path, verb, told| {
            let id = told.get("operationId").and_then(Value::as_str).unwrap_or_default();
            html.raw("<li><a href=\"#").text(id).raw("\">");
            html.element("span", &format!("verb {verb}"), verb.to_uppercase());
            html.text(path.trim_start_matches("/v1")).raw("</a></li>");
        });
        html.raw("</ul>");
    }
    html.link("#shapes", "group", words.shapes).raw("</nav>");
}

fn introduction(html: &mut Html, words: &Words) {
    html.raw("<section class=\"card first\" id=\"begin\">").element("h2", "", words.begin);
    html.raw("<p>").prose(words.begin_text).raw("</p>");
    html.element("h4", "", words.problems)
        .raw("<p>")
        .prose(words.problems_text)
        .raw("</p></section>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::openapi::description;

    /// Every operation and every shape is on the page, each once, and every link within it leads there.
    #[test]
    fn everything_described_is_on_the_page_in_both_languages() {
        for language in [Language::Id, Language::En] {
            let page = page(description(), language);
            let ids: Vec<&str> =
                page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            for item in description()["paths"].as_object().unwrap().values() {
                for told in item.as_object().unwrap().values() {
                    let id = told["operationId"].as_str().unwrap();
                    assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{id}");
                }
            }
            for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ids.contains(&link), "#{link} leads nowhere");
            }
            assert!(!page.contains("<script") && !page.contains("style=\""), "as the policy says");
            assert!(!page.contains("http-equiv") && !page.contains("src=\""), "nothing is loaded");
        }
    }
}
