//! Whose people somebody may see: a role for some regions sees those who live there. To anybody else
//! it is as if they were not there, or it is denied.

use jejak_events::ids::RecipientId;
use jejak_projections::State;

use super::super::{Context, Failure, open};
use crate::access::Reach;
use crate::ledger::Unwarranted;
use crate::said::{Said, said};
use crate::store::Folder;

/// Whether somebody lives where whoever asks may look.
pub fn sees(context: &Context, state: &State, id: RecipientId) -> bool {
    let lives = || state.proposal.recipients.get(&id).map(|known| known.region);
    match context.reach() {
        Reach::Everywhere => true,
        Reach::Within(regions) => {
            lives().is_some_and(|lives| regions.iter().any(|region| region.contains(lives)))
        }
    }
}

/// Refuses where one of these lives elsewhere.
pub fn of(context: &Context, folder: &Folder, ids: &[RecipientId]) -> Result<(), Failure> {
    if *context.reach() == Reach::Everywhere {
        return Ok(());
    }
    let ledger = open::ledger_of(context, folder)?;
    let all = ledger.read(|it| ids.iter().all(|id| sees(context, &it.reading.state, *id)));
    ledger.close().map_err(Failure::io)?;
    if all { Ok(()) } else { Err(elsewhere(context)) }
}

/// Refuses whoever may look at some regions alone what is about no person: nobody says where it is of.
pub fn everything(context: &Context) -> Result<(), Failure> {
    let Reach::Within(_) = context.reach() else { return Ok(()) };
    let own = own_regions(context);
    let why = said!(
        "your roles are for {own}; expected something of a person who lives there, found something \
         of no person",
        "peran Anda untuk {own}; seharusnya milik orang yang tinggal di sana, ditemukan bukan milik \
         seseorang"
    );
    Err(denied(why))
}

/// Those of some who live where whoever asks may look.
pub fn own(
    context: &Context,
    folder: &Folder,
    ids: Vec<RecipientId>,
) -> Result<Vec<RecipientId>, Failure> {
    if *context.reach() == Reach::Everywhere {
        return Ok(ids);
    }
    let ledger = open::ledger_of(context, folder)?;
    let own = ledger
        .read(|it| ids.into_iter().filter(|id| sees(context, &it.reading.state, *id)).collect());
    ledger.close().map_err(Failure::io)?;
    Ok(own)
}

/// What is said of somebody who lives elsewhere, or whom nobody registered: the same.
pub fn elsewhere(context: &Context) -> Failure {
    let own = own_regions(context);
    let why = said!(
        "your roles are for {own}; expected people who live there, found others",
        "peran Anda untuk {own}; seharusnya orang yang tinggal di sana, ditemukan lain"
    );
    denied(why)
}

fn denied(why: Said) -> Failure {
    Failure::Denied(Unwarranted { code: "DENY-05", draft: 0, why })
}

fn own_regions(context: &Context) -> String {
    let own: Vec<String> = match context.reach() {
        Reach::Everywhere => Vec::new(),
        Reach::Within(regions) => regions.iter().map(ToString::to_string).collect(),
    };
    own.join(", ")
}
