//! The second ledger: who looked, signed in, was refused, took something out or administered. It
//! lies in `second/` of the folder, and is a ledger as any other: same entries, chain, tree, store.
//!
//! Invariants:
//! - what is recorded is durable before the act it tells of is done; where it cannot be recorded,
//!   the act is not done;
//! - nothing switches it off: whoever opens the ledger of a folder has it, and it is made when the
//!   first act is to be recorded;
//! - a second ledger that is not the one whose head the main one recorded is not written to.
//!
//! Its one account is the program's own. Accounts of people belong to the main ledger, and are named
//! by number.
//!
//! Not here: which kinds stand in it (`jejak_projections::oversight`), its verification
//! ([`crate::proof::verify`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jejak_events::access::AccountOpened;
use jejak_events::ids::{AccountRef, Bytes32, PersonId};
use jejak_events::integrity::{LedgerCreated, SecondLedgerHead};
use jejak_events::vocabulary::Authentication;
use jejak_events::{Event, Text, Timestamp, ZoneId};
use jejak_projections::integrity::{Meta, SecondHead};
use jejak_projections::oversight::SUFFIX;

use super::handle::Ledger;
use super::identity::{RequestSecret, random_bytes};
use super::limits::EVENTS_PER_REQUEST_MAX;
use super::rules::RULESET;
use super::setup::Setup;
use super::{Actor, Clock, Draft, OpenError, Request, WriteError};
use crate::store::{Engine, EventStore, Folder, FolderError, ReadError};

mod error;
mod reading;
mod refused;
mod reveals;

pub use error::SecondError;
pub(super) use error::with_causes;
pub use reading::{Done, each, figures, open};
pub(super) use refused::of_refusal;
pub use reveals::{Leave, RevealLimits, Reveals, TOO_MANY, TooMany};

/// The account by which the program writes: its founding batch opens it.
const PROGRAM: Actor = Actor { account: AccountRef(1), authentication: Authentication::Local };

/// When the head of the second ledger goes into the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// When a day has begun since the last one.
    Daily,
    /// Whenever something is new: whoever kept the ledger open closes it.
    Closing,
}

/// What the main ledger says of itself, as far as the second one needs it.
#[derive(Debug, Clone)]
pub(super) struct Main {
    origin: String,
    zone: ZoneId,
    keys: Vec<Bytes32>,
    sealed: Option<SecondHead>,
    is_second: bool,
}

impl Main {
    /// Nothing before the main ledger is founded: there is nobody yet who could do anything.
    pub fn of(meta: &Meta) -> Option<Main> {
        (meta.size > 0).then(|| Main {
            origin: meta.origin.clone(),
            zone: meta.zone,
            keys: meta.checkpoint_keys.clone(),
            sealed: meta.second,
            is_second: meta.is_second(),
        })
    }

    /// Whether the main one is a second ledger that was opened by itself.
    pub fn is_second(&self) -> bool {
        self.is_second
    }
}

/// Opens a store that lies in no folder.
type Disk = Box<dyn Fn() -> Result<Box<dyn EventStore>, ReadError> + Send + Sync>;

/// Where it lies.
enum Place {
    Folder(PathBuf, Engine),
    Disk(Disk),
}

/// The second ledger of an open one. It is opened when the first act is to be recorded.
pub struct Second {
    place: Place,
    clock: Arc<dyn Clock>,
    opened: Mutex<Option<Arc<Ledger>>>,
}

impl Second {
    /// That of the main ledger in a folder.
    pub(super) fn beside(main: &Folder, clock: Arc<dyn Clock>) -> Second {
        let place = Place::Folder(main.second(), main.engine());
        Second { place, clock, opened: Mutex::new(None) }
    }

    /// One in a store, for ledgers that lie in no folder.
    pub fn on(
        disk: impl Fn() -> Result<Box<dyn EventStore>, ReadError> + Send + Sync + 'static,
        clock: Arc<dyn Clock>,
    ) -> Second {
        Second { place: Place::Disk(Box::new(disk)), clock, opened: Mutex::new(None) }
    }

    /// Records acts, all of them durable when it returns. Callers at the same time share commits.
    pub(super) fn record(&self, main: &Main, acts: Vec<Event>) -> Result<(), SecondError> {
        self.propose(main, acts, false)
    }

    fn propose(&self, main: &Main, acts: Vec<Event>, dry_run: bool) -> Result<(), SecondError> {
        if acts.is_empty() {
            return Ok(());
        }
        let ledger = self.open(main)?;
        let today = self.clock.now().date_in(main.zone);
        let mut drafts: Vec<Draft> = acts.into_iter().map(|act| Draft::new(today, act)).collect();
        while !drafts.is_empty() {
            let rest = drafts.split_off(drafts.len().min(EVENTS_PER_REQUEST_MAX));
            let drafts = std::mem::replace(&mut drafts, rest);
            let request = Request { dry_run, ..Request::new(PROGRAM, drafts) };
            if let Err(error) = ledger.propose(request) {
                self.reopen_after(&error);
                return Err(SecondError::Write(error));
            }
        }
        Ok(())
    }

    /// The head that is to be recorded in the main ledger now, if one is.
    pub(super) fn due(
        &self,
        main: &Main,
        seal: Seal,
        now: Timestamp,
    ) -> Result<Option<SecondLedgerHead>, SecondError> {
        let begun = |since: Timestamp| now.date_in(main.zone) > since.date_in(main.zone);
        let waits = seal == Seal::Daily && main.sealed.is_some_and(|last| !begun(last.recorded_at));
        if main.is_second || waits || (main.sealed.is_none() && !self.exists()) {
            return Ok(None);
        }
        let ledger = self.open(main)?;
        let head = ledger.head();
        let founded = ledger.event(0)?.map_or(now, |first| first.recorded_at);
        let due = match (seal, main.sealed) {
            (Seal::Daily, Some(_)) => true,
            (Seal::Daily, None) => begun(founded),
            (Seal::Closing, last) => head.size > last.map_or(0, |last| last.size),
        };
        Ok(due.then(|| {
            ledger.read(|folded| SecondLedgerHead {
                size: folded.head.size,
                chain_hash: Bytes32(folded.head.hash.0),
                tree_root: Bytes32(folded.tree.root().0),
            })
        }))
    }

    /// Closes it, if it was opened.
    pub(super) fn close(&self) -> Result<(), WriteError> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner).take();
        opened.and_then(Arc::into_inner).map_or(Ok(()), Ledger::close)
    }

    /// Whether an act was ever recorded, as far as can be seen without opening anything.
    fn exists(&self) -> bool {
        match &self.place {
            Place::Folder(path, _) => path.exists(),
            Place::Disk(_) => self.opened.lock().is_ok_and(|opened| opened.is_some()),
        }
    }

    /// What is stored is known only after opening again, so that is what the next act does.
    fn reopen_after(&self, error: &WriteError) {
        if matches!(error, WriteError::Stopped(_)) {
            self.opened.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    fn open(&self, main: &Main) -> Result<Arc<Ledger>, SecondError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ledger) = &*opened {
            return Ok(Arc::clone(ledger));
        }
        let ledger = match &self.place {
            Place::Folder(path, engine) => self.open_folder(path, *engine, main)?,
            Place::Disk(open) => Ledger::over(open()?, self.setup())?,
        };
        if ledger.head().size == 0 && main.sealed.is_none() {
            self.found(&ledger, main)?;
        }
        continues(&ledger, main)?;
        Ok(Arc::clone(opened.insert(Arc::new(ledger))))
    }

    fn open_folder(&self, path: &Path, engine: Engine, main: &Main) -> Result<Ledger, SecondError> {
        let folder = if path.exists() {
            Folder::open(path)?
        } else if let Some(sealed) = main.sealed {
            return Err(SecondError::Missing { path: path.to_owned(), size: sealed.size });
        } else {
            create(path, engine)?
        };
        Ok(Ledger::alone_in(&folder, self.setup())?)
    }

    fn found(&self, ledger: &Ledger, main: &Main) -> Result<(), SecondError> {
        let now = self.clock.now();
        let origin = format!("{}{SUFFIX}", main.origin);
        let origin: Text = origin.parse().map_err(|_| SecondError::Origin(origin))?;
        let created = LedgerCreated {
            ledger_id: Bytes32(random_bytes()),
            origin,
            zone: main.zone,
            checkpoint_keys: main.keys.clone(),
            ruleset: RULESET,
            created_at: now,
        };
        let program = AccountOpened { person: PersonId(random_bytes()), organisation: None };
        let today = now.date_in(main.zone);
        let drafts = vec![Draft::new(today, created), Draft::new(today, program)];
        let actor = Actor { account: AccountRef::in_batch(1), ..PROGRAM };
        ledger.propose(Request::new(actor, drafts)).map(drop).map_err(SecondError::Write)
    }

    /// A pause of months is nothing remarkable here: consent to the clock is recorded by itself.
    fn setup(&self) -> Setup {
        Setup {
            clock: Arc::clone(&self.clock),
            secret: RequestSecret::new(random_bytes()),
            accept_clock: true,
        }
    }
}

/// Makes the folder beside its place and moves it there: what was interrupted is made anew, and it is
/// never seen unfinished.
fn create(path: &Path, engine: Engine) -> Result<Folder, SecondError> {
    let fresh = path.with_extension("new");
    let failed = |source| SecondError::Io { path: fresh.clone(), source };
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(failed)?;
    }
    Folder::create(&fresh, engine)?.moved(path).map_err(failed)
}

/// The main ledger recorded a head: a second ledger that does not continue it is another one.
fn continues(ledger: &Ledger, main: &Main) -> Result<(), SecondError> {
    let Some(sealed) = main.sealed else { return Ok(()) };
    let size = ledger.head().size;
    let same = size >= sealed.size && ledger.head_at(sealed.size)?.hash.0 == sealed.chain_hash.0;
    if same { Ok(()) } else { Err(SecondError::Replaced { expected: sealed.size, found: size }) }
}

impl Ledger {
    /// Records acts in the second ledger: to be called before what they tell of is done, which must
    /// not be done when this fails. All are durable when it returns.
    pub fn oversee(&self, acts: Vec<Event>) -> Result<(), SecondError> {
        let main = self.read(|folded| Main::of(folded.reading.state.integrity.meta()));
        let (Some(second), Some(main)) = (self.second(), main) else { return Ok(()) };
        // A second ledger that is opened by itself has no third.
        if main.is_second { Ok(()) } else { second.record(&main, acts) }
    }

    /// What the rules of the second ledger say of acts that are not recorded yet.
    pub fn would_oversee(&self, acts: Vec<Event>) -> Result<(), SecondError> {
        let main = self.read(|folded| Main::of(folded.reading.state.integrity.meta()));
        let (Some(second), Some(main)) = (self.second(), main) else { return Ok(()) };
        if main.is_second { Ok(()) } else { second.propose(&main, acts, true) }
    }

    /// The second ledger, to be read beside this open one. None where nothing was ever done that it
    /// tells of.
    pub fn beside(&self) -> Result<Option<Arc<Ledger>>, SecondError> {
        let main = self.read(|folded| Main::of(folded.reading.state.integrity.meta()));
        let (Some(second), Some(main)) = (self.second(), main) else { return Ok(None) };
        if main.is_second || !second.exists() { Ok(None) } else { second.open(&main).map(Some) }
    }

    /// Records the head of the second ledger in this one, if it is due. To be called daily and at
    /// the end by whoever keeps the ledger open, and at the beginning by whoever opens it to write.
    pub fn seal_second(&self, actor: Actor, seal: Seal) -> Result<bool, SecondError> {
        let main = self.read(|folded| Main::of(folded.reading.state.integrity.meta()));
        let (Some(second), Some(main)) = (self.second(), main) else { return Ok(false) };
        let now = second.clock.now();
        let Some(head) = second.due(&main, seal, now)? else { return Ok(false) };
        let draft = Draft::new(now.date_in(main.zone), head);
        self.record(Request::new(actor, vec![draft])).map_err(SecondError::Main)?;
        Ok(true)
    }
}
