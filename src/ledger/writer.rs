//! The single writer: it orders requests, judges them, seals them, makes them durable together,
//! and answers. A failed flush is final: the writer stops and says so.

use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender};
use jejak_events::envelope::RequestId;
use jejak_events::integrity::ClockGapAccepted;
use jejak_events::{Area, Event, Head, Recorded, Tag, Timestamp};
use jejak_projections::State;
use jejak_projections::reading::request_key;
use rustc_hash::FxHashMap;

use super::clock::Clock;
use super::guard::{Guard, Sealed, require};
use super::handle::Shared;
use super::identity::{RequestSecret, same_request};
use super::limits::*;
use super::observer::Committed;
use super::refusal::{Figures, Flag, Refusal};
use super::rules::request;
use super::second::{Main, of_refusal, with_causes};
use super::{Condition, Draft, Receipt, Request, WriteError};
use crate::store::{AppendError, Block};

/// A request on its way, and where its answer goes.
pub(super) struct Submission {
    pub request: Request,
    pub answer: Answerer,
}

/// Takes the answer to a request; called once, on the writer's thread, so it must not wait.
pub(super) type Answerer = Box<dyn FnOnce(Answer) + Send>;

/// A durable commit on its way to the read state.
pub(super) struct Commit {
    pub facts: Vec<Recorded>,
    pub flags: Vec<Flag>,
    pub block: Block,
}

/// The writer's own things; it runs on a thread of its own.
pub(super) struct Writer {
    shared: Arc<Shared>,
    guard: Guard,
    secret: RequestSecret,
    clock: Arc<dyn Clock>,
    commits: Sender<Commit>,
    /// First sequence number of each request, by a 64-bit part of its id: the writer's own, so
    /// that it never waits for the readers' lock.
    requests: FxHashMap<u64, u64>,
    /// Difference between civil and monotonic time when last looked at, in microseconds.
    clock_offset: Option<i64>,
}

/// What a client is told.
pub(super) type Answer = Result<Receipt, WriteError>;

/// What is being made durable together.
#[derive(Default)]
struct Group {
    block: Block,
    facts: Vec<Recorded>,
    flags: Vec<Flag>,
    answers: Vec<(Answerer, Answer)>,
    /// What the second ledger is to record of refusals, each with the place of its answer.
    refused: Vec<(usize, Event)>,
}

impl Group {
    /// Adds what was sealed; the only request of a group, a large one, is not copied.
    fn add(&mut self, sealed: Sealed) {
        if self.facts.is_empty() {
            self.facts = sealed.facts;
        } else {
            self.facts.extend(sealed.facts);
        }
        self.flags.extend(sealed.flags);
    }
}

impl Writer {
    /// A writer that has no state of its own yet: a process that only reads never makes one.
    pub fn new(
        shared: Arc<Shared>,
        secret: RequestSecret,
        clock: Arc<dyn Clock>,
        commits: Sender<Commit>,
    ) -> Writer {
        let guard = Guard::new(State::default(), Head::EMPTY);
        let requests = FxHashMap::default();
        Writer { shared, guard, secret, clock, commits, requests, clock_offset: None }
    }

    /// Runs until every handle is gone.
    pub fn run(mut self, requests: &Receiver<Submission>) {
        let mut next = requests.recv();
        if next.is_ok() {
            self.start_over();
        }
        while let Ok(first) = next {
            let begun = Instant::now();
            let mut group =
                Group { block: Block::starting_at(self.guard.head().size), ..Group::default() };
            self.take(first, &mut group);
            while group.answers.len() < REQUESTS_PER_COMMIT_MAX
                && group.block.bytes().len() < BYTES_PER_COMMIT
            {
                match requests.try_recv() {
                    Ok(next) => self.take(next, &mut group),
                    Err(_) => break,
                }
            }
            self.finish(group, begun);
            next = requests.recv();
        }
    }

    fn take(&mut self, submission: Submission, group: &mut Group) {
        let Submission { request, answer } = submission;
        let (actor, dry_run) = (request.actor, request.dry_run);
        let outcome = self.decide(request, group);
        if let (Err(WriteError::Refused(refusal)), false) = (&outcome, dry_run) {
            let told = of_refusal(actor, refusal).map(|event| (group.answers.len(), event));
            group.refused.extend(told);
        }
        group.answers.push((answer, outcome));
    }

    /// Decides one request; what it seals goes to the end of the group's block.
    fn decide(&mut self, mut request: Request, group: &mut Group) -> Result<Receipt, WriteError> {
        self.shared.check_running()?;
        let count = request.drafts.len();
        if let Err(refusal) = key_fits(&request) {
            return Err(refused(refusal));
        }
        let id = self.secret.request_id(&request);
        if let Some(receipt) = self.answered_before(id, &request, group)? {
            return Ok(receipt);
        }
        let decided = self.preconditions(&request, group).and_then(|now| {
            self.accept_gap(&request, now, group)?;
            self.seal(&mut request, id, now, group).map(|sealed| (sealed, now))
        });
        match decided {
            Ok((sealed, now)) => {
                let receipt = Receipt {
                    first_seq: sealed.head.size - count as u64,
                    count: count as u64,
                    head: sealed.head,
                    recorded_at: now,
                    flags: sealed.flags.clone(),
                    repeated: false,
                };
                if !request.dry_run {
                    self.requests.insert(request_key(id), receipt.first_seq);
                    group.add(sealed);
                }
                Ok(receipt)
            }
            Err(refusal) => Err(refused(refusal)),
        }
    }

    /// Seals the drafts, which are taken out of the request.
    fn seal(
        &mut self,
        request: &mut Request,
        id: RequestId,
        now: Timestamp,
        group: &mut Group,
    ) -> Result<Sealed, Refusal> {
        let drafts = std::mem::take(&mut request.drafts);
        if request.dry_run {
            return self.guard.try_out(request.actor, drafts, now);
        }
        self.guard.seal(request.actor, id, drafts, now, &mut group.block)
    }

    /// Limits, condition and clock, in this order; gives the time to record.
    fn preconditions(&mut self, request: &Request, group: &Group) -> Result<Timestamp, Refusal> {
        let count = request.drafts.len();
        require(count > 0, &request::BATCH_EMPTY, 0, || Figures::field("drafts"))?;
        require(count <= EVENTS_PER_REQUEST_MAX, &request::BATCH_TOO_LONG, 0, || {
            Figures::expected("drafts", format_args!("at most {EVENTS_PER_REQUEST_MAX}"), count)
        })?;
        self.condition(&request.condition, group)?;
        self.time()
    }

    fn condition(&self, condition: &Condition, group: &Group) -> Result<(), Refusal> {
        match condition {
            Condition::Always => Ok(()),
            Condition::HeadIs(expected) => {
                let head = self.guard.head();
                require(head == *expected, &request::HEAD_MOVED, 0, || {
                    Figures::expected("if_head", head, expected)
                })
            }
            Condition::NothingNewUnder { tags, since } => {
                self.shared.catch_up(self.guard.head().size.min(self.shared.durable().size));
                let reading = self.shared.reading();
                let newest = |tag| reading.under(tag).last().copied();
                let durable = tags.iter().filter_map(newest).find(|seq| seq >= since);
                let found = durable.or_else(|| self.pending_under(tags, *since, group));
                require(found.is_none(), &request::TAGS_MOVED, 0, || {
                    Figures::expected("tags", format_args!("nothing from {since} on"), "an event")
                        .by(found.unwrap_or(0))
                })
            }
        }
    }

    /// The first event of this group that is new under one of the tags: sealed, not yet durable.
    fn pending_under(&self, tags: &[Tag], since: u64, group: &Group) -> Option<u64> {
        let mut new = group.facts.iter().filter(|fact| fact.seq >= since);
        new.find(|fact| self.guard.state().concerns(fact, tags)).map(|fact| fact.seq)
    }

    /// Records consent to a clock long after the last event, as a batch of its own before the
    /// request that was made under it.
    fn accept_gap(
        &mut self,
        request: &Request,
        now: Timestamp,
        group: &mut Group,
    ) -> Result<(), Refusal> {
        if request.dry_run || !self.shared.accepts_clock() {
            return Ok(());
        }
        let meta = self.guard.state().integrity.meta();
        let last_recorded_at = meta.recorded_at;
        let gap = now.micros().saturating_sub(last_recorded_at.micros());
        if meta.size == 0 || gap <= CLOCK_GAP_MAX_MICROS {
            return Ok(());
        }
        let event = ClockGapAccepted { last_recorded_at, accepted: now };
        let drafts = vec![Draft::new(now.date_in(meta.zone), event)];
        let id = self.secret.request_id(&Request::new(request.actor, Vec::new()));
        let sealed = self.guard.seal(request.actor, id, drafts, now, &mut group.block)?;
        group.add(sealed);
        Ok(())
    }

    /// recorded_at = max(now, previous), within the bounds of a sane clock.
    fn time(&mut self) -> Result<Timestamp, Refusal> {
        let now = self.clock.now();
        let previous = self.guard.state().integrity.meta().recorded_at;
        let behind = previous.micros().saturating_sub(now.micros());
        require(behind <= CLOCK_BEHIND_MAX_MICROS, &request::CLOCK_BEHIND, 0, || {
            Figures::expected("clock", format_args!("{previous} or later"), now)
        })?;
        let monotonic = i64::try_from(self.clock.monotonic().as_micros()).unwrap_or(i64::MAX);
        let offset = now.micros().saturating_sub(monotonic);
        let jump = self.clock_offset.map_or(0, |last| offset.saturating_sub(last).saturating_abs());
        require(jump <= CLOCK_JUMP_MAX_MICROS, &request::CLOCK_JUMPED, 0, || {
            Figures::expected(
                "clock",
                "a clock that runs evenly; set it right and start again",
                now,
            )
        })?;
        let started = self.clock_offset.is_some() || self.guard.head().size == 0;
        let gap = now.micros().saturating_sub(previous.micros());
        let consented = self.shared.accepts_clock();
        require(
            started || consented || gap <= CLOCK_GAP_MAX_MICROS,
            &request::CLOCK_GAP,
            0,
            || {
                Figures::expected(
                    "clock",
                    format_args!("within 30 days of {previous}, or --accept-clock"),
                    now,
                )
            },
        )?;
        self.clock_offset = Some(offset);
        Ok(now.max(previous))
    }

    /// The first receipt again, when the same request was recorded before.
    fn answered_before(
        &mut self,
        id: RequestId,
        request: &Request,
        group: &Group,
    ) -> Result<Option<Receipt>, WriteError> {
        let key = request_key(id);
        let Some(first_seq) = self.requests.get(&key).copied() else { return Ok(None) };
        let pending: Vec<Recorded> =
            group.facts.iter().filter(|fact| fact.envelope.request_id == id).cloned().collect();
        let stored = if pending.is_empty() { self.stored_batch(first_seq)? } else { pending };
        let Some(first) = stored.first().filter(|fact| fact.envelope.request_id == id) else {
            // Another id with the same 64 bits: not this request.
            return Ok(None);
        };
        let (recorded_at, count) = (first.recorded_at, stored.len() as u64);
        if !same_request(&stored, request) {
            let figures = Figures::expected("request_id", "the same drafts as before", "others");
            let refusal =
                Refusal { rule: &request::KEY_REUSED, draft: 0, figures: figures.by(first_seq) };
            return Err(refused(refusal));
        }
        let head = self.head_after(first_seq + count, group)?;
        Ok(Some(Receipt { first_seq, count, head, recorded_at, flags: Vec::new(), repeated: true }))
    }

    fn stored_batch(&self, first_seq: u64) -> Result<Vec<Recorded>, WriteError> {
        let mut facts: Vec<Recorded> = Vec::new();
        self.shared.read_facts(first_seq, |fact| {
            let more = fact.envelope.batch_index.saturating_add(1) < fact.envelope.batch_len;
            facts.push(fact);
            more
        })?;
        Ok(facts)
    }

    fn head_after(&self, size: u64, group: &Group) -> Result<Head, WriteError> {
        if let Some(at) = size.checked_sub(group.block.first_seq()).filter(|at| *at > 0) {
            let entry = group.block.entry(usize::try_from(at - 1).unwrap_or(usize::MAX));
            if let Some(entry) = entry {
                return Ok(Head { size, hash: jejak_events::ChainHash::of(entry) });
            }
        }
        Ok(self.shared.head_at(size)?)
    }

    /// Makes the group durable, hands it to the readers, and answers everybody in it. Refusals
    /// that depended on pending events are answered only now, too.
    fn finish(&mut self, group: Group, begun: Instant) {
        let Group { block, facts, flags, mut answers, refused } = group;
        self.oversee(refused, &mut answers);
        let judged = Instant::now();
        let stored = self.store(&block);
        self.tell(&stored, &block, answers.len(), (begun, judged));
        let durable = self.shared.durable().size;
        if stored.is_ok() && !block.is_empty() {
            if facts.iter().any(|fact| fact.event.kind().group() == Area::Access) {
                self.shared.access_changed(durable);
            }
            // Without a reader there is nobody left to answer questions, nor to hear this error.
            let _ = self.commits.send(Commit { facts, flags, block });
        }
        for (answer, outcome) in answers {
            let outcome = match (&stored, outcome) {
                // A repeated request may name a batch of this very group.
                (Err(error), Ok(receipt)) if receipt.head.size > durable => Err(error.clone()),
                (_, outcome) => outcome,
            };
            answer(outcome);
        }
    }

    /// Tells whoever observes what became of a group that had something to store.
    fn tell(
        &self,
        stored: &Result<(), WriteError>,
        block: &Block,
        requests: usize,
        (begun, judged): (Instant, Instant),
    ) {
        let Some(observer) = self.shared.observer.get().filter(|_| !block.is_empty()) else {
            return;
        };
        let events = block.head().map_or(0, |head| head.size.saturating_sub(block.first_seq()));
        match stored {
            Ok(()) => observer.committed(&Committed {
                requests,
                events,
                whole: begun.elapsed(),
                store: judged.elapsed(),
            }),
            Err(why) => observer.not_stored(why),
        }
    }

    /// Records the refusals of a group in the second ledger, in one commit. Where that cannot be,
    /// nobody is told what a rule found.
    fn oversee(&self, refused: Vec<(usize, Event)>, answers: &mut [(Answerer, Answer)]) {
        let main = Main::of(self.guard.state().integrity.meta());
        let (Some(second), Some(main)) = (&self.shared.second, main) else { return };
        if main.is_second() {
            // Whoever opened a second ledger by itself has no third.
            return;
        }
        let (places, acts): (Vec<usize>, Vec<Event>) = refused.into_iter().unzip();
        let Err(error) = second.record(&main, acts) else { return };
        let why = with_causes(&error);
        for place in places {
            if let Some((_, answer)) = answers.get_mut(place) {
                *answer = Err(WriteError::NotOverseen(why.clone()));
            }
        }
    }

    fn store(&mut self, block: &Block) -> Result<(), WriteError> {
        let Some(head) = block.head() else { return Ok(()) };
        let expected = self.shared.durable();
        match self.shared.store.append(expected, block) {
            Ok(()) => {
                self.shared.set_durable(head);
                Ok(())
            }
            // Surely not stored: the ledger goes on.
            Err(
                error @ (AppendError::DiskFull { .. }
                | AppendError::TooLarge { .. }
                | AppendError::Unavailable(_)),
            ) => {
                self.start_over();
                Err(match error {
                    AppendError::DiskFull { available, needed } => {
                        WriteError::DiskFull { available, needed }
                    }
                    error => WriteError::NotStored(error.to_string()),
                })
            }
            Err(error) => {
                let stopped = self.shared.stop(&error);
                Err(stopped)
            }
        }
    }

    /// Takes the state to decide from out of what is durable: at the first request, and when
    /// surely nothing of a group was stored.
    fn start_over(&mut self) {
        let durable = self.shared.durable();
        self.shared.catch_up(durable.size);
        let reading = self.shared.reading();
        self.guard = Guard::new(reading.state.clone(), durable);
        self.requests.clone_from(&reading.requests);
    }
}

/// The answer to a refused request.
fn refused(refusal: Refusal) -> WriteError {
    WriteError::Refused(Box::new(refusal))
}

/// Refuses an idempotency key that is empty or longer than [`KEY_BYTES_MAX`].
fn key_fits(request: &Request) -> Result<(), Refusal> {
    let length = request.key.as_ref().map_or(1, String::len);
    require((1..=KEY_BYTES_MAX).contains(&length), &request::KEY_LENGTH, 0, || {
        Figures::expected("request_id", format_args!("1 to {KEY_BYTES_MAX} bytes"), length)
    })
}
