//! A frame: up to 250 consecutive entries as one compressed, checksummed value.
//!
//! ```text
//! magic "JF" | version u8 = 1 | codec u8 | count u16 | raw length u32 | first seq u64 | CRC32 u32
//!   | payload                                              (22 bytes of header, big-endian)
//! raw payload = the entries, one after the other | length u16 of each entry
//! ```
//!
//! The lengths come last so that a frame is decompressed straight into a block's buffer, where the
//! entries then already are. Codec 0 stores the raw payload, codec 1 is an LZ4 block.
//!
//! Invariants:
//! - at most [`MOST_ENTRIES`] entries and [`MOST_RAW`] raw bytes; a frame of one entry may be
//!   longer, because one entry may be 65,535 bytes long;
//! - the checksum covers header and payload: no bit can be flipped without being noticed;
//! - decoding never panics and never allocates more than the raw length it has checked.
//!
//! Not here: hash links, and where frames are kept.

use super::Block;
use super::entry::{self, EntryError, LONGEST_ENTRY};

/// Most entries in one frame.
pub const MOST_ENTRIES: usize = 250;
/// Most raw bytes in a frame of more than one entry.
pub const MOST_RAW: usize = 64 * 1024;
/// Bytes before the payload.
pub const HEADER: usize = 22;

/// Longest frame: one entry of the largest length, stored raw.
pub const LONGEST: usize = HEADER + MOST_RAW_OF_ONE;

const MOST_RAW_OF_ONE: usize = LONGEST_ENTRY + 2;
const MAGIC: [u8; 2] = *b"JF";
const VERSION: u8 = 1;
const CODEC_RAW: u8 = 0;
const CODEC_LZ4: u8 = 1;
const CRC_AT: usize = HEADER - 4;

/// Why bytes are not the frame that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Too short to hold a header.
    #[error("expected a frame of at least {HEADER} bytes, found {found}")]
    Short {
        /// Bytes there.
        found: usize,
    },
    /// Not a frame, or one of a later format.
    #[error("expected a frame that starts with {:02x?}, found {found:02x?}", [b'J', b'F', VERSION])]
    Magic {
        /// The first three bytes.
        found: [u8; 3],
    },
    /// The checksum does not match.
    #[error("expected checksum {expected:08x} over the frame, it carries {found:08x}")]
    Checksum {
        /// Computed.
        expected: u32,
        /// Stored.
        found: u32,
    },
    /// Written by a codec that this version does not know.
    #[error("expected codec 0 (raw) or 1 (LZ4), found {found}")]
    Codec {
        /// Stored.
        found: u8,
    },
    /// No entries, or more than a frame may hold.
    #[error("expected 1 to {MOST_ENTRIES} entries, found {found}")]
    Count {
        /// Stored.
        found: u16,
    },
    /// The raw length is beyond the limit.
    #[error("expected at most {most} raw bytes, found {found}")]
    RawLength {
        /// The limit for this number of entries.
        most: usize,
        /// Stored.
        found: u32,
    },
    /// The payload does not decompress to the raw length.
    #[error("expected a payload of {expected} raw bytes, found {found}")]
    Payload {
        /// Raw length of the header.
        expected: usize,
        /// What came out, or why nothing did.
        found: String,
    },
    /// The lengths of the entries do not add up to the raw length.
    #[error("expected entries of {expected} bytes in all, their lengths add up to {found}")]
    Lengths {
        /// Raw length less the table of lengths.
        expected: usize,
        /// Sum of the table.
        found: usize,
    },
    /// The frame is stored under another sequence number.
    #[error("expected a frame that starts at entry {expected}, found one that starts at {found}")]
    FirstSeq {
        /// The key.
        expected: u64,
        /// What it says.
        found: u64,
    },
    /// An entry inside is malformed.
    #[error("entry {seq} in the frame: {source}")]
    Entry {
        /// Its place.
        seq: u64,
        /// What is wrong with it.
        source: EntryError,
    },
}

/// What a frame says about itself; the checksum has been verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Sequence number of the first entry.
    pub first_seq: u64,
    /// Number of entries, 1 to [`MOST_ENTRIES`].
    pub count: u16,
    /// Bytes of the entries and of the table of their lengths.
    pub raw_len: u32,
    codec: u8,
}

impl Header {
    /// Reads and verifies the header, and the checksum of the whole frame.
    pub fn parse(frame: &[u8]) -> Result<(Header, &[u8]), FrameError> {
        let Some((head, payload)) = frame.split_first_chunk::<HEADER>() else {
            return Err(FrameError::Short { found: frame.len() });
        };
        let [m0, m1, version, codec, c0, c1, r0, r1, r2, r3, rest @ ..] = *head;
        if [m0, m1] != MAGIC || version != VERSION {
            return Err(FrameError::Magic { found: [m0, m1, version] });
        }
        let [seq @ .., k0, k1, k2, k3] = rest;
        let (expected, found) = (checksum(head, payload), u32::from_be_bytes([k0, k1, k2, k3]));
        if expected != found {
            return Err(FrameError::Checksum { expected, found });
        }
        if codec != CODEC_RAW && codec != CODEC_LZ4 {
            return Err(FrameError::Codec { found: codec });
        }
        let (count, raw_len) = (u16::from_be_bytes([c0, c1]), u32::from_be_bytes([r0, r1, r2, r3]));
        if count == 0 || usize::from(count) > MOST_ENTRIES {
            return Err(FrameError::Count { found: count });
        }
        let most = if count == 1 { MOST_RAW_OF_ONE } else { MOST_RAW };
        if raw_len as usize > most {
            return Err(FrameError::RawLength { most, found: raw_len });
        }
        Ok((Header { first_seq: u64::from_be_bytes(seq), count, raw_len, codec }, payload))
    }

    /// Whether the entries of `other` would fit into this frame too.
    pub fn fits(&self, other: &Header) -> bool {
        usize::from(self.count) + usize::from(other.count) <= MOST_ENTRIES
            && self.raw_len as usize + other.raw_len as usize <= MOST_RAW
    }

    /// The header of this frame and `other` merged.
    #[must_use]
    pub fn merged(&self, other: &Header) -> Header {
        Header { count: self.count + other.count, raw_len: self.raw_len + other.raw_len, ..*self }
    }
}

/// How many entries of `block`, from `start` on, the next frame takes.
pub fn take(block: &Block, start: usize) -> usize {
    let Some(from) = block.start_of(start) else { return 0 };
    let most = MOST_ENTRIES.min(block.len().saturating_sub(start));
    let fitting = (1..=most)
        .take_while(|&count| {
            let end = block.start_of(start + count).unwrap_or(usize::MAX);
            count == 1 || end - from + 2 * count <= MOST_RAW
        })
        .last();
    fitting.unwrap_or(0)
}

/// Appends to `out` the frame of `count` entries of `block` from `start` on. `scratch` is reused.
///
/// The caller has bounded `count` by [`take`] and has checked the entries.
#[expect(clippy::cast_possible_truncation, reason = "take and check bound count and lengths")]
pub fn encode(block: &Block, start: usize, count: usize, scratch: &mut Vec<u8>, out: &mut Vec<u8>) {
    let bounds = |index: usize| block.start_of(index).unwrap_or(block.bytes().len());
    scratch.clear();
    scratch.extend_from_slice(&block.bytes()[bounds(start)..bounds(start + count)]);
    for index in start..start + count {
        let length = (bounds(index + 1) - bounds(index)) as u16;
        scratch.extend_from_slice(&length.to_be_bytes());
    }
    let frame_at = out.len();
    let room = lz4_flex::block::get_maximum_output_size(scratch.len());
    out.resize(frame_at + HEADER + room, 0);
    let compressed = lz4_flex::block::compress_into(scratch, &mut out[frame_at + HEADER..])
        .ok()
        .filter(|&length| length < scratch.len());
    let codec = if compressed.is_some() { CODEC_LZ4 } else { CODEC_RAW };
    out.truncate(frame_at + HEADER + compressed.unwrap_or(0));
    if codec == CODEC_RAW {
        out.extend_from_slice(scratch);
    }
    let mut head = [0; HEADER];
    head[..2].copy_from_slice(&MAGIC);
    head[2] = VERSION;
    head[3] = codec;
    head[4..6].copy_from_slice(&(count as u16).to_be_bytes());
    head[6..10].copy_from_slice(&(scratch.len() as u32).to_be_bytes());
    head[10..18].copy_from_slice(&(block.first_seq() + start as u64).to_be_bytes());
    let crc = checksum(&head, &out[frame_at + HEADER..]);
    head[CRC_AT..].copy_from_slice(&crc.to_be_bytes());
    out[frame_at..frame_at + HEADER].copy_from_slice(&head);
}

/// Decodes the frame stored under `first_seq` into `block`, whose buffers are reused.
///
/// Everything but the hash links is verified. After an error the block's content means nothing.
pub fn decode_into(frame: &[u8], first_seq: u64, block: &mut Block) -> Result<(), FrameError> {
    let (header, payload) = Header::parse(frame)?;
    if header.first_seq != first_seq {
        return Err(FrameError::FirstSeq { expected: first_seq, found: header.first_seq });
    }
    let (bytes, ends) = block.refill(first_seq);
    unpack(&header, payload, bytes)?;
    let entries_len = split_lengths(&header, bytes, ends)?;
    bytes.truncate(entries_len);
    for (seq, bytes) in block.iter() {
        entry::check(bytes, seq).map_err(|source| FrameError::Entry { seq, source })?;
    }
    Ok(())
}

/// Where in the bytes of a file the payloads of frames begin that hold the entry, as far as their
/// headers say: whoever damages a file on purpose looks here.
pub fn payloads_holding(bytes: &[u8], seq: u64) -> Vec<usize> {
    let holds = |at: &usize| {
        let Some(head) = bytes.get(*at..).and_then(|rest| rest.first_chunk::<HEADER>()) else {
            return false;
        };
        let [m0, m1, version, codec, c0, c1, _, _, _, _, s0, s1, s2, s3, s4, s5, s6, s7, ..] =
            *head;
        let count = u64::from(u16::from_be_bytes([c0, c1]));
        let first = u64::from_be_bytes([s0, s1, s2, s3, s4, s5, s6, s7]);
        [m0, m1] == MAGIC
            && version == VERSION
            && codec <= CODEC_LZ4
            && count <= MOST_ENTRIES as u64
            && (first..first.saturating_add(count)).contains(&seq)
    };
    (0..bytes.len()).filter(holds).map(|at| at + HEADER).collect()
}

/// Puts the raw payload into `bytes`, which ends with exactly the raw length.
fn unpack(header: &Header, payload: &[u8], bytes: &mut Vec<u8>) -> Result<(), FrameError> {
    let expected = header.raw_len as usize;
    let wrong = |found: String| FrameError::Payload { expected, found };
    if header.codec == CODEC_RAW {
        if payload.len() != expected {
            return Err(wrong(payload.len().to_string()));
        }
        bytes.clear();
        bytes.extend_from_slice(payload);
        return Ok(());
    }
    bytes.resize(expected, 0);
    match lz4_flex::block::decompress_into(payload, bytes) {
        Ok(found) if found == expected => Ok(()),
        Ok(found) => Err(wrong(found.to_string())),
        Err(e) => Err(wrong(e.to_string())),
    }
}

/// Reads the table of lengths at the end of `raw` into `ends`; returns the length of the entries.
fn split_lengths(header: &Header, raw: &[u8], ends: &mut Vec<u32>) -> Result<usize, FrameError> {
    ends.clear();
    let table_len = 2 * usize::from(header.count);
    let expected = raw.len().saturating_sub(table_len);
    let mut end = 0;
    for length in raw[expected..].chunks_exact(2) {
        end += u32::from(u16::from_be_bytes([length[0], length[1]]));
        ends.push(end);
    }
    if end as usize != expected || ends.len() != usize::from(header.count) {
        return Err(FrameError::Lengths { expected, found: end as usize });
    }
    Ok(expected)
}

/// CRC32 over the header without its checksum field, then the payload.
fn checksum(head: &[u8; HEADER], payload: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&head[..CRC_AT]);
    crc.update(payload);
    crc.finalize()
}

#[cfg(test)]
mod tests {
    use jejak_events::Head;
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    fn encoded(block: &Block, start: usize, count: usize) -> Vec<u8> {
        let mut out = vec![9; 5];
        encode(block, start, count, &mut vec![1, 2, 3], &mut out);
        out.split_off(5)
    }

    fn sized(lengths: &[usize]) -> Block {
        let first = Head { size: 1000, ..Head::EMPTY };
        testing::block_sized(first, lengths.len() as u64, 3, |seq| {
            lengths[usize::try_from(seq).unwrap() - 1000]
        })
    }

    #[test]
    fn frames_cover_a_block() {
        for lengths in [vec![228; 1000], vec![60; 251], vec![65_535; 3], vec![40_000; 9], vec![]] {
            let (block, mut decoded) = (sized(&lengths), Block::default());
            let (mut start, mut back) = (0, Block::starting_at(1000));
            while start < block.len() {
                let count = take(&block, start);
                let frame = encoded(&block, start, count);
                assert!(count > 0 && count <= MOST_ENTRIES && frame.len() <= LONGEST);
                decode_into(&frame, 1000 + start as u64, &mut decoded).unwrap();
                decoded.iter().for_each(|(_, entry)| back.push(entry));
                let (header, _) = Header::parse(&frame).unwrap();
                assert!(count == 1 || header.raw_len as usize <= MOST_RAW);
                start += count;
            }
            assert_eq!(back, block);
            assert_eq!(take(&block, start), 0);
        }
    }

    #[test]
    fn what_does_not_compress_is_stored_raw() {
        let mut body = vec![0; 4000];
        getrandom::fill(&mut body).unwrap();
        let prev = jejak_events::ChainHash::of(&body);
        let mut block = Block::starting_at(0);
        block.push(&testing::entry(prev, 0, &[], &body));
        let frame = encoded(&block, 0, 1);
        assert_eq!((frame[3], frame.len()), (CODEC_RAW, HEADER + 56 + 4000 + 2));
        let mut decoded = Block::default();
        decode_into(&frame, 0, &mut decoded).unwrap();
        assert_eq!(decoded, block);
        assert_eq!(encoded(&sized(&[228; 50]), 0, 50)[3], CODEC_LZ4);
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let mut decoded = Block::default();
        for lengths in [vec![228; 20], vec![56; 1], vec![300, 60, 70]] {
            let frame = encoded(&sized(&lengths), 0, lengths.len());
            for bit in 0..8 * frame.len() {
                let mut bad = frame.clone();
                bad[bit / 8] ^= 1 << (bit % 8);
                decode_into(&bad, 1000, &mut decoded).unwrap_err();
            }
            for length in 0..frame.len() {
                decode_into(&frame[..length], 1000, &mut decoded).unwrap_err();
            }
            decode_into(&frame, 1000, &mut decoded).unwrap();
        }
    }

    /// Puts the right checksum on a frame that was changed.
    fn sealed(mut frame: Vec<u8>) -> Vec<u8> {
        let (head, payload) = frame.split_first_chunk_mut::<HEADER>().unwrap();
        let crc = checksum(head, payload);
        head[CRC_AT..].copy_from_slice(&crc.to_be_bytes());
        frame
    }

    #[test]
    fn a_good_checksum_does_not_excuse_bad_content() {
        let good = encoded(&sized(&[228; 20]), 0, 20);
        let decode = |at: usize, bytes: &[u8]| {
            let mut bad = good.clone();
            bad[at..at + bytes.len()].copy_from_slice(bytes);
            decode_into(&sealed(bad), 1000, &mut Block::default()).unwrap_err()
        };
        assert_eq!(decode(3, &[7]), FrameError::Codec { found: 7 });
        assert_eq!(decode(4, &[0, 0]), FrameError::Count { found: 0 });
        assert_eq!(decode(4, &[0, 251]), FrameError::Count { found: 251 });
        assert!(matches!(decode(4, &[0, 19]), FrameError::Lengths { .. }));
        let most = u32::MAX;
        assert_eq!(
            decode(6, &most.to_be_bytes()),
            FrameError::RawLength { most: MOST_RAW, found: most }
        );
        assert!(matches!(decode(6, &60_000_u32.to_be_bytes()), FrameError::Payload { .. }));
        assert!(matches!(decode(6, &3_u32.to_be_bytes()), FrameError::Payload { .. }));
        assert_eq!(
            decode(10, &7_u64.to_be_bytes()),
            FrameError::FirstSeq { expected: 1000, found: 7 }
        );
        let misplaced = decode_into(&encoded(&sized(&[228; 9]), 3, 6), 1004, &mut Block::default());
        assert_eq!(misplaced, Err(FrameError::FirstSeq { expected: 1004, found: 1003 }));
    }

    #[test]
    fn an_entry_of_another_place_is_refused() {
        let mut block = Block::starting_at(5);
        block.push(&testing::entry(jejak_events::ChainHash::ZERO, 6, &[], &[]));
        let frame = encoded(&block, 0, 1);
        assert!(matches!(
            decode_into(&frame, 5, &mut Block::default()),
            Err(FrameError::Entry { seq: 5, source: EntryError::Seq { expected: 5, found: 6 } })
        ));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            decode_into(&bytes, 0, &mut Block::default()).unwrap_err();
        }

        #[test]
        fn arbitrary_sealed_payloads_never_panic(
            count in 1_u16..=250,
            raw_len in 0_u32..70_000,
            codec in 0_u8..2,
            payload in prop::collection::vec(any::<u8>(), 0..300),
        ) {
            let mut frame = b"JF\x01".to_vec();
            frame.push(codec);
            frame.extend_from_slice(&count.to_be_bytes());
            frame.extend_from_slice(&raw_len.to_be_bytes());
            frame.extend_from_slice(&[0; 12]);
            frame.extend_from_slice(&payload);
            let mut block = Block::default();
            decode_into(&sealed(frame), 0, &mut block).unwrap_err();
            prop_assert!(block.refill(0).0.capacity() <= MOST_RAW_OF_ONE);
        }
    }
}
