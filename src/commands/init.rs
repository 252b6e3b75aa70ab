//! `jejak init`: an empty ledger in a new folder.

use std::sync::Arc;

use jejak_events::access::{AccountOpened, RoleGranted};
use jejak_events::ids::{AccountRef, Bytes32, PersonId};
use jejak_events::integrity::LedgerCreated;
use jejak_events::vocabulary::{Authentication, Role};
use jejak_events::{Text, Timestamp, ZoneId};

use super::{Context, Failure, errors, open};
use crate::ledger::identity::random_bytes;
use crate::ledger::rules::RULESET;
use crate::ledger::{Actor, Clock, Draft, Ledger, Request, SystemClock};
use crate::proof::{SignedFile, Signer, key};
use crate::said::{Said, said};
use crate::store::{Engine, Folder};

/// Options of `init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Origin line of the ledger's checkpoints: a name that you control, without blanks.
    #[arg(long, value_name = "NAME")]
    origin: String,
    /// Civil zone of its dates.
    #[arg(long, default_value = "Asia/Jakarta", value_name = "ZONE")]
    zone: ZoneId,
    /// Engine that keeps the entries.
    #[arg(long, default_value = "sled", value_name = "sled|redb", value_parser = engine)]
    pub store: Engine,
}

/// Reads the name of an engine.
pub fn engine(name: &str) -> Result<Engine, String> {
    Engine::named(name).ok_or_else(|| format!("expected `sled` or `redb`, found `{name}`"))
}

/// Everything that makes one ledger different from another.
pub struct Founding {
    /// Origin line.
    pub origin: Text,
    /// Civil zone.
    pub zone: ZoneId,
    /// Random identity.
    pub ledger_id: [u8; 32],
    /// The operator who opens it.
    pub operator: PersonId,
    /// Checkpoint key.
    pub signer: Signer,
    /// When.
    pub created_at: Timestamp,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let usage = |error: Said| Failure::Usage(error.after("--origin"));
    let origin: Text = args.origin.parse().map_err(|error| usage(errors::said(&error)))?;
    let signer = Signer::from_seed(origin.as_str(), &random_bytes())
        .map_err(|error| usage(errors::said(&error)))?;
    let clock = Arc::new(SystemClock::default());
    let founding = Founding {
        origin,
        zone: args.zone,
        ledger_id: random_bytes(),
        operator: PersonId(random_bytes()),
        signer,
        created_at: clock.now(),
    };
    let folder = Folder::create(context.data(), args.store).map_err(Failure::io)?;
    let ledger = found(context, &folder, &founding, clock)?;
    let head = ledger.head();
    ledger.close().map_err(Failure::io)?;
    let vkey = founding.signer.verifier_key().to_string();
    if context.json {
        return context.print_json(&serde_json::json!({
            "data": context.data(), "origin": founding.origin, "size": head.size,
            "chain_head": head.hash.to_string(), "verifier_key": vkey,
            "operator_account": open::OPERATOR,
        }));
    }
    context.tell(&said!(
        "created {} with {} events",
        "{} dibuat dengan {} kejadian",
        context.data().display(),
        head.size
    ))?;
    context.tell(&said!(
        "verifier key, to be given to everyone who checks: {vkey}",
        "kunci verifikasi, untuk diberikan kepada setiap pemeriksa: {vkey}"
    ))
}

/// Writes key, signing record and founding batch into a new folder.
pub fn found(
    context: &Context,
    folder: &Folder,
    founding: &Founding,
    clock: Arc<dyn Clock>,
) -> Result<Ledger, Failure> {
    std::fs::create_dir_all(folder.keys()).map_err(Failure::io)?;
    key::create(&folder.keys().join("checkpoint.key"), &founding.signer).map_err(Failure::io)?;
    SignedFile::create(&folder.signed(), founding.origin.as_str()).map_err(Failure::io)?;
    let ledger = open::with_clock(context, folder, clock, false)?;
    let actor = Actor { account: AccountRef::in_batch(1), authentication: Authentication::Local };
    // A key, so that the request id depends on nothing but the ledger's own secret.
    let key = Some("founding".to_owned());
    let request = Request { key, ..Request::new(actor, drafts(founding)) };
    ledger.propose(request).map_err(|error| Failure::Refused(errors::said(&error)))?;
    Ok(ledger)
}

fn drafts(founding: &Founding) -> Vec<Draft> {
    let today = founding.created_at.date_in(founding.zone);
    let created = LedgerCreated {
        ledger_id: Bytes32(founding.ledger_id),
        origin: founding.origin.clone(),
        zone: founding.zone,
        checkpoint_keys: vec![Bytes32(founding.signer.verifier_key().public_bytes())],
        ruleset: RULESET,
        created_at: founding.created_at,
    };
    let account = AccountOpened { person: founding.operator, organisation: None };
    let role = RoleGranted {
        account: AccountRef::in_batch(1),
        role: Role::Administrator,
        organisation: None,
        region: None,
        from: today,
        until: None,
    };
    vec![Draft::new(today, created), Draft::new(today, account), Draft::new(today, role)]
}
