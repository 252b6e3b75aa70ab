//! The HTTP service: everything that can be asked of a ledger or done with it, for programs.
//!
//! - [`router`] has the whole surface: every operation, a line each, with who may.
//! - An operation that is a command takes the options of the command line as parameters and answers
//!   what the command prints; `--json` there is `application/json` here (`answer`).
//! - What a server alone can do well is written for it: proposing events (`events`), the feed of new
//!   ones (`feed`), jobs (`jobs`), sessions (`session`).
//! - Every error is a problem document (RFC 9457, `problem`), in both languages.
//! - Pages for people, which are made elsewhere, are served beside it and ask through [`pages`].
//! - What is told of a request is one line and figures (`seen`, `metrics`); how it is reached is
//!   `listen`, `tls` and `origin`, and what the init system hears is `init_system`.
//!
//! Invariants: nothing is answered to somebody unknown but health and sign-in; no request names a file
//! of the server; a body is bounded before it is read; the ledger is never asked on a thread that
//! serves connections.
//!
//! Not here: rules, permissions (`access`), what commands do (`commands`).

mod answer;
mod backups;
mod body;
mod connections;
mod docs;
mod events;
mod feed;
mod following;
mod incoming;
mod init_system;
mod jobs;
mod listen;
mod metrics;
mod needs;
mod negotiate;
mod oidc;
pub mod openapi;
mod operation;
mod origin;
mod overseen;
pub mod pages;
mod plain;
mod problem;
mod question;
mod received;
mod remembered;
pub mod router;
mod seen;
mod sent;
mod serve;
mod session;
mod standings;
mod state;
mod tls;
mod who;

pub use operation::{Operation, Takes, Verb};
pub use problem::Problem;
pub use serve::{ServeError, serve};
pub use state::Service;
