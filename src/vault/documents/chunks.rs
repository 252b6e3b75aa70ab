//! A file as a row of sealed chunks, so that none is ever whole in memory.
//!
//! ```text
//! jejak blob 1\n | chunk 0 | chunk 1 | ... | last chunk
//! chunk: XChaCha20-Poly1305 of at most 65,536 bytes; all but the last are full
//! nonce: 15 zeros | 1 in the last, else 0 | index, u64 BE
//! bound to it: `jejak blob 1\n` | id of the document | index, u64 BE | the same 1 or 0
//! ```
//!
//! Each file has a random key of its own, so that no nonce is used twice under one key. A chunk that
//! is cut off, moved, doubled, or of another file does not open.

use std::io::{self, Read, Write};

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead as _, Key, KeyInit as _, Nonce, Payload};
use zeroize::Zeroizing;

/// What a sealed file begins with.
const MAGIC: &[u8; 13] = b"jejak blob 1\n";
/// Bytes of a full chunk, before it is sealed.
pub(in crate::vault) const CHUNK: usize = 64 * 1024;
/// Bytes of the tag that sealing adds.
const TAG: usize = 16;

/// The key of a file, and the id that its chunks are bound to.
pub(in crate::vault) struct Sealer<'a> {
    /// Key of the file alone.
    pub key: &'a [u8; 32],
    /// Id of the document.
    pub id: [u8; 16],
}

impl Sealer<'_> {
    /// Seals everything that can be read. `look` sees each chunk before it is sealed.
    pub fn seal(
        &self,
        from: &mut dyn Read,
        to: &mut dyn Write,
        look: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        to.write_all(MAGIC)?;
        let mut chunk = Zeroizing::new(vec![0; CHUNK]);
        let mut next = Zeroizing::new(vec![0; CHUNK]);
        let mut here = fill(from, &mut chunk)?;
        for index in 0_u64.. {
            // Whether a full chunk is the last is known only after the next one.
            let after = if here == CHUNK { fill(from, &mut next)? } else { 0 };
            let plain = &chunk[..here];
            look(plain)?;
            to.write_all(&self.one(index, after == 0, plain))?;
            if after == 0 {
                break;
            }
            std::mem::swap(&mut chunk, &mut next);
            here = after;
        }
        Ok(())
    }

    fn one(&self, index: u64, last: bool, plain: &[u8]) -> Vec<u8> {
        let cipher = XChaCha20Poly1305::new(&Key::<XChaCha20Poly1305>::from(*self.key));
        let payload = Payload { msg: plain, aad: &self.bound(index, last) };
        let sealed = cipher.encrypt(&nonce(index, last), payload);
        sealed.expect("far below the cipher's limit of 256 GiB")
    }

    /// Opens everything; the error of kind `InvalidData` says that it is not what was sealed. What was
    /// written to `to` before is sound, but not all.
    pub fn open(&self, from: &mut dyn Read, to: &mut dyn Write) -> io::Result<u64> {
        let mut magic = [0; MAGIC.len()];
        from.read_exact(&mut magic).map_err(|_| unsound())?;
        if &magic != MAGIC {
            return Err(unsound());
        }
        let (mut chunk, mut next) = (vec![0; CHUNK + TAG], vec![0; CHUNK + TAG]);
        let (mut here, mut size) = (fill(from, &mut chunk)?, 0_u64);
        for index in 0_u64.. {
            let after = if here == CHUNK + TAG { fill(from, &mut next)? } else { 0 };
            let last = after == 0;
            let cipher = XChaCha20Poly1305::new(&Key::<XChaCha20Poly1305>::from(*self.key));
            let payload = Payload { msg: &chunk[..here], aad: &self.bound(index, last) };
            let plain = cipher.decrypt(&nonce(index, last), payload).map_err(|_| unsound())?;
            let plain = Zeroizing::new(plain);
            size = size.saturating_add(plain.len() as u64);
            to.write_all(&plain)?;
            if last {
                break;
            }
            std::mem::swap(&mut chunk, &mut next);
            here = after;
        }
        Ok(size)
    }

    fn bound(&self, index: u64, last: bool) -> Vec<u8> {
        [MAGIC.as_slice(), &self.id, &index.to_be_bytes(), &[u8::from(last)]].concat()
    }
}

fn nonce(index: u64, last: bool) -> Nonce<XChaCha20Poly1305> {
    let mut nonce = [0; 24];
    nonce[15] = u8::from(last);
    nonce[16..].copy_from_slice(&index.to_be_bytes());
    Nonce::<XChaCha20Poly1305>::from(nonce)
}

fn unsound() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a document is not what was sealed")
}

/// Reads until the buffer is full or nothing is left; how many bytes.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match from.read(&mut buffer[read..]) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];
    const HERE: Sealer<'static> = Sealer { key: &KEY, id: [1; 16] };

    fn sealed(sealer: &Sealer<'_>, plain: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        sealer.seal(&mut &plain[..], &mut out, &mut |_| Ok(())).expect("seals");
        out
    }

    fn opened(sealed: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        HERE.open(&mut &sealed[..], &mut out).ok().map(|size| {
            assert_eq!(size, out.len() as u64);
            out
        })
    }

    fn plain(size: usize) -> Vec<u8> {
        (0..size).map(|at| u8::try_from(at % 251).expect("below 251")).collect()
    }

    #[test]
    fn what_was_sealed_opens_at_every_boundary() {
        for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17] {
            let plain = plain(size);
            let sealed = sealed(&HERE, &plain);
            assert_eq!(opened(&sealed), Some(plain), "{size}");
            let chunks = size.div_ceil(CHUNK).max(1);
            assert_eq!(sealed.len(), MAGIC.len() + size + chunks * TAG, "{size}");
        }
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let whole = sealed(&HERE, &plain(3 * CHUNK + 17));
        let (first, full) = (MAGIC.len(), CHUNK + TAG);
        let part = |at: usize| whole[first + at * full..].chunks(full).next().expect("a chunk");
        let of = |parts: &[&[u8]]| [MAGIC.as_slice(), &parts.concat()].concat();
        let other = Sealer { key: &KEY, id: [2; 16] };
        let foreign = sealed(&other, &plain(3 * CHUNK + 17));
        let changed: &[(&str, Vec<u8>)] = &[
            ("cut within a chunk", whole[..whole.len() - 1].to_vec()),
            ("cut between chunks", whole[..first + 2 * full].to_vec()),
            ("cut to nothing", MAGIC.to_vec()),
            ("nothing at all", Vec::new()),
            ("swapped", of(&[part(1), part(0), part(2), part(3)])),
            ("doubled", of(&[part(0), part(0), part(1), part(2), part(3)])),
            ("one left out", of(&[part(0), part(2), part(3)])),
            ("more behind it", [whole.as_slice(), b"x"].concat()),
            ("its end again", of(&[part(0), part(1), part(2), part(3), part(3)])),
            ("of another document", foreign),
            ("another beginning", [b"jejak blob 2\n", &whole[first..]].concat()),
        ];
        for (what, bytes) in changed {
            assert_eq!(opened(bytes), None, "{what}");
        }
        for at in (0..whole.len()).step_by(4_001) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(opened(&bytes), None, "a bit of byte {at}");
        }
    }
}
