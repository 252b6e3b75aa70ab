//! Building the sample ledger: the script recorded through the real writer.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jejak_events::ids::{Bytes32, PersonId};
use jejak_events::vocabulary::Authentication;

use crate::commands::init::{Founding, found};
use crate::commands::{Context, Failure, errors, open, output};
use crate::ledger::{Actor, Condition, Ledger, Request, RequestSecret, ScriptedClock};
use crate::said::said;
use crate::sample::{self, Batch, Province, Roots, Script};
use crate::store::{Engine, Folder};

/// Whether a path is free for a new ledger: missing, or an empty folder.
pub fn is_new(path: &Path) -> Result<bool, Failure> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Failure::Io(errors::said(&error).after(path.display()))),
    }
}

/// Builds the sample ledger of a province in a new folder; its script, played to the end.
pub fn build(
    context: &Context,
    path: &Path,
    province: &Province,
) -> Result<(Folder, Ledger, Script), Failure> {
    let folder = Folder::create(path, Engine::Sled).map_err(Failure::io)?;
    write_secret(&folder, province).map_err(Failure::io)?;
    let clock = Arc::new(ScriptedClock::at(province.opened_at()));
    let ledger = found(context, &folder, &founding(province)?, Arc::clone(&clock) as Arc<_>)?;
    let bar = {
        let what = context.pick("recording the sample", "mencatat contoh");
        output::progress(province.events, what)
    };
    let mut script = province.batches(sample::FIRST_SEQ);
    for batch in script.by_ref() {
        clock.set(batch.at);
        let batch = batch.at_head(ledger.head().hash, || roots(&ledger));
        bar.inc(batch.drafts.len() as u64);
        let (key, request) = (batch.key.clone(), request(batch));
        ledger.propose(request).map_err(|error| {
            let why = errors::said(&error);
            Failure::Io(said!(with why; "sample `{key}`: {why}", "contoh `{key}`: {why}"))
        })?;
    }
    bar.finish_and_clear();
    ledger.snapshot().map_err(Failure::io)?;
    Ok((folder, ledger, script))
}

/// What a checkpoint of the durable head names.
fn roots(ledger: &Ledger) -> Roots {
    ledger.read(|folded| Roots {
        tree: Bytes32(folded.tree.root().0),
        state: folded.reading.state.root(),
    })
}

fn request(batch: Batch) -> Request {
    Request {
        actor: Actor { account: batch.by, authentication: Authentication::Import },
        key: Some(batch.key),
        drafts: batch.drafts,
        condition: Condition::Always,
        dry_run: false,
    }
}

/// Everything that would be random elsewhere is fixed here, so that the root is the same for all.
fn founding(province: &Province) -> Result<Founding, Failure> {
    let signer = province.checkpoint_key().map_err(Failure::io)?;
    Ok(Founding {
        origin: province.origin.parse().map_err(Failure::io)?,
        zone: province.zone,
        ledger_id: province.ledger_id.0,
        operator: PersonId(fixed(province, "operator")),
        signer,
        created_at: province.opened_at(),
    })
}

fn fixed(province: &Province, what: &str) -> [u8; 16] {
    let hash = *blake3::hash(format!("{}/{what}", province.seed).as_bytes()).as_bytes();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes
}

/// A published secret, hence worthless: request ids of the sample are the same everywhere.
fn write_secret(folder: &Folder, province: &Province) -> std::io::Result<()> {
    fs::create_dir_all(folder.keys())?;
    let secret = blake3::hash(format!("{}/request secret", province.seed).as_bytes());
    let secret = RequestSecret::new(*secret.as_bytes());
    open::write_secret(&folder.keys().join("request.secret"), &secret)
}
