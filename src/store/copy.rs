//! Copying a ledger between stores, every hash unchanged.

use jejak_events::{ChainHash, Head, RawEntry};

use super::{AppendError, Block, EventStore, ReadError};

/// Bytes moved at once.
const BLOCK_BYTES: usize = 2 * 1024 * 1024;

/// Copies what `to` does not hold yet, verifying each link on the way; resumable. `progress` is
/// told the size of the copy.
pub fn copy(
    from: &dyn EventStore,
    to: &dyn EventStore,
    progress: &mut dyn FnMut(u64),
) -> Result<(), AppendError> {
    let mut head = to.head();
    let mut pending = Block::starting_at(head.size);
    let mut failed = None;
    from.read(head.size..from.head().size, &mut |block| {
        for (seq, entry) in block.iter() {
            if let Err(error) = take(&mut head, &mut pending, seq, entry) {
                failed = Some(error);
                return false;
            }
            if pending.bytes().len() >= BLOCK_BYTES
                && let Err(error) = flush(to, &mut pending, head)
            {
                failed = Some(error);
                return false;
            }
        }
        progress(head.size);
        true
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    flush(to, &mut pending, head)
}

fn take(head: &mut Head, pending: &mut Block, seq: u64, entry: &[u8]) -> Result<(), AppendError> {
    let corrupt = |what: String| ReadError::Corrupt { seq, what };
    let raw = RawEntry::parse(entry).map_err(|error| corrupt(error.to_string()))?;
    if raw.prev != head.hash {
        let what = format!("previous hash {} found, {} expected", raw.prev, head.hash);
        return Err(corrupt(what).into());
    }
    pending.push(entry);
    *head = Head { size: seq + 1, hash: ChainHash::of(entry) };
    Ok(())
}

fn flush(to: &dyn EventStore, pending: &mut Block, head: Head) -> Result<(), AppendError> {
    if pending.is_empty() {
        return Ok(());
    }
    to.append(to.head(), pending)?;
    pending.restart(head.size);
    Ok(())
}
