//! A run of consecutive entries, as one buffer.

use std::ops::Range;

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

    /// Adds one entry that `write` appends to the buffer; nothing stays of it when that fails.
    pub fn push_with<T, E>(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> Result<T, E>,
    ) -> Result<T, E> {
        let start = self.bytes.len();
        match write(&mut self.bytes) {
            Ok(value) => {
                let end = u32::try_from(self.bytes.len()).expect("blocks are bounded below 4 GiB");
                self.ends.push(end);
                Ok(value)
            }
            Err(error) => {
                self.bytes.truncate(start);
                Err(error)
            }
        }
    }

    /// Keeps the first `len` entries only.
    pub fn truncate(&mut self, len: usize) {
        self.ends.truncate(len);
        let end = self.ends.last().map_or(0, |end| *end as usize);
        self.bytes.truncate(end);
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
        self.bytes.get(self.start_of(index)?..end)
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

    /// Drops the entries outside `range` of sequence numbers, keeping the buffers.
    pub fn keep(&mut self, range: Range<u64>) {
        let (first, next) = (self.first_seq, self.next_seq());
        let end = range.end.clamp(first, next);
        let start = range.start.clamp(first, end);
        let index = |seq: u64| usize::try_from(seq - first).unwrap_or(usize::MAX);
        let (skipped, kept) = (index(start), index(end));
        self.ends.truncate(kept);
        self.bytes.truncate(self.ends.last().map_or(0, |&end| end as usize));
        if let Some(offset) = skipped.checked_sub(1).and_then(|last| self.ends.get(last).copied()) {
            self.bytes.drain(..offset as usize);
            self.ends.drain(..skipped);
            self.ends.iter_mut().for_each(|end| *end -= offset);
        }
        self.first_seq = start;
    }

    /// Where the entry at `index` starts; `index` may be one past the last.
    pub(super) fn start_of(&self, index: usize) -> Option<usize> {
        match index.checked_sub(1) {
            Some(previous) => Some(*self.ends.get(previous)? as usize),
            None => Some(0),
        }
    }

    /// Moves to `first_seq` and hands out the two buffers (entries, and the end of each) to be
    /// filled by whoever decodes a frame into this block.
    pub(super) fn refill(&mut self, first_seq: u64) -> (&mut Vec<u8>, &mut Vec<u32>) {
        self.first_seq = first_seq;
        (&mut self.bytes, &mut self.ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(count: u64) -> Block {
        super::super::testing::block_sized(Head { size: 10, ..Head::EMPTY }, count, 0, |seq| {
            80 + usize::try_from(seq).unwrap()
        })
    }

    #[test]
    fn keep_drops_what_is_outside() {
        let whole = block(20);
        for start in 8..33 {
            for end in 8..33 {
                let mut kept = whole.clone();
                kept.keep(start..end);
                let expected: Vec<_> =
                    whole.iter().filter(|(seq, _)| (start..end).contains(seq)).collect();
                assert_eq!(kept.iter().collect::<Vec<_>>(), expected, "{start}..{end}");
                assert_eq!(kept.bytes().len(), expected.iter().map(|e| e.1.len()).sum::<usize>());
            }
        }
    }
}
