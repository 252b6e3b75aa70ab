//! `jejak person restrict` and `jejak person hold`: what a case asks for, set and lifted.
//!
//! What protects is done in the vault first; what gives protection up is recorded first. Stopped in
//! between, data is rather kept, or unreadable, than not; a repeat completes it.

use jejak_events::ids::RecipientId;
use jejak_events::privacy::{
    RecipientHoldLifted, RecipientHoldSet, RecipientRestricted, RecipientUnrestricted,
};
use jejak_events::{Event, Text};

use super::super::{Context, Failure};
use super::change::finish;
use super::desk::{Desk, DeskArgs, refused};
use super::{IdArg, TextArg, vault};
use crate::ledger::Receipt;
use crate::vault::{Vault, VaultError};

/// Options of `person restrict` and `person hold`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Random id of the person.
    #[arg(value_name = "ID")]
    id: IdArg,
    /// Number of the case or letter that asks for it; public, never a name.
    #[arg(long, value_name = "REF")]
    case: TextArg,
    /// Lift what this case asked for.
    #[arg(long)]
    lift: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

type Act = fn(&Vault, RecipientId, &str) -> Result<bool, VaultError>;

pub(super) fn restrict(context: &Context, args: Args) -> Result<(), Failure> {
    let (recipient, case) = (args.id.read()?, args.case.read("--case")?);
    let of = (recipient, case.to_string());
    let (event, act): (Event, Act) = if args.lift {
        (RecipientUnrestricted { recipient, case }.into(), Vault::lift_restriction)
    } else {
        (RecipientRestricted { recipient, case }.into(), Vault::restrict)
    };
    let what = if args.lift { "readable" } else { "restricted" };
    let desk = Desk::of(context, &args.desk, &[of.0])?;
    let stands = desk.state(|state| state.privacy.restriction(of.0, &of.1).is_some());
    let change = Change { lift: args.lift, stands, event, act };
    let (recorded, changed) = placed(context, &desk, &of, change)?;
    finish(context, desk, recorded.as_ref(), changed, what)
}

pub(super) fn hold(context: &Context, args: Args) -> Result<(), Failure> {
    let (recipient, case) = (args.id.read()?, args.case.read("--case")?);
    let desk = Desk::open(context, &args.desk)?;
    let (recorded, changed) = place_hold(context, &desk, recipient, case, args.lift)?;
    let what = if args.lift { "released" } else { "held" };
    finish(context, desk, recorded.as_ref(), changed, what)
}

/// Sets or lifts a hold of a case, in the vault and in the ledger: what was recorded, and whether
/// anything changed.
pub fn place_hold(
    context: &Context,
    desk: &Desk,
    recipient: RecipientId,
    case: Text,
    lift: bool,
) -> Result<(Option<Receipt>, bool), Failure> {
    let of = (recipient, case.to_string());
    let stands = desk.state(|state| state.privacy.hold(of.0, &of.1).is_some());
    let (event, act): (Event, Act) = if lift {
        (RecipientHoldLifted { recipient, case }.into(), Vault::lift_hold)
    } else {
        (RecipientHoldSet { recipient, case }.into(), Vault::hold)
    };
    placed(context, desk, &of, Change { lift, stands, event, act })
}

/// What is to be done in both places.
struct Change {
    lift: bool,
    /// Whether the ledger has it already, or still.
    stands: bool,
    event: Event,
    act: Act,
}

/// Does it in both places, what protects first; what was recorded, and whether anything changed.
fn placed(
    context: &Context,
    desk: &Desk,
    (id, case): &(RecipientId, String),
    change: Change,
) -> Result<(Option<Receipt>, bool), Failure> {
    let Change { lift, stands, event, act } = change;
    // In the ledger already: a repeat after a stop only completes the vault.
    let kept = desk.vault.write();
    let drafts: Vec<_> = (stands == lift).then(|| desk.draft(event)).into_iter().collect();
    desk.judge(&drafts).map_err(|error| refused(context, &error))?;
    if lift {
        let recorded = desk.record(drafts)?;
        let changed = act(&kept, *id, case).map_err(vault)? || recorded.is_some();
        return Ok((recorded, changed));
    }
    let changed = act(&kept, *id, case).map_err(vault)?;
    let recorded = desk.record(drafts)?;
    Ok((recorded, changed))
}
