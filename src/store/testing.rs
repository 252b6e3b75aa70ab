//! Entries for tests: well-formed outside, arbitrary inside.

use jejak_events::{ChainHash, Head};

use super::Block;

/// One entry in the layout of [`super::entry`].
pub fn entry(prev: ChainHash, seq: u64, envelope: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(56 + envelope.len() + body.len());
    bytes.extend_from_slice(&prev.0);
    bytes.push(1);
    bytes.extend_from_slice(&seq.to_be_bytes());
    bytes.extend_from_slice(&(1_700_000_000_000_000 + seq * 1_000).to_be_bytes());
    bytes.extend_from_slice(&[0, 9, 1]);
    for part in [envelope, body] {
        bytes.extend_from_slice(&u16::try_from(part.len()).expect("a test part").to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// A block of `count` linked entries after `head`; `size_of` gives the length of each entry, and
/// `salt` makes another history of the same shape.
pub fn block_sized(
    head: Head,
    count: u64,
    salt: u64,
    mut size_of: impl FnMut(u64) -> usize,
) -> Block {
    let mut block = Block::starting_at(head.size);
    let mut prev = head.hash;
    for seq in head.size..head.size + count {
        let mut noise = seq ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // A third is noise (ids, hashes), the rest repeats, so that compression finds about what
        // it finds in real entries.
        let length = size_of(seq).saturating_sub(56 + 4);
        let body: Vec<u8> = (0..length)
            .map(|i| {
                noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                if 3 * i < length { noise.to_be_bytes()[0] } else { i.to_be_bytes()[7] }
            })
            .collect();
        let bytes = entry(prev, seq, &[0, 1, 2, 3], &body);
        prev = ChainHash::of(&bytes);
        block.push(&bytes);
    }
    block
}

/// A block of `count` entries of 228 bytes after `head`.
pub fn block(head: Head, count: u64) -> Block {
    block_sized(head, count, 0, |_| 228)
}
