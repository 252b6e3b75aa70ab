//! `jejak oversight`: what the second ledger tells. Whose data an account saw, and who saw a
//! person's.

use jejak_events::{Date, Kind};
use jejak_projections::oversight::stands_in;

use super::person::IdArg;
use super::tables::OutArgs;
use super::{Context, Failure, errors, open, trail, when};
use crate::exchange::oversight::{self, Asked};
use crate::ledger::When;
use crate::said::said;

/// Options of `oversight`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what this account did, by the number of the event that opened it.
    #[arg(long = "account", value_name = "ACCOUNT")]
    done_by: Option<u64>,
    /// Only what was done to this person, by the random id.
    #[arg(long, value_name = "ID")]
    recipient: Option<IdArg>,
    /// Only reveals: with --account whose data it saw, with --recipient who saw it.
    #[arg(long, conflicts_with = "kind")]
    reveals: bool,
    /// Only events of this kind; may be given again.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<Kind>,
    /// Only what was done on this day or later.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Only what was done on this day or earlier.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    out: OutArgs,
}

/// Reads a kind of the second ledger.
fn kind(name: &str) -> Result<Kind, String> {
    let kind = trail::kind(name)?;
    if stands_in(kind, true) && !stands_in(kind, false) {
        return Ok(kind);
    }
    Err(format!("expected a kind of the area oversight, found `{name}`; `jejak kinds` lists them"))
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let asked = Asked {
        account: args.done_by,
        recipient: args.recipient.as_ref().map(IdArg::read).transpose()?,
        kinds: if args.reveals { vec![Kind::PersonRevealed] } else { args.kind },
        from: args.from,
        until: args.until,
    };
    let folder = open::folder(context)?;
    let Some(second) = open::second(context, &folder)? else {
        let ledger = open::ledger_of(context, &folder)?;
        context.note(&said!(
            "note: nothing was ever done here that the second ledger tells of",
            "catatan: belum pernah ada yang dilakukan di sini yang diceritakan buku kedua"
        ));
        let stamp = when::stamp(context, &ledger)?;
        return args.out.give(context, &ledger, When::default(), &oversight::empty(), &stamp);
    };
    let table =
        oversight::table(&second, &asked).map_err(|error| Failure::Io(errors::said(&error)))?;
    let stamp = when::stamp(context, &second)?;
    args.out.give(context, &second, When::default(), &table, &stamp)
}
