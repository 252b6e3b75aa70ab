//! `jejak person erase`: what one person requested, another carries out: personal data is destroyed,
//! and that it was is recorded.

use std::collections::BTreeMap;

use jejak_events::ids::RecipientId;
use jejak_events::privacy::RecipientErased;
use jejak_events::vocabulary::{ErasureGround, VaultUse};
use jejak_events::{Event, Text};
use jejak_projections::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure, open};
use super::desk::{Desk, DeskArgs, refused};
use super::{IdArg, TextArg, reach, requests, vault};
use crate::ledger::Draft;
use crate::said::said;
use crate::vault::Erased;

/// Options of `person erase`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Random ids of the people.
    #[arg(value_name = "ID", required_unless_present = "pending")]
    pub ids: Vec<IdArg>,
    /// Ask for it: another person carries it out. The data stays until then.
    #[arg(long, requires = "ground", requires = "basis")]
    pub request: bool,
    /// Withdraw the request, or do not grant it.
    #[arg(long, conflicts_with_all = ["request", "ground", "basis"])]
    pub withdraw: bool,
    /// List the requests that stand.
    #[arg(long, conflicts_with_all = ["request", "withdraw", "ground", "basis", "ids"])]
    pub pending: bool,
    /// Why it is lawful, one of the words of `ErasureGround`; that of the request when absent.
    #[arg(long, value_name = "WORD", value_parser = ground)]
    pub ground: Option<ErasureGround>,
    /// Law, decision or letter that it stands on; public, never a name. That of the request when
    /// absent.
    #[arg(long, value_name = "TEXT")]
    pub basis: Option<TextArg>,
    /// What opens the vault.
    #[command(flatten)]
    pub desk: DeskArgs,
}

/// People whose personal data was destroyed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Erased)]
pub struct ErasedShown {
    /// People whose data was destroyed now.
    erased: usize,
    /// People whose data had been destroyed before.
    erased_before: usize,
    /// The first event that says so; null: none was recorded.
    first_seq: Option<u64>,
    /// How many events were recorded.
    events: u64,
}

/// Reads a ground.
fn ground(text: &str) -> Result<ErasureGround, String> {
    ErasureGround::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = ErasureGround::ALL.iter().map(|ground| ground.word()).collect();
        format!("expected one of {}", words.join(", "))
    })
}

impl Args {
    /// The ids, each once.
    pub fn people(&self) -> Result<Vec<RecipientId>, Failure> {
        let mut ids = self.ids.iter().map(IdArg::read).collect::<Result<Vec<_>, _>>()?;
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// What it stands on, where it was said.
    pub fn basis(&self) -> Result<Option<Text>, Failure> {
        self.basis.as_ref().map(|basis| basis.read("--basis")).transpose()
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    match args {
        Args { pending: true, .. } => requests::list(context),
        Args { request: true, .. } => requests::make(context, args),
        Args { withdraw: true, .. } => requests::withdraw(context, args),
        _ => carry_out(context, args),
    }
}

fn carry_out(context: &Context, args: &Args) -> Result<(), Failure> {
    let (ids, basis) = (args.people()?, args.basis()?);
    reach::of(context, &*open::folder(context)?, &ids)?;
    let desk = Desk::open_to(context, &args.desk, VaultUse::Erase)?;
    let mut kept = desk.vault.write();
    let mut grounds: BTreeMap<ErasureGround, Vec<RecipientId>> = BTreeMap::new();
    for id in &ids {
        let ground = desk.state(|state| ground_of(state, *id, args.ground))?;
        kept.erasable(*id, ground, desk.today).map_err(vault)?;
        grounds.entry(ground).or_default().push(*id);
    }
    // Nothing is destroyed that the rules would not let be recorded.
    let mut drafts = Vec::new();
    for (ground, ids) in &grounds {
        for id in ids.iter().filter(|id| desk.state(|state| state.erased(**id).is_none())) {
            drafts.push(draft(&desk, *id, *ground, basis.as_ref())?);
        }
    }
    desk.judge(&drafts).map_err(|error| refused(context, &error))?;
    let mut erased = Erased { now: 0, before: 0 };
    for (ground, ids) in &grounds {
        let part = kept.erase(ids, *ground, desk.today).map_err(vault)?;
        (erased.now, erased.before) = (erased.now + part.now, erased.before + part.before);
    }
    let receipt = desk.record(drafts)?;
    drop(kept);
    desk.close()?;
    told(context, erased, receipt.map(|receipt| (receipt.first_seq, receipt.count)))
}

/// The ground that was named, else that of the request.
fn ground_of(
    state: &State,
    id: RecipientId,
    named: Option<ErasureGround>,
) -> Result<ErasureGround, Failure> {
    let requested = state.privacy.requests.get(&id).map(|request| request.ground);
    named.or(requested).ok_or_else(|| requests::none(id))
}

/// The event; what it stands on is what was said, else what the request says.
fn draft(
    desk: &Desk,
    recipient: RecipientId,
    ground: ErasureGround,
    basis: Option<&Text>,
) -> Result<Draft, Failure> {
    let requested = desk
        .state(|state| state.privacy.requests.get(&recipient).map(|request| request.basis.clone()));
    let basis = match (basis, requested) {
        (Some(basis), _) => basis.clone(),
        (None, Some(basis)) => basis.parse().map_err(Failure::io)?,
        (None, None) => return Err(requests::none(recipient)),
    };
    Ok(desk.draft(Event::from(RecipientErased { recipient, ground, basis })))
}

fn told(context: &Context, erased: Erased, recorded: Option<(u64, u64)>) -> Result<(), Failure> {
    if context.json {
        return context.print_answer(&ErasedShown {
            erased: erased.now,
            erased_before: erased.before,
            first_seq: recorded.map(|(first, _)| first),
            events: recorded.map_or(0, |(_, count)| count),
        });
    }
    let Erased { now, before } = erased;
    context.tell(&said!(
        "destroyed the personal data of {now} people, {before} before",
        "data pribadi {now} orang dimusnahkan, {before} sudah sebelumnya"
    ))?;
    if let Some((first, count)) = recorded {
        context.tell(&said!(
            "recorded {count} events from {first}",
            "{count} kejadian tercatat mulai {first}"
        ))?;
    }
    context.note(&said!(
        "note: backups of the vault still hold it; destroy or replace them (docs/VAULT.md)",
        "catatan: cadangan brankas masih memuatnya; musnahkan atau ganti (docs/VAULT.md)"
    ));
    Ok(())
}
