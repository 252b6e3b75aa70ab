//! Leave to reveal: how many people an account may see while a server runs. The operator at the
//! machine is not counted: whoever can read the vault's key is stopped by no count.

use serde_json::json;

use super::{Context, Failure, Place, errors, open};
use crate::ledger::second::{Leave, TOO_MANY, TooMany};
use crate::ledger::{Clock as _, Ledger, SecondError, SystemClock};
use crate::said::{Said, said};

/// Leave to show so many people to an account; to be held until the second ledger has them. A denial is
/// recorded before it is told.
pub fn leave<'a>(
    context: &'a Context,
    ledger: &Ledger,
    account: u64,
    asked: usize,
) -> Result<Option<Leave<'a>>, Failure> {
    let Place::Open(house) = &context.place else { return Ok(None) };
    let failed = |error: SecondError| Failure::Io(errors::said(&error));
    let second = ledger.beside().map_err(failed)?;
    let now = SystemClock::default().now();
    match house.reveals.leave(second.as_deref(), account, asked, now).map_err(failed)? {
        Ok(leave) => Ok(Some(leave)),
        Err(too_many) => {
            open::oversee(ledger, too_many.event().into_iter().collect())?;
            Err(denied(&too_many, now.micros()))
        }
    }
}

fn denied(too_many: &TooMany, now: i64) -> Failure {
    let TooMany { asked, seen, limit, span, until, .. } = *too_many;
    let when = match until {
        Some(until) => said!("ask again at {until}", "coba lagi pada {until}"),
        None => said!("ask for fewer at once", "minta lebih sedikit sekaligus"),
    };
    let span_id = if span == "hour" { "jam" } else { "hari" };
    let what: Said = said!(
        with when;
        "your account may see {limit} people within one {span}; it saw {seen} and asks for {asked} \
         more; {when}",
        "akun Anda boleh melihat {limit} orang dalam satu {span_id}; sudah {seen} dan meminta \
         {asked} lagi; {when}"
    );
    // A second more: what is exactly at its end counts no more.
    let wait = until.map(|until| (until.micros() - now) / 1_000_000 + 1);
    let figures = json!({
        "asked": asked, "seen": seen, "limit": limit, "span": span, "until": until,
        "wait_seconds": wait,
    });
    Failure::TooOften { code: TOO_MANY, what, figures }
}
