//! What a question is asked of: a read state at one head, the day it is asked for, and the events
//! behind it.
//!
//! Checks, reports and work lists are pure functions of a [`View`]: the same view gives the same
//! bytes. Whoever holds the store hands in the events ([`Facts`]); nothing here reads a file.
//!
//! Not here: how a read state of another moment is made. That is a fold (`Scope`), asked for by
//! whoever holds the store.

use jejak_events::date::ZoneId;
use jejak_events::ids::Bytes32;
use jejak_events::{ChainHash, Date, Recorded, Timestamp};

use crate::reading::Reading;
use crate::said::Said;

/// Where a figure comes from: printed on everything that leaves, so that it can be checked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Number of events.
    pub size: u64,
    /// Chain hash of the last one.
    pub head: ChainHash,
    /// Merkle root over all of them.
    pub root: Bytes32,
    /// Ruleset in force.
    pub ruleset: u16,
    /// When the last event was recorded: the only time that is ever printed.
    pub recorded_at: Timestamp,
    /// Zone of the ledger's dates.
    pub zone: ZoneId,
    /// What was true on this day; the last day known where absent.
    pub as_of: Option<Date>,
}

impl Stamp {
    /// The day that ages and deadlines are counted to: the day asked for, else that of the last
    /// event. Never the machine's, so that the same ledger gives the same answer.
    pub fn today(&self) -> Date {
        self.as_of.unwrap_or_else(|| self.recorded_at.date_in(self.zone))
    }
}

/// Events by sequence number.
pub trait Facts {
    /// The event with a sequence number.
    fn fact(&self, seq: u64) -> Result<Recorded, Unanswered>;
}

/// A read state with what is needed to answer from it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// State, cells, trails, flags, as of the stamp.
    pub reading: &'a Reading,
    /// The events behind it.
    pub facts: &'a dyn Facts,
    /// Which head, which day.
    pub stamp: Stamp,
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// The question cannot be: names the field, what was expected, what was found, what to do.
    Wrong(Said),
    /// An event could not be read.
    Unreadable(Said),
}

impl View<'_> {
    /// The day that ages and deadlines are counted to.
    pub fn today(&self) -> Date {
        self.stamp.today()
    }
}
