//! What is sent: an answer with its headers, or the reason why there is none.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answer::Outcome;
use super::body::Content;
use super::problem::{Kind, Problem};
use crate::commands::{self, Printed};
use crate::ledger::rules::Language;
use crate::said::said;

/// What the bytes of a file are called, whatever they are: nobody who gets them guesses.
pub const A_FILE: &str = "application/octet-stream";

/// An answer, ready to be sent.
#[derive(Debug)]
pub struct Answer {
    headers: HeaderMap,
    content: Content,
}

impl Answer {
    /// What became of a command, as an answer; `tag` where it stays the same while that does.
    pub fn of(
        outcome: Outcome,
        media: &'static str,
        tag: Option<&str>,
        language: Language,
    ) -> Result<Answer, Problem> {
        match outcome {
            Outcome::Printed(printed, notes) => Answer::printed(printed, &notes, media, tag)
                .map_err(|error| {
                    Problem::new(Kind::Broken, language, &commands::errors::said(&error))
                }),
            Outcome::Failed(failure, told) => {
                Err(Problem::of_failure(failure, language).telling(told))
            }
            Outcome::Cancelled => {
                Err(Problem::new(Kind::Gone, language, &said!("cancelled", "dibatalkan")))
            }
            Outcome::Broken => Err(Problem::new(
                Kind::Broken,
                language,
                &said!(
                    "a fault of the service; nothing was recorded by it. Tell its operator the time",
                    "kesalahan layanan; tidak ada yang dicatat karenanya. Beri tahu operator waktunya"
                ),
            )),
        }
    }

    fn printed(
        printed: Printed,
        notes: &[String],
        media: &'static str,
        tag: Option<&str>,
    ) -> std::io::Result<Answer> {
        let content = Content::from(printed);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(content.length()?));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        for note in notes.iter().take(NOTES_MAX) {
            if let Ok(note) = HeaderValue::from_str(&encoded(note)) {
                headers.append(NOTE, note);
            }
        }
        if media == A_FILE {
            let kept = HeaderValue::from_static("attachment");
            headers.insert(header::CONTENT_DISPOSITION, kept);
        }
        match tag {
            Some(tag) => tagged(&mut headers, tag),
            None => {
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
        }
        Ok(Answer { headers, content })
    }

    /// The same once more, where it is in memory.
    pub fn again(&self) -> Option<Answer> {
        let Content::Memory(bytes) = &self.content else { return None };
        Some(Answer { headers: self.headers.clone(), content: Content::Memory(bytes.clone()) })
    }

    /// Its content, where it is a text in memory.
    pub fn into_text(self) -> Option<String> {
        let Content::Memory(bytes) = self.content else { return None };
        String::from_utf8(bytes.to_vec()).ok()
    }

    /// Bytes of memory that it takes, about.
    pub fn weight(&self) -> usize {
        let Content::Memory(bytes) = &self.content else { return 0 };
        self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>()
            + bytes.len()
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.content.into_body());
        *response.headers_mut() = self.headers;
        response
    }
}

/// Whether whoever asks has the answer with this tag already.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag))
}

/// Nothing changed.
pub fn unchanged(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    tagged(response.headers_mut(), tag);
    response
}

/// What a cache may do with an answer: ask again whether it still holds.
pub fn tagged(headers: &mut HeaderMap, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept, accept-language, authorization, cookie"),
    );
}

/// The header that has a note: what the command line prints beside its answer.
const NOTE: &str = "jejak-note";

/// Most notes of one answer, and most bytes of one: clients bound the head of an answer.
const NOTES_MAX: usize = 16;
const NOTE_BYTES_MAX: usize = 400;

/// A note as it may stand in a header: UTF-8, percent-encoded where it is not visible ASCII.
fn encoded(note: &str) -> String {
    let mut text = String::new();
    for byte in note.bytes() {
        if text.len() >= NOTE_BYTES_MAX {
            break;
        }
        match byte {
            b'%' | 0..=0x1f | 0x7f..=0xff => drop(write!(text, "%{byte:02X}")),
            _ => text.push(char::from(byte)),
        }
    }
    text
}
