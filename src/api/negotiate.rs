//! In which form and language an answer is wanted.

use axum::http::{HeaderMap, header};

use crate::exchange::render::Format;
use crate::ledger::rules::Language;

/// The language of `Accept-Language`; Indonesian where nothing is said.
pub fn language(headers: &HeaderMap) -> Language {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let english = asked.is_some_and(|asked| {
        let first = asked.split([',', ';']).next().unwrap_or_default().trim();
        first.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("en"))
    });
    if english { Language::En } else { Language::Id }
}

/// The form that `Accept` likes best among those that there are; JSON where it takes anything.
pub fn format(headers: &HeaderMap) -> Option<Format> {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()) else {
        return Some(Format::Json);
    };
    let mut liked: Vec<(u32, Format)> = accept.split(',').filter_map(one).collect();
    // The first of the best: the order of the header decides between equals.
    liked.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    liked.first().map(|(_, format)| *format)
}

/// Whether `Accept` names a media type.
pub fn takes(headers: &HeaderMap, media: Option<&str>) -> bool {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let named = |wish: &str| wish.split(';').next().map(|word| word.trim().to_ascii_lowercase());
    media.is_some_and(|media| accept.split(',').any(|wish| named(wish).as_deref() == Some(media)))
}

/// One wish: its quality in thousandths, and the form.
fn one(wish: &str) -> Option<(u32, Format)> {
    let mut parts = wish.split(';').map(str::trim);
    let media = parts.next()?.to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
    let format = match media.as_str() {
        "*/*" | "application/*" | "application/json" => Format::Json,
        "text/csv" => Format::Csv,
        "text/html" => Format::Html,
        "text/plain" | "text/*" => Format::Terminal,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Format::Xlsx,
        _ => return None,
    };
    (quality > 0).then_some((quality, format))
}

/// `0.8` as 800.
fn thousandths(quality: &str) -> Option<u32> {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    let digits = format!("{part:0<3}");
    let part: u32 = digits.get(..3)?.parse().ok()?;
    (whole == "0" || whole == "1").then_some(())?;
    Some((whole.parse::<u32>().ok()? * 1000 + part).min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &[(&str, Option<Format>)] = &[
        ("*/*", Some(Format::Json)),
        ("text/csv", Some(Format::Csv)),
        ("text/csv;q=0.1, text/html", Some(Format::Html)),
        ("text/csv;q=0.9, text/html;q=0.85", Some(Format::Csv)),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Format::Html)),
        ("application/json;q=0, text/plain", Some(Format::Terminal)),
        ("image/png", None),
        ("text/csv;q=2", None),
        ("", None),
    ];

    #[test]
    fn the_best_liked_form_wins() {
        for (accept, expected) in CASES {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(format(&headers), *expected, "{accept}");
        }
        assert_eq!(format(&HeaderMap::new()), Some(Format::Json));
    }
}
