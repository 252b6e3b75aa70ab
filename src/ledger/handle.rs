//! The ledger as the rest of the program sees it: propose, read, and the life of its folder.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, unbounded};
use jejak_events::{ChainHash, Head, LeafHash, RawEntry, Recorded};
use jejak_projections::{Reading, Scratch};

use super::batches::end_of_last_batch;
use super::draft::Request;
use super::limits::{QUEUE_MAX, SNAPSHOT_EVERY};
use super::observer::Observer;
use super::replay::{Folded, Options};
use super::second::Second;
use super::setup::Setup;
use super::warrant::Warrant;
use super::writer::{Commit, Submission, Writer};
use super::{OpenError, Receipt, WriteError, snapshot, upkeep};
use crate::store::{AppendError, EventStore, Folder, ReadError, open_second_store, open_store};

/// What the writer, the reader thread and all handles share.
pub(super) struct Shared {
    pub store: Box<dyn EventStore>,
    pub second: Option<Second>,
    folded: RwLock<Folded>,
    /// Durable head; readers may lag behind it for a moment.
    durable: Mutex<Head>,
    /// Durable size after the last batch in which an account or a role changed.
    access_changed: AtomicU64,
    /// Size that the read state has reached.
    read_size: Mutex<u64>,
    read_advanced: Condvar,
    stopped: Mutex<Option<String>>,
    accept_clock: AtomicBool,
    /// Who hears of the writer's commits.
    pub observer: OnceLock<Arc<dyn Observer>>,
}

/// A poisoned lock means that a thread panicked while it held it; its data is still what the last
/// whole step left, and refusing to read it would turn one bug into a dead ledger.
fn whole<T>(result: Result<T, PoisonError<T>>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub fn reading(&self) -> impl std::ops::Deref<Target = Reading> + '_ {
        ReadingGuard(whole(self.folded.read()))
    }

    pub fn durable(&self) -> Head {
        *whole(self.durable.lock())
    }

    pub fn set_durable(&self, head: Head) {
        *whole(self.durable.lock()) = head;
    }

    /// Tells that accounts or roles are others from this size on.
    pub fn access_changed(&self, size: u64) {
        self.access_changed.store(size, Ordering::Release);
    }

    /// Size that the read state has reached.
    pub fn read_size(&self) -> u64 {
        *whole(self.read_size.lock())
    }

    /// The read state, as far as it has come.
    pub fn folded(&self) -> RwLockReadGuard<'_, Folded> {
        whole(self.folded.read())
    }

    /// Waits until the read state holds at least `size` events, or the ledger stopped.
    pub fn catch_up(&self, size: u64) {
        let reached = whole(self.read_size.lock());
        let behind = |reached: &mut u64| *reached < size && self.check_running().is_ok();
        drop(whole(self.read_advanced.wait_while(reached, behind)));
    }

    /// Waits until the read state holds more than `size` events, the ledger stopped, or so long.
    pub fn wait_beyond(&self, size: u64, at_most: std::time::Duration) {
        let reached = whole(self.read_size.lock());
        let still = |reached: &mut u64| *reached <= size && self.check_running().is_ok();
        drop(whole(self.read_advanced.wait_timeout_while(reached, at_most, still)));
    }

    pub fn check_running(&self) -> Result<(), WriteError> {
        match &*whole(self.stopped.lock()) {
            Some(why) => Err(WriteError::Stopped(why.clone())),
            None => Ok(()),
        }
    }

    /// Stops the writer for good: what is stored is not known.
    pub fn stop(&self, error: &AppendError) -> WriteError {
        let why = error.to_string();
        *whole(self.stopped.lock()) = Some(why.clone());
        self.read_advanced.notify_all();
        WriteError::Stopped(why)
    }

    pub fn accepts_clock(&self) -> bool {
        self.accept_clock.load(Ordering::Relaxed)
    }

    /// Reads facts from `from` on until `visit` has enough.
    pub fn read_facts(
        &self,
        from: u64,
        mut visit: impl FnMut(Recorded) -> bool,
    ) -> Result<(), ReadError> {
        let mut failed = None;
        self.store.read(from..self.durable().size, &mut |block| {
            for (seq, entry) in block.iter() {
                let fact = match Recorded::parse(entry) {
                    Ok(fact) => fact,
                    Err(error) => {
                        failed = Some(ReadError::Corrupt { seq, what: error.to_string() });
                        return false;
                    }
                };
                if !visit(fact) {
                    return false;
                }
            }
            true
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// The head that the ledger had at a size.
    pub fn head_at(&self, size: u64) -> Result<Head, ReadError> {
        let Some(last) = size.checked_sub(1) else { return Ok(Head::EMPTY) };
        let mut hash = None;
        self.store.read(last..size, &mut |block| {
            hash = block.iter().find(|(seq, _)| *seq == last).map(|(_, e)| ChainHash::of(e));
            false
        })?;
        let missing = || ReadError::Corrupt { seq: last, what: "the entry is missing".to_owned() };
        Ok(Head { size, hash: hash.ok_or_else(missing)? })
    }

    /// Applies durable commits to the read state, in order, until the writer is gone.
    fn follow(&self, commits: &Receiver<Commit>) {
        let mut scratch = Scratch::default();
        while let Ok(commit) = commits.recv() {
            let mut folded = whole(self.folded.write());
            for (fact, (seq, entry)) in commit.facts.iter().zip(commit.block.iter()) {
                if fact.envelope.batch_index == 0
                    && let Ok(raw) = RawEntry::parse(entry)
                {
                    folded.reading.state.begin_batch(seq, raw.prev);
                }
                folded.reading.apply(fact, Options::LIVE.scope, &mut scratch);
                folded.tree.append(LeafHash::of(entry));
            }
            for flag in &commit.flags {
                folded.reading.flag(flag.seq, flag.rule.code);
            }
            folded.head = commit.block.head().unwrap_or(folded.head);
            let size = folded.head.size;
            drop(folded);
            *whole(self.read_size.lock()) = size;
            self.read_advanced.notify_all();
        }
    }
}

struct ReadingGuard<'a>(RwLockReadGuard<'a, Folded>);

impl std::ops::Deref for ReadingGuard<'_> {
    type Target = Reading;
    fn deref(&self) -> &Reading {
        &self.0.reading
    }
}

/// Too many requests wait for the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many requests wait for the ledger; send it again in a moment")]
pub struct Busy;

fn gone() -> WriteError {
    WriteError::Stopped("the writer is gone".to_owned())
}

/// An open ledger. Cheap to share by reference between threads.
pub struct Ledger {
    shared: Arc<Shared>,
    requests: Option<Sender<Submission>>,
    threads: Vec<JoinHandle<()>>,
    /// Dropped to end the thread that looks after the store.
    upkeep: Option<Sender<()>>,
    snapshots: Option<std::path::PathBuf>,
    /// Size at which the newest snapshot was taken.
    snapshot_size: u64,
    /// Events of an unfinished last batch that were cut at start: never answered.
    cut: u64,
    /// What may be proposed through this handle; everything where there is none.
    warrant: Option<Arc<dyn Warrant>>,
}

impl Ledger {
    /// Opens the ledger of a folder: newest trusted snapshot, then the tail. Beside it lies its
    /// second ledger; a copy, in which nothing can be done, has none.
    pub fn open(
        folder: &Folder,
        setup: Setup,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Ledger, OpenError> {
        let second = Second::beside(folder, Arc::clone(&setup.clock));
        let second = (!folder.is_copy()).then_some(second);
        Ledger::in_folder(folder, open_store(folder)?, second, setup, progress)
    }

    /// Opens the ledger of a folder that has no second one: a second ledger itself.
    pub(super) fn alone_in(folder: &Folder, setup: Setup) -> Result<Ledger, OpenError> {
        Ledger::in_folder(folder, open_second_store(folder)?, None, setup, &mut |_, _| {})
    }

    fn in_folder(
        folder: &Folder,
        store: Box<dyn EventStore>,
        second: Option<Second>,
        setup: Setup,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Ledger, OpenError> {
        let snapshots = folder.snapshots();
        let folded = snapshot::newest(&snapshots, &*store);
        Ledger::start(store, second, folded, setup, Some(snapshots), progress)
    }

    /// Opens a ledger over a store, from entry 0. It lies in no folder, and has no second one.
    pub fn over(store: Box<dyn EventStore>, setup: Setup) -> Result<Ledger, OpenError> {
        Ledger::start(store, None, Folded::default(), setup, None, &mut |_, _| {})
    }

    /// The same with a second ledger.
    pub fn over_both(
        store: Box<dyn EventStore>,
        second: Second,
        setup: Setup,
    ) -> Result<Ledger, OpenError> {
        Ledger::start(store, Some(second), Folded::default(), setup, None, &mut |_, _| {})
    }

    fn start(
        store: Box<dyn EventStore>,
        second: Option<Second>,
        mut folded: Folded,
        setup: Setup,
        snapshots: Option<std::path::PathBuf>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Ledger, OpenError> {
        let stored = store.head().size;
        let whole_size = end_of_last_batch(&*store, stored)?;
        if whole_size < stored {
            store.truncate_tail(whole_size)?;
        }
        let snapshot_size = folded.head.size;
        let mut done = snapshot_size;
        folded.replay(&*store, snapshot_size..whole_size, Options::LIVE, &mut |more| {
            done += more;
            progress(done, whole_size);
        })?;
        let head = folded.head;
        let shared = Arc::new(Shared {
            store,
            second,
            read_size: Mutex::new(head.size),
            folded: RwLock::new(folded),
            durable: Mutex::new(head),
            access_changed: AtomicU64::new(head.size),
            read_advanced: Condvar::new(),
            stopped: Mutex::new(None),
            accept_clock: AtomicBool::new(setup.accept_clock),
            observer: OnceLock::new(),
        });
        let (requests, inbox) = bounded(QUEUE_MAX);
        let (commits, durable) = unbounded();
        let writer = Writer::new(Arc::clone(&shared), setup.secret, setup.clock, commits);
        let (reader, keeper) = (Arc::clone(&shared), Arc::clone(&shared));
        let (upkeep, ended) = bounded(0);
        let threads = vec![
            thread("jejak-writer", move || writer.run(&inbox)),
            thread("jejak-reader", move || reader.follow(&durable)),
            thread("jejak-upkeep", move || upkeep::run(&*keeper.store, &ended)),
        ];
        let (cut, requests, upkeep) = (stored - whole_size, Some(requests), Some(upkeep));
        let warrant = None;
        Ok(Ledger { shared, requests, threads, upkeep, snapshots, snapshot_size, cut, warrant })
    }

    /// Another handle of the same ledger, through which only what a warrant allows can be proposed.
    /// Closing it closes nothing; the ledger itself ends after the last of them was dropped.
    #[must_use]
    pub fn under(&self, warrant: Arc<dyn Warrant>) -> Ledger {
        Ledger {
            shared: Arc::clone(&self.shared),
            requests: self.requests.clone(),
            threads: Vec::new(),
            upkeep: None,
            snapshots: self.snapshots.clone(),
            snapshot_size: self.snapshot_size,
            cut: 0,
            warrant: Some(warrant),
        }
    }

    fn permit(&self, request: &Request) -> Result<(), WriteError> {
        let Some(warrant) = &self.warrant else { return Ok(()) };
        let allowed = warrant.allows(&self.shared.reading().state, &request.drafts);
        allowed.map_err(WriteError::Unwarranted)
    }

    /// Proposes events and waits until they are durable, refused, or not stored.
    pub fn propose(&self, request: Request) -> Result<Receipt, WriteError> {
        self.permit(&request)?;
        self.record(request)
    }

    /// The same for what the program records of itself, which no warrant speaks of.
    pub(super) fn record(&self, request: Request) -> Result<Receipt, WriteError> {
        let (answer, answered) = bounded(1);
        let requests = self.requests.as_ref().ok_or_else(gone)?;
        // A client that went away does not want the answer.
        let answer = Box::new(move |outcome| drop(answer.send(outcome)));
        requests.send(Submission { request, answer }).map_err(|_| gone())?;
        answered.recv().map_err(|_| gone())?
    }

    /// Proposes events without waiting; `answer` is called when they are durable, refused, or not
    /// stored, on the writer's thread, so it must not wait for anything itself.
    ///
    /// # Errors
    ///
    /// [`Busy`] when [`QUEUE_MAX`] requests wait already; nothing was taken then, and `answer` is never
    /// called. Where the writer is gone the answer says so.
    pub fn submit(
        &self,
        request: Request,
        answer: impl FnOnce(Result<Receipt, WriteError>) + Send + 'static,
    ) -> Result<(), Busy> {
        if let Err(error) = self.permit(&request) {
            answer(Err(error));
            return Ok(());
        }
        let Some(requests) = &self.requests else {
            answer(Err(gone()));
            return Ok(());
        };
        match requests.try_send(Submission { request, answer: Box::new(answer) }) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_)) => Err(Busy),
            Err(TrySendError::Disconnected(submission)) => {
                (submission.answer)(Err(gone()));
                Ok(())
            }
        }
    }

    /// Requests that wait for the writer.
    pub fn waiting(&self) -> usize {
        self.requests.as_ref().map_or(0, Sender::len)
    }

    /// Whether it still takes writes; else why not.
    pub fn check_running(&self) -> Result<(), WriteError> {
        self.shared.check_running()
    }

    /// Waits until the durable head is beyond a size and readers see it, at most so long; the head
    /// that readers see.
    pub fn wait_beyond(&self, size: u64, at_most: std::time::Duration) -> Head {
        self.shared.wait_beyond(size, at_most);
        self.read(|folded| folded.head)
    }

    /// The durable head.
    pub fn head(&self) -> Head {
        self.shared.durable()
    }

    /// Durable size after the last batch in which an account or a role changed, or at which it was
    /// opened. What was found of them since holds as long as this stays the same; whoever was
    /// answered that a change is recorded sees another value.
    pub fn access_changed_at(&self) -> u64 {
        self.shared.access_changed.load(Ordering::Acquire)
    }

    /// The head that the ledger had at a size.
    pub fn head_at(&self, size: u64) -> Result<Head, ReadError> {
        self.shared.head_at(size)
    }

    /// The read state, caught up with the durable head of this moment.
    pub fn read<T>(&self, question: impl FnOnce(&Folded) -> T) -> T {
        self.shared.catch_up(self.head().size);
        let folded = whole(self.shared.folded.read());
        question(&folded)
    }

    /// The entry with a sequence number, as stored.
    pub fn entry(&self, seq: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let mut found = None;
        if seq < self.head().size {
            self.shared.store.read(seq..seq + 1, &mut |block| {
                found = block.iter().find(|(at, _)| *at == seq).map(|(_, entry)| entry.to_vec());
                false
            })?;
        }
        Ok(found)
    }

    /// The event with a sequence number.
    pub fn event(&self, seq: u64) -> Result<Option<Recorded>, ReadError> {
        let Some(entry) = self.entry(seq)? else { return Ok(None) };
        let corrupt = |error: jejak_events::entry::EntryError| ReadError::Corrupt {
            seq,
            what: error.to_string(),
        };
        Recorded::parse(&entry).map(Some).map_err(corrupt)
    }

    /// The store beneath.
    pub fn store(&self) -> &dyn EventStore {
        &*self.shared.store
    }

    /// Events of an unfinished last batch that were cut at start; they were never answered.
    pub fn cut_events(&self) -> u64 {
        self.cut
    }

    /// What all handles share.
    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The second ledger, if there is a place for one.
    pub(super) fn second(&self) -> Option<&Second> {
        self.shared.second.as_ref()
    }

    /// Where snapshots are, if anywhere.
    pub(super) fn snapshots(&self) -> Option<&std::path::Path> {
        self.snapshots.as_deref()
    }

    /// Writes a snapshot of the read state now.
    pub fn snapshot(&self) -> std::io::Result<()> {
        let Some(folder) = &self.snapshots else { return Ok(()) };
        self.read(|folded| snapshot::write(folder, folded))
    }

    /// Ends the threads, writes a snapshot when the tail got long, syncs and closes the store.
    pub fn close(mut self) -> Result<(), WriteError> {
        if self.warrant.is_some() {
            return Ok(());
        }
        self.end_threads();
        let size = self.head().size;
        let due = size.saturating_sub(self.snapshot_size) >= SNAPSHOT_EVERY;
        if due && self.shared.check_running().is_ok() {
            // A snapshot only saves time at the next start; without one nothing is lost.
            let _ = self.snapshot();
        }
        // Nor is anything lost when small frames stay as they are.
        let _ = self.shared.store.tidy();
        // What was recorded in the second ledger is durable; closing it saves time at its start.
        let _ = self.second().map(Second::close);
        self.shared.store.close().map_err(|error| WriteError::NotStored(error.to_string()))
    }

    fn end_threads(&mut self) {
        (self.requests, self.upkeep) = (None, None);
        for thread in self.threads.drain(..) {
            // A panic of the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.end_threads();
    }
}

/// A thread with a name that tools show.
fn thread(name: &str, run: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let named = std::thread::Builder::new().name(name.to_owned());
    named.spawn(run).expect("the operating system gives three threads")
}
