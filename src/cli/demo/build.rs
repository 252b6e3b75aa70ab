//! Building the sample ledger: the script recorded through the real writer.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jejak_events::ZoneId;
use jejak_events::ids::{Bytes32, PersonId};
use jejak_events::vocabulary::Authentication;

use super::super::init::{Founding, found};
use super::super::{Context, Failure, errors, open, output};
use crate::ledger::{Actor, Condition, Ledger, Request, RequestSecret, ScriptedClock};
use crate::said::said;
use crate::sample::{self, Batch, Landmarks};
use crate::store::{Engine, Folder};

/// Whether a path is free for a new ledger: missing, or an empty folder.
pub fn is_new(path: &Path) -> Result<bool, Failure> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Failure::Io(errors::said(&error).after(path.display()))),
    }
}

/// Builds the sample ledger in a new folder.
pub fn build(context: &Context, path: &Path) -> Result<(Folder, Ledger, Landmarks), Failure> {
    let folder = Folder::create(path, Engine::Sled).map_err(Failure::io)?;
    write_secret(&folder).map_err(Failure::io)?;
    let clock = Arc::new(ScriptedClock::at(sample::opened_at()));
    let ledger = found(context, &folder, &founding()?, Arc::clone(&clock) as Arc<_>)?;
    let bar = {
        let what = context.pick("recording the sample", "mencatat contoh");
        output::progress(sample::EVENTS, what)
    };
    let mut script = sample::batches(sample::FIRST_SEQ);
    for batch in script.by_ref() {
        clock.set(batch.at);
        let batch = batch.at_head(ledger.head().hash);
        bar.inc(batch.drafts.len() as u64);
        let (key, request) = (batch.key.clone(), request(batch));
        ledger.propose(request).map_err(|error| {
            let why = errors::said(&error);
            Failure::Io(said!(with why; "sample `{key}`: {why}", "contoh `{key}`: {why}"))
        })?;
    }
    bar.finish_and_clear();
    ledger.snapshot().map_err(Failure::io)?;
    Ok((folder, ledger, script.landmarks()))
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
fn founding() -> Result<Founding, Failure> {
    let signer = sample::checkpoint_key().map_err(Failure::io)?;
    Ok(Founding {
        origin: sample::ORIGIN.parse().map_err(Failure::io)?,
        zone: ZoneId::Wib,
        ledger_id: sample::LEDGER_ID.0,
        operator: PersonId(fixed("operator")),
        signer,
        created_at: sample::opened_at(),
    })
}

fn fixed(what: &str) -> [u8; 16] {
    let Bytes32(hash) =
        Bytes32(*blake3::hash(format!("{}/{what}", sample::SEED).as_bytes()).as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes
}

/// A published secret, hence worthless: request ids of the sample are the same everywhere.
fn write_secret(folder: &Folder) -> std::io::Result<()> {
    fs::create_dir_all(folder.keys())?;
    let secret = blake3::hash(format!("{}/request secret", sample::SEED).as_bytes());
    let secret = RequestSecret::new(*secret.as_bytes());
    open::write_secret(&folder.keys().join("request.secret"), &secret)
}
