//! Who asks, and what they may: a session's cookie or a machine's token, and the roles that the chain
//! grants them today.

use std::sync::Arc;

use axum::http::{HeaderMap, Method, header};
use jejak_projections::State;

use super::problem::{Kind, Problem};
use super::seen;
use super::state::Service;
use crate::access::{Access, Act, Known, Reach, Standing};
use crate::ledger::rules::Language;
use crate::ledger::{Actor, Draft, Ledger, Unwarranted, Warrant};
use crate::said::{Said, said};

/// The cookie of a session. The prefix makes browsers refuse it without TLS or with a domain.
pub const COOKIE: &str = "__Host-jejak";

/// The header that a session's own pages repeat its value in, where something changes.
pub const CSRF: &str = "x-csrf-token";

/// Somebody who proved who they are.
#[derive(Debug, Clone)]
pub struct Asker {
    /// Who, and how they proved it.
    pub known: Known,
    /// What they may today.
    pub standing: Standing,
}

/// What was shown as a proof.
enum Shown<'a> {
    Token(&'a str),
    Session(&'a str),
}

fn shown(headers: &HeaderMap) -> Option<Shown<'_>> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some(token) = bearer.and_then(|value| value.strip_prefix("Bearer ")) {
        return Some(Shown::Token(token.trim()));
    }
    session_of(headers).map(Shown::Session)
}

/// The secret of the session in the cookie.
pub fn session_of(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, COOKIE)
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|it| it.1)
}

/// Who asks; nobody unknown goes further.
pub fn who(
    service: &Service,
    method: &Method,
    headers: &HeaderMap,
    language: Language,
) -> Result<Asker, Problem> {
    let unknown = |what: &Said| Problem::new(Kind::Unknown, language, what);
    let now = service.now();
    let known = match shown(headers) {
        None => None,
        Some(Shown::Token(token)) => service.access.token(token, now),
        Some(Shown::Session(secret)) => {
            let known = service.access.session(secret, now);
            if known.is_some() && !method.is_safe() && !same_site(secret, headers) {
                return Err(Problem::new(Kind::Denied, language, &foreign()));
            }
            known
        }
    };
    let known = known.ok_or_else(|| {
        unknown(&said!(
            "expected a session or an unexpired token in `Authorization: Bearer`, found none; sign in \
             with POST /v1/session, or ask an administrator for a token",
            "seharusnya ada sesi atau token yang masih berlaku di `Authorization: Bearer`, ditemukan \
             tidak ada; masuk dengan POST /v1/session, atau mintalah token kepada administrator"
        ))
    })?;
    seen::is_of(known.account.0);
    let today = service.today();
    let standing = service.standings.of(&service.house.ledger, &known, today);
    Ok(Asker { known, standing })
}

/// Whether what changes something comes from the session's own pages.
fn same_site(secret: &str, headers: &HeaderMap) -> bool {
    let given = headers.get(CSRF).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| Access::csrf_fits(secret, given))
}

fn foreign() -> Said {
    said!(
        "expected the value that was given at sign-in in the header X-CSRF-Token, found another or none",
        "seharusnya nilai yang diberikan saat masuk di kepala X-CSRF-Token, ditemukan lain atau kosong"
    )
}

impl Asker {
    /// Who records.
    pub fn actor(&self) -> Actor {
        Actor { account: self.known.account, authentication: self.known.means }
    }

    /// Whether they may.
    pub fn may(&self, act: Act, language: Language) -> Result<Reach, Problem> {
        self.standing.reach(act).map_err(|denied| Problem::of_denied(&denied, language))
    }

    /// A handle of the ledger through which only what they may record can be proposed.
    pub fn hand(&self, ledger: &Ledger) -> Ledger {
        ledger.under(Arc::new(By(self.standing.clone())))
    }
}

/// The warrant of a standing.
struct By(Standing);

impl Warrant for By {
    fn allows(&self, state: &State, drafts: &[Draft]) -> Result<(), Unwarranted> {
        for (draft, proposed) in drafts.iter().enumerate() {
            let place = state.place_of(&proposed.event);
            self.0.may_record(&proposed.event, &place).map_err(|denied| Unwarranted {
                code: denied.code(),
                draft,
                why: denied.said(),
            })?;
        }
        Ok(())
    }
}
