//! A stream of valid drafts at any size: reference data first, then lists of recipients that go
//! the whole way from proposal to credit, under the real rules.
//!
//! Everything is a function of the position in the stream, so two runs propose the same events.
//! Drafts name earlier events by plain sequence number: the stream is the only writer.

mod list;
mod reference;

use std::collections::VecDeque;

use jejak::ledger::{Actor, Draft};
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Authentication;
use jejak_events::{Date, Timestamp};

use list::List;
pub use reference::Reference;

/// Rows of one list (proposal, decree, payment list) unless told otherwise.
pub const ROWS: u32 = 10_000;

/// What the stream looks like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Rows per list.
    pub rows: u32,
    /// Payments per recipient.
    pub tranches: u8,
    /// Whether the recipients use what was credited.
    pub used: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Shape { rows: ROWS, tranches: 1, used: false }
    }
}

/// The stream.
#[derive(Debug)]
pub struct Stream {
    shape: Shape,
    reference: Reference,
    ready: VecDeque<Draft>,
    /// Sequence number of the first draft that is not yet ready.
    next_seq: u64,
    lists: u64,
    list: Option<List>,
}

impl Stream {
    /// A stream from the founding batch on.
    pub fn new(shape: Shape) -> anyhow::Result<Stream> {
        let (reference, drafts) = Reference::new()?;
        let next_seq = drafts.len() as u64;
        Ok(Stream { shape, reference, ready: drafts.into(), next_seq, lists: 0, list: None })
    }

    /// Drafts of the founding batch, which must be proposed together and first.
    pub fn founding(&mut self) -> Vec<Draft> {
        let count = self.reference.founding;
        self.ready.drain(..count).collect()
    }

    /// The reference data that follows the founding batch.
    pub fn reference(&mut self) -> Vec<Draft> {
        self.ready.drain(..).collect()
    }

    /// The next `count` drafts.
    pub fn take(&mut self, count: usize) -> anyhow::Result<Vec<Draft>> {
        while self.ready.len() < count {
            self.prepare()?;
        }
        Ok(self.ready.drain(..count).collect())
    }

    /// Everything up to the first credit of the list that is under way, or of the next one.
    pub fn until_credits(&mut self) -> anyhow::Result<Vec<Draft>> {
        loop {
            let found = self
                .ready
                .iter()
                .position(|draft| matches!(draft.event, jejak_events::Event::PaymentCredited(_)));
            match found {
                Some(count) => return self.take(count),
                None => self.prepare()?,
            }
        }
    }

    fn prepare(&mut self) -> anyhow::Result<()> {
        let mut list = match self.list.take() {
            Some(list) => list,
            None => {
                self.lists += 1;
                List::new(self.lists - 1, self.shape)
            }
        };
        let drafts = list.section(&self.reference, self.next_seq)?;
        self.next_seq += drafts.len() as u64;
        self.ready.extend(drafts);
        self.list = (!list.is_over()).then_some(list);
        Ok(())
    }
}

/// Who brings in the drafts: the account that the founding batch opens.
pub fn actor() -> Actor {
    Actor { account: AccountRef(1), authentication: Authentication::Import }
}

/// The day on which everything happens: a Monday.
pub fn day() -> anyhow::Result<Date> {
    Date::from_ymd(2026, 6, 15).ok_or_else(|| anyhow::anyhow!("no such day"))
}

/// What the clock shows when a bench starts: the evening of [`day`].
pub fn evening() -> anyhow::Result<Timestamp> {
    Ok("2026-06-15T11:00:00Z".parse()?)
}

/// Sixteen bytes that look random and never repeat for one `kind` and `number`.
fn bytes16(kind: u64, number: u64) -> [u8; 16] {
    let mix = |seed: u64| {
        let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    };
    let low = mix(kind << 56 | number);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&low.to_be_bytes());
    bytes[8..].copy_from_slice(&mix(low).to_be_bytes());
    bytes
}
