//! Recording something: the ledger opened to write, by whom, under which clock, and what is said of
//! a request that a rule refused.

use std::sync::Arc;

use jejak_events::Date;

use super::append::continues_what_was_signed;
use super::{AtHand, Context, Failure, open};
use crate::ledger::{Actor, Clock, Draft, Ledger, Receipt, Request, SystemClock, WriteError};
use crate::said::{Said, said};
use crate::store::Folder;

/// Who records, and under which clock.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct RecordArgs {
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    pub account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    pub accept_clock: bool,
}

/// A ledger that something is to be recorded in.
pub struct Recording {
    /// The ledger.
    pub ledger: AtHand<Ledger>,
    /// The civil date of today in the ledger's zone.
    pub today: Date,
    actor: Actor,
}

impl Recording {
    /// Opens the ledger that the command line names.
    pub fn open(context: &Context, record: RecordArgs) -> Result<Recording, Failure> {
        Recording::of(context, &*open::folder(context)?, record)
    }

    /// Opens the ledger of a folder. One that does not continue what it signed is refused.
    pub fn of(
        context: &Context,
        folder: &Folder,
        record: RecordArgs,
    ) -> Result<Recording, Failure> {
        let clock = Arc::new(SystemClock::default());
        let ledger = open::to_write(context, folder, Arc::clone(&clock) as _, record.accept_clock)?;
        continues_what_was_signed(folder, &ledger)?;
        open::seal_daily(context, &ledger, record.account)?;
        let zone = ledger.read(|folded| folded.reading.state.integrity.meta().zone);
        let today = clock.now().date_in(zone);
        Ok(Recording { ledger, today, actor: context.actor(record.account) })
    }

    /// A request by whoever records.
    pub fn request(&self, drafts: Vec<Draft>) -> Request {
        Request::new(self.actor, drafts)
    }

    /// Proposes, and closes the ledger. `nothing` says what did not happen where a rule refuses.
    pub fn conclude(
        self,
        context: &Context,
        request: Request,
        nothing: &Said,
    ) -> Result<Receipt, Failure> {
        let receipt = self.ledger.propose(request);
        self.ledger.close().map_err(Failure::io)?;
        receipt.map_err(|error| refused(context, &error, nothing))
    }
}

/// What is said of a request that was not recorded.
pub fn refused(context: &Context, error: &WriteError, nothing: &Said) -> Failure {
    match error {
        WriteError::Refused(refusal) => {
            let what = Said::same(refusal.sentence(context.language));
            Failure::Refused(
                said!(with nothing, what; "refused, {nothing}: {what}", "ditolak, {nothing}: {what}"),
            )
        }
        WriteError::Unwarranted(unwarranted) => Failure::Denied(unwarranted.clone()),
        error => Failure::io(error.clone()),
    }
}
