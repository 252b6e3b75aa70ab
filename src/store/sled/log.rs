//! Looks at sled's log without sled: is it so whole that opening it will cut nothing?
//!
//! sled recovers as it opens: at the first record that it cannot read it may zero what follows.
//! One flipped bit made it erase 14 MB of good records that way. After a torn write that is right,
//! after damage it destroys what could still be saved, so we look first, and read only.
//!
//! ```text
//! segment  CRC32 u32 | lsn i64 | stable lsn i64 | messages until a cap or the end   (8 MiB)
//! message  CRC32 u32 | kind u8 | length varint | segment number varint | page varint | body
//! ```
//! All little-endian. Both CRCs are inverted, the numbers of a segment are XORed with `i64::MAX`.
//!
//! Not here: what a doubtful log means; whoever opens tries it on a copy.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::SEGMENT;

const SEGMENT_HEADER: usize = 20;
/// No message begins in the last bytes of a segment.
const RED_ZONE: usize = 32;

const CAP: u8 = 2;
const BATCH_MANIFEST: u8 = 3;
const LAST_KIND: u8 = 11;
/// Kinds whose body is in a file of its own.
const IN_FILES: [u8; 3] = [7, 9, 11];

/// A segment with a good header.
#[derive(Clone, Copy)]
struct Segment {
    lsn: u64,
    stable: u64,
    at: u64,
}

struct Message<'a> {
    kind: u8,
    body: &'a [u8],
    /// Offset in the segment at which the next message begins.
    next: usize,
}

/// What makes the log in `folder` doubtful; `None` when sled will keep all of it.
pub(super) fn doubt(folder: &Path) -> io::Result<Option<String>> {
    let log = File::open(folder.join("db"))?;
    let segments = match segments(&log)? {
        Ok(segments) => segments,
        Err(doubt) => return Ok(Some(doubt)),
    };
    let recovered = last_snapshot(folder)?;
    let stable = segments.iter().map(|segment| segment.stable).max().unwrap_or(0);
    let mut unread = segments.iter().filter(|s| s.lsn + SEGMENT as u64 > recovered).peekable();
    let (mut buffer, mut promised) = (vec![0; SEGMENT], 0);
    while let Some(segment) = unread.next() {
        let next = unread.peek();
        if next.is_some_and(|next| next.lsn > segment.lsn + SEGMENT as u64 && next.lsn > stable) {
            return Ok(Some(format!(
                "the segment after the one at byte {} is missing",
                segment.at
            )));
        }
        let length = read_up_to(&log, &mut buffer, segment.at)?;
        let bytes = &buffer[..length];
        let number = segment.lsn / SEGMENT as u64;
        let end = match walk(bytes, number, &mut promised) {
            Ok(end) => end,
            Err(at) => return Ok(Some(unreadable(segment.at, at))),
        };
        let tip = end.unwrap_or(SEGMENT);
        let last = next.is_none();
        let cut = end.is_some() && (!last || any_message(bytes, tip, number));
        if cut || (last && promised >= segment.lsn + tip as u64) {
            return Ok(Some(unreadable(segment.at, tip)));
        }
    }
    Ok(None)
}

/// Whether any good message of this segment begins at `from` or later: then what is unreadable at
/// `from` is not the end.
fn any_message(bytes: &[u8], from: usize, number: u64) -> bool {
    const CHUNK: usize = 4096;
    const KIND_AT: usize = 4;
    // A message has a kind, which is not zero; most of what follows the end is.
    (from + KIND_AT..bytes.len()).step_by(CHUNK).any(|start| {
        let chunk = &bytes[start..bytes.len().min(start + CHUNK)];
        chunk != &[0; CHUNK][..chunk.len()]
            && (start..start + chunk.len())
                .any(|at| bytes[at] != 0 && message(bytes, at - KIND_AT, number).is_some())
    })
}

fn unreadable(segment: u64, at: usize) -> String {
    format!("expected a message at byte {} of its log, found none", segment + at as u64)
}

/// The segments in log order, or why they are in doubt. Erased segments are left out.
fn segments(log: &File) -> io::Result<Result<Vec<Segment>, String>> {
    let mut found = Vec::new();
    for at in (0..log.metadata()?.len()).step_by(SEGMENT) {
        let mut header = [0; SEGMENT_HEADER];
        let length = read_up_to(log, &mut header, at)?;
        if header == [0; SEGMENT_HEADER] {
            continue;
        }
        let number = |from: usize| {
            let bytes = header.get(from..).and_then(|rest| rest.first_chunk().copied());
            u64::from_le_bytes(bytes.unwrap_or_default()) ^ i64::MAX.cast_unsigned()
        };
        let carried = header.first_chunk().copied().map_or(0, u32::from_le_bytes);
        let (lsn, stable) = (number(4), number(12).cast_signed().max(0).cast_unsigned());
        let good = carried == !crc32fast::hash(&header[4..]) && length == SEGMENT_HEADER;
        if !good || lsn % SEGMENT as u64 != 0 {
            return Ok(Err(format!("expected a segment at byte {at} of its log, found none")));
        }
        found.push(Segment { lsn, stable, at });
    }
    found.sort_unstable_by_key(|segment| segment.lsn);
    let twice = found.windows(2).find(|pair| pair[0].lsn == pair[1].lsn);
    Ok(match twice {
        Some(pair) => {
            Err(format!("the segments at bytes {} and {} are the same", pair[0].at, pair[1].at))
        }
        None => Ok(found),
    })
}

/// Where sled's newest snapshot of its own state ends in the log; it is part of the file's name.
fn last_snapshot(folder: &Path) -> io::Result<u64> {
    let mut newest = 0;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let lsn = name.to_str().and_then(|name| name.strip_prefix("snap."));
        newest = newest.max(lsn.and_then(|lsn| u64::from_str_radix(lsn, 16).ok()).unwrap_or(0));
    }
    Ok(newest)
}

/// Follows the messages of a segment. Returns where they end, `None` when they fill it. `promised`
/// becomes the last lsn that a batch needs to be whole. An error is a message we never write.
fn walk(bytes: &[u8], number: u64, promised: &mut u64) -> Result<Option<usize>, usize> {
    let mut at = SEGMENT_HEADER;
    while at + RED_ZONE <= SEGMENT {
        let Some(found) = message(bytes, at, number) else { return Ok(Some(at)) };
        match found.kind {
            CAP => return Ok(None),
            BATCH_MANIFEST => {
                let last = found.body.first_chunk().copied().ok_or(at)?;
                *promised = (*promised).max(u64::from_le_bytes(last));
            }
            kind if IN_FILES.contains(&kind) => return Err(at),
            _ => {}
        }
        at = found.next;
    }
    Ok(None)
}

/// The message at `at`, if there is a good one of this segment.
fn message(bytes: &[u8], at: usize, number: u64) -> Option<Message<'_>> {
    let (carried, rest) = bytes.get(at..)?.split_first_chunk()?;
    let kind = *rest.first().filter(|&&kind| (1..=LAST_KIND).contains(&kind))?;
    let mut cursor = &rest[1..];
    let length = usize::try_from(varint(&mut cursor)?).ok()?;
    if varint(&mut cursor)? != number {
        return None;
    }
    varint(&mut cursor)?;
    let header = &rest[..rest.len() - cursor.len()];
    let body = cursor.get(..length)?;
    let mut crc = crc32fast::Hasher::new();
    crc.update(body);
    crc.update(header);
    let next = at + 4 + header.len() + length;
    (!crc.finalize() == u32::from_le_bytes(*carried)).then_some(Message { kind, body, next })
}

/// sled's variable-length integer.
fn varint(cursor: &mut &[u8]) -> Option<u64> {
    let (&first, rest) = cursor.split_first()?;
    let byte = |index: usize| rest.get(index).copied().map(u64::from);
    let (value, used) = match first {
        0..=240 => (u64::from(first), 0),
        241..=248 => (240 + 256 * (u64::from(first) - 241) + byte(0)?, 1),
        249 => (2288 + 256 * byte(0)? + byte(1)?, 2),
        250..=255 => {
            let length = usize::from(first) - 247;
            let mut bytes = [0; 8];
            bytes.get_mut(..length)?.copy_from_slice(rest.get(..length)?);
            (u64::from_le_bytes(bytes), length)
        }
    };
    *cursor = rest.get(used..)?;
    Some(value)
}

/// Fills `buffer` from `at` on; returns how much there was. The rest of it is zeros.
fn read_up_to(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read_at(&mut buffer[length..], at + length as u64) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    buffer[length..].fill(0);
    Ok(length)
}
