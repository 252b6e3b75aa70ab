//! A run of consecutive entries, as one buffer.

use jejak_events::{ChainHash, Head};

/// Consecutive whole entries with the sequence number of the first: the unit that moves between
/// ledger and store. A block is not a batch: one batch may span blocks, one block may hold many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    first_seq: u64,
    bytes: Vec<u8>,
    /// Offset one past the end of each entry in `bytes`.
    ends: Vec<u32>,
}

impl Block {
    /// An empty block whose first entry will have sequence number `first_seq`.
    pub fn starting_at(first_seq: u64) -> Block {
        Block { first_seq, ..Block::default() }
    }

    /// Adds one whole entry at the end.
    pub fn push(&mut self, entry: &[u8]) {
        self.bytes.extend_from_slice(entry);
        let end = u32::try_from(self.bytes.len()).expect("blocks are bounded far below 4 GiB");
        self.ends.push(end);
    }

    /// Empties the block and moves it to `first_seq`, keeping its buffers.
    pub fn restart(&mut self, first_seq: u64) {
        self.first_seq = first_seq;
        self.bytes.clear();
        self.ends.clear();
    }

    /// Sequence number of the first entry.
    pub fn first_seq(&self) -> u64 {
        self.first_seq
    }

    /// Sequence number that the entry after the last one will have.
    pub fn next_seq(&self) -> u64 {
        self.first_seq + self.ends.len() as u64
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All entries, one after the other.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The entry at `index` within the block.
    pub fn entry(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(previous) => *self.ends.get(previous)? as usize,
            None => 0,
        };
        self.bytes.get(start..end)
    }

    /// Sequence number and bytes of each entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        (0..self.len()).filter_map(|i| Some((self.first_seq + i as u64, self.entry(i)?)))
    }

    /// The head after this block: its last entry hashed. `None` when empty.
    pub fn head(&self) -> Option<Head> {
        let last = self.entry(self.len().checked_sub(1)?)?;
        Some(Head { size: self.next_seq(), hash: ChainHash::of(last) })
    }
}
