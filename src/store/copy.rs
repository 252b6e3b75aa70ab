//! Moving a ledger from one store to another, every byte unchanged.
//!
//! Not here: finding or creating the stores.

use jejak_events::{ChainHash, Head};

use super::{AppendError, Block, EventStore, ReadError, entry};

/// Bytes of entries that are appended at once: enough to keep an engine busy, little to hold.
const BLOCK_BYTES: usize = 4 * 1024 * 1024;

/// Why a copy stopped. What was copied until then is whole, and copying again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The target already holds something that is not a beginning of the source.
    #[error(
        "the target already holds {target}, which is not a beginning of the source at {source_head}; \
         copy into an empty store"
    )]
    OtherHistory {
        /// Head of the target.
        target: Head,
        /// Head of the source.
        source_head: Head,
    },
    /// The source could not be read, or its hash links are broken.
    #[error("the source: {0}")]
    Source(#[source] ReadError),
    /// The target could not be written.
    #[error("the target: {0}")]
    Target(#[source] AppendError),
    /// Everything was copied, and yet the heads differ.
    #[error("expected the target to end at {expected}, found {found}")]
    Heads {
        /// Head of the source.
        expected: Head,
        /// Head of the target.
        found: Head,
    },
}

/// Copies what `to` does not have yet, verifying every hash link; tells `progress` the number of
/// entries there are in `to` after each block. Returns the head that both then have.
///
/// An interrupted copy is resumed by copying again.
pub fn copy(
    from: &dyn EventStore,
    to: &dyn EventStore,
    progress: &mut dyn FnMut(u64),
) -> Result<Head, CopyError> {
    copy_until(from, from.head(), to, progress)
}

/// The same, up to a head that the source had: what it has got since is left out. A target that is
/// beyond that head already is refused.
pub fn copy_until(
    from: &dyn EventStore,
    expected: Head,
    to: &dyn EventStore,
    progress: &mut dyn FnMut(u64),
) -> Result<Head, CopyError> {
    let start = to.head();
    if start.size > expected.size {
        return Err(CopyError::OtherHistory { target: start, source_head: expected });
    }
    check_beginning(from, start, expected)?;
    let mut target =
        Target { to, head: start, prev: start.hash, block: Block::default(), progress };
    target.block.restart(start.size);
    let mut failed = None;
    let read = from.read(start.size..expected.size, &mut |block| {
        failed = block.iter().try_for_each(|(seq, bytes)| target.add(seq, bytes)).err();
        failed.is_none()
    });
    read.map_err(CopyError::Source)?;
    failed.map_or(Ok(()), Err)?;
    target.flush()?;
    let found = to.head();
    if found == expected { Ok(found) } else { Err(CopyError::Heads { expected, found }) }
}

/// Checks that what the target holds is what the source begins with.
fn check_beginning(from: &dyn EventStore, target: Head, source: Head) -> Result<(), CopyError> {
    let mut there = Head::EMPTY;
    if let Some(last) = target.size.checked_sub(1) {
        let visit = &mut |block: &Block| {
            there = block.head().unwrap_or(there);
            false
        };
        from.read(last..target.size, visit).map_err(CopyError::Source)?;
    }
    if there == target {
        Ok(())
    } else {
        Err(CopyError::OtherHistory { target, source_head: source })
    }
}

struct Target<'a> {
    to: &'a dyn EventStore,
    /// What the target holds.
    head: Head,
    /// Chain hash of the last entry that was added.
    prev: ChainHash,
    block: Block,
    progress: &'a mut dyn FnMut(u64),
}

impl Target<'_> {
    fn add(&mut self, seq: u64, bytes: &[u8]) -> Result<(), CopyError> {
        entry::check_link(bytes, self.prev)
            .map_err(|e| CopyError::Source(ReadError::Corrupt { seq, what: e.to_string() }))?;
        self.prev = ChainHash::of(bytes);
        self.block.push(bytes);
        if self.block.bytes().len() >= BLOCK_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), CopyError> {
        if !self.block.is_empty() {
            self.to.append(self.head, &self.block).map_err(CopyError::Target)?;
            self.head = Head { size: self.block.next_seq(), hash: self.prev };
            self.block.restart(self.head.size);
            (self.progress)(self.head.size);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::conformance::{grow, read_all};
    use super::super::folder::{Engine, Folder, open_store};
    use super::super::memory::{Fault, MemoryDisk};
    use super::super::testing::{block, block_sized};
    use super::*;

    #[test]
    fn a_ledger_moves_through_every_engine_unchanged() {
        let temp = tempfile::tempdir().unwrap();
        let (memory, back) = (MemoryDisk::new(), MemoryDisk::new());
        let start = memory.open().unwrap();
        let mut all = grow(&*start, &[1, 1, 1, 700, 30]);
        let large = block_sized(start.head(), 200, 0, |_| 65_535);
        start.append(start.head(), &large).unwrap();
        large.iter().for_each(|(_, entry)| all.push(entry));
        let mut from = start;
        for engine in Engine::ALL {
            let folder = Folder::create(&temp.path().join(engine.name()), engine).unwrap();
            let to = open_store(&folder).unwrap();
            let mut seen = vec![0];
            let head = copy(&*from, &*to, &mut |size| seen.push(size)).unwrap();
            assert_eq!(Some(head), all.head());
            assert!(seen.is_sorted() && seen.len() > 3 && seen.last() == Some(&head.size));
            assert!(read_all(&*to, 0).unwrap() == all);
            from = to;
        }
        let end = back.open().unwrap();
        copy(&*from, &*end, &mut |_| {}).unwrap();
        assert_eq!(copy(&*from, &*end, &mut |_| panic!("nothing to do")).unwrap(), from.head());
        assert!(read_all(&*end, 0).unwrap() == all);
    }

    #[test]
    fn an_interrupted_copy_is_resumed() {
        let (source, target) = (MemoryDisk::new(), MemoryDisk::new());
        let from = source.open().unwrap();
        let large = block_sized(Head::EMPTY, 300, 0, |_| 40_000);
        from.append(Head::EMPTY, &large).unwrap();
        for torn in [0, 7, 90] {
            let to = target.open().unwrap();
            target.fail_next_append(Fault::Torn(torn));
            let failed = copy(&*from, &*to, &mut |_| {}).unwrap_err();
            assert!(matches!(failed, CopyError::Target(AppendError::Unknown(_))), "{failed}");
        }
        let to = target.open().unwrap();
        assert_eq!(to.head().size, 97);
        assert_eq!(copy(&*from, &*to, &mut |_| {}).unwrap(), from.head());
        assert!(read_all(&*to, 0).unwrap() == large);
    }

    #[test]
    fn another_history_is_not_mixed_in() {
        let (source, target) = (MemoryDisk::new(), MemoryDisk::new());
        let (from, to) = (source.open().unwrap(), target.open().unwrap());
        grow(&*from, &[30]);
        to.append(Head::EMPTY, &block(Head::EMPTY, 10)).unwrap();
        let refused = copy(&*from, &*to, &mut |_| {}).unwrap_err();
        assert!(matches!(refused, CopyError::OtherHistory { .. }), "{refused}");
        let refused = copy(&*to, &*from, &mut |_| {}).unwrap_err();
        assert!(matches!(refused, CopyError::OtherHistory { .. }), "{refused}");
    }

    #[test]
    fn a_copy_ends_where_it_was_told_to() {
        let (source, target) = (MemoryDisk::new(), MemoryDisk::new());
        let (from, to) = (source.open().unwrap(), target.open().unwrap());
        let begun = grow(&*from, &[10, 10]).head().unwrap();
        grow_on(&*from, 5);
        assert_eq!(copy_until(&*from, begun, &*to, &mut |_| {}).unwrap(), begun);
        assert_eq!(copy(&*from, &*to, &mut |_| {}).unwrap(), from.head());
        let beyond = copy_until(&*from, begun, &*to, &mut |_| {}).unwrap_err();
        assert!(matches!(beyond, CopyError::OtherHistory { .. }), "{beyond}");
        let wrong = Head { size: begun.size, hash: ChainHash([9; 32]) };
        let other = MemoryDisk::new().open().unwrap();
        let refused = copy_until(&*from, wrong, &*other, &mut |_| {}).unwrap_err();
        assert!(matches!(refused, CopyError::Heads { .. }), "{refused}");
    }

    /// Adds one batch of so many entries.
    fn grow_on(store: &dyn EventStore, count: u64) {
        let head = store.head();
        store.append(head, &block(head, count)).unwrap();
    }

    #[test]
    fn a_broken_link_stops_the_copy() {
        let (source, other) = (MemoryDisk::new(), MemoryDisk::new());
        let from = source.open().unwrap();
        grow(&*from, &[5, 5, 5]);
        let replaced = other.open().unwrap();
        let head = grow(&*replaced, &[5]).head().unwrap();
        replaced.append(head, &block_sized(head, 5, 1, |_| 100)).unwrap();
        source.replace_frame(1, &other.frame(1));
        let to = MemoryDisk::new().open().unwrap();
        let failed = copy(&*from, &*to, &mut |_| {}).unwrap_err();
        assert!(
            matches!(failed, CopyError::Source(ReadError::Corrupt { seq: 10, .. })),
            "{failed}"
        );
        assert_eq!(to.head().size, 0);
    }
}
