//! Where an entry stands in its batch, read without decoding the rest.
//!
//! All events of one proposal share request id and time, and are numbered `0..len`. They stand or
//! fall together, so a batch with a hole, or one that begins before the last has ended, means that
//! entries were dropped, inserted or rewritten by somebody who fixed the hashes only.

use jejak_events::envelope::RequestId;
use jejak_events::{RawEntry, Recorded, Timestamp};

use super::{OpenError, ReplayError};
use crate::store::{EventStore, ReadError};

/// Position of an entry in its batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its index, from 0.
    pub index: u32,
    /// Events of the batch.
    pub len: u32,
    /// The request that the batch was.
    pub request: RequestId,
    /// When it was recorded.
    pub at: Timestamp,
}

impl Place {
    /// The place that an entry states; nothing when its envelope cannot be read that far.
    pub fn of(entry: &RawEntry<'_>) -> Option<Place> {
        let config = bincode::config::standard();
        let ((index, len, request), _) =
            bincode::decode_from_slice::<(u32, u32, RequestId), _>(entry.envelope, config).ok()?;
        Some(Place { index, len, request, at: entry.recorded_at })
    }

    /// The place of a decoded event.
    pub fn of_fact(fact: &Recorded) -> Place {
        let envelope = &fact.envelope;
        Place {
            index: envelope.batch_index,
            len: envelope.batch_len,
            request: envelope.request_id,
            at: fact.recorded_at,
        }
    }

    /// Whether the batch ends here.
    pub fn is_last(&self) -> bool {
        self.index.checked_add(1) == Some(self.len)
    }
}

/// What is wrong with the place of an entry after that of the one before, in words; `last` is nothing
/// at the start of the ledger.
pub fn wrong_after(last: Option<&Place>, next: &Place) -> Option<String> {
    if next.index >= next.len {
        let (index, len) = (next.index, next.len);
        return Some(format!(
            "expected an index below {len}, the length of its batch, found {index}"
        ));
    }
    let open = last.filter(|last| !last.is_last());
    let Some(open) = open else {
        return (next.index != 0).then(|| {
            format!(
                "expected index 0, the first event of a batch, found index {} of {}: the events \
                 before it are missing",
                next.index, next.len
            )
        });
    };
    let follows = open.index.checked_add(1) == Some(next.index)
        && open.len == next.len
        && open.request == next.request;
    if !follows {
        return Some(format!(
            "expected index {} of {} of the batch before it, found index {} of {} of {}",
            u64::from(open.index) + 1,
            open.len,
            next.index,
            next.len,
            if open.request == next.request { "the same request" } else { "another request" }
        ));
    }
    (open.at != next.at)
        .then(|| format!("expected the time of its batch, {}, found {}", open.at, next.at))
}

/// Size up to which the last batch is whole: an unfinished one was never answered.
pub(super) fn end_of_last_batch(store: &dyn EventStore, stored: u64) -> Result<u64, OpenError> {
    let Some(last) = stored.checked_sub(1) else { return Ok(0) };
    let mut envelope = None;
    store.read(last..stored, &mut |block| {
        let entry = block.iter().find(|(seq, _)| *seq == last).map(|(_, entry)| entry);
        envelope = entry.map(|entry| RawEntry::parse(entry).and_then(|raw| raw.envelope()));
        false
    })?;
    let missing = || ReadError::Corrupt { seq: last, what: "the entry is missing".to_owned() };
    let envelope =
        envelope.ok_or_else(missing)?.map_err(|error| ReplayError::Entry { seq: last, error })?;
    if envelope.batch_index.saturating_add(1) == envelope.batch_len {
        return Ok(stored);
    }
    let unfinished = u64::from(envelope.batch_index) + 1;
    Ok(stored.saturating_sub(unfinished))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_next_of_a_batch_or_the_first_of_another_follows() {
        let place = |index, len, request: u8| Place {
            index,
            len,
            request: RequestId([request; 16]),
            at: Timestamp::MIN,
        };
        let table = [
            (None, place(0, 1, 1), true),
            (None, place(1, 2, 1), false),
            (Some(place(0, 1, 1)), place(0, 3, 2), true),
            (Some(place(0, 3, 1)), place(1, 3, 1), true),
            (Some(place(0, 3, 1)), place(2, 3, 1), false),
            (Some(place(0, 3, 1)), place(1, 4, 1), false),
            (Some(place(0, 3, 1)), place(1, 3, 2), false),
            (Some(place(0, 3, 1)), place(0, 1, 2), false),
            (Some(place(2, 3, 1)), place(3, 3, 1), false),
            (Some(place(2, 3, 1)), place(0, 0, 1), false),
            (Some(place(u32::MAX, u32::MAX, 1)), place(0, 1, 2), false),
        ];
        for (last, next, follows) in table {
            let wrong = wrong_after(last.as_ref(), &next);
            assert_eq!(wrong.is_none(), follows, "{last:?} then {next:?}: {wrong:?}");
        }
        let later = Place { at: Timestamp::MAX, ..place(1, 3, 1) };
        assert!(wrong_after(Some(&place(0, 3, 1)), &later).is_some());
    }
}
