//! Bodies of requests: what is not taken, and why one could not be received.

use std::error::Error;

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::LengthLimitError;
use tower_http::timeout::TimeoutError;

use super::negotiate;
use super::problem::{Kind, Problem};
use crate::ledger::rules::Language;
use crate::said::said;

/// Passes on what is not compressed. A few bytes that become gigabytes are never unpacked.
pub async fn plain_only(request: Request, next: Next) -> Response {
    let coded = request.headers().get_all(header::CONTENT_ENCODING).iter();
    if coded.into_iter().all(|coding| coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return next.run(request).await;
    }
    let what = said!(
        "Content-Encoding: expected a body as it is, found a coded one; send it uncompressed",
        "Content-Encoding: seharusnya isi apa adanya, ditemukan yang dikodekan; kirim tanpa kompresi"
    );
    let language = negotiate::language(request.headers());
    Problem::new(Kind::BodyType, language, &what).about("Content-Encoding").into_response()
}

/// Receives a body whole.
pub async fn whole(request: Request, most: usize, language: Language) -> Result<Bytes, Problem> {
    announced(request.headers(), most, language)?;
    let body = to_bytes(request.into_body(), most).await;
    body.map_err(|error| unreceived(&error, most, language))
}

/// Refuses a body by the length that it announces, before it comes.
pub fn announced(headers: &HeaderMap, most: usize, language: Language) -> Result<(), Problem> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    // What is no length was refused when the head was read; what no number holds is too large.
    let fits = length.is_none_or(|length| length.parse().is_ok_and(|length: usize| length <= most));
    if fits { Ok(()) } else { Err(too_large(most, language)) }
}

/// Why a body could not be received: too large, silent for too long, or cut off.
pub fn unreceived(error: &axum::Error, most: usize, language: Language) -> Problem {
    let mut next: Option<&(dyn Error + 'static)> = error.source();
    let mut causes = std::iter::from_fn(|| {
        let cause = next?;
        next = cause.source();
        Some(cause)
    });
    let known = causes.find_map(|cause| {
        if cause.is::<LengthLimitError>() {
            Some(too_large(most, language))
        } else {
            cause.is::<TimeoutError>().then(|| too_slow(language))
        }
    });
    known.unwrap_or_else(|| {
        let cut = said!("the body ended early", "isi terputus");
        Problem::new(Kind::Wrong, language, &cut)
    })
}

/// A body is larger than it may be.
pub fn too_large(most: usize, language: Language) -> Problem {
    let what = said!(
        "the body is too large: expected at most {most} bytes",
        "isi terlalu besar: seharusnya paling banyak {most} bita"
    );
    Problem::new(Kind::TooLarge, language, &what)
}

fn too_slow(language: Language) -> Problem {
    let what = said!(
        "the body came too slowly; nothing was recorded. Send it again",
        "isi datang terlalu lambat; tidak ada yang dicatat. Kirim lagi"
    );
    Problem::new(Kind::TooSlow, language, &what)
}
