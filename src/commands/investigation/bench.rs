//! Both ledgers at hand, and one investigation in them.

use std::sync::Arc;

use jejak_events::Event;
use jejak_projections::investigation::{Investigation, Investigations};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::recording::refused;
use super::super::{AtHand, Context, Failure, errors, open};
use crate::ledger::{Ledger, SecondError};
use crate::said::said;
use crate::store::Folder;

/// Who acts.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct ByArgs {
    /// Account that acts, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    pub account: Option<u64>,
}

/// Which investigation, and who acts.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct OneArgs {
    /// The investigation, by the number of the event of the second ledger that opened it.
    #[arg(value_name = "ID")]
    pub investigation: u64,
    /// Who acts.
    #[command(flatten)]
    pub by: ByArgs,
}

/// The main ledger, and who acts.
pub struct Bench {
    /// The folder, open as long as the ledger is.
    pub folder: AtHand<Folder>,
    /// The main ledger.
    pub ledger: AtHand<Ledger>,
    /// The account that acts.
    pub account: u64,
}

impl Bench {
    /// Opens the ledger.
    pub fn open(context: &Context, by: ByArgs) -> Result<Bench, Failure> {
        let folder = open::folder(context)?;
        let ledger = open::ledger_of(context, &folder)?;
        Ok(Bench { folder, ledger, account: context.actor(by.account).account.0 })
    }

    /// Closes the command's own ledger.
    pub fn close(self) -> Result<(), Failure> {
        self.ledger.close().map_err(Failure::io)
    }
}

/// The second ledger, where anything was ever done that it tells of.
pub fn second(ledger: &Ledger) -> Result<Option<Arc<Ledger>>, Failure> {
    ledger.beside().map_err(|error| Failure::Io(errors::said(&error)))
}

/// A question to what the second ledger tells of all investigations.
pub fn ask<T>(ledger: &Ledger, question: impl FnOnce(&Investigations) -> T) -> Result<T, Failure> {
    Ok(match second(ledger)? {
        Some(second) => second.read(|folded| question(&folded.reading.state.investigation)),
        None => question(&Investigations::default()),
    })
}

/// An investigation that somebody has, or any for the head of inspection. Another's is as if there were
/// none.
pub fn find(
    ledger: &Ledger,
    seq: u64,
    account: u64,
    as_head: bool,
) -> Result<Investigation, Failure> {
    let found = ask(ledger, |all| all.investigations.get(&seq).cloned())?;
    found.filter(|it| as_head || it.inspector == account).ok_or_else(|| {
        Failure::Refused(said!(
            "account {account} has no investigation {seq}; `jejak investigation list` lists those that \
             it has",
            "akun {account} tidak memegang pemeriksaan {seq}; `jejak investigation list` mendaftar yang \
             dipegangnya"
        ))
    })
}

/// Records an act in the second ledger; what a rule refuses was not done.
pub fn record(context: &Context, ledger: &Ledger, act: impl Into<Event>) -> Result<(), Failure> {
    ledger.oversee(vec![act.into()]).map_err(|error| not_recorded(context, &error))
}

/// What the rules say of an act, before anything is done for it.
pub fn judge(context: &Context, ledger: &Ledger, act: impl Into<Event>) -> Result<(), Failure> {
    ledger.would_oversee(vec![act.into()]).map_err(|error| not_recorded(context, &error))
}

fn not_recorded(context: &Context, error: &SecondError) -> Failure {
    let nothing = said!("nothing was recorded", "tidak ada yang dicatat");
    match error {
        SecondError::Write(error) => refused(context, error, &nothing),
        error => Failure::Io(errors::said(error)),
    }
}

/// What was done with an investigation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvestigationDone)]
pub struct DoneShown {
    /// The investigation, by the event of the second ledger that opened it.
    investigation: u64,
    /// `chosen`, `removed`, `document added`, `handed over`, `closed`, `reopened`, `held` or
    /// `released`.
    done: &'static str,
}

/// Says what was done with an investigation.
pub fn done(context: &Context, seq: u64, what: &'static str) -> Result<(), Failure> {
    if context.json {
        return context.print_answer(&DoneShown { investigation: seq, done: what });
    }
    let indonesian = match what {
        "chosen" => "kejadian dipilih",
        "removed" => "kejadian dikeluarkan",
        "document added" => "dokumen ditambahkan",
        "handed over" => "diserahkan",
        "closed" => "ditutup",
        "reopened" => "dibuka kembali",
        "held" => "data ditahan",
        "released" => "penahanan dicabut",
        other => other,
    };
    context.tell(&said!("investigation {seq}: {what}", "pemeriksaan {seq}: {indonesian}"))
}
