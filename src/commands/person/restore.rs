//! `jejak person restore`: a backup in the place of a vault that is lost. What the ledger says since then of
//! erasures, holds and restrictions is done again before anybody can look.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jejak_events::Event;
use jejak_events::ids::RecipientId;
use jejak_events::oversight::AdministrationDone;
use jejak_events::vocabulary::{AdministrativeAct, ErasureGround};

use super::super::recording::{RecordArgs, Recording};
use super::super::{Context, Failure, open};
use super::desk::KeyArgs;
use super::vault;
use crate::ledger::Ledger;
use crate::said::said;
use crate::vault::{Restoring, VaultError};

/// Options of `person restore`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder that `person backup` made.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    record: RecordArgs,
}

/// What the ledger said since the backup, and what of it was done again.
#[derive(Debug, Default, serde::Serialize)]
struct Since {
    /// People destroyed again.
    erased: usize,
    /// Holds and restrictions set again.
    cases: usize,
    /// People whom the backup does not know: they were added later.
    unknown: usize,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let source = args.key.source().map_err(vault)?;
    let recording = Recording::of(context, &folder, args.record)?;
    let mut restoring = Restoring::begin(&args.folder, &folder.vault(), &source).map_err(vault)?;
    let done = again(&recording, &mut restoring);
    let account = context.actor(args.record.account).account.0;
    let act = AdministrativeAct::Restored;
    let told = AdministrationDone { account, act, subject: None };
    let done = done.and_then(|since| {
        open::oversee(&recording.ledger, vec![told.into()])?;
        Ok(since)
    });
    let since = match done {
        Ok(since) => since,
        Err(failure) => {
            restoring.give_up().map_err(vault)?;
            return Err(failure);
        }
    };
    restoring.finish().map_err(vault)?;
    recording.ledger.close().map_err(Failure::io)?;
    if context.json {
        return context.print_json(&serde_json::json!({ "restored": true, "since": since }));
    }
    let Since { erased, cases, unknown } = since;
    context.tell(&said!(
        "restored the vault; of what the ledger says since the backup, {erased} erasures and {cases} \
         holds and restrictions were done again; {unknown} people were added later and are not in it",
        "brankas dipulihkan; dari yang tercatat sejak cadangan, {erased} pemusnahan serta {cases} \
         penahanan dan pembatasan diulang; {unknown} orang ditambahkan kemudian dan tidak ada di \
         dalamnya"
    ))
}

fn again(recording: &Recording, restoring: &mut Restoring) -> Result<Since, Failure> {
    let bound = recording.ledger.read(|it| it.reading.state.privacy.vault());
    if bound.map(|(vault, _)| vault) != Some(restoring.vault().commitment()) {
        return Err(Failure::Refused(said!(
            "the ledger is bound to another vault than this backup is of: its ids stand for other \
             people; nothing was changed",
            "buku tertaut ke brankas lain, bukan yang dicadangkan ini: id di sini milik orang lain; \
             tidak ada yang diubah"
        )));
    }
    let mut since = Since::default();
    let mut grounds: BTreeMap<ErasureGround, Vec<RecipientId>> = BTreeMap::new();
    for (id, erased) in people(&recording.ledger) {
        match restoring.vault().standing(id) {
            Err(VaultError::Unknown(_)) => since.unknown += usize::from(erased.is_none()),
            Err(error) => return Err(vault(error)),
            Ok(standing) if standing.erased.is_none() => {
                let Some(seq) = erased else { continue };
                grounds.entry(ground_of(&recording.ledger, seq)?).or_default().push(id);
            }
            Ok(_) => {}
        }
    }
    for (ground, ids) in grounds {
        let done = restoring.vault().erase_again(&ids, ground, recording.today).map_err(vault)?;
        since.erased += done.now;
    }
    since.cases = protect(&recording.ledger, restoring)?;
    Ok(since)
}

/// Everybody whom the ledger knows, with the event that erased them.
fn people(ledger: &Ledger) -> Vec<(RecipientId, Option<u64>)> {
    ledger.read(|it| {
        let state = &it.reading.state;
        state.proposal.recipients.iter().map(|(id, _)| (*id, state.erased(*id))).collect()
    })
}

fn ground_of(ledger: &Ledger, seq: u64) -> Result<ErasureGround, Failure> {
    match ledger.event(seq).map_err(Failure::io)?.map(|fact| fact.event) {
        Some(Event::RecipientErased(body)) => Ok(body.ground),
        _ => Ok(ErasureGround::RetentionEnded),
    }
}

/// Sets the holds and restrictions that stand in the ledger; those that were lifted since stay, and are
/// lifted again by whoever lifted them.
fn protect(ledger: &Ledger, restoring: &mut Restoring) -> Result<usize, Failure> {
    type Cases = Vec<(RecipientId, String)>;
    let (holds, restrictions): (Cases, Cases) = ledger.read(|it| {
        let privacy = &it.reading.state.privacy;
        let all = |table: &jejak_projections::table::Table<RecipientId, _>| -> Cases {
            let each = |(id, cases): (&RecipientId, &jejak_projections::privacy::Cases)| {
                let id = *id;
                cases.iter().map(move |(case, _)| (id, case.clone())).collect::<Vec<_>>()
            };
            table.iter().flat_map(each).collect()
        };
        (all(&privacy.holds), all(&privacy.restrictions))
    });
    let mut set = 0;
    for (id, case) in &holds {
        set += usize::from(known(restoring.vault().hold(*id, case))?);
    }
    for (id, case) in &restrictions {
        set += usize::from(known(restoring.vault().restrict(*id, case))?);
    }
    Ok(set)
}

/// Somebody whom the backup does not know, or no more, has nothing to be protected.
fn known(changed: Result<bool, VaultError>) -> Result<bool, Failure> {
    match changed {
        Err(VaultError::Unknown(_) | VaultError::Erased(_)) => Ok(false),
        other => other.map_err(vault),
    }
}
