//! Opening the ledger that the command line names.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use jejak_events::Event;
use jejak_events::ids::AccountRef;
use jejak_events::oversight::ExportMade;
use jejak_events::vocabulary::Authentication;

use super::{AtHand, Context, Failure, Place, errors};
use crate::ledger::identity::random_bytes;
use crate::ledger::{
    Actor, Clock, Ledger, RequestSecret, Seal, SecondError, Setup, SystemClock, WriteError, second,
};
use crate::said::said;
use crate::store::Folder;

/// Sequence number of the account that the founding batch opens for the local operator.
pub const OPERATOR: AccountRef = AccountRef(1);

/// The local operator, who proved to be able to write the folder.
pub fn operator(account: Option<u64>) -> Actor {
    let account = account.map_or(OPERATOR, AccountRef);
    Actor { account, authentication: Authentication::Local }
}

/// The folder: opened for this process alone, or the one that the server has open.
pub fn folder(context: &Context) -> Result<AtHand<Folder>, Failure> {
    match &context.place {
        Place::Open(house) => Ok(AtHand::Kept(Arc::clone(&house.folder))),
        Place::Folder(path) => Folder::open(path).map(AtHand::Own).map_err(Failure::io),
    }
}

/// The ledger, with the machine's clock.
pub fn ledger(context: &Context) -> Result<AtHand<Ledger>, Failure> {
    ledger_of(context, &*folder(context)?)
}

/// The ledger of the folder at hand, with the machine's clock.
pub fn ledger_of(context: &Context, folder: &Folder) -> Result<AtHand<Ledger>, Failure> {
    to_write(context, folder, Arc::new(SystemClock::default()), false)
}

/// The ledger of the folder at hand, with a clock where it is not open yet.
pub fn to_write(
    context: &Context,
    folder: &Folder,
    clock: Arc<dyn Clock>,
    accept_clock: bool,
) -> Result<AtHand<Ledger>, Failure> {
    match &context.place {
        Place::Open(house) => Ok(AtHand::Kept(Arc::clone(&house.ledger))),
        Place::Folder(_) => with_clock(context, folder, clock, accept_clock).map(AtHand::Own),
    }
}

/// Opens the ledger of a folder with a clock.
pub fn with_clock(
    context: &Context,
    folder: &Folder,
    clock: Arc<dyn Clock>,
    accept_clock: bool,
) -> Result<Ledger, Failure> {
    let setup = Setup { clock, secret: request_secret(&folder.keys())?, accept_clock };
    let opening = context.pick("opening", "membuka");
    let ledger = context.watched(opening, |progress| Ledger::open(folder, setup, progress));
    let ledger = ledger.map_err(Failure::io)?;
    if ledger.cut_events() > 0 {
        context.note(&said!(
            "note: {} events of an unfinished last batch were cut; nobody was told that they were \
             recorded",
            "catatan: {} kejadian dari kelompok terakhir yang belum selesai dipotong; tidak ada \
             yang diberi tahu bahwa itu tercatat",
            ledger.cut_events()
        ));
    }
    Ok(ledger)
}

/// The second ledger, to be read, where there is one: opened, or that of the server.
pub fn second(context: &Context, folder: &Folder) -> Result<Option<AtHand<Ledger>>, Failure> {
    let found = match &context.place {
        Place::Folder(_) => {
            second::open(folder, Arc::new(SystemClock::default())).map(|it| it.map(AtHand::Own))
        }
        Place::Open(house) => house.ledger.beside().map(|it| it.map(AtHand::Kept)),
    };
    found.map_err(|error| Failure::Io(errors::said(&error)))
}

/// Records acts in the second ledger. What cannot be recorded must not be done.
pub fn oversee(ledger: &Ledger, acts: Vec<Event>) -> Result<(), Failure> {
    ledger.oversee(acts).map_err(Failure::io)
}

/// Records that somebody administered, before it is done; in a folder of which nobody has the ledger
/// open, it is opened for that.
pub fn oversee_act(
    context: &Context,
    folder: &Folder,
    act: impl Into<Event>,
) -> Result<(), Failure> {
    let ledger = ledger_of(context, folder)?;
    oversee(&ledger, vec![act.into()])?;
    ledger.close().map_err(Failure::io)
}

/// Records that something is taken out of the ledger as a file, before it is.
pub fn oversee_export(
    context: &Context,
    ledger: &Ledger,
    account: Option<u64>,
    (what, format): (&str, &str),
    rows: u64,
    named: bool,
) -> Result<(), Failure> {
    let made = ExportMade {
        account: context.actor(account).account.0,
        what: what.parse().map_err(Failure::io)?,
        format: format.parse().map_err(Failure::io)?,
        size: ledger.head().size,
        rows,
        named,
    };
    oversee(ledger, vec![Event::from(made)])
}

/// Records the head of the second ledger, where a day has begun since the last time. An account
/// that may not record it keeps nobody from going on: it is told, and the next one does.
pub fn seal_daily(context: &Context, ledger: &Ledger, account: Option<u64>) -> Result<(), Failure> {
    if matches!(context.place, Place::Open(_)) {
        // Whoever keeps the ledger open does it.
        return Ok(());
    }
    match ledger.seal_second(operator(account), Seal::Daily) {
        Ok(_) => Ok(()),
        Err(error @ SecondError::Main(WriteError::Refused(_))) => {
            let why = errors::said(&error);
            context.note(&said!(with why; "note: {why}", "catatan: {why}"));
            Ok(())
        }
        Err(error) => Err(Failure::io(error)),
    }
}

/// The secret behind request ids; drawn at the first start.
fn request_secret(keys: &Path) -> Result<RequestSecret, Failure> {
    let path = keys.join("request.secret");
    match fs::read(&path) {
        Ok(bytes) => RequestSecret::from_file(&bytes).ok_or_else(|| {
            Failure::Io(said!(
                "{}: expected a secret of 32 bytes and their checksum, found {} damaged bytes; put \
                 it back from a backup, or remove it: then requests that were answered before are \
                 recorded again when they are repeated",
                "{}: seharusnya rahasia 32 bita dan jumlah periksanya, ditemukan {} bita rusak; \
                 kembalikan dari cadangan, atau hapus: maka permintaan yang sudah dijawab tercatat \
                 lagi bila diulang",
                path.display(),
                bytes.len()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret = RequestSecret::new(random_bytes());
            fs::create_dir_all(keys).map_err(Failure::io)?;
            write_secret(&path, &secret).map_err(Failure::io)?;
            Ok(secret)
        }
        Err(error) => Err(Failure::Io(errors::said(&error).after(path.display()))),
    }
}

/// Writes a new secret file, for its owner alone.
pub fn write_secret(path: &Path, secret: &RequestSecret) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(&secret.to_file())?;
    file.sync_all()
}
