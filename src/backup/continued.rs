//! Going on from a backup under another origin and key, where what was signed cannot be continued.

use std::sync::Arc;

use jejak_events::ids::{AccountRef, Bytes32};
use jejak_events::integrity::LedgerContinued;
use jejak_events::vocabulary::Authentication;

use super::BackupError;
use crate::ledger::{Actor, Clock, Draft, Ledger, Request, RequestSecret, Setup, identity};
use crate::proof::verify::KnownCheckpoint;
use crate::proof::{SignedFile, Signer, key};
use crate::store::Folder;

/// The account of whoever can write the folder: the founding batch opens it.
const OPERATOR: Actor = Actor { account: AccountRef(1), authentication: Authentication::Local };
/// The name of the key file that a new ledger has.
const KEY: &str = "checkpoint.key";

/// A new name to sign under, with its key.
pub struct Anew {
    /// The key; its name is the origin.
    pub signer: Signer,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Consent to writing long after the last event; it is recorded.
    pub accept_clock: bool,
}

/// Has the ledger of a folder go on under a new origin and key, and records that it does, and after
/// which checkpoint under the old one. Gives the number of the event.
pub(super) fn go_on(
    folder: &Folder,
    anew: &Anew,
    last: Option<&KnownCheckpoint>,
) -> Result<u64, BackupError> {
    let origin = anew.signer.verifier_key().name();
    let keys = folder.keys();
    super::files::make_folder(&keys)?;
    key::create(&keys.join(KEY), &anew.signer)?;
    SignedFile::create(&folder.signed(), origin)?;
    let setup = Setup {
        clock: Arc::clone(&anew.clock),
        secret: secret(folder),
        accept_clock: anew.accept_clock,
    };
    let ledger = Ledger::open(folder, setup, &mut |_, _| {})?;
    let zone = ledger.read(|folded| folded.reading.state.integrity.meta().zone);
    let event = LedgerContinued {
        origin: origin.parse().map_err(BackupError::Origin)?,
        key: Bytes32(anew.signer.verifier_key().public_bytes()),
        last_size: last.map(|known| known.size),
        last_root: last.map(|known| Bytes32(known.root.0)),
    };
    let draft = Draft::new(anew.clock.now().date_in(zone), event);
    let receipt = ledger.propose(Request::new(OPERATOR, vec![draft]));
    ledger.close().map_err(BackupError::Continue)?;
    receipt.map(|receipt| receipt.first_seq).map_err(BackupError::Continue)
}

/// The secret of request ids that came along; else one for this once, and the next start draws its own.
fn secret(folder: &Folder) -> RequestSecret {
    let bytes = std::fs::read(folder.keys().join("request.secret")).unwrap_or_default();
    RequestSecret::from_file(&bytes).unwrap_or_else(|| RequestSecret::new(identity::random_bytes()))
}
