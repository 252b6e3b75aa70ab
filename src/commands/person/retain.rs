//! `jejak person retain` and `jejak person due`: until when personal data is to be kept, and what may
//! go. The vault alone knows these days: that something is to be kept is no event.

use jejak_events::ids::RecipientId;
use jejak_events::{Date, ZoneId};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure, open};
use super::desk::{KeyArgs, open_vault};
use super::{IdArg, reach, vault};
use crate::ledger::{Clock, SystemClock};

/// Options of `person retain`.
#[derive(Debug, clap::Args)]
pub struct RetainArgs {
    /// Random ids of the people.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<IdArg>,
    /// Last day on which the data is to be kept.
    #[arg(long, value_name = "DATE")]
    until: Date,
    #[command(flatten)]
    key: KeyArgs,
}

/// Options of `person due`.
#[derive(Debug, clap::Args)]
pub struct DueArgs {
    /// As of this day; today when absent.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    key: KeyArgs,
}

/// People whose data is to be kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Retained)]
pub struct RetainedShown {
    /// How many.
    people: usize,
    /// Last day on which it is to be kept.
    #[schema(value_type = String, format = Date)]
    until: Date,
}

/// People whose data may go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PeopleDue)]
pub struct DueShown {
    /// The day that was asked for.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// Random ids of those whose retention has ended by then and whom no case holds.
    #[schema(value_type = Vec<String>)]
    due: Vec<RecipientId>,
}

pub(super) fn retain(context: &Context, args: RetainArgs) -> Result<(), Failure> {
    let ids = args.ids.iter().map(IdArg::read).collect::<Result<Vec<_>, _>>()?;
    let folder = open::folder(context)?;
    reach::of(context, &folder, &ids)?;
    let opened = open_vault(context, &folder, &args.key)?;
    opened.write().retain(&ids, args.until).map_err(vault)?;
    let (count, until) = (ids.len(), args.until);
    if context.json {
        return context.print_answer(&RetainedShown { people: count, until });
    }
    context.print_line(&format!("{count} people, to be kept until {until}"))
}

pub(super) fn due(context: &Context, args: DueArgs) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let opened = open_vault(context, &folder, &args.key)?;
    // The westernmost zone: a day must be over everywhere before something is due.
    let on = args.on.unwrap_or_else(|| SystemClock::default().now().date_in(ZoneId::Wib));
    let due = opened.read().due(on).map_err(vault)?;
    let due = reach::own(context, &folder, due)?;
    if context.json {
        return context.print_answer(&DueShown { on, due });
    }
    due.iter().try_for_each(|id| context.print_line(&id.to_string()))
}
