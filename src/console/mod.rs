//! The console: pages for people, made on the server, without script.
//!
//! - `views` has every page that is a question to the ledger, a line each: its path, its place among the
//!   sections, the operation of the service that it asks. Its form is made of what may be asked
//!   (`form`), its table is the one that every other way out has.
//! - Pages that need more are written for it: `overview`, `event`, `door` (signing in and out).
//! - What every page has around it (sections, the two times, language, who is signed in) is `frame`.
//!
//! Invariants: a page asks through the operations of the service alone, so it shows nobody more than the
//! API does; everything that a page shows can be cited by its address; no address and no page outside
//! this service is loaded; what changes something carries the value of its session.
//!
//! Not here: what may be asked and by whom (`api`, `access`), what is answered (`commands`).

mod asked;
mod door;
mod event;
mod flow;
mod form;
mod frame;
mod overview;
mod reports;
mod router;
mod trouble;
mod view;
mod views;
mod words;

pub use router::{pages, router};
