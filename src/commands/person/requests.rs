//! Requests to erase: made and withdrawn in the ledger alone, so that no key of the vault is needed.

use jejak_events::Event;
use jejak_events::ids::{PersonId, RecipientId};
use jejak_events::privacy::{RecipientErasureRequested, RecipientErasureWithdrawn};
use jejak_events::vocabulary::ErasureGround;
use jejak_projections::privacy::Request;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::recording::Recording;
use super::super::{Context, Failure, open};
use super::erase::Args;
use super::reach;
use crate::ledger::Draft;
use crate::said::{Said, said};

/// Erasures that were requested.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErasuresRequested)]
pub struct RequestedShown {
    /// Of how many people.
    requested: u64,
    /// The first event that says so.
    first_seq: u64,
}

/// Requests of erasures that were withdrawn.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErasuresWithdrawn)]
pub struct WithdrawnShown {
    /// Of how many people.
    withdrawn: u64,
    /// The first event that says so.
    first_seq: u64,
}

/// Requests of erasures that stand.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErasureRequests)]
pub struct PendingShown {
    /// The requests.
    pending: Vec<RequestShown>,
}

/// A request that somebody's personal data be destroyed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErasureRequest)]
pub struct RequestShown {
    /// Random id of the person whose data it is.
    #[schema(value_type = String)]
    recipient: RecipientId,
    /// The event that says so.
    seq: u64,
    /// Why it would be lawful, one of the words of `ErasureGround`.
    #[schema(value_type = String)]
    ground: ErasureGround,
    /// Law, decision or letter that it would stand on.
    basis: String,
    /// Random ids of the people who made it; another person carries it out.
    #[schema(value_type = Vec<String>)]
    people: Vec<PersonId>,
}

/// What is said where nobody asked for an erasure.
pub fn none(id: RecipientId) -> Failure {
    Failure::Refused(said!(
        "{id}: expected a request of another person, found none; ask with `jejak person erase \
         --request`",
        "{id}: seharusnya ada permintaan orang lain, ditemukan tidak ada; minta dengan `jejak person \
         erase --request`"
    ))
}

pub(super) fn make(context: &Context, args: &Args) -> Result<(), Failure> {
    let (Some(ground), Some(basis)) = (args.ground, args.basis()?) else { return Ok(()) };
    let event = |recipient| {
        Event::from(RecipientErasureRequested { recipient, ground, basis: basis.clone() })
    };
    let (first, count) = record(context, args, event)?;
    if context.json {
        return context.print_answer(&RequestedShown { requested: count, first_seq: first });
    }
    context.tell(&said!(
        "requested the erasure of {count} people, events from {first}; another person carries it out \
         with `jejak person erase`",
        "pemusnahan data {count} orang diminta, kejadian mulai {first}; orang lain melaksanakannya \
         dengan `jejak person erase`"
    ))
}

pub(super) fn withdraw(context: &Context, args: &Args) -> Result<(), Failure> {
    let event = |recipient| Event::from(RecipientErasureWithdrawn { recipient });
    let (first, count) = record(context, args, event)?;
    if context.json {
        return context.print_answer(&WithdrawnShown { withdrawn: count, first_seq: first });
    }
    context.tell(&said!(
        "withdrew the requests of {count} people, events from {first}",
        "permintaan untuk {count} orang dicabut, kejadian mulai {first}"
    ))
}

fn record(
    context: &Context,
    args: &Args,
    event: impl Fn(RecipientId) -> Event,
) -> Result<(u64, u64), Failure> {
    let (ids, folder) = (args.people()?, open::folder(context)?);
    reach::of(context, &folder, &ids)?;
    let recording = Recording::of(context, &folder, args.desk.record)?;
    let drafts = ids.iter().map(|id| Draft::new(recording.today, event(*id))).collect();
    let request = recording.request(drafts);
    let nothing: Said = said!("nothing was recorded", "tidak ada yang dicatat");
    let receipt = recording.conclude(context, request, &nothing)?;
    Ok((receipt.first_seq, receipt.count))
}

pub(super) fn list(context: &Context) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let standing: Vec<(RecipientId, Request)> = ledger.read(|folded| {
        let state = &folded.reading.state;
        let all = state.privacy.requests.iter();
        let own = all.filter(|(id, _)| reach::sees(context, state, **id));
        own.map(|(id, request)| (*id, request.clone())).collect()
    });
    ledger.close().map_err(Failure::io)?;
    if context.json {
        let pending = standing.into_iter().map(|(recipient, request)| {
            let Request { seq, ground, basis, people } = request;
            RequestShown { recipient, seq, ground, basis, people }
        });
        return context.print_answer(&PendingShown { pending: pending.collect() });
    }
    let header = context.pick(
        ["event", "recipient", "ground", "basis"],
        ["kejadian", "penerima", "dasar", "landasan"],
    );
    let mut table = context.table(&header, 9);
    for (id, request) in &standing {
        let seq = request.seq.to_string();
        table.add_row([seq, id.to_string(), request.ground.to_string(), request.basis.clone()]);
    }
    context.print_line(&table.to_string())
}
