//! What pages for people need of the service: who asks, and the answer to an operation as a piece of a
//! page.

use axum::http::HeaderMap;

use super::answer::found;
use super::operation::{ASKABLE, Operation, Verb};
use super::question::Asked;
use super::remembered::Question;
use crate::access::{Act, Reach};
use crate::commands::asked::Askable;
use crate::exchange::render::Here;
use crate::ledger::rules::Language;
use crate::said::said;

pub use super::negotiate::language as browser_language;
pub use super::origin::Origin;
pub use super::overseen::{Unadmitted, claim, sign_in, sign_out};
pub use super::problem::{Kind, Problem};
pub use super::received::whole;
pub use super::session::{cookie_of_session, gone_cookie, origin_of, unadmitted, with_cookie};
pub use super::state::Shared;
pub use super::who::{Asker, CSRF, cookie, session_of, who};

/// An operation that reads, by its path; nothing where there is none.
pub fn operation(path: &str) -> Option<(usize, &'static Operation, &'static Askable)> {
    let reads = |operation: &Operation| operation.verb == Verb::Get && operation.path == path;
    let place = ASKABLE.iter().position(|(operation, _)| reads(operation))?;
    ASKABLE.get(place).map(|(operation, askable)| (place, *operation, askable))
}

/// A piece of a page.
#[derive(Debug)]
pub enum Piece {
    /// A table, as HTML.
    Table(String),
    /// What a command prints that has no table.
    Lines(String),
}

/// Whether figures may lead whoever asks to their events.
pub fn explains(operation: &Operation, asker: &Asker) -> bool {
    let sees_all = asker.standing.reach(Act::ReadAll) == Ok(Reach::Everywhere);
    operation.takes_in_query("explain") || sees_all
}

/// A page asks nothing that a query may not, but for the events behind a figure by those who may see all.
fn is_for_page(
    operation: &Operation,
    asker: &Asker,
    given: &[(String, String)],
    language: Language,
) -> Result<(), Problem> {
    let taken = |name: &str| {
        operation.takes_in_query(name)
            || operation.in_path().any(|part| part == name)
            || (name == "explain" && explains(operation, asker))
    };
    match given.iter().find(|(name, _)| !taken(name)) {
        None => Ok(()),
        Some((name, _)) => {
            let what = said!(
                "{name}: expected none on this page, found one",
                "{name}: seharusnya tidak ada di halaman ini, ditemukan ada"
            );
            Err(Problem::new(Kind::Wrong, language, &what).about(name.clone()))
        }
    }
}

/// Asks an operation that reads for a piece of a page.
pub async fn piece(
    service: &Shared,
    asker: &Asker,
    path: &str,
    given: Vec<(String, String)>,
    (here, language): (Here, Language),
) -> Result<Piece, Problem> {
    let Some((place, operation, askable)) = operation(path) else {
        let nowhere = said!("there is nothing at this path", "tidak ada apa-apa di jalur ini");
        return Err(Problem::new(Kind::Nowhere, language, &nowhere));
    };
    let reach = asker.may(operation.act, language)?;
    is_for_page(operation, asker, &given, language)?;
    let tag = operation.lasts().then(|| service.tag());
    let headers = HeaderMap::new();
    let question = tag
        .as_ref()
        .map(|tag| Question::of(place, &given, &headers, &reach, tag).on_page(&here, language));
    let (is_table, here) = (askable.knows("format"), Some(here));
    let asked = Asked { operation, askable, given, language, headers: &headers, tag, here };
    let answer = found(service, asked, (asker, &reach), None, question).await?;
    let text = answer.into_text().ok_or_else(|| {
        let long = said!(
            "the answer is too long for a page; ask for a part of it, or for a file",
            "jawabannya terlalu panjang untuk halaman; minta sebagian, atau sebagai berkas"
        );
        Problem::new(Kind::Form, language, &long)
    })?;
    Ok(if is_table { Piece::Table(text) } else { Piece::Lines(text) })
}
