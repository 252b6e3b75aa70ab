//! The read state: what questions are answered from. The same fold as the guard's, and beside it
//! what only readers need: cells, trails, flags, request ids.

use jejak_events::envelope::RequestId;
use jejak_events::{Date, Recorded, Tag};
use rustc_hash::FxHashMap;

use crate::cells::Cells;
use crate::posting::Postings;
use crate::state::State;
use crate::trail::Trails;

/// Code of a rule, six characters.
pub type FlagCode = [u8; 6];

/// The read state.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Reading {
    /// The state that rules would decide on.
    pub state: State,
    /// Balances by context.
    pub cells: Cells,
    /// Which events are about what.
    pub trails: Trails,
    /// Flags in the order of events.
    pub flags: Vec<(u64, FlagCode)>,
    /// First sequence number of each request, by a 64-bit part of its id.
    pub requests: FxHashMap<u64, u64>,
}

/// What a fold leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// Money and counts of facts after this day do not count: what was true on that day, as far
    /// as the ledger knows today.
    pub as_of: Option<Date>,
    /// Do not build trails: a rebuild of balances alone.
    pub balances_only: bool,
}

/// Buffers that the fold uses again and again.
#[derive(Debug, Default)]
pub struct Scratch {
    post: Postings,
    tags: Vec<Tag>,
}

impl Reading {
    /// Applies one event.
    pub fn apply(&mut self, fact: &Recorded, scope: Scope, scratch: &mut Scratch) {
        scratch.post.clear();
        self.state.apply(fact, &mut scratch.post);
        let day = fact.envelope.occurred_on;
        if scope.as_of.is_none_or(|as_of| day <= as_of) {
            let closed = self.state.accountability.closed_until();
            let historical = fact.envelope.historical.is_some();
            self.cells.add(&scratch.post, day, closed, historical);
        }
        if scope.balances_only {
            return;
        }
        self.state.about(fact, &mut scratch.tags);
        self.trails.add(fact.seq, &scratch.tags);
        if fact.envelope.batch_index == 0 {
            self.requests.insert(request_key(fact.envelope.request_id), fact.seq);
        }
    }

    /// Notes that an event was flagged.
    pub fn flag(&mut self, seq: u64, code: &str) {
        let mut bytes = [b' '; 6];
        bytes.iter_mut().zip(code.bytes()).for_each(|(slot, byte)| *slot = byte);
        self.flags.push((seq, bytes));
    }

    /// Forgets how to undo: called after each batch, because what is read is durable.
    pub fn settle(&mut self) {
        self.state.commit();
    }
}

/// The part of a request id that the memory of requests keeps.
pub fn request_key(id: RequestId) -> u64 {
    let (head, _) = id.0.split_at(8);
    head.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
