//! `jejak investigation hold`: a person's data is kept for it, in the vault and in both ledgers.
//!
//! The second ledger is told first, because its rules know whose investigation it is; stopped in
//! between, a repeat completes the rest.

use jejak_events::Text;
use jejak_events::ids::InvestigationRef;
use jejak_events::investigation::{InvestigationHoldLifted, InvestigationHoldSet};

use super::super::person::{Desk, DeskArgs, IdArg, place_hold};
use super::super::{Context, Failure};
use super::bench::{done, find, record};
use crate::exchange::investigation::cited;

/// Options of `investigation hold`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The investigation, by the number of the event of the second ledger that opened it.
    #[arg(value_name = "ID")]
    investigation: u64,
    /// The person whose data is to be kept.
    #[arg(long, value_name = "ID")]
    recipient: IdArg,
    /// The investigation needs the data no longer.
    #[arg(long)]
    lift: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let (seq, recipient) = (args.investigation, args.recipient.read()?);
    let account = context.actor(args.desk.record.account).account.0;
    let desk = Desk::open(context, &args.desk)?;
    let found = find(&desk.ledger, seq, account, false)?;
    let case: Text = cited(&found).parse().map_err(Failure::io)?;
    let investigation = InvestigationRef(seq);
    let before = found.holds(recipient);
    if args.lift {
        if before || !found.holds.iter().any(|hold| hold.recipient == recipient) {
            let lifted = InvestigationHoldLifted { account, investigation, recipient };
            record(context, &desk.ledger, lifted)?;
        }
    } else if !before {
        // Somebody whom the vault does not know cannot be held: said before anything is recorded.
        desk.vault.read().standing(recipient).map_err(super::super::person::vault)?;
        let set = InvestigationHoldSet { account, investigation, recipient };
        record(context, &desk.ledger, set)?;
    }
    place_hold(context, &desk, recipient, case, args.lift)?;
    desk.close()?;
    done(context, seq, if args.lift { "released" } else { "held" })
}
